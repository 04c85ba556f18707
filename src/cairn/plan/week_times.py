"""Times of the week that come round: when a person can work, and when nothing may be planned.

Written as people write them: `Tue 19:00-21:00`, `Mon-Fri 17:30-19:00`, `Sat,Sun`,
several with semicolons. Times are local; a day without hours is the whole day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from cairn.errors import BadInput

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MINUTES = 24 * 60
_GROUPS = {"weekday": range(5), "weekend": range(5, 7), "daily": range(7), "every day": range(7)}
_HOURS = re.compile(
    r"(?P<first>\d{1,2})(?:[:.h](?P<first_minute>\d{2})?)?\s*(?P<first_half>[ap]m)?"
    r"\s*(?:-|–|to|until)\s*"
    r"(?P<last>\d{1,2})(?:[:.h](?P<last_minute>\d{2})?)?\s*(?P<last_half>[ap]m)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class WeekTime:
    """A stretch of one weekday: `day` 0 (Monday) to 6, `first` and `last` in minutes after midnight."""

    day: int
    first: int = 0
    last: int = DAY_MINUTES

    def __str__(self) -> str:
        if (self.first, self.last) == (0, DAY_MINUTES):
            return DAYS[self.day]
        return f"{DAYS[self.day]} {_clock(self.first)}-{_clock(self.last)}"


def read_week_times(text: str) -> tuple[WeekTime, ...]:
    """Every time that the words name, in the order written.

    Raises:
        BadInput: a part of it names no day, or hours that no day has.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", text)]
    return tuple(one for part in parts if part for one in _read_one(part))


def _read_one(text: str) -> list[WeekTime]:
    found = re.search(r"\d", text)
    days_text, hours_text = (text[: found.start()], text[found.start() :]) if found else (text, "")
    days = _read_days(days_text)
    hours = _read_hours(hours_text.strip()) if hours_text else (0, DAY_MINUTES)
    if not days or hours is None:
        msg = (
            f"“{text}” names no time of the week; write it as in Tue 19:00-21:00, Mon-Fri 17:30-19:00 or Sun."
        )
        raise BadInput(msg)
    first, last = hours
    if first >= last:
        msg = f"“{text}” ends before it begins; write the earlier hour first, midnight as 24:00."
        raise BadInput(msg)
    return [WeekTime(day=day, first=first, last=last) for day in days]


def _read_days(text: str) -> list[int]:
    """Weekday numbers; nothing where a word is no day."""
    cleaned = " ".join(text.lower().split()).strip(" ,:")
    if cleaned.rstrip("s") in _GROUPS:
        return list(_GROUPS[cleaned.rstrip("s")])
    found: list[int] = []
    for part in re.split(r",|\band\b|&", cleaned):
        ends = [_day(word.strip()) for word in re.split(r"-|–|\bto\b", part)]
        known = [day for day in ends if day is not None]
        if len(known) != len(ends) or len(ends) > 2:
            return []
        # Sat-Mon goes over the end of the week.
        span = (known[-1] - known[0]) % 7 if len(known) == 2 else 0
        found += [(known[0] + step) % 7 for step in range(span + 1)]
    return list(dict.fromkeys(found))


def _day(word: str) -> int | None:
    if len(word) < 2:
        return None
    matches = [index for index, day in enumerate(DAYS) if f"{day.lower()}s".startswith(word)]
    # “thurs”, “tues” and “weds” end in the s of the plural before the day is whole.
    matches = matches or [index for index, day in enumerate(DAYS) if day.lower().startswith(word.rstrip("s"))]
    return matches[0] if len(matches) == 1 else None


def _read_hours(text: str) -> tuple[int, int] | None:
    found = _HOURS.match(text)
    if not found:
        return None
    halves = [found["first_half"], found["last_half"]]
    # In “7-9pm” the second half serves both.
    halves[0] = halves[0] or (halves[1] if int(found["first"]) <= int(found["last"]) else None)
    first = _minutes(found["first"], found["first_minute"], halves[0])
    last = _minutes(found["last"], found["last_minute"], halves[1])
    return None if first is None or last is None else (first, last)


def _minutes(hour_text: str, minute_text: str | None, half: str | None) -> int | None:
    hour, minute = int(hour_text), int(minute_text or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    total = hour * 60 + minute
    return total if minute < 60 and total <= DAY_MINUTES else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def free_parts(whole: WeekTime, protected: Iterable[WeekTime]) -> list[WeekTime]:
    """What is left of a stretch when the protected times are cut out of it, in order."""
    left = [whole]
    for cut in protected:
        if cut.day == whole.day:
            left = [piece for one in left for piece in _cut(one, cut)]
    return left


def _cut(one: WeekTime, cut: WeekTime) -> list[WeekTime]:
    pieces = ((one.first, min(one.last, cut.first)), (max(one.first, cut.last), one.last))
    return [WeekTime(day=one.day, first=first, last=last) for first, last in pieces if first < last]


def clock_time(minutes: int) -> time:
    """Minutes after midnight as a time of day; the end of the day is its last minute."""
    return time(minutes // 60, minutes % 60) if minutes < DAY_MINUTES else time(23, 59)
