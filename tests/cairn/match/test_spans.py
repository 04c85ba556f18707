"""The span model: what an advert asks for, listed anywhere or not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.match.spans.find import Scorer, find_spans, load_model
from cairn.match.spans.model import KINDS, SpanModel, gains_of, pack, row_of, unpack
from cairn.match.spans.words import commas_in, features_of, tokens_of

ADVERT = (
    "Senior developer\nYou have experience with Python and PostgreSQL.\n"
    "You are able to communicate clearly with customers and to plan your own work.\n"
    "We offer free lunch and a company car."
)


def test_tools_and_skills_of_an_advert_are_marked() -> None:
    quotes = {one.kind: "" for one in find_spans(ADVERT)}
    found = " | ".join(one.quote for one in find_spans(ADVERT))
    assert "Python" in found
    assert "PostgreSQL" in found
    assert "communicate" in found
    assert set(quotes) <= set(KINDS)


def test_what_the_employer_offers_is_not_asked_for() -> None:
    assert not any("lunch" in one.quote or "car" in one.quote for one in find_spans(ADVERT))


def test_quotes_stand_where_they_say_with_a_probability() -> None:
    for one in find_spans(ADVERT):
        assert ADVERT[one.start : one.end] == one.quote
        assert 0 < one.confidence <= 1


def test_stretches_of_one_kind_never_overlap() -> None:
    for kind in KINDS:
        spans = [one for one in find_spans(ADVERT * 3) if one.kind == kind]
        assert all(first.end <= second.start for first, second in pairwise(spans))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    assert all(text[one.start : one.end] == one.quote for one in find_spans(text))


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(BadInput, match="one advert at a time"):
        find_spans("a " * 500_001)


def test_commas_are_no_skills_and_hide_none() -> None:
    text = "Experience with Python, Java, SQL and Docker is required."
    assert {"Python", "Java", "SQL", "Docker"} <= {one.quote for one in find_spans(text)}
    assert not any("," in one.quote for one in find_spans(text))


@pytest.mark.parametrize("text", ["\x00\u202e" * 90, "👩‍💻 " * 90, "、， " * 90, "* * *\n- - -\n1 2 3"])
def test_signs_alone_are_no_skill(text: str) -> None:
    assert find_spans(text) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["You", "plan", ",", "SQL", "and", "C++", "<X>", "zzyzx", "."]), max_size=12))
def test_words_summed_once_gain_what_all_their_features_give(words: list[str]) -> None:
    model, line = load_model(), " ".join(words)
    places = tokens_of(line)
    rows = [
        [gains_of(model.weights[one]) for one in features if one in model.weights]
        for features in features_of(line, places, model.classes)
    ]
    plain = [tuple(map(sum, zip(*found, strict=True))) for found in rows]
    assert Scorer(model).score(line, places, commas_in(line, places)) == plain


@given(st.lists(st.lists(st.integers(-127, 127), min_size=9, max_size=9), max_size=256))
def test_sums_of_rows_are_sums_of_gains(rows: list[list[int]]) -> None:
    assert list(gains_of(sum(map(row_of, rows)))) == [
        sum(column) for column in zip([0] * 9, *rows, strict=True)
    ]


def test_a_model_survives_packing() -> None:
    model = SpanModel(
        weights={"w=sql": row_of((3, -2, 5, 0, 127, -127, 0, 0, 1)), "": row_of((1,) * 9)},
        classes={"sql": (103, 4, -1, 2, -1, 1, -1, 0), "team": (-1, 4, 6, 2, 5, 3, 0, 1), "zeal": (-1,) * 8},
        steps=((0.5,) * 13, (0.25,) * 13, (1.0,) * 13),
    )
    kept = unpack(pack(model))
    assert kept.weights == model.weights
    assert kept.steps == model.steps
    assert kept.classes["team"] == model.classes["team"]
    assert kept.classes["zeal"] == model.classes["zeal"]


def test_the_shipped_model_is_small_and_knows_every_layer() -> None:
    model = load_model()
    assert len(model.steps) == len(KINDS)
    assert len(pack(model)) < 400_000
