"""The person's hours, money and dates, from what they said to the terms of a plan.

What they did not say is assumed and named, so that nobody takes an assumption
for their own word.
"""

from dataclasses import dataclass, replace
from datetime import date

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.calendar import check_hours, weekly_units, weekly_work_units
from cairn.plan.values import UNITS_PER_HOUR, Away, Terms
from cairn.plan.week_times import WeekTime
from cairn.provenance import Derivation, Source, leaf
from cairn.reading.values import Resume
from cairn.units import Money

MOST_HOURS_AT_WORK = 40
_SAID = Source(kind="entered", name="you")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person said that bounds the plan; None where they said nothing."""

    today: date
    hours_per_week: float | None = None
    hours_at_work: float | None = None
    budget: Money | None = None
    deadline: date | None = None
    away: tuple[Away, ...] = ()
    free: tuple[WeekTime, ...] = ()
    protected: tuple[WeekTime, ...] = ()
    currency: str = ""


def check_asked(asked: Asked, assumptions: Assumptions) -> None:
    """Refuse what cannot be meant, before anything costly begins.

    Raises:
        BadInput: hours nobody has, a date that has passed, a currency without a
            rate, or hours that the times of the week do not hold.
    """
    if asked.hours_per_week is not None:
        check_hours(asked.hours_per_week)
    if asked.hours_at_work is not None and not 0 <= asked.hours_at_work <= MOST_HOURS_AT_WORK:
        msg = (
            f"{asked.hours_at_work:g} hours a week at work cannot be planned; give 0 to {MOST_HOURS_AT_WORK}."
        )
        raise BadInput(msg)
    if asked.deadline is not None and asked.deadline <= asked.today:
        msg = f"The date to be ready by, {asked.deadline.isoformat()}, has passed; set a later one."
        raise BadInput(msg)
    known = assumptions.group("money.usd_per")
    if asked.budget is not None and asked.budget.currency not in known:
        msg = f"No rate is known for {asked.budget.currency}; give the budget in one of {', '.join(known)}."
        raise BadInput(msg)
    _check_room(asked, complete_terms(asked, assumptions, has_job=asked.hours_at_work is not None))


def _check_room(asked: Asked, terms: Terms) -> None:
    room = weekly_units(terms) / UNITS_PER_HOUR, weekly_work_units(terms) / UNITS_PER_HOUR
    wanted = asked.hours_per_week or room[0] or 1, asked.hours_at_work or 0
    for hours, left, where in zip(wanted, room, ("", " at work"), strict=True):
        if left < hours:
            msg = (
                f"The times of your week leave room for {left:g} of {hours:g} hours{where}; "
                "name more free times, protect fewer, or plan fewer hours."
            )
            raise BadInput(msg)


def has_job(resume: Resume) -> bool:
    """Whether the record names a present job, whose hours can serve for learning."""
    return any(one.kind == "job" and one.is_current for one in resume.experiences)


def complete_terms(asked: Asked, assumptions: Assumptions, *, has_job: bool) -> Terms:
    """What was said, with the stated defaults for what was not."""
    terms = Terms(
        today=asked.today,
        hours_per_week=_hours(asked, assumptions),
        hours_at_work=_hours_at_work(asked, assumptions, has_job=has_job),
        budget=asked.budget,
        deadline=asked.deadline,
        away=asked.away,
        free=asked.free,
        protected=asked.protected,
        currency=asked.budget.currency if asked.budget else asked.currency or "USD",
    )
    return _within_room(asked, terms)


def _within_room(asked: Asked, terms: Terms) -> Terms:
    """Assumed hours shrink to what the times of the week leave of them; hours that were said stay."""
    source = Source(kind="entered", name="you", detail="what the times of your week leave")
    own = weekly_units(terms) / UNITS_PER_HOUR
    if asked.hours_per_week is None and own < terms.hours_per_week.value:
        terms = replace(terms, hours_per_week=leaf("hours a week", own, unit="hours", source=source))
    work = weekly_work_units(terms) / UNITS_PER_HOUR
    if asked.hours_at_work is None and work < terms.hours_at_work.value:
        terms = replace(terms, hours_at_work=leaf("hours a week at work", work, unit="hours", source=source))
    return replace(terms, defaults=_defaults(asked, terms))


def _hours(asked: Asked, assumptions: Assumptions) -> Derivation:
    if asked.hours_per_week is None:
        return assumptions["plan.default_hours_per_week"]
    return leaf("hours a week", asked.hours_per_week, unit="hours", source=_SAID)


def _hours_at_work(asked: Asked, assumptions: Assumptions, *, has_job: bool) -> Derivation:
    if asked.hours_at_work is not None:
        return leaf("hours a week at work", asked.hours_at_work, unit="hours", source=_SAID)
    if has_job:
        return assumptions["plan.work_hours_per_week"]
    source = Source(kind="read", name="your résumé", detail="no present job was found")
    return leaf("hours a week at work", 0, unit="hours", source=source)


def _defaults(asked: Asked, terms: Terms) -> tuple[str, ...]:
    told = []
    if asked.hours_per_week is None:
        told.append(f"{terms.hours_per_week.value:g} hours a week")
    if asked.hours_at_work is None and terms.hours_at_work.value:
        told.append(f"{terms.hours_at_work.value:g} hours a week of learning by doing at work")
    if asked.budget is None:
        told.append("no limit on money")
    if asked.deadline is None:
        told.append("no date, so as early as possible")
    return tuple(told)
