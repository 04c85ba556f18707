"""Who must move: the lightest set of steps whose moving lets everything fit again.

A set of movers that does not fit names culprits, of whom one at least has to move
as well; so the sets are explored from the lightest on, each growing by one culprit,
and the first that fits is the lightest there is. An upper bound comes first: several
dives that move the most promising culprit each time, or else every step pushed right,
then brought back one by one while that works. It is the answer when the search runs
out of its limits.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from time import perf_counter

from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Activity, ActivityId, Placement, PlanningProblem, Precedence, Solution
from cairn.schedule.replan.board import Board, Stuck

_MOST_NODES = 4000
_EXACT_SECONDS = 0.5

_MOST_DIVES = 24
_BRINGING_REST = 0.2
_DIVING_REST = 0.6  # share of the time that is left for the search from below

Layout = dict[ActivityId, Placement]
_Fitting = tuple[frozenset[ActivityId], Layout]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lightest movers found, where they go, their weight and the proved least weight."""

    movers: frozenset[ActivityId]
    layout: Layout
    weight: int
    bound: int


@dataclass(slots=True)
class _Quest:
    board: Board
    weights: Mapping[ActivityId, int]
    limits: Limits
    began: float
    is_proof: bool = True

    def weigh(self, movers: frozenset[ActivityId]) -> int:
        return sum(self.weights.get(one, 0) for one in movers)

    def rest(self) -> float:
        return self.limits.seconds - (perf_counter() - self.began)


def find_movers(
    board: Board, weights: Mapping[ActivityId, int], free: frozenset[ActivityId], limits: Limits
) -> Found | None:
    """The lightest set that has to move, `free` ones at no weight; None where no set was found to fit."""
    quest = _Quest(board=board, weights=weights, limits=limits, began=perf_counter())
    least = free | board.misfits
    if board.has_circle:
        return None
    upper = _dive_often(quest, least) or _push_right(quest, least)
    found, bound = _explore(quest, least, upper)
    best = found or upper
    if best is None:
        return None
    layout = _nearest(quest, best[0], best[1])
    return Found(movers=best[0], layout=layout, weight=quest.weigh(best[0]), bound=bound)


# ------------------------------------------------------------------ from above


def _dive_often(quest: _Quest, least: frozenset[ActivityId]) -> _Fitting | None:
    """The lightest of several dives, each with as many as possible brought back."""
    chance = random.Random(quest.limits.seed)  # noqa: S311 - orders to try, not secrets
    best: _Fitting | None = None
    for turn in range(_MOST_DIVES):
        if turn >= 2 and quest.rest() < _DIVING_REST * quest.limits.seconds:
            break
        dived = _dive(quest, least, chance, noise=0.0 if turn < 2 else 1.0, by_room=turn != 0)
        if dived is None:
            continue
        found = _bring_back(quest, least, dived)
        if best is None or quest.weigh(found[0]) < quest.weigh(best[0]):
            best = found
        if quest.weigh(best[0]) <= quest.weigh(least) + 1:
            break
    return best


def _dive(
    quest: _Quest, movers: frozenset[ActivityId], chance: random.Random, *, noise: float, by_room: bool
) -> _Fitting | None:
    """One culprit after another moves too, the one that gives most room (or can go furthest) first."""
    while True:
        layout = quest.board.lay(movers)
        if not isinstance(layout, Stuck):
            return movers, layout
        if not layout.culprits:
            return None
        scores = {
            one: _promise(quest, one, movers, layout.window, by_room=by_room) * (1 + noise * chance.random())
            for one in layout.culprits
        }
        movers |= {max(layout.culprits, key=lambda one: (-quest.weights.get(one, 0), scores[one], one))}


def _promise(
    quest: _Quest,
    step: ActivityId,
    movers: frozenset[ActivityId],
    window: tuple[int, int],
    *,
    by_room: bool,
) -> float:
    """Units that the step would free in the window, more where it has somewhere to go."""
    old = quest.board.old[step]
    freed = sum(load.amount for load in old.loads if window[0] <= load.period < window[1])
    slack = max(0, quest.board.window(step, movers)[1] - old.finish)
    return (1.0 + freed) * (1.0 + slack) if by_room else 1.0 + slack


def _push_right(quest: _Quest, least: frozenset[ActivityId]) -> _Fitting | None:
    """Everything may move but nothing earlier than it was; then as many as can go back."""
    board = quest.board
    everybody = frozenset(board.modes)
    for near in (True, False):
        layout = board.lay(everybody, near=near)
        if not isinstance(layout, Stuck):
            stayed = {one for one in everybody - least if layout[one] == board.old.get(one)}
            movers = everybody - stayed
            again = board.lay(movers, near=near)
            start = (movers, layout) if isinstance(again, Stuck) else (movers, again)
            return _bring_back(quest, least, start)
    solved = _solve_movers(quest, everybody)
    return None if solved is None else _bring_back(quest, least, (everybody, solved))


