"""Goals letter by letter, tasks without circles, and nothing lost on the way."""

from datetime import date
from typing import Any

import pytest

from cairn_web import clock
from cairn_web.models import Goal, Person, Task
from cairn_web.services import tasks
from cairn_web.services.people import the_person
from cairn_web.store import latest_plan

WHOLE = {
    "statement": "Hold the PMP certificate",
    "measure": "the certificate is passed",
    "deadline": "2099-06-01",
    "relevance": "I want to lead projects",
}


def test_a_goal_is_checked_letter_by_letter_while_it_is_written(browser: Any) -> None:
    told = browser.post("/goals/check/", {"statement": "get better at something"}).content.decode()
    assert "It can mean many things." in told
    assert "Nothing says how you will see it is reached." in told
    assert "It has no date." in told
    assert not Goal.objects.exists()
    better = browser.post("/goals/check/", WHOLE).content.decode()
    assert better.count('class="ok"') == 4  # nobody has planned it, so A stays open


def test_a_goal_of_the_planned_role_takes_its_feasibility_from_the_plan(
    browser: Any, planned: Person
) -> None:
    said = {**WHOLE, "statement": "Be ready to work as Data analyst", "role": "Data analyst"}
    assert browser.post("/goals/check/", said).content.decode().count('class="ok"') == 5
    soon = browser.post("/goals/check/", {**said, "deadline": "2026-12-01"}).content.decode()
    assert "The earliest date that fits" in soon


def test_an_invalid_goal_is_refused_and_its_words_stay(browser: Any) -> None:
    page = browser.post("/goals/new/", {"statement": "", "measure": "one accepted offer"})
    assert page.status_code == 422
    assert "one accepted offer" in page.content.decode()


def test_a_change_keeps_its_reason_and_can_be_undone(browser: Any) -> None:
    browser.post("/goals/new/", WHOLE)
    goal = Goal.objects.get()
    said = {**WHOLE, "deadline": "2099-09-01", "reason": "the exam moved", "version": goal.version}
    assert browser.post(f"/goals/{goal.pk}/", said).status_code == 302
    assert "the exam moved" in browser.get("/plan/history/").content.decode()
    change = the_person().changes.get(reason="the exam moved")
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert Goal.objects.get().deadline == date(2099, 6, 1)
    again = browser.post(f"/plan/history/{change.pk}/undo/")
    assert again.status_code == 422


def test_the_later_of_two_tabs_sees_both_versions(browser: Any) -> None:
    browser.post("/goals/new/", WHOLE)
    goal = Goal.objects.get()
    browser.post(f"/goals/{goal.pk}/", {**WHOLE, "measure": "the exam is passed", "version": goal.version})
    late = browser.post(
        f"/goals/{goal.pk}/", {**WHOLE, "measure": "a badge is held", "version": goal.version}
    )
    assert late.status_code == 409
    told = late.content.decode()
    assert "the exam is passed" in told
    assert "a badge is held" in told


def test_moving_the_horizons_sorts_goals_anew(browser: Any) -> None:
    today = clock.today()
    browser.post("/goals/new/", {**WHOLE, "deadline": date(today.year + 2, 1, 1).isoformat()})
    before = browser.get("/goals/").content.decode()
    assert before.index("PMP") > before.index("Mid term")
    assert browser.post("/goals/", {"short_months": 36, "mid_months": 60}).status_code == 302
    after = browser.get("/goals/").content.decode()
    assert after.index("PMP") < after.index("Mid term")
    assert browser.post("/goals/", {"short_months": 36, "mid_months": 12}).status_code == 422


def test_a_kept_plan_becomes_a_goal_with_steps_once(browser: Any, planned: Person) -> None:
    browser.post("/plan/take/")
    goal = Goal.objects.get()
    count = goal.tasks.count()
    assert count >= 3
    assert goal.tasks.filter(is_milestone=True).exists()
    browser.post("/plan/take/")
    assert Goal.objects.count() == 1
    assert goal.tasks.count() == count
    assert "The next small step" in browser.get("/today/").content.decode()


def test_a_step_that_moves_keeps_its_first_date(planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    goal = tasks.take_plan(person=planned, run=run)
    task = goal.tasks.exclude(due=None).order_by("pk")[0]
    Task.objects.filter(pk=task.pk).update(baseline_due=date(2026, 1, 1))
    tasks.take_plan(person=planned, run=run)
    again = Task.objects.get(pk=task.pk)
    assert again.baseline_due == date(2026, 1, 1)
    assert again.due == task.due


def test_a_circle_of_tasks_is_refused_however_long(browser: Any) -> None:
    person = the_person()
    first, second, third = (
        Task.objects.create(person=person, title=name) for name in ("Plan", "Write", "Publish")
    )
    second.after.add(first)
    third.after.add(second)
    said = {"title": "Plan", "after": [third.pk], "version": first.version}
    page = browser.post(f"/tasks/{first.pk}/", said)
    assert page.status_code == 422
    assert "waits for it already" in page.content.decode()
    assert not first.after.exists()


def test_a_task_that_ends_before_it_begins_is_refused(browser: Any) -> None:
    page = browser.post("/tasks/new/", {"title": "X", "start": "2027-02-01", "due": "2027-01-01"})
    assert page.status_code == 422


def test_a_goal_without_a_next_step_is_told_to_be_stuck(browser: Any, planned: Person) -> None:
    browser.post("/goals/new/", WHOLE)
    assert "Stuck" in browser.get("/today/").content.decode()


@pytest.mark.parametrize("path", ["/goals/{}/", "/goals/{}/remove/"])
def test_a_strangers_goal_is_not_there(browser: Any, path: str) -> None:
    the_person()
    row = Goal.objects.create(person=Person.objects.create(), statement="Theirs")
    assert browser.post(path.format(row.pk), {}).status_code == 404


def test_ticking_a_session_is_kept_and_taken_back(browser: Any, planned: Person) -> None:
    key = "s1|2026-12-01T19:00"
    browser.post("/plan/tick/", {"shown": [key], "done": [key]})
    assert planned.done_sessions.get().start == "2026-12-01T19:00"
    browser.post("/plan/tick/", {"shown": [key]})
    assert not planned.done_sessions.exists()
