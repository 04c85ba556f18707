"""`cairn branch`: another way tried beside the plan, compared, taken over or discarded."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn_cli.app import HONEST_NO
from cairn_cli.kept_plan import load_kept, load_record, write_kept
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import print_json, say, show_document
from cairn_cli.plan_changes import (
    AwayDays,
    Budget,
    By,
    Done,
    Drop,
    Happened,
    Hours,
    HoursAtWork,
    Left,
    NotDone,
    Pause,
    Wished,
    change_terms,
    in_words,
    read_told,
)

if TYPE_CHECKING:
    from cairn.report.keeping.kept import Json

Plan = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json, or the folder that holds it.")]
Name = Annotated[str, typer.Option("--name", metavar="TEXT", help="What to call the way that is tried.")]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="PLAN", help="Another plan of yours as the branch, as for another role."),
]
Merge = Annotated[str, typer.Option("--merge", metavar="NAME", help="Take this branch over as the plan.")]
Discard = Annotated[str, typer.Option("--discard", metavar="NAME", help="Let this branch go.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with it.")]


def command(
    plan: Plan,
    name: Name = "",
    other: From = None,
    hours_per_week: Hours = None,
    hours_at_work: HoursAtWork = None,
    budget: Budget = "",
    by: By = "",
    away: AwayDays = None,
    pause: Pause = None,
    drop: Drop = None,
    done: Done = None,
    left: Left = None,
    not_done: NotDone = None,
    merge: Merge = "",
    discard: Discard = "",
    reason: Reason = "",
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Try other hours, money, dates or another role beside the plan, and compare.

    The plan stays as it is until a branch is merged; then it stays in the history.
    """
    happened = Happened(done=done, left=left, not_done=not_done, drop=drop)
    wished = Wished(
        hours_per_week=hours_per_week,
        hours_at_work=hours_at_work,
        budget=budget,
        by=by,
        away=away,
        pause=pause,
    )
    day = read_today(today)
    record = old = load_record(plan)
    if name:
        branch = load_record(other) if other else _grow(plan, happened, wished, day)
        record = _added(record, name, branch, day, reason or in_words(happened, wished))
    if merge or discard:
        record = _settled(record, merge, discard, day, reason)
    if record is not old:
        say(f"Written: {', '.join(write_kept(plan, record, None))}.\n")
    _tell(record, day, as_json=as_json)


def _grow(plan: Path, happened: Happened, wished: Wished, day: date) -> "Json":
    """The plan solved anew from today under other terms, as a record."""
    from cairn.assumptions import load_assumptions
    from cairn.plan.choosing.model import Limits
    from cairn.plan.problem import Infeasible
    from cairn.report.keeping.proposal import propose_anew
    from cairn.report.keeping.renew import renew_record
    from cairn.report.keeping.replanned import tell_no

    kept = load_kept(plan)
    told = read_told(happened, kept, today=day)
    terms = change_terms(kept.terms, wished, today=day)
    found = propose_anew(kept, told, terms, assumptions=load_assumptions(), limits=Limits())
    if isinstance(found, Infeasible):
        show_document(tell_no(found, kept, on=day))
        raise typer.Exit(HONEST_NO)
    return renew_record(found, found.healing.solution, reason=in_words(happened, wished))


def _added(record: "Json", name: str, branch: "Json", day: date, reason: str) -> "Json":
    from cairn.report.keeping.branching import add_branch

    return add_branch(record, name, branch, made_on=day, reason=reason)


def _settled(record: "Json", merge: str, discard: str, day: date, reason: str) -> "Json":
    from cairn.report.keeping.branching import discard_branch, merge_branch

    if merge:
        record = merge_branch(record, merge, made_on=day, reason=reason)
    return discard_branch(record, discard) if discard else record


def _tell(record: "Json", day: date, *, as_json: bool) -> None:
    from cairn.report.keeping.branching import compare_records, tell_branches

    if as_json:
        print_json(
            {
                "branches": {
                    name: [
                        {
                            "what": one.what,
                            "plan": one.first,
                            "branch": one.second,
                            "difference": one.difference,
                        }
                        for one in compare_records(record, branch["record"])
                    ]
                    for name, branch in record.get("branches", {}).items()
                }
            }
        )
        return

    show_document(tell_branches(record, on=day))
