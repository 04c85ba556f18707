"""What is refused before anything is solved, each with one sentence.

A problem that merely cannot be met is not refused here: that is an honest no and
comes from the solver.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from cairn.errors import BadInput
from cairn.plan.problem import Activity, Mode, PlanningProblem

MOST_ACTIVITIES = 5_000
MOST_MODES = 20_000
MOST_PERIODS = 20_000
_LARGEST = 10**9


def admit_problem(problem: PlanningProblem) -> None:
    """Pass a problem that can be worked on.

    Raises:
        BadInput: the first flaw found, named with its place.
    """
    for flaw in _flaws(problem):
        raise BadInput(flaw)


def _flaws(problem: PlanningProblem) -> Iterator[str]:
    yield from _sizes(problem)
    yield from _names(problem)
    yield from _calendars(problem)
    for activity in problem.activities:
        yield from _activity(problem, activity)
    yield from _references(problem)
    yield from _cycles(problem)


def _sizes(problem: PlanningProblem) -> Iterator[str]:
    modes = sum(len(one.modes) for one in problem.activities)
    if len(problem.activities) > MOST_ACTIVITIES or modes > MOST_MODES:
        yield (
            f"The problem has {len(problem.activities):,} activities in {modes:,} modes; "
            f"at most {MOST_ACTIVITIES:,} and {MOST_MODES:,} can be scheduled: split it or leave some out."
        )
    if not _is_amount(problem.periods) or not 1 <= problem.periods <= MOST_PERIODS:
        yield f"“periods” is {problem.periods}; give a whole number from 1 to {MOST_PERIODS:,}."
    if problem.deadline is not None and not (_is_amount(problem.deadline) and problem.deadline >= 1):
        yield f"The deadline is {problem.deadline}; give a period of at least 1, or none."


def _names(problem: PlanningProblem) -> Iterator[str]:
    kinds: dict[str, Iterable[str]] = {
        "activity": (one.id for one in problem.activities),
        "need": (one.id for one in problem.needs),
        "resource or budget": [one.id for one in problem.resources] + [one.id for one in problem.budgets],
    }
    for kind, ids in kinds.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield f"The {kind} “{name}” stands there {count} times; give each its own id."


def _calendars(problem: PlanningProblem) -> Iterator[str]:
    for resource in problem.resources:
        yield from _calendar(problem, f"capacity of “{resource.id}”", resource.capacity)
    for budget in problem.budgets:
        yield from _calendar(problem, f"money in “{budget.id}”", budget.available)


def _calendar(problem: PlanningProblem, what: str, amounts: tuple[int, ...]) -> Iterator[str]:
    if len(amounts) != problem.periods:
        yield f"The {what} has {len(amounts)} amounts for {problem.periods} periods; give one for each."
    for period, amount in enumerate(amounts):
        if not _is_amount(amount):
            yield f"The {what} in period {period} is {amount}; give a whole number from 0 to a billion."


def _activity(problem: PlanningProblem, activity: Activity) -> Iterator[str]:
    where = f"The activity “{activity.id}”"
    if not activity.modes:
        yield f"{where} has no mode; give at least one."
    if not _is_amount(activity.release):
        yield f"{where} has the release {activity.release}; give a period from 0 on."
    if activity.deadline is not None and not _is_amount(activity.deadline):
        yield f"{where} has the deadline {activity.deadline}; give a period, or none."
    if activity.deadline is not None and activity.deadline < activity.release:
        yield f"{where} must finish by {activity.deadline} but is released at {activity.release}; swap them."
    for name, count in Counter(mode.id for mode in activity.modes).items():
        if count > 1:
            yield f"{where} has {count} modes named “{name}”; give each its own id."
    known = {one.id for one in problem.resources}, {one.id for one in problem.budgets}
    for mode in activity.modes:
        yield from _mode(f"{where}, mode “{mode.id}”,", mode, known)


def _mode(where: str, mode: Mode, known: tuple[set[str], set[str]]) -> Iterator[str]:
    for amounts, names, kind in ((mode.work, known[0], "resource"), (mode.costs, known[1], "budget")):
        for name, amount in amounts.items():
            if name not in names:
                yield f"{where} names the {kind} “{name}”, which there is not."
            if not _is_amount(amount):
                yield f"{where} asks {amount} of “{name}”; give a whole number from 0 to a billion."
    if not _is_amount(mode.duration) or not _is_amount(mode.most_per_period):
        yield f"{where} has a duration or a most per period that is no whole number from 0 to a billion."
    elif not mode.can_pause and any(mode.work.values()):
        if mode.duration == 0:
            yield f"{where} has work but no duration; give at least one period."
        elif any(amount % mode.duration for amount in mode.work.values()):
            yield f"{where} works without a pause, so its work must divide by its {mode.duration} periods."


def _references(problem: PlanningProblem) -> Iterator[str]:
    known = {one.id for one in problem.activities}
    for need in problem.needs:
        owner = () if need.activity is None else (need.activity,)
        for name in (*need.any_of, *owner):
            if name not in known:
                yield f"The need “{need.id}” names the activity “{name}”, which there is not."
        if not _is_amount(need.lag) or (need.activity is None and need.lag):
            yield f"The need “{need.id}” has the lag {need.lag}; give 0 for a goal, else 0 or more."
        if not 0 <= need.weight < _LARGEST:
            yield f"The need “{need.id}” has the weight {need.weight}; give a number from 0 on."
    for rule in problem.precedences:
        for name in (rule.before, rule.after):
            if name not in known:
                yield f"A precedence names the activity “{name}”, which there is not."
        if not _is_amount(rule.lag):
            yield f"The precedence from “{rule.before}” to “{rule.after}” has lag {rule.lag}; give 0 or more."


def _cycles(problem: PlanningProblem) -> Iterator[str]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for rule in problem.precedences:
        sorter.add(rule.after, rule.before)
    try:
        sorter.prepare()
    except CycleError as error:
        around = " → ".join(f"“{one}”" for one in error.args[1])
        yield f"The precedences run in a circle: {around}; take one of them out."


def _is_amount(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST
