"""The main job: a résumé and an ambition in, everything a report tells out.

One way through: know the person, compare, choose, place, forecast, check. When
not everything fits, the best partial plan goes on through the same steps.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Role
from cairn.errors import BadInput
from cairn.gap import find_gaps
from cairn.gap.values import GapReport, SkillGap
from cairn.goals import Feasibility, Goal, Milestone, check_goal, horizon_of
from cairn.plan.build import Draft, build_plan, draft_plan
from cairn.plan.problem import Infeasible, Solution
from cairn.plan.values import UNITS_PER_HOUR, Plan, Terms
from cairn.profile import Answers, Finders, Profile, assemble_profile
from cairn.provenance import Source, leaf
from cairn.reading.values import Resume
from cairn.report.bundle import LeftOut, PlanReport, WhatIf
from cairn.report.figures import plain
from cairn.report.holds import tell_holds
from cairn.report.otherwise import Allowance, all_of_it, an_hour_more, instead_words, left_for_steps
from cairn.report.sections.tradeoffs import Stand, finish_of, tell_tradeoffs
from cairn.review.questions import ask_next
from cairn.schedule import Limits, solve
from cairn.schedule.date_plan import date_steps, find_links, finish_leaf, load_weeks, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.timeline import Timeline
from cairn.track.pace import learn_pace

_LIMITS = Limits()
_BESIDE_SECONDS = 2.0
COMPARING_SECONDS = 0.15
_SHARE_FOR_STEPS = 0.6
_MOST_MILESTONES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the person asks for, beside their résumé.

    `relevance` is why it matters to them, in their words; `source_name` the file
    the résumé came from. `comparing_seconds` is the computing time for what else could be
    had: the nearest alternatives and trade-offs beyond it are not proved.
    """

    role: Role
    terms: Terms
    answers: Answers
    relevance: str = ""
    source_name: str = ""
    limits: Limits = _LIMITS
    comparing_seconds: float = COMPARING_SECONDS


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
    return _tell(_World(profile=profile, gap=gap, request=request, setting=setting))


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """One person, one gap, one request: what can be planned again with a change."""

    profile: Profile
    gap: GapReport
    request: Request
    setting: Setting

    def solve_with(self, **changes: Any) -> tuple[Draft, Solution | Infeasible]:  # noqa: ANN401 - fields of Terms
        """The plan under terms with these changes."""
        draft = draft_plan(
            self.profile,
            self.gap,
            catalogue=self.setting.catalogue,
            terms=replace(self.request.terms, **changes),
            assumptions=self.setting.assumptions,
        )
        return draft, solve(draft.problem, limits=self.request.limits)

    def beside(self) -> "_World":
        """The same for a comparison beside the plan, which may not take long."""
        limits = replace(self.request.limits, seconds=min(_BESIDE_SECONDS, self.request.limits.seconds))
        return replace(self, request=replace(self.request, limits=limits))


def _tell(world: _World) -> PlanReport:
    request, setting = world.request, world.setting
    draft, outcome = world.solve_with()
    solution = _solution_of(outcome)
    plan = _with_holds(build_plan(draft, solution, unmet=_unmet(draft, outcome)), solution)
    timeline = _timeline(plan, solution, draft)
    terms = request.terms
    hour_more = _with_an_hour_more(world, solution) if isinstance(outcome, Solution) else None
    allowance = Allowance(seconds=request.comparing_seconds)
    left_out = left_for_steps(plan, solution, allowance.part(_SHARE_FOR_STEPS))
    plan = _with_rivals(plan, left_out)
    stand = Stand(draft=draft, plan=plan, solution=solution, timeline=timeline)
    tradeoffs, is_vain = tell_tradeoffs(stand, hour_more, allowance)
    in_time = terms.deadline is None or timeline.forecast.p80 <= terms.deadline
    is_answered = solution.status != "unknown" or not draft.problem.needs  # nothing to do is an answer
    fits = isinstance(outcome, Solution) and is_answered and in_time
    goal = _goal(request, gap=draft.gap, timeline=timeline)
    return PlanReport(
        person=world.profile,
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
        reviews=_reviews(timeline, terms, setting.assumptions),
        questions=ask_next(
            plan, catalogue=setting.catalogue, assumptions=setting.assumptions, answers=request.answers
        ),
        left_out=left_out,
        what_ifs=_what_ifs(world, outcome, hour_more),
        if_checks_pass=_if_checks_pass(replace(world, gap=draft.gap)),
        fits=fits,
        source_name=request.source_name,
        credits=setting.catalogue.credits,
        tradeoffs=tradeoffs,
        is_more_money_vain=is_vain,
    )


