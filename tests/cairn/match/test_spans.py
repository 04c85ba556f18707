"""The span model: what an advert asks for, listed anywhere or not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.match.spans import KINDS, SpanModel, find_spans, load_model, pack, unpack

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


def test_a_model_survives_packing() -> None:
    model = SpanModel(
        weights={"w=sql": (1.0, -2.0, 0.5, 0.0, 0.25, 3.0)},
        classes={"sql": (3, 41, -1, 7, 0)},
        steps=((0.5,) * 9, (0.25,) * 9, (-1.0,) * 9),
    )
    assert unpack(pack(model)) == model


def test_the_shipped_model_is_small_and_knows_every_layer() -> None:
    model = load_model()
    assert len(model.steps) == len(KINDS)
    assert len(pack(model)) < 300_000
