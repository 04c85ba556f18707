"""The covering chooser: its bounds against the exact model, its choices against the rules of order."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem, random_problem

from cairn.plan.choosing.choose import Aim, Task
from cairn.plan.choosing.cover import Covering, cover
from cairn.plan.choosing.index import cut_horizon, number_problem
from cairn.plan.choosing.modes import Alone
from cairn.plan.problem import Precedence
from cairn.schedule.solving.prove import prove_exactly


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("aim", ["finish", "cost", "units"])
def test_what_the_chooser_proves_holds_for_every_schedule(seed: int, aim: Aim) -> None:
    numbered = number_problem(random_problem(random.Random(20_000 + seed)))
    exact = prove_exactly(numbered, Task(aim=aim), LIMITS)
    choice = cover(Covering.of(numbered), Task(aim=aim), LIMITS)
    if exact.outcome == "optimal":
        assert choice.outcome == "optimal"
        assert choice.bound <= exact.bound


@pytest.mark.parametrize("seed", range(40))
def test_with_leave_to_drop_goals_the_weight_left_out_is_bounded_too(seed: int) -> None:
    numbered = number_problem(random_problem(random.Random(30_000 + seed)), may_drop=True)
    task = Task(aim="unmet", may_drop=True)
    exact = prove_exactly(numbered, task, LIMITS)
    choice = cover(Covering.of(numbered), task, LIMITS)
    if exact.outcome == "optimal":
        assert (choice.outcome, choice.bound <= exact.bound) == ("optimal", True)


@pytest.mark.parametrize("seed", range(30))
def test_landmarks_in_the_exact_model_change_no_answer(seed: int) -> None:
    numbered = number_problem(random_problem(random.Random(40_000 + seed)))
    plain = prove_exactly(numbered, Task(aim="finish"), LIMITS)
    covering = Covering.of(numbered)
    cover(covering, Task(aim="finish"), LIMITS)
    for finish in range(max(1, plain.bound - 1), numbered.horizon + 1):
        cut = cut_horizon(numbered, finish)
        known = Task(aim="finish", landmarks=covering.landmarks_for(finish))
        told = prove_exactly(cut, known, LIMITS)
        fits = plain.outcome == "optimal" and finish >= plain.bound
        assert told.outcome == ("optimal" if fits else "infeasible")
        assert told.bound == plain.bound or not fits


def test_a_stone_that_several_ways_rely_on_is_paid_once() -> None:
    # Goals g and h: a and b take an hour each, and both need the stone of four; c and d take four each.
    given_problem = problem(
        course("a", 1),
        course("b", 1),
        course("stone", 4),
        course("c", 4),
        course("d", 4),
        needs=(goal("g", "a", "c"), goal("h", "b", "d"), need("a", "stone"), need("b", "stone")),
    )
    numbered = number_problem(given_problem)
    choice = cover(Covering.of(numbered), Task(aim="units"), LIMITS)
    assert (choice.outcome, choice.bound) == ("optimal", 6)
    assert {str(numbered.activities[one].id) for one in choice.selection} == {"a", "b", "stone"}


def test_a_rule_between_two_options_counts_only_where_both_are_chosen() -> None:
    # b must wait for the long a if both are taken; taking c instead of a is no reason to wait.
    given_problem = problem(
        course("a", 2, duration=6),
        course("b", 2),
        course("c", 4),
        needs=(goal("g", "a", "c"), goal("h", "b")),
        precedences=(Precedence(before="a", after="b"),),
    )
    numbered = number_problem(given_problem)
    covering = Covering.of(numbered)
    choice = cover(covering, Task(aim="finish"), LIMITS)
    assert (choice.outcome, choice.bound) == ("optimal", 3)
    assert {str(numbered.activities[one].id) for one in choice.selection} == {"b", "c"}


@pytest.mark.parametrize("seed", [20_004, 20_014, 20_035, 20_041])
def test_wherever_the_search_begins_it_ends_at_the_least_finish(seed: int) -> None:
    numbered = number_problem(random_problem(random.Random(seed)))
    least = cover(Covering.of(numbered), Task(aim="finish"), LIMITS)
    assert least.outcome == "optimal"
    for start in range(least.bound + 1):
        choice = cover(Covering.of(numbered), Task(aim="finish"), LIMITS, at_least=start)
        assert (choice.outcome, choice.bound, choice.value) == ("optimal", least.bound, least.bound)


def test_without_time_the_chooser_says_unknown_and_proves_nothing() -> None:
    numbered = number_problem(problem(course("a", 2), course("b", 4), needs=(goal("g", "a", "b"),)))
    for aim in ("finish", "cost"):
        choice = cover(Covering.of(numbered), Task(aim=aim), replace(LIMITS, seconds=0.0))
        assert (choice.outcome, choice.bound, dict(choice.selection)) == ("unknown", 0, {})


@given(seed=st.integers(0, 10**6), aim=st.sampled_from(("finish", "cost")))
@settings(max_examples=40, deadline=None)
def test_cutting_step_by_step_has_the_same_answer_as_cutting_at_once(seed: int, aim: Aim) -> None:
    """Windows may close further on the way, for what is required last is free to be optional first."""
    numbered = number_problem(random_problem(random.Random(seed)))
    finish = max(1, numbered.horizon - 3)
    at_once = prove_exactly(cut_horizon(numbered, finish), Task(aim=aim), LIMITS)
    by_steps = prove_exactly(cut_horizon(cut_horizon(numbered, finish + 1), finish), Task(aim=aim), LIMITS)
    assert at_once.outcome == by_steps.outcome
    assert at_once.outcome == "infeasible" or at_once.bound == by_steps.bound


def test_windows_remembered_for_one_calendar_serve_no_other() -> None:
    alone = Alone(horizon=4, capacity=((2, 2, 0, 2),))
    assert alone.covers(3, ((2, 2, 0),))
    assert not alone.covers(3, ((2, 1, 0),))
    assert not alone.covers(5, ((2, 2, 0, 2, 2),))
