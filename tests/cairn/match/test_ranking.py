"""How the likeliest skills are chosen and put in order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.match.releases import CODE, DOUGH, OVENS, TEAMS, WOUNDS, write_release

from cairn.catalogue.esco import EscoRelease, read_esco
from cairn.match.esco.adverts import ways_asked, word_shares
from cairn.match.esco.index import EscoIndex
from cairn.match.esco.ranking import PARTS, FirstLook, best_of_some, chance, compare, likeliest, stretches
from cairn.match.esco.side import is_asked


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> EscoRelease:
    return read_esco(write_release(tmp_path_factory.mktemp("esco")))


@pytest.fixture(scope="module")
def index(release: EscoRelease) -> EscoIndex:
    return EscoIndex.of(release, ["Bakers knead dough and run ovens."] * 5)


def parts_of(index: EscoIndex, query: str, skill: str, shares: dict[str, float]) -> dict[str, float]:
    """What one skill of the index is compared by, named."""
    look = FirstLook.of(query, index.skills, index.vectors)
    places = np.arange(len(index.skills.ids))
    row = compare(look, index.skills, index.vectors, places, shares)[index.skills.ids.index(skill)]
    return dict(zip(PARTS, row.tolist(), strict=True))


def test_a_name_held_whole_misses_nothing(index: EscoIndex) -> None:
    parts = parts_of(index, "knead the dough", DOUGH, {})
    # Both words of “knead dough” stand in the query, and both words of the query in the name.
    assert parts["held"] == pytest.approx(1, abs=0.01)
    assert parts["used"] == pytest.approx(1, abs=0.01)
    assert parts["missing"] == pytest.approx(0, abs=0.01)


def test_what_the_label_lacks_is_the_rarity_of_its_other_word(index: EscoIndex) -> None:
    parts = parts_of(index, "dough", DOUGH, {})
    assert parts["missing"] == pytest.approx(index.skills.by_name.rarity_of({"knead": 1.0}), abs=0.01)
    # “Python” alone is one word of three in each name of this skill.
    assert parts_of(index, "python", DOUGH, {})["held"] == 0


def test_a_word_that_no_skill_is_made_of_counts_little(index: EscoIndex) -> None:
    hardly = {"dough": 1.0, "team": 0.0}
    # The query's two words are weighed 1 and 0: “knead dough” uses all that counts, “work in teams” nothing.
    assert parts_of(index, "a dough team", DOUGH, hardly)["used"] == pytest.approx(1, abs=0.01)
    assert parts_of(index, "a dough team", TEAMS, hardly)["used"] == 0
    plainly = {"dough": 1.0, "team": 1.0}
    assert 0.2 < parts_of(index, "a dough team", TEAMS, plainly)["used"] < 0.8


def test_standing_out_is_less_than_near_by_what_is_usual(index: EscoIndex) -> None:
    look = FirstLook.of("dough", index.skills, index.vectors)
    rows = compare(look, index.skills, index.vectors, np.arange(5), {})
    near, out, whole = (rows[:, PARTS.index(one)] for one in ("near", "standing out", "whole"))
    # One word has one stretch; with five skills all are among the ten nearest, so their mean is usual.
    assert out == pytest.approx(near - near.mean(), abs=1e-5)
    assert whole == pytest.approx(near, abs=1e-5)


def test_nothing_known_shares_nothing(index: EscoIndex) -> None:
    look = FirstLook.of("qqq", index.skills, index.vectors)
    rows = compare(look, index.skills, index.vectors, np.arange(5), {})
    columns = [PARTS.index(one) for one in ("words", "near", "standing out", "whole", "held", "used")]
    assert not rows[:, columns].any()


def test_who_types_a_name_gets_its_skill_first(release: EscoRelease) -> None:
    first, second = release.skills[:2]
    own = replace(first, label="finance", aliases=())
    longer = replace(second, label="advise on finance", aliases=("finance advice", "advise finance"))
    index = EscoIndex.of(replace(release, skills=(longer, own), links=()))
    look = FirstLook.of("Finance", index.skills, index.vectors)
    assert look.very_words(index.skills).tolist() == [1]
    assert index.match_skills("finance")[0].skill == own.id
    assert not FirstLook.of("finance and bread", index.skills, index.vectors).very_words(index.skills).size


def test_only_so_many_are_looked_at_twice(index: EscoIndex) -> None:
    scores, _ = index.skill_scores("knead dough in hot ovens", most=2)
    assert [index.skills.ids[place] for place in np.flatnonzero(scores)] == [DOUGH, OVENS]
    assert len(index.match_skills("dough ovens wounds python teams", top=5)) == 5


def test_what_adverts_ask_for_in_many_ways_comes_first_of_equals(
    release: EscoRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cairn.match.esco.side.ways_asked", lambda: {WOUNDS: 9})
    twins = tuple(
        replace(one, label="keep records", aliases=(), reuse="") for one in release.skills if one.id != CODE
    )
    index = EscoIndex.of(replace(release, skills=twins, links=()))
    assert index.match_skills("keeping records")[0].skill == WOUNDS


def test_how_usual_rises_and_stays_below_one() -> None:
    assert [is_asked(ways) for ways in (0, 3, 9)] == [0, 0.5, 0.75]


def test_what_ships_about_adverts_is_sound() -> None:
    shares, asked = word_shares(), ways_asked()
    assert all(0 <= share <= 1 for share in shares.values())
    assert shares["experienc"] < 0.3
    assert shares["communication"] > 0.9
    assert all(len(skill) == 36 and ways > 0 for skill, ways in asked.items())


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(1, 50))
def test_the_likeliest_are_the_highest_above_nothing(scores: list[float], most: int) -> None:
    found = likeliest(np.array(scores), most)
    expected = sorted((one for one in scores if one > 0), reverse=True)[:most]
    assert sorted((scores[place] for place in found), reverse=True) == expected
    assert found.tolist() == sorted(found.tolist())


@given(st.data())
def test_the_best_of_few_names_is_the_best_of_all(index: EscoIndex, data: st.DataObject) -> None:
    size = len(index.skills.names)
    row = data.draw(st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0]), min_size=size, max_size=size))
    per_name = np.array(row, np.float32)
    assert best_of_some(index.skills, per_name).tolist() == index.skills.best_of(per_name).tolist()


def test_a_chance_is_a_half_where_even_and_rises() -> None:
    chances = chance(np.array([-1e3, 8.0, 10.0, 12.0, 1e3]), 10.0, 1.0)
    assert chances[2] == 0.5
    assert (np.diff(chances) > 0).all()
    assert chances.min() >= 0
    assert chances.max() <= 1


def test_stretches_are_of_length_one_and_end_with_the_whole() -> None:
    words = np.array([[3.0, 0.0], [0.0, 4.0], [1.0, 0.0]])
    found = stretches(words, (1, 2, 9))
    # Three single words, two pairs, and the whole (4, 4); a stretch of nine does not fit.
    assert found == pytest.approx(
        np.array([[1, 0], [0, 1], [1, 0], [0.6, 0.8], [0.2425, 0.9701], [0.7071, 0.7071]]), abs=1e-4
    )
    assert stretches(np.zeros((0, 2)), (1,)).shape == (0, 2)
