"""Choosing without laying out time: a pure covering problem with lazy time cuts.

The master model has a literal for each mode and for each period that is still
open before the finish. It knows needs, money, and that all work fits into the
open periods; nothing of order. Each answer is checked for order: what relies on
itself in a circle, and what ends later than the finish that was claimed, becomes
a clause that names every way to escape it, and the master is asked again. (Loop
formulas of answer set programming, extended to times; in scheduling terms,
logic-based Benders cuts.) Every clause holds for all schedules, so each answer of
the master bounds them all, and the last one, which breaks no order, is a choice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from time import perf_counter

from cairn.plan.choose import (
    WEIGHT_SCALE,
    Aim,
    Choice,
    Selection,
    Task,
)
from cairn.plan.choose_index import (
    GOAL,
    NumberedMode,
    NumberedNeed,
    NumberedProblem,
    cut_horizon,
    earliest_finish,
    shares_period,
)
from cairn.plan.choose_model import Answer, Limits, Model, negated

_SETTINGS = 'subsolvers:["max_lp","reduced_costs"] linearization_level:2 '
_MOST_WINDOWS = 24
_MOST_ROUNDS = 400
_NEVER = 1 << 30
Times = dict[int, tuple[int, int]]


@dataclass(slots=True)
class _Master:
    problem: NumberedProblem
    model: Model = field(default_factory=Model)
    modes: dict[tuple[int, NumberedMode], int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    open_periods: list[int] = field(default_factory=list)
    needs_of: dict[int, list[NumberedNeed]] = field(default_factory=dict)
    before: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    spans: dict[tuple[int, NumberedMode, int], int] = field(default_factory=dict)

    def finish_from(self, number: int, mode: NumberedMode, start: int) -> int:
        """The earliest finish of a mode from a start on, were it alone."""
        key = (number, mode, start)
        if key not in self.spans:
            latest = self.problem.activities[number].latest
            window = earliest_finish(mode, start, latest, self.problem.capacity)
            self.spans[key] = window[1] if window else _NEVER
        return self.spans[key]


def cover(problem: NumberedProblem, task: Task, limits: Limits) -> Choice:
    """The best choice for the task's aim that keeps order, with the proved bound.

    The choice is not laid into periods: see the module's docstring.
    """
    top = min(problem.horizon, task.at_most.get("finish", problem.horizon))
    problem = cut_horizon(problem, top)
    if problem.impossible and not task.may_drop:
        return Choice(outcome="infeasible", bound=0)
    master = _build(problem, task)
    began, bound = perf_counter(), 0
    for _ in range(_MOST_ROUNDS):
        left = limits.seconds - (perf_counter() - began)
        if left <= 0:
            break
        answer = master.model.solve(_within(limits, left), _SETTINGS)
        if answer.outcome == "infeasible":
            return Choice(outcome="infeasible", bound=bound)
        bound = max(bound, answer.bound)
        if not answer.values:
            break
        selection = _pruned(master, _selection(master, answer), may_drop=task.may_drop)
        times = _times(master, selection)
        cuts = list(_cuts(master, selection, times, _claimed(master, answer)))
        if not cuts:
            return Choice(
                outcome=answer.outcome, bound=bound, value=answer.objective, selection=selection, windows=times
            )
        for clause in dict.fromkeys(cuts):
            master.model.add_clause(clause)
    return Choice(outcome="unknown", bound=bound)


def _within(limits: Limits, seconds: float) -> Limits:
    return Limits(seconds=seconds, workers=limits.workers, seed=limits.seed, work=limits.work)


# ------------------------------------------------------------------ the master model


def _build(problem: NumberedProblem, task: Task) -> _Master:
    master = _Master(problem=problem)
    for need in problem.needs:
        master.needs_of.setdefault(need.owner, []).append(need)
    for first, second, lag in problem.precedences:
        master.before.setdefault(second, []).append((first, lag))
    _add_periods(master)
    for number in problem.kept:
        _add_activity(master, number)
    _add_needs(master, may_drop=task.may_drop)
    _add_usefulness(master)
    for resource in range(len(problem.capacity)):
        _add_energy(master, resource)
    for budget in range(len(problem.available)):
        _add_budget(master, budget)
    for aim, most in task.at_most.items():
        master.model.add_linear(_terms(master, aim), high=most)
    for selection, finish in task.excluded:
        _exclude(master, selection, finish)
    master.model.minimise(_terms(master, task.aim))
    return master


def _add_periods(master: _Master) -> None:
    master.open_periods = [master.model.new_bool() for _ in range(master.problem.horizon)]
    for first, second in zip(master.open_periods, master.open_periods[1:], strict=False):
        master.model.add_clause([first, negated(second)])


def _add_activity(master: _Master, number: int) -> None:
    model, activity = master.model, master.problem.activities[number]
    literals = [model.new_bool() for _ in activity.modes]
    if len(literals) == 1:
        master.present[number] = literals[0]
    else:
        master.present[number] = model.new_bool()
        model.add_linear([*((one, 1) for one in literals), (master.present[number], -1)], low=0, high=0)
    if activity.is_required:
        model.add_clause([master.present[number]])
    for mode, literal in zip(activity.modes, literals, strict=True):
        master.modes[number, mode] = literal
        finish = master.finish_from(number, mode, activity.earliest)
        if 0 < finish <= master.problem.horizon:
            model.add_clause([negated(literal), master.open_periods[finish - 1]])


def _add_needs(master: _Master, *, may_drop: bool) -> None:
    for index, need in enumerate(master.problem.needs):
        literals = [master.present[one] for one in need.any_of if one in master.present]
        if need.owner == GOAL and may_drop:
            master.met[index] = master.model.new_bool()
            master.model.add_clause([*literals, negated(master.met[index])])
        elif need.owner == GOAL:
            master.model.add_clause(literals)
        elif need.owner in master.present:
            master.model.add_clause([*literals, negated(master.present[need.owner])])


def _add_usefulness(master: _Master) -> None:
    """What nobody asks for is left out: leaving it out never makes a plan worse."""
    users: dict[int, set[int]] = {}
    for need in master.problem.needs:
        for one in need.any_of:
            users.setdefault(one, set()).add(need.owner)
    for number, literal in master.present.items():
        asked = users.get(number, set())
        if GOAL not in asked and not master.problem.activities[number].is_required:
            master.model.add_clause(
                [negated(literal), *(master.present[one] for one in sorted(asked) if one in master.present)]
            )


def _add_energy(master: _Master, resource: int) -> None:
    """What cannot start before a period fits into what is open from there on."""
    capacity = master.problem.capacity[resource]
    heads = sorted({master.problem.activities[number].earliest for number in master.present})
    for head in heads[:: ceil(len(heads) / _MOST_WINDOWS) or 1]:
        work = [
            (literal, mode.work[resource])
            for (number, mode), literal in master.modes.items()
            if mode.work[resource] and master.problem.activities[number].earliest >= head
        ]
        if work:
            there = [(one, -units) for one, units in zip(master.open_periods, capacity, strict=True) if units]
            master.model.add_linear([*work, *there[_count_before(capacity, head) :]], high=0)


def _count_before(capacity: Sequence[int], head: int) -> int:
    return sum(1 for units in capacity[:head] if units)


def _add_budget(master: _Master, budget: int) -> None:
    """All costs are due before the finish; what comes in later is of no use."""
    available = master.problem.available[budget]
    costs = [(literal, mode.costs[budget]) for (_, mode), literal in master.modes.items() if mode.costs[budget]]
    more = [
        (master.open_periods[period], available[period - 1] - available[period])
        for period in range(1, len(master.open_periods))
        if available[period] > available[period - 1]
    ]
    if costs:
        master.model.add_linear([*costs, *more], high=available[0])


def _terms(master: _Master, aim: Aim) -> list[tuple[int, int]]:
    if aim == "finish":
        return [(one, 1) for one in master.open_periods]
    if aim == "unmet":
        needs = master.problem.needs
        return [(negated(met), max(1, round(needs[one].weight * WEIGHT_SCALE))) for one, met in master.met.items()]
    amounts = ((literal, mode.price if aim == "cost" else mode.units) for (_, mode), literal in master.modes.items())
    return [pair for pair in amounts if pair[1]]


def _exclude(master: _Master, selection: Selection, finish: int) -> None:
    """Not this selection by this finish, unless something it could use joins it."""
    chosen = [master.modes.get((number, mode)) for number, mode in selection.items()]
    useful = {one for number in selection for need in master.needs_of.get(number, ()) for one in need.any_of}
    escape = [master.present[one] for one in sorted(useful - selection.keys()) if one in master.present]
    if finish < len(master.open_periods):
        escape.append(master.open_periods[finish])
    if None not in chosen:
        master.model.add_clause([*(negated(one) for one in chosen if one is not None), *escape])


# ------------------------------------------------------------------ reading an answer


def _selection(master: _Master, answer: Answer) -> dict[int, NumberedMode]:
    return {number: mode for (number, mode), literal in master.modes.items() if answer.values[literal]}


def _claimed(master: _Master, answer: Answer) -> int:
    return sum(answer.values[one] for one in master.open_periods)


def _pruned(master: _Master, selection: dict[int, NumberedMode], *, may_drop: bool) -> dict[int, NumberedMode]:
    """Without what no need of the rest relies on, heaviest first.

    Only where every goal need stays as met as it was, so no aim gets worse.
    """
    met = [need for need in master.needs_of.get(GOAL, ()) if any(one in selection for one in need.any_of)]
    for number in sorted(selection, key=lambda one: (-selection[one].units, -selection[one].price)):
        if master.problem.activities[number].is_required:
            continue
        rest = {one: mode for one, mode in selection.items() if one != number}
        asked = [need for one in rest for need in master.needs_of.get(one, ())]
        if all(any(one in rest for one in need.any_of) for need in (*met, *asked)):
            selection = rest
    del may_drop
    return selection


def _times(master: _Master, selection: Selection) -> Times:
    """Each activity's earliest start and finish by order alone; missing where in a circle."""
    times: Times = {}
    waiting = set(selection)
    changed = True
    while changed:
        changed = False
        for number in sorted(waiting):
            start = _start(master, selection, times, number)
            if start < _NEVER:
                finish = master.finish_from(number, selection[number], start)
                if finish < _NEVER:
                    times[number] = (start, finish)
                    changed = True
        waiting -= times.keys()
    return _earlier(master, selection, times)


