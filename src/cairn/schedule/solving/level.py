"""The last aim: an even load, where the finish leaves room for it.

The chosen activities are placed again with every period of a resource capped, and
the lowest cap that still meets the finish is kept: a good schedule, not a proved
optimum of evenness.
"""

from collections.abc import Sequence
from dataclasses import replace

from cairn.plan.choosing.index import NumberedProblem, cut_horizon
from cairn.schedule.place import Layout, finish_of, place_best


def even_out(problem: NumberedProblem, layout: Layout) -> Layout:
    """The same activities by the same finish, with lower peaks where one was found."""
    finish = finish_of(layout)
    best, capacity = layout, [row[:finish] for row in problem.capacity]
    for resource in range(len(capacity)):
        if not any(block.mode.can_pause and block.mode.work[resource] for block in best.values()):
            continue
        low, high = 0, max(capacity[resource], default=0)
        while high - low > 1:
            middle = (low + high) // 2
            trial = _capped(problem, best, capacity, resource, middle, finish)
            if trial is None:
                low = middle
            else:
                best, high = trial, middle
        capacity[resource] = tuple(min(there, high) for there in capacity[resource])
    return best


def _capped(
    problem: NumberedProblem,
    layout: Layout,
    capacity: Sequence[tuple[int, ...]],
    resource: int,
    most: int,
    finish: int,
) -> Layout | None:
    rows = [
        row if one != resource else tuple(min(there, most) for there in row)
        for one, row in enumerate(capacity)
    ]
    capped = replace(cut_horizon(problem, finish), capacity=tuple(rows))
    selection = {number: block.mode for number, block in layout.items()}
    return place_best(capped, selection, goal=finish, tries=4)
