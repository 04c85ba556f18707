"""Why a step stands in its weeks, in the person's words."""

from collections.abc import Mapping

from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.plan.values import Plan
from cairn.report.phrases import count_text, joined
from cairn.schedule.why import Hold, why_here

_MOST_NAMES = 2
_FREE, _IS_FREE, _FULL = "begins when ", " is free", " is full until it ends"


def tell_holds(plan: Plan, solution: Solution) -> Mapping[ActivityId, str]:
    """For every placed step what keeps it from beginning and from ending earlier."""
    problem = plan.problem
    spans = {one.activity: (one.start, one.finish) for one in solution.placements}
    return {
        step.id: hold_words(why_here(problem, solution, step.id), problem, *spans[step.id])
        for step in plan.steps
        if step.id in spans
    }


def hold_words(holds: tuple[Hold, ...], problem: PlanningProblem, start: int, finish: int) -> str:
    """“begins when “Statistics” is done; your own time is full until it ends”."""
    begins = _begins(holds, problem, start)
    ends = _ends(holds, problem, start, finish)
    if begins.startswith(_FREE) and ends == f"{begins.removeprefix(_FREE).removesuffix(_IS_FREE)}{_FULL}":
        return f"takes all of {ends.removesuffix(_FULL)} as soon as it is free"
    return "; ".join(one for one in (begins, ends) if one)


def _begins(holds: tuple[Hold, ...], problem: PlanningProblem, start: int) -> str:
    labels = {str(one.id): one.label for one in problem.activities}
    waits = list(dict.fromkeys(labels[one.id] for one in holds if one.kind in {"need", "precedence"}))
    if waits:
        shown = joined([f"“{one}”" for one in waits[:_MOST_NAMES]])
        return f"begins when {shown} {'is' if len(waits) == 1 else 'are'} done"
    if any(one.kind == "budget" for one in holds):
        return "begins when the money for it is there"
    before = [one for one in holds if one.kind == "resource" and start - 1 in one.periods]
    if before:
        has_none = all(not _capacity(one, problem, start - 1) for one in before)
        shown = joined([_resource(one, problem) for one in before])
        first = f"begins in the first {problem.period} with {shown}"
        return first if has_none else f"{_FREE}{shown}{_IS_FREE}"
    if any(one.kind == "release" for one in holds):
        first = f"begins in the first {problem.period}"
        return first if start == 0 else "begins as soon as it is offered"
    return ""


def _ends(holds: tuple[Hold, ...], problem: PlanningProblem, start: int, finish: int) -> str:
    """What keeps it from ending earlier: its own length, or hours that are all taken."""
    if any(one.kind == "pace" for one in holds):
        return f"takes {count_text(finish - start, problem.period)} at its pace"
    busy = [
        _resource(one, problem)
        for one in holds
        if one.kind == "resource" and any(period >= start for period in one.periods)
    ]
    return f"{joined(busy)}{_FULL}" if busy else ""


def _resource(hold: Hold, problem: PlanningProblem) -> str:
    return next(one.label for one in problem.resources if one.id == hold.id)


def _capacity(hold: Hold, problem: PlanningProblem, period: int) -> int:
    return next(one.capacity[period] for one in problem.resources if one.id == hold.id)
