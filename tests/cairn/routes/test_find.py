"""Routes: hops by hand, the matrix against the hops, limits told, and sense on the starter."""

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue, CredentialRequirement, load_catalogue
from cairn.provenance import Derivation, derivation_json, replay
from cairn.routes import Hop, NoRoute, Route, RouteReport, find_routes
from cairn.routes.graph import roles_near, weigh_moves
from cairn.routes.hops import measure_hop
from cairn.routes.paths import paths_from, paths_through, shortest_paths
from cairn.routes.qualify import Qualifying
from cairn.routes.standing import add_standing, stand_in
from cairn.units import CredentialId, RoleId


@pytest.fixture(scope="module")
def starter() -> Catalogue:
    return load_catalogue()


def hop(start: str, end: str, catalogue: Catalogue, numbers: Assumptions) -> Hop:
    """The move by somebody who brings what the first role asks and nothing else."""
    first, last = catalogue.roles[RoleId(start)], catalogue.roles[RoleId(end)]
    return measure_hop(
        first,
        last,
        stand_in(first, catalogue, stay_years=numbers.number("routes.stay_years")),
        catalogue=catalogue,
        assumptions=numbers,
        qualifying=Qualifying(catalogue, numbers),
    )


def routes(start: str, end: str, catalogue: Catalogue, numbers: Assumptions) -> RouteReport | NoRoute:
    target = catalogue.roles[RoleId(end)] if end else None
    return find_routes(catalogue.roles[RoleId(start)], target, catalogue=catalogue, assumptions=numbers)


def ways(found: RouteReport | NoRoute) -> list[list[str]]:
    assert isinstance(found, RouteReport)
    return [[one.id for one in route.roles] for route in found.routes]


# ------------------------------------------------------------------ one move


def test_a_move_by_hand(town: Catalogue, numbers: Assumptions) -> None:
    # Baking 0 to 3 takes 6 + 20 + 45 = 71 hours, the card 80 as nothing leads to it. Nothing is
    # brought; 2 years in the field are more than the 1 asked. The step is named: nothing is strange about it.
    found = hop("kneader", "baker", town, numbers)
    assert (found.direction, found.is_named) == ("up", True)
    assert found.hours.value == pytest.approx(151)
    assert found.years_short.value == 0
    assert found.cost.value == pytest.approx(151 + 10)
    assert [(one.skill, one.start, one.end) for one in found.gains] == [("baking", 0.0, 3)]


def test_what_makes_a_move_harder_is_counted(town: Catalogue, numbers: Assumptions) -> None:
    # From kneader (1) to lawyer (3): nothing carries over (100), one rung is skipped (200).
    found = hop("kneader", "lawyer", town, numbers)
    assert found.cost.value == pytest.approx(found.hours.value + 10 + 100 + 200)
    down = hop("lawyer", "clerk", town, numbers)
    assert (down.direction, down.cost.value) == ("down", pytest.approx(down.hours.value + 10 + 100 + 600))


def test_a_credential_brings_what_it_asks_first(town: Catalogue, numbers: Assumptions) -> None:
    # Everybody has school; study 3,000 and law school 2,000 lead to the law degree, the bar takes 100.
    found = hop("kneader", "lawyer", town, numbers)
    assert [(one.credential, one.options) for one in found.credentials] == [
        ("law-degree", ("study", "law-school")),
        ("bar", ()),
    ]
    assert [one.hours.value for one in found.credentials] == [5000, 100]
    assert found.hours.low_value < found.hours.value < found.hours.high_value


def test_either_of_two_credentials_satisfies_both_who_ask_for_either(town: Catalogue) -> None:
    either = (CredentialId("bar"), CredentialId("card"))
    baker = town.roles[RoleId("baker")]
    asked = CredentialRequirement(
        any_of=either, is_essential=True, note="", source=baker.credentials[0].source
    )
    only = CredentialRequirement(any_of=either[:1], is_essential=True, note="", source=asked.source)
    holder = stand_in(replace(baker, credentials=(asked,)), town, stay_years=0)
    assert holder.held == {"school"}
    assert holder.satisfies(asked, town)
    assert not holder.satisfies(only, town)


def test_what_was_learnt_before_counts_later(town: Catalogue) -> None:
    kneader, clerk = (stand_in(town.roles[RoleId(one)], town, stay_years=2) for one in ("kneader", "clerk"))
    both = add_standing(kneader, clerk, years=4)
    assert both.levels == {"kneading": 3, "book-keeping": 2}
    assert both.years == 4


