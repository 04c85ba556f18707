from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.plan.calendar import check_hours, lay_weeks, weekly_units
from cairn.plan.values import Away, Terms
from cairn.provenance import Source, leaf

TODAY = date(2026, 12, 2)  # a Wednesday
TYPED = Source(kind="entered", name="test")


def terms(hours: float, *, at_work: float = 0, away: tuple[Away, ...] = ()) -> Terms:
    return Terms(
        today=TODAY,
        hours_per_week=leaf("hours", hours, source=TYPED),
        hours_at_work=leaf("hours at work", at_work, source=TYPED),
        budget=None,
        deadline=None,
        away=away,
    )


@given(st.floats(0.25, 70))
def test_a_week_holds_exactly_the_hours_asked_rounded_up_to_a_quarter(hours: float) -> None:
    week = lay_weeks(terms(hours), 3)[2]
    assert -1e-6 <= week.own_units / 4 - hours < 0.25 + 1e-6
    assert week.own_units == weekly_units(terms(hours))


@given(st.floats(0.25, 70))
def test_slots_of_a_day_never_overlap(hours: float) -> None:
    taken: dict[date, list[tuple[int, int]]] = {}
    for slot in lay_weeks(terms(hours), 2)[1].own:
        start = slot.start.hour * 60 + slot.start.minute
        taken.setdefault(slot.day, []).append((start, start + slot.units * 15))
    for spans in taken.values():
        ordered = sorted(spans)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))
        assert ordered[-1][1] <= 24 * 60


def test_six_hours_are_two_evenings_and_saturday_morning() -> None:
    slots = lay_weeks(terms(6), 2)[1].own
    assert [(slot.day.weekday(), slot.units) for slot in slots] == [(1, 8), (3, 8), (5, 8)]


def test_the_first_week_has_only_the_days_that_are_left() -> None:
    first = lay_weeks(terms(6), 1)[0]
    assert first.monday == date(2026, 11, 30)
    assert [slot.day for slot in first.own] == [date(2026, 12, 3), date(2026, 12, 5)]


def test_nothing_is_planned_on_days_away() -> None:
    away = Away(first=date(2026, 12, 8), last=date(2026, 12, 10))
    week = lay_weeks(terms(6, away=(away,)), 2)[1]
    assert week.is_away
    assert [slot.day for slot in week.own] == [date(2026, 12, 12)]


def test_time_at_work_falls_on_working_days() -> None:
    week = lay_weeks(terms(2, at_work=10), 2)[1]
    assert week.work_units == 40
    assert all(slot.day.weekday() < 5 for slot in week.work)


def test_weeks_follow_one_another() -> None:
    weeks = lay_weeks(terms(4), 60)
    assert all(b.monday - a.monday == timedelta(weeks=1) for a, b in pairwise(weeks))


@pytest.mark.parametrize("hours", [0, -3, 71, 1000, float("nan")])
def test_hours_nobody_has_are_refused(hours: float) -> None:
    with pytest.raises(BadInput, match="hours a week"):
        check_hours(hours)
