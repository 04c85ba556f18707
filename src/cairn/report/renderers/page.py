"""The report as one page: no script, no other file, light, dark and on paper.

A number is a button that opens its derivation as a popover, which browsers do by
themselves; on paper the derivations follow the text, numbered.
"""

from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from importlib import resources
from typing import Any

from cairn.report.document import (
    Block,
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
from cairn.report.figures import Numbers, plain
from cairn.report.phrases import day_text
from cairn.report.renderers.charts import cairn_svg, level_scale, load_svg
from cairn.report.renderers.page_numbers import write_numbers
from cairn.report.renderers.roadmap import roadmap_svg

_PAIRS = {("person", "strengths"), ("week", "questions"), ("milestones", "goal")}
_STOPS = frozenset(".,;:)")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CHECK = (
    '<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="M2 7.6 5.4 11 12 3.6" '
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>'
)


def write_page(document: Document) -> str:
    """The whole HTML file."""
    page = PageWriter(Numbers(document))
    title = escape(document.title)
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title} · Cairn</title>\n<style>{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the answer</a>\n<div class="shell">\n'
        f'{_contents(document)}\n<main id="main" tabindex="-1">\n{page.header(document)}\n'
        f"{''.join(page.sections(document.sections))}</main>\n</div>\n"
        f"{_footer(document)}\n{write_numbers(page.numbers)}</body>\n</html>\n"
    )


@cache
def _style() -> str:
    folder = resources.files("cairn.report.renderers")
    sheets = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "charts.css"))
    lines = (line.strip() for sheet in sheets for line in sheet.splitlines())
    return "\n".join(line for line in lines if line and not (line.startswith("/*") and line.endswith("*/")))


def _contents(document: Document) -> str:
    links = "".join(
        f'<li><a href="#{one.id}">{escape(one.short or one.title)}</a></li>' for one in document.sections
    )
    brand = f'<p class="brand">{cairn_svg(document.stones, size=44)}<span>Cairn</span></p>'
    return f'<nav aria-label="Contents">{brand}<ul>{links}</ul></nav>'


def _footer(document: Document) -> str:
    credit = "".join(f"<li>{escape(one)}</li>" for one in document.credits)
    sources = f'<h2>Credits</h2><ul class="credits">{credit}</ul>' if credit else ""
    made = day_text(document.made_on)
    return f"<footer><div>{sources}<p>Made by Cairn on your own machine, as of {made}.</p></div></footer>"


class PageWriter:
    """Blocks to markup, with the numbers that their figures refer to."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.writers: dict[type, Callable[[Any], str]] = {
            Heading: lambda one: f'<h3 id="{one.id}">{escape(one.text)}</h3>',
            Paragraph: lambda one: f'<p class="{one.tone}">{self.spans(one.spans)}</p>',
            Facts: self.facts,
            Table: self.table,
            Items: self.items,
            LevelsChart: self.levels,
            RoadmapChart: self.roadmap,
            LoadChart: self.load,
        }

    def header(self, document: Document) -> str:
        return (
            f'<header><p class="eyebrow">{escape(document.eyebrow)}</p><h1>{escape(document.title)}</h1>'
            f'<p class="lede">{self.spans(document.lede)}</p></header>'
        )

    def sections(self, sections: tuple[Section, ...]) -> Iterator[str]:
        """Sections in order; a short one shares its row with the next where there is room."""
        waiting = list(sections)
        while waiting:
            one = waiting.pop(0)
            if waiting and (one.id, waiting[0].id) in _PAIRS:
                yield f'<div class="two">{self.section(one)}{self.section(waiting.pop(0))}</div>\n'
            else:
                yield self.section(one)

    def section(self, section: Section) -> str:
        blocks = "".join(map(self.block, section.blocks))
        title = f'<h2 id="{section.id}-title">{escape(section.title)}</h2>'
        if section.is_detail:
            inner = f'<details class="part"><summary>{title}</summary>{blocks}</details>'
        else:
            inner = title + blocks
        return f'<section id="{section.id}" aria-labelledby="{section.id}-title">{inner}</section>\n'

    def block(self, block: Block) -> str:
        return self.writers[type(block)](block)

    # -------------------------------------------------------------- words

    def spans(self, spans: Spans) -> str:
        """The words in a row; a stop or comma stays on the line of the number before it."""
        out: list[str] = []
        after_figure = False
        for one in spans:
            told = self.span(one)
            if after_figure and told[:1] in _STOPS and isinstance(one, str):
                out[-1] = f'<span class="g">{out[-1]}{told[0]}</span>'
                told = told[1:]
            out.append(told)
            after_figure = isinstance(one, Figure)
        return "".join(out)

    def span(self, span: Span) -> str:
        match span:
            case str():
                return escape(span, quote=False)
            case Strong(text=text):
                return f"<strong>{escape(text, quote=False)}</strong>"
            case Code(text=text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Figure():
                return self.figure(span)

    def figure(self, figure: Figure) -> str:
        target = self.numbers.place_of(self.numbers.number_of(figure.derivation))
        return f"<button popovertarget=n{target}>{escape(figure.shown, quote=False)}</button>"

    def facts(self, facts: Facts) -> str:
        kind, mark = ("good", _CHECK) if facts.is_good else ("bad", "")
        cells = "".join(
            f"<div><dt>{escape(one.label)}</dt><dd>{self.span(one.value)}"
            + (f"<small>{self.spans(one.note)}</small>" if one.note else "")
            + "</dd></div>"
            for one in facts.facts
        )
        return f'<p class="badge {kind}">{mark}{escape(facts.badge)}</p><dl class="facts">{cells}</dl>'

    def items(self, items: Items) -> str:
        kind = "ol" if items.is_ordered else "ul"
        return f'<{kind} class="items">{"".join(map(self.item, items.items))}</{kind}>'

    def item(self, item: Item) -> str:
        words = escape(plain(item.head))
        tick = f'<input type="checkbox" aria-label="Done: {words}">' if item.can_tick else ""
        when = f'<span class="when">{self.span(item.when)}</span>' if item.when else ""
        lines = [item.note, *item.more] if item.note else list(item.more)
        small = "".join(f"<small>{self.spans(line)}</small>" for line in lines)
        kind = ' class="tick"' if item.can_tick else ""
        return f'<li{kind}>{tick}<span class="head">{self.spans(item.head)}</span>{when}{small}</li>'

    # -------------------------------------------------------------- tables and charts

    def table(self, table: Table) -> str:
        numeric = set(table.numeric)
        head = "".join(
            f'<th scope="col"{_right(at in numeric)}>{escape(name)}</th>'
            for at, name in enumerate(table.columns)
        )
        rows = "".join(f"<tr>{self.cells(row, numeric)}</tr>" for row in table.rows)
        caption = escape(table.caption)
        return (
            f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0">'
            f"<table><caption>{caption}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def cells(self, row: tuple[Spans, ...], numeric: set[int]) -> str:
        first, *rest = row
        others = "".join(
            f"<td{_right(at in numeric)}>{self.spans(cell)}</td>" for at, cell in enumerate(rest, start=1)
        )
        return f'<th scope="row">{self.spans(first)}</th>{others}'

    def folded(self, table: Table, words: str) -> str:
        return f"<details><summary>{escape(words)}</summary>{self.table(table)}</details>"

    def levels(self, chart: LevelsChart) -> str:
        rows = "".join(map(self.level_row, chart.rows))
        legend = (
            '<p class="legend" aria-hidden="true"><span><i class="dot"></i>you, with the likely range</span>'
            '<span><i class="dot open"></i>not known yet</span>'
            '<span><i class="dot ring"></i>the role asks</span></p>'
        )
        table = self.folded(chart.table, "The same as a table, with levels, priority and hours")
        label = escape(chart.caption)
        return f'<figure class="levels" aria-label="{label}"><ul>{rows}</ul>{legend}</figure>{table}'

    def level_row(self, row: LevelRow) -> str:
        note = f"<small>{self.spans(row.note)}</small>" if row.note else ""
        return (
            f'<li><span class="label">{escape(row.label)}</span>{level_scale(row)}'
            f'<span class="text">{self.spans(row.text)}</span>{note}</li>'
        )

    def roadmap(self, chart: RoadmapChart) -> str:
        legend = (
            '<p class="legend" aria-hidden="true"><span><i class="bar"></i>decides the finish</span>'
            '<span><i class="bar soft"></i>has room to move</span>'
            '<span><i class="dot"></i>milestone</span></p>'
        )
        table = self.folded(chart.table, "The same as a table")
        return f'<figure class="road">{roadmap_svg(chart)}{legend}</figure>{table}'

    def load(self, chart: LoadChart) -> str:
        has_work = any(point.at_work for point in chart.points)
        work = '<span><i class="bar work"></i>at work</span>' if has_work else ""
        legend = (
            '<p class="legend" aria-hidden="true"><span><i class="bar"></i>planned</span>'
            f'{work}<span><i class="bar room"></i>free hours</span></p>'
        )
        return f"<figure>{load_svg(chart)}{legend}</figure>{self.folded(chart.table, 'The same as a table')}"


def _right(is_numeric: bool) -> str:  # noqa: FBT001 - read at its two call sites
    return ' class="num"' if is_numeric else ""
