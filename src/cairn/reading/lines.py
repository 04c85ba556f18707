"""What every reader gives the segmenter: lines in reading order, with style hints.

Lines that were one sentence on the page are joined before they are placed, so that a
quote is one stretch of `Resume.text`. Cells of one row (table cells, tab stops, wide
gaps) stay apart by a tab.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cairn.errors import Place, Problem
from cairn.reading.values import Quote

MAX_LINES = 6000
MAX_CHARACTERS = 300_000
MAX_LINE_CHARACTERS = 2000
_LONG_WORD = re.compile(r"(\S{250})(?=\S)")
_BULLET = re.compile(
    r"(?P<marker>[•●◦▪▫■□‣⁃∙○◆◇➢➤►▶✓✔★☆·–—*+o\-]|[\uf0b7\uf0a7\uf0d8]|\(?\d{1,2}[.)])"
    r"(?P<gap>[\s\u200b]+)(?=\S)"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_LIGATURES = {ord(mark): unicodedata.normalize("NFKC", mark) for mark in "ﬀﬁﬂﬃﬄﬅﬆ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a document.

    `breaks` are the offsets at which the style changes; `gap` is the white space above
    in lines (0: none); `indent` in ems; `level` is an explicit heading level (0: none);
    `flow` numbers the column of text it belongs to; `size` in points (0: unknown).
    """

    text: str
    page: int = 0
    size: float = 0
    bold: bool = False
    italic: bool = False
    breaks: tuple[int, ...] = ()
    indent: float = 0
    marker: str = ""
    gap: float = 0
    level: int = 0
    flow: int = 0
    look: str = ""
    number: int = 0
    start: int = 0

    @property
    def cells(self) -> list[str]:
        """The parts of a row, in order."""
        return self.text.split("\t")

    @property
    def place(self) -> Place:
        """Where the whole line stands."""
        return self.part(0, len(self.text))

    def part(self, start: int, end: int) -> Place:
        """Where a stretch of the line stands, from offsets within it."""
        return Place(page=self.page, line=self.number, start=self.start + start, end=self.start + end)

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """A stretch of the line with its place, without outer white space."""
        end = len(self.text) if end is None else end
        kept = self.text[start:end]
        start += len(kept) - len(kept.lstrip())
        kept = kept.strip()
        return Quote(text=kept, place=self.part(start, start + len(kept)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document before it is placed: what a reader gives.

    `links` are pairs of the words that are linked (empty: an icon) and the address.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def clean(text: str) -> str:
    """Without control and direction marks, ligatures apart, odd spaces plain."""
    text = _CONTROL.sub("", text).translate(_LIGATURES).replace("\u3000", "\t")
    return re.sub(r"[^\S\t\n]", " ", text)


def split_marker(text: str) -> tuple[str, str]:
    """The bullet or number a line begins with, and the rest."""
    found = _BULLET.match(text)
    if not found:
        return "", text
    return found["marker"], text[found.end() :]


def quote_lines(lines: Iterable[Line]) -> tuple[Quote, ...]:
    """Each line as a quote; empty ones left out."""
    return tuple(quote for line in lines if (quote := line.quote()).text)


def place_lines(lines: Iterable[Line]) -> tuple[tuple[Line, ...], str]:
    """Number the lines and give each its offset in the text they make together."""
    placed, parts, offset = [], [], 0
    for number, line in enumerate(lines, start=1):
        shown = f"{line.marker} " if line.marker else ""
        placed.append(replace(line, number=number, start=offset + len(shown)))
        parts.append(shown + line.text)
        offset += len(parts[-1]) + 1
    return tuple(placed), "\n".join(parts)


def bound_lines(lines: Iterable[Line]) -> tuple[list[Line], tuple[Problem, ...]]:
    """At most `MAX_LINES` lines and about `MAX_CHARACTERS`; over-long lines are cut in pieces."""
    kept: list[Line] = []
    characters = 0
    for line in lines:
        pieces = _pieces(line)
        kept += pieces
        characters += sum(len(piece.text) for piece in pieces)
        if len(kept) > MAX_LINES or characters > MAX_CHARACTERS:
            told = Problem(
                severity="warning",
                code="too-long",
                message=f"The document is very long; its first {min(len(kept), MAX_LINES)} lines were read.",
            )
            return kept[:MAX_LINES], (told,)
    return kept, ()


def _pieces(line: Line) -> list[Line]:
    if len(line.text) <= 250:
        return [line]
    text = _LONG_WORD.sub(r"\1 ", line.text)
    if len(text) <= MAX_LINE_CHARACTERS:
        return [line if text == line.text else replace(line, text=text, breaks=())]
    out: list[Line] = []
    rest = text
    while rest and len(out) * MAX_LINE_CHARACTERS <= MAX_CHARACTERS:
        cut = rest.rfind(" ", 1, MAX_LINE_CHARACTERS) if len(rest) > MAX_LINE_CHARACTERS else len(rest)
        cut = cut if cut > 0 else MAX_LINE_CHARACTERS
        out.append(replace(line, text=rest[:cut].strip(), breaks=()))
        rest = rest[cut:]
    return [piece for piece in out if piece.text]
