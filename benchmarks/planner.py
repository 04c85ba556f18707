"""How well, and how fast, career plans are chosen, placed and proved.

Plans are generated (20, 40, 100 and 300 options, ten seeds, with and without work
that may pause) and solved by Cairn and by a plain CP-SAT model of the same
problem in the solver's usual Python layer, both with two workers and the same
limit, imports excluded. Prints JSON.

    python benchmarks/planner.py [--sizes 20,40] [--seeds 10] [--limit 10]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from cairn.plan.problem import (  # noqa: E402
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
from cairn.schedule import Limits, solve  # noqa: E402

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
        activities.append(Activity(id=name, label=f"Option {number}", modes=_modes(chance, hours, may_pause)))
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


def _modes(chance: random.Random, hours: int, may_pause: bool) -> tuple[Mode, ...]:
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
