"""How sure the dates are: many futures in which the work takes other hours.

Each future draws every step's hours from its three-point range and works them off
in the order of the plan, week by week within the same capacity. The ranges hold 8
times in 10, so a draw is log-normal on each side of the likely value with its 10th
and 90th percentile at the ends.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cairn.plan.calendar import Week
from cairn.plan.problem import Activity, ActivityId, Mode, PlanningProblem, Solution
from cairn.schedule.date_plan import Links
from cairn.schedule.timeline import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_Z90 = 1.2815515655446004
_NOTE = (
    "simulated from the ranges of the estimates; you have no finished steps yet to learn your own pace from"
)


def forecast_plan(
    problem: PlanningProblem,
    solution: Solution,
    weeks: Sequence[Week],
    links: Links,
    *,
    runs: int = 2000,
    seed: int = 0,
) -> Forecast:
    """P50 and P80 of the finish and of every step."""
    import numpy as np

    generator = np.random.default_rng(seed)
    horizon = min(len(weeks), 3 * solution.finish + 26)
    room = {
        one.id: np.tile(np.asarray(one.capacity[:horizon], dtype=np.float64), (runs, 1))
        for one in problem.resources
    }
    modes = _modes(problem)
    finishes: dict[ActivityId, Numbers] = {}
    chosen = {one.activity: modes[one.activity, one.mode] for one in solution.placements}
    for placed in sorted(
        solution.placements, key=lambda one: (one.start, links.rank(one.activity), one.finish)
    ):
        mode = chosen[placed.activity]
        ready = np.zeros(runs)
        for other, lag in links.before.get(placed.activity, ()):
            shared = 1.0 if lag == 0 and _can_share_week(chosen[other], mode) else 0.0
            ready = np.maximum(ready, finishes[other] + lag - shared)
        if not mode.can_pause:
            ready = np.maximum(ready, placed.start)
        factors = _draw(mode, generator.standard_normal(runs))
        finishes[placed.activity] = _work_off(mode, factors, ready, room, horizon)
    return _summary(finishes, weeks, runs)


def _modes(problem: PlanningProblem) -> Mapping[tuple[ActivityId, str], Mode]:
    activities: Sequence[Activity] = problem.activities
    return {(one.id, mode.id): mode for one in activities for mode in one.modes}


def _can_share_week(before: Mode, after: Mode) -> bool:
    """Whether the second may begin in the week in which the first ends (see `plan.problem`)."""
    return (
        before.can_pause and after.can_pause and set(before.work) == set(after.work) and len(after.work) == 1
    )


def _draw(mode: Mode, normal: "Numbers") -> "Numbers":
    """Factors on the likely hours: median 1, tenth and ninetieth percentile at the ends."""
    import numpy as np

    down, up = np.log(max(mode.work_low, 0.01)), np.log(max(mode.work_high, 1.0))
    spread = np.where(normal < 0, -down, up)
    factors: Numbers = np.exp(normal / _Z90 * spread)
    return factors


def _work_off(
    mode: Mode,
    factors: "Numbers",
    ready: "Numbers",
    room: "dict[str, Numbers]",
    horizon: int,
) -> "Numbers":
    """Finish (weeks, exclusive) of one step in every run; takes the hours out of `room`."""
    import numpy as np

    periods = np.arange(horizon)
    finish = ready + max(1, mode.duration)
    for resource, work in mode.work.items():
        need = work * factors
        free = np.where(periods >= ready[:, None], room[resource], 0.0)
        if mode.most_per_period:
            free = np.minimum(free, mode.most_per_period)
        elif not mode.can_pause:
            free = np.minimum(free, work / max(1, mode.duration) * np.maximum(1, factors)[:, None])
        total = np.cumsum(free, axis=1)
        taken = np.clip(need[:, None] - (total - free), 0, free)
        room[resource] -= taken
        last = np.argmax(total >= need[:, None] - 1e-9, axis=1)
        unfinished = total[:, -1] < need - 1e-9
        finish = np.maximum(finish, np.where(unfinished, horizon, last + 1))
    return np.minimum(finish, horizon)


def _summary(finishes: "Mapping[ActivityId, Numbers]", weeks: Sequence[Week], runs: int) -> Forecast:
    import numpy as np

    def day(values: "Numbers", share: float) -> date:
        week = int(np.ceil(np.quantile(values, share) - 1e-9))
        return weeks[max(0, min(week, len(weeks)) - 1)].monday + timedelta(days=6)

    whole = np.maximum.reduce(list(finishes.values())) if finishes else np.ones(1)
    return Forecast(
        p50=day(whole, 0.5),
        p80=day(whole, 0.8),
        by_step=tuple((step, day(found, 0.5), day(found, 0.8)) for step, found in finishes.items()),
        decides=(),
        buys_weeks=(),
        runs=runs,
        note=_NOTE,
    )
