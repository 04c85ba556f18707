"""A task serves several goals, comes back when it repeats, and keeps its notes; all of it goes out and in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive import export_archive, import_archive
from cairn_web import clock
from cairn_web.models import Goal, Person, Repeats, Task
from cairn_web.services import carrying, history, ordering, recording, repeating
from cairn_web.store import latest_plan


def add_goal(person: Person, statement: str, **more: Any) -> Goal:
    return Goal.objects.create(person=person, statement=statement, measure="1 talk", **more)


def said(**more: Any) -> dict[str, Any]:
    return {"title": "Practise", "hours": "1", "due": "2026-12-31", **more}


def order_of(person: Person) -> ordering.Order:
    run = latest_plan(person)
    return ordering.put_in_order(person, run, recording.read_record(person, run))


def open_tasks() -> list[Task]:
    return list(Task.objects.filter(removed_at=None, done_on=None).order_by("due"))


# ------------------------------------------------------------------ several goals


def test_a_task_of_two_goals_counts_in_both(browser: Any, planned: Person) -> None:
    talk, book = (
        add_goal(planned, "Give a talk", importance=2),
        add_goal(planned, "Write a book", importance=5),
    )
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[book.pk]))
    task = Task.objects.get()
    Task.objects.create(person=planned, goal=book, title="Outline", hours=1)
    ranked = next(one for one in order_of(planned).ranked if one.task.id == str(task.pk))
    # The only task of the talk, and one of two of the book: 2 x 1 + 5 x 1/2.
    assert ranked.measure.merit_of(ranked.task) == pytest.approx(4.5)
    assert "“Write a book” and “Give a talk”" in ranked.reason
    for goal in (talk, book):
        assert "Practise" in browser.get(f"/goals/{goal.pk}/").content.decode()
    assert "counts here too" in browser.get(f"/goals/{book.pk}/").content.decode()
    assert "Give a talk · Write a book" in browser.get("/tasks/").content.decode()
    told = browser.get("/goals/").content.decode()
    assert "0 of 1" in told
    assert "0 of 2" in told


def test_its_hours_count_in_both_goals_where_it_stands(browser: Any, planned: Person) -> None:
    day = clock.today() + timedelta(days=70)
    talk, book = (add_goal(planned, words, deadline=day) for words in ("Give a talk", "Write a book"))
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[book.pk], hours="7"))
    assert browser.get("/plan/progress/").content.decode().count("7 hours are left") == 2


def test_a_task_stays_in_sight_while_one_of_its_goals_is_open(browser: Any, planned: Person) -> None:
    talk, book = add_goal(planned, "Give a talk"), add_goal(planned, "Write a book")
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[book.pk]))
    browser.post(f"/goals/{talk.pk}/reach/")
    assert [one.task.title for one in order_of(planned).ranked] == ["Practise"]
    browser.post(f"/goals/{book.pk}/reach/")
    assert order_of(planned).ranked == ()


def test_its_own_goal_is_not_counted_twice_and_a_strangers_is_refused(browser: Any, planned: Person) -> None:
    talk = add_goal(planned, "Give a talk")
    theirs = Goal.objects.create(person=Person.objects.create(), statement="Theirs")
    assert browser.post("/tasks/new/", said(also_for=[theirs.pk])).status_code == 422
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[talk.pk]))
    assert not Task.objects.get().also_for.exists()


def test_a_change_of_goals_stands_in_the_history(browser: Any, planned: Person) -> None:
    talk, book = add_goal(planned, "Give a talk"), add_goal(planned, "Write a book")
    browser.post("/tasks/new/", said(goal=talk.pk))
    task = Task.objects.get()
    browser.post(f"/tasks/{task.pk}/", said(goal=talk.pk, also_for=[book.pk], version=1, reason="Both"))
    change = planned.changes.filter(table="task").order_by("-id")[0]
    assert (change.sentence, change.reason) == ("“Practise” also serves “Write a book”", "Both")


# ------------------------------------------------------------------ again and again


@pytest.mark.parametrize(
    ("repeats", "on", "due", "done", "next_due"),
    [
        ("week", 1, date(2026, 12, 7), date(2026, 12, 7), date(2026, 12, 14)),
        ("week", 1, date(2026, 12, 7), date(2026, 12, 5), date(2026, 12, 14)),  # done early
        ("week", 1, date(2026, 12, 7), date(2026, 12, 22), date(2026, 12, 28)),  # two were missed
        ("month", 31, date(2027, 1, 31), date(2027, 1, 31), date(2027, 2, 28)),
        ("month", 31, date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 31)),
        ("month", 1, date(2027, 3, 8), date(2027, 3, 8), date(2027, 4, 1)),  # put off by a week
        ("month", 15, date(2026, 11, 15), date(2027, 1, 15), date(2027, 2, 15)),
        ("month", 15, date(2026, 11, 15), date(2027, 1, 14), date(2027, 1, 15)),
    ],
)
def test_the_next_one_is_on_the_next_day_of_the_series(
    repeats: str, on: int, due: date, done: date, next_due: date
) -> None:
    assert repeating.next_day(repeats, on=on, due=due, after=done) == next_due


_DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(st.sampled_from(["week", "month"]), _DAYS, _DAYS)
def test_the_next_one_is_never_behind_and_never_further_than_once(
    repeats: str, due: date, done: date
) -> None:
    found = repeating.next_day(repeats, on=due.day, due=due, after=done)
    assert max(due, done) < found <= max(due, done) + timedelta(days=7 if repeats == "week" else 31)


def test_done_makes_the_next_one_and_taking_it_back_takes_that_out(browser: Any, planned: Person) -> None:
    talk, book = add_goal(planned, "Give a talk"), add_goal(planned, "Write a book")
    browser.post(
        "/tasks/new/",
        said(goal=talk.pk, also_for=[book.pk], repeats="month", start="2026-12-30", notes="Aloud"),
    )
    first = Task.objects.get()
    for _ in range(2):
        browser.post(f"/tasks/{first.pk}/tick/")
        (after,) = open_tasks()
        assert (after.due, after.start, after.notes) == (date(2027, 1, 31), date(2027, 1, 30), "Aloud")
        assert (after.baseline_due, after.repeat_of_id) == (after.due, first.pk)
        assert list(after.also_for.all()) == [book]
        browser.post(f"/tasks/{first.pk}/tick/")
        assert open_tasks() == [first]
    assert Task.objects.count() == 2


def test_done_from_today_and_its_undo_do_the_same(browser: Any, planned: Person) -> None:
    browser.post("/tasks/new/", said(repeats="week"))
    first = Task.objects.get()
    browser.post(f"/today/log/{first.pk}/write/", {"kind": "finish", "hours": "1"})
    assert [one.due for one in open_tasks()] == [date(2027, 1, 7)]
    change = planned.changes.filter(table="task").order_by("-id")[0]
    history.undo(person=planned, change=change.pk)
    assert open_tasks() == [first]


def test_a_next_one_that_was_worked_on_stays(browser: Any, planned: Person) -> None:
    browser.post("/tasks/new/", said(repeats="week"))
    first = Task.objects.get()
    browser.post(f"/tasks/{first.pk}/tick/")
    (after,) = open_tasks()
    browser.post(f"/today/log/{after.pk}/write/", {"kind": "log", "hours": "0.5"})
    browser.post(f"/tasks/{first.pk}/tick/")
    assert set(open_tasks()) == {first, after}


def test_removing_the_open_one_ends_the_series(browser: Any, planned: Person) -> None:
    browser.post("/tasks/new/", said(repeats="week"))
    browser.post(f"/tasks/{Task.objects.get().pk}/remove/")
    assert open_tasks() == []


def test_what_came_once_does_not_come_back(browser: Any, planned: Person) -> None:
    browser.post("/tasks/new/", said())
    browser.post(f"/tasks/{Task.objects.get().pk}/tick/")
    assert Task.objects.count() == 1


def test_one_put_off_keeps_the_day_of_its_series_and_one_moved_takes_a_new_one(
    browser: Any, planned: Person
) -> None:
    browser.post("/tasks/new/", said(repeats="month", due="2027-03-01"))
    task = Task.objects.get()
    browser.post(f"/today/log/{task.pk}/write/", {"kind": "later"})
    browser.post(f"/tasks/{task.pk}/", said(repeats="month", due="2027-03-08", version=2, notes="Longer"))
    assert Task.objects.get().repeats_on == 1
    browser.post(f"/tasks/{task.pk}/", said(repeats="month", due="2027-03-20", version=3))
    assert Task.objects.get().repeats_on == 20


def test_a_habit_of_years_leaves_the_other_tasks_their_share(browser: Any, planned: Person) -> None:
    talk = add_goal(planned, "Give a talk")
    browser.post("/tasks/new/", said(goal=talk.pk, repeats="week"))
    other = Task.objects.create(person=planned, goal=talk, title="Book the room", hours=1)
    for _ in range(5):
        browser.post(f"/tasks/{Task.objects.get(done_on=None, repeats='week').pk}/tick/")
    ranked = next(one for one in order_of(planned).ranked if one.task.id == str(other.pk))
    assert list(ranked.task.impacts.values()) == [0.5]


def test_a_large_one_that_is_split_comes_back_whole(browser: Any, planned: Person) -> None:
    talk, book = add_goal(planned, "Give a talk"), add_goal(planned, "Write a book")
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[book.pk], repeats="week", hours="20"))
    browser.post(f"/today/split/{Task.objects.get().pk}/")
    parts = Task.objects.filter(removed_at=None, title__contains="part")
    assert [(one.repeats, list(one.also_for.all())) for one in parts] == [("", [book])] * 3
    assert Task.objects.get(removed_at=None, repeats="week").due == date(2027, 1, 7)


@pytest.mark.parametrize("wrong", [{"repeats": "week", "due": ""}, {"repeats": "hourly"}])
def test_a_repetition_that_cannot_be_meant_is_refused(
    browser: Any, planned: Person, wrong: dict[str, str]
) -> None:
    page = browser.post("/tasks/new/", said(**wrong))
    assert page.status_code == 422
    assert "errorlist" in page.content.decode()
    assert not Task.objects.exists()


def test_a_step_of_the_plan_does_not_repeat(browser: Any, planned: Person) -> None:
    browser.post("/plan/take/")
    step = Task.objects.exclude(step="")[0]
    sent = said(goal=step.goal_id, repeats="week", version=step.version)
    assert "is done once" in browser.post(f"/tasks/{step.pk}/", sent).content.decode()
    assert Task.objects.get(pk=step.pk).repeats == Repeats.NEVER


# ------------------------------------------------------------------ notes, and away with it


def test_notes_are_kept_and_their_change_can_be_undone(browser: Any, planned: Person) -> None:
    browser.post("/tasks/new/", said(notes="Ask Ada <b>first</b>"))
    task = Task.objects.get()
    assert "Ask Ada &lt;b&gt;first&lt;/b&gt;" in browser.get(f"/tasks/{task.pk}/").content.decode()
    browser.post(f"/tasks/{task.pk}/", said(notes="", version=1))
    assert Task.objects.get().notes == ""
    history.undo(person=planned, change=planned.changes.order_by("-id")[0].pk)
    assert Task.objects.get().notes == "Ask Ada <b>first</b>"


def test_goals_series_and_notes_go_out_and_come_in(browser: Any, planned: Person) -> None:
    talk, book = add_goal(planned, "Give a talk"), add_goal(planned, "Write a book")
    browser.post("/tasks/new/", said(goal=talk.pk, also_for=[book.pk], repeats="month", notes="Aloud"))
    browser.post(f"/tasks/{Task.objects.get().pk}/tick/")
    archive = import_archive(export_archive(carrying.export_record(planned)))
    other = carrying.import_record(person=planned, archive=archive)
    assert carrying.is_same(other, archive)
    after = Task.objects.get(done_on=None)
    assert [one.statement for one in after.also_for.all()] == ["Write a book"]
    assert (after.repeats, after.repeats_on, after.notes) == ("month", 31, "Aloud")
    assert after.repeat_of == Task.objects.exclude(done_on=None).get()


def test_an_archive_from_before_these_fields_comes_in(planned: Person) -> None:
    add_goal(planned, "Give a talk")
    Task.objects.create(person=planned, title="Practise")
    archive = carrying.export_record(planned)
    added = {"also_for", "notes", "repeats", "repeats_on", "repeat_of_id"}
    rows = tuple(
        {key: held for key, held in row.items() if key not in added} for row in archive.tables["tasks"]
    )
    old = archive.__class__(made_on=archive.made_on, tables={**archive.tables, "tasks": rows})
    carrying.import_record(person=planned, archive=old)
    assert (Task.objects.get().title, Task.objects.get().repeats) == ("Practise", "")
