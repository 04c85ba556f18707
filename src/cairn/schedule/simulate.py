"""Many futures of one plan at once: the same steps, the same weeks, other hours.

In every future each week goes to the work that may go on, steps of a fixed pace
first and then in the order in which the plan ends them, so that a step which ends
early brings the next one forward and one which is late pushes it back. Where that
order alone would end later than the plan with the very hours of the plan, what the
plan has in a week comes first. A finish is a point in weeks: 9.25 is a quarter of
the tenth week's hours.

Definitions: docs/method/forecast.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from cairn.plan.problem import ActivityId, Mode, Placement, PlanningProblem, Solution
from cairn.schedule.date_plan import Links

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Indexes = NDArray[np.intp]

FAR = 1e9  # the finish of work that did not end in the weeks looked at
_NOTHING = 1e-6
_LAST_MOMENT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep:
    """A placed step as a future needs it: resources by number, waits by step number.

    `not_before` is the first period it may start in whatever happens; `waits` are
    (number of the step before, periods to add to the end of its last period).
    `planned` is, for each resource worked with, the share of the work that the plan
    has done by the end of each period from `planned_start` on.
    """

    activity: ActivityId
    mode: Mode
    planned_start: int
    not_before: int
    work: tuple[tuple[int, int], ...]
    waits: tuple[tuple[int, int], ...]
    planned: tuple[tuple[float, ...], ...]

    def share_planned(self, index: int, week: int) -> float:
        """Share of the work on its resource number `index` that the plan has done by the end of `week`."""
        offset = week - self.planned_start
        shares = self.planned[index]
        return 0.0 if offset < 0 or not shares else shares[min(offset, len(shares) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A plan as futures run through it: steps in the order in which they claim hours.

    `keeps_plan` says that a week's hours go first to what the plan has in it.
    """

    steps: tuple[CourseStep, ...]
    capacity: tuple[tuple[int, ...], ...]
    periods: int
    keeps_plan: bool = False

    @property
    def ids(self) -> tuple[ActivityId, ...]:
        """The steps' activities in claiming order."""
        return tuple(one.activity for one in self.steps)


def lay_course(problem: PlanningProblem, solution: Solution, links: Links) -> Course:
    """The course that a schedule sets: who claims hours first, who waits for whom."""
    modes = {(one.id, mode.id): mode for one in problem.activities for mode in one.modes}
    chosen = {one.activity: modes[one.activity, one.mode] for one in solution.placements}
    claims = sorted(
        solution.placements,
        key=lambda one: (
            chosen[one.activity].can_pause,
            one.finish,
            links.rank(one.activity),
            one.start,
            one.activity,
        ),
    )
    number = {one.activity: index for index, one in enumerate(claims)}
    course = Course(
        steps=tuple(_course_step(one, problem, chosen, links, number) for one in claims),
        capacity=tuple(one.capacity for one in problem.resources),
        periods=problem.periods,
    )
    return replace(course, keeps_plan=_ends_late(course, [one.finish for one in claims]))


def _ends_late(course: Course, planned: Sequence[int]) -> bool:
    """Whether claims alone, with exactly the likely hours, end any step later than the plan."""
    import numpy as np

    ends = run_futures(course, np.ones((len(planned), 1)), horizon=max(planned, default=0))
    return bool((ends[:, 0] > np.array(planned)).any())


def _course_step(
    placed: Placement,
    problem: PlanningProblem,
    chosen: Mapping[ActivityId, Mode],
    links: Links,
    number: Mapping[ActivityId, int],
) -> CourseStep:
    mode = chosen[placed.activity]
    release = next(one.release for one in problem.activities if one.id == placed.activity)
    work = tuple(
        (index, mode.work[one.id]) for index, one in enumerate(problem.resources) if mode.work.get(one.id)
    )
    names = [one.id for one in problem.resources]
    return CourseStep(
        activity=placed.activity,
        mode=mode,
        planned_start=placed.start,
        not_before=placed.start if _keeps_its_start(mode, problem) else release,
        work=work,
        waits=tuple(
            (number[other], lag - _shared_period(chosen[other], mode, lag))
            for other, lag in links.before.get(placed.activity, ())
        ),
        planned=tuple(_shares(placed, names[resource], units) for resource, units in work),
    )


