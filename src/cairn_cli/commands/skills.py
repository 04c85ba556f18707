"""`cairn skills`: the skills that a résumé or job ad names, and the words that name them."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.match import (
    Corrections,
    SkillFinder,
    SkillMention,
    UnknownTerm,
    find_skills,
    find_unknown_terms,
)
from cairn.reading import Resume, start_reading
from cairn_cli.corrections_file import (
    CorrectionsFile,
    correct_skills,
    load_corrections,
    save_corrections,
    start_corrections,
)
from cairn_cli.naming import find_catalogue
from cairn_cli.options import AsJson, CatalogueName, Today, read_today
from cairn_cli.output import as_table, print_json, print_text, say

Teach = Annotated[
    list[str] | None,
    typer.Option("--teach", metavar="PHRASE=ID", help="Record that a phrase names a skill; may repeat."),
]
Reject = Annotated[
    list[str] | None,
    typer.Option(
        "--reject", metavar="PHRASE=ID", help="Record that it does not; PHRASE alone: it names no skill."
    ),
]


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
    teach: Teach = None,
    reject: Reject = None,
    corrections: CorrectionsFile = None,
    as_json: AsJson = False,
) -> None:
    """Find the skills that a résumé or job ad names, with the words that name them.

    Words that look like a skill and stand in no catalogue are told apart. With --json,
    "start" and "end" count characters of "text": the file itself where it is text.
    What you teach and reject is kept, and holds from then on for plans too.
    """
    reading = start_reading(file, today=read_today(today))
    finder = _finder(catalogue, corrections, teach or [], reject or [])
    text = _text_of(file, reading.result())
    found = _Found(text=text, mentions=find_skills(text, finder), unknown=find_unknown_terms(text, finder))
    if as_json:
        print_json(_document(found))
    else:
        _print(found)


def _finder(catalogue: str, place: Path | None, taught: list[str], rejected: list[str]) -> SkillFinder:
    """The finder with all corrections, those of this call kept first."""
    if not taught and not rejected:
        return _plain_finder(catalogue, load_corrections(place))
    old = start_corrections(place)
    known = correct_skills(old, taught, rejected, _plain_finder(catalogue, old).labels)
    say(f"Recorded in {save_corrections(place, known)}.")
    return _plain_finder(catalogue, known)


def _plain_finder(catalogue: str, known: Corrections) -> SkillFinder:
    if catalogue == "esco":
        from cairn_cli.esco_search import load_esco

        return load_esco().skill_finder(known)
    return SkillFinder.of(find_catalogue(catalogue), known)


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
