"""From gaps and options to the planning problem, and from its solution to a plan.

Every candidate becomes an activity, every mode that the person's weeks can hold
becomes a mode, every level or credential to have becomes a need that any one of
several activities meets. Skills that nobody mentioned are checked before they
are learned, and skills that are held without proof get one dated example each.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode
from cairn.gap.values import GapReport
from cairn.plan.calendar import Week, lay_weeks, weekly_units
from cairn.plan.candidates import Position, find_candidates, find_position
from cairn.plan.extras import check_step, show_step, without_needless_checks
from cairn.plan.home import at_home, home_country
from cairn.plan.needs import checks_first, goal_needs, step_needs
from cairn.plan.problem import (
    Activity,
    Budget,
    Mode,
    PlanningProblem,
    Resource,
    Solution,
)
from cairn.plan.steps import cost_of, in_mode, make_step, prepares
from cairn.plan.values import UNITS_PER_HOUR, Plan, Step, Terms
from cairn.profile.values import Profile
from cairn.provenance import Rule
from cairn.units import SkillId, monday_of

OWN, WORK, MONEY = "own", "work", "money"
TOTAL_HOURS = Rule(name="plan.hours", label="hours of the plan", formula="sum(hours)", unit="hours")
TOTAL_COST = Rule(name="plan.total_cost", label="cost of the plan", formula="sum(costs)", unit="money")
LONGEST_YEARS = 10
_INTENSIVE_HOURS_TO_SPREAD = 60
_SMALL_STEP_ROOM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything before the choice: what could be done, and the problem it makes."""

    gap: GapReport
    terms: Terms
    position: Position
    candidates: tuple[Step, ...]
    problem: PlanningProblem
    weeks: tuple[Week, ...]
    assumptions: Assumptions


def draft_plan(
    profile: Profile, gap: GapReport, *, catalogue: Catalogue, terms: Terms, assumptions: Assumptions
) -> Draft:
    """State the planning problem for a person, a role and their terms."""
    country = home_country(profile, terms)
    gap = at_home(gap, country, catalogue)
    position = find_position(profile, gap, catalogue=catalogue, assumptions=assumptions, country=country)
    has_job = terms.hours_at_work.value > 0
    found = find_candidates(
        gap,
        position,
        catalogue=catalogue,
        assumptions=assumptions,
        has_job=has_job,
        budget_usd=_budget_in_dollars(terms, assumptions),
    )
    gap = without_needless_checks(gap, found.options, position, catalogue)
    steps = [
        make_step(one, gap, position, found.goals, terms, assumptions, catalogue=catalogue)
        for one in found.options
    ]
    steps += check_step(gap, terms, assumptions) + show_step(gap, terms, assumptions)
    weeks = lay_weeks(terms, _week_count(terms))
    problem = _state_problem(
        steps,
        gap,
        position,
        goals=found.goals,
        catalogue=catalogue,
        terms=terms,
        weeks=weeks,
        assumptions=assumptions,
    )
    return Draft(
        gap=gap,
        terms=terms,
        position=position,
        candidates=tuple(steps),
        problem=problem,
        weeks=weeks,
        assumptions=assumptions,
    )


def _budget_in_dollars(terms: Terms, assumptions: Assumptions) -> float | None:
    if terms.budget is None:
        return None
    return float(terms.budget.amount) * assumptions.number(f"money.usd_per.{terms.budget.currency}")


def build_plan(draft: Draft, solution: Solution, *, unmet: tuple[str, ...] = ()) -> Plan:
    """The plan a solution stands for, steps in order of their start."""
    by_id = {step.id: step for step in draft.candidates}
    chosen = [
        in_mode(by_id[placed.activity], placed.mode, draft.terms, draft.assumptions)
        for placed in sorted(solution.placements, key=lambda one: (one.start, one.finish, one.activity))
    ]
    chosen = [replace(one, why=one.why or prepares(one, chosen, draft.problem)) for one in chosen]
    return Plan(
        gap=draft.gap,
        terms=draft.terms,
        problem=draft.problem,
        candidates=draft.candidates,
        steps=tuple(chosen),
        hours=TOTAL_HOURS(hours=[one.hours for one in chosen]),
        cost=replace(TOTAL_COST(costs=[one.cost for one in chosen]), unit=draft.terms.currency),
        is_complete=not unmet,
        unmet=unmet,
    )


# ------------------------------------------------------------------ the problem


def _week_count(terms: Terms) -> int:
    longest = LONGEST_YEARS * 52
    if terms.deadline is None:
        return longest
    return min(longest + 5 * 52, 2 * deadline_period(terms) + 52)


