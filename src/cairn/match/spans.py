"""Stretches of an advert that ask for a skill, known to the catalogue or not.

A dictionary only finds what it lists. This is a small linear-chain conditional
random field over words, endings, shapes and word classes, one layer for skills
(“work in an agile team”), one for knowledge (“Python”) and one for soft skills.
Its weights ship with Cairn (`spans.model`); `benchmarks/train_spans.py` made
them and `docs/method/finding.md` says from what and how good they are.
"""

import lzma
import math
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from cairn.errors import BadInput
from cairn.words import stem, stems_of

SpanKind = Literal["skill", "knowledge", "soft"]
KINDS: tuple[SpanKind, ...] = ("skill", "knowledge", "soft")
_TOKEN = re.compile(r"<[A-Z]+>|[^\W_]+(?:[-.'’/][^\W_]+)*(?:\+\+|[#+])?|[^\w\s]|_")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z•*-])|\n+")
_LONGEST_TEXT, _LONGEST_SENTENCE, _MOST_TOKENS = 300_000, 1500, 250
_SCALE = 24.0
_LEAST = {"skill": 0.18, "knowledge": 0.27, "soft": 0.25}
_LONGEST_SPAN = 14
_NEVER = -1e4
_UNKNOWN = (-1, -1, -1, -1, -1)
_EDGE = ("<s>", "<s>", "", "", "", "", -2, -2, -2, -2, -2)
_CUES = stems_of(
    """
    ability able background degree excellent experience experienced expertise familiar familiarity fluent
    good hands-on in including knowledge like must passion plus preferred proficiency proficient proven
    qualification required responsibility responsible skill solid strong such understanding use using will
    with working you
    """
)
_NEARBY = (1, 3, 7)  # a cue counts as beside, near, further or far away
Classes = tuple[int, int, int, int, int]
Token = tuple[str, str, str, str, str, str, int, int, int, int, int]
Row = tuple[float, ...]


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


@dataclass(frozen=True, slots=True)
class SpanModel:
    """Weights by feature: for each layer what a word gains as first or inner word.

    `classes` holds by stem four groupings of words with alike vectors (wide, narrow,
    narrower, and wide of another cut), and third how the names of skills use the word.
    `steps` holds per layer the 3 × 3 weights of outside, first and inner word
    following each other.
    """

    weights: dict[str, Row]
    classes: dict[str, Classes]
    steps: tuple[Row, ...]