def _earlier(master: _Master, selection: Selection, times: Times) -> Times:
    """The least times: alternatives found later may let something start earlier."""
    for _ in range(len(selection)):
        changed = False
        for number in times:
            start = _start(master, selection, times, number)
            if start < times[number][0]:
                times[number] = (start, master.finish_from(number, selection[number], start))
                changed = True
        if not changed:
            break
    return times


def _start(master: _Master, selection: Selection, times: Times, number: int) -> int:
    start = master.problem.activities[number].earliest
    mode = selection[number]
    for need in master.needs_of.get(number, ()):
        ways = (_free_from(selection, times, one, mode, need.lag) for one in need.any_of if one in times)
        start = max(start, min(ways, default=_NEVER))
    for first, lag in master.before.get(number, ()):
        if first in selection:
            start = max(start, _free_from(selection, times, first, mode, lag) if first in times else _NEVER)
    return start


def _free_from(selection: Selection, times: Times, first: int, mode: NumberedMode, lag: int) -> int:
    return times[first][1] + lag - shares_period(selection[first], mode, lag)


# ------------------------------------------------------------------ cuts


def _cuts(master: _Master, selection: Selection, times: Times, claimed: int) -> Iterator[tuple[int, ...]]:
    """A clause for each activity that is in a circle or ends after the claimed finish."""
    late = [number for number in selection if number not in times or times[number][1] > claimed]
    ends = [number for number in late if not _feeds(master, number, late)] or late
    for number in ends:
        start, finish = times.get(number, (_NEVER, _NEVER))
        reason = _Reason(master=master, selection=selection, times=times)
        reason.explain(number, start)
        clause = [negated(master.modes[number, selection[number]]), *sorted(reason.escapes)]
        if finish <= master.problem.horizon:
            clause.append(master.open_periods[finish - 1])
        yield tuple(clause)


