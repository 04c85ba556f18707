"""Tightening: what no best schedule can hold is left out before anything is searched.

Earliest starts rise along needs and required predecessors, latest finishes fall the
other way, modes that fit no window go, and so on until nothing moves.
"""

from dataclasses import dataclass, field, replace

from cairn.plan.choosing.modes import NEVER, Alone, NumberedMode
from cairn.plan.choosing.values import GOAL, NumberedActivity, NumberedNeed, NumberedProblem

_Pair = tuple[int, int]


def tighten(problem: NumberedProblem) -> NumberedProblem:
    """Raise earliest starts, lower latest finishes and drop what cannot be part of any schedule.

    What an optional activity does that nobody waits for could as well be left out, so
    it ends before the last that may wait for it begins: a best schedule is among these.
    """
    if not problem.alone.covers(problem.horizon, problem.capacity):
        problem = replace(problem, alone=Alone(horizon=problem.horizon, capacity=problem.capacity))
    state = Tightening(problem=problem)
    while state.has_changed:
        state.has_changed = False
        state.thin_out()
        state.drop_useless()
        state.move_right()
        state.move_left()
    problem = replace(problem, activities=state.activities())
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


@dataclass(slots=True)
class Tightening:
    """The windows while they close. A pair is for those that may not, and may, share a period."""

    problem: NumberedProblem
    has_changed: bool = True
    earliest: list[int] = field(default_factory=list)
    latest: list[int] = field(default_factory=list)
    modes: list[tuple[NumberedMode, ...]] = field(default_factory=list)
    required: list[bool] = field(default_factory=list)
    needs_of: dict[int, list[NumberedNeed]] = field(default_factory=dict)
    _ends: list[_Pair | None] = field(default_factory=list)
    _begins: list[_Pair | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start from the problem's own windows."""
        activities = self.problem.activities
        self.earliest = [one.earliest for one in activities]
        self.latest = [one.latest for one in activities]
        self.modes = [one.modes for one in activities]
        self.required = [one.is_required for one in activities]
        self._ends, self._begins = [None] * len(activities), [None] * len(activities)
        for need in self.problem.needs:
            self.needs_of.setdefault(need.owner, []).append(need)

    def activities(self) -> tuple[NumberedActivity, ...]:
        """The activities with what is known by now."""
        return tuple(
            one
            if (one.earliest, one.latest, len(one.modes), one.is_required)
            == (self.earliest[number], self.latest[number], len(self.modes[number]), self.required[number])
            else replace(
                one,
                earliest=self.earliest[number],
                latest=self.latest[number],
                modes=self.modes[number],
                is_required=self.required[number],
            )
            for number, one in enumerate(self.problem.activities)
        )

    def thin_out(self) -> None:
        """Only modes that fit alone between the earliest start and the latest finish, and are affordable."""
        richest = [max(row, default=0) for row in self.problem.available]
        alone = self.problem.alone
        for number, modes in enumerate(self.modes):
            kept = tuple(
                mode
                for mode in modes
                if alone.finish_from(mode, self.earliest[number]) <= self.latest[number]
                and all(cost <= most for cost, most in zip(mode.costs, richest, strict=True))
            )
            if len(kept) < len(modes):
                self._set_modes(number, kept)

    def drop_useless(self) -> None:
        """Only what is required, meets a goal's need, or is needed by something that is kept."""
        found: set[int] = set()
        open_ = [number for number, is_required in enumerate(self.required) if is_required]
        open_ += [number for need in self.needs_of.get(GOAL, ()) for number in need.any_of]
        while open_:
            number = open_.pop()
            if number not in found and self.modes[number]:
                found.add(number)
                open_ += [one for need in self.needs_of.get(number, ()) for one in need.any_of]
        for number, modes in enumerate(self.modes):
            if modes and number not in found:
                self._set_modes(number, ())

    def move_right(self) -> None:
        """Earliest starts raised by needs and by required predecessors."""
        for need in self.problem.needs:
            if need.owner != GOAL and self.modes[need.owner]:
                sharing = self._may_share(need.owner, need.lag)
                ways = [self._free_from(one, sharing=sharing) for one in need.any_of]
                self._start(need.owner, min(ways, default=NEVER) + need.lag)
        for before, number, lag in self.problem.precedences:
            if self.required[before] and self.modes[number]:
                self._start(number, self._free_from(before, sharing=self._may_share(number, lag)) + lag)

    def move_left(self) -> None:
        """Latest finishes lowered by those that wait; the only way to something required is required."""
        awaited: dict[int, int] = {}
        for need in self.problem.needs:
            ways = [one for one in need.any_of if self.modes[one]]
            ends = {one: self._last_end(one, need.owner, need.lag) for one in ways}
            if need.owner == GOAL:
                in_time = [] if self.problem.may_drop else ways
            else:
                is_forced = self.required[need.owner]
                in_time = [one for one in ways if self._free_from(one) <= ends[one]] if is_forced else []
            for one, end in ends.items():
                awaited[one] = max(awaited.get(one, -1), end)
            if len(in_time) == 1:
                self._require(in_time[0], ends[in_time[0]])
        for number, end in awaited.items():
            if not self.required[number]:
                self._end(number, end)
        for before, after, lag in self.problem.precedences:
            if self.modes[before] and self.modes[after] and self.required[after]:
                self._end(before, self._last_end(before, after, lag))

    def _may_share(self, number: int, lag: int) -> bool:
        return lag == 0 and any(mode.can_pause for mode in self.modes[number])

    def _free_from(self, number: int, *, sharing: bool = False) -> int:
        """The earliest finish, or for those that may share its last period that period."""
        pair = self._ends[number]
        if pair is None:
            alone, start, latest = self.problem.alone, self.earliest[number], self.latest[number]
            plain = shared = NEVER
            for mode in self.modes[number]:
                finish = alone.finish_from(mode, start)
                if finish <= latest:
                    plain = min(plain, finish)
                    shared = min(shared, finish - int(mode.can_pause and mode.duration + mode.units > 0))
            pair = self._ends[number] = (plain, shared)
        return pair[sharing]

    def _last_end(self, before: int, owner: int, lag: int) -> int:
        """The latest finish of `before` from which the owner can still begin, over all pairs of modes."""
        if owner == GOAL:
            return self.problem.horizon
        pair = self._begins[owner]
        if pair is None:
            alone, earliest, latest = self.problem.alone, self.earliest[owner], self.latest[owner]
            plain = shared = -NEVER
            for mode in self.modes[owner]:
                start = alone.start_by(mode, latest)
                if start >= earliest:
                    plain = max(plain, start)
                    shared = max(shared, start + int(mode.can_pause))
            pair = self._begins[owner] = (plain, shared)
        sharing = lag == 0 and any(
            mode.can_pause and mode.duration + mode.units > 0 for mode in self.modes[before]
        )
        return max(-1, pair[sharing] - lag)

    def _set_modes(self, number: int, modes: tuple[NumberedMode, ...]) -> None:
        self.modes[number] = modes
        self._changed(number)

    def _start(self, number: int, earliest: int) -> None:
        if earliest > self.latest[number]:
            self._set_modes(number, ())
        elif earliest > self.earliest[number]:
            self.earliest[number] = earliest
            self._changed(number)

    def _end(self, number: int, latest: int) -> None:
        if latest < self.earliest[number]:
            if self.modes[number]:
                self._set_modes(number, ())
        elif latest < self.latest[number]:
            self.latest[number] = latest
            self._changed(number)

    def _require(self, number: int, latest: int) -> None:
        if not self.required[number]:
            self.required[number] = True
            self._changed(number)
        self._end(number, latest)

    def _changed(self, number: int) -> None:
        self._ends[number] = self._begins[number] = None
        self.has_changed = True


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
