"""Good schedules soon, where everything is required and nothing pauses: a genetic search.

A schedule is grown from an order of the activities and a mode for each: laid as early
as possible in that order, then moved right and left again (double justification)
while that shortens it. Two parents give a child the order of one within the other's;
the worst of a small population makes room. After Hartmann (1998, 2001) and Valls,
Ballestín, Quintanilla (2005, 2008). What it finds is a schedule, never a proof.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import islice

from cairn.plan.choosing.index import GOAL, NumberedMode, NumberedProblem
from cairn.schedule.steady.lanes import Before, Lanes, Print, lay

_POPULATION = 60
_SPREADS = (0.02, 0.06, 0.12, 0.25)  # of the sum of durations: how far orders stray from the longest tail
_SWAP_SHARE = 0.05
_MODE_SHARE = 0.04
_FREE_SHARE = 0.3
_MOST_MENDS = 200
_MOST_FRUITLESS = 3_000  # children since the last better one, before the population begins anew
_LARGEST = 200_000_000  # activities times periods: beyond, one schedule takes too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A schedule with the order and the modes it grew from."""

    finish: int
    order: tuple[int, ...]
    ends: tuple[int, ...]
    modes: tuple[int, ...]


@dataclass(slots=True)
class Nursery:
    """The problem in the form that is quick to lay, and the population."""

    problem: NumberedProblem
    lanes: Lanes
    prints: tuple[tuple[Print, ...], ...]
    costs: tuple[tuple[tuple[int, ...], ...], ...]
    money: tuple[int, ...]
    before: Before
    behind: Before
    topological: tuple[int, ...]
    tails: tuple[int, ...]
    several: tuple[int, ...]
    chance: random.Random
    grown: list[Grown] = field(default_factory=list)
    elders: list[Grown] = field(default_factory=list)
    best: Grown | None = None
    is_over: Callable[[], bool] = bool
    laid: int = 0
    fruitless: int = 0
    epoch: int = 0


def is_breedable(problem: NumberedProblem) -> bool:
    """Whether orders and modes are all there is to decide: all required, steady, money at once."""
    kept = [problem.activities[one] for one in problem.kept]
    return (
        bool(kept)
        and len(kept) * problem.horizon <= _LARGEST
        and all(one.is_required and not any(mode.can_pause for mode in one.modes) for one in kept)
        and all(row[0] == row[-1] for row in problem.available if row)
        and all(
            need.owner == GOAL or sum(bool(problem.activities[one].modes) for one in need.any_of) == 1
            for need in problem.needs
            if need.owner == GOAL or problem.activities[need.owner].modes
        )
        and len(_topological(problem, *_links(problem))) == len(kept)
    )


def _links(problem: NumberedProblem) -> tuple[Before, Before]:
    """For each activity what comes before it and what comes behind it, with lags."""
    before: list[list[tuple[int, int]]] = [[] for _ in problem.activities]
    behind: list[list[tuple[int, int]]] = [[] for _ in problem.activities]
    only_ways = (
        (one, need.owner, need.lag) for need in problem.needs if need.owner != GOAL for one in need.any_of
    )
    for first, second, lag in (*problem.precedences, *only_ways):
        if problem.activities[first].modes and problem.activities[second].modes:
            before[second].append((first, lag))
            behind[first].append((second, lag))
    return before, behind


def open_nursery(problem: NumberedProblem, *, seed: int) -> Nursery:
    """An empty population for a breedable problem."""
    lanes = Lanes.of(problem)
    before, behind = _links(problem)
    topological = _topological(problem, before, behind)
    nothing = (Print(0, 0, 0, 0, 0),)
    return Nursery(
        problem=problem,
        lanes=lanes,
        prints=tuple(tuple(map(lanes.print_of, one.modes)) or nothing for one in problem.activities),
        costs=tuple(tuple(mode.costs for mode in one.modes) or ((),) for one in problem.activities),
        money=tuple(row[-1] for row in problem.available),
        before=before,
        behind=behind,
        topological=topological,
        tails=_tails(problem, topological, behind),
        several=tuple(number for number in topological if len(problem.activities[number].modes) > 1),
        chance=random.Random(seed),  # noqa: S311 - variety, not secrets
    )


