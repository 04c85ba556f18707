"""Trade-offs, what holds an activity, and the nearest thing that was left."""

from dataclasses import replace

from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem

from cairn.plan.problem import ActivityId, Solution
from cairn.schedule import check_schedule, nearest_alternative, solve, trade_offs, why_here

# A dear quick way (2 weeks, 50), a cheap slow way (4 weeks, nothing), then a week of practice.
CASE = problem(
    course("quick", 4, cost=50),
    course("slow", 8),
    course("practice", 2),
    needs=(goal("G", "practice"), need("practice", "quick", "slow")),
)


def best() -> Solution:
    found = solve(CASE, limits=LIMITS)
    assert isinstance(found, Solution)
    return found


def test_the_front_holds_the_extremes_and_only_plans_that_pass() -> None:
    front = trade_offs(CASE, limits=LIMITS).front
    assert {(one.finish, one.cost) for one in front if one.share == 1.0} == {(3, 50), (5, 0)}
    for point in front:
        assert check_schedule(CASE, point.solution, dropped=point.dropped) == ()
        better = [
            other
            for other in front
            if other != point
            and other.finish <= point.finish
            and other.cost <= point.cost
            and other.share >= point.share
        ]
        assert better == []


def test_more_hours_buy_an_earlier_finish_and_more_money_none() -> None:
    bought = {one.knob: one.earlier for one in trade_offs(CASE, limits=LIMITS).purchases}
    assert bought == {"own": 1, "money": 0}


def test_what_holds_an_activity_is_named() -> None:
    holds = why_here(CASE, best(), ActivityId("practice"))
    assert {(one.kind, one.id) for one in holds} >= {("resource", "own")}
    assert best().binding


def test_the_nearest_alternative_says_what_it_changes() -> None:
    other = nearest_alternative(CASE, best(), ActivityId("quick"), limits=LIMITS)
    assert (other.later, other.dearer, other.joined, other.is_proved) == (2, -50, ("slow",), True)
    assert other.sentence == "Without “QUICK”: “SLOW”; 2 weeks later, 50 cheaper."


def test_where_nothing_else_fits_that_is_said() -> None:
    other = nearest_alternative(CASE, best(), ActivityId("practice"), limits=LIMITS)
    assert (other.solution, other.is_proved) == (None, True)


def test_its_own_pace_holds_a_step_where_hours_are_free() -> None:
    # 4 units at most 1 a week take 4 weeks, whatever else is free.
    slow = course("slow", 4)
    slow = replace(slow, modes=(replace(slow.modes[0], most_per_period=1),))
    case = problem(slow, needs=(goal("G", "slow"),))
    found = solve(case, limits=LIMITS)
    assert isinstance(found, Solution)
    assert found.finish == 4
    holds = why_here(case, found, ActivityId("slow"))
    assert [one.sentence for one in holds if one.kind == "pace"] == ["It takes 4 weeks at the least."]


def test_the_periods_in_which_hours_are_taken_are_named() -> None:
    holds = why_here(CASE, best(), ActivityId("practice"))
    taken = next(one for one in holds if one.kind == "resource")
    assert taken.periods == (1,)
