"""What several commands take, and the one look at the clock."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import BadInput

if TYPE_CHECKING:
    from cairn.reading.values import Resume as ReadResume

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="K", help="How many to list.")]
Resume = Annotated[
    Path,
    typer.Argument(metavar="RESUME", help="PDF, DOCX, text, Markdown, HTML, JSON Resume or LinkedIn zip."),
]
Target = Annotated[str, typer.Option("--target", metavar="ROLE", help="The role to reach.")]
Today = Annotated[
    str, typer.Option("--today", metavar="DATE", help="Reckon from this day instead of today (2026-03-12).")
]
CatalogueName = Annotated[
    str, typer.Option("--catalogue", metavar="NAME", help="The catalogue to search: starter, esco or onet.")
]


def require_content(resume: "ReadResume") -> "ReadResume":
    """The résumé, unless there is nothing in it to reckon with.

    Raises:
        BadInput: neither work nor study nor skills were read.
    """
    for problem in resume.problems:
        if problem.severity == "error":
            raise BadInput(problem.message)
    return resume


def read_today(text: str) -> date:
    """The day that was given, else the day it is.

    Raises:
        BadInput: it is not a day.
    """
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"--today takes a day as in 2026-03-12, not “{text}”."
        raise BadInput(msg) from None
