"""Parts of a plan's document as HTML, by the report's own writer.

A number is a link to its derivation, which is loaded when somebody asks: the pages
stay small, and without JavaScript the link leads to a page of its own.
"""

from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cairn.report.document import Block, Figure, LevelsChart, RoadmapChart, Section
from cairn.report.figures import Entry, Numbers
from cairn.report.page import _Page
from cairn.report.page_numbers import end_texts, group_inputs, group_text, source_text, value_text
from cairn_web.store import KeptPlan


class _Writer(_Page):
    """The report's writer, its numbers as links."""

    def figure(self, figure: Figure) -> str:
        target = self.numbers.number_of(figure.derivation)
        return f'<a class="fig" href="/plan/why/{target}/">{escape(figure.shown)}</a>'


def tell_section(plan: KeptPlan, name: str) -> SafeString:
    """A whole section of the report; empty where the report has none of that name."""
    if name not in plan.fragments:
        section = find_section(plan, name)
        writer = _Writer(plan.numbers)
        plan.fragments[name] = writer.section(section) if section else ""
    return mark_safe(plan.fragments[name])  # noqa: S308 - the writer escapes every word


def tell_blocks(plan: KeptPlan, name: str, kinds: tuple[type, ...]) -> SafeString:
    """The blocks of some kinds of one section, without its heading."""
    key = f"{name}:{','.join(one.__name__ for one in kinds)}"
    if key not in plan.fragments:
        section = find_section(plan, name)
        writer = _Writer(plan.numbers)
        blocks: tuple[Block, ...] = section.blocks if section else ()
        plan.fragments[key] = "".join(writer.block(one) for one in blocks if isinstance(one, kinds))
    return mark_safe(plan.fragments[key])  # noqa: S308 - the writer escapes every word


def tell_gaps(plan: KeptPlan) -> SafeString:
    """The levels chart with the open gaps alone; what is covered stands on the page of all gaps."""
    if "open gaps" not in plan.fragments:
        section = find_section(plan, "gaps")
        writer = _Writer(plan.numbers)
        charts = [one for one in section.blocks if isinstance(one, LevelsChart)] if section else []
        shown = [
            replace(one, rows=tuple(row for row in one.rows if row.text != ("covered",))) for one in charts
        ]
        plan.fragments["open gaps"] = "".join(writer.levels(one) for one in shown if one.rows)
    return mark_safe(plan.fragments["open gaps"])  # noqa: S308 - the writer escapes every word


def tell_lede(plan: KeptPlan) -> SafeString:
    """The sentences under the title."""
    return mark_safe(_Writer(plan.numbers).spans(plan.document.lede))  # noqa: S308 - the writer escapes every word


def find_section(plan: KeptPlan, name: str) -> Section | None:
    """A section by its id."""
    return next((one for one in plan.document.sections if one.id == name), None)


ROADMAP = (RoadmapChart,)


# ------------------------------------------------------------------ one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a number; `target` opens it where it has inputs of its own."""

    name: str
    words: str
    source: str
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPage:
    """A number with its rule and its inputs, as far as one look goes."""

    label: str
    value: str
    formula: str
    note: str
    source: str
    inputs: tuple[Input, ...]
    ends: tuple[str, ...]


def number_page(numbers: Numbers, number: int) -> NumberPage | None:
    """The page of a number; None where there is no such number."""
    if not 0 <= number < len(numbers.entries):
        return None
    entry = numbers.entries[number]
    one = entry.derivation
    groups = group_inputs(entry, numbers) if entry.parts else ()
    return NumberPage(
        label=one.label,
        value=value_text(one),
        formula=one.formula,
        note=one.note,
        source=source_text(one.source) if one.source else "",
        inputs=tuple(_input(name, group) for name, group in groups),
        ends=tuple(end_texts(entry, numbers)),
    )


def _input(name: str, group: tuple[Entry, ...]) -> Input:
    if len(group) > 1:
        words, source = group_text(group)
        return Input(name=name, words=words, source=source, target=None)
    one = group[0].derivation
    return Input(
        name=name,
        words=f"{one.label}: {value_text(one)}",
        source=source_text(one.source) if one.source else "",
        target=None if one.source else group[0].number,
    )
