from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assumptions import Assumptions, load_assumptions
from cairn.provenance import derivation_json, replay
from cairn.track import FinishedWork, learn_pace


def finished(*ratios: float, low: float = 0, high: float = 0) -> list[FinishedWork]:
    return [
        FinishedWork(label=f"step {number}", estimated_hours=10, actual_hours=10 * one, low=low, high=high)
        for number, one in enumerate(ratios)
    ]


def test_without_finished_steps_the_ratio_is_one_and_it_says_so(assumptions: Assumptions) -> None:
    pace = learn_pace((), assumptions)
    assert (pace.count, pace.mean, pace.spread, pace.ratio.value) == (0, 0, 1, 1)
    assert "no finished steps" in pace.note


def test_the_ratio_is_shrunk_by_the_stated_prior(assumptions: Assumptions) -> None:
    # Six steps at 1.4: with a person's share of 0.3 the log ratio counts 6 x 0.3 / (0.7 + 6 x 0.3) = 0.72.
    pace = learn_pace(finished(*[1.4] * 6), assumptions)
    assert pace.ratio.value == pytest.approx(exp(0.72 * log(1.4)))
    assert pace.spread == pytest.approx(sqrt(0.7 / 2.5))


def test_the_ratio_replays_from_what_is_printed(assumptions: Assumptions) -> None:
    for ratios in ((), (1.4,), (1.4, 0.8, 1.1)):
        ratio = learn_pace(finished(*ratios), assumptions).ratio
        assert replay(derivation_json(ratio)) == pytest.approx(ratio.value)


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=30))
def test_the_ratio_lies_between_one_and_the_steps_own(ratios: list[float]) -> None:
    ratio = learn_pace(finished(*ratios), load_assumptions()).ratio.value
    assert min(1, *ratios) - 1e-9 <= ratio <= max(1, *ratios) + 1e-9


def test_a_ratio_is_judged_by_the_range_of_its_own_estimate(assumptions: Assumptions) -> None:
    narrow = learn_pace(finished(1.2, low=9, high=12), assumptions)
    wide = learn_pace(finished(1.2, low=5, high=20), assumptions)
    assert narrow.mean > wide.mean > 0


def test_no_rate_is_named_on_fewer_than_five_steps(assumptions: Assumptions) -> None:
    few, enough = (learn_pace(finished(*[1.25] * count), assumptions).note for count in (4, 5))
    assert "%" not in few
    assert "too few" in few
    assert "25% more hours" in enough


def test_hours_that_are_no_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="FinishedWork"):
        FinishedWork(label="x", estimated_hours=0, actual_hours=3)
