from dataclasses import replace
from datetime import date

import pytest

from cairn.goals import Feasibility, Finding, Goal, check_goal, horizon_of

TODAY = date(2026, 12, 1)
GOAL = Goal(
    statement="Become head baker at a town bakery",
    measure="an offer is signed",
    relevance="I want to lead",
    deadline=date(2027, 12, 1),
    horizon="short",
    role="Head baker",
)
FITS = Feasibility(fits=True, hours_needed=100, hours_available=200, earliest=date(2027, 6, 1))


def letters(findings: tuple[Finding, ...]) -> str:
    return "".join(one.letter for one in findings if one.passed)


def test_a_whole_goal_passes_every_letter() -> None:
    assert letters(check_goal(GOAL, today=TODAY, feasibility=FITS)) == "SMART"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        (replace(GOAL, statement="I want to be a manager", role=""), "S"),
        (replace(GOAL, statement="Bake"), "S"),
        (replace(GOAL, measure=""), "M"),
        (replace(GOAL, measure="it feels good"), "M"),
        (replace(GOAL, relevance=""), "R"),
        (replace(GOAL, deadline=None), "T"),
        (replace(GOAL, deadline=date(2026, 11, 1)), "T"),
    ],
)
def test_each_letter_fails_alone_and_says_how_to_mend_it(changed: Goal, missing: str) -> None:
    findings = check_goal(changed, today=TODAY, feasibility=FITS)
    assert letters(findings) == "SMART".replace(missing, "")
    assert all(one.hint for one in findings if not one.passed)


def test_too_many_hours_are_told_with_how_many_and_the_earliest_date() -> None:
    short = Feasibility(fits=False, hours_needed=300, hours_available=200, earliest=date(2028, 3, 5))
    achievable = check_goal(GOAL, today=TODAY, feasibility=short)[2]
    assert not achievable.passed
    assert "100 hours too many" in achievable.sentence
    assert "5 March 2028" in achievable.hint


def test_a_goal_that_nobody_planned_is_not_called_achievable() -> None:
    assert not check_goal(GOAL, today=TODAY, feasibility=None)[2].passed


@pytest.mark.parametrize(
    ("day", "horizon"),
    [(date(2027, 12, 1), "short"), (date(2027, 12, 2), "mid"), (date(2031, 12, 2), "long")],
)
def test_horizons_have_bounds_that_can_be_moved(day: date, horizon: str) -> None:
    assert horizon_of(day, today=TODAY) == horizon
    assert horizon_of(day, today=TODAY, short_months=120) == "short"
