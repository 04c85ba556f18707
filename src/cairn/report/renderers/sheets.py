"""The document as tagged PDF/UA-1 on A4, through a typst template.

The template reads the document as JSON, so no word of it is ever taken for
markup. The fonts that come with typst serve most of the world's alphabets; where
a character is missing, the machine's own fonts are tried, and where those lack it
too the PDF comes untagged and a `Problem` says so.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from cairn.errors import Problem
from cairn.report.document import (
    Code,
    Document,
    Facts,
    Figure,
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
from cairn.report.figures import Entry, Numbers
from cairn.report.phrases import day_text
from cairn.report.renderers.charts import (
    cairn_svg,
    level_scale,
    load_svg,
    load_words,
    palette,
    resolved,
    scale_words,
)
from cairn.report.renderers.page_numbers import end_texts, group_inputs, group_text, source_text, value_text
from cairn.report.renderers.roadmap import roadmap_svg, roadmap_words

Json = dict[str, Any]
_INDENT = "\N{EM SPACE}"
_ROADMAP_WIDTH = 660  # narrower than on the page, so that its words stay readable across A4


def write_pdf(document: Document) -> tuple[bytes, tuple[Problem, ...]]:
    """The PDF's bytes, and what could not be promised about it."""
    data = json.dumps(_Sheets(Numbers(document)).document(document), ensure_ascii=False)
    for own_fonts_only in (True, False):
        sheet = _compile(data, document, is_tagged=True, own_fonts_only=own_fonts_only)
        if sheet is not None:
            return sheet, ()
    sheet = _compile(data, document, is_tagged=False, own_fonts_only=False) or b""
    return sheet, (_NO_GLYPHS,)


_NO_GLYPHS = Problem(
    severity="warning",
    code="pdf-untagged",
    message="No font on this machine has some of the characters in the plan, so the PDF is not tagged "
    "for screen readers and may show gaps; the HTML report shows everything.",
)


def _compile(data: str, document: Document, *, is_tagged: bool, own_fonts_only: bool) -> bytes | None:
    """The PDF, or None where tagging is asked and no font has one of the characters."""
    import typst

    template = (resources.files("cairn.report.renderers") / "sheets.typ").read_bytes()
    made = datetime(document.made_on.year, document.made_on.month, document.made_on.day, tzinfo=UTC)
    try:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs={"data": data},
            ignore_system_fonts=own_fonts_only,
            pdf_standards=["ua-1"] if is_tagged else [],
            timestamp=made,
        )
    except typst.TypstError as error:
        if is_tagged and "could not be displayed" in str(error):
            return None
        raise


