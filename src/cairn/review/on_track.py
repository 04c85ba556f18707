"""Whether a goal will be met in time, what keeps it from that, and what would help.

A suggestion names the numbers behind it and changes nothing; one that was rejected
is not made again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.plan.problem import ActivityId
from cairn.plan.values import Plan, Step
from cairn.schedule.timeline import Forecast
from cairn.units import SkillId

Track = Literal["on track", "at risk", "off track"]
SuggestionKind = Literal["re-date", "re-scope", "drop"]
_LEAST_DECIDING = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTrack:
    """Where a goal stands against its date: in words, with the step that holds it most.

    `days_late` counts from the deadline to the date that holds 8 times in 10.
    """

    track: Track
    sentence: str
    days_late: int
    cause: ActivityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A change worth considering; `key` is what a rejection is remembered by."""

    key: str
    kind: SuggestionKind
    sentence: str


def judge_track(plan: Plan, forecast: Forecast, deadline: date) -> OnTrack:
    """On track when P80 holds, at risk when only P50 does, else off track, with the cause."""
    late = (forecast.p80 - deadline).days
    if late <= 0:
        sentence = f"Eight times in ten it is done by {forecast.p80.isoformat()}, in time."
        return OnTrack(track="on track", sentence=sentence, days_late=late)
    cause = _cause(forecast)
    titles = {step.id: step.option.title for step in plan.steps}
    because = f" “{titles.get(cause, cause)}” holds it most." if cause else ""
    if forecast.p50 <= deadline:
        sentence = f"It may be {late} days late: the sure date is {forecast.p80.isoformat()}.{because}"
        return OnTrack(track="at risk", sentence=sentence, days_late=late, cause=cause)
    behind = (forecast.p50 - deadline).days
    sentence = f"It will more likely than not be late, by {behind} days or more.{because}"
    return OnTrack(track="off track", sentence=sentence, days_late=late, cause=cause)


def _cause(forecast: Forecast) -> ActivityId | None:
    """The step that buys most time among those that usually decide the finish."""
    decides = dict(forecast.decides)
    buying = [(weeks, step) for step, weeks in forecast.buys_weeks if decides.get(step, 0) >= _LEAST_DECIDING]
    return max(buying)[1] if buying else None


def suggest_adjustments(
    plan: Plan, forecast: Forecast, deadline: date, *, rejected: Iterable[str] = ()
) -> tuple[Suggestion, ...]:
    """Another date, the step to shorten, the least important thing to drop; none where it is in time."""
    if forecast.p80 <= deadline:
        return ()
    declined = frozenset(rejected)
    offered = (_re_date(forecast, deadline), *_re_scope(plan, forecast), *_drop(plan, forecast))
    return tuple(one for one in offered if one.key not in declined)


def _re_date(forecast: Forecast, deadline: date) -> Suggestion:
    days = (forecast.p80 - deadline).days
    sentence = f"Move the date by {days} days to {forecast.p80.isoformat()}, which holds 8 times in 10."
    return Suggestion(key=f"re-date:{forecast.p80.isoformat()}", kind="re-date", sentence=sentence)


def _re_scope(plan: Plan, forecast: Forecast) -> Sequence[Suggestion]:
    cause = _cause(forecast)
    step = next((one for one in plan.steps if one.id == cause), None)
    if step is None or cause is None:
        return ()
    weeks = dict(forecast.buys_weeks)[cause]
    sentence = (
        f"Ask less of “{step.option.title}”: a tenth of its {step.hours.value:.0f} hours less "
        f"brings the sure date forward by about {weeks:.1f} weeks."
    )
    return (Suggestion(key=f"re-scope:{step.id}", kind="re-scope", sentence=sentence),)


def _drop(plan: Plan, forecast: Forecast) -> Sequence[Suggestion]:
    """The deciding step whose requirements matter least for its hours, where nothing waits for it."""
    decides = dict(forecast.decides)
    weights = {one.requirement.skill: one.requirement.importance for one in plan.gap.skills}
    chosen = {step.id for step in plan.steps}
    supports = {one for need in plan.problem.needs if need.activity in chosen for one in need.any_of}
    found = [
        (
            sum(weights.get(SkillId(lift.skill), 0) for lift in step.lifts if lift.is_asked),
            -step.hours.value,
            step,
        )
        for step in plan.steps
        if decides.get(step.id, 0) >= _LEAST_DECIDING and step.lifts and not step.option.grants
        if step.id not in supports
    ]
    if not found:
        return ()
    weight, hours, step = min(found, key=lambda one: one[:2])
    sentence = (
        f"Leave out “{step.option.title}”: it takes {-hours:.0f} hours for requirements that weigh "
        f"{weight:g} of {sum(weights.values()):g}."
    )
    return (Suggestion(key=f"drop:{step.id}", kind="drop", sentence=sentence),)


def _weight(step: Step, weights: Mapping[SkillId, float]) -> float:
    return sum(weights.get(SkillId(lift.skill), 0) for lift in step.lifts if lift.is_asked)
