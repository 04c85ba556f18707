"""Judgement numbers are asked for by name, carry their range, and can be a person's own."""

import math

import pytest

from cairn.assumptions import load_assumptions
from cairn.errors import BadInput

A_NAME = "level.base.did"


def test_an_assumption_comes_as_a_leaf_that_says_whose_it_is() -> None:
    found = load_assumptions()[A_NAME]
    assert found.source is not None
    assert found.source.kind == "assumption"
    assert A_NAME in found.source.detail
    assert found.low_value <= found.value <= found.high_value


def test_every_shipped_range_holds_its_value_and_is_finite() -> None:
    for one in load_assumptions().by_name.values():
        assert one.low <= one.value <= one.high, one.name
        assert all(map(math.isfinite, (one.low, one.value, one.high))), one.name


def test_an_own_number_replaces_ours_widens_the_range_and_says_so() -> None:
    ours = load_assumptions()
    own = ours.override({A_NAME: 4.5})
    assert own.number(A_NAME) == 4.5
    assert own.by_name[A_NAME].high == 4.5
    assert own.by_name[A_NAME].low == ours.by_name[A_NAME].low
    assert own[A_NAME].source.name == "your own number"  # type: ignore[union-attr]
    assert ours.number(A_NAME) != 4.5


def test_an_unknown_name_is_refused_with_the_command_that_lists_them() -> None:
    with pytest.raises(BadInput, match="cairn assumptions"):
        load_assumptions().override({"no.such": 1})


@pytest.mark.parametrize("value", [math.nan, math.inf, True, "3", None])
def test_an_own_number_must_be_a_number(value: float) -> None:
    with pytest.raises(BadInput, match="takes a number"):
        load_assumptions().override({A_NAME: value})


def test_a_group_lists_the_names_below_it() -> None:
    group = load_assumptions().group("level.base")
    assert "did" in group
    assert all(f"level.base.{one}" in load_assumptions().by_name for one in group)


def test_a_name_that_does_not_exist_is_a_bug_and_crashes() -> None:
    with pytest.raises(KeyError):
        load_assumptions()["no.such"]
