"""Word vectors trained on the texts of the releases a person installed.

Counts of words near each other become positive pointwise mutual information
(Levy and Goldberg 2014), and a randomised singular value decomposition (Halko
and others 2011) makes 200 numbers a word of it. A text is the mean of its words,
common words counting less (Arora and others 2017).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SIZE, _WINDOW, _FEWEST = 200, 5, 4
_EXTRA, _ROUNDS, _SEED = 30, 3, 0
_CONTEXT_POWER, _VALUE_POWER, _COMMON = 0.75, 0.25, 1e-3
Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A unit vector a stem and how much it counts in the mean of a text."""

    places: dict[str, int]
    vectors: Matrix
    weights: Matrix

    @classmethod
    def train(cls, texts: Iterable[Sequence[str]]) -> "WordVectors":
        """Vectors from texts given as content stems; some seconds a million words."""
        lines = list(texts)
        counts = Counter(word for line in lines for word in line if not word.isdigit())
        places = {
            word: place
            for place, (word, _) in enumerate(one for one in counts.most_common() if one[1] >= _FEWEST)
        }
        vectors = _reduced(_information(_neighbours(lines, places)))
        total = max(1, sum(counts.values()))
        weights = [_COMMON / (_COMMON + counts[word] / total) for word in places]
        return cls(places, vectors.astype(np.float16), np.array(weights, np.float32))

    def save(self, folder: Path) -> None:
        """Write the words and their vectors."""
        (folder / "words.txt").write_text("\n".join(self.places), encoding="utf-8")
        np.save(folder / "words.vectors.npy", self.vectors)
        np.save(folder / "words.weights.npy", self.weights)

    @classmethod
    def load(cls, folder: Path) -> "WordVectors":
        """The vectors as they were saved."""
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(
            {word: place for place, word in enumerate(words)},
            np.load(folder / "words.vectors.npy", mmap_mode="r"),
            np.load(folder / "words.weights.npy"),
        )

    def weighted(self, stems: Iterable[str]) -> Matrix:
        """The weighted vectors of the known words, a row each, in order."""
        places = [self.places[one] for one in stems if one in self.places]
        return self.vectors[places].astype(np.float32) * self.weights[places][:, None]

    def mean(self, stems: Iterable[str]) -> Matrix:
        """The unit vector of a text, zero when no word is known."""
        return unit(self.weighted(stems).sum(axis=0))

    def means(self, texts: Iterable[Sequence[str]]) -> Matrix:
        """The unit vectors of many texts, a row each."""
        rows = [self.mean(one) for one in texts]
        return np.array(rows, dtype=np.float32)


def unit(vectors: Matrix) -> Matrix:
    """The vectors (along the last axis) at length one; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9))


def _neighbours(lines: Sequence[Sequence[str]], places: dict[str, int]) -> Any:  # noqa: ANN401 - scipy sparse
    """How often words stand within five of each other, nearer ones counting more."""
    from scipy import sparse

    gap = [-1] * _WINDOW
    flat = np.array([place for line in lines for place in (*(places.get(one, -1) for one in line), *gap)])
    shape = (len(places), len(places))
    total: Any = sparse.csr_array(shape, dtype=np.float32)
    for distance in range(1, _WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        both = (left >= 0) & (right >= 0)
        weight = np.full(int(both.sum()), distance**-0.5, np.float32)
        total = total + sparse.coo_array((weight, (left[both], right[both])), shape=shape).tocsr()
    return total + total.T


def _information(counts: Any) -> Any:  # noqa: ANN401 - scipy sparse
    from scipy import sparse

    cells = counts.tocoo()
    per_word = np.asarray(counts.sum(axis=1)).ravel()
    context = per_word**_CONTEXT_POWER
    context /= context.sum()
    information = np.log(cells.data / (per_word[cells.row] * context[cells.col]))
    kept = information > 0
    places = (cells.row[kept], cells.col[kept])
    return sparse.csr_array((information[kept], places), shape=counts.shape).astype(np.float32)


def _reduced(matrix: Any) -> Matrix:  # noqa: ANN401 - scipy sparse
    size = min(_SIZE, matrix.shape[0])
    start = np.random.default_rng(_SEED).standard_normal((matrix.shape[0], size + _EXTRA)).astype(np.float32)
    basis = np.linalg.qr(matrix @ start)[0]
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return unit((basis @ left[:, :size]) * values[:size] ** _VALUE_POWER)
