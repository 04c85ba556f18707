"""The independent checker: what a valid schedule is, rule by rule.

It reads the problem and the placements only and shares no code with any solver.
Every result is passed through it before anybody sees it. Each rule is a function
that yields a sentence for each place where the rule is broken.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from cairn.plan.problem import (
    Activity,
    ActivityId,
    Mode,
    Need,
    Placement,
    PlanningProblem,
    Precedence,
    Solution,
)
from cairn.schedule.values import Violation

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    problem: PlanningProblem
    placements: tuple[Placement, ...]
    by_id: Mapping[ActivityId, Placement]
    activities: Mapping[ActivityId, Activity]
    allow_unmet: frozenset[str]
    needs: Mapping[ActivityId | None, list[Need]]
    rules: Mapping[ActivityId, list[Precedence]]

    def mode_of(self, placement: Placement) -> Mode | None:
        activity = self.activities.get(placement.activity)
        found = [one for one in activity.modes if one.id == placement.mode] if activity else []
        return found[0] if found else None


def check_schedule(
    problem: PlanningProblem, solution: Solution, *, dropped: tuple[str, ...] = ()
) -> tuple[Violation, ...]:
    """Every rule of the problem that the solution breaks; empty when it is valid.

    `dropped` are ids of goal needs that a partial plan openly leaves unmet.
    """
    case = _Case(
        problem=problem,
        placements=solution.placements,
        by_id={one.activity: one for one in solution.placements},
        activities={one.id: one for one in problem.activities},
        allow_unmet=frozenset(dropped),
        needs=_grouped((one.activity, one) for one in problem.needs),
        rules=_grouped((one.after, one) for one in problem.precedences),
    )
    structure = [*_known(case)]
    if structure:
        return tuple(Violation(rule="known", sentence=one) for one in structure)
    rules = {
        "present": _present,
        "window": _window,
        "work": _work,
        "capacity": _capacity,
        "budget": _budget,
        "order": _order,
    }
    found = [Violation(rule=name, sentence=text) for name, rule in rules.items() for text in rule(case)]
    found += [Violation(rule="figures", sentence=text) for text in _figures(case, solution)]
    return tuple(found)


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    groups: dict[_K, list[_V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _known(case: _Case) -> Iterator[str]:
    """Each placement names an activity and a mode of it, once."""
    resources = {one.id for one in case.problem.resources}
    if len(case.by_id) != len(case.placements):
        yield "an activity is placed twice"
    for one in case.placements:
        if case.mode_of(one) is None:
            yield f"{one.activity} in mode {one.mode} is no mode of an activity of the problem"
        for load in one.loads:
            if load.resource not in resources or not 0 <= load.period < case.problem.periods:
                yield f"{one.activity} loads {load.resource} in period {load.period}, which there is not"


def _present(case: _Case) -> Iterator[str]:
    """Every required activity is present."""
    for one in case.problem.activities:
        if one.is_required and one.id not in case.by_id:
            yield f"{one.id} is required and not present"


def _window(case: _Case) -> Iterator[str]:
    """No start before the release, no finish after a deadline or the last period."""
    last = case.problem.periods
    if case.problem.deadline is not None:
        last = min(last, case.problem.deadline)
    for placement in case.placements:
        activity = case.activities[placement.activity]
        latest = last if activity.deadline is None else min(last, activity.deadline)
        if placement.start < max(0, activity.release):
            yield f"{activity.id} starts in {placement.start}, before its release {activity.release}"
        if placement.finish > latest:
            yield f"{activity.id} finishes at {placement.finish}, after {latest}"


def _work(case: _Case) -> Iterator[str]:
    """The loads are what the mode asks: evenly without a pause, or spread within limits."""
    for placement in case.placements:
        mode = case.mode_of(placement)
        if mode is not None:
            check = _pausing_work if mode.can_pause else _steady_work
            yield from check(placement, mode)


def _loads_by_resource(placement: Placement) -> dict[str, dict[int, int]]:
    loads: dict[str, dict[int, int]] = defaultdict(dict)
    for load in placement.loads:
        loads[load.resource][load.period] = loads[load.resource].get(load.period, 0) + load.amount
    return loads


def _steady_work(placement: Placement, mode: Mode) -> Iterator[str]:
    if placement.finish - placement.start != mode.duration:
        yield f"{placement.activity} takes {placement.finish - placement.start}, not {mode.duration} periods"
        return
    loads = _loads_by_resource(placement)
    periods = range(placement.start, placement.finish)
    for resource in {*loads, *mode.work}:
        work = mode.work.get(resource, 0)
        each = work // mode.duration if mode.duration else 0
        wanted = dict.fromkeys(periods, each) if each else {}
        if {period: amount for period, amount in loads.get(resource, {}).items() if amount} != wanted:
            yield f"{placement.activity} does not work {each} of {resource} in each of its periods"


def _pausing_work(placement: Placement, mode: Mode) -> Iterator[str]:
    if placement.finish - placement.start < mode.duration:
        yield f"{placement.activity} spans fewer than {mode.duration} periods"
    loads = _loads_by_resource(placement)
    for resource in {*loads, *mode.work}:
        by_period = loads.get(resource, {})
        if sum(by_period.values()) != mode.work.get(resource, 0):
            yield f"{placement.activity} works {sum(by_period.values())} of {resource} in all"
        for period, amount in by_period.items():
            if not placement.start <= period < placement.finish:
                yield f"{placement.activity} works in period {period}, outside its start and finish"
            if amount < 0 or (mode.most_per_period and amount > mode.most_per_period):
                yield f"{placement.activity} works {amount} of {resource} in period {period}"


def _capacity(case: _Case) -> Iterator[str]:
    """In no period do the loads exceed a resource's capacity there."""
    total: dict[tuple[str, int], int] = defaultdict(int)
    for placement in case.placements:
        for load in placement.loads:
            total[load.resource, load.period] += load.amount
    capacity = {one.id: one.capacity for one in case.problem.resources}
    for (resource, period), amount in sorted(total.items()):
        if amount > capacity[resource][period]:
            yield f"{resource}: {amount} in period {period}, where there are {capacity[resource][period]}"


