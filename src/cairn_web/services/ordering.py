"""What comes first: every open task with its priority and its terms, and a small step for each goal."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from cairn.assumptions import load_assumptions
from cairn.errors import BadInput
from cairn.plan.priorities import (
    Aim,
    GoalId,
    Part,
    Ranked,
    SmallStep,
    Stuck,
    Task,
    next_steps,
    propose_split,
    rank_tasks,
)
from cairn_web import clock
from cairn_web.models import Basis, Goal, Person, Run
from cairn_web.models import Task as TaskRow
from cairn_web.services.history import note
from cairn_web.services.recording import Record

MINUTES = (10, 15, 25, 45, 60, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Open tasks, the first first, and the next small step of each goal, the weightiest first."""

    ranked: tuple[Ranked, ...]
    steps: tuple[SmallStep | Stuck, ...]
    goals: Mapping[str, Goal]
    tasks: Mapping[str, TaskRow]


def put_in_order(person: Person, run: Run | None, record: Record) -> Order:
    """Rank what is open by what it gives the goals and how near its date is."""
    goals = list(
        person.goals.filter(removed_at=None, reached_on=None).order_by("-importance", "deadline", "pk")
    )
    aims = [
        Aim(id=GoalId(str(one.pk)), title=one.statement, importance=one.importance, is_active=True)
        for one in goals
    ]
    impacts = _impacts(run, record)
    active = {one.pk for one in goals}
    told = [_task(one, record, impacts) for one in record.tasks if one.goal_id in active or not one.goal_id]
    ranked = rank_tasks(told, aims, today=clock.today(), assumptions=load_assumptions())
    titles = {one.task.id: one.task.title for one in ranked}
    steps = next_steps(ranked, aims, most_minutes=person.step_minutes)
    return Order(
        ranked=ranked,
        steps=tuple(_with_titles(one, titles, ranked) for one in _first_first(steps, ranked)),
        goals={str(one.pk): one for one in goals},
        tasks={str(one.pk): one for one in record.tasks},
    )


def _impacts(run: Run | None, record: Record) -> dict[int, float]:
    """Share of its goal that each task brings: the plan's own, else an equal part."""
    planned = Basis.objects.filter(run=run).values_list("impacts", flat=True).first() if run else None
    shares = planned or {}
    count = Counter(one.goal_id for one in record.tasks)
    return {
        one.pk: shares.get(one.step, 1 / max(count[one.goal_id], 1)) if one.step else 1 / count[one.goal_id]
        for one in record.tasks
        if one.goal_id
    }


def _task(row: TaskRow, record: Record, impacts: Mapping[int, float]) -> Task:
    stands = record.stands(row)
    is_closed = stands.standing in {"finished", "dropped"}
    return Task(
        id=str(row.pk),
        title=row.title,
        hours=stands.hours_left,
        impacts={GoalId(str(row.goal_id)): impacts[row.pk]} if row.goal_id else {},
        due=row.due,
        after=tuple(map(str, record.waits.get(row.pk, ()))),
        first_step=row.next_step if stands.standing == "open" else "",
        done_when=row.done_when,
        is_done=is_closed,
    )


def _first_first(steps: tuple[SmallStep | Stuck, ...], ranked: tuple[Ranked, ...]) -> list[SmallStep | Stuck]:
    """The steps by the place of their task; what is stuck comes last."""
    place = {one.task.id: at for at, one in enumerate(ranked)}
    return sorted(steps, key=lambda one: place.get(one.task, 0) if isinstance(one, SmallStep) else len(place))


def _with_titles(
    step: SmallStep | Stuck, titles: Mapping[str, str], ranked: tuple[Ranked, ...]
) -> SmallStep | Stuck:
    """A stuck goal names what it waits for by title."""
    if isinstance(step, SmallStep):
        return step
    mine = [one.task for one in ranked if step.goal in one.task.impacts]
    waits = sorted({titles[name] for one in mine for name in one.after if name in titles})
    if not waits:
        return step
    return Stuck(
        goal=step.goal, reason=f"Everything here waits for {', '.join(f'“{one}”' for one in waits)}."
    )


def split_of(ranked: Ranked) -> tuple[Part, ...]:
    """How to split a task that is too large to be done in one go; empty where it is small enough."""
    return propose_split(ranked.task, load_assumptions())


# ------------------------------------------------------------------ what the person decides


def set_minutes(*, person: Person, minutes: int) -> None:
    """Say how long a next small step may take.

    Raises:
        BadInput: less than five minutes, or more than four hours.
    """
    if not 5 <= minutes <= 240:
        msg = "A small step takes 5 to 240 minutes; choose a length in between."
        raise BadInput(msg)
    Person.objects.filter(pk=person.pk).update(step_minutes=minutes)


@transaction.atomic
def weigh_goals(*, person: Person, weights: Mapping[int, int]) -> None:
    """Say how much each goal weighs, 1 to 5.

    Raises:
        BadInput: a weight outside of that.
    """
    for goal in person.goals.filter(removed_at=None, pk__in=weights):
        weight = weights[goal.pk]
        if not 1 <= weight <= 5:
            msg = f"“{goal.statement}” weighs 1 to 5; choose one of these."
            raise BadInput(msg)
        if weight != goal.importance:
            Goal.objects.filter(pk=goal.pk).update(importance=weight)
            before = {"importance": goal.importance}
            sentence = f"“{goal.statement}” now weighs {weight} of 5"
            note(person=person, table="goal", row=goal, sentence=sentence, before=before)


@transaction.atomic
def split_task(*, person: Person, row: TaskRow, parts: tuple[Part, ...]) -> None:
    """Put the parts of a large task in its place; undoing the removal brings it back beside them.

    Raises:
        BadInput: it is a step of the plan, which the plan holds together, or small enough.
    """
    if row.step or len(parts) < 2:
        msg = f"“{row.title}” is not split: it is small enough, or a step that the plan holds together."
        raise BadInput(msg)
    before = list(row.after.all())
    waiting = list(row.before.filter(removed_at=None))
    last: TaskRow | None = None
    for part in parts:
        made = TaskRow.objects.create(
            person=person,
            goal_id=row.goal_id,
            title=part.title[:300],
            done_when=part.done_when[:500],
            hours=part.hours,
            due=row.due,
            baseline_due=row.due,
        )
        made.after.set([last] if last else before)
        last = made
    for one in waiting:
        one.after.add(*([last] if last else ()))
    TaskRow.objects.filter(pk=row.pk).update(removed_at=clock.now())
    sentence = f"Split “{row.title}” into {len(parts)} parts"
    note(person=person, table="task", row=row, sentence=sentence, is_removal=True)
