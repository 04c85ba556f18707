"""The person's hours, money and dates, from plain JSON to the terms of a plan."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cairn.assumptions import Assumptions
from cairn.plan.terms import Asked, check_asked, complete_terms, has_job
from cairn.plan.values import Away, Terms
from cairn.plan.week_times import read_week_times
from cairn.reading import Resume
from cairn.units import Money


def terms_of(said: Mapping[str, Any], resume: Resume, assumptions: Assumptions) -> Terms:
    """Terms from what was said; what was not is assumed and named.

    `free` and `protected` are texts of week times, a line each.

    Raises:
        BadInput: what was said cannot be meant.
    """
    asked = Asked(
        today=date.fromisoformat(said["today"]),
        hours_per_week=said.get("hours_per_week"),
        hours_at_work=said.get("hours_at_work"),
        budget=_budget(said),
        deadline=date.fromisoformat(said["deadline"]) if said.get("deadline") else None,
        away=tuple(
            Away(first=date.fromisoformat(first), last=date.fromisoformat(last))
            for first, last in said.get("away", ())
        ),
        free=read_week_times(said.get("free") or ""),
        protected=read_week_times(said.get("protected") or ""),
        currency=said.get("currency") or "",
    )
    check_asked(asked, assumptions)
    return complete_terms(asked, assumptions, has_job=has_job(resume))


def _budget(said: Mapping[str, Any]) -> Money | None:
    if said.get("budget") is None:
        return None
    return Money(amount=Decimal(said["budget"]), currency=said.get("currency") or "USD")
