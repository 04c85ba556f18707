"""`cairn compare`: two records of one person, what is missing where and what differs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.errors import Place
from cairn.reading import Difference, compare_resumes, start_reading
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import as_table, print_json, print_text, problem_json, say, say_problems

Old = Annotated[Path, typer.Argument(metavar="OLD", help="The record you keep, in any form Cairn reads.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="A newer one, such as a LinkedIn export.")]


def command(old: Old, new: New, today: Today = "", as_json: AsJson = False) -> None:
    """Compare two résumés or exports: what only one of them has, and what differs."""
    day = read_today(today)
    readings = [start_reading(path, today=day) for path in (old, new)]
    ours, theirs = (one.result() for one in readings)
    found = compare_resumes(ours, theirs)
    problems = (*ours.problems, *theirs.problems)
    if as_json:
        print_json(
            {
                "differences": [_json(one) for one in found],
                "problems": [problem_json(one) for one in problems],
            }
        )
        return
    if found:
        print_text(as_table(map(_row, found), headings=("what", "where", "old", "new")))
    else:
        say("Both say the same.")
    say_problems(problems)


def _row(one: Difference) -> tuple[str, ...]:
    field = f": {one.field}" if one.field and one.section != "contact" else ""
    return (
        f"{one.section} “{one.label}”{field}",
        one.kind,
        _side(one.old, one.old_place),
        _side(one.new, one.new_place),
    )


def _side(told: str, place: Place | None) -> str:
    return " ".join(part for part in (told, f"({place})" if place else "") if part) or "–"


def _json(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "section": one.section,
        "label": one.label,
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "old_place": _place(one.old_place),
        "new_place": _place(one.new_place),
    }


def _place(place: Place | None) -> dict[str, int] | None:
    return {"page": place.page, "line": place.line} if place else None
