"""The occupations of an installed release that are most like one of its own.

A role of the starter is looked at through its code, as the release itself describes it,
so that both sides speak of the same skills. Each release is told apart: shares of lists
of different make are not to be compared.
"""

from dataclasses import replace

from cairn.catalogue import Catalogue
from cairn.catalogue.closeness import find_close, find_related
from cairn.catalogue.join import release_part
from cairn.catalogue.store import Store
from cairn.routes.near import NearRole, compare_roles
from cairn.units import RoleId


def find_near_in_release(
    role: RoleId, name: str, store: Store, starter: Catalogue, *, top: int = 10
) -> tuple[tuple[NearRole, ...], Catalogue]:
    """The occupations of the release `onet` or `esco` most like one of its own, and a catalogue of them.

    Most alike first, those that O*NET itself calls related before the others. Nothing
    where the release does not hold the role or has not rated it.
    """
    found = find_close(store, name, role, most=2 * top)
    part = release_part(store, name, starter, [role, *found])
    start = part.roles.get(role)
    if start is None or not start.requirements:
        return (), part
    related = set(find_related(store, role)) & set(part.roles)
    start = replace(start, sideways=tuple(map(RoleId, related)))
    others = [one for one in part.roles.values() if one.id != role and one.requirements]
    return compare_roles(start, others[:top], part), part
