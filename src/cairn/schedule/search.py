"""From a problem to a schedule and its proof: choose, place, and close what is open.

For each aim in turn: the chooser proves a bound and names a choice, list
scheduling places it, and if it lands on the bound the aim is proved. Where it
does not, the choice alone is placed exactly; if that fails the choice is
excluded and the chooser asked again. Last comes the whole problem, period by
period.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from cairn.plan.choose import WEIGHT_SCALE, Aim, Choice, Selection, Task
from cairn.plan.choose_cover import Covering, cover
from cairn.plan.choose_energy import overfull
from cairn.plan.choose_greedy import greedy_choices
from cairn.plan.choose_index import NumberedProblem, cut_horizon
from cairn.plan.choose_model import Limits
from cairn.schedule.level import even_out
from cairn.schedule.place import (
    Layout,
    cost_of,
    finish_of,
    missing_goals,
    place_best,
    units_of,
)
from cairn.schedule.prove import Proof, among, exact_size, only, prove_exactly

AIMS: tuple[Aim, ...] = ("finish", "cost", "units")
_MOST_TURNS = 40
_FIRST_SHARE = 0.1
_CHOICE_SHARE = 0.5
_PAUSING_SHARE = 0.75
_NEAR_SHARE = 0.5
_MOST_FRUITLESS = 6
_SWAP_SHARE = 0.5
_MOST_SWAPS = 150
_MIXES_TRIED = 8
_AVOIDED_SHARE = 0.5
_NEAR_TURN = 0.3
_LARGEST_NEAR = 12_000
_EXCLUSIONS = 2
_SMALL_EXACT = 10_000
_SMALL_WHOLE = 4_000
_LARGEST_EXACT = 20_000


@dataclass(slots=True)
class Found:
    """What is known so far: the best layout and, for each aim, its proved bound."""

    layout: Layout | None = None
    bounds: dict[Aim, int] = field(default_factory=dict)
    is_infeasible: bool = False
    steps: list[str] = field(default_factory=list)

    def is_proved(self, aim: Aim, problem: NumberedProblem) -> bool:
        """Whether the layout's value of the aim is its proved bound."""
        return self.layout is not None and self.bounds.get(aim, -1) >= value_of(problem, self.layout, aim)


@dataclass(slots=True)
class Search:
    """One search with its clock; `fixed` are the aims settled so far."""

    problem: NumberedProblem
    covering: Covering
    limits: Limits
    order: tuple[Aim, ...] = AIMS
    may_drop: bool = False
    is_first_enough: bool = False
    found: Found = field(default_factory=Found)
    fixed: dict[Aim, int] = field(default_factory=dict)
    began: float = field(default_factory=perf_counter)

    def left(self, share: float = 1.0) -> Limits:
        """The limits with what is left of the time, or a share of it."""
        rest = self.limits.seconds - (perf_counter() - self.began)
        return replace(self.limits, seconds=max(0.0, rest * share))

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return perf_counter() - self.began >= self.limits.seconds


def value_of(problem: NumberedProblem, layout: Layout, aim: Aim) -> int:
    """The layout's value of an aim."""
    selection = selection_of(layout)
    if aim == "finish":
        return finish_of(layout)
    if aim == "unmet":
        missing = missing_goals(problem, selection)
        return sum(max(1, round(problem.needs[one].weight * WEIGHT_SCALE)) for one in missing)
    return cost_of(selection) if aim == "cost" else units_of(selection)


def selection_of(layout: Layout) -> Selection:
    """The modes of a layout."""
    return {number: block.mode for number, block in layout.items()}


def search(
    problem: NumberedProblem,
    limits: Limits,
    *,
    aims: Sequence[Aim] = AIMS,
    may_drop: bool = False,
    is_first_enough: bool = False,
    start: Layout | None = None,
) -> Found:
    """The best schedule for the aims, each least among what the earlier ones leave.

    With `is_first_enough` the first schedule ends the search.
    """
    state = Search(
        problem=problem,
        covering=Covering.of(problem),
        limits=limits,
        order=tuple(dict.fromkeys((*aims, *AIMS))),
        may_drop=may_drop,
        is_first_enough=is_first_enough,
    )
    if problem.impossible and not may_drop:
        state.found.is_infeasible = True
        return state.found
    state.found.layout = start
    if any(not activity.is_required for activity in problem.activities) or problem.has_pauses:
        _first_answer(state)
    if is_first_enough and state.found.layout is not None:
        return state.found
    for place, aim in enumerate(aims):
        settle(state, aim, share=0.85 if place < len(aims) - 1 else 1.0)
        if state.found.layout is None:
            break
        state.fixed[aim] = value_of(problem, state.found.layout, aim)
        if not state.found.is_proved(aim, problem):
            state.found.bounds |= dict.fromkeys(aims[place + 1 :], 0)
    if state.found.layout and problem.has_pauses and not is_first_enough:
        state.found.layout = even_out(problem, state.found.layout)
    return state.found


