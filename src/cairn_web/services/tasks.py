"""Things to do: taken from a plan once, added by hand, ordered, and ticked off."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from cairn.errors import BadInput
from cairn_web import clock
from cairn_web.models import Goal, Person, Run, Task
from cairn_web.services import repeating
from cairn_web.services.history import change_row, note, remove_row
from cairn_web.store import kept_plan


@transaction.atomic
def take_plan(*, person: Person, run: Run) -> Goal:
    """Make the plan's goal and steps rows of the record; taken again they move, the baseline stays."""
    record = kept_plan(run).record
    goal = _take_goal(person, record)
    old = {one.step: one for one in person.tasks.filter(goal=goal).exclude(step="")}
    stones = {one["step"] for one in record["milestones"] if one["step"]}
    rows: dict[str, Task] = {}
    for step in record["plan"]["steps"]:
        rows[step["id"]] = _take_step(person, goal, step, old.get(step["id"]), is_stone=step["id"] in stones)
    _link(rows, record["plan"]["steps"])
    gone = [one.pk for key, one in old.items() if key not in rows and one.done_on is None]
    Task.objects.filter(pk__in=gone).update(removed_at=clock.now())
    note(person=person, table="plan", sentence=f"Took the plan “{record['title']}”", reason=run.reason)
    return goal


def _take_goal(person: Person, record: Mapping[str, Any]) -> Goal:
    told = record["goal"]
    fields = {
        "statement": told["statement"][:300],
        "measure": told["measure"][:500],
        "relevance": told["relevance"],
        "deadline": date.fromisoformat(told["deadline"]) if told["deadline"] else None,
        "role": record["target"]["title"][:300],
    }
    goal = person.goals.filter(is_from_plan=True, role=fields["role"], removed_at=None).first()
    if goal is None:
        return Goal.objects.create(person=person, is_from_plan=True, **fields)
    changes = {key: held for key, held in fields.items() if key in {"deadline", "measure"}}
    sentence = f"Moved the goal “{goal.statement}” with the plan"
    change_row(
        row=goal, person=person, table="goal", version=goal.version, changes=changes, sentence=sentence
    )
    return goal


def _take_step(
    person: Person, goal: Goal, step: Mapping[str, Any], old: Task | None, *, is_stone: bool
) -> Task:
    start, due = (date.fromisoformat(step[key]) if step[key] else None for key in ("first", "last"))
    fields = {
        "title": step["title"][:300],
        "next_step": step["first_step"][:500],
        "done_when": step["done_when"][:500],
        "hours": step["hours"]["value"],
        "start": start,
        "due": due,
        "is_milestone": is_stone,
        "removed_at": None,
    }
    if old is None:
        return Task.objects.create(person=person, goal=goal, step=step["id"], baseline_due=due, **fields)
    Task.objects.filter(pk=old.pk).update(**fields, version=old.version + 1)
    return old


def _link(rows: Mapping[str, Task], steps: Iterable[Mapping[str, Any]]) -> None:
    """What each step waits for, as links between tasks."""
    titles = {step["title"]: rows[step["id"]] for step in steps}
    links = Task.after.through
    links.objects.filter(from_task_id__in=[one.pk for one in rows.values()]).delete()
    made = {
        (rows[step["id"]].pk, earlier.pk)
        for step in steps
        for name in step["after"]
        if (earlier := rows.get(name) or titles.get(name)) is not None
    }
    links.objects.bulk_create(links(from_task_id=one, to_task_id=two) for one, two in sorted(made))


# ------------------------------------------------------------------ by hand


def tasks_of(goal: Goal) -> QuerySet[Task]:
    """The tasks that serve a goal, as their own or besides, the next due first."""
    serves = Q(goal=goal) | Q(pk__in=Task.also_for.through.objects.filter(goal=goal).values("task_id"))
    return Task.objects.filter(serves, removed_at=None).order_by("due", "pk")


