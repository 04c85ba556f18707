"""The main job over the toy catalogue: what fits, what honestly does not, and what answers change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.cairn.report.baker_plans import TERMS, TODAY, MakePlan, hours, ids, record_of

from cairn.errors import BadInput
from cairn.plan.problem import Infeasible, Solution
from cairn.plan.values import Away
from cairn.profile import Answers
from cairn.provenance import derivation_json, replay
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume
from cairn.report import PlanReport
from cairn.report.compose import Request, Setting, plan_career
from cairn.report.renderers.record import printed_derivation
from cairn.schedule import check_schedule
from cairn.units import CredentialId, Money, RoleId, SkillId

# ------------------------------------------------------------------ what fits


def test_a_plan_that_fits_closes_every_essential_gap(fitting: PlanReport) -> None:
    assert fitting.fits
    assert isinstance(fitting.outcome, Solution)
    assert check_schedule(fitting.plan.problem, fitting.solution) == ()
    assert fitting.plan.is_complete
    assert fitting.plan.unmet == ()
    reached = {lift.skill: lift.end for step in fitting.plan.steps for lift in step.lifts}
    for gap in fitting.plan.gap.open_skills:
        if gap.requirement.is_essential:
            assert reached[gap.requirement.skill] >= gap.requirement.level
    granted = {name for step in fitting.plan.steps for name in step.option.grants}
    assert "master-baker" in granted


def test_a_plan_that_fits_lies_inside_hours_money_and_date(fitting: PlanReport) -> None:
    assert fitting.plan.cost.value <= 2000
    for week in fitting.timeline.weeks:
        assert week.planned_hours <= week.capacity_hours <= 6
        assert week.work_hours <= week.work_capacity_hours <= 2
    assert fitting.timeline.finish <= fitting.timeline.forecast.p80 <= date(2028, 12, 1)
    assert min(one.day for one in fitting.timeline.sessions) > TODAY


def test_what_is_not_essential_is_not_planned(fitting: PlanReport) -> None:
    # The role would like pastry and a degree, and asks for neither.
    assert not any("pastry" in step.id or "degree" in step.id for step in fitting.plan.steps)


def test_sessions_hold_the_hours_of_their_steps(fitting: PlanReport) -> None:
    for step in fitting.plan.steps:
        minutes = sum(one.minutes for one in fitting.timeline.sessions if one.step == step.id)
        assert minutes == pytest.approx(60 * step.hours.value, abs=15)


def test_nothing_is_planned_on_days_away(make_plan: MakePlan) -> None:
    away = Away(first=date(2026, 12, 7), last=date(2026, 12, 20))
    report = make_plan(replace(TERMS, away=(away,)))
    assert report.timeline.sessions
    assert not any(away.first <= one.day <= away.last for one in report.timeline.sessions)


def test_the_same_request_gives_the_same_plan(fitting: PlanReport, make_plan: MakePlan) -> None:
    again = make_plan(why="I want my own bakery")
    assert again.timeline == fitting.timeline
    assert [step.id for step in again.plan.steps] == [step.id for step in fitting.plan.steps]


def test_without_a_date_the_goal_is_due_when_eight_runs_in_ten_are_done(make_plan: MakePlan) -> None:
    report = make_plan(replace(TERMS, deadline=None))
    assert report.fits
    assert report.goal.deadline == report.timeline.forecast.p80


def test_more_hours_or_money_never_make_it_later(make_plan: MakePlan, fitting: PlanReport) -> None:
    finishes = [make_plan(replace(TERMS, hours_per_week=hours(more))).timeline.finish for more in (7, 9, 14)]
    assert sorted([fitting.timeline.finish, *finishes], reverse=True) == [fitting.timeline.finish, *finishes]
    rich = make_plan(replace(TERMS, budget=Money(amount=Decimal(9000), currency="USD")))
    assert rich.timeline.finish <= fitting.timeline.finish


def test_who_already_has_it_all_gets_an_empty_plan_that_fits(make_plan: MakePlan) -> None:
    report = make_plan(role="helper")
    assert report.fits
    assert [step.origin for step in report.plan.steps if step.origin != "show"] == []
    assert report.if_checks_pass is None
    assert record_of(report)["plan"]["fits"] is True


# ------------------------------------------------------------------ the honest no


def test_too_little_money_gives_reasons_ways_out_and_the_best_part(refused: PlanReport) -> None:
    assert not refused.fits
    assert isinstance(refused.outcome, Infeasible)
    assert "money" in refused.outcome.conflict.knobs
    dropped = refused.outcome.dropped
    assert check_schedule(refused.plan.problem, refused.solution, dropped=dropped) == ()
    assert refused.plan.steps
    assert refused.plan.cost.value <= 300


def test_the_conflict_and_the_ways_out_speak_of_hours_and_money_and_not_of_units(refused: PlanReport) -> None:
    assert isinstance(refused.outcome, Infeasible)
    told = [refused.outcome.conflict.sentence, *(way.sentence for way in refused.outcome.ways_out)]
    assert "300 USD" in refused.outcome.conflict.sentence
    assert not any("unit" in sentence or "own_" in sentence for sentence in told)
    money = next(way for way in refused.outcome.ways_out if way.knob == "money")
    # The school costs 800 and leading people 100 or nothing; 300 are there.
    assert money.unit == "USD"
    assert money.amount is not None
    assert 500 <= money.amount <= 650


def test_the_way_out_that_is_named_is_enough(refused: PlanReport, make_plan: MakePlan) -> None:
    assert isinstance(refused.outcome, Infeasible)
    way = next(way for way in refused.outcome.ways_out if way.knob == "money")
    assert way.amount is not None
    enough = Money(amount=Decimal(300) + Decimal(str(way.amount)), currency="USD")
    assert isinstance(make_plan(replace(TERMS, budget=enough)).outcome, Solution)
    short = Money(amount=enough.amount - 1, currency="USD")
    assert isinstance(make_plan(replace(TERMS, budget=short)).outcome, Infeasible)


def test_what_a_partial_plan_leaves_open_is_told_by_name(refused: PlanReport) -> None:
    assert refused.plan.unmet == ("Master baker certificate",)
    assert not refused.plan.is_complete
    assert "master-school" not in ids(refused.plan)


def test_a_partial_plan_promises_no_readiness(refused: PlanReport) -> None:
    assert not any(stone.title.startswith("Ready") for stone in refused.milestones)
    letters = {finding.letter: finding for finding in refused.findings}
    assert not letters["A"].passed
    assert letters["A"].hint


def test_too_little_time_is_an_honest_no_with_the_date_that_would_do(make_plan: MakePlan) -> None:
    report = make_plan(replace(TERMS, deadline=date(2026, 12, 20)))
    assert isinstance(report.outcome, Infeasible)
    assert not report.fits
    assert all(one.day <= date(2026, 12, 20) for one in report.timeline.sessions)
    later = next(way for way in report.outcome.ways_out if way.knob == "deadline")
    assert later.amount is not None
    assert later.amount > 0


def test_a_date_that_holds_only_with_luck_does_not_fit(make_plan: MakePlan) -> None:
    free = make_plan(replace(TERMS, deadline=None))
    sunday = free.timeline.finish + timedelta(days=6 - free.timeline.finish.weekday())
    assert sunday < free.timeline.forecast.p80
    tight = make_plan(replace(TERMS, deadline=sunday))
    assert isinstance(tight.outcome, Solution)
    assert not tight.fits
    assert {finding.letter for finding in tight.findings if not finding.passed} == {"A", "R"}


def test_the_record_of_a_no_is_whole(refused: PlanReport) -> None:
    record = record_of(refused)
    assert record["plan"]["fits"] is False
    assert record["plan"]["unmet"] == ["Master baker certificate"]
    assert record["proof"]["conflict"]["sentence"]


# ------------------------------------------------------------------ every number replays


def _placed_numbers(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if {"value", "derivation"} <= part.keys():
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _placed_numbers(inner)


@pytest.mark.parametrize("which", ["fitting", "refused"])
def test_every_number_of_a_whole_plan_replays(which: str, request: pytest.FixtureRequest) -> None:
    record = record_of(request.getfixturevalue(which))
    assert len(record["derivations"]) > 100
    for number, entry in enumerate(record["derivations"]):
        assert replay(printed_derivation(record, number)) == pytest.approx(entry["value"])
    placed = list(_placed_numbers(record))
    assert len(placed) > 40
    for place in placed:
        assert record["derivations"][place["derivation"]]["value"] == place["value"]


def test_every_leaf_of_the_record_says_where_it_comes_from(fitting: PlanReport) -> None:
    for entry in record_of(fitting)["derivations"]:
        assert entry.get("formula") or entry["source"]["name"]


def test_the_totals_are_the_sums_of_the_steps(fitting: PlanReport) -> None:
    plan = fitting.plan
    assert plan.hours.value == pytest.approx(sum(step.hours.value for step in plan.steps))
    assert plan.cost.value == pytest.approx(sum(step.cost.value for step in plan.steps))


def test_an_assumption_the_person_replaced_is_the_one_that_counts(
    setting: Setting, baker_resume: Resume
) -> None:
    own = setting.assumptions.override({"effort.check_hours": 2.0})
    request = Request(
        role=setting.catalogue.roles[RoleId("head-baker")], terms=TERMS, answers=Answers(), source_name="ada"
    )
    usual = plan_career(baker_resume, request, setting)
    report = plan_career(baker_resume, request, replace(setting, assumptions=own))

    def check(told: PlanReport) -> float:
        return next(step.hours.value for step in told.plan.steps if step.id == "find-out")

    assert check(report) == 2 * check(usual)


# ------------------------------------------------------------------ questions and answers


def test_a_credential_the_person_says_they_hold_is_not_planned(make_plan: MakePlan) -> None:
    report = make_plan(answers=Answers(credentials={CredentialId("master-baker"): True}))
    assert "master-school" not in ids(report.plan)
    assert not any(question.kind == "credential" for question in report.questions)


def test_an_answered_question_is_not_asked_again_and_shortens_the_plan(
    fitting: PlanReport, make_plan: MakePlan
) -> None:
    leading = SkillId("leading-people")
    assert f"levels.{leading}" in {question.key for question in fitting.questions}
    report = make_plan(answers=Answers(levels={leading: 5.0}))
    assert f"levels.{leading}" not in {question.key for question in report.questions}
    assert report.plan.hours.value < fitting.plan.hours.value
    assert report.timeline.finish <= fitting.timeline.finish


def test_a_rejected_skill_is_planned_for(make_plan: MakePlan) -> None:
    baked = make_plan(role="baker")
    without = make_plan(role="baker", answers=Answers(rejected=frozenset({SkillId("baking")})))
    assert without.plan.hours.value > baked.plan.hours.value


def test_a_page_with_nothing_of_a_resume_in_it_is_refused(make_plan: MakePlan) -> None:
    empty = read_json_resume({"basics": {"name": "Nobody"}})
    with pytest.raises(BadInput, match="Nothing in this file"):
        make_plan(resume=empty)


def test_numbers_of_questions_replay(fitting: PlanReport) -> None:
    assert 1 <= len(fitting.questions) <= 3
    for question in fitting.questions:
        assert replay(derivation_json(question.effect)) == pytest.approx(question.effect.value)


def test_what_was_not_found_in_time_is_neither_earlier_nor_fitting(
    make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = Solution(status="unknown", placements=(), finish=0, bound=0, cost=0, cost_bound=0)
    monkeypatch.setattr("cairn.report.compose.solve", lambda *_, **__: unknown)
    report = make_plan()
    assert report.what_ifs == ()
    assert not report.fits
