"""A healed schedule as a whole plan again: dates, sessions, forecast, milestones, report.

What is finished stays in the plan with the days on which it was done; what is under
way keeps the weeks it had; of the rest the new schedule tells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.catalogue import load_catalogue
from cairn.goals import Feasibility, Goal, Milestone, check_goal, horizon_of
from cairn.plan.build import Draft, build_plan
from cairn.plan.candidates import find_position
from cairn.plan.problem import ActivityId, Placement, PlanningProblem, Solution
from cairn.plan.values import UNITS_PER_HOUR, Plan
from cairn.provenance import Source, leaf
from cairn.report import PlanReport
from cairn.report.phrases import day_text
from cairn.schedule.date_plan import date_steps, find_links, load_weeks, place_sessions
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.replan import solution_of
from cairn.schedule.timeline import DatedStep, Forecast, Session, Timeline
from cairn.track import StepProgress
from cairn.units import monday_of
from cairn_web.jobs.standing import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A schedule for what is left, and what is known of it.

    `bound` is the proved earliest finish (a period), `moved` how many steps moved,
    `unmet` what the plan leaves open; `is_redated` lets the date follow the forecast.
    """

    solution: Solution
    bound: int
    moved: int
    unmet: tuple[str, ...] = ()
    is_redated: bool = False


def compose_plan(at: Situation, taken: Taken) -> PlanReport:
    """The whole plan with this schedule for what is left of it."""
    report = at.report
    whole = _whole_solution(at, taken)
    plan = _plan(at, whole, taken)
    timeline = _timeline(at, plan, whole, taken)
    if taken.is_redated and report.plan.terms.deadline is not None:
        moved = max(report.plan.terms.deadline, timeline.forecast.p80)
        plan = replace(plan, terms=replace(plan.terms, deadline=moved))
    plan = replace(
        plan, steps=tuple(replace(one, why_now=_why_now(one.id, at, timeline)) for one in plan.steps)
    )
    deadline = plan.terms.deadline
    fits = plan.is_complete and (deadline is None or timeline.forecast.p80 <= deadline)
    goal = replace(report.goal, deadline=deadline or timeline.forecast.p80)
    feasibility = _feasibility(at, goal, timeline, fits=fits)
    return replace(
        report,
        plan=plan,
        outcome=whole,
        solution=whole,
        timeline=timeline,
        goal=goal,
        findings=check_goal(goal, today=at.today, feasibility=feasibility),
        milestones=_milestones(report, plan, timeline, at.today),
        # What else there was belonged to the plan as it was made, and was proved for that one.
        left_out=(),
        tradeoffs=(),
        is_more_money_vain=None,
        what_ifs=(),
        if_checks_pass=None,
        fits=fits,
        reviews=tuple(day for day in report.reviews if day > at.today),
    )


# ------------------------------------------------------------------ the schedule whole


def _whole_solution(at: Situation, taken: Taken) -> Solution:
    """What is finished, what was worked of steps under way, and the new placements."""
    before = {one.activity: one for one in at.kept.report.solution.placements}
    states = {one.step: one.state for one in at.stands}
    done = [_cut_at(before[step], at.now) for step, state in states.items() if state == "finished"]
    new = [_joined(before.get(one.activity), one, at) for one in taken.solution.placements]
    whole = solution_of(at.problem, (*done, *new), method="the plan that moves least")
    finish = max(whole.finish, taken.solution.finish)
    return replace(whole, finish=finish, bound=min(max(taken.bound, 0), finish))


def _cut_at(placed: Placement, now: int) -> Placement:
    """A finished step with what it took until now."""
    loads = tuple(one for one in placed.loads if one.period < max(now, 1))
    finish = max(1, min(placed.finish, now))
    return replace(placed, start=min(placed.start, finish - 1), finish=finish, loads=loads)


def _joined(before: Placement | None, after: Placement, at: Situation) -> Placement:
    if before is None or after.activity not in at.touched:
        return after
    loads = tuple(one for one in before.loads if one.period < at.now)
    return replace(after, start=min(before.start, after.start), loads=(*loads, *after.loads))


def _plan(at: Situation, whole: Solution, taken: Taken) -> Plan:
    report = at.report
    draft = Draft(
        gap=report.plan.gap,
        terms=report.plan.terms,
        position=find_position(
            report.person, report.plan.gap, catalogue=load_catalogue(), assumptions=at.assumptions
        ),
        candidates=report.plan.candidates,
        problem=at.problem,
        weeks=at.weeks,
        assumptions=at.assumptions,
    )
    unmet = tuple(dict.fromkeys((*report.plan.unmet, *taken.unmet)))
    plan = build_plan(draft, whole, unmet=unmet)
    before = {one.id: one.instead_of for one in report.plan.steps}
    return replace(
        plan,
        steps=tuple(replace(one, instead_of=one.instead_of or before.get(one.id, "")) for one in plan.steps),
    )


# ------------------------------------------------------------------ days


