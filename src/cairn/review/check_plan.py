"""The premortem: suppose the plan failed, and look for why before it starts.

Each rule yields findings with a severity and a mend. A plan without any is sound by
these rules, which is not a promise that it will work. Rules and their numbers:
docs/method/premortem.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from cairn.assumptions import Assumptions
from cairn.goals import check_goal
from cairn.review.check_values import CheckedStep, CheckedWeek, PlanFacts, PlanFinding

_ORDER = {"error": 0, "warning": 1, "info": 2}
_NEARLY = 0.01
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    facts: PlanFacts
    assumptions: Assumptions
    today: date


def check_plan(facts: PlanFacts, *, today: date, assumptions: Assumptions) -> tuple[PlanFinding, ...]:
    """What may break the plan, the worst first."""
    case = _Case(facts=facts, assumptions=assumptions, today=today)
    rules = (
        *(_goal, _unmet, _deadline, _capacity, _money, _away, _order, _no_steps),
        *(_hanging_on_a_step, _hanging_on_somebody, _one_date),
        *(_assumed_skills, _no_review, _no_slack, _no_rest, _no_ranges, _no_criterion, _stale),
    )
    found = [finding for rule in rules for finding in rule(case)]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.severity], one.code, one.step)))


# ------------------------------------------------------------------ what cannot hold


def _goal(case: _Case) -> Iterator[PlanFinding]:
    """The letters of the goal, feasibility apart: that is what the rest is about."""
    severities = {"S": "warning", "M": "error", "R": "warning", "T": "error"}
    codes = {
        "S": "goal-vague",
        "M": "goal-unmeasurable",
        "R": "goal-without-reason",
        "T": "goal-without-date",
    }
    for one in check_goal(case.facts.goal, today=case.today, feasibility=None):
        if one.letter in severities and not one.passed:
            yield PlanFinding(
                code=codes[one.letter],
                severity="error" if severities[one.letter] == "error" else "warning",
                sentence=f"The goal: {one.sentence[0].lower()}{one.sentence[1:]}",
                mend=one.hint,
            )


def _unmet(case: _Case) -> Iterator[PlanFinding]:
    if case.facts.unmet:
        yield PlanFinding(
            code="incomplete",
            severity="error",
            sentence=f"The plan leaves open: {_names(case.facts.unmet)}.",
            mend="Move the date, free more hours or money, or drop the wish on purpose.",
        )


def _deadline(case: _Case) -> Iterator[PlanFinding]:
    deadline, facts = case.facts.deadline, case.facts
    if deadline is None:
        return
    if facts.finish > deadline:
        yield PlanFinding(
            code="after-deadline",
            severity="error",
            sentence=f"The plan ends on {facts.finish.isoformat()}, "
            f"after its deadline {deadline.isoformat()}.",
            mend="Move the deadline, free more hours or leave something out.",
        )
    elif facts.sure_finish > deadline:
        yield PlanFinding(
            code="deadline-unsure",
            severity="error",
            sentence=f"Eight times in ten it ends by {facts.sure_finish.isoformat()}, "
            f"which is after the deadline {deadline.isoformat()}.",
            mend=f"Move the deadline to {facts.sure_finish.isoformat()}, or free more hours.",
        )


def _capacity(case: _Case) -> Iterator[PlanFinding]:
    over = [week for week in case.facts.weeks if week.planned_hours > week.capacity_hours + _NEARLY]
    if over:
        worst = max(over, key=lambda week: week.planned_hours - week.capacity_hours)
        yield PlanFinding(
            code="over-capacity",
            severity="error",
            sentence=f"There is more work than hours in {_count(len(over), 'week')}; the week of "
            f"{worst.monday.isoformat()} has {worst.planned_hours:g} for {worst.capacity_hours:g}.",
            mend="Plan again with the hours you have, or free these hours.",
        )
    deadline = case.facts.deadline
    if deadline is not None and not over:
        yield from _more_work_than_time(case, deadline)


def _more_work_than_time(case: _Case, deadline: date) -> Iterator[PlanFinding]:
    """Hours still to do against a usual week's hours until the deadline."""
    usual = max((week.capacity_hours for week in case.facts.weeks), default=0.0)
    start = max(case.today, case.facts.made_on)
    there = usual * max(0, (deadline - start).days) / 7
    asked = sum(week.planned_hours for week in case.facts.weeks if week.monday > start)
    if usual and asked > there + _NEARLY:
        yield PlanFinding(
            code="more-work-than-time",
            severity="error",
            sentence=f"{asked:.0f} hours are to be done and {there:.0f} are left "
            f"until {deadline.isoformat()}.",
            mend="Move the deadline, free more hours or leave something out.",
        )


