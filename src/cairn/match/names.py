"""Names searched as people type: typos, half words, short forms, any word order.

A name is compared word by word. Each word of the query finds the words of the
index it may stand for (itself, a near synonym, a longer word it begins, a word
one or two slips away), and a name scores by how much of the query it covers and
how much of it the query covers, rare words counting more. Words of rank
(“senior”, “head of”) are compared apart: they change the job, not the field.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from cairn.match.everyday import NOISE, RANKS, alike, short_forms
from cairn.words import fold, stem, stems_of, word_list

Id = TypeVar("Id", bound=str)

_ALIKE, _PREFIX, _ALIAS, _EXPANDED = 0.85, 0.86, 0.985, 0.97
_OTHER_ORDER = 0.98
_GOOD_ENOUGH, _WIDE = 0.7, 0.9
_QUERY_SHARE = 0.6
_HIGHER_THAN_ASKED = (1.0, 0.85, 0.78, 0.74, 0.72)
_OTHER_RANK = (1.0, 0.82, 0.76, 0.72)
_LOWER_THAN_ASKED = (1.0, 0.88, 0.82, 0.76, 0.72)
_UNKNOWN_AFTER, _UNKNOWN_BEFORE, _OTHER_GRADE, _ALSO_PREFIX = 0.35, 0.8, 0.9, 0.6
_MOST_WORDS, _MOST_VARIANTS, _MOST_PREFIXED, _MOST_RESCORED = 24, 6, 40, 120
_COMMON = 2000
_LONGEST_QUERY = 400
_FEWEST_LETTERS, _SHORT, _MOST_SLIPS = 3, 5, 24
_LEADING = stems_of("boss foreman head lead leader manager supervisor")  # near, but of different grade
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Found(Generic[Id]):
    """An entry a query may mean, by which of its names, and why."""

    id: Id
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Name(Generic[Id]):
    id: Id
    text: str
    words: tuple[str, ...]
    rank: int
    factor: float
    is_confirmed: bool


@dataclass(slots=True)
class _Lookup:
    """What search needs besides the names, made at the first query."""

    postings: dict[str, list[int]] = field(default_factory=dict)
    whole: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)
    surfaces: dict[str, str] = field(default_factory=dict)
    spellings: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    usual: float = 1.0


class NameIndex(Generic[Id]):
    """Names of entries, searchable; the first name given for an id is its label."""

    def __init__(self, names: Sequence[tuple[Id, str]], confirmed: Sequence[tuple[Id, str]] = ()) -> None:
        self._given = names
        self._confirmed = confirmed
        self._names: list[_Name[Id]] = []
        self._lookup: _Lookup | None = None

    @classmethod
    def of(cls, names: Sequence[tuple[Id, str]], confirmed: Sequence[tuple[Id, str]] = ()) -> "NameIndex[Id]":
        """An index over (id, name) pairs; nothing is computed before the first search."""
        return cls(names, confirmed)

    def search(self, query: str, *, top: int) -> list[Found[Id]]:
        """The entries `query` may mean, best first; equals in order of their names."""
        lookup, query = self._lookup or self._build(), query[:_LONGEST_QUERY]
        best: dict[Id, Found[Id]] = {}
        variants = list(_variants(query))
        for is_wide in (False, True):
            for variant, note in variants:
                for found in self._search_words(variant, note, query, lookup, is_wide=is_wide):
                    if found.id not in best or found.score > best[found.id].score:
                        best[found.id] = found
            if max((one.score for one in best.values()), default=0.0) >= _GOOD_ENOUGH:
                break
        return sorted(best.values(), key=lambda one: (-one.score, one.name.lower()))[:top]

    def _build(self) -> _Lookup:
        lookup, seen = _Lookup(), set[Id]()
        for entry, text in self._confirmed:
            self._add(lookup, entry, text, 1.0, is_confirmed=True)
        for entry, text in self._given:
            self._add(lookup, entry, text, _ALIAS if entry in seen else 1.0)
            seen.add(entry)
        total = len(self._names) + 1
        lookup.weights = {
            word: 0.3 + math.log(1 + total / (len(places) + 5)) for word, places in lookup.postings.items()
        }
        lookup.vocabulary = sorted(lookup.postings)
        lookup.spellings = list(lookup.surfaces)
        lookup.usual = sum(lookup.weights.values()) / max(1, len(lookup.weights)) * 0.8
        self._lookup = lookup
        return lookup

    def _add(
        self, lookup: _Lookup, entry: Id, text: str, factor: float, *, is_confirmed: bool = False
    ) -> None:
        typed, rank = _core(word_list(text))
        words = tuple(map(stem, typed))
        lookup.surfaces.update(zip(typed, words, strict=True))
        place = len(self._names)
        self._names.append(_Name(entry, text, words, rank, factor, is_confirmed))
        for word in set(words):
            lookup.postings.setdefault(word, []).append(place)
        lookup.whole.setdefault(_joined(text), []).append(place)

    def _search_words(
        self, written: Sequence[str], note: str, query: str, lookup: _Lookup, *, is_wide: bool
    ) -> Iterable[Found[Id]]:
        typed, rank = _core([_mended_rank(word, lookup) for word in written[:_MOST_WORDS]])
        words = tuple(map(stem, typed))
        meant = [
            _meanings(word, own, lookup, is_wide=is_wide) for word, own in zip(words, typed, strict=True)
        ]
        asked = _asked_weights(words, meant, lookup)
        places = self._candidates(meant, lookup)
        places |= set(lookup.whole.get(_joined(query), ()))
        share = _EXPANDED if note else 1.0
        for place in places:
            name = self._names[place]
            score = self._score(name, words, meant, asked, lookup) * name.factor * share
            score *= _rank_factor(rank, name.rank)
            if not note and _joined(query) == _joined(name.text):
                score = max(score, name.factor)
            elif rank and rank == name.rank and not note:
                score *= _OTHER_ORDER  # “staff nurse” is as high as “lead nurse”, and not the same
            if score > 0:
                yield Found(name.id, name.text, round(min(1.0, score), 4), _why(name, words, meant, note))

    def _candidates(self, meant: Sequence[dict[str, float]], lookup: _Lookup) -> set[int]:
        """The names that share most with the query, rarest words first."""
        sums: dict[int, float] = {}
        order = sorted(meant, key=lambda found: min((len(lookup.postings[one]) for one in found), default=0))
        for found in order:
            for word, likeness in found.items():
                gain = lookup.weights[word] * likeness
                places = lookup.postings[word]
                if len(places) > _COMMON and len(sums) > _MOST_RESCORED:
                    holding = set(places).intersection(sums) if len(sums) * 8 < len(places) else places
                    for place in holding:
                        if place in sums:
                            sums[place] += gain
                    continue
                for place in places:
                    sums[place] = sums.get(place, 0.0) + gain
        if len(sums) <= _MOST_RESCORED:
            return set(sums)
        names = self._names
        ranked = sorted(sums, key=lambda place: sums[place] - 0.25 * len(names[place].words), reverse=True)
        return set(ranked[:_MOST_RESCORED])

    def _score(
        self,
        name: _Name[Id],
        words: Sequence[str],
        meant: Sequence[dict[str, float]],
        asked: Sequence[float],
        lookup: _Lookup,
    ) -> float:
        if not words or not name.words:
            return 0.0
        held: dict[str, float] = {}
        covered = 0.0
        places: list[int] = []
        met = ""
        for found, weight in zip(meant, asked, strict=True):
            likeness, met = max(((found[one], one) for one in name.words if one in found), default=(0.0, ""))
            covered += weight * likeness
            if likeness:
                held[met] = max(likeness, held.get(met, 0.0))
                places.append(name.words.index(met))
        if not covered:
            return 0.0
        total = sum(lookup.weights[word] for word in name.words)
        share = sum(lookup.weights[word] * held.get(word, 0.0) for word in name.words) / total
        score = 1 / (_QUERY_SHARE * sum(asked) / covered + (1 - _QUERY_SHARE) / share)
        score *= _OTHER_GRADE if met != words[-1] and {met, words[-1]} <= _LEADING else 1.0
        return score if places == sorted(places) else score * _OTHER_ORDER


def _asked_weights(words: Sequence[str], meant: Sequence[dict[str, float]], lookup: _Lookup) -> list[float]:
    """How much each word of a query counts.

    A word that the index does not know makes another job of the words after it (“quantum
    plumber”); after the last known word it is most often an employer or a town.
    """
    last = max((at for at, found in enumerate(meant) if found), default=-1)
    return [
        lookup.weights.get(
            word,
            lookup.usual * (1.0 if found else _UNKNOWN_BEFORE if at < last else _UNKNOWN_AFTER),
        )
        for at, (word, found) in enumerate(zip(words, meant, strict=True))
    ]


def bare_name(name: str) -> str:
    """A label without the words in brackets that end it."""
    return _BRACKETS.sub("", name) or name


@lru_cache(maxsize=4096)
def _joined(text: str) -> str:
    return "".join(map(stem, word_list(text)))


def _core(written: Sequence[str]) -> tuple[list[str], int]:
    """The folded words that say what, and the rank that the others say."""
    folded = [fold(word) for word in written]
    if "lead" in folded[1:]:
        folded = [
            "leader" if word == "lead" and at == len(folded) - 1 else word for at, word in enumerate(folded)
        ]
    ranks = [RANKS[word] for word in folded if word in RANKS]
    core = [word for word in folded if word not in NOISE and word not in RANKS]
    return (core, max(ranks, key=abs, default=0)) if core else (folded, 0)


def _rank_factor(asked: int, offered: int) -> float:
    """A senior title on a plain role is nearer than a plain title on a senior role."""
    if asked and offered:
        return _OTHER_RANK[min(abs(asked - offered), len(_OTHER_RANK) - 1)]
    steps = _HIGHER_THAN_ASKED if abs(offered) > abs(asked) else _LOWER_THAN_ASKED
    return steps[min(abs(asked - offered), len(steps) - 1)]


def _variants(query: str) -> Iterable[tuple[list[str], str]]:
    """The query as typed, then with its short forms written out."""
    written = word_list(query)
    yield written, ""
    known = short_forms()
    options = [[(word,), *known.get(fold(word), ())] for word in written[:_MOST_WORDS]]
    if all(len(one) == 1 for one in options):
        return
    for count, chosen in enumerate(product(*options)):
        if count == 0:
            continue
        if count > _MOST_VARIANTS:
            return
        words = [word for part in chosen for word in part]
        changed = [
            f"{old} read as {' '.join(new)}"
            for old, new in zip(written, chosen, strict=False)
            if (old,) != new
        ]
        yield words, ", ".join(changed)


def _mended_rank(word: str, lookup: _Lookup) -> str:
    """“Directer” as “director”: ranks are compared apart, so their slips are mended first."""
    folded = fold(word)
    if len(folded) < _SHORT or folded in RANKS or folded in lookup.surfaces:
        return word
    from rapidfuzz.distance import OSA

    return next((one for one in RANKS if OSA.distance(folded, one, score_cutoff=1) <= 1), word)


def _meanings(word: str, typed: str, lookup: _Lookup, *, is_wide: bool) -> dict[str, float]:
    """The words of the index that `word` may stand for, with how surely.

    A word the index knows is taken as meant, unless the search `is_wide`.
    """
    found: dict[str, float] = {}
    if word in lookup.postings:
        found[word] = 1.0
    for other in alike().get(word, ()):
        if other in lookup.postings:
            found[other] = _ALIKE
    if len(word) >= 3:
        share = _ALSO_PREFIX if word in found else _PREFIX
        for longer in _beginning_with(word, lookup):
            found.setdefault(longer, share * (0.85 + 0.15 * len(word) / len(longer)))
    is_known = word in found
    if (not is_known or is_wide) and len(typed) >= _FEWEST_LETTERS:
        for other, likeness in _slips(typed, lookup):
            found[other] = max(likeness * (_WIDE if is_known else 1.0), found.get(other, 0.0))
    return found


def _beginning_with(word: str, lookup: _Lookup) -> list[str]:
    first = bisect_left(lookup.vocabulary, word)
    after = bisect_left(lookup.vocabulary, word + "\U0010ffff")
    return lookup.vocabulary[first:after] if after - first <= _MOST_PREFIXED else []


def _slips(word: str, lookup: _Lookup) -> Iterable[tuple[str, float]]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 1 if len(word) <= _SHORT else 2
    near = extract(word, lookup.spellings, scorer=OSA.distance, score_cutoff=most, limit=_MOST_SLIPS)
    for other, slips, _ in near:
        yield lookup.surfaces[other], 0.96 - 0.5 * slips / max(_FEWEST_LETTERS, len(word) - 1)


def _why(name: _Name[Id], words: Sequence[str], meant: Sequence[dict[str, float]], note: str) -> str:
    parts = [note] if note else []
    for word, found in zip(words, meant, strict=True):
        met = max((one for one in name.words if one in found), key=lambda one: found[one], default="")
        if met and met != word:
            parts.append(f"“{word}” taken for “{met}”")
    named = "the name you confirmed," if name.is_confirmed else "the name"
    start = f"{'as' if not parts else 'like'} {named} “{name.text}”"
    return f"{start} ({'; '.join(parts)})" if parts else start
