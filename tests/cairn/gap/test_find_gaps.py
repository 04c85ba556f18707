from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue
from cairn.gap import GapReport, SkillGap, find_gaps
from cairn.profile import Answers, Finders, Profile, assemble_profile
from cairn.provenance import derivation_json, replay
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume
from cairn.units import RoleId, SkillId

TODAY = date(2026, 12, 1)


@pytest.fixture
def report(baker: Profile, toy: Catalogue, assumptions: Assumptions) -> GapReport:
    return find_gaps(baker, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)


def gap_of(report: GapReport, skill: str) -> SkillGap:
    return next(one for one in report.skills if one.requirement.skill == skill)


def test_a_gap_is_required_minus_held(report: GapReport) -> None:
    leading = gap_of(report, "leading-people")
    assert leading.size.value == leading.required.value - leading.held.value == 3
    assert gap_of(report, "baking").size.value == 0


def test_an_unmentioned_skill_is_of_its_own_kind_with_a_range(report: GapReport) -> None:
    leading = gap_of(report, "leading-people")
    assert leading.kind == "unknown"
    assert leading.held.low_value == 0 < leading.held.high_value
    assert "does not mention" in leading.reason


def test_only_unknown_skills_that_take_long_are_checked_first(report: GapReport) -> None:
    # leading-people 0 to 3 takes 3 + 7 + 14 = 24 hours by the effort model.
    assert gap_of(report, "leading-people").effort.value == 24
    assert gap_of(report, "leading-people").is_checked_first
    assert not gap_of(report, "pastry").is_checked_first  # not essential


def test_a_difference_too_small_to_see_is_no_gap(report: GapReport) -> None:
    scheduling = gap_of(report, "shift-scheduling")
    assert scheduling.size.value == 0 or scheduling.size.value >= 0.3


def test_a_skill_held_without_dated_evidence_is_to_practise(
    baker_resume: Resume, toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    answers = Answers(levels={SkillId("leading-people"): 4.0})
    profile = assemble_profile(
        baker_resume,
        catalogue=toy,
        finders=toy_finders,
        assumptions=assumptions,
        today=TODAY,
        answers=answers,
    )
    report = find_gaps(profile, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)
    assert gap_of(report, "leading-people").kind == "practise"
    assert gap_of(report, "leading-people").size.value == 0


def test_the_match_is_the_share_of_required_levels_by_importance(report: GapReport) -> None:
    held = {gap.requirement.skill: gap for gap in report.skills}
    covered = sum(
        gap.requirement.importance * min(gap.held.value, gap.required.value) for gap in held.values()
    )
    asked = sum(gap.requirement.importance * gap.required.value for gap in held.values())
    assert report.match_score.value == pytest.approx(covered / asked)


def test_a_missing_licence_is_a_gap_even_when_all_skills_match(report: GapReport) -> None:
    assert [one.label for one in report.open_credentials] == ["Master baker certificate", "Bachelor's degree"]


def test_what_the_role_does_not_ask_is_surplus_unless_only_inferred(report: GapReport) -> None:
    labels = [one.label for one in report.surplus]
    assert "Till system" in labels
    assert "Working in a team" not in labels


def test_priority_is_importance_times_size_over_effort(report: GapReport) -> None:
    leading = gap_of(report, "leading-people")
    assert leading.priority.value == pytest.approx(100 * 5 * 3 / 24)
    priorities = [one.priority.value for one in report.skills]
    assert priorities == sorted(priorities, reverse=True)


def test_every_number_replays(report: GapReport) -> None:
    for gap in report.skills:
        for number in (gap.required, gap.held, gap.size, gap.effort, gap.priority):
            assert replay(derivation_json(number)) == pytest.approx(number.value)
    assert replay(derivation_json(report.match_score)) == pytest.approx(report.match_score.value)


@settings(deadline=None)  # other work on the machine is no fault of the gap
@given(level=st.floats(0, 5), more=st.floats(0, 5))
def test_raising_a_level_never_widens_a_gap(level: float, more: float, toy_world: tuple) -> None:
    resume, toy, finders = toy_world
    assumptions = load_assumptions()

    def size(given_level: float) -> float:
        answers = Answers(levels={SkillId("leading-people"): min(5.0, given_level)})
        profile = assemble_profile(
            resume,
            catalogue=toy,
            finders=finders,
            assumptions=assumptions,
            today=TODAY,
            answers=answers,
        )
        role = toy.roles[RoleId("head-baker")]
        found = find_gaps(profile, role, catalogue=toy, assumptions=assumptions)
        return gap_of(found, "leading-people").size.value

    assert size(level + more) <= size(level)


@pytest.fixture(scope="session")
def toy_world(baker_resume: Resume, toy: Catalogue, toy_finders: Finders) -> tuple:
    return baker_resume, toy, toy_finders


def test_importance_changes_priority_and_not_the_gap(
    baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    role = toy.roles[RoleId("head-baker")]
    lighter = replace(role, requirements=tuple(replace(one, importance=1) for one in role.requirements))
    before = find_gaps(baker, role, catalogue=toy, assumptions=assumptions)
    after = find_gaps(baker, lighter, catalogue=toy, assumptions=assumptions)
    assert gap_of(after, "leading-people").size.value == gap_of(before, "leading-people").size.value
    assert gap_of(after, "leading-people").priority.value < gap_of(before, "leading-people").priority.value


def test_what_years_in_a_job_brought_is_told_though_no_line_says_so(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    resume = read_json_resume({"work": [{"position": "Baker", "name": "X", "startDate": "2015-01"}]})
    profile = assemble_profile(
        resume, catalogue=toy, finders=toy_finders, assumptions=assumptions, today=TODAY, answers=Answers()
    )
    report = find_gaps(profile, toy.roles[RoleId("cashier")], catalogue=toy, assumptions=assumptions)
    told = {one.skill for one in report.surplus}
    assert SkillId("baking") in told
    assert SkillId("teamwork") not in told  # working life brings it to everybody
