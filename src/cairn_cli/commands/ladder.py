"""`cairn ladder`: what a career ladder expects, and what lies between two of its levels."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.catalogue.ladder import (
    Expectation,
    Ladder,
    LadderLevel,
    ThemeDifference,
    across,
    count_evidence,
    find_difference,
    find_unsaid,
    next_up,
)
from cairn.catalogue.ladders_folder import find_ladder
from cairn.errors import BadInput
from cairn_cli.home import home_folder
from cairn_cli.options import AsJson
from cairn_cli.output import print_json, print_text

Start = Annotated[str, typer.Option("--from", metavar="LEVEL", help="Where you stand.")]
End = Annotated[
    str, typer.Option("--to", metavar="LEVEL", help="Where you want to be (default: next up and across).")
]
Evidence = Annotated[
    Path | None,
    typer.Option(
        "--evidence", metavar="FILE", help="CSV whose column “expectation” names ids, one record a row."
    ),
]


def command(
    ladder: Annotated[
        str, typer.Argument(metavar="LADDER", help="A ladder's file, or an installed one's name.")
    ],
    start: Start = "",
    end: End = "",
    evidence: Evidence = None,
    as_json: AsJson = False,
) -> None:
    """Show a ladder, or what another level of it expects beyond yours.

    With --evidence, each expectation shows how many records speak for it.
    """
    found = find_ladder(home_folder(), ladder)
    if end and not start:
        msg = "Say where you stand too: --from LEVEL."
        raise BadInput(msg)
    here = found.level(start) if start else None
    ends = ([found.level(end)] if end else [*next_up(found, here), *across(found, here)]) if here else []
    records = _records(evidence) if evidence else None
    if as_json:
        print_json(_document(found, here, ends, records))
    else:
        print_text("\n".join(_lines(found, here, ends, records)))


def _records(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        msg = f"The evidence {path} cannot be read as CSV ({error}); check the file."
        raise BadInput(msg) from error
    if rows and "expectation" not in rows[0]:
        msg = f"The evidence {path} lacks the column “expectation”, which names the id of what is shown."
        raise BadInput(msg)
    return [str(row["expectation"]).strip() for row in rows]


def _document(
    ladder: Ladder, here: LadderLevel | None, ends: list[LadderLevel], records: list[str] | None
) -> dict[str, Any]:
    out: dict[str, Any] = {
        "ladder": ladder.id,
        "title": ladder.title,
        "levels": list(map(_level_json, ladder.levels)),
        "unsaid": list(find_unsaid(ladder)),
    }
    if here:
        out |= {
            "from": here.id,
            "up": [one.id for one in next_up(ladder, here)],
            "across": [one.id for one in across(ladder, here)],
        }
        out["differences"] = [
            {"to": one.id, "themes": [_theme_json(part) for part in find_difference(ladder, here, one)]}
            for one in ends
        ]
        if records is not None:
            out["evidence"] = [
                {"level": level.id, "expectation": one.expectation.id, "count": one.count}
                for level in (here, *ends)
                for one in count_evidence(level, records)
            ]
    return out


def _level_json(one: LadderLevel) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "rank": one.rank,
        "track": one.track,
        "expectations": len(one.expectations),
    }


def _theme_json(one: ThemeDifference) -> dict[str, Any]:
    return {
        "theme": one.theme,
        "added": [_expectation_json(part) for part in one.added],
        "raised": [_expectation_json(part) | {"from_level": level} for part, level in one.raised],
        "dropped": [_expectation_json(part) for part in one.dropped],
    }


def _expectation_json(one: Expectation) -> dict[str, Any]:
    return {"id": one.id, "text": one.text, "skill": one.skill, "level": one.level or None}


def _lines(
    ladder: Ladder, here: LadderLevel | None, ends: list[LadderLevel], records: list[str] | None
) -> Iterator[str]:
    yield ladder.title
    for one in ladder.levels:
        mark = ">" if one is here else " "
        yield f"{mark} {one.rank}  {one.title} ({one.id}), {len(one.expectations)} expectations"
    if here:
        for one in ends:
            step = "Up" if one.rank > here.rank else "Down" if one.rank < here.rank else "Across"
            yield f"\n{step} to {one.title}"
            for part in find_difference(ladder, here, one):
                yield from _theme_lines(part)
        if records is not None:
            yield from _evidence_lines([here, *ends], records)
    yield "\nWhat this ladder leaves unsaid"
    yield from (f"  {one}" for one in find_unsaid(ladder))


def _theme_lines(part: ThemeDifference) -> Iterator[str]:
    yield f"  {part.theme}"
    yield from (f"    + {_told(one)}" for one in part.added)
    yield from (f"    ^ {_told(one)}, up from {level:g}" for one, level in part.raised)
    yield from (f"    - {_told(one)}" for one in part.dropped)


def _told(one: Expectation) -> str:
    level = f" (level {one.level:g})" if one.level else ""
    return f"{one.text}{level}"


def _evidence_lines(levels: list[LadderLevel], records: list[str]) -> Iterator[str]:
    for level in levels:
        yield f"\nEvidence for {level.title}"
        for one in count_evidence(level, records):
            yield f"  {one.count}  {_told(one.expectation)}"
