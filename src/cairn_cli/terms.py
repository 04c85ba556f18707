"""The person's hours, money and dates, from what they typed to the terms of a plan."""

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.calendar import check_hours
from cairn.plan.values import Away, Terms
from cairn.provenance import Derivation, Source, leaf
from cairn.reading import Resume
from cairn.units import Money, parse_deadline, parse_money

_TYPED = Source(kind="entered", name="you")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The options of `cairn plan` that bound the plan, checked but not yet completed."""

    today: date
    hours_per_week: float | None
    hours_at_work: float | None
    budget: Money | None
    deadline: date | None
    away: tuple[Away, ...]


def read_terms(
    *,
    today: date,
    hours: float | None,
    at_work: float | None,
    budget: str,
    by: str,
    away: list[str],
) -> Typed:
    """Check what was typed before anything costly begins.

    Raises:
        BadInput: one of them cannot be meant.
    """
    if hours is not None:
        _check_number(hours, "--hours-per-week")
        check_hours(hours)
    if at_work is not None:
        _check_number(at_work, "--hours-at-work")
        if not 0 <= at_work <= 40:
            msg = f"--hours-at-work takes 0 to 40 hours a week, not {at_work:g}."
            raise BadInput(msg)
    return Typed(
        today=today,
        hours_per_week=hours,
        hours_at_work=at_work,
        budget=parse_money(budget) if budget else None,
        deadline=parse_deadline(by, today=today) if by else None,
        away=tuple(_read_away(one) for one in away),
    )


def complete_terms(typed: Typed, resume: Resume, assumptions: Assumptions) -> Terms:
    """What was typed, with the stated defaults for what was not."""
    has_job = any(one.kind == "job" and one.is_current for one in resume.experiences)
    return Terms(
        today=typed.today,
        hours_per_week=_hours(typed, assumptions),
        hours_at_work=_hours_at_work(typed, assumptions, has_job=has_job),
        budget=typed.budget,
        deadline=typed.deadline,
        away=typed.away,
        currency=typed.budget.currency if typed.budget else "USD",
        defaults=_defaults(typed, assumptions, has_job=has_job),
    )


def known_currency(money: Money | None, assumptions: Assumptions) -> None:
    """Refuse a currency that no rate is known for.

    Raises:
        BadInput: with the currencies that are known.
    """
    known = assumptions.group("money.usd_per")
    if money is not None and money.currency not in known:
        msg = f"No rate is known for {money.currency}; give the budget in one of {', '.join(known)}."
        raise BadInput(msg)


def _check_number(number: float, option: str) -> None:
    if not math.isfinite(number):
        msg = f"{option} takes a number of hours, not {number}."
        raise BadInput(msg)


def _hours(typed: Typed, assumptions: Assumptions) -> Derivation:
    if typed.hours_per_week is None:
        return assumptions["plan.default_hours_per_week"]
    return leaf("hours a week", typed.hours_per_week, unit="hours", source=_TYPED)


def _hours_at_work(typed: Typed, assumptions: Assumptions, *, has_job: bool) -> Derivation:
    if typed.hours_at_work is not None:
        return leaf("hours a week at work", typed.hours_at_work, unit="hours", source=_TYPED)
    if has_job:
        return assumptions["plan.work_hours_per_week"]
    source = Source(kind="read", name="your résumé", detail="no present job was found")
    return leaf("hours a week at work", 0, unit="hours", source=source)


def _defaults(typed: Typed, assumptions: Assumptions, *, has_job: bool) -> tuple[str, ...]:
    said = []
    if typed.hours_per_week is None:
        said.append(f"{assumptions.number('plan.default_hours_per_week'):g} hours a week")
    if typed.hours_at_work is None and has_job:
        said.append(
            f"{assumptions.number('plan.work_hours_per_week'):g} hours a week of learning by doing at work"
        )
    if typed.budget is None:
        said.append("no limit on money")
    if typed.deadline is None:
        said.append("no date, so as early as possible")
    return tuple(said)


def _read_away(text: str) -> Away:
    first, found, last = text.partition("..")
    try:
        if found and not last.strip():
            raise ValueError  # noqa: TRY301 - one sentence for every wrong form
        away = Away(first=date.fromisoformat(first.strip()), last=date.fromisoformat((last or first).strip()))
    except ValueError:
        msg = f"--away takes two days as in 2027-07-05..2027-07-18, not “{text}”."
        raise BadInput(msg) from None
    if found and away.last < away.first:
        msg = f"--away {text} ends before it begins; write the earlier day first."
        raise BadInput(msg)
    return away


def check_is_file(path: Path, what: str) -> None:
    """Refuse early what is not there.

    Raises:
        BadInput: no such file.
    """
    if not path.is_file():
        msg = f"There is no {what} {path}; check the name and the folder."
        raise BadInput(msg)
