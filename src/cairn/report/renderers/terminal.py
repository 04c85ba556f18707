"""The document as text for a terminal: the same order, within the width, colours if wanted."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import category, combining, east_asian_width

from cairn.report.document import (
    Block,
    Document,
    Facts,
    Heading,
    Item,
    Items,
    LevelRow,
    LevelsChart,
    LoadChart,
    Paragraph,
    RoadmapChart,
    Section,
    Span,
    Spans,
    Strong,
    Table,
)
from cairn.report.figures import plain
from cairn.report.phrases import count_text, span_text
from cairn.units import MAX_LEVEL

_STYLES = {"title": "1;32", "heading": "1", "strong": "1", "dim": "2", "accent": "32", "warn": "33"}
_NARROWEST = 40
_LEAST_COLUMN = 8
_LEAST_LABEL = 16
_STEPS_PER_LEVEL = 4


def write_text(document: Document, *, width: int, colour: bool) -> str:
    """The document as lines of at most `width` columns (at least 40)."""
    writer = _Writer(max(width, _NARROWEST), colour)
    lines = [*writer.opening(document)]
    for section in document.sections:
        lines += writer.section(section)
    lines += writer.credits(document)
    return "\n".join(line.rstrip() for line in lines) + "\n"


# ------------------------------------------------------------------ widths


def columns(text: str) -> int:
    """How many terminal columns a text takes; full-width characters take two."""
    return sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if combining(char) or category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def safe(text: str) -> str:
    """The text without control characters, which could steer the terminal."""
    return "".join(
        " " if char in "\n\t\r" else char for char in text if char in "\n\t\r" or category(char) != "Cc"
    )


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; a word that is longer is cut."""
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = columns(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        while size > width:
            head = _fitting(word, width)
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 - the rest of the word goes on
            size = columns(word)
        line = f"{line} {word}" if line else word
        used = columns(line)
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, width: int) -> str:
    used = 0
    for place, char in enumerate(word):
        used += _columns_of(char)
        if used > width:
            return word[: max(place, 1)]
    return word


def pad(text: str, width: int, *, is_right: bool = False) -> str:
    """The text filled with blanks to `width` columns."""
    blank = " " * max(width - columns(_bare(text)), 0)
    return blank + text if is_right else text + blank


