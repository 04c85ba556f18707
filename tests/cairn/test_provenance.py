"""A printed number can be recomputed from its leaves, and a tampered one cannot pass."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.provenance import (
    Derivation,
    Estimate,
    Rule,
    Source,
    derivation_json,
    evaluate,
    high_end,
    leaf,
    leaf_estimate,
    low_end,
    replay,
)

YOU = Source(kind="entered", name="you")
SUM = Rule(name="toy.sum", label="total", formula="sum(parts) * factor", unit="hours")
numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def hours(value: float) -> Derivation:
    return leaf("hours", value, source=YOU, unit="hours")


# ------------------------------------------------------------------ the formula language


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        ("2 + 3 * 4", {}, 14),
        ("2 ** 3 / 4 - 1", {}, 1),
        ("-x", {"x": 3}, -3),
        ("max(0, a - b)", {"a": 2, "b": 3}, 0),
        ("dot(w, x) / sum(w)", {"w": [1, 3], "x": [2, 4]}, 3.5),
        ("mean_by(x, w)", {"w": [1, 3], "x": [2, 4]}, 3.5),
        ("ceil(x) + floor(x)", {"x": 1.5}, 3),
        ("len(x)", {"x": [5, 5, 5]}, 3),
    ],
)
def test_a_formula_has_the_value_that_arithmetic_gives(
    formula: str, inputs: dict[str, float], value: float
) -> None:
    assert evaluate(formula, inputs) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "x.real",
        "open('f')",
        "[1 for _ in x]",
        "max(x, key=len)",
        "lambda: 1",
        "y",
        "x if x else 1",
        "'text'",
        "1 +",
        "x[0]",
        "f'{x}'",
    ],
)
def test_a_formula_from_a_file_cannot_run_code(formula: str) -> None:
    with pytest.raises(BadInput):
        evaluate(formula, {"x": 1.0})


@pytest.mark.parametrize("formula", ["9**9**9**9", "+".join("1" * 5000), "-" * 5000 + "x", "(" * 5000])
def test_a_formula_from_a_file_cannot_hang_or_break_us(formula: str) -> None:
    with pytest.raises(BadInput):
        evaluate(formula, {"x": 1.0})


@pytest.mark.parametrize("formula", ["1 / x", "sqrt(x - 1)", "10.0 ** 400 + x", "mean_by(y, y)", "1e999"])
def test_a_formula_without_a_result_is_refused(formula: str) -> None:
    with pytest.raises(BadInput, match=r"no (finite )?value"):
        evaluate(formula, {"x": 0.0, "y": []})


# ------------------------------------------------------------------ derivations


def test_a_rule_keeps_what_it_was_computed_from() -> None:
    total = SUM(parts=[hours(2), hours(3)], factor=hours(2))
    assert total.value == 10
    assert (total.rule, total.formula, total.unit) == ("toy.sum", SUM.formula, "hours")
    assert [name for name, _ in total.inputs] == ["parts", "factor"]


@given(st.lists(numbers, min_size=1, max_size=5), numbers)
def test_every_derivation_replays_from_its_own_json(parts: list[float], factor: float) -> None:
    total = SUM(parts=[hours(one) for one in parts], factor=hours(factor))
    outer = SUM(parts=[total, hours(1)], factor=hours(2), low=total, high=total)
    printed = json.loads(json.dumps(derivation_json(outer)))
    assert math.isclose(replay(printed), outer.value, rel_tol=1e-9, abs_tol=1e-9)


def test_a_number_changed_after_printing_does_not_replay() -> None:
    printed = derivation_json(SUM(parts=[hours(2), hours(3)], factor=hours(2)))
    printed["inputs"]["factor"]["value"] = 3
    with pytest.raises(BadInput, match="printed as 10"):
        replay(printed)


def test_a_changed_end_of_a_range_does_not_replay_either() -> None:
    low = SUM(parts=[hours(1)], factor=hours(2))
    printed = derivation_json(SUM(parts=[hours(2)], factor=hours(2), low=low))
    printed["low"]["value"] = 99
    with pytest.raises(BadInput, match="printed as 99"):
        replay(printed)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_derivation_is_never_without_a_number(value: float) -> None:
    with pytest.raises(ValueError, match=r"Derivation\.value"):
        hours(value)


def test_a_derivation_has_a_rule_or_a_source_and_not_both() -> None:
    with pytest.raises(ValueError, match="either a rule or a source"):
        Derivation(label="x", value=1)
    with pytest.raises(ValueError, match="either a rule or a source"):
        Derivation(label="x", value=1, rule="r", formula="1", source=YOU)


# ------------------------------------------------------------------ ranges


def test_the_ends_of_a_range_are_derivations_of_their_own() -> None:
    given_range = leaf_estimate("hours", Estimate(value=5, low=3, high=9, source=YOU), unit="hours")
    assert (low_end(given_range).value, given_range.value, high_end(given_range).value) == (3, 5, 9)
    assert (given_range.low_value, given_range.high_value) == (3, 9)


def test_a_number_without_a_range_is_its_own_end() -> None:
    exact = hours(5)
    assert low_end(exact) is high_end(exact) is exact
    assert exact.low_value == exact.high_value == 5


@pytest.mark.parametrize(("low", "value", "high"), [(3, 2, 4), (3, 5, 4), (math.nan, 2, 3), (1, 2, math.inf)])
def test_an_estimate_lies_inside_its_finite_range(low: float, value: float, high: float) -> None:
    with pytest.raises(ValueError, match="Estimate"):
        Estimate(value=value, low=low, high=high, source=YOU)


def test_a_source_prints_only_what_it_says() -> None:
    source = Source(kind="catalogue", name="BLS", year=2024)
    printed = derivation_json(leaf("pay", 1, source=source))
    assert printed["source"] == {"kind": "catalogue", "name": "BLS", "year": 2024}
