"""Which options to take, in which mode: the exact choice with its proved bounds.

The model keeps everything of the planning problem but one thing: work that may
pause is only counted (so much work, so many units up to the finish), not laid
into periods. What it proves is therefore a bound for every schedule, and where
no work may pause it is the scheduling problem itself. `cairn.schedule` places
the choice in time.
"""

from collections.abc import Sequence
from math import ceil

from cairn.plan.choosing.built import ChoiceModel, enforced
from cairn.plan.choosing.capacity import add_budgets, add_capacity
from cairn.plan.choosing.circles import find_circles
from cairn.plan.choosing.events import add_needs, add_order
from cairn.plan.choosing.index import NumberedMode, NumberedProblem, cut_horizon
from cairn.plan.choosing.landmarks import Landmark
from cairn.plan.choosing.model import Answer, Limits, negated
from cairn.plan.choosing.task import WEIGHT_SCALE, Aim, Choice, Selection, Task

__all__ = [
    "WEIGHT_SCALE",
    "Aim",
    "Choice",
    "ChoiceModel",
    "Selection",
    "Task",
    "aim_terms",
    "build_choice",
    "choose_options",
    "least_span",
]


def choose_options(problem: NumberedProblem, task: Task, limits: Limits, settings: str = "") -> Choice:
    """The best choice for the task's aim, with the bound that was proved for it."""
    built = build_choice(problem, task)
    if built.problem.impossible and not task.may_drop:
        return Choice(outcome="infeasible", bound=0)
    built.model.minimise(aim_terms(built, task.aim))
    answer = built.model.solve(limits, settings)
    return _read(built, answer)


def build_choice(problem: NumberedProblem, task: Task) -> ChoiceModel:
    """The model of the task without its aim."""
    top = min(problem.horizon, task.at_most.get("finish", problem.horizon))
    problem = cut_horizon(problem, top)
    built = ChoiceModel(problem=problem)
    built.groups = find_circles(problem)
    built.finish = built.model.new_int(0, top)
    for number in problem.kept:
        _add_activity(built, number)
    add_needs(built, may_drop=task.may_drop)
    for before, after, lag in problem.precedences:
        if before in built.starts and after in built.starts:
            add_order(built, before, after, lag, (built.present[before], built.present[after]))
    add_capacity(built, top)
    add_budgets(built)
    for aim, most in task.at_most.items():
        built.model.add_linear(aim_terms(built, aim), high=most)
    for landmark in task.landmarks:
        _add_landmark(built, landmark)
    for selection, finish in task.excluded:
        _exclude(built, selection, finish)
    _add_hint(built, task)
    return built


def aim_terms(built: ChoiceModel, aim: Aim) -> list[tuple[int, int]]:
    """The aim as a sum of variables."""
    if aim == "finish":
        return [(built.finish, 1)]
    if aim == "unmet":
        needs = built.problem.needs
        return [
            (negated(met), max(1, round(needs[one].weight * WEIGHT_SCALE))) for one, met in built.met.items()
        ]
    activities = built.problem.activities
    return [
        (literal, amount)
        for (number, which), literal in built.modes.items()
        if (amount := getattr(activities[number].modes[which], "price" if aim == "cost" else "units"))
    ]


def least_span(mode: NumberedMode, capacity: Sequence[Sequence[int]]) -> int:
    """The fewest periods a mode can take from start to finish."""
    if not mode.can_pause:
        return mode.duration
    span = mode.duration
    for number, work in enumerate(mode.work):
        if work:
            highest = max(capacity[number], default=0)
            span = max(span, ceil(work / max(1, min(highest, mode.most or highest))))
    return span


def _add_activity(built: ChoiceModel, number: int) -> None:
    problem, model = built.problem, built.model
    activity = problem.activities[number]
    spans = [least_span(mode, problem.capacity) for mode in activity.modes]
    built.starts[number] = model.new_int(activity.earliest, activity.latest - min(spans))
    built.ends[number] = model.new_int(activity.earliest + min(spans), activity.latest)
    built.present[number] = model.always() if activity.is_required else model.new_bool()
    if len(activity.modes) == 1:
        built.modes[number, 0] = built.present[number]
    else:
        literals = [model.new_bool() for _ in activity.modes]
        built.modes |= {(number, which): literal for which, literal in enumerate(literals)}
        absent = [] if activity.is_required else [negated(built.present[number])]
        model.add_exactly_one([*literals, *absent])
    for which, mode in enumerate(activity.modes):
        if mode.can_pause or not any(mode.work):
            difference = [(built.ends[number], 1), (built.starts[number], -1)]
            high = 1 << 40 if mode.can_pause else spans[which]
            when = enforced(built, built.modes[number, which])
            model.add_linear(difference, low=spans[which], high=high, when=when)
    model.add_linear(
        [(built.finish, 1), (built.ends[number], -1)], low=0, when=enforced(built, built.present[number])
    )
    if number in built.groups:
        built.ranks[number] = model.new_int(0, len(problem.activities))


def _add_landmark(built: ChoiceModel, landmark: Landmark) -> None:
    """One of a landmark's ways is taken: known already, but it bounds the choice from the start."""
    if landmark.finish < built.problem.horizon:
        return
    ways = [
        literal
        for number, mode in landmark.sorted_ways
        if (literal := _literal(built, number, mode)) is not None
    ]
    dropped = [negated(built.met[landmark.goal])] if landmark.goal in built.met else []
    built.model.add_clause([*ways, *dropped])


def _exclude(built: ChoiceModel, selection: Selection, finish: int) -> None:
    """Not this selection by this finish, unless something it could use joins it.

    An absent activity helps only by meeting a need of one that is chosen.
    """
    useful = {
        way
        for need in built.problem.needs
        if need.owner in selection
        for way in need.any_of
        if way not in selection and way in built.present
    }
    escape = [built.present[one] for one in sorted(useful)]
    if finish < len(built.open_periods):
        escape.append(built.open_periods[finish])
    chosen = [
        literal
        for number, mode in selection.items()
        if (literal := _literal(built, number, mode)) is not None
    ]
    if len(chosen) < len(selection):
        return
    built.model.add_clause([*(negated(one) for one in chosen), *escape])


def _literal(built: ChoiceModel, number: int, mode: NumberedMode) -> int | None:
    modes = built.problem.activities[number].modes
    return built.modes[number, modes.index(mode)] if mode in modes else None


def _add_hint(built: ChoiceModel, task: Task) -> None:
    if any(number not in built.present for number in task.hint) or not task.hint:
        return
    values: dict[int, int] = {}
    for (number, which), literal in built.modes.items():
        mode = built.problem.activities[number].modes[which]
        values[literal] = int(number in task.hint and task.hint[number][0] == mode)
    for number, literal in built.present.items():
        values[literal] = int(number in task.hint)
        if number in task.hint:
            _, values[built.starts[number]], values[built.ends[number]] = task.hint[number]
    values.pop(built.model.always(), None)
    values[built.finish] = max(finish for _, _, finish in task.hint.values())
    built.model.hint(values)


def _read(built: ChoiceModel, answer: Answer) -> Choice:
    if not answer.values:
        return Choice(outcome=answer.outcome, bound=max(0, answer.bound))
    value = answer.values.__getitem__
    selection = {
        number: built.problem.activities[number].modes[which]
        for (number, which), literal in built.modes.items()
        if value(literal)
    }
    windows = {one: (value(built.starts[one]), value(built.ends[one])) for one in selection}
    return Choice(
        outcome=answer.outcome,
        bound=answer.bound,
        value=answer.objective,
        selection=selection,
        windows=windows,
    )