def _shares(placed: Placement, resource: str, units: int) -> tuple[float, ...]:
    by_period = [0] * (placed.finish - placed.start)
    for load in placed.loads:
        if load.resource == resource:
            by_period[load.period - placed.start] += load.amount
    return tuple(done / units for done in accumulate(by_period))


def _keeps_its_start(mode: Mode, problem: PlanningProblem) -> bool:
    """A class begins on its date, and what waits for money does not begin before it is there."""
    waits_for_money = any(mode.costs.get(one.id) and len(set(one.available)) > 1 for one in problem.budgets)
    return waits_for_money or not mode.can_pause


def _shared_period(before: Mode, after: Mode, lag: int) -> int:
    """1 where the second may begin in the very period in which the first ends (see `plan.problem`)."""
    names = [{name for name, units in mode.work.items() if units} for mode in (before, after)]
    return int(
        lag == 0 and before.can_pause and after.can_pause and names[0] == names[1] and len(names[0]) == 1
    )


def run_futures(course: Course, factors: "Numbers", *, horizon: int = 0, share: float = 1.0) -> "Numbers":
    """The finish of every step (rows) in every future (columns), in weeks.

    `factors` (steps by futures) multiply the likely work. The run ends at `horizon`
    (default: the last period), or once `share` of the futures have finished each
    step; what has not finished then is `FAR`.
    """
    import numpy as np

    future = _Future(course, factors)
    enough = share * factors.shape[1]
    for week in range(horizon or course.periods):
        future.work_off(week)
        if all(one.ended >= enough for one in future.open_steps):
            break
    return np.asarray(future.finish)


class _OpenStep:
    """What is still to do of one step in every future."""

    def __init__(self, number: int, step: CourseStep, factors: "Numbers") -> None:
        import numpy as np

        self.number = number
        self.step = step
        self.total = [(resource, work * factors) for resource, work in step.work]
        self.left = [(resource, total.copy()) for resource, total in self.total]
        self.is_open = np.ones(len(factors), dtype=np.bool_)
        self.begun: Numbers | None = None
        self.all_begun = False
        self.taken_now: list[Numbers | float] = [0.0 for _ in step.work]
        self.all_ready = not step.waits
        self.ended = 0

    def begin(self, week: int, where: "Marks | bool") -> None:
        """Note the first week of each future, where a least length or a pace counts from it."""
        import numpy as np

        if self.all_begun or (self.step.mode.duration <= 1 and self.step.mode.can_pause):
            return
        if self.begun is None:
            self.begun = np.full(len(self.is_open), FAR)
        newly = (self.begun > week) & where
        self.begun[newly.nonzero()[0]] = week
        self.all_begun = where is True

    def take(self, index: int, room: "Numbers", week: int, ready: "Marks | bool") -> "Numbers":
        """What the step works this week on its resource number `index`, of what it may."""
        import numpy as np

        if not self.step.mode.can_pause:
            weeks_done = week + 1 - self.begun if self.begun is not None else np.zeros(len(self.is_open))
            share = np.minimum(np.maximum(weeks_done / self.step.mode.duration, 0), 1)
            return self._due(index, share, room)
        taken = np.minimum(self.left[index][1], room)
        if self.step.mode.most_per_period:
            np.minimum(taken, self.step.mode.most_per_period - self.taken_now[index], out=taken)
        return self._noted(taken, week, ready)

    def take_planned(self, index: int, room: "Numbers", week: int, ready: "Marks | bool") -> "Numbers":
        """What the plan has done by the end of this week and the future has not, of what it may."""
        import numpy as np

        taken = self._due(index, self.step.share_planned(index, week), room)
        if self.step.mode.most_per_period:
            np.minimum(taken, self.step.mode.most_per_period, out=taken)
        return self._noted(taken, week, ready)

    def _due(self, index: int, share: "Numbers | float", room: "Numbers") -> "Numbers":
        import numpy as np

        due: Numbers = self.left[index][1] - self.total[index][1] * (1 - share)
        return np.minimum(np.maximum(due, 0, out=due), room, out=due)

    def _noted(self, taken: "Numbers", week: int, ready: "Marks | bool") -> "Numbers":
        if ready is not True:
            taken *= ready
        if week < self.step.planned_start:
            self.begin(week, taken > 0)
        return taken


