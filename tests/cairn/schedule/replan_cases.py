"""Small plans to change, and the least number of moves by a model of its own."""

import random
from dataclasses import replace

from cairn.plan.choose_model import Limits, Model
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Mode,
    Need,
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
    return replace(
        problem, resources=tuple(replace(one, capacity=capacity) for one in problem.resources)
    )


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
    starts, ends, rows, moves = {}, {}, {}, []
    old = {one.activity: one for one in before.placements}
    for activity in problem.activities:
        mode, was = activity.modes[0], old[activity.id]
        units = mode.work["own"]
        start, end = model.new_int(activity.release, horizon), model.new_int(0, activity.deadline or horizon)
        loads = [model.new_int(0, units) for _ in range(horizon)]
        starts[activity.id], ends[activity.id], rows[activity.id] = start, end, loads
        model.add_linear([(one, 1) for one in loads], low=units, high=units)
        model.add_linear([(end, 1), (start, -1)], low=mode.duration)
        if not mode.can_pause:
            model.add_linear([(end, 1), (start, -1)], high=mode.duration)
        for period, load in enumerate(loads):
            works = model.new_bool()
            model.add_linear([(load, 1), (works, -units)], high=0)
            model.add_linear([(load, 1), (works, -1)], low=0)
            model.add_linear([(start, 1)], high=period, when=[works])
            model.add_linear([(end, 1)], low=period + 1, when=[works])
            if not mode.can_pause:
                each = units // mode.duration
                model.add_linear([(load, 1), (works, -each)], low=0, high=0)
            if mode.most_per_period:
                model.add_linear([(load, 1)], high=mode.most_per_period)
        moved = model.new_bool()
        moves.append(moved)
        by_period = {load.period: load.amount for load in was.loads}
        stays = [(start, was.start), (end, was.finish)]
        stays += [(load, by_period.get(period, 0)) for period, load in enumerate(loads)]
        is_inside = was.finish <= horizon
        for variable, value in stays if is_inside else ():
            model.add_linear([(variable, 1)], low=value, high=value, when=[-moved - 1])
        if not is_inside:
            model.add_clause([moved])
    for period in range(horizon):
        there = problem.resources[0].capacity[period]
        model.add_linear([(row[period], 1) for row in rows.values()], high=there)
    modes = {one.id: one.modes[0] for one in problem.activities}
    for rule in problem.precedences:
        shares = rule.lag == 0 and modes[rule.before].can_pause and modes[rule.after].can_pause
        first, second = ends[rule.before], starts[rule.after]
        model.add_linear([(second, 1), (first, -1)], low=-1 if shares else rule.lag)
        if shares:
            model.add_linear([(second, 1), (starts[rule.before], -1)], low=0)
    model.minimise([(moved, 1) for moved in moves])
    answer = model.solve(EXACT)
    assert answer.outcome in {"optimal", "infeasible"}
    return answer.objective if answer.outcome == "optimal" else None


__all__ = ["Need", "least_moves", "plan_of", "random_case", "solved", "step", "with_capacity"]