def deadline_period(terms: Terms) -> int:
    """Whole weeks, from the one of today, that end by the deadline."""
    if terms.deadline is None:
        return LONGEST_YEARS * 52
    return max(1, (terms.deadline - monday_of(terms.today) + timedelta(days=1)).days // 7)


def _state_problem(
    steps: list[Step],
    gap: GapReport,
    position: Position,
    *,
    goals: frozenset[SkillId],
    catalogue: Catalogue,
    terms: Terms,
    weeks: tuple[Week, ...],
    assumptions: Assumptions,
) -> PlanningProblem:
    activities = [_activity(one, terms, weeks, assumptions) for one in steps]
    usable = {one.id: step for one, step in zip(activities, steps, strict=True) if one.modes}
    money = _affordable(terms, [one for one in activities if one.modes])
    return PlanningProblem(
        periods=len(weeks),
        resources=(
            _hours(OWN, "your own time", tuple(week.own_units for week in weeks)),
            _hours(WORK, "your time at work", tuple(week.work_units for week in weeks)),
        ),
        budgets=(
            Budget(id=MONEY, label="your budget", available=(money,) * len(weeks), unit=terms.currency),
        ),
        activities=tuple(one for one in activities if one.modes),
        needs=(
            *goal_needs(usable.values(), gap, position, catalogue),
            *step_needs(usable.values(), position, goals, catalogue),
        ),
        precedences=checks_first(usable.values(), gap),
        deadline=deadline_period(terms) if terms.deadline else None,
    )


def _hours(identity: str, label: str, capacity: tuple[int, ...]) -> Resource:
    return Resource(id=identity, label=label, capacity=capacity, unit="hours", per_unit=UNITS_PER_HOUR)


def _affordable(terms: Terms, activities: list[Activity]) -> int:
    if terms.budget is not None:
        return int(terms.budget.amount)
    return sum(max(mode.costs.get(MONEY, 0) for mode in one.modes) for one in activities)


def _activity(step: Step, terms: Terms, weeks: tuple[Week, ...], assumptions: Assumptions) -> Activity:
    usual = weekly_units(terms)
    modes = tuple(
        one for mode in step.option.modes if (one := _mode(mode, step, terms, usual, assumptions)) is not None
    )
    deadline = _soon(modes, weeks) if step.origin in {"check", "show"} else None
    return Activity(id=step.id, label=step.option.title, modes=modes, deadline=deadline)


def _soon(modes: tuple[Mode, ...], weeks: tuple[Week, ...]) -> int | None:
    """The small steps come early: within the weeks that hold a few times their hours."""
    room = 0
    for index, week in enumerate(weeks):
        room += week.own_units
        if room >= _SMALL_STEP_ROOM * sum(sum(mode.work.values()) for mode in modes):
            return index + 1
    return None


def _mode(mode: OptionMode, step: Step, terms: Terms, usual: int, assumptions: Assumptions) -> Mode | None:
    """A mode in quarter-hours and weeks; None when the person's weeks cannot hold it."""
    if mode.at_work and terms.hours_at_work.value <= 0:
        return None
    room = round(terms.hours_at_work.value * UNITS_PER_HOUR) if mode.at_work else usual
    units = max(1, ceil(mode.hours.value * UNITS_PER_HOUR - 1e-9))
    shape = _shape(mode, step.option, units, room, assumptions)
    if shape is None:
        return None
    duration, work, most, can_pause = shape
    cost = cost_of(step.option, mode, terms, assumptions)
    return Mode(
        id=mode.id,
        duration=duration,
        work={WORK if mode.at_work else OWN: work},
        costs={MONEY: ceil(cost.value - 1e-9)} if cost.value > 0 else {},
        can_pause=can_pause,
        most_per_period=most,
        work_low=mode.hours.low / mode.hours.value,
        work_high=mode.hours.high / mode.hours.value,
    )


def _shape(
    mode: OptionMode, option: Option, units: int, room: int, assumptions: Assumptions
) -> tuple[int, int, int, bool] | None:
    """(weeks, units in all, most a week, may pause), or None where it cannot be held.

    A short intensive event takes the hours of as many weeks as it needs; a degree
    whose weekly pace is too much may be stretched by studying part time.
    """
    if mode.pattern == "self_paced":
        most = round(mode.hours_per_week * UNITS_PER_HOUR)
        weeks = max(mode.weeks, ceil(units / most) if most else 1, 1)
        return weeks, units, most, True
    weeks = max(1, mode.weeks)
    a_week = ceil(units / weeks)
    if a_week <= room and mode.pattern == "fixed_pace":
        return weeks, a_week * weeks, 0, False
    is_short_event = mode.pattern == "intensive" and units <= _INTENSIVE_HOURS_TO_SPREAD * UNITS_PER_HOUR
    if a_week <= room or is_short_event:
        return max(1, ceil(units / room)), units, 0, True
    if option.kind == "degree" and a_week <= room * assumptions.number("plan.part_time_stretch"):
        return weeks, units, 0, True
    return None
