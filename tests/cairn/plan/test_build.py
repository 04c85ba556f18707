from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.values import Teaching
from cairn.gap import GapReport, find_gaps
from cairn.plan.build import Draft, build_plan, deadline_period, draft_plan
from cairn.plan.problem import Infeasible, Mode, Solution
from cairn.plan.values import Away, Terms
from cairn.profile import Profile
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.schedule import check_schedule, solve
from cairn.units import Money, OptionId, RoleId, SkillId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("hours at work", 2, source=TYPED),
    budget=Money(amount=Decimal(2000), currency="USD"),
    deadline=date(2028, 12, 1),
)


@pytest.fixture
def gap(baker: Profile, toy: Catalogue, assumptions: Assumptions) -> GapReport:
    return find_gaps(baker, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)


def drafted(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions, terms: Terms = TERMS
) -> Draft:
    return draft_plan(baker, gap, catalogue=toy, terms=terms, assumptions=assumptions)


@pytest.fixture
def draft(baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions) -> Draft:
    return drafted(baker, gap, toy, assumptions)


def mode_of(draft: Draft, activity: str, mode: str = "self_paced") -> Mode:
    found = next(one for one in draft.problem.activities if one.id == activity)
    return next(one for one in found.modes if one.id == mode)


def test_candidates_lead_to_what_the_role_asks_and_nothing_else(draft: Draft) -> None:
    assert {step.id for step in draft.candidates} == {
        "lead-course",
        "lead-at-work",
        "lead-volunteers",
        "costing-course",
        "master-school",
        "find-out",
    }


