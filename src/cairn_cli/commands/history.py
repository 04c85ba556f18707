"""`cairn history`: the versions of a plan, what slipped, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from cairn_cli.kept_plan import load_record, write_kept
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import print_json, say, show_document


def command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json, or the folder that holds it.")],
    revert: Annotated[
        int | None, typer.Option("--revert", metavar="N", help="Let version N stand again, to the letter.")
    ] = None,
    baseline: Annotated[
        int | None, typer.Option("--baseline", metavar="N", help="Measure slips against version N.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why you go back.")] = "",
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """List the versions of a plan and how far it slipped; go back to one of them.

    Going back adds a version too: nothing is lost.
    """
    from cairn.report.keeping.history import rebase_record, revert_record

    record, day = load_record(plan), read_today(today)
    if revert is not None:
        record = revert_record(record, revert, made_on=day, reason=reason)
    if baseline is not None:
        record = rebase_record(record, baseline)
    if revert is not None or baseline is not None:
        say(f"Written: {', '.join(write_kept(plan, record, None))}.")
    if as_json:
        from cairn.report.keeping.history_told import history_json

        print_json(history_json(record))
        return
    from cairn.report.keeping.history_told import tell_history

    show_document(tell_history(record, on=day))