@pytest.mark.parametrize("catalogue", ["town", "starter"])
def test_the_matrix_is_the_moves_themselves(
    catalogue: str, numbers: Assumptions, request: pytest.FixtureRequest
) -> None:
    world: Catalogue = request.getfixturevalue(catalogue)
    graph = weigh_moves(list(world.roles.values()), world, numbers, Qualifying(world, numbers))
    roles = [one.id for one in graph.roles][:: max(1, len(graph.roles) // 12)]
    for start, end in permutations(roles, 2):
        at = graph.place(start), graph.place(end)
        found = hop(start, end, world, numbers)
        assert graph.hours[at] == pytest.approx(found.hours.value)
        assert graph.shares[at] == pytest.approx(found.share.value)
        assert graph.short[at] == pytest.approx(found.years_short.value)
        assert graph.costs[at] == pytest.approx(found.cost.value) or np.isinf(graph.costs[at])


# ------------------------------------------------------------------ several moves


def test_a_route_climbs_rung_by_rung(town: Catalogue, numbers: Assumptions) -> None:
    found = routes("kneader", "head-baker", town, numbers)
    assert ways(found)[0] == ["kneader", "baker", "head-baker"]
    assert isinstance(found, RouteReport)
    best = found.routes[0]
    assert best.kind == "upward"
    # Baking comes from the rung before and the card is held: leading and a step of baking are left.
    assert {one.skill: one.start for one in best.hops[1].gains} == {"baking": 3, "leading": 0}
    assert best.hops[1].credentials == ()
    assert best.hours.value == pytest.approx(sum(one.hours.value for one in best.hops))


def test_looking_around_tells_upward_a_role_a_rung_and_nothing_down(
    town: Catalogue, numbers: Assumptions
) -> None:
    found = routes("kneader", "", town, numbers)
    assert isinstance(found, RouteReport)
    upward = [one for one in found.routes if one.kind == "upward"]
    assert [one.roles[-1].id for one in upward] == ["baker", "head-baker"]
    assert all(each.direction != "down" for one in found.routes for each in one.hops)
    # Of what a clerk is asked (5 times 2 for books, 2 times 2 for kneading) 4 of 14 are brought.
    new = [one for one in found.routes if one.kind == "new"]
    assert [(one.roles[-1].id, round(one.hops[0].share.value, 3)) for one in new][:1] == [("clerk", 0.286)]


def test_years_in_another_field_count_by_what_carries_over(town: Catalogue, numbers: Assumptions) -> None:
    # Head bakers bring 4 + 2 years and 12 of 25 of what a mayor is asked: 15 - 0.6 * 6.
    found = hop("head-baker", "mayor", town, numbers)
    assert found.share.value == pytest.approx(0.6)
    assert found.years_short.value == pytest.approx(15 - 0.6 * 6)


def test_what_was_obtained_on_the_way_is_not_obtained_again(starter: Catalogue) -> None:
    found = routes("accounting-clerk", "chief-financial-officer", starter, load_assumptions())
    assert isinstance(found, RouteReport)
    for route in found.routes:
        got = [one.credential for each in route.hops for one in each.credentials]
        assert len(got) == len(set(got))


def test_there_is_no_way_to_where_one_stands(town: Catalogue, numbers: Assumptions) -> None:
    found = routes("baker", "baker", town, numbers)
    assert isinstance(found, NoRoute)
    assert found.code == "same-role"


def test_a_role_that_nobody_rated_is_no_way_and_not_an_easy_one(
    town: Catalogue, numbers: Assumptions
) -> None:
    unrated = replace(town.roles[RoleId("mayor")], requirements=(), layer="O*NET")
    found = find_routes(town.roles[RoleId("baker")], unrated, catalogue=town, assumptions=numbers)
    assert isinstance(found, NoRoute)
    assert (found.code, found.straight) == ("unknown-target", None)
    assert "O*NET has not rated it" in found.reason


def test_a_limit_that_stands_in_the_way_is_told_with_the_straight_move(
    town: Catalogue, numbers: Assumptions
) -> None:
    found = routes("kneader", "lawyer", town, numbers.override({"routes.most_hours": 3000}))
    assert isinstance(found, NoRoute)
    assert found.code == "too-far"
    assert "5,240 hours, more than the 3,000 of one move" in found.reason
    assert found.straight is not None
    assert found.straight.hours.value == pytest.approx(5240)
    steep = routes(
        "clerk", "mayor", town, numbers.override({"routes.most_rungs": 0, "routes.most_years_short": 0})
    )
    assert isinstance(steep, NoRoute)
    assert "skips too many rungs" in steep.reason


# ------------------------------------------------------------------ the search


COSTS = st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=5, max_size=5)


@given(COSTS)
@settings(max_examples=60, deadline=None)
def test_the_shortest_paths_are_those_of_trying_all(table: list[list[int]]) -> None:
    """0 is no move; every path over five places from the first to the last is tried."""
    costs = np.array(table, dtype=float)
    np.fill_diagonal(costs, 0)
    edges = sparse(costs)
    every = sorted(
        total
        for size in range(4)
        for middle in permutations(range(1, 4), size)
        if np.isfinite(total := length(costs, [0, *middle, 4]))
    )
    found = [length(costs, one) for one in shortest_paths(edges, 0, 4, most=5)]
    assert found == every[:5]
    assert next((length(costs, one) for one in paths_from(edges, 0) if one[-1] == 4), None) == next(
        iter(every), None
    )
    for path in paths_through(edges, 0, 4):
        assert length(costs, path) in every


def sparse(costs: np.ndarray) -> csr_array:
    rows, columns = (one.astype(np.int32) for one in np.nonzero(costs))
    return csr_array((costs[rows, columns], (rows, columns)), shape=costs.shape)


def length(costs: np.ndarray, path: list[int]) -> float:
    steps = [costs[pair] for pair in pairwise(path)]
    return float(sum(steps)) if all(steps) else float("inf")


# ------------------------------------------------------------------ on the starter


# What a careers adviser would name first: the roles that some told route must pass.
SENSIBLE = [
    ("sales-assistant", "hr-manager", {"hr-assistant", "hr-generalist"}),
    ("waiter", "hotel-manager", {"front-office-manager"}),
    ("electrician", "construction-manager", {"site-supervisor"}),
    ("it-support-technician", "cloud-architect", {"system-administrator"}),
    ("truck-driver", "supply-chain-manager", {"transport-planner"}),
    ("receptionist", "chief-operating-officer", {"office-manager", "operations-manager"}),
    ("cook", "restaurant-manager", {"sous-chef"}),
    ("care-assistant", "nurse-manager", {"registered-nurse"}),
]


@pytest.mark.parametrize(("start", "end", "through"), SENSIBLE)
def test_a_route_passes_where_people_do(start: str, end: str, through: set[str], starter: Catalogue) -> None:
    found = routes(start, end, starter, load_assumptions())
    assert any(through <= set(way) for way in ways(found)), ways(found)


@pytest.mark.parametrize(
    ("start", "end"), [("barista", "lawyer"), ("cook", ""), ("midwife", "data-engineer")]
)
def test_every_number_of_a_route_replays_and_its_hops_join(start: str, end: str, starter: Catalogue) -> None:
    found = routes(start, end, starter, load_assumptions())
    assert isinstance(found, RouteReport)
    for route in found.routes:
        assert route.roles[0].id == start
        assert [one.start for one in route.hops] == list(route.roles[:-1])
        for number in numbers_of(route):
            assert replay(derivation_json(number)) == pytest.approx(number.value)


def numbers_of(route: Route) -> list[Derivation]:
    found = [route.hours, route.cost]
    for one in route.hops:
        found += [one.hours, one.cost, one.share, one.years_short, *(gain.hours for gain in one.gains)]
        found += [each.hours for each in one.credentials]
    return found


def test_a_large_catalogue_is_narrowed_to_roles_like_either_end(town: Catalogue) -> None:
    """Like a kneader is the clerk, who kneads a little, like a baker the head baker."""
    ends = [town.roles[RoleId(one)] for one in ("kneader", "baker")]
    assert {one.id for one in roles_near(ends, town, most=4)} == {"kneader", "baker", "clerk", "head-baker"}
    assert len(roles_near(ends, town, most=6)) == len(town.roles)


def test_routes_told_beside_each_other_differ(starter: Catalogue) -> None:
    found = routes("sales-assistant", "hr-manager", starter, load_assumptions())
    between = [set(way[1:-1]) for way in ways(found)]
    for left, right in permutations(between, 2):
        assert len(left & right) <= 0.5 * len(left | right)
