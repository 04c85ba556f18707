"""Another way stands beside the plan until it is merged or discarded; the plan stays as it is."""

from datetime import date
from typing import Any

import pytest

from cairn_web.models import Branch, Person, Run, RunKind
from cairn_web.services import branching, tasks
from cairn_web.services.people import the_person
from cairn_web.store import latest_plan, plan_request_of, resume_of, with_earned

SAID = {"name": "Fewer hours", "kind": "other", "hours_per_week": "4"}


def add(browser: Any, **more: str) -> Branch:
    page = browser.post("/plan/branches/new/", {**SAID, **more})
    assert page.status_code == 302, page.content.decode()
    return Branch.objects.order_by("-pk")[0]


def test_the_plan_stays_as_it_is_while_another_way_is_planned(
    browser: Any, work: None, planned: Person
) -> None:
    before = latest_plan(planned)
    row = add(browser)
    assert latest_plan(planned) == before
    assert the_person().hours_per_week == 6
    assert row.run is not None
    assert (row.run.kind, row.run.state) == (RunKind.BRANCH, "done")
    assert row.run.result["record"]["terms"]["hours_per_week"]["value"] == 4


def test_both_ways_stand_side_by_side(browser: Any, work: None, planned: Person) -> None:
    row = add(browser, pay_now="42000", percent_given_up="100")
    told = browser.get(f"/plan/branches/{row.pk}/").content.decode()
    for what in ("Finish", "Cost", "Pay given up", "Hours a week", "Gaps to close", "Usual pay a year"):
        assert what in told
    assert "6 hours" in told
    assert "4 hours" in told
    assert "days later" in told


def test_pay_that_nobody_said_is_unknown_not_zero(browser: Any, work: None, planned: Person) -> None:
    row = add(browser)
    plan = latest_plan(planned)
    assert plan is not None
    given_up = next(one for one in branching.compare_with_plan(row, plan) if "given up" in one.what)
    assert (given_up.first, given_up.second, given_up.difference) == ("unknown",) * 3


def test_another_role_is_found_by_its_words(browser: Any, work: None, planned: Person) -> None:
    row = add(browser, name="Another role", kind="move", role_words="retail manager")
    assert row.role
    assert row.run is not None
    assert row.run.summary["role"] == row.role_title


def test_studying_full_time_takes_its_hours_from_the_assumption(
    browser: Any, work: None, planned: Person
) -> None:
    row = add(browser, name="Study", kind="study", hours_per_week="")
    assert (row.hours_per_week, row.hours_at_work, row.share_given_up) == (35, 0, 1)


def test_merging_makes_it_the_plan_and_keeps_the_other(browser: Any, work: None, planned: Person) -> None:
    before = latest_plan(planned)
    assert before is not None
    row = add(browser)
    assert row.run is not None
    browser.post(f"/plan/branches/{row.pk}/merge/", {"seen": before.pk})
    now = latest_plan(planned)
    assert now is not None
    assert Run.objects.get(pk=now.pk).result == Run.objects.get(pk=row.run.pk).result
    assert now.base_id == before.pk
    assert the_person().hours_per_week == 4
    assert not the_person().branches.filter(removed_at=None).exists()


def test_a_merge_over_a_plan_that_was_never_seen_is_refused(
    browser: Any, work: None, planned: Person
) -> None:
    row = add(browser)
    assert browser.post(f"/plan/branches/{row.pk}/merge/", {"seen": 0}).status_code == 409
    assert the_person().hours_per_week == 6


def test_a_way_whose_record_changed_is_not_merged(browser: Any, work: None, planned: Person) -> None:
    plan = latest_plan(planned)
    assert plan is not None
    row = add(browser)
    planned.ratings.create(skill="sql", label="SQL", level=3)
    assert "Plan it again" in browser.get(f"/plan/branches/{row.pk}/").content.decode()
    assert browser.post(f"/plan/branches/{row.pk}/merge/", {"seen": plan.pk}).status_code == 422


def test_discarding_is_undoable(browser: Any, work: None, planned: Person) -> None:
    row = add(browser)
    browser.post(f"/plan/branches/{row.pk}/discard/")
    link = f"/plan/branches/{row.pk}/edit/"
    assert link not in browser.get("/plan/branches/").content.decode()
    change = planned.changes.filter(table="branch", is_removal=True).get()
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert link in browser.get("/plan/branches/").content.decode()


def test_the_later_of_two_tabs_sees_the_inputs_as_they_are(browser: Any, work: None, planned: Person) -> None:
    row = add(browser)
    browser.post(f"/plan/branches/{row.pk}/edit/", {**SAID, "hours_per_week": "5", "version": row.version})
    late = browser.post(
        f"/plan/branches/{row.pk}/edit/", {**SAID, "hours_per_week": "9", "version": row.version}
    )
    assert late.status_code == 409
    assert "5 h a week" in late.content.decode()
    assert Branch.objects.get(pk=row.pk).hours_per_week == 5


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"hours_per_week": "0"},
        {"hours_per_week": "nan"},
        {"kind": "made-up"},
        {"percent_given_up": "101"},
        {"budget": "-1"},
        {"role_words": "zzzzqqq xxyyzz"},
    ],
)
def test_invalid_inputs_are_refused_and_nothing_is_made(
    browser: Any, work: None, planned: Person, said: dict[str, str]
) -> None:
    assert browser.post("/plan/branches/new/", {**SAID, **said}).status_code == 422
    assert not Branch.objects.exists()


def test_two_ways_of_one_name_are_refused(browser: Any, planned: Person) -> None:
    Branch.objects.create(person=planned, name=SAID["name"], made_at="2026-11-23T10:00:00Z")
    assert browser.post("/plan/branches/new/", SAID).status_code == 422


@pytest.mark.parametrize("path", ["", "edit/", "plan/", "merge/", "discard/"])
def test_a_strangers_branch_is_not_there(browser: Any, planned: Person, path: str) -> None:
    other = Person.objects.create()
    row = Branch.objects.create(person=other, name="Theirs", made_at="2026-11-23T10:00:00Z")
    call = browser.get if path in {"", "edit/"} else browser.post
    assert call(f"/plan/branches/{row.pk}/{path}").status_code == 404


def test_what_was_finished_counts_when_another_way_is_planned(planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    goal = tasks.take_plan(person=planned, run=run)
    steps = Run.objects.get(pk=run.pk).result["record"]["plan"]["steps"]
    step = next(one for one in steps if one["lifts"])
    goal.tasks.filter(step=step["id"]).update(done_on=date(2026, 11, 30))
    resume = resume_of(planned)
    assert resume is not None
    told = plan_request_of(planned, resume)["answers"]["levels"]
    assert told[step["lifts"][0]["skill"]] == step["lifts"][0]["to"]
    said = {"levels": {step["lifts"][0]["skill"]: 1.0}, "credentials": {}}
    assert with_earned(said, planned)["levels"][step["lifts"][0]["skill"]] == 1.0
