"""The planning problem by number: checked, tightened, ready to compute with.

What cannot be part of any schedule is left out here, each time for a stated
reason: modes that fit in no window, modes that another mode of the same activity
beats in everything, options that nothing needs, needs that nobody can meet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from cairn.plan.problem import Activity, ActivityId, Mode, PlanningProblem

GOAL = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedMode:
    """A mode with its work by resource number and its costs by budget number."""

    id: str
    duration: int
    work: tuple[int, ...]
    costs: tuple[int, ...]
    can_pause: bool
    most: int

    @property
    def price(self) -> int:
        """What it costs over all budgets."""
        return sum(self.costs)

    @property
    def units(self) -> int:
        """What it works over all resources."""
        return sum(self.work)

    def demand(self, resource: int) -> int:
        """Units in each period of a steady mode."""
        return self.work[resource] // self.duration if self.duration else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedActivity:
    """An activity with the modes that can be part of a schedule.

    `earliest` is the first period it can start in, whatever is chosen; `latest`
    the last finish allowed.
    """

    id: ActivityId
    label: str
    modes: tuple[NumberedMode, ...]
    is_required: bool
    release: int
    latest: int
    earliest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNeed:
    """A need whose `owner` is an activity's number, or GOAL."""

    id: str
    label: str
    owner: int
    any_of: tuple[int, ...]
    lag: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedProblem:
    """The whole problem by number.

    `horizon` is the latest finish of all. `gone` are activities that no schedule
    needs or can hold; `impossible` says in words why there is no schedule at
    all, where that is already plain. With `may_drop` a goal's need may go unmet.
    """

    horizon: int
    capacity: tuple[tuple[int, ...], ...]
    available: tuple[tuple[int, ...], ...]
    activities: tuple[NumberedActivity, ...]
    needs: tuple[NumberedNeed, ...]
    precedences: tuple[tuple[int, int, int], ...]
    impossible: tuple[str, ...] = ()
    may_drop: bool = False

    @property
    def kept(self) -> Iterator[int]:
        """The numbers of the activities that may be part of a schedule."""
        return (number for number, activity in enumerate(self.activities) if activity.modes)

    @property
    def has_pauses(self) -> bool:
        """Whether any work may be spread freely."""
        return any(mode.can_pause and mode.units for one in self.activities for mode in one.modes)


_Begins = dict[tuple[NumberedMode, int, int], int]
_Windows = dict[tuple[NumberedMode, int, int], tuple[int, int] | None]


def shares_period(before: NumberedMode, after: NumberedMode, lag: int) -> int:
    """1 where the second may start in the very period in which the first ends."""
    both_pause = lag == 0 and before.can_pause and after.can_pause and before.duration + before.units > 0
    return int(both_pause and _resources(before) == _resources(after) and len(_resources(after)) <= 1)


def _resources(mode: NumberedMode) -> tuple[int, ...]:
    """The numbers of the renewable resources it works with."""
    return tuple(number for number, work in enumerate(mode.work) if work)


def earliest_finish(
    mode: NumberedMode, start: int, latest: int, capacity: Sequence[Sequence[int]]
) -> tuple[int, int] | None:
    """The earliest start from `start` on and finish, were it alone; None beyond `latest`."""
    if not mode.can_pause:
        return _steady_window(mode, start, latest, capacity)
    finish = start + mode.duration
    for number, work in enumerate(mode.work):
        left, period = work, start
        while left > 0 and period < latest:
            left -= min(capacity[number][period], mode.most or left)
            period += 1
        if left > 0:
            return None
        finish = max(finish, period) if work else finish
    return (start, finish) if finish <= latest else None


def _steady_window(
    mode: NumberedMode, start: int, latest: int, capacity: Sequence[Sequence[int]]
) -> tuple[int, int] | None:
    run, asked = 0, [(row, mode.demand(number)) for number, row in enumerate(capacity) if mode.work[number]]
    for period in range(start, latest):
        if run >= mode.duration:
            break
        run = run + 1 if all(row[period] >= demand for row, demand in asked) else 0
        if not run:
            start = period + 1
    return (start, start + mode.duration) if start + mode.duration <= latest else None


