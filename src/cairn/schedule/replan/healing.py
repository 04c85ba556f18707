"""Heal a plan after a change: the plan that moves least, as a difference to accept or not.

What is finished is history, what is under way goes on, and of the rest as little as
possible moves: commitments with others last of all. Method and the sense of "least":
docs/method/replanning.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from time import perf_counter

from cairn.plan.choosing.model import Limits
from cairn.plan.problem import (
    ActivityId,
    Infeasible,
    Mode,
    Need,
    Placement,
    PlanningProblem,
    Solution,
)
from cairn.schedule.check import check_schedule
from cairn.schedule.date_plan import find_links
from cairn.schedule.replan.board import Board, Link
from cairn.schedule.replan.movers import Found, find_movers
from cairn.schedule.replan.values import Accepted, Difference, Healing, Item, ItemKind

COMMITMENT_WEIGHT = 1000
_LIMITS = Limits(seconds=0.8)
_MOST_COMPANIONS = 3


def heal(
    problem: PlanningProblem,
    before: Solution,
    *,
    touched: Iterable[ActivityId] = (),
    commitments: Iterable[ActivityId] = (),
    finish_by: int | None = None,
    limits: Limits = _LIMITS,
) -> Healing | Infeasible:
    """The plan for the changed `problem` that moves least away from `before`.

    `problem` states what holds now (see `cairn.schedule.replan.changes`), `before` is
    the plan that was, with what is left of it. `touched` steps are under way and go on
    wherever they fit, at no weight; every other step that changes weighs 1, a
    commitment with others a thousand. `finish_by` asks for an earlier finish as well.

    Gives an honest no where nothing fits, however much moves.
    """
    began = perf_counter()
    asked = problem if finish_by is None else replace(problem, deadline=_earlier(problem.deadline, finish_by))
    free = frozenset(touched)
    weights = {one.id: 1 for one in problem.activities}
    weights |= dict.fromkeys(commitments, COMMITMENT_WEIGHT) | dict.fromkeys(free, 0)
    for chosen, pattern in _selections(asked, before, limits):
        board = make_board(asked, before, chosen, pattern=pattern)
        found = find_movers(board, weights, free & frozenset(board.modes), limits)
        if found is not None:
            return _healing(problem, (found, board), before, free, weights, began)
    from cairn.schedule.infeasible import explain_infeasible

    return explain_infeasible(_as_wishes(asked), limits=limits)


def _as_wishes(problem: PlanningProblem) -> PlanningProblem:
    """Required steps as needs of the goal, so that the best partial plan may leave some out."""
    required = [one for one in problem.activities if one.is_required]
    wishes = tuple(Need(id=f"step:{one.id}", label=one.label, any_of=(one.id,)) for one in required)
    activities = tuple(replace(one, is_required=False) for one in problem.activities)
    return replace(problem, activities=activities, needs=(*problem.needs, *wishes))


def _earlier(deadline: int | None, finish_by: int) -> int:
    return finish_by if deadline is None else min(deadline, finish_by)


# ------------------------------------------------------------------ which steps there are


def _selections(
    problem: PlanningProblem, before: Solution, limits: Limits
) -> Iterable[tuple[Mapping[ActivityId, Mode], Solution]]:
    """The steps that were, if they still reach everything; else with the least added, else anew.

    Beside the modes stands the schedule from which it is read who meets whose needs.
    """
    kept = _still_there(problem, before)
    if _reaches_all(problem, kept):
        yield kept, before
    for is_kept in (True, False):
        chosen = _choose(problem, kept if is_kept else {}, limits)
        if chosen is not None:
            yield chosen


def _still_there(problem: PlanningProblem, before: Solution) -> dict[ActivityId, Mode]:
    activities = {one.id: one for one in problem.activities}
    kept = {}
    for placed in before.placements:
        activity = activities.get(placed.activity)
        if activity is not None and activity.modes:
            same = [mode for mode in activity.modes if mode.id == placed.mode]
            kept[placed.activity] = (same or list(activity.modes))[0]
    return kept


def _reaches_all(problem: PlanningProblem, chosen: Mapping[ActivityId, Mode]) -> bool:
    required = all(one.id in chosen for one in problem.activities if one.is_required)
    asking = [need for need in problem.needs if need.activity is None or need.activity in chosen]
    return required and all(any(one in chosen for one in need.any_of) for need in asking)


def _choose(
    problem: PlanningProblem, kept: Mapping[ActivityId, Mode], limits: Limits
) -> tuple[Mapping[ActivityId, Mode], Solution] | None:
    """A selection by the solver that keeps what it is told to keep, in the modes they had."""
    from cairn.schedule.solve import solve_or_none

    activities = tuple(
        replace(one, modes=(kept[one.id],), is_required=True) if one.id in kept else one
        for one in problem.activities
    )
    fixed = replace(problem, activities=activities)
    outcome = solve_or_none(fixed, limits=limits, aims=("finish", "cost"))
    if outcome is None or outcome.status == "unknown":
        return None
    modes = {(one.id, mode.id): mode for one in activities for mode in one.modes}
    return {one.activity: modes[one.activity, one.mode] for one in outcome.placements}, outcome


def make_board(
    problem: PlanningProblem,
    before: Solution,
    chosen: Mapping[ActivityId, Mode],
    *,
    pattern: Solution | None = None,
) -> Board:
    """The chosen steps beside the plan that was, with the links that hold among them.

    `pattern` (default: the plan that was) shows which step meets a need first.
    """
    old = {one.activity: one for one in before.placements}
    links = _links(problem, pattern or before, chosen)
    return Board(problem=problem, old=old, modes=dict(chosen), links=links)


def _links(
    problem: PlanningProblem, pattern: Solution, chosen: Mapping[ActivityId, Mode]
) -> tuple[Link, ...]:
    """Precedences, and for each need the step that meets it first."""
    placed = {one.activity: one for one in pattern.placements}
    stand_ins = tuple(placed.get(one) or _nowhere(one, mode) for one, mode in chosen.items())
    rough = Solution(status="feasible", placements=stand_ins, finish=0, bound=0, cost=0, cost_bound=0)
    found = find_links(problem, rough)
    return tuple(
        Link(before=earlier, after=after, lag=lag)
        for after, waits in found.before.items()
        for earlier, lag in waits
    )


def _nowhere(step: ActivityId, mode: Mode) -> Placement:
    """A stand-in for a step that was not placed: as late as can be, so that others come first."""
    return Placement(activity=step, mode=mode.id, start=10**6, finish=10**6, loads=())


# ------------------------------------------------------------------ the proposal


def _healing(
    problem: PlanningProblem,
    best: tuple[Found, Board],
    before: Solution,
    free: frozenset[ActivityId],
    weights: Mapping[ActivityId, int],
    began: float,
) -> Healing:
    found, board = best
    placements = [found.layout.get(step) or board.old[step] for step in board.modes]
    solution = solution_of(problem, placements, method="moves least")
    if violations := check_schedule(problem, solution):
        msg = f"a healed plan broke its own rules: {violations[0].sentence}"
        raise RuntimeError(msg)
    dropped = sum(weights.get(one, 1) for one in frozenset(board.old) - frozenset(board.modes))
    return Healing(
        problem=problem,
        before=before,
        solution=solution,
        difference=compare_plans(problem, before, solution, touched=free),
        weight=found.weight + dropped,
        bound=found.bound + dropped,
        seconds=perf_counter() - began,
    )


def solution_of(problem: PlanningProblem, placements: Sequence[Placement], *, method: str = "") -> Solution:
    """Placements as a solution that claims no proof of its finish."""
    prices = {(one.id, mode.id): sum(mode.costs.values()) for one in problem.activities for mode in one.modes}
    cost = sum(prices.get((one.activity, one.mode), 0) for one in placements)
    return Solution(
        status="feasible",
        placements=tuple(sorted(placements, key=lambda one: (one.start, one.finish, one.activity))),
        finish=max((one.finish for one in placements), default=0),
        bound=0,
        cost=cost,
        cost_bound=0,
        method=method,
    )


def compare_plans(
    problem: PlanningProblem,
    before: Solution,
    after: Solution,
    *,
    touched: Iterable[ActivityId] = (),
) -> Difference:
    """Every step that stands elsewhere, is new or is gone, in order of the new plan."""
    was, now = ({one.activity: one for one in plan.placements} for plan in (before, after))
    labels = {one.id: one.label for one in problem.activities}
    under_way = frozenset(touched)
    items = [
        _item(step, labels.get(step, step), was.get(step), now.get(step), under_way)
        for step in (*now, *(one for one in was if one not in now))
        if was.get(step) != now.get(step)
    ]
    deadline = problem.deadline
    return Difference(
        items=tuple(items),
        finish_before=before.finish,
        finish_after=after.finish,
        cost_change=after.cost - before.cost,
        slack_before=None if deadline is None else deadline - before.finish,
        slack_after=None if deadline is None else deadline - after.finish,
    )


def _item(
    step: ActivityId,
    label: str,
    before: Placement | None,
    after: Placement | None,
    under_way: frozenset[ActivityId],
) -> Item:
    kind: ItemKind = "moved"
    if before is None or after is None:
        kind = "added" if before is None else "dropped"
    elif step in under_way:
        kind = "touched"
    return Item(step=step, label=label, kind=kind, before=before, after=after)


# ------------------------------------------------------------------ accepting


def accept(healing: Healing, steps: Iterable[ActivityId] | None = None) -> Accepted:
    """The plan with the whole proposal taken, or only the items of these steps.

    What is not taken stays as it was; where the rules are then broken, `unsettled` says
    so and `go_with` names the fewest further items that would settle them.
    """
    if steps is None:
        return Accepted(solution=healing.solution)
    items = {one.step: one for one in healing.difference.items}
    taken = frozenset(steps) & frozenset(items)
    solution = _with_items(healing, items, taken)
    unsettled = check_schedule(healing.problem, solution)
    return Accepted(
        solution=solution,
        unsettled=unsettled,
        go_with=_companions(healing, items, taken) if unsettled else (),
    )


def _with_items(healing: Healing, items: Mapping[ActivityId, Item], taken: frozenset[ActivityId]) -> Solution:
    placements = {one.activity: one for one in healing.before.placements}
    for step in taken:
        after = items[step].after
        if after is None:
            placements.pop(step, None)
        else:
            placements[step] = after
    return solution_of(healing.problem, tuple(placements.values()), method="accepted by item")


def _companions(
    healing: Healing, items: Mapping[ActivityId, Item], taken: frozenset[ActivityId]
) -> tuple[ActivityId, ...]:
    """The fewest further items that make the plan whole; all of them where more than a few are needed."""
    others = sorted(frozenset(items) - taken)
    for size in range(1, min(_MOST_COMPANIONS, len(others)) + 1):
        for more in combinations(others, size):
            if not check_schedule(healing.problem, _with_items(healing, items, taken | frozenset(more))):
                return more
    return tuple(others)
