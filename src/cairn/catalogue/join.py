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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.catalogue.asked import Asking, merge, skill_of
from cairn.catalogue.facts import EQUAL_ENOUGH, Match, RoleFacts, find_facts
from cairn.catalogue.releases import Release
from cairn.catalogue.skill_names import SkillNames, name_key
from cairn.catalogue.store import Store
from cairn.catalogue.terms import answered_education, entry_education, experience_years, pay_of
from cairn.catalogue.values import Catalogue, Codes, CredentialRequirement, Requirement, Role, Skill
from cairn.errors import UnknownName
from cairn.units import RoleId, SkillId

_ONET_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
_ZONE_SENIORITY = (2, 1, 1, 2, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An installed role, the skills it asks for that the starter lacks, and the facts beside them."""

    role: Role
    skills: tuple[Skill, ...]
    facts: RoleFacts


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
    release = leading_release(store, name)
    joiner = _Joiner(store, replace(starter, skills={}), SkillNames(Catalogue()))
    rows = store.ask("SELECT id, title, description, isco FROM occupation WHERE release = ?", release.key)
    joiner.load_all(release)
    related = _related(store, release)
    roles = [replace(joiner.plain(release, row), sideways=tuple(related.get(row[0], ()))) for row in rows]
    return _alone(release, roles, joiner.every_skill(release), starter)


def _related(store: Store, release: Release) -> Mapping[str, Sequence[RoleId]]:
    """The occupations that the release itself calls most related to each, nearest first."""
    found: dict[str, list[RoleId]] = {}
    for occupation, other in store.ask(
        "SELECT occupation, other FROM related WHERE release = ? AND tier LIKE 'Primary%' ORDER BY rank",
        release.key,
    ):
        found.setdefault(occupation, []).append(RoleId(other))
    return found


def release_part(store: Store, name: str, starter: Catalogue, only: Sequence[str]) -> Catalogue:
    """The same with some roles only, by id, and the skills they ask for; unknown ids are passed over.

    Raises:
        UnknownName: it is not installed.
    """
    release = leading_release(store, name)
    joiner = _Joiner(store, replace(starter, skills={}), SkillNames(Catalogue()))
    question = "SELECT id, title, description, isco FROM occupation WHERE release = ? AND id = ?"
    rows = [row for one in only for row in store.ask(question, release.key, one)]
    roles = [joiner.plain(release, row) for row in rows]
    return _alone(release, roles, joiner.asking.met, starter)


def leading_release(store: Store, name: str) -> Release:
    """The release of a name that leads.

    Raises:
        UnknownName: none is installed.
    """
    release = store.newest(name)
    if release is None:
        msg = f"The catalogue “{name}” is not installed; `cairn data install {name}` does it."
        raise UnknownName(msg)
    return release


def _alone(
    release: Release, roles: Sequence[Role], skills: Mapping[SkillId, Skill], starter: Catalogue
) -> Catalogue:
    """A catalogue of its own: a step to a role of another catalogue is none here."""
    known = {one.id for one in roles}
    kept = [replace(one, sideways=tuple(step for step in one.sideways if step in known)) for one in roles]
    return Catalogue(
        roles={one.id: one for one in kept},
        skills=skills,
        credentials=starter.credentials,
        options=starter.options,
        credits=(release.credit,),
    )


class _Joiner:
    """Holds what joining needs: the store, the starter, and which skills were met."""

    def __init__(self, store: Store, starter: Catalogue, names: SkillNames) -> None:
        self.store = store
        self.starter = starter
        self.asking = Asking(store, names)
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
        requirements = self.asking.esco(facts.esco) if facts.esco else []
        if facts.onet and is_same:
            requirements += [*self.asking.rated(facts.onet), *self.asking.technologies(facts)]
        joined = self._role(release, row, merge(requirements), facts, via)
        wanted = {one.skill for one in joined.requirements}
        return Joined(
            role=joined,
            skills=tuple(
                self.asking.shown_through(one for one in self.asking.met.values() if one.id in wanted)
            ),
            facts=facts,
        )

    def plain(self, release: Release, row: tuple[str, str, str, str]) -> Role:
        """A role by its own release alone."""
        facts = RoleFacts(
            onet=row[0] if release.name == "onet" else "", esco=row[0] if release.name == "esco" else ""
        )
        asked = self.asking.esco(row[0]) if facts.esco else self.asking.rated(row[0])
        return self._role(release, row, merge(asked), facts, None)

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
            skill_of(release, row)
            for row in rows
            if release.name == "esco" or row[2] in {"skill", "knowledge"}
        ]
        return {one.id: one for one in skills} | self.asking.met

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
            pay=pay_of(facts, via),
            experience_years=experience_years(facts),
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
        asked = [*entry_education(facts)] or [*answered_education(self.store, facts)]
        return tuple(one for one in asked if set(one.any_of) <= set(self.starter.credentials))


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
