"""From a problem to a schedule and its proof: choose, place, and close what is open.

For each aim in turn: the chooser proves a bound and names a choice, list
scheduling places it, and if it lands on the bound the aim is proved. Where it
does not, the choice alone is placed exactly; if that fails the choice is
excluded and the chooser asked again. Last comes the whole problem, period by
period.
"""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from cairn.plan.choosing.choose import Aim, Choice, Selection, Task
from cairn.plan.choosing.cover import Covering, cover, rough_work
from cairn.plan.choosing.energy import overfull
from cairn.plan.choosing.greedy import greedy_choices
from cairn.plan.choosing.index import NumberedProblem, cut_horizon
from cairn.plan.choosing.model import Limits
from cairn.schedule.place import (
    Layout,
    finish_of,
    place_best,
)
from cairn.schedule.solving.improve import improve_among, improve_by_swaps
from cairn.schedule.solving.level import even_out
from cairn.schedule.solving.prove import Proof, exact_size, only, prove_exactly
from cairn.schedule.solving.state import (
    AIMS,
    Found,
    Search,
    keep,
    note_infeasible,
    raise_bound,
    task_for,
    value_of,
)

_MOST_TURNS = 40
_FIRST_SHARE = 0.2
_GREEDY_SHARE = 0.06
_PLACING_SHARE = 0.7
_CHOICE_SHARE = 0.75
_NEAR_SHARE = 0.5
_SWAP_SHARE = 0.25
_EXCLUSIONS = 2
_SMALL_EXACT = 10_000
_SMALL_WHOLE = 4_000
_LARGEST_EXACT = 20_000


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
    _place_greedy(replace(state, limits=state.left(_GREEDY_SHARE), began=perf_counter()), tries=16)
    if state.found.layout is None:
        _place_greedy(state, tries=16)
    if state.is_first_enough and state.found.layout is not None:
        return
    choice = rough_work(state.covering, task_for(state, "units"), state.left(_FIRST_SHARE))
    if choice.outcome == "infeasible":
        note_infeasible(state, "finish")
        return
    raise_bound(state, "finish", _periods_for(state.problem, choice.bound))
    if choice.selection:
        _try_placing(state, choice)
    else:
        _place_near(state)


def _place_greedy(state: Search, *, tries: int, favoured: Selection | None = None) -> None:
    for selection in greedy_choices(state.problem, tries=tries, seed=state.limits.seed, favoured=favoured):
        layout = place_best(state.problem, selection, tries=2, seed=state.limits.seed)
        if layout is not None:
            keep(state, layout)
        if state.is_over or (state.is_first_enough and layout is not None):
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
    if state.problem.has_pauses or any(not one.is_required for one in state.problem.activities):
        _choose_and_place(inner if aim != "finish" else replace(inner, limits=inner.left(_CHOICE_SHARE)), aim)
    if aim == "finish" and not state.found.is_infeasible and not _is_soon_proved(state):
        improve_by_swaps(replace(inner, limits=inner.left(_SWAP_SHARE), began=perf_counter()))
        improve_among(replace(inner, limits=inner.left(_NEAR_SHARE), began=perf_counter()))
        if _may_choose(state.problem) and exact_size(state.problem) > _LARGEST_EXACT:
            _choose_and_place(inner, aim)
    _close(inner, aim)


def _choose_and_place(state: Search, aim: Aim) -> None:
    """Choose, place, and exclude what cannot be placed, until the aim meets its bound."""
    excluded: list[tuple[Selection, int]] = []
    for _ in range(_MOST_TURNS):
        if state.is_over or state.found.is_infeasible or state.found.is_proved(aim, state.problem):
            return
        task = task_for(state, aim, tuple(excluded))
        choice = cover(state.covering, task, state.left(0.6), at_least=state.found.bounds.get("finish", 0))
        if choice.outcome == "infeasible":
            note_infeasible(state, aim)
            return
        raise_bound(state, aim, choice.bound)
        if not choice.selection:
            is_fruitless = not state.covering.near
            _place_near(state)
            if is_fruitless or exact_size(state.problem) <= _SMALL_EXACT:
                return
            continue
        _try_placing(state, choice)
        if state.is_first_enough and state.found.layout is not None:
            return
        is_worth_placing = choice.outcome == "optimal" or aim == "finish"
        if state.found.is_proved(aim, state.problem) or not is_worth_placing:
            return
        target = _target(state, aim, choice)
        if not _place_exactly(state, choice.selection, target):
            return
        excluded = [one for one in excluded if one[1] >= target]
        excluded.append((choice.selection, target))
        is_stuck = aim == "finish" and len(excluded) > _EXCLUSIONS
        if _is_soon_proved(state) or (is_stuck and not _settle_finish(state, target)):
            return


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
    task = Task(
        aim="finish",
        at_most={**state.fixed, "finish": finish},
        may_drop=state.may_drop,
        landmarks=state.covering.landmarks_for(finish),
    )
    if exact_size(problem) > _LARGEST_EXACT:
        return False
    proof = prove_exactly(problem, task, state.left(0.6))
    if proof.outcome == "infeasible":
        raise_bound(state, "finish", finish + 1)
        return True
    if proof.outcome in {"optimal", "feasible"}:
        keep(state, proof.layout)
    return proof.outcome == "optimal"


def _try_placing(state: Search, choice: Choice) -> None:
    problem = state.problem
    finish = max((end for _, end in choice.windows.values()), default=0)
    if "finish" in state.fixed:
        problem = cut_horizon(problem, state.fixed["finish"])
    layout = place_best(
        problem, choice.selection, windows=choice.windows, goal=finish, seed=state.limits.seed
    )
    if layout is not None:
        keep(state, layout)


def _place_exactly(state: Search, selection: Selection, target: int) -> bool:
    """Place this very selection by the target, or prove that it cannot be; False if open."""
    problem = only(cut_horizon(state.problem, target), selection)
    if problem.impossible or overfull(problem):
        return True
    task = Task(aim="finish", at_most={"finish": min(target, problem.horizon)})
    proof = prove_exactly(problem, task, state.left(_PLACING_SHARE))
    if proof.layout:
        keep(state, proof.layout)
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
    if _may_choose(problem) and exact_size(problem) > _LARGEST_EXACT:
        return
    then_units = aim == "cost" and problem.has_pauses and state.order.index("units") > state.order.index(aim)
    task = Task(
        aim=aim,
        at_most=at_most,
        may_drop=state.may_drop,
        then_units=then_units,
        landmarks=state.covering.landmarks_for(problem.horizon),
    )
    proof = prove_exactly(problem, task, state.left())
    _take_proof(state, aim, proof)


def _may_choose(problem: NumberedProblem) -> bool:
    """Whether there is more to decide than the times of steady work that is all required."""
    return problem.has_pauses or any(not one.is_required for one in problem.activities if one.modes)


def _take_proof(state: Search, aim: Aim, proof: Proof) -> None:
    if proof.outcome == "infeasible":
        note_infeasible(state, aim)
        return
    if proof.layout:
        keep(state, proof.layout)
    raise_bound(state, aim, proof.bound)
    if proof.units >= 0:
        raise_bound(state, "units", proof.units)
