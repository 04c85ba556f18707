"""A change of a kept plan as a proposal: what moves least, dated, with nothing written yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Option, OptionMode
from cairn.errors import BadInput
from cairn.plan.build import MONEY, WORK
from cairn.plan.calendar import Week
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Activity, ActivityId, Infeasible, PlanningProblem, Solution
from cairn.plan.values import UNITS_PER_HOUR, Step, Terms
from cairn.provenance import Estimate, Source, leaf, leaf_estimate
from cairn.report.keeping.kept import Kept, lay_kept_weeks
from cairn.schedule.date_plan import Links, date_steps, find_links, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.replan import Healing, compare_plans, heal
from cairn.schedule.replan.changes import with_deadline
from cairn.schedule.replan.days import Today, Told, cut_at_today, join_past, period_of, with_weeks
from cairn.schedule.solve import solve
from cairn.schedule.timeline import DatedStep, Forecast, Session
from cairn.track.pace import FinishedWork, Pace, learn_pace
from cairn.units import Money, OptionId

_FROM_PROBLEM = Source(kind="solved", name="the plan", detail="an option the plan took up when it changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a change would do to a kept plan; nothing is written.

    `problem` is the whole problem under the new `terms`, `weeks` the weeks of the plan
    (past ones empty), `forecast` how sure the new dates are.
    """

    kept: Kept
    told: Told
    terms: Terms
    problem: PlanningProblem
    today: Today
    weeks: tuple[Week, ...]
    healing: Healing
    pace: Pace

    @property
    def steps(self) -> tuple[DatedStep, ...]:
        """The dates if all of it were accepted."""
        return lay_out(self, self.healing.solution).dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A plan on the calendar: past and future joined."""

    whole: Solution
    sessions: tuple[Session, ...]
    dates: tuple[DatedStep, ...]
    forecast: Forecast
    finish: date


def propose(kept: Kept, told: Told, terms: Terms, *, assumptions: Assumptions) -> Proposal | Infeasible:
    """The plan that moves least and fits what is told and asked from now on."""
    problem, weeks, today = _asked(kept, told, terms)
    touched = today.started & (frozenset(told.left) | frozenset(told.slipped))
    healing = heal(today.rest, today.before, touched=touched, commitments=_promised(kept, today))
    if isinstance(healing, Infeasible):
        return healing
    return _proposal(kept, told, terms, (problem, weeks, today), healing, assumptions)


def propose_anew(
    kept: Kept, told: Told, terms: Terms, *, assumptions: Assumptions, limits: Limits
) -> Proposal | Infeasible:
    """The best plan from now on under these terms, however much of it moves."""
    problem, weeks, today = _asked(kept, told, terms)
    found = solve(today.rest, limits=limits)
    if isinstance(found, Infeasible):
        return found
    if found.status == "unknown":
        msg = "No plan was found in the time given; try again, or change less."
        raise BadInput(msg)
    difference = compare_plans(today.rest, today.before, found, touched=today.started)
    healing = Healing(
        problem=today.rest, before=today.before, solution=found, difference=difference, weight=1, bound=0
    )
    return _proposal(kept, told, terms, (problem, weeks, today), healing, assumptions)


_Asked = tuple[PlanningProblem, tuple[Week, ...], Today]


def _asked(kept: Kept, told: Told, terms: Terms) -> _Asked:
    now = period_of(told.today, kept.first_monday)
    weeks = lay_kept_weeks(kept, replace(terms, today=told.today), start=now)
    problem = _under_terms(kept, terms, weeks, now)
    today = cut_at_today(problem, kept.solution, kept.sessions, told, first_monday=kept.first_monday)
    return problem, weeks, today


def _proposal(
    kept: Kept, told: Told, terms: Terms, asked: _Asked, healing: Healing, assumptions: Assumptions
) -> Proposal:
    problem, weeks, today = asked
    return Proposal(
        kept=kept,
        told=told,
        terms=terms,
        problem=_without(problem, told.dropped),
        today=today,
        weeks=weeks,
        healing=healing,
        pace=learn_pace((*kept.finished_work, *_just_finished(kept, told)), assumptions),
    )


def _under_terms(kept: Kept, terms: Terms, weeks: Sequence[Week], now: int) -> PlanningProblem:
    problem = with_weeks(kept.problem, weeks[now:], start=now)
    if terms.deadline != kept.terms.deadline:
        last = None if terms.deadline is None else _deadline_period(terms.deadline, kept.first_monday)
        problem = with_deadline(problem, last)
    if terms.budget != kept.terms.budget:
        problem = _with_money(problem, terms.budget)
    return problem


def _deadline_period(deadline: date, first_monday: date) -> int:
    return max(1, (deadline - first_monday + timedelta(days=1)).days // 7)


def _with_money(problem: PlanningProblem, budget: Money | None) -> PlanningProblem:
    dearest = sum(
        max((mode.costs.get(MONEY, 0) for mode in one.modes), default=0) for one in problem.activities
    )
    money = dearest if budget is None else int(budget.amount)
    budgets = tuple(
        replace(one, available=(money,) * problem.periods) if one.id == MONEY else one
        for one in problem.budgets
    )
    return replace(problem, budgets=budgets)


def _promised(kept: Kept, today: Today) -> list[ActivityId]:
    """Steps that others have a part in: they move last."""
    return [
        one.id
        for one in kept.steps
        if (one.mode.at_work or one.mode.pattern != "self_paced") and one.id not in today.started
    ]


def _without(problem: PlanningProblem, dropped: Iterable[ActivityId]) -> PlanningProblem:
    gone = frozenset(dropped)
    return replace(problem, activities=tuple(one for one in problem.activities if one.id not in gone))


def _just_finished(kept: Kept, told: Told) -> list[FinishedWork]:
    return [
        FinishedWork(
            label=step.option.title,
            estimated_hours=step.hours.value,
            actual_hours=told.hours[step.id],
            low=step.hours.low_value,
            high=step.hours.high_value,
        )
        for step in kept.steps
        if told.hours.get(step.id)
    ]


# ------------------------------------------------------------------ on the calendar


def lay_out(proposal: Proposal, solution: Solution) -> Laid:
    """The rest of the plan as `solution` has it, dated, behind what was done."""
    kept, today = proposal.kept, proposal.today
    whole = join_past(today, kept.solution, solution)
    links = find_links(today.rest, solution)
    coming = place_sessions(kept.as_plan(steps_of(proposal, solution)), solution, proposal.weeks, links)
    told = proposal.told
    passed = [one for one in kept.sessions if one.day <= told.today and one.step not in told.not_done]
    sessions = (*passed, *coming)
    dates = date_steps(whole, proposal.weeks, sessions, _links(kept, whole, links), proposal.problem)
    return Laid(
        whole=whole,
        sessions=sessions,
        dates=_with_days_done(proposal, dates),
        forecast=_forecast(proposal, solution, links),
        finish=max((one.last for one in dates), default=told.today),
    )


def _forecast(proposal: Proposal, solution: Solution, links: Links) -> Forecast:
    if solution.placements:
        return forecast_plan(proposal.today.rest, solution, proposal.weeks, links, pace=proposal.pace)
    day = max((one.last for one in proposal.kept.dates), default=proposal.told.today)
    return Forecast(
        p50=day, p80=day, by_step=(), decides=(), buys_weeks=(), runs=0, note="everything is done"
    )


def _with_days_done(proposal: Proposal, dates: Sequence[DatedStep]) -> tuple[DatedStep, ...]:
    """Finished steps end when they were to, or today where they are done early."""
    was, today = {one.step: one for one in proposal.kept.dates}, proposal.told.today
    return tuple(
        replace(
            one, first=min(was[one.step].first, today), last=min(was[one.step].last, today), slack_weeks=0
        )
        if one.step in proposal.today.finished and one.step in was
        else one
        for one in dates
    )


def _links(kept: Kept, whole: Solution, rest: Links) -> Links:
    """The waits of the whole plan, those of what is left first."""
    past = find_links(kept.problem, whole)
    return Links(before={**past.before, **rest.before})


def steps_of(proposal: Proposal, solution: Solution) -> tuple[Step, ...]:
    """The steps of the plan, finished ones included; added ones as far as the problem knows them."""
    kept = {one.id: one for one in proposal.kept.steps}
    activities = {one.id: one for one in proposal.problem.activities}
    finished = [one for one in kept if one in proposal.today.finished]
    order = [*finished, *(one.activity for one in solution.placements)]
    modes = {one.activity: one.mode for one in solution.placements}
    return tuple(
        kept[one] if one in kept else step_from(activities[one], modes[one], proposal.terms.currency)
        for one in dict.fromkeys(order)
    )


def step_from(activity: Activity, mode_id: str, currency: str) -> Step:
    """A step made of an activity of the problem, where the record has no more of it."""
    mode = next(one for one in activity.modes if one.id == mode_id)
    likely = sum(mode.work.values()) / UNITS_PER_HOUR
    hours = Estimate(
        value=likely, low=likely * mode.work_low, high=likely * mode.work_high, source=_FROM_PROBLEM
    )
    price = leaf(f"cost of “{activity.label}”", sum(mode.costs.values()), unit=currency, source=_FROM_PROBLEM)
    money = Money(amount=Decimal(round(price.value)), currency=currency)
    option_mode = OptionMode(
        id=mode.id,
        pattern="self_paced" if mode.can_pause else "fixed_pace",
        hours=hours,
        weeks=mode.duration,
        hours_per_week=0.0,
        cost=money,
        cost_low=money.amount,
        cost_high=money.amount,
        at_work=set(mode.work) == {WORK},
    )
    option = Option(
        id=OptionId(activity.id),
        title=activity.label,
        kind="course",
        teaches=(),
        modes=(option_mode,),
        proves="",
        first_step="",
        done_when="",
        source=_FROM_PROBLEM,
    )
    return Step(
        id=activity.id,
        option=option,
        mode=option_mode,
        origin="option",
        lifts=(),
        hours=leaf_estimate(f"hours for “{activity.label}”", hours, unit="hours"),
        cost=price,
        why="taken up when the plan changed",
    )
