"""Columns → lines: a column that goes on over the page is read on, wrapped rows are joined.

A row goes on in the next when it was full, when the next stands exactly under the text of
a bullet, or when a word was broken; what hangs on a rail stands in the line it belongs to.
"""

import re
from collections.abc import Sequence
from statistics import median

from cairn.reading.columns import Piece, Row, Strand
from cairn.reading.lines import Line, clean, split_marker
from cairn.reading.rails import starts_with_verb

_WRAP_SLACK = 0.6
_SAME_RANGE = 0.6
_CONNECTS = re.compile(r"(?:[,/&\-\xad]|\b(?:and|or|of|the|und|et|y|for|in|to|with))$", re.IGNORECASE)


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
