"""What is ruled out before anything is searched: later finishes, crowded windows, circles."""

import random
from dataclasses import replace

import pytest
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem, random_problem

from cairn.plan.choosing.choose import Task
from cairn.plan.choosing.energy import overfull
from cairn.plan.choosing.index import number_problem
from cairn.plan.choosing.tighten import Tightening
from cairn.plan.problem import Resource
from cairn.schedule.solve import solve_or_none
from cairn.schedule.solving.prove import prove_exactly
from cairn.schedule.solving.search import search


def test_what_something_required_waits_for_ends_before_it_begins() -> None:
    chain = problem(
        course("first", 2),
        course("last", 2, duration=4, can_pause=False, is_required=True, release=2),
        needs=(need("last", "first"),),
        hours=4,
    )
    first, last = number_problem(chain).activities
    # Ten weeks, the last four of which belong to “last”: “first” is required too and ends by week six.
    assert (first.is_required, first.latest, last.earliest) == (True, 6, 2)


def test_with_leave_to_drop_goals_their_only_way_stays_optional() -> None:
    given = problem(course("a", 2), needs=(goal("g", "a"),))
    assert number_problem(given).activities[0].is_required
    assert not number_problem(given, may_drop=True).activities[0].is_required


@pytest.mark.parametrize(("hours", "is_refused"), [(2, True), (3, False)])
def test_work_that_must_fall_into_a_window_has_to_fit_there(hours: int, *, is_refused: bool) -> None:
    # Nine hours are due between weeks 2 and 5: two a week are too few, three are enough.
    given = problem(
        course("a", 5, is_required=True, release=2, deadline=5),
        course("b", 4, is_required=True, release=2, deadline=5),
        hours=hours,
    )
    assert overfull(number_problem(given)) == is_refused


@pytest.mark.parametrize("seed", range(80))
def test_lowering_latest_finishes_changes_no_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole solver with it against the period-by-period model without it."""
    given = random_problem(random.Random(1000 + seed))
    found = solve_or_none(given, limits=LIMITS)
    monkeypatch.setattr(Tightening, "move_left", lambda _self: None)
    numbered = number_problem(given)
    finish = prove_exactly(numbered, Task(aim="finish"), LIMITS)
    assert (found is None) == (finish.outcome == "infeasible")
    if found is not None:
        cost = prove_exactly(numbered, Task(aim="cost", at_most={"finish": finish.bound}), LIMITS)
        assert (found.finish, found.cost) == (finish.bound, cost.bound)


def test_what_waits_for_a_circle_that_never_starts_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """“shadow” is late behind the course, and its other way lies on a circle the chooser left closed."""
    at_work = Resource(id="work", label="hours at work", capacity=(0, *(8,) * 59))
    shadow = course("shadow", duration=8)
    given = problem(
        course("budgets", 80, duration=1),
        course("labour", 64, duration=4),
        replace(shadow, modes=(replace(shadow.modes[0], work={"work": 144}),)),
        course("course", 168, duration=1),
        course("routes", 88, duration=1),
        needs=(
            goal("g", "shadow"),
            goal("h", "course"),
            need("labour", "budgets", "routes"),
            need("shadow", "course", "routes"),
            need("routes", "budgets", "labour"),
        ),
        periods=60,
        hours=(0, *(20,) * 59),
    )
    given = replace(given, resources=(*given.resources, at_work))
    monkeypatch.setattr(Tightening, "move_left", lambda _self: None)
    found = search(number_problem(given), LIMITS, aims=("finish",))
    assert found.bounds["finish"] == prove_exactly(number_problem(given), Task(aim="finish"), LIMITS).bound
