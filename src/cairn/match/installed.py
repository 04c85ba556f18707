"""Roles of the installed releases by any words, ranked as the starter's are."""

from collections.abc import Sequence

from cairn.catalogue.search import find_titles
from cairn.catalogue.store import Store
from cairn.match.names import NameIndex
from cairn.match.values import RoleMatch
from cairn.units import RoleId


def match_installed_roles(
    query: str, store: Store, *, top: int = 10, releases: Sequence[str] = ()
) -> tuple[RoleMatch, ...]:
    """The occupations a title may mean, best first; ids are the publishers' own.

    `releases` narrows to names such as `esco`.
    """
    rows = find_titles(store, query, releases=releases)
    labels: dict[RoleId, str] = {}
    for occupation, title, _ in rows:
        labels.setdefault(RoleId(occupation), title)
    names = NameIndex.of([(RoleId(occupation), title) for occupation, title, _ in rows])
    return tuple(
        RoleMatch(role=one.id, label=labels[one.id], score=one.score, why=one.why)
        for one in names.search(query, top=top)
    )
