"""When nothing fits: the smallest conflict, the nearest ways out, the best that does fit.

The conflict is found by deletion: a demand that can be loosened to its limit
without anything fitting is no part of it; what is left is a smallest set, in the
sense that without any one of them there is a plan. A way out turns one knob alone:
bisection between an amount proved too little and one with a plan in hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from cairn.plan.choosing.choose import Aim
from cairn.plan.choosing.index import GOAL, number_problem
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Conflict, Infeasible, PlanningProblem, Solution, WayOut
from cairn.schedule.admit import admit_problem
from cairn.schedule.knobs import Knob, knobs_of, last_period, opened
from cairn.schedule.solve import build_solution, solve_or_none
from cairn.schedule.solving.search import search

_SHARE = 0.25
_LEAST = 0.05


@dataclass(slots=True)
class _Asking:
    """A series of solver calls within one limit; `is_settled` turns false if one was left open."""

    limits: Limits
    began: float = field(default_factory=perf_counter)

    def part(self) -> Limits:
        rest = self.limits.seconds - (perf_counter() - self.began)
        return replace(self.limits, seconds=max(_LEAST, rest * _SHARE))

    @property
    def is_over(self) -> bool:
        return perf_counter() - self.began >= self.limits.seconds

    def settle(self, knob: Knob, problem: PlanningProblem) -> Solution | None:
        """A plan for the turned knob: the best one where that narrows the search, else any."""
        if knob.kind != "resource":
            return solve_or_none(problem, limits=self.part(), aims=_aims(knob))
        began = perf_counter()
        numbered = number_problem(problem)
        found = search(numbered, self.part(), aims=("finish",), is_first_enough=True)
        if found.is_infeasible:
            return None
        return build_solution(problem, numbered, found, seconds=perf_counter() - began)

    def fits(self, problem: PlanningProblem) -> bool | None:
        """Whether anything fits; None when the limits left it open."""
        found = search(number_problem(problem), self.part(), aims=("finish",), is_first_enough=True)
        return False if found.is_infeasible else (True if found.layout is not None else None)


def explain_infeasible(problem: PlanningProblem, *, limits: Limits | None = None) -> Infeasible:
    """Why nothing fits, what would, and the best partial plan.

    Ask only for a problem that is proved infeasible.
    """
    admit_problem(problem)
    asking = _Asking(limits=limits or Limits())
    knobs = knobs_of(problem)
    partial, dropped = best_partial(problem, asking.part())
    core = _smallest_conflict(problem, knobs, asking)
    ways = tuple(_way_out(problem, knob, asking) for knob in knobs if knob in core or knob.kind != "need")
    return Infeasible(
        conflict=_in_words(problem, core),
        ways_out=tuple(sorted(ways, key=lambda way: way.amount is None)),
        partial=partial,
        dropped=dropped,
        seconds=perf_counter() - asking.began,
    )


def _smallest_conflict(problem: PlanningProblem, knobs: Sequence[Knob], asking: _Asking) -> tuple[Knob, ...]:
    """A set of knobs that conflict whatever the others are, none of them to spare."""
    if asking.fits(opened(problem, knobs)) is False:
        return ()
    core = list(knobs)
    groups = [[one for one in knobs if one.kind == "need"], *([one] for one in knobs if one.kind != "need")]
    while groups and not asking.is_over:
        group = groups.pop(0)
        rest = [one for one in core if one not in group]
        outside = [one for one in knobs if one not in rest]
        if asking.fits(opened(problem, outside)) is False:
            core = rest
        elif len(group) > 1:
            half = len(group) // 2
            groups = [group[:half], group[half:], *groups]
    return tuple(core)


def _in_words(problem: PlanningProblem, core: Sequence[Knob]) -> Conflict:
    if not core:
        sentence = "The rules contradict one another, whatever the hours, the money and the date are."
        reasons = number_problem(problem).impossible
        if reasons:
            sentence = f"{sentence} For one, {reasons[0]}."
        return Conflict(knobs=(), sentence=sentence)
    asked = [f"“{one.label}”" for one in core if one.kind == "need"] or ["what is required"]
    given = [_given(problem, one) for one in core if one.kind != "need"]
    within = f" within {_listed(given)}" if given else ""
    words = f"{_listed(asked)} cannot be done{within}."
    return Conflict(knobs=tuple(one.id for one in core), sentence=words[0].upper() + words[1:])


def _given(problem: PlanningProblem, knob: Knob) -> str:
    if knob.kind == "deadline":
        return f"{last_period(problem)} {problem.period}s"
    if knob.kind == "budget":
        budget = next(one for one in problem.budgets if one.id == knob.id)
        return f"{max(budget.available):,} {knob.unit} of {knob.label}"
    resource = next(one for one in problem.resources if one.id == knob.id)
    usual = max(resource.capacity, default=0) / knob.per_unit
    return f"{_amount(usual, knob.unit)} a {problem.period} of {knob.label}"


def _amount(amount: float, unit: str) -> str:
    """“1 hour”, “2.5 hours”."""
    return f"{amount:g} {unit.removesuffix('s') if amount == 1 and unit == 'hours' else unit}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _way_out(problem: PlanningProblem, knob: Knob, asking: _Asking) -> WayOut:
    """The smallest turn of this knob alone, or the proof that it cannot help."""
    if asking.is_over:
        return _unsettled(knob)
    widest = solve_or_none(knob.open(problem), limits=asking.part(), aims=_aims(knob))
    if widest is None:
        return _no_way(knob)
    if widest.status == "unknown":
        return _unsettled(knob)
    if knob.kind == "need":
        return WayOut(
            knob=knob.id,
            sentence=f"Without “{knob.label}” it fits.",
            amount=1,
            unit=knob.unit,
            solution=widest,
        )
    enough, solution, is_smallest = _bisect(problem, knob, widest, asking)
    return WayOut(
        knob=knob.id,
        sentence=_turned(problem, knob, enough, is_smallest=is_smallest),
        amount=enough / knob.per_unit,
        unit=knob.unit,
        solution=solution,
    )


def _unsettled(knob: Knob) -> WayOut:
    sentence = f"Whether {knob.label} alone would help was not settled in the time given."
    return WayOut(knob=knob.id, sentence=sentence, amount=None, unit=knob.unit)


def _aims(knob: Knob) -> tuple[Aim, ...]:
    return ("cost", "finish") if knob.kind == "budget" else ("finish", "cost")


def _bisect(
    problem: PlanningProblem, knob: Knob, widest: Solution, asking: _Asking
) -> tuple[int, Solution, bool]:
    """The least amount with a plan; whether every smaller one was proved too little."""
    solution, is_smallest = widest, True
    low, high = 0, _taken(problem, knob, widest)
    if knob.kind == "deadline":
        low = widest.bound - last_period(problem) - 1
    if knob.kind == "budget" and len(problem.budgets) == 1:
        low = max(low, widest.cost_bound - problem.budgets[0].available[-1] - 1)
    while high - low > 1:
        if asking.is_over:
            is_smallest = False
            break
        middle = (low + high) // 2
        trial = asking.settle(knob, knob.loosen(problem, middle))
        if trial is not None and trial.status != "unknown":
            solution, high = trial, min(middle, _taken(problem, knob, trial))
        else:
            is_smallest = is_smallest and trial is None
            low = middle
    if knob.kind == "resource" and solution is not widest:
        final = solve_or_none(knob.loosen(problem, high), limits=asking.part(), aims=_aims(knob))
        solution = final if final is not None and final.status != "unknown" else solution
    return high, solution, is_smallest


def _taken(problem: PlanningProblem, knob: Knob, solution: Solution) -> int:
    """By how much a plan found with the knob open really turns it."""
    if knob.kind == "deadline":
        return solution.finish - last_period(problem)
    if knob.kind == "budget":
        return _overspent(problem, knob, solution)
    capacity = next(one.capacity for one in problem.resources if one.id == knob.id)
    loads = [0] * problem.periods
    for placement in solution.placements:
        for load in placement.loads:
            if load.resource == knob.id:
                loads[load.period] += load.amount
    return max(1, *(load - there for load, there in zip(loads, capacity, strict=True)))


def _overspent(problem: PlanningProblem, knob: Knob, solution: Solution) -> int:
    available = next(one.available for one in problem.budgets if one.id == knob.id)
    modes = {(one.id, mode.id): mode for one in problem.activities for mode in one.modes}
    spent, most = 0, 1
    for placement in sorted(solution.placements, key=lambda one: one.start):
        spent += modes[placement.activity, placement.mode].costs.get(knob.id, 0)
        most = max(most, spent - min(available[min(placement.start, len(available) - 1) :]))
    return most


def _turned(problem: PlanningProblem, knob: Knob, amount: int, *, is_smallest: bool) -> str:
    shown = f"{amount / knob.per_unit:g}"
    what = {
        "deadline": f"{shown} {problem.period}{'s' if amount != 1 else ''} more time",
        "budget": f"{shown} {knob.unit} more for {knob.label}",
        "resource": f"{_amount(amount / knob.per_unit, knob.unit)} more of {knob.label} a {problem.period}",
    }[knob.kind]
    tail = "less would not do" if is_smallest else "whether less would do was not settled in the time given"
    return f"With {what} it fits; {tail}."


def _no_way(knob: Knob) -> WayOut:
    what = {
        "deadline": "A later date",
        "budget": f"Raising {knob.label}",
        "resource": f"More of {knob.label}",
        "need": f"Leaving out “{knob.label}”",
    }[knob.kind]
    sentence = f"{what} alone would not make it fit, however far it goes: this is proved."
    return WayOut(knob=knob.id, sentence=sentence, amount=None, unit=knob.unit)


def best_partial(problem: PlanningProblem, limits: Limits) -> tuple[Solution | None, tuple[str, ...]]:
    """The plan that meets the most weight of goal needs, then finishes earliest.

    With it the ids of the needs it drops; None where nothing worth doing fits.
    """
    began = perf_counter()
    numbered = number_problem(problem, may_drop=True)
    found = search(numbered, limits, aims=("unmet", "finish", "cost"), may_drop=True)
    required = (number for number, one in enumerate(numbered.activities) if one.is_required)
    is_whole = all(number in (found.layout or ()) for number in required)
    if not found.layout or not is_whole:
        return None, tuple(need.id for need in numbered.needs if need.owner == GOAL)
    dropped = tuple(
        need.id
        for need in numbered.needs
        if need.owner == GOAL and not any(one in found.layout for one in need.any_of)
    )
    solution = build_solution(problem, numbered, found, seconds=perf_counter() - began, dropped=dropped)
    return solution, dropped
