"""Choosing without laying out time: a covering problem with lazy time cuts.

For a given finish the master model has a literal for each mode. It knows needs,
money, and that all work fits into the periods up to that finish; nothing of
order. Each answer is checked for order: what relies on itself in a circle, and
what ends after the finish, becomes a clause that names every way to escape it,
and the master is asked again. (Loop formulas of answer set programming, extended
to times; in scheduling terms, logic-based Benders cuts.) Every clause holds for
all schedules. So a finish that the master refuses is proved too early, and the
first that it grants is a bound for every schedule and comes with a choice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from cairn.plan.choose import (
    WEIGHT_SCALE,
    Aim,
    Choice,
    Selection,
    Task,
)
from cairn.plan.choose_energy import Offered, windows_of, work_inside
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
_SETTINGS += "fill_additional_solutions_in_response:true solution_pool_size:4 "
_NEARLY = "relative_gap_limit:0.03 "  # where only the refusal is a proof, the least work need not be exact
_MOST_WINDOWS = 24
_FEW_WINDOWS = 6
_MOST_NEAR = 6
_MOST_SEEN = 16
_NEVER = 1 << 30
Times = dict[int, tuple[int, int]]
Key = tuple[int, NumberedMode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`root` ends at `finish` or later, unless one of `escapes` is chosen or one of `absent` is not."""

    root: Key
    finish: int
    escapes: frozenset[Key]
    absent: frozenset[Key]


@dataclass(slots=True)
class Spans:
    """Earliest finishes of modes alone, remembered: the calendar does not change."""

    horizon: int
    capacity: tuple[tuple[int, ...], ...]
    known: dict[tuple[NumberedMode, int], int] = field(default_factory=dict)

    def finish_from(self, mode: NumberedMode, start: int) -> int:
        """The earliest finish of a mode from a start on, were it alone; past the horizon just that."""
        if start > self.horizon:
            return start + 1
        if (mode, start) not in self.known:
            window = earliest_finish(mode, start, self.horizon, self.capacity)
            self.known[mode, start] = window[1] if window else self.horizon + 1
        return self.known[mode, start]


@dataclass(slots=True)
class Covering:
    """What has been learnt about a problem while choosing, for every later question.

    `near` are the last choices of the master, which may break the order here and
    there: good to start a greedy choice from. `seen` are more of them, which are kept:
    what they use together is where a good plan is likely to lie.
    """

    problem: NumberedProblem
    spans: Spans
    cuts: dict[Cut, None] = field(default_factory=dict)
    near: list[Selection] = field(default_factory=list)
    seen: list[Selection] = field(default_factory=list)

    @classmethod
    def of(cls, problem: NumberedProblem) -> "Covering":
        """A fresh start."""
        return cls(problem=problem, spans=Spans(horizon=problem.horizon, capacity=problem.capacity))


