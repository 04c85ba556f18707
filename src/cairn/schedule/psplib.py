"""PSPLIB files (`.sm` one mode, `.mm` several) as planning problems."""

import re
from collections.abc import Iterator, Sequence

from cairn.errors import BadInput
from cairn.plan.problem import Activity, ActivityId, Budget, Mode, PlanningProblem, Precedence, Resource

_RULE = re.compile(r"^[*-]{3,}\s*$")


def read_psplib(text: str, name: str) -> PlanningProblem:
    """The problem in a PSPLIB file's text: every job required, steady modes.

    The horizon is the file's own or, where that is shorter, the sum of the
    longest durations. The source and the sink stay activities of no duration.

    Raises:
        BadInput: something is missing, is no whole number or does not add up.
    """
    try:
        return _read(text)
    except (KeyError, IndexError, ValueError) as error:
        detail = str(error) if isinstance(error, BadInput) else "a part is missing or is not in its place"
        msg = f"“{name}” cannot be read as a PSPLIB file: {detail}."
        raise BadInput(msg) from error


def _read(text: str) -> PlanningProblem:
    renewable, spendable = _count(text, "renewable"), _count(text, "nonrenewable")
    amounts = next(_rows(text, "RESOURCEAVAILABILITIES", skip=1))
    if len(amounts) != renewable + spendable:
        msg = f"{len(amounts)} availabilities stand for {renewable + spendable} resources"
        raise BadInput(msg)
    modes = _modes(text, renewable, renewable + spendable)
    longest = sum(max(mode.duration for mode in of_job) for of_job in modes.values())
    horizon = max(1, longest)
    return PlanningProblem(
        periods=horizon,
        resources=tuple(
            Resource(id=f"R{one + 1}", label=f"R{one + 1}", capacity=(amounts[one],) * horizon)
            for one in range(renewable)
        ),
        budgets=tuple(
            Budget(id=f"N{one + 1}", label=f"N{one + 1}", available=(amounts[renewable + one],) * horizon)
            for one in range(spendable)
        ),
        activities=tuple(
            Activity(id=ActivityId(str(job)), label=f"job {job}", modes=tuple(of_job), is_required=True)
            for job, of_job in modes.items()
        ),
        precedences=tuple(_precedences(text)),
    )


def _count(text: str, kind: str) -> int:
    found = re.search(rf"-\s*{kind}\s*:\s*(\d+)", text)
    if not found:
        msg = f"it does not say how many {kind} resources there are"
        raise BadInput(msg)
    return int(found[1])


def _rows(text: str, heading: str, *, skip: int) -> Iterator[list[int]]:
    """The rows of numbers below a heading, up to the next rule of stars."""
    lines = text.splitlines()
    begin = next((n for n, line in enumerate(lines) if line.strip().startswith(heading)), None)
    if begin is None:
        msg = f"the part {heading} is missing"
        raise BadInput(msg)
    for line in lines[begin + 1 + skip :]:
        if line.startswith("***"):
            return
        if line.strip() and not _RULE.match(line):
            yield [int(part) for part in line.split()]


def _precedences(text: str) -> Iterator[Precedence]:
    for job, _, count, *behind in _rows(text, "PRECEDENCE RELATIONS", skip=1):
        if len(behind) != count:
            msg = f"job {job} has {len(behind)} successors where {count} are announced"
            raise BadInput(msg)
        for one in behind:
            yield Precedence(before=ActivityId(str(job)), after=ActivityId(str(one)))


def _modes(text: str, renewable: int, width: int) -> dict[int, list[Mode]]:
    jobs: dict[int, list[Mode]] = {}
    job = 0
    for numbers in _rows(text, "REQUESTS/DURATIONS", skip=1):
        names_job = len(numbers) == width + 3
        job, row = (numbers[0], numbers[1:]) if names_job else (job, numbers)
        if len(row) != width + 2:
            msg = f"job {job} has a row of {len(row)} numbers"
            raise BadInput(msg)
        jobs.setdefault(job, []).append(_mode(row[0], row[1], row[2:], renewable))
    if not jobs:
        msg = "it holds no job"
        raise BadInput(msg)
    return jobs


def _mode(number: int, duration: int, asked: Sequence[int], renewable: int) -> Mode:
    return Mode(
        id=str(number),
        duration=duration,
        work={f"R{one + 1}": asked[one] * duration for one in range(renewable) if asked[one]},
        costs={f"N{one + 1 - renewable}": asked[one] for one in range(renewable, len(asked)) if asked[one]},
    )
