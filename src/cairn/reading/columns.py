"""The column finder: words with boxes → rows → columns and rails, in reading order.

A gutter is a strip of white that runs down several rows with words on both sides. What
lies beside it is either a column of its own (a sidebar with its own headings) or a rail:
dates, places or labels that belong row by row to the text next to them. Columns are read
one after the other, rails are put back into their rows.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cairn.reading.lines import split_marker
from cairn.reading.rails import is_heading, is_rail_text

_SAME_ROW = 0.35
_CELL_GAP = 1.35
_GUTTER_EMS = 0.9
_LEAST_ROWS = 3
_ALIGNED_SHARE = 0.85
_PAGE_MARK = re.compile(
    r"\W*(?:page|seite|p[aá]gina|strona|p\.)?\s*\d{1,3}\s*(?:(?:/|of|von|de|sur|z)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)
_COUNTED_MARK = re.compile(
    r".{0,60}\b\d{1,3}\s*(?:/|\bof\b)\s*\d{1,3}\W*|.{0,60}\bpage\s+\d{1,3}\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Box:
    """A word on a page; `y` is its baseline, upwards. Empty text is an icon: a break."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Piece:
    """Words of one row that stand together; rails hang their pieces on it."""

    words: list[Box]
    before: list["Piece"] = field(default_factory=list)
    after: list["Piece"] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = list[Piece]


@dataclass(slots=True)
class Strand:
    """One column of rows on one page, as wide as its text."""

    rows: list[Row]
    page: int

    @property
    def x0(self) -> float:
        return min(piece.x0 for row in self.rows for piece in row)

    @property
    def x1(self) -> float:
        return max(piece.x1 for row in self.rows for piece in row)


def read_page(boxes: Sequence[Box], *, width: float, number: int) -> list[Strand]:
    """The columns of one page, in reading order."""
    rows = _find_rows([box for box in boxes if -width <= box.x0 <= 2 * width])
    rows = _without_page_marks(rows)
    return [Strand(part, number) for part in _arrange(rows, depth=0) if part]


def _find_rows(boxes: Sequence[Box]) -> list[Row]:
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - box.y) <= _SAME_ROW * min(rows[-1][0].size, box.size):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [pieces for row in rows if (pieces := _find_pieces(sorted(row, key=lambda one: one.x0)))]


def _find_pieces(words: list[Box]) -> Row:
    pieces: Row = []
    must_break = True
    for word in words:
        if not word.text:
            must_break = True
            continue
        if not must_break and word.x0 - pieces[-1].x1 <= _gap_limit(pieces[-1], word):
            pieces[-1].words.append(word)
        else:
            pieces.append(Piece([word]))
        must_break = False
    return pieces


def _gap_limit(piece: Piece, word: Box) -> float:
    """A bullet may stand further from its text than two words from each other."""
    is_bullet = len(piece.words) == 1 and len(piece.text) <= 3 and bool(split_marker(f"{piece.text} x")[0])
    return (3.5 if is_bullet else _CELL_GAP) * max(word.size, 1)


def _without_page_marks(rows: list[Row]) -> list[Row]:
    def is_mark(row: Row) -> bool:
        text = " ".join(piece.text for piece in row)
        return bool(_PAGE_MARK.fullmatch(text) or _COUNTED_MARK.fullmatch(text))

    if len(rows) > _LEAST_ROWS and is_mark(rows[-1]):
        rows = rows[:-1]
    return rows[1:] if len(rows) > _LEAST_ROWS and is_mark(rows[0]) else rows


