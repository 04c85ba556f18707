"""The checker: every rule it states is broken once and named."""

from dataclasses import replace

import pytest
from tests.cairn.schedule.planning_cases import course, goal, need, problem

from cairn.plan.problem import Load, Placement, PlanningProblem, Precedence, Solution
from cairn.schedule import check_schedule


def placed(name: str, start: int, finish: int, *loads: tuple[int, int]) -> Placement:
    """A placement of a toy course."""
    each = tuple(Load(period=period, resource="own", amount=amount) for period, amount in loads)
    return Placement(activity=name, mode="only", start=start, finish=finish, loads=each)


def solution(*placements: Placement, cost: int = 0) -> Solution:
    """A solution with true figures."""
    finish = max((one.finish for one in placements), default=0)
    return Solution(
        status="optimal", placements=placements, finish=finish, bound=finish, cost=cost, cost_bound=cost
    )


A = placed("a", 0, 2, (0, 2), (1, 2))
CASE = problem(course("a", 4, is_required=True), course("b", 2), needs=(goal("g", "a"),))
STEADY = problem(course("a", 4, duration=2, can_pause=False, is_required=True))
FOLLOWING = problem(course("a", 4), course("b", 2), needs=(goal("g", "b"), need("b", "a")))
CIRCLE = problem(course("a", 1), course("b", 1), needs=(goal("g", "a"), need("a", "b"), need("b", "a")))
BROKEN: dict[str, tuple[PlanningProblem, Solution, str]] = {
    "a required activity missing": (CASE, solution(), "present"),
    "an unknown mode": (CASE, solution(replace(A, mode="other")), "known"),
    "twice": (CASE, solution(A, A), "known"),
    "a period that is not there": (CASE, solution(placed("a", 0, 2, (0, 2), (10, 2))), "known"),
    "too little work": (CASE, solution(placed("a", 0, 2, (0, 2), (1, 1))), "work"),
    "work after the finish": (CASE, solution(placed("a", 0, 1, (0, 2), (1, 2))), "work"),
    "a pause in steady work": (STEADY, solution(placed("a", 0, 3, (0, 2), (2, 2))), "work"),
    "an uneven steady load": (STEADY, solution(placed("a", 0, 2, (0, 1), (1, 3))), "work"),
    "more than a period holds": (CASE, solution(placed("a", 0, 1, (0, 4))), "capacity"),
    "over its limit a period": (
        problem(course("a", 2, most=1, is_required=True)),
        solution(placed("a", 0, 1, (0, 2))),
        "work",
    ),
    "before its release": (
        problem(course("a", 4, is_required=True, release=1)),
        solution(A),
        "window",
    ),
    "after its deadline": (
        problem(course("a", 4, is_required=True, deadline=1)),
        solution(A),
        "window",
    ),
    "after the deadline of all": (replace(CASE, deadline=1), solution(A), "window"),
    "too short for its span": (
        problem(course("a", 4, duration=3, is_required=True)),
        solution(A),
        "work",
    ),
    "money that comes later": (
        problem(course("a", 4, cost=3, is_required=True), money=(0, *(9,) * 9)),
        solution(A, cost=3),
        "budget",
    ),
    "a goal's need unmet": (problem(course("a", 4), needs=(goal("g", "a"),)), solution(), "order"),
    "a need unmet": (FOLLOWING, solution(placed("b", 0, 1, (0, 2))), "order"),
    "a need met too late": (
        FOLLOWING,
        solution(placed("b", 0, 1, (0, 2)), placed("a", 1, 3, (1, 2), (2, 2))),
        "order",
    ),
    "a precedence broken": (
        problem(course("a", 4), course("b", 2), precedences=(Precedence(before="b", after="a", lag=1),)),
        solution(A, placed("b", 2, 3, (2, 2))),
        "order",
    ),
    "two that rely on each other": (
        CIRCLE,
        solution(placed("a", 0, 1, (0, 1)), placed("b", 0, 1, (0, 1))),
        "order",
    ),
    "a false finish": (CASE, replace(solution(A), finish=3), "figures"),
    "a false cost": (CASE, replace(solution(A), cost=3), "figures"),
    "a bound beyond its value": (CASE, replace(solution(A), bound=3), "figures"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_named(name: str) -> None:
    given_problem, broken, rule = BROKEN[name]
    assert rule in {one.rule for one in check_schedule(given_problem, broken)}


def test_a_valid_schedule_breaks_nothing() -> None:
    assert check_schedule(CASE, solution(A)) == ()
    assert check_schedule(STEADY, solution(A)) == ()
    assert check_schedule(FOLLOWING, solution(A, placed("b", 2, 3, (2, 2)))) == ()


def test_a_need_that_is_openly_dropped_is_no_violation() -> None:
    given_problem = problem(course("a", 4), needs=(goal("g", "a"),))
    assert check_schedule(given_problem, solution(), dropped=("g",)) == ()
