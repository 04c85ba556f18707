"""`cairn schedule`: a scheduling problem in, a schedule with its proof out, as JSON."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cairn.plan.problem import Infeasible, Solution
from cairn.schedule import Limits, read_problem, read_psplib, solve
from cairn_cli.answers_file import read_small_text
from cairn_cli.app import HONEST_NO
from cairn_cli.options import AsJson
from cairn_cli.output import print_json

PSPLIB_MARK = "RESOURCEAVAILABILITIES"

Seconds = Annotated[
    float,
    typer.Option("--time-limit", metavar="SECONDS", min=0.1, max=86_400, help="Stop searching after this."),
]


def command(
    problem: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Our JSON, or PSPLIB .sm or .mm.")],
    time_limit: Seconds = 10,
    as_json: AsJson = True,  # noqa: ARG001 - the answer is always JSON
) -> None:
    """Solve a scheduling problem; the answer is JSON, with the proved bound.

    "status" is optimal, feasible, infeasible or unknown; a finish equal to "bound" is
    proved earliest. The exit status is 1 when there is no schedule.
    """
    text = read_small_text(problem, "problem", megabytes=50)
    limits = Limits(seconds=time_limit)
    if PSPLIB_MARK in text:
        # These ask for the makespan alone, so no time goes into cost and evenness.
        answer = solve(read_psplib(text, problem.name), limits=limits, aims=("finish",))
    else:
        answer = solve(read_problem(text, problem.name), limits=limits)
    print_json(_infeasible_json(answer) if isinstance(answer, Infeasible) else _solution_json(answer))
    if isinstance(answer, Infeasible) or answer.status == "unknown":
        raise typer.Exit(HONEST_NO)


def _solution_json(found: Solution) -> dict[str, Any]:
    has_schedule = found.status != "unknown"
    return {
        "status": found.status,
        "makespan": found.finish if has_schedule else None,
        "bound": found.bound,
        "cost": found.cost if has_schedule else None,
        "cost_bound": found.cost_bound,
        "activities": [
            {"id": one.activity, "mode": one.mode, "start": one.start, "finish": one.finish}
            for one in found.placements
        ],
        "binding": list(found.binding),
        "method": found.method,
        "seconds": round(found.seconds, 4),
    }


def _infeasible_json(answer: Infeasible) -> dict[str, Any]:
    return {
        "status": "infeasible",
        "makespan": None,
        "bound": None,
        "activities": [],
        "conflict": {"knobs": list(answer.conflict.knobs), "sentence": answer.conflict.sentence},
        "ways_out": [
            {"knob": one.knob, "sentence": one.sentence, "amount": one.amount, "unit": one.unit}
            for one in answer.ways_out
        ],
        "dropped": list(answer.dropped),
        "partial": _solution_json(answer.partial) if answer.partial else None,
        "seconds": round(answer.seconds, 4),
    }
