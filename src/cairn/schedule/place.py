"""Laying a chosen set of activities into periods, one after another.

Serial schedule generation: the activities are taken in an order and each is put
as early as needs, precedences, capacity and money allow. Several orders are
tried; a result here is a schedule, never a proof.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice

from cairn.plan.choosing.choose import Selection, least_span
from cairn.plan.choosing.index import GOAL, NumberedMode, NumberedProblem, shares_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One placed activity: `loads` are (period, resource, units)."""

    mode: NumberedMode
    start: int
    finish: int
    loads: tuple[tuple[int, int, int], ...] = ()


Layout = Mapping[int, Block]
_MOST_PASSES = 40  # an order is good enough to try long before its tails are exact
_LEAST_ORDERS = 2
_MOST_PLACED = 10_000  # activities placed in all tries together, so that large problems stay quick


@dataclass(slots=True)
class _Room:
    """What is still free while a schedule grows."""

    problem: NumberedProblem
    free: list[list[int]]
    money: list[list[int]]
    placed: dict[int, Block] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """For each chosen activity, groups of (number, lag) of which one must be done before."""

    before: Mapping[int, tuple[tuple[tuple[int, int], ...], ...]]


def waits_of(problem: NumberedProblem, selection: Selection) -> Waits:
    """What each chosen activity waits for: one of a need's group, all its predecessors."""
    before: dict[int, list[tuple[tuple[int, int], ...]]] = {one: [] for one in selection}
    for need in problem.needs:
        if need.owner in selection:
            before[need.owner].append(tuple((one, need.lag) for one in need.any_of if one in selection))
    for first, second, lag in problem.precedences:
        if first in selection and second in selection:
            before[second].append(((first, lag),))
    return Waits(before={one: tuple(groups) for one, groups in before.items()})


def place_selection(
    problem: NumberedProblem, selection: Selection, priority: Mapping[int, float], waits: Waits
) -> dict[int, Block] | None:
    """A schedule of exactly this selection, the lowest priority first; None if one does not fit."""
    room = _Room(
        problem=problem,
        free=[list(row) for row in problem.capacity],
        money=[list(row) for row in problem.available],
    )
    behind: dict[int, set[int]] = {one: set() for one in selection}
    for one, groups in waits.before.items():
        for group in groups:
            for first, _ in group:
                behind[first].add(one)
    open_: list[tuple[float, int]] = []
    queued: set[int] = set()
    for one in selection:
        if not waits.before[one]:
            heappush(open_, (priority[one], one))
            queued.add(one)
    while open_:
        _, number = heappop(open_)
        block = _earliest_block(room, number, selection[number], waits)
        if block is None:
            return None
        _take(room, number, block)
        for one in behind[number] - queued:
            if all(any(first in room.placed for first, _ in group) for group in waits.before[one]):
                heappush(open_, (priority[one], one))
                queued.add(one)
    return room.placed if len(room.placed) == len(selection) else None


def _earliest_block(room: _Room, number: int, mode: NumberedMode, waits: Waits) -> Block | None:
    activity = room.problem.activities[number]
    start = activity.release
    for group in waits.before[number]:
        start = max(
            start, min(_free_from(room.placed[one], mode, lag) for one, lag in group if one in room.placed)
        )
    lay = _pausing if mode.can_pause else _steady
    return lay(room, mode, _affordable(room, mode, start), activity.latest)


def _free_from(block: Block, mode: NumberedMode, lag: int) -> int:
    return block.finish + lag - shares_period(block.mode, mode, lag)


def _affordable(room: _Room, mode: NumberedMode, start: int) -> int:
    """The first period from `start` in which its costs are covered for good."""
    for budget, cost in enumerate(mode.costs):
        if cost:
            row = room.money[budget]
            short = [period for period in range(len(row)) if row[period] < cost]
            if short and short[-1] >= min(start, len(row) - 1):
                start = short[-1] + 1 if short[-1] + 1 < len(row) else room.problem.horizon + 1
    return start


def _steady(room: _Room, mode: NumberedMode, start: int, latest: int) -> Block | None:
    asked = [(room.free[one], mode.demand(one)) for one in range(len(room.free)) if mode.work[one]]
    run, period = 0, start
    while run < mode.duration and period < latest:
        run = run + 1 if all(row[period] >= demand for row, demand in asked) else 0
        period += 1
        if not run:
            start = period
    if run < mode.duration or start + mode.duration > latest:
        return None
    loads = tuple(
        (one, resource, mode.demand(resource))
        for one in range(start, start + mode.duration)
        for resource in range(len(room.free))
        if mode.demand(resource)
    )
    return Block(mode=mode, start=start, finish=start + mode.duration, loads=loads)


