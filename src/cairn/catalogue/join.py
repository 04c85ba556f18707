"""Roles of the installed releases as roles of the catalogue, joined by code and crosswalk.

An O*NET occupation asks for the skills and knowledge rated important, an ESCO
occupation for its essential and optional skills. Where the crosswalk calls the two
exactly the same, each brings what it has; a close match lends pay and outlook, which
say so; a broad or narrow one is listed and lends nothing. A skill whose name a starter
skill goes by becomes that skill, so that what one can and how one learns it are known.
Rules and numbers: `docs/method/catalogue.md`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue.facts import EQUAL_ENOUGH, Match, RoleFacts, find_facts
from cairn.catalogue.releases import Release
from cairn.catalogue.store import Store
from cairn.catalogue.values import (
    Catalogue,
    Codes,
    CredentialRequirement,
    Pay,
    Requirement,
    Role,
    Skill,
    SkillKind,
)
from cairn.errors import UnknownName
from cairn.provenance import Source
from cairn.units import CredentialId, Money, RoleId, SkillId
from cairn.words import stem, word_list

_ONET_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
_ENTRY_EDUCATION = {
    "high school diploma or equivalent": "high-school-diploma",
    "some college, no degree": "high-school-diploma",
    "postsecondary nondegree award": "high-school-diploma",
    "associate's degree": "associate-degree",
    "bachelor's degree": "bachelor-degree",
    "master's degree": "master-degree",
    "doctoral or professional degree": "doctorate",
}
_BLS_YEARS = {"None": 0.0, "Less than 5 years": 2.0, "5 years or more": 5.0}
_ZONE_YEARS = (0.0, 0.0, 0.5, 1.5, 3.0, 5.0)
_ZONE_SENIORITY = (2, 1, 1, 2, 2, 3)
# O*NET's content and social skills come to most people with years of working life; its technical ones do not.
_EVERYDAY = ("2.A", "2.B.1", "2.B.2", "2.B.4", "2.B.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An installed role, the skills it asks for that the starter lacks, and the facts beside them."""

    role: Role
    skills: tuple[Skill, ...]
    facts: RoleFacts


class SkillNames:
    """Which starter skill goes by a name: the same words, endings, order and brackets aside."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_words: dict[frozenset[str], SkillId] = {}
        for skill in catalogue.skills.values():
            for name in (skill.label, *skill.aliases):
                self._by_words.setdefault(name_key(name), skill.id)

    def find(self, names: Iterable[str]) -> SkillId | None:
        """The first starter skill that goes by one of these names."""
        if not self._by_words:
            return None
        return next((found for name in names if (found := self._by_words.get(name_key(name)))), None)


def name_key(name: str) -> frozenset[str]:
    """A name as the set of its stems, words in brackets left out."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", name)
    return frozenset(stem(word) for word in word_list(bare or name))


def join_role(store: Store, role: str, starter: Catalogue, *, names: SkillNames | None = None) -> Joined:
    """The installed role with this O*NET-SOC code or ESCO id.

    Raises:
        UnknownName: no leading release holds it.
    """
    return _Joiner(store, starter, names or SkillNames(starter)).join(role)


def extend_catalogue(catalogue: Catalogue, joined: Joined) -> Catalogue:
    """The same catalogue with one installed role and the skills it brings."""
    return replace(
        catalogue,
        roles={**catalogue.roles, joined.role.id: joined.role},
        skills={**{one.id: one for one in joined.skills}, **catalogue.skills},
        credits=tuple(dict.fromkeys((*catalogue.credits, *joined.facts.credits))),
    )


def whole_release(store: Store, name: str, starter: Catalogue) -> Catalogue:
    """Every role and skill of one release as a catalogue of its own, ids the publisher's.

    Raises:
        UnknownName: it is not installed.
    """
    release = store.newest(name)
    if release is None:
        msg = f"The catalogue “{name}” is not installed; `cairn data install {name}` does it."
        raise UnknownName(msg)
    joiner = _Joiner(store, replace(starter, skills={}), SkillNames(Catalogue()))
    rows = store.ask("SELECT id, title, description, isco FROM occupation WHERE release = ?", release.key)
    joiner.load_all(release)
    roles = [joiner.plain(release, row) for row in rows]
    return Catalogue(
        roles={one.id: one for one in roles},
        skills=joiner.every_skill(release),
        credentials=starter.credentials,
        options=starter.options,
        credits=(release.credit,),
    )


