"""The solver: each rule alone, whole problems against brute force and a second model."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem, random_problem

from cairn.plan.choosing.choose import Task
from cairn.plan.choosing.index import number_problem
from cairn.plan.problem import Infeasible, PlanningProblem, Precedence, Solution
from cairn.schedule import check_schedule, solve
from cairn.schedule.solve import solve_or_none
from cairn.schedule.solving.prove import prove_exactly

# Each rule of the problem alone: the name, what just fits, and the finish it must have.
FITS: dict[str, tuple[PlanningProblem, int]] = {
    "a required activity is done": (problem(course("a", 4, is_required=True)), 2),
    "an optional one that nobody needs is not": (problem(course("a", 4)), 0),
    "a goal takes the way that ends first": (
        problem(course("a", 8), course("b", 6), needs=(goal("g", "a", "b"),)),
        3,
    ),
    "steady work takes consecutive periods": (
        problem(course("a", 4, duration=2, can_pause=False, is_required=True), hours=(2, 1, 2, 2), periods=4),
        4,
    ),
    "pausing work takes the gaps": (
        problem(course("a", 4, is_required=True), hours=(2, 1, 2, 2), periods=4),
        3,
    ),
    "pausing work keeps its limit a period": (problem(course("a", 4, most=1, is_required=True)), 4),
    "pausing work spans its duration": (problem(course("a", 2, duration=5, is_required=True)), 5),
    "capacity is shared": (
        problem(course("a", 4, is_required=True), course("b", 4, is_required=True)),
        4,
    ),
    "a week away is no week": (problem(course("a", 4, is_required=True), hours=(2, 0, 2), periods=3), 3),
    "money must be there at the start": (
        problem(course("a", 2, cost=5, is_required=True), money=(0, 0, 5, 5), periods=4),
        3,
    ),
    "a need comes before its owner, in the same period where both pause": (
        problem(course("a", 1), course("b", 1), needs=(goal("g", "b"), need("b", "a"))),
        1,
    ),
    "a steady owner waits for the next period": (
        problem(
            course("a", 1),
            course("b", 1, duration=1, can_pause=False),
            needs=(goal("g", "b"), need("b", "a")),
        ),
        2,
    ),
    "a lag is waited for": (
        problem(course("a", 1), course("b", 1), needs=(goal("g", "b"), need("b", "a", lag=3))),
        5,
    ),
    "a precedence holds only where both are present": (
        problem(
            course("a", 9),
            course("b", 2, is_required=True),
            precedences=(Precedence(before="a", after="b"),),
        ),
        1,
    ),
    "a release is waited for": (problem(course("a", 2, is_required=True, release=4)), 5),
}
FITS_NOT: dict[str, PlanningProblem] = {
    "more work than time": problem(course("a", 21, is_required=True)),
    "no capacity": problem(course("a", 1, is_required=True), hours=0),
    "too steep for any week": problem(course("a", 3, duration=1, can_pause=False, is_required=True)),
    "no money": problem(course("a", 1, cost=5, is_required=True), money=4),
    "own deadline": problem(course("a", 4, is_required=True, deadline=1)),
    "the deadline of all": problem(course("a", 4, is_required=True), deadline=1),
    "a need that nothing meets": problem(course("a", 1), needs=(goal("g"),)),
    "two that need each other, though they could share a week": problem(
        course("a", 1), course("b", 1), needs=(goal("g", "a"), need("a", "b"), need("b", "a"))
    ),
    "a lag beyond the end": problem(
        course("a", 1), course("b", 1), needs=(goal("g", "b"), need("b", "a", lag=10))
    ),
}


@pytest.mark.parametrize("name", FITS)
def test_each_rule_alone_allows_the_earliest_finish(name: str) -> None:
    given_problem, finish = FITS[name]
    found = solve(given_problem, limits=LIMITS)
    assert isinstance(found, Solution)
    assert (found.status, found.finish, found.bound) == ("optimal", finish, finish)
    assert check_schedule(given_problem, found) == ()


@pytest.mark.parametrize("name", FITS_NOT)
def test_each_rule_alone_can_make_it_infeasible(name: str) -> None:
    assert isinstance(solve(FITS_NOT[name], limits=LIMITS), Infeasible)


def test_of_equally_early_plans_the_cheapest_is_taken() -> None:
    given_problem = problem(
        course("dear", 4, cost=50), course("cheap", 4, cost=10), needs=(goal("g", "dear", "cheap"),)
    )
    found = solve(given_problem, limits=LIMITS)
    assert isinstance(found, Solution)
    assert (found.finish, found.cost, found.cost_bound) == (2, 10, 10)


def test_the_same_seed_gives_the_same_plan() -> None:
    given_problem = random_problem(random.Random(5))
    first, second = (solve_or_none(given_problem, limits=LIMITS) for _ in range(2))
    assert (first and first.placements) == (second and second.placements)


@pytest.mark.parametrize("seed", range(120))
def test_two_independent_models_agree(seed: int) -> None:
    """The chooser with its cuts and list scheduling against the period-by-period model."""
    given_problem = random_problem(random.Random(seed))
    found = solve_or_none(given_problem, limits=LIMITS)
    numbered = number_problem(given_problem)
    finish = prove_exactly(numbered, Task(aim="finish"), LIMITS)
    assert (found is None) == (finish.outcome == "infeasible")
    if found is not None:
        cost = prove_exactly(numbered, Task(aim="cost", at_most={"finish": finish.bound}), LIMITS)
        assert (found.finish, found.cost) == (finish.bound, cost.bound)
        assert (found.bound, found.cost_bound) == (finish.bound, cost.bound)
        assert check_schedule(given_problem, found) == ()


@given(seed=st.integers(0, 10**6), count=st.integers(2, 12))
@settings(max_examples=40, deadline=None)
def test_choosing_equals_brute_force(seed: int, count: int) -> None:
    """Every set of at most 12 options is tried.

    With one resource, no limits a period and no waiting, any set that can be put
    in an order finishes as soon as its work is done, so the best set is the
    cheapest of those with the least work, in whole periods.
    """
    chance = random.Random(seed)
    names = [f"o{one}" for one in range(count)]
    options = [course(one, chance.randint(1, 9), cost=chance.randint(0, 6)) for one in names]
    goals = [goal(f"g{one}", *chance.sample(names, chance.randint(1, count // 2))) for one in range(2)]
    needs = [
        need(one, *ways)
        for one in names
        if chance.random() < 0.5 and (ways := [x for x in chance.sample(names, min(2, count)) if x != one])
    ]
    given_problem = problem(
        *options, needs=(*goals, *needs), periods=40, hours=3, money=chance.randint(5, 30)
    )
    found = solve_or_none(given_problem, limits=LIMITS)
    assert (found and (found.finish, found.cost)) == _by_brute_force(given_problem)


def _by_brute_force(given_problem: PlanningProblem) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    for size in range(len(given_problem.activities) + 1):
        for chosen in combinations(given_problem.activities, size):
            modes = [one.modes[0] for one in chosen]
            cost = sum(mode.costs.get("money", 0) for mode in modes)
            weeks = -(-sum(mode.work["own"] for mode in modes) // 3)
            if cost <= given_problem.budgets[0].available[0] and _can_be_ordered(given_problem, chosen):
                best = min(best or (weeks, cost), (weeks, cost))
    return best


def _can_be_ordered(given_problem: PlanningProblem, chosen: tuple[object, ...]) -> bool:
    waiting = {one.id for one in chosen}  # type: ignore[attr-defined]
    done: set[str] = set()
    while ready := {
        one
        for one in waiting
        if all(done.intersection(rule.any_of) for rule in given_problem.needs if rule.activity == one)
    }:
        done |= ready
        waiting -= ready
    met = all(done.intersection(rule.any_of) for rule in given_problem.needs if rule.activity is None)
    return not waiting and met