def find_spans(text: str) -> tuple[SkillSpan, ...]:
    """The stretches of `text` that name a skill, in order; layers may overlap.

    Raises:
        BadInput: the text is longer than 300,000 characters.
    """
    if len(text) > _LONGEST_TEXT:
        msg = "This text is longer than 300,000 characters; give one advert at a time."
        raise BadInput(msg)
    model = load_model()
    found = [span for start, line in _sentences(text) for span in _spans_in(line, start, model)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@cache
def load_model() -> SpanModel:
    """The model that ships with Cairn."""
    return unpack((resources.files("cairn.match") / "spans.model").read_bytes())


def pack(model: SpanModel) -> bytes:
    """The model as compressed bytes, weights in steps of 1/24."""
    names = sorted(model.weights)
    rows = [max(-127, min(127, round(one * _SCALE))) for name in names for one in model.weights[name]]
    words = sorted(model.classes)
    classes = [number for word in words for number in model.classes[word]]
    steps = [one for layer in model.steps for one in layer]
    text = "\n".join((" ".join(words), *names)).encode()
    head = struct.pack("<III", len(text), len(names), len(words))
    body = struct.pack(f"<{len(rows)}b{len(classes)}h{len(steps)}f", *rows, *classes, *steps)
    return lzma.compress(head + text + body, preset=9)


def unpack(packed: bytes) -> SpanModel:
    """The model from the bytes `pack` made."""
    data = lzma.decompress(packed)
    size, count, word_count = struct.unpack_from("<III", data)
    first, *names = data[12 : 12 + size].decode().split("\n")
    words, wide = first.split(" "), 2 * len(KINDS)
    size_of = len(_UNKNOWN)
    layout = f"<{count * wide}b{word_count * size_of}h{9 * len(KINDS)}f"
    numbers = struct.unpack_from(layout, data, 12 + size)
    rows, rest = numbers[: count * wide], numbers[count * wide :]
    weights = {
        name: tuple(one / _SCALE for one in rows[at * wide : at * wide + wide])
        for at, name in enumerate(names)
    }
    classes: dict[str, Classes] = {
        word: rest[size_of * at : size_of * at + size_of] for at, word in enumerate(words)
    }
    steps = rest[size_of * word_count :]
    return SpanModel(weights, classes, tuple(steps[9 * at : 9 * at + 9] for at in range(len(KINDS))))


def tokens_of(line: str) -> list[tuple[int, int]]:
    """Where the words and signs of a sentence stand."""
    return [found.span() for found in _TOKEN.finditer(line)]


def features_of(words: Sequence[str], classes: Mapping[str, Classes]) -> Iterator[list[str]]:
    """For each word of a sentence, what the model looks at."""
    edge = [_EDGE] * 3
    tokens = [_token(word, classes) for word in words]
    infos = [*edge, *tokens, *edge]
    before, after = _cues(tokens), _cues(tokens[::-1])[::-1]
    for at in range(len(words)):
        features = _features(*infos[at + 1 : at + 6])
        features += _wider_features(infos[at : at + 7], before[at], after[at])
        if at == 0:
            features.append("first")
        if at == len(words) - 1:
            features.append("last")
        if len(words) <= 4:
            features.append("short")
        yield features


def _cues(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    """For each word the nearest cue before it (“experience”, “with”), and how near it is."""
    found: list[tuple[str, int]] = []
    last, distance = "", 0
    for token in tokens:
        found.append((last, bisect_right(_NEARBY, distance)))
        distance += 1
        if token[1] in _CUES:
            last, distance = token[1], 0
    return found


def _wider_features(infos: Sequence[Token], cue: tuple[str, int], ahead: tuple[str, int]) -> list[str]:
    before3, before, this, after, after3 = infos[0], infos[2], infos[3], infos[4], infos[6]
    use, old, new = this[8], before[8], after[8]
    features = [
        f"-3s={before3[1]}", f"+3s={after3[1]}", f"-3k={before3[6]}", f"+3k={after3[6]}", f"g={use}",
        f"-g={old}", f"+g={new}", f"gg={old}|{use}", f"+gg={use}|{new}", f"ggg={old}|{use}|{new}",
        f"cl={cue[0]}", f"cd={cue[0]}|{cue[1]}", f"cg={cue[0]}|{use}", f"ck={cue[0]}|{this[6]}",
        f"ch={cue[0]}|{this[2]}", f"rl={ahead[0]}", f"rd={ahead[0]}|{ahead[1]}", f"rg={ahead[0]}|{use}",
    ]  # fmt: skip
    for sign, one in (("", this), ("-", before), ("+", after)):
        if one[9] >= 0:
            features += [f"{sign}K3={one[9]}", f"{sign}K4={one[10]}"]
    return features


def _token(word: str, classes: Mapping[str, Classes]) -> Token:
    lower, root, shape = _shapes(word)
    return (lower, root, shape, lower[-3:], lower[-2:], lower[:3], *classes.get(root, _UNKNOWN))


@lru_cache(maxsize=32768)
def _shapes(word: str) -> tuple[str, str, str]:
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "0", word)))
    return word.lower(), stem(word), re.sub(r"(.)\1+", r"\1", shape)[:6]


def _features(before2: Token, before: Token, this: Token, after: Token, after2: Token) -> list[str]:
    low, root, shape, end3, end2, start3, wide, narrow = this[:8]
    return [
        "b", f"w={low}", f"s={root}", f"h={shape}", f"3={end3}", f"2={end2}", f"p={start3}", f"k={wide}",
        f"K={narrow}", f"-s={before[1]}", f"+s={after[1]}", f"--s={before2[1]}", f"++s={after2[1]}",
        f"-k={before[6]}", f"+k={after[6]}", f"-K={before[7]}", f"+K={after[7]}", f"--k={before2[6]}",
        f"++k={after2[6]}", f"-h={before[2]}", f"+h={after[2]}", f"-3={before[3]}", f"+3={after[3]}",
        f"-ss={before[1]}|{root}", f"+ss={root}|{after[1]}", f"-s2={before2[1]}|{before[1]}",
        f"+s2={after[1]}|{after2[1]}", f"kk={before[6]}|{wide}", f"+kk={wide}|{after[6]}",
        f"kkk={before[6]}|{wide}|{after[6]}",
    ]  # fmt: skip


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in (*(one.span() for one in _SENTENCE.finditer(text)), (len(text), len(text))):
        for piece in range(start, cut[0], _LONGEST_SENTENCE):
            yield piece, text[piece : min(cut[0], piece + _LONGEST_SENTENCE)]
        start = cut[1]


