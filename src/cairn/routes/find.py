"""Ways from one role to another over several moves, and where a role can lead at all.

The k shortest paths (Yen 1971) over the graph of moves give candidates; each is then
measured again with what was learnt for earlier moves counted for later ones, and those
that go nearly the same way are told once. Where no path keeps within the limits, the
answer is `NoRoute` with the limit that stands in the way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue, Role
from cairn.provenance import Rule, high_end, low_end
from cairn.routes.graph import MoveGraph, roles_near, weigh_moves
from cairn.routes.hops import direction_of, measure_hop
from cairn.routes.paths import paths_from, paths_through, shortest_paths
from cairn.routes.qualify import Qualifying
from cairn.routes.standing import add_standing, stand_in
from cairn.routes.values import Hop, NoRoute, NoRouteCode, Route, RouteKind, RouteReport
from cairn.units import CredentialId

ROUTE_HOURS = Rule(name="routes.route_hours", label="hours of all moves", formula="sum(hops)", unit="hours")
ROUTE_COST = Rule(name="routes.route_cost", label="cost of all moves", formula="sum(hops)", unit="hours")
KINDS: tuple[RouteKind, ...] = ("upward", "sideways", "new")
_CANDIDATES = 20
_MEASURED = 60
_ROLES = 600
_EDGES = 120
_MOST_ALIKE = 0.5
_IDLE = 0.9


def find_routes(
    start: Role,
    target: Role | None = None,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    top: int = 3,
) -> RouteReport | NoRoute:
    """The easiest routes to `target`; without one, the easiest upward, sideways and into new fields.

    Both roles must be in the catalogue. `top` is the number of routes, without a target
    of each kind.
    """
    refusal = _refuse(start, target)
    if refusal:
        return refusal
    qualifying = Qualifying(catalogue, assumptions)
    near = roles_near([one for one in (start, target) if one], catalogue, most=_ROLES)
    finder = _Finder(
        catalogue=catalogue,
        assumptions=assumptions,
        qualifying=qualifying,
        graph=weigh_moves(near, catalogue, assumptions, qualifying),
    )
    if target is None:
        return finder.look_around(start, top)
    return finder.look_for(start, target, top)


def _refuse(start: Role, target: Role | None) -> NoRoute | None:
    unknown = next((one for one in (start, target) if one is not None and not one.requirements), None)
    if unknown is not None:
        reason = f"What {unknown.title} asks for is not known: {unknown.layer} has not rated it."
        code: NoRouteCode = "unknown-start" if unknown is start else "unknown-target"
        return NoRoute(start=start, target=target, code=code, reason=reason)
    if target is not None and target.id == start.id:
        reason = f"{target.title} is where you start."
        return NoRoute(start=start, target=target, code="same-role", reason=reason)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    catalogue: Catalogue
    assumptions: Assumptions
    qualifying: Qualifying
    graph: MoveGraph

    def look_for(self, start: Role, target: Role, top: int) -> RouteReport | NoRoute:
        source, sink = self.graph.place(start.id), self.graph.place(target.id)
        paths = self._paths(source, sink)
        cheapest = sorted(paths, key=self._cost)[:_MEASURED]
        routes = sorted((self._route(path) for path in cheapest), key=lambda one: one.cost.value)
        most = self.assumptions.number("routes.most_detour")
        routes = [one for one in routes if one.cost.value <= most * routes[0].cost.value]
        if not routes:
            return self._no_route(start, target, sink)
        return RouteReport(start=start, target=target, routes=tuple(_unlike(routes, top)))

    def look_around(self, start: Role, top: int) -> RouteReport | NoRoute:
        """The cheapest path to every role, the best of each kind told."""
        source = self.graph.place(start.id)
        found: dict[RouteKind, list[Route]] = {kind: [] for kind in KINDS}
        for edges, kinds in (
            (self.graph.climbing_edges(), ("upward", "sideways")),
            (self.graph.edges(source, None, most=_EDGES), ("new",)),
        ):
            for path in paths_from(edges, source):
                roles = [self.graph.roles[one] for one in path]
                kind = kind_of(roles)
                if kind in kinds and len(found[kind]) < top and self._is_worth_telling(path, found[kind]):
                    found[kind].append(self._route(path))
        routes = tuple(one for kind in KINDS for one in found[kind])
        if not routes:
            reason = f"No role of the catalogue lies within reach of {start.title}."
            return NoRoute(start=start, target=None, code="too-far", reason=reason)
        return RouteReport(start=start, target=None, routes=routes)

    def _is_worth_telling(self, path: Sequence[int], told: Iterable[Route]) -> bool:
        """Upward one role a rung, new one a field for which something is brought, and no step down."""
        graph, least = self.graph, self.assumptions.number("routes.least_share")
        roles = [graph.roles[one] for one in path]
        end, ends = roles[-1], [one.roles[-1] for one in told]
        pairs = list(pairwise(path))
        if any(direction_of(graph.roles[one], graph.roles[other]) == "down" for one, other in pairs):
            return False
        if any(graph.shares[pair] < least and not graph.named[pair] for pair in pairs):
            return False
        match kind_of(roles):
            case "upward":
                return end.seniority not in {one.seniority for one in ends}
            case "new":
                return end.field not in {one.field for one in ends}
        return True

    def _paths(self, source: int, sink: int) -> list[list[int]]:
        """The k shortest paths, the best one through each role, and the straight move."""
        edges = self.graph.edges(source, sink, most=_EDGES)
        found = shortest_paths(edges, source, sink, most=_CANDIDATES)
        found += paths_through(edges, source, sink)
        if np.isfinite(self.graph.costs[source, sink]):
            found.append([source, sink])
        most = self.assumptions.number("routes.most_hops") + 1
        distinct = dict.fromkeys(tuple(one) for one in found if len(one) <= most)
        return [list(one) for one in distinct if not self._has_idle_stop(one)]

    def _cost(self, path: Sequence[int]) -> float:
        return float(sum(self.graph.costs[pair] for pair in pairwise(path)))

    def _has_idle_stop(self, path: Sequence[int]) -> bool:
        """Whether some role on the way makes the next move hardly easier than it was without."""
        costs = self.graph.costs
        return any(
            costs[stop, after] > _IDLE * costs[before, after]
            for before, stop, after in zip(path, path[1:], path[2:], strict=False)
        )

    def _route(self, path: Sequence[int]) -> Route:
        """A path measured with what earlier moves brought."""
        roles = [self.graph.roles[one] for one in path]
        stay = self.assumptions.number("routes.stay_years")
        standing = stand_in(roles[0], self.catalogue, stay_years=stay)
        hops: list[Hop] = []
        for before, role in pairwise(roles):
            hop = measure_hop(
                before,
                role,
                standing,
                catalogue=self.catalogue,
                assumptions=self.assumptions,
                qualifying=self.qualifying,
            )
            hops.append(hop)
            counted = 1.0 if role.field == before.field else hop.share.value
            years = max(counted * standing.years, role.experience_years) + stay
            standing = add_standing(
                standing,
                stand_in(role, self.catalogue, stay_years=stay),
                years=years,
                obtained=self._obtained(hop),
            )
        hours = [one.hours for one in hops]
        return Route(
            kind=kind_of(roles),
            hops=tuple(hops),
            hours=ROUTE_HOURS(
                hops=hours,
                low=ROUTE_HOURS(hops=list(map(low_end, hours))),
                high=ROUTE_HOURS(hops=list(map(high_end, hours))),
            ),
            cost=ROUTE_COST(hops=[one.cost for one in hops]),
        )

    def _obtained(self, hop: Hop) -> frozenset[CredentialId]:
        """The credentials got on the way into a role, with all they include."""
        got = {one.credential for one in hop.credentials}
        ways = [self.catalogue.options[way] for one in hop.credentials for way in one.options]
        return self.catalogue.included_credentials(frozenset(got.union(*(one.grants for one in ways))))

    def _no_route(self, start: Role, target: Role, sink: int) -> NoRoute:
        """Which limit keeps everybody out, by the straight move as it would be."""
        straight = self._route([self.graph.place(start.id), sink]).hops[0]
        most = self.assumptions.number("routes.most_hours")
        into = self.graph.hours[:, sink].copy()
        into[sink] = np.inf
        nearest = int(np.argmin(into))
        if np.isfinite(self.graph.costs[:, sink]).any():
            hours = straight.hours.value
            why = f"no chain of moves leads there, and the straight one takes {hours:,.0f} hours"
        elif into[nearest] > most:
            title, hours = self.graph.roles[nearest].title, float(into[nearest])
            why = f"even from {title} it takes {hours:,.0f} hours, more than the {most:,.0f} of one move"
        else:
            why = "every move into it skips too many rungs or lacks too many years of experience"
        reason = f"There is no likely way from {start.title} to {target.title}: {why}."
        return NoRoute(start=start, target=target, code="too-far", reason=reason, straight=straight)


def kind_of(roles: Sequence[Role]) -> RouteKind:
    """Upward within the field or along named steps up, sideways to what is alike, else new."""
    start, end = roles[0], roles[-1]
    climbs = all(after.id in before.up for before, after in pairwise(roles))
    if climbs or (start.field == end.field and end.seniority > start.seniority):
        return "upward"
    return "sideways" if start.field == end.field or end.id in start.sideways else "new"


def _unlike(routes: Sequence[Route], top: int) -> Iterator[Route]:
    """The easiest routes, without those that mostly pass through the roles of an easier one."""
    told: list[frozenset[str]] = []
    for route in routes:
        between = frozenset(one.id for one in route.roles[1:-1])
        if len(told) < top and not any(_alike(between, one) for one in told):
            told.append(between)
            yield route


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    either = left | right
    return not either or len(left & right) / len(either) > _MOST_ALIKE
