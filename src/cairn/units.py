"""Months, spans, money and levels: the units that everything else is stated in.

Parsing a word that a person typed raises `BadInput` with a sentence that names
the accepted forms. A month stays a month: nothing here invents a day.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NewType, Self

from cairn.errors import BadInput

SkillId = NewType("SkillId", str)
RoleId = NewType("RoleId", str)
OptionId = NewType("OptionId", str)
CredentialId = NewType("CredentialId", str)

MAX_LEVEL = 5
LEVEL_NAMES = (
    "none",
    "aware",
    "basic, with guidance",
    "alone on ordinary cases",
    "advanced, guides others",
    "expert, sets direction",
)
_MONTHS_PER = {"d": None, "w": None, "m": 1, "y": 12}
_SPAN = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(d|w|m|y|days?|weeks?|months?|years?)", re.IGNORECASE)
_MONEY = re.compile(r"(?:([A-Za-z]{3})\s*)?([\d.,' _]+)(?:\s*([A-Za-z]{3}))?")
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_LARGEST_AMOUNT = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A date known to the month, or to the year when `month` is 0.

    Ordering treats an unknown month as the start of its year.
    """

    year: int
    month: int = 0

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2200 or not 0 <= self.month <= 12:
            msg = f"Month: {self.year}-{self.month} is not a month between 1900 and 2200"
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020-03` or `2020` (also with a day, which is dropped)."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-\d{2})?)?", text.strip())
        if not found:
            msg = f"“{text}” is not a month; write it as 2020-03 or 2020."
            raise BadInput(msg)
        try:
            return cls(int(found[1]), int(found[2] or 0))
        except ValueError as error:
            raise BadInput(str(error)) from error

    def index(self) -> int:
        """Months since year 0; an unknown month counts as June, the middle."""
        return self.year * 12 + (self.month or 6) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            msg = f"Money.currency: {self.currency!r} is not a three-letter code"
            raise ValueError(msg)
        if not self.amount.is_finite():
            msg = f"Money.amount: {self.amount} is not finite"
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.amount:,.0f} {self.currency}"


def parse_money(text: str) -> Money:
    """Read `1500 USD`, `USD 1,500`, `$1500` or `€2.000,50`.

    Raises:
        BadInput: no currency, no number, negative, or beyond a billion.
    """
    stripped = text.strip()
    symbol = _SYMBOLS.get(stripped[:1]) or _SYMBOLS.get(stripped[-1:])
    found = _MONEY.fullmatch(stripped.strip("".join(_SYMBOLS)).strip())
    currency = symbol or (found and (found[1] or found[3]))
    if not found or not currency or (found[1] and found[3]):
        msg = f"“{text}” is not an amount of money; write a number and a currency, as in “1500 USD”."
        raise BadInput(msg)
    try:
        amount = Decimal(_plain_number(found[2]))
    except InvalidOperation:
        msg = f"“{text}” holds no number; write it as in “1500 USD”."
        raise BadInput(msg) from None
    if amount > _LARGEST_AMOUNT:
        msg = f"“{text}” is beyond a billion; write the amount you can really spend."
        raise BadInput(msg)
    return Money(amount=amount, currency=currency.upper())


def _plain_number(written: str) -> str:
    """One decimal point, no grouping: the last mark with one or two digits is it."""
    bare = re.sub(r"[\s'_]", "", written)
    found = re.fullmatch(r"([\d.,]*?)[.,](\d{1,2})", bare)
    whole, cents = (found[1], found[2]) if found else (bare, "0")
    return f"{re.sub(r'[.,]', '', whole) or '0'}.{cents}" if re.search(r"\d", bare) else ""


def parse_deadline(text: str, *, today: date) -> date:
    """Read `24m`, `2y`, `18 months`, `2028-03`, `2028-03-12` as a day after today.

    A month means its last day.

    Raises:
        BadInput: another form, a day not after `today`, or beyond 15 years.
    """
    day = _read_day(text.strip(), today)
    if day is None:
        msg = f"“{text}” is not a date; write 2028-03-12, 2028-03, 18m or 2y."
        raise BadInput(msg)
    if day <= today:
        means = "" if text.strip() == day.isoformat() else f"means {day.isoformat()}, which "
        msg = f"“{text}” {means}is not after {today.isoformat()}; give a later date."
        raise BadInput(msg)
    if (day - today).days > 15 * 366:
        msg = f"“{text}” is more than 15 years away; give a nearer date."
        raise BadInput(msg)
    return day


def _read_day(text: str, today: date) -> date | None:
    span = _SPAN.fullmatch(text)
    if span:
        return add_span(today, amount=Decimal(span[1]), unit=span[2][0].lower())
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return add_months(date(year, month, 1), 1) - timedelta(days=1)
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def add_span(day: date, *, amount: Decimal, unit: str) -> date | None:
    """`day` moved by `amount` of `unit` (d, w, m or y); None beyond the calendar."""
    months_per = _MONTHS_PER[unit]
    try:
        if months_per is None:
            return day + timedelta(days=int(amount * (7 if unit == "w" else 1)))
        return add_months(day, int(amount * months_per))
    except (OverflowError, ValueError):
        return None


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    msg = f"add_months: {day} + {months} months lies outside the calendar"
    raise ValueError(msg)


def monday_of(day: date) -> date:
    """The Monday of the ISO week that `day` lies in."""
    return day - timedelta(days=day.weekday())
