"""`cairn near`: the roles that ask most of what a role asks."""

from typing import Annotated, Any

import typer

from cairn.catalogue import Catalogue
from cairn.provenance import derivation_json
from cairn.routes import NearRole, find_near_roles
from cairn_cli.naming import find_catalogue, find_target
from cairn_cli.options import AsJson, CatalogueName, Top
from cairn_cli.output import as_table, print_json, print_text

SHOWN_MISSING = 3


def command(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role to start from.")],
    top: Top = 10,
    catalogue: CatalogueName = "starter",
    as_json: AsJson = False,
) -> None:
    """Show the roles nearest to a role, and what is missing for each."""
    start, entries = find_target(role, find_catalogue(catalogue))
    found = find_near_roles(start, entries, top=top)
    if as_json:
        print_json({"from": start.id, "roles": [_json(one, entries) for one in found]})
        return
    print_text(f"Nearest to {start.title}\n")
    rows = (_row(one, entries) for one in found)
    print_text(as_table(rows, headings=("role", "carries over", "step", "missing most")))


def _json(one: NearRole, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": one.role.id,
        "title": one.role.title,
        "direction": one.direction,
        "nearness": derivation_json(one.nearness),
        "missing": [
            {"skill": gap.skill, "label": catalogue.skills[gap.skill].label, "level": gap.level}
            for gap in one.missing
        ],
    }


def _row(one: NearRole, catalogue: Catalogue) -> tuple[str, ...]:
    labels = [catalogue.skills[gap.skill].label for gap in one.missing]
    rest = len(labels) - SHOWN_MISSING
    missing = ", ".join(labels[:SHOWN_MISSING]) + (f" and {rest} more" if rest > 0 else "")
    return one.role.title, f"{100 * one.nearness.value:.0f} %", one.direction, missing
