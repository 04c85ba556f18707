"""The document as Markdown, readable as it stands and on any forge or notes tool."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from cairn.report.document import (
    Bar,
    Block,
    Code,
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
from cairn.report.phrases import day_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)([#+\-=]|\d+[.)])(?=\s)")


def write_markdown(document: Document) -> str:
    """The whole file."""
    lines = [f"# {words(document.title)}", "", words(document.eyebrow), "", spans(document.lede), ""]
    for section in document.sections:
        lines += _section(section)
    if document.credits:
        lines += ["## Credits", "", *(f"- {words(one)}" for one in document.credits), ""]
    lines.append(
        f"Made by Cairn as of {words(day_text(document.made_on))}. Every number opens into its derivation in "
        "the HTML report, the PDF and the JSON file beside this one."
    )
    return "\n".join(lines).rstrip() + "\n"


def words(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it is read as markup."""
    flat = " ".join(text.split())
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat).replace("&", "&amp;"))


def spans(row: Spans) -> str:
    """Spans as one line; strong words in asterisks."""
    return _joined("".join(map(_span, row)))


def _joined(text: str) -> str:
    return text.strip()


def _span(one: Span) -> str:
    if isinstance(one, Strong):
        return f"**{words(one.text)}**"
    if isinstance(one, Code):
        return f"`{one.text.replace('`', '')}`"
    text = plain(one)
    core = words(text)
    before = " " if text[:1] == " " else ""
    after = " " if text[-1:] == " " and text.strip() else ""
    return f"{before}{core}{after}"


def _section(section: Section) -> list[str]:
    lines = [f"## {words(section.title)}", ""]
    for block in section.blocks:
        lines += _WRITERS[type(block)](block)
        lines.append("")
    return lines


def _facts(facts: Facts) -> Iterator[str]:
    yield f"**{words(facts.badge)}**"
    yield ""
    for one in facts.facts:
        note = f" ({spans(one.note)})" if one.note else ""
        yield f"- {words(one.label)}: **{words(plain(one.value))}**{note}"


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    mark = "> " if paragraph.tone == "warning" else ""
    yield mark + spans(paragraph.spans)


def _items(items: Items) -> Iterator[str]:
    for place, item in enumerate(items.items, start=1):
        yield from _item(item, f"{place}." if items.is_ordered else "-")


def _item(item: Item, mark: str) -> Iterator[str]:
    tick = "[ ] " if item.can_tick and mark == "-" else ""
    when = f" · {words(plain(item.when))}" if item.when else ""
    yield f"{mark} {tick}{spans(item.head)}{when}"
    indent = " " * (len(mark) + 1)
    for more in (item.note, *item.more):
        if more:
            yield f"{indent}- {spans(more)}"


def _table(table: Table) -> Iterator[str]:
    yield f"{words(table.caption)}:"
    yield ""
    yield f"| {' | '.join(map(words, table.columns))} |"
    rules = ("---:" if at in table.numeric else "---" for at in range(len(table.columns)))
    yield f"| {' | '.join(rules)} |"
    for row in table.rows:
        yield f"| {' | '.join(map(spans, row))} |"


def _levels(chart: LevelsChart) -> Iterator[str]:
    yield from _table(chart.table)
    yield ""
    yield from (_level_note(row) for row in chart.rows if row.note)


def _level_note(row: LevelRow) -> str:
    return f"- **{words(row.label)}**: {spans(row.note)}"


def _roadmap(chart: RoadmapChart) -> Iterator[str]:
    yield "```mermaid"
    yield "gantt"
    yield f"  title {_mermaid(chart.caption)}"
    yield "  dateFormat YYYY-MM-DD"
    start: date | None = None
    for name, end in chart.horizons:
        bars = [bar for bar in chart.bars if _ends_in(bar, start, end)]
        if bars:
            yield f"  section {_mermaid(name)}"
            for bar in bars:
                yield from _mermaid_bar(bar)
        start = end
    yield "```"
    yield ""
    yield from _table(chart.table)


def _ends_in(bar: Bar, start: date | None, end: date) -> bool:
    return (start is None or bar.spans[-1][1] > start) and bar.spans[-1][1] <= end


def _mermaid_bar(bar: Bar) -> Iterator[str]:
    kind = "crit, " if bar.is_critical else ""
    for first, last in bar.spans:
        yield f"  {_mermaid(bar.label)} :{kind}{first.isoformat()}, {max((last - first).days + 1, 1)}d"
    if bar.stone:
        yield f"  {_mermaid(bar.stone)} :milestone, {bar.spans[-1][1].isoformat()}, 0d"


def _mermaid(text: str) -> str:
    """Words without the characters that end a Mermaid name."""
    return " ".join(re.sub(r"[:;,#%<>\"`{}\[\]]", " ", text).split()) or "–"


def _load(chart: LoadChart) -> Iterator[str]:
    yield from _table(chart.table)


def _heading(heading: Heading) -> Iterator[str]:
    yield f"### {words(heading.text)}"


_WRITERS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Table: _table,
    Items: _items,
    LevelsChart: _levels,
    RoadmapChart: _roadmap,
    LoadChart: _load,
}
