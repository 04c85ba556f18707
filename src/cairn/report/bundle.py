"""Everything a plan report tells, gathered in one value."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.catalogue.values import Role
from cairn.goals.values import Finding, Goal, Milestone
from cairn.plan.problem import Infeasible, Solution
from cairn.plan.values import Plan
from cairn.profile.values import Profile
from cairn.report.document import Spans
from cairn.review.values import Question
from cairn.schedule.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The nearest thing that was not chosen, and what taking it would change, in spans.

    `left` is empty where nothing else would do; `is_proved` says that the plan was solved
    again without the `step`, else hours and cost alone were compared.
    """

    chosen: str
    left: str
    difference: Spans
    step: str = ""
    is_proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What a change of the terms would do, in a clause whose numbers open."""

    change: str
    effect: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Tradeoff:
    """Another plan that could be had, as a row: when it ends, what it costs, what it reaches.

    `weeks` is how much later it ends than the plan, earlier being negative.
    """

    kind: Literal["planned", "faster", "cheaper", "surer", "less"]
    choice: str
    weeks: int
    finish: Spans
    cost: Spans
    work: Spans
    reached: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """The main job's result.

    `outcome` is the solver's answer for the plan as asked; when it is
    `Infeasible`, `plan` and `timeline` hold the best partial plan.
    `if_checks_pass` is the finish when the checks of unknown skills pass, or None
    where nothing is checked. `fits` says that the whole plan lies inside the
    terms and its P80 before the deadline. `tradeoffs` begin with the plan itself, and
    `is_more_money_vain` says that it is proved that a little more money buys nothing
    (None: not asked, or not settled in time). `reviews` are days to look at the plan again.
    """

    person: Profile
    role: Role
    plan: Plan
    outcome: Solution | Infeasible
    solution: Solution
    timeline: Timeline
    goal: Goal
    findings: tuple[Finding, ...]
    milestones: tuple[Milestone, ...]
    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]
    what_ifs: tuple[WhatIf, ...]
    if_checks_pass: date | None
    fits: bool
    source_name: str
    credits: tuple[str, ...]
    reviews: tuple[date, ...] = ()
    tradeoffs: tuple[Tradeoff, ...] = ()
    is_more_money_vain: bool | None = None
