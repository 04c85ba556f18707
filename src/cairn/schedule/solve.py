"""The one way in: a problem to a checked solution, or an honest no with ways out."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from cairn.plan.choosing.choose import Aim
from cairn.plan.choosing.index import NumberedProblem, number_problem
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Infeasible, Load, Placement, PlanningProblem, Solution
from cairn.schedule.admit import admit_problem
from cairn.schedule.check import check_schedule
from cairn.schedule.place import Layout, cost_of, finish_of
from cairn.schedule.solving.search import search
from cairn.schedule.solving.state import AIMS, Found, selection_of

_LEAST_SEARCHED = 0.2  # of the limit, however long reading took
_LEAST_EXPLAINED = 0.25  # of the limit: a bare no helps nobody


def solve(
    problem: PlanningProblem, *, limits: Limits | None = None, aims: Sequence[Aim] = AIMS
) -> Solution | Infeasible:
    """The best schedule for the aims in turn, with what is proved about it.

    Method: see docs/method/planning.md. Every schedule has passed the independent
    checker. Within the limits the answer may be `feasible` with its gap, or
    `unknown` with no schedule; it is never a guess called optimal.

    Raises:
        BadInput: the problem names what there is not, runs in a circle, or is too large.
    """
    from cairn.schedule.infeasible import explain_infeasible

    began, limits = perf_counter(), limits or Limits()
    result = solve_or_none(problem, limits=limits, aims=aims)
    if result is not None:
        return result
    left = limits.seconds - (perf_counter() - began)
    least = _LEAST_EXPLAINED * limits.seconds
    return explain_infeasible(problem, limits=replace(limits, seconds=max(left, least)))


def solve_or_none(problem: PlanningProblem, *, limits: Limits, aims: Sequence[Aim] = AIMS) -> Solution | None:
    """As `solve`, but None where it is proved that nothing fits."""
    began = perf_counter()
    admit_problem(problem)
    numbered = number_problem(problem)
    # What reading took is gone from the limit, and checking will take about as much again.
    left = max(_LEAST_SEARCHED * limits.seconds, limits.seconds - 2 * (perf_counter() - began))
    found = search(numbered, replace(limits, seconds=left), aims=aims)
    if found.is_infeasible:
        return None
    return build_solution(problem, numbered, found, seconds=perf_counter() - began)


def build_solution(
    problem: PlanningProblem,
    numbered: NumberedProblem,
    found: Found,
    *,
    seconds: float,
    dropped: tuple[str, ...] = (),
) -> Solution:
    """What was found as a checked solution.

    Raises:
        RuntimeError: the checker found a rule broken: a defect of the solver.
    """
    bound = found.bounds.get("finish", 0)
    if found.layout is None:
        return Solution(
            status="unknown", placements=(), finish=0, bound=bound, cost=0, cost_bound=0, seconds=seconds
        )
    finish, cost = finish_of(found.layout), cost_of(selection_of(found.layout))
    solution = Solution(
        method=", ".join(found.steps),
        status="optimal" if bound >= finish else "feasible",
        placements=_placements(problem, numbered, found.layout),
        finish=finish,
        bound=min(bound, finish),
        cost=cost,
        cost_bound=min(found.bounds.get("cost", 0), cost),
        seconds=seconds,
    )
    if violations := check_schedule(problem, solution, dropped=dropped):
        msg = f"a schedule broke its own rules: {violations[0].sentence}"
        raise RuntimeError(msg)
    from cairn.schedule.why import binding_constraints

    return replace(solution, binding=binding_constraints(problem, solution))


def _placements(problem: PlanningProblem, numbered: NumberedProblem, layout: Layout) -> tuple[Placement, ...]:
    order = sorted(layout, key=lambda one: (layout[one].start, layout[one].finish, one))
    return tuple(
        Placement(
            activity=numbered.activities[one].id,
            mode=layout[one].mode.id,
            start=layout[one].start,
            finish=layout[one].finish,
            loads=tuple(
                Load(period=period, resource=problem.resources[resource].id, amount=amount)
                for period, resource, amount in sorted(layout[one].loads)
                if amount
            ),
        )
        for one in order
    )