def _first_answer(state: Search) -> None:
    """Quick choices placed at once, then the least work that does it all as a first bound."""
    _place_greedy(state, tries=16)
    if state.is_first_enough and state.found.layout is not None:
        return
    choice = cover(state.covering, _task(state, "units"), state.left(_FIRST_SHARE))
    if choice.outcome == "infeasible":
        _note_infeasible(state, "finish")
        return
    _raise_bound(state, "finish", _periods_for(state.problem, choice.bound))
    if choice.selection:
        _try_placing(state, choice)
    _place_near(state)


def _place_greedy(state: Search, *, tries: int, favoured: Selection | None = None) -> None:
    for selection in greedy_choices(state.problem, tries=tries, seed=state.limits.seed, favoured=favoured):
        layout = place_best(state.problem, selection, tries=2, seed=state.limits.seed)
        if layout is not None:
            _keep(state, layout)
        if state.is_over:
            return


def _place_near(state: Search) -> None:
    """Choices close to what the chooser has been looking at."""
    for selection in state.covering.near:
        if state.is_over:
            break
        _place_greedy(state, tries=4, favoured=selection)
    state.covering.near = []


def _periods_for(problem: NumberedProblem, units: int) -> int:
    """The fewest periods in which all resources together offer so many units."""
    for period in range(problem.horizon):
        if units <= 0:
            return period
        units -= sum(row[period] for row in problem.capacity)
    return problem.horizon


def settle(state: Search, aim: Aim, *, share: float) -> None:
    """Bring one aim to its bound, or as near as the time allows."""
    state.found.bounds.setdefault(aim, 0)
    until = state.left(share)
    inner = replace(state, limits=until, began=perf_counter())
    if state.problem.has_pauses:
        whole = inner if aim != "finish" else replace(inner, limits=inner.left(_PAUSING_SHARE))
        _choose_and_place(whole, aim)
    elif aim == "finish" and any(not one.is_required for one in state.problem.activities):
        _choose_and_place(replace(inner, limits=state.left(_CHOICE_SHARE)), aim)
    if aim == "finish" and not state.found.is_infeasible and not _is_soon_proved(state):
        _improve_by_swaps(replace(inner, limits=inner.left(_SWAP_SHARE), began=perf_counter()))
        _improve_among(replace(inner, limits=inner.left(_NEAR_SHARE), began=perf_counter()))
    _close(inner, aim)


def _choose_and_place(state: Search, aim: Aim) -> None:
    """Choose, place, and exclude what cannot be placed, until the aim meets its bound."""
    excluded: list[tuple[Selection, int]] = []
    for _ in range(_MOST_TURNS):
        if state.is_over or state.found.is_infeasible or state.found.is_proved(aim, state.problem):
            return
        task = _task(state, aim, tuple(excluded))
        choice = cover(state.covering, task, state.left(0.6), at_least=state.found.bounds.get("finish", 0))
        if choice.outcome == "infeasible":
            _note_infeasible(state, aim)
            return
        _raise_bound(state, aim, choice.bound)
        if not choice.selection:
            _place_near(state)
            if exact_size(state.problem) <= _SMALL_EXACT:
                return
            continue
        _try_placing(state, choice)
        if state.is_first_enough and state.found.layout is not None:
            return
        if state.found.is_proved(aim, state.problem) or choice.outcome != "optimal":
            return
        target = _target(state, aim, choice)
        if not _place_exactly(state, choice.selection, target):
            return
        excluded = [one for one in excluded if one[1] >= target]
        excluded.append((choice.selection, target))
        is_stuck = aim == "finish" and len(excluded) > _EXCLUSIONS
        if _is_soon_proved(state) or (is_stuck and not _settle_finish(state, target)):
            return


def _improve_by_swaps(state: Search) -> None:
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
                _keep(state, tried)


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


def _improve_among(state: Search) -> None:
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
        task = Task(aim="finish", at_most={**state.fixed, "finish": best - 1}, may_drop=state.may_drop)
        proof = prove_exactly(problem, task, state.left(_NEAR_TURN))
        if proof.layout:
            _keep(state, proof.layout)
            fruitless = 0


def _target(state: Search, aim: Aim, choice: Choice) -> int:
    """By when the choice has to end to be of use.

    Where an earlier finish is asked for, that is any finish before the best, if the
    exact model of so much time is small: one question instead of one for each period.
    """
    if aim != "finish":
        return state.fixed.get("finish", state.problem.horizon)
    if state.found.layout is not None:
        useful = finish_of(state.found.layout) - 1
        if exact_size(only(cut_horizon(state.problem, useful), choice.selection)) <= _SMALL_EXACT:
            return useful
    return choice.value


