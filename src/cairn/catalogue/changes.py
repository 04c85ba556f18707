"""What one release changed against another: overall, and for the roles and skills a person follows.

A copy that lacks a whole kind of entry (all skills, say) tells nothing about a change in
it. Roles are followed by their codes, so that a starter role is found in every release;
skills by id, else by name (`skill_changes`).
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cairn.catalogue.releases import Release
from cairn.catalogue.skill_changes import describe_skill_changes
from cairn.catalogue.store import Store
from cairn.catalogue.values import Codes, Skill

_LEAST_CHANGE = 0.25
_MOST_NAMED = 8
_FACTS = {
    "employment_change_percent": ("projected change of employment", "%"),
    "openings_per_year": ("openings a year in thousands", ""),
    "entry_education": ("education at entry", ""),
    "job_zone": ("job zone", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A role somebody follows: how they call it, and the codes it goes by."""

    title: str
    codes: Codes


def describe_changes(
    home: Path,
    name: str,
    old: str,
    new: str,
    *,
    roles: Sequence[Followed] = (),
    skills: Sequence[Skill] = (),
) -> tuple[str, ...]:
    """Sentences on what changed from version `old` to `new`: in all, for each role, for the skills."""
    store = Store.open(home)
    if store is None:
        return ()
    with contextlib.closing(store):
        found = {one.version: one for one in store.releases if one.name == name}
        if old not in found or new not in found:
            return ()
        before, after = found[old], found[new]
        lines = [_in_all(store, before, after)]
        for one in roles:
            lines += _for_role(store, before, after, one)
        return (*lines, *describe_skill_changes(store, before, after, skills))


def _in_all(store: Store, before: Release, after: Release) -> str:
    table = (
        "pay" if before.name == "bls-wages" else "fact" if before.name == "bls-projections" else "occupation"
    )
    title = "title" if table == "occupation" else "''"
    old, new = (
        dict(store.ask(f'SELECT {_key(table)}, {title} FROM "{table}" WHERE release = ?', one.key))  # noqa: S608 - names of our own schema
        for one in (before, after)
    )
    renamed = sum(old[one] != new[one] for one in old.keys() & new.keys())
    said = f", {renamed} renamed" if table == "occupation" else ""
    return (
        f"From {before.label} to {after.label}: {len(new.keys() - old.keys())} occupations added,"
        f" {len(old.keys() - new.keys())} gone{said}."
    )


def _key(table: str) -> str:
    return "id" if table == "occupation" else "occupation"


# ------------------------------------------------------------------ roles


def _for_role(store: Store, before: Release, after: Release, role: Followed) -> list[str]:
    code = _code_in(before, role.codes)
    if not code:
        return []
    if before.name in {"onet", "esco"}:
        held = [_holds(store, one, code) for one in (before, after)]
        if not any(held):
            return []
        if not all(held):
            there, gone = (before, after) if held[0] else (after, before)
            return [f"Your role {role.title} ({code}) is not in {gone.label}; {there.label} holds it."]
    changes = [
        *_ratings(store, before, after, code),
        *_links(store, before, after, code),
        *_technologies(store, before, after, code),
        *_pay(store, before, after, code),
        *_facts(store, before, after, code),
    ]
    more = f" and {len(changes) - _MOST_NAMED} more" if len(changes) > _MOST_NAMED else ""
    said = "; ".join(changes[:_MOST_NAMED]) + more if changes else "nothing changed"
    return [f"Your role {role.title} ({code}): {said}."]


def _code_in(release: Release, codes: Codes) -> str:
    if release.name == "esco":
        return codes.esco
    return codes.onet[:7] if release.name.startswith("bls-") else codes.onet


def _holds(store: Store, release: Release, code: str) -> bool:
    return bool(store.ask("SELECT 1 FROM occupation WHERE release = ? AND id = ?", release.key, code))


def _ratings(store: Store, before: Release, after: Release, role: str) -> list[str]:
    question = (
        "SELECT skill.kind, skill.label || CASE scale WHEN 'IM' THEN ' (importance)' ELSE ' (level)' END,"
        " value"
        " FROM rating JOIN skill ON skill.release = rating.release AND skill.id = element"
        " WHERE rating.release = ? AND occupation = ? AND scale IN ('IM', 'LV')"
    )
    return _differences(store, question, before, after, role)


def _links(store: Store, before: Release, after: Release, role: str) -> list[str]:
    question = (
        "SELECT 'skill', skill.label, 1.0 + essential FROM link JOIN skill ON skill.release = link.release"
        " AND skill.id = link.skill WHERE link.release = ? AND occupation = ?"
    )
    words = {1.0: "optional", 2.0: "essential"}
    return [
        line.replace("from 1 to 2", f"is {words[2]} now").replace("from 2 to 1", f"is {words[1]} now")
        for line in _differences(store, question, before, after, role)
    ]


def _technologies(store: Store, before: Release, after: Release, role: str) -> Iterator[str]:
    """What postings began or ceased to ask for; nothing where a copy has no technologies of the role."""
    question = (
        "SELECT example, max(demand), max(hot) FROM technology"
        " WHERE release = ? AND occupation = ? GROUP BY example"
    )
    old, new = (
        {example: (demand, hot) for example, demand, hot in store.ask(question, one.key, role)}
        for one in (before, after)
    )
    for at, mark in enumerate(("in demand", "hot")) if old and new else ():
        was, now = ({name for name, marks in one.items() if marks[at]} for one in (old, new))
        yield from (f"{name} is now {mark}" for name in sorted(now - was))
        yield from (f"{name} is no longer {mark}" for name in sorted(was - now))


def _pay(store: Store, before: Release, after: Release, role: str) -> Iterator[str]:
    question = "SELECT amount, mark FROM pay WHERE release = ? AND occupation = ? AND statistic = 'a_median'"
    rows = [store.ask(question, one.key, role) for one in (before, after)]
    if all(rows) and rows[0] != rows[1]:
        was, now = (f"{row[0][0]:,.0f}" if row[0][0] is not None else str(row[0][1]) for row in rows)
        yield f"the middle wage a year went from {was} to {now} USD"


def _facts(store: Store, before: Release, after: Release, role: str) -> Iterator[str]:
    question = "SELECT kind, number, text FROM fact WHERE release = ? AND occupation = ?"
    old, new = (
        {
            kind: f"{number:,g}" if number is not None else text
            for kind, number, text in store.ask(question, one.key, role)
        }
        for one in (before, after)
    )
    for kind, (label, unit) in _FACTS.items():
        if kind in old and kind in new and old[kind] != new[kind]:
            yield f"{label} from {old[kind]} to {new[kind]} {unit}".strip()


def _differences(store: Store, question: str, before: Release, after: Release, role: str) -> list[str]:
    rows = [store.ask(question, one.key, role) for one in (before, after)]
    # A copy without a whole kind of element (all skills, say) tells nothing about a change in it.
    kinds = {kind for kind, _, _ in rows[0]} & {kind for kind, _, _ in rows[1]}
    old, new = ({label: value for kind, label, value in one if kind in kinds} for one in rows)
    added = [f"{label} is new" for label in sorted(new.keys() - old.keys())]
    gone = [f"{label} is no longer asked" for label in sorted(old.keys() - new.keys())]
    moved = [
        f"{label} from {old[label]:g} to {new[label]:g}"
        for label in sorted(old.keys() & new.keys())
        if abs(old[label] - new[label]) >= _LEAST_CHANGE
    ]
    return added + gone + moved
