"""Telling a plan: one document, shown on a terminal, as a page, as sheets, as text, as data.

Every renderer takes the `Document` that `build_report` makes, so they say the
same; the calendar and the JSON record take the plan's values as well. Renderers
are loaded by the call that needs them.
"""

from typing import Any

from cairn.errors import Problem
from cairn.report.bundle import LeftOut, PlanReport, WhatIf
from cairn.report.document import Document

__all__ = [
    "Document",
    "LeftOut",
    "PlanReport",
    "WhatIf",
    "build_report",
    "explain",
    "render_calendar",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_terminal",
    "report_json",
]


def build_report(report: PlanReport) -> Document:
    """The content of the report, the answer first, every number with its derivation."""
    from cairn.report.build import build_document

    return build_document(report)


def render_terminal(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """The document as text of at most `width` columns; `colour` adds ANSI styles."""
    from cairn.report.renderers.terminal import write_text

    return write_text(document, width=width, colour=colour)


def explain(document: Document, words: str) -> str:
    """The derivations whose figure or label holds all of `words`, as indented trees.

    Raises:
        UnknownName: no figure of the document is called so.
    """
    from cairn.report.renderers.explaining import explain_figures

    return explain_figures(document, words)


def render_html(document: Document) -> str:
    """The document as one file that needs no script, no network and no other file."""
    from cairn.report.renderers.page import write_page

    return write_page(document)


def render_pdf(document: Document) -> tuple[bytes, tuple[Problem, ...]]:
    """The document as tagged PDF/UA-1 on A4.

    Where no font has a character, the PDF comes without that promise and the
    problem says so.
    """
    from cairn.report.renderers.sheets import write_pdf

    return write_pdf(document)


def render_markdown(document: Document) -> str:
    """The document as Markdown, its roadmap also as a Mermaid chart."""
    from cairn.report.renderers.markdown import write_markdown

    return write_markdown(document)


def render_calendar(report: PlanReport) -> str:
    """The sessions, milestones and deadline as iCalendar text (RFC 5545)."""
    from cairn.report.renderers.feed import write_calendar

    return write_calendar(report)


def report_json(report: PlanReport, document: Document) -> dict[str, Any]:
    """The plan as plain JSON values under a `version`, every number with its derivation."""
    from cairn.report.renderers.record import write_record

    return write_record(report, document)
