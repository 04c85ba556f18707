"""What waits for what, and how early everything can be done by order alone.

Each mode of an activity is a node that waits for all of some events; an event is
that one of the ways to meet a need is done. (An and-or graph, as in the relaxations
of automated planning.) Nothing shares hours or money here, so every time is a lower
bound. A chosen set may only grow, and the times are kept while it does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from cairn.plan.choosing.index import (
    GOAL,
    NumberedMode,
    NumberedProblem,
    shares_period,
)
from cairn.plan.choosing.modes import NEVER

Key = tuple[int, NumberedMode]
_Way = tuple[int, int]


@dataclass(slots=True)
class Waits:
    """The graph of a problem: nodes are numbered modes, events numbered sets of ways.

    `goals` are (event, need): all are asked for, `need` is -1 where an activity is
    required. Rules between two activities count only where the first is required.
    """

    problem: NumberedProblem
    keys: list[Key] = field(default_factory=list)
    asked: list[tuple[_Way, ...]] = field(default_factory=list)
    ways: list[tuple[_Way, ...]] = field(default_factory=list)
    feeds: list[list[_Way]] = field(default_factory=list)
    awaited_by: list[list[int]] = field(default_factory=list)
    goals: list[tuple[int, int]] = field(default_factory=list)
    _events: dict[tuple[tuple[int, ...], tuple[int, ...] | None], int] = field(default_factory=dict)
    _nodes: dict[int, list[int]] = field(default_factory=dict)
    _starts: list[dict[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, problem: NumberedProblem) -> "Waits":
        """The graph of all modes that may be part of a schedule."""
        waits = cls(problem=problem)
        for number in problem.kept:
            modes = problem.activities[number].modes
            waits._nodes[number] = list(range(len(waits.keys), len(waits.keys) + len(modes)))
            waits.keys += [(number, mode) for mode in modes]
        waits.feeds = [[] for _ in waits.keys]
        waits._starts = [{} for _ in waits.keys]
        waits._add_goals()
        waits._add_needs()
        return waits

    def _add_goals(self) -> None:
        for index, need in enumerate(self.problem.needs):
            if need.owner == GOAL:
                self.goals.append((self._event(need.any_of), index))
        for number in self.problem.kept:
            if self.problem.activities[number].is_required:
                self.goals.append((self._event((number,)), -1))

    def _add_needs(self) -> None:
        before: dict[int, dict[tuple[tuple[int, ...], int], None]] = {}
        for need in self.problem.needs:
            before.setdefault(need.owner, {})[need.any_of, need.lag] = None
        for first, second, lag in self.problem.precedences:
            if self.problem.activities[first].is_required:
                before.setdefault(second, {})[(first,), lag] = None
        for number, mode in self.keys:
            asked = tuple((self._event(any_of, mode, lag), lag) for any_of, lag in before.get(number, ()))
            for event, _ in asked:
                self.awaited_by[event].append(len(self.asked))
            self.asked.append(asked)

    def _event(self, any_of: tuple[int, ...], owner: NumberedMode | None = None, lag: int = 0) -> int:
        """The event that owners of this kind wait for: some may begin in the period in which it ends."""
        nodes = tuple(sorted(node for one in any_of for node in self._nodes.get(one, ())))
        sharing = _sharing(owner, lag)
        key = (nodes, sharing)
        if key not in self._events:
            event = self._events[key] = len(self.ways)
            self.ways.append(
                tuple(
                    (
                        node,
                        shares_period(self.keys[node][1], owner, 0) if owner and sharing is not None else 0,
                    )
                    for node in nodes
                )
            )
            self.awaited_by.append([])
            for node, shared in self.ways[event]:
                self.feeds[node].append((event, shared))
        return self._events[key]

    def finish_from(self, node: int, start: int) -> int:
        """The earliest finish from a start on, were it alone; NEVER if it comes too late."""
        number, mode = self.keys[node]
        finish = self.problem.alone.finish_from(mode, start)
        return finish if finish <= self.problem.activities[number].latest else NEVER

    def start_by(self, node: int, finish: int) -> int:
        """The latest start from which it can end by `finish`, were it alone; -1 if it cannot."""
        known = self._starts[node]
        if finish not in known:
            number, mode = self.keys[node]
            one = self.problem.activities[number]
            start = self.problem.alone.start_by(mode, min(finish, one.latest))
            known[finish] = start if start >= one.earliest else -1
        return known[finish]


def _sharing(owner: NumberedMode | None, lag: int) -> tuple[int, ...] | None:
    """The resources of an owner that may begin in the period in which what it waits for ends."""
    if owner is None or lag or not owner.can_pause:
        return None
    return tuple(number for number, work in enumerate(owner.work) if work)


@dataclass(slots=True)
class Reach:
    """When each node of a growing set, and each event, is done at the earliest; else NEVER.

    A node gets a time only when all it waits for has one, so nothing relies on itself.
    """

    waits: Waits
    allowed: bytearray
    finish: list[int]
    when: list[int]

    @classmethod
    def of(cls, waits: Waits) -> "Reach":
        """Nothing is allowed yet."""
        return cls(
            waits=waits,
            allowed=bytearray(len(waits.keys)),
            finish=[NEVER] * len(waits.keys),
            when=[NEVER] * len(waits.ways),
        )

    def copy(self) -> "Reach":
        """The same, to grow apart."""
        return Reach(waits=self.waits, allowed=self.allowed[:], finish=self.finish[:], when=self.when[:])

    def allow(self, nodes: Iterable[int]) -> None:
        """Allow these nodes too."""
        queue: list[tuple[int, int]] = []
        for node in nodes:
            self.allowed[node] = 1
            self._offer(node, queue)
        while queue:
            finish, node = heappop(queue)
            if finish >= self.finish[node]:
                continue
            self.finish[node] = finish
            for event, shared in self.waits.feeds[node]:
                if finish - shared < self.when[event]:
                    self.when[event] = finish - shared
                    for owner in self.waits.awaited_by[event]:
                        if self.allowed[owner]:
                            self._offer(owner, queue)

    def _offer(self, node: int, queue: list[tuple[int, int]]) -> None:
        start = self.waits.problem.activities[self.waits.keys[node][0]].earliest
        for event, lag in self.waits.asked[node]:
            start = max(start, self.when[event] + lag)
        if start < NEVER:
            finish = self.waits.finish_from(node, start)
            if finish < self.finish[node]:
                heappush(queue, (finish, node))
