"""Roles and skills by any words, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.match.world import toy_catalogue

from cairn.catalogue import load_catalogue
from cairn.match import (
    Corrections,
    RoleFinder,
    SkillFinder,
    is_clear,
    match_roles,
    match_skills,
    stream_role_matches,
    stream_skill_matches,
)
from cairn.match.typed.names import NameIndex
from cairn.units import RoleId, SkillId

ROLES = RoleFinder.of(toy_catalogue())
SKILLS = SkillFinder.of(toy_catalogue())


def test_another_word_for_the_same_rank_is_near_and_not_the_same() -> None:
    names = [("charge", "Lead nurse"), ("registered", "Staff nurse")]
    found = NameIndex.of(names).search("staff nurse", top=2)
    assert [one.id for one in found] == ["registered", "charge"]
    assert found[0].score > found[1].score


def test_the_very_words_are_clear_unless_another_name_is_the_same() -> None:
    one, near = ("teacher", "Kindergarten teacher"), ("educator", "Nursery teacher")
    finder = RoleFinder(NameIndex.of([one, near]), {RoleId(own): own for own, _ in (one, near)})
    exact = match_roles("kindergarten teacher", finder, top=5)
    assert exact[0].score - exact[1].score < 0.2
    assert is_clear(exact)
    twins = RoleFinder(NameIndex.of([one, near, ("educator", one[1])]), finder.titles)
    assert not is_clear(match_roles("kindergarten teacher", twins, top=5))


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ("Data analyst", "data-analyst"),
        ("data anlyst", "data-analyst"),
        ("DATA-ANALYSTS", "data-analyst"),
        ("RN", "registered-nurse"),
        ("NP", "nurse-practitioner"),
        ("SWE", "software-engineer"),
        ("software eng", "software-engineer"),
        ("warehouse superviser", "warehouse-supervisor"),
        ("Supervisor, warehouse", "warehouse-supervisor"),
        ("warehouse team lead", "warehouse-supervisor"),
        ("HGV driver", "truck-driver"),
        ("fullstack developer", "full-stack"),
        ("pediatric nurse", "paediatric-nurse"),
        ("Head of Marketing", "marketing-director"),
        ("Registered Nurse - Mercy Hospital", "registered-nurse"),
        ("Senior data analyst", "data-analyst"),
        ("date analyst", "data-analyst"),
        ("marketing directr", "marketing-director"),
    ],
)
def test_the_role_is_first_however_it_is_typed(query: str, role: str) -> None:
    assert match_roles(query, ROLES)[0].role == role


def test_the_title_itself_scores_one_and_is_clear() -> None:
    matches = match_roles("Data scientist", ROLES)
    assert matches[0].score == 1.0
    assert is_clear(matches)


def test_a_senior_title_is_close_to_the_plain_role_but_not_the_same() -> None:
    best = match_roles("Senior data analyst", ROLES)[0]
    assert (best.role, best.score) == ("data-analyst", 0.88)


def test_a_senior_role_is_preferred_to_the_plain_one_when_asked_for() -> None:
    assert [one.role for one in match_roles("Sr data scientist", ROLES, top=2)] == [
        "senior-data-scientist",
        "data-scientist",
    ]


def test_a_short_form_of_two_things_shows_both_as_a_tie() -> None:
    matches = match_roles("PM", ROLES, top=2)
    assert {one.role for one in matches} == {"project-manager", "product-manager"}
    assert matches[0].score == matches[1].score
    assert not is_clear(matches)


def test_half_a_title_is_not_clear() -> None:
    assert not is_clear(match_roles("nurse", RoleFinder.of(toy_catalogue())))


@pytest.mark.parametrize("query", ["", "   ", "!!!", "xqzzt", "\x00", "数据"])
def test_nothing_alike_gives_nothing_clear(query: str) -> None:
    assert not is_clear(match_roles(query, ROLES))


def test_the_reason_names_the_slip() -> None:
    assert "anlyst" in match_roles("data anlyst", ROLES)[0].why


def test_a_confirmed_title_comes_first_from_then_on() -> None:
    confirmed = Corrections().confirm("numbers wizard", RoleId("data-analyst"))
    best = match_roles("Numbers wizard", RoleFinder.of(toy_catalogue(), confirmed))[0]
    assert (best.role, best.score) == ("data-analyst", 1.0)
    assert "you confirmed" in best.why


def test_confirming_again_replaces_the_old_answer() -> None:
    twice = Corrections().confirm("guru", RoleId("data-analyst")).confirm("guru", RoleId("data-scientist"))
    assert twice.confirmed == (("guru", "data-scientist"),)


@pytest.mark.parametrize(
    ("query", "skill"),
    [
        ("excell", "spreadsheets"),
        ("people managment", "leading"),
        ("inventory", "stock"),
        ("mentor", "mentoring"),
    ],
)
def test_skills_are_found_by_what_people_type(query: str, skill: str) -> None:
    assert match_skills(query, SKILLS)[0].skill == skill


def test_a_taught_phrase_is_searchable_too() -> None:
    finder = SkillFinder.of(toy_catalogue(), Corrections().teach("bake-off", SkillId("leading")))
    assert match_skills("bake-off", finder)[0].skill == "leading"


def test_streams_answer_one_query_at_a_time() -> None:
    queries = iter(["SQL", "Python"])
    skills = stream_skill_matches(queries, SKILLS, top=1)
    assert next(skills)[1][0].skill == "sql"
    assert next(queries) == "Python"
    assert [query for query, _ in stream_role_matches(["RN", "NP"], ROLES)] == ["RN", "NP"]


@given(st.text(max_size=60))
def test_scores_fall_and_stay_between_nought_and_one(query: str) -> None:
    scores = [one.score for one in match_roles(query, ROLES)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < one <= 1 for one in scores)


def test_every_role_of_the_starter_catalogue_is_found_by_its_own_title() -> None:
    catalogue = load_catalogue()
    finder = RoleFinder.of(catalogue)
    firsts = {one.title: match_roles(one.title, finder)[0].label for one in catalogue.roles.values()}
    assert all(title == first for title, first in firsts.items())


def test_a_word_that_stays_unexplained_takes_the_certainty() -> None:
    names = NameIndex.of([(RoleId("plumber"), "Plumber"), (RoleId("welder"), "Welder")])
    plain, odd, employer = (
        names.search(query, top=1)[0].score for query in ("plumber", "quantum plumber", "plumber at Quantum")
    )
    # Before a known word it makes another job of it; after it, it is most often who employs.
    assert (plain, odd < employer < plain) == (1.0, True)
    assert odd < 0.75


def test_a_leader_of_another_grade_is_shown_and_not_taken() -> None:
    names = NameIndex.of([(RoleId("farm-manager"), "Farm supervisor"), (RoleId("coder"), "Java developer")])
    assert names.search("Farm foreman", top=1)[0].score < 0.85
    assert names.search("Java programmer", top=1)[0].score >= 0.85