def _bring_back(quest: _Quest, least: frozenset[ActivityId], best: _Fitting) -> _Fitting:
    """As many movers as can stay after all: in halves, quarters and so on, down to one by one."""
    movers, layout = best
    order = sorted(movers - least, key=lambda one: (-quest.weights.get(one, 0), quest.board.old[one].start))
    size = max(1, len(order) // 2)
    while order:
        for first in range(0, len(order), size):
            group = movers.intersection(order[first : first + size])
            fewer = quest.board.lay(movers - group) if group else None
            if group and not isinstance(fewer, Stuck) and fewer is not None:
                movers, layout = movers - group, fewer
        order = [one for one in order if one in movers]
        if size == 1 or quest.rest() < _BRINGING_REST * quest.limits.seconds:
            break
        size = max(1, size // 2)
    return movers, layout


# ------------------------------------------------------------------ from below


def _explore(
    quest: _Quest, least: frozenset[ActivityId], upper: _Fitting | None
) -> tuple[_Fitting | None, int]:
    """The first set that fits, lightest first, and the least weight proved possible."""
    most = quest.weigh(upper[0]) if upper else None
    seen = {least}
    queue: list[tuple[int, int, int, frozenset[ActivityId]]] = [(quest.weigh(least), len(least), 0, least)]
    count, bound = 0, 0
    while queue:
        weight, _, _, movers = heappop(queue)
        bound = weight if quest.is_proof else bound
        if most is not None and weight >= most:
            return None, most if quest.is_proof else bound
        if count >= _MOST_NODES or quest.rest() <= 0:
            return None, bound
        count += 1
        layout = _fit(quest, movers)
        if not isinstance(layout, Stuck):
            return (movers, layout), bound
        quest.is_proof &= layout.is_proof
        for larger in _larger(movers, layout, seen):
            heappush(queue, (quest.weigh(larger), len(larger), len(seen), larger))
    return None, most if most is not None and quest.is_proof else bound


def _larger(
    movers: frozenset[ActivityId], stuck: Stuck, seen: set[frozenset[ActivityId]]
) -> Iterator[frozenset[ActivityId]]:
    for one in stuck.culprits:
        larger = movers | {one}
        if larger not in seen:
            seen.add(larger)
            yield larger


def _fit(quest: _Quest, movers: frozenset[ActivityId]) -> Layout | Stuck:
    """A layout of the movers; where laying one after another settles nothing, an exact one."""
    layout = quest.board.lay(movers)
    if not isinstance(layout, Stuck) or layout.is_proof or quest.rest() < _EXACT_SECONDS / 2:
        return layout
    outcome = _solve_exactly(quest, movers)
    if isinstance(outcome, Solution) and outcome.status != "unknown":
        return {one.activity: one for one in outcome.placements}
    return replace(layout, is_proof=outcome is None)


def _solve_movers(quest: _Quest, movers: frozenset[ActivityId]) -> Layout | None:
    outcome = _solve_exactly(quest, movers)
    if outcome is None or outcome.status == "unknown":
        return None
    return {one.activity: one for one in outcome.placements}


def _solve_exactly(quest: _Quest, movers: frozenset[ActivityId]) -> Solution | None:
    """The solver's word on the movers alone: a schedule, or None where it is proved there is none."""
    from cairn.schedule.solve import solve_or_none

    problem = _movers_only(quest.board, movers)
    if problem is None:
        return None
    seconds = max(0.1, min(_EXACT_SECONDS, quest.rest()))
    return solve_or_none(problem, limits=replace(quest.limits, seconds=seconds), aims=("finish",))


def _movers_only(board: Board, movers: frozenset[ActivityId]) -> PlanningProblem | None:
    """The problem of the movers in what the stayers leave; None where a stayer leaves one no window."""
    free, money = board.left_over(movers)
    activities = []
    for step in sorted(movers):
        activity, (release, latest) = board.activities[step], board.window(step, movers)
        if latest < release:
            return None
        activities.append(_in_window(activity, release, latest))
    return replace(
        board.problem,
        resources=tuple(replace(one, capacity=tuple(free[one.id])) for one in board.problem.resources),
        budgets=tuple(
            replace(one, available=tuple(max(0, there) for there in money[one.id]))
            for one in board.problem.budgets
        ),
        activities=tuple(activities),
        needs=(),
        precedences=tuple(
            Precedence(before=link.before, after=link.after, lag=link.lag)
            for link in board.links
            if {link.before, link.after} <= movers
        ),
    )


def _in_window(activity: Activity, release: int, latest: int) -> Activity:
    return replace(activity, is_required=True, release=max(0, release), deadline=latest)


def _nearest(quest: _Quest, movers: frozenset[ActivityId], layout: Layout) -> Layout:
    """The same movers no earlier than they were, where that also fits and lies nearer."""
    near = quest.board.lay(movers, near=True)
    if isinstance(near, Stuck):
        return layout
    return min((near, layout), key=lambda one: _distance(quest.board, one))


def _distance(board: Board, layout: Layout) -> tuple[int, int]:
    moved = sum(
        max(abs(one.start - was.start), abs(one.finish - was.finish))
        for step, one in layout.items()
        if (was := board.old.get(step)) is not None
    )
    return moved, max((one.finish for one in layout.values()), default=0)