def _timeline(at: Situation, plan: Plan, whole: Solution, taken: Taken) -> Timeline:
    links = find_links(at.rest, taken.solution)
    ahead = place_sessions(plan, taken.solution, at.weeks, links)
    dated = date_steps(taken.solution, at.weeks, ahead, links, at.rest)
    steps = (*_finished_days(at), *(_begun_day(one, at) for one in dated))
    finish = max((one.last for one in steps), default=at.today)
    return Timeline(
        finish=finish,
        steps=tuple(sorted(steps, key=lambda one: (one.first, one.last, one.step))),
        sessions=ahead,
        weeks=load_weeks(whole, at.weeks),
        finish_why=leaf(
            "finish, in weeks from the first",
            whole.finish,
            unit="weeks",
            source=Source(kind="solved", name="the schedule", detail=_finish_words(whole, taken)),
        ),
        forecast=_forecast(at, taken.solution, at.rest),
    )


def _finish_words(whole: Solution, taken: Taken) -> str:
    moved = "nothing moved" if not taken.moved else f"{taken.moved} step{'s' * (taken.moved > 1)} moved"
    if taken.bound >= whole.finish:
        return f"the plan that moves least: {moved}; no plan finishes earlier"
    return f"the plan that moves least: {moved}; no plan finishes before week {taken.bound}"


def _forecast(at: Situation, solution: Solution, problem: PlanningProblem) -> Forecast:
    if not solution.placements:
        return Forecast(
            p50=at.today,
            p80=at.today,
            by_step=(),
            decides=(),
            buys_weeks=(),
            runs=0,
            note="nothing is left to do",
        )
    links = find_links(problem, solution)
    return forecast_plan(problem, solution, at.weeks, links, pace=at.pace)


def forecast_rest(at: Situation) -> Forecast:
    """How sure the dates are of the plan as it stands, with nothing healed."""
    return _forecast(at, at.left, at.rest)


def _finished_days(at: Situation) -> list[DatedStep]:
    old = {one.step: one for one in at.kept.report.timeline.steps}
    found = []
    for stands in at.progress.steps:
        if stands.standing == "finished" and stands.step in old and stands.finished_on:
            first = min(stands.started_on or stands.finished_on, stands.finished_on)
            found.append(DatedStep(step=stands.step, first=first, last=stands.finished_on, slack_weeks=0))
    return found


def _begun_day(dated: DatedStep, at: Situation) -> DatedStep:
    started = at.progress.by_step.get(dated.step)
    if dated.step not in at.touched or started is None or started.started_on is None:
        return dated
    return replace(dated, first=min(started.started_on, dated.first))


def earlier_this_week(at: Situation) -> tuple[Session, ...]:
    """This week's sessions before today, as they were placed: they can still be ticked off."""
    monday = monday_of(at.free_from)
    return tuple(one for one in at.kept.report.timeline.sessions if monday <= one.day < at.free_from)


def _why_now(step: ActivityId, at: Situation, timeline: Timeline) -> str:
    """What holds a step in its weeks, told from how it came there."""
    stands: StepProgress | None = at.progress.by_step.get(step)
    if stands and stands.finished_on:
        return f"finished on {day_text(stands.finished_on)}"
    if step in at.touched:
        return "under way; it goes on with the hours that are left of it"
    old = {one.step: one for one in at.kept.report.timeline.steps}
    new = {one.step: one for one in timeline.steps}
    if step not in old or step not in new:
        return "new in the plan, placed where the rest leaves room"
    days = (new[step].last - old[step].last).days
    if not days:
        return "where it was: nothing made it move"
    return f"moved {abs(days)} days {'later' if days > 0 else 'earlier'}, with as few others as could be"


# ------------------------------------------------------------------ goal and milestones


def _feasibility(at: Situation, goal: Goal, timeline: Timeline, *, fits: bool) -> Feasibility:
    end = goal.deadline or timeline.finish
    units = sum(
        week.own_units + week.work_units
        for week in at.weeks[at.now :]
        if week.monday + timedelta(days=6) <= end
    )
    left = sum(one.hours_left for one in at.progress.steps if one.standing in {"open", "started"})
    return Feasibility(
        fits=fits, hours_needed=left, hours_available=units / UNITS_PER_HOUR, earliest=timeline.finish
    )


def _milestones(report: PlanReport, plan: Plan, timeline: Timeline, today: date) -> tuple[Milestone, ...]:
    """The stones that are still in the plan, on their new days."""
    last = {one.step: one.last for one in timeline.steps}
    chosen = {one.id for one in plan.steps}
    kept = [
        replace(stone, day=last[ActivityId(stone.step)])
        for stone in report.milestones
        if stone.step and stone.step in chosen and stone.step in last
    ]
    ends = [replace(stone, day=timeline.finish) for stone in report.milestones if not stone.step]
    stones = [*kept, *(ends if plan.is_complete else [])]
    dated = [replace(one, horizon=horizon_of(one.day, today=today)) for one in stones]
    return tuple(sorted(dated, key=lambda one: (one.day, not one.step)))


def tell_days(steps: Iterable[DatedStep]) -> Mapping[str, tuple[str, str]]:
    """First and last day of each step, as text."""
    return {one.step: (one.first.isoformat(), one.last.isoformat()) for one in steps}
