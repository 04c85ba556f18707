"""Landmarks: sets of modes of which every plan that ends in time takes at least one.

Given what is chosen, some goal may be out of reach by the finish asked for. Walking
back from it over what comes too late, one awaited event a node, leads to the modes
that are not chosen though all they wait for would be there in time: one of them has
to be taken. For think of the first activity, in the order of any plan, that makes
something true which the walk calls too late: nothing it waits for was called so,
hence it is one of these modes. (Disjunctive action landmarks of automated planning,
after Bonet, Helmert and Haslum, extended to times.) As rows of the choice they hold
without condition, unlike “this one, or else one of those”: so they bound it well.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from cairn.plan.choosing.modes import NEVER
from cairn.plan.choosing.reach import Key, Reach, Waits

REQUIRED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """One of `ways` is taken by every plan that has met `goal` by `finish`.

    `goal` is the number of a need, or REQUIRED where it may not be dropped.
    """

    goal: int
    finish: int
    ways: frozenset[Key]

    @property
    def sorted_ways(self) -> list[Key]:
        """In an order that does not change from run to run."""
        return sorted(self.ways, key=lambda key: (key[0], key[1].id))


def find_landmarks(
    waits: Waits, chosen: Collection[int], finish: int, *, whole_sets: bool = False, narrow: bool = False
) -> Iterator[Landmark]:
    """Landmarks that the chosen nodes leave out, goal by goal; none if all goals are met in time.

    After each, what was found is allowed too (its lightest way, or the whole set), until
    the goal is met: so a goal gives as many landmarks as it takes to reach it. `narrow`
    walks back over the event with the fewest ways instead of the latest.
    """
    base = Reach.of(waits)
    base.allow(chosen)
    told: set[tuple[int, frozenset[int]]] = set()
    for event, need in waits.goals:
        reach = base
        while reach.when[event] > finish:
            ways = _landmark(waits, reach, event, finish, narrow=narrow)
            if (need, ways) not in told:
                told.add((need, ways))
                yield Landmark(goal=need, finish=finish, ways=frozenset(waits.keys[node] for node in ways))
            if not ways:
                break
            reach = reach.copy() if reach is base else reach
            lightest = min(ways, key=lambda node: (waits.keys[node][1].units, node))
            reach.allow(ways if whole_sets else (lightest,))


def _landmark(waits: Waits, reach: Reach, event: int, finish: int, *, narrow: bool) -> frozenset[int]:
    """The nodes not allowed that could bring the event by `finish` with what they wait for in time."""
    found: set[int] = set()
    latest: dict[int, int] = {}
    queue = [(-finish, event)]
    while queue:
        negative, late = heappop(queue)
        if latest.get(late, -1) >= -negative:
            continue
        latest[late] = -negative
        for node, shared in waits.ways[late]:
            start = waits.start_by(node, shared - negative)
            if start < 0:
                continue
            held = _held(waits, reach, node, start, narrow=narrow)
            if held is None:
                found.add(node)
            elif latest.get(held[0], -1) < held[1]:
                heappush(queue, (-held[1], held[0]))
    return frozenset(found)


def _held(waits: Waits, reach: Reach, node: int, start: int, *, narrow: bool) -> tuple[int, int] | None:
    """An event that keeps the node from starting by `start`, and by when it would be needed."""
    best, found = (-NEVER, -NEVER), None
    for event, lag in waits.asked[node]:
        free = reach.when[event] + lag
        if free > start:
            rank = (-len(waits.ways[event]), free) if narrow else (free, -len(waits.ways[event]))
            if rank > best:
                best, found = rank, (event, start - lag)
    return found
