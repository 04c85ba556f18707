"""The main job over the toy catalogue: what fits, what honestly does not, and what is told beside it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.errors import BadInput
from cairn.plan.problem import ActivityId, Infeasible, PlanningProblem, Solution
from cairn.plan.values import Away, Plan, Terms
from cairn.profile import Answers, Finders
from cairn.provenance import Derivation, Source, derivation_json, leaf, replay
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume
from cairn.report import PlanReport, build_report, report_json
from cairn.report.compose import Request, Setting, plan_career
from cairn.report.document import Figure, Section
from cairn.report.figures import plain
from cairn.report.otherwise import nearest_left
from cairn.report.phrases import hours_text, weeks_text
from cairn.report.record import printed_derivation
from cairn.schedule import Limits, check_schedule
from cairn.schedule.solve import solve_or_none
from cairn.units import CredentialId, Money, RoleId, SkillId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
MakePlan = Callable[..., PlanReport]


def hours(number: float) -> Derivation:
    return leaf("hours a week", number, unit="hours", source=TYPED)


TERMS = Terms(
    today=TODAY,
    hours_per_week=hours(6),
    hours_at_work=hours(2),
    budget=Money(amount=Decimal(2000), currency="USD"),
    deadline=date(2028, 12, 1),
)
POOR = replace(TERMS, budget=Money(amount=Decimal(300), currency="USD"))


@pytest.fixture(scope="module")
def setting(toy: Catalogue, toy_finders: Finders, assumptions: Assumptions) -> Setting:
    return Setting(catalogue=toy, finders=toy_finders, assumptions=assumptions)


@pytest.fixture(scope="module")
def make_plan(setting: Setting, baker_resume: Resume) -> MakePlan:
    """The baker's plan for a role; every argument bends the ordinary request."""

    def make(
        terms: Terms = TERMS,
        *,
        role: str = "head-baker",
        answers: Answers | None = None,
        resume: Resume = baker_resume,
        why: str = "",
        comparing: float = 20.0,
    ) -> PlanReport:
        request = Request(
            role=setting.catalogue.roles[RoleId(role)],
            terms=terms,
            answers=answers or Answers(),
            relevance=why,
            source_name="ada.json",
            comparing_seconds=comparing,
        )
        return plan_career(resume, request, setting)

    return make


@pytest.fixture(scope="module")
def fitting(make_plan: MakePlan) -> PlanReport:
    return make_plan(why="I want my own bakery")


@pytest.fixture(scope="module")
def refused(make_plan: MakePlan) -> PlanReport:
    """300 USD cannot buy the master baker school, which costs 800."""
    return make_plan(POOR)


def without(problem: PlanningProblem, step: str) -> PlanningProblem:
    return replace(
        problem,
        activities=tuple(one for one in problem.activities if one.id != step),
        needs=tuple(
            replace(need, any_of=tuple(one for one in need.any_of if one != step))
            for need in problem.needs
            if need.activity != step
        ),
        precedences=tuple(one for one in problem.precedences if step not in {one.before, one.after}),
    )


def plain_section(section: Section) -> str:
    return " ".join(
        plain((item.head, item.note, *item.more))
        for block in section.blocks
        for item in getattr(block, "items", ())
    )


def ids(plan: Plan) -> set[str]:
    return {str(step.id) for step in plan.steps}


def record_of(report: PlanReport) -> dict[str, Any]:
    text = json.dumps(report_json(report, build_report(report)), allow_nan=False)
    found: dict[str, Any] = json.loads(text)
    return found


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


# ------------------------------------------------------------------ goal, stones, what else there was


def test_the_goal_names_role_measure_reason_and_day(fitting: PlanReport) -> None:
    goal = fitting.goal
    assert "Head baker" in goal.statement
    assert "4 essential skills" in goal.measure
    assert "Master baker certificate" in goal.measure
    assert (goal.relevance, goal.deadline) == ("I want my own bakery", date(2028, 12, 1))
    assert [(one.letter, one.passed) for one in fitting.findings] == [(letter, True) for letter in "SMART"]


def test_the_measure_of_one_skill_speaks_of_one(make_plan: MakePlan) -> None:
    goal = make_plan(role="helper").goal
    assert "1 essential skills" not in goal.measure
    assert "all 1" not in goal.measure


def test_no_reason_is_told_and_not_made_up(make_plan: MakePlan) -> None:
    relevant = next(one for one in make_plan().findings if one.letter == "R")
    assert not relevant.passed
    assert relevant.hint


def test_milestones_are_steps_of_the_plan_in_order_and_end_with_readiness(fitting: PlanReport) -> None:
    days = [stone.day for stone in fitting.milestones]
    assert days == sorted(days)
    last = fitting.milestones[-1]
    assert (last.day, last.step) == (fitting.timeline.finish, "")
    assert "Head baker" in last.title
    ends = {one.step: one.last for one in fitting.timeline.steps}
    for stone in fitting.milestones[:-1]:
        assert ends[stone.step] == stone.day  # type: ignore[index]
        assert stone.criterion
    assert "master-school" in {stone.step for stone in fitting.milestones}


def test_what_was_left_is_proved_by_planning_without_the_step(fitting: PlanReport) -> None:
    # The oracle is the solver on the problem with the step struck out by hand.
    proved = [one for one in fitting.left_out if one.is_proved]
    assert {one.step for one in proved} == {
        step.id for step in fitting.plan.steps if step.origin not in {"check", "show"}
    }
    for one in proved:
        found = solve_or_none(without(fitting.plan.problem, one.step), limits=Limits())
        assert (found is None) == (one.left == "")
        if found is not None:
            weeks = found.finish - fitting.solution.finish
            words = f"{weeks_text(weeks)} later" if weeks else "as early"
            assert plain(one.difference).startswith(words)


