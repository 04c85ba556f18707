"""What comes first: every open task with its priority and its terms, and a small step for each goal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
from cairn_web.services import repeating
from cairn_web.services.history import note
from cairn_web.services.recording import Record, ToDo

MINUTES = (10, 15, 25, 45, 60, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Open tasks, the first first, and the next small step of each goal, the weightiest first."""

    ranked: tuple[Ranked, ...]
    steps: tuple[SmallStep | Stuck, ...]
    goals: Mapping[str, Goal]
    tasks: Mapping[str, ToDo]


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
    told = [
        _task(one, record, impacts[one.pk])
        for one in record.tasks
        if not (serves := record.goals_of(one)) or not active.isdisjoint(serves)
    ]
    ranked = rank_tasks(told, aims, today=clock.today(), assumptions=load_assumptions())
    steps = next_steps(ranked, aims, most_minutes=person.step_minutes)
    return Order(
        ranked=ranked,
        steps=tuple(_with_titles(_first_first(steps, ranked), ranked)),
        goals={str(one.pk): one for one in goals},
        tasks={str(one.pk): one for one in record.tasks},
    )


def _impacts(run: Run | None, record: Record) -> dict[int, dict[GoalId, float]]:
    """Share of each of its goals that each task brings: the plan's own, else an equal part.

    Of a task that repeats only the one to come counts, or a habit of years would leave
    nothing to whatever else the goal needs.
    """
    planned = Basis.objects.filter(run=run).values_list("impacts", flat=True).first() if run else None
    shares = planned or {}
    serves = {one.pk: record.goals_of(one) for one in record.tasks}
    counted = [one.pk for one in record.tasks if not (one.repeats and one.done_on)]
    count = Counter(goal for pk in counted for goal in serves[pk])
    found = {
        one.pk: {GoalId(str(goal)): 1 / max(count[goal], 1) for goal in serves[one.pk]}
        for one in record.tasks
    }
    for one in record.tasks:
        if one.goal_id and one.step in shares:
            found[one.pk][GoalId(str(one.goal_id))] = shares[one.step]
    return found


def _task(row: ToDo, record: Record, impacts: Mapping[GoalId, float]) -> Task:
    stands = record.stands(row)
    is_closed = stands.standing in {"finished", "dropped"}
    return Task(
        id=str(row.pk),
        title=row.title,
        hours=stands.hours_left,
        impacts=impacts,
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
    steps: Iterable[SmallStep | Stuck], ranked: tuple[Ranked, ...]
) -> Iterator[SmallStep | Stuck]:
    """The steps, where a stuck goal names what it waits for by title."""
    titles = {one.task.id: one.task.title for one in ranked}
    waits: dict[GoalId, set[str]] = {}
    for one in ranked:
        for goal in one.task.impacts if one.task.after else ():
            waits.setdefault(goal, set()).update(titles[name] for name in one.task.after if name in titles)
    for step in steps:
        names = ", ".join(f"“{one}”" for one in sorted(waits.get(step.goal, ())))
        is_waiting = isinstance(step, Stuck) and names
        yield Stuck(goal=step.goal, reason=f"Everything here waits for {names}.") if is_waiting else step


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
    before, goals = list(row.after.all()), list(row.also_for.all())
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
        made.also_for.set(goals)
        last = made
    for one in waiting:
        one.after.add(*([last] if last else ()))
    TaskRow.objects.filter(pk=row.pk).update(removed_at=clock.now())
    if not hasattr(row, "repeated_by"):  # this one is split, and the series goes on
        repeating.bring_next(row, day=clock.today())
    sentence = f"Split “{row.title}” into {len(parts)} parts"
    note(person=person, table="task", row=row, sentence=sentence, is_removal=True)
