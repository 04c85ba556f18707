"""After one change among many steps: how much moves, how surely that is least, and how long it takes.

    python benchmarks/replan.py [--steps 100] [--plans 10]

Plans of that many required steps (some of a fixed pace, some capped, each waiting
for up to two earlier ones, six hours a week) are placed, then one thing happens: an
illness of two weeks, a step a half longer than planned, a course put off by five
weeks, or one hour a week less from a third of the way on. A deadline leaves one week
in twenty to spare. `pushed_right` is how many steps change when everything is simply
done in the old order; processor time, in seconds.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from cairn.plan.problem import (
    Activity,
    ActivityId,
    Infeasible,
    Mode,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.schedule import Limits
from cairn.schedule.replan.board import Stuck
from cairn.schedule.replan.changes import with_hours, with_release, with_slip, without_weeks
from cairn.schedule.replan.healing import heal, make_board, solution_of

WEEK = 24  # quarter-hours


def generate(steps: int, seed: int) -> tuple[PlanningProblem, Solution]:
    chance = random.Random(seed)
    names = [ActivityId(f"step-{number:03}") for number in range(steps)]
    activities = tuple(_activity(chance, name) for name in names)
    waits = tuple(
        Precedence(before=names[before], after=name)
        for number, name in enumerate(names)
        for before in chance.sample(
            range(max(0, number - 15), number), min(number, chance.choice((0, 1, 1, 2)))
        )
    )
    total = sum(one.modes[0].work["own"] for one in activities)
    periods = 3 * total // WEEK + 40
    away = {week for start in range(20, periods, 45) for week in (start, start + 1)}
    problem = PlanningProblem(
        periods=periods,
        resources=(
            Resource(
                id="own",
                label="own hours",
                capacity=tuple(0 if week in away else WEEK for week in range(periods)),
            ),
        ),
        budgets=(),
        activities=activities,
        precedences=waits,
    )
    board = make_board(problem, solution_of(problem, ()), {one.id: one.modes[0] for one in activities})
    layout = board.lay(frozenset(names))
    if isinstance(layout, Stuck):
        msg = "the plan could not be placed"
        raise TypeError(msg)
    before = solution_of(problem, tuple(layout.values()))
    return replace(problem, deadline=before.finish + max(2, before.finish // 20)), before


def _activity(chance: random.Random, name: ActivityId) -> Activity:
    hours = chance.choice((2, 4, 6, 10, 16, 24))
    kind = chance.random()
    if kind < 0.15:
        weeks = max(2, hours // 2)
        mode = Mode(id="class", duration=weeks, work={"own": 8 * weeks}, costs={})
    else:
        cap = 12 if kind < 0.35 else 0
        mode = Mode(
            id="own", duration=1, work={"own": 4 * hours}, costs={}, can_pause=True, most_per_period=cap
        )
    return Activity(id=name, label=name, modes=(mode,), is_required=True)


def changes(
    problem: PlanningProblem, before: Solution, chance: random.Random
) -> dict[str, tuple[PlanningProblem, list[ActivityId]]]:
    placed = chance.choice(before.placements[: len(before.placements) // 2])
    third = before.finish // 3
    more = {"own": placed.loads[0].amount * max(1, len(placed.loads) // 2)}
    return {
        "illness": (without_weeks(problem, third, third + 1), []),
        "slip": (with_slip(problem, placed.activity, more), [placed.activity]),
        "put_off": (with_release(problem, placed.activity, placed.start + 5), []),
        "fewer_hours": (with_hours(replace(problem, deadline=None), "own", WEEK - 4, start=third), []),
    }


def pushed_right(problem: PlanningProblem, before: Solution) -> int | None:
    board = make_board(problem, before, {one.id: one.modes[0] for one in problem.activities})
    layout = board.lay(frozenset(board.modes), near=True)
    if isinstance(layout, Stuck):
        return None
    return sum(layout[one] != board.old[one] for one in layout)


def measure(steps: int, plans: int, clock: Callable[[], float]) -> dict[str, dict[str, object]]:
    rows: dict[str, list[dict[str, object]]] = {}
    for seed in range(plans):
        problem, before = generate(steps, seed)
        for name, (changed, touched) in changes(problem, before, random.Random(seed)).items():
            began = clock()
            healing = heal(changed, before, touched=touched, limits=Limits(seconds=0.8, workers=1))
            row: dict[str, object] = {"seconds": clock() - began, "fits": not isinstance(healing, Infeasible)}
            if not isinstance(healing, Infeasible):
                row |= {
                    "moved": healing.weight,
                    "bound": healing.bound,
                    "proved": healing.is_proved,
                    "later": healing.difference.finish_after - healing.difference.finish_before,
                    "pushed_right": pushed_right(changed, before),
                }
            rows.setdefault(name, []).append(row)
    return {name: _told(found) for name, found in rows.items()}


def _told(rows: list[dict[str, object]]) -> dict[str, object]:
    fits = [row for row in rows if row["fits"]]
    seconds = [float(str(row["seconds"])) for row in rows]
    return {
        "plans": len(rows),
        "no": len(rows) - len(fits),
        "median_seconds": round(median(seconds), 3),
        "worst_seconds": round(max(seconds), 3),
        "proved_least": sum(bool(row["proved"]) for row in fits),
        "moved": [row["moved"] for row in fits],
        "bound": [row["bound"] for row in fits],
        "weeks_later": [row["later"] for row in fits],
        "pushed_right": [row["pushed_right"] for row in fits],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--plans", type=int, default=10)
    given = parser.parse_args()
    print(json.dumps(measure(given.steps, given.plans, time.process_time), indent=1))


if __name__ == "__main__":
    main()
