"""Dates are read to the precision they are written in, in many forms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.reading.dates import find_spans

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "start", "end", "is_current"),
    [
        ("Jan 2019 - Present", "2019-01", "None", True),
        ("04/2019 - now", "2019-04", "None", True),
        ("2019-03 to 2020-04", "2019-03", "2020-04", False),
        ("03.2019 – 05.2021", "2019-03", "2021-05", False),
        ("Sept. 2018 – May 2023", "2018-09", "2023-05", False),
        ("15 March 2020 - 3 June 2021", "2020-03", "2021-06", False),
        ("2016-2019", "2016", "2019", False),
        ("2019–20", "2019", "2020", False),
        ("2015/16", "2015", "2016", False),
        ("'19 - '21", "2019", "2021", False),
        ("04/19 - 06/21", "2019-04", "2021-06", False),
        ("Jan – Mar 2020", "2020-01", "2020-03", False),
        ("since 2021", "2021", "None", True),
        ("seit 03/2021", "2021-03", "None", True),
        ("Oktober 2018 bis heute", "2018-10", "None", True),
        ("février 2019 – août 2021", "2019-02", "2021-08", False),
        ("enero de 2019 - actualidad", "2019-01", "None", True),
        ("styczeń 2019 – obecnie", "2019-01", "None", True),
        ("2019年4月 – 現在", "2019-04", "None", True),
        ("until 2020", "None", "2020", False),
        ("2019 –", "2019", "None", True),
    ],
)
def test_a_span_is_read_as_written(text: str, start: str, end: str, is_current: bool) -> None:
    (span,) = find_spans(text, today=TODAY)
    assert (str(span.start), str(span.end), span.is_current, span.is_range) == (start, end, is_current, True)


@pytest.mark.parametrize(
    ("text", "month"), [("Spring 2020", "2020"), ("Q3 2019", "2019"), ("05/06/2019", "2019")]
)
def test_no_month_is_invented_for_a_season_quarter_or_doubtful_day(text: str, month: str) -> None:
    (span,) = find_spans(text, today=TODAY)
    assert str(span.start) == month


@pytest.mark.parametrize(
    ("text", "month"), [("03/15/2021", "2021-03"), ("15/03/2021", "2021-03"), ("15.03.2021", "2021-03")]
)
def test_a_day_in_figures_gives_its_month_where_it_is_plain(text: str, month: str) -> None:
    (span,) = find_spans(text, today=TODAY)
    assert str(span.start) == month


@pytest.mark.parametrize(
    "text",
    [
        "US Patent 11,234,567",
        "a 2000-piece set",
        "call 555-2019",
        "$2019",
        "2,015 people",
        "mayor of 12",
        "99.97%",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_spans(text, today=TODAY) == []


def test_a_placeholder_year_is_a_span_without_known_dates() -> None:
    (span,) = find_spans("March 20XX – December 20XX", today=TODAY)
    assert (span.start, span.end, span.is_range, span.is_known) == (None, None, True, False)


def test_two_digit_years_lie_in_the_past_century_when_they_must() -> None:
    (span,) = find_spans("'98 - '03", today=TODAY)
    assert (str(span.start), str(span.end)) == ("1998", "2003")


def test_an_expected_end_is_marked_as_such() -> None:
    (span,) = find_spans("Expected May 2027", today=TODAY)
    assert span.is_expected
    assert str(span.start) == "2027-05"


def test_the_duration_beside_the_dates_belongs_to_them() -> None:
    text = "June 2020 - Present (2 years 3 months)"
    (span,) = find_spans(text, today=TODAY)
    assert text[span.begin : span.stop] == text


@given(st.text(max_size=80), st.integers(1, 12), st.integers(1980, 2026))
def test_a_month_within_any_words_is_that_month_or_nothing(words: str, month: int, year: int) -> None:
    text = f"{words} {year}-{month:02d}"
    for span in find_spans(text, today=TODAY):
        assert 0 <= span.begin < span.stop <= len(text)
    assert str(find_spans(f"| {year}-{month:02d} |", today=TODAY)[0].start) == f"{year}-{month:02d}"
