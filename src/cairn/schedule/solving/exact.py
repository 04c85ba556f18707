"""The model of the whole problem, period by period: its rules almost word for word.

Every mode of an activity has a literal “started by period t” and one “finished by
t”; needs, precedences and budgets are clauses and sums over them. Work that may pause
has an amount for each period. `cairn.schedule.solving.prove` asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cairn.plan.choosing.choose import (
    WEIGHT_SCALE,
    Aim,
    Task,
    least_span,
)
from cairn.plan.choosing.circles import find_circles
from cairn.plan.choosing.index import (
    GOAL,
    NumberedMode,
    NumberedNeed,
    NumberedProblem,
    shares_period,
)
from cairn.plan.choosing.landmarks import Landmark
from cairn.plan.choosing.model import Model, negated

Key = tuple[int, int]


@dataclass(slots=True)
class Steps:
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
class Exact:
    """The model with its literals by what they stand for."""

    problem: NumberedProblem
    model: Model = field(default_factory=Model)
    chosen: dict[Key, int] = field(default_factory=dict)
    started: dict[Key, Steps] = field(default_factory=dict)
    finished: dict[Key, Steps] = field(default_factory=dict)
    loads: dict[tuple[int, int, int, int], int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    circles: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    open_periods: list[int] = field(default_factory=list)

    def mode(self, key: Key) -> NumberedMode:
        return self.problem.activities[key[0]].modes[key[1]]

    def keys_of(self, number: int) -> list[Key]:
        return [(number, which) for which in range(len(self.problem.activities[number].modes))]


def build_exact(problem: NumberedProblem, task: Task) -> Exact:
    """The model of the task without its aim."""
    exact = Exact(problem=problem, circles=find_circles(problem))
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
        exact.model.add_linear(terms_of(exact, aim), high=most)
    _add_landmarks(exact, task.landmarks)
    return exact


def _add_landmarks(exact: Exact, landmarks: Sequence[Landmark]) -> None:
    """One of a landmark's ways is taken: implied, but it bounds the choice from the start."""
    chosen = {(key[0], exact.mode(key)): literal for key, literal in exact.chosen.items()}
    for landmark in landmarks:
        if landmark.finish >= exact.problem.horizon:
            ways = [chosen[way] for way in landmark.sorted_ways if way in chosen]
            dropped = [negated(exact.met[landmark.goal])] if landmark.goal in exact.met else []
            exact.model.add_clause([*ways, *dropped])


def _add_activity(exact: Exact, number: int) -> None:
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


def _add_mode(exact: Exact, key: Key) -> None:
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


def _new_steps(exact: Exact, first: int, end: int, last: int) -> Steps:
    literals = [exact.model.new_bool() for _ in range(max(0, end - first))]
    for one, following in zip(literals, [*literals[1:], last], strict=False):
        exact.model.add_clause([negated(one), following])
    return Steps(first=first, literals=literals, last=last, never=exact.model.never())


def _add_loads(exact: Exact, key: Key) -> None:
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


def _add_needs(exact: Exact, *, may_drop: bool) -> None:
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


def _add_need(exact: Exact, owner: Key, ways: list[Key], lag: int) -> None:
    """Started by t means: one of the ways has finished by t, less the lag."""
    activity = exact.problem.activities[owner[0]]
    shared = [shares_period(exact.mode(way), exact.mode(owner), lag) for way in ways]
    for period in range(activity.earliest, activity.latest + 1):
        begun = exact.started[owner].at(period)
        ended = [
            exact.finished[way].at(period - lag + share) for way, share in zip(ways, shared, strict=True)
        ]
        exact.model.add_clause([negated(begun), *(one for one in ended if one != exact.model.never())])


def _add_ranks(exact: Exact, need: NumberedNeed) -> None:
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


def _tie_support(exact: Exact, support: int, need: NumberedNeed, way: Key) -> None:
    if exact.circles.get(way[0]) == exact.circles[need.owner]:
        higher = [(exact.ranks[need.owner], 1), (exact.ranks[way[0]], -1)]
        exact.model.add_linear(higher, low=1, when=[support])
    activity = exact.problem.activities[need.owner]
    for key in exact.keys_of(need.owner):
        share = shares_period(exact.mode(way), exact.mode(key), need.lag)
        for period in range(activity.earliest, activity.latest + 1):
            ended = exact.finished[way].at(period - need.lag + share)
            exact.model.add_clause([negated(support), negated(exact.started[key].at(period)), ended])


def _add_precedence(exact: Exact, before: int, after: int, lag: int) -> None:
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


def _add_finish(exact: Exact) -> None:
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


def _add_capacity(exact: Exact, resource: int) -> None:
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


def _add_budget(exact: Exact, budget: int) -> None:
    available = exact.problem.available[budget]
    costs = {key: cost for key in exact.chosen if (cost := exact.mode(key).costs[budget])}
    for period, there in enumerate(available):
        is_last = period == len(available) - 1
        if is_last or there < min(available[period + 1 :]):
            when = exact.problem.horizon + 1 if is_last else period
            terms = [(exact.started[key].at(when), cost) for key, cost in costs.items()]
            exact.model.add_linear([one for one in terms if one[0] != exact.model.never()], high=there)


def terms_of(exact: Exact, aim: Aim) -> list[tuple[int, int]]:
    """The aim as a sum of literals."""
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
