"""The honest no: smallest conflict, nearest ways out, best partial plan."""

from tests.cairn.schedule.planning_cases import LIMITS, course, goal, problem

from cairn.plan.problem import Infeasible, PlanningProblem
from cairn.schedule import check_schedule, solve
from cairn.schedule.knobs import knobs_of, opened
from cairn.schedule.solve import solve_or_none

# 12 hours of work at 2 a week are 6 weeks; the date allows 4, so 3 hours a week, 2 more weeks
# or leaving out either half would do, and money has no part in it.
TOO_MUCH = problem(
    course("a", 6), course("b", 6), needs=(goal("A", "a", weight=2.0), goal("B", "b")), deadline=4
)
# 30 units of money for what costs 40, and only the dear way is there.
TOO_DEAR = problem(course("a", 2, cost=40), needs=(goal("A", "a"),), money=30)


def no(given_problem: PlanningProblem) -> Infeasible:
    found = solve(given_problem, limits=LIMITS)
    assert isinstance(found, Infeasible)
    return found


def test_each_way_out_is_the_smallest_and_fits() -> None:
    amounts = {way.knob: way.amount for way in no(TOO_MUCH).ways_out}
    assert amounts == {"own": 1, "deadline": 2, "A": 1, "B": 1, "money": None}
    assert {way.knob: way.amount for way in no(TOO_DEAR).ways_out} == {
        "A": 1,
        "money": 10,
        "own": None,
        "deadline": None,
    }


def test_one_less_than_a_way_out_does_not_fit() -> None:
    for given_problem in (TOO_MUCH, TOO_DEAR):
        knobs = {one.id: one for one in knobs_of(given_problem)}
        for way in no(given_problem).ways_out:
            if way.amount is not None and knobs[way.knob].kind != "need":
                units = round(way.amount * knobs[way.knob].per_unit)
                assert solve_or_none(knobs[way.knob].loosen(given_problem, units), limits=LIMITS)
                if units > 1:
                    less = knobs[way.knob].loosen(given_problem, units - 1)
                    assert solve_or_none(less, limits=LIMITS) is None


def test_the_conflict_is_smallest() -> None:
    for given_problem in (TOO_MUCH, TOO_DEAR):
        core = set(no(given_problem).conflict.knobs)
        knobs = knobs_of(given_problem)
        outside = [one for one in knobs if one.id not in core]
        assert solve_or_none(opened(given_problem, outside), limits=LIMITS) is None
        for one in knobs:
            if one.id in core:
                assert solve_or_none(opened(given_problem, [*outside, one]), limits=LIMITS) is not None


def test_the_conflict_speaks_the_persons_words() -> None:
    assert no(TOO_DEAR).conflict.sentence == "“goal A” cannot be done within 30 units of money."
    assert set(no(TOO_MUCH).conflict.knobs) == {"A", "B", "own", "deadline"}


def test_the_partial_plan_keeps_the_weightier_need() -> None:
    found = no(TOO_MUCH)
    assert found.dropped == ("B",)
    assert found.partial is not None
    assert (found.partial.finish, found.partial.status) == (3, "optimal")
    assert check_schedule(TOO_MUCH, found.partial, dropped=found.dropped) == ()


def test_a_contradiction_has_no_way_out_and_says_so() -> None:
    found = no(problem(course("a", 1, is_required=True, deadline=0)))
    assert found.conflict.knobs == ()
    assert all(way.amount is None for way in found.ways_out)
