"""What may be traded for what: finish, cost and how much of the goal is reached.

Each point of the front is a full, checked plan. Points come from solving with one
aim first (the extremes) and with the cost capped between them (the knees); a point
that another beats or equals in all three is left out.
"""

from dataclasses import dataclass, replace
from time import perf_counter

from cairn.plan.choosing.choose import Aim
from cairn.plan.choosing.model import Limits
from cairn.plan.problem import Budget, PlanningProblem, Solution
from cairn.schedule.infeasible import best_partial
from cairn.schedule.knobs import Knob, knobs_of
from cairn.schedule.solve import solve_or_none

_CAP = "tradeoff-cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One plan of the front; `share` of the goal's need weight is met (0 to 1)."""

    label: str
    finish: int
    cost: int
    share: float
    dropped: tuple[str, ...]
    solution: Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What turning one knob a little buys: periods earlier and money saved.

    `solution` is None where the limits left it open.
    """

    knob: str
    sentence: str
    amount: float
    earlier: int
    cheaper: int
    solution: Solution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffs:
    """The front in order of finish, and what a little more of each thing buys."""

    front: tuple[Point, ...]
    purchases: tuple[Purchase, ...]


def trade_offs(
    problem: PlanningProblem,
    *,
    limits: Limits | None = None,
    knees: int = 3,
    money_step: int = 100,
    with_purchases: bool = True,
) -> TradeOffs:
    """The Pareto front of finish, cost and share of the goal, with what more would buy.

    `limits` hold for all of it. Where the whole goal does not fit, the front has
    partial plans only.
    """
    clock = _Clock(limits=limits or Limits(seconds=20.0))
    points: list[Point] = []
    fastest = _solved(problem, clock, ("finish", "cost"))
    if fastest is not None:
        points.append(_point("earliest", problem, fastest))
        points += _cheaper(problem, clock, fastest, knees)
    points += _partial(problem, clock, fastest)
    purchases: tuple[Purchase, ...] = ()
    if with_purchases and fastest is not None:
        purchases = tuple(_purchases(problem, clock, fastest, money_step))
    return TradeOffs(front=_front(points), purchases=purchases)


@dataclass(slots=True)
class _Clock:
    limits: Limits
    began: float = -1.0

    def part(self, share: float = 0.2) -> Limits:
        if self.began < 0:
            self.began = perf_counter()
        left = self.limits.seconds - (perf_counter() - self.began)
        return replace(self.limits, seconds=max(0.1, left * share))


def _solved(problem: PlanningProblem, clock: _Clock, aims: tuple[Aim, ...]) -> Solution | None:
    found = solve_or_none(problem, limits=clock.part(), aims=aims)
    return found if found is not None and found.status != "unknown" else None


def _point(label: str, problem: PlanningProblem, solution: Solution, dropped: tuple[str, ...] = ()) -> Point:
    weights = {one.id: one.weight for one in problem.needs if one.activity is None}
    whole = sum(weights.values())
    share = 1 - sum(weights[one] for one in dropped) / whole if whole else 1.0
    return Point(
        label=label,
        finish=solution.finish,
        cost=solution.cost,
        share=share,
        dropped=dropped,
        solution=solution,
    )


def _cheaper(problem: PlanningProblem, clock: _Clock, fastest: Solution, knees: int) -> list[Point]:
    """The cheapest plan, and the earliest ones under costs between."""
    cheapest = _solved(problem, clock, ("cost", "finish"))
    if cheapest is None or cheapest.cost >= fastest.cost:
        return []
    points = [_point("cheapest", problem, cheapest)]
    for number in range(1, knees + 1):
        cap = cheapest.cost + (fastest.cost - cheapest.cost) * number // (knees + 1)
        between = _solved(_capped(problem, cap), clock, ("finish", "cost"))
        if between is not None:
            points.append(_point("between", problem, between))
    return points


def _capped(problem: PlanningProblem, cap: int) -> PlanningProblem:
    """The problem with the sum of all costs capped, as one more budget."""
    activities = tuple(
        replace(
            activity,
            modes=tuple(replace(mode, costs={_CAP: sum(mode.costs.values())}) for mode in activity.modes),
        )
        for activity in problem.activities
    )
    budget = Budget(id=_CAP, label="cap", available=(cap,) * problem.periods)
    if len(problem.budgets) > 1:
        return problem
    there = problem.budgets[0].available if problem.budgets else (cap,) * problem.periods
    budget = replace(budget, available=tuple(min(cap, one) for one in there))
    return replace(problem, activities=activities, budgets=(budget,))


def _partial(problem: PlanningProblem, clock: _Clock, whole: Solution | None) -> list[Point]:
    """Plans for less of the goal: without each need alone, or the most that fits."""
    if whole is None:
        partial, dropped = best_partial(problem, clock.part(0.4))
        return [_point("most that fits", problem, partial, dropped)] if partial is not None else []
    points = []
    for need in sorted((one for one in problem.needs if one.activity is None), key=lambda one: one.weight):
        less = replace(problem, needs=tuple(one for one in problem.needs if one.id != need.id))
        found = _solved(less, clock, ("finish", "cost"))
        if found is not None:
            points.append(_point(f"without “{need.label}”", problem, found, (need.id,)))
    return points


def _front(points: list[Point]) -> tuple[Point, ...]:
    kept = [one for one in points if not any(_beats(other, one) for other in points)]
    unique = {(one.finish, one.cost, one.share): one for one in reversed(kept)}
    return tuple(sorted(unique.values(), key=lambda one: (-one.share, one.finish, one.cost)))


def _beats(one: Point, other: Point) -> bool:
    first = (one.finish, one.cost, -one.share)
    second = (other.finish, other.cost, -other.share)
    return first != second and all(a <= b for a, b in zip(first, second, strict=True))


def _purchases(problem: PlanningProblem, clock: _Clock, fastest: Solution, money_step: int) -> list[Purchase]:
    """One more unit of each resource a period, and more money."""
    found = []
    for knob in knobs_of(problem):
        if knob.kind in {"resource", "budget"}:
            step = knob.per_unit if knob.kind == "resource" else money_step
            found.append(_purchase(problem, clock, fastest, knob, step))
    return found


def _purchase(problem: PlanningProblem, clock: _Clock, fastest: Solution, knob: Knob, step: int) -> Purchase:
    better = _solved(knob.loosen(problem, step), clock, ("finish", "cost"))
    earlier = fastest.finish - better.finish if better else 0
    cheaper = fastest.cost - better.cost if better else 0
    shown = f"{step / knob.per_unit:g} {knob.unit} more"
    what = (
        f"{shown} of {knob.label} a {problem.period}"
        if knob.kind == "resource"
        else f"{shown} for {knob.label}"
    )
    gain = (
        f"{earlier} {problem.period}{'s' if earlier != 1 else ''} earlier" if earlier else "no earlier finish"
    )
    if cheaper > 0:
        gain += f" and {cheaper:,} cheaper"
    elif cheaper < 0:
        gain += f" for {-cheaper:,} more"
    return Purchase(
        knob=knob.id,
        sentence=f"{what[0].upper()}{what[1:]} buys {gain}.",
        amount=step / knob.per_unit,
        earlier=earlier,
        cheaper=cheaper,
        solution=better,
    )
