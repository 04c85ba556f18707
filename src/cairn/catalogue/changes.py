"""What one release changed against another, for the roles a person watches and overall."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from cairn.catalogue.own import Watched
from cairn.catalogue.releases import Release
from cairn.catalogue.store import Store

_LEAST_CHANGE = 0.25
_MOST_NAMED = 8


def describe_changes(
    home: Path, name: str, old: str, new: str, *, watched: Sequence[Watched] = ()
) -> tuple[str, ...]:
    """Sentences on what changed from release `old` to `new`: in all, then for each watched role."""
    store = Store.open(home)
    if store is None:
        return ()
    with contextlib.closing(store):
        found = {one.version: one for one in store.releases if one.name == name}
        if old not in found or new not in found:
            return ()
        before, after = found[old], found[new]
        lines = [_in_all(store, before, after)]
        for one in watched:
            lines += _for_role(store, before, after, one.id)
        return tuple(lines)


def _in_all(store: Store, before: Release, after: Release) -> str:
    old, new = (
        dict(store.ask("SELECT id, title FROM occupation WHERE release = ?", one.key))
        for one in (before, after)
    )
    renamed = sum(old[one] != new[one] for one in old.keys() & new.keys())
    return (
        f"From {before.label} to {after.label}: {len(new.keys() - old.keys())} occupations added,"
        f" {len(old.keys() - new.keys())} gone, {renamed} renamed."
    )


def _for_role(store: Store, before: Release, after: Release, role: str) -> list[str]:
    titles = [
        store.ask("SELECT title FROM occupation WHERE release = ? AND id = ?", one.key, role)
        for one in (before, after)
    ]
    if not any(titles):
        return []
    if not titles[1]:
        return [
            f"Your role {titles[0][0][0]} ({role}) is not in {after.label}; {before.label} still holds it."
        ]
    told = f"Your role {titles[1][0][0]} ({role})"
    changes = [*_ratings(store, before, after, role), *_links(store, before, after, role)]
    more = f" and {len(changes) - _MOST_NAMED} more" if len(changes) > _MOST_NAMED else ""
    return [f"{told}: " + ("; ".join(changes[:_MOST_NAMED]) + more if changes else "nothing changed") + "."]


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
    return _differences(store, question, before, after, role)


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
