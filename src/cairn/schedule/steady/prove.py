"""Problems in which no work pauses, proved or nearly so.

Where everything is required, that is the classic RCPSP (`required`). Where options are
to be chosen as well: the solver's usual mix of search, neighbourhoods and linear
relaxations, which soon finds very good schedules; then clause learning on the question
“one period earlier?”, which proves far more than the mix does. Where there is much to
place, it keeps the neighbourhoods beside it, for the schedule may well be improved yet.
"""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

from cairn.plan.choosing.choose import Choice, Task, choose_options, least_span
from cairn.plan.choosing.index import NumberedMode, NumberedProblem
from cairn.plan.choosing.model import Limits
from cairn.schedule.place import Layout, finish_of, place_best
from cairn.schedule.steady.generations import is_breedable
from cairn.schedule.steady.required import Verdict, prove_required

_SMALL = 40
_SMALL_SHARE, _LARGE_SHARE = 0.12, 0.7
_RESTARTS = 'subsolvers:["quick_restart_no_lp"] '
_CLAUSES = "linearization_level:0 "
Hint = Mapping[int, tuple[NumberedMode, int, int]]


def prove_steady(problem: NumberedProblem, task: Task, limits: Limits) -> Choice:
    """The best choice and its exact times for the task's aim, with the proved bound."""
    if task.aim != "finish":
        return choose_options(problem, task, limits)
    began = perf_counter()
    floor = energy_bound(problem)
    if not task.may_drop and task.at_most.keys() <= {"finish"} and is_breedable(problem):
        return _judged(problem, prove_required(problem, limits, floor))
    task, known = _started(problem, task)
    if known is not None and known.value <= floor:
        return replace(known, outcome="optimal", bound=known.value)
    small = sum(len(one.modes) for one in problem.activities) <= _SMALL
    first = choose_options(problem, task, _part(limits, _SMALL_SHARE if small else _LARGE_SHARE))
    best = _better(known, first)
    if first.outcome in {"optimal", "infeasible"} or limits.work:
        return _joined(best, first, floor)
    left = replace(limits, seconds=limits.seconds - (perf_counter() - began))
    if left.seconds <= 0 or best is None:
        return _joined(best, first, floor)
    return _by_clauses(problem, task, left, best, max(floor, first.bound), small=small)


def _by_clauses(
    problem: NumberedProblem, task: Task, limits: Limits, best: Choice, floor: int, *, small: bool
) -> Choice:
    """Ask for anything earlier than the best, by clause learning."""
    earlier = replace(task, at_most={**task.at_most, "finish": best.value - 1}, hint={})
    if small or limits.workers == 1:
        second = choose_options(problem, earlier, replace(limits, workers=1), _CLAUSES)
    else:
        second = choose_options(problem, replace(earlier, hint=_hint(best)), limits, _RESTARTS)
    if second.outcome == "infeasible":
        return replace(best, outcome="optimal", bound=best.value)
    bound = max(floor, second.bound)
    best = _better(best, second) or best
    return replace(
        best, outcome="optimal" if bound >= best.value else "feasible", bound=min(bound, best.value)
    )


def _judged(problem: NumberedProblem, verdict: Verdict) -> Choice:
    """The verdict on a problem where everything is required, as a choice."""
    best = verdict.best
    if best is None:
        return Choice(outcome="infeasible" if verdict.is_refused else "unknown", bound=verdict.floor)
    selection = {one: problem.activities[one].modes[best.modes[one]] for one in problem.kept}
    return Choice(
        outcome="optimal" if verdict.floor >= best.finish else "feasible",
        bound=min(verdict.floor, best.finish),
        value=best.finish,
        selection=selection,
        windows={one: (best.ends[one] - mode.duration, best.ends[one]) for one, mode in selection.items()},
    )


def _started(problem: NumberedProblem, task: Task) -> tuple[Task, Choice | None]:
    """Where each activity has one mode and is required, list scheduling gives a start."""
    if task.may_drop or any(
        not one.is_required or len(one.modes) != 1 for one in problem.activities if one.modes
    ):
        return task, None
    selection = {number: problem.activities[number].modes[0] for number in problem.kept}
    layout = place_best(problem, selection, tries=12)
    if layout is None:
        return task, None
    known = _as_choice(layout)
    return replace(task, hint=_hint(known)), known


def _hint(choice: Choice) -> Hint:
    return {one: (mode, *choice.windows[one]) for one, mode in choice.selection.items()}


def _as_choice(layout: Layout) -> Choice:
    return Choice(
        outcome="feasible",
        bound=0,
        value=finish_of(layout),
        selection={one: block.mode for one, block in layout.items()},
        windows={one: (block.start, block.finish) for one, block in layout.items()},
    )


def _part(limits: Limits, share: float) -> Limits:
    return limits if limits.work else replace(limits, seconds=limits.seconds * share)


def _better(one: Choice | None, other: Choice) -> Choice | None:
    if not other.selection:
        return one
    return other if one is None or other.value <= one.value else one


def _joined(best: Choice | None, last: Choice, floor: int) -> Choice:
    if best is None or last.outcome == "infeasible":
        return replace(last, bound=max(last.bound, floor))
    bound = min(best.value, max(last.bound, floor))
    return replace(best, outcome="optimal" if bound == best.value else "feasible", bound=bound)


def energy_bound(problem: NumberedProblem) -> int:
    """The finish that critical path and required work alone allow.

    For each resource, what must be done takes so many periods of what there is.
    """
    required = [one for one in problem.activities if one.is_required and one.modes]
    bound = 0
    for one in required:
        bound = max(bound, one.earliest + min(least_span(mode, problem.capacity) for mode in one.modes))
    for resource, capacity in enumerate(problem.capacity):
        work = sum(min(mode.work[resource] for mode in one.modes) for one in required)
        period = 0
        while work > 0 and period < len(capacity):
            work -= capacity[period]
            period += 1
        bound = max(bound, period)
    return bound
