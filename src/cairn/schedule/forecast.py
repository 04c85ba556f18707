"""How sure the dates are: many futures in which the work takes other hours.

Each future draws every step's hours from its three-point range and works them off
by the rules of `cairn.schedule.simulate`. The ranges hold 8 times in 10, so a draw
is log-normal on each side of the likely value with its 10th and 90th percentile at
the ends. A person's steps err together: part of each deviation is the person's own
pace, learned from what they have finished. Definitions: docs/method/forecast.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log, sqrt
from typing import TYPE_CHECKING

from cairn.assumptions import load_assumptions
from cairn.plan.build import WORK
from cairn.plan.calendar import Slot, Week
from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.schedule.date_plan import Links
from cairn.schedule.simulate import FAR, Course, lay_course, run_futures
from cairn.schedule.timeline import Forecast
from cairn.track.pace import Z90, Pace, learn_pace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SHARES = tuple(round(0.05 * step, 2) for step in range(1, 20))
_ENOUGH = 0.985  # share of futures to wait for: nothing later than P95 is told
_BUYING = 0.9  # what a tenth less work is
_BAND = (0.65, 0.95)  # futures near P80, for what moves it
_LEAST_SAMPLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The finishes drawn: steps by futures, in weeks, with the course they ran.

    `whole` is the finish of all and `order` the futures by it; `factors` are what the
    likely hours were multiplied by.
    """

    course: Course
    factors: "Numbers"
    finishes: "Numbers"
    whole: "Numbers"
    order: "NDArray[np.int64]"


def forecast_plan(
    problem: PlanningProblem,
    solution: Solution,
    weeks: Sequence[Week],
    links: Links,
    *,
    pace: Pace | None = None,
    runs: int = 2000,
    seed: int = 0,
) -> Forecast:
    """P50 and P80 of the finish and of every step, what decides it and what buys time.

    `pace` is what is known of the person; by default nothing is.
    """
    own = pace or learn_pace((), load_assumptions())
    simulated = simulate(problem, solution, links, pace=own, runs=runs, seed=seed)
    calendar = _Calendar(weeks, simulated.course)
    decides, buys = find_deciding(simulated)
    order = [one.activity for one in sorted(solution.placements, key=lambda one: (one.start, one.finish))]
    return Forecast(
        p50=calendar.whole_day(simulated, 0.5),
        p80=calendar.whole_day(simulated, 0.8),
        by_step=tuple(calendar.step_days(simulated, step) for step in order),
        decides=decides,
        buys_weeks=buys,
        runs=runs,
        note=_note(own, simulated, calendar),
        spread=tuple((share, calendar.whole_day(simulated, share)) for share in SHARES),
        pace=own.ratio,
    )


def simulate(
    problem: PlanningProblem,
    solution: Solution,
    links: Links,
    *,
    pace: Pace,
    runs: int,
    seed: int,
) -> Simulated:
    """Draw the futures and run them."""
    import numpy as np

    course = lay_course(problem, solution, links)
    factors = draw_factors(course, pace, runs=runs, seed=seed)
    finishes = run_futures(course, factors, share=_ENOUGH)
    whole = finishes.max(axis=0) if len(finishes) else np.zeros(runs)
    order = np.argsort(whole, kind="stable")
    return Simulated(course=course, factors=factors, finishes=finishes, whole=whole, order=order)


# ------------------------------------------------------------------ draws


def draw_factors(course: Course, pace: Pace, *, runs: int, seed: int) -> "Numbers":
    """Factors on the likely hours, steps by futures.

    A step's deviate is the person's, weighted by the root of their share, plus its
    own (a one-factor Gaussian copula). Over the futures each step's deviates are
    exactly the `runs` middle quantiles of their distribution (Latin hypercube).
    """
    from statistics import NormalDist

    import numpy as np

    invert = NormalDist().inv_cdf
    quantiles = np.array([invert((index + 0.5) / runs) for index in range(runs)])
    shuffled = quantiles[_shuffles(len(course.steps) + 1, runs, seed)]
    person = pace.spread * shuffled[0]
    mixed = sqrt(pace.person_share) * person + sqrt(1 - pace.person_share) * shuffled[1:]
    size = sqrt(pace.person_share * pace.spread**2 + 1 - pace.person_share)
    deviates = np.empty_like(mixed)
    middle = sqrt(pace.person_share) * pace.mean
    np.put_along_axis(deviates, np.argsort(mixed, axis=1), middle + size * quantiles[None, :], axis=1)
    down = np.array([-log(min(1.0, max(one.mode.work_low, 0.01))) for one in course.steps])
    up = np.array([log(max(one.mode.work_high, 1.0)) for one in course.steps])
    spread = np.where(deviates < 0, down[:, None], up[:, None])
    factors: Numbers = np.exp(deviates / Z90 * spread)
    return factors