# ------------------------------------------------------------------ gutters


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White left of `x` in the rows `first` to `last`; both sides have rows in `inner`."""

    x: float
    first: int
    last: int
    inner: tuple[int, int]
    score: float


def _arrange(rows: list[Row], *, depth: int) -> list[list[Row]]:
    """Split rows into columns where a gutter parts them; rails are joined to their rows."""
    gutter = _best_gutter(rows) if depth < 6 else None
    if gutter is None:
        return [rows]
    start, stop = gutter.inner
    joined = _join_rail(*_sides(rows[start:stop], gutter.x))
    if joined is not None:
        return _arrange([*rows[:start], *joined, *rows[stop:]], depth=depth + 1)
    first = _first_in_columns(rows, gutter)
    above, below = rows[:first], rows[gutter.last :]
    left, right = _sides(rows[first : gutter.last], gutter.x)
    parts = [*_arrange(above, depth=depth + 1)] if above else []
    parts += _arrange(left, depth=depth + 1) + _arrange(right, depth=depth + 1)
    return parts + (_arrange(below, depth=depth + 1) if below else [])


def _first_in_columns(rows: list[Row], gutter: _Gutter) -> int:
    """Where the columns begin: rows above them that keep to neither margin are not theirs."""
    start, stop = gutter.inner
    sides = _sides(rows[start:stop], gutter.x)
    margins = [min(piece.x0 for row in side for piece in row) for side in sides if side]
    first = start
    while first > gutter.first and all(
        min(abs(piece.x0 - margin) for margin in margins) <= piece.size for piece in rows[first - 1]
    ):
        first -= 1
    return first


def _sides(rows: list[Row], x: float) -> tuple[list[Row], list[Row]]:
    left = [part for row in rows if (part := [piece for piece in row if piece.x1 <= x])]
    right = [part for row in rows if (part := [piece for piece in row if piece.x1 > x])]
    return left, right


def _best_gutter(rows: list[Row]) -> _Gutter | None:
    starts = sorted({round(piece.x0) for row in rows for piece in row[1:]} | _lone_starts(rows))
    found = [gutter for x in _thin(starts) for gutter in _gutters_at(rows, x)]
    return max(found, key=lambda one: one.score, default=None)


def _lone_starts(rows: list[Row]) -> set[int]:
    """Where rows begin that lie wholly to the right of the margin."""
    if not rows:
        return set()
    margin = min(row[0].x0 for row in rows)
    return {round(row[0].x0) for row in rows if row[0].x0 > margin + 5 * row[0].size}


def _thin(starts: list[int]) -> list[int]:
    kept: list[int] = []
    for x in starts:
        if not kept or x - kept[-1] >= 3:
            kept.append(x)
    return kept[:60]


def _gutters_at(rows: list[Row], x: float) -> list[_Gutter]:
    """Runs of rows that leave the strip just left of `x` white."""
    out: list[_Gutter] = []
    first = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not any(
            piece.x0 < x - 1.5 and piece.x1 > x - _GUTTER_EMS * piece.size for piece in rows[at]
        ):
            continue
        gutter = _weigh(rows, x, first, at)
        if gutter:
            out.append(gutter)
        first = at + 1
    return out


def _weigh(rows: list[Row], x: float, first: int, last: int) -> _Gutter | None:
    run = rows[first:last]
    lefts = [at for at, row in enumerate(run) if row[0].x0 < x - 1.5]
    rights = [at for at, row in enumerate(run) if row[-1].x1 > x]
    if min(len(lefts), len(rights)) < _LEAST_ROWS:
        return None
    low, high = max(lefts[0], rights[0]), min(lefts[-1], rights[-1])
    shared = min(sum(low <= at <= high for at in side) for side in (lefts, rights))
    if shared < _LEAST_ROWS:
        return None
    score = (high - low + 1) * min(len(lefts), len(rights))
    return _Gutter(x - 1.5, first, last, (first + low, first + high + 1), score)


# ------------------------------------------------------------------ rails


def _join_rail(left: list[Row], right: list[Row]) -> list[Row] | None:
    """The rows of both sides as one, when one side is a rail or both are a table; else None."""
    lone_left = [row for row in left if not _partner(row, right)]
    lone_right = [row for row in right if not _partner(row, left)]
    if _is_rail(right, left) and not _is_rail(left, right):
        return _hang(right, left, lambda piece: piece.after)
    if _is_rail(left, right) or _is_label_rail(left, right):
        return _hang(left, right, lambda piece: piece.before)
    sparse, lone = (left, lone_left) if len(left) < len(right) else (right, lone_right)
    is_table = 1 - len(lone) / len(sparse) >= _ALIGNED_SHARE and not _headings(right)
    if not is_table or (_is_dense(left) and (sparse is left or lone)):
        return None
    return (
        _hang(right, left, lambda piece: piece.after)
        if sparse is right
        else _hang(left, right, lambda p: p.before)
    )


def _is_rail(rows: list[Row], others: list[Row]) -> bool:
    """Whether a side holds dates and places only; a heading across both sides does not count."""
    pieces = [piece for row in _beside(rows, others) for piece in row]
    fit = sum(1 for piece in pieces if is_rail_text(piece.text))
    return bool(pieces) and fit / len(pieces) >= _ALIGNED_SHARE


def _beside(rows: list[Row], others: list[Row]) -> list[Row]:
    return [
        row for row in rows if not (len(row) == 1 and is_heading(row[0].text) and not _partner(row, others))
    ]


def _headings(rows: list[Row]) -> int:
    return sum(1 for row in rows if len(row) == 1 and is_heading(row[0].text))


def _is_dense(rows: list[Row]) -> bool:
    """Whether a side is a sidebar: a heading of its own with more lines right under it."""
    return any(
        is_heading(row[0].text)
        and row[0].y - below[0].y < 2.4 * row[0].size
        and not (is_rail_text(below[0].text) or is_heading(below[0].text))
        for row, below in pairwise(rows)
    )


def _is_label_rail(left: list[Row], right: list[Row]) -> bool:
    """Short labels (headings, dates) beside the first row of what they name."""
    if not _headings(left) or _headings(right) or _is_dense(left):
        return False
    rail = _beside(left, right)
    leaders = [
        row for row, above in zip(rail, [None, *rail], strict=False) if above is None or _is_apart(above, row)
    ]
    fit = sum(1 for row in leaders if _partner(row, right))
    return bool(leaders) and fit / len(leaders) >= _ALIGNED_SHARE and len(left) <= len(right)


def _is_apart(above: Row, row: Row) -> bool:
    return above[0].y - row[0].y > 1.8 * max(above[0].size, row[0].size)


def _partner(row: Row, others: list[Row]) -> Row | None:
    """The row beside this one; `others` stand from top to bottom."""
    at = bisect_left(others, -row[0].y, key=lambda other: -other[0].y)
    nearest = min(others[max(0, at - 1) : at + 1], key=lambda other: abs(other[0].y - row[0].y))
    limit = 0.65 * max(row[0].size, nearest[0].size)
    return nearest if abs(nearest[0].y - row[0].y) <= limit else None


def _hang(rail: list[Row], main: list[Row], side: Callable[[Piece], list[Piece]]) -> list[Row]:
    """Hang each row of the rail on the row of the main text it belongs to."""
    margin = min(row[0].x0 for row in main)
    owner: Row | None = None
    above: Row | None = None
    loose: list[Row] = []
    for row in rail:
        partner = _partner(row, main)
        goes_on = owner is not None and above is not None and not _is_apart(above, row)
        if goes_on and (partner is None or _is_body(partner, margin)):
            partner = owner
        if partner is None:
            loose.append(row)
        else:
            side(partner[0] if side(partner[0]) is partner[0].before else partner[-1]).extend(row)
            owner = partner
        above = row
    return sorted([*main, *loose], key=lambda row: -row[0].y)


def _is_body(row: Row, margin: float) -> bool:
    return bool(split_marker(row[0].text)[0]) or row[0].x0 > margin + 0.7 * row[0].size
