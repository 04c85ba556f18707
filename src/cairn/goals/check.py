"""Check a goal letter by letter, by rules, with a hint for each that fails.

Feasibility is handed in as a value: whoever planned knows whether it fits.
"""

import re
from datetime import date, timedelta

from cairn.goals.values import Feasibility, Finding, Goal, Horizon
from cairn.units import add_months

_VAGUE = re.compile(
    r"\b(better|more|improve|learn about|get into|good at|successful|something|somehow|explore|try|grow"
    r"|advance|someday|eventually|stuff|things|a manager|a leader)\b",
    re.IGNORECASE,
)
_COUNTABLE = re.compile(
    r"\d|\b(all|every|each|certificate|licence|license|degree|offer|accepted|passed|signed)\b", re.IGNORECASE
)
SHORT_MONTHS, MID_MONTHS = 12, 60


def horizon_of(
    day: date, *, today: date, short_months: int = SHORT_MONTHS, mid_months: int = MID_MONTHS
) -> Horizon:
    """Short, mid or long term, by the bounds the person set (months from today)."""
    if day <= add_months(today, short_months):
        return "short"
    return "mid" if day <= add_months(today, mid_months) else "long"


def check_goal(goal: Goal, *, today: date, feasibility: Feasibility | None) -> tuple[Finding, ...]:
    """One finding for each of S, M, A, R and T."""
    return (
        _specific(goal),
        _measurable(goal),
        _achievable(feasibility),
        _relevant(goal),
        _timely(goal, today),
    )


def _specific(goal: Goal) -> Finding:
    vague = _VAGUE.search(goal.statement)
    if vague and not goal.role:
        hint = f"Say what exactly instead of “{vague[0]}”: which role, skill or certificate."
        return Finding(letter="S", passed=False, sentence="It can mean many things.", hint=hint)
    if len(goal.statement.split()) < 3:
        hint = "Name the role, skill or certificate and what you will have done."
        return Finding(letter="S", passed=False, sentence="It does not say what will be reached.", hint=hint)
    named = f"It names the role: {goal.role}." if goal.role else "It says what will be reached."
    return Finding(letter="S", passed=True, sentence=named)


def _measurable(goal: Goal) -> Finding:
    if goal.measure and _COUNTABLE.search(goal.measure):
        return Finding(letter="M", passed=True, sentence=f"It is reached when {goal.measure}.")
    hint = "Add what can be counted or shown: a number, a certificate, an accepted offer."
    return Finding(
        letter="M", passed=False, sentence="Nothing says how you will see it is reached.", hint=hint
    )


def _achievable(feasibility: Feasibility | None) -> Finding:
    if feasibility is None:
        return Finding(
            letter="A", passed=False, sentence="Nobody has planned it yet.", hint="Make a plan for it."
        )
    needed, there = feasibility.hours_needed, feasibility.hours_available
    hours = f"It takes about {needed:.0f} hours and there are {there:.0f} until then."
    if feasibility.fits:
        return Finding(letter="A", passed=True, sentence=hours)
    earliest = (
        f" The earliest date that fits is {feasibility.earliest.day} {feasibility.earliest:%B %Y}."
        if feasibility.earliest
        else ""
    )
    short = f" That is {needed - there:.0f} hours too many." if needed > there else ""
    hint = "Move the date, free more hours or ask for less." + earliest
    return Finding(letter="A", passed=False, sentence=hours + short, hint=hint)


def _relevant(goal: Goal) -> Finding:
    if goal.relevance:
        return Finding(letter="R", passed=True, sentence=goal.relevance)
    hint = "Say why it matters to you: the vision, value or change it serves."
    return Finding(letter="R", passed=False, sentence="Nothing says why it matters.", hint=hint)


def _timely(goal: Goal, today: date) -> Finding:
    if goal.deadline is None:
        return Finding(
            letter="T", passed=False, sentence="It has no date.", hint="Set a date to reach it by."
        )
    if goal.deadline <= today:
        hint = "Set a date that still lies ahead."
        return Finding(letter="T", passed=False, sentence="Its date has passed.", hint=hint)
    weeks = (goal.deadline - today) // timedelta(weeks=1)
    sentence = f"It is due on {goal.deadline.day} {goal.deadline:%B %Y}, {weeks} weeks from now."
    return Finding(letter="T", passed=True, sentence=sentence)
