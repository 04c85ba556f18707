"""The roadmap in every form: picture, trail, Mermaid; the person's own horizons; protected times."""

import re
from datetime import date, datetime
from typing import Any

import pytest

from cairn_web.models import Person
from cairn_web.services.people import the_person
from cairn_web.store import KeptPlan, kept_plan, latest_plan
from cairn_web.views.telling import find_roadmap
from cairn_web.views.trail import trail_of, write_mermaid


def plan_of(person: Person) -> KeptPlan:
    run = latest_plan(person)
    assert run is not None
    return kept_plan(run)


def test_the_trail_tells_every_step_in_order_and_ends_in_readiness(planned: Person) -> None:
    plan = plan_of(planned)
    trail = trail_of(plan)
    steps = plan.record["plan"]["steps"]
    assert {one["title"] for one in steps} <= {one.title for one in trail}
    assert trail[-1].title == "Ready to apply as Data analyst"
    assert sum(one.is_stone for one in trail) == len(plan.record["milestones"])


def test_the_horizons_on_the_roadmap_are_the_persons_own(browser: Any, planned: Person) -> None:
    browser.post("/goals/", {"short_months": "3", "mid_months": "9"})
    person = the_person()
    chart = find_roadmap(plan_of(person), short_months=person.short_months, mid_months=person.mid_months)
    assert chart is not None
    assert [day for _, day in chart.horizons] == [date(2027, 2, 23), date(2027, 8, 23), date.max]
    picture = browser.get("/plan/files/roadmap.svg").content.decode()
    assert picture.count('class="c-edge"') >= 1


def test_the_picture_holds_every_milestone(browser: Any, planned: Person) -> None:
    record = plan_of(planned).record
    picture = browser.get("/plan/files/roadmap.svg").content.decode()
    stones = picture.count('class="c-stone"') + picture.count('class="c-top"')
    assert stones == len(record["milestones"])
    assert picture.startswith("<svg")
    assert "var(" not in picture


def test_mermaid_names_every_step_with_its_days(planned: Person) -> None:
    chart = find_roadmap(plan_of(planned), short_months=12, mid_months=60)
    assert chart is not None
    text = write_mermaid(chart, "Data analyst: by & by")
    assert text.splitlines()[:2] == ["gantt", "    title Data analyst - by & by"]
    assert text.count("    section ") == len(chart.bars) + len(chart.ends)
    spans = sum(len(bar.spans) for bar in chart.bars)
    assert len(re.findall(r", \d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d$", text, re.MULTILINE)) == spans


@pytest.mark.usefixtures("work")
def test_nothing_is_planned_in_protected_times(browser: Any, planned: Person) -> None:
    said = {"version": the_person().version, "hours_per_week": "6", "protected_times": "Tue; Sat 00:00-13:00"}
    browser.post("/begin/terms/", said)
    sessions = plan_of(planned).record["schedule"]["sessions"]
    starts = [datetime.fromisoformat(one["start"]) for one in sessions if not one["at_work"]]
    assert starts
    assert not [one for one in starts if one.weekday() == 1 or (one.weekday() == 5 and one.hour < 13)]
    assert "Tue; Sat 00:00-13:00" in browser.get("/begin/terms/").content.decode()


@pytest.mark.usefixtures("work")
def test_work_is_laid_into_the_times_that_were_named(browser: Any, planned: Person) -> None:
    said = {"version": the_person().version, "hours_per_week": "4", "free_times": "Sun 14:00-18:00"}
    browser.post("/begin/terms/", said)
    sessions = plan_of(planned).record["schedule"]["sessions"]
    days = {datetime.fromisoformat(one["start"]).weekday() for one in sessions if not one["at_work"]}
    assert days == {6}


@pytest.mark.parametrize("typed", ["Someday", "Tue 21:00-19:00", "Tue 25:00-26:00"])
def test_times_that_no_week_has_are_refused(browser: Any, planned: Person, typed: str) -> None:
    page = browser.post("/begin/terms/", {"version": the_person().version, "protected_times": typed})
    assert page.status_code == 422
    assert the_person().protected_times == ""