def test_numbers_of_what_was_left_replay(fitting: PlanReport) -> None:
    figures = [span for one in fitting.left_out for span in one.difference if isinstance(span, Figure)]
    figures += [
        span for row in fitting.tradeoffs for span in row.finish + row.cost if isinstance(span, Figure)
    ]
    assert len(figures) > 4
    for figure in figures:
        assert replay(derivation_json(figure.derivation)) == pytest.approx(figure.derivation.value)


def test_without_time_to_compare_rivals_are_told_by_hours_and_cost(make_plan: MakePlan) -> None:
    report = make_plan(comparing=0.0)
    assert report.left_out
    assert not any(one.is_proved for one in report.left_out)
    choices = next(one for one in build_report(report).sections if one.id == "choices")
    assert "by hours and cost alone" in plain_section(choices)
    titles = {step.option.title: step for step in report.plan.candidates}
    chosen = {step.option.title: step for step in report.plan.steps}
    for one in report.left_out:
        assert one.chosen in chosen
        assert one.left not in chosen
        more = titles[one.left].hours.value - chosen[one.chosen].hours.value
        if abs(more) >= 1:
            words = f"{hours_text(abs(more))} {'more' if more > 0 else 'less'}"
            assert words in plain(one.difference)


def test_what_earns_no_licence_is_not_the_nearest_to_what_earns_one(fitting: PlanReport) -> None:
    plan = fitting.plan
    school = next(step for step in plan.steps if step.id == "master-school")
    course = next(step for step in plan.candidates if step.id == "lead-volunteers")
    alike = replace(course, id=ActivityId("alike"), lifts=school.lifts)
    left = nearest_left(replace(plan, candidates=(*plan.candidates, alike)))
    assert school.option.title not in {one.chosen for one in left}


def test_what_does_the_smaller_part_is_not_the_nearest(fitting: PlanReport) -> None:
    plan = fitting.plan
    course = next(step for step in plan.steps if step.id == "lead-course")
    asked = tuple(replace(course.lifts[0], skill=name, is_asked=True) for name in ("one", "two", "three"))
    wide = replace(course, lifts=asked)
    others = [step for step in plan.candidates if step.id != course.id]
    narrow = replace(others[0], id=ActivityId("narrow"), lifts=asked[:1])
    half = replace(others[0], id=ActivityId("half"), lifts=asked[:2])
    steps = tuple(wide if step.id == course.id else step for step in plan.steps)
    for rival, is_told in ((narrow, False), (half, True)):
        left = nearest_left(replace(plan, steps=steps, candidates=(wide, rival)))
        assert (course.option.title in {one.chosen for one in left}) == is_told


def test_every_other_choice_is_better_in_something_and_says_what_it_gives_up(fitting: PlanReport) -> None:
    planned, *others = fitting.tradeoffs
    assert (planned.kind, planned.weeks) == ("planned", 0)
    assert {one.kind for one in others} >= {"faster", "surer", "less"}
    for one in others:
        if one.kind in {"faster", "less"}:
            assert one.weeks < 0
        if one.kind == "cheaper":
            assert plain(one.cost) != plain(planned.cost)
        assert (plain(one.reached) != "all of it") == (one.kind == "less")


def test_the_requirement_that_takes_longest_is_the_one_that_none_beats(fitting: PlanReport) -> None:
    row = next(one for one in fitting.tradeoffs if one.kind == "less")
    problem = fitting.plan.problem
    finishes = {}
    for need in problem.needs:
        if need.activity is None and need.id.startswith(("skill:", "credential:")):
            rest = replace(problem, needs=tuple(one for one in problem.needs if one != need))
            found = solve_or_none(rest, limits=Limits())
            assert found is not None
            finishes[f"without “{need.label}”"] = found.finish - fitting.solution.finish
    assert row.weeks == finishes[row.choice] == min(finishes.values())


def test_more_money_is_vain_only_where_that_is_proved(fitting: PlanReport, make_plan: MakePlan) -> None:
    assert fitting.is_more_money_vain is True
    assert make_plan(replace(TERMS, budget=None)).is_more_money_vain is None
    assert make_plan(comparing=0.0).is_more_money_vain in {True, None}


def test_a_plan_that_does_not_fit_offers_no_trades(refused: PlanReport) -> None:
    assert refused.tradeoffs == ()


def test_each_step_says_what_holds_it_in_its_weeks(fitting: PlanReport) -> None:
    placed = {one.activity: one for one in fitting.solution.placements}
    labels = {step.id: step.option.title for step in fitting.plan.steps}
    told = {step.id: step.why_now for step in fitting.plan.steps}
    assert sum(bool(words) for words in told.values()) >= len(told) - 1
    for step, words in told.items():
        if "when “" in words:
            named = [one for one, title in labels.items() if f"“{title}”" in words]
            assert named
            assert all(placed[one].finish <= placed[step].start + 1 for one in named)


def test_an_hour_more_a_week_buys_what_planning_with_it_buys(
    fitting: PlanReport, make_plan: MakePlan
) -> None:
    # Two solvings of the same problem: the weeks they differ by are the weeks promised.
    faster = make_plan(replace(TERMS, hours_per_week=hours(7)))
    weeks = fitting.solution.finish - faster.solution.finish
    assert weeks > 0
    assert [plain(one.effect) for one in fitting.what_ifs] == [f"{weeks_text(weeks)} earlier"]


def test_passing_the_checks_brings_the_finish_forward(fitting: PlanReport) -> None:
    assert any(gap.is_checked_first for gap in fitting.plan.gap.skills)
    assert fitting.if_checks_pass is not None
    assert TODAY < fitting.if_checks_pass <= fitting.timeline.finish


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
