"""Dates, hours, money and counts as people read them, in British English.

No-break spaces hold a date or a number and its unit together on one line. Month
names are spelt here because the names `strftime` gives depend on the machine.
"""

from collections.abc import Sequence
from datetime import date, time

from cairn.units import Month

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def day_text(day: date) -> str:
    """“12 Mar 2028”, never broken over two lines."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1][:3]}{NBSP}{day.year}"


def long_day_text(day: date) -> str:
    """“Tuesday 1 December 2026”."""
    return f"{DAYS[day.weekday()]}{NBSP}{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def month_text(day: date) -> str:
    """“March 2028”."""
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def known_month_text(month: Month) -> str:
    """“Mar 2022”, or the year alone where no month is known."""
    return f"{MONTHS[month.month - 1][:3]}{NBSP}{month.year}" if month.month else str(month.year)


def span_text(first: date, last: date) -> str:
    """“1 Dec 2026 – 8 Mar 2027”, shortened where both ends share the month or year."""
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    start = day_text(first)
    return f"{start[:-5] if first.year == last.year else start} – {day_text(last)}"


def time_text(day: date, start: time) -> str:
    """“Tue 1 Dec, 19:00”."""
    when = f"{DAYS[day.weekday()][:3]}{NBSP}{day.day}{NBSP}{MONTHS[day.month - 1][:3]}"
    return f"{when}, {start.hour:02d}:{start.minute:02d}"


def number_text(value: float, places: int = 1) -> str:
    """A number with grouping and at most `places` decimals, without trailing zeros."""
    text = f"{value:,.{places}f}"
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if trimmed in {"-0", ""} else trimmed


def hours_text(hours: float) -> str:
    """“402 h”, “2.5 h”, or minutes below one hour."""
    if 0 < hours < 1:
        return f"{round(hours * 60)}{NBSP}min"
    return f"{number_text(hours, 1 if hours < 10 else 0)}{NBSP}h"


def hours_range_text(low: float, high: float) -> str:
    """“340–480 h”, or one number where both ends read the same."""
    ends = [number_text(end, 1 if high < 10 else 0) for end in (low, high)]
    return f"{ends[0]}–{ends[1]}{NBSP}h" if ends[0] != ends[1] else f"{ends[0]}{NBSP}h"


def money_text(amount: float, currency: str) -> str:
    """“$1,180” where the currency has a sign of its own, else “1,180 CHF”."""
    number = f"{amount:,.0f}"
    sign = _SYMBOLS.get(currency)
    return f"{sign}{number}" if sign else f"{number}{NBSP}{currency}".rstrip()


def count_text(count: int, one: str, many: str = "") -> str:
    """“nine gaps”, “one gap”, “14 gaps”."""
    word = _COUNTS[count] if 0 <= count < len(_COUNTS) else number_text(count)
    return f"{word}{NBSP}{one if count == 1 else many or one + 's'}"


def weeks_text(weeks: float) -> str:
    """“9 weeks”, “1 week”."""
    shown = number_text(weeks)
    return f"{shown}{NBSP}{'week' if shown == '1' else 'weeks'}"


def days_words(days: int) -> str:
    """“14 days later”, “on the day”."""
    if not days:
        return "on the day"
    return f"{count_text(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalised(sentence: str) -> str:
    """The sentence with a capital first letter and the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def sentence(words: str) -> str:
    """The words as a sentence: a capital first and a stop at the end."""
    trimmed = words.strip()
    return (
        capitalised(trimmed if trimmed.endswith((".", "!", "?", "…", ":")) else f"{trimmed}.")
        if trimmed
        else ""
    )
