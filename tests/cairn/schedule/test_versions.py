from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.schedule.replan.cases import plan_of, solved, step

from cairn.errors import BadInput
from cairn.goals import Goal
from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.schedule.timeline import DatedStep
from cairn.schedule.versions import (
    History,
    accept_version,
    days_slipped,
    find_slips,
    revert_to,
    set_baseline,
    start_history,
    tell_changes,
)

DAY = date(2026, 12, 1)


def steps(**days: int) -> tuple[DatedStep, ...]:
    return tuple(
        DatedStep(step=ActivityId(name), first=DAY, last=DAY + timedelta(days=late), slack_weeks=0)
        for name, late in days.items()
    )


@pytest.fixture
def made() -> tuple[PlanningProblem, Solution]:
    problem = plan_of(step("a", 4), step("b", 4))
    return problem, solved(problem)


@pytest.fixture
def history(made: tuple[PlanningProblem, Solution]) -> History:
    """Two versions: b ends a week later in the second, and c is new."""
    first = start_history(*made, steps(a=7, b=14), made_on=DAY)
    return accept_version(
        first, *made, steps(a=7, b=21, c=30), made_on=DAY + timedelta(days=9), reason="was ill"
    )


def test_days_slipped_are_counted_against_the_baseline(history: History) -> None:
    slips = {one.step: one.days for one in find_slips(history)}
    assert slips == {"a": 0, "b": 7, "c": None}
    assert days_slipped(history) == 16


def test_the_baseline_stays_when_dates_move_and_can_be_set(history: History) -> None:
    assert history.baseline == 1
    assert days_slipped(set_baseline(history, 2)) == 0


def test_going_back_gives_the_very_plan_that_was_and_keeps_the_others(history: History) -> None:
    back = revert_to(history, 1, made_on=DAY + timedelta(days=20), reason="better after all")
    assert back.versions[:2] == history.versions
    old, new = history.version(1), back.current
    assert (new.problem, new.solution, new.steps) == (old.problem, old.solution, old.steps)
    assert new.reason == "back to 1: better after all"
    assert days_slipped(back) == 0


@given(st.lists(st.integers(1, 4), max_size=6))
def test_no_sequence_of_going_back_loses_a_version(order: list[int]) -> None:
    problem = plan_of(step("a", 4))
    history = start_history(problem, an_empty_plan(), steps(a=7), made_on=DAY)
    for number in range(3):
        history = accept_version(
            history, problem, an_empty_plan(), steps(a=7 + number), made_on=DAY, reason="change"
        )
    first = history.versions
    for number in order:
        history = revert_to(history, number, made_on=DAY, reason="back")
    assert history.versions[: len(first)] == first
    assert len(history.versions) == len(first) + len(order)


def an_empty_plan() -> Solution:
    return Solution(status="feasible", placements=(), finish=0, bound=0, cost=0, cost_bound=0)


def test_a_change_needs_a_reason(history: History, made: tuple[PlanningProblem, Solution]) -> None:
    with pytest.raises(BadInput, match="why"):
        accept_version(history, *made, steps(a=1), made_on=DAY, reason="  ")


def test_a_version_that_is_not_there_is_refused(history: History) -> None:
    with pytest.raises(BadInput, match="1 to 2"):
        revert_to(history, 3, made_on=DAY, reason="x")


def test_versions_out_of_number_are_refused(history: History) -> None:
    with pytest.raises(ValueError, match=r"History\.versions"):
        History(versions=history.versions[1:])


def test_a_plan_without_steps_has_no_finish(made: tuple[PlanningProblem, Solution]) -> None:
    assert days_slipped(start_history(*made, (), made_on=DAY)) is None


def test_every_edited_field_of_a_goal_is_told_with_when_and_why() -> None:
    goal = Goal(statement="Lead a bakery", measure="hired", relevance="", deadline=None, horizon="short")
    edited = replace(goal, relevance="my own shop", deadline=DAY)
    changes = tell_changes(goal, edited, on=DAY, reason="thought about it")
    assert [(one.field, one.old, one.new) for one in changes] == [
        ("relevance", "", "my own shop"),
        ("deadline", "none", "2026-12-01"),
    ]
    assert {(one.on, one.reason) for one in changes} == {(DAY, "thought about it")}
    assert tell_changes(goal, goal, on=DAY, reason="") == ()
