"""Which documents hold which terms: postings in arrays that open without reading.

Terms are hashed, so there is no vocabulary to load; the arrays are mapped from
disk, so opening an index costs nothing and a query touches only its own terms.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.match.esco.terms import BUCKETS, bucket

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """Weights of terms in documents, term by term.

    `starts[b]:starts[b + 1]` are the places in `rows` and `values` of the
    documents that hold a term of bucket `b`; `weights[b]` is its rarity.
    """

    starts: NDArray[np.int32]
    rows: NDArray[np.integer[Any]]
    values: Floats
    weights: Floats
    documents: int

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]], *, is_normal: bool) -> "TermMatrix":
        """The matrix of documents given as terms.

        With `is_normal` a row is tf–idf of length one, as for cosine; without,
        each term a document holds counts its rarity.
        """
        rows, buckets, counts, total = _triples(documents)
        holding = np.bincount(buckets, minlength=BUCKETS)
        rarity = np.log(1 + total / (holding + (1 if is_normal else 5))).astype(np.float32)
        rarity[holding == 0] = 0
        values = rarity[buckets] * (1 + np.log(counts) if is_normal else 1)
        if is_normal:
            lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=total)) + 1e-9
            values = values / lengths[rows]
        order = np.argsort(buckets, kind="stable")
        starts = np.concatenate([[0], np.cumsum(holding)]).astype(np.int32)
        kind = np.uint16 if total < (1 << 16) else np.uint32
        half = values[order].astype(np.float16)
        return cls(starts, rows[order].astype(kind), half, rarity.astype(np.float16), total)

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays as `name.*.npy`."""
        for part in _PARTS:
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, name: str, documents: int) -> "TermMatrix":
        """The matrix as it was saved, mapped and not read."""
        parts: dict[str, Any] = {
            part: np.asarray(np.load(folder / f"{name}.{part}.npy", mmap_mode="r")) for part in _PARTS
        }
        return cls(**parts, documents=documents)

    def query_weights(self, terms: Mapping[str, float]) -> dict[int, float]:
        """Known terms of a query as unit-length tf–idf weights by bucket."""
        found: dict[int, float] = {}
        for term, count in terms.items():
            place = bucket(term)
            rarity = float(self.weights[place])
            if rarity:
                found[place] = found.get(place, 0.0) + rarity * (1 + math.log(max(1.0, count)))
        length = math.sqrt(sum(one * one for one in found.values())) or 1.0
        return {place: one / length for place, one in found.items()}

    def known(self, terms: Mapping[str, float]) -> dict[int, float]:
        """By bucket, what each known term of a query counts."""
        places = ((bucket(term), one) for term, one in terms.items())
        return {place: one for place, one in places if self.weights[place]}

    def rarity_of(self, terms: Mapping[str, float]) -> float:
        """The rarities of the terms, each times what it counts, summed."""
        return sum(one * float(self.weights[place]) for place, one in self.known(terms).items())

    def cosines(self, terms: Iterable[str]) -> Floats:
        """How alike each document is to the terms of a query, 0–1."""
        return self.sums(self.query_weights(Counter(terms)))

    def sums(self, weights: Mapping[int, float]) -> Floats:
        """The sum over buckets of `weights` times what each document holds."""
        if not weights:
            return np.zeros(self.documents)
        lows, highs = (self.starts[[place + end for place in weights]] for end in (0, 1))
        spans = [slice(low, high) for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]
        rows = np.concatenate([self.rows[one] for one in spans])
        values = np.concatenate([self.values[one] for one in spans]).astype(np.float32)
        values *= np.repeat(np.fromiter(weights.values(), np.float32), highs - lows)
        return np.asarray(np.bincount(rows, weights=values, minlength=self.documents))


_PARTS = ("starts", "rows", "values", "weights")


def _triples(
    documents: Iterable[Sequence[str]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
    sizes: list[int] = []
    buckets: list[int] = []
    counts: list[int] = []
    for terms in documents:
        counted = Counter(map(bucket, terms))
        sizes.append(len(counted))
        buckets += counted
        counts += counted.values()
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return rows, np.array(buckets, dtype=np.int64), np.array(counts, dtype=np.float64), len(sizes)
