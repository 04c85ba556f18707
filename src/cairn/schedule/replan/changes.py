"""What can happen to a plan, as changes of its problem: each takes one and gives one.

Periods keep their numbers; what lies before `now` is history and holds no hours.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import ceil

from cairn.errors import BadInput
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Budget,
    Load,
    Mode,
    Need,
    Placement,
    PlanningProblem,
    Precedence,
    Resource,
    Solution,
)
from cairn.plan.values import UNITS_PER_HOUR
from cairn.schedule.replan.healing import solution_of
from cairn.schedule.replan.values import Standing
from cairn.track.progress import Progress

_Capacity = Callable[[Resource], tuple[int, ...]]
_Change = Callable[[Activity], Activity]


def without_weeks(
    problem: PlanningProblem, first: int, last: int, *, resources: Iterable[str] | None = None
) -> PlanningProblem:
    """No hours from period `first` to `last`, both included: an illness, a pause."""
    names = {one.id for one in problem.resources} if resources is None else set(resources)
    return _with_capacity(
        problem,
        lambda one: tuple(
            0 if one.id in names and first <= period <= last else units
            for period, units in enumerate(one.capacity)
        ),
    )


def with_hours(problem: PlanningProblem, resource: str, units: int, *, start: int) -> PlanningProblem:
    """From `start` on `units` a period; periods that have none (time away) stay without."""
    if resource not in {one.id for one in problem.resources}:
        msg = f"There are no hours called “{resource}” in this plan."
        raise BadInput(msg)
    return _with_capacity(
        problem,
        lambda one: tuple(
            units if one.id == resource and period >= start and there else there
            for period, there in enumerate(one.capacity)
        ),
    )


def with_option(
    problem: PlanningProblem, activity: Activity, *, meets: Iterable[str] = ()
) -> PlanningProblem:
    """A further option, which meets the needs of these ids beside those that met them before."""
    ids = set(meets)
    return replace(
        problem,
        activities=(*problem.activities, activity),
        needs=tuple(
            replace(need, any_of=(*need.any_of, activity.id)) if need.id in ids else need
            for need in problem.needs
        ),
    )


def without_option(problem: PlanningProblem, step: ActivityId) -> PlanningProblem:
    """An option that is no longer there or no longer wanted; what it alone met is dropped with it."""
    return replace(
        problem,
        activities=tuple(one for one in problem.activities if one.id != step),
        needs=tuple(
            replace(need, any_of=tuple(one for one in need.any_of if one != step))
            for need in problem.needs
            if need.activity != step
        ),
        precedences=tuple(rule for rule in problem.precedences if step not in {rule.before, rule.after}),
    )


def with_slip(problem: PlanningProblem, step: ActivityId, more: Mapping[str, int]) -> PlanningProblem:
    """A step that takes `more` units than planned, in whichever mode."""
    return _with_activity(
        problem, step, lambda one: replace(one, modes=tuple(_longer(mode, more) for mode in one.modes))
    )


def with_release(problem: PlanningProblem, step: ActivityId, release: int) -> PlanningProblem:
    """A step that cannot start before `release`: a course put off, a late answer."""
    return _with_activity(problem, step, lambda one: replace(one, release=max(one.release, release)))


def with_deadline(problem: PlanningProblem, deadline: int | None) -> PlanningProblem:
    """Another latest finish, or none."""
    return replace(problem, deadline=deadline)


def with_budget(problem: PlanningProblem, budget: str, more: int) -> PlanningProblem:
    """More money (or less) from the first period on."""
    return replace(
        problem,
        budgets=tuple(
            replace(one, available=tuple(max(0, there + more) for there in one.available))
            if one.id == budget
            else one
            for one in problem.budgets
        ),
    )


def _with_capacity(problem: PlanningProblem, capacity: _Capacity) -> PlanningProblem:
    return replace(
        problem, resources=tuple(replace(one, capacity=capacity(one)) for one in problem.resources)
    )


def _with_activity(problem: PlanningProblem, step: ActivityId, change: _Change) -> PlanningProblem:
    if step not in {one.id for one in problem.activities}:
        msg = f"There is no step “{step}” in this plan."
        raise BadInput(msg)
    return replace(
        problem,
        activities=tuple(change(one) if one.id == step else one for one in problem.activities),
    )


def _longer(mode: Mode, more: Mapping[str, int]) -> Mode:
    """More work; steady work keeps its pace and takes further periods."""
    work = {name: units + more.get(name, 0) for name, units in mode.work.items()}
    if mode.can_pause or not mode.duration:
        return replace(mode, work=work)
    periods = max(ceil(work[name] * mode.duration / units) for name, units in mode.work.items() if units)
    pace = {name: units // mode.duration for name, units in mode.work.items()}
    return replace(mode, duration=periods, work={name: each * periods for name, each in pace.items()})


# ------------------------------------------------------------------ what is left


def standings(progress: Progress, before: Solution, *, now: int) -> tuple[Standing, ...]:
    """Where placed steps stand after their log; untouched ones are not named."""
    by_step = progress.by_step
    found = []
    for placed in before.placements:
        said = by_step.get(placed.activity)
        if said is None or said.standing == "open":
            continue
        names = sorted({load.resource for load in placed.loads}) or ["own"]
        left = ceil(said.hours_left * UNITS_PER_HOUR / len(names) - 1e-9)
        found.append(
            Standing(
                step=placed.activity,
                state=said.standing,
                start=min(placed.start, now),
                finish=min(placed.finish, now),
                units_left=dict.fromkeys(names, left),
            )
        )
    return tuple(found)


def leave_rest(
    problem: PlanningProblem, before: Solution, standing: Iterable[Standing], *, now: int
) -> tuple[PlanningProblem, Solution]:
    """The problem and the plan from `now` on: finished steps gone, begun ones with what is left.

    What was spent stays spent, what waited for a finished step is free after its lag,
    and no period before `now` holds hours.
    """
    stands = {one.step: one for one in standing}
    placed = {one.activity: one for one in before.placements}
    done = {step: one.finish for step, one in stands.items() if one.state == "finished"}
    gone = {*done, *(step for step, one in stands.items() if one.state == "dropped")}
    releases = _releases(problem, done, now)
    rest = replace(
        problem,
        resources=tuple(_from(one, now) for one in problem.resources),
        budgets=tuple(_unspent(one, problem, placed, stands) for one in problem.budgets),
        activities=tuple(
            _rest_of(one, stands.get(one.id), placed.get(one.id), releases.get(one.id, now), now)
            for one in problem.activities
            if one.id not in gone
        ),
        needs=_needs_left(problem, done, gone, stands),
        precedences=_precedences_left(problem, gone, stands),
    )
    return rest, _plan_left(rest, before, stands, gone, now)


def _releases(problem: PlanningProblem, done: Mapping[ActivityId, int], now: int) -> dict[ActivityId, int]:
    releases: dict[ActivityId, int] = {}
    for rule in problem.precedences:
        if rule.before in done:
            releases[rule.after] = max(releases.get(rule.after, now), done[rule.before] + rule.lag)
    for need in problem.needs:
        met = [done[one] + need.lag for one in need.any_of if one in done]
        if met and need.activity is not None:
            releases[need.activity] = max(releases.get(need.activity, now), min(met))
    return releases


def _from(resource: Resource, now: int) -> Resource:
    return replace(
        resource,
        capacity=tuple(0 if period < now else units for period, units in enumerate(resource.capacity)),
    )


def _unspent(
    budget: Budget,
    problem: PlanningProblem,
    placed: Mapping[ActivityId, Placement],
    stands: Mapping[ActivityId, Standing],
) -> Budget:
    """The budget less what begun and finished steps cost in the mode they were in."""
    modes = {(one.id, mode.id): mode for one in problem.activities for mode in one.modes}
    spent = sum(
        modes[step, placed[step].mode].costs.get(budget.id, 0)
        for step, one in stands.items()
        if one.state != "dropped" and step in placed
    )
    return replace(budget, available=tuple(max(0, there - spent) for there in budget.available))


def _rest_of(
    activity: Activity, standing: Standing | None, placed: Placement | None, release: int, now: int
) -> Activity:
    free_from = max(activity.release, release, now)
    if standing is None or placed is None:
        return replace(activity, release=free_from)
    mode = next(one for one in activity.modes if one.id == placed.mode)
    rest = replace(
        mode,
        work=dict(standing.units_left),
        costs={},
        duration=max(0, standing.start + mode.duration - now),
    )
    if not mode.can_pause:
        rest = _steady_rest(mode, rest)
    return replace(activity, modes=(rest,), release=free_from, is_required=True)


def _steady_rest(mode: Mode, rest: Mode) -> Mode:
    """A class goes on at its pace for as many periods as the work that is left takes."""
    pace = {name: units // mode.duration for name, units in mode.work.items() if units}
    needed = [ceil(left / pace[name]) for name, left in rest.work.items() if pace.get(name)]
    periods = max([1, *needed])
    return replace(rest, duration=periods, work={name: each * periods for name, each in pace.items()})


def _needs_left(
    problem: PlanningProblem,
    done: Mapping[ActivityId, int],
    gone: set[ActivityId],
    stands: Mapping[ActivityId, Standing],
) -> tuple[Need, ...]:
    """Needs that nothing finished has met and whose owner has not begun."""
    return tuple(
        replace(need, any_of=tuple(one for one in need.any_of if one not in gone))
        for need in problem.needs
        if need.activity not in stands and not any(one in done for one in need.any_of)
    )


def _precedences_left(
    problem: PlanningProblem, gone: set[ActivityId], stands: Mapping[ActivityId, Standing]
) -> tuple[Precedence, ...]:
    return tuple(rule for rule in problem.precedences if rule.before not in gone and rule.after not in stands)


def _plan_left(
    rest: PlanningProblem,
    before: Solution,
    stands: Mapping[ActivityId, Standing],
    gone: set[ActivityId],
    now: int,
) -> Solution:
    """The placements that are left, begun ones cut at `now`."""
    modes = {(one.id, mode.id): mode for one in rest.activities for mode in one.modes}
    placements = [
        _cut(placed, modes[placed.activity, placed.mode], now) if placed.activity in stands else placed
        for placed in before.placements
        if placed.activity not in gone and (placed.activity, placed.mode) in modes
    ]
    return solution_of(rest, placements)


def _cut(placed: Placement, mode: Mode, now: int) -> Placement:
    """A begun step from `now` on, with as much of its planned loads as work is left."""
    left = dict(mode.work)
    loads = []
    for load in placed.loads:
        amount = min(load.amount, left.get(load.resource, 0))
        if load.period >= now and amount:
            loads.append(Load(period=load.period, resource=load.resource, amount=amount))
            left[load.resource] -= amount
    finish = max([now + 1, *(load.period + 1 for load in loads)])
    return replace(placed, start=now, finish=finish, loads=tuple(loads))
