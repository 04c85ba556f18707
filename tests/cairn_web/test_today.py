"""Today always has a next thing to do, says why it is first, and takes what was done in one tap."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from cairn.plan.priorities import PRIORITY, URGENCY
from cairn.provenance import evaluate
from cairn_web import clock
from cairn_web.models import Goal, LogEntry, LogKind, Person, Task
from cairn_web.services import ordering, recording, tasks
from cairn_web.services.people import the_person
from cairn_web.store import latest_plan


def add_goal(person: Person, statement: str = "Give a talk", **more: Any) -> Goal:
    return Goal.objects.create(person=person, statement=statement, measure="1 talk", **more)


def add_task(person: Person, goal: Goal | None, title: str, **more: Any) -> Task:
    return Task.objects.create(person=person, goal=goal, title=title, **more)


def order_of(person: Person) -> ordering.Order:
    run = latest_plan(person)
    return ordering.put_in_order(person, run, recording.read_record(person, run))


def keep(person: Person) -> Goal:
    run = latest_plan(person)
    assert run is not None
    return tasks.take_plan(person=person, run=run)


# ------------------------------------------------------------------ the next small step


def test_without_a_kept_plan_the_next_thing_is_to_keep_it(browser: Any, planned: Person) -> None:
    assert "Keep this plan" in browser.get("/today/").content.decode()


def test_a_step_is_no_longer_than_the_person_chose(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    add_task(planned, goal, "Write the outline", next_step="Write three sentences", hours=2)
    told = browser.get("/today/").content.decode()
    assert "Write three sentences" in told
    assert "Did 25 min" in told
    browser.post("/today/minutes/", {"minutes": "10"})
    assert "Did 10 min" in browser.get("/today/").content.decode()


@pytest.mark.parametrize("minutes", ["0", "4", "241", "soon", ""])
def test_a_step_of_no_length_is_refused(browser: Any, planned: Person, minutes: str) -> None:
    assert browser.post("/today/minutes/", {"minutes": minutes}).status_code == 422
    assert the_person().step_minutes == 25


def test_a_short_task_is_done_as_a_whole_and_a_long_one_by_the_sitting(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    short = add_task(planned, goal, "Book the room", hours=0.25, due=clock.today())
    told = browser.get("/today/").content.decode()
    assert "Done<span" in told
    browser.post(f"/today/log/{short.pk}/write/", {"kind": "finish", "hours": "0.25"})
    add_task(planned, goal, "Build the slides", hours=9)
    told = browser.get("/today/").content.decode()
    assert "Did 25 min" in told
    assert "All done" in told


def test_what_waits_for_another_task_is_not_next(planned: Person) -> None:
    goal = add_goal(planned)
    first, second = (add_task(planned, goal, title, hours=1) for title in ("Plan", "Write"))
    second.after.add(first)
    second.due = clock.today()
    second.save()
    assert [getattr(one, "task", "") for one in order_of(planned).steps] == [str(first.pk)]


def test_a_goal_whose_tasks_all_wait_says_for_what_by_title(planned: Person) -> None:
    other, goal = add_goal(planned, "Elsewhere"), add_goal(planned, "Give a talk")
    first = add_task(planned, other, "Get the date", hours=1)
    add_task(planned, goal, "Write", hours=1).after.add(first)
    stuck = next(one for one in order_of(planned).steps if one.goal == str(goal.pk))
    assert "“Get the date”" in getattr(stuck, "reason", "")


def test_a_goal_that_is_reached_asks_no_more_and_can_be_opened_again(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    add_task(planned, goal, "Write", hours=1)
    browser.post(f"/goals/{goal.pk}/reach/")
    assert Goal.objects.get(pk=goal.pk).reached_on == clock.today()
    assert order_of(planned).steps == ()
    assert "Not reached after all" in browser.get(f"/goals/{goal.pk}/").content.decode()
    change = planned.changes.order_by("-id")[0]
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert Goal.objects.get(pk=goal.pk).reached_on is None
    assert len(order_of(planned).steps) == 1


def test_while_away_nothing_is_asked(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    add_task(planned, goal, "Late already", hours=1, due=clock.today() - timedelta(days=5))
    assert "since" in browser.get("/today/").content.decode()
    planned.away.create(first=clock.today(), last=clock.today() + timedelta(days=13))
    told = browser.get("/today/").content.decode()
    assert "Nothing is asked of you until then" in told
    assert "since" not in told


# ------------------------------------------------------------------ why first


def test_why_first_opens_into_terms_that_recompute(browser: Any, planned: Person) -> None:
    goal = add_goal(planned, importance=5)
    task = add_task(planned, goal, "Write", hours=1, due=clock.today() + timedelta(days=3))
    ranked = next(one for one in order_of(planned).ranked if one.task.id == str(task.pk))
    given = {name: one.value for name, one in ranked.priority.inputs if not isinstance(one, tuple)}
    assert evaluate(PRIORITY.formula, given) == pytest.approx(ranked.priority.value)
    told = browser.get(f"/today/why/{task.pk}/").content.decode()
    assert PRIORITY.formula in told
    assert URGENCY.formula in told
    assert "importance of “Give a talk”: 5" in told


def test_the_weight_of_a_goal_moves_its_tasks(browser: Any, planned: Person) -> None:
    light, heavy = add_goal(planned, "Light"), add_goal(planned, "Heavy")
    one, two = (add_task(planned, goal, goal.statement, hours=1) for goal in (light, heavy))
    browser.post("/today/order/weigh/", {f"goal-{light.pk}": "1", f"goal-{heavy.pk}": "5"})
    assert [ranked.task.id for ranked in order_of(planned).ranked] == [str(two.pk), str(one.pk)]
    change = planned.changes.filter(table="goal").order_by("-id")[0]
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert {3} & set(Goal.objects.values_list("importance", flat=True))


def test_a_weight_that_is_none_is_refused(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    assert browser.post("/today/order/weigh/", {f"goal-{goal.pk}": "6"}).status_code == 422
    assert Goal.objects.get(pk=goal.pk).importance == 3


def test_the_matrix_has_everything_open_just_once(browser: Any, planned: Person) -> None:
    keep(planned)
    goal = add_goal(planned, importance=5)
    add_task(planned, goal, "Near and heavy", hours=1, due=clock.today())
    told = browser.get("/today/order/").content.decode()
    titles = [one.task.title for one in order_of(planned).ranked]
    assert len(titles) > 5
    assert [title for title in titles if told.count(f'">{title}</a></h3>') != 1] == []
    assert told.index("Near and heavy") < told.index("Plan it")


def test_a_large_task_is_split_into_parts_that_follow_one_another(browser: Any, planned: Person) -> None:
    goal = add_goal(planned)
    before = add_task(planned, goal, "Before", hours=1)
    large = add_task(planned, goal, "Write the handbook", hours=20)
    after = add_task(planned, goal, "After", hours=1)
    large.after.add(before)
    after.after.add(large)
    assert "in 3 parts" in browser.get(f"/today/why/{large.pk}/").content.decode()
    browser.post(f"/today/split/{large.pk}/")
    parts = list(Task.objects.filter(title__startswith="Write the handbook, part").order_by("pk"))
    assert sum(one.hours or 0 for one in parts) == pytest.approx(20)
    assert [list(one.after.all()) for one in parts] == [[before], [parts[0]], [parts[1]]]
    assert parts[2] in after.after.all()
    assert Task.objects.get(pk=large.pk).removed_at is not None


def test_a_step_of_the_plan_is_not_split(browser: Any, planned: Person) -> None:
    goal = keep(planned)
    step = goal.tasks.filter(hours__gt=20)[0]
    assert browser.post(f"/today/split/{step.pk}/").status_code == 422
    assert Task.objects.get(pk=step.pk).removed_at is None


# ------------------------------------------------------------------ writing down


def test_hours_worked_are_taken_off_what_is_left(browser: Any, planned: Person) -> None:
    task = add_task(planned, add_goal(planned), "Write", hours=4)
    browser.post(f"/today/log/{task.pk}/write/", {"kind": "log", "hours": "1.5"})
    record = recording.read_record(planned, latest_plan(planned))
    stands = record.stands(task)
    assert (stands.standing, stands.hours_done, stands.hours_left) == ("started", 1.5, 2.5)
    assert "1.5 h done, 2.5 h left" in browser.get(f"/today/log/{task.pk}/").content.decode()


def test_a_line_of_the_log_is_taken_back_and_nothing_else(browser: Any, planned: Person) -> None:
    task = add_task(planned, add_goal(planned), "Write", hours=4)
    for hours in ("1", "2"):
        browser.post(f"/today/log/{task.pk}/write/", {"kind": "log", "hours": hours})
    change = planned.changes.filter(table="log").order_by("-id")[0]
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert recording.read_record(planned, latest_plan(planned)).stands(task).hours_done == 1
    assert LogEntry.objects.count() == 2


def test_done_counts_the_hours_and_can_be_taken_back(browser: Any, planned: Person) -> None:
    task = add_task(planned, add_goal(planned), "Write", hours=4)
    browser.post(f"/today/log/{task.pk}/write/", {"kind": "finish", "hours": "6"})
    record = recording.read_record(planned, latest_plan(planned))
    assert (record.stands(task).standing, record.progress.finished[0].actual_hours) == ("finished", 6)
    change = planned.changes.filter(table="task").order_by("-id")[0]
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert Task.objects.get(pk=task.pk).done_on is None
    assert recording.read_record(planned, latest_plan(planned)).stands(task).standing == "started"


def test_ticking_elsewhere_and_the_log_agree(browser: Any, planned: Person) -> None:
    task = add_task(planned, add_goal(planned), "Write", hours=4)
    browser.post(f"/today/log/{task.pk}/write/", {"kind": "log", "hours": "1"})
    for standing in ("finished", "started"):
        browser.post(f"/tasks/{task.pk}/tick/")
        assert recording.read_record(planned, None).stands(task).standing == standing


def test_a_put_off_task_keeps_its_first_date(browser: Any, planned: Person) -> None:
    day = date(2027, 3, 1)
    task = add_task(planned, add_goal(planned), "Write", due=day, baseline_due=day)
    browser.post(f"/today/log/{task.pk}/write/", {"kind": "later"})
    moved = Task.objects.get(pk=task.pk)
    assert (moved.due, moved.baseline_due) == (day + timedelta(days=7), day)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "log"},
        {"kind": "log", "hours": "-1"},
        {"kind": "log", "hours": "nan"},
        {"kind": "log", "hours": "1e9"},
        {"kind": "left", "hours": ""},
        {"kind": "log", "hours": "1", "day": "2999-01-01"},
        {"kind": "log", "hours": "1", "day": "soon"},
        {"kind": "later"},
        {"kind": "made-up", "hours": "1"},
        {},
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_kept(
    browser: Any, planned: Person, said: dict[str, str]
) -> None:
    task = add_task(planned, add_goal(planned), "Write", hours=4)
    page = browser.post(f"/today/log/{task.pk}/write/", said)
    assert page.status_code == 422
    assert "errorlist" in page.content.decode() or "note warning" in page.content.decode()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("path", ["/today/log/{}/", "/today/why/{}/"])
def test_a_strangers_task_is_not_there(browser: Any, planned: Person, path: str) -> None:
    other = Person.objects.create()
    task = Task.objects.create(person=other, title="Theirs")
    assert browser.get(path.format(task.pk)).status_code == 404
    assert browser.post(f"/today/log/{task.pk}/write/", {"kind": "finish"}).status_code == 404
    assert Task.objects.get(pk=task.pk).done_on is None


def test_a_ticked_session_counts_its_minutes(browser: Any, planned: Person) -> None:
    goal = keep(planned)
    run = latest_plan(planned)
    assert run is not None
    record = json.loads(json.dumps(run.__class__.objects.get(pk=run.pk).result))["record"]
    session = record["schedule"]["sessions"][0]
    key = f"{session['step']}|{session['start']}"
    browser.post("/plan/tick/", {"shown": [key], "done": [key]})
    task = goal.tasks.get(step=session["step"])
    stands = recording.read_record(planned, run).stands(task)
    assert stands.hours_done == pytest.approx(session["minutes"] / 60)


def test_what_is_done_of_the_plan_goes_to_the_child_by_step(planned: Person) -> None:
    goal = keep(planned)
    task = goal.tasks.order_by("due")[0]
    recording.log_work(person=planned, task=task, kind=LogKind.LOG, day=clock.today(), hours=1)
    run = latest_plan(planned)
    assert run is not None
    told = recording.plan_entries(recording.read_record(planned, run), run)
    assert told == [{"step": task.step, "kind": "log", "day": clock.today().isoformat(), "hours": 1.0}]
