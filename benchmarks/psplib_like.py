"""Scheduling problems in the manner of ProGen, written as PSPLIB files.

    python benchmarks/psplib_like.py DIR --jobs 60 [--modes 3] [--each 1] [--seed 0] [--every 1]

One file for every mix of network complexity, resource factors and strengths, `--each`
times. With one mode the mixes are those of the published single-mode sets (the
strengths 0.1 to 0.5 from 120 jobs on), with more modes those of the published
multi-mode sets. After Kolisch, Sprecher, Drexl: Characterization and generation of a
general class of resource-constrained project scheduling problems, *Management Science*
41 (1995); written anew, so the problems are of the same kind but not the same.
"""

import argparse
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST, MOST_ASKED, MOST_NEXT, MOST_ENDS = 10, 10, 3, 3
STEADY_SHARE = 0.5  # of the requests in a job do not depend on the mode's duration
TRIES = 200


@dataclass(frozen=True)
class Kind:
    """What a problem is like: complexity, then factor and strength of each kind of resource."""

    complexity: float
    factor: float
    strength: float
    spent_factor: float = 0.0
    spent_strength: float = 0.0


@dataclass(frozen=True)
class Mode:
    """One way to do a job: its length and what it asks of every resource."""

    duration: int
    asked: tuple[int, ...]


Jobs = list[list[Mode]]
Arcs = dict[int, set[int]]


def kinds_of(jobs: int, modes: int) -> list[Kind]:
    """Every mix of the published sets of this size."""
    if modes == 1:
        strengths = (0.1, 0.2, 0.3, 0.4, 0.5) if jobs >= 120 else (0.2, 0.5, 0.7, 1.0)
        mixes = itertools.product((1.5, 1.8, 2.1), (0.25, 0.5, 0.75, 1.0), strengths)
        return [Kind(*mix) for mix in mixes]
    strengths = (0.25, 0.5, 0.75, 1.0)
    return [Kind(1.8, *mix) for mix in itertools.product((0.5, 1.0), strengths, (0.5, 1.0), strengths)]


def make_network(chance: random.Random, jobs: int, complexity: float) -> Arcs:
    """Jobs 0 to jobs + 1 with the first and last as source and sink; no arc is implied by others."""
    while True:
        arcs = _backbone(chance, jobs)
        if arcs is not None and _thicken(chance, arcs, jobs, complexity):
            return arcs


def _backbone(chance: random.Random, jobs: int) -> Arcs | None:
    """Each job gets something before and something behind it."""
    arcs: Arcs = {job: set() for job in range(jobs + 2)}
    starts = range(1, 1 + MOST_ENDS)
    ends = range(jobs + 1 - MOST_ENDS, jobs + 1)
    arcs[0].update(starts)
    for job in range(1 + MOST_ENDS, jobs + 1):
        free = [one for one in range(1, job) if len(arcs[one]) < MOST_NEXT and one not in ends]
        if not free:
            return None
        arcs[chance.choice(free)].add(job)
    for job in reversed(range(1, jobs + 1 - MOST_ENDS)):
        if not arcs[job]:
            behind = [one for one in range(max(job + 1, 1 + MOST_ENDS), jobs + 1) if _may_add(arcs, job, one)]
            if not behind:
                return None
            arcs[job].add(chance.choice(behind))
    for job in ends:
        arcs[job].add(jobs + 1)
    return arcs


def _thicken(chance: random.Random, arcs: Arcs, jobs: int, complexity: float) -> bool:
    """Add arcs up to the complexity: arcs for each job, source and sink counted."""
    missing = round(complexity * (jobs + 2)) - sum(map(len, arcs.values()))
    for _ in range(TRIES * jobs):
        if missing <= 0:
            return True
        first, second = sorted(chance.sample(range(1, jobs + 1), 2))
        is_inner = first <= jobs - MOST_ENDS and second > MOST_ENDS
        if is_inner and len(arcs[first]) < MOST_NEXT and _may_add(arcs, first, second):
            arcs[first].add(second)
            missing -= 1
    return missing <= 0


def _may_add(arcs: Arcs, first: int, second: int) -> bool:
    """Whether the arc is new, is not implied and makes none of the others implied."""
    if second in arcs[first] or second in _behind(arcs, first):
        return False
    further = _behind(arcs, second) | {second}
    before = [one for one in arcs if first in _behind(arcs, one)] + [first]
    return not any(arcs[one] & further for one in before)


def _behind(arcs: Arcs, job: int) -> set[int]:
    found: set[int] = set()
    open_ = list(arcs[job])
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_ += arcs[one]
    return found


def make_jobs(chance: random.Random, jobs: int, modes: int, kind: Kind, widths: tuple[int, int]) -> Jobs:
    """Durations and requests of every mode; source and sink take nothing."""
    nothing = [Mode(0, (0,) * sum(widths))]
    used = [
        *_uses(chance, jobs, widths[0], kind.factor),
        *_uses(chance, jobs, widths[1], kind.spent_factor),
    ]
    return [nothing, *(_make_job(chance, modes, used, job) for job in range(jobs)), nothing]


def _uses(chance: random.Random, jobs: int, width: int, factor: float) -> list[set[int]]:
    """For each resource the jobs that ask for it: so large a share of all pairs as the factor says."""
    wanted: list[set[int]] = [set() for _ in range(width)]
    if not width:
        return wanted
    pairs = [(job, which) for job in range(jobs) for which in range(width)]
    first = [(job, chance.randrange(width)) for job in range(jobs)]
    rest = [pair for pair in pairs if pair not in set(first)]
    chance.shuffle(rest)
    chance.shuffle(first)
    for job, which in [*first, *rest][: round(factor * len(pairs))]:
        wanted[which].add(job)
    return wanted