def _money(case: _Case) -> Iterator[PlanFinding]:
    budget = case.facts.budget
    if budget is not None and case.facts.cost > budget + _NEARLY:
        yield PlanFinding(
            code="over-budget",
            severity="error",
            sentence=f"The steps cost {case.facts.cost:.0f}; there are {budget:.0f}.",
            mend="Find the difference, or plan again within the budget.",
        )


def _away(case: _Case) -> Iterator[PlanFinding]:
    clashing = sorted(
        day for _, day in case.facts.sessions if any(first <= day <= last for first, last in case.facts.away)
    )
    if clashing:
        yield PlanFinding(
            code="work-while-away",
            severity="error",
            sentence=f"Days off hold {_count(len(clashing), 'session')}, "
            f"the first on {clashing[0].isoformat()}.",
            mend="Plan again with these days away.",
        )


def _order(case: _Case) -> Iterator[PlanFinding]:
    by_id = {step.id: step for step in case.facts.steps}
    for step in case.facts.steps:
        for before in step.after:
            if before not in by_id:
                yield PlanFinding(
                    code="waits-for-nothing",
                    severity="error",
                    sentence=f"“{step.title}” waits for “{before}”, which is no step of the plan.",
                    mend="Put the step back, or plan again.",
                    step=step.id,
                )
            elif _is_before(step.first, by_id[before].last):
                yield PlanFinding(
                    code="wrong-order",
                    severity="error",
                    sentence=f"“{step.title}” begins before “{by_id[before].title}” has ended.",
                    mend="Move it behind, or plan again.",
                    step=step.id,
                )