class _Sheets:
    """Blocks as JSON the template understands; figures carry the number of their entry."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.writers: dict[type, Callable[[Any], Json]] = {
            Heading: lambda one: {"kind": "heading", "text": one.text},
            Paragraph: lambda one: {"kind": "paragraph", "tone": one.tone, "spans": self.spans(one.spans)},
            Facts: self.facts,
            Table: self.table,
            Items: self.items,
            LevelsChart: self.levels,
            RoadmapChart: self.roadmap,
            LoadChart: self.load,
        }

    def document(self, document: Document) -> Json:
        return {
            "title": document.title,
            "eyebrow": document.eyebrow,
            "lede": self.spans(document.lede),
            "made_on": day_text(document.made_on),
            "language": document.language,
            "colours": palette(),
            "cairn": resolved(cairn_svg(document.stones)),
            "sections": [self.section(one) for one in document.sections],
            "credits": list(document.credits),
            "numbers": [self.entry(one) for one in self.numbers.own_entries()],
        }

    def section(self, section: Section) -> Json:
        blocks = [self.writers[type(block)](block) for block in section.blocks]
        return {"id": section.id, "title": section.title, "blocks": blocks}

    def spans(self, spans: Spans) -> list[Json]:
        return [self.span(one) for one in spans if one]

    def span(self, span: Span) -> Json:
        match span:
            case str():
                return {"kind": "text", "text": span}
            case Strong(text=text):
                return {"kind": "strong", "text": text}
            case Code(text=text):
                return {"kind": "code", "text": text}
            case Figure(shown=shown, derivation=derivation):
                place = self.numbers.place_of(self.numbers.number_of(derivation))
                return {"kind": "figure", "text": shown, "number": place}

    def facts(self, facts: Facts) -> Json:
        cells = [
            {"label": one.label, "value": self.span(one.value), "note": self.spans(one.note)}
            for one in facts.facts
        ]
        return {"kind": "facts", "badge": facts.badge, "good": facts.is_good, "facts": cells}

    def table(self, table: Table) -> Json:
        rows = [[self.spans(cell) for cell in row] for row in table.rows]
        return {
            "kind": "table",
            "caption": table.caption,
            "columns": list(table.columns),
            "rows": rows,
            "numeric": list(table.numeric),
        }

    def items(self, items: Items) -> Json:
        return {
            "kind": "items",
            "ordered": items.is_ordered,
            "items": [self.item(one) for one in items.items],
        }

    def item(self, item: Item) -> Json:
        lines = [self.spans(line) for line in (item.note, *item.more) if line]
        when = [self.span(item.when)] if item.when else []
        return {"head": self.spans(item.head), "when": when, "lines": lines, "tick": item.can_tick}

    def levels(self, chart: LevelsChart) -> Json:
        rows = [self.level_row(row) for row in chart.rows]
        return {"kind": "levels", "caption": chart.caption, "rows": rows, "table": self.table(chart.table)}

    def level_row(self, row: LevelRow) -> Json:
        return {
            "label": row.label,
            "scale": resolved(level_scale(row, width="240")),
            "alt": scale_words(row),
            "text": self.spans(row.text),
            "note": self.spans(row.note),
        }

    def roadmap(self, chart: RoadmapChart) -> Json:
        svg = resolved(roadmap_svg(chart, width=_ROADMAP_WIDTH))
        alt = f"{chart.caption}: {roadmap_words(chart)}"
        return {
            "kind": "chart",
            "svg": svg,
            "alt": alt,
            "legend": "roadmap",
            "table": self.table(chart.table),
        }

    def load(self, chart: LoadChart) -> Json:
        svg = resolved(load_svg(chart, width=str(_ROADMAP_WIDTH)))
        alt = f"{chart.caption}: {load_words(chart)}"
        legend = "load at work" if any(one.at_work for one in chart.points) else "load"
        return {"kind": "chart", "svg": svg, "alt": alt, "legend": legend, "table": self.table(chart.table)}

    # -------------------------------------------------------------- the appendix

    def entry(self, entry: Entry) -> Json:
        place = self.numbers.place_of(entry.number)
        words = value_text(entry.derivation)
        return {
            "number": place,
            "label": entry.derivation.label,
            "text": "\n".join([words, *self.lines(entry, "")]),
        }

    def lines(self, entry: Entry, indent: str) -> Iterator[str]:
        """What the entry rests on: its formula with the inputs in a row, then what stands inside it."""
        one = entry.derivation
        if one.note:
            yield f"{indent}{one.note}"
        if one.source:
            yield f"{indent}{source_text(one.source)}"
            return
        groups = list(group_inputs(entry, self.numbers))
        told = [self.input_text(name, group) for name, group in groups]
        told += end_texts(entry, self.numbers)
        yield f"{indent}= {one.formula}, with {'; '.join(told) or 'nothing to add'}"
        for name, group in groups:
            if self.is_inside(group):
                words = f"{name}: {group[0].derivation.label}"
                yield f"{indent}{_INDENT}{words}"
                yield from self.lines(group[0], indent + _INDENT)

    def input_text(self, name: str, group: tuple[Entry, ...]) -> str:
        if len(group) > 1:
            words, source = group_text(group)
            return f"{name}: {words} ({source})"
        one, home = group[0].derivation, self.numbers.home_of(group[0].number)
        words = f"{name}: {one.label}, {value_text(one)}"
        if home is not None:
            return f"{words} → {home}"
        return f"{words} ({source_text(one.source)})" if one.source else words

    def is_inside(self, group: tuple[Entry, ...]) -> bool:
        return self.numbers.home_of(group[0].number) is None and not group[0].derivation.source
