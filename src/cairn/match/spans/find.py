"""Stretches of an advert that ask for a skill, known to the catalogue or not.

A dictionary only finds what it lists. This is a small linear-chain conditional
random field over words, endings, shapes and word classes, one layer for skills
(“work in an agile team”), one for knowledge (“Python”) and one for soft skills.
Its weights ship with Cairn (`spans.model`); `benchmarks/train_spans.py` made
them and `docs/method/finding.md` says from what and how good they are.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from cairn.errors import BadInput
from cairn.match.spans.chain import Factors, choose_stretches
from cairn.match.spans.model import KINDS, PARTS, STEPS_A_UNIT, SpanKind, SpanModel, gains_of, unpack
from cairn.match.spans.words import (
    EDGE,
    REACH,
    Place,
    Token,
    alone_features,
    commas_in,
    joint_features,
    read_token,
    tokens_of,
)

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z•*-])|\n+")
_LONGEST_TEXT, _LONGEST_SENTENCE, _MOST_TOKENS = 300_000, 1500, 250
_LEAST = {"skill": 0.14, "knowledge": 0.18, "soft": 0.31}
_MOST_GAIN = 30.0  # keeps factors within what a float can hold
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSpan:
    """Words that ask for something a person can do or know.

    `confidence` is the probability that just this stretch is one.
    """

    quote: str
    start: int
    end: int
    kind: SpanKind
    confidence: float


def find_spans(text: str) -> tuple[SkillSpan, ...]:
    """The stretches of `text` that name a skill, in order; layers may overlap.

    Raises:
        BadInput: the text is longer than 300,000 characters.
    """
    if len(text) > _LONGEST_TEXT:
        msg = "This text is longer than 300,000 characters; give one advert at a time."
        raise BadInput(msg)
    scorer = Scorer(load_model())
    found = [span for start, line in _sentences(text) for span in _spans_in(line, start, scorer)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@cache
def load_model() -> SpanModel:
    """The model that ships with Cairn."""
    return unpack((resources.files("cairn.match.spans") / "spans.model").read_bytes())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in (*(one.span() for one in _SENTENCE.finditer(text)), (len(text), len(text))):
        for piece in range(start, cut[0], _LONGEST_SENTENCE):
            yield piece, text[piece : min(cut[0], piece + _LONGEST_SENTENCE)]
        start = cut[1]


def _spans_in(line: str, offset: int, scorer: "Scorer") -> Iterator[SkillSpan]:
    places = tokens_of(line)[:_MOST_TOKENS]
    commas = commas_in(line, places)
    rows = scorer.score(line, places, commas)
    for layer, kind in enumerate(KINDS):
        words = [_factors(row[PARTS * layer : PARTS * layer + PARTS]) for row in rows]
        steps = scorer.model.steps[layer]
        for first, after, chance in choose_stretches(words, steps, least=_LEAST[kind], breaks=commas):
            start, end = places[first][0], places[after - 1][1]
            quote = line[start:end]
            if any(map(str.isalpha, quote)):  # signs alone are no skill
                yield SkillSpan(
                    quote=quote,
                    start=offset + start,
                    end=offset + end,
                    kind=kind,
                    confidence=round(chance, 3),
                )


def _factors(gains: Sequence[int]) -> Factors:
    first, inner, last = (math.exp(max(-_MOST_GAIN, min(_MOST_GAIN, one / STEPS_A_UNIT))) for one in gains)
    return first, inner, last


@dataclass(frozen=True, slots=True)
class Scorer:
    """Gains of the words of one text; what a word says alone is summed once."""

    model: SpanModel
    kept: dict[str, tuple[Token, tuple[int, ...]]] = field(default_factory=dict)

    def score(self, line: str, places: Sequence[Place], commas: set[int]) -> list[tuple[int, ...]]:
        """What each word of a sentence gains, as `gains_of` gives it."""
        known = [self._alone(line[low:high]) for low, high in places]
        edges = [self._rows(EDGE)] * REACH
        alone = [*edges, *(rows for _, rows in known), *edges]
        joint = joint_features([token for token, _ in known], commas)
        return [
            gains_of(self._sum(features) + sum(alone[at + place][place] for place in range(2 * REACH + 1)))
            for at, features in enumerate(joint)
        ]

    def _alone(self, word: str) -> tuple[Token, tuple[int, ...]]:
        found = self.kept.get(word)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            token = read_token(word, self.model.classes)
            found = self.kept[word] = (token, self._rows(token))
        return found

    def _rows(self, token: Token) -> tuple[int, ...]:
        """What a word gives to the words three after it, two after it, and so on to three before."""
        return tuple(self._sum(alone_features(token, place)) for place in range(2 * REACH + 1))

    def _sum(self, features: Iterable[str]) -> int:
        return sum(filter(None, map(self.model.weights.get, features)))
