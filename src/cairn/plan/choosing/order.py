"""The order of a choice: how early each activity can end, and why not earlier.

What ends too late, or relies on itself in a circle, becomes a clause that names every
way to escape it. It covers what landmarks leave out: rules that hold only where both
activities are chosen. (Loop formulas of answer set programming, extended to times.)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cairn.plan.choosing.choose import Selection
from cairn.plan.choosing.index import (
    NumberedMode,
    NumberedNeed,
    NumberedProblem,
    shares_period,
)
from cairn.plan.choosing.modes import NEVER

Times = dict[int, tuple[int, int]]
Key = tuple[int, NumberedMode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`root` ends at `finish` or later, unless one of `escapes` is chosen or one of `absent` is not."""

    root: Key
    finish: int
    escapes: frozenset[Key]
    absent: frozenset[Key]


@dataclass(slots=True)
class Order:
    """What waits for what in the whole problem, so that what is found holds for any finish."""

    problem: NumberedProblem
    needs_of: dict[int, list[NumberedNeed]] = field(default_factory=dict)
    before: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: NumberedProblem) -> "Order":
        """Of the whole problem."""
        order = cls(problem=problem)
        for need in problem.needs:
            order.needs_of.setdefault(need.owner, []).append(need)
        for first, second, lag in problem.precedences:
            order.before.setdefault(second, []).append((first, lag))
        return order

    def finish_from(self, mode: NumberedMode, start: int) -> int:
        """The earliest finish of a mode from a start on, were it alone; past the horizon just that."""
        horizon = self.problem.horizon
        return start + 1 if start > horizon else min(self.problem.alone.finish_from(mode, start), horizon + 1)


def times_of(order: Order, selection: Selection) -> Times:
    """Each activity's earliest start and finish by order alone; missing where in a circle."""
    times: Times = {}
    waiting = set(selection)
    changed = True
    while changed:
        changed = False
        for number in sorted(waiting):
            start = _start(order, selection, times, number)
            if start < NEVER:
                times[number] = (start, order.finish_from(selection[number], start))
                changed = True
        waiting -= times.keys()
    return _earlier(order, selection, times)


def _earlier(order: Order, selection: Selection, times: Times) -> Times:
    """The least times: alternatives found later may let something start earlier."""
    for _ in range(len(selection)):
        changed = False
        for number in times:
            start = _start(order, selection, times, number)
            if start < times[number][0]:
                times[number] = (start, order.finish_from(selection[number], start))
                changed = True
        if not changed:
            break
    return times


def _start(order: Order, selection: Selection, times: Times, number: int) -> int:
    start = order.problem.activities[number].earliest
    mode = selection[number]
    for need in order.needs_of.get(number, ()):
        ways = (_free_from(selection, times, one, mode, need.lag) for one in need.any_of if one in times)
        start = max(start, min(ways, default=NEVER))
    for first, lag in order.before.get(number, ()):
        if first in selection:
            start = max(start, _free_from(selection, times, first, mode, lag) if first in times else NEVER)
    return start


def _free_from(selection: Selection, times: Times, first: int, mode: NumberedMode, lag: int) -> int:
    return times[first][1] + lag - shares_period(selection[first], mode, lag)


def cuts_of(order: Order, selection: Selection, times: Times, latest: Mapping[int, int]) -> Iterator[Cut]:
    """A cut for each activity that is in a circle or ends after its latest finish."""
    late = [one for one in selection if one not in times or times[one][1] > latest[one]]
    for number in late:
        start, finish = times.get(number, (NEVER, NEVER))
        reason = _Reason(order=order, selection=selection, times=times)
        reason.explain(number, start)
        yield Cut(
            root=(number, selection[number]),
            finish=finish,
            escapes=frozenset(reason.escapes),
            absent=frozenset(reason.absent),
        )


@dataclass(slots=True)
class _Reason:
    """Why an activity cannot start earlier, as the literals that would let it."""

    order: Order
    selection: Selection
    times: Times
    escapes: set[Key] = field(default_factory=set)
    absent: set[Key] = field(default_factory=set)
    told: set[tuple[int, int]] = field(default_factory=set)

    def explain(self, number: int, start: int) -> None:
        """Collect the escapes from “this activity, in its mode, starts no earlier than `start`”."""
        open_ = [(number, start)]
        while open_:
            claim = open_.pop()
            if claim not in self.told and self.order.problem.activities[claim[0]].earliest < claim[1]:
                self.told.add(claim)
                open_ += self._because(*claim)

    def _because(self, number: int, start: int) -> list[tuple[int, int]]:
        """The claims on which this one rests: one need, or one predecessor, that holds it."""
        mode = self.selection[number]
        for first, lag in self.order.before.get(number, ()):
            if first in self.selection and self._free(first, mode, lag) >= start:
                self.absent.add((first, self.selection[first]))
                return [(first, self._latest_claim(first, mode, lag, start))]
        best: tuple[int, NumberedNeed] | None = None
        for need in self.order.needs_of.get(number, ()):
            held = all(
                self._free(one, mode, need.lag) >= start for one in need.any_of if one in self.selection
            )
            size = len(need.any_of)
            if held and (best is None or size < best[0]):
                best = (size, need)
        return [] if best is None else self._ways(best[1], mode, start)

    def _ways(self, need: NumberedNeed, mode: NumberedMode, start: int) -> list[tuple[int, int]]:
        claims = []
        for one in need.any_of:
            earliest = self.order.problem.activities[one].earliest
            for other in self.order.problem.activities[one].modes:
                is_chosen = self.selection.get(one) == other
                free = (
                    self.order.finish_from(other, earliest) + need.lag - shares_period(other, mode, need.lag)
                )
                if free < start and not is_chosen:
                    self.escapes.add((one, other))
            if one in self.selection:
                claims.append((one, self._latest_claim(one, mode, need.lag, start)))
        return claims

    def _free(self, first: int, mode: NumberedMode, lag: int) -> int:
        if first not in self.times:
            return NEVER
        return _free_from(self.selection, self.times, first, mode, lag)

    def _latest_claim(self, first: int, mode: NumberedMode, lag: int, start: int) -> int:
        """The least start of `first` that still keeps what follows from starting before `start`."""
        if start >= NEVER or first not in self.times:  # what never starts keeps it for good
            return NEVER
        own, share = self.selection[first], shares_period(self.selection[first], mode, lag)
        claim = self.times[first][0] if first in self.times else start + 1  # in a circle: as late as asked
        earliest = self.order.problem.activities[first].earliest
        while claim > earliest and self.order.finish_from(own, claim - 1) + lag - share >= start:
            claim -= 1
        return claim
