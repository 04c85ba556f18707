"""`cairn replan`: what happened or changed in, the plan that moves least out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.errors import BadInput
from cairn_cli.app import HONEST_NO
from cairn_cli.kept_plan import find_step, load_kept, write_kept
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
    Slipped,
    Wished,
    change_terms,
    in_words,
    read_told,
)

if TYPE_CHECKING:
    from cairn.plan.problem import Infeasible, Solution
    from cairn.report import Document
    from cairn.report.keeping.kept import Kept
    from cairn.report.keeping.proposal import Proposal

Plan = Annotated[
    Path, typer.Argument(metavar="PLAN", help="The plan.json that “cairn plan … --out DIR” wrote, or DIR.")
]
Accept = Annotated[
    str,
    typer.Option("--accept", metavar="all|none|STEPS", help="What to take of it, as in all or a,b."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the version.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write there (default: where the plan is).")
]


def command(
    plan: Plan,
    done: Done = None,
    left: Left = None,
    not_done: NotDone = None,
    slipped: Slipped = None,
    drop: Drop = None,
    away: AwayDays = None,
    pause: Pause = None,
    hours_per_week: Hours = None,
    hours_at_work: HoursAtWork = None,
    budget: Budget = "",
    by: By = "",
    accept: Accept = "none",
    reason: Reason = "",
    today: Today = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Plan again after a slip, an illness or other hours, moving as little as can be.

    What lay before today counts as done as planned unless you say otherwise. Nothing is
    written before you accept, and every version before is kept (cairn history).
    """
    happened = Happened(done=done, left=left, not_done=not_done, slipped=slipped, drop=drop)
    wished = Wished(
        hours_per_week=hours_per_week,
        hours_at_work=hours_at_work,
        budget=budget,
        by=by,
        away=away,
        pause=pause,
    )
    from cairn.report.keeping.replanned import fits

    proposal = _propose(plan, happened, wished, read_today(today), as_json=as_json)
    document = _tell(proposal, as_json=as_json)
    if accept != "none":
        chosen = _accepted(proposal, accept)
        _write(proposal, chosen, document, reason=reason or in_words(happened, wished), place=out or plan)
    elif not as_json:
        parts = ", ".join(one.step for one in proposal.healing.difference.items) or "nothing moves"
        say(f"Nothing is written yet; --accept all takes it, --accept STEP,STEP a part of it ({parts}).")
    if not fits(proposal):
        raise typer.Exit(HONEST_NO)


def _propose(plan: Path, happened: Happened, wished: Wished, day: date, *, as_json: bool) -> "Proposal":
    from cairn.assumptions import load_assumptions
    from cairn.plan.problem import Infeasible
    from cairn.report.keeping.proposal import propose

    kept = load_kept(plan)
    told = read_told(happened, kept, today=day)
    terms = change_terms(kept.terms, wished, today=day)
    found = propose(kept, told, terms, assumptions=load_assumptions())
    if isinstance(found, Infeasible):
        _tell_no(found, kept, day, as_json=as_json)
        raise typer.Exit(HONEST_NO)
    return found


def _tell_no(no: "Infeasible", kept: "Kept", day: date, *, as_json: bool) -> None:
    from cairn.report.keeping.replanned import tell_no

    if as_json:
        ways = [one.sentence for one in no.ways_out]
        print_json({"fits": False, "conflict": no.conflict.sentence, "ways_out": ways})
    else:
        show_document(tell_no(no, kept, on=day))


def _tell(proposal: "Proposal", *, as_json: bool) -> "Document":
    from cairn.report.keeping.replanned import proposal_json, tell_proposal

    document = tell_proposal(proposal)
    if as_json:
        print_json(proposal_json(proposal))
    else:
        show_document(document)
    return document


def _accepted(proposal: "Proposal", words: str) -> "Solution":
    """The rest of the plan with what was accepted.

    Raises:
        BadInput: only a part was, and that breaks what the rest needs.
    """
    from cairn.schedule.replan import accept

    if words == "all":
        return proposal.healing.solution
    steps = [find_step(one, proposal.kept) for one in words.split(",")]
    taken = accept(proposal.healing, steps)
    if taken.unsettled:
        with_ = f"; take also {', '.join(taken.go_with)}" if taken.go_with else ""
        msg = f"With these alone the plan breaks a rule: {taken.unsettled[0].sentence}{with_}."
        raise BadInput(msg)
    return taken.solution


def _write(
    proposal: "Proposal", chosen: "Solution", document: "Document", *, reason: str, place: Path
) -> None:
    from cairn.report.keeping.renew import renew_record

    record = renew_record(proposal, chosen, reason=reason)
    names = write_kept(place, record, document)
    number = len(record["history"]["versions"])
    say(f"Version {number} is written: {', '.join(names)}. “cairn history” lists and brings back the others.")
