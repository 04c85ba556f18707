"""A plain CP-SAT model of career plans, to measure Cairn beside.

What one would write first in the solver's usual Python layer: optional intervals and a
cumulative constraint for steady work, an amount for each period for work that may
pause, a support for each need, one aim. Used by `planner.py`.
"""

# ruff: noqa: ANN401 - the solver's variables and expressions have no common public type
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cairn.plan.problem import Mode, PlanningProblem


def solve_plain(  # noqa: PLR0915 - one model, told in one go
    problem: PlanningProblem, limit: float
) -> tuple[str, int | None, int]:
    """Status, finish and bound of a plain model: intervals, loads by period, one aim."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    last = problem.periods
    makespan = model.new_int_var(0, last, "")
    start, end, here = {}, {}, {}
    load: dict[tuple[str, int], list[Any]] = {}
    steady: dict[str, list[tuple[Any, int]]] = {}
    costs: list[Any] = []
    for activity in problem.activities:
        name = activity.id
        start[name], end[name] = model.new_int_var(0, last, ""), model.new_int_var(0, last, "")
        modes = {mode.id: model.new_bool_var("") for mode in activity.modes}
        here[name] = model.new_bool_var("")
        model.add(sum(modes.values()) == here[name])
        if activity.is_required:
            model.add(here[name] == 1)
        model.add(makespan >= end[name]).only_enforce_if(here[name])
        for mode in activity.modes:
            chosen = modes[mode.id]
            costs.append((start[name], chosen, sum(mode.costs.values())))
            size = end[name] - start[name]
            model.add(size >= mode.duration if mode.can_pause else size == mode.duration).only_enforce_if(
                chosen
            )
            times = (start[name], end[name], chosen)
            for where, work in mode.work.items():
                if mode.can_pause:
                    _plain_pausing(model, problem, times, mode, where, work, load)
                else:
                    interval = model.new_optional_interval_var(
                        start[name], mode.duration, end[name], chosen, ""
                    )
                    steady.setdefault(where, []).append((interval, work // mode.duration))
    _plain_capacity(model, problem, steady, load)
    _plain_order(model, problem, start, end, here)
    _plain_money(model, problem, costs)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    words = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    word = words.get(status, "unknown")
    found = round(solver.objective_value) if word in {"optimal", "feasible"} else None
    return word, found, round(solver.best_objective_bound)


def _plain_capacity(
    model: Any,
    problem: PlanningProblem,
    steady: dict[str, list[tuple[Any, int]]],
    load: dict[tuple[str, int], list[Any]],
) -> None:
    """Steady work, what pauses by period, and what is not there, all under the highest capacity."""
    for one in problem.resources:
        highest = max(one.capacity)
        intervals, demands = [], []
        for interval, demand in steady.get(one.id, ()):
            intervals.append(interval)
            demands.append(demand)
        for period, there in enumerate(one.capacity):
            amounts = load.get((one.id, period), [])
            if not steady.get(one.id):
                model.add(sum(amounts) <= there)
            elif amounts or there < highest:
                taken = model.new_int_var(0, there, "")
                model.add(taken == sum(amounts))
                intervals.append(model.new_fixed_size_interval_var(period, 1, ""))
                demands.append(taken + highest - there)
        if steady.get(one.id):
            model.add_cumulative(intervals, demands, highest)


def _plain_pausing(
    model: Any,
    problem: PlanningProblem,
    times: tuple[Any, Any, Any],
    mode: Mode,
    where: str,
    work: int,
    load: dict[tuple[str, int], list[Any]],
) -> None:
    start, end, chosen = times
    most, amounts = mode.most_per_period or work, []
    for period in range(problem.periods):
        began, over = model.new_bool_var(""), model.new_bool_var("")
        model.add(start <= period).only_enforce_if(began)
        model.add(start > period).only_enforce_if(~began)
        model.add(end <= period).only_enforce_if(over)
        model.add(end > period).only_enforce_if(~over)
        amount = model.new_int_var(0, most, "")
        model.add(amount <= most * began)
        model.add(amount + most * over <= most)
        amounts.append(amount)
        load.setdefault((where, period), []).append(amount)
    model.add(sum(amounts) == work * chosen)


def _plain_order(model: Any, problem: PlanningProblem, start: Any, end: Any, here: Any) -> None:
    """Needs through a support each; sharing a period only where both always pause; ranks against circles."""
    pauses = {one.id: all(mode.can_pause for mode in one.modes) for one in problem.activities}
    rank = {one.id: model.new_int_var(0, len(problem.activities), "") for one in problem.activities}
    for need in problem.needs:
        supports = [model.new_bool_var("") for _ in need.any_of]
        model.add_bool_or(supports if need.activity is None else [*supports, ~here[need.activity]])
        for support, one in zip(supports, need.any_of, strict=True):
            model.add_implication(support, here[one])
            if need.activity is not None:
                share = int(need.lag == 0 and pauses[one] and pauses[need.activity])
                owner = start[need.activity]
                model.add(owner >= end[one] + need.lag - share).only_enforce_if(support)
                model.add(rank[need.activity] > rank[one]).only_enforce_if(support)
    for rule in problem.precedences:
        both = [here[rule.before], here[rule.after]]
        share = int(rule.lag == 0 and pauses[rule.before] and pauses[rule.after])
        model.add(start[rule.after] >= end[rule.before] + rule.lag - share).only_enforce_if(both)


def _plain_money(model: Any, problem: PlanningProblem, costs: list[Any]) -> None:
    available = problem.budgets[0].available
    for period, there in enumerate(available):
        if period + 1 < len(available) and available[period + 1] == there:
            continue
        spent = []
        for start, chosen, cost in costs:
            due = model.new_bool_var("")
            model.add(start > period).only_enforce_if([~due, chosen])
            spent.append(cost * due)
        model.add(sum(spent) <= there)
