"""The classic (multi-mode) RCPSP: everything required, nothing pauses; proved or nearly so.

Two searches at once, each doing what it does best. Here, generations of schedules soon
find very good ones. Beside them the solver learns clauses on the question “is there
anything earlier?”, which proves far more than its usual mix does; when the best has
moved on, the question is asked anew for the better finish. Where the generations have
come to their end, the solver gets both workers: one goes on learning clauses, the other
looks among the neighbours of the best (in small problems the question is left alone).
"""

from dataclasses import dataclass, replace
from time import perf_counter

from cairn.plan.choosing.choose import ChoiceModel, Task, aim_terms, build_choice
from cairn.plan.choosing.index import NumberedProblem, cut_horizon
from cairn.plan.choosing.model import Answer, Limits
from cairn.schedule.steady.generations import Grown, Nursery, breed, open_nursery, take_in
from cairn.schedule.steady.running import Running

_FIRST = 80  # children before anything is asked
_ALONE = 1_000  # children where there is one worker, or work is counted instead of time
_ALONE_SHARE = 0.25
_CLAUSES = "linearization_level:0 "
_NEIGHBOURS = 'subsolvers:["no_lp"] lns_initial_deterministic_limit:0.01 '
_PATIENCE = 0.08  # of the limit: how long a question stands before a better finish replaces it
_PATIENCE_GROWS = 2.5
_STALE, _STALE_WITH_MODES = 0.08, 0.03  # of the limit without anything better ends the generations …
_STALE_GROWS = 0.5  # … unless the best took longer to find: then this share of that time
_SMALL = 40  # modes in all: here the question is left alone until it is answered
_MARGIN = 0.03  # seconds before the limit at which a search is called off


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The best schedule if any, the proved bound, and whether there is proved to be none."""

    best: Grown | None
    floor: int
    is_refused: bool = False


@dataclass(slots=True)
class _Standing:
    nursery: Nursery
    limits: Limits
    floor: int
    began: float
    finish: int = 1 << 60
    improved: float = 0.0
    is_refused: bool = False

    @property
    def elapsed(self) -> float:
        return perf_counter() - self.began

    @property
    def is_over(self) -> bool:
        return self.is_settled or self.elapsed >= self.limits.seconds - _MARGIN

    @property
    def is_settled(self) -> bool:
        """Whether the best is proved, or that there is none."""
        return self.is_refused or self.finish <= self.floor

    @property
    def is_stale(self) -> bool:
        """Whether nothing better has been found for long."""
        share = _STALE_WITH_MODES if self.nursery.several else _STALE
        wait = max(share * self.limits.seconds, _STALE_GROWS * self.improved)
        return self.elapsed - self.improved > wait

    @property
    def is_small(self) -> bool:
        """Whether good schedules are soon found, so that only the proof takes time."""
        return sum(map(len, self.nursery.prints)) <= _SMALL

    def look(self) -> None:
        """Note what was found."""
        now = self.nursery.best
        if now is not None and now.finish < self.finish:
            self.finish, self.improved = now.finish, self.elapsed

    def left(self, workers: int) -> Limits:
        """The limits with the time that is left."""
        return replace(self.limits, seconds=max(0.05, self.limits.seconds - self.elapsed), workers=workers)


def prove_required(problem: NumberedProblem, limits: Limits, floor: int) -> Verdict:
    """The earliest schedule of a breedable problem, from `floor`, its bound so far, on."""
    nursery = open_nursery(problem, seed=limits.seed)
    standing = _Standing(nursery=nursery, limits=limits, floor=floor, began=perf_counter())
    breed(nursery, goal=floor, is_over=lambda: standing.is_over, most=_FIRST)
    standing.look()
    if limits.work or limits.workers == 1:
        _search_alone(standing)
    patience = _PATIENCE * limits.seconds
    while not standing.is_over and limits.workers > 1 and not limits.work:
        if standing.is_stale and not standing.is_small:
            _search_near(standing)
        else:
            _search_beside(standing, patience)
            patience *= _PATIENCE_GROWS
    return Verdict(best=nursery.best, floor=standing.floor, is_refused=standing.is_refused)


def _search_alone(standing: _Standing) -> None:
    """First the generations, then the solver."""

    def is_over() -> bool:
        return not standing.limits.work and standing.elapsed > _ALONE_SHARE * standing.limits.seconds

    breed(standing.nursery, goal=standing.floor, is_over=is_over, most=_ALONE)
    standing.look()
    built = None if standing.is_settled else _question(standing)
    if built is not None:
        _take_answer(standing, built, built.model.solve(standing.left(standing.limits.workers), _CLAUSES))


def _search_beside(standing: _Standing, patience: float) -> None:
    """One question, and generations until it is answered or out of date."""
    asked, began, built = standing.finish, standing.elapsed, _question(standing)
    if built is None:
        return
    running = Running(built.model, standing.left(1), _CLAUSES)

    def is_over() -> bool:
        standing.look()
        is_old = standing.finish < asked and standing.elapsed - began > patience
        return is_old or running.is_done or standing.is_stale or standing.is_over

    breed(standing.nursery, goal=standing.floor, is_over=is_over)
    standing.look()
    if standing.is_small and standing.is_stale and standing.finish == asked:
        running.wait_for(standing.limits.seconds - _MARGIN - standing.elapsed)
    _take_answer(standing, built, running.call_off())


def _search_near(standing: _Standing) -> None:
    """The rest of the time for the solver, from the best on."""
    built = _question(standing, also_best=True)
    if built is None:
        return
    running = Running(built.model, standing.left(standing.limits.workers), _NEIGHBOURS)
    running.wait_for(standing.limits.seconds - _MARGIN - standing.elapsed)
    _take_answer(standing, built, running.call_off())


def _question(standing: _Standing, *, also_best: bool = False) -> ChoiceModel | None:
    """The model of anything earlier than the best, or of that too; None if there is plainly nothing."""
    problem, best = standing.nursery.problem, standing.nursery.best
    horizon, hint = problem.horizon, {}
    if best is not None:
        horizon = best.finish - int(not also_best)
        for number in standing.nursery.topological:
            mode = problem.activities[number].modes[best.modes[number]]
            hint[number] = (mode, best.ends[number] - mode.duration, best.ends[number])
    cut = cut_horizon(problem, horizon)
    if cut.impossible:
        _refuse(standing, horizon)
        return None
    built = build_choice(cut, Task(aim="finish", hint=hint))
    built.model.minimise(aim_terms(built, "finish"))
    return built


def _refuse(standing: _Standing, horizon: int) -> None:
    """Nothing ends by the horizon."""
    standing.floor = max(standing.floor, horizon + 1)
    standing.is_refused = standing.nursery.best is None


def _take_answer(standing: _Standing, built: ChoiceModel, answer: Answer) -> None:
    if answer.outcome == "infeasible":
        _refuse(standing, built.problem.horizon)
    standing.floor = max(standing.floor, answer.bound)
    if answer.values:
        take_in(standing.nursery, *_read(standing.nursery, built, answer))
    standing.look()


def _read(nursery: Nursery, built: ChoiceModel, answer: Answer) -> tuple[list[int], list[int]]:
    """Ends and modes by activity; the cut problem may have fewer modes than the whole."""
    ends, modes = [0] * len(nursery.prints), [0] * len(nursery.prints)
    for (number, which), literal in built.modes.items():
        if answer.values[literal]:
            mode = built.problem.activities[number].modes[which]
            modes[number] = nursery.problem.activities[number].modes.index(mode)
            ends[number] = answer.values[built.starts[number]] + mode.duration
    return ends, modes
