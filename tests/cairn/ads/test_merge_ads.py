"""Several ads make one target; the person's word wins; taking one out is joining the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.ads import (
    AdCorrections,
    AdTarget,
    Posting,
    SavedAd,
    join_targets,
    merge_ads,
    read_posting,
    read_target,
    target_json,
    target_of_json,
    without_ad,
)
from cairn.catalogue import Catalogue
from cairn.errors import BadInput
from cairn.match import Corrections
from cairn.profile import Finders
from cairn.units import RoleId, SkillId

BAKING, PASTRY, LEADING, TILL = map(SkillId, ("baking", "pastry", "leading-people", "till"))
ADS = (
    "Baker\n\nYou bring\n- Deep knowledge of bread baking\n- Pastries\n",
    "Baker again\n\nYou bring\n- Some bread baking\n\nNice to have\n- Pastries\n- A bachelor's degree\n",
    "Baker, third\n\nWe need\n- Bread baking\n- Leading people\n- A bachelor's degree\n",
)


@pytest.fixture
def target() -> AdTarget:
    return AdTarget(ads=tuple(SavedAd(name=f"ad {at}", text=text) for at, text in enumerate(ADS, start=1)))


@pytest.fixture
def postings(toy: Catalogue, toy_finders: Finders) -> list[Posting]:
    return [
        read_posting(
            text,
            catalogue=toy,
            skills=toy_finders.skills,
            credentials=toy_finders.credentials,
            name=f"ad {at}",
        )[0]
        for at, text in enumerate(ADS, start=1)
    ]


def test_a_requirement_says_in_how_many_postings_it_stands(postings: list[Posting]) -> None:
    asked = {one.skill: one for one in merge_ads(postings).requirements}
    # bread: levels 4, 2, 3 → median 3; must 4 in each of three → mean 4
    assert (asked[BAKING].level, asked[BAKING].importance, asked[BAKING].is_essential) == (3, 4, True)
    assert asked[BAKING].source.detail.startswith("in 3 of 3 postings; ad 1: “Deep knowledge")
    # pastry: must 4 and nice 2 of three → mean 2; a must in one of three only
    assert (asked[PASTRY].importance, asked[PASTRY].is_essential) == (2, False)
    assert "in 2 of 3" in asked[PASTRY].source.detail


def test_a_credential_is_a_must_where_half_of_the_postings_say_so(postings: list[Posting]) -> None:
    (degree,) = merge_ads(postings).credentials
    assert not degree.is_essential
    (degree,) = merge_ads(postings[1:]).credentials
    assert degree.is_essential


def test_removing_a_posting_is_joining_the_others(
    target: AdTarget, postings: list[Posting], toy: Catalogue, toy_finders: Finders
) -> None:
    role, read, _ = read_target(
        without_ad(target, "ad 2"),
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    assert role == merge_ads([postings[0], postings[2]])
    assert [one.name for one in read] == ["ad 1", "ad 3"]
    with pytest.raises(BadInput, match="ad 1, ad 2, ad 3"):
        without_ad(target, "ad 9")


@given(order=st.permutations([0, 1, 2]))
def test_the_order_of_the_postings_changes_no_requirement(
    order: list[int], toy: Catalogue, toy_finders: Finders
) -> None:
    def asked(chosen: list[int]) -> set[tuple[str, float, float, bool]]:
        read = [
            read_posting(
                ADS[at], catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials
            )[0]
            for at in chosen
        ]
        return {
            (one.skill, one.level, one.importance, one.is_essential) for one in merge_ads(read).requirements
        }

    assert asked(order) == asked([0, 1, 2])


def test_the_person_wins_and_what_was_read_stands_beside_it(postings: list[Posting]) -> None:
    corrections = AdCorrections(
        levels={BAKING: 5}, essential={PASTRY: True}, added={TILL: 2}, removed=frozenset({LEADING})
    )
    asked = {one.skill: one for one in merge_ads(postings, corrections=corrections).requirements}
    assert LEADING not in asked
    assert (asked[BAKING].level, asked[BAKING].source.kind) == (5, "entered")
    assert "you said level 5; read: in 3 of 3" in asked[BAKING].source.detail
    assert asked[PASTRY].is_essential
    assert asked[PASTRY].importance == 4
    assert (asked[TILL].level, asked[TILL].source.name) == (2, "you")


def test_a_role_beside_the_postings_keeps_its_own_source(postings: list[Posting], toy: Catalogue) -> None:
    role = toy.roles[RoleId("head-baker")]
    asked = {one.skill: one for one in merge_ads(postings, beside=role).requirements}
    own = {one.skill: one for one in role.requirements}
    assert asked[BAKING].source.kind == "read"
    besides = own.keys() - {BAKING, PASTRY, LEADING}
    assert besides
    assert all(asked[skill] == own[skill] for skill in besides)


def test_a_target_file_gives_the_same_target_back(target: AdTarget, toy: Catalogue) -> None:
    corrected = join_targets(
        target,
        AdTarget(
            title="My bakery",
            corrections=AdCorrections(levels={BAKING: 2.5}, removed=frozenset({PASTRY})),
            words=Corrections().reject("pastries", SkillId("")).teach("counter", TILL),
        ),
    )
    assert target_of_json(json.loads(json.dumps(target_json(corrected))), catalogue=toy) == corrected


def test_words_taught_and_rejected_are_read_so_from_then_on(
    target: AdTarget, toy: Catalogue, toy_finders: Finders
) -> None:
    words = Corrections().reject("Pastries", SkillId("")).teach("deep knowledge", TILL)
    role, _, _ = read_target(
        join_targets(target, AdTarget(words=words)),
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    asked = {one.skill for one in role.requirements}
    assert PASTRY not in asked
    assert TILL in asked


def test_what_a_target_teaches_joins_what_the_finder_was_taught(target: AdTarget, toy: Catalogue) -> None:
    taught = Finders.of(toy, Corrections().teach("deep knowledge", TILL))
    words = Corrections().reject("Pastries", SkillId(""))
    role, _, _ = read_target(
        join_targets(target, AdTarget(words=words)),
        catalogue=toy,
        skills=taught.skills,
        credentials=taught.credentials,
    )
    assert {TILL, PASTRY} & {one.skill for one in role.requirements} == {TILL}


def test_a_later_word_takes_back_an_earlier_one(target: AdTarget) -> None:
    removed = join_targets(target, AdTarget(corrections=AdCorrections(removed=frozenset({TILL}))))
    added = join_targets(removed, AdTarget(corrections=AdCorrections(added={TILL: 2})))
    assert (added.corrections.removed, added.corrections.added) == (frozenset(), {TILL: 2})
    again = join_targets(added, AdTarget(corrections=AdCorrections(removed=frozenset({TILL}))))
    assert (again.corrections.removed, again.corrections.added) == (frozenset({TILL}), {})


def test_the_same_posting_counts_once(target: AdTarget) -> None:
    assert join_targets(target, target).ads == target.ads


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 9},
        {"postings": [{"name": 3}]},
        {"postings": "x"},
        {"corrections": {}},
        {"corrections": {"levels": {"none-such": 2}}},
    ],
)
def test_a_damaged_target_file_is_refused(damage: dict, target: AdTarget, toy: Catalogue) -> None:
    with pytest.raises(BadInput):
        target_of_json({**target_json(target), **damage}, catalogue=toy)


def test_a_level_beyond_the_scale_is_refused(target: AdTarget, toy: Catalogue) -> None:
    document = target_json(target)
    document["corrections"]["levels"] = {"baking": 7}
    with pytest.raises(BadInput, match="0 to 5"):
        target_of_json(document, catalogue=toy)


def test_no_posting_or_nothing_left_is_refused(postings: list[Posting]) -> None:
    with pytest.raises(BadInput, match="at least one"):
        merge_ads([])
    everything = frozenset(one.skill for one in merge_ads(postings[:1]).requirements)
    with pytest.raises(BadInput, match="Nothing is left"):
        merge_ads(postings[:1], corrections=AdCorrections(removed=everything))


def test_postings_that_ask_for_credentials_alone_are_refused(postings: list[Posting]) -> None:
    skills = frozenset(one.skill for one in merge_ads(postings).requirements)
    assert merge_ads(postings).credentials
    with pytest.raises(BadInput, match="no skill that Cairn knows"):
        merge_ads(postings, corrections=AdCorrections(removed=skills))
