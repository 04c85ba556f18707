"""Roles and skills by any words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cairn.catalogue import Catalogue
from cairn.match.mentions import SkillFinder
from cairn.match.names import NameIndex
from cairn.match.values import Corrections, RoleMatch, SkillMatch
from cairn.units import RoleId

_CLEAR, _AHEAD, _EXACT = 0.85, 0.1, 0.985
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class RoleFinder:
    """A catalogue's roles by title and alias, the titles a person confirmed first."""

    names: NameIndex[RoleId]
    titles: dict[RoleId, str]

    @classmethod
    def of(cls, catalogue: Catalogue, confirmed: Corrections | None = None) -> "RoleFinder":
        """A finder over the titles and aliases of a catalogue."""
        taught = [(role, title) for title, role in (confirmed or Corrections()).confirmed]
        names = [(role.id, name) for role in catalogue.roles.values() for name in (role.title, *role.aliases)]
        return cls(
            names=NameIndex.of(names, confirmed=[one for one in taught if one[0] in catalogue.roles]),
            titles={role.id: role.title for role in catalogue.roles.values()},
        )


def match_roles(query: str, finder: RoleFinder, *, top: int = 10) -> tuple[RoleMatch, ...]:
    """The roles a title may mean, best first; equal scores are true ties."""
    return tuple(
        RoleMatch(role=one.id, label=finder.titles[one.id], score=one.score, why=one.why)
        for one in finder.names.search(query, top=top)
    )


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
