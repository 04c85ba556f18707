"""From gaps and options to the planning problem, and from its solution to a plan.

Every candidate becomes an activity, every mode that the person's weeks can hold
becomes a mode, every level or credential to have becomes a need that any one of
several activities meets. Skills that nobody mentioned are checked before they
are learned, and skills that are held without proof get one dated example each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode
from cairn.gap.values import CredentialGap, GapReport, SkillGap
from cairn.plan.calendar import Week, lay_weeks, weekly_units
from cairn.plan.candidates import Position, can_provide, find_candidates, find_position, prerequisites
from cairn.plan.extras import check_step, show_step, without_needless_checks
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Budget,
    Mode,
    Need,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.plan.values import UNITS_PER_HOUR, Lift, Plan, Step, Terms
from cairn.profile.values import Profile
from cairn.provenance import Derivation, Estimate, Rule, Source, high_end, leaf_estimate, low_end
from cairn.units import CredentialId, SkillId, monday_of

OWN, WORK, MONEY = "own", "work", "money"
COST = Rule(name="plan.cost", label="cost", formula="price * usd_per_price / usd_per_budget", unit="money")
TOTAL_HOURS = Rule(name="plan.hours", label="hours of the plan", formula="sum(hours)", unit="hours")
TOTAL_COST = Rule(name="plan.total_cost", label="cost of the plan", formula="sum(costs)", unit="money")
LONGEST_YEARS = 10
_INTENSIVE_HOURS_TO_SPREAD = 40
_SMALL_STEP_WEIGHT = 0.5
_SMALL_STEP_ROOM = 5
_CREDENTIAL_WEIGHT = 25.0


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
    position = find_position(profile, gap, catalogue=catalogue, assumptions=assumptions)
    has_job = terms.hours_at_work.value > 0
    found = find_candidates(gap, position, catalogue=catalogue, assumptions=assumptions, has_job=has_job)
    gap = without_needless_checks(gap, found.options, position, catalogue)
    steps = [_step(one, gap, position, found.goals, terms, assumptions) for one in found.options]
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


def build_plan(draft: Draft, solution: Solution, *, unmet: tuple[str, ...] = ()) -> Plan:
    """The plan a solution stands for, steps in order of their start."""
    by_id = {step.id: step for step in draft.candidates}
    chosen = [
        _in_mode(by_id[placed.activity], placed.mode, draft)
        for placed in sorted(solution.placements, key=lambda one: (one.start, one.finish, one.activity))
    ]
    chosen = [replace(one, why=one.why or _prepares(one, chosen, draft.problem)) for one in chosen]
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


def _in_mode(step: Step, mode_id: str, draft: Draft) -> Step:
    """The step as it would be in one of its option's modes."""
    if step.origin in {"check", "show"}:
        return step
    mode = next(one for one in step.option.modes if one.id == mode_id)
    return Step(
        id=step.id,
        option=step.option,
        mode=mode,
        origin=step.origin,
        lifts=step.lifts,
        hours=leaf_estimate(f"hours for “{step.option.title}”", mode.hours, unit="hours"),
        cost=_cost(step.option, mode, draft.terms, draft.assumptions),
        why=step.why,
    )


# ------------------------------------------------------------------ steps


def _step(
    option: Option,
    gap: GapReport,
    position: Position,
    goals: frozenset[SkillId],
    terms: Terms,
    assumptions: Assumptions,
) -> Step:
    mode = option.modes[0]
    lifts = _lifts(option, gap, position, goals)
    return Step(
        id=ActivityId(option.id),
        option=option,
        mode=mode,
        origin="effort" if option.source.kind == "assumption" else "option",
        lifts=lifts,
        hours=leaf_estimate(f"hours for “{option.title}”", mode.hours, unit="hours"),
        cost=_cost(option, mode, terms, assumptions),
        why=_why(option, lifts, gap),
    )


def _lifts(option: Option, gap: GapReport, position: Position, goals: frozenset[SkillId]) -> tuple[Lift, ...]:
    asked = {one.requirement.skill: one for one in gap.skills}
    lifts = []
    for one in option.teaches:
        held = position.levels.get(one.skill, 0)
        can_lift = one.skill in goals or position.can_start(one.skill, one.start)
        if can_lift and one.end > held + position.least_visible:
            requirement = asked.get(one.skill)
            label = requirement.label if requirement else one.skill.replace("-", " ")
            lifts.append(
                Lift(
                    skill=one.skill,
                    label=label,
                    start=max(held, one.start),
                    end=one.end,
                    is_asked=requirement is not None,
                )
            )
    return tuple(sorted(lifts, key=lambda lift: not lift.is_asked))


def _why(option: Option, lifts: tuple[Lift, ...], gap: GapReport) -> str:
    asked = [f"{lift.label} to {lift.end:g}" for lift in lifts if lift.is_asked]
    earned = [
        credential.label
        for credential in gap.open_credentials
        if set(credential.requirement.any_of) & set(option.grants)
    ]
    parts = ([f"raises {_and(asked)}"] if asked else []) + ([f"earns {_and(earned)}"] if earned else [])
    return " and ".join(parts)