def latest_start(mode: NumberedMode, earliest: int, finish: int, capacity: Sequence[Sequence[int]]) -> int:
    """The latest start by which it can end at `finish`, were it alone; before `earliest`: none."""
    if not mode.can_pause:
        mirrored = [row[earliest:finish][::-1] for row in capacity]
        window = _steady_window(mode, 0, finish - earliest, mirrored)
        return earliest - 1 if window is None else finish - window[1]
    start = finish - mode.duration
    for number, work in enumerate(mode.work):
        left, period = work, finish
        while left > 0 and period > earliest:
            period -= 1
            left -= min(capacity[number][period], mode.most or left)
        if left > 0:
            return earliest - 1
        start = min(start, period) if work else start
    return start


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


def tighten(problem: NumberedProblem) -> NumberedProblem:
    """Raise earliest starts, lower latest finishes and drop what cannot be part of any schedule.

    What an optional activity does that nobody waits for could as well be left out, so
    it ends before the last that may wait for it begins: a best schedule is among these.
    """
    fits: _Windows = {}
    begins: _Begins = {}
    while True:
        activities = _thinned(problem, fits)
        needed = _relevant(problem, activities)
        activities = tuple(
            one if number in needed else _with_modes(one, ()) for number, one in enumerate(activities)
        )
        activities = _moved_right(problem, activities, fits)
        activities = _moved_left(problem, activities, fits, begins)
        if activities == problem.activities:
            break
        problem = replace(problem, activities=activities)
    return replace(problem, impossible=_plain_contradictions(problem))


def cut_horizon(problem: NumberedProblem, horizon: int) -> NumberedProblem:
    """The problem of finishing by `horizon`, tightened anew."""
    if horizon >= problem.horizon:
        return problem
    activities = tuple(replace(one, latest=min(one.latest, horizon)) for one in problem.activities)
    capacity = tuple(row[:horizon] for row in problem.capacity)
    available = tuple(row[: horizon + 1] for row in problem.available)
    return tighten(
        replace(problem, activities=activities, horizon=horizon, capacity=capacity, available=available)
    )


def _window(
    problem: NumberedProblem, one: NumberedActivity, mode: NumberedMode, fits: _Windows
) -> tuple[int, int] | None:
    key = (mode, one.earliest, one.latest)
    if key not in fits:
        fits[key] = earliest_finish(mode, one.earliest, one.latest, problem.capacity)
    return fits[key]


def _thinned(problem: NumberedProblem, fits: _Windows) -> tuple[NumberedActivity, ...]:
    """Only modes that fit alone between the earliest start and the latest finish."""
    richest = [max(row, default=0) for row in problem.available]
    return tuple(
        _with_modes(
            one,
            tuple(
                mode
                for mode in one.modes
                if _window(problem, one, mode, fits)
                and all(cost <= most for cost, most in zip(mode.costs, richest, strict=True))
            ),
        )
        for one in problem.activities
    )


def _with_modes(one: NumberedActivity, modes: tuple[NumberedMode, ...]) -> NumberedActivity:
    return one if len(modes) == len(one.modes) else replace(one, modes=modes)


def _relevant(problem: NumberedProblem, activities: Sequence[NumberedActivity]) -> set[int]:
    """What is required, meets a goal need, or is needed by something relevant."""
    by_owner: dict[int, list[NumberedNeed]] = {}
    for need in problem.needs:
        by_owner.setdefault(need.owner, []).append(need)
    found: set[int] = set()
    open_ = [number for number, one in enumerate(activities) if one.is_required]
    open_ += [number for need in by_owner.get(GOAL, ()) for number in need.any_of]
    while open_:
        number = open_.pop()
        if number not in found and activities[number].modes:
            found.add(number)
            open_ += [one for need in by_owner.get(number, ()) for one in need.any_of]
    return found


def _moved_right(
    problem: NumberedProblem, activities: tuple[NumberedActivity, ...], fits: _Windows
) -> tuple[NumberedActivity, ...]:
    """Earliest starts raised by needs and by required predecessors."""
    moved = list(activities)
    for need in problem.needs:
        if need.owner != GOAL and moved[need.owner].modes:
            after = moved[need.owner]
            ways = [_free_from(problem, moved[one], after, need.lag, fits) for one in need.any_of]
            moved[need.owner] = _started(after, min(ways, default=problem.horizon + 1))
    for before, number, lag in problem.precedences:
        if moved[before].is_required and moved[number].modes:
            way = _free_from(problem, moved[before], moved[number], lag, fits)
            moved[number] = _started(moved[number], way)
    return tuple(moved)


