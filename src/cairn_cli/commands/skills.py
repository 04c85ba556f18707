"""`cairn skills`: the skills that a résumé or job ad names, and the words that name them."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.match import SkillFinder, SkillMention, UnknownTerm, find_skills, find_unknown_terms
from cairn.reading import Resume, start_reading
from cairn_cli.naming import find_catalogue
from cairn_cli.options import AsJson, CatalogueName, Today, read_today
from cairn_cli.output import as_table, print_json, print_text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The skills of one document, and the words that may name others."""

    text: str
    mentions: tuple[SkillMention, ...]
    unknown: tuple[UnknownTerm, ...]


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A résumé or a job ad, in any form Cairn reads.")
    ],
    catalogue: CatalogueName = "starter",
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Find the skills that a résumé or job ad names, with the words that name them.

    Words that look like a skill and stand in no catalogue are told apart. With --json,
    "start" and "end" count characters of "text": the file itself where it is text.
    """
    reading = start_reading(file, today=read_today(today))
    finder = SkillFinder.of(find_catalogue(catalogue))
    text = _text_of(file, reading.result())
    found = _Found(text=text, mentions=find_skills(text, finder), unknown=find_unknown_terms(text, finder))
    if as_json:
        print_json(_document(found))
    else:
        _print(found)


def _text_of(file: Path, resume: Resume) -> str:
    """What offsets count in: the file itself where it is text, else the text read from it."""
    if resume.format in {"text", "markdown"}:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return file.read_text(encoding="utf-8")
    return resume.text


def _document(found: _Found) -> dict[str, Any]:
    return {
        "skills": [
            {
                "id": one.skill,
                "label": one.label,
                "quote": one.quote,
                "start": one.start,
                "end": one.end,
                "confidence": round(one.confidence, 4),
                "is_wish": one.is_wish,
            }
            for one in found.mentions
        ],
        "unknown": [
            {"quote": one.quote, "start": one.start, "end": one.end, "reason": one.reason}
            for one in found.unknown
        ],
        "text": found.text,
    }


def _print(found: _Found) -> None:
    rows = [
        (
            one.label + (" (nice to have)" if one.is_wish else ""),
            f"{one.confidence:.2f}",
            " ".join(one.quote.split()),
        )
        for one in found.mentions
    ]
    if rows:
        print_text(as_table(rows, headings=("skill", "confidence", "words")))
    else:
        say("No skill of the catalogue is named here.")
    if found.unknown:
        say("Not in the catalogue, but may be skills: " + ", ".join(one.quote for one in found.unknown))
