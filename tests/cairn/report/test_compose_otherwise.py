"""What is told beside the plan: its goal, its stones, and what else there was."""

from dataclasses import replace
from datetime import date

import pytest
from tests.cairn.report.baker_plans import TERMS, TODAY, MakePlan, hours

from cairn.plan.problem import ActivityId, PlanningProblem
from cairn.provenance import derivation_json, replay
from cairn.report import PlanReport, build_report
from cairn.report.document import Figure, Section
from cairn.report.figures import plain
from cairn.report.otherwise import nearest_left
from cairn.report.phrases import hours_text, weeks_text
from cairn.schedule import Limits
from cairn.schedule.solve import solve_or_none


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
