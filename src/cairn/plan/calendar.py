"""The person's weeks: when they can work, and how much that is.

The solver counts quarter-hours a week; sessions are placed in the same slots
later, so that a week's capacity is exactly what its slots hold. Times are local
and floating: nine in the morning is nine wherever the person is.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from math import ceil

from cairn.errors import BadInput
from cairn.plan.values import UNITS_PER_HOUR, Away, Terms
from cairn.units import monday_of

MOST_HOURS_PER_WEEK = 70
_MINUTES_PER_UNIT = 60 // UNITS_PER_HOUR
_COMFORTABLE_HOURS = 2.5
# Tuesday and Thursday evening and Saturday morning first; then the other evenings
# and the weekend, none longer than a person keeps attention.
_EVENINGS: tuple[tuple[int, time, float], ...] = (
    (1, time(19), 3),
    (3, time(19), 3),
    (5, time(9, 30), 4),
    (6, time(10), 3),
    (0, time(19), 3),
    (2, time(19), 3),
    (6, time(14), 3),
    (5, time(14, 30), 3),
)
_DAYS: tuple[tuple[int, time, float], ...] = (
    *((day, time(9), 4.0) for day in range(5)),
    *((day, time(13, 30), 4.0) for day in range(5)),
    (5, time(9), 4),
    (5, time(13, 30), 4),
    (6, time(9), 4),
    (6, time(13, 30), 4),
    *((day, time(18, 30), 3.0) for day in range(5)),
)
_AT_WORK: tuple[tuple[int, time, float], ...] = (
    (2, time(14), 4),
    (0, time(14), 4),
    (4, time(10), 4),
    *((day, time(9), 5.0) for day in (1, 3)),
    *((day, time(14, 30), 3.0) for day in (1, 3)),
    *((day, time(9), 4.0) for day in (0, 2)),
    (4, time(14, 30), 3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of one day that is free for the plan, in quarter-hour units."""

    day: date
    start: time
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One period of the plan: its own-time slots and its slots at work."""

    monday: date
    own: tuple[Slot, ...]
    work: tuple[Slot, ...]
    is_away: bool

    @property
    def own_units(self) -> int:
        """Quarter-hours of own time there are."""
        return sum(slot.units for slot in self.own)

    @property
    def work_units(self) -> int:
        """Quarter-hours of paid time there are."""
        return sum(slot.units for slot in self.work)


def check_hours(hours: float) -> None:
    """Refuse hours a week that nobody can mean.

    Raises:
        BadInput: not above zero, or more than a person has.
    """
    if not 0 < hours <= MOST_HOURS_PER_WEEK:
        msg = f"{hours:g} hours a week cannot be planned; give more than 0, at most {MOST_HOURS_PER_WEEK}."
        raise BadInput(msg)


def lay_weeks(terms: Terms, count: int) -> tuple[Week, ...]:
    """`count` weeks from the one of `terms.today`, without days past or away."""
    own = _weekly(terms.hours_per_week.value, _EVENINGS, _DAYS)
    work = _weekly(terms.hours_at_work.value, _AT_WORK, _AT_WORK)
    first = monday_of(terms.today)
    return tuple(_week(first + timedelta(weeks=index), own, work, terms) for index in range(count))


def weekly_units(hours: float) -> int:
    """Quarter-hours in an ordinary week."""
    return sum(units for _, _, units in _weekly(hours, _EVENINGS, _DAYS))


def _week(
    monday: date,
    own: list[tuple[int, time, int]],
    work: list[tuple[int, time, int]],
    terms: Terms,
) -> Week:
    def slots(pattern: list[tuple[int, time, int]]) -> tuple[Slot, ...]:
        dated = [
            Slot(day=monday + timedelta(days=day), start=start, units=units)
            for day, start, units in sorted(pattern)
        ]
        return tuple(one for one in dated if one.day > terms.today and not _is_away(one.day, terms.away))

    is_away = any(_is_away(monday + timedelta(days=day), terms.away) for day in range(7))
    return Week(monday=monday, own=slots(own), work=slots(work), is_away=is_away)


def _is_away(day: date, away: tuple[Away, ...]) -> bool:
    return any(one.first <= day <= one.last for one in away)


def _weekly(
    hours: float, evenings: tuple[tuple[int, time, float], ...], days: tuple[tuple[int, time, float], ...]
) -> list[tuple[int, time, int]]:
    """The hours of a week spread over slots: few and comfortable before many."""
    units = ceil(hours * UNITS_PER_HOUR - 1e-9)
    if units <= 0:
        return []
    evening_units = sum(round(most * UNITS_PER_HOUR) for _, _, most in evenings)
    pattern = evenings if units <= evening_units else days
    count = min(len(pattern), max(1, ceil(units / (_COMFORTABLE_HOURS * UNITS_PER_HOUR))))
    if 1 < hours <= 2 * _COMFORTABLE_HOURS:
        count = max(count, 2 if hours <= 3 else 3)
    while sum(round(most * UNITS_PER_HOUR) for _, _, most in pattern[:count]) < units:
        count += 1
    return _spread(units, pattern[:count])


def _spread(units: int, pattern: tuple[tuple[int, time, float], ...]) -> list[tuple[int, time, int]]:
    """Equal shares, none above its slot's most; what is over goes to the later, longer slots."""
    most = [round(limit * UNITS_PER_HOUR) for _, _, limit in pattern]
    given = [min(limit, units // len(pattern)) for limit in most]
    left = units - sum(given)
    for index in sorted(range(len(pattern)), key=lambda one: -most[one]):
        more = min(left, most[index] - given[index])
        given[index] += more
        left -= more
    return [(day, start, got) for (day, start, _), got in zip(pattern, given, strict=True) if got]


def slot_minutes(units: int) -> int:
    """Minutes in so many units."""
    return units * _MINUTES_PER_UNIT
