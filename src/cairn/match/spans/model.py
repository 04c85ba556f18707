"""The weights of the span model, and the one file they ship in."""

import lzma
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cairn.match.spans.chain import STEPS, Steps
from cairn.match.spans.words import Classes

SpanKind = Literal["skill", "knowledge", "soft"]
KINDS: tuple[SpanKind, ...] = ("skill", "knowledge", "soft")
PARTS = 3  # a word gains as first, as inner and, besides, as last word of a stretch
STEPS_A_UNIT = 32
_WIDTH = PARTS * len(KINDS)
_OWN = (0, 5, 6, 7)  # places in `Classes` kept for each word
_WIDER = {1: 5, 2: 7, 3: 5, 4: 6}  # a wide class, and the narrow one it follows from
_HEAD = "<III"
_ROW = struct.Struct(f"<{_WIDTH + 1}H")
_MIDDLE, MOST = 128, 127


@dataclass(frozen=True, slots=True)
class SpanModel:
    """What a word gains by each feature, and what is known of words.

    `weights` are rows as `row_of` makes them. `classes` is by stem; its wide classes are
    unions of narrow ones. `steps` holds for each kind the factors of `STEPS`.
    """

    weights: Mapping[str, int]
    classes: Mapping[str, Classes]
    steps: tuple[Steps, ...]


def row_of(gains: Sequence[int]) -> int:
    """Gains as one whole number that can be summed with others: plain Python's fastest sum of rows.

    Args:
        gains: for each of `KINDS` as first, inner and last word, in steps of 1/32, from -127 to 127.
    """
    return int.from_bytes(_ROW.pack(*(one + _MIDDLE for one in gains), 1), "little")


def gains_of(total: int) -> tuple[int, ...]:
    """The gains that a sum of at most 256 rows stands for."""
    *fields, count = _ROW.unpack(total.to_bytes(_ROW.size, "little"))
    return tuple(one - _MIDDLE * count for one in fields)


def pack(model: SpanModel) -> bytes:
    """The model as compressed bytes."""
    names, words = sorted(model.weights), sorted(model.classes)
    text = "\n".join((" ".join(words), *names)).encode()
    rows = b"".join(model.weights[one].to_bytes(_ROW.size, "little") for one in names)
    classes = [model.classes[one] for one in words]
    tables = [_wider_by_narrow(classes, wide, narrow) for wide, narrow in _WIDER.items()]
    parts = (
        struct.pack(_HEAD, len(text), len(names), len(words)),
        text,
        *(rows[2 * at :: _ROW.size] for at in range(_WIDTH)),  # the upper byte of a single gain is 0
        *(struct.pack(f"<{len(words)}h", *(one[at] for one in classes)) for at in _OWN),
        *(struct.pack(f"<H{len(table)}h", len(table), *table) for table in tables),
        *(struct.pack(f"<{len(STEPS)}d", *one) for one in model.steps),
    )
    return lzma.compress(b"".join(parts), preset=9)


def unpack(packed: bytes) -> SpanModel:
    """The model from the bytes `pack` made."""
    data = lzma.decompress(packed)
    size, count, word_count = struct.unpack_from(_HEAD, data)
    place = struct.calcsize(_HEAD) + size
    first, *names = data[place - size : place].decode().split("\n")
    words = first.split(" ") if word_count else []

    def take(layout: str) -> tuple[int, ...]:
        nonlocal place
        found = struct.unpack_from(f"<{layout}", data, place)
        place += struct.calcsize(f"<{layout}")
        return found

    columns_size = _WIDTH * count
    rows = _rows_in(data[place : place + columns_size], count)
    place += columns_size
    columns = {at: take(f"{word_count}h") for at in _OWN}
    for wide, narrow in _WIDER.items():
        table = (*take(f"{take('H')[0]}h"), -1)  # -1, no class, reads the last
        columns[wide] = tuple(map(table.__getitem__, columns[narrow]))
    classes = zip(*(columns[at] for at in sorted(columns)), strict=True)
    steps = tuple(take(f"{len(STEPS)}d") for _ in KINDS)
    return SpanModel(dict(zip(names, rows, strict=True)), dict(zip(words, classes, strict=True)), steps)


def _rows_in(columns: bytes, count: int) -> list[int]:
    """Rows as `row_of` makes them, from the gains that stand column after column."""
    rows = bytearray(_ROW.size * count)
    for at in range(_WIDTH):
        rows[2 * at :: _ROW.size] = columns[at * count : (at + 1) * count]
    rows[2 * _WIDTH :: _ROW.size] = b"\1" * count
    return [int.from_bytes(rows[at : at + _ROW.size], "little") for at in range(0, len(rows), _ROW.size)]


def _wider_by_narrow(classes: Iterable[Classes], wide: int, narrow: int) -> Sequence[int]:
    """For each narrow class the wide one it lies in."""
    table = {one[narrow]: one[wide] for one in classes if one[narrow] >= 0}
    return [table.get(at, -1) for at in range(max(table, default=-1) + 1)]
