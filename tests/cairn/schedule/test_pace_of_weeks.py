import pytest
from tests.cairn.schedule.replan.cases import plan_of, solved, step

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.problem import Infeasible
from cairn.schedule import Limits, check_schedule
from cairn.schedule.pace import find_stretches, pause_plan, weigh_load, with_rest_weeks
from cairn.schedule.replan.changes import with_deadline, without_weeks
from cairn.schedule.replan.values import Healing

LIMITS = Limits(seconds=20, workers=1, seed=1)


def test_load_is_told_against_hours_week_by_week() -> None:
    problem = plan_of(step("a", 6, steady=3))
    loads = weigh_load(problem, solved(problem))
    assert [(one.planned, one.capacity) for one in loads] == [(2, 4)] * 3
    assert [one.share for one in loads] == [0.5] * 3
    assert not any(one.is_over for one in loads)


def test_a_week_that_lost_its_hours_is_over() -> None:
    problem = plan_of(step("a", 8))
    over = weigh_load(without_weeks(problem, 1, 1), solved(problem))
    assert [one.is_over for one in over] == [False, True]


def test_full_weeks_in_a_row_are_a_stretch_and_time_away_ends_it(assumptions: Assumptions) -> None:
    long = plan_of(step("a", 4 * 14), periods=30)
    stretches = find_stretches(weigh_load(long, solved(long)), assumptions)
    assert [(one.first, one.last, one.length) for one in stretches] == [(0, 13, 14)]
    rested = without_weeks(long, 6, 6)
    assert find_stretches(weigh_load(rested, solved(rested)), assumptions) == ()


def test_rest_weeks_come_every_so_many_and_count_from_time_away() -> None:
    problem = without_weeks(plan_of(step("a", 4), periods=10), 2, 2)
    capacity = with_rest_weeks(problem, every=4).resources[0].capacity
    assert capacity == (4, 4, 0, 4, 4, 4, 0, 4, 4, 4)


def test_a_rest_week_every_week_is_refused() -> None:
    with pytest.raises(BadInput, match="rest week"):
        with_rest_weeks(plan_of(step("a", 4)), every=1)


def test_a_pause_moves_dates_and_breaks_nothing() -> None:
    problem = plan_of(step("a", 8), step("b", 8), step("c", 4), order=(("a", "b"), ("b", "c")))
    before = solved(problem)
    healing = pause_plan(problem, before, first=1, weeks=2, limits=LIMITS)
    assert isinstance(healing, Healing)
    assert check_schedule(healing.problem, healing.solution) == ()
    assert healing.solution.finish == before.finish + 2
    assert not any(load.period in {1, 2} for one in healing.solution.placements for load in one.loads)


def test_a_pause_that_no_deadline_allows_is_an_honest_no() -> None:
    problem = with_deadline(plan_of(step("a", 8)), 3)
    assert isinstance(pause_plan(problem, solved(problem), first=0, weeks=2, limits=LIMITS), Infeasible)


def test_a_pause_of_no_week_is_refused() -> None:
    problem = plan_of(step("a", 4))
    with pytest.raises(BadInput, match="pause"):
        pause_plan(problem, solved(problem), first=0, weeks=0)
