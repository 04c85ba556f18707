"""The whole problem, period by period: what is found and proved here is exact.

Every mode of an activity has a literal “started by period t” and one “finished by
t”; needs, precedences and budgets are clauses and sums over them, so the model
states the problem's rules almost word for word. Work that may pause has an amount
for each period. The model is large, so it is asked last: with the finish already
bounded on both sides, or for a selection that is already made.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from cairn.plan.choose import (
    WEIGHT_SCALE,
    Aim,
    Selection,
    Task,
    least_span,
)
from cairn.plan.choose_circles import find_circles
from cairn.plan.choose_index import (
    GOAL,
    NumberedMode,
    NumberedNeed,
    NumberedProblem,
    cut_horizon,
    shares_period,
    tighten,
)
from cairn.plan.choose_model import Limits, Model, Outcome, negated
from cairn.schedule.place import Block, Layout
from cairn.schedule.steady import prove_steady

Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the exact model found: a layout if any, and the proved bound of the aim.

    `units` is the proved least work among the best for the aim, where that was asked
    and both were proved; otherwise -1.
    """

    outcome: Outcome
    bound: int
    units: int = -1
    layout: Layout = field(default_factory=dict)


@dataclass(slots=True)
class _Steps:
    """A literal for each period from `first` on that never turns false again.

    Before `first` it is false, from the end on it is `last`.
    """

    first: int
    literals: list[int]
    last: int
    never: int

    def at(self, period: int) -> int:
        if period < self.first:
            return self.never
        offset = period - self.first
        return self.literals[offset] if offset < len(self.literals) else self.last


