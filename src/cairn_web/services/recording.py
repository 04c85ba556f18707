"""What was done: a log of entries, and where everything to do stands after it.

Entries are kept and never changed; a tick on a task is the truth of whether it is
finished, and a tick on a session counts as its minutes worked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import transaction

from cairn.assumptions import load_assumptions
from cairn.catalogue.values import Option, OptionMode
from cairn.errors import BadInput
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.provenance import Derivation, Estimate, Source, leaf, leaf_estimate
from cairn.track import Entry, Progress, StepProgress, fold_progress
from cairn.units import Money, OptionId
from cairn_web import clock
from cairn_web.models import (
    Change,
    DoneSession,
    Goal,
    LogEntry,
    LogKind,
    Person,
    PlanReview,
    RejectedSuggestion,
    Run,
    Task,
)
from cairn_web.services import repeating
from cairn_web.services.history import note
from cairn_web.store import kept_plan, latest_plan

MOST_HOURS = 1000.0
_MINUTES = 60
_ESTIMATED = Source(kind="entered", name="your estimate")
_NO_MONEY = Money(amount=Decimal(0), currency="USD")
_FREE = leaf("cost", 0, source=_ESTIMATED)


class ToDo(NamedTuple):
    """A task as the record reads it: bare values, since a model object a row costs more than the query."""

    pk: int
    goal_id: int | None
    title: str
    next_step: str
    done_when: str
    hours: float | None
    due: date | None
    done_on: date | None
    step: str
    repeats: str
    is_milestone: bool
    is_with_others: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything to do that is not removed, with where each stands.

    `entries` are those of each task, oldest first; `waits` what it waits for, `also_for`
    the goals it serves besides its own.
    """

    tasks: tuple[ToDo, ...]
    progress: Progress
    standings: Mapping[int, StepProgress]
    entries: Mapping[int, tuple[Entry, ...]]
    waits: Mapping[int, tuple[int, ...]]
    also_for: Mapping[int, tuple[int, ...]]

    def stands(self, task: Task | ToDo) -> StepProgress:
        """Where one task stands."""
        return self.standings[task.pk]

    def goals_of(self, task: ToDo) -> tuple[int, ...]:
        """The goals that a task serves, its own first."""
        own = (task.goal_id,) if task.goal_id else ()
        return (*own, *self.also_for.get(task.pk, ()))


def _id(task: ToDo) -> ActivityId:
    return ActivityId(str(task.pk))


def read_record(person: Person, run: Run | None) -> Record:
    """The tasks folded with their log, their ticks and the sessions that were worked."""
    rows = person.tasks.filter(removed_at=None).order_by("due", "pk").values_list(*ToDo._fields)
    tasks = tuple(map(ToDo._make, rows))
    steps = {one["id"]: one for one in kept_plan(run).record["plan"]["steps"]} if run else {}
    role = run.summary["role"] if run else ""
    goals = dict(person.goals.filter(is_from_plan=True).values_list("pk", "role"))
    planned = {
        one.pk: steps.get(one.step)
        for one in tasks
        if one.goal_id and goals.get(one.goal_id) == role and one.step
    }
    entries = _entries(person, tasks, planned)
    folded, _ = fold_progress(
        [_step(one, planned.get(one.pk)) for one in tasks],
        [entry for lines in entries.values() for entry in lines],
    )
    return Record(
        tasks=tasks,
        progress=folded,
        standings={one.pk: stands for one, stands in zip(tasks, folded.steps, strict=True)},
        entries=entries,
        waits=_waits(person),
        also_for=_also_for(person),
    )


def _also_for(person: Person) -> dict[int, tuple[int, ...]]:
    links = Task.also_for.through.objects.filter(task__person=person, task__removed_at=None)
    found: dict[int, tuple[int, ...]] = {}
    for task, goal in links.order_by("pk").values_list("task_id", "goal_id"):
        found[task] = (*found.get(task, ()), goal)
    return found


def _waits(person: Person) -> dict[int, tuple[int, ...]]:
    links = Task.after.through.objects.filter(from_task__person=person, to_task__removed_at=None)
    found: dict[int, tuple[int, ...]] = {}
    for one, two in links.order_by("pk").values_list("from_task_id", "to_task_id"):
        found[one] = (*found.get(one, ()), two)
    return found


