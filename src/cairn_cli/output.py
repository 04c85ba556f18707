"""What commands print: results on stdout, everything said to the person on stderr.

Machine output is one JSON document with a `version`, or one JSON object a line where
the input is a stream. The version goes up when a key changes its meaning or goes away.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cairn.errors import Problem

if TYPE_CHECKING:
    from cairn.report import Document

VERSION = 1
_LINE_ENDS = {
    ord(sign): f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"
}  # ends of line to some readers


def say(text: str) -> None:
    """Tell the person something that is not the result."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def print_text(text: str) -> None:
    """Print the result as people read it."""
    sys.stdout.write(f"{text}\n")


def show_document(document: "Document") -> None:
    """Print a document as wide as the terminal, at most 100 columns."""
    from cairn.report import render_terminal

    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    print_text(render_terminal(document, width=width, colour=sys.stdout.isatty()))


def print_json(document: Mapping[str, Any]) -> None:
    """Print the result as one JSON document."""
    sys.stdout.write(json.dumps({"version": VERSION, **document}, ensure_ascii=False, indent=2) + "\n")


def print_line(document: Mapping[str, Any]) -> None:
    """Print one answer of a stream at once, so that whoever asks can go on."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False).translate(_LINE_ENDS) + "\n")
    sys.stdout.flush()


def say_problems(problems: Iterable[Problem]) -> None:
    """Tell each flaw that was found in the input, with its place."""
    for problem in problems:
        where = f" ({problem.where})" if problem.where else ""
        say(f"{problem.severity}: {problem.message}{where}")


def problem_json(problem: Problem) -> dict[str, Any]:
    """A flaw as JSON values."""
    out: dict[str, Any] = {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
    }
    if problem.where:
        out["where"] = {"page": problem.where.page, "line": problem.where.line}
    return out


def as_table(rows: Iterable[tuple[str, ...]], *, headings: tuple[str, ...]) -> str:
    """Rows as columns of text, each as wide as its widest cell."""
    every = [headings, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(headings))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in every
    )
    return "\n".join(lines)
