"""What a person put right: kept in a file, and heeded the next time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.match.world import toy_catalogue

from cairn.errors import BadInput
from cairn.match import (
    Corrections,
    SkillFinder,
    find_skills,
    match_skills,
    read_corrections,
    write_corrections,
)
from cairn.units import RoleId, SkillId

IDS = st.sampled_from(["shifts", "leading", "sql"]).map(SkillId)
PHRASES = st.text(min_size=1, max_size=30).filter(str.strip)


@given(st.lists(st.tuples(st.booleans(), PHRASES, IDS), max_size=8), st.lists(PHRASES, max_size=3))
def test_writing_then_reading_is_identity(said: list[tuple[bool, str, SkillId]], titles: list[str]) -> None:
    known = Corrections()
    for is_taught, phrase, skill in said:
        known = known.teach(phrase, skill) if is_taught else known.reject(phrase, skill)
    for title in titles:
        known = known.confirm(title, RoleId("data-analyst"))
    assert read_corrections(write_corrections(known)) == known


def test_an_empty_file_holds_no_corrections() -> None:
    assert read_corrections(" \n") == Corrections()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        "[]",
        '{"version": 2}',
        '{"version": 1, "taught": {}}',
        '{"version": 1, "taught": [{"phrase": "x"}]}',
        '{"version": 1, "taught": [{"phrase": " ", "skill": "sql"}]}',
        '{"version": 1, "confirmed": [{"title": "x", "role": 3}]}',
        '{"version": 1, "rejected": [null]}',
    ],
)
def test_a_file_of_another_form_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_corrections(text)
    assert "\n" not in str(refused.value)


def test_a_rejection_without_a_skill_means_any() -> None:
    text = json.dumps({"version": 1, "rejected": [{"phrase": "rota"}]})
    finder = SkillFinder.of(toy_catalogue(), read_corrections(text))
    assert find_skills("kept the rota", finder) == ()


@pytest.mark.parametrize("said_again", ["Rota", "ROTAS", "rota"])
def test_the_latest_word_on_a_phrase_counts_however_it_is_written(said_again: str) -> None:
    rejected = Corrections().teach("rota", SkillId("sql")).reject(said_again, SkillId("sql"))
    assert rejected.taught == ()
    taught = Corrections().reject("rota", SkillId("")).teach(said_again, SkillId("sql"))
    assert taught.rejected == ()


def test_a_phrase_taught_anew_means_the_new_skill_alone() -> None:
    known = Corrections().teach("bake-off", SkillId("sql")).teach("bake-offs", SkillId("leading"))
    finder = SkillFinder.of(toy_catalogue(), known)
    assert [one.skill for one in find_skills("ran the bake-off", finder)] == ["leading"]


def test_a_rejected_word_is_not_matched_with_that_skill_either() -> None:
    plain, taught = (
        match_skills("rota", SkillFinder.of(toy_catalogue(), known), top=3)
        for known in (None, Corrections().reject("rota", SkillId("shifts")))
    )
    assert plain[0].skill == "shifts"
    assert "shifts" not in {one.skill for one in taught}
