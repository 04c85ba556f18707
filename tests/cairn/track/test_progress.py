from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.catalogue.values import Option, OptionMode
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.provenance import Estimate, Source, leaf_estimate
from cairn.track import Entry, Progress, StepProgress, fold_progress
from cairn.units import Money, OptionId

SOURCE = Source(kind="entered", name="test")
DAY = date(2026, 12, 1)


def a_step(name: str = "read", hours: float = 10) -> Step:
    estimate = Estimate(value=hours, low=hours * 0.6, high=hours * 2, source=SOURCE)
    free = Money(amount=Decimal(0), currency="USD")
    mode = OptionMode(
        id="m",
        pattern="self_paced",
        hours=estimate,
        weeks=0,
        hours_per_week=0,
        cost=free,
        cost_low=Decimal(0),
        cost_high=Decimal(0),
        at_work=False,
    )
    option = Option(
        id=OptionId(name),
        title=name.title(),
        kind="course",
        teaches=(),
        modes=(mode,),
        proves="",
        first_step="",
        done_when="",
        source=SOURCE,
    )
    return Step(
        id=ActivityId(name),
        option=option,
        mode=mode,
        origin="option",
        lifts=(),
        hours=leaf_estimate("hours", estimate),
        cost=leaf_estimate("cost", Estimate(value=0, low=0, high=0, source=SOURCE)),
        why="",
    )


def said(kind: Any, hours: float = 0, *, day: int = 0, step: str = "read") -> Entry:
    return Entry(step=ActivityId(step), kind=kind, day=DAY + timedelta(days=day), hours=hours)


def fold(*entries: Entry) -> StepProgress:
    progress, problems = fold_progress([a_step()], entries)
    assert problems == ()
    return progress.steps[0]


def test_a_step_nobody_spoke_of_is_open() -> None:
    assert (fold().standing, fold().hours_left) == ("open", 10)


def test_logged_hours_are_taken_off_what_is_left() -> None:
    now = fold(said("log", 3), said("log", 2, day=4))
    assert (now.standing, now.hours_done, now.hours_left, now.started_on) == ("started", 5, 5, DAY)


def test_the_persons_own_word_on_what_is_left_counts() -> None:
    now = fold(said("log", 3), said("left", 12, day=1), said("log", 2, day=2))
    assert (now.hours_done, now.hours_left) == (5, 10)


def test_an_overrun_step_is_not_finished_by_itself() -> None:
    now = fold(said("log", 14))
    assert now.is_overrun
    assert now.standing == "started"
    assert now.hours_left > 0
    assert not fold(said("log", 14), said("left", 3, day=1)).is_overrun


def test_a_finished_step_teaches_pace_from_its_hours() -> None:
    progress, _ = fold_progress([a_step()], [said("log", 9), said("finish", 3, day=5)])
    assert [(one.estimated_hours, one.actual_hours) for one in progress.finished] == [(10, 12)]
    assert progress.share_done == 1


def test_a_finish_without_hours_teaches_nothing() -> None:
    progress, _ = fold_progress([a_step()], [said("finish")])
    assert progress.finished == ()
    assert progress.steps[0].standing == "finished"


def test_a_reopened_step_is_under_way_again() -> None:
    now = fold(said("log", 4), said("finish", 0, day=1), said("reopen", 0, day=2))
    assert (now.standing, now.hours_left, now.finished_on) == ("started", 6, None)


def test_a_dropped_step_counts_no_more() -> None:
    steps = [a_step("read"), a_step("write")]
    progress, _ = fold_progress(steps, [said("finish", 8), said("drop", step="write")])
    assert progress.share_done == 1
    assert progress.by_step[ActivityId("write")].standing == "dropped"


def test_an_entry_for_no_step_of_the_plan_is_told() -> None:
    progress, problems = fold_progress([a_step()], [said("log", 1, step="gone")])
    assert progress.steps[0].standing == "open"
    assert [one.code for one in problems] == ["unknown-step"]


@given(st.permutations([("log", 3.0, 1), ("left", 4.0, 2), ("log", 1.0, 3), ("finish", 2.0, 5)]))
def test_the_order_in_which_days_were_entered_does_not_matter(order: list[tuple[str, float, int]]) -> None:
    entries = [said(kind, hours, day=day) for kind, hours, day in order]
    ordered = sorted(entries, key=lambda one: one.day)
    assert fold_progress([a_step()], entries) == fold_progress([a_step()], ordered)


KINDS = ["start", "log", "left", "finish", "drop", "reopen"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.floats(0, 40))))
def test_the_share_done_is_a_share(lines: list[tuple[str, float]]) -> None:
    progress, _ = fold_progress([a_step()], [said(kind, hours) for kind, hours in lines])
    assert isinstance(progress, Progress)
    assert 0 <= progress.share_done <= 1
    assert progress.steps[0].hours_left >= 0


def test_hours_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match=r"Entry\.hours"):
        said("log", -1)
