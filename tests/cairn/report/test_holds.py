"""What holds a step in its weeks, in words."""

import pytest
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem

from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.report.holds import hold_words
from cairn.schedule import solve, why_here
from cairn.schedule.why import Hold

CASE = problem(course("first", 4), course("second", 3), needs=(goal("G", "second"), need("second", "first")))


def told(case: PlanningProblem, step: str) -> str:
    found = solve(case, limits=LIMITS)
    assert isinstance(found, Solution)
    placed = next(one for one in found.placements if one.activity == step)
    return hold_words(why_here(case, found, ActivityId(step)), case, placed.start, placed.finish)


def test_a_step_waits_for_the_one_before() -> None:
    assert told(CASE, "second").startswith("begins when “FIRST” is done")


def test_the_first_step_begins_at_once_and_takes_its_hours() -> None:
    assert told(CASE, "first") == "begins in the first week; own hours is full until it ends"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([("budget", "money", ())], "begins when the money for it is there"),
        ([("release", "", ())], "begins as soon as it is offered"),
        ([("nothing", "", ())], ""),
        ([("resource", "own", (1,))], "begins when own hours is free"),
        ([("resource", "own", (1, 2))], "takes all of own hours as soon as it is free"),
        (
            [("release", "", ()), ("pace", "", ())],
            "begins as soon as it is offered; takes two weeks at its pace",
        ),
    ],
)
def test_each_hold_has_its_words(kinds: list[tuple[str, str, tuple[int, ...]]], words: str) -> None:
    holds = tuple(Hold(kind=kind, id=of, sentence="", periods=periods) for kind, of, periods in kinds)  # type: ignore[arg-type]
    assert hold_words(holds, CASE, 2, 4).replace("\N{NO-BREAK SPACE}", " ") == words
