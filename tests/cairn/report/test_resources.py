"""What a plan needs besides evenings: working time, mentors, providers, other lives."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cairn.goals.values import Milestone
from cairn.provenance import Source, leaf
from cairn.report import Document, PlanReport, build_report, render_html, render_terminal

MakeReport = Callable[..., PlanReport]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def at_work(make_report: MakeReport) -> PlanReport:
    """The toy plan with its first step in working time, its second with a mentor, and a nameless person."""
    report = make_report(name="")
    first, second, *rest = report.plan.steps
    first = replace(first, mode=replace(first.mode, at_work=True, pattern="fixed_pace"))
    second = replace(second, option=replace(second.option, kind="mentoring"))
    source = Source(kind="entered", name="your terms")
    terms = replace(report.plan.terms, hours_at_work=leaf("Hours at work", 2, source=source, unit="hours"))
    many = report.plan.gap.surplus * 8
    gap = replace(report.plan.gap, surplus=many)
    weeks = tuple(replace(one, work_hours=2.0, work_capacity_hours=2.0) for one in report.timeline.weeks)
    day, criterion = date(2027, 7, 17), "every gap is closed"
    ready = Milestone(day=day, title="Ready to apply", criterion=criterion, horizon="short", step="")
    return replace(
        report,
        plan=replace(report.plan, steps=(first, second, *rest), terms=terms, gap=gap),
        timeline=replace(report.timeline, weeks=weeks),
        milestones=(*report.milestones, ready),
    )


@pytest.fixture(scope="module")
def told(at_work: PlanReport) -> str:
    return render_terminal(build_report(at_work), width=100).replace(NBSP, " ")


def test_the_terms_name_the_hours_at_work(told: str) -> None:
    assert "4 h a week, 2 h a week at work" in told


def test_working_time_and_mentors_are_listed_with_what_they_are_for(told: str) -> None:
    assert "Your employer's agreement, for working time\n  For Statistics, second course." in told
    assert "A mentor\n  For Rewrite the monthly report in Python." in told
    assert "at a weekly pace, in working time" in told


def test_hours_at_work_have_a_column_and_a_mark_of_their_own(at_work: PlanReport, told: str) -> None:
    assert "At work" in told
    assert "at work</span>" in render_html(build_report(at_work))


def test_a_resume_without_a_name_says_so(told: str) -> None:
    assert "No name was found, Product analyst" in told
    assert "Career plan · from Product analyst" in told


def test_a_long_list_of_further_skills_is_cut_and_counted(told: str) -> None:
    assert "and 4 more." in told


def test_a_milestone_for_the_whole_plan_is_told(told: str) -> None:
    assert "Ready to apply · short term · 17 Jul 2027" in told


def test_a_plan_without_questions_or_unsure_places_says_so(make_report: MakeReport) -> None:
    report = make_report()
    sure = replace(report, questions=(), person=replace(report.person, unsure=(), own_skills=()))
    text = render_terminal(build_report(sure))
    assert "Nothing that Cairn does not know would change this plan." in text
    assert "What is unsure" not in text


def test_questions_with_answers_of_their_own_each_list_them(make_report: MakeReport) -> None:
    report = make_report()
    other = replace(report.questions[0], key="credentials.x", text="Do you hold it?", answers=(("yes", ""),))
    document: Document = build_report(replace(report, questions=(*report.questions, other)))
    text = render_terminal(document, width=100)
    assert "Answers: yes." in text
    assert "Answers: 0 not at all; 3 alone on ordinary cases." in text


def test_a_role_that_is_fully_covered_needs_nothing(make_report: MakeReport) -> None:
    report = make_report(count=0)
    covered = tuple(one for one in report.plan.gap.skills if one.standing in {"exceeded", "matched"})
    held = tuple(one for one in report.plan.gap.credentials if one.held)
    gap = replace(report.plan.gap, skills=covered, credentials=held)
    document = build_report(replace(report, plan=replace(report.plan, gap=gap)))
    text = render_terminal(document, width=120)
    assert document.title == "Data scientist: nothing is missing"
    assert "You already show everything this role asks for." in text
    assert "Nothing: everything the role asks for is there." in text
