"""How well, and how fast, career plans are chosen, placed and proved.

Plans are generated (20, 40, 100 and 300 options, ten seeds, with and without work
that may pause) and solved by Cairn and by a plain CP-SAT model of the same problem
(`plain_planner.py`), both with two workers and the same limit. Each kind of plan runs
in a process of its own for each of the two, started and warmed up before anything is
measured, so the peak of memory is its own and imports are not counted. Prints JSON.

    python benchmarks/planner.py [--sizes 20,40] [--seeds 10] [--first-seed 0] [--limit 5]

Three measurements a plan: the first answer; the earliest finish alone (how long until
it is proved, and the gap where it is not); everything (finish, then cost, then work).
Wall clock, and beside it the processor time of the whole process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from cairn.plan.choosing.index import number_problem
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
from cairn.schedule.solving.search import AIMS, search

if TYPE_CHECKING:
    from cairn.plan.choosing.choose import Aim

PERIODS = {20: 104, 40: 130, 100: 208, 300: 312}


def generate_plan(options: int, seed: int, *, may_pause: bool) -> PlanningProblem:
    """A career plan: skills to raise, options that raise them, hours, money and holidays."""
    chance = random.Random(f"{options}-{seed}-{may_pause}")
    periods = PERIODS.get(options, 130)
    skills = max(4, options // 7)
    targets = [chance.choice((2, 3, 3, 4)) for _ in range(skills)]
    lifts = _lifts(chance, options, targets)
    activities, needs = _offer(chance, lifts, may_pause=may_pause)
    needs += _goals(chance, lifts, targets)
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


def _offer(
    chance: random.Random, lifts: list[list[tuple[int, int, int]]], *, may_pause: bool
) -> tuple[list[Activity], list[Need]]:
    """An activity for each option, and what has to be known before it."""
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
    return activities, needs


def _goals(chance: random.Random, lifts: list[list[tuple[int, int, int]]], targets: list[int]) -> list[Need]:
    """Every skill at the level that the role asks."""
    return [
        Need(
            id=f"goal-{skill}",
            label=f"skill {skill} at {target}",
            any_of=tuple(ActivityId(f"option-{one}") for one in _reaching(lifts, skill, target)),
            weight=chance.choice((1.0, 2.0, 3.0)),
        )
        for skill, target in enumerate(targets)
    ]


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


KINDS = {"cairn": "measure", "plain": "measure_plain"}
Row = dict[str, Any]


def measure(problem: PlanningProblem, limit: float) -> Row:
    """One plan by Cairn: the first answer, the finish alone, everything."""
    began = time.perf_counter()
    row: Row = {"first": first_answer(problem)}
    row["first seconds"] = time.perf_counter() - began
    finish = timed(problem, limit, aims=("finish",))
    whole = timed(problem, limit, aims=AIMS)
    row |= {"finish alone": finish, "everything": whole}
    row["status"] = finish["status"]
    return row


def timed(problem: PlanningProblem, limit: float, *, aims: tuple[Aim, ...]) -> Row:
    """What was found and proved for the aims, and how long it took."""
    began, worked = time.perf_counter(), time.process_time()
    found = solve(problem, limits=Limits(seconds=limit, workers=2), aims=aims)
    row: Row = {"seconds": time.perf_counter() - began, "processor seconds": time.process_time() - worked}
    if isinstance(found, Infeasible):
        return row | {"status": "infeasible"}
    row |= {"status": found.status, "finish": found.finish, "bound": found.bound, "cost": found.cost}
    row["gap"] = (found.finish - found.bound) / found.finish if found.finish else 0.0
    return row | {"cost bound": found.cost_bound}


def measure_plain(problem: PlanningProblem, limit: float) -> Row:
    """One plan by the plain model: the finish alone."""
    from plain_planner import solve_plain

    began, worked = time.perf_counter(), time.process_time()
    status, finish, bound = solve_plain(problem, limit)
    row: Row = {"status": status, "finish": finish, "bound": bound}
    row |= {"seconds": time.perf_counter() - began, "processor seconds": time.process_time() - worked}
    return row | ({"gap": (finish - bound) / finish} if finish else {})


def first_answer(problem: PlanningProblem) -> int | None:
    """The finish of the first schedule at hand."""
    found = search(
        number_problem(problem), Limits(seconds=5.0, workers=2), aims=("finish",), is_first_enough=True
    )
    return finish_of(found.layout) if found.layout is not None else None


def run_kind(kind: str, options: int, seeds: range, limit: float, *, may_pause: bool) -> Row:
    """All seeds of one kind of plan by one solver, with the peak of memory; meant for a fresh process."""
    solver = globals()[KINDS[kind]]
    solver(generate_plan(10, 0, may_pause=True), 1.0)  # loads what is loaded lazily
    rows = []
    for seed in seeds:
        problem = generate_plan(options, seed, may_pause=may_pause)
        rows.append({"seed": seed, **solver(problem, limit)})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "peak memory, MB": round(peak)}


def in_a_process(kind: str, options: int, seeds: range, limit: float, *, may_pause: bool) -> Row:
    """`run_kind` in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run_kind, kind, options, seeds, limit, may_pause=may_pause).result()