class _Joiner:
    """Holds what joining needs: the store, the starter, and which skills were met."""

    def __init__(self, store: Store, starter: Catalogue, names: SkillNames) -> None:
        self.store = store
        self.starter = starter
        self.names = names
        self.assumptions: Assumptions = load_assumptions()
        self.met: dict[SkillId, Skill] = {}
        self._titles: dict[str, list[str]] | None = None
        self._fields: dict[tuple[str, str], str] = {}

    def join(self, role: str) -> Joined:
        found = self._occupation(role)
        if found is None:
            msg = f"No installed release holds the role {role}; `cairn data list` says what is installed."
            raise UnknownName(msg)
        release, row = found
        facts, via = self._facts(row[0])
        is_same = via is None or via.kind == "exact"
        requirements = self._esco(facts.esco) if facts.esco else []
        if facts.onet and is_same:
            requirements += [*self._rated_anywhere(facts.onet), *self._technologies(facts)]
        joined = self._role(release, row, _merge(requirements), facts, via)
        wanted = {one.skill for one in joined.requirements}
        return Joined(
            role=joined, skills=tuple(one for one in self.met.values() if one.id in wanted), facts=facts
        )

    def plain(self, release: Release, row: tuple[str, str, str, str]) -> Role:
        """A role by its own release alone."""
        facts = RoleFacts(
            onet=row[0] if release.name == "onet" else "", esco=row[0] if release.name == "esco" else ""
        )
        asked = self._esco(row[0]) if facts.esco else self._rated_anywhere(row[0])
        return self._role(release, row, _merge(asked), facts, None)

    def load_all(self, release: Release) -> None:
        """Read every other title at once, where all roles of a release are wanted."""
        self._titles = {}
        for occupation, text in self.store.ask(
            "SELECT occupation, text FROM title WHERE release = ?", release.key
        ):
            self._titles.setdefault(occupation, []).append(text)

    def every_skill(self, release: Release) -> dict[SkillId, Skill]:
        rows = self.store.ask(
            "SELECT id, label, kind, reuse, aliases FROM skill WHERE release = ?", release.key
        )
        skills = [
            _skill(release, row) for row in rows if release.name == "esco" or row[2] in {"skill", "knowledge"}
        ]
        return {one.id: one for one in skills} | self.met

    # -------------------------------------------------------------- who is who

    def _occupation(self, role: str) -> tuple[Release, tuple[str, str, str, str]] | None:
        for release in self.store.leading:
            question = "SELECT id, title, description, isco FROM occupation WHERE release = ? AND id = ?"
            rows = self.store.ask(question, release.key, role)
            if rows:
                return release, rows[0]
        return None

    def _facts(self, role: str) -> tuple[RoleFacts, Match | None]:
        """Facts by both codes where the crosswalk calls them the same, and through which match."""
        is_onet = bool(_ONET_CODE.fullmatch(role))
        own = find_facts(self.store, onet=role if is_onet else "", esco="" if is_onet else role)
        via = _equal(own.matches)
        if via is None or (is_onet and via.kind != "exact"):
            return own, None
        if is_onet:
            return replace(own, esco=via.id), via
        lent = find_facts(self.store, onet=via.id, esco=role)
        return replace(lent, matches=own.matches), via

    # -------------------------------------------------------------- what it asks for

    def _rated_anywhere(self, onet: str) -> list[Requirement]:
        """Ratings of the release itself, else of the repackaged copy, which names itself."""
        return self._rated("onet", onet) or self._rated("onet-ratings", onet)

    def _esco(self, esco: str) -> list[Requirement]:
        release = self.store.newest("esco")
        rows = release and self.store.ask(
            "SELECT skill.id, skill.label, skill.kind, skill.reuse, skill.aliases, link.essential FROM link"
            " JOIN skill ON skill.release = link.release AND skill.id = link.skill"
            " WHERE link.release = ? AND link.occupation = ?",
            release.key,
            esco,
        )
        return [self._esco_requirement(release, row) for row in rows or () if release]

    def _esco_requirement(self, release: Release, row: tuple[str, ...]) -> Requirement:
        kind = "essential" if row[5] else "optional"
        detail = f"{row[1]} is {kind} ({row[0]})"
        return Requirement(
            skill=self._known(release, row),
            level=self.assumptions.number(f"catalogue.{kind}_level"),
            importance=self.assumptions.number(f"catalogue.{kind}_weight"),
            is_essential=bool(row[5]),
            source=_source(release, detail),
        )

    def _rated(self, name: str, onet: str) -> list[Requirement]:
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
                source=_source(release, f"{row[1]} ({row[0]}): level {row[6]:g} of 7, times 5/7"),
            )
            for row in rows or ()
            if release and row[5] is not None and row[6] and row[5] >= least
        ]

    def _technologies(self, facts: RoleFacts) -> list[Requirement]:
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
                source=_source(release, f"{name}: in demand in postings"),
            )
            for name in wanted
        ]

    def _known(self, release: Release, row: Sequence[str]) -> SkillId:
        """The starter skill that goes by this name, else the release's own."""
        found = self.names.find((row[1], *filter(None, row[4].split("\n"))))
        if found is not None:
            return found
        skill = _skill(release, row[:5])
        self.met.setdefault(skill.id, skill)
        return skill.id

    # -------------------------------------------------------------- the role itself

    def _role(
        self,
        release: Release,
        row: tuple[str, str, str, str],
        requirements: tuple[Requirement, ...],
        facts: RoleFacts,
        via: Match | None,
    ) -> Role:
        code, title, description, isco = row
        codes = Codes(onet=facts.onet, esco=facts.esco, isco=isco)
        same = self._starter_roles(code, title)
        return Role(
            id=RoleId(code),
            title=title if release.name == "onet" else title[:1].upper() + title[1:],
            field=self._field(codes, same),
            seniority=same[0].seniority if same else _ZONE_SENIORITY[facts.zone],
            summary=description,
            aliases=tuple(self._aliases(release, code)),
            codes=codes,
            requirements=requirements,
            credentials=self._credentials(same, facts),
            up=(),
            sideways=tuple(one.id for one in same),
            pay=_pay(facts, via),
            experience_years=_years(facts),
            layer=release.label,
        )

    def _starter_roles(self, code: str, title: str) -> list[Role]:
        """The starter's roles with this code, the one of the same name or the plain rung first."""
        same = [one for one in self.starter.roles.values() if code in {one.codes.onet, one.codes.esco}]
        wanted = name_key(title)
        return sorted(same, key=lambda one: (name_key(one.title) != wanted, abs(one.seniority - 2)))

    def _field(self, codes: Codes, same: Sequence[Role]) -> str:
        """The field of starter roles with the same code, else of those with the nearest one."""
        if same:
            return same[0].field
        key = (codes.onet[:6], codes.isco)
        if key not in self._fields:
            self._fields[key] = _nearest_field(codes, self.starter)
        return self._fields[key]

    def _aliases(self, release: Release, code: str) -> list[str]:
        if self._titles is not None:
            return self._titles.get(code, [])
        rows = self.store.ask(
            "SELECT text FROM title WHERE release = ? AND occupation = ?", release.key, code
        )
        return [text for (text,) in rows]

    def _credentials(self, same: Sequence[Role], facts: RoleFacts) -> tuple[CredentialRequirement, ...]:
        """The starter's for the same code, which knows licences; else the education that is asked."""
        if same:
            return same[0].credentials
        asked = [*_entry_education(facts)] or [*self._answered_education(facts)]
        return tuple(one for one in asked if set(one.any_of) <= set(self.starter.credentials))

    def _answered_education(self, facts: RoleFacts) -> Iterable[CredentialRequirement]:
        release = self.store.newest("onet")
        surely = facts.education_credential(self.assumptions.number("catalogue.education_share"))
        usual = facts.education_credential(0.5)
        if release and (surely or usual):
            yield CredentialRequirement(
                any_of=(CredentialId(surely or usual),),
                is_essential=bool(surely),
                note="what most answers to O*NET's question on education ask for",
                source=_source(release, f"required education of {facts.onet}"),
            )