def _moved_left(
    problem: NumberedProblem,
    activities: tuple[NumberedActivity, ...],
    fits: _Windows,
    begins: _Begins,
) -> tuple[NumberedActivity, ...]:
    """Latest finishes lowered by those that wait; the only way to something required is required."""
    moved = list(activities)
    awaited: dict[int, int] = {}
    for need in problem.needs:
        ways = [one for one in need.any_of if moved[one].modes]
        if need.owner == GOAL:
            ends = dict.fromkeys(ways, problem.horizon)
            in_time = [] if problem.may_drop else ways
        else:
            ends = {one: _last_end(problem, moved[one], moved[need.owner], need.lag, begins) for one in ways}
            in_time = [one for one in ways if _least_finish(problem, moved[one], fits) <= ends[one]]
            in_time = in_time if moved[need.owner].is_required else []
        awaited |= {one: max(awaited.get(one, 0), end) for one, end in ends.items()}
        if len(in_time) == 1:
            moved[in_time[0]] = _ended(replace(moved[in_time[0]], is_required=True), ends[in_time[0]])
    for number, end in awaited.items():
        if not moved[number].is_required:
            moved[number] = _ended(moved[number], end)
    _move_predecessors_left(problem, moved, begins)
    return tuple(moved)


def _move_predecessors_left(problem: NumberedProblem, moved: list[NumberedActivity], begins: _Begins) -> None:
    for before, after, lag in problem.precedences:
        if moved[before].modes and moved[after].modes and moved[after].is_required:
            end = _last_end(problem, moved[before], moved[after], lag, begins)
            moved[before] = _ended(moved[before], end)


def _ended(activity: NumberedActivity, latest: int) -> NumberedActivity:
    if latest < activity.earliest:
        return _with_modes(activity, ())
    return replace(activity, latest=latest) if latest < activity.latest else activity


def _least_finish(problem: NumberedProblem, one: NumberedActivity, fits: _Windows) -> int:
    windows = (_window(problem, one, mode, fits) for mode in one.modes)
    return min((window[1] for window in windows if window), default=problem.horizon + 1)


def _last_end(
    problem: NumberedProblem, before: NumberedActivity, after: NumberedActivity, lag: int, begins: _Begins
) -> int:
    """The latest finish of `before` from which `after` can still begin, over all pairs of modes."""
    best = -1
    can_share = lag == 0 and any(mode.can_pause and mode.duration + mode.units > 0 for mode in before.modes)
    for mode in after.modes:
        key = (mode, after.earliest, after.latest)
        if key not in begins:
            begins[key] = latest_start(mode, after.earliest, after.latest, problem.capacity)
        if begins[key] >= after.earliest:
            best = max(best, begins[key] - lag + int(can_share and mode.can_pause))
    return best


def _started(activity: NumberedActivity, earliest: int) -> NumberedActivity:
    if earliest > activity.latest:
        return _with_modes(activity, ())
    return replace(activity, earliest=earliest) if earliest > activity.earliest else activity


def _free_from(
    problem: NumberedProblem, before: NumberedActivity, after: NumberedActivity, lag: int, fits: _Windows
) -> int:
    """The earliest start of `after` behind `before`, over all pairs of modes."""
    best = problem.horizon + 1
    can_share = lag == 0 and any(mode.can_pause for mode in after.modes)
    for mode in before.modes:
        window = _window(problem, before, mode, fits)
        if window:
            share = can_share and mode.can_pause and mode.duration + mode.units > 0
            best = min(best, window[1] + lag - int(share))
    return best


def _plain_contradictions(problem: NumberedProblem) -> tuple[str, ...]:
    found = [
        f"“{one.label}” fits nowhere between its earliest start and its latest finish"
        for one in problem.activities
        if one.is_required and not one.modes
    ]
    found += [
        f"nothing that is left can meet “{need.label}”"
        for need in problem.needs
        if need.owner == GOAL and not any(problem.activities[one].modes for one in need.any_of)
    ]
    return tuple(found)


def cumulated(capacity: Sequence[int]) -> list[int]:
    """Units available before each period; one entry more than periods."""
    return list(accumulate(capacity, initial=0))