def _prepares(step: Step, chosen: list[Step], problem: PlanningProblem) -> str:
    """Why a step is there that the role itself does not ask for."""
    titles = {one.id: one.option.title for one in chosen}
    needing = (
        titles[need.activity]
        for need in problem.needs
        if need.activity in titles and step.id in need.any_of and need.activity is not None
    )
    after = next(needing, None)
    return f"has to come before “{after}”" if after else "prepares what follows"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _cost(option: Option, mode: OptionMode, terms: Terms, assumptions: Assumptions) -> Derivation:
    """The cost of a mode in the person's currency."""
    source = Source(kind="catalogue", name=mode.hours.source.name, detail=mode.hours.source.detail)
    label = f"cost of “{option.title}”"
    needs_rate = mode.cost.currency != terms.currency and mode.cost_high > 0
    price = leaf_estimate(
        f"price of “{option.title}”" if needs_rate else label,
        Estimate(
            value=float(mode.cost.amount), low=float(mode.cost_low), high=float(mode.cost_high), source=source
        ),
        unit=mode.cost.currency if needs_rate else terms.currency,
    )
    return _exchanged(price, label, terms, assumptions) if needs_rate else price


def _exchanged(price: Derivation, label: str, terms: Terms, assumptions: Assumptions) -> Derivation:
    paid, kept = (assumptions[f"money.usd_per.{currency}"] for currency in (price.unit, terms.currency))

    def exchange(one: Derivation) -> Derivation:
        cost = COST(label=label, price=one, usd_per_price=paid, usd_per_budget=kept)
        return replace(cost, unit=terms.currency)

    return replace(exchange(price), low=exchange(low_end(price)), high=exchange(high_end(price)))


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
            *_goal_needs(usable.values(), gap, position, catalogue),
            *_step_needs(usable.values(), position, goals, catalogue),
        ),
        precedences=_checks_first(usable.values(), gap),
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
    cost = _cost(step.option, mode, terms, assumptions)
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


# ------------------------------------------------------------------ needs


def _goal_needs(
    steps: Iterable[Step], gap: GapReport, position: Position, catalogue: Catalogue
) -> list[Need]:
    listed = list(steps)
    options = [(one.id, one.option) for one in listed]
    needs = [_level_goal(one, options, position) for one in gap.open_skills if one.requirement.is_essential]
    needs += [
        _credential_goal(one, options, catalogue)
        for one in gap.open_credentials
        if one.requirement.is_essential
    ]
    return needs + [
        Need(id=one.id, label=one.option.title, any_of=(one.id,), weight=_SMALL_STEP_WEIGHT)
        for one in listed
        if one.origin in {"check", "show"}
    ]


def _level_goal(one: SkillGap, options: list[tuple[ActivityId, Option]], position: Position) -> Need:
    level = one.requirement.level
    return Need(
        id=f"skill:{one.requirement.skill}",
        label=f"{one.label} at level {level:g}",
        any_of=_reaching(options, one.requirement.skill, level - position.least_visible),
        weight=one.requirement.importance,
    )


def _credential_goal(
    one: CredentialGap, options: list[tuple[ActivityId, Option]], catalogue: Catalogue
) -> Need:
    asked = set(one.requirement.any_of)
    return Need(
        id=f"credential:{one.requirement.any_of[0]}",
        label=one.label,
        any_of=tuple(
            identity
            for identity, option in options
            if asked & catalogue.included_credentials(frozenset(option.grants))
        ),
        weight=_CREDENTIAL_WEIGHT,
    )


def _reaching(
    options: list[tuple[ActivityId, Option]], skill: SkillId, level: float
) -> tuple[ActivityId, ...]:
    return tuple(
        identity
        for identity, option in options
        if any(one.skill == skill and one.end >= level - 1e-9 for one in option.teaches)
    )


def _step_needs(
    steps: Iterable[Step], position: Position, goals: frozenset[SkillId], catalogue: Catalogue
) -> list[Need]:
    """What each option builds on: a level or a credential that another one brings."""
    listed = list(steps)
    options = [(one.id, one.option) for one in listed]
    by_id = dict(options)
    needs: list[Need] = []
    for step in listed:
        for skill, level in sorted(_asked_first(step.option, goals).items()):
            if not position.can_start(skill, level):
                able = [
                    identity
                    for identity in _reaching(options, skill, level - position.start_tolerance)
                    if can_provide(by_id[identity], skill, position, goals)
                ]
                needs.append(
                    _need(step.id, f"{skill} {level:g}", tuple(one for one in able if one != step.id))
                )
        needs += [
            _need(step.id, credential, _granting(options, credential, catalogue, step.id))
            for credential in step.option.needs_credentials
            if credential not in position.credentials
        ]
    return needs


def _asked_first(option: Option, goals: frozenset[SkillId]) -> dict[SkillId, float]:
    asked: dict[SkillId, float] = {}
    for skill, level in prerequisites(option, goals):
        asked[skill] = max(level, asked.get(skill, 0))
    return asked


def _granting(
    options: list[tuple[ActivityId, Option]], credential: CredentialId, catalogue: Catalogue, but: ActivityId
) -> tuple[ActivityId, ...]:
    return tuple(
        identity
        for identity, option in options
        if identity != but and credential in catalogue.included_credentials(frozenset(option.grants))
    )


def _need(activity: ActivityId, what: str, any_of: tuple[ActivityId, ...]) -> Need:
    return Need(id=f"{activity} needs {what}", label=what.replace("-", " "), any_of=any_of, activity=activity)


def _checks_first(steps: Iterable[Step], gap: GapReport) -> tuple[Precedence, ...]:
    """The hour that finds out a level comes before learning that skill."""
    listed = list(steps)
    check = next((one.id for one in listed if one.origin == "check"), None)
    if check is None:
        return ()
    checked = {one.requirement.skill for one in gap.open_skills if one.is_checked_first}
    return tuple(
        Precedence(before=check, after=one.id)
        for one in listed
        if one.id != check and any(teaching.skill in checked for teaching in one.option.teaches)
    )
