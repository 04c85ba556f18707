"""Word vectors learned from texts that mean the same.

An entry's other names and the sentences that describe it say what its label says.
Vectors are moved until the mean of one such text is nearer to its label than to the
labels of the other pairs in a batch (InfoNCE: van den Oord and others 2018), starting
from counts of neighbours. Words the two texts share are often left out, so that what
is learned is which different words mean the same. The length of a word's vector comes
to say how much the word counts.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.catalogue.esco import EscoRelease
from cairn.match.esco.terms import all_stems, content
from cairn.match.esco.vectors import Matrix, WordVectors
from cairn.match.typed.names import bare_name

Pair = tuple[list[int], list[int]]

_ROUNDS, _BATCH, _STEP, _WARM_UP = 2, 512, 0.01, 20
_SHARPNESS = 1 / 0.07
_LEFT_OUT, _CUT, _STRETCH = 0.5, 0.5, (3, 8)
_SEED, _LITTLE = 0, 1e-8
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def sharpened(vectors: WordVectors, release: EscoRelease) -> WordVectors:
    """The vectors after learning from the names and descriptions of a release; some ten seconds."""
    pairs = [one for texts in _twins(release) if all(one := _known(texts, vectors.places))]
    size = min(_BATCH, len(pairs))
    if size < 2:  # one pair has nothing to be told from
        return vectors
    chance, order = random.Random(_SEED), np.random.default_rng(_SEED)  # noqa: S311 - no secret
    words = vectors.vectors.astype(np.float32) * vectors.weights[:, None]
    learner = _Learner(words, steps=_ROUNDS * (len(pairs) // size))
    for _ in range(_ROUNDS):
        shuffled = order.permutation(len(pairs))
        for start in range(0, len(pairs) - size + 1, size):
            learner.learn([_varied(pairs[place], chance) for place in shuffled[start : start + size]])
    lengths = np.linalg.norm(words, axis=1)
    unit = words / np.maximum(lengths, _LITTLE)[:, None]
    return replace(vectors, vectors=unit.astype(np.float16), weights=lengths.astype(np.float32))


def _twins(release: EscoRelease) -> Iterator[tuple[str, str]]:
    for one in (*release.skills, *release.occupations):
        label = bare_name(one.label)
        for text in (*one.aliases, *_SENTENCE.split(one.description)):
            yield text, label


def _known(texts: tuple[str, str], places: dict[str, int]) -> Pair:
    first, second = ([places[one] for one in content(all_stems(text)) if one in places] for text in texts)
    return (first, second) if first != second else ([], [])


def _varied(pair: Pair, chance: random.Random) -> Pair:
    """A pair as it is learned from this time: often a stretch of the first text, less what both share."""
    said, label = pair
    if len(said) > _STRETCH[0] and chance.random() < _CUT:
        length = chance.randint(*_STRETCH)
        start = chance.randrange(max(1, len(said) - length + 1))
        said = said[start : start + length]
    other = [one for one in said if one not in label or chance.random() >= _LEFT_OUT]
    return other or said, label


class _Learner:
    """Moves the rows of `words` in place, a batch at a time."""

    def __init__(self, words: Matrix, *, steps: int) -> None:
        self.words, self.steps, self.done = words, steps, 0
        self.moved = np.zeros(len(words), np.float32)

    def learn(self, batch: Sequence[Pair]) -> None:
        """One step: every first text nearer to its label, farther from the other labels."""
        from scipy import sparse

        said, labels = (_counts(texts, len(self.words)) for texts in zip(*batch, strict=True))
        slope = _slopes(said @ self.words, labels @ self.words, _is_same([one for _, one in batch]))
        both = sparse.vstack([said, labels]).tocsr()
        rows = np.unique(both.indices)
        slope = both[:, rows].T @ slope
        self.done += 1
        self.moved[rows] += (slope**2).mean(axis=1)
        pace = _STEP * min(1.0, self.done / _WARM_UP) * (1 - self.done / (self.steps + 1)) ** 0.5
        self.words[rows] -= pace * slope / np.sqrt(self.moved[rows] + _LITTLE)[:, None]


def _counts(texts: Sequence[Sequence[int]], words: int) -> Any:  # noqa: ANN401 - scipy sparse
    from scipy import sparse

    ends = np.cumsum([0, *map(len, texts)])
    places = np.array([place for text in texts for place in text])
    return sparse.csr_array((np.ones(len(places), np.float32), places, ends), shape=(len(texts), words))


def _is_same(labels: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    """Which pairs have one label: they are not to be told apart."""
    known: dict[tuple[int, ...], int] = {}
    kinds = np.array([known.setdefault(tuple(one), len(known)) for one in labels])
    return np.asarray((kinds[:, None] == kinds[None, :]) & ~np.eye(len(kinds), dtype=bool))


def _slopes(said: Matrix, labels: Matrix, same: NDArray[np.bool_]) -> Matrix:
    """How the loss rises with the sums of both sides, one under the other."""
    said_length, label_length = (np.linalg.norm(one, axis=1, keepdims=True) + 1e-6 for one in (said, labels))
    said, labels = said / said_length, labels / label_length
    alike = np.where(same, -1e4, said @ labels.T * _SHARPNESS)
    slope = _shares(alike) + _shares(alike.T).T - 2 * np.eye(len(said), dtype=np.float32)
    slope *= _SHARPNESS / 2
    to_said, to_labels = slope @ labels, slope.T @ said
    to_said -= said * (to_said * said).sum(axis=1, keepdims=True)
    to_labels -= labels * (to_labels * labels).sum(axis=1, keepdims=True)
    return np.vstack([to_said / said_length, to_labels / label_length])


def _shares(alike: Matrix) -> Matrix:
    raised = np.exp(alike - alike.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
