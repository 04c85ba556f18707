"""Words people type for dates, spans and money, read one way or refused with the way to write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.units import Money, Month, add_months, add_span, monday_of, parse_deadline, parse_money

TODAY = date(2026, 3, 12)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))


# ------------------------------------------------------------------ months


@pytest.mark.parametrize(
    ("text", "month"),
    [("2020-03", Month(2020, 3)), (" 2020 ", Month(2020)), ("2020-03-31", Month(2020, 3))],
)
def test_a_month_is_read_to_the_precision_it_was_written_in(text: str, month: Month) -> None:
    assert Month.parse(text) == month


@pytest.mark.parametrize("text", ["", "March 2020", "2020-13", "20-03", "1850", "2020-3", "9999-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="month"):
        Month.parse(text)


@given(st.integers(1900, 2200), st.integers(0, 12))
def test_a_month_that_was_written_is_read_back(year: int, month: int) -> None:
    assert Month.parse(str(Month(year, month))) == Month(year, month)


def test_a_year_alone_stands_before_its_months_and_counts_as_its_middle() -> None:
    assert Month(2019, 12) < Month(2020) < Month(2020, 1)
    assert Month(2020).index() == Month(2020, 6).index()


@given(days, st.integers(0, 240))
def test_months_apart_are_counted_by_index(day: date, months: int) -> None:
    later = Month.of(add_months(day, months)) if day.year + months // 12 < 2190 else None
    if later:
        assert later.index() - Month.of(day).index() == months


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1500 USD", "1500", "USD"),
        ("usd 1,500", "1500", "USD"),
        ("$1500", "1500", "USD"),
        ("€2.000,50", "2000.50", "EUR"),
        ("1 500 EUR", "1500", "EUR"),
        ("1'500.5 CHF", "1500.5", "CHF"),
        ("99 £", "99", "GBP"),
        ("1,234,567.89 USD", "1234567.89", "USD"),
        ("0 EUR", "0", "EUR"),
    ],
)
def test_money_is_read_as_people_write_it(text: str, amount: str, currency: str) -> None:
    assert parse_money(text) == Money(amount=Decimal(amount), currency=currency)


@pytest.mark.parametrize(
    "text",
    ["", "1500", "USD", "-20 USD", "NaN USD", "1e5 USD", "USD 20 EUR", "2000000000 USD", "ten USD", ", USD"],
)
def test_what_is_no_amount_is_refused_with_the_form_to_use(text: str) -> None:
    with pytest.raises(BadInput, match=r"USD|really spend"):
        parse_money(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["USD", "EUR", "CHF"]))
def test_an_amount_with_cents_is_read_exactly(amount: Decimal, currency: str) -> None:
    assert parse_money(f"{amount:.2f} {currency}").amount == amount
    assert parse_money(f"{amount:,.2f} {currency}").amount == amount


@pytest.mark.parametrize("currency", ["usd", "US", "DOLLAR", ""])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(ValueError, match=r"Money\.currency"):
        Money(amount=Decimal(1), currency=currency)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_an_amount_is_finite(amount: str) -> None:
    with pytest.raises(ValueError, match=r"Money\.amount"):
        Money(amount=Decimal(amount), currency="USD")


# ------------------------------------------------------------------ deadlines


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24m", date(2028, 3, 12)),
        ("2y", date(2028, 3, 12)),
        ("18 months", date(2027, 9, 12)),
        ("1.5y", date(2027, 9, 12)),
        ("10 weeks", TODAY + timedelta(days=70)),
        ("2028-03", date(2028, 3, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2028-03-12", date(2028, 3, 12)),
    ],
)
def test_a_deadline_is_a_span_a_month_or_a_day(text: str, day: date) -> None:
    assert parse_deadline(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-03-12", "not after"),
        ("2020-01", "not after"),
        ("0m", "not after"),
        ("50y", "15 years"),
        ("999y", "15 years"),
        ("soon", "not a date"),
        ("2028-13", "not a date"),
        ("2028-02-30", "not a date"),
        ("12.03.2028", "not a date"),
        ("", "not a date"),
        ("-3m", "not a date"),
    ],
)
def test_what_is_no_deadline_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_deadline(text, today=TODAY)


@given(days, st.integers(1, 180))
def test_a_span_of_months_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = add_span(day, amount=Decimal(months), unit="m")
    assert later is not None
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_a_span_beyond_the_calendar_has_no_day() -> None:
    assert add_span(date(9990, 1, 1), amount=Decimal(900), unit="m") is None
    assert add_span(date(9999, 12, 1), amount=Decimal(9), unit="w") is None


@given(days)
def test_the_monday_of_a_day_lies_in_the_same_week(day: date) -> None:
    monday = monday_of(day)
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert monday.weekday() == 0
