"""The person's weeks: when they can work, and how much that is.

The solver counts quarter-hours a week; sessions are placed in the same slots
later, so that a week's capacity is exactly what its slots hold. Times are local
and floating: nine in the morning is nine wherever the person is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import ceil

from cairn.errors import BadInput
from cairn.plan.values import UNITS_PER_HOUR, Away, Terms
from cairn.plan.week_times import WeekTime, clock_time, free_parts
from cairn.units import monday_of

MOST_HOURS_PER_WEEK = 70
_MINUTES_PER_UNIT = 60 // UNITS_PER_HOUR
_COMFORTABLE_HOURS = 2.5
# Tuesday and Thursday evening and Saturday morning first; then the other evenings
# and the weekend, none longer than a person keeps attention.
_EVENINGS = (
    WeekTime(day=1, first=19 * 60, last=22 * 60),
    WeekTime(day=3, first=19 * 60, last=22 * 60),
    WeekTime(day=5, first=9 * 60 + 30, last=13 * 60 + 30),
    WeekTime(day=6, first=10 * 60, last=13 * 60),
    WeekTime(day=0, first=19 * 60, last=22 * 60),
    WeekTime(day=2, first=19 * 60, last=22 * 60),
    WeekTime(day=6, first=14 * 60, last=17 * 60),
    WeekTime(day=5, first=14 * 60 + 30, last=17 * 60 + 30),
)
_DAYS = (
    *(WeekTime(day=day, first=9 * 60, last=13 * 60) for day in range(5)),
    *(WeekTime(day=day, first=13 * 60 + 30, last=17 * 60 + 30) for day in range(5)),
    WeekTime(day=5, first=9 * 60, last=13 * 60),
    WeekTime(day=5, first=13 * 60 + 30, last=17 * 60 + 30),
    WeekTime(day=6, first=9 * 60, last=13 * 60),
    WeekTime(day=6, first=13 * 60 + 30, last=17 * 60 + 30),
    *(WeekTime(day=day, first=18 * 60 + 30, last=21 * 60 + 30) for day in range(5)),
)
_AT_WORK = (
    WeekTime(day=2, first=14 * 60, last=18 * 60),
    WeekTime(day=0, first=14 * 60, last=18 * 60),
    WeekTime(day=4, first=10 * 60, last=14 * 60),
    *(WeekTime(day=day, first=9 * 60, last=14 * 60) for day in (1, 3)),
    *(WeekTime(day=day, first=14 * 60 + 30, last=17 * 60 + 30) for day in (1, 3)),
    *(WeekTime(day=day, first=9 * 60, last=13 * 60) for day in (0, 2)),
    WeekTime(day=4, first=14 * 60 + 30, last=17 * 60 + 30),
)
_SHORTEST_UNITS = 2  # what is left beside a protected time is used from half an hour on


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
    """`count` weeks from the one of `terms.today`, without days past or away and without protected times."""
    own, work = _own_pattern(terms), _work_pattern(terms)
    first = monday_of(terms.today)
    return tuple(_week(first + timedelta(weeks=index), own, work, terms) for index in range(count))


def weekly_units(terms: Terms) -> int:
    """Quarter-hours of own time in an ordinary week."""
    return sum(units for _, units in _own_pattern(terms))


def weekly_work_units(terms: Terms) -> int:
    """Quarter-hours of paid time for learning in an ordinary week."""
    return sum(units for _, units in _work_pattern(terms))


_Pattern = list[tuple[WeekTime, int]]


def _own_pattern(terms: Terms) -> _Pattern:
    pools = (terms.free, ()) if terms.free else (_EVENINGS, _DAYS)
    return _weekly(terms.hours_per_week.value, [_open(pool, terms.protected) for pool in pools])


def _work_pattern(terms: Terms) -> _Pattern:
    return _weekly(terms.hours_at_work.value, [_open(_AT_WORK, terms.protected)])


def _open(pool: Sequence[WeekTime], protected: tuple[WeekTime, ...]) -> list[WeekTime]:
    """The stretches of a pool that protected times leave, none of them twice, in the pool's order."""
    pieces = [
        piece for index, one in enumerate(pool) for piece in free_parts(one, (*protected, *pool[:index]))
    ]
    return [piece for piece in pieces if _most(piece) >= _SHORTEST_UNITS]


def _most(piece: WeekTime) -> int:
    return (piece.last - piece.first) // _MINUTES_PER_UNIT


def _week(monday: date, own: _Pattern, work: _Pattern, terms: Terms) -> Week:
    def slots(pattern: _Pattern) -> tuple[Slot, ...]:
        dated = [
            Slot(day=monday + timedelta(days=one.day), start=clock_time(one.first), units=units)
            for one, units in sorted(pattern)
        ]
        return tuple(one for one in dated if one.day > terms.today and not _is_away(one.day, terms.away))

    is_away = any(_is_away(monday + timedelta(days=day), terms.away) for day in range(7))
    return Week(monday=monday, own=slots(own), work=slots(work), is_away=is_away)


def _is_away(day: date, away: tuple[Away, ...]) -> bool:
    return any(one.first <= day <= one.last for one in away)


def _weekly(hours: float, pools: Sequence[list[WeekTime]]) -> _Pattern:
    """The hours of a week spread over the first pool that holds them: few and comfortable before many.

    Where no pool holds them the roomiest gives what it has.
    """
    units = ceil(hours * UNITS_PER_HOUR - 1e-9)
    room = [sum(map(_most, pool)) for pool in pools]
    pool = next(
        (one for one, has in zip(pools, room, strict=True) if has >= units), pools[room.index(max(room))]
    )
    units = min(units, sum(map(_most, pool)))
    if units <= 0:
        return []
    count = min(len(pool), max(1, ceil(units / (_COMFORTABLE_HOURS * UNITS_PER_HOUR))))
    if 1 < hours <= 2 * _COMFORTABLE_HOURS:
        count = min(len(pool), max(count, 2 if hours <= 3 else 3))
    while sum(map(_most, pool[:count])) < units:
        count += 1
    return _spread(units, pool[:count])


def _spread(units: int, pool: list[WeekTime]) -> _Pattern:
    """Equal shares, none above its slot's most; what is over goes to the later, longer slots."""
    most = [_most(one) for one in pool]
    given = [min(limit, units // len(pool)) for limit in most]
    left = units - sum(given)
    for index in sorted(range(len(pool)), key=lambda one: -most[one]):
        more = min(left, most[index] - given[index])
        given[index] += more
        left -= more
    return [(one, got) for one, got in zip(pool, given, strict=True) if got]


def slot_minutes(units: int) -> int:
    """Minutes in so many units."""
    return units * _MINUTES_PER_UNIT
