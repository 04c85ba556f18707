"""Parts of a plan's document as HTML, by the report's own writer.

A number is a link to its derivation, which is loaded when somebody asks: the pages
stay small, and without JavaScript the link leads to a page of its own.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cairn.report.document import Figure, LevelsChart, RoadmapChart, Section
from cairn.report.figures import Entry, Numbers
from cairn.report.renderers.page import PageWriter
from cairn.report.renderers.page_numbers import end_texts, group_inputs, group_text, source_text, value_text
from cairn.units import add_months
from cairn_web.store import KeptPlan

_MOST_GAPS = 8


class PlanWriter(PageWriter):
    """The report's writer, its numbers as links."""

    def figure(self, figure: Figure) -> str:
        target = self.numbers.number_of(figure.derivation)
        return f'<a class="fig" href="/plan/why/{target}/">{escape(figure.shown)}</a>'


def tell_section(plan: KeptPlan, name: str) -> SafeString:
    """A whole section of the report; empty where the report has none of that name."""
    if name not in plan.fragments:
        section = find_section(plan, name)
        writer = PlanWriter(plan.numbers)
        plan.fragments[name] = writer.section(section) if section else ""
    return mark_safe(plan.fragments[name])  # noqa: S308 - the writer escapes every word


def tell_gaps(plan: KeptPlan) -> SafeString:
    """The levels chart with the most pressing open gaps; the rest stands on the page of all gaps."""
    if "open gaps" not in plan.fragments:
        section = find_section(plan, "gaps")
        writer = PlanWriter(plan.numbers)
        charts = [one for one in section.blocks if isinstance(one, LevelsChart)] if section else []
        shown = [
            replace(one, rows=tuple(row for row in one.rows if row.text != ("covered",))[:_MOST_GAPS])
            for one in charts
        ]
        plan.fragments["open gaps"] = "".join(writer.levels(one) for one in shown if one.rows)
    return mark_safe(plan.fragments["open gaps"])  # noqa: S308 - the writer escapes every word


def tell_part(
    plan: KeptPlan, template: str, context: Callable[[], dict[str, Any]], *, seen: Hashable = None
) -> SafeString:
    """A part of a page that depends on the plan and on what is `seen` of it, rendered once."""
    key = f"{template}:{seen}"
    if key not in plan.fragments:
        plan.fragments[key] = render_to_string(f"cairn_web/{template}.html", context())
    return mark_safe(plan.fragments[key])  # noqa: S308 - the template escapes every word


def tell_lede(plan: KeptPlan) -> SafeString:
    """The sentences under the title."""
    if "lede" not in plan.fragments:
        plan.fragments["lede"] = PlanWriter(plan.numbers).spans(plan.document.lede)
    return mark_safe(plan.fragments["lede"])  # noqa: S308 - the writer escapes every word


def find_section(plan: KeptPlan, name: str) -> Section | None:
    """A section by its id."""
    return next((one for one in plan.document.sections if one.id == name), None)


def find_roadmap(plan: KeptPlan, *, short_months: int, mid_months: int) -> RoadmapChart | None:
    """The roadmap with the person's own horizons; None where nothing is placed in time."""
    section = find_section(plan, "roadmap")
    chart = next((one for one in section.blocks if isinstance(one, RoadmapChart)), None) if section else None
    if chart is None:
        return None
    made_on = date.fromisoformat(plan.record["made_on"])
    bounds = (add_months(made_on, short_months), add_months(made_on, mid_months), date.max)
    names = (name for name, _ in chart.horizons)
    return replace(chart, horizons=tuple(zip(names, bounds, strict=False)))


def tell_roadmap(plan: KeptPlan, *, short_months: int, mid_months: int) -> SafeString:
    """The roadmap as a picture and, folded, as a table."""
    key = f"roadmap:{short_months}:{mid_months}"
    if key not in plan.fragments:
        chart = find_roadmap(plan, short_months=short_months, mid_months=mid_months)
        plan.fragments[key] = PlanWriter(plan.numbers).roadmap(chart) if chart else ""
    return mark_safe(plan.fragments[key])  # noqa: S308 - the writer escapes every word


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
