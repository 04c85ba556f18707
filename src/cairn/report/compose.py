"""The main job: a résumé and an ambition in, everything a report tells out.

One way through: know the person, compare, choose, place, forecast, check. When
not everything fits, the best partial plan goes on through the same steps.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Role
from cairn.errors import BadInput
from cairn.gap import find_gaps
from cairn.gap.values import GapReport, SkillGap
from cairn.goals import Feasibility, Goal, Milestone, check_goal, horizon_of
from cairn.plan.build import Draft, build_plan, draft_plan
from cairn.plan.problem import Infeasible, Solution
from cairn.plan.values import UNITS_PER_HOUR, Plan, Step, Terms
from cairn.profile import Answers, Finders, Profile, assemble_profile
from cairn.provenance import Source, leaf
from cairn.reading.values import Resume
from cairn.report.bundle import LeftOut, PlanReport, WhatIf
from cairn.review.questions import ask_next
from cairn.schedule import Limits, solve
from cairn.schedule.date_plan import date_steps, find_links, finish_leaf, load_weeks, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.timeline import Timeline

_LIMITS = Limits()
_MOST_MILESTONES = 8
_MOST_LEFT_OUT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the person asks for, beside their résumé.

    `relevance` is why it matters to them, in their words; `source_name` the file
    the résumé came from.
    """

    role: Role
    terms: Terms
    answers: Answers
    relevance: str = ""
    source_name: str = ""
    limits: Limits = _LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The world the plan is made in."""

    catalogue: Catalogue
    finders: Finders
    assumptions: Assumptions


def plan_career(resume: Resume, request: Request, setting: Setting) -> PlanReport:
    """Make the whole plan.

    Raises:
        BadInput: the résumé holds nothing to plan from.
    """
    profile = assemble_profile(
        resume,
        catalogue=setting.catalogue,
        finders=setting.finders,
        assumptions=setting.assumptions,
        today=request.terms.today,
        answers=request.answers,
    )
    if not (profile.experiences or profile.education or profile.skills):
        msg = "Nothing in this file looks like an experience or a skill; check that it is a résumé."
        raise BadInput(msg)
    gap = find_gaps(profile, request.role, catalogue=setting.catalogue, assumptions=setting.assumptions)
    draft = _draft(profile, gap, request.terms, setting)
    outcome = solve(draft.problem, limits=request.limits)
    return _tell(profile, draft, outcome, request, setting)


def _draft(profile: Profile, gap: GapReport, terms: Terms, setting: Setting) -> Draft:
    return draft_plan(profile, gap, catalogue=setting.catalogue, terms=terms, assumptions=setting.assumptions)


def _tell(
    profile: Profile, draft: Draft, outcome: Solution | Infeasible, request: Request, setting: Setting
) -> PlanReport:
    solution = _solution_of(outcome)
    plan = build_plan(draft, solution, unmet=_unmet(draft, outcome))
    timeline = _timeline(plan, solution, draft)
    terms = request.terms
    in_time = terms.deadline is None or timeline.forecast.p80 <= terms.deadline
    fits = isinstance(outcome, Solution) and in_time
    goal = _goal(request, gap=draft.gap, timeline=timeline)
    return PlanReport(
        person=profile,
        role=request.role,
        plan=plan,
        outcome=outcome,
        solution=solution,
        timeline=timeline,
        goal=goal,
        findings=check_goal(
            goal, today=terms.today, feasibility=_feasibility(plan, draft, timeline, goal, fits=fits)
        ),
        milestones=_milestones(plan, timeline, request),
        questions=ask_next(
            plan, catalogue=setting.catalogue, assumptions=setting.assumptions, answers=request.answers
        ),
        left_out=_left_out(plan),
        what_ifs=(
            _what_ifs(profile, draft, solution, request, setting)
            if isinstance(outcome, Solution)
            else _without_limits(profile, draft, request, setting)
        ),
        if_checks_pass=_if_checks_pass(profile, draft, request, setting),
        fits=fits,
        source_name=request.source_name,
        credits=setting.catalogue.credits,
    )


def _solution_of(outcome: Solution | Infeasible) -> Solution:
    if isinstance(outcome, Solution):
        return outcome
    nothing = Solution(status="optimal", placements=(), finish=0, bound=0, cost=0, cost_bound=0)
    return outcome.partial or nothing


def _unmet(draft: Draft, outcome: Solution | Infeasible) -> tuple[str, ...]:
    if isinstance(outcome, Solution):
        return ()
    labels = {need.id: need.label for need in draft.problem.needs}
    return tuple(labels.get(one, one) for one in outcome.dropped)


def _timeline(plan: Plan, solution: Solution, draft: Draft) -> Timeline:
    links = find_links(draft.problem, solution)
    sessions = place_sessions(plan, solution, draft.weeks, links)
    steps = date_steps(solution, draft.weeks, sessions, links, draft.problem)
    return Timeline(
        finish=max((one.last for one in steps), default=plan.terms.today),
        steps=steps,
        sessions=sessions,
        weeks=load_weeks(solution, draft.weeks),
        finish_why=finish_leaf(solution),
        forecast=forecast_plan(draft.problem, solution, draft.weeks, links),
    )


# ------------------------------------------------------------------ goal and milestones


def _goal(request: Request, *, gap: GapReport, timeline: Timeline) -> Goal:
    deadline = request.terms.deadline or timeline.forecast.p80
    return Goal(
        statement=f"Be ready to work as {request.role.title}",
        measure=_measure(gap),
        relevance=request.relevance,
        deadline=deadline,
        horizon=horizon_of(deadline, today=request.terms.today),
        role=request.role.title,
    )


def _measure(gap: GapReport) -> str:
    asked = sum(one.requirement.is_essential for one in gap.skills)
    skills = f"all {asked} essential skills are" if asked > 1 else "every essential skill is"
    shown = [f"{skills} shown at the level the role asks"] if asked else []
    earned = [one.label for one in gap.credentials if one.requirement.is_essential]
    held = [f"you hold {'; '.join(earned)}"] if earned else []
    return " and ".join(shown + held)


def _feasibility(plan: Plan, draft: Draft, timeline: Timeline, goal: Goal, *, fits: bool) -> Feasibility:
    weeks = (
        week for week in draft.weeks if goal.deadline and week.monday + timedelta(days=6) <= goal.deadline
    )
    units = sum(week.own_units + week.work_units for week in weeks)
    return Feasibility(
        fits=fits,
        hours_needed=plan.hours.value,
        hours_available=units / UNITS_PER_HOUR,
        earliest=timeline.finish if plan.is_complete else None,
    )


def _milestones(plan: Plan, timeline: Timeline, request: Request) -> tuple[Milestone, ...]:
    """The steps that raise what the role asks or earn a credential, then readiness itself."""
    last = {one.step: one.last for one in timeline.steps}
    worth = [step for step in plan.steps if step.option.grants or any(lift.is_asked for lift in step.lifts)]
    chosen = sorted(worth, key=lambda step: (-bool(step.option.grants), -step.hours.value))[:_MOST_MILESTONES]
    stones = [
        _milestone(last[step.id], _stone_title(step), step.option.done_when, request, step.id)
        for step in chosen
    ]
    if plan.is_complete:
        title = f"Ready to apply as {request.role.title}"
        stones.append(_milestone(timeline.finish, title, "every gap is closed and shown", request, ""))
    return tuple(sorted(stones, key=lambda stone: (stone.day, not stone.step)))


def _stone_title(step: Step) -> str:
    return step.option.title


def _milestone(day: date, title: str, criterion: str, request: Request, step: str) -> Milestone:
    horizon = horizon_of(day, today=request.terms.today)
    return Milestone(day=day, title=title, criterion=criterion, horizon=horizon, step=step)


# ------------------------------------------------------------------ what else there was


def _left_out(plan: Plan) -> tuple[LeftOut, ...]:
    """For the larger steps, the nearest option that would have raised the same skill."""
    chosen = {step.id for step in plan.steps}
    found = []
    for step in sorted(plan.steps, key=lambda one: -one.hours.value):
        rivals = [one for one in plan.candidates if one.id not in chosen and _is_rival(one, step)]
        if rivals and step.origin == "option":
            nearest = min(rivals, key=lambda one: (abs(one.hours.value - step.hours.value), one.id))
            found.append(
                LeftOut(
                    chosen=step.option.title,
                    left=nearest.option.title,
                    difference=_difference(nearest, step, plan.terms.currency),
                )
            )
    return tuple(found[:_MOST_LEFT_OUT])


def _is_rival(other: Step, step: Step) -> bool:
    reached = {lift.skill: lift.end for lift in other.lifts}
    return any(lift.is_asked and reached.get(lift.skill, 0) >= lift.end for lift in step.lifts) or bool(
        set(other.option.grants) & set(step.option.grants)
    )


def _difference(other: Step, step: Step, currency: str) -> str:
    hours, cost = other.hours.value - step.hours.value, other.cost.value - step.cost.value
    shown = f"{abs(hours):.0f} hour{'s' if round(abs(hours)) != 1 else ''}"
    parts = [f"{shown} {'more' if hours > 0 else 'less'}"] if abs(hours) >= 1 else []
    parts += [f"costs {abs(cost):.0f} {currency} {'more' if cost > 0 else 'less'}"] if abs(cost) >= 1 else []
    missed = [
        lift.label
        for lift in step.lifts
        if lift.is_asked and lift.skill not in {one.skill for one in other.lifts}
    ]
    parts += [f"would not raise {', '.join(missed[:2])}"] if missed else []
    return ", ".join(parts) or "takes as long and costs as much"


def _what_ifs(
    profile: Profile, draft: Draft, solution: Solution, request: Request, setting: Setting
) -> tuple[WhatIf, ...]:
    """What one more hour a week would buy."""
    hours = request.terms.hours_per_week
    source = Source(kind="entered", name="what if", detail="one more hour a week")
    more = leaf("hours a week", hours.value + 1, unit="hours", source=source)
    draft = _draft(profile, draft.gap, replace(request.terms, hours_per_week=more), setting)
    outcome = solve(draft.problem, limits=request.limits)
    if not isinstance(outcome, Solution):
        return ()
    weeks = solution.finish - outcome.finish
    effect = f"{weeks} week{'s' if weeks != 1 else ''} earlier" if weeks > 0 else "no week"
    return (WhatIf(change="one more hour a week", effect=effect),)


def _without_limits(profile: Profile, draft: Draft, request: Request, setting: Setting) -> tuple[WhatIf, ...]:
    """What the whole plan would take, where no single change makes it fit."""
    redrafted = _draft(profile, draft.gap, replace(request.terms, budget=None, deadline=None), setting)
    outcome = solve(redrafted.problem, limits=request.limits)
    if not isinstance(outcome, Solution) or not outcome.placements:
        return ()
    plan = build_plan(redrafted, outcome)
    finish = _finish_of(plan, outcome, redrafted)
    took = f"{plan.hours.value:,.0f} hours and {plan.cost.value:,.0f} {request.terms.currency}"
    effect = f"all of it would take {took}, until {finish.day} {finish:%B %Y}"
    return (WhatIf(change="with no limit on money and time", effect=effect),)


def _finish_of(plan: Plan, solution: Solution, draft: Draft) -> date:
    links = find_links(draft.problem, solution)
    sessions = place_sessions(plan, solution, draft.weeks, links)
    return max(one.last for one in date_steps(solution, draft.weeks, sessions, links, draft.problem))


def _if_checks_pass(profile: Profile, draft: Draft, request: Request, setting: Setting) -> date | None:
    """The finish if every skill that is checked first turns out to be there."""
    checked = [gap for gap in draft.gap.skills if gap.is_checked_first]
    if not checked:
        return None
    skills = tuple(_passed(gap) if gap.is_checked_first else gap for gap in draft.gap.skills)
    redrafted = _draft(profile, replace(draft.gap, skills=skills), request.terms, setting)
    outcome = solve(redrafted.problem, limits=request.limits)
    if not isinstance(outcome, Solution) or not outcome.placements:
        return None
    return _finish_of(build_plan(redrafted, outcome), outcome, redrafted)


def _passed(gap: SkillGap) -> SkillGap:
    """The gap as it is when its check finds the level the role asks."""
    none = leaf(
        "gap", 0, unit="levels", source=Source(kind="entered", name="what if", detail="the check is passed")
    )
    return replace(gap, held=gap.required, size=none, is_checked_first=False)