def _make_job(chance: random.Random, modes: int, used: Sequence[set[int]], job: int) -> list[Mode]:
    """Modes of which none beats another: a longer one asks for less of something."""
    while True:
        durations = sorted(chance.randint(1, LONGEST) for _ in range(modes))
        columns = [_requests(chance, modes) if job in users else [0] * modes for users in used]
        found = [Mode(durations[one], tuple(column[one] for column in columns)) for one in range(modes)]
        if modes == 1 or not any(_beats(a, b) for a, b in itertools.permutations(found, 2)):
            return found


def _requests(chance: random.Random, modes: int) -> list[int]:
    if modes == 1 or chance.random() < STEADY_SHARE:
        return [chance.randint(1, MOST_ASKED)] * modes
    return sorted((chance.randint(1, MOST_ASKED) for _ in range(modes)), reverse=True)


def _beats(one: Mode, other: Mode) -> bool:
    return one.duration <= other.duration and all(a <= b for a, b in zip(one.asked, other.asked, strict=True))


def availabilities(jobs: Jobs, arcs: Arcs, kind: Kind, widths: tuple[int, int]) -> list[int]:
    """Between the least that any schedule needs and what the earliest starts would take."""
    found = []
    for which in range(sum(widths)):
        is_spent = which >= widths[0]
        low, high = _spent(jobs, which) if is_spent else _peak(jobs, arcs, which)
        strength = kind.spent_strength if is_spent else kind.strength
        found.append(low + round(strength * (high - low)))
    return found


def _spent(jobs: Jobs, which: int) -> tuple[int, int]:
    asked = [[mode.asked[which] for mode in of_job] for of_job in jobs]
    return sum(map(min, asked)), sum(map(max, asked))


def _peak(jobs: Jobs, arcs: Arcs, which: int) -> tuple[int, int]:
    """The largest least request, and the peak when all start early in their heaviest mode."""
    heaviest = [max(of_job, key=lambda mode: (mode.asked[which], -mode.duration)) for of_job in jobs]
    start = [0] * len(jobs)
    for job in _in_order(arcs):
        for behind in arcs[job]:
            start[behind] = max(start[behind], start[job] + heaviest[job].duration)
    load: dict[int, int] = {}
    for first, mode in zip(start, heaviest, strict=True):
        for period in range(first, first + mode.duration):
            load[period] = load.get(period, 0) + mode.asked[which]
    least = max(min(mode.asked[which] for mode in of_job) for of_job in jobs)
    return least, max(least, *load.values())


def _in_order(arcs: Arcs) -> Iterator[int]:
    waiting = {job: sum(job in behind for behind in arcs.values()) for job in arcs}
    ready = [job for job, count in waiting.items() if not count]
    while ready:
        job = ready.pop()
        yield job
        for behind in arcs[job]:
            waiting[behind] -= 1
            if not waiting[behind]:
                ready.append(behind)


def file_text(jobs: Jobs, arcs: Arcs, amounts: Sequence[int], widths: tuple[int, int]) -> str:
    """The problem in the layout of PSPLIB."""
    names = "  ".join(
        f"{kind} {one + 1}" for kind, width in zip("RN", widths, strict=True) for one in range(width)
    )
    rule = "*" * 72
    horizon = sum(max(mode.duration for mode in of_job) for of_job in jobs)
    lines = [
        rule,
        "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {len(jobs)}",
        f"horizon                       :  {horizon}",
        "RESOURCES",
        f"  - renewable                 :  {widths[0]}   R",
        f"  - nonrenewable              :  {widths[1]}   N",
        "  - doubly constrained        :  0   D",
        rule,
        "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
        *(
            _row(job + 1, len(jobs[job]), len(arcs[job]), *(one + 1 for one in sorted(arcs[job])))
            for job in range(len(jobs))
        ),
        rule,
        "REQUESTS/DURATIONS:",
        f"jobnr. mode duration  {names}",
        "-" * 72,
        *(
            _row("" if which else job + 1, which + 1, mode.duration, *mode.asked)
            for job, of_job in enumerate(jobs)
            for which, mode in enumerate(of_job)
        ),
        rule,
        "RESOURCEAVAILABILITIES:",
        f"  {names}",
        _row(*amounts),
        rule,
    ]
    return "\n".join(lines) + "\n"


def _row(*values: object) -> str:
    return "".join(f"{value!s:>5}" for value in values)


def make_file(*, seed: int, jobs: int, modes: int, kind: Kind) -> str:
    """One problem as text; the same seed gives the same problem."""
    chance = random.Random(f"{seed} {jobs} {modes} {kind}")
    widths = (4, 0) if modes == 1 else (2, 2)
    arcs = make_network(chance, jobs, kind.complexity)
    made = make_jobs(chance, jobs, modes, kind, widths)
    return file_text(made, arcs, availabilities(made, arcs, kind, widths), widths)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--modes", type=int, default=1)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="only every so manieth mix")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    ending = "sm" if given.modes == 1 else "mm"
    kinds = list(enumerate(kinds_of(given.jobs, given.modes), start=1))
    for number, kind in kinds[:: given.every]:
        for which in range(1, given.each + 1):
            text = make_file(seed=given.seed + which, jobs=given.jobs, modes=given.modes, kind=kind)
            path = given.folder / f"like{given.jobs}x{number}_{which}.{ending}"
            path.write_text(text, encoding="ascii")
    print(f"{len(list(given.folder.glob('*.' + ending)))} files in {given.folder}")


if __name__ == "__main__":
    main()
