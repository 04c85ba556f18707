"""Roles and skills by any words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from cairn.catalogue import Catalogue
from cairn.match.text.mentions import SkillFinder
from cairn.match.typed.described import Descriptions
from cairn.match.typed.names import Found, NameIndex
from cairn.match.values import Corrections, RoleMatch, SkillMatch, phrase_key
from cairn.units import RoleId

_CLEAR, _AHEAD, _EXACT, _UNSURE = 0.85, 0.1, 0.985, 0.84
_NAMED, _MOST_DESCRIBED, _LEAST_DESCRIBED, _BY_NAME = 0.7, 0.69, 0.3, 0.4
_LONGEST, _FEWEST_FOUND = 400, 40


@dataclass(frozen=True, slots=True)
class RoleFinder:
    """A catalogue's roles by title and alias, the titles a person confirmed first."""

    names: NameIndex[RoleId]
    titles: dict[RoleId, str]
    described: Descriptions = field(default_factory=Descriptions)

    @classmethod
    def of(cls, catalogue: Catalogue, confirmed: Corrections | None = None) -> "RoleFinder":
        """A finder over the titles and aliases of a catalogue."""
        taught = [(role, title) for title, role in (confirmed or Corrections()).confirmed]
        names = [(role.id, name) for role in catalogue.roles.values() for name in (role.title, *role.aliases)]
        return cls(
            names=NameIndex.of(names, confirmed=[one for one in taught if one[0] in catalogue.roles]),
            titles={role.id: role.title for role in catalogue.roles.values()},
            described=Descriptions(catalogue),
        )


def match_roles(query: str, finder: RoleFinder, *, top: int = 10) -> tuple[RoleMatch, ...]:
    """The roles a title may mean, best first; equal scores are true ties.

    Where no name is near, what the catalogue says of its roles counts too; such a match is
    never clear.
    """
    found = finder.names.search(query, top=max(top, _FEWEST_FOUND))
    if not found or found[0].score < _NAMED:
        found = _with_described(query[:_LONGEST], finder, found)
    most = _UNSURE if found and _is_one_of_many(query, found[0], finder) else 1.0
    return tuple(
        RoleMatch(role=one.id, label=finder.titles[one.id], score=min(most, one.score), why=one.why)
        for one in found[:top]
    )


def _is_one_of_many(query: str, best: Found[RoleId], finder: RoleFinder) -> bool:
    """Whether all that was found of a longer query is one word of several titles: “a teacher”."""
    word = best.name.casefold()
    if " " in word or phrase_key(query[:_LONGEST]) == phrase_key(word):
        return False
    titles = [title.casefold().split() for title in finder.titles.values()]
    return [word] not in titles and sum(word in title for title in titles) > 1


def _with_described(query: str, finder: RoleFinder, found: list[Found[RoleId]]) -> list[Found[RoleId]]:
    """`found` by names with what is said of the roles, the mean of both where that is more."""
    by_name = {one.id: one for one in found}
    for role, told in finder.described.scores(query).items():
        named = by_name.get(role)
        score = round(
            _MOST_DESCRIBED * (_BY_NAME * (named.score if named else 0.0) + (1 - _BY_NAME) * told), 4
        )
        if score > (named.score if named else _LEAST_DESCRIBED):
            by_name[role] = Found(role, finder.titles[role], score, f"what is said of it tells of “{query}”")
    return sorted(by_name.values(), key=lambda one: (-one.score, one.name.lower()))


def match_skills(query: str, finder: SkillFinder, *, top: int = 10) -> tuple[SkillMatch, ...]:
    """The skills a word or phrase may mean, best first."""
    found = finder.names.search(query, top=top + len(finder.rejected))
    kept = (one for one in found if not finder.rejected or not finder.is_rejected(query[:_LONGEST], one.id))
    return tuple(
        SkillMatch(skill=one.id, label=finder.labels[one.id], score=one.score, why=one.why)
        for one in islice(kept, top)
    )


def is_clear(matches: tuple[RoleMatch, ...] | tuple[SkillMatch, ...]) -> bool:
    """Whether the first match is the one meant; otherwise show the list.

    The very words of a label or alias are clear unless another's are the same.
    """
    if not matches or matches[0].score < _CLEAR:
        return False
    if len(matches) == 1:
        return True
    first, second = matches[0].score, matches[1].score
    return first >= _EXACT > second or first - second >= _AHEAD


def stream_role_matches(
    queries: Iterable[str], finder: RoleFinder, *, top: int = 10
) -> Iterator[tuple[str, tuple[RoleMatch, ...]]]:
    """Each query with its matches, one at a time, however many there are."""
    return ((query, match_roles(query, finder, top=top)) for query in queries)


def stream_skill_matches(
    queries: Iterable[str], finder: SkillFinder, *, top: int = 10
) -> Iterator[tuple[str, tuple[SkillMatch, ...]]]:
    """Each query with its matches, one at a time, however many there are."""
    return ((query, match_skills(query, finder, top=top)) for query in queries)
