"""PSPLIB instances: how many optima are reached and proved, beside a plain CP-SAT model.

    python benchmarks/psplib.py DIR [DIR ...] [--limit 8] [--every 1] [--skip-plain] [--details]

A folder holds `.sm` or `.mm` files and, if known, `optimum.csv` or a `*opt.mm`
list (16384: infeasible); `psplib_like.py` makes such folders. Both solvers get two
workers, the same limit a file and the same file already read, one after the other in
turns; imports are excluded. Times depend on what else the machine does, so each run
also says the processor time of both. Prints JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from cairn.plan.problem import PlanningProblem
from cairn.schedule import Limits, read_psplib
from cairn.schedule.solve import solve_or_none

INFEASIBLE = 16384
SKIPPED = {"plain": "left out on request"}


@dataclass
class Run:
    """One solver on one file."""

    file: str
    status: str
    finish: int | None
    bound: int
    seconds: float
    cpu_seconds: float = 0.0

    @property
    def is_proved(self) -> bool:
        return self.status in {"optimal", "infeasible"}


Solver = Callable[[str, PlanningProblem, float], Run]


def timed(solver: Solver, name: str, problem: PlanningProblem, limit: float) -> Run:
    """The run with its processor time, over all threads."""
    began = time.process_time()
    run = solver(name, problem, limit)
    run.cpu_seconds = round(time.process_time() - began, 3)
    return run


def run_cairn(name: str, problem: PlanningProblem, limit: float) -> Run:
    """Cairn's answer; infeasible counts as proved."""
    began = time.perf_counter()
    found = solve_or_none(problem, limits=Limits(seconds=limit, workers=2), aims=("finish",))
    seconds = time.perf_counter() - began
    if found is None:
        return Run(name, "infeasible", INFEASIBLE, INFEASIBLE, seconds)
    finish = None if found.status == "unknown" else found.finish
    return Run(name, found.status, finish, found.bound, seconds)


