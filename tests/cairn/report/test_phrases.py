"""How dates, hours and money read."""

from datetime import date, time

import pytest

from cairn.report import phrases
from cairn.units import Month

NBSP = phrases.NBSP


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_date_never_breaks() -> None:
    assert phrases.day_text(date(2028, 3, 12)) == f"12{NBSP}Mar{NBSP}2028"
    assert " " not in phrases.long_day_text(date(2026, 12, 1))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 12, 1), date(2027, 3, 8), "1 Dec 2026 – 8 Mar 2027"),
        (date(2027, 1, 1), date(2027, 3, 8), "1 Jan – 8 Mar 2027"),
        (date(2027, 3, 1), date(2027, 3, 8), "1–8 Mar 2027"),
        (date(2027, 3, 1), date(2027, 3, 1), "1 Mar 2027"),
    ],
)
def test_a_span_says_month_and_year_once(first: date, last: date, told: str) -> None:
    assert plain(phrases.span_text(first, last)) == told


@pytest.mark.parametrize(
    ("hours", "told"), [(0, "0 h"), (0.25, "15 min"), (2.5, "2.5 h"), (402, "402 h"), (1402.4, "1,402 h")]
)
def test_hours(hours: float, told: str) -> None:
    assert plain(phrases.hours_text(hours)) == told


def test_ranges_that_read_the_same_are_one_number() -> None:
    assert plain(phrases.hours_range_text(90.2, 89.9)) == "90 h"
    assert plain(phrases.hours_range_text(90, 180)) == "90–180 h"


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [(1180, "USD", "$1,180"), (0, "GBP", "£0"), (950.4, "CHF", "950 CHF"), (5, "", "5")],
)
def test_money(amount: float, currency: str, told: str) -> None:
    assert plain(phrases.money_text(amount, currency)) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "no gaps"), (1, "one gap"), (12, "twelve gaps"), (13, "13 gaps"), (1300, "1,300 gaps")],
)
def test_counts(count: int, told: str) -> None:
    assert plain(phrases.count_text(count, "gap")) == told


def test_numbers_have_no_idle_zeros_and_no_minus_zero() -> None:
    assert phrases.number_text(2.0) == "2"
    assert phrases.number_text(2.25, 2) == "2.25"
    assert phrases.number_text(-0.001) == "0"
    assert phrases.number_text(1200, 0) == "1,200"


def test_lists_and_sentences() -> None:
    assert phrases.joined(["a", "b", "c"]) == "a, b and c"
    assert phrases.joined(["a"]) == "a"
    assert phrases.joined([]) == ""
    assert phrases.sentence("it fits") == "It fits."
    assert phrases.sentence("does it fit?") == "Does it fit?"
    assert phrases.sentence("") == ""


def test_months_and_times() -> None:
    assert plain(phrases.known_month_text(Month(2022, 3))) == "Mar 2022"
    assert phrases.known_month_text(Month(2022)) == "2022"
    assert plain(phrases.time_text(date(2026, 12, 8), time(19))) == "Tue 8 Dec, 19:00"
    assert plain(phrases.weeks_text(1.0)) == "1 week"
