"""Skills put in order for a sentence, in two looks.

The first look scores every skill by what is quick to sum: words, letters, the name best
held, stretches of the sentence. The second compares the likeliest two hundred anew, with
the words of the sentence weighed by how often they stand inside a skill in adverts, and
adds up with weights that `benchmarks/train_ranking.py` learned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.match.esco.adverts import UNSEEN, word_shares
from cairn.match.esco.side import Scores, Side
from cairn.match.esco.terms import all_stems, content, grams, with_pairs
from cairn.match.esco.vectors import WordVectors, unit

Places = NDArray[np.integer[Any]]

LIKELIEST = 200
_LONGEST_WORDS = 120
_FIRST_STRETCHES, _STRETCHES = (1, 3), (1, 2, 3, 4, 6, 8)
_LETTERS, _NAME, _NEAR, _PRIOR = 0.4, 0.2, 1.2, 0.15
# Who types a name, and nothing else, means it.
_VERY_WORDS, _NEARLY = 3.0, 0.99
LEAST_NEAR, _USUAL, _LITTLE = 0.3, 10, 1e-6
PARTS = ("words", "letters", "near", "standing out", "whole", "held", "used", "missing")
WEIGHTS = np.array([2.04, 5.11, 3.22, 3.31, 3.81, 1.95, 1.48, -0.07], np.float32)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What every skill shares with a query: four cosines or shares, all 0 where nothing is shared."""

    core: list[str]
    words: Scores
    letters: Scores
    held: Scores
    near: Scores
    per_name: Scores

    @classmethod
    def of(cls, query: str, side: Side, vectors: WordVectors) -> "FirstLook":
        """Compare a query with every skill."""
        stems = all_stems(query)[:_LONGEST_WORDS]
        core = content(stems)
        held = held_by_name(side, dict.fromkeys(core, 1.0))
        parts = stretches(vectors.weighted(core), _FIRST_STRETCHES)
        return cls(
            core=core,
            words=side.words.cosines(with_pairs(core)),
            letters=side.grams.cosines(grams(stems)),
            held=held,
            near=(parts @ side.vectors.T).max(axis=0) if len(parts) else np.zeros(len(side.ids)),
            per_name=np.asarray((held / side.name_totals) ** 2 * np.sqrt(held)),
        )

    def scores(self, side: Side) -> Scores:
        """How likely each skill is at first sight, 0 where nothing is shared."""
        shared = self.words + _LETTERS * self.letters + _NEAR * self.near + _PRIOR * side.prior
        shared = shared + _NAME * best_of_some(side, self.per_name)
        shared[self.very_words(side)] += _VERY_WORDS
        return np.where((self.letters > 0) | (self.near > LEAST_NEAR), shared, 0.0)

    def very_words(self, side: Side) -> Places:
        """The places of the skills one of whose names is the query word for word."""
        words = dict.fromkeys(self.core, 1.0)
        if not words or len(side.by_name.known(words)) < len(words):
            return np.zeros(0, np.int64)
        asked = side.by_name.rarity_of(words)
        names = np.flatnonzero(self.held >= _NEARLY * np.maximum(side.name_totals, asked))
        return np.unique(np.searchsorted(side.firsts, names, "right") - 1)


def second_look(look: FirstLook, side: Side, vectors: WordVectors, places: Places) -> Scores:
    """The sums that order the skills at `places`."""
    sums = compare(look, side, vectors, places, word_shares()) @ WEIGHTS + side.prior[places]
    return np.asarray(sums + _VERY_WORDS * np.isin(places, look.very_words(side)))


def compare(
    look: FirstLook, side: Side, vectors: WordVectors, places: Places, shares: Mapping[str, float]
) -> Scores:
    """The parts of the second look for the skills at `places`: a row a skill, a column each of `PARTS`.

    `shares` tells how often a word stands inside a skill, as `word_shares` does.
    """
    words = [one for one in look.core if one in vectors.places]
    counts = np.array([shares.get(one, UNSEEN) for one in words], np.float32)
    near, standing_out, whole = _near(vectors.weighted(words), counts, side.vectors[places])
    names, starts = _names_of(side, places)
    held, totals = look.held[names], side.name_totals[names]
    weighed = {one: shares.get(one, UNSEEN) for one in look.core}
    used = held_by_name(side, weighed)[names]
    asked = side.by_name.rarity_of(weighed)
    columns = (
        look.words[places],
        look.letters[places],
        near,
        standing_out,
        whole,
        np.maximum.reduceat(held / totals, starts),
        np.maximum.reduceat(used, starts) / max(asked, _LITTLE),
        (totals - held)[starts],
    )
    return np.stack(columns, axis=1).astype(np.float32)


def stretches(words: Scores, sizes: Sequence[int]) -> Scores:
    """Unit vectors of all stretches of so many words, the whole of them last."""
    if not len(words):
        return words
    sums = np.vstack([np.zeros((1, words.shape[1])), np.cumsum(words, axis=0)])
    parts = [sums[size:] - sums[:-size] for size in sizes if size <= len(words)]
    return unit(np.vstack([*parts, sums[-1:]]).astype(np.float32))


def best_of_some(side: Side, per_name: Scores) -> Scores:
    """The best score of each entry's names, where most names score 0 and none less."""
    names = np.flatnonzero(per_name)
    best = np.zeros(len(side.ids), per_name.dtype)
    if len(names):
        owners = np.repeat(np.arange(len(side.ids)), np.diff(side.firsts, append=len(side.names)))[names]
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        best[owners[starts]] = np.maximum.reduceat(per_name[names], starts)
    return best


def held_by_name(side: Side, weights: Mapping[str, float]) -> Scores:
    """For each name, the rarities of its words among `weights`, each counting so much, summed."""
    return side.by_name.sums(side.by_name.known(weights)).astype(np.float32)


def _near(words: Scores, counts: Scores, skills: Scores) -> tuple[Scores, Scores, Scores]:
    """The nearest stretch's cosine; the best less the usual ones; that of the whole, its words weighed."""
    if not len(words):
        nothing = np.zeros(len(skills), np.float32)
        return nothing, nothing, nothing
    alike = stretches(words, _STRETCHES) @ skills.T
    nearest = min(_USUAL, alike.shape[1])
    usual = np.partition(alike, -nearest, axis=1)[:, -nearest:].mean(axis=1, keepdims=True)
    weighed = (words * counts[:, None]).sum(axis=0)
    return alike.max(axis=0), (alike - usual).max(axis=0), skills @ unit(weighed)


def _names_of(side: Side, places: Places) -> tuple[Places, Places]:
    """All names of the entries at `places` one after another, and where each entry's first stands."""
    ends = np.append(side.firsts[1:], len(side.names))
    counts = ends[places] - side.firsts[places]
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) + np.repeat(side.firsts[places] - starts, counts), starts


def likeliest(scores: Scores, most: int) -> Places:
    """The places of the highest scores above 0, in order of place."""
    found = np.flatnonzero(scores)
    if len(found) > most:
        found = found[np.argpartition(-scores[found], most)[:most]]
    return np.sort(found)


def chance(sums: Scores, even: float, spread: float) -> Scores:
    """The chance that a skill is meant, ½ where its sum is `even`; `spread` is how slowly it changes."""
    return np.asarray(0.5 + 0.5 * np.tanh((sums.astype(np.float64) - even) / (2 * spread)))