def _with_holds(plan: Plan, solution: Solution) -> Plan:
    """The plan with what holds each step in its weeks."""
    holds = tell_holds(plan, solution)
    return replace(plan, steps=tuple(replace(one, why_now=holds.get(one.id, "")) for one in plan.steps))


def _with_rivals(plan: Plan, left_out: tuple[LeftOut, ...]) -> Plan:
    """The plan with the nearest thing left at each step, in words."""
    rivals = {one.step: plain(instead_words(one)) for one in left_out}
    return replace(plan, steps=tuple(replace(one, instead_of=rivals.get(one.id, "")) for one in plan.steps))


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
        forecast=forecast_plan(
            draft.problem, solution, draft.weeks, links, pace=learn_pace((), draft.assumptions)
        ),
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
        _milestone(last[step.id], step.option.title, step.option.done_when, request, step.id)
        for step in chosen
    ]
    if plan.is_complete:
        title = f"Ready to apply as {request.role.title}"
        stones.append(_milestone(timeline.finish, title, "every gap is closed and shown", request, ""))
    return tuple(sorted(stones, key=lambda stone: (stone.day, not stone.step)))


def _milestone(day: date, title: str, criterion: str, request: Request, step: str) -> Milestone:
    horizon = horizon_of(day, today=request.terms.today)
    return Milestone(day=day, title=title, criterion=criterion, horizon=horizon, step=step)


def _reviews(timeline: Timeline, terms: Terms, assumptions: Assumptions) -> tuple[date, ...]:
    """Days to look at the plan again until it ends: about once a quarter."""
    every = timedelta(days=round(assumptions["premortem.review_days"].low_value))
    days = []
    day = terms.today + every
    while day < timeline.finish:
        days.append(day)
        day += every
    return tuple(days)


# ------------------------------------------------------------------ what else there was


def _with_an_hour_more(world: "_World", solution: Solution) -> tuple[Draft, Solution] | None:
    """The plan with one more hour a week, where both finishes are proved: others are not compared."""
    hours = world.request.terms.hours_per_week
    source = Source(kind="entered", name="what if", detail="one more hour a week")
    more = leaf("hours a week", hours.value + 1, unit="hours", source=source)
    draft, outcome = world.beside().solve_with(hours_per_week=more)
    if not isinstance(outcome, Solution) or {outcome.status, solution.status} != {"optimal"}:
        return None
    return draft, outcome


def _what_ifs(
    world: "_World", outcome: Solution | Infeasible, hour_more: tuple[Draft, Solution] | None
) -> tuple[WhatIf, ...]:
    """What one more hour a week would buy; where nothing fits, what everything would take."""
    if isinstance(outcome, Infeasible):
        return _without_limits(world)
    return (an_hour_more(outcome, hour_more[1]),) if hour_more else ()


def _without_limits(world: "_World") -> tuple[WhatIf, ...]:
    """What the whole plan would take, where no single change makes it fit."""
    draft, outcome = world.beside().solve_with(budget=None, deadline=None)
    if not isinstance(outcome, Solution) or not outcome.placements:
        return ()
    plan = build_plan(draft, outcome)
    return (all_of_it(plan, finish_of(draft, plan, outcome)),)


def _if_checks_pass(world: "_World") -> date | None:
    """The finish if every skill that is checked first turns out to be there."""
    if not any(gap.is_checked_first for gap in world.gap.skills):
        return None
    skills = tuple(_passed(gap) if gap.is_checked_first else gap for gap in world.gap.skills)
    draft, outcome = replace(world, gap=replace(world.gap, skills=skills)).beside().solve_with()
    if not isinstance(outcome, Solution) or not outcome.placements:
        return None
    return finish_of(draft, build_plan(draft, outcome), outcome)


def _passed(gap: SkillGap) -> SkillGap:
    """The gap as it is when its check finds the level the role asks."""
    none = leaf(
        "gap", 0, unit="levels", source=Source(kind="entered", name="what if", detail="the check is passed")
    )
    return replace(gap, held=gap.required, size=none, is_checked_first=False)
