"""What a plan takes of hours and money, quarter by quarter, and what it lacks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cairn.errors import Problem
from cairn.plan.values import Plan
from cairn.schedule.timeline import DatedStep, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterTotal:
    """Own hours, hours at work and money of one calendar quarter, in the plan's currency."""

    year: int
    quarter: int
    own_hours: float
    work_hours: float
    cost: float

    @property
    def name(self) -> str:
        """As in 2027-Q2."""
        return f"{self.year}-Q{self.quarter}"


def total_by_quarter(
    plan: Plan, sessions: Sequence[Session], steps: Sequence[DatedStep]
) -> tuple[QuarterTotal, ...]:
    """Hours on the day of their session, money on the first day of its step."""
    own: dict[tuple[int, int], float] = defaultdict(float)
    work: dict[tuple[int, int], float] = defaultdict(float)
    cost: dict[tuple[int, int], float] = defaultdict(float)
    for one in sessions:
        (work if one.at_work else own)[_quarter(one.day)] += one.minutes / 60
    costs = {step.id: step.cost.value for step in plan.steps}
    for dated in steps:
        cost[_quarter(dated.first)] += costs.get(dated.step, 0.0)
    return tuple(
        QuarterTotal(year=year, quarter=quarter, own_hours=own[key], work_hours=work[key], cost=cost[key])
        for key in sorted({*own, *work, *cost})
        for year, quarter in (key,)
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def find_missing(plan: Plan) -> tuple[Problem, ...]:
    """Resources the steps ask for and the terms do not name: money without a budget, hours at work."""
    found = []
    paid = [step.option.title for step in plan.steps if step.cost.value > 0]
    if paid and plan.terms.budget is None:
        message = f"No budget was given; {', '.join(paid)} cost {plan.cost.value:.0f} {plan.terms.currency}."
        found.append(Problem(severity="info", code="no-budget", message=message))
    at_work = [step.option.title for step in plan.steps if step.mode.at_work]
    if at_work and plan.terms.hours_at_work.source and plan.terms.hours_at_work.source.kind == "assumption":
        message = f"Nobody has said yes to paid hours for {', '.join(at_work)}; ask your manager."
        found.append(Problem(severity="warning", code="hours-at-work-assumed", message=message))
    return tuple(found)