def plan_entries(record: Record, run: Run) -> list[dict[str, Any]]:
    """The log of the plan's steps, as a child takes it."""
    steps = {one["id"] for one in kept_plan(run).record["plan"]["steps"]}
    return [
        {"step": task.step, "kind": one.kind, "day": one.day.isoformat(), "hours": one.hours}
        for task in record.tasks
        if task.step in steps and task.pk in record.entries
        for one in record.entries[task.pk]
    ]


def _entries(
    person: Person, tasks: Sequence[ToDo], planned: Mapping[int, Any]
) -> dict[int, tuple[Entry, ...]]:
    """The log as values: what was written, sessions worked, and ticks on tasks."""
    found: dict[int, list[Entry]] = {}
    for task, kind, day, hours in (
        person.log.filter(removed_at=None).order_by("pk").values_list("task_id", "kind", "day", "hours")
    ):
        found.setdefault(task, []).append(_entry(task, kind, day, hours))
    by_step = {one.step: one.pk for one in tasks if planned.get(one.pk)}
    for step, start, minutes in person.done_sessions.values_list("step", "start", "minutes"):
        if minutes and step in by_step:
            day = date.fromisoformat(start[:10])
            found.setdefault(by_step[step], []).append(_entry(by_step[step], "log", day, minutes / _MINUTES))
    told = {one.pk: tuple(_with_tick(one, sorted(found.get(one.pk, ()), key=_day))) for one in tasks}
    return {pk: lines for pk, lines in told.items() if lines}


def _day(entry: Entry) -> date:
    return entry.day


def _entry(task: int, kind: Any, day: date, hours: float = 0.0) -> Entry:  # noqa: ANN401 - one of `LogKind`
    return Entry(step=ActivityId(str(task)), kind=kind, day=day, hours=hours)


def _with_tick(task: ToDo, lines: list[Entry]) -> list[Entry]:
    """The lines so that they end finished just where the task is ticked."""
    last = next((one.kind for one in reversed(lines) if one.kind in {"finish", "reopen"}), "")
    if task.done_on is not None and last != "finish":
        return sorted([*lines, _entry(task.pk, "finish", task.done_on)], key=_day)
    if task.done_on is None and last == "finish":
        return [*lines, _entry(task.pk, "reopen", lines[-1].day)]
    return lines


def _step(task: ToDo, planned: Mapping[str, Any] | None) -> Step:
    """A task as a step that progress is folded into, its range from the plan where it has one."""
    likely = task.hours or 0.0
    hours = planned["hours"] if planned else {}
    ends = (hours.get("low", likely), hours.get("high", likely)) if hours.get("value") == likely else ()
    mode, effort = _effort(likely, *(ends or (likely, likely)))
    option = Option(
        id=OptionId(str(task.pk)),
        title=task.title,
        kind="practice",
        teaches=(),
        modes=(mode,),
        proves="",
        first_step=task.next_step,
        done_when=task.done_when,
        source=_ESTIMATED,
    )
    return Step(
        id=_id(task),
        option=option,
        mode=mode,
        origin="option",
        lifts=(),
        hours=effort,
        cost=_FREE,
        why="",
    )


@lru_cache(maxsize=1024)
def _effort(likely: float, low: float, high: float) -> tuple[OptionMode, Derivation]:
    """The mode and the hours of all tasks with this estimate; most records hold but a few."""
    estimate = Estimate(value=likely, low=low, high=high, source=_ESTIMATED)
    mode = OptionMode(
        id="only",
        pattern="self_paced",
        hours=estimate,
        weeks=0,
        hours_per_week=0,
        cost=_NO_MONEY,
        cost_low=Decimal(0),
        cost_high=Decimal(0),
        at_work=False,
    )
    return mode, leaf_estimate("hours for it", estimate, unit="hours")


# ------------------------------------------------------------------ writing it down


_SENTENCES = {
    LogKind.START: "Began “{title}”",
    LogKind.LOG: "Worked {hours:g} h on “{title}”",
    LogKind.LEFT: "“{title}” still takes {hours:g} h",
    LogKind.DROP: "Left “{title}” aside",
}


@transaction.atomic
def log_work(
    *, person: Person, task: Task, kind: LogKind, day: date, hours: float = 0.0, words: str = ""
) -> Change:
    """Write a line of the log; the change given back undoes it.

    Raises:
        BadInput: more hours than anybody works, or a day to come.
    """
    _check(day, hours)
    row = LogEntry.objects.create(
        person=person, task=task, kind=kind, day=day, hours=hours, note=words[:500], made_at=clock.now()
    )
    sentence = _SENTENCES[kind].format(title=task.title, hours=hours)
    # Written as if it had been removed, so that undoing needs the opposite: see `take_back`.
    return note(person=person, table="log", row=row, sentence=sentence, before={"removed_at": clock.now()})


