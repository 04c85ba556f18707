"""Windows of time and the work that must fall inside them, whatever is done where.

A mode that starts no earlier than `earliest` and ends by `latest` leaves in a window
what does not fit outside it. If that is more than the window offers, there is no
schedule (energetic reasoning, after Erschler and Lopez); for options still to be
chosen the same sums are rows of the choice.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from cairn.plan.choosing.index import NumberedActivity, NumberedMode, NumberedProblem

Window = tuple[int, int]


class Offered:
    """Units of each resource between two periods, summed once."""

    def __init__(self, capacity: Sequence[Sequence[int]]) -> None:
        """Sum each resource's units up to each period."""
        self._until = [list(accumulate(row, initial=0)) for row in capacity]

    def between(self, resource: int, first: int, end: int) -> int:
        """Units from `first` up to but not in `end`."""
        row = self._until[resource]
        return row[min(end, len(row) - 1)] - row[min(first, len(row) - 1)] if end > first else 0


def windows_of(problem: NumberedProblem, *, most: int) -> Iterator[Window]:
    """Windows between earliest starts and latest finishes, at most about `most` of each."""
    kept = [problem.activities[number] for number in problem.kept]
    heads = _spread(sorted({one.earliest for one in kept}), most)
    tails = _spread(sorted({one.latest for one in kept} | {problem.horizon}, reverse=True), most)
    return ((head, tail) for head in heads for tail in tails if head < tail)


def _spread(values: Sequence[int], most: int) -> Sequence[int]:
    return values[:: -(-len(values) // most)] if values else values


def work_inside(
    activity: NumberedActivity, mode: NumberedMode, resource: int, window: Window, offered: Offered
) -> int:
    """The least work on a resource that the mode does inside the window, if it is chosen."""
    head, tail = window
    work = mode.work[resource]
    if activity.earliest >= head and activity.latest <= tail:
        return work
    if mode.can_pause:
        before = _room(offered, resource, activity.earliest, min(head, activity.latest), mode.most)
        after = _room(offered, resource, max(tail, activity.earliest), activity.latest, mode.most)
        return max(0, work - before - after)
    early = min(tail, activity.earliest + mode.duration) - max(head, activity.earliest)
    late = min(tail, activity.latest) - max(head, activity.latest - mode.duration)
    return mode.demand(resource) * max(0, min(early, late, tail - head))


def _room(offered: Offered, resource: int, first: int, end: int, most: int) -> int:
    there = offered.between(resource, first, end)
    return min(there, most * max(0, end - first)) if most else there


def overfull(problem: NumberedProblem, *, most: int = 24) -> bool:
    """Whether required work alone is more than some window offers: a proof that nothing fits."""
    offered = Offered(problem.capacity)
    required = [one for one in problem.activities if one.is_required and one.modes]
    for window in windows_of(problem, most=most):
        for resource in range(len(problem.capacity)):
            inside = sum(
                min(work_inside(one, mode, resource, window, offered) for mode in one.modes)
                for one in required
            )
            if inside > offered.between(resource, *window):
                return True
    return False
