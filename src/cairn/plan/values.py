"""A plan: what is asked of it, the steps chosen, and what was left.

`Terms` are the person's hours, money and dates; `Step` is a chosen option in a
chosen mode; `Plan` also carries the planning problem that the steps came from,
so that whoever doubts the choice can solve it again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.catalogue.values import Option, OptionMode
from cairn.gap.values import GapReport
from cairn.plan.problem import ActivityId, PlanningProblem
from cairn.plan.week_times import WeekTime
from cairn.provenance import Derivation
from cairn.units import Money

UNITS_PER_HOUR = 4  # time is planned in quarter-hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days on which nothing is planned, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the plan must fit.

    `hours_at_work` are hours a week of paid time usable for learning (0 without
    a job). `budget` None means no limit, `deadline` None the earliest finish.
    Work is laid only into `free` times of the week (none named: Cairn's usual
    evenings and weekend hours) and never into `protected` ones.
    `defaults` names what the person did not say and Cairn assumed, in words.
    """

    today: date
    hours_per_week: Derivation
    hours_at_work: Derivation
    budget: Money | None
    deadline: date | None
    away: tuple[Away, ...] = ()
    free: tuple[WeekTime, ...] = ()
    protected: tuple[WeekTime, ...] = ()
    currency: str = "USD"
    defaults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """A skill that a step raises, from the level it builds on to the one it ends at.

    `label` is the skill's; `is_asked` says that the target role requires it.
    """

    skill: str
    label: str
    start: float
    end: float
    is_asked: bool


StepKind = Literal["option", "effort", "check", "show"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One chosen piece of work.

    `origin` is `option` for a catalogue option, `effort` for guided study whose
    hours come from the effort model, `check` for the hour that finds out a level,
    `show` for a piece of evidence. `why` says which gaps it closes; `instead_of`
    is the nearest thing it was chosen over and why, `why_now` what holds it in
    its weeks.
    """

    id: ActivityId
    option: Option
    mode: OptionMode
    origin: StepKind
    lifts: tuple[Lift, ...]
    hours: Derivation
    cost: Derivation
    why: str
    instead_of: str = ""
    why_now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Steps that together close the gaps, and the problem they solve.

    `candidates` are all the options that were considered, by activity;
    `is_complete` is False for the best partial plan, `unmet` then names what it
    leaves open.
    """

    gap: GapReport
    terms: Terms
    problem: PlanningProblem
    candidates: tuple[Step, ...]
    steps: tuple[Step, ...]
    hours: Derivation
    cost: Derivation
    is_complete: bool = True
    unmet: tuple[str, ...] = ()