@transaction.atomic
def finish_task(*, person: Person, task: Task, day: date, hours: float = 0.0) -> Change:
    """Tick a task off, with the hours it took beyond those logged; undoing takes the tick back.

    Raises:
        BadInput: more hours than anybody works, or a day to come.
    """
    _check(day, hours)
    if hours:
        LogEntry.objects.create(
            person=person, task=task, kind=LogKind.LOG, day=day, hours=hours, made_at=clock.now()
        )
    Task.objects.filter(pk=task.pk).update(done_on=day)
    repeating.follow(task)
    return note(
        person=person, table="task", row=task, sentence=f"Did “{task.title}”", before={"done_on": None}
    )


@transaction.atomic
def put_off(*, person: Person, task: Task, days: int) -> Change:
    """Let a task be due later, with the first date kept.

    Raises:
        BadInput: it has no date, or less than one day is asked.
    """
    if task.due is None or not 1 <= days <= 3660:
        msg = f"“{task.title}” has no date to move; give it one first." if task.due is None else (
            "Give the days to put it off by, 1 or more."
        )  # fmt: skip
        raise BadInput(msg)
    due = task.due + timedelta(days=days)
    before = {"due": task.due}
    Task.objects.filter(pk=task.pk).update(due=due, version=task.version + 1)
    sentence = f"Put off “{task.title}” to {due.isoformat()}"
    return note(person=person, table="task", row=task, sentence=sentence, before=before)


@transaction.atomic
def reach_goal(*, person: Person, goal: Goal, is_reached: bool) -> Change:
    """Mark a goal reached today, or take that back; undoing does the opposite."""
    before = {"reached_on": goal.reached_on}
    day = clock.today() if is_reached else None
    Goal.objects.filter(pk=goal.pk).update(reached_on=day, version=goal.version + 1)
    sentence = f"Reached “{goal.statement}”" if is_reached else f"“{goal.statement}” is open again"
    return note(person=person, table="goal", row=goal, sentence=sentence, before=before)


def _check(day: date, hours: float) -> None:
    if not 0 <= hours <= MOST_HOURS:
        msg = f"{hours:g} hours cannot be written down at once; give 0 to {MOST_HOURS:g}."
        raise BadInput(msg)
    if day > clock.today():
        msg = "What is still to come cannot be written down as done; choose today or a day before."
        raise BadInput(msg)


@transaction.atomic
def tick_sessions(*, person: Person, shown: Iterable[tuple[str, str]], done: set[tuple[str, str]]) -> None:
    """Keep which of the sessions shown were worked, with their minutes."""
    run = latest_plan(person)
    sessions = kept_plan(run).record["schedule"]["sessions"] if run else []
    minutes = {(one["step"], one["start"]): one["minutes"] for one in sessions}
    for step, start in shown:
        if (step, start) in done:
            DoneSession.objects.get_or_create(
                person=person, step=step, start=start, defaults={"minutes": minutes.get((step, start), 0)}
            )
        else:
            DoneSession.objects.filter(person=person, step=step, start=start).delete()


# ------------------------------------------------------------------ looking back


def review_due(person: Person, run: Run) -> date:
    """The day by which the plan should be looked at again: as it says itself, else after a while."""
    looked = person.reviews.filter(removed_at=None).order_by("-day").values_list("day", flat=True).first()
    made = run.made_at.date()
    last = max(looked or made, made)
    said = [date.fromisoformat(one) for one in kept_plan(run).record.get("reviews", ())]
    latest = last + timedelta(days=round(load_assumptions().number("premortem.review_days")))
    return min((day for day in said if day > last), default=latest)


@transaction.atomic
def keep_review(*, person: Person, words: str) -> None:
    """Keep that the plan was looked at today, and what the person made of it."""
    row = PlanReview.objects.create(person=person, day=clock.today(), note=words[:5000], made_at=clock.now())
    note(person=person, table="review", row=row, sentence="Looked at the whole plan", reason=words)


def reject_suggestion(*, person: Person, key: str, sentence: str) -> None:
    """Do not make a suggestion again."""
    RejectedSuggestion.objects.get_or_create(
        person=person,
        key=key[:200],
        defaults={"sentence": sentence[:500], "made_at": clock.now()},
    )


def allow_suggestion(*, person: Person, key: str) -> None:
    """Let a suggestion be made again."""
    person.rejected.filter(key=key).delete()
