"""Roles and skills as people type them: by ear, run together, in everyday words, within a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.match.world import toy_catalogue

from cairn.catalogue import load_catalogue
from cairn.match import RoleFinder, SkillFinder, is_clear, match_roles, match_skills
from cairn.match.typed.everyday import readings_alone, readings_by_stem, short_forms
from cairn.match.typed.names import NameIndex
from cairn.match.typed.readings import read_query, retyped
from cairn.match.typed.wordbook import WordBook
from cairn.units import RoleId
from cairn.words.spelling import sound

CATALOGUE = load_catalogue()
ROLES, SKILLS = RoleFinder.of(CATALOGUE), SkillFinder.of(CATALOGUE)
HELD = 0.87  # from here on somebody with such a title is taken to hold the role


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ("flebotomist", "phlebotomist"),
        ("phsycologist", "psychologist"),
        ("jernalist", "journalist"),
        ("farmacist", "pharmacist"),
        ("electrision", "electrician"),
        ("fork lift driver", "forklift-operator"),
        ("ware house worker", "warehouse-associate"),
        ("softwareengineer", "software-engineer"),
        ("databaseadministrator", "database-administrator"),
        ("H&S officer", "health-safety-officer"),
        ("policewoman", "police-officer"),
        ("sales person", "sales-representative"),
        ("squaddie", "soldier"),
        ("teeth cleaner", "dental-hygienist"),
        ("bean counter", "accountant"),
        ("customer service", "customer-service-representative"),
        ("dental assistant", "dental-assistant"),
        ("deputy head", "school-principal"),
        ("how to become an electrician", "electrician"),
        ("looking for a job as a forklift driver", "forklift-operator"),
        ("currently a barista, want to be a web developer", "front-end-developer"),
        ("moving from retail, retrain as a plumber", "plumber"),
        ("forklift driver at Acme Freight", "forklift-operator"),
    ],
)
def test_the_role_is_first_and_clear(query: str, role: str) -> None:
    found = match_roles(query, ROLES)
    assert found[0].role == role
    assert is_clear(found)


@pytest.mark.parametrize(
    ("query", "skill"),
    [
        ("exel", "spreadsheets"),
        ("power point", "office-software"),
        ("public speeking", "presenting"),
        ("counting money", "cash-handling"),
        ("book keeping", "bookkeeping"),
        ("people mgmt", "leading-people"),
        ("H&S", "workplace-safety"),
    ],
)
def test_the_skill_is_first(query: str, skill: str) -> None:
    assert match_skills(query, SKILLS)[0].skill == skill


@pytest.mark.parametrize(
    "query",
    [
        "I want to be a teacher",
        "nurse at Mercy Hospital",
        "taxi driver",
        "something fun",
        "to be happy",
        "idk",
    ],
)
def test_what_may_mean_several_or_nothing_is_never_clear(query: str) -> None:
    assert not is_clear(match_roles(query, ROLES))


@pytest.mark.parametrize(
    "title",
    [
        "looking to become a project manager",
        "Retraining as an electrician",
        "Registered nurse in training",
        "Work experience, primary teacher",
    ],
)
def test_who_wishes_for_a_role_is_not_taken_to_hold_it(title: str) -> None:
    assert match_roles(title, ROLES)[0].score < HELD


def test_without_any_name_what_is_said_of_the_roles_counts_and_is_never_clear() -> None:
    toy = toy_catalogue()
    keeper = replace(
        toy.roles[RoleId("data-analyst")],
        id=RoleId("keeper"),
        title="Apiarist",
        summary="Keeps bees for honey.",
    )
    found = match_roles(
        "I want to keep bees", RoleFinder.of(replace(toy, roles={**toy.roles, keeper.id: keeper}))
    )
    assert found[0].role == "keeper"
    assert "what is said of it" in found[0].why
    assert found[0].score < 0.7


def test_a_catalogue_that_says_nothing_is_searched_by_names_alone() -> None:
    assert match_roles("xqzzt vvvw", RoleFinder.of(toy_catalogue())) == ()


def test_an_assistant_is_no_therapist_and_a_leader_is_not_offered_unasked() -> None:
    names = [("pt", "Physical therapist"), ("pta", "Physical therapist assistant")]
    assert NameIndex.of(names).search("sports physical therapist assistant", top=1)[0].id == "pta"
    led = [("lead", "Customer service leader"), ("rep", "Customer service representative")]
    assert NameIndex.of(led).search("customer service", top=1)[0].id == "rep"


def test_another_form_of_a_word_is_near_and_not_the_same() -> None:
    names = [("accounts", "Account supervisor"), ("books", "Accounting supervisor")]
    found = NameIndex.of(names).search("account supervisor", top=2)
    assert [one.id for one in found] == ["accounts", "books"]
    assert found[0].score == 1.0 > found[1].score


def test_every_change_to_a_query_is_told() -> None:
    why = match_roles("bean counter", RoleFinder.of(CATALOGUE))[0].why
    assert "bean counter read as accountant" in why


def test_readings_begin_with_what_was_typed_and_are_few() -> None:
    book = ROLES.names._book or ROLES.names._build()
    readings = read_query("PM or PA or PT or admin exec tech rep eng", book)
    assert readings[0].note == ""
    assert len(readings) <= 10


def test_a_short_text_is_retyped_and_a_long_one_left_alone() -> None:
    book = WordBook.of_stems(["recruiter", "nurs", "lawyer", "layer", "refus", "collector"])
    assert retyped("recrutier", book) == ("recrutier", "recruiter")
    assert set(retyped("lawer", book)) == {"lawer", "lawyer", "layer"}
    assert "refuse collector" in retyped("bin man", book)
    assert retyped("nurse", book) == ("nurse",)
    long = "you will recrutie nurses and look after the wards of the whole hospital"
    assert retyped(long, book) == (long,)


@given(st.text(max_size=80))
def test_any_text_has_readings_and_can_be_retyped(text: str) -> None:
    assert retyped(text, WordBook.of_stems(["nurs", "manager"]))[0] == text
    assert match_roles(text, ROLES) is not None


@pytest.mark.parametrize(
    "pair",
    [
        "acountant accountant",
        "nurce nurse",
        "psycologist psychologist",
        "mecanic mechanic",
        "photografer photographer",
    ],
)
def test_what_sounds_the_same_shares_a_sound(pair: str) -> None:
    first, second = pair.split()
    assert sound(first) == sound(second)


@pytest.mark.parametrize("pair", ["plumber welder", "nurse nun", "driver designer", "cook baker"])
def test_other_words_sound_otherwise(pair: str) -> None:
    first, second = pair.split()
    assert sound(first) != sound(second)


def test_an_everyday_name_of_two_words_is_known_in_either_order_and_with_an_article() -> None:
    book = WordBook.of_stems(["web"])
    assert {"web developer"} <= set(retyped("website building", book)) & set(retyped("build a website", book))


def test_entries_are_short_and_mean_each_thing_once() -> None:
    for table in (readings_by_stem(), readings_alone()):
        assert all(key and len(key) <= 4 for key in table)
        assert all(len(meanings) == len(set(meanings)) for meanings in table.values())
    assert all(short_forms().values())


@pytest.mark.parametrize(
    ("query", "roles"),
    [
        ("nurse or teacher", {"registered-nurse", "primary-teacher"}),
        ("I want to be a plumber or electrician", {"plumber", "electrician"}),
        ("data analyst or data scientist", {"data-analyst", "data-scientist"}),
    ],
)
def test_two_wishes_are_two_answers_and_none_is_clear(query: str, roles: set[str]) -> None:
    found = match_roles(query, ROLES, top=5)
    assert {one.role for one in found[:2]} == roles
    assert not is_clear(found)
