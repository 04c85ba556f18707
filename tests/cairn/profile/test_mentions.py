import pytest

from cairn.catalogue import Catalogue
from cairn.profile import Finders
from cairn.profile.mentions import find_mentions, split_sentences
from cairn.reading.json_resume import read_json_resume
from cairn.units import SkillId

BULLET = "Baked bread for three shops in the town. Trained six new starters at the till system."


def test_sentences_are_split_where_they_end_and_nowhere_else() -> None:
    text = "Answer 40 tickets a day. Write articles, e.g. for new users; run a monthly call in Leeds."
    assert [part for _, part in split_sentences(text)] == [
        "Answer 40 tickets a day.",
        "Write articles, e.g. for new users",
        "run a monthly call in Leeds.",
    ]


@pytest.mark.parametrize("text", ["", "Led it.", "Worked for the U.S. Army", "Cut waste by 4.5 percent."])
def test_short_ends_and_abbreviations_stay_whole(text: str) -> None:
    assert [part for _, part in split_sentences(text)] == [text]


def test_a_sentence_is_where_it_says() -> None:
    for start, part in split_sentences(BULLET):
        assert BULLET[start : start + len(part)] == part


def _grades(bullet: str, toy: Catalogue, finders: Finders) -> dict[SkillId, set[str]]:
    work = [{"position": "Hand", "name": "X", "startDate": "2020", "highlights": [bullet]}]
    found, _ = find_mentions(read_json_resume({"work": work}), finders.skills, toy)
    return {skill: {one.independence for one in mentions} for skill, mentions in found.items()}


def test_each_sentence_is_weighed_by_its_own_words(toy: Catalogue, toy_finders: Finders) -> None:
    grades = _grades(BULLET, toy, toy_finders)
    assert grades[SkillId("baking")] == {"did"}
    assert grades[SkillId("till")] == {"taught"}


def test_an_award_counts_as_owning_what_was_done(toy: Catalogue, toy_finders: Finders) -> None:
    assert _grades("Baked bread, baker of the year 2022", toy, toy_finders)[SkillId("baking")] == {"owned"}


def test_what_somebody_hopes_to_learn_is_not_held(toy: Catalogue, toy_finders: Finders) -> None:
    assert SkillId("baking") in _grades("Baked bread every day.", toy, toy_finders)
    assert SkillId("baking") not in _grades("I would love to learn baking.", toy, toy_finders)
