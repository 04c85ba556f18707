"""Versions of a plan: nothing is overwritten, a baseline stays when dates move.

A history is a value: accepting a plan, going back to an older one or setting the
baseline gives a new history, and the versions in it never change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from cairn.errors import BadInput
from cairn.goals.values import Goal
from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.schedule.timeline import DatedStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A plan as it stood from `made_on`, and the reason for it.

    `problem` is what it was made for, `steps` its dates; `number` counts from 1.
    """

    number: int
    made_on: date
    reason: str
    problem: PlanningProblem
    solution: Solution
    steps: tuple[DatedStep, ...]

    @property
    def finish(self) -> date | None:
        """The last day of the last step; None without steps."""
        return max((one.last for one in self.steps), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All versions, oldest first; the last one holds, and one is the baseline."""

    versions: tuple[Version, ...]
    baseline: int = 1

    def __post_init__(self) -> None:
        numbers = [one.number for one in self.versions]
        if numbers != list(range(1, len(numbers) + 1)) or self.baseline not in numbers:
            msg = f"History.versions: numbered {numbers}, baseline {self.baseline}"
            raise ValueError(msg)

    @property
    def current(self) -> Version:
        """The version that holds."""
        return self.versions[-1]

    def version(self, number: int) -> Version:
        """The version of that number.

        Raises:
            BadInput: there is none.
        """
        if not 1 <= number <= len(self.versions):
            msg = f"There is no version {number}; the plan has versions 1 to {len(self.versions)}."
            raise BadInput(msg)
        return self.versions[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How far a step's end lies from the baseline: later is positive.

    `was` or `now` is None where the step is only in one of the two.
    """

    step: ActivityId
    was: date | None
    now: date | None

    @property
    def days(self) -> int | None:
        """Days later (or, negative, earlier); None where there is nothing to compare."""
        return (self.now - self.was).days if self.was and self.now else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that was edited: what it was, what it is, when and why."""

    field: str
    old: str
    new: str
    on: date
    reason: str


def start_history(
    problem: PlanningProblem,
    solution: Solution,
    steps: Sequence[DatedStep],
    *,
    made_on: date,
    reason: str = "first plan",
) -> History:
    """A history of one version, which is the baseline."""
    first = Version(
        number=1, made_on=made_on, reason=reason, problem=problem, solution=solution, steps=tuple(steps)
    )
    return History(versions=(first,))


def accept_version(
    history: History,
    problem: PlanningProblem,
    solution: Solution,
    steps: Sequence[DatedStep],
    *,
    made_on: date,
    reason: str,
) -> History:
    """The history with one more version, which holds from now on.

    Raises:
        BadInput: no reason is given.
    """
    added = Version(
        number=len(history.versions) + 1,
        made_on=made_on,
        reason=_reason(reason),
        problem=problem,
        solution=solution,
        steps=tuple(steps),
    )
    return replace(history, versions=(*history.versions, added))


def revert_to(history: History, number: int, *, made_on: date, reason: str) -> History:
    """The history with an older version standing again, to the letter, as the newest one."""
    old = history.version(number)
    again = replace(
        old, number=len(history.versions) + 1, made_on=made_on, reason=f"back to {number}: {_reason(reason)}"
    )
    return replace(history, versions=(*history.versions, again))


def set_baseline(history: History, number: int) -> History:
    """The history measured against another version."""
    return replace(history, baseline=history.version(number).number)


def _reason(reason: str) -> str:
    if not reason.strip():
        msg = "Say why the plan changes; the reason is kept with it."
        raise BadInput(msg)
    return reason.strip()


def find_slips(history: History) -> tuple[Slip, ...]:
    """Each step of the baseline or the current version: old end, new end, days slipped."""
    was = {one.step: one.last for one in history.version(history.baseline).steps}
    now = {one.step: one.last for one in history.current.steps}
    order = (*now, *(one for one in was if one not in now))
    return tuple(Slip(step=step, was=was.get(step), now=now.get(step)) for step in order)


def days_slipped(history: History) -> int | None:
    """How many days later than the baseline the plan ends; None where either has no steps."""
    was, now = history.version(history.baseline).finish, history.current.finish
    return (now - was).days if was and now else None


def tell_changes(old: Goal, new: Goal, *, on: date, reason: str) -> tuple[Change, ...]:
    """What an edit of a goal changed, field by field, with the reason it was given.

    Raises:
        BadInput: something changed and no reason is given.
    """
    changed = [one.name for one in fields(Goal) if getattr(old, one.name) != getattr(new, one.name)]
    return tuple(
        Change(
            field=name,
            old=_words(getattr(old, name)),
            new=_words(getattr(new, name)),
            on=on,
            reason=_reason(reason),
        )
        for name in changed
    )


def _words(value: object) -> str:
    if value is None:
        return "none"
    return value.isoformat() if isinstance(value, date) else str(value)
