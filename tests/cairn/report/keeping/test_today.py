"""One day of a kept plan: its sessions, and one small step."""

from datetime import timedelta

import pytest
from tests.cairn.report.baker_plans import TODAY

from cairn.assumptions import Assumptions
from cairn.provenance import derivation_json, replay
from cairn.report import render_terminal
from cairn.report.figures import figures_of
from cairn.report.keeping.kept import Kept
from cairn.report.keeping.today import tell_today, today_json


def test_a_day_shows_its_sessions_and_one_small_step(kept: Kept, assumptions: Assumptions) -> None:
    day = kept.sessions[3].day
    told = today_json(kept, today=day, minutes=20, assumptions=assumptions)
    planned = [one for one in kept.sessions if day <= one.day <= day + timedelta(days=6)]
    assert [one["minutes"] for one in told["sessions"]] == [one.minutes for one in planned]
    assert told["small_step"]["minutes"] <= 20
    open_ = {one["step"] for one in told["first"]}
    assert told["small_step"]["step"] in open_
    waits = next(one for one in kept.record["plan"]["steps"] if one["id"] == told["small_step"]["step"])
    assert not open_ & set(waits["after"])
    text = " ".join(render_terminal(tell_today(kept, today=day, minutes=20, assumptions=assumptions)).split())
    assert kept.sessions[3].title in text
    assert "Look at the plan again" in text


def test_work_over_eight_hours_is_offered_in_parts(kept: Kept, assumptions: Assumptions) -> None:
    text = " ".join(
        render_terminal(tell_today(kept, today=TODAY, minutes=20, assumptions=assumptions)).split()
    )
    assert "is much at once: take it in" in text


def test_after_the_last_day_nothing_is_open(kept: Kept, assumptions: Assumptions) -> None:
    told = today_json(kept, today=kept.finish + timedelta(days=1), minutes=20, assumptions=assumptions)
    assert (told["sessions"], told["small_step"], told["first"]) == ([], None, [])
    document = tell_today(kept, today=kept.finish + timedelta(days=1), minutes=20, assumptions=assumptions)
    assert document.title == "The plan is done"


def test_numbers_of_the_day_replay(kept: Kept, assumptions: Assumptions) -> None:
    figures = list(figures_of(tell_today(kept, today=TODAY, minutes=20, assumptions=assumptions)))
    assert figures
    for figure in figures:
        assert replay(derivation_json(figure.derivation)) == pytest.approx(figure.derivation.value)