def _is_before(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first < last


def _no_steps(case: _Case) -> Iterator[PlanFinding]:
    if not case.facts.steps and not case.facts.unmet:
        yield PlanFinding(
            code="no-steps",
            severity="warning",
            sentence="There is nothing to do in this plan.",
            mend="If the goal is reached, say so; else plan again.",
        )


# ------------------------------------------------------------------ what everything hangs on


def _hanging_on_a_step(case: _Case) -> Iterator[PlanFinding]:
    """A step whose time others set, with most of the plan waiting behind it."""
    share = case.assumptions.number("premortem.hanging_share")
    whole = sum(step.hours for step in case.facts.steps)
    hanging = [step for step in case.facts.steps if step.is_on_a_date]
    for step in hanging:
        behind = sum(other.hours for other in _behind(step, case.facts.steps))
        if whole and behind >= share * whole:
            yield PlanFinding(
                code="hangs-on-one-date",
                severity="warning",
                sentence=f"{behind / whole:.0%} of the work waits for “{step.title}”, whose date others set.",
                mend="Have a second date or another way ready, and move up what need not wait.",
                step=step.id,
            )


def _behind(step: CheckedStep, steps: tuple[CheckedStep, ...]) -> list[CheckedStep]:
    """Everything that waits for the step, directly or through others."""
    found, open_ = {step.id}, [step.id]
    while open_:
        before = open_.pop()
        more = [one.id for one in steps if before in one.after and one.id not in found]
        found.update(more)
        open_ += more
    return [one for one in steps if one.id in found and one.id != step.id]


def _hanging_on_somebody(case: _Case) -> Iterator[PlanFinding]:
    share = case.assumptions.number("premortem.hanging_share")
    whole = sum(step.hours for step in case.facts.steps)
    hours: dict[str, float] = defaultdict(float)
    for step in case.facts.steps:
        for name in step.relies_on:
            hours[name] += step.hours
    for name, relied in sorted(hours.items()):
        if whole and relied >= share * whole:
            yield PlanFinding(
                code="hangs-on-one-person",
                severity="warning",
                sentence=f"{relied / whole:.0%} of the work cannot be done without {name}.",
                mend=f"Find a second way for some of it, and ask {name} early for a clear yes.",
            )


def _one_date(case: _Case) -> Iterator[PlanFinding]:
    """Several steps that others date, all ending within one week."""
    dated = sorted(
        (step.last, step) for step in case.facts.steps if step.is_on_a_date and step.last is not None
    )
    if len(dated) > 1 and (dated[-1][0] - dated[0][0]).days <= 7:
        yield PlanFinding(
            code="all-on-one-date",
            severity="warning",
            sentence=f"{_count(len(dated), 'step')} with a fixed date end "
            f"within a week of {dated[0][0].isoformat()}.",
            mend="Move one of them to another date.",
        )


# ------------------------------------------------------------------ what wears it out


def _assumed_skills(case: _Case) -> Iterator[PlanFinding]:
    """Skills the plan builds on that nothing dated shows, and that no step shows or checks."""
    has_evidence = any(step.is_evidence for step in case.facts.steps)
    bare = [
        skill
        for skill in case.facts.held
        if not (skill.is_checked_first or skill.is_shown_later)
        and (skill.support in {"inferred", "unknown"} or (skill.support == "claimed" and not has_evidence))
    ]
    if bare:
        labels = [one.label for one in sorted(bare, key=lambda one: (-one.importance, one.label))]
        yield PlanFinding(
            code="skills-assumed",
            severity="warning",
            sentence=f"The plan takes as given, with nothing dated to show it: {_names(labels)}.",
            mend="Say your level in an answers file, or write one dated example each.",
        )


def _no_review(case: _Case) -> Iterator[PlanFinding]:
    """The longest stretch from the start to the finish without a milestone or review."""
    facts = case.facts
    most = case.assumptions.number("premortem.review_days")
    start = facts.made_on
    inside = sorted(day for day in facts.reviews if start < day < facts.finish)
    gaps = [(later - earlier).days for earlier, later in pairwise([start, *inside, max(start, facts.finish)])]
    if facts.steps and max(gaps) > most:
        yield PlanFinding(
            code="no-review",
            severity="warning",
            sentence=f"For {max(gaps)} days nobody looks at the plan: no milestone, no review.",
            mend=f"Put a review into the calendar at least every {most:.0f} days.",
        )


def _no_slack(case: _Case) -> Iterator[PlanFinding]:
    facts = case.facts
    if facts.deadline is None or facts.sure_finish > facts.deadline:
        return
    least = case.assumptions.number("premortem.least_slack_share") * (facts.deadline - facts.made_on).days
    left = (facts.deadline - facts.sure_finish).days
    if facts.steps and left < least:
        yield PlanFinding(
            code="no-slack",
            severity="warning",
            sentence=f"Between the sure date and the deadline lie {left} days; one illness takes more.",
            mend=f"Leave at least {least:.0f} days: move the deadline or free more hours.",
        )


def _no_rest(case: _Case) -> Iterator[PlanFinding]:
    full = case.assumptions.number("pace.full_share")
    most = case.assumptions.number("pace.rest_after_weeks")
    runs = groupby(case.facts.weeks, key=lambda one: _is_full(one, full))
    longest = max((list(run) for is_full, run in runs if is_full), key=len, default=[])
    if len(longest) > most:
        yield PlanFinding(
            code="no-rest",
            severity="warning",
            sentence=f"{len(longest)} weeks in a row leave no hour free, "
            f"from {longest[0].monday.isoformat()} on.",
            mend=f"Plan a week away after at most {most:.0f} weeks, or give the plan fewer hours a week.",
        )


def _is_full(week: CheckedWeek, share: float) -> bool:
    return week.capacity_hours > 0 and week.planned_hours >= share * week.capacity_hours


def _no_ranges(case: _Case) -> Iterator[PlanFinding]:
    sure = [step for step in case.facts.steps if step.hours and step.hours_low >= step.hours_high]
    if sure and len(sure) == len(case.facts.steps):
        yield PlanFinding(
            code="no-ranges",
            severity="warning",
            sentence="Every estimate is a single number, so the sure date is no surer than the likely one.",
            mend="Give each step its fewest and most hours as well.",
        )


def _no_criterion(case: _Case) -> Iterator[PlanFinding]:
    for step in case.facts.steps:
        if not step.done_when.strip():
            yield PlanFinding(
                code="step-unmeasurable",
                severity="warning",
                sentence=f"Nothing says when “{step.title}” is done.",
                mend="Add what can be seen or counted when it is done.",
                step=step.id,
            )


def _stale(case: _Case) -> Iterator[PlanFinding]:
    age = (case.today - case.facts.made_on).days
    if age > case.assumptions.number("premortem.stale_days"):
        yield PlanFinding(
            code="stale",
            severity="warning",
            sentence=f"The plan is {age} days old; what it rests on has changed since.",
            mend="Review it, and plan again from what is true now.",
        )


def _names(labels: "tuple[str, ...] | list[str]") -> str:
    """A few names in full, the others as a number."""
    shown = ", ".join(labels[:_MOST_NAMES])
    return shown if len(labels) <= _MOST_NAMES else f"{shown} and {len(labels) - _MOST_NAMES} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
