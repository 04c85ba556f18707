"""How well, and how fast, career plans are chosen, placed and proved.

Plans are generated (20, 40, 100 and 300 options, ten seeds, with and without work
that may pause) and solved by Cairn and by a plain CP-SAT model of the same
problem in the solver's usual Python layer, both with two workers and the same
limit, imports excluded. Prints JSON.

    python benchmarks/planner.py [--sizes 20,40] [--seeds 10] [--limit 10]
"""

# ruff: noqa: ANN401 - the solver's variables and expressions have no common public type
from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from cairn.plan.choose_index import number_problem
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Budget,
    Infeasible,
    Mode,
    Need,
    PlanningProblem,
    Precedence,
    Resource,
)
from cairn.schedule import Limits, solve
from cairn.schedule.place import finish_of
from cairn.schedule.search import search

PERIODS = {20: 104, 40: 130, 100: 208, 300: 312}


def generate_plan(options: int, seed: int, *, may_pause: bool) -> PlanningProblem:
    """A career plan: skills to raise, options that raise them, hours, money and holidays."""
    chance = random.Random(f"{options}-{seed}-{may_pause}")
    periods = PERIODS.get(options, 130)
    skills = max(4, options // 7)
    targets = [chance.choice((2, 3, 3, 4)) for _ in range(skills)]
    lifts = _lifts(chance, options, targets)
    activities, needs = [], []
    for number, taught in enumerate(lifts):
        name = ActivityId(f"option-{number}")
        hours = sum(chance.choice((8, 12, 20, 30)) * (end - start) for _, start, end in taught)
        activities.append(
            Activity(id=name, label=f"Option {number}", modes=_modes(chance, hours, may_pause=may_pause))
        )
        for skill, start, _ in taught:
            if start:
                before = _reaching(lifts, skill, start, without=number)
                needs.append(
                    Need(
                        id=f"start-{number}-{skill}",
                        label=f"skill {skill} at {start}",
                        any_of=tuple(ActivityId(f"option-{one}") for one in before),
                        activity=name,
                        lag=chance.choice((0, 0, 0, 1)),
                    )
                )
    for skill, target in enumerate(targets):
        reaching = _reaching(lifts, skill, target)
        needs.append(
            Need(
                id=f"goal-{skill}",
                label=f"skill {skill} at {target}",
                any_of=tuple(ActivityId(f"option-{one}") for one in reaching),
                weight=chance.choice((1.0, 2.0, 3.0)),
            )
        )
    away = {period for start in range(20, periods, 45) for period in (start, start + 1)}
    hours = 6 if options <= 40 else 10 if options <= 100 else 20
    return PlanningProblem(
        periods=periods,
        resources=(
            Resource(
                id="own",
                label="own hours",
                capacity=tuple(0 if one in away else 4 * hours for one in range(periods)),
            ),
            Resource(id="work", label="hours at work", capacity=(8,) * periods),
        ),
        budgets=(
            Budget(
                id="money",
                label="money",
                available=tuple(40 * skills + 5 * skills * (one // 4) for one in range(periods)),
            ),
        ),
        activities=tuple(activities),
        needs=tuple(needs),
        precedences=tuple(
            Precedence(before=ActivityId(f"option-{one}"), after=ActivityId(f"option-{one + options // 2}"))
            for one in range(0, options // 2, 7)
        ),
    )


def _lifts(chance: random.Random, options: int, targets: list[int]) -> list[list[tuple[int, int, int]]]:
    """What each option raises, as (skill, from, to).

    Each step of each skill has an option of its own; the rest are rivals for a
    step, one in four with a neighbouring skill beside it, and one in thirty a
    programme that covers a family of skills from the ground.
    """
    lifts = [
        [(skill, level, min(target, level + 2))]
        for skill, target in enumerate(targets)
        for level in range(0, target, 2)
    ][:options]
    while len(lifts) < options:
        skill = chance.randrange(len(targets))
        if chance.random() < 1 / 30:
            family = range(skill, min(len(targets), skill + 5))
            lifts.append([(one, 0, targets[one]) for one in family])
            continue
        beside = (skill + 1) % len(targets)
        both = [skill, beside] if chance.random() < 0.25 else [skill]
        lifts.append([_step(chance, one, targets[one]) for one in both])
    return lifts


def _step(chance: random.Random, skill: int, target: int) -> tuple[int, int, int]:
    start = chance.randrange(target)
    return (skill, start, min(target, start + chance.choice((1, 2, 2))))


def _reaching(
    lifts: list[list[tuple[int, int, int]]], skill: int, level: int, without: int = -1
) -> list[int]:
    return [
        number
        for number, taught in enumerate(lifts)
        if number != without and any(one == skill and end >= level for one, _, end in taught)
    ]


def _modes(chance: random.Random, hours: int, *, may_pause: bool) -> tuple[Mode, ...]:
    weeks = max(1, round(hours / chance.choice((2, 3, 4))))
    where = "work" if chance.random() < 0.15 else "own"
    pace = 2 if where == "work" else max(1, min(6, round(hours / weeks)))
    weeks = -(-hours // pace)
    steady = Mode(
        id="fixed",
        duration=weeks,
        work={where: 4 * pace * weeks},
        costs={"money": chance.choice((0, 20, 50, 90))},
    )
    if not may_pause:
        quick = Mode(
            id="quick",
            duration=max(1, weeks // 2),
            work={where: 4 * max(1, weeks // 2) * min(8 if where == "own" else 2, 2 * pace)},
            costs={"money": 60 + chance.choice((40, 80))},
        )
        return (steady, quick) if chance.random() < 0.5 else (steady,)
    own_pace = Mode(
        id="own-pace",
        duration=chance.choice((0, 1, 2, 4)),
        work={where: 4 * hours},
        costs={"money": chance.choice((0, 0, 10, 40))},
        can_pause=True,
        most_per_period=chance.choice((0, 0, 16, 24)),
    )
    kind = chance.random()
    if kind < 0.55:
        return (own_pace,)
    return (own_pace, steady) if kind < 0.8 else (steady,)


# ------------------------------------------------------------------ the plain model


def solve_plain(  # noqa: PLR0915 - one model, told in one go
    problem: PlanningProblem, limit: float
) -> tuple[str, int | None, int]:
    """Status, finish and bound of a plain model: intervals, loads by period, one aim."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    last = problem.periods
    makespan = model.new_int_var(0, last, "")
    start, end, here = {}, {}, {}
    load: dict[tuple[str, int], list[Any]] = {}
    costs: list[Any] = []
    for activity in problem.activities:
        name = activity.id
        start[name], end[name] = model.new_int_var(0, last, ""), model.new_int_var(0, last, "")
        modes = {mode.id: model.new_bool_var("") for mode in activity.modes}
        here[name] = model.new_bool_var("")
        model.add(sum(modes.values()) == here[name])
        if activity.is_required:
            model.add(here[name] == 1)
        model.add(makespan >= end[name]).only_enforce_if(here[name])
        for mode in activity.modes:
            chosen = modes[mode.id]
            costs.append((start[name], chosen, sum(mode.costs.values())))
            size = end[name] - start[name]
            model.add(size >= mode.duration if mode.can_pause else size == mode.duration).only_enforce_if(
                chosen
            )
            for where, work in mode.work.items():
                _plain_work(model, problem, (start[name], end[name], chosen), mode, where, work, load)
    for one in problem.resources:
        for period, there in enumerate(one.capacity):
            model.add(sum(load.get((one.id, period), [])) <= there)
    _plain_order(model, problem, start, end, here)
    _plain_money(model, problem, costs)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    words = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    word = words.get(status, "unknown")
    found = round(solver.objective_value) if word in {"optimal", "feasible"} else None
    return word, found, round(solver.best_objective_bound)


def _plain_work(
    model: Any,
    problem: PlanningProblem,
    times: tuple[Any, Any, Any],
    mode: Mode,
    where: str,
    work: int,
    load: dict[tuple[str, int], list[Any]],
) -> None:
    start, end, chosen = times
    amounts = []
    for period in range(problem.periods):
        began, over = model.new_bool_var(""), model.new_bool_var("")
        model.add(start <= period).only_enforce_if(began)
        model.add(start > period).only_enforce_if(~began)
        model.add(end <= period).only_enforce_if(over)
        model.add(end > period).only_enforce_if(~over)
        if mode.can_pause:
            most = mode.most_per_period or work
            amount = model.new_int_var(0, most, "")
            model.add(amount <= most * began)
            model.add(amount + most * over <= most)
        else:
            each = work // mode.duration
            amount = model.new_int_var(0, each, "")
            model.add(amount == each).only_enforce_if([began, ~over, chosen])
        amounts.append(amount)
        load.setdefault((where, period), []).append(amount)
    model.add(sum(amounts) == work * chosen)


def _plain_order(model: Any, problem: PlanningProblem, start: Any, end: Any, here: Any) -> None:
    """Needs through a support each; sharing a period only where both always pause; ranks against circles."""
    pauses = {one.id: all(mode.can_pause for mode in one.modes) for one in problem.activities}
    rank = {one.id: model.new_int_var(0, len(problem.activities), "") for one in problem.activities}
    for need in problem.needs:
        supports = [model.new_bool_var("") for _ in need.any_of]
        model.add_bool_or(supports if need.activity is None else [*supports, ~here[need.activity]])
        for support, one in zip(supports, need.any_of, strict=True):
            model.add_implication(support, here[one])
            if need.activity is not None:
                share = int(need.lag == 0 and pauses[one] and pauses[need.activity])
                owner = start[need.activity]
                model.add(owner >= end[one] + need.lag - share).only_enforce_if(support)
                model.add(rank[need.activity] > rank[one]).only_enforce_if(support)
    for rule in problem.precedences:
        both = [here[rule.before], here[rule.after]]
        share = int(rule.lag == 0 and pauses[rule.before] and pauses[rule.after])
        model.add(start[rule.after] >= end[rule.before] + rule.lag - share).only_enforce_if(both)


def _plain_money(model: Any, problem: PlanningProblem, costs: list[Any]) -> None:
    available = problem.budgets[0].available
    for period, there in enumerate(available):
        if period + 1 < len(available) and available[period + 1] == there:
            continue
        spent = []
        for start, chosen, cost in costs:
            due = model.new_bool_var("")
            model.add(start > period).only_enforce_if([~due, chosen])
            spent.append(cost * due)
        model.add(sum(spent) <= there)


# ------------------------------------------------------------------ TaskJuggler


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


# ------------------------------------------------------------------ the whole


def measure(options: int, seed: int, *, may_pause: bool, limit: float, plain: bool) -> dict[str, Any]:
    """One plan: Cairn, its first answer, and the plain model."""
    problem = generate_plan(options, seed, may_pause=may_pause)
    began = time.perf_counter()
    first = first_answer(problem)
    first_seconds = time.perf_counter() - began
    began = time.perf_counter()
    found = solve(problem, limits=Limits(seconds=limit, workers=2))
    row: dict[str, Any] = {"options": options, "seed": seed, "may pause": may_pause}
    row |= {"seconds": time.perf_counter() - began, "first seconds": first_seconds, "first": first}
    if isinstance(found, Infeasible):
        row["status"] = "infeasible"
    else:
        row |= {"status": found.status, "finish": found.finish, "bound": found.bound}
        row |= {"cost": found.cost, "cost bound": found.cost_bound}
        row["gap"] = (found.finish - found.bound) / found.finish if found.finish else 0.0
    if plain:
        began = time.perf_counter()
        row["plain"] = solve_plain(problem, limit)
        row["plain seconds"] = time.perf_counter() - began
    return row


def first_answer(problem: PlanningProblem) -> int | None:
    """The finish of the first schedule at hand."""
    found = search(
        number_problem(problem), Limits(seconds=5.0, workers=2), aims=("finish",), is_first_enough=True
    )
    return finish_of(found.layout) if found.layout is not None else None


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Shares, gaps and times over one kind of plan."""
    solved = [row for row in rows if "finish" in row]
    gaps = [row["gap"] for row in solved]
    proved = [row["seconds"] for row in solved if row["status"] == "optimal"]
    out: dict[str, Any] = {
        "plans": len(rows),
        "infeasible": sum(row["status"] == "infeasible" for row in rows),
        "finish proved": sum(row["status"] == "optimal" for row in rows),
        "cost proved": sum(row["status"] == "optimal" and row["cost"] == row["cost bound"] for row in solved),
        "median gap": statistics.median(gaps) if gaps else None,
        "worst gap": max(gaps, default=None),
        "worst first answer, seconds": max(row["first seconds"] for row in rows),
        "median seconds": statistics.median(row["seconds"] for row in rows),
        "median seconds where proved": statistics.median(proved) if proved else None,
    }
    plain = [row for row in rows if "plain" in row]
    if plain:
        out["plain: finish proved"] = sum(row["plain"][0] == "optimal" for row in plain)
        out["plain: earlier than Cairn"] = sum(
            row["plain"][1] is not None and row["plain"][1] < row["finish"]
            for row in plain
            if "finish" in row
        )
        out["plain: later or nothing"] = sum(
            row["plain"][1] is None or row["plain"][1] > row["finish"] for row in plain if "finish" in row
        )
        out["plain: median seconds"] = statistics.median(row["plain seconds"] for row in plain)
    return out


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="20,40,100,300")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--limit", type=float, default=10.0)
    parser.add_argument("--skip-plain", action="store_true")
    parser.add_argument("--details", action="store_true")
    given = parser.parse_args()
    from ortools.sat.python import cp_model  # noqa: F401 - imported now, so that no run pays for it

    import cairn.plan.choose_model  # noqa: F401

    report: dict[str, Any] = {"limit": given.limit}
    for options in map(int, given.sizes.split(",")):
        for may_pause in (True, False):
            rows = [
                measure(options, seed, may_pause=may_pause, limit=given.limit, plain=not given.skip_plain)
                for seed in range(given.seeds)
            ]
            name = f"{options} options, {'with' if may_pause else 'without'} pauses"
            report[name] = summary(rows) | ({"runs": rows} if given.details else {})
    report["study plans beside TaskJuggler"] = compare_with_taskjuggler(min(3, given.seeds))
    report["peak memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