def run_plain(  # noqa: PLR0915 - one model, told in one go
    name: str, problem: PlanningProblem, limit: float
) -> Run:
    """A plain model: one interval a mode, cumulatives, the least makespan."""
    from ortools.sat.python import cp_model

    began = time.perf_counter()
    model = cp_model.CpModel()
    horizon = problem.periods
    starts, ends, chosen = {}, {}, {}
    intervals = []
    for activity in problem.activities:
        start = model.new_int_var(0, horizon, "")
        end = model.new_int_var(0, horizon, "")
        starts[activity.id], ends[activity.id] = start, end
        literals = []
        for mode in activity.modes:
            here = model.new_bool_var("")
            literals.append(here)
            chosen[activity.id, mode.id] = here
            intervals.append((mode, model.new_optional_interval_var(start, mode.duration, end, here, "")))
        model.add_exactly_one(literals)
    for rule in problem.precedences:
        model.add(starts[rule.after] >= ends[rule.before])
    for one in problem.resources:
        using = [(mode, interval) for mode, interval in intervals if mode.work.get(one.id)]
        demands = [mode.work[one.id] // mode.duration for mode, _ in using]
        model.add_cumulative([interval for _, interval in using], demands, one.capacity[0])
    for budget in problem.budgets:
        costs = [
            chosen[activity.id, mode.id] * mode.costs.get(budget.id, 0)
            for activity in problem.activities
            for mode in activity.modes
        ]
        model.add(sum(costs) <= budget.available[-1])
    makespan = model.new_int_var(0, horizon, "")
    model.add_max_equality(makespan, list(ends.values()))
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    seconds = time.perf_counter() - began
    name_of = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    word = name_of.get(status, "unknown")
    if word == "infeasible":
        return Run(name, word, INFEASIBLE, INFEASIBLE, seconds)
    finish = round(solver.objective_value) if word in {"optimal", "feasible"} else None
    return Run(name, word, finish, round(solver.best_objective_bound), seconds)


def load_solver() -> None:
    """Import what both need before any clock runs."""
    import ortools.sat.python.cp_model  # noqa: F401 - loaded for its cost


def known_optima(folder: Path) -> dict[str, int]:
    """The optima listed in the folder, by file name; empty where none are."""
    known: dict[str, int] = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                known[row["problem"]] = int(row["optimum"])
    for path in folder.glob("*opt.mm"):
        prefix = path.name.removesuffix("opt.mm")
        for line in path.read_text(encoding="latin-1").splitlines():
            found = re.match(r"\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\b", line)
            if found:
                known[f"{prefix}{found[1]}_{found[2]}.mm"] = int(found[3])
    return known


def summary(runs: list[Run], optima: dict[str, int]) -> dict[str, Any]:
    """Counts and times over a set."""
    rated = [run for run in runs if run.file in optima]
    gaps = [100 * (run.finish / optima[run.file] - 1) for run in rated if run.finish]
    return {
        "files": len(runs),
        "proved": sum(run.is_proved for run in runs),
        "with known optimum": len(rated),
        "optimum reached": sum(run.finish == optima[run.file] for run in rated),
        "wrong": [run.file for run in rated if run.status != "feasible" and run.finish != optima[run.file]],
        "mean gap to known, percent": round(sum(gaps) / len(gaps), 4) if gaps else None,
        "sum of finishes": sum(run.finish or 0 for run in runs),
        "sum of bounds": sum(run.bound for run in runs),
        "seconds in all": round(sum(run.seconds for run in runs), 1),
        "worst seconds": round(max((run.seconds for run in runs), default=0), 2),
        "processor seconds in all": round(sum(run.cpu_seconds for run in runs), 1),
    }


def compared(ours: list[Run], plain: list[Run]) -> dict[str, Any]:
    """Ours beside the plain model: finishes and bounds file by file."""
    pairs = list(zip(ours, plain, strict=True))
    far = 1 << 60
    finishes = [(a.finish or far, b.finish or far) for a, b in pairs]
    gaps = [100 * (a / b - 1) for a, b in finishes if max(a, b) < far]
    return {
        "earlier": sum(a < b for a, b in finishes),
        "equal": sum(a == b for a, b in finishes),
        "later": sum(a > b for a, b in finishes),
        "mean gap to plain, percent": round(sum(gaps) / len(gaps), 4) if gaps else None,
        "proved only by us": sum(a.is_proved and not b.is_proved for a, b in pairs),
        "proved only by plain": sum(b.is_proved and not a.is_proved for a, b in pairs),
        "bound higher": sum(a.bound > b.bound for a, b in pairs),
        "bound lower": sum(a.bound < b.bound for a, b in pairs),
        "contradictions": [a.file for a, b in pairs if _contradict(a, b)],
        "later files": [a.file for (a, _), (x, y) in zip(pairs, finishes, strict=True) if x > y],
    }


def _contradict(one: Run, other: Run) -> bool:
    """Whether a proved bound lies above what the other found."""
    return any(a.bound > b.finish for a, b in ((one, other), (other, one)) if b.finish is not None)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=float, default=8.0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--skip-plain", action="store_true")
    parser.add_argument("--details", action="store_true")
    given = parser.parse_args()
    load_solver()
    report: dict[str, Any] = {}
    for folder in given.folders:
        optima = known_optima(folder)
        files = sorted(one for one in folder.iterdir() if re.fullmatch(r".*_\d+\.(sm|mm)", one.name))
        ours, plain = [], []
        for path in files[:: given.every]:
            problem = read_psplib(path.read_text(encoding="latin-1"), path.name)
            ours.append(timed(run_cairn, path.name, problem, given.limit))
            if not given.skip_plain:
                plain.append(timed(run_plain, path.name, problem, given.limit))
        report[folder.name] = {"limit": given.limit, "cairn": summary(ours, optima)}
        report[folder.name]["plain CP-SAT"] = summary(plain, optima) if plain else SKIPPED
        if plain:
            report[folder.name]["beside plain"] = compared(ours, plain)
        if given.details:
            report[folder.name]["runs"] = [asdict(run) for run in (*ours, *plain)]
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
