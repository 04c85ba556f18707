"""Versions of a plan in its record: going back is exact, and slips are counted from the baseline."""

from datetime import date
from typing import Any

import pytest
from tests.cairn.report.baker_plans import TODAY
from tests.cairn.report.keeping.cases import Propose, longest, middle

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.provenance import replay
from cairn.report import render_terminal
from cairn.report.keeping.agenda import calendar_of
from cairn.report.keeping.branching import tell_branches
from cairn.report.keeping.history import (
    keep_version,
    read_history,
    rebase_record,
    revert_record,
    version_record,
)
from cairn.report.keeping.history_told import history_json, tell_history
from cairn.report.keeping.kept import Kept, read_kept
from cairn.report.keeping.renew import renew_record
from cairn.report.renderers.record import printed_derivation
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.schedule.replan.days import Told
from cairn.schedule.versions import days_slipped, find_slips


def placements(record: Any) -> Any:
    return record["proof"]["placements"]


def test_a_new_version_is_a_plan_like_any_other(slipped: Any, assumptions: Assumptions) -> None:
    kept = read_kept(slipped)
    assert {one.id for one in kept.steps} == {one.activity for one in kept.solution.placements}
    facts = read_plan_record(slipped)
    found = check_plan(facts, today=facts.made_on, assumptions=assumptions)
    assert not [one for one in found if one.severity == "error"]
    assert "BEGIN:VCALENDAR" in calendar_of(slipped)


def test_every_derivation_of_a_new_version_replays(slipped: Any) -> None:
    for number, entry in enumerate(slipped["derivations"]):
        assert replay(printed_derivation(slipped, number)) == pytest.approx(entry["value"])


def test_units_of_work_are_neither_lost_nor_made(record: Any, slipped: Any, kept: Kept) -> None:
    step = longest(kept)

    def units(given: Any, one: str) -> int:
        return sum(
            load[2] for placed in placements(given) if placed["step"] == one for load in placed["loads"]
        )

    for placed in placements(record):
        if placed["step"] != step:
            assert units(slipped, placed["step"]) == units(record, placed["step"])
    assert units(slipped, step) > units(record, step)


def test_going_back_is_exact_and_loses_nothing(record: Any, slipped: Any) -> None:
    back = revert_record(slipped, 1, made_on=date(2027, 3, 1), reason="it went well after all")
    for key, value in record.items():
        assert back[key] == value
    again = revert_record(back, 2, made_on=date(2027, 3, 2), reason="it did not")
    for key, value in slipped.items():
        if key not in {"history", "log"}:
            assert again[key] == value
    assert [one.reason for one in read_history(again).versions] == [
        "first plan",
        "three weeks ill",
        "back to version 1: it went well after all",
        "back to version 2: it did not",
    ]


def test_slips_are_counted_against_the_baseline(record: Any, slipped: Any) -> None:
    ends = [max(one["last"] for one in given["plan"]["steps"]) for given in (record, slipped)]
    days = (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days
    history = read_history(slipped)
    assert days_slipped(history) == days
    assert {one.days for one in find_slips(history)} != {0}
    assert days_slipped(read_history(rebase_record(slipped, 2))) == 0
    assert history_json(slipped)["days_slipped"] == days


def test_a_version_needs_a_reason_and_must_exist(record: Any) -> None:
    with pytest.raises(BadInput, match="Say why"):
        keep_version(record, record, made_on=TODAY, reason=" ")
    with pytest.raises(BadInput, match="no version 2"):
        version_record(record, 2)
    with pytest.raises(BadInput, match="no version 7"):
        rebase_record(record, 7)


def test_told_twice_is_told_once(record: Any, try_it: Propose) -> None:
    kept = read_kept(record)
    first = try_it(kept, Told(today=middle(kept), slipped={longest(kept): 3}))
    renewed = read_kept(renew_record(first, first.healing.solution, reason="ill"))
    again = try_it(renewed, Told(today=middle(kept)))
    assert again.healing.difference.is_empty


def test_history_and_branches_are_told(slipped: Any) -> None:
    text = render_terminal(tell_history(slipped, on=TODAY))
    assert "three weeks ill" in text
    assert "(baseline)" in text
    assert "no branch yet" in render_terminal(tell_branches(slipped, on=TODAY))
