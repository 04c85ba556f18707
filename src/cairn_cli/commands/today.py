"""`cairn today`: what a plan has for a day, and a small step for a few minutes."""

from pathlib import Path
from typing import Annotated

import typer

from cairn_cli.kept_plan import load_kept
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import print_json, show_document


def command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json, or the folder that holds it.")],
    minutes: Annotated[
        int, typer.Option("--minutes", min=5, max=480, metavar="N", help="How long the small step may take.")
    ] = 30,
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Show what is planned today, what comes first and why, and one small step."""
    from cairn.assumptions import load_assumptions
    from cairn.report.keeping.today import tell_today, today_json

    kept, day = load_kept(plan), read_today(today)
    assumptions = load_assumptions()
    if as_json:
        print_json(today_json(kept, today=day, minutes=minutes, assumptions=assumptions))
        return

    document = tell_today(kept, today=day, minutes=minutes, assumptions=assumptions)
    show_document(document)