def _bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class _Writer:
    def __init__(self, width: int, colour: bool) -> None:  # noqa: FBT001 - private, two callers
        self.width = width
        self.colour = colour
        self.writers: dict[type, Callable[[Any], Iterator[str]]] = {
            Heading: self.heading,
            Paragraph: self.paragraph,
            Facts: self.facts,
            Table: self.table,
            Items: self.items,
            LevelsChart: self.levels,
            RoadmapChart: self.roadmap,
            LoadChart: lambda chart: self.table(chart.table),
        }

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def opening(self, document: Document) -> Iterator[str]:
        yield from (self.paint(line, "dim") for line in wrap(safe(document.eyebrow), self.width))
        yield from (self.paint(line, "title") for line in wrap(safe(document.title), self.width))
        yield ""
        yield from self.flow(document.lede)

    def section(self, section: Section) -> Iterator[str]:
        title = safe(section.title)
        yield from (
            "",
            self.paint(title, "heading"),
            self.paint("─" * min(columns(title), self.width), "accent"),
        )
        for place, block in enumerate(section.blocks):
            if place:
                yield ""
            yield from self.aside(block) if section.is_detail else self.block(block)

    def credits(self, document: Document) -> Iterator[str]:
        if document.credits:
            yield ""
            for line in document.credits:
                yield from (self.paint(one, "dim") for one in wrap(safe(line), self.width))

    def aside(self, block: Block) -> Iterator[str]:
        """A block of a folded section: its tables are left to the files."""
        if isinstance(block, Table):
            count = count_text(len(block.rows), "line")
            yield from self.flow(f"{block.caption}: {count}, in the report's files.", style="dim")
        else:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        return self.writers[type(block)](block)

    def flow(self, spans: Spans | Span, indent: str = "", style: str = "") -> Iterator[str]:
        for line in wrap(safe(plain(spans)), self.width - columns(indent)):
            yield indent + (self.paint(line, style) if style else line)

    def heading(self, heading: Heading) -> Iterator[str]:
        yield from self.flow(heading.text, style="strong")

    def paragraph(self, paragraph: Paragraph) -> Iterator[str]:
        style = {"aside": "dim", "warning": "warn"}.get(paragraph.tone, "")
        yield from self.flow(paragraph.spans, style=style)

    def facts(self, facts: Facts) -> Iterator[str]:
        yield from self.flow(facts.badge, style="accent" if facts.is_good else "warn")
        label_width = max((columns(one.label) for one in facts.facts), default=0)
        for one in facts.facts:
            value, note = safe(plain(one.value)), f"({safe(plain(one.note))})" if one.note else ""
            head = f"  {pad(one.label, label_width)}  {self.paint(value, 'strong')}"
            is_short = label_width + columns(f"{value}{note}") + 6 <= self.width
            yield f"{head}  {note}" if note and is_short else head
            if note and not is_short:
                yield from self.flow(note, "    ")

    # -------------------------------------------------------------- lists

    def items(self, items: Items) -> Iterator[str]:
        for place, item in enumerate(items.items, start=1):
            mark = f"{place}." if items.is_ordered else "•"
            yield from self.item(item, mark)

    def item(self, item: Item, mark: str) -> Iterator[str]:
        indent = " " * (columns(mark) + 1)
        when = f" · {safe(plain(item.when))}" if item.when else ""
        lines = wrap(safe(plain(item.head)) + when, self.width - len(indent))
        strong = any(isinstance(span, Strong) for span in item.head)
        for place, line in enumerate(lines):
            yield (f"{mark} " if not place else indent) + (self.paint(line, "strong") if strong else line)
        for more in (item.note, *item.more):
            if more:
                yield from self.flow(more, indent, "dim")

    # -------------------------------------------------------------- tables

    def table(self, table: Table) -> Iterator[str]:
        """Columns side by side where they fit, else a small list for each row."""
        rows = [[safe(plain(cell)) for cell in row] for row in table.rows]
        widths = self.column_widths(table, rows)
        yield from self.flow(f"{table.caption}:", style="dim")
        if widths is None:
            yield from self.stacked(table, rows)
            return
        numeric = set(table.numeric)
        yield self.paint(self.cells(list(table.columns), widths, numeric)[0], "dim")
        for row in rows:
            yield from self.cells(row, widths, numeric)

    def column_widths(self, table: Table, rows: list[list[str]]) -> list[int] | None:
        """The widths of the columns, the widest made narrower until all fit; None where it cannot be."""
        cells = [list(table.columns), *rows]
        widths = [max(columns(row[at]) for row in cells) for at in range(len(table.columns))]
        least = [
            columns(name) if at in table.numeric else max(columns(name), _LEAST_COLUMN * 2)
            for at, name in enumerate(table.columns)
        ]
        while sum(widths) + 2 * (len(widths) - 1) > self.width:
            room = [width - floor for width, floor in zip(widths, least, strict=True)]
            widest = max(range(len(widths)), key=room.__getitem__)
            if room[widest] <= 0:
                return None
            widths[widest] -= 1
        return widths

    def cells(self, row: list[str], widths: list[int], numeric: set[int]) -> list[str]:
        wrapped = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, wrapped))
        return [
            "  ".join(
                pad(lines[at] if at < len(lines) else "", width, is_right=place in numeric)
                for place, (lines, width) in enumerate(zip(wrapped, widths, strict=True))
            )
            for at in range(height)
        ]

    def stacked(self, table: Table, rows: list[list[str]]) -> Iterator[str]:
        for row in rows:
            yield from self.flow(row[0], style="strong")
            pairs = [
                f"{name.lower()} {cell}"
                for name, cell in zip(table.columns[1:], row[1:], strict=True)
                if cell
            ]
            yield from self.flow("; ".join(pairs), "  ")

    # -------------------------------------------------------------- charts

    def levels(self, chart: LevelsChart) -> Iterator[str]:
        """A scale a row, the skill before it, or above it where the terminal is narrow."""
        texts = [safe(plain(row.text)) for row in chart.rows]
        scale = MAX_LEVEL * _STEPS_PER_LEVEL + 1
        room = self.width - scale - 4 - max(map(columns, texts), default=0)
        widest = min(max((columns(row.label) for row in chart.rows), default=0), room)
        yield from self.flow(f"{chart.caption}: ● you, ─ your likely range, ○ asked", style="dim")
        for row, text in zip(chart.rows, texts, strict=True):
            first, *rest = wrap(safe(row.label), max(widest, _LEAST_COLUMN)) if room >= _LEAST_LABEL else [""]
            if room < _LEAST_LABEL:
                yield from self.flow(row.label, style="strong")
            yield f"{pad(first, widest) if first else ''}  {self.paint(_scale(row), 'accent')}  {text}"
            yield from rest
            if row.note:
                yield from self.flow(row.note, "  ", "dim")

    def roadmap(self, chart: RoadmapChart) -> Iterator[str]:
        """Bars over the whole span; dates stand in the outline that follows."""
        label_width = max(min(max((columns(bar.label) for bar in chart.bars), default=0), self.width // 3), 1)
        room = self.width - label_width - 2
        yield from self.flow(
            f"{span_text(chart.first, chart.last)}: █ decides the finish, ▒ has room", style="dim"
        )
        for bar in chart.bars:
            label = pad(wrap(safe(bar.label), label_width)[0], label_width)
            yield f"{label}  {self.paint(_bar(chart, bar, room), 'accent')}"


def _bar(chart: RoadmapChart, bar: Any, room: int) -> str:  # noqa: ANN401 - a Bar of this chart
    days = max((chart.last - chart.first).days + 1, 1)
    cells = [" "] * room
    for first, last in bar.spans:
        start = (first - chart.first).days * room // days
        end = max(((last - chart.first).days + 1) * room // days, start + 1)
        for at in range(max(start, 0), min(end, room)):
            cells[at] = "█" if bar.is_critical else "▒"
    return "".join(cells).rstrip()


def _scale(row: LevelRow) -> str:
    """Five levels in cells: a dot on the range it may lie in, a ring where it should be."""
    cells = ["·" if at % _STEPS_PER_LEVEL == 0 else " " for at in range(MAX_LEVEL * _STEPS_PER_LEVEL + 1)]
    for at in range(_cell(row.low), _cell(row.high) + 1):
        cells[at] = "─"
    cells[_cell(row.required.derivation.value)] = "○"
    cells[_cell(row.held.derivation.value)] = "?" if row.is_unknown else "●"
    return "".join(cells)


def _cell(level: float) -> int:
    return round(min(max(level, 0.0), MAX_LEVEL) * _STEPS_PER_LEVEL)