def _spans_in(line: str, offset: int, model: SpanModel) -> Iterator[SkillSpan]:
    places = tokens_of(line)[:_MOST_TOKENS]
    if not places:
        return
    gains = [
        _gains(one, model) for one in features_of([line[low:high] for low, high in places], model.classes)
    ]
    for layer, kind in enumerate(KINDS):
        rows = [(0.0, row[2 * layer], row[2 * layer + 1]) for row in gains]
        for first, after, sure in _decode(rows, model.steps[layer], _LEAST[kind]):
            start, end = places[first][0], places[after - 1][1]
            yield SkillSpan(
                quote=line[start:end], start=offset + start, end=offset + end, kind=kind, confidence=sure
            )


def _gains(features: list[str], model: SpanModel) -> list[float]:
    known = [row for row in map(model.weights.get, features) if row]
    return [math.fsum(column) for column in zip(*known, strict=True)] if known else [0.0] * (2 * len(KINDS))


def _decode(rows: Sequence[Row], steps: Row, least: float) -> list[tuple[int, int, float]]:
    """Stretches at least so probable, the likeliest first where two overlap.

    Taking what is probable as a whole stretch does better by the strict measure
    than the single likeliest labelling of the sentence.
    """
    ahead, behind = _ahead(rows, steps), _behind(rows, steps)
    found = sorted(_probable(rows, steps, ahead, behind, least), key=lambda one: -one[2])
    taken: set[int] = set()
    chosen = []
    for first, after, chance in found:
        if taken.isdisjoint(range(first, after)):
            taken.update(range(first, after))
            chosen.append((first, after, round(chance, 3)))
    return sorted(chosen)


def _probable(
    rows: Sequence[Row], steps: Row, ahead: Sequence[Row], behind: Sequence[Row], least: float
) -> Iterator[tuple[int, int, float]]:
    total, count = _log_sum(ahead[-1]), len(rows)
    for first in range(count):
        score = ahead[first][1]
        if math.exp(min(0.0, score + behind[first][1] - total)) < least:
            continue
        label = 1
        for at in range(first, min(count, first + _LONGEST_SPAN)):
            if at > first:
                score += _step(steps, label, 2) + rows[at][2]
                label = 2
            rest = (
                _log_sum([_step(steps, label, to) + rows[at + 1][to] + behind[at + 1][to] for to in (0, 1)])
                if at + 1 < count
                else 0.0
            )
            chance = math.exp(min(0.0, score + rest - total))
            if chance >= least:
                yield first, at + 1, chance


def _step(steps: Row, old: int, new: int) -> float:
    return _NEVER if (old, new) == (0, 2) else steps[3 * old + new]


def _ahead(rows: Sequence[Row], steps: Row) -> list[Row]:
    """For each word and label, the log weight of all labellings up to it."""
    found: list[Row] = [(rows[0][0], rows[0][1], _NEVER)]
    for row in rows[1:]:
        last = found[-1]
        found.append(
            tuple(
                _log_sum([last[old] + _step(steps, old, to) for old in range(3)]) + row[to] for to in range(3)
            )
        )
    return found


def _behind(rows: Sequence[Row], steps: Row) -> list[Row]:
    """For each word and label, the log weight of all labellings after it."""
    found: list[Row] = [(0.0, 0.0, 0.0)]
    for row in reversed(rows[1:]):
        last = found[-1]
        found.append(
            tuple(
                _log_sum([_step(steps, old, to) + row[to] + last[to] for to in range(3)]) for old in range(3)
            )
        )
    return found[::-1]


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(math.fsum(math.exp(one - most) for one in values))
