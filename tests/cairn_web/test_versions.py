"""Nothing is overwritten: every plan stays with its reason, slips are seen, and going back is exact."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.utils import IntegrityError

from cairn_web.models import Ambition, Away, Basis, Person, RefusedOption, Run, RunKind, Task
from cairn_web.services import adapting, runs, tasks, versions
from cairn_web.services.people import the_person
from cairn_web.store import inputs_of, latest_plan


def the_run(person: Person) -> Run:
    run = latest_plan(person)
    assert run is not None
    return run


def another(person: Person, result: dict[str, Any], reason: str, *, days: int = 0) -> Run:
    """A further version whose every date lies so many days later."""
    plan = dict(result["plan"])
    finish = date.fromisoformat(plan["summary"]["finish"]) + timedelta(days=days)
    plan["summary"] = {**plan["summary"], "finish": finish.isoformat()}
    steps = [
        {**one, "last": (date.fromisoformat(one["last"]) + timedelta(days=days)).isoformat()}
        for one in plan["record"]["plan"]["steps"]
    ]
    plan["record"] = {**plan["record"], "plan": {**plan["record"]["plan"], "steps": steps}}
    base = latest_plan(person)
    return adapting.adopt_plan(person=person, result=plan, inputs=inputs_of(person), reason=reason, base=base)


# ------------------------------------------------------------------ the baseline


def test_the_first_plan_is_the_baseline_and_stays_it(planned: Person, planned_result: dict[str, Any]) -> None:
    first = the_run(planned)
    another(planned, planned_result, "later", days=10)
    assert versions.baseline_of(planned) == first
    assert Run.objects.filter(is_baseline=True).count() == 1


def test_there_is_never_more_than_one_baseline(planned: Person, planned_result: dict[str, Any]) -> None:
    made = another(planned, planned_result, "later")
    with pytest.raises(IntegrityError):
        Run.objects.filter(pk=made.pk).update(is_baseline=True)


def test_a_plan_for_another_role_is_measured_against_itself(
    planned: Person, planned_result: dict[str, Any]
) -> None:
    plan = {**planned_result["plan"], "summary": {**planned_result["plan"]["summary"], "role": "Nurse"}}
    made = runs.keep_as_plan(person=planned, inputs={}, result=plan, reason="another role")
    assert versions.baseline_of(planned) == made


def test_days_slipped_are_told_step_by_step(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    another(planned, planned_result, "a slow month", days=12)
    told = browser.get("/plan/versions/against/").content.decode()
    steps = len(planned_result["plan"]["record"]["plan"]["steps"])
    assert told.count("12 days later") == steps + 1
    shown = browser.get("/plan/versions/").content.decode()
    assert "12 days later than the baseline" in shown
    assert "A slow month" in shown


def test_what_is_done_counts_by_the_day_it_was_done(planned: Person, planned_result: dict[str, Any]) -> None:
    run = the_run(planned)
    tasks.take_plan(person=planned, run=run)
    row = planned.tasks.exclude(step="").order_by("due")[0]
    assert row.due is not None
    done = row.due + timedelta(days=3)
    Task.objects.filter(pk=row.pk).update(done_on=done)
    later = another(planned, planned_result, "later", days=30)
    slips = {one.title: one for one in versions.find_slips(planned, run, later)}
    assert slips[row.title].days == 3
    assert {one.days for one in slips.values() if one.title != row.title} == {30}


def test_another_baseline_can_be_chosen(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    made = another(planned, planned_result, "agreed with my manager", days=12)
    browser.post(f"/plan/versions/{made.pk}/baseline/")
    assert versions.baseline_of(planned) == made
    assert "nothing has slipped" in browser.get("/plan/versions/against/").content.decode()


# ------------------------------------------------------------------ a past plan


def test_a_past_plan_is_shown_whole_and_its_numbers_open(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    another(planned, planned_result, "later", days=5)
    told = browser.get(f"/plan/versions/{first.pk}/").content.decode()
    for one in planned_result["plan"]["record"]["plan"]["steps"]:
        assert one["title"].split(":")[0] in told
    assert f"/plan/versions/{first.pk}/why/" in told
    assert "/plan/why/" not in told
    page = browser.get(f"/plan/versions/{first.pk}/why/0/")
    assert page.status_code == 200
    assert browser.get(f"/plan/versions/{first.pk}/why/99999/").status_code == 404


def test_restoring_brings_back_plan_and_terms_to_the_letter(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    before = Run.objects.get(pk=first.pk)
    Person.objects.filter(pk=planned.pk).update(
        hours_per_week=3, budget=Decimal(100), currency="EUR", deadline=date(2030, 1, 1)
    )
    Away.objects.create(person=planned, first=date(2027, 1, 1), last=date(2027, 1, 5))
    RefusedOption.objects.create(person=planned, option="x", title="X")
    Ambition.objects.filter(person=planned).update(role="nurse", title="Nurse")
    seen = another(planned, planned_result, "all is different", days=9)
    browser.post(f"/plan/versions/{first.pk}/restore/", {"seen": seen.pk})
    now = Run.objects.get(pk=the_run(planned).pk)
    assert now.pk not in {first.pk, seen.pk}
    assert now.result == before.result
    assert Basis.objects.get(run=now).document == Basis.objects.get(run=before).document
    person = the_person()
    assert (person.hours_per_week, person.budget, person.deadline) == (6, None, None)
    assert not person.away.exists()
    assert not person.refused.exists()
    assert person.ambition.role == "data-analyst"
    assert Run.objects.filter(kind=RunKind.PLAN).count() == 3


def test_going_back_is_undone_by_going_back_again(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    second = another(planned, planned_result, "second", days=9)
    browser.post(f"/plan/versions/{first.pk}/restore/", {"seen": second.pk})
    browser.post(f"/plan/versions/{second.pk}/restore/", {"seen": the_run(planned).pk})
    now, was = (Run.objects.get(pk=pk) for pk in (the_run(planned).pk, second.pk))
    assert now.result == was.result


def test_kept_tasks_follow_a_restored_plan(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    tasks.take_plan(person=planned, run=first)
    before = dict(planned.tasks.exclude(step="").values_list("step", "due"))
    second = another(planned, planned_result, "second", days=9)
    assert dict(planned.tasks.exclude(step="").values_list("step", "due")) != before
    browser.post(f"/plan/versions/{first.pk}/restore/", {"seen": second.pk})
    assert dict(planned.tasks.exclude(step="").values_list("step", "due")) == before


def test_the_later_of_two_tabs_does_not_restore_over_what_it_never_saw(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    made = another(planned, planned_result, "in another tab", days=9)
    page = browser.post(f"/plan/versions/{first.pk}/restore/", {"seen": first.pk})
    assert page.status_code == 409
    assert the_run(planned).pk == made.pk


def test_of_the_oldest_only_the_summary_stays_but_the_baseline_stays_whole(
    planned: Person, planned_result: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "KEPT_PLANS", 3)
    first = the_run(planned)
    made = [another(planned, planned_result, f"version {n}") for n in range(5)]
    whole = set(Run.objects.exclude(result=None).values_list("pk", flat=True))
    assert whole == {first.pk, *(one.pk for one in made[-3:])}
    assert set(Basis.objects.values_list("run_id", flat=True)) == whole


def test_a_plan_of_which_only_the_summary_is_kept_is_not_restored(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    first = the_run(planned)
    made = another(planned, planned_result, "later")
    Run.objects.filter(pk=first.pk).update(result=None)
    assert browser.get(f"/plan/versions/{first.pk}/").status_code == 404
    assert browser.post(f"/plan/versions/{first.pk}/restore/", {"seen": made.pk}).status_code == 404
    assert browser.get("/plan/versions/").status_code == 200


@pytest.mark.parametrize("path", ["", "restore/", "baseline/"])
def test_a_strangers_plan_is_not_there(
    browser: Any, planned: Person, planned_result: dict[str, Any], path: str
) -> None:
    other = Person.objects.create()
    theirs = runs.keep_as_plan(person=other, inputs={}, result=planned_result["plan"], reason="theirs")
    call = browser.post if path else browser.get
    assert call(f"/plan/versions/{theirs.pk}/{path}", {"seen": theirs.pk}).status_code == 404


# ------------------------------------------------------------------ one goal


def test_a_goal_tells_every_edit_with_old_new_and_reason(browser: Any) -> None:
    said = {
        "statement": "Hold the certificate",
        "measure": "passed",
        "deadline": "2099-06-01",
        "relevance": "x",
    }
    browser.post("/goals/new/", said)
    goal = the_person().goals.get()
    for version, (day, reason) in enumerate((("2099-07-01", "moved once"), ("2099-08-01", "again")), 1):
        browser.post(f"/goals/{goal.pk}/", {**said, "deadline": day, "reason": reason, "version": version})
    told = [
        (one.field, one.was, one.now, one.reason)
        for one in versions.edits_of(the_person(), the_person().goals.get())
        if one.field
    ]
    assert told == [
        ("By", "2099-07-01", "2099-08-01", "again"),
        ("By", "2099-06-01", "2099-07-01", "moved once"),
    ]
    assert "moved once" in browser.get(f"/goals/{goal.pk}/history/").content.decode()


def test_a_milestone_moved_by_hand_shows_in_the_baseline_view(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    run = the_run(planned)
    tasks.take_plan(person=planned, run=run)
    row = planned.tasks.filter(is_milestone=True).order_by("due")[0]
    assert row.due is not None
    Task.objects.filter(pk=row.pk).update(due=row.due + timedelta(days=17))
    told = browser.get("/plan/versions/against/").content.decode()
    assert told.count("17 days later") == 1
