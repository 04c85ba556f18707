"""A pace that can be kept: load against hours week by week, rest, and pauses.

What the person can do a week is a hard limit for every plan; this tells where a
plan comes close to it for long, and makes room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Infeasible, PlanningProblem, Solution
from cairn.schedule.replan import Healing, heal
from cairn.schedule.replan.changes import without_weeks

_LIMITS = Limits(seconds=0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLoad:
    """Units planned and units there are of one resource in one period."""

    period: int
    resource: str
    planned: int
    capacity: int

    @property
    def share(self) -> float:
        """Planned of what there is; 0 where there is nothing and nothing planned."""
        return self.planned / self.capacity if self.capacity else float(self.planned > 0)

    @property
    def is_over(self) -> bool:
        """Whether more is planned than there is."""
        return self.planned > self.capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Periods in a row, `first` to `last`, that leave hardly an hour free."""

    resource: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """Periods in it."""
        return self.last - self.first + 1


def weigh_load(problem: PlanningProblem, solution: Solution) -> tuple[PeriodLoad, ...]:
    """Load against capacity, period by period up to the finish, for each resource."""
    planned: dict[tuple[str, int], int] = {}
    for placed in solution.placements:
        for load in placed.loads:
            key = (load.resource, load.period)
            planned[key] = planned.get(key, 0) + load.amount
    return tuple(
        PeriodLoad(
            period=period,
            resource=one.id,
            planned=planned.get((one.id, period), 0),
            capacity=one.capacity[period],
        )
        for one in problem.resources
        for period in range(min(solution.finish, problem.periods))
    )


def find_stretches(loads: Sequence[PeriodLoad], assumptions: Assumptions) -> tuple[Stretch, ...]:
    """Stretches of full periods (`pace.full_share`) longer than `pace.rest_after_weeks`.

    A period without hours, as when one is away, is rest and ends a stretch.
    """
    full = assumptions.number("pace.full_share")
    most = assumptions.number("pace.rest_after_weeks")
    found = []
    for resource, rows in groupby(loads, key=lambda one: one.resource):
        for is_full, run in groupby(rows, key=lambda one: one.capacity > 0 and one.share >= full):
            periods = [one.period for one in run]
            if is_full and len(periods) > most:
                found.append(Stretch(resource=resource, first=periods[0], last=periods[-1]))
    return tuple(found)


def with_rest_weeks(problem: PlanningProblem, *, every: int, first: int = 0) -> PlanningProblem:
    """Every so many periods one without hours, counted from `first`; time away counts as rest.

    Raises:
        BadInput: `every` is below 2.
    """
    if every < 2:
        msg = f"A rest week every {every} weeks leaves no week to work in; give 2 or more."
        raise BadInput(msg)
    resting, worked = set(), 0
    for period in range(first, problem.periods):
        if not any(one.capacity[period] for one in problem.resources):
            worked = 0
        elif worked == every - 1:
            resting.add(period)
            worked = 0
        else:
            worked += 1
    return replace(
        problem,
        resources=tuple(
            replace(
                one,
                capacity=tuple(
                    0 if period in resting else units for period, units in enumerate(one.capacity)
                ),
            )
            for one in problem.resources
        ),
    )


def pause_plan(
    problem: PlanningProblem, solution: Solution, *, first: int, weeks: int, limits: Limits = _LIMITS
) -> Healing | Infeasible:
    """The plan with nothing in `weeks` periods from `first` on, moving least.

    Dates move, nothing breaks: what comes first still comes first, and an honest no
    comes back where a deadline would not hold.

    Raises:
        BadInput: the pause has no week, or begins before the plan.
    """
    if weeks < 1 or first < 0:
        msg = f"A pause of {weeks} weeks from week {first} cannot be planned; give one week or more."
        raise BadInput(msg)
    return heal(without_weeks(problem, first, first + weeks - 1), solution, limits=limits)
