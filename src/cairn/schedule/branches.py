"""What if: the plan copied with other inputs, solved again, and laid beside the first.

A branch is a whole plan of its own: stay and rise, move to another role, study full
time, start a business. Comparing touches nothing; merging puts the branch's plan into
the history as its newest version, discarding leaves the history as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Pay, Role
from cairn.errors import BadInput
from cairn.gap import find_gaps
from cairn.plan.build import build_plan, draft_plan
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Infeasible, PlanningProblem, Solution
from cairn.plan.values import Plan, Terms
from cairn.profile.values import Profile
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.schedule.date_plan import date_steps, find_links, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.solve import solve
from cairn.schedule.timeline import DatedStep, Forecast
from cairn.schedule.versions import History, accept_version
from cairn.track.pace import Pace, learn_pace

BranchKind = Literal["stay", "move", "study", "business", "other"]
GIVEN_UP = Rule(
    name="branch.given_up",
    label="pay given up on the way",
    formula="pay_per_year * weeks / 52 * share_given_up",
    unit="money",
)
_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a branch starts from.

    `pay_now` is what the person earns a year (None: not said), `share_given_up` how
    much of it this way costs until its end (1: no job meanwhile).
    """

    name: str
    kind: BranchKind
    role: Role
    terms: Terms
    pay_now: Derivation | None = None
    share_given_up: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.share_given_up <= 1:
            msg = f"Inputs.share_given_up: {self.name} gives up {self.share_given_up}, not 0 to 1"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A plan made from other inputs. `given_up` is None where nobody said what is earned now.

    `pay` is the usual pay at the end (None: the catalogue knows none); `plan` is the
    best partial one where `fits` is False.
    """

    inputs: Inputs
    problem: PlanningProblem
    solution: Solution
    plan: Plan
    steps: tuple[DatedStep, ...]
    forecast: Forecast
    pay: Pay | None
    given_up: Derivation | None
    fits: bool

    @property
    def finish(self) -> date | None:
        """The last day of the plan; None where it has no steps."""
        return max((one.last for one in self.steps), default=None)

    @property
    def open_gaps(self) -> tuple[str, ...]:
        """What the plan leaves open of what its role asks."""
        return self.plan.unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One line of two branches side by side; `difference` reads from the first to the second."""

    what: str
    first: str
    second: str
    difference: str


def study_inputs(inputs: Inputs, assumptions: Assumptions, *, name: str = "study full time") -> Inputs:
    """The same aim with the hours of a full-time student (`branch.study_hours`) and no job."""
    none = leaf("hours at work", 0, unit="hours", source=Source(kind="entered", name="no job while studying"))
    terms = replace(inputs.terms, hours_per_week=assumptions["branch.study_hours"], hours_at_work=none)
    return replace(inputs, name=name, kind="study", terms=terms, share_given_up=1.0)


def make_branch(
    inputs: Inputs,
    profile: Profile,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    pace: Pace | None = None,
    limits: Limits = _LIMITS,
) -> Branch:
    """Compare, choose, place and forecast once more, from these inputs."""
    gap = find_gaps(profile, inputs.role, catalogue=catalogue, assumptions=assumptions)
    draft = draft_plan(profile, gap, catalogue=catalogue, terms=inputs.terms, assumptions=assumptions)
    outcome = solve(draft.problem, limits=limits)
    solution, unmet = _solution_of(outcome, draft.problem)
    plan = build_plan(draft, solution, unmet=unmet)
    links = find_links(draft.problem, solution)
    sessions = place_sessions(plan, solution, draft.weeks, links)
    own_pace = pace or learn_pace((), assumptions)
    forecast = forecast_plan(draft.problem, solution, draft.weeks, links, pace=own_pace)
    deadline = inputs.terms.deadline
    return Branch(
        inputs=inputs,
        problem=draft.problem,
        solution=solution,
        plan=plan,
        steps=date_steps(solution, draft.weeks, sessions, links, draft.problem),
        forecast=forecast,
        pay=_usual_pay(inputs),
        given_up=_given_up(inputs, solution),
        fits=isinstance(outcome, Solution) and (deadline is None or forecast.p80 <= deadline),
    )


def _solution_of(
    outcome: Solution | Infeasible, problem: PlanningProblem
) -> tuple[Solution, tuple[str, ...]]:
    if isinstance(outcome, Solution):
        return outcome, ()
    labels = {need.id: need.label for need in problem.needs}
    nothing = Solution(status="optimal", placements=(), finish=0, bound=0, cost=0, cost_bound=0)
    return outcome.partial or nothing, tuple(labels.get(one, one) for one in outcome.dropped)


