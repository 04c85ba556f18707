"""Hours and money of the choosing model."""

from collections.abc import Sequence
from math import ceil

from cairn.plan.choosing.built import ChoiceModel, enforced
from cairn.plan.choosing.model import negated

_MOST_WINDOWS = 24
_MOST_STEPS = 40


def add_capacity(built: ChoiceModel, top: int) -> None:
    """Steady work laid out in periods; all work counted against what there is."""
    for resource, capacity in enumerate(built.problem.capacity):
        _add_steady(built, resource, capacity[:top])
    if built.problem.has_pauses:
        _add_counted(built, top)
    elif any(not built.problem.activities[number].is_required for number in built.present):
        _add_totals(built)


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
            when=enforced(built, literal),
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


def _add_totals(built: ChoiceModel) -> None:
    """All work together fits: known by its places already, but it bounds a choice from the start."""
    activities = built.problem.activities
    for resource, capacity in enumerate(built.problem.capacity):
        work = [
            (literal, amount)
            for (number, which), literal in built.modes.items()
            if (amount := activities[number].modes[which].work[resource])
        ]
        built.model.add_linear(work, high=sum(capacity))


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


def add_budgets(built: ChoiceModel) -> None:
    """By each period no more is spent than there is by then."""
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
            [(built.starts[number], 1)], low=period + 1, when=[*enforced(built, literal), after]
        )
        terms.append((early, cost))
    built.model.add_linear(terms, high=there)
