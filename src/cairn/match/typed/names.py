"""Names searched as people type: typos, half words, short forms, any word order.

A name is compared word by word. Each word of the query finds the words of the
index it may stand for (itself, a near synonym, a longer word it begins, a word
one or two slips away), and a name scores by how much of the query it covers and
how much of it the query covers, rare words counting more. Words of rank
(“senior”, “head of”) are compared apart: they change the job, not the field.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, TypeVar

from cairn.match.typed.everyday import NOISE, RANKS, RANKS_BEFORE
from cairn.match.typed.readings import Reading, read_query
from cairn.match.typed.wordbook import WordBook
from cairn.words import fold, form, stem, stems_of, word_list

Id = TypeVar("Id", bound=str)

_ALIAS, _ALIAS_IN_PART, _NEARLY_WHOLE, _OTHER_ORDER = 0.985, 0.95, 0.95, 0.98
_GOOD_ENOUGH = 0.7
_QUERY_SHARE = 0.6
_HIGHER_THAN_ASKED = (1.0, 0.85, 0.78, 0.74, 0.72)
_OTHER_RANK = (1.0, 0.82, 0.76, 0.72)
_LOWER_THAN_ASKED = (1.0, 0.88, 0.82, 0.76, 0.72)
_UNKNOWN_AFTER, _UNKNOWN_BEFORE, _OTHER_GRADE, _LEADS_UNASKED = 0.35, 0.8, 0.9, 0.96
_OTHER_FORM, _NO_HEAD = 0.97, 0.93
_MOST_RESCORED, _COMMON = 120, 2000
_LONGEST_QUERY = 400
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


@dataclass(frozen=True, slots=True)
class _Query:
    """A reading as stems, with what each may stand for and how much it counts."""

    reading: Reading
    words: tuple[str, ...]
    meant: list[dict[str, float]]
    asked: list[float]
    total: float
    rank: int


@dataclass(frozen=True, slots=True)
class _Hit:
    score: float
    place: int
    query: _Query


class NameIndex(Generic[Id]):
    """Names of entries, searchable; the first name given for an id is its label."""

    def __init__(self, names: Sequence[tuple[Id, str]], confirmed: Sequence[tuple[Id, str]] = ()) -> None:
        self._given = names
        self._confirmed = confirmed
        self._names: list[_Name[Id]] = []
        self._book: WordBook | None = None
        self._whole: dict[str, list[int]] = {}
        self._starts: list[float] = []

    @classmethod
    def of(cls, names: Sequence[tuple[Id, str]], confirmed: Sequence[tuple[Id, str]] = ()) -> "NameIndex[Id]":
        """An index over (id, name) pairs; nothing is computed before the first search."""
        return cls(names, confirmed)

    def search(self, query: str, *, top: int) -> list[Found[Id]]:
        """The entries `query` may mean, best first; equals in order of their names."""
        book, query = self._book or self._build(), query[:_LONGEST_QUERY]
        best: dict[Id, _Hit] = {}
        readings = read_query(query, book)
        for is_wide in (False, True):
            for reading in readings:
                for hit in self._search_words(reading, book, is_wide=is_wide):
                    entry = self._names[hit.place].id
                    if entry not in best or hit.score > best[entry].score:
                        best[entry] = hit
            if max((one.score for one in best.values()), default=0.0) >= _GOOD_ENOUGH:
                break
        ranked = sorted(best.values(), key=lambda one: (-one.score, self._names[one.place].text.lower()))
        return [self._told(one) for one in ranked[:top]]

    def _build(self) -> WordBook:
        book, seen = WordBook(), set[Id]()
        for entry, text in self._confirmed:
            self._add(book, entry, text, 1.0, is_confirmed=True)
        for entry, text in self._given:
            self._add(book, entry, text, _ALIAS if entry in seen else 1.0)
            seen.add(entry)
        total = len(self._names) + 1
        book.close(
            {word: 0.3 + math.log(1 + total / (len(places) + 5)) for word, places in book.postings.items()}
        )
        self._book = book
        return book

    def _add(
        self, book: WordBook, entry: Id, text: str, factor: float, *, is_confirmed: bool = False
    ) -> None:
        typed, rank = _core(word_list(text))
        words = tuple(map(stem, typed))
        book.surfaces.update(zip(typed, words, strict=True))
        place = len(self._names)
        self._names.append(_Name(entry, text, words, rank, factor, is_confirmed))
        self._starts.append(-0.25 * len(words))
        for word in set(words):
            book.postings.setdefault(word, []).append(place)
        self._whole.setdefault(_joined(text), []).append(place)

    def _search_words(self, reading: Reading, book: WordBook, *, is_wide: bool) -> Iterator[_Hit]:
        typed, rank = _core([book.mended_rank(word) for word in reading.words])
        words = tuple(map(stem, typed))
        meant = [book.meanings(word, own, is_wide=is_wide) for word, own in zip(words, typed, strict=True)]
        asked = _asked_weights(words, meant, book)
        query = _Query(reading, words, meant, asked, sum(asked), rank)
        same = set(self._whole.get("".join(map(stem, reading.words)), ()))
        for place in same.union(self._candidates(meant, book)):
            score = self._rated(self._names[place], query, book, is_same=place in same)
            if score > 0:
                yield _Hit(round(min(1.0, score * reading.factor), 4), place, query)

    def _candidates(self, meant: Sequence[dict[str, float]], book: WordBook) -> Iterable[int]:
        """The names that share most with the query, rarest words first; long names come behind."""
        sums: dict[int, float] = {}
        start = self._starts
        order = sorted(meant, key=lambda found: min((len(book.postings[one]) for one in found), default=0))
        for found in order:
            for word, likeness in found.items():
                gain = book.weights[word] * likeness
                places = book.postings[word]
                if len(places) > _COMMON and len(sums) > _MOST_RESCORED:
                    holding = set(places).intersection(sums) if len(sums) * 8 < len(places) else places
                    for place in holding:
                        if place in sums:
                            sums[place] += gain
                    continue
                for place in places:
                    sums[place] = sums.get(place, start[place]) + gain
        return nlargest(_MOST_RESCORED, sums, key=sums.__getitem__) if len(sums) > _MOST_RESCORED else sums

    def _rated(self, name: _Name[Id], query: _Query, book: WordBook, *, is_same: bool) -> float:
        """The score of a name for a reading, its rank and the kind of name it is weighed in."""
        score = _covered(name.words, query, book)
        factor = name.factor if score > _NEARLY_WHOLE or name.factor == 1.0 else _ALIAS_IN_PART
        score *= factor * _rank_factor(query.rank, name.rank)
        if is_same:
            same = name.factor * (1.0 if _has_forms(query.reading.words, name.text) else _OTHER_FORM)
            return max(same, score) if same == name.factor else same
        if query.rank and query.rank == name.rank and not query.reading.note:
            return score * _OTHER_ORDER  # “staff nurse” is as high as “lead nurse”, and not the same
        return score

    def _told(self, hit: _Hit) -> Found[Id]:
        name = self._names[hit.place]
        return Found(name.id, name.text, hit.score, _why(name, hit.query))


def _covered(names: Sequence[str], query: _Query, book: WordBook) -> float:
    """How much of the query a name covers and how much of it the query covers, in one number."""
    if not query.words or not names:
        return 0.0
    held: dict[str, float] = {}
    covered = likeness = 0.0
    places: list[int] = []
    met = ""
    for found, weight in zip(query.meant, query.asked, strict=True):
        likeness, met = 0.0, ""
        for one in names:
            if one in found and (found[one], one) > (likeness, met):
                likeness, met = found[one], one
        if likeness:
            covered += weight * likeness
            held[met] = max(likeness, held.get(met, 0.0))
            places.append(names.index(met))
    if not covered:
        return 0.0
    weights = [book.weights[one] for one in names]
    share = sum(held.get(one, 0.0) * weight for one, weight in zip(names, weights, strict=True)) / sum(
        weights
    )
    score = 1 / (_QUERY_SHARE * query.total / covered + (1 - _QUERY_SHARE) / share)
    if query.meant[-1] and not likeness and len(query.words) > 1:
        score *= _NO_HEAD  # what a title ends in is what it is: a therapist assistant is no therapist
    score *= _grade_factor(names, query.words, met, is_whole=share >= 1.0)
    return score if places == sorted(places) else score * _OTHER_ORDER


def _grade_factor(names: Sequence[str], words: Sequence[str], met: str, *, is_whole: bool) -> float:
    """A foreman is no manager, and whoever does not ask to lead is not offered that first."""
    if met and met != words[-1] and {met, words[-1]} <= _LEADING:
        return _OTHER_GRADE
    leads_unasked = not is_whole and _LEADING.isdisjoint(words) and not _LEADING.isdisjoint(names)
    return _LEADS_UNASKED if leads_unasked else 1.0


def _asked_weights(words: Sequence[str], meant: Sequence[dict[str, float]], book: WordBook) -> list[float]:
    """How much each word of a query counts.

    A word that the index does not know makes another job of the words after it (“quantum
    plumber”); after the last known word it is most often an employer or a town.
    """
    last = max((at for at, found in enumerate(meant) if found), default=-1)
    return [
        book.weights.get(
            word,
            book.usual * (1.0 if found else _UNKNOWN_BEFORE if at < last else _UNKNOWN_AFTER),
        )
        for at, (word, found) in enumerate(zip(words, meant, strict=True))
    ]


def bare_name(name: str) -> str:
    """A label without the words in brackets that end it."""
    return _BRACKETS.sub("", name) or name


def _joined(text: str) -> str:
    return "".join(map(stem, word_list(text)))


def _has_forms(words: Sequence[str], name: str) -> bool:
    """Whether a name has these words but for number and spelling: “account” is not “accounting”."""
    return "".join(map(form, words)) == "".join(map(form, word_list(name)))


def _core(written: Sequence[str]) -> tuple[list[str], int]:
    """The folded words that say what, and the rank that the others say."""
    folded = [fold(word) for word in written]
    if "lead" in folded[1:]:
        folded = [
            "leader" if word == "lead" and at == len(folded) - 1 else word for at, word in enumerate(folded)
        ]
    last = len(folded) - 1
    is_rank = [
        word in RANKS and not (at == last and last and word in RANKS_BEFORE) for at, word in enumerate(folded)
    ]
    ranks = [RANKS[word] for word, ranks in zip(folded, is_rank, strict=True) if ranks]
    core = [word for word, ranks in zip(folded, is_rank, strict=True) if word not in NOISE and not ranks]
    return (core, max(ranks, key=abs, default=0)) if core else (folded, 0)


def _rank_factor(asked: int, offered: int) -> float:
    """A senior title on a plain role is nearer than a plain title on a senior role."""
    if asked and offered:
        return _OTHER_RANK[min(abs(asked - offered), len(_OTHER_RANK) - 1)]
    steps = _HIGHER_THAN_ASKED if abs(offered) > abs(asked) else _LOWER_THAN_ASKED
    return steps[min(abs(asked - offered), len(steps) - 1)]


def _why(name: _Name[Id], query: _Query) -> str:
    parts = [query.reading.note] if query.reading.note else []
    for word, found in zip(query.words, query.meant, strict=True):
        met = max((one for one in name.words if one in found), key=lambda one: found[one], default="")
        if met and met != word:
            parts.append(f"“{word}” taken for “{met}”")
    named = "the name you confirmed," if name.is_confirmed else "the name"
    start = f"{'as' if not parts else 'like'} {named} “{name.text}”"
    return f"{start} ({'; '.join(parts)})" if parts else start