def _topological(problem: NumberedProblem, before: Before, behind: Before) -> tuple[int, ...]:
    waiting = [len(some) for some in before]
    ready = [one for one in problem.kept if not waiting[one]]
    order = []
    while ready:
        one = ready.pop()
        order.append(one)
        for after, _ in behind[one]:
            waiting[after] -= 1
            if not waiting[after]:
                ready.append(after)
    return tuple(order)


def _tails(problem: NumberedProblem, topological: Sequence[int], behind: Before) -> tuple[int, ...]:
    """For each activity the periods from its start to the end, at least."""
    tails = [0] * len(problem.activities)
    for one in reversed(topological):
        least = min(mode.duration for mode in problem.activities[one].modes)
        tails[one] = least + max((lag + tails[after] for after, lag in behind[one]), default=0)
    return tuple(tails)


def breed(nursery: Nursery, *, goal: int, is_over: Callable[[], bool], most: int = 1 << 60) -> None:
    """Grow schedules until one finishes by `goal`, time is over or `most` have been tried."""
    nursery.is_over = is_over
    while most > 0 and not is_over() and (nursery.best is None or nursery.best.finish > goal):
        most -= 1
        if nursery.fruitless > _MOST_FRUITLESS:
            _begin_anew(nursery)
        nursery.fruitless += 1
        child = _grow_anew(nursery) if len(nursery.grown) < _POPULATION else _grow_child(nursery)
        if child is not None:
            _admit(nursery, child)


