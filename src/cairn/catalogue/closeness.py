"""Which occupations of a release ask much the same as another, ranked inside the file.

Alike is what two have in common of the weight (importance times level) that either asks
for; the database works it out over every occupation at once, and the few that come
first are then joined and compared with all their reasons. How much carries over is no
good order here: where everybody is rated on the same list, simpler work is covered whole.
"""

import json
from collections.abc import Mapping, Sequence

from cairn.assumptions import load_assumptions
from cairn.catalogue.asked import Asking
from cairn.catalogue.releases import Release
from cairn.catalogue.skill_names import SkillNames
from cairn.catalogue.store import Store
from cairn.catalogue.values import Catalogue

_ALIKE = (
    " SELECT occupation, common / (? + total - common) AS alike FROM"
    " (SELECT occupation, sum(min(asked.mass, coalesce(shown.mass, 0.0))) AS common, sum(asked.mass) AS total"
    " FROM asked LEFT JOIN shown ON shown.skill = asked.skill GROUP BY occupation)"
    " ORDER BY alike DESC, occupation LIMIT ?"
)
_SHOWN = "WITH shown AS MATERIALIZED (SELECT key AS skill, value AS mass FROM json_each(?)), "
_RATED = (
    "asked AS (SELECT occupation, element AS skill, max(value) FILTER (WHERE scale = 'IM')"
    " * max(value) FILTER (WHERE scale = 'LV') * 5 / 7 AS mass FROM rating"
    " WHERE release = ? AND scale IN ('IM', 'LV') AND mark != 'not relevant' AND element IN"
    " (SELECT id FROM skill WHERE release = ? AND kind IN ('skill', 'knowledge'))"
    " GROUP BY occupation, element HAVING max(value) FILTER (WHERE scale = 'IM') >= ?)"
)
_LINKED = (
    "asked AS (SELECT occupation, skill, CASE essential WHEN 1 THEN ? ELSE ? END AS mass"
    " FROM link WHERE release = ?)"
)


def find_close(store: Store, name: str, own: str, *, most: int) -> list[str]:
    """Occupations of the release `onet` or `esco`, most like the one with this id first.

    What O*NET itself calls most related goes before.
    """
    release = store.newest(name)
    if release is None:
        return []
    related = find_related(store, own) if name == "onet" else ()
    asking = Asking(store, SkillNames(Catalogue()))
    asked = asking.rated(own) if name == "onet" else asking.esco(own)
    shown = {str(one.skill): one.importance * one.level for one in asked}
    find = _rated if name == "onet" else _linked
    alike = find(store, release, shown, most) if shown else ()
    return [one for one in dict.fromkeys((*related, *alike)) if one != own][:most]


def find_related(store: Store, onet: str) -> tuple[str, ...]:
    """The occupations that O*NET itself calls most related, nearest first."""
    release = store.newest("onet")
    if release is None:
        return ()
    rows = store.ask(
        "SELECT other FROM related WHERE release = ? AND occupation = ? AND tier LIKE 'Primary%'"
        " ORDER BY rank",
        release.key,
        onet,
    )
    return tuple(other for (other,) in rows)


def _rated(store: Store, _: Release, shown: Mapping[str, float], most: int) -> Sequence[str]:
    """By the release's own ratings, then by the repackaged copy's for those it lacks."""
    found: dict[str, float] = {}
    least = load_assumptions().number("catalogue.least_importance")
    for name in ("onet", "onet-ratings"):
        release = store.newest(name)
        if release is not None:
            values = json.dumps(shown), release.key, release.key, least, sum(shown.values()), 4 * most
            for occupation, alike in store.ask(_SHOWN + _RATED + _ALIKE, *values):
                found.setdefault(occupation, alike)
    return sorted(found, key=lambda one: (-found[one], one))[: most + 1]


def _linked(store: Store, release: Release, shown: Mapping[str, float], most: int) -> Sequence[str]:
    number = load_assumptions().number
    masses = [
        number(f"catalogue.{kind}_weight") * number(f"catalogue.{kind}_level")
        for kind in ("essential", "optional")
    ]
    values = json.dumps(shown), *masses, release.key, float(sum(shown.values())), most + 1
    return [occupation for occupation, _ in store.ask(_SHOWN + _LINKED + _ALIKE, *values)]
