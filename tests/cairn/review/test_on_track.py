from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.gap import find_gaps
from cairn.plan.build import Draft, build_plan, draft_plan
from cairn.plan.problem import Solution
from cairn.plan.values import Plan, Terms
from cairn.profile import Profile
from cairn.provenance import Source, leaf
from cairn.review.on_track import judge_track, suggest_adjustments
from cairn.schedule import solve
from cairn.schedule.date_plan import date_steps, find_links, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.resources import find_missing, total_by_quarter
from cairn.schedule.timeline import Forecast
from cairn.units import RoleId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
ASSUMED = Source(kind="assumption", name="test")
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("hours", 2, source=ASSUMED),
    budget=None,
    deadline=None,
)
Made = tuple[Draft, Solution, Plan, Forecast]


@pytest.fixture
def made(baker: Profile, toy: Catalogue, assumptions: Assumptions) -> Made:
    gap = find_gaps(baker, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)
    draft = draft_plan(baker, gap, catalogue=toy, terms=TERMS, assumptions=assumptions)
    solution = solve(draft.problem)
    assert isinstance(solution, Solution)
    links = find_links(draft.problem, solution)
    forecast = forecast_plan(draft.problem, solution, draft.weeks, links)
    return draft, solution, build_plan(draft, solution), forecast


def test_a_date_behind_the_sure_one_is_on_track(made: Made) -> None:
    *_, plan, forecast = made
    found = judge_track(plan, forecast, forecast.p80)
    assert (found.track, found.days_late, found.cause) == ("on track", 0, None)
    assert suggest_adjustments(plan, forecast, forecast.p80) == ()


def test_a_date_between_the_two_is_at_risk_and_an_earlier_one_off_track_with_the_cause(made: Made) -> None:
    *_, plan, forecast = made
    risky = judge_track(plan, forecast, forecast.p50)
    assert (risky.track, risky.days_late) == ("at risk", (forecast.p80 - forecast.p50).days)
    off = judge_track(plan, forecast, forecast.p50 - timedelta(days=10))
    assert off.track == "off track"
    # The school is by far the longest step and everything else fits beside or before it.
    assert off.cause == "master-school"
    assert "Master baker school" in off.sentence


def test_suggestions_name_their_numbers_and_a_rejected_one_stays_away(made: Made) -> None:
    *_, plan, forecast = made
    early = forecast.p50 - timedelta(days=10)
    offered = suggest_adjustments(plan, forecast, early)
    assert {"re-date", "re-scope"} <= {one.kind for one in offered}
    assert f"{(forecast.p80 - early).days} days" in offered[0].sentence
    rest = suggest_adjustments(plan, forecast, early, rejected=[offered[0].key])
    assert rest == offered[1:]


def test_what_earns_a_licence_is_never_suggested_to_be_dropped(made: Made) -> None:
    *_, plan, forecast = made
    dropped = {
        one.key
        for one in suggest_adjustments(plan, forecast, TODAY + timedelta(days=1))
        if one.kind == "drop"
    }
    assert "drop:master-school" not in dropped


def test_the_least_important_deciding_step_may_be_dropped(made: Made) -> None:
    *_, plan, forecast = made
    all_decide = replace(forecast, decides=tuple((step.id, 1.0) for step in plan.steps))
    offered = suggest_adjustments(plan, all_decide, TODAY)
    assert [one.key for one in offered if one.kind == "drop"] != []


def test_hours_and_money_add_up_over_quarters(made: Made) -> None:
    draft, solution, plan, _ = made
    links = find_links(draft.problem, solution)
    sessions = place_sessions(plan, solution, draft.weeks, links)
    steps = date_steps(solution, draft.weeks, sessions, links, draft.problem)
    totals = total_by_quarter(plan, sessions, steps)
    assert [one.name for one in totals] == sorted(one.name for one in totals)
    assert len({one.name for one in totals}) == len(totals) > 1
    hours = sum(one.own_hours + one.work_hours for one in totals)
    assert hours == pytest.approx(sum(one.minutes for one in sessions) / 60)
    assert sum(one.cost for one in totals) == pytest.approx(plan.cost.value)


def test_missing_resources_are_listed(made: Made) -> None:
    *_, plan, _ = made
    codes = {one.code for one in find_missing(plan)}
    has_work = any(step.mode.at_work for step in plan.steps)
    assert codes == ({"no-budget", "hours-at-work-assumed"} if has_work else {"no-budget"})
