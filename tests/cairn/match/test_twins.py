"""Word vectors learned from texts that mean the same."""

from pathlib import Path

import numpy as np
import pytest
from tests.cairn.match.releases import write_release

from cairn.catalogue.esco import EscoEntry, EscoRelease, read_esco
from cairn.match.esco.twins import _is_same, _slopes, sharpened
from cairn.match.esco.vectors import WordVectors


def vectors_of(words: list[str]) -> WordVectors:
    """Vectors at random: nothing is known of any word."""
    rows = np.random.default_rng(1).standard_normal((len(words), 20))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    places = {word: place for place, word in enumerate(words)}
    return WordVectors(places, rows.astype(np.float16), np.ones(len(words), np.float32))


def likeness(vectors: WordVectors, first: str, second: str) -> float:
    rows = vectors.vectors.astype(np.float64)
    return float(rows[vectors.places[first]] @ rows[vectors.places[second]])


def skill(own: int, label: str, *aliases: str) -> EscoEntry:
    return EscoEntry(id=f"{own}", label=label, aliases=aliases, description="")


def test_words_that_name_one_thing_come_nearer_to_each_other_than_to_the_rest() -> None:
    pairs = [("autos", "cars"), ("bread", "loaf"), ("kids", "child"), ("sofa", "couch")]
    entries = tuple(skill(at, label, *[alias] * 300) for at, (label, alias) in enumerate(pairs))
    before = vectors_of(["auto", "car", "bread", "loaf", "kid", "child", "sofa", "couch"])
    after = sharpened(before, EscoRelease(occupations=(), skills=entries, links=()))
    for first, second in [("bread", "loaf"), ("sofa", "couch"), ("kid", "child"), ("auto", "car")]:
        assert likeness(after, first, second) > likeness(before, first, second)
    assert likeness(after, "bread", "couch") < likeness(before, "bread", "couch")


def test_a_release_without_twins_leaves_the_vectors_as_they_were() -> None:
    before = vectors_of(["bread", "loaf"])
    alone = EscoRelease(occupations=(), skills=(skill(0, "bread"), skill(1, "loaf", "bread")), links=())
    assert sharpened(before, alone) is before


def test_learning_twice_gives_the_same(tmp_path: Path) -> None:
    release = read_esco(write_release(tmp_path))
    before = vectors_of(["dough", "bread", "oven", "wound", "care", "team", "work"])
    first, second = sharpened(before, release), sharpened(before, release)
    assert (first.vectors == second.vectors).all()
    assert (first.weights == second.weights).all()


def test_one_label_is_not_told_from_itself() -> None:
    assert _is_same([(1, 2), (3,), (1, 2)]).tolist() == [
        [False, False, True],
        [False, False, False],
        [True, False, False],
    ]


def test_the_slope_is_that_of_the_loss() -> None:
    chance = np.random.default_rng(2)
    said, labels = chance.standard_normal((2, 4, 3))
    same = np.zeros((4, 4), bool)

    def loss(both: np.ndarray) -> float:
        rows = both / np.linalg.norm(both, axis=1, keepdims=True)
        alike = rows[:4] @ rows[4:].T / 0.07
        ways = (alike, alike.T)
        return sum(float((np.log(np.exp(one).sum(axis=1)) - np.diag(one)).sum()) for one in ways) / 2

    both = np.vstack([said, labels])
    slope = _slopes(said, labels, same)
    for at in np.ndindex(both.shape):
        moved = both.copy()
        moved[at] += 1e-6
        assert slope[at] == pytest.approx((loss(moved) - loss(both)) / 1e-6, abs=1e-2)
