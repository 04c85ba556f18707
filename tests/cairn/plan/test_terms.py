from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assumptions import load_assumptions
from cairn.errors import BadInput
from cairn.plan.calendar import lay_weeks, weekly_units
from cairn.plan.terms import Asked, check_asked, complete_terms
from cairn.plan.week_times import WeekTime, read_week_times
from cairn.units import Money

TODAY = date(2026, 12, 2)
ASSUMED = load_assumptions()


def test_what_was_not_said_is_assumed_and_named() -> None:
    terms = complete_terms(Asked(today=TODAY), ASSUMED, has_job=True)
    assert (terms.hours_per_week.value, terms.hours_at_work.value, terms.budget) == (5, 2, None)
    assert len(terms.defaults) == 4
    assert complete_terms(Asked(today=TODAY), ASSUMED, has_job=False).hours_at_work.value == 0


def test_what_was_said_is_nobody_elses_word() -> None:
    asked = Asked(
        today=TODAY,
        hours_per_week=7,
        hours_at_work=0,
        budget=Money(amount=Decimal(100), currency="EUR"),
        deadline=date(2028, 1, 1),
    )
    terms = complete_terms(asked, ASSUMED, has_job=True)
    assert (terms.hours_per_week.value, terms.hours_at_work.value, terms.currency) == (7, 0, "EUR")
    assert terms.defaults == ()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked(today=TODAY, hours_per_week=0), "more than 0"),
        (Asked(today=TODAY, hours_at_work=41), "0 to 40"),
        (Asked(today=TODAY, deadline=TODAY), "has passed"),
        (Asked(today=TODAY, budget=Money(amount=Decimal(1), currency="XYZ")), "No rate is known for XYZ"),
        (Asked(today=TODAY, hours_per_week=6, free=read_week_times("Mon 18-20")), "room for 2 of 6 hours"),
        (Asked(today=TODAY, protected=read_week_times("every day")), "room for 0 of 1 hours"),
        (Asked(today=TODAY, hours_at_work=8, protected=read_week_times("weekdays 9-17")), "hours at work"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(asked: Asked, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        check_asked(asked, ASSUMED)


def test_assumed_hours_shrink_to_the_times_that_are_free() -> None:
    asked = Asked(today=TODAY, free=read_week_times("Mon 18-20"), protected=read_week_times("weekdays 8-18"))
    check_asked(asked, ASSUMED)
    terms = complete_terms(asked, ASSUMED, has_job=True)
    assert (terms.hours_per_week.value, terms.hours_at_work.value) == (2, 0)
    assert terms.defaults[0] == "2 hours a week"
    assert terms.hours_per_week.source.detail == "what the times of your week leave"


week_times = st.builds(
    lambda day, first, length: WeekTime(day=day, first=first, last=min(24 * 60, first + length)),
    st.integers(0, 6),
    st.integers(0, 23 * 60),
    st.integers(30, 600),
)


@given(
    st.floats(0.5, 30),
    st.floats(0, 12),
    st.lists(week_times, max_size=4).map(tuple),
    st.lists(week_times, max_size=6).map(tuple),
)
def test_nothing_is_laid_into_protected_time_or_outside_the_free_times(
    hours: float, at_work: float, free: tuple[WeekTime, ...], protected: tuple[WeekTime, ...]
) -> None:
    asked = Asked(today=TODAY, hours_per_week=hours, hours_at_work=at_work, free=free, protected=protected)
    terms = complete_terms(asked, ASSUMED, has_job=True)
    week = lay_weeks(terms, 3)[2]
    for slot in (*week.own, *week.work):
        first = slot.start.hour * 60 + slot.start.minute
        last = first + 15 * slot.units
        assert all(
            last <= one.first or first >= one.last for one in protected if one.day == slot.day.weekday()
        )
    for slot in week.own if free else ():
        first = slot.start.hour * 60 + slot.start.minute
        assert any(
            one.day == slot.day.weekday() and one.first <= first and first + 15 * slot.units <= one.last
            for one in free
        )
    minutes = [
        (slot.day, slot.start.hour * 60 + slot.start.minute + minute)
        for slot in week.own
        for minute in range(15 * slot.units)
    ]
    assert len(set(minutes)) == len(minutes)
    assert week.own_units == weekly_units(terms) <= hours * 4 + 1
