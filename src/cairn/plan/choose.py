"""Which options to take, in which mode: the exact choice with its proved bounds.

The model keeps everything of the planning problem but one thing: work that may
pause is only counted (so much work, so many units up to the finish), not laid
into periods. What it proves is therefore a bound for every schedule, and where
no work may pause it is the scheduling problem itself. `cairn.schedule` places
the choice in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from cairn.plan.choose_circles import find_circles
from cairn.plan.choose_index import (
    GOAL,
    NumberedMode,
    NumberedNeed,
    NumberedProblem,
    cut_horizon,
    shares_period,
)
from cairn.plan.choose_model import Answer, Limits, Model, Outcome, negated

Aim = Literal["unmet", "finish", "cost", "units"]
Selection = Mapping[int, NumberedMode]
WEIGHT_SCALE = 1000
_MOST_WINDOWS = 24
_MOST_STEPS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to choose: the first aim to be least, given limits on others.

    `at_most` are limits on earlier aims; `may_drop` lets goal needs go unmet (the
    aim `unmet` is their weight, in thousandths); `excluded` are choices that are
    known not to fit, each with the finish up to which that was proved; `hint` is
    where to look first: mode, start and finish by activity. `then_units` asks the
    period-by-period model for the least work among the best as well.
    """

    aim: Aim = "finish"
    then_units: bool = False
    at_most: Mapping[Aim, int] = field(default_factory=dict)
    may_drop: bool = False
    excluded: tuple[tuple[Selection, int], ...] = ()
    hint: Mapping[int, tuple[NumberedMode, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice with its rough times, and the proved bound of the aim.

    `windows` gives each chosen activity's start and finish in the model: exact
    where no work pauses, otherwise only an order.
    """

    outcome: Outcome
    bound: int
    value: int = 0
    selection: Selection = field(default_factory=dict)
    windows: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One of a group of activities is done: whether, when, and its rank in a circle."""

    happens: int
    time: int
    rank: int


@dataclass(slots=True)
class ChoiceModel:
    """The model with the variables by what they stand for."""

    problem: NumberedProblem
    model: Model = field(default_factory=Model)
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    modes: dict[tuple[int, int], int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    events: dict[tuple[tuple[int, ...], bool], _Event] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    intervals: dict[tuple[int, int], int] = field(default_factory=dict)
    finish: int = -1
    open_periods: list[int] = field(default_factory=list)


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
    _add_needs(built, may_drop=task.may_drop)
    for before, after, lag in problem.precedences:
        if before in built.starts and after in built.starts:
            _add_order(built, before, after, lag, (built.present[before], built.present[after]))
    _add_capacity(built, top)
    _add_budgets(built)
    for aim, most in task.at_most.items():
        built.model.add_linear(aim_terms(built, aim), high=most)
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
            when = _when(built, built.modes[number, which])
            model.add_linear(difference, low=spans[which], high=high, when=when)
    model.add_linear(
        [(built.finish, 1), (built.ends[number], -1)], low=0, when=_when(built, built.present[number])
    )
    if number in built.groups:
        built.ranks[number] = model.new_int(0, len(problem.activities))


def _when(built: ChoiceModel, *literals: int) -> list[int]:
    """Conditions without the one that always holds."""
    return [one for one in dict.fromkeys(literals) if one != built.model.always()]


def _add_needs(built: ChoiceModel, *, may_drop: bool) -> None:
    for index, need in enumerate(built.problem.needs):
        ways = [one for one in need.any_of if one in built.present]
        if need.owner == GOAL:
            literals = [built.present[one] for one in ways]
            if may_drop:
                built.met[index] = built.model.new_bool()
                literals.append(negated(built.met[index]))
            built.model.add_clause(literals)
        elif need.owner in built.present:
            _add_need(built, need.owner, need)


def _add_need(built: ChoiceModel, owner: int, need: NumberedNeed) -> None:
    """The owner starts after the event that the need waits for."""
    activity = built.problem.activities[owner]
    sharing = [_can_share(mode, need.lag) for mode in activity.modes]
    for shares in sorted(set(sharing)):
        event = _event(built, need, shares=shares)
        same = [built.modes[owner, which] for which, one in enumerate(sharing) if one == shares]
        for literal in [built.present[owner]] if len(same) == len(sharing) else same:
            when = _when(built, literal)
            built.model.add_clause([event.happens], when=when)
            after = [(built.starts[owner], 1), (event.time, -1)]
            built.model.add_linear(after, low=need.lag, when=when)
            if event.rank >= 0 and owner in built.ranks:
                built.model.add_linear([(built.ranks[owner], 1), (event.rank, -1)], low=0, when=when)


def _can_share(mode: NumberedMode, lag: int) -> bool:
    return mode.can_pause and lag == 0


def _event(built: ChoiceModel, need: NumberedNeed, *, shares: bool) -> _Event:
    """That one of a need's ways is done: many needs wait for the same.

    Its time is the finish of the way relied on, or, for owners that may start in
    the period in which it ends, that period.
    """
    ways = tuple(one for one in need.any_of if one in built.present)
    if (ways, shares) in built.events:
        return built.events[ways, shares]
    model, activities = built.model, built.problem.activities
    earliest = min((built.problem.activities[one].earliest for one in ways), default=0)
    event = _Event(
        happens=model.new_bool(),
        time=model.new_int(earliest, built.problem.horizon),
        rank=model.new_int(0, len(activities)) if any(one in built.ranks for one in ways) else -1,
    )
    built.events[ways, shares] = event
    supports = [built.present[ways[0]]] if len(ways) == 1 else [model.new_bool() for _ in ways]
    model.add_clause(supports, when=[event.happens])
    for way, support in zip(ways, supports, strict=True):
        if len(ways) > 1:
            model.add_clause([built.present[way]], when=[support])
        _add_support(built, event, way, support, shares=shares)
    return event


def _add_support(built: ChoiceModel, event: _Event, way: int, support: int, *, shares: bool) -> None:
    model, when = built.model, _when(built, support, event.happens)
    difference = [(event.time, 1), (built.ends[way], -1)]
    modes = built.problem.activities[way].modes
    shared = [int(shares and mode.can_pause and mode.duration + mode.units > 0) for mode in modes]
    model.add_linear(difference, low=-max(shared), when=when)
    if len(set(shared)) > 1:
        for which, share in enumerate(shared):
            if not share:
                model.add_linear(difference, low=0, when=[*when, built.modes[way, which]])
    if event.rank >= 0 and way in built.ranks:
        model.add_linear([(event.rank, 1), (built.ranks[way], -1)], low=1, when=when)


def _add_order(built: ChoiceModel, before: int, after: int, lag: int, when: tuple[int, ...]) -> None:
    """`before` ends, plus the lag, before `after` starts; sharing a period where both pause."""
    activities = built.problem.activities
    difference = [(built.starts[after], 1), (built.ends[before], -1)]
    literals = _when(built, *when)
    pairs = {
        (a, b): shares_period(mode, other, lag)
        for a, mode in enumerate(activities[before].modes)
        for b, other in enumerate(activities[after].modes)
    }
    built.model.add_linear(difference, low=lag - max(pairs.values()), when=literals)
    if len(set(pairs.values())) > 1:
        for (a, b), shared in pairs.items():
            if not shared:
                both = _when(built, *when, built.modes[before, a], built.modes[after, b])
                built.model.add_linear(difference, low=lag, when=both)
    if before in built.ranks and after in built.ranks:
        built.model.add_linear([(built.ranks[after], 1), (built.ranks[before], -1)], low=1, when=literals)


def _add_capacity(built: ChoiceModel, top: int) -> None:
    """Steady work laid out in periods; all work counted against what there is."""
    for resource, capacity in enumerate(built.problem.capacity):
        _add_steady(built, resource, capacity[:top])
    if built.problem.has_pauses:
        _add_counted(built, top)


def _add_steady(built: ChoiceModel, resource: int, capacity: Sequence[int]) -> None:
    intervals, demands = [], []
    for (number, which), literal in built.modes.items():
        mode = built.problem.activities[number].modes[which]
        if not mode.can_pause and mode.work[resource]:
            intervals.append(_interval(built, number, which, literal))
            demands.append(mode.demand(resource))
    if not intervals:
        return
    highest = max(capacity, default=0)
    for start, size, there in _levels(capacity):
        if there < highest:
            intervals.append(built.model.new_fixed_interval(start=start, size=size))
            demands.append(highest - there)
    built.model.add_cumulative(intervals, demands, highest)


def _interval(built: ChoiceModel, number: int, which: int, literal: int) -> int:
    if (number, which) not in built.intervals:
        built.intervals[number, which] = built.model.new_interval(
            start=built.starts[number],
            size=built.problem.activities[number].modes[which].duration,
            end=built.ends[number],
            when=_when(built, literal),
        )
    return built.intervals[number, which]


def _levels(capacity: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of equal capacity: start, length, units."""
    runs: list[tuple[int, int, int]] = []
    for period, there in enumerate(capacity):
        if runs and runs[-1][2] == there:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1, there)
        else:
            runs.append((period, 1, there))
    return runs


def _add_counted(built: ChoiceModel, top: int) -> None:
    """The work of what cannot start before a period fits into what is left from there."""
    model = built.model
    built.open_periods = [model.new_bool() for _ in range(top)]
    for first, second in zip(built.open_periods, built.open_periods[1:], strict=False):
        model.add_clause([first], when=[second])
    model.add_linear([(built.finish, -1), *((one, 1) for one in built.open_periods)], low=0, high=0)
    heads = sorted({built.problem.activities[number].earliest for number in built.starts})
    step = max(1, len(heads) // _MOST_WINDOWS)
    for resource, capacity in enumerate(built.problem.capacity):
        for head in heads[::step]:
            work = [
                (literal, amount)
                for (number, which), literal in built.modes.items()
                if built.problem.activities[number].earliest >= head
                and (amount := built.problem.activities[number].modes[which].work[resource])
            ]
            if work:
                there = [
                    (built.open_periods[one], -capacity[one]) for one in range(head, top) if capacity[one]
                ]
                model.add_linear([*work, *there], high=0)


def _add_budgets(built: ChoiceModel) -> None:
    for budget, available in enumerate(built.problem.available):
        costs = [
            (number, literal, cost)
            for (number, which), literal in built.modes.items()
            if (cost := built.problem.activities[number].modes[which].costs[budget])
        ]
        if not costs:
            continue
        ends = [
            period for period in range(len(available) - 1) if available[period] < min(available[period + 1 :])
        ]
        for period in ends[:: max(1, ceil(len(ends) / _MOST_STEPS))] if built.problem.has_pauses else ends:
            _add_budget_step(built, costs, period, available[period])
        built.model.add_linear([(literal, cost) for _, literal, cost in costs], high=available[-1])


def _add_budget_step(
    built: ChoiceModel, costs: Sequence[tuple[int, int, int]], period: int, there: int
) -> None:
    """What starts up to `period` costs at most what is there by then."""
    if sum(cost for _, _, cost in costs) <= there:
        return
    terms = []
    for number, literal, cost in costs:
        if built.problem.activities[number].earliest > period:
            continue
        early = built.model.new_bool()
        after = negated(early)
        built.model.add_linear(
            [(built.starts[number], 1)], low=period + 1, when=[*_when(built, literal), after]
        )
        terms.append((early, cost))
    built.model.add_linear(terms, high=there)


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