def _usual_pay(inputs: Inputs) -> Pay | None:
    """Pay figures of the role in the person's currency first, else the newest there are."""
    ranked = sorted(
        inputs.role.pay,
        key=lambda one: (one.median.currency != inputs.terms.currency, -one.year),
    )
    return ranked[0] if ranked else None


def _given_up(inputs: Inputs, solution: Solution) -> Derivation | None:
    if inputs.pay_now is None:
        return None
    solved = Source(kind="solved", name="the schedule", detail="finish in weeks")
    entered = Source(kind="entered", name="your branch", detail=inputs.name)
    return GIVEN_UP(
        pay_per_year=inputs.pay_now,
        weeks=leaf("weeks until its end", solution.finish, unit="weeks", source=solved),
        share_given_up=leaf("share of pay given up", inputs.share_given_up, unit="share", source=entered),
    )


# ------------------------------------------------------------------ side by side


def compare_branches(first: Branch, second: Branch) -> tuple[Comparison, ...]:
    """Dates, cost, pay given up, hours, gaps and pay of two ways; unknown stays unknown."""
    currencies = {first.inputs.terms.currency, second.inputs.terms.currency}
    currency = currencies.pop() if len(currencies) == 1 else ""
    return (
        compare_days("finish", first.finish, second.finish),
        compare_days("finish, 8 times in 10", first.forecast.p80, second.forecast.p80),
        compare_numbers("cost", first.plan.cost.value, second.plan.cost.value, currency),
        compare_numbers(
            "pay given up on the way",
            first.given_up.value if first.given_up else None,
            second.given_up.value if second.given_up else None,
            currency,
        ),
        compare_numbers("hours", first.plan.hours.value, second.plan.hours.value, "hours"),
        compare_numbers(
            "hours a week",
            first.inputs.terms.hours_per_week.value,
            second.inputs.terms.hours_per_week.value,
            "hours",
        ),
        compare_numbers(
            "gaps to close", len(first.plan.gap.open_skills), len(second.plan.gap.open_skills), "skills"
        ),
        compare_numbers("left open", len(first.open_gaps), len(second.open_gaps), "requirements"),
        _pay(first.pay, second.pay),
    )


def compare_days(what: str, first: date | None, second: date | None) -> Comparison:
    """Two last days and the days between them."""
    difference = "unknown"
    if first and second:
        days = (second - first).days
        difference = "the same" if not days else f"{abs(days)} days {'later' if days > 0 else 'earlier'}"
    return Comparison(
        what=what,
        first=first.isoformat() if first else "no steps",
        second=second.isoformat() if second else "no steps",
        difference=difference,
    )


def compare_numbers(what: str, first: float | None, second: float | None, unit: str) -> Comparison:
    """Two amounts and what the second has more or less; unknown stays unknown."""
    difference = "unknown"
    if first is not None and second is not None:
        more = second - first
        difference = "the same" if abs(more) < 0.5 else f"{abs(more):,.0f} {'more' if more > 0 else 'less'}"
    return Comparison(
        what=what, first=_amount(first, unit), second=_amount(second, unit), difference=difference
    )


def _amount(value: float | None, unit: str) -> str:
    return "unknown" if value is None else f"{value:,.0f} {unit}".strip()


def _pay(first: Pay | None, second: Pay | None) -> Comparison:
    """Usual pay at the end; compared only in one currency, with country and year."""
    difference = "unknown"
    if first and second and first.median.currency == second.median.currency:
        more = second.median.amount - first.median.amount
        difference = f"{abs(more):,.0f} {'more' if more > 0 else 'less'} a year" if more else "the same"
    return Comparison(
        what="usual pay a year at the end",
        first=_pay_words(first),
        second=_pay_words(second),
        difference=difference,
    )


def _pay_words(pay: Pay | None) -> str:
    return f"{pay.median} ({pay.country}, {pay.year})" if pay else "unknown"


# ------------------------------------------------------------------ keeping or not


def merge_branch(history: History, branch: Branch, *, made_on: date, reason: str) -> History:
    """The history with the branch's plan as its newest version; the others stay in it.

    Raises:
        BadInput: the branch has no step, or no reason is given.
    """
    if not branch.steps:
        msg = f"“{branch.inputs.name}” has no step to take over; discard it or change its inputs."
        raise BadInput(msg)
    return accept_version(
        history, branch.problem, branch.solution, branch.steps, made_on=made_on, reason=reason
    )


def discard_branch(branches: Sequence[Branch], name: str) -> tuple[Branch, ...]:
    """The branches without that one.

    Raises:
        BadInput: there is none of that name.
    """
    left = tuple(one for one in branches if one.inputs.name != name)
    if len(left) == len(branches):
        msg = f"There is no branch called “{name}”."
        raise BadInput(msg)
    return left
