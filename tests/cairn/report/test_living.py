"""A plan as a living thing: read back from its record, planned again, gone back on, branched.

The toy plan of the baker starts on Tuesday 1 December 2026 with six hours a week of their
own and two at work. Every check of a changed plan is by the independent checker or by
hand, never by the code under test.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.errors import BadInput, UnknownName
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import ActivityId, Infeasible
from cairn.plan.values import Away, Terms
from cairn.profile import Answers, Finders
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.reading.values import Resume
from cairn.report import build_report, render_html, render_terminal, report_json
from cairn.report.agenda import calendar_of
from cairn.report.branching import add_branch, compare_records, discard_branch, merge_branch, tell_branches
from cairn.report.compose import Request, Setting, plan_career
from cairn.report.figures import figures_of
from cairn.report.history import keep_version, read_history, rebase_record, revert_record, version_record
from cairn.report.history_told import history_json, tell_history
from cairn.report.kept import Kept, read_kept
from cairn.report.proposal import Proposal, propose, propose_anew
from cairn.report.record import printed_derivation
from cairn.report.renew import renew_record
from cairn.report.replanned import proposal_json, tell_proposal
from cairn.report.today import tell_today, today_json
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.schedule import check_schedule
from cairn.schedule.replan_days import Told
from cairn.schedule.versions import days_slipped, find_slips
from cairn.units import Money, RoleId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours a week", 6, unit="hours", source=TYPED),
    hours_at_work=leaf("hours a week", 2, unit="hours", source=TYPED),
    budget=Money(amount=Decimal(2000), currency="USD"),
    deadline=date(2028, 12, 1),
)
Propose = Callable[..., Proposal]


def plan_json(
    resume: Resume, toy: Catalogue, finders: Finders, assumptions: Assumptions, terms: Terms
) -> Any:
    setting = Setting(catalogue=toy, finders=finders, assumptions=assumptions)
    request = Request(
        role=toy.roles[RoleId("head-baker")], terms=terms, answers=Answers(), relevance="my own bakery"
    )
    report = plan_career(resume, request, setting)
    return json.loads(json.dumps(report_json(report, build_report(report))))


@pytest.fixture(scope="module")
def record(baker_resume: Resume, toy: Catalogue, toy_finders: Finders, assumptions: Assumptions) -> Any:
    return plan_json(baker_resume, toy, toy_finders, assumptions, TERMS)


@pytest.fixture
def kept(record: Any) -> Kept:
    return read_kept(record)


@pytest.fixture(scope="module")
def try_it(assumptions: Assumptions) -> Propose:
    def run(kept: Kept, told: Told, **terms: Any) -> Proposal:
        found = propose(kept, told, replace(kept.terms, **terms), assumptions=assumptions)
        assert isinstance(found, Proposal)
        return found

    return run


def longest(kept: Kept) -> ActivityId:
    """The step under way longest: what a slip of it moves is not nothing."""
    return max(kept.dates, key=lambda one: one.last - one.first).step


def middle(kept: Kept) -> date:
    """A day in the middle of the plan."""
    return kept.terms.today + (kept.finish - kept.terms.today) // 2


def placements(record: Any) -> Any:
    return record["proof"]["placements"]


# ------------------------------------------------------------------ reading back


def test_what_is_read_back_passes_the_checker(kept: Kept) -> None:
    assert check_schedule(kept.problem, kept.solution) == ()
    assert {one.id for one in kept.steps} == {one.activity for one in kept.solution.placements}
    minutes = sum(one.minutes for one in kept.sessions)
    assert minutes == 15 * sum(load.amount for one in kept.solution.placements for load in one.loads)


@pytest.mark.parametrize(
    "change",
    [{"kind": "else"}, {"version": 99}, {"problem": {}}, {"terms": {}}, {"proof": []}, {"plan": None}],
)
def test_what_is_no_plan_is_refused(record: Any, change: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        read_kept({**record, **change})


def test_a_record_without_its_problem_asks_for_a_new_plan(record: Any) -> None:
    old = {key: value for key, value in record.items() if key != "problem"}
    with pytest.raises(BadInput, match="make the plan anew"):
        read_kept(old)


# ------------------------------------------------------------------ planning again


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


# ------------------------------------------------------------------ the record


@pytest.fixture(scope="module")
def slipped(record: Any, try_it: Propose) -> Any:
    kept = read_kept(record)
    proposal = try_it(kept, Told(today=middle(kept), slipped={longest(kept): 3}))
    return json.loads(json.dumps(renew_record(proposal, proposal.healing.solution, reason="three weeks ill")))


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


# ------------------------------------------------------------------ the premortem


def codes(record: Any, assumptions: Assumptions, **changes: Any) -> set[str]:
    changed = json.loads(json.dumps({**record, **changes}))
    found = check_plan(read_plan_record(changed), today=TODAY, assumptions=assumptions)
    return {one.code for one in found}


def test_a_plan_as_it_is_written_has_reviews_and_hangs_on_nobody(
    record: Any, assumptions: Assumptions
) -> None:
    assert record["reviews"]
    assert not codes(record, assumptions) & {"no-review", "hangs-on-one-person", "skills-assumed", "no-slack"}


def test_what_is_put_into_the_record_is_found_by_the_premortem(record: Any, assumptions: Assumptions) -> None:
    plan = record["plan"]
    on_one = {**plan, "steps": [{**one, "relies_on": ["Miriam"]} for one in plan["steps"]]}
    assert codes(record, assumptions, plan=on_one) - codes(record, assumptions) == {"hangs-on-one-person"}
    assert "no-review" in codes(record, assumptions, reviews=[], milestones=[])
    tight = {**record["terms"], "deadline": record["schedule"]["p80"]}
    assert "no-slack" in codes(record, assumptions, terms=tight)
    unshown = {**plan, "steps": [one for one in plan["steps"] if one["origin"] != "show"]}
    gap = {
        **record["gap"],
        "skills": [{**one, "standing": "matched", "kind": "practise"} for one in record["gap"]["skills"]],
    }
    nobody = {**record["person"], "skills": []}
    assert "skills-assumed" in codes(record, assumptions, plan=unshown, gap=gap, person=nobody)
    shown = {**plan, "steps": [*unshown["steps"], {**plan["steps"][0], "origin": "show"}]}
    assert "skills-assumed" not in codes(record, assumptions, plan=shown, gap=gap, person=nobody)


# ------------------------------------------------------------------ branches


def test_a_branch_is_compared_merged_and_discarded(record: Any, kept: Kept, assumptions: Assumptions) -> None:
    more = replace(kept.terms, hours_per_week=leaf("hours a week", 12, unit="hours", source=TYPED))
    found = propose_anew(kept, Told(today=TODAY), more, assumptions=assumptions, limits=Limits())
    assert isinstance(found, Proposal)
    branch = renew_record(found, found.healing.solution, reason="try")
    with_branch = add_branch(record, "twice the hours", branch, made_on=TODAY, reason="try")
    assert {key: value for key, value in with_branch.items() if key != "branches"} == record
    told = {
        one.what: one.difference
        for one in compare_records(record, with_branch["branches"]["twice the hours"]["record"])
    }
    assert told["finish"].endswith("earlier")
    assert told["hours a week"] == "6 more"
    merged = merge_branch(with_branch, "Twice the Hours", made_on=TODAY, reason="a year off")
    assert merged["schedule"] == branch["schedule"]
    assert merged["branches"] == {}
    assert version_record(merged, 1)["schedule"] == record["schedule"]
    assert discard_branch(with_branch, "twice the hours")["branches"] == {}
    with pytest.raises(UnknownName):
        discard_branch(with_branch, "another")


def test_a_branch_needs_a_name_and_a_plan(record: Any) -> None:
    with pytest.raises(BadInput, match="a name"):
        add_branch(record, "", record, made_on=TODAY, reason="")
    with pytest.raises(BadInput):
        add_branch(record, "x", {"kind": "else"}, made_on=TODAY, reason="")


# ------------------------------------------------------------------ telling


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


def test_history_and_branches_are_told(slipped: Any) -> None:
    text = render_terminal(tell_history(slipped, on=TODAY))
    assert "three weeks ill" in text
    assert "(baseline)" in text
    assert "no branch yet" in render_terminal(tell_branches(slipped, on=TODAY))


# ------------------------------------------------------------------ one day


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
