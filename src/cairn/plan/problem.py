"""The planning problem in the field's terms, as plain integer values.

A multi-mode resource-constrained project scheduling problem (MRCPSP) with
optional activities. Time runs in periods (weeks for a career plan), counted from
0; a finish is the period after the last one worked in. Amounts are whole units
of a resource (quarter-hours for time, whole currency units for money).

What must hold, a sentence each; `cairn.schedule.check` recomputes all of it:

* Every required activity is present, an optional one may be; a present activity
  runs in exactly one of its modes.
* A steady mode works `work / duration` units in each of `duration` consecutive
  periods, without a pause. (PSPLIB demands are steady modes.)
* A pausing mode spreads its `work` freely over periods between start and finish,
  at most `most_per_period` in one (0: no limit), and spans at least `duration`
  periods.
* In no period do the loads on a renewable resource exceed its capacity there.
* What the activities that have started by a period cost is at most what its
  budget makes available up to then.
* Need: if its activity is present (or it is the goal's: always), one of `any_of`
  is present and finishes, plus the lag, before it starts.
* Precedence: if both are present, the one finishes, plus the lag, before the
  other starts.
* When two pausing activities follow one another with no lag and both work with
  the same one resource, the second may start in the very period in which the first
  ends: the sessions of a week are ordered. (Evenings and working hours are not: the
  first could end on Saturday and the second begin on Monday before.)
* No activity starts before its release or finishes after its deadline, nor any
  after the problem's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

ActivityId = NewType("ActivityId", str)
Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A renewable resource: units available in each period (own hours, time at work).

    `per_unit` units make one `unit` in the person's words (4 quarter-hours an hour).
    """

    id: str
    label: str
    capacity: tuple[int, ...]
    unit: str = "units"
    per_unit: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A non-renewable resource: units available in all up to and including each period."""

    id: str
    label: str
    available: tuple[int, ...]
    unit: str = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way to do an activity.

    Attributes:
        work: units of each renewable resource in all; for a steady mode a
            multiple of `duration`.
        work_low, work_high: the same, three-point ends for the forecast, as
            shares of `work` (1.0: certain).
        costs: units of each budget, due when the activity starts.
    """

    id: str
    duration: int
    work: Mapping[str, int]
    costs: Mapping[str, int]
    can_pause: bool = False
    most_per_period: int = 0
    work_low: float = 1.0
    work_high: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A piece of work. `release` is the earliest start, `deadline` the latest finish."""

    id: ActivityId
    label: str
    modes: tuple[Mode, ...]
    is_required: bool = False
    release: int = 0
    deadline: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One of `any_of` must be done before `activity` starts, or before the goal (None).

    `weight` says how much it matters where not everything fits (goal needs only);
    `label` names it in the person's words.
    """

    id: str
    label: str
    any_of: tuple[ActivityId, ...]
    activity: ActivityId | None = None
    lag: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """`before` finishes, plus `lag` periods, before `after` starts, if both are present."""

    before: ActivityId
    after: ActivityId
    lag: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningProblem:
    """Everything a schedule must respect. `deadline` is the latest finish of all.

    `period` is what one period is called.
    """

    periods: int
    resources: tuple[Resource, ...]
    budgets: tuple[Budget, ...]
    activities: tuple[Activity, ...]
    needs: tuple[Need, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    deadline: int | None = None
    period: str = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Units of one resource that an activity takes in one period."""

    period: int
    resource: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A present activity: its mode, start, finish (exclusive) and loads in order."""

    activity: ActivityId
    mode: str
    start: int
    finish: int
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A schedule with what is proved about it.

    `finish` is the makespan, `bound` the proved least one: equal when the finish
    is proved earliest. `cost` sums all budgets, `cost_bound` is the proved least
    cost among schedules with this finish. `binding` names the constraints that
    hold the finish where it is, in the person's words.
    """

    status: Status
    placements: tuple[Placement, ...]
    finish: int
    bound: int
    cost: int
    cost_bound: int
    binding: tuple[str, ...] = ()
    method: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A smallest set of demands that cannot all hold, each in words.

    `knobs` are the ids of what was asked (resource, budget, deadline, need) and
    `sentence` says it whole.
    """

    knobs: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """The proved smallest change of one knob that makes everything fit.

    `amount` is None when this knob alone cannot (which is proved too).
    """

    knob: str
    sentence: str
    amount: float | None
    unit: str
    solution: Solution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Infeasible:
    """The honest no: why, the nearest ways out, and the best that does fit.

    `dropped` are the goal needs that `partial` leaves unmet.
    """

    conflict: Conflict
    ways_out: tuple[WayOut, ...]
    partial: Solution | None
    dropped: tuple[str, ...]
    seconds: float = 0.0
