"""What was done of a plan: entries of a log folded into where each step stands.

Entries are kept and never changed; where a step stands is always computed from
them, so that a mistaken entry can be taken out and nothing else is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Literal

from cairn.errors import Problem
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.track.pace import FinishedWork

EntryKind = Literal["start", "log", "left", "finish", "drop", "reopen"]
Standing = Literal["open", "started", "finished", "dropped"]
LEAST_LEFT_HOURS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: on `day` this happened to `step`.

    `hours` are those worked (`log`, `finish`) or still to do as the person now
    sees it (`left`).
    """

    step: ActivityId
    kind: EntryKind
    day: date
    hours: float = 0.0
    note: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.hours) or self.hours < 0:
            msg = f"Entry.hours: {self.step} on {self.day} has {self.hours} hours"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """Where one step stands: hours worked and hours left.

    `is_overrun` says that the hours worked have passed the estimate and nobody
    has said what is left.
    """

    step: ActivityId
    label: str
    standing: Standing
    estimated_hours: float
    hours_done: float
    hours_left: float
    started_on: date | None = None
    finished_on: date | None = None
    is_overrun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a plan stands after its log; `finished` is what pace is learned from."""

    steps: tuple[StepProgress, ...]
    finished: tuple[FinishedWork, ...]

    @property
    def by_step(self) -> Mapping[ActivityId, StepProgress]:
        """The steps by id."""
        return {one.step: one for one in self.steps}

    @property
    def share_done(self) -> float:
        """Hours worth of finished work and work under way, of all that is not dropped (0–1)."""
        counted = [one for one in self.steps if one.standing != "dropped"]
        whole = sum(one.estimated_hours for one in counted)
        return sum(_earned(one) for one in counted) / whole if whole else 0.0


def _earned(one: StepProgress) -> float:
    """Estimated hours of the part that is done: the whole once finished, else done of done and left."""
    if one.standing == "finished":
        return one.estimated_hours
    worked = one.hours_done + one.hours_left
    return one.estimated_hours * one.hours_done / worked if worked else 0.0


def fold_progress(steps: Sequence[Step], entries: Iterable[Entry]) -> tuple[Progress, tuple[Problem, ...]]:
    """Where each step stands after the entries, taken by day and then as they were written.

    An entry for a step that the plan does not hold is told as a problem and left out.
    """
    known = {step.id: step for step in steps}
    by_step: dict[ActivityId, list[Entry]] = {step.id: [] for step in steps}
    problems: list[Problem] = []
    for entry in sorted(entries, key=lambda one: one.day):
        if entry.step in known:
            by_step[entry.step].append(entry)
        else:
            message = (
                f"The log of {entry.day.isoformat()} names “{entry.step}”, which is no step of the plan."
            )
            problems.append(Problem(severity="warning", code="unknown-step", message=message))
    folded = tuple(_fold(known[step], said) for step, said in by_step.items())
    finished = tuple(_finished_work(known[one.step], one) for one in folded if _teaches(one))
    return Progress(steps=folded, finished=finished), tuple(problems)


def _fold(step: Step, entries: Sequence[Entry]) -> StepProgress:
    now = StepProgress(
        step=step.id,
        label=step.option.title,
        standing="open",
        estimated_hours=step.hours.value,
        hours_done=0.0,
        hours_left=step.hours.value,
    )
    for entry in entries:
        now = _after(now, entry)
    return now


def _after(now: StepProgress, entry: Entry) -> StepProgress:
    started = now.started_on or entry.day
    match entry.kind:
        case "start":
            return replace(now, standing="started", started_on=started)
        case "log":
            return _worked(replace(now, started_on=started), entry.hours)
        case "left":
            return replace(
                now,
                standing="started",
                started_on=started,
                hours_left=max(LEAST_LEFT_HOURS, entry.hours),
                is_overrun=False,
            )
        case "finish":
            return replace(
                now,
                standing="finished",
                started_on=started,
                finished_on=entry.day,
                hours_done=now.hours_done + entry.hours,
                hours_left=0.0,
                is_overrun=False,
            )
        case "drop":
            return replace(now, standing="dropped")
        case "reopen":
            return _reopened(now)


def _worked(now: StepProgress, hours: float) -> StepProgress:
    """More hours done; what is left shrinks by them, but not to nothing before it is finished."""
    if now.standing in {"finished", "dropped"}:
        return replace(now, hours_done=now.hours_done + hours)
    left = now.hours_left - hours
    return replace(
        now,
        standing="started",
        hours_done=now.hours_done + hours,
        hours_left=max(LEAST_LEFT_HOURS, left),
        is_overrun=now.is_overrun or left < 0,
    )


def _reopened(now: StepProgress) -> StepProgress:
    left = max(LEAST_LEFT_HOURS, now.hours_left or now.estimated_hours - now.hours_done)
    standing: Standing = "started" if now.started_on else "open"
    return replace(now, standing=standing, finished_on=None, hours_left=left)


def _teaches(one: StepProgress) -> bool:
    """Only a finished step whose hours were logged says anything about pace."""
    return one.standing == "finished" and one.hours_done > 0 and one.estimated_hours > 0


def _finished_work(step: Step, one: StepProgress) -> FinishedWork:
    return FinishedWork(
        label=one.label,
        estimated_hours=one.estimated_hours,
        actual_hours=one.hours_done,
        low=step.hours.low_value,
        high=step.hours.high_value,
    )
