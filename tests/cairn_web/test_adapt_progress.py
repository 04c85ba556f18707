"""Where the plan stands: forecast from what was done, with its cause, and suggestions that are remembered."""

from datetime import date
from typing import Any

import pytest
from tests.cairn_web.adapting_cases import BEGAN, Later, keep

from cairn.report.phrases import day_text
from cairn_web import clock
from cairn_web.models import Person, PlanReview, RejectedSuggestion, Run, RunKind
from cairn_web.services import adapting, recording
from cairn_web.store import latest_plan


def reckon(person: Person) -> dict[str, Any]:
    run = adapting.start_tracking(person=person)
    result = Run.objects.get(pk=run.pk).result
    assert result is not None, Run.objects.get(pk=run.pk).message
    return dict(result)


def test_on_the_first_day_it_stands_as_planned(work: None, planned: Person, later: Later) -> None:
    told = reckon(planned)
    assert told["track"] == "on track"
    assert told["pace"]["count"] == 0
    assert "no finished steps" in told["note"]
    assert told["suggestions"] == []


def test_weeks_in_which_nothing_happened_make_it_late_and_name_the_cause(
    work: None, planned: Person, later: Later
) -> None:
    rows = keep(planned)
    later(63)
    told = reckon(planned)
    assert told["track"] in {"at risk", "off track"}
    assert told["days_late"] > 0
    assert told["cause"] in {one.step for one in rows}
    assert told["now"]["p80"] > told["before"]["p80"]
    assert {one["step"] for one in told["behind"]}
    kinds = {one["kind"] for one in told["suggestions"]}
    assert {"re-date", "re-scope"} <= kinds


def test_slow_steps_make_the_rest_slower(work: None, planned: Person, later: Later) -> None:
    rows = keep(planned)
    day = later(14)
    finished = rows[:2]
    for row in finished:
        recording.finish_task(person=planned, task=row, day=day, hours=row.hours)
    as_estimated = reckon(planned)
    for row in finished:
        recording.log_work(person=planned, task=row, kind="log", day=day, hours=row.hours * 1.5)
    slow = reckon(planned)
    assert slow["pace"]["count"] == as_estimated["pace"]["count"] == 2
    assert slow["now"]["p80"] > as_estimated["now"]["p80"]


def test_the_page_tells_cause_milestones_and_suggestions(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    keep(planned)
    later(63)
    assert "Reckon the dates" in browser.get("/plan/progress/").content.decode()
    browser.post("/plan/progress/reckon/")
    told = browser.get("/plan/progress/").content.decode()
    assert "holds it most" in told
    assert "Behind:" in told
    assert "Move the date by" in told
    assert "As it stands" in told
    assert "Reckon the dates" not in told


def test_a_forecast_is_seen_to_be_stale(browser: Any, work: None, planned: Person, later: Later) -> None:
    rows = keep(planned)
    browser.post("/plan/progress/reckon/")
    recording.finish_task(person=planned, task=rows[0], day=BEGAN, hours=1)
    assert "Something was done since" in browser.get("/plan/progress/").content.decode()
    browser.post("/plan/progress/reckon/")
    assert "Something was done since" not in browser.get("/plan/progress/").content.decode()
    assert Run.objects.filter(kind=RunKind.TRACK).count() == 1


def test_a_suggestion_that_was_rejected_is_not_made_again(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    keep(planned)
    later(63)
    told = reckon(planned)
    one = told["suggestions"][0]
    browser.post("/plan/progress/suggestion/", {"key": one["key"], "sentence": one["sentence"]})
    reckon(planned)
    page = browser.get("/plan/progress/").content.decode()
    assert RejectedSuggestion.objects.get().key == one["key"]
    assert "Suggestions you did not want" in page
    assert page.count("See what it changes") == len(told["suggestions"]) - 1
    browser.post("/plan/progress/suggestion/", {"key": one["key"], "allow": "1"})
    again = browser.get("/plan/progress/").content.decode()
    assert again.count("See what it changes") == len(told["suggestions"])


def test_a_suggestion_leads_to_the_change_filled_in(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    keep(planned)
    later(63)
    told = reckon(planned)
    page = browser.get("/plan/progress/").content.decode()
    redate = next(one["key"] for one in told["suggestions"] if one["kind"] == "re-date").partition(":")[2]
    assert f"/plan/change/?kind=date&amp;deadline={redate}" in page
    form = browser.get(f"/plan/change/?kind=date&deadline={redate}").content.decode()
    assert f'value="{redate}"' in form


def test_a_look_at_the_plan_is_kept_and_sets_the_next(browser: Any, planned: Person, later: Later) -> None:
    run = latest_plan(planned)
    assert run is not None
    made = run.made_at.date()
    kept = Run.objects.get(pk=run.pk).result["record"]["reviews"]
    ahead = [one for one in kept if one > made.isoformat()]
    assert ahead
    assert recording.review_due(planned, run).isoformat() == min(ahead)
    browser.post("/plan/progress/review/", {"note": "Still mine."})
    assert PlanReview.objects.get().note == "Still mine."
    assert "Still mine." in browser.get("/plan/progress/").content.decode()
    PlanReview.objects.update(day=date.fromisoformat(min(ahead)))
    assert recording.review_due(planned, run).isoformat() > min(ahead)


def test_the_premortem_names_what_may_break_with_a_way_to_mend_it(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    clean = browser.get("/plan/premortem/").content.decode()
    run = latest_plan(planned)
    assert run is not None
    result = Run.objects.get(pk=run.pk).result
    result["record"]["terms"]["deadline"] = "2026-12-24"
    result["record"]["goal"]["measure"] = ""
    made = Run.objects.create(
        person=planned,
        kind=RunKind.PLAN,
        state="done",
        input_digest="x",
        version="1",
        summary=run.summary,
        result=result,
        made_at=clock.now(),
    )
    broken = browser.get("/plan/premortem/").content.decode()
    assert f"after its deadline {day_text(date(2026, 12, 24))}" in broken
    assert "after its deadline" not in clean
    assert "Cannot hold as it stands" in broken
    assert 'href="/plan/change/?kind=date"' in broken
    assert 'href="/goals/"' in broken
    assert made.pk == latest_plan(planned).pk  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path", ["/plan/progress/", "/plan/change/", "/plan/versions/", "/plan/branches/", "/plan/premortem/"]
)
def test_without_a_plan_the_pages_lead_to_the_first_visit(browser: Any, path: str) -> None:
    page = browser.get(path)
    assert (page.status_code, page["Location"]) == (302, "/begin/")
