"""The planning problem by number: checked, tightened, ready to compute with.

What cannot be part of any schedule is left out, each time for a stated reason: modes
that fit in no window, modes that another mode of the same activity beats in
everything, options that nothing needs, needs that nobody can meet.
"""

from collections.abc import Sequence
from itertools import accumulate

from cairn.plan.choosing.modes import (
    NumberedMode,
    earliest_finish,
    latest_start,
    shares_period,
)
from cairn.plan.choosing.tighten import cut_horizon, tighten
from cairn.plan.choosing.values import GOAL, NumberedActivity, NumberedNeed, NumberedProblem
from cairn.plan.problem import Activity, Mode, PlanningProblem

__all__ = [
    "GOAL",
    "NumberedActivity",
    "NumberedMode",
    "NumberedNeed",
    "NumberedProblem",
    "cut_horizon",
    "earliest_finish",
    "latest_start",
    "number_problem",
    "shares_period",
    "tighten",
]


def number_problem(problem: PlanningProblem, *, may_drop: bool = False) -> NumberedProblem:
    """Number, tighten and thin out a problem that `check_problem` has passed."""
    horizon = problem.periods if problem.deadline is None else min(problem.periods, problem.deadline)
    index = {activity.id: number for number, activity in enumerate(problem.activities)}
    numbered = NumberedProblem(
        horizon=horizon,
        capacity=tuple(one.capacity[:horizon] for one in problem.resources),
        available=tuple(_lasting(one.available)[: horizon + 1] for one in problem.budgets),
        activities=tuple(_number(problem, one, horizon) for one in problem.activities),
        needs=tuple(
            NumberedNeed(
                id=need.id,
                label=need.label,
                owner=GOAL if need.activity is None else index[need.activity],
                any_of=tuple(dict.fromkeys(index[one] for one in need.any_of)),
                lag=need.lag,
                weight=need.weight,
            )
            for need in problem.needs
        ),
        precedences=tuple((index[one.before], index[one.after], one.lag) for one in problem.precedences),
        may_drop=may_drop,
    )
    return tighten(numbered)


def _lasting(available: Sequence[int]) -> tuple[int, ...]:
    """What may be spent by each period without overspending later: spending never shrinks."""
    return tuple(accumulate(reversed(available), min))[::-1]


def _number(problem: PlanningProblem, activity: Activity, horizon: int) -> NumberedActivity:
    modes = tuple(_number_mode(problem, mode) for mode in activity.modes)
    latest = horizon if activity.deadline is None else min(horizon, activity.deadline)
    return NumberedActivity(
        id=activity.id,
        label=activity.label,
        modes=_undominated(modes),
        is_required=activity.is_required,
        release=activity.release,
        latest=latest,
        earliest=activity.release,
    )


def _number_mode(problem: PlanningProblem, mode: Mode) -> NumberedMode:
    return NumberedMode(
        id=mode.id,
        duration=mode.duration,
        work=tuple(mode.work.get(one.id, 0) for one in problem.resources),
        costs=tuple(mode.costs.get(one.id, 0) for one in problem.budgets),
        can_pause=mode.can_pause,
        most=mode.most_per_period,
    )


def _undominated(modes: tuple[NumberedMode, ...]) -> tuple[NumberedMode, ...]:
    """The modes that no other mode of the activity beats or equals in everything."""
    kept: list[NumberedMode] = []
    for mode in sorted(modes, key=lambda one: (one.duration, one.units, one.price, not one.can_pause)):
        if not any(_beats(other, mode) for other in kept):
            kept.append(mode)
    return tuple(mode for mode in modes if mode in kept)


def _beats(one: NumberedMode, other: NumberedMode) -> bool:
    """Whether `one` can stand wherever `other` stands, for no more work and money."""
    cheaper = all(a <= b for a, b in zip(one.costs, other.costs, strict=True))
    lighter = all(a <= b for a, b in zip(one.work, other.work, strict=True))
    if not (cheaper and lighter and one.duration <= other.duration):
        return False
    if one.can_pause and other.can_pause:
        return not one.most or 0 < other.most <= one.most
    if one.can_pause:  # it can imitate the steady one, period by period
        steepest = max((other.demand(number) for number in range(len(other.work))), default=0)
        return not one.most or one.most >= steepest
    if other.can_pause:
        return False
    return all(one.demand(number) <= other.demand(number) for number in range(len(one.work)))