def _pausing(room: _Room, mode: NumberedMode, start: int, latest: int) -> Block | None:
    loads: list[tuple[int, int, int]] = []
    for resource, work in enumerate(mode.work):
        left, period, row = work, start, room.free[resource]
        while left > 0 and period < latest:
            amount = min(left, row[period], mode.most or left)
            if amount > 0:
                loads.append((period, resource, amount))
                left -= amount
            period += 1
        if left > 0:
            return None
    loads.sort()
    first, last = (loads[0][0], loads[-1][0] + 1) if loads else (start, start)
    first = max(start, min(first, last - mode.duration))  # the span may begin before the work
    finish = max(first + mode.duration, last)
    return Block(mode=mode, start=first, finish=finish, loads=tuple(loads)) if finish <= latest else None


def _take(room: _Room, number: int, block: Block) -> None:
    room.placed[number] = block
    for period, resource, amount in block.loads:
        room.free[resource][period] -= amount
    for budget, cost in enumerate(block.mode.costs):
        if cost:
            row = room.money[budget]
            for period in range(min(block.start, len(row) - 1), len(row)):
                row[period] -= cost


def finish_of(layout: Layout) -> int:
    """The period after the last one worked in."""
    return max((block.finish for block in layout.values()), default=0)


def cost_of(selection: Selection) -> int:
    """What the selection costs over all budgets."""
    return sum(mode.price for mode in selection.values())


def units_of(selection: Selection) -> int:
    """What the selection works over all resources."""
    return sum(mode.units for mode in selection.values())


def place_best(
    problem: NumberedProblem,
    selection: Selection,
    *,
    windows: Mapping[int, tuple[int, int]] | None = None,
    goal: int = 0,
    tries: int = 24,
    seed: int = 0,
) -> dict[int, Block] | None:
    """The earliest schedule over several orders; stops once it finishes by `goal`."""
    waits = waits_of(problem, selection)
    most = max(_LEAST_ORDERS, _MOST_PLACED // (1 + len(selection)))
    best: dict[int, Block] | None = None
    orders = _orders(problem, selection, waits, windows or {}, tries=min(tries, most), seed=seed)
    for priority in islice(orders, most):
        layout = place_selection(problem, selection, priority, waits)
        if layout is not None and (best is None or finish_of(layout) < finish_of(best)):
            best = layout
            if finish_of(best) <= goal:
                break
    return best


def _orders(
    problem: NumberedProblem,
    selection: Selection,
    waits: Waits,
    windows: Mapping[int, tuple[int, int]],
    *,
    tries: int,
    seed: int,
) -> Iterator[dict[int, float]]:
    """Orders: longest way to the end first, steady work first, the model's own, and random mixes."""
    tails = _tails(problem, selection, waits)
    urgent = {
        one: min(problem.activities[one].latest, problem.horizon - tails[one]) - 0.001 * mode.units
        for one, mode in selection.items()
    }
    steady_first = {
        one: urgent[one] - (0 if mode.can_pause else problem.horizon) for one, mode in selection.items()
    }
    yield urgent
    yield steady_first
    if windows:
        yield {one: float(windows[one][0]) for one in selection}
        yield {
            one: windows[one][0] - (0 if selection[one].can_pause else problem.horizon) for one in selection
        }
    yield {one: urgent[one] + 0.01 * mode.units for one, mode in selection.items()}
    yield {one: float(-mode.units) for one, mode in selection.items()}
    chance = random.Random(seed)  # noqa: S311 - orders to try, not secrets
    spread = max(2.0, max(tails.values(), default=0) / 2)
    for turn in range(tries):
        base = steady_first if turn % 2 else urgent
        yield {one: value + chance.uniform(-spread, spread) for one, value in base.items()}


def _tails(problem: NumberedProblem, selection: Selection, waits: Waits) -> dict[int, int]:
    """Periods from an activity's finish to the end that others need behind it, at least."""
    tails = dict.fromkeys(selection, 0)
    for _ in range(min(len(selection), _MOST_PASSES)):
        changed = False
        for one, groups in reversed(list(waits.before.items())):
            own = least_span(selection[one], problem.capacity) + tails[one]
            for group in groups:
                for first, lag in group if len(group) == 1 else ():
                    behind = own + lag - shares_period(selection[first], selection[one], lag)
                    if behind > tails[first]:
                        tails[first], changed = behind, True
        if not changed:
            break
    return tails


def missing_goals(problem: NumberedProblem, selection: Selection) -> list[int]:
    """The goal needs that the selection leaves unmet, by number."""
    return [
        index
        for index, need in enumerate(problem.needs)
        if need.owner == GOAL and not any(one in selection for one in need.any_of)
    ]
