"""What one release changed against another for single skills: name, standing, demand.

A skill is found in a release by its own id there, else by its names as `join` finds them.
Compared are what it is called, whether it is still there, how many occupations ask for it
and how much, and for technologies how many occupations' postings ask for it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.catalogue.releases import Release
from cairn.catalogue.skill_names import name_key
from cairn.catalogue.store import Store
from cairn.catalogue.values import Skill

_LEAST_SHARE = 0.05
_LEAST_COUNT, _LEAST_MEAN = 3, 0.25
_TECHNOLOGY = "onet-technology/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """A skill in one release: its name and kind there, and numbers by what they count."""

    label: str
    kind: str
    counts: Mapping[str, int]
    means: Mapping[str, float]
    is_hot: bool = False


def describe_skill_changes(
    store: Store, before: Release, after: Release, skills: Sequence[Skill]
) -> tuple[str, ...]:
    """One sentence for each skill that changed, one for how many did not; none for what neither holds."""
    lines: list[str] = []
    same = 0
    finders = [_Finder(store, one) for one in (before, after)]
    for skill in skills:
        old, new = (one.find(skill) for one in finders)
        changes = list(_differences(old, new)) if old and new else []
        if old and not new and finders[1].has_kind(old.kind):
            changes = [f"not in {after.label}; {before.label} still holds it"]
        elif new and not old and finders[0].has_kind(new.kind):
            changes = [f"new in {after.label}"]
        if changes:
            lines.append(f"Your skill {skill.label}: {'; '.join(changes)}.")
        same += bool(old and new and not changes)
    if same:
        lines.append(f"{same} of your skills {'is' if same == 1 else 'are'} as before.")
    return tuple(lines)


def _differences(old: _Standing, new: _Standing) -> Iterator[str]:
    if old.label != new.label:
        yield f"now called “{new.label}”, before “{old.label}”"
    if old.is_hot != new.is_hot:
        yield "now called hot" if new.is_hot else "no longer called hot"
    for what in old.counts.keys() & new.counts.keys():
        was, now = old.counts[what], new.counts[what]
        if abs(now - was) >= max(_LEAST_COUNT, _LEAST_SHARE * was):
            yield f"{what}: {now:,}, before {was:,}"
    for what in old.means.keys() & new.means.keys():
        before, after = old.means[what], new.means[what]
        if abs(after - before) >= _LEAST_MEAN:
            yield f"{what}: {after:.2f}, before {before:.2f}"


class _Finder:
    """Looks skills up in one release."""

    def __init__(self, store: Store, release: Release) -> None:
        self.store = store
        self.release = release
        self._entries: list[tuple[str, str, str, str]] | None = None
        self._examples: list[str] | None = None

    def find(self, skill: Skill) -> _Standing | None:
        """The standing of a skill; None where the release neither has its id nor a name of it."""
        own = self._own_id(skill)
        if own and (entry := self._entry(own)):
            return self._standing(*entry)
        names = {name_key(one) for one in (skill.label, *skill.aliases)}
        if self.release.name == "onet" and (examples := self._technologies(skill, names)):
            return self._demand(examples)
        found = self._by_name(names)
        return self._standing(*found) if found else None

    def has_kind(self, kind: str) -> bool:
        """Whether this copy holds any entry of a kind; one without tells nothing about a change in it."""
        table, column = ("technology", "kind") if kind == "technology" else ("skill", "kind")
        question = f"SELECT 1 FROM {table} WHERE release = ? AND {column} = ? LIMIT 1"  # noqa: S608 - of our schema
        return bool(self.store.ask(question, self.release.key, kind))

    def _own_id(self, skill: Skill) -> str:
        if skill.layer not in {"starter", "own"} and not skill.id.startswith(_TECHNOLOGY):
            return skill.id
        return skill.esco if self.release.name == "esco" else skill.onet

    def _entry(self, own: str) -> tuple[str, str, str] | None:
        question = "SELECT id, label, kind FROM skill WHERE release = ? AND id = ?"
        return next(iter(self.store.ask(question, self.release.key, own)), None)

    def _by_name(self, names: Iterable[frozenset[str]]) -> tuple[str, str, str] | None:
        """The first entry that goes by one of the names; texts without any of their words are passed over."""
        if self._entries is None:
            question = "SELECT id, label, kind, aliases FROM skill WHERE release = ?"
            self._entries = [tuple(row) for row in self.store.ask(question, self.release.key)]
        wanted = {one for one in names if one}
        stems = {max(one, key=len) for one in wanted}
        for own, label, kind, aliases in self._entries:
            text = f"{label}\n{aliases}"
            low = text.casefold()
            if any(one in low for one in stems) and any(name_key(one) in wanted for one in text.split("\n")):
                return own, label, kind
        return None

    def _technologies(self, skill: Skill, names: Iterable[frozenset[str]]) -> list[str]:
        """Every technology that goes by the skill's id or one of its names."""
        if self._examples is None:
            question = "SELECT DISTINCT example FROM technology WHERE release = ? AND kind = 'technology'"
            self._examples = [example for (example,) in self.store.ask(question, self.release.key)]
        own = skill.id.removeprefix(_TECHNOLOGY)
        if own in self._examples:
            return [own]
        wanted = {one for one in names if one}
        stems = {max(one, key=len) for one in wanted}
        return [
            one
            for one in self._examples
            if any(stem in one.casefold() for stem in stems) and name_key(one) in wanted
        ]

    def _standing(self, own: str, label: str, kind: str) -> _Standing:
        """How many occupations ask for it; O*NET's mean importance and level among those rated."""
        ask, key = self.store.ask, self.release.key
        if self.release.name == "esco":
            question = (
                "SELECT coalesce(sum(essential), 0), coalesce(sum(1 - essential), 0) FROM link"
                " WHERE release = ? AND skill = ?"
            )
            ((essential, optional),) = ask(question, key, own)
            counts = {
                "occupations that call it essential": essential,
                "occupations that call it optional": optional,
            }
            return _Standing(label=label, kind=kind, counts=counts, means={})
        question = (
            "SELECT avg(value) FILTER (WHERE scale = 'IM'), avg(value) FILTER (WHERE scale = 'LV')"
            " FROM rating WHERE release = ? AND element = ?"
        )
        (row,) = ask(question, key, own)
        named = zip(("mean importance", "mean level of 7"), row, strict=True)
        means = {what: number for what, number in named if number is not None}
        return _Standing(label=label, kind=kind, counts={}, means=means)

    def _demand(self, examples: Sequence[str]) -> _Standing:
        question = (
            "SELECT count(DISTINCT occupation), count(DISTINCT occupation) FILTER (WHERE demand), max(hot)"
            " FROM technology WHERE release = ? AND example IN (SELECT value FROM json_each(?))"
        )
        ((uses, asks, hot),) = self.store.ask(question, self.release.key, json.dumps(examples))
        counts = {"occupations that use it": uses, "occupations whose postings often ask for it": asks}
        label = ", ".join(sorted(examples))
        return _Standing(label=label, kind="technology", counts=counts, means={}, is_hot=bool(hot))