def test_a_licence_without_any_option_gets_a_stand_in(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    without = replace(
        toy, options={name: one for name, one in toy.options.items() if name != "master-school"}
    )
    ids = {step.id for step in drafted(baker, gap, without, assumptions).candidates}
    assert "obtain:master-baker" in ids


def test_a_level_that_no_option_reaches_gets_guided_study(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    without = replace(
        toy, options={name: one for name, one in toy.options.items() if not name.startswith("lead-")}
    )
    steps = {step.id: step for step in drafted(baker, gap, without, assumptions).candidates}
    study = steps["study:leading-people"]
    assert study.origin == "effort"
    # 3 + 7 + 14 hours by the effort model, alone a fifth longer.
    assert study.mode.hours.value == pytest.approx(24 * 1.2)


def test_work_at_the_job_needs_a_job(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    jobless = replace(TERMS, hours_at_work=leaf("none", 0, source=TYPED))
    ids = {step.id for step in drafted(baker, gap, toy, assumptions, jobless).candidates}
    assert "lead-at-work" not in ids
    assert "lead-volunteers" in ids


def test_hours_become_quarter_hours_of_the_right_kind(draft: Draft) -> None:
    course, work = mode_of(draft, "lead-course"), mode_of(draft, "lead-at-work")
    assert course.work == {"own": 80}
    assert course.can_pause
    assert work.work == {"work": 64}
    assert work.duration == 8
    assert (course.work_low, course.work_high) == (15 / 20, 30 / 20)


def test_a_fixed_pace_is_steady_and_unavailable_when_the_week_is_too_small(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    steady = mode_of(drafted(baker, gap, toy, assumptions), "costing-course", "class")
    assert (steady.duration, steady.work, steady.can_pause) == (6, {"own": 72}, False)
    small = replace(TERMS, hours_per_week=leaf("hours", 2, source=TYPED))
    activities = drafted(baker, gap, toy, assumptions, small).problem.activities
    costing = next(one for one in activities if one.id == "costing-course")
    assert [mode.id for mode in costing.modes] == ["self_paced"]


def test_an_option_waits_for_the_level_it_begins_at(draft: Draft) -> None:
    needs = {need.activity: need.any_of for need in draft.problem.needs if need.activity}
    # Either of the two could bring the other one's start, so a solver must break the circle.
    assert set(needs["lead-at-work"]) == {"lead-course", "lead-volunteers"}
    assert set(needs["lead-volunteers"]) == {"lead-course", "lead-at-work"}
    assert "lead-course" not in needs


def test_every_open_requirement_is_a_need_of_the_goal(draft: Draft) -> None:
    goals = {need.id: set(need.any_of) for need in draft.problem.needs if need.activity is None}
    assert goals["skill:leading-people"] == {"lead-at-work", "lead-volunteers"}
    assert goals["credential:master-baker"] == {"master-school"}
    assert goals["find-out"] == {"find-out"}


def test_skills_are_checked_before_they_are_learned(draft: Draft) -> None:
    assert {one.after for one in draft.problem.precedences if one.before == "find-out"} >= {
        "lead-course",
        "costing-course",
    }


def test_what_every_way_to_a_licence_teaches_is_not_checked(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    # The master school now teaches to lead, and whoever leads a bakery has to pass it.
    school = toy.options[OptionId("master-school")]
    leading = Teaching(skill=SkillId("leading-people"), start=0, end=3)
    teaching = replace(toy, options={**toy.options, school.id: replace(school, teaches=(leading,))})
    checked = {
        name: {
            one.requirement.skill
            for one in drafted(baker, gap, catalogue, assumptions).gap.skills
            if one.is_checked_first
        }
        for name, catalogue in (("before", toy), ("now", teaching))
    }
    assert checked["before"] - checked["now"] == {"leading-people"}
    # A second way to the licence, which does not teach it, makes the check worth its hour again.
    other = replace(school, id=OptionId("other-school"), teaches=())
    both = replace(teaching, options={**teaching.options, other.id: other})
    skills = drafted(baker, gap, both, assumptions).gap.skills
    assert "leading-people" in {one.requirement.skill for one in skills if one.is_checked_first}


def test_the_solution_is_a_plan_whose_numbers_replay(draft: Draft) -> None:
    solution = solve(draft.problem)
    assert isinstance(solution, Solution)
    assert check_schedule(draft.problem, solution) == ()
    plan = build_plan(draft, solution)
    assert plan.is_complete
    assert {"lead-course", "master-school"} <= {step.id for step in plan.steps}
    assert plan.hours.value == sum(step.hours.value for step in plan.steps)
    for number in (plan.hours, plan.cost, *(step.cost for step in plan.steps)):
        assert replay(derivation_json(number)) == pytest.approx(number.value)


def test_a_step_that_the_role_does_not_ask_for_says_what_it_prepares(draft: Draft) -> None:
    solution = solve(draft.problem)
    assert isinstance(solution, Solution)
    for step in build_plan(draft, solution).steps:
        assert step.why


def test_money_is_planned_in_the_persons_currency(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    pounds = replace(TERMS, budget=Money(amount=Decimal(2000), currency="GBP"), currency="GBP")
    draft = drafted(baker, gap, toy, assumptions, pounds)
    assert mode_of(draft, "master-school").costs == {"money": 625}  # 800 USD at 1.28 USD a pound


def test_too_little_money_is_an_honest_no(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    poor = replace(TERMS, budget=Money(amount=Decimal(300), currency="USD"))
    outcome = solve(drafted(baker, gap, toy, assumptions, poor).problem)
    assert isinstance(outcome, Infeasible)
    assert "credential:master-baker" in outcome.dropped


def test_days_away_leave_no_hours_in_their_week(
    baker: Profile, gap: GapReport, toy: Catalogue, assumptions: Assumptions
) -> None:
    away = replace(TERMS, away=(Away(first=date(2026, 12, 7), last=date(2026, 12, 20)),))
    capacity = drafted(baker, gap, toy, assumptions, away).problem.resources[0].capacity
    assert capacity[1:4] == (0, 0, 24)


def test_only_whole_weeks_before_the_deadline_count() -> None:
    # Monday 30 November; Sunday 13 December ends the second week, Saturday does not.
    assert deadline_period(replace(TERMS, deadline=date(2026, 12, 13))) == 2
    assert deadline_period(replace(TERMS, deadline=date(2026, 12, 12))) == 1


@pytest.mark.parametrize(
    ("dollars", "stands"),
    [(850, True), (300, True), (2000, False), (None, False)],
)
def test_guided_study_stands_beside_courses_where_money_ends_before_them(
    dollars: int | None,
    stands: bool,
    baker: Profile,
    gap: GapReport,
    toy: Catalogue,
    assumptions: Assumptions,
) -> None:
    # The master certificate costs 800 dollars and the course in leading people 100; nothing free ends
    # where “lead volunteers” begins. With 300 the certificate itself is out of reach, but what would be
    # enough is to be told of the same ways to learn.
    budget = None if dollars is None else Money(amount=Decimal(dollars), currency="USD")
    found = drafted(baker, gap, toy, assumptions, replace(TERMS, budget=budget))
    assert ("study:leading-people" in {step.id for step in found.candidates}) is stands


def test_what_nobody_is_hired_without_is_left_out_last(draft: Draft) -> None:
    # Importance 5 weighs 5 * 5 / 5 = 5, importance 3 weighs 3 * 3 / 5 = 1.8: two of them weigh less.
    weights = {need.id: need.weight for need in draft.problem.needs}
    assert weights["skill:leading-people"] == pytest.approx(5)
    assert weights["skill:cost-control"] == pytest.approx(1.8)
