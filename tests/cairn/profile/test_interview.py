"""What a person tells becomes an experience whose accepted skills are shown, and no others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.conftest import TODAY

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.profile import Finders, Profile, assemble_profile
from cairn.profile.interview import TOPICS, Account, add_experiences, find_proposals, record_account
from cairn.reading import Resume, read_json_resume, to_json_resume
from cairn.units import Month, SkillId

BAKING, LEADING, ROTA = map(SkillId, ("baking", "leading-people", "shift-scheduling"))
CARE = next(one for one in TOPICS if one.key == "care")
ACCOUNT = Account(
    topic=CARE,
    title="Looked after my grandfather",
    start=Month(2022, 1),
    end=Month(2025, 12),
    situation="Six relatives shared the care",
    action="I planned the rota and baked every week",
    result="Nobody ever had to be paid",
    confirmed_by="My aunt",
    link="https://example.org/care",
)


def known(resume: Resume, toy: Catalogue, finders: Finders, assumptions: Assumptions) -> Profile:
    """The profile after the document went out and came in again."""
    carried = read_json_resume(json.loads(json.dumps(to_json_resume(resume))))
    return assemble_profile(carried, catalogue=toy, finders=finders, assumptions=assumptions, today=TODAY)


def test_every_kind_of_experience_is_asked_for() -> None:
    assert {one.key for one in TOPICS} == {
        *("job", "informal", "study", "volunteering", "care", "hobby", "project"),
    }


def test_skills_are_proposed_with_the_words_they_come_from(toy_finders: Finders) -> None:
    found = {one.skill: one for one in find_proposals(ACCOUNT, toy_finders.skills)}
    assert found.keys() == {BAKING, ROTA}
    assert found[ROTA].quote == "planned the rota"
    assert found[ROTA].words == ACCOUNT.action


def test_an_accepted_skill_is_shown_and_a_rejected_one_is_not(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    told = record_account(ACCOUNT, accepted=[ROTA, LEADING], refused=[BAKING], today=TODAY)
    profile = known(add_experiences(None, [told], name="Ana"), toy, toy_finders, assumptions)
    assert profile.skills[ROTA].support == "shown"
    assert profile.skills[LEADING].support == "shown"  # named by the person, in no word of theirs
    assert BAKING not in profile.skills
    (done,) = profile.skills[LEADING].testimonies
    assert "planned the rota" in done.quote
    assert profile.experiences[done.experience or 0].kind == "care"


def test_evidence_clears_what_was_only_claimed(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    claimed = read_json_resume({"basics": {"name": "Ana"}, "skills": [{"name": "Leading people"}]})
    assert known(claimed, toy, toy_finders, assumptions).skills[LEADING].support == "claimed"
    told = record_account(ACCOUNT, accepted=[LEADING], refused=[], today=TODAY)
    profile = known(add_experiences(claimed, [told]), toy, toy_finders, assumptions)
    assert profile.skills[LEADING].support == "shown"


def test_the_evidence_has_its_date_its_story_and_who_can_confirm() -> None:
    (evidence,) = record_account(ACCOUNT, accepted=[ROTA], refused=[], today=TODAY).evidence
    assert (evidence.date, evidence.confirmed_by, evidence.links) == (
        Month(2025, 12),
        "My aunt",
        ("https://example.org/care",),
    )
    assert (evidence.situation, evidence.action, evidence.result) == (
        ACCOUNT.situation,
        ACCOUNT.action,
        ACCOUNT.result,
    )


def test_an_id_the_catalogue_does_not_hold_says_nothing(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    told = record_account(ACCOUNT, accepted=[SkillId("none-such")], refused=[], today=TODAY)
    assert "none-such" not in known(add_experiences(None, [told]), toy, toy_finders, assumptions).skills


def test_what_is_told_twice_stands_once() -> None:
    told = record_account(ACCOUNT, accepted=[ROTA], refused=[BAKING], today=TODAY)
    once = add_experiences(None, [told])
    assert add_experiences(once, [told]) == once


def test_a_second_story_of_one_thing_joins_the_first() -> None:
    first = record_account(ACCOUNT, accepted=[ROTA], refused=[], today=TODAY)
    account = Account(topic=CARE, title="Looked after my Grandfather", action="I led the family")
    second = record_account(account, accepted=[LEADING], refused=[], today=TODAY)
    (joined,) = add_experiences(add_experiences(None, [first]), [second]).experiences
    assert [one.skills for one in joined.evidence] == [(ROTA,), (LEADING,)]
    assert joined.start == Month(2022, 1)


@given(
    title=st.text(min_size=1, max_size=30),
    action=st.text(max_size=60),
    is_current=st.booleans(),
    topic=st.sampled_from(TOPICS),
)
def test_whatever_is_told_comes_back_from_the_document(
    title: str, action: str, is_current: bool, topic: object
) -> None:
    account = Account(topic=topic, title=title, action=action, start=Month(2020), is_current=is_current)  # type: ignore[arg-type]
    told = record_account(account, accepted=[ROTA], refused=[BAKING], today=TODAY)
    (back,) = read_json_resume(to_json_resume(add_experiences(None, [told]))).experiences
    assert (back.kind, back.title, back.is_current) == (told.kind, title, is_current)
    if told.evidence[0].quote.text:
        assert (back.evidence[0].skills, back.evidence[0].refused) == ((ROTA,), (BAKING,))


@pytest.mark.parametrize("parts", [{}, {"action": "   "}])
def test_a_title_alone_is_evidence_enough(parts: dict) -> None:
    told = record_account(Account(topic=CARE, title="Cared", **parts), accepted=[], refused=[], today=TODAY)
    assert told.evidence[0].quote.text == "Cared."
