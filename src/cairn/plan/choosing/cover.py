"""Choosing without laying out time: a covering problem with lazily found order.

For a given finish the master model has a literal for each mode. It knows needs,
money, and that all work fits into the periods up to that finish; nothing of
order. Each answer is checked for order; where a goal is not reached in time, sets of
modes of which every plan needs one (landmarks) are added, and the master is asked
again. (In scheduling terms, logic-based Benders cuts.) Every row holds for all
schedules. So a finish that the master refuses is proved too early, and the first
that it grants is a bound for every schedule and comes with a choice.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from time import perf_counter

from cairn.plan.choosing.choose import Choice, Selection, Task
from cairn.plan.choosing.index import NumberedMode, NumberedProblem, cut_horizon
from cairn.plan.choosing.landmarks import Landmark, find_landmarks
from cairn.plan.choosing.master import Master, build_master
from cairn.plan.choosing.model import Answer, Limits
from cairn.plan.choosing.modes import NEVER
from cairn.plan.choosing.order import Cut, Key, Order, Times, cuts_of, times_of
from cairn.plan.choosing.reach import Reach, Waits

_SETTINGS = 'subsolvers:["max_lp","reduced_costs"] linearization_level:2 '
_SETTINGS += "fill_additional_solutions_in_response:true solution_pool_size:4 "
_NEARLY = "relative_gap_limit:0.03 "  # where only the refusal is a proof, the least work need not be exact
_MOST_NEAR = 6
_MOST_SEEN = 16
_QUESTION_SHARE = 0.4
_FIRST_STEP = 10


@dataclass(slots=True)
class Covering:
    """What has been learnt about a problem while choosing, for every later question.

    `landmarks` are kept by goal and ways with the latest finish they hold for. `near`
    are the last choices of the master, which may break the order here and there: good
    to start a greedy choice from. `seen` are more of them, which are kept: what they use
    together is where a good plan is likely to lie.
    """

    problem: NumberedProblem
    order: Order
    cuts: dict[Cut, None] = field(default_factory=dict)
    landmarks: dict[tuple[int, frozenset[Key]], int] = field(default_factory=dict)
    near: list[Selection] = field(default_factory=list)
    seen: list[Selection] = field(default_factory=list)
    _until: dict[int, NumberedProblem] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: NumberedProblem) -> "Covering":
        """A fresh start."""
        return cls(problem=problem, order=Order.of(problem))

    def until(self, finish: int) -> NumberedProblem:
        """The problem cut to a finish, from the nearest cut there is."""
        if finish not in self._until:
            nearest = min((one for one in self._until if one > finish), default=None)
            base = self.problem if nearest is None else self._until[nearest]
            self._until[finish] = cut_horizon(base, finish)
        return self._until[finish]

    def landmarks_for(self, finish: int) -> tuple[Landmark, ...]:
        """The landmarks known to hold for a finish."""
        return tuple(
            Landmark(goal=goal, finish=latest, ways=ways)
            for (goal, ways), latest in self.landmarks.items()
            if latest >= finish
        )

    def keep(self, selection: Selection) -> None:
        """Remember a choice of the master."""
        self.near = [*self.near[-_MOST_NEAR:], selection]
        self.seen = [*self.seen[-_MOST_SEEN:], selection]


def cover(covering: Covering, task: Task, limits: Limits, *, at_least: int = 0) -> Choice:
    """The best choice for the task's aim that keeps order, with the proved bound.

    For the aim `finish` finishes are refuted from `at_least` on, in growing steps and
    then by halves, so that the last refused and the first granted meet; else the outcome
    is `feasible`, with the bound below it. The choice is not laid into periods: see the
    module's docstring.
    """
    top = min(covering.problem.horizon, task.at_most.get("finish", covering.problem.horizon))
    clock = _Clock(limits=limits)
    if task.aim != "finish":
        return _Question(covering=covering, task=task, finish=top).answer(clock)
    return _least_finish(covering, task, range(at_least, top + 1), clock)


def rough_work(covering: Covering, task: Task, limits: Limits) -> Choice:
    """About the least work that reaches everything in order; `bound` is proved, the choice near it."""
    roughly = replace(task, aim="finish")
    clock = _Clock(limits=limits)
    return _Question(covering=covering, task=roughly, finish=covering.problem.horizon).answer(clock)


def _least_finish(covering: Covering, task: Task, finishes: range, clock: "_Clock") -> Choice:
    """The first finish that is granted; every earlier one was refused.

    The work of any choice by a later finish bounds the finish as well, so the first
    question leaves some room: it is soon answered, and the answer easier to place. A
    finish that is left open is passed over upwards, until one is granted.
    """
    least, end, step = finishes.start, finishes.stop, finishes.start // _FIRST_STEP
    best, passed = None, -1
    while max(least, passed) < end and not clock.is_over:
        start = max(least, passed)
        finish = min(start + step, (start + end - 1) // 2)
        choice = _Question(covering=covering, task=task, finish=finish).answer(clock.part(_QUESTION_SHARE))
        if choice.outcome == "infeasible":
            least, step = finish + 1, max(1, finish // _FIRST_STEP, 2 * step)
        elif choice.outcome == "unknown" and best is None:
            passed, step = finish + 1, max(1, finish // _FIRST_STEP, 2 * step)
            least = max(least, min(passed, _periods_for(covering.problem, choice.bound)))
        else:
            least, end, passed = max(least, _periods_for(covering.problem, choice.bound)), finish, -1
            best = best if choice.outcome == "unknown" else replace(choice, value=finish)
    if best is None:
        return Choice(outcome="infeasible" if least >= end else "unknown", bound=least)
    is_least = least >= best.value
    return replace(best, outcome="optimal" if is_least else "feasible", bound=min(least, best.value))


def _periods_for(problem: NumberedProblem, units: int) -> int:
    """The fewest periods in which all resources together offer so many units."""
    offered = list(accumulate(map(sum, zip(*problem.capacity, strict=True)), initial=0))
    return min(bisect_left(offered, units), problem.horizon)


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

    def part(self, share: float) -> "_Clock":
        return _Clock(limits=replace(self.limits, seconds=self.left.seconds * share))


@dataclass(slots=True)
class _Question:
    """What is the best choice that ends by one finish, as far as order goes?"""

    covering: Covering
    task: Task
    finish: int

    def answer(self, clock: _Clock) -> Choice:
        """The best choice; for the aim `finish` the one of least work, which `bound` bounds."""
        problem = self.covering.until(self.finish)
        if problem.impossible and not self.task.may_drop:
            return Choice(outcome="infeasible", bound=0)
        master, waits = build_master(problem, self.covering.order, self.task), Waits.of(problem)
        for cut in self.covering.cuts:
            master.add_cut(cut)
        for landmark in self.covering.landmarks_for(problem.horizon):
            master.add_landmark(landmark)
        if not self._add_landmarks(master, _first_landmarks(waits, problem.horizon)):
            return Choice(outcome="infeasible", bound=0)
        return self._ask(master, waits, clock)

    def _ask(self, master: Master, waits: Waits, clock: _Clock) -> Choice:
        settings = _SETTINGS + (_NEARLY if self.task.aim == "finish" else "")
        bound = 0
        while not clock.is_over:
            answer = master.model.solve(clock.left, settings)
            if answer.outcome == "infeasible":
                return Choice(outcome="infeasible", bound=0)
            bound = max(bound, answer.bound)
            if not answer.values:
                break
            choice = self._learn(master, waits, answer)
            if choice is not None:
                return replace(choice, bound=bound)
        return Choice(outcome="unknown", bound=bound)

    def _learn(self, master: Master, waits: Waits, answer: Answer) -> Choice | None:
        """The choice of an answer that keeps order; otherwise what the answer teaches is added."""
        for values in (answer.values, *answer.others):
            missed = list(self._missed(master, waits, values))
            selection = master.selection(values)
            if not missed:
                selection = selection if self.task.excluded else _useful(waits, selection)
            self.covering.keep(selection)
            times = times_of(self.covering.order, selection)
            latest = {one: master.problem.activities[one].latest for one in selection}
            cuts = [] if missed else list(cuts_of(self.covering.order, selection, times, latest))
            if not missed and not cuts and (values is answer.values or self.task.aim == "finish"):
                return _chosen(answer, selection, times)
            self._add_landmarks(master, missed)
            for cut in cuts:
                if cut not in self.covering.cuts:
                    self.covering.cuts[cut] = None
                    master.add_cut(cut)
        return None

    def _missed(self, master: Master, waits: Waits, values: Sequence[int]) -> Iterator[Landmark]:
        """The landmarks that an answer leaves out, of the goals that it claims to meet."""
        taken = [node for node, key in enumerate(waits.keys) if values[master.modes[key]]]
        for narrow in (False, True):
            for one in find_landmarks(waits, taken, master.problem.horizon, narrow=narrow):
                if one.goal not in master.met or values[master.met[one.goal]]:
                    yield one

    def _add_landmarks(self, master: Master, landmarks: Iterable[Landmark]) -> bool:
        """State and remember landmarks; False if one says that there is no way at all."""
        is_possible = True
        known = self.covering.landmarks
        for one in landmarks:
            is_possible = is_possible and bool(one.ways or one.goal in master.met)
            if known.get((one.goal, one.ways), -1) < one.finish:
                known[one.goal, one.ways] = one.finish
                master.add_landmark(one)
        return is_possible


def _first_landmarks(waits: Waits, finish: int) -> Iterator[Landmark]:
    """Landmarks that any plan needs, before anything is chosen."""
    yield from find_landmarks(waits, (), finish, whole_sets=True)
    yield from find_landmarks(waits, (), finish, narrow=True)


def _useful(waits: Waits, selection: Selection) -> dict[int, NumberedMode]:
    """What of a selection is done in time and asked for: the rest could as well be left out."""
    reach = Reach.of(waits)
    reach.allow(node for node, (number, mode) in enumerate(waits.keys) if selection.get(number) == mode)
    found: dict[int, NumberedMode] = {}
    open_ = [event for event, _ in waits.goals]
    told = set(open_)
    while open_:
        for node, _ in waits.ways[open_.pop()]:
            number, mode = waits.keys[node]
            if reach.finish[node] < NEVER and number not in found:
                found[number] = mode
                events = {event for event, _ in waits.asked[node]} - told
                told |= events
                open_ += sorted(events)
    return found


def _chosen(answer: Answer, selection: Selection, times: Times) -> Choice:
    return Choice(
        outcome=answer.outcome,
        bound=answer.bound,
        value=answer.objective,
        selection=selection,
        windows=times,
    )