class _Future:
    """All futures in step, week after week; arrays hold one number a future."""

    def __init__(self, course: Course, factors: "Numbers") -> None:
        import numpy as np

        self.runs = factors.shape[1]
        self.capacity = course.capacity
        self.keeps_plan = course.keeps_plan
        self.finish = np.full(factors.shape, FAR)
        self.last_period = np.full(factors.shape, FAR)
        self.steps = [_OpenStep(index, one, factors[index]) for index, one in enumerate(course.steps)]

    @property
    def open_steps(self) -> "Sequence[_OpenStep]":
        """The steps that have not ended in every future."""
        return [one for one in self.steps if one.ended < self.runs]

    def work_off(self, week: int) -> None:
        """Give one week's hours away, first claim first."""
        import numpy as np

        room = [np.full(self.runs, float(row[week])) for row in self.capacity]
        dry = [not row[week] for row in self.capacity]
        if self.keeps_plan:
            for one in self.open_steps:
                one.taken_now = [0.0 for _ in one.left]
                if one.step.mode.can_pause:
                    self._advance(one, week, room, dry, as_planned=True)
        for one in self.open_steps:
            self._advance(one, week, room, dry, as_planned=False)

    def _advance(
        self, one: _OpenStep, week: int, room: "list[Numbers]", dry: list[bool], *, as_planned: bool
    ) -> None:
        """Let one step work what it may on what is left of the week."""
        import numpy as np

        if week < one.step.not_before or (ready := self._ready(one, week)) is None:
            return
        if week >= one.step.planned_start:
            one.begin(week, ready)
        went_on = not one.left
        for index, (resource, left) in enumerate(one.left):
            if not dry[resource]:
                went_on = True
                take = one.take_planned if as_planned else one.take
                taken = take(index, room[resource], week, ready)
                np.subtract(left, taken, out=left)
                room[resource] -= taken
                if self.keeps_plan:
                    one.taken_now[index] = one.taken_now[index] + taken
                dry[resource] = not room[resource].any()
        if went_on:
            self._end(one, ready, room, week)

    def _ready(self, one: _OpenStep, week: int) -> "Marks | bool | None":
        """True: in all futures; a mark a future; None: in none."""
        import numpy as np

        if one.all_ready:
            return True
        if any(not self.steps[before].ended for before, _ in one.step.waits):
            return None
        free_from = [self.last_period[before] + extra for before, extra in one.step.waits]
        ready: Marks = np.maximum.reduce(free_from) <= week if len(free_from) > 1 else free_from[0] <= week
        count = int(np.count_nonzero(ready))
        one.all_ready = count == self.runs
        return True if one.all_ready else ready if count else None

    def _end(self, one: _OpenStep, ready: "Marks | bool", room: "list[Numbers]", week: int) -> None:
        """Set the finish where the work is done: at the share of the week's hours used by then."""
        import numpy as np

        ended = one.is_open if ready is True else one.is_open & ready
        for _, left in one.left:
            ended = ended & (left <= _NOTHING)
        ends = ended.nonzero()[0]
        if not len(ends):
            return
        one.ended += len(ends)
        one.is_open[ends] = False
        moments = self._moments(one, room, ends, week)
        if one.begun is not None:
            length = one.begun[ends] + one.step.mode.duration
            moments = np.where(week + 1 >= length, moments, length) if one.left else length
        self.finish[one.number, ends] = moments
        self.last_period[one.number, ends] = np.ceil(moments)

    def _moments(self, one: _OpenStep, room: "list[Numbers]", ends: "Indexes", week: int) -> "Numbers":
        """Where in the week these futures stand: at the share of its hours that is used."""
        import numpy as np

        waiting = one.step.mode.duration if not one.left else 0
        moments = np.full(len(ends), float(week + waiting))
        for resource, _ in one.left:
            there = self.capacity[resource][week]
            if there:
                used = (there - room[resource][ends]) / there
                inside = np.minimum(np.maximum(used, _LAST_MOMENT), 1 - _LAST_MOMENT)
                np.maximum(moments, week + inside, out=moments)
        return moments
