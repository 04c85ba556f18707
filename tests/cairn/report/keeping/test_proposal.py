"""A kept plan planned again after a change: what moves, what stays, and what cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.cairn.report.baker_plans import TODAY, TYPED
from tests.cairn.report.keeping.cases import Propose, longest, middle

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import ActivityId, Infeasible
from cairn.plan.values import Away
from cairn.provenance import leaf
from cairn.report import render_html, render_terminal
from cairn.report.keeping.kept import Kept, read_kept
from cairn.report.keeping.proposal import Proposal, propose, propose_anew
from cairn.report.keeping.renew import renew_record
from cairn.report.keeping.replanned import proposal_json, tell_proposal
from cairn.schedule import check_schedule
from cairn.schedule.replan.days import Told


@pytest.mark.parametrize(
    "days", [0, 1, 2, 3, 5, 6, 7, 9, 13, 20, 30, 41, 44, 45, 46, 47, 48, 90, 120, 160, 400]
)
def test_what_goes_as_planned_moves_nothing(kept: Kept, try_it: Propose, days: int) -> None:
    proposal = try_it(kept, Told(today=TODAY + timedelta(days=days)))
    assert proposal.healing.difference.is_empty
    assert proposal.told.today < kept.finish or proposal.today.finished == {one.id for one in kept.steps}


def test_a_slip_moves_what_waits_and_says_so(kept: Kept, try_it: Propose) -> None:
    step, today = longest(kept), middle(kept)
    proposal = try_it(kept, Told(today=today, slipped={step: 3}))
    assert check_schedule(proposal.today.rest, proposal.healing.solution) == ()
    assert step in {one.step for one in proposal.healing.difference.items}
    moved = {one.step for one in proposal.healing.difference.items}
    was, now = ({one.step: one for one in dates} for dates in (kept.dates, proposal.steps))
    assert now[step].last > was[step].last
    for placed in proposal.healing.solution.placements:
        if placed.activity not in moved:
            assert placed in proposal.healing.before.placements


def test_what_is_over_stays_as_it_was(kept: Kept, try_it: Propose) -> None:
    today = middle(kept)
    proposal = try_it(kept, Told(today=today, slipped={longest(kept): 2}))
    was, now = ({one.step: one for one in dates} for dates in (kept.dates, proposal.steps))
    over = [one for one in was.values() if one.last < today and one.step in proposal.today.finished]
    assert over
    for one in over:
        assert (now[one.step].first, now[one.step].last) == (one.first, one.last)
    record = renew_record(proposal, proposal.healing.solution, reason="a slip")
    old = [one for one in kept.record["schedule"]["sessions"] if one["start"][:10] <= today.isoformat()]
    assert record["schedule"]["sessions"][: len(old)] == old


def test_a_pause_holds_no_session_and_away_days_add_up(kept: Kept, try_it: Propose) -> None:
    pause = Away(first=TODAY + timedelta(days=20), last=TODAY + timedelta(days=40))
    proposal = try_it(kept, Told(today=TODAY), away=(*kept.terms.away, pause))
    record = renew_record(proposal, proposal.healing.solution, reason="a pause")
    days = [date.fromisoformat(one["start"][:10]) for one in record["schedule"]["sessions"]]
    assert days
    assert not any(pause.first <= day <= pause.last for day in days)
    assert {"first": pause.first.isoformat(), "last": pause.last.isoformat()} in record["terms"]["away"]
    assert sum(one["minutes"] for one in record["schedule"]["sessions"]) == sum(
        one.minutes for one in kept.sessions
    )


def test_finished_early_frees_its_hours(kept: Kept, try_it: Propose) -> None:
    step, today = longest(kept), middle(kept)
    proposal = try_it(kept, Told(today=today, done=frozenset({step})))
    assert step in proposal.today.finished
    assert step not in {one.activity for one in proposal.healing.solution.placements}
    assert next(one for one in proposal.steps if one.step == step).last <= today


def test_hours_told_teach_the_pace_of_the_dates(kept: Kept, try_it: Propose) -> None:
    step, today = longest(kept), middle(kept)
    hours = next(one.hours.value for one in kept.steps if one.id == step)
    proposal = try_it(kept, Told(today=today, done=frozenset({step}), hours={step: 2 * hours}))
    assert proposal.pace.count == 1
    assert proposal.pace.ratio.value > 1
    again = read_kept(renew_record(proposal, proposal.healing.solution, reason="done"))
    assert [(one.estimated_hours, one.actual_hours) for one in again.finished_work] == [(hours, 2 * hours)]


def test_not_done_is_planned_again_in_full(kept: Kept, try_it: Propose) -> None:
    first = min(kept.dates, key=lambda one: one.last)
    today = first.last + timedelta(days=1)
    proposal = try_it(kept, Told(today=today, not_done=frozenset({first.step})))
    assert first.step not in proposal.today.finished | proposal.today.started
    assert next(one for one in proposal.steps if one.step == first.step).first > today


def test_dropping_what_alone_meets_a_need_is_an_honest_no(kept: Kept, assumptions: Assumptions) -> None:
    # Only the master baker school grants the certificate the role asks for.
    told = Told(today=TODAY, dropped=frozenset({ActivityId("master-school")}))
    found = propose(kept, told, kept.terms, assumptions=assumptions)
    assert isinstance(found, Infeasible)
    assert found.conflict.sentence


def test_more_hours_solved_anew_end_earlier(kept: Kept, assumptions: Assumptions) -> None:
    more = replace(kept.terms, hours_per_week=leaf("hours a week", 12, unit="hours", source=TYPED))
    found = propose_anew(kept, Told(today=TODAY), more, assumptions=assumptions, limits=Limits())
    assert isinstance(found, Proposal)
    assert check_schedule(found.today.rest, found.healing.solution) == ()
    assert max(one.last for one in found.steps) < kept.finish


def test_a_day_before_the_plan_is_refused(kept: Kept, assumptions: Assumptions) -> None:
    with pytest.raises(BadInput, match="lies before"):
        propose(kept, Told(today=TODAY - timedelta(days=30)), kept.terms, assumptions=assumptions)


def test_a_proposal_is_told_with_the_answer_first(kept: Kept, try_it: Propose) -> None:
    proposal = try_it(kept, Told(today=middle(kept), slipped={longest(kept): 3}))
    document = tell_proposal(proposal)
    assert [one.id for one in document.sections] == ["answer", "granted", "next", "roadmap"]
    assert "<html" in render_html(document)
    text = render_terminal(document)
    assert "Done as planned" in text
    assert proposal.healing.difference.risk.split(".")[0] in " ".join(text.split())
    told = proposal_json(proposal)
    assert told["finish_before"] == kept.finish.isoformat()
    assert {one["step"] for one in told["changes"]} == {one.step for one in proposal.healing.difference.items}