def _feeds(master: _Master, number: int, late: Sequence[int]) -> bool:
    """Whether another late activity waits for this one, so that one cut will do for both."""
    return any(
        number in need.any_of for one in late if one != number for need in master.needs_of.get(one, ())
    )


@dataclass(slots=True)
class _Reason:
    """Why an activity cannot start earlier, as the literals that would let it."""

    master: _Master
    selection: Selection
    times: Times
    escapes: set[int] = field(default_factory=set)
    told: set[tuple[int, int]] = field(default_factory=set)

    def explain(self, number: int, start: int) -> None:
        """Collect the escapes from “this activity, in its mode, starts no earlier than `start`”."""
        open_ = [(number, start)]
        while open_:
            claim = open_.pop()
            if claim not in self.told and self.master.problem.activities[claim[0]].earliest < claim[1]:
                self.told.add(claim)
                open_ += self._because(*claim)

    def _because(self, number: int, start: int) -> list[tuple[int, int]]:
        """The claims on which this one rests: one need, or one predecessor, that holds it."""
        mode = self.selection[number]
        for first, lag in self.master.before.get(number, ()):
            if first in self.selection and self._free(first, mode, lag) >= start:
                self.escapes.add(negated(self.master.modes[first, self.selection[first]]))
                return [(first, self._latest_claim(first, mode, lag, start))]
        best: tuple[int, NumberedNeed] | None = None
        for need in self.master.needs_of.get(number, ()):
            held = all(self._free(one, mode, need.lag) >= start for one in need.any_of if one in self.selection)
            size = len(need.any_of)
            if held and (best is None or size < best[0]):
                best = (size, need)
        return [] if best is None else self._ways(best[1], mode, start)

    def _ways(self, need: NumberedNeed, mode: NumberedMode, start: int) -> list[tuple[int, int]]:
        claims = []
        for one in need.any_of:
            if one not in self.master.present:
                continue
            earliest = self.master.problem.activities[one].earliest
            for other in self.master.problem.activities[one].modes:
                is_chosen = self.selection.get(one) == other
                free = self.master.finish_from(one, other, earliest) + need.lag - shares_period(other, mode, need.lag)
                if free < start and not is_chosen:
                    self.escapes.add(self.master.modes[one, other])
            if one in self.selection:
                claims.append((one, self._latest_claim(one, mode, need.lag, start)))
        return claims

    def _free(self, first: int, mode: NumberedMode, lag: int) -> int:
        if first not in self.times:
            return _NEVER
        return _free_from(self.selection, self.times, first, mode, lag)

    def _latest_claim(self, first: int, mode: NumberedMode, lag: int, start: int) -> int:
        """The least start of `first` that still keeps what follows from starting before `start`."""
        if start >= _NEVER:
            return _NEVER
        own, share = self.selection[first], shares_period(self.selection[first], mode, lag)
        claim = self.times[first][0] if first in self.times else self.master.problem.horizon
        earliest = self.master.problem.activities[first].earliest
        while claim > earliest and self.master.finish_from(first, own, claim - 1) + lag - share >= start:
            claim -= 1
        return claim
