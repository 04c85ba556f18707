"""Study plans with nothing to choose, finished by Cairn and by TaskJuggler (Debian's `tj3`).

Prints JSON: the finishes of both in weeks.

    python benchmarks/taskjuggler.py [--seeds 3]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from cairn.plan.problem import (
    Activity,
    ActivityId,
    Infeasible,
    Mode,
    PlanningProblem,
    Precedence,
    Resource,
)
from cairn.schedule import Limits, solve


def study_plan(count: int, seed: int) -> PlanningProblem:
    """A plan with nothing to choose, for a tool that cannot choose: courses in an order."""
    chance = random.Random(f"study-{count}-{seed}")
    activities, rules = [], []
    for number in range(count):
        weeks = chance.randint(1, 4)
        name = ActivityId(f"c{number}")
        mode = Mode(id="only", duration=0, work={"own": 5 * weeks}, costs={}, can_pause=True)
        activities.append(Activity(id=name, label=name, modes=(mode,), is_required=True))
        earlier = range(max(0, number - 6), number)
        waits = chance.sample(earlier, min(number, chance.choice((0, 1, 1, 2))))
        rules += [Precedence(before=ActivityId(f"c{before}"), after=name) for before in waits]
    periods = 4 * count
    own = Resource(id="own", label="own days", capacity=(5,) * periods)
    return PlanningProblem(
        periods=periods, resources=(own,), budgets=(), activities=tuple(activities), precedences=tuple(rules)
    )


def solve_with_taskjuggler(problem: PlanningProblem) -> int:
    """The finish in weeks that tj3 gives: one person, five full days a week."""
    start = dt.date(2026, 1, 5)
    lines = [
        f'project plan "plan" {start} +{problem.periods}w {{ timezone "UTC" }}',
        'resource me "me" { workinghours mon - fri 9:00 - 17:00 workinghours sat, sun off }',
    ]
    before: dict[str, list[str]] = {}
    for rule in problem.precedences:
        before.setdefault(rule.after, []).append(rule.before)
    for activity in problem.activities:
        waits = (
            f"depends {', '.join('!' + one for one in before[activity.id])}" if activity.id in before else ""
        )
        effort = activity.modes[0].work["own"]
        lines.append(f'task {activity.id} "{activity.id}" {{ effort {effort}d allocate me {waits} }}')
    lines.append('taskreport out "out" { formats csv columns id, end timeformat "%Y-%m-%d" }')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.tjp")
        path.write_text("\n".join(lines), encoding="utf-8")
        subprocess.run(["tj3", "--silent", str(path)], cwd=folder, check=True, capture_output=True)
        with Path(folder, "out.csv").open(encoding="utf-8") as rows:
            ends = [dt.date.fromisoformat(row["End"]) for row in csv.DictReader(rows, delimiter=";")]
    return -(-((max(ends) - start).days) // 7)


def compare_with_taskjuggler(seeds: int) -> dict[str, Any] | str:
    """Finishes of both on the same study plans, in weeks."""
    if shutil.which("tj3") is None:
        return "skipped: tj3 is not installed (Debian: taskjuggler)"
    out: dict[str, Any] = {}
    for count in (40, 100):
        pairs = []
        for seed in range(seeds):
            problem = study_plan(count, seed)
            found = solve(problem, limits=Limits(seconds=5.0, workers=2), aims=("finish",))
            ours = None if isinstance(found, Infeasible) else found.finish
            pairs.append((ours, solve_with_taskjuggler(problem)))
        out[str(count)] = {
            "cairn, taskjuggler (weeks)": pairs,
            "cairn later": sum(ours is None or ours > theirs for ours, theirs in pairs),
            "taskjuggler later": sum(ours is not None and theirs > ours for ours, theirs in pairs),
        }
    return out


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    print(json.dumps(compare_with_taskjuggler(parser.parse_args().seeds), indent=2))


if __name__ == "__main__":
    main()