def _budget(case: _Case) -> Iterator[str]:
    """What has started by a period costs at most what is available up to then."""
    for budget in case.problem.budgets:
        spent = [0] * len(budget.available)
        for placement in case.placements:
            mode = case.mode_of(placement)
            cost = mode.costs.get(budget.id, 0) if mode else 0
            for period in range(min(placement.start, len(spent) - 1), len(spent)):
                spent[period] += cost
        for period, (gone, there) in enumerate(zip(spent, budget.available, strict=True)):
            if gone > there:
                yield f"{budget.id}: {gone} spent by period {period}, where {there} are available"
                break


def _order(case: _Case) -> Iterator[str]:
    """Needs and precedences hold, in an order in which the activities can be done.

    Activities are taken up one after another, each once everything it waits for
    has been; so two that need each other are never taken up, even where they
    share a period.
    """
    done: set[ActivityId] = set()
    waiting = {one.activity for one in case.placements}
    while ready := [one for one in sorted(waiting) if not any(_waits_for(case, one, done))]:
        done.update(ready)
        waiting -= set(ready)
    for one in sorted(waiting):
        yield from _waits_for(case, one, done)
    for need in case.needs.get(None, ()):
        if need.id not in case.allow_unmet and not done.intersection(need.any_of):
            yield f"the goal's need “{need.label}” is not met"


def _waits_for(case: _Case, activity: ActivityId, done: set[ActivityId]) -> Iterator[str]:
    """What still stands between `activity` and its start, given what is done."""
    for need in case.needs.get(activity, ()):
        if not any(_is_before(case, one, need, done) for one in need.any_of):
            yield f"{activity} starts before its need “{need.label}” is met"
    for rule in case.rules.get(activity, ()):
        if rule.before in case.by_id:
            first, second = case.by_id[rule.before], case.by_id[activity]
            if rule.before not in done or second.start < _free_from(case, first, second, rule.lag):
                yield f"{activity} starts before {rule.before} has finished, plus {rule.lag}"


def _is_before(case: _Case, support: ActivityId, need: Need, done: set[ActivityId]) -> bool:
    if support not in done or need.activity is None:
        return False
    return case.by_id[need.activity].start >= _free_from(
        case, case.by_id[support], case.by_id[need.activity], need.lag
    )


def _free_from(case: _Case, first: Placement, second: Placement, lag: int) -> int:
    """The first period in which `second` may start behind `first`."""
    modes = [mode for one in (first, second) if (mode := case.mode_of(one)) is not None]
    resources = {frozenset(name for name, units in mode.work.items() if units) for mode in modes}
    is_one_resource = len(resources) == 1 and all(len(names) <= 1 for names in resources)
    if lag == 0 and is_one_resource and all(mode.can_pause for mode in modes):
        return max(first.finish - 1, first.start)
    return first.finish + lag


def _figures(case: _Case, solution: Solution) -> Iterator[str]:
    """Finish and cost are what the placements add up to, and no bound passes them."""
    finish = max((one.finish for one in case.placements), default=0)
    cost = sum(sum(mode.costs.values()) for one in case.placements if (mode := case.mode_of(one)))
    if solution.finish != finish:
        yield f"the finish is {finish}, not {solution.finish}"
    if solution.cost != cost:
        yield f"the cost is {cost}, not {solution.cost}"
    if solution.bound > solution.finish or solution.cost_bound > solution.cost:
        yield "a proved bound lies beyond the value it bounds"
    for one in case.placements:
        if any(first.period > second.period for first, second in pairwise(one.loads)):
            yield f"{one.activity} lists its loads out of order"