def shares(rows: list[Row], limit: float) -> Row:
    """Proofs, gaps and times over one kind of plan."""
    finish, whole = [row["finish alone"] for row in rows], [row["everything"] for row in rows]
    gaps = [one["gap"] for one in finish if "gap" in one]
    proofs = [one["seconds"] for one in finish if one["status"] == "optimal"]
    costs = [
        one["status"] == "optimal" and one["cost"] == one["cost bound"] for one in whole if "cost" in one
    ]
    return {
        "plans": len(rows),
        "infeasible": sum(one["status"] == "infeasible" for one in finish),
        "share with the finish proved": len(proofs) / len(rows),
        "share with finish and cost proved": sum(costs) / len(rows),
        "median gap of the finish": statistics.median(gaps) if gaps else None,
        "worst gap of the finish": max(gaps, default=None),
        "share with a gap of at most 5 %": sum(gap <= 0.05 for gap in gaps) / len(rows),
        "median seconds to the first answer": statistics.median(row["first seconds"] for row in rows),
        "worst seconds to the first answer": max(row["first seconds"] for row in rows),
        "median seconds to the proof of the finish": statistics.median(proofs) if proofs else None,
        "worst seconds to the proof of the finish": max(proofs, default=None),
        "median processor seconds, finish alone": statistics.median(
            one["processor seconds"] for one in finish
        ),
        "worst seconds over the limit": max(0.0, *(one["seconds"] - limit for one in (*finish, *whole))),
    }


def shares_plain(rows: list[Row], ours: list[Row]) -> Row:
    """The plain model's proofs and gaps, and how often either was earlier."""
    gaps = [row["gap"] for row in rows if "gap" in row]
    pairs = [
        (mine["finish alone"].get("finish"), theirs["finish"])
        for mine, theirs in zip(ours, rows, strict=True)
    ]
    proofs = [row["seconds"] for row in rows if row["status"] == "optimal"]
    return {
        "share with the finish proved": len(proofs) / len(rows),
        "share with any plan": len(gaps) / len(rows),
        "median gap of the finish": statistics.median(gaps) if gaps else None,
        "worst gap of the finish": max(gaps, default=None),
        "median seconds to the proof of the finish": statistics.median(proofs) if proofs else None,
        "earlier than Cairn": sum(
            theirs is not None and (mine is None or theirs < mine) for mine, theirs in pairs
        ),
        "later than Cairn, or nothing": sum(
            mine is not None and (theirs is None or theirs > mine) for mine, theirs in pairs
        ),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="20,40,100,300")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=5.0)
    parser.add_argument("--skip-plain", action="store_true")
    parser.add_argument("--details", action="store_true")
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    report: Row = {"limit": given.limit, "seeds": [seeds.start, seeds.stop - 1]}
    for options in map(int, given.sizes.split(",")):
        for may_pause in (True, False):
            ours = in_a_process("cairn", options, seeds, given.limit, may_pause=may_pause)
            row = {"cairn": shares(ours["rows"], given.limit) | {"peak memory, MB": ours["peak memory, MB"]}}
            if not given.skip_plain:
                theirs = in_a_process("plain", options, seeds, given.limit, may_pause=may_pause)
                row["plain"] = shares_plain(theirs["rows"], ours["rows"])
                row["plain"]["peak memory, MB"] = theirs["peak memory, MB"]
                row |= {"plain runs": theirs["rows"]} if given.details else {}
            row |= {"cairn runs": ours["rows"]} if given.details else {}
            report[f"{options} options, {'with' if may_pause else 'without'} pauses"] = row
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
