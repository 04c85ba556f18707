"""Small plans to change, and the least number of moves by a model of its own."""

import random
from dataclasses import dataclass, replace

from cairn.plan.choosing.model import Limits, Model, negated
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Mode,
    Placement,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.schedule import solve

EXACT = Limits(seconds=30, workers=1, seed=1)


def step(
    name: str,
    units: int,
    *,
    steady: int = 0,
    cap: int = 0,
    weeks: int = 0,
    deadline: int | None = None,
    resource: str = "own",
) -> Activity:
    """A required step of `units`; `steady`: over so many periods without a pause."""
    mode = Mode(
        id="m",
        duration=steady or weeks,
        work={resource: units},
        costs={},
        can_pause=not steady,
        most_per_period=cap,
    )
    return Activity(id=ActivityId(name), label=name, modes=(mode,), is_required=True, deadline=deadline)


def plan_of(
    *activities: Activity,
    order: tuple[tuple[str, str], ...] = (),
    capacity: int = 4,
    periods: int = 12,
    deadline: int | None = None,
    lag: int = 0,
) -> PlanningProblem:
    """Activities on one resource, with what must come first."""
    return PlanningProblem(
        periods=periods,
        resources=(Resource(id="own", label="own hours", capacity=(capacity,) * periods),),
        budgets=(),
        activities=activities,
        needs=(),
        precedences=tuple(
            Precedence(before=ActivityId(one), after=ActivityId(other), lag=lag) for one, other in order
        ),
        deadline=deadline,
    )


def solved(problem: PlanningProblem) -> Solution:
    """The proved earliest schedule."""
    outcome = solve(problem, limits=EXACT)
    assert isinstance(outcome, Solution)
    assert outcome.status == "optimal"
    return outcome


def with_capacity(problem: PlanningProblem, capacity: tuple[int, ...]) -> PlanningProblem:
    """The same with other hours."""
    return replace(problem, resources=tuple(replace(one, capacity=capacity) for one in problem.resources))


def random_case(seed: int) -> tuple[PlanningProblem, Solution, PlanningProblem]:
    """A solved plan of three to six steps, and the same after an illness, a slip or a release."""
    chance = random.Random(seed)
    names = [f"s{number}" for number in range(chance.randrange(3, 7))]
    activities = []
    for name in names:
        if chance.random() < 0.25:
            weeks = chance.randrange(1, 4)
            activities.append(step(name, weeks * chance.randrange(1, 4), steady=weeks))
        else:
            cap = chance.choice((0, 0, 0, 2))
            activities.append(step(name, chance.randrange(1, 8), cap=cap, weeks=chance.choice((0, 0, 2))))
    order = tuple(
        (one, other)
        for index, one in enumerate(names)
        for other in names[index + 1 :]
        if chance.random() < 0.25
    )
    problem = plan_of(*activities, order=order, periods=18, lag=chance.choice((0, 0, 0, 1)))
    before = solved(problem)
    room = max(1, before.finish + chance.choice((1, 2, 4)))
    problem = replace(problem, deadline=min(room, problem.periods))
    return problem, before, _changed(problem, before, chance)


def _changed(problem: PlanningProblem, before: Solution, chance: random.Random) -> PlanningProblem:
    if chance.random() < 0.6:
        first = chance.randrange(before.finish)
        ill = set(range(first, first + chance.randrange(1, 3)))
        row = tuple(0 if period in ill else 4 for period in range(problem.periods))
        return with_capacity(problem, row)
    late = chance.choice(problem.activities)
    return replace(
        problem,
        activities=tuple(
            replace(one, release=chance.randrange(1, 4)) if one.id == late.id else one
            for one in problem.activities
        ),
    )


def least_moves(problem: PlanningProblem, before: Solution) -> int | None:
    """The proved least number of steps whose placement changes; None where nothing fits."""
    model = Model()
    horizon = min(problem.periods, problem.deadline or problem.periods)
    old = {one.activity: one for one in before.placements}
    rows = {one.id: _add_step(model, one, horizon) for one in problem.activities}
    moves = [_may_stay(model, rows[step], old[step], horizon) for step in rows]
    for period in range(horizon):
        there = problem.resources[0].capacity[period]
        model.add_linear([(row.loads[period], 1) for row in rows.values()], high=there)
    modes = {one.id: one.modes[0] for one in problem.activities}
    for rule in problem.precedences:
        shares = rule.lag == 0 and modes[rule.before].can_pause and modes[rule.after].can_pause
        first, second = rows[rule.before], rows[rule.after]
        model.add_linear([(second.start, 1), (first.end, -1)], low=-1 if shares else rule.lag)
        if shares:
            model.add_linear([(second.start, 1), (first.start, -1)], low=0)
    model.minimise([(moved, 1) for moved in moves])
    answer = model.solve(EXACT)
    assert answer.outcome in {"optimal", "infeasible"}
    return answer.objective if answer.outcome == "optimal" else None


@dataclass(frozen=True)
class _Row:
    """A step's variables: start, end, and its load in each period."""

    start: int
    end: int
    loads: list[int]


def _add_step(model: Model, activity: Activity, horizon: int) -> _Row:
    mode, units = activity.modes[0], activity.modes[0].work["own"]
    start, end = model.new_int(activity.release, horizon), model.new_int(0, activity.deadline or horizon)
    loads = [model.new_int(0, units) for _ in range(horizon)]
    model.add_linear([(one, 1) for one in loads], low=units, high=units)
    longest = horizon if mode.can_pause else mode.duration
    model.add_linear([(end, 1), (start, -1)], low=mode.duration, high=longest)
    for period, load in enumerate(loads):
        works = model.new_bool()
        most = min(units, mode.most_per_period or units) if mode.can_pause else units // mode.duration
        least = 1 if mode.can_pause else most
        model.add_linear([(load, 1), (works, -most)], high=0)
        model.add_linear([(load, 1), (works, -least)], low=0)
        model.add_linear([(start, 1)], high=period, when=[works])
        model.add_linear([(end, 1)], low=period + 1, when=[works])
    return _Row(start, end, loads)


def _may_stay(model: Model, row: _Row, was: Placement, horizon: int) -> int:
    """The literal that this step moves; where it is false, the step stands as it stood."""
    moved = model.new_bool()
    if was.finish > horizon:
        model.add_clause([moved])
        return moved
    by_period = {load.period: load.amount for load in was.loads}
    stays = [(row.start, was.start), (row.end, was.finish)]
    stays += [(load, by_period.get(period, 0)) for period, load in enumerate(row.loads)]
    for variable, value in stays:
        model.add_linear([(variable, 1)], low=value, high=value, when=[negated(moved)])
    return moved