def _is_soon_proved(state: Search) -> bool:
    """Whether the whole problem is so small that asking it beats excluding choice by choice."""
    top = state.fixed.get("finish", state.problem.horizon)
    if state.found.layout is not None:
        top = min(top, finish_of(state.found.layout))
    return exact_size(cut_horizon(state.problem, top)) <= _SMALL_WHOLE


def _settle_finish(state: Search, finish: int) -> bool:
    """Find any schedule by this finish, or prove that there is none; False if left open."""
    problem = cut_horizon(state.problem, finish)
    task = Task(aim="finish", at_most={**state.fixed, "finish": finish}, may_drop=state.may_drop)
    if exact_size(problem) > _LARGEST_EXACT:
        return False
    proof = prove_exactly(problem, task, state.left(0.6))
    if proof.outcome == "infeasible":
        _raise_bound(state, "finish", finish + 1)
        return True
    if proof.outcome in {"optimal", "feasible"}:
        _keep(state, proof.layout)
    return proof.outcome == "optimal"


def _task(state: Search, aim: Aim, excluded: tuple[tuple[Selection, int], ...] = ()) -> Task:
    layout = state.found.layout or {}
    at_most = dict(state.fixed)
    if aim == "finish" and layout:
        at_most["finish"] = finish_of(layout) - 1
    return Task(
        aim=aim,
        at_most=at_most,
        may_drop=state.may_drop,
        excluded=excluded,
        hint={number: (block.mode, block.start, block.finish) for number, block in layout.items()},
    )


def _raise_bound(state: Search, aim: Aim, bound: int) -> None:
    state.found.bounds[aim] = max(state.found.bounds.get(aim, 0), bound)


def _note_infeasible(state: Search, aim: Aim) -> None:
    """Nothing better is left: the best there is is best, or there is no schedule at all."""
    if state.found.layout is None:
        state.found.is_infeasible = not state.fixed
    else:
        _raise_bound(state, aim, value_of(state.problem, state.found.layout, aim))


def _try_placing(state: Search, choice: Choice) -> None:
    problem = state.problem
    finish = max((end for _, end in choice.windows.values()), default=0)
    if "finish" in state.fixed:
        problem = cut_horizon(problem, state.fixed["finish"])
    layout = place_best(
        problem, choice.selection, windows=choice.windows, goal=finish, seed=state.limits.seed
    )
    if layout is not None:
        _keep(state, layout)


def _keep(state: Search, layout: Layout) -> None:
    """Take the layout if it is better in the order of the aims."""

    def rank(one: Layout) -> tuple[int, ...]:
        return tuple(value_of(state.problem, one, aim) for aim in state.order)

    if state.found.layout is None or rank(layout) < rank(state.found.layout):
        state.found.layout = layout


def _place_exactly(state: Search, selection: Selection, target: int) -> bool:
    """Place this very selection by the target, or prove that it cannot be; False if open."""
    problem = only(cut_horizon(state.problem, target), selection)
    if problem.impossible or overfull(problem):
        return True
    task = Task(aim="finish", at_most={"finish": min(target, problem.horizon)})
    proof = prove_exactly(problem, task, state.left(0.3))
    if proof.layout:
        _keep(state, proof.layout)
    return bool(proof.layout) or proof.outcome == "infeasible"


def _close(state: Search, aim: Aim) -> None:
    """The whole problem, if the aim is still open and the model is not too large."""
    if state.is_first_enough and state.found.layout is not None:
        return
    if state.found.is_infeasible or state.found.is_proved(aim, state.problem) or state.is_over:
        return
    problem, at_most = state.problem, dict(state.fixed)
    if state.found.layout is not None:
        at_most[aim] = value_of(problem, state.found.layout, aim) - 1
        if at_most[aim] < 0:
            return
    if aim == "finish" and "finish" in at_most:
        problem = cut_horizon(problem, at_most["finish"])
    may_choose = problem.has_pauses or any(not one.is_required for one in problem.activities if one.modes)
    if may_choose and exact_size(problem) > _LARGEST_EXACT:
        return
    then_units = aim == "cost" and problem.has_pauses and state.order.index("units") > state.order.index(aim)
    task = Task(aim=aim, at_most=at_most, may_drop=state.may_drop, then_units=then_units)
    proof = prove_exactly(problem, task, state.left())
    _take_proof(state, aim, proof)


def _take_proof(state: Search, aim: Aim, proof: Proof) -> None:
    if proof.outcome == "infeasible":
        _note_infeasible(state, aim)
        return
    if proof.layout:
        _keep(state, proof.layout)
    _raise_bound(state, aim, proof.bound)
    if proof.units >= 0:
        _raise_bound(state, "units", proof.units)
