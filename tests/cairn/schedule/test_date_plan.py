from datetime import date, timedelta
from itertools import pairwise

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.gap import find_gaps
from cairn.plan.build import Draft, build_plan, draft_plan
from cairn.plan.problem import Solution
from cairn.plan.values import Away, Plan, Terms
from cairn.profile import Profile
from cairn.provenance import Source, leaf
from cairn.schedule import solve
from cairn.schedule.date_plan import date_steps, find_links, load_weeks, place_sessions
from cairn.schedule.timeline import Session
from cairn.units import RoleId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
AWAY = Away(first=date(2026, 12, 21), last=date(2027, 1, 3))
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("hours at work", 2, source=TYPED),
    budget=None,
    deadline=None,
    away=(AWAY,),
)


@pytest.fixture
def solved(baker: Profile, toy: Catalogue, assumptions: Assumptions) -> tuple[Draft, Solution, Plan]:
    gap = find_gaps(baker, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)
    draft = draft_plan(baker, gap, catalogue=toy, terms=TERMS, assumptions=assumptions)
    solution = solve(draft.problem)
    assert isinstance(solution, Solution)
    return draft, solution, build_plan(draft, solution)


@pytest.fixture
def sessions(solved: tuple[Draft, Solution, Plan]) -> tuple[Session, ...]:
    draft, solution, plan = solved
    return place_sessions(plan, solution, draft.weeks, find_links(draft.problem, solution))


def test_sessions_hold_all_the_work_and_no_more(
    solved: tuple[Draft, Solution, Plan], sessions: tuple[Session, ...]
) -> None:
    _, solution, _ = solved
    for placed in solution.placements:
        minutes = sum(one.minutes for one in sessions if one.step == placed.activity)
        assert minutes == 15 * sum(load.amount for load in placed.loads)


def test_no_session_lies_on_a_day_away_or_before_tomorrow(sessions: tuple[Session, ...]) -> None:
    assert all(one.day > TODAY for one in sessions)
    assert not any(AWAY.first <= one.day <= AWAY.last for one in sessions)


def test_sessions_never_overlap(sessions: tuple[Session, ...]) -> None:
    spans = sorted(
        (
            one.day,
            one.start.hour * 60 + one.start.minute,
            one.start.hour * 60 + one.start.minute + one.minutes,
        )
        for one in sessions
    )
    for first, second in pairwise(spans):
        assert first[0] < second[0] or first[2] <= second[1]


def test_what_must_come_first_comes_first_to_the_minute(
    solved: tuple[Draft, Solution, Plan], sessions: tuple[Session, ...]
) -> None:
    draft, solution, _ = solved
    links = find_links(draft.problem, solution)
    assert any(links.before.values())
    for after, waits in links.before.items():
        start = min((one.day, one.start) for one in sessions if one.step == after)
        for before, _ in waits:
            assert max((one.day, one.start) for one in sessions if one.step == before) < start


def test_a_step_with_a_least_length_ends_when_that_is_over(
    solved: tuple[Draft, Solution, Plan], sessions: tuple[Session, ...]
) -> None:
    draft, solution, _ = solved
    links = find_links(draft.problem, solution)
    dated = date_steps(solution, draft.weeks, sessions, links, draft.problem)
    placed = {one.activity: one for one in solution.placements}
    for one in dated:
        assert one.first <= one.last < draft.weeks[placed[one.step].finish - 1].monday + timedelta(weeks=1)
        assert one.slack_weeks >= 0


def test_weeks_tell_hours_planned_beside_hours_there_are(solved: tuple[Draft, Solution, Plan]) -> None:
    draft, solution, plan = solved
    weeks = load_weeks(solution, draft.weeks)
    assert sum(week.planned_hours + week.work_hours for week in weeks) == pytest.approx(
        plan.hours.value, abs=1
    )
    assert all(week.planned_hours <= week.capacity_hours for week in weeks)
    assert any(week.is_away for week in weeks)