@dataclass(slots=True)
class _Exact:
    problem: NumberedProblem
    model: Model = field(default_factory=Model)
    chosen: dict[Key, int] = field(default_factory=dict)
    started: dict[Key, _Steps] = field(default_factory=dict)
    finished: dict[Key, _Steps] = field(default_factory=dict)
    loads: dict[tuple[int, int, int, int], int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    circles: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    open_periods: list[int] = field(default_factory=list)

    def mode(self, key: Key) -> NumberedMode:
        return self.problem.activities[key[0]].modes[key[1]]

    def keys_of(self, number: int) -> list[Key]:
        return [(number, which) for which in range(len(self.problem.activities[number].modes))]


def only(problem: NumberedProblem, selection: Selection) -> NumberedProblem:
    """The problem of doing exactly this selection."""
    activities = tuple(
        replace(one, modes=(selection[number],), is_required=True)
        if number in selection
        else replace(one, modes=(), is_required=False)
        for number, one in enumerate(problem.activities)
    )
    needs = tuple(
        need
        for need in problem.needs
        if need.owner != GOAL or any(activities[one].modes for one in need.any_of)
    )
    return tighten(replace(problem, activities=activities, needs=needs))


def among(problem: NumberedProblem, pool: Collection[int]) -> NumberedProblem:
    """The problem with only the activities of the pool to choose from."""
    activities = tuple(
        one if number in pool else replace(one, modes=()) for number, one in enumerate(problem.activities)
    )
    return tighten(replace(problem, activities=activities))


def exact_size(problem: NumberedProblem) -> int:
    """About how many variables the exact model of the problem has."""
    return sum(
        (3 if mode.can_pause else 1) * max(0, one.latest - one.earliest)
        for one in problem.activities
        for mode in one.modes
    )


def prove_exactly(
    problem: NumberedProblem, task: Task, limits: Limits, *, hint: Layout | None = None
) -> Proof:
    """The best schedule for the task's aim with the bound proved for it."""
    cut = cut_horizon(problem, min(problem.horizon, task.at_most.get("finish", problem.horizon)))
    if cut.impossible and not task.may_drop:
        return Proof(outcome="infeasible", bound=0)
    if not cut.has_pauses:
        start = {one: (block.mode, block.start, block.finish) for one, block in (hint or {}).items()}
        return _prove_steady(cut, replace(task, hint=start), limits)
    exact = _build(cut, task)
    scale = _scale(cut) if task.then_units else 1
    aim = [(literal, amount * scale) for literal, amount in _terms(exact, task.aim)]
    exact.model.minimise([*aim, *(_terms(exact, "units") if task.then_units else ())])
    _add_hint(exact, hint or {})
    answer = exact.model.solve(limits)
    if not answer.values:
        return Proof(outcome=answer.outcome, bound=max(0, answer.bound) // scale)
    return Proof(
        outcome=answer.outcome,
        bound=answer.bound // scale,
        units=answer.bound % scale if task.then_units and answer.outcome == "optimal" else -1,
        layout=_layout(exact, answer.values),
    )


def _scale(problem: NumberedProblem) -> int:
    """More than all work together, so that the aim before it counts first."""
    return 1 + sum(max(mode.units for mode in one.modes) for one in problem.activities if one.modes)


def _prove_steady(problem: NumberedProblem, task: Task, limits: Limits) -> Proof:
    """Without pauses the chooser's model is the whole problem."""
    choice = prove_steady(problem, task, limits)
    layout = {
        number: steady_block(mode, choice.windows[number][0]) for number, mode in choice.selection.items()
    }
    return Proof(outcome=choice.outcome, bound=choice.bound, layout=layout)


def steady_block(mode: NumberedMode, start: int) -> Block:
    """A block of a mode that pauses nowhere (or has no work)."""
    loads = tuple(
        (period, resource, mode.demand(resource))
        for period in range(start, start + mode.duration)
        for resource in range(len(mode.work))
        if mode.demand(resource)
    )
    return Block(mode=mode, start=start, finish=start + mode.duration, loads=loads)


def _build(problem: NumberedProblem, task: Task) -> _Exact:
    exact = _Exact(problem=problem, circles=find_circles(problem))
    for number in problem.kept:
        _add_activity(exact, number)
    _add_needs(exact, may_drop=task.may_drop)
    for before, after, lag in problem.precedences:
        _add_precedence(exact, before, after, lag)
    _add_finish(exact)
    for resource in range(len(problem.capacity)):
        _add_capacity(exact, resource)
    for budget in range(len(problem.available)):
        _add_budget(exact, budget)
    for aim, most in task.at_most.items():
        exact.model.add_linear(_terms(exact, aim), high=most)
    return exact


def _add_activity(exact: _Exact, number: int) -> None:
    model, activity = exact.model, exact.problem.activities[number]
    keys = exact.keys_of(number)
    if activity.is_required and len(keys) == 1:
        exact.chosen[keys[0]] = model.always()
    else:
        exact.chosen |= {key: model.new_bool() for key in keys}
        absent = [] if activity.is_required else [model.new_bool()]
        model.add_exactly_one([*(exact.chosen[key] for key in keys), *absent])
    if number in exact.circles:
        exact.ranks[number] = model.new_int(0, len(exact.problem.activities))
    for key in keys:
        _add_mode(exact, key)


def _add_mode(exact: _Exact, key: Key) -> None:
    mode, activity = exact.mode(key), exact.problem.activities[key[0]]
    span = least_span(mode, exact.problem.capacity)
    exact.started[key] = _new_steps(exact, activity.earliest, activity.latest - span, exact.chosen[key])
    if mode.can_pause:
        exact.finished[key] = _new_steps(exact, activity.earliest + span, activity.latest, exact.chosen[key])
        for period in range(activity.earliest + span, activity.latest + 1):
            ended, begun = exact.finished[key].at(period), exact.started[key].at(period - span)
            exact.model.add_clause([negated(ended), begun])
        _add_loads(exact, key)
    else:
        exact.finished[key] = replace(exact.started[key], first=activity.earliest + span)


def _new_steps(exact: _Exact, first: int, end: int, last: int) -> _Steps:
    literals = [exact.model.new_bool() for _ in range(max(0, end - first))]
    for one, following in zip(literals, [*literals[1:], last], strict=False):
        exact.model.add_clause([negated(one), following])
    return _Steps(first=first, literals=literals, last=last, never=exact.model.never())


def _add_loads(exact: _Exact, key: Key) -> None:
    mode, activity, model = exact.mode(key), exact.problem.activities[key[0]], exact.model
    for resource, work in enumerate(mode.work):
        if not work:
            continue
        total = []
        for period in range(activity.earliest, activity.latest):
            most = min(exact.problem.capacity[resource][period], mode.most or work, work)
            if most <= 0:
                continue
            load = model.new_int(0, most)
            exact.loads[(*key, resource, period)] = load
            total.append((load, 1))
            model.add_linear([(load, 1), (exact.started[key].at(period), -most)], high=0)
            ended = exact.finished[key].at(period)
            if ended != model.never():
                model.add_linear([(load, 1), (ended, most)], high=most)
        model.add_linear([*total, (exact.chosen[key], -work)], low=0, high=0)


def _add_needs(exact: _Exact, *, may_drop: bool) -> None:
    for index, need in enumerate(exact.problem.needs):
        ways = [key for one in need.any_of for key in exact.keys_of(one)]
        if need.owner == GOAL:
            literals = [exact.chosen[key] for key in ways]
            if may_drop:
                exact.met[index] = exact.model.new_bool()
                literals.append(negated(exact.met[index]))
            exact.model.add_clause(literals)
            continue
        for owner in exact.keys_of(need.owner):
            _add_need(exact, owner, ways, need.lag)
        if need.owner in exact.circles and exact.keys_of(need.owner):
            _add_ranks(exact, need)


def _add_need(exact: _Exact, owner: Key, ways: list[Key], lag: int) -> None:
    """Started by t means: one of the ways has finished by t, less the lag."""
    activity = exact.problem.activities[owner[0]]
    shared = [shares_period(exact.mode(way), exact.mode(owner), lag) for way in ways]
    for period in range(activity.earliest, activity.latest + 1):
        begun = exact.started[owner].at(period)
        ended = [
            exact.finished[way].at(period - lag + share) for way, share in zip(ways, shared, strict=True)
        ]
        exact.model.add_clause([negated(begun), *(one for one in ended if one != exact.model.never())])


def _add_ranks(exact: _Exact, need: NumberedNeed) -> None:
    """Around a circle the one relied on comes first: its rank is lower."""
    supports = []
    for way in need.any_of:
        for key in exact.keys_of(way):
            support = exact.model.new_bool()
            supports.append(support)
            exact.model.add_clause([negated(support), exact.chosen[key]])
            _tie_support(exact, support, need, key)
    for key in exact.keys_of(need.owner):
        exact.model.add_clause([negated(exact.chosen[key]), *supports])


def _tie_support(exact: _Exact, support: int, need: NumberedNeed, way: Key) -> None:
    if exact.circles.get(way[0]) == exact.circles[need.owner]:
        higher = [(exact.ranks[need.owner], 1), (exact.ranks[way[0]], -1)]
        exact.model.add_linear(higher, low=1, when=[support])
    activity = exact.problem.activities[need.owner]
    for key in exact.keys_of(need.owner):
        share = shares_period(exact.mode(way), exact.mode(key), need.lag)
        for period in range(activity.earliest, activity.latest + 1):
            ended = exact.finished[way].at(period - need.lag + share)
            exact.model.add_clause([negated(support), negated(exact.started[key].at(period)), ended])


def _add_precedence(exact: _Exact, before: int, after: int, lag: int) -> None:
    for first in exact.keys_of(before):
        for second in exact.keys_of(after):
            share = shares_period(exact.mode(first), exact.mode(second), lag)
            activity = exact.problem.activities[after]
            for period in range(activity.earliest, activity.latest + 1):
                begun, ended = (
                    exact.started[second].at(period),
                    exact.finished[first].at(period - lag + share),
                )
                if begun != exact.model.never() and ended != exact.chosen[first]:
                    exact.model.add_clause([negated(begun), negated(exact.chosen[first]), ended])
    if exact.circles.get(before, -1) == exact.circles.get(after, -2):
        both = [exact.chosen[key] for key in exact.keys_of(after)]
        for one in both:
            for key in exact.keys_of(before):
                terms = [(exact.ranks[after], 1), (exact.ranks[before], -1)]
                exact.model.add_linear(terms, low=1, when=[one, exact.chosen[key]])


def _add_finish(exact: _Exact) -> None:
    """A period is open while something present has not finished by its start."""
    model = exact.model
    exact.open_periods = [model.new_bool() for _ in range(exact.problem.horizon)]
    for first, second in zip(exact.open_periods, exact.open_periods[1:], strict=False):
        model.add_clause([first, negated(second)])
    for key, chosen in exact.chosen.items():
        for period, still_open in enumerate(exact.open_periods):
            ended = exact.finished[key].at(period)
            if ended != chosen:
                model.add_clause([still_open, negated(chosen), ended])


def _add_capacity(exact: _Exact, resource: int) -> None:
    by_period: dict[int, list[tuple[int, int]]] = {}
    for (*_, which, period), load in exact.loads.items():
        if which == resource:
            by_period.setdefault(period, []).append((load, 1))
    for key, begun in exact.started.items():
        mode = exact.mode(key)
        demand = 0 if mode.can_pause else mode.demand(resource)
        activity = exact.problem.activities[key[0]]
        for period in range(activity.earliest, activity.latest) if demand else ():
            terms = [(begun.at(period), demand), (begun.at(period - mode.duration), -demand)]
            by_period.setdefault(period, []).extend(one for one in terms if one[0] != exact.model.never())
    capacity = exact.problem.capacity[resource]
    for period, terms in by_period.items():
        exact.model.add_linear(terms, high=capacity[period])
    work = [
        (chosen, amount) for key, chosen in exact.chosen.items() if (amount := exact.mode(key).work[resource])
    ]
    there = [(one, -units) for one, units in zip(exact.open_periods, capacity, strict=True) if units]
    exact.model.add_linear([*work, *there], high=0)


def _add_budget(exact: _Exact, budget: int) -> None:
    available = exact.problem.available[budget]
    costs = {key: cost for key in exact.chosen if (cost := exact.mode(key).costs[budget])}
    for period, there in enumerate(available):
        is_last = period == len(available) - 1
        if is_last or there < min(available[period + 1 :]):
            when = exact.problem.horizon + 1 if is_last else period
            terms = [(exact.started[key].at(when), cost) for key, cost in costs.items()]
            exact.model.add_linear([one for one in terms if one[0] != exact.model.never()], high=there)


def _terms(exact: _Exact, aim: Aim) -> list[tuple[int, int]]:
    if aim == "finish":
        return [(one, 1) for one in exact.open_periods]
    if aim == "unmet":
        return [
            (negated(met), max(1, round(exact.problem.needs[one].weight * WEIGHT_SCALE)))
            for one, met in exact.met.items()
        ]
    amounts = ((literal, exact.mode(key)) for key, literal in exact.chosen.items())
    pairs = [(literal, mode.price if aim == "cost" else mode.units) for literal, mode in amounts]
    return [pair for pair in pairs if pair[1]]


def _add_hint(exact: _Exact, layout: Layout) -> None:
    values: dict[int, int] = {}
    finish = max((block.finish for block in layout.values()), default=0)
    for key, chosen in exact.chosen.items():
        block = layout.get(key[0])
        here = block if block is not None and block.mode == exact.mode(key) else None
        values[chosen] = int(here is not None)
        for steps, moment in (
            (exact.started[key], here.start if here else 0),
            (exact.finished[key], here.finish if here else 0),
        ):
            for offset, literal in enumerate(steps.literals):
                values[literal] = int(here is not None and steps.first + offset >= moment)
    for (number, which, resource, period), load in exact.loads.items():
        values[load] = _load_at(layout, number, exact.mode((number, which)), resource, period)
    for period, literal in enumerate(exact.open_periods):
        values[literal] = int(period < finish)
    values.pop(exact.model.always(), None)
    if layout:
        exact.model.hint(values)


def _load_at(layout: Layout, number: int, mode: NumberedMode, resource: int, period: int) -> int:
    block = layout.get(number)
    if block is None or block.mode != mode:
        return 0
    return sum(amount for when, which, amount in block.loads if (when, which) == (period, resource))


def _layout(exact: _Exact, values: tuple[int, ...]) -> dict[int, Block]:
    by_key: dict[Key, list[tuple[int, int, int]]] = {}
    for (number, which, resource, period), load in exact.loads.items():
        if values[load]:
            by_key.setdefault((number, which), []).append((period, resource, values[load]))
    layout: dict[int, Block] = {}
    for key, chosen in exact.chosen.items():
        if values[chosen]:
            mode = exact.mode(key)
            start = _first_true(exact.started[key], values)
            if mode.can_pause:
                finish = _first_true(exact.finished[key], values)
                loads = tuple(sorted(by_key.get(key, ())))
                layout[key[0]] = trimmed(Block(mode=mode, start=start, finish=finish, loads=loads))
            else:
                layout[key[0]] = steady_block(mode, start)
    return layout


def _first_true(steps: _Steps, values: Mapping[int, int] | tuple[int, ...]) -> int:
    for offset, literal in enumerate(steps.literals):
        if values[literal]:
            return steps.first + offset
    return steps.first + len(steps.literals)


def trimmed(block: Block) -> Block:
    """The finish brought forward to the last work, as far as the least span allows."""
    last = max((period + 1 for period, _, _ in block.loads), default=block.start)
    return replace(block, finish=max(last, block.start + block.mode.duration))
