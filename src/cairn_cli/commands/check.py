"""`cairn check`: what may break a plan, before it does."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.assumptions import load_assumptions
from cairn.errors import BadInput
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.review.check_values import PlanFinding
from cairn_cli.answers_file import read_small_text
from cairn_cli.app import HONEST_NO
from cairn_cli.options import AsJson, Today, read_today
from cairn_cli.output import print_json, print_text


def command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="As “cairn plan … --out DIR” writes it.")],
    today: Today = "",
    as_json: AsJson = False,
) -> None:
    """Look for what may break a plan, before it does: a premortem.

    Each finding says how bad it is and what mends it. The exit status is 1 where the
    plan cannot hold as it stands, 0 where there are warnings at most.
    """
    day = read_today(today)
    facts = read_plan_record(read_json(plan))
    found = check_plan(facts, today=day, assumptions=load_assumptions())
    if as_json:
        print_json({"findings": [_finding_json(one) for one in found]})
    else:
        print_text(
            "\n".join(map(_line, found)) if found else "Nothing stands out that would break this plan."
        )
    if any(one.severity == "error" for one in found):
        raise typer.Exit(HONEST_NO)


def read_json(path: Path) -> object:
    """The JSON in a file.

    Raises:
        UnreadableFile: it cannot be read as text.
        BadInput: it is not JSON.
    """
    try:
        return json.loads(read_small_text(path, "plan", megabytes=50))
    except (json.JSONDecodeError, RecursionError) as error:
        msg = f"{path.name} is not JSON: {error}. Give the plan.json that “cairn plan … --out DIR” writes."
        raise BadInput(msg) from error


def _line(one: PlanFinding) -> str:
    return f"{one.severity}: {one.sentence}\n  {one.mend}"


def _finding_json(one: PlanFinding) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "sentence": one.sentence,
        "mend": one.mend,
        "step": one.step or None,
    }
