"""What the installed releases say a role asks for, as requirements with their source.

O*NET's importance and level, ESCO's essential and optional, and the technologies that
postings name. A skill that the starter knows by one of its names becomes the starter's;
the others are kept in `met`. The numbers are assumptions under `catalogue`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.catalogue.facts import RoleFacts
from cairn.catalogue.releases import Release
from cairn.catalogue.skill_names import SkillNames
from cairn.catalogue.store import Store
from cairn.catalogue.values import Requirement, Skill, SkillKind, Witness
from cairn.provenance import Source
from cairn.units import SkillId

# O*NET's content and social skills come to most people with years of working life; its technical ones do not.
_EVERYDAY = ("2.A", "2.B.1", "2.B.2", "2.B.4", "2.B.5")


class Asking:
    """Reads requirements from a store; `met` are the skills of releases it came upon."""

    def __init__(self, store: Store, names: SkillNames) -> None:
        self.store = store
        self.names = names
        self.assumptions = load_assumptions()
        self.met: dict[SkillId, Skill] = {}
        self._esco_asked: dict[tuple[str, bool], Requirement] = {}
        self._same: dict[SkillId, SkillId] = {}

    def rated(self, onet: str) -> list[Requirement]:
        """Ratings of the release itself, else of the repackaged copy, which names itself."""
        return self._rated_in("onet", onet) or self._rated_in("onet-ratings", onet)

    def esco(self, esco: str) -> list[Requirement]:
        release = self.store.newest("esco")
        rows = release and self.store.ask(
            "SELECT skill.id, skill.label, skill.kind, skill.reuse, skill.aliases, link.essential FROM link"
            " JOIN skill ON skill.release = link.release AND skill.id = link.skill"
            " WHERE link.release = ? AND link.occupation = ?",
            release.key,
            esco,
        )
        return [self._esco_requirement(release, row) for row in rows or () if release]

    def shown_through(self, skills: Iterable[Skill]) -> list[Skill]:
        """The same skills of ESCO, each with what it shows of those it rests on, by ESCO's own links."""
        release = self.store.newest("esco")
        if release is None or not self.store.has_table("skill_link"):
            return list(skills)
        question = "SELECT other, essential FROM skill_link WHERE release = ? AND skill = ?"
        return [
            replace(one, shows=tuple(self._witnesses(self.store.ask(question, release.key, one.id))))
            if one.esco
            else one
            for one in skills
        ]

    def _witnesses(self, rows: Iterable[Sequence[Any]]) -> Iterator[Witness]:
        for other, essential in rows:
            if known := self._same.get(SkillId(other)):
                kind = "essential" if essential else "optional"
                yield Witness(skill=known, share=self.assumptions.number(f"catalogue.{kind}_link_share"))

    def _esco_requirement(self, release: Release, row: tuple[str, ...]) -> Requirement:
        """The same value for every occupation that names the skill in the same way."""
        key = row[0], bool(row[5])
        if key not in self._esco_asked:
            kind = "essential" if row[5] else "optional"
            self._esco_asked[key] = Requirement(
                skill=self._known(release, row),
                level=self.assumptions.number(f"catalogue.{kind}_level"),
                importance=self.assumptions.number(f"catalogue.{kind}_weight"),
                is_essential=bool(row[5]),
                source=source_of(release, f"{row[1]} is {kind} ({row[0]})"),
            )
        return self._esco_asked[key]

    def _rated_in(self, name: str, onet: str) -> list[Requirement]:
        release = self.store.newest(name)
        rows = release and self.store.ask(
            "SELECT skill.id, skill.label, skill.kind, skill.reuse, skill.aliases,"
            " max(CASE scale WHEN 'IM' THEN value END), max(CASE scale WHEN 'LV' THEN value END)"
            " FROM rating JOIN skill ON skill.release = rating.release AND skill.id = rating.element"
            " WHERE rating.release = ? AND occupation = ? AND scale IN ('IM', 'LV')"
            " AND mark != 'not relevant' AND skill.kind IN ('skill', 'knowledge') GROUP BY skill.id",
            release.key,
            onet,
        )
        least = self.assumptions.number("catalogue.least_importance")
        essential = self.assumptions.number("catalogue.essential_importance")
        return [
            Requirement(
                skill=self._known(release, row),
                level=round(row[6] * 5 / 7, 2),
                importance=row[5],
                is_essential=row[5] >= essential,
                source=source_of(release, f"{row[1]} ({row[0]}): level {row[6]:g} of 7, times 5/7"),
            )
            for row in rows or ()
            if release and row[5] is not None and row[6] and row[5] >= least
        ]

    def technologies(self, facts: RoleFacts) -> list[Requirement]:
        release = self.store.newest("onet")
        if release is None:
            return []
        wanted = dict.fromkeys(one.name for one in facts.technologies if one.is_in_demand and not one.is_tool)
        return [
            Requirement(
                skill=self._known(release, (f"onet-technology/{name}", name, "technology", "", "")),
                level=self.assumptions.number("catalogue.optional_level"),
                importance=self.assumptions.number("catalogue.optional_weight"),
                is_essential=False,
                source=source_of(release, f"{name}: in demand in postings"),
            )
            for name in wanted
        ]

    def _known(self, release: Release, row: Sequence[str]) -> SkillId:
        """The starter skill that goes by this name, else the release's own."""
        own = SkillId(row[0])
        if own not in self._same:
            found = self.names.find((row[1], *filter(None, row[4].split("\n"))))
            if found is None:
                self.met[own] = skill_of(release, row[:5])
            self._same[own] = found or own
        return self._same[own]


def merge(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """One requirement a skill, heaviest first: the highest level, the greatest importance."""
    best: dict[SkillId, Requirement] = {}
    for one in requirements:
        known = best.get(one.skill)
        if known is None:
            best[one.skill] = one
        else:
            first, second = sorted((known, one), key=lambda each: -each.importance)
            best[one.skill] = replace(
                first,
                level=max(first.level, second.level),
                is_essential=first.is_essential or second.is_essential,
                source=replace(
                    first.source,
                    detail=f"{first.source.detail}; {second.source.name}: {second.source.detail}",
                ),
            )
    return tuple(sorted(best.values(), key=lambda one: (not one.is_essential, -one.importance)))


def skill_of(release: Release, row: Sequence[str]) -> Skill:
    """A skill of a release as one of the catalogue: (id, label, kind, reuse, aliases a line)."""
    own, label, kind, reuse, aliases = row
    kinds: Mapping[str, SkillKind] = {"knowledge": "knowledge", "technology": "tool"}
    is_everyday = release.name != "esco" and own.startswith(_EVERYDAY)
    found: SkillKind = kinds.get(kind, "soft" if is_everyday or reuse == "transversal" else "hard")
    return Skill(
        id=SkillId(own),
        label=label,
        kind=found,
        aliases=tuple(one for one in aliases.split("\n") if one),
        effort=found,
        is_everyday=is_everyday,
        esco=own if release.name == "esco" else "",
        onet="" if release.name == "esco" else own,
        layer=release.label,
    )


def source_of(release: Release, detail: str) -> Source:
    """A row of a release as the source of a number."""
    return Source(kind="catalogue", name=release.label, detail=detail, licence=release.licence)
