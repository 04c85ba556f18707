"""The column finder: words with boxes → rows → columns and rails → lines in reading order.

A gutter is a strip of white that runs down several rows with words on both sides. What
lies beside it is either a column of its own (a sidebar with its own headings) or a rail:
dates, places or labels that belong row by row to the text next to them. Columns are read
one after the other, rails are put back into their rows.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from cairn.reading.lines import Line, clean, split_marker
from cairn.reading.rails import is_heading, is_rail_text, starts_with_verb

_SAME_ROW = 0.35
_CELL_GAP = 1.35
_GUTTER_EMS = 0.9
_LEAST_ROWS = 3
_WRAP_SLACK = 0.6
_SAME_RANGE = 0.6
_ALIGNED_SHARE = 0.85
_PAGE_MARK = re.compile(
    r"\W*(?:page|seite|p[aá]gina|strona|p\.)?\s*\d{1,3}\s*(?:(?:/|of|von|de|sur|z)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"(?:[,/&\-\xad]|\b(?:and|or|of|the|und|et|y|for|in|to|with))$", re.IGNORECASE)
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
    nearest = min(others, key=lambda other: abs(other[0].y - row[0].y))
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


# ------------------------------------------------------------------ lines


def join_pages(pages: Sequence[list[Strand]]) -> tuple[Line, ...]:
    """All pages as lines; a column that goes on over the page is read on."""
    flows: list[list[Strand]] = []
    before: list[int] = []
    for strands in pages:
        now: list[int] = []
        for strand in strands:
            at = _continued(strand, flows, before, is_first=not now)
            if at is None:
                flows.append([])
                at = len(flows) - 1
            flows[at].append(strand)
            now.append(at)
        before = now or before
    lines: list[Line] = []
    for number, flow in enumerate(flows):
        for strand in flow:
            lines += _lines_of(strand, number)
    return tuple(lines)


def _continued(strand: Strand, flows: list[list[Strand]], before: list[int], *, is_first: bool) -> int | None:
    """The flow on the page before that this strand goes on with."""
    for at in reversed(before):
        last = flows[at][-1]
        shared = min(last.x1, strand.x1) - max(last.x0, strand.x0)
        whole = max(last.x1, strand.x1) - min(last.x0, strand.x0)
        if last.page == strand.page - 1 and shared >= _SAME_RANGE * whole:
            return at
    if is_first and before:
        return max(before, key=lambda at: sum(len(row) for row in flows[at][-1].rows))
    return None


def _lines_of(strand: Strand, flow: int) -> list[Line]:
    margin_left, margin_right = strand.x0, strand.x1
    distances = [above[0].y - row[0].y for above, row in zip(strand.rows, strand.rows[1:], strict=False)]
    usual = median(distances) if distances else 12.0
    out: list[_Draft] = []
    above: Row | None = None
    for row in strand.rows:
        distance = above[0].y - row[0].y if above else usual
        if out and above and _goes_on(out[-1], above, row, margin_left, margin_right, distance):
            out[-1].add(row)
        else:
            out.append(_Draft(row, margin_left, max(0.0, distance / max(usual, 1) - 1)))
        above = row
    return [line for draft in out if (line := draft.line(strand.page, flow)).text]


class _Draft:
    """A line in the making: a first row and the rows it was wrapped into."""

    def __init__(self, row: Row, margin: float, gap: float) -> None:
        self.rows = [row]
        self._margin, self._gap = margin, gap
        first = row[0].words[0]
        self.marker = split_marker(f"{clean(first.text)} x")[0] if len(row[0].words) > 1 else ""
        self.text_x0 = row[0].words[1].x0 if self.marker else first.x0

    def add(self, row: Row) -> None:
        self.rows.append(row)

    def line(self, page: int, flow: int) -> Line:
        first = self.rows[0][0]
        text, breaks = _text_of(self.rows)
        marker, rest = split_marker(text)
        words = [word for row in self.rows for piece in row for word in piece.words]
        letters = sum(len(word.text) for word in words) or 1
        size = max(words, key=lambda word: len(word.text)).size
        bold = sum(len(word.text) for word in words if word.bold) / letters
        return Line(
            text=rest.strip(),
            page=page,
            size=size,
            bold=bold > 0.9,
            italic=all(word.italic for word in words),
            breaks=tuple(at - (len(text) - len(rest)) for at in breaks if at > len(text) - len(rest)),
            indent=round((first.x0 - self._margin) / max(first.size, 1), 2),
            marker=marker,
            gap=round(self._gap, 2),
            flow=flow,
            look=f"{size:.1f}{'b' if bold > 0.9 else ''}{'i' if words[0].italic else ''}",
        )


def _goes_on(draft: _Draft, above: Row, row: Row, left: float, margin: float, distance: float) -> bool:
    """Whether `row` is the rest of a line that was full."""
    if not _may_go_on(draft, above, row, distance):
        return False
    last, first = above[0].words[-1], row[0].words[0]
    end, lower = above[0].x1, first.text[:1].islower()
    was_full = end + 0.25 * first.size + (first.x1 - first.x0) > margin - _WRAP_SLACK * first.size
    if draft.marker:
        hangs = draft.text_x0 > draft.rows[0][0].x0 + 0.4 * first.size
        is_hung = hangs and abs(row[0].x0 - draft.text_x0) <= 0.4 * first.size and end > 0.5 * margin
        return is_hung or last.text.endswith("\xad") or was_full or (lower and end > 0.75 * margin)
    is_short = len(above[0].words) <= 3 and not _CONNECTS.search(last.text)
    if is_short or end - left < (0.75 if lower else 0.85) * (margin - left):
        return False
    if first.text[:1].isupper() and starts_with_verb(row[0].text):
        return False
    return last.text.endswith("\xad") or (was_full and (lower or not above[0].after))


def _may_go_on(draft: _Draft, above: Row, row: Row, distance: float) -> bool:
    """Whether two rows stand as two rows of one paragraph do: near, alike, at one margin."""
    if len(above) > 1 or len(row) > 1 or row[0].before or row[0].after or split_marker(row[0].text)[0]:
        return False
    last, first = above[0].words[-1], row[0].words[0]
    is_near = distance <= 1.75 * max(last.size, first.size)
    is_alike = abs(above[0].size - row[0].size) <= 0.8 and (last.bold == first.bold or bool(draft.marker))
    reach = (0.8 if draft.marker else 2.2) * first.size
    return is_near and is_alike and abs(row[0].x0 - draft.text_x0) <= reach


def _unhung(piece: Piece) -> list[Piece]:
    """A hung piece with what is hung on it, in reading order."""
    before = [part for one in piece.before for part in _unhung(one)]
    return [*before, piece, *(part for one in piece.after for part in _unhung(one))]


def _text_of(rows: list[Row]) -> tuple[str, tuple[int, ...]]:
    """The words with tabs between cells, and where the style changes."""
    text, breaks = "", []
    style: tuple[bool, bool] | None = None
    hung = [piece for row in rows for one in row for after in one.after for piece in _unhung(after)]
    shown = [
        [piece for one in row for before in one.before for piece in _unhung(before)] + row for row in rows
    ]
    shown[-1] += hung
    for row in shown:
        for at, piece in enumerate(row):
            for word_at, word in enumerate(piece.words):
                text = _joined(
                    text, is_cell=word_at == 0 and at > 0, is_new_row=word_at == at == 0, word=word.text
                )
                now = (word.bold, word.italic)
                if style is not None and now != style:
                    breaks.append(len(text))
                style = now
                text += clean(word.text)
    return text.replace("\xad", ""), tuple(breaks)


def _joined(text: str, *, is_cell: bool, is_new_row: bool, word: str) -> str:
    """`text` with what goes between it and the next word; a hyphen at a row's end joins."""
    if not text:
        return ""
    if text.endswith("\xad"):
        return text[:-1]
    if is_cell:
        return f"{text}\t"
    is_broken = is_new_row and text[-1] == "-" and text[-2:-1].isalnum() and word[:1].isalnum()
    return text if is_broken else f"{text} "