def _begin_anew(nursery: Nursery) -> None:
    """A population from nothing and, every other time, one with the best of those before."""
    nursery.epoch += 1
    nursery.fruitless = 0
    several = sorted([*nursery.elders, *nursery.grown[: _POPULATION // 2]], key=lambda one: one.finish)
    nursery.elders = several[: _POPULATION // 2]
    nursery.grown = [] if nursery.epoch % 2 else list(nursery.elders)


def take_in(nursery: Nursery, ends: Sequence[int], modes: Sequence[int]) -> None:
    """Let a schedule found elsewhere join the population."""
    starts = [end - mode.duration for end, mode in zip(ends, _modes_of(nursery.problem, modes), strict=True)]
    order = tuple(sorted(nursery.topological, key=starts.__getitem__))
    _admit(nursery, Grown(finish=max(ends, default=0), order=order, ends=tuple(ends), modes=tuple(modes)))


def _modes_of(problem: NumberedProblem, modes: Sequence[int]) -> Iterable[NumberedMode]:
    nothing = NumberedMode(id="", duration=0, work=(), costs=(), can_pause=False, most=0)
    return (
        one.modes[which] if one.modes else nothing
        for one, which in zip(problem.activities, modes, strict=True)
    )


def _admit(nursery: Nursery, child: Grown) -> None:
    """Keep it unless it is known or worse than all; the earliest stand first."""
    grown = nursery.grown
    if nursery.best is None or child.finish < nursery.best.finish:
        nursery.best, nursery.fruitless = child, 0
    if any(child.finish == one.finish and child.ends == one.ends for one in grown):
        return
    if len(grown) >= _POPULATION:
        if child.finish > grown[-1].finish:
            return
        grown.pop()
    place = next((at for at, one in enumerate(grown) if one.finish > child.finish), len(grown))
    grown.insert(place, child)


def _grow_anew(nursery: Nursery) -> Grown | None:
    """From a random order near the one of longest tails, and random modes."""
    chance = nursery.chance
    modes = _random_modes(nursery)
    if modes is None:
        return None
    spread = chance.choice(_SPREADS) * max(nursery.tails, default=0)
    rank = [chance.uniform(0, spread) - tail for tail in nursery.tails]
    return _grow(nursery, _by_rank(nursery, rank), modes)


def _by_rank(nursery: Nursery, rank: Sequence[float]) -> list[int]:
    waiting = [len(some) for some in nursery.before]
    ready = [(rank[one], one) for one in nursery.topological if not waiting[one]]
    heapify(ready)
    order = []
    while ready:
        _, one = heappop(ready)
        order.append(one)
        for after, _ in nursery.behind[one]:
            waiting[after] -= 1
            if not waiting[after]:
                heappush(ready, (rank[after], after))
    return order


def _grow_child(nursery: Nursery) -> Grown | None:
    chance, grown = nursery.chance, nursery.grown
    # The population is sorted, so the lesser of two random places is the better of two random members.
    one, other = (grown[min(chance.randrange(len(grown)), chance.randrange(len(grown)))] for _ in range(2))
    if one is other:
        return None
    order, inner = _crossed(chance, one.order, other.order)
    modes = list(one.modes)
    for number in inner:
        modes[number] = other.modes[number]
    if nursery.several and not _mutate_modes(nursery, modes):
        return None
    return _grow(nursery, _swapped(nursery, order), modes)


def _crossed(chance: random.Random, one: Sequence[int], other: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first parent's order with a stretch in the middle in the second's; and that stretch."""
    count = len(one)
    first = chance.randrange(count)
    length = chance.randint(count // 4, max(1, 3 * count // 4))
    head = one[:first]
    taken = set(head)
    inner = list(islice((number for number in other if number not in taken), length))
    taken.update(inner)
    return [*head, *inner, *(number for number in one if number not in taken)], inner


def _swapped(nursery: Nursery, order: list[int]) -> list[int]:
    """Some neighbours exchanged, where neither waits for the other."""
    chance = nursery.chance
    for _ in range(max(1, int(_SWAP_SHARE * len(order))) if len(order) > 1 else 0):
        at = chance.randrange(len(order) - 1)
        first, second = order[at], order[at + 1]
        if all(one != first for one, _ in nursery.before[second]):
            order[at], order[at + 1] = second, first
    return order


def _grow(nursery: Nursery, order: Sequence[int], modes: list[int]) -> Grown | None:
    """Lay the order, try quicker modes, justify; None if a date or the horizon is not kept."""
    floors = [one.earliest for one in nursery.problem.activities]
    if nursery.several and nursery.chance.random() < _FREE_SHARE:
        modes = _quickened(nursery, order, modes)
    prints = [some[which] for some, which in zip(nursery.prints, modes, strict=True)]
    ends = _lay(nursery, order, prints, floors)
    ends = _justified(nursery, ends, prints, floors)
    if any(end > one.latest for end, one in zip(ends, nursery.problem.activities, strict=True) if one.modes):
        return None
    starts = [end - what.duration for end, what in zip(ends, prints, strict=True)]
    return Grown(
        finish=max(ends),
        order=tuple(sorted(nursery.topological, key=starts.__getitem__)),
        ends=tuple(ends),
        modes=tuple(modes),
    )


def _lay(nursery: Nursery, order: Sequence[int], prints: Sequence[Print], floors: Sequence[int]) -> list[int]:
    nursery.laid += 1
    taken = nursery.lanes.at_first()
    return lay(order, prints, nursery.before, floors, taken=taken, width=nursery.lanes.width)


def _justified(
    nursery: Nursery, ends: list[int], prints: Sequence[Print], floors: Sequence[int]
) -> list[int]:
    """Moved as late as possible and as early as possible again, while that ends earlier and time is left."""
    lanes, behind_first = nursery.lanes, nursery.topological[::-1]
    nothing = [0] * len(floors)
    while not nursery.is_over():
        finish = max(ends)
        order = sorted(behind_first, key=ends.__getitem__, reverse=True)
        nursery.laid += 1
        taken = lanes.mirrored(finish)
        late = lay(order, prints, nursery.behind, nothing, taken=taken, width=lanes.width)
        order = sorted(nursery.topological, key=late.__getitem__, reverse=True)
        moved = _lay(nursery, order, prints, floors)
        if max(moved) >= finish:
            return moved if max(moved) == finish else ends
        ends = moved
    return ends


def _random_modes(nursery: Nursery) -> list[int] | None:
    chance = nursery.chance
    modes = [0] * len(nursery.prints)
    for number in nursery.several:
        modes[number] = chance.randrange(len(nursery.prints[number]))
    return modes if _mend_modes(nursery, modes) else None


def _mutate_modes(nursery: Nursery, modes: list[int]) -> bool:
    chance = nursery.chance
    for number in nursery.several:
        if chance.random() < _MODE_SHARE:
            modes[number] = chance.randrange(len(nursery.prints[number]))
    return _mend_modes(nursery, modes)


def _mend_modes(nursery: Nursery, modes: list[int]) -> bool:
    """Change modes until the money suffices: the best exchange of a random activity, in turn."""
    if not nursery.money:
        return True
    spent = [sum(column) for column in zip(*_costs(nursery, modes), strict=True)] or [0] * len(nursery.money)
    for _ in range(_MOST_MENDS):
        excess = _excess(nursery, spent)
        if excess <= 0 or not nursery.several:
            break
        number = nursery.chance.choice(nursery.several)
        old = nursery.costs[number][modes[number]]
        spent_after = [
            [all_ - a + b for all_, a, b in zip(spent, old, cost, strict=True)]
            for cost in nursery.costs[number]
        ]
        which = min(range(len(spent_after)), key=lambda one: (_excess(nursery, spent_after[one]), one))
        if _excess(nursery, spent_after[which]) < excess:
            modes[number], spent = which, spent_after[which]
    return _excess(nursery, spent) <= 0


def _costs(nursery: Nursery, modes: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (nursery.costs[number][modes[number]] for number in nursery.topological)


def _excess(nursery: Nursery, spent: Sequence[int]) -> float:
    """How far beyond what there is, over all budgets, each as a share of it."""
    return sum(max(0, gone - there) / max(1, there) for gone, there in zip(spent, nursery.money, strict=True))


def _quickened(nursery: Nursery, order: Sequence[int], modes: list[int]) -> list[int]:
    """The modes in which each activity in turn, laid behind the ones before it, ends first."""
    modes, width = list(modes), nursery.lanes.width
    ends, taken = [0] * len(modes), nursery.lanes.at_first()
    spent = [sum(column) for column in zip(*_costs(nursery, modes), strict=True)] or [0] * len(nursery.money)
    for number in order:
        floor = nursery.problem.activities[number].earliest
        floor = max([floor, *(ends[one] + lag for one, lag in nursery.before[number])])
        best = (1 << 60, 0, 0)
        for which, what in enumerate(nursery.prints[number]):
            if which != modes[number] and not _can_pay(nursery, spent, number, modes[number], which):
                continue
            start = _first_room(what, floor, taken, width)
            best = min(best, (start + what.duration, which != modes[number], which))
        end, _, which = best
        old, new = nursery.costs[number][modes[number]], nursery.costs[number][which]
        spent = [all_ - a + b for all_, a, b in zip(spent, old, new, strict=True)]
        what = nursery.prints[number][which]
        taken += what.taken << ((end - what.duration) * width)
        ends[number], modes[number] = end, which
    nursery.laid += 1
    return modes


def _can_pay(nursery: Nursery, spent: Sequence[int], number: int, old: int, new: int) -> bool:
    changes = zip(spent, nursery.costs[number][old], nursery.costs[number][new], nursery.money, strict=True)
    return all(gone - a + b <= there for gone, a, b, there in changes)


def _first_room(what: Print, start: int, taken: int, width: int) -> int:
    while clash := ((taken >> (start * width) & what.mask) + what.test) & what.spare:
        start += (clash.bit_length() - 1) // width + 1
    return start
