"""`cairn assumptions`: the judgement numbers that plans rest on, with their ranges."""

from dataclasses import asdict
from typing import Annotated

import typer

from cairn.assumptions import Assumption, load_assumptions
from cairn_cli.options import AsJson
from cairn_cli.output import as_table, print_json, print_text, say


def command(
    word: Annotated[
        str, typer.Argument(metavar="[WORD]", help="Only those whose name or note holds it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the judgement numbers, each with unit, range, source and note."""
    wanted = word.lower()
    found = [one for one in load_assumptions().by_name.values() if wanted in f"{one.name} {one.note}".lower()]
    if as_json:
        print_json({"assumptions": [asdict(one) for one in found]})
        return
    print_text(as_table(map(_row, found), headings=("name", "value", "range", "unit", "what and from where")))
    if not found:
        say(f"No assumption has “{word}” in its name or note; `cairn assumptions` lists them all.")


def _row(one: Assumption) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.value:g}",
        f"{one.low:g} to {one.high:g}",
        one.unit,
        f"{one.note} ({one.source})",
    )
