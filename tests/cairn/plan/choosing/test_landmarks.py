"""Landmarks: what every plan must take one of, by order and time alone."""

import random
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cairn.schedule.planning_cases import course, goal, need, problem, random_problem

from cairn.plan.choosing.index import NumberedProblem, number_problem
from cairn.plan.choosing.landmarks import find_landmarks
from cairn.plan.choosing.reach import Reach, Waits
from cairn.plan.problem import PlanningProblem


def named(given_problem: PlanningProblem, finish: int, chosen: tuple[str, ...] = ()) -> list[set[str]]:
    """The landmarks as sets of activities, in the order in which they are found."""
    numbered = number_problem(given_problem)
    waits = Waits.of(numbered)
    taken = [node for node, (number, _) in enumerate(waits.keys) if numbered.activities[number].id in chosen]
    return [
        {str(numbered.activities[number].id) for number, _ in one.ways}
        for one in find_landmarks(waits, taken, finish)
    ]


def test_the_ways_to_a_goal_are_a_landmark_and_so_are_the_ways_to_what_they_all_need() -> None:
    # The goal takes a or b; both need the stone, so the stone is on every way.
    given_problem = problem(
        course("a", 2),
        course("b", 4),
        course("stone", 1),
        course("other stone", 1),
        needs=(goal("g", "a", "b"), need("a", "stone", "other stone"), need("b", "stone", "other stone")),
    )
    assert named(given_problem, 10) == [{"stone", "other stone"}, {"a", "b"}]


def test_what_is_chosen_already_is_no_landmark() -> None:
    given_problem = problem(course("a", 2), course("b", 4), needs=(goal("g", "a", "b"),))
    assert named(given_problem, 10, chosen=("a",)) == []
    assert named(given_problem, 10) == [{"a", "b"}]


def test_a_way_that_comes_too_late_is_not_counted() -> None:
    # Two hours a week: “long” takes five weeks and does not end within three.
    given_problem = problem(course("short", 2), course("long", 10), needs=(goal("g", "short", "long"),))
    assert named(given_problem, 5) == [{"short", "long"}]
    assert named(given_problem, 3) == [{"short"}]


def test_two_that_need_each_other_are_broken_open_from_outside() -> None:
    # a and b rely on each other; only “outside” lets either begin.
    given_problem = problem(
        course("a", 1),
        course("b", 1),
        course("outside", 1),
        needs=(goal("g", "a"), need("a", "b", "outside"), need("b", "a")),
    )
    assert {"outside"} in named(given_problem, 10)
    assert {"outside"} in named(given_problem, 10, chosen=("a", "b"))


def test_a_goal_that_nothing_can_reach_has_an_empty_landmark() -> None:
    given_problem = problem(
        course("a", 1), course("b", 1), needs=(goal("g", "a"), need("a", "b"), need("b", "a"))
    )
    numbered = number_problem(given_problem, may_drop=True)
    landmarks = list(find_landmarks(Waits.of(numbered), (), numbered.horizon))
    assert [one.ways for one in landmarks] == [frozenset()]


def test_growing_the_set_gives_the_same_times_as_starting_with_it() -> None:
    numbered = number_problem(random_problem(random.Random(11)))
    waits = Waits.of(numbered)
    at_once, by_one = Reach.of(waits), Reach.of(waits)
    at_once.allow(range(len(waits.keys)))
    for node in reversed(range(len(waits.keys))):
        by_one.allow((node,))
    assert (at_once.finish, at_once.when) == (by_one.finish, by_one.when)


def reaching_sets(numbered: NumberedProblem, waits: Waits, finish: int) -> list[set[int]]:
    """Every set of modes, one an activity, that reaches all goals by the finish, by order alone."""
    kept = list(numbered.kept)
    options = [
        (None, *(node for node, (owner, _) in enumerate(waits.keys) if owner == number)) for number in kept
    ]
    found = []
    for picks in product(*options):
        taken = {node for node in picks if node is not None}
        reach = Reach.of(waits)
        reach.allow(taken)
        if all(reach.when[event] <= finish for event, _ in waits.goals):
            found.append(taken)
    return found


@given(seed=st.integers(0, 10**6), shift=st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_every_set_that_reaches_the_goals_in_time_holds_one_of_each_landmark(seed: int, shift: int) -> None:
    numbered = number_problem(random_problem(random.Random(seed)))
    if numbered.impossible:
        return
    waits = Waits.of(numbered)
    finish = max(1, numbered.horizon - shift)
    landmarks = list(
        chain.from_iterable(
            find_landmarks(waits, chosen, finish, whole_sets=whole_sets, narrow=narrow)
            for chosen in [(), *((node,) for node in range(len(waits.keys)))]
            for whole_sets, narrow in product((False, True), repeat=2)
        )
    )
    nodes = {key: node for node, key in enumerate(waits.keys)}
    for taken in reaching_sets(numbered, waits, finish):
        for one in landmarks:
            assert taken & {nodes[key] for key in one.ways}


@pytest.mark.parametrize("seed", range(40))
def test_landmarks_that_nothing_is_left_of_mean_that_nothing_reaches_the_goals(seed: int) -> None:
    numbered = number_problem(random_problem(random.Random(7000 + seed)), may_drop=True)
    waits = Waits.of(numbered)
    for finish in range(1, numbered.horizon + 1):
        reach = Reach.of(waits)
        reach.allow(range(len(waits.keys)))
        late = {need for event, need in waits.goals if reach.when[event] > finish}
        empty = {one.goal for one in find_landmarks(waits, (), finish) if not one.ways}
        assert empty == late


def test_the_landmarks_of_pairs_chosen_leave_the_pair_out() -> None:
    numbered = number_problem(random_problem(random.Random(3)))
    waits = Waits.of(numbered)
    for pair in combinations(range(len(waits.keys)), 2):
        for one in find_landmarks(waits, pair, numbered.horizon):
            assert not {waits.keys[node] for node in pair} & one.ways
