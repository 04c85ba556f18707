"""The person's hours, money and dates as they typed them, as what is asked of the plan."""

import math
from datetime import date
from pathlib import Path

from cairn.errors import BadInput
from cairn.plan.terms import Asked
from cairn.plan.values import Away
from cairn.plan.week_times import WeekTime, read_week_times
from cairn.units import parse_deadline, parse_money


def read_terms(
    *,
    today: date,
    hours: float | None,
    at_work: float | None,
    budget: str,
    by: str,
    away: list[str],
    times: list[str],
    protect: list[str],
) -> Asked:
    """What was typed, as values; whether it can be meant is `check_asked`'s to say.

    Raises:
        BadInput: one of them is not in a form we read.
    """
    if hours is not None:
        _check_number(hours, "--hours-per-week")
    if at_work is not None:
        _check_number(at_work, "--hours-at-work")
    return Asked(
        today=today,
        hours_per_week=hours,
        hours_at_work=at_work,
        budget=parse_money(budget) if budget else None,
        deadline=parse_deadline(by, today=today) if by else None,
        away=tuple(_read_away(one) for one in away),
        free=_week_times(times),
        protected=_week_times(protect),
    )


def _week_times(typed: list[str]) -> tuple[WeekTime, ...]:
    return tuple(one for text in typed for one in read_week_times(text))


def _check_number(number: float, option: str) -> None:
    if not math.isfinite(number):
        msg = f"{option} takes a number of hours, not {number}."
        raise BadInput(msg)


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
