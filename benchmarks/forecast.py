"""Do the forecast's dates hold? Chains with a known answer, many simulated users, and the time it takes.

    python benchmarks/forecast.py [--users 1500] [--runs 2000]

* `chains`: steps one after another, whose hours add up to a distribution that is
  also computed by numerical convolution; the largest error of P50 and P80.
* `users`: people with a pace of their own, some finished steps and a plan; their
  lives are played session by session by code that shares nothing with the forecast.
  `held` counts in how many the P80 date held. In `as_assumed` pace and hours are
  distributed as docs/method/forecast.md assumes; the other worlds are not, on purpose.
* `seconds`: 10,000 futures of 40 steps, and 2,000 of 15, median of five, processor
  time, numpy loaded.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, median

import numpy as np

from cairn.assumptions import load_assumptions
from cairn.plan.calendar import Week, lay_weeks
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Load,
    Mode,
    Placement,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.plan.values import Terms
from cairn.provenance import Source, leaf
from cairn.schedule.date_plan import find_links
from cairn.schedule.forecast import forecast_plan, simulate
from cairn.track.pace import FinishedWork, Pace, learn_pace

TYPED = Source(kind="entered", name="benchmark")
TODAY = date(2026, 11, 29)
Z90 = NormalDist().inv_cdf(0.9)
SHARE = load_assumptions().number("pace.person_share")


@dataclass(frozen=True)
class Job:
    """A step: likely hours, range, and the numbers of the steps it waits for."""

    hours: float
    low: float
    high: float
    after: tuple[int, ...] = ()


def weeks_of(hours: float, count: int) -> tuple[Week, ...]:
    terms = Terms(
        today=TODAY,
        hours_per_week=leaf("hours", hours, source=TYPED),
        hours_at_work=leaf("none", 0, source=TYPED),
        budget=None,
        deadline=None,
    )
    return lay_weeks(terms, count)


def as_problem(jobs: list[Job], weeks: tuple[Week, ...]) -> tuple[PlanningProblem, Solution]:
    """The jobs in their order, each as soon as the hours of the weeks allow."""
    capacity = tuple(week.own_units for week in weeks)
    free, placements, week = list(capacity), [], 0
    for number, job in enumerate(jobs):
        left, loads = round(4 * job.hours), []
        while left:
            taken = min(left, free[week])
            if taken:
                loads.append(Load(period=week, resource="own", amount=taken))
                free[week] -= taken
                left -= taken
            week += left > 0
        start, finish = loads[0].period, loads[-1].period + 1
        name = ActivityId(f"{number:03}")
        placements.append(Placement(activity=name, mode="m", start=start, finish=finish, loads=tuple(loads)))
    problem = PlanningProblem(
        periods=len(weeks),
        resources=(Resource(id="own", label="hours", capacity=capacity),),
        budgets=(),
        activities=tuple(_activity(number, job) for number, job in enumerate(jobs)),
        precedences=tuple(
            Precedence(before=ActivityId(f"{before:03}"), after=ActivityId(f"{number:03}"))
            for number, job in enumerate(jobs)
            for before in job.after
        ),
    )
    finish = placements[-1].finish
    solution = Solution(
        status="optimal", placements=tuple(placements), finish=finish, bound=finish, cost=0, cost_bound=0
    )
    return problem, solution


def _activity(number: int, job: Job) -> Activity:
    mode = Mode(
        id="m",
        duration=1,
        work={"own": round(4 * job.hours)},
        costs={},
        can_pause=True,
        work_low=job.low,
        work_high=job.high,
    )
    return Activity(id=ActivityId(f"{number:03}"), label=str(number), modes=(mode,), is_required=True)


# ------------------------------------------------------------------ chains


def chain_errors(runs: int) -> dict[str, float]:
    """Largest relative error of P50 and P80 over chains, with steps independent and as assumed."""
    chance = random.Random(1)
    errors: dict[str, float] = {}
    for name, share in (("independent", 0.0), ("as_assumed", SHARE)):
        worst = 0.0
        for length in (1, 2, 5, 12, 40):
            jobs = [
                Job(chance.choice((6, 10, 20, 40)), chance.uniform(0.5, 0.9), chance.uniform(1.2, 2.2))
                for _ in range(length)
            ]
            for quantile, drawn in simulated_quantiles(jobs, share, runs).items():
                known = convolved_quantile(jobs, share, quantile) / 5 + 1  # the first week is over
                worst = max(worst, abs(drawn - known) / known)
        errors[name] = round(worst, 4)
    return errors


def simulated_quantiles(jobs: list[Job], share: float, runs: int) -> dict[float, float]:
    weeks = weeks_of(5, 900)
    problem, solution = as_problem(jobs, weeks)
    known = learn_pace((), load_assumptions())
    pace = Pace(person_share=share, mean=0, spread=1, count=0, ratio=known.ratio, note="")
    drawn = simulate(problem, solution, find_links(problem, solution), pace=pace, runs=runs, seed=3)
    ends = np.sort(drawn.whole)
    return {quantile: float(ends[math.ceil(quantile * runs) - 1]) for quantile in (0.5, 0.8)}


def convolved_quantile(jobs: list[Job], share: float, quantile: float, cells: int = 4000) -> float:
    """The quantile of the sum of hours: convolved given the person, then mixed over persons."""
    most = sum(job.hours * job.high**2.6 for job in jobs)
    grid = np.linspace(0, most, cells)
    nodes, weights = np.polynomial.hermite_e.hermegauss(21 if share else 1)
    whole = np.zeros(cells)
    for node, weight in zip(nodes, weights / weights.sum(), strict=True):
        spectrum = np.ones(cells + 1, dtype=complex)
        for job in jobs:
            above = np.array([_cdf(job, hours, node, share) for hours in grid + most / cells / 2])
            mass = np.diff(above, prepend=0.0)
            spectrum = spectrum * np.fft.rfft(mass, 2 * cells)
        whole += weight * np.fft.irfft(spectrum)[:cells]
    return float(grid[np.searchsorted(np.cumsum(whole), quantile)])


def _cdf(job: Job, hours: float, node: float, share: float) -> float:
    size = math.log(max(hours, 1e-9) / job.hours)
    deviate = Z90 * size / (math.log(job.high) if size > 0 else -math.log(job.low))
    return NormalDist().cdf((deviate - math.sqrt(share) * node) / math.sqrt(1 - share))


# ------------------------------------------------------------------ users

World = Callable[[random.Random, float, Job], float]


def as_assumed(chance: random.Random, person: float, job: Job) -> float:
    deviate = math.sqrt(SHARE) * person + math.sqrt(1 - SHARE) * chance.gauss(0, 1)
    return float(math.exp(deviate / Z90 * (math.log(job.high) if deviate > 0 else -math.log(job.low))))


def independent(chance: random.Random, person: float, job: Job) -> float:
    del person
    deviate = chance.gauss(0, 1)
    return float(math.exp(deviate / Z90 * (math.log(job.high) if deviate > 0 else -math.log(job.low))))


def everybody_slow(chance: random.Random, person: float, job: Job) -> float:
    return 1.3 * as_assumed(chance, person, job)


def triangular(chance: random.Random, person: float, job: Job) -> float:
    del person  # low and high taken as the very ends
    return chance.triangular(job.low, job.high, 1.0)


def hold_rate(world: World, past: tuple[int, ...], users: int, runs: int) -> dict[str, float]:
    """In how many lives of 100 the P80 and the P50 date held."""
    chance = random.Random(7)
    sure = middle = 0
    for user in range(users):
        person = chance.gauss(0, 1)
        finished = [_finished(chance, world, person) for _ in range(chance.choice(past))]
        jobs = _plan(chance)
        weeks = weeks_of(chance.choice((3, 5, 8)), 600)
        problem, solution = as_problem(jobs, weeks)
        forecast = forecast_plan(
            problem,
            solution,
            weeks,
            find_links(problem, solution),
            pace=learn_pace(finished, load_assumptions()),
            runs=runs,
            seed=user,
        )
        actual = live([job.hours * world(chance, person, job) for job in jobs], jobs, weeks)
        sure += actual <= forecast.p80
        middle += actual <= forecast.p50
    return {"held_p80": round(100 * sure / users, 1), "held_p50": round(100 * middle / users, 1)}


def _finished(chance: random.Random, world: World, person: float) -> FinishedWork:
    job = Job(chance.choice((4, 10, 20)), chance.uniform(0.5, 0.85), chance.uniform(1.2, 2.0))
    return FinishedWork(
        label="done",
        estimated_hours=job.hours,
        actual_hours=job.hours * world(chance, person, job),
        low=job.hours * job.low,
        high=job.hours * job.high,
    )


def _plan(chance: random.Random) -> list[Job]:
    jobs: list[Job] = []
    for number in range(chance.randrange(3, 13)):
        after = tuple(one for one in range(number) if chance.random() < 0.2)
        hours = chance.choice((4, 8, 15, 30, 60))
        jobs.append(Job(hours, chance.uniform(0.5, 0.85), chance.uniform(1.2, 2.0), after))
    return jobs


def live(hours: list[float], jobs: list[Job], weeks: tuple[Week, ...]) -> date:
    """Session by session: each quarter-hour goes to the first step that may go on."""
    left = [4 * one for one in hours]
    for week in weeks:
        for slot in week.own:
            room = float(slot.units)
            for number, job in enumerate(jobs):
                if any(left[before] > 0 for before in job.after):
                    continue
                worked = min(room, left[number])
                room -= worked
                left[number] -= worked
            if not any(left):
                return slot.day
    return weeks[-1].monday


# ------------------------------------------------------------------ time


def seconds(steps: int, runs: int) -> float:
    chance = random.Random(3)
    weeks = weeks_of(5, 900)
    jobs = [Job(chance.choice((4, 8, 15, 30)), 0.6, 1.7) for _ in range(steps)]
    problem, solution = as_problem(jobs, weeks)
    links = find_links(problem, solution)
    taken = []
    for _ in range(5):
        began = time.process_time()
        forecast_plan(problem, solution, weeks, links, runs=runs)
        taken.append(time.process_time() - began)
    return round(median(taken), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=1500)
    parser.add_argument("--runs", type=int, default=2000)
    given = parser.parse_args()
    any_past = (0, 0, 1, 2, 5, 10, 20)
    worlds = {
        "as_assumed": (as_assumed, any_past),
        "as_assumed, nothing finished yet": (as_assumed, (0,)),
        "as_assumed, twenty steps finished": (as_assumed, (20,)),
        "steps independent": (independent, any_past),
        "everybody takes 1.3 times the hours, nothing finished yet": (everybody_slow, (0,)),
        "everybody takes 1.3 times the hours, twenty steps finished": (everybody_slow, (20,)),
        "triangular, ends never passed": (triangular, any_past),
    }
    document = {
        "chains": {"worst_error": chain_errors(given.runs), "runs": given.runs},
        "users": {
            name: hold_rate(world, past, given.users, max(500, given.runs // 2))
            for name, (world, past) in worlds.items()
        },
        "seconds": {
            "40 steps, 10,000 futures": seconds(40, 10_000),
            "15 steps, 2,000 futures": seconds(15, 2_000),
        },
    }
    print(json.dumps(document, indent=1))


if __name__ == "__main__":
    main()
