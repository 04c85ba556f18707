"""What a person can turn when nothing fits: hours, money, the date, what is asked.

Each knob knows how to loosen the problem by some amount and to its limit. All of
them give a new problem; nothing is changed in place.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from cairn.plan.problem import Budget, Need, PlanningProblem, Resource

DEADLINE = "deadline"
KnobKind = Literal["deadline", "resource", "budget", "need"]
_LONGEST = 1040


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One thing that can be loosened: a resource, a budget, the deadline, a goal's need."""

    id: str
    label: str
    kind: KnobKind
    unit: str
    per_unit: int
    loosen: Callable[[PlanningProblem, int], PlanningProblem]
    most: int

    def open(self, problem: PlanningProblem) -> PlanningProblem:
        """The problem with this knob turned as far as it goes."""
        return self.loosen(problem, self.most)


def knobs_of(problem: PlanningProblem) -> tuple[Knob, ...]:
    """All knobs of a problem: goal needs, then budgets, resources and the deadline."""
    needs = (_need_knob(one) for one in problem.needs if one.activity is None)
    budgets = (_budget_knob(problem, one) for one in problem.budgets)
    resources = (_resource_knob(problem, one) for one in problem.resources)
    return (*needs, *budgets, *resources, _deadline_knob(problem))


def _need_knob(need: Need) -> Knob:
    def drop(problem: PlanningProblem, _amount: int) -> PlanningProblem:
        return replace(problem, needs=tuple(one for one in problem.needs if one.id != need.id))

    return Knob(id=need.id, label=need.label, kind="need", unit="", per_unit=1, loosen=drop, most=1)


def _budget_knob(problem: PlanningProblem, budget: Budget) -> Knob:
    def add(given: PlanningProblem, amount: int) -> PlanningProblem:
        more = tuple(
            replace(one, available=tuple(there + amount for there in one.available))
            if one.id == budget.id
            else one
            for one in given.budgets
        )
        return replace(given, budgets=more)

    most = sum(
        max(mode.costs.get(budget.id, 0) for mode in activity.modes) for activity in problem.activities
    )
    return Knob(
        id=budget.id, label=budget.label, kind="budget", unit=budget.unit, per_unit=1, loosen=add, most=most
    )


def _resource_knob(problem: PlanningProblem, resource: Resource) -> Knob:
    def add(given: PlanningProblem, amount: int) -> PlanningProblem:
        more = tuple(
            replace(one, capacity=tuple(there + amount if there else 0 for there in one.capacity))
            if one.id == resource.id
            else one
            for one in given.resources
        )
        return replace(given, resources=more)

    most = sum(
        max(mode.work.get(resource.id, 0) for mode in activity.modes) for activity in problem.activities
    )
    return Knob(
        id=resource.id,
        label=resource.label,
        kind="resource",
        unit=resource.unit,
        per_unit=resource.per_unit,
        loosen=add,
        most=most,
    )


def _deadline_knob(problem: PlanningProblem) -> Knob:
    def move(given: PlanningProblem, amount: int) -> PlanningProblem:
        deadline = last_period(given) + amount
        return replace(extended(given, deadline), deadline=deadline)

    last = last_period(problem)
    most = max(problem.periods - last, min(3 * last, _LONGEST))
    return Knob(
        id=DEADLINE,
        label="the date",
        kind="deadline",
        unit=problem.period,
        per_unit=1,
        loosen=move,
        most=most,
    )


def last_period(problem: PlanningProblem) -> int:
    """The latest finish of all that the problem allows."""
    return problem.periods if problem.deadline is None else min(problem.periods, problem.deadline)


def extended(problem: PlanningProblem, periods: int) -> PlanningProblem:
    """The calendar continued: each resource at its usual capacity, budgets as at the end."""
    more = periods - problem.periods
    if more <= 0:
        return problem
    return replace(
        problem,
        periods=periods,
        resources=tuple(
            replace(one, capacity=one.capacity + (_usual(one.capacity),) * more) for one in problem.resources
        ),
        budgets=tuple(
            replace(one, available=one.available + (one.available[-1],) * more) for one in problem.budgets
        ),
    )


def _usual(capacity: tuple[int, ...]) -> int:
    return Counter(capacity).most_common(1)[0][0]


def opened(problem: PlanningProblem, knobs: Iterable[Knob]) -> PlanningProblem:
    """The problem with all these knobs turned as far as they go."""
    for knob in knobs:
        problem = knob.open(problem)
    return problem
