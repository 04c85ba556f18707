"""`cairn near`: the roles that ask most of what a role asks."""

import contextlib
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cairn.catalogue import Catalogue, Role
from cairn.catalogue.store import Store
from cairn.provenance import derivation_json
from cairn.routes import NearRole, find_near_roles
from cairn.units import RoleId
from cairn_cli.home import home_folder
from cairn_cli.naming import find_catalogue, find_role_of_release, find_target, open_store, require_asking
from cairn_cli.options import AsJson, CatalogueName, Top
from cairn_cli.output import as_table, print_json, print_text

SHOWN_MISSING = 3
_HEADINGS = ("role", "carries over", "step", "missing most")


def command(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role to start from.")],
    top: Top = 10,
    catalogue: CatalogueName = "starter",
    as_json: AsJson = False,
) -> None:
    """Show the roles nearest to a role, and what is missing for each.

    Where releases are installed, their occupations most like it follow, each release apart.
    """
    installed: list[tuple[Sequence[NearRole], Catalogue]] = []
    if catalogue in {"", "starter"}:
        start, entries = find_target(role, find_catalogue(""))
        found: Sequence[NearRole] = find_near_roles(start, entries, top=top)
        installed = _installed(start, entries, top)
    else:
        start, found, entries = _within(catalogue, role, top)
    credited = dict.fromkeys(
        credit for part in (entries, *(one for _, one in installed)) for credit in part.credits
    )
    if as_json:
        print_json(
            {
                "from": start.id,
                "roles": [_json(one, entries) for one in found],
                "installed": [
                    {"layer": ones[0].role.layer, "roles": [_json(one, part) for one in ones]}
                    for ones, part in installed
                ],
                "credits": list(credited),
            }
        )
        return
    print_text(f"Nearest to {start.title}\n")
    print_text(as_table((_row(one, entries) for one in found), headings=_HEADINGS))
    for ones, part in installed:
        print_text(f"\nMost like it in {ones[0].role.layer}\n")
        print_text(as_table((_row(one, part) for one in ones), headings=_HEADINGS))
    print_text("\nSource: " + "; ".join(credited))


def _installed(start: Role, entries: Catalogue, top: int) -> list[tuple[Sequence[NearRole], Catalogue]]:
    """What each installed release holds near the role; nothing where it has no code there."""
    store = Store.open(home_folder())
    if store is None:
        return []
    from cairn.routes.installed import find_near_in_release

    told: list[tuple[Sequence[NearRole], Catalogue]] = []
    with contextlib.closing(store):
        for name, code in (("onet", start.codes.onet), ("esco", start.codes.esco)):
            if code and store.newest(name):
                found, part = find_near_in_release(RoleId(code), name, store, entries, top=top)
                told += [(found, part)] if found else []
    return told


def _within(name: str, words: str, top: int) -> tuple[Role, Sequence[NearRole], Catalogue]:
    from cairn.routes.installed import find_near_in_release

    with contextlib.closing(open_store(name)) as store:
        own = find_role_of_release(words, name, store)
        found, entries = find_near_in_release(RoleId(own), name, store, find_catalogue(""), top=top)
    start = entries.roles[RoleId(own)]
    require_asking(start)
    return start, found, entries


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
