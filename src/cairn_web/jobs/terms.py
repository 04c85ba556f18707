"""The person's hours, money and dates as the terms of a plan, with stated defaults."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.values import Away, Terms
from cairn.provenance import Derivation, Source, leaf
from cairn.reading import Resume
from cairn.units import Money

_SAID = Source(kind="entered", name="you")


def terms_of(said: Mapping[str, Any], resume: Resume, assumptions: Assumptions) -> Terms:
    """Terms from what was said; what was not is assumed and named.

    Raises:
        BadInput: no rate is known for the currency, or the date has passed.
    """
    has_job = any(one.kind == "job" and one.is_current for one in resume.experiences)
    today = date.fromisoformat(said["today"])
    deadline = date.fromisoformat(said["deadline"]) if said.get("deadline") else None
    if deadline is not None and deadline <= today:
        msg = f"The date to be ready by, {deadline.isoformat()}, has passed; set a later one."
        raise BadInput(msg)
    budget = _budget(said, assumptions)
    return Terms(
        today=today,
        hours_per_week=_hours(said, assumptions),
        hours_at_work=_hours_at_work(said, assumptions, has_job=has_job),
        budget=budget,
        deadline=deadline,
        away=tuple(
            Away(first=date.fromisoformat(first), last=date.fromisoformat(last))
            for first, last in said.get("away", ())
        ),
        currency=budget.currency if budget else said.get("currency") or "USD",
        defaults=tuple(_defaults(said, assumptions, has_job=has_job)),
    )


def _budget(said: Mapping[str, Any], assumptions: Assumptions) -> Money | None:
    if said.get("budget") is None:
        return None
    known = assumptions.group("money.usd_per")
    currency = said.get("currency") or "USD"
    if currency not in known:
        msg = f"No rate is known for {currency}; give the budget in one of {', '.join(known)}."
        raise BadInput(msg)
    return Money(amount=Decimal(said["budget"]), currency=currency)


def _hours(said: Mapping[str, Any], assumptions: Assumptions) -> Derivation:
    if said.get("hours_per_week") is None:
        return assumptions["plan.default_hours_per_week"]
    return leaf("hours a week", said["hours_per_week"], unit="hours", source=_SAID)


def _hours_at_work(said: Mapping[str, Any], assumptions: Assumptions, *, has_job: bool) -> Derivation:
    if said.get("hours_at_work") is not None:
        return leaf("hours a week at work", said["hours_at_work"], unit="hours", source=_SAID)
    if has_job:
        return assumptions["plan.work_hours_per_week"]
    source = Source(kind="read", name="your record", detail="no present job was found")
    return leaf("hours a week at work", 0, unit="hours", source=source)


def _defaults(said: Mapping[str, Any], assumptions: Assumptions, *, has_job: bool) -> list[str]:
    told = []
    if said.get("hours_per_week") is None:
        told.append(f"{assumptions.number('plan.default_hours_per_week'):g} hours a week")
    if said.get("hours_at_work") is None and has_job:
        hours = assumptions.number("plan.work_hours_per_week")
        told.append(f"{hours:g} hours a week of learning by doing at work")
    if said.get("budget") is None:
        told.append("no limit on money")
    if not said.get("deadline"):
        told.append("no date, so as early as possible")
    return told
