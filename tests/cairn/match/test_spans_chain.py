"""The chain against every labelling written out, and against numbers beyond measure."""

import math
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.match.spans.chain import STEPS, Factors, choose_stretches, find_stretches

FACTOR = st.floats(0.05, 20)
WORDS = st.lists(st.tuples(FACTOR, FACTOR, FACTOR), min_size=1, max_size=5)
EVEN = (1.0,) * len(STEPS)
STEP_FACTORS = st.lists(FACTOR, min_size=len(STEPS), max_size=len(STEPS)).map(tuple)


def chances_by_hand(
    words: list[Factors], steps: tuple[float, ...], breaks: set[int]
) -> dict[tuple[int, int], float]:
    """The chance of every stretch, all labellings added up one by one."""
    by_step = dict(zip(STEPS, steps, strict=True))
    found: dict[tuple[int, int], float] = {}
    total = 0.0
    for states in product("OBIES", repeat=len(words)):
        if states[0] in "IE" or states[-1] in "BI" or any(a + b not in by_step for a, b in pairwise(states)):
            continue
        if any(states[at - 1] in "BI" for at in breaks):
            continue
        weight = math.prod(by_step[a + b] for a, b in pairwise(states))
        for state, (first, inner, last) in zip(states, words, strict=True):
            weight *= {"O": 1, "B": first, "I": inner, "E": inner * last, "S": first * last}[state]
        total += weight
        for at, state in enumerate(states):
            if state in "ES":
                start = max(place for place in range(at + 1) if states[place] in "BS")
                found[start, at + 1] = found.get((start, at + 1), 0.0) + weight
    return {place: weight / total for place, weight in found.items()}


@given(WORDS, STEP_FACTORS, st.sets(st.integers(1, 4)))
def test_chances_are_those_of_all_labellings_added_up(
    words: list[Factors], steps: tuple[float, ...], breaks: set[int]
) -> None:
    breaks = {one for one in breaks if one < len(words)}
    by_hand = chances_by_hand(words, steps, breaks)
    expected = {place: one for place, one in by_hand.items() if one >= 0.01}
    found = {(a, b): chance for a, b, chance in find_stretches(words, steps, least=0.009, breaks=breaks)}
    assert all(a >= at or b <= at for a, b in found for at in breaks)
    assert expected.keys() <= found.keys()
    assert all(found[place] == pytest.approx(one, rel=1e-6) for place, one in expected.items())


@given(st.lists(st.tuples(*[st.sampled_from([-30.0, 0.0, 30.0])] * 3), min_size=1, max_size=60))
def test_extreme_gains_still_give_chances(gains: list[tuple[float, float, float]]) -> None:
    words = [(math.exp(a), math.exp(b), math.exp(c)) for a, b, c in gains]
    assert all(0 < chance <= 1 for _, _, chance in find_stretches(words, EVEN, least=0.001))


@given(WORDS, STEP_FACTORS)
def test_chosen_stretches_never_overlap_and_reach_the_least(
    words: list[Factors], steps: tuple[float, ...]
) -> None:
    chosen = choose_stretches(words, steps, least=0.1)
    assert all(one[1] <= other[0] for one, other in pairwise(chosen))
    assert all(chance >= 0.1 for _, _, chance in chosen)


def test_the_likelier_of_two_overlapping_stretches_is_taken() -> None:
    # Two words, even steps: OO 1, SO 6, OS 1, SS 6, BE 6 × 4 = 24; so together 24 of 38.
    words = [(6.0, 1.0, 1.0), (1.0, 4.0, 1.0)]
    assert choose_stretches(words, EVEN, least=0.2) == [(0, 2, pytest.approx(24 / 38))]


def test_no_words_hold_no_stretch() -> None:
    assert choose_stretches([], EVEN, least=0.1) == []
