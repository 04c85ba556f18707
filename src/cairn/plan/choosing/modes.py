"""A mode alone: its numbers, and when it could be done if nothing else were."""

from collections.abc import Sequence
from dataclasses import dataclass, field

NEVER = 1 << 30


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


@dataclass(slots=True)
class Alone:
    """Windows of modes alone under one calendar, remembered.

    A calendar cut at an earlier finish has the same windows as far as it goes, so one
    memory serves a problem and all that are cut from it. Modes are told apart by
    identity: it is much quicker than by value, and equal ones are merely asked twice.
    """

    horizon: int
    capacity: tuple[tuple[int, ...], ...]
    _ends: dict[int, dict[int, int]] = field(default_factory=dict)
    _starts: dict[int, dict[int, int]] = field(default_factory=dict)
    _modes: list[NumberedMode] = field(default_factory=list)

    def covers(self, horizon: int, capacity: Sequence[Sequence[int]]) -> bool:
        """Whether this is the calendar, or a longer one."""
        return (
            len(capacity) == len(self.capacity)
            and horizon <= self.horizon
            and all(row == longer[: len(row)] for row, longer in zip(capacity, self.capacity, strict=True))
        )

    def finish_from(self, mode: NumberedMode, start: int) -> int:
        """The earliest finish from a start on; NEVER if the calendar ends before."""
        known = self._ends.get(id(mode))
        if known is None:
            known = self._remember(mode, self._ends)
        if start not in known:
            window = earliest_finish(mode, start, self.horizon, self.capacity)
            known[start] = window[1] if window else NEVER
        return known[start]

    def start_by(self, mode: NumberedMode, finish: int) -> int:
        """The latest start from which it ends by a finish; -1 if there is none."""
        known = self._starts.get(id(mode))
        if known is None:
            known = self._remember(mode, self._starts)
        if finish not in known:
            known[finish] = latest_start(mode, 0, finish, self.capacity)
        return known[finish]

    def _remember(self, mode: NumberedMode, memory: dict[int, dict[int, int]]) -> dict[int, int]:
        self._modes.append(mode)  # kept alive, so that its identity stays its own
        return memory.setdefault(id(mode), {})