def _entry_education(facts: RoleFacts) -> Iterable[CredentialRequirement]:
    outlook = facts.outlook
    credential = _ENTRY_EDUCATION.get(outlook.entry_education.lower(), "") if outlook else ""
    if outlook and credential:
        yield CredentialRequirement(
            any_of=(CredentialId(credential),),
            is_essential=True,
            note=f"usual at entry: {outlook.entry_education.lower()}",
            source=_source(outlook.release, f"typical entry-level education of {facts.onet[:7]}"),
        )


def _merge(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
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


def _skill(release: Release, row: Sequence[str]) -> Skill:
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


def _source(release: Release, detail: str) -> Source:
    return Source(kind="catalogue", name=release.label, detail=detail, licence=release.licence)


def _equal(matches: Sequence[Match]) -> Match | None:
    """The one occupation that is the same; of several the crosswalk does not say which, so none."""
    for kind in EQUAL_ENOUGH:
        found = [one for one in matches if one.kind == kind and not one.is_group]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _nearest_field(codes: Codes, starter: Catalogue) -> str:
    for size in (6, 5, 4, 2):
        alike = Counter(
            one.field
            for one in starter.roles.values()
            if (codes.onet and one.codes.onet[:size] == codes.onet[:size])
            or (codes.isco and size < 6 and one.codes.isco[: size - 1] == codes.isco[: size - 1])
        )
        if alike:
            return alike.most_common(1)[0][0]
    return "other"


def _years(facts: RoleFacts) -> float:
    if facts.outlook and facts.outlook.work_experience in _BLS_YEARS:
        return _BLS_YEARS[facts.outlook.work_experience]
    return facts.experience_years if facts.experience_years is not None else _ZONE_YEARS[facts.zone]


def _pay(facts: RoleFacts, via: Match | None) -> tuple[Pay, ...]:
    wages = facts.wages
    median = wages.amount("median") if wages and not wages.is_hourly else None
    if wages is None or median is None:
        return ()
    low, high = wages.amount("pct10"), wages.amount("pct90")
    of_whom = " of its broader group" if wages.is_of_group else ""
    through = f", through the {via.kind} match with {via.title}" if via and facts.esco else ""
    return (
        Pay(
            country="US",
            year=wages.year,
            median=_dollars(median),
            low=None if low is None else _dollars(low),
            high=None if high is None else _dollars(high),
            source=Source(
                kind="catalogue",
                name=f"{wages.release.label}{of_whom}{through}",
                detail=facts.onet[:7],
                licence=wages.release.licence,
                year=wages.year,
            ),
        ),
    )


def _dollars(amount: float) -> Money:
    return Money(amount=Decimal(str(amount)), currency="USD")