def _shuffles(rows: int, runs: int, seed: int) -> "NDArray[np.int64]":
    """In each row the numbers below `runs`, shuffled.

    By a counter-based generator (splitmix64): the usual one takes longer to load
    than the whole forecast to run.
    """
    import numpy as np

    counters = np.arange(rows * runs, dtype=np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    return np.argsort(_mixed(counters).reshape(rows, runs), axis=1)


def _mixed(counters: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Steele, Lea and Flood (2014): a counter to sixty-four random bits."""
    import numpy as np

    bits = (counters + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


# ------------------------------------------------------------------ what decides, what buys


def find_deciding(
    simulated: Simulated,
) -> tuple[tuple[tuple[ActivityId, float], ...], tuple[tuple[ActivityId, float], ...]]:
    """For each step the share of futures it decides, and the weeks a tenth less of it buys.

    A sample of the futures, spread evenly over their finishes, is run again with a
    tenth less work on one step at a time. A step decides a future where that brings
    the finish forward; what it buys is the mean gain among the futures around P80.
    """
    import numpy as np

    steps, runs = simulated.factors.shape
    if not steps:
        return (), ()
    size = min(runs, max(_LEAST_SAMPLE, runs // steps))
    picked = simulated.order[((np.arange(size) + 0.5) * runs / size).astype(np.int64)]
    picked = picked[simulated.whole[picked] < FAR]
    gains = _gains(simulated, picked)
    near = slice(int(_BAND[0] * len(picked)), max(1, int(_BAND[1] * len(picked))))
    decides = (gains > 1e-6).mean(axis=1) if len(picked) else np.zeros(steps)
    buys = gains[:, near].mean(axis=1) if len(picked) else np.zeros(steps)
    ids = simulated.course.ids
    return (
        tuple((one, float(share)) for one, share in zip(ids, decides, strict=True)),
        tuple((one, float(weeks)) for one, weeks in zip(ids, buys, strict=True)),
    )


def _gains(simulated: Simulated, picked: "NDArray[np.int64]") -> "Numbers":
    """Weeks by which a tenth less of each step (rows) brings each future (columns) forward."""
    import numpy as np

    steps = len(simulated.course.steps)
    if not len(picked):
        return np.zeros((steps, 0))
    base = simulated.whole[picked]
    factors = np.tile(simulated.factors[:, picked], (1, steps))
    for row in range(steps):
        factors[row, row * len(picked) : (row + 1) * len(picked)] *= _BUYING
    horizon = min(simulated.course.periods, ceil(base.max()) + 1)
    whole = run_futures(simulated.course, factors, horizon=horizon).max(axis=0)
    gains: Numbers = np.maximum(0, base[None, :] - whole.reshape(steps, len(picked)))
    return gains


# ------------------------------------------------------------------ days


class _Calendar:
    """From points in weeks to days: the day of the slot that the point falls in."""

    def __init__(self, weeks: Sequence[Week], course: Course) -> None:
        self.weeks = weeks
        self.course = course

    def whole_day(self, simulated: Simulated, share: float) -> date:
        """The day by which that share of the futures have finished everything."""
        import numpy as np

        if not len(simulated.finishes):
            return self.day_of(0.0, at_work=False)
        run = int(simulated.order[_rank(share, len(simulated.order))])
        last = int(np.argmax(simulated.finishes[:, run]))
        return self.day_of(float(simulated.whole[run]), at_work=self._is_at_work(last))

    def step_days(self, simulated: Simulated, step: ActivityId) -> tuple[ActivityId, date, date]:
        """P50 and P80 of one step."""
        import numpy as np

        number = simulated.course.ids.index(step)
        ranks = [_rank(share, len(simulated.order)) for share in (0.5, 0.8)]
        ends = np.partition(simulated.finishes[number], ranks)
        at_work = self._is_at_work(number)
        middle, sure = (float(ends[rank]) for rank in ranks)
        return step, self.day_of(middle, at_work=at_work), self.day_of(sure, at_work=at_work)

    def _is_at_work(self, number: int) -> bool:
        return set(self.course.steps[number].mode.work) == {WORK}

    def day_of(self, moment: float, *, at_work: bool) -> date:
        """The slot's day; a whole number is the end of the week before."""
        if moment >= len(self.weeks):
            return self.weeks[-1].monday + timedelta(days=6)
        index = max(0, ceil(moment) - 1)
        week = self.weeks[index]
        slots = week.work if at_work else week.own
        if moment == ceil(moment) or not slots:
            return week.monday + timedelta(days=6)
        return _slot_day(slots, moment - index)


def _slot_day(slots: Sequence[Slot], share: float) -> date:
    """The day on which this share of the slots' time is used up."""
    target = share * sum(one.units for one in slots) - 1e-6
    used = 0
    for slot in slots:
        used += slot.units
        if used >= target:
            return slot.day
    return slots[-1].day


def _rank(share: float, count: int) -> int:
    """The place, from 0, of the smallest of `count` ordered values that `share` of them do not exceed."""
    return max(0, ceil(share * count - 1e-9) - 1)


def _note(pace: Pace, simulated: Simulated, calendar: _Calendar) -> str:
    unfinished = float((simulated.whole >= FAR).mean())
    if unfinished <= 1 - SHARES[-1]:
        return pace.note
    return f"{pace.note}; in {unfinished:.0%} of the futures it takes longer than {len(calendar.weeks)} weeks"


def advise_deadline(forecast: Forecast, deadline: date) -> str:
    """Whether a chosen deadline lies inside the range of likely dates, in a sentence."""
    if deadline >= forecast.p80:
        return "The date holds in at least 8 of 10 futures."
    if deadline >= forecast.p50:
        return f"The date holds in 5 to 8 of 10 futures; {forecast.p80.isoformat()} would hold in 8."
    held = max((share for share, day in forecast.spread if day <= deadline), default=0.0)
    few = f"about {round(held * 20)} of 20" if held else "fewer than 1 of 20"
    return f"The date holds in {few} futures; {forecast.p80.isoformat()} would hold in 8 of 10."