@transaction.atomic
def add_task(
    *, person: Person, fields: Mapping[str, Any], after: Iterable[Task] = (), also_for: Iterable[Goal] = ()
) -> Task:
    """Add something to do, for one goal and those it serves besides."""
    series = _series(fields)
    row = Task.objects.create(person=person, baseline_due=fields.get("due"), **fields, **series)
    row.after.set(after)
    row.also_for.set(_besides(row.goal_id, also_for))
    note(person=person, table="task", row=row, sentence=f"Added “{row.title}”")
    return row


@transaction.atomic
def save_task(
    *,
    person: Person,
    row: Task,
    version: int,
    fields: Mapping[str, Any],
    after: Iterable[Task],
    also_for: Iterable[Goal] = (),
    reason: str = "",
) -> None:
    """Change a task, what it waits for and which goals it serves besides its own.

    Raises:
        BadInput: it would wait for itself.
        Conflict: another tab changed it meanwhile.
    """
    waits = list(after)
    check_no_cycle(row, waits)
    series = _series(fields) if fields.get("due") != row.due else _series_kept(fields, row)
    change_row(
        row=row,
        person=person,
        table="task",
        version=version,
        changes={**fields, **series},
        sentence=f"Changed “{row.title}”",
        reason=reason,
    )
    row.after.set(waits)
    _serve(person, row, _besides(fields.get("goal_id"), also_for), reason)


def _series(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The day of the month that a task keeps to, as its date says."""
    return {"repeats_on": repeating.day_of_series(fields.get("repeats", ""), fields.get("due"))}


def _series_kept(fields: Mapping[str, Any], row: Task) -> dict[str, Any]:
    """The same where the date was left alone: one put off keeps the day of its series."""
    told = _series(fields)
    return {"repeats_on": row.repeats_on or told["repeats_on"]} if told["repeats_on"] else told


def _besides(goal: int | None, also_for: Iterable[Goal]) -> list[Goal]:
    return [one for one in also_for if one.pk != goal]


def _serve(person: Person, row: Task, goals: list[Goal], reason: str) -> None:
    """Keep which goals a task serves besides its own, with a line of history where that changed."""
    if {one.pk for one in goals} == set(row.also_for.values_list("pk", flat=True)):
        return
    row.also_for.set(goals)
    names = ", ".join(f"“{one.statement}”" for one in goals)
    sentence = f"“{row.title}” also serves {names}" if names else f"“{row.title}” serves no further goal"
    note(person=person, table="task", row=row, sentence=sentence, reason=reason)


def check_no_cycle(row: Task, waits: Iterable[Task]) -> None:
    """Refuse that a task waits, over however many others, for itself.

    Raises:
        BadInput: naming the task that closes the circle.
    """
    links = Task.after.through.objects.filter(from_task__person_id=row.person_id)
    before: dict[int, set[int]] = {}
    for one, two in links.values_list("from_task_id", "to_task_id"):
        before.setdefault(one, set()).add(two)
    for first in waits:
        waiting, seen = [first.pk], set()
        while waiting:
            at = waiting.pop()
            if at == row.pk:
                msg = f"“{row.title}” cannot wait for “{first.title}”, which waits for it already."
                raise BadInput(msg)
            if at not in seen:
                seen.add(at)
                waiting += before.get(at, ())


@transaction.atomic
def tick_task(*, person: Person, row: Task, is_done: bool) -> None:
    """Tick a task off, or take the tick back; the next one of a series follows."""
    Task.objects.filter(pk=row.pk).update(done_on=clock.today() if is_done else None)
    repeating.follow(row)
    note(person=person, table="task", sentence=f"{'Did' if is_done else 'Took back'} “{row.title}”")


def remove_task(*, person: Person, row: Task) -> int:
    """Take a task out of sight; the number of the change undoes it."""
    change = remove_row(row=row, person=person, table="task", sentence=f"Removed “{row.title}”")
    return int(change.pk)