@dataclass(slots=True)
class _Master:
    """`problem` is cut to the finish asked for; `whole` is not, so that cuts hold for any finish."""

    problem: NumberedProblem
    whole: NumberedProblem
    spans: Spans
    model: Model = field(default_factory=Model)
    modes: dict[Key, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    needs_of: dict[int, list[NumberedNeed]] = field(default_factory=dict)
    before: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def cover(covering: Covering, task: Task, limits: Limits, *, at_least: int = 0) -> Choice:
    """The best choice for the task's aim that keeps order, with the proved bound.

    For the aim `finish` finishes are refuted from `at_least` on, in growing steps and
    then by halves, so that the last refused and the first granted meet.
    The choice is not laid into periods: see the module's docstring.
    """
    top = min(covering.problem.horizon, task.at_most.get("finish", covering.problem.horizon))
    clock = _Clock(limits=limits)
    if task.aim != "finish":
        return _choose_by(covering, task, top, clock)
    return _least_finish(covering, task, range(at_least, top + 1), clock)


def _least_finish(covering: Covering, task: Task, finishes: range, clock: "_Clock") -> Choice:
    """The first finish that is granted; every earlier one was refused."""
    least, granted, step = finishes.start, finishes.stop, 0
    best: Choice | None = None
    while least < granted:
        finish = min(least + step, granted - 1) if best is None else (least + granted - 1) // 2
        choice = _choose_by(covering, task, finish, clock)
        if choice.outcome == "unknown":
            return Choice(outcome="unknown", bound=least)
        if choice.outcome == "infeasible":
            least, step = finish + 1, max(1, 2 * step)
        else:
            best, granted = choice, finish
    if best is None:
        return Choice(outcome="infeasible", bound=least)
    return replace(best, bound=least, value=least)


@dataclass(slots=True)
class _Clock:
    limits: Limits
    began: float = field(default_factory=perf_counter)

    @property
    def is_over(self) -> bool:
        return self.left.seconds <= 0

    @property
    def left(self) -> Limits:
        return replace(self.limits, seconds=self.limits.seconds - (perf_counter() - self.began))


def _choose_by(covering: Covering, task: Task, finish: int, clock: _Clock) -> Choice:
    """The best choice that ends by `finish`; for the aim `finish`, the one of least work.

    Where that is refused, `bound` is the next finish worth asking for.
    """
    problem = cut_horizon(covering.problem, finish)
    if problem.impossible and not task.may_drop:
        return Choice(outcome="infeasible", bound=0)
    master = _build(problem, covering, task)
    for cut in covering.cuts:
        _apply(master, cut)
    bound = 0
    while not clock.is_over:
        answer = master.model.solve(clock.left, _SETTINGS + (_NEARLY if task.aim == "finish" else ""))
        if answer.outcome == "infeasible":
            return Choice(outcome="infeasible", bound=0)
        bound = max(bound, answer.bound)
        if not answer.values:
            break
        selection = _selection(master, answer.values)
        covering.near = [*covering.near[-_MOST_NEAR:], selection]
        covering.seen = [*covering.seen[-_MOST_SEEN:], selection]
        times = _times(master, selection)
        cuts = dict.fromkeys(_cuts(master, selection, times))
        if not cuts:
            return _chosen(task, answer, selection, times)
        for values in answer.others:
            other = _selection(master, values)
            cuts |= dict.fromkeys(_cuts(master, other, _times(master, other)))
        covering.cuts |= cuts
        for cut in cuts:
            _apply(master, cut)
    return Choice(outcome="unknown", bound=0 if task.aim == "finish" else bound)


def _chosen(task: Task, answer: Answer, selection: Selection, times: Times) -> Choice:
    return Choice(
        outcome=answer.outcome,
        bound=0 if task.aim == "finish" else answer.bound,
        value=answer.objective,
        selection=selection,
        windows=times,
    )


def _apply(master: _Master, cut: Cut) -> None:
    root = master.modes.get(cut.root)
    if root is not None and master.problem.activities[cut.root[0]].latest < cut.finish:
        escapes = [master.modes[key] for key in sorted_keys(cut.escapes) if key in master.modes]
        absent = [negated(master.modes[key]) for key in sorted_keys(cut.absent) if key in master.modes]
        if len(absent) == len(cut.absent):
            master.model.add_clause([negated(root), *escapes, *absent])


def sorted_keys(keys: Iterable[Key]) -> list[Key]:
    """In an order that does not change from run to run."""
    return sorted(keys, key=lambda key: (key[0], key[1].id))


# ------------------------------------------------------------------ the master model


def _build(problem: NumberedProblem, covering: Covering, task: Task) -> _Master:
    master = _Master(problem=problem, whole=covering.problem, spans=covering.spans)
    for need in problem.needs:
        master.needs_of.setdefault(need.owner, []).append(need)
    for first, second, lag in problem.precedences:
        master.before.setdefault(second, []).append((first, lag))
    for number in problem.kept:
        _add_activity(master, number)
    _add_needs(master, may_drop=task.may_drop)
    _add_usefulness(master)
    _add_energy(master)
    for budget in range(len(problem.available)):
        _add_budget(master, budget)
    for aim, most in task.at_most.items():
        if aim != "finish":
            master.model.add_linear(_terms(master, aim), high=most)
    for selection, finish in task.excluded:
        _exclude(master, selection, finish)
    master.model.minimise(_terms(master, "units" if task.aim == "finish" else task.aim))
    return master


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


def _add_energy(master: _Master) -> None:
    """What must be done inside a window fits into what there is in it."""
    problem = master.problem
    offered = Offered(problem.capacity)
    windows = set(windows_of(problem, most=_FEW_WINDOWS))
    windows |= {one for one in windows_of(problem, most=_MOST_WINDOWS) if one[1] == problem.horizon}
    for window in sorted(windows):
        for resource in range(len(problem.capacity)):
            there = offered.between(resource, *window)
            work = [
                (literal, inside)
                for (number, mode), literal in master.modes.items()
                if mode.work[resource]
                and (inside := work_inside(problem.activities[number], mode, resource, window, offered))
            ]
            if sum(inside for _, inside in work) > there:
                master.model.add_linear(work, high=there)


def _add_budget(master: _Master, budget: int) -> None:
    """All costs are due before the finish; what comes in later is of no use."""
    costs = [
        (literal, mode.costs[budget]) for (_, mode), literal in master.modes.items() if mode.costs[budget]
    ]
    if costs:
        master.model.add_linear(costs, high=master.problem.available[budget][-1])


def _terms(master: _Master, aim: Aim) -> list[tuple[int, int]]:
    if aim == "unmet":
        needs = master.problem.needs
        return [
            (negated(met), max(1, round(needs[one].weight * WEIGHT_SCALE))) for one, met in master.met.items()
        ]
    amounts = (
        (literal, mode.price if aim == "cost" else mode.units) for (_, mode), literal in master.modes.items()
    )
    return [pair for pair in amounts if pair[1]]


def _exclude(master: _Master, selection: Selection, finish: int) -> None:
    """Not this selection by this finish, unless something it could use joins it."""
    chosen = [master.modes.get((number, mode)) for number, mode in selection.items()]
    useful = {one for number in selection for need in master.needs_of.get(number, ()) for one in need.any_of}
    escape = [master.present[one] for one in sorted(useful - selection.keys()) if one in master.present]
    if None not in chosen and master.problem.horizon <= finish:
        master.model.add_clause([*(negated(one) for one in chosen if one is not None), *escape])


# ------------------------------------------------------------------ reading an answer


def _selection(master: _Master, values: Sequence[int]) -> dict[int, NumberedMode]:
    return {number: mode for (number, mode), literal in master.modes.items() if values[literal]}


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
                times[number] = (start, master.spans.finish_from(selection[number], start))
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
                times[number] = (start, master.spans.finish_from(selection[number], start))
                changed = True
        if not changed:
            break
    return times


def _start(master: _Master, selection: Selection, times: Times, number: int) -> int:
    start = master.whole.activities[number].earliest
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


def _cuts(master: _Master, selection: Selection, times: Times) -> Iterator[Cut]:
    """A cut for each activity that is in a circle or ends after the finish asked for."""
    latest = master.problem.activities
    late = [one for one in selection if one not in times or times[one][1] > latest[one].latest]
    for number in late:
        start, finish = times.get(number, (_NEVER, _NEVER))
        reason = _Reason(master=master, selection=selection, times=times)
        reason.explain(number, start)
        yield Cut(
            root=(number, selection[number]),
            finish=finish,
            escapes=frozenset(reason.escapes),
            absent=frozenset(reason.absent),
        )


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
    escapes: set[Key] = field(default_factory=set)
    absent: set[Key] = field(default_factory=set)
    told: set[tuple[int, int]] = field(default_factory=set)

    def explain(self, number: int, start: int) -> None:
        """Collect the escapes from “this activity, in its mode, starts no earlier than `start`”."""
        open_ = [(number, start)]
        while open_:
            claim = open_.pop()
            if claim not in self.told and self.master.whole.activities[claim[0]].earliest < claim[1]:
                self.told.add(claim)
                open_ += self._because(*claim)

    def _because(self, number: int, start: int) -> list[tuple[int, int]]:
        """The claims on which this one rests: one need, or one predecessor, that holds it."""
        mode = self.selection[number]
        for first, lag in self.master.before.get(number, ()):
            if first in self.selection and self._free(first, mode, lag) >= start:
                self.absent.add((first, self.selection[first]))
                return [(first, self._latest_claim(first, mode, lag, start))]
        best: tuple[int, NumberedNeed] | None = None
        for need in self.master.needs_of.get(number, ()):
            held = all(
                self._free(one, mode, need.lag) >= start for one in need.any_of if one in self.selection
            )
            size = len(need.any_of)
            if held and (best is None or size < best[0]):
                best = (size, need)
        return [] if best is None else self._ways(best[1], mode, start)

    def _ways(self, need: NumberedNeed, mode: NumberedMode, start: int) -> list[tuple[int, int]]:
        claims = []
        for one in need.any_of:
            earliest = self.master.whole.activities[one].earliest
            for other in self.master.whole.activities[one].modes:
                is_chosen = self.selection.get(one) == other
                free = (
                    self.master.spans.finish_from(other, earliest)
                    + need.lag
                    - shares_period(other, mode, need.lag)
                )
                if free < start and not is_chosen:
                    self.escapes.add((one, other))
            if one in self.selection:
                claims.append((one, self._latest_claim(one, mode, need.lag, start)))
        return claims

    def _free(self, first: int, mode: NumberedMode, lag: int) -> int:
        if first not in self.times:
            return _NEVER
        return _free_from(self.selection, self.times, first, mode, lag)

    def _latest_claim(self, first: int, mode: NumberedMode, lag: int, start: int) -> int:
        """The least start of `first` that still keeps what follows from starting before `start`."""
        if start >= _NEVER or first not in self.times:  # what never starts keeps it for good
            return _NEVER
        own, share = self.selection[first], shares_period(self.selection[first], mode, lag)
        claim = self.times[first][0] if first in self.times else start + 1  # in a circle: as late as asked
        earliest = self.master.whole.activities[first].earliest
        while claim > earliest and self.master.spans.finish_from(own, claim - 1) + lag - share >= start:
            claim -= 1
        return claim
