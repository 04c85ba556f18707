"""A plan that stands, made earlier: swapped a little, or solved among what is promising."""

import random
from dataclasses import replace

from cairn.plan.choosing.greedy import greedy_choices
from cairn.plan.choosing.index import NumberedProblem, cut_horizon
from cairn.schedule.place import (
    Layout,
    finish_of,
    place_best,
)
from cairn.schedule.solving.prove import among, exact_size, prove_exactly
from cairn.schedule.solving.state import (
    Search,
    keep,
    selection_of,
    task_for,
)

_MOST_FRUITLESS = 6
_MOST_SWAPS = 150
_MIXES_TRIED = 8
_AVOIDED_SHARE = 0.5
_NEAR_TURN = 0.3
_LARGEST_NEAR = 12_000


def improve_by_swaps(state: Search) -> None:
    """Leave out one or two of what is chosen, choose what must replace them, and place it."""
    layout = state.found.layout
    if layout is None or state.is_first_enough or all(one.is_required for one in state.problem.activities):
        return
    chance = random.Random(state.limits.seed)  # noqa: S311 - variety, not secrets
    best, fruitless = _pressed(state.problem, layout), 0
    while (
        fruitless < _MOST_SWAPS and not state.is_over and not state.found.is_proved("finish", state.problem)
    ):
        free = sorted(number for number in layout if not state.problem.activities[number].is_required)
        left_out = chance.sample(free, min(len(free), chance.choice((1, 2, 3, 5))))
        fruitless += 1
        for selection in greedy_choices(
            state.problem,
            tries=1,
            seed=chance.randrange(1 << 30),
            first=chance.randrange(_MIXES_TRIED),
            favoured={one: mode for one, mode in selection_of(layout).items() if one not in left_out},
            avoided=left_out if chance.random() < _AVOIDED_SHARE else (),
        ):
            tried = place_best(state.problem, selection, tries=0, seed=state.limits.seed)
            if tried is not None and (rank := _pressed(state.problem, tried)) <= best:
                fruitless = 0 if rank < best else fruitless
                layout, best = tried, rank
                keep(state, tried)


def _pressed(problem: NumberedProblem, layout: Layout) -> tuple[int, float]:
    """The finish, and what share of the scarcer time and money there is the layout takes."""
    modes = selection_of(layout).values()
    work = (
        sum(mode.work[resource] for mode in modes) / max(1, sum(row))
        for resource, row in enumerate(problem.capacity)
    )
    money = (
        sum(mode.costs[budget] for mode in modes) / max(1, row[-1])
        for budget, row in enumerate(problem.available)
    )
    return finish_of(layout), max((*work, *money), default=0.0)


def improve_among(state: Search) -> None:
    """Look for an earlier finish among what the best plan and the last choices use together."""
    chance = random.Random(state.limits.seed)  # noqa: S311 - variety, not secrets
    seen, fruitless = state.covering.seen, 0
    while seen and fruitless < _MOST_FRUITLESS and not state.is_over:
        layout = state.found.layout
        if layout is None or state.is_first_enough or state.found.is_proved("finish", state.problem):
            return
        best = finish_of(layout)
        others = chance.sample(seen, min(len(seen), 2 + fruitless))
        pool = layout.keys() | {number for one in others for number in one}
        problem = among(cut_horizon(state.problem, best - 1), pool)
        fruitless += 1
        if (problem.impossible and not state.may_drop) or exact_size(problem) > _LARGEST_NEAR:
            continue
        task = replace(task_for(state, "finish"), hint={})
        proof = prove_exactly(problem, task, state.left(_NEAR_TURN))
        if proof.layout:
            keep(state, proof.layout)
            fruitless = 0
