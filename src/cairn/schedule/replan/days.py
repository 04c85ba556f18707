"""From days and words to periods: where a plan stands today, and what is asked of the rest.

What lay before today counts as done as planned unless something else is told. Work is
counted by the sessions that were planned up to today, so a week that is half over is
half done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil

from cairn.errors import BadInput
from cairn.plan.build import OWN, WORK
from cairn.plan.calendar import Week
from cairn.plan.problem import ActivityId, Load, Placement, PlanningProblem, Solution
from cairn.plan.values import UNITS_PER_HOUR
from cairn.schedule.replan.changes import leave_rest, with_release
from cairn.schedule.replan.healing import solution_of
from cairn.schedule.replan.values import Standing
from cairn.schedule.timeline import Session
from cairn.units import monday_of

_MINUTES_PER_UNIT = 60 // UNITS_PER_HOUR
_Worked = Mapping[tuple[ActivityId, int, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person says of their plan on a day; steps that are not named went as planned.

    `done` are steps finished (whether or not it was planned by now), `hours` what they
    took where that was said, `left` the hours still to do of a step, `not_done` steps
    nobody has begun, `slipped` weeks by which a step is behind, `dropped` steps given up.
    """

    today: date
    done: frozenset[ActivityId] = frozenset()
    hours: Mapping[ActivityId, float] = field(default_factory=dict)
    left: Mapping[ActivityId, float] = field(default_factory=dict)
    not_done: frozenset[ActivityId] = frozenset()
    slipped: Mapping[ActivityId, int] = field(default_factory=dict)
    dropped: frozenset[ActivityId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The plan cut at a day: `now` is the period it lies in, `standings` what is not open.

    `rest` is the problem from now on and `before` what was planned for it; `worked`
    are the units done, by step, period and resource. A `steady` step under way has its
    whole week before it still, for its weeks cannot be parted.
    """

    now: int
    standings: tuple[Standing, ...]
    worked: _Worked
    rest: PlanningProblem
    before: Solution
    steady: frozenset[ActivityId] = frozenset()

    @property
    def finished(self) -> frozenset[ActivityId]:
        """Steps that are over."""
        return frozenset(one.step for one in self.standings if one.state == "finished")

    @property
    def started(self) -> frozenset[ActivityId]:
        """Steps under way."""
        return frozenset(one.step for one in self.standings if one.state == "started")


def period_of(day: date, first_monday: date) -> int:
    """The period a day lies in.

    Raises:
        BadInput: it lies before the plan.
    """
    period = (monday_of(day) - first_monday).days // 7
    if period < 0:
        msg = f"The plan begins in the week of {first_monday.isoformat()}; {day.isoformat()} lies before it."
        raise BadInput(msg)
    return period


def cut_at_today(
    problem: PlanningProblem,
    solution: Solution,
    sessions: Sequence[Session],
    told: Told,
    *,
    first_monday: date,
) -> Today:
    """Where everything stands on a day, and what is left to plan.

    `problem` holds the hours, money and date that are asked from now on.
    """
    now = period_of(told.today, first_monday)
    worked = _worked(sessions, told, first_monday)
    steady = _steady(problem, solution)
    whole = {key: units for key, units in worked.items() if not (key[0] in steady and key[1] == now)}
    standings = tuple(_standings(solution, worked, whole, told, now))
    for step, weeks in told.slipped.items():
        if step not in {one.step for one in standings}:
            placed = next(one for one in solution.placements if one.activity == step)
            problem = with_release(problem, step, max(now, placed.start) + weeks)
    under_way = {one.step for one in standings if one.state == "started"}
    back = {key: units for key, units in worked.items() if key not in whole and key[0] in under_way}
    problem = _with_hours_back(_soon_from(problem, now), back)
    ahead = _without_worked(solution, whole, now)
    rest, before = leave_rest(problem, ahead, standings, now=now)
    return Today(now=now, standings=standings, worked=worked, rest=rest, before=before, steady=steady)


def _steady(problem: PlanningProblem, solution: Solution) -> frozenset[ActivityId]:
    """Placed steps that work the same each week without a pause."""
    modes = {(one.id, mode.id): mode for one in problem.activities for mode in one.modes}
    return frozenset(
        one.activity
        for one in solution.placements
        if (one.activity, one.mode) in modes and not modes[one.activity, one.mode].can_pause
    )


def _with_hours_back(problem: PlanningProblem, back: _Worked) -> PlanningProblem:
    """The hours that steady steps have worked this week, for their week is planned as a whole."""

    def more(resource: str, period: int) -> int:
        return sum(units for (_, at, of), units in back.items() if (at, of) == (period, resource))

    return (
        replace(
            problem,
            resources=tuple(
                replace(
                    one, capacity=tuple(units + more(one.id, at) for at, units in enumerate(one.capacity))
                )
                for one in problem.resources
            ),
        )
        if back
        else problem
    )


def _without_worked(solution: Solution, worked: _Worked, now: int) -> Solution:
    """The plan without what of this period's work is done already."""

    def ahead(placed: Placement) -> Placement:
        loads = (
            replace(one, amount=one.amount - worked.get((placed.activity, now, one.resource), 0))
            if one.period == now
            else one
            for one in placed.loads
        )
        return replace(placed, loads=tuple(one for one in loads if one.amount > 0))

    return replace(solution, placements=tuple(map(ahead, solution.placements)))


def _worked(sessions: Sequence[Session], told: Told, first_monday: date) -> _Worked:
    """Units of the sessions up to today, of steps that were begun."""
    found: dict[tuple[ActivityId, int, str], int] = defaultdict(int)
    for one in sessions:
        if one.day <= told.today and one.step not in told.not_done:
            key = (one.step, period_of(one.day, first_monday), WORK if one.at_work else OWN)
            found[key] += one.minutes // _MINUTES_PER_UNIT
    return dict(found)


def _standings(
    solution: Solution, worked: _Worked, whole: _Worked, told: Told, now: int
) -> Iterable[Standing]:
    """`whole` is what was worked without the weeks of steady steps that are not over."""
    for placed in solution.placements:
        standing = _standing(placed, worked, whole, told, now)
        if standing is not None:
            yield standing


def _standing(placed: Placement, worked: _Worked, whole: _Worked, told: Told, now: int) -> Standing | None:
    """Where one step stands; None while nobody has begun it."""
    step, ended = placed.activity, min(placed.finish, now)
    if step in told.dropped:
        return Standing(step=step, state="dropped")
    if step in told.done:
        return Standing(step=step, state="finished", start=min(placed.start, now), finish=ended)
    is_over = not any(_units_left(placed, worked, told).values()) and placed.finish <= now + 1
    left = _units_left(placed, whole, told)
    if is_over and step not in told.not_done:
        return Standing(step=step, state="finished", start=min(placed.start, now), finish=ended)
    if step in told.left or any(one == step for one, _, _ in worked):
        return Standing(step=step, state="started", start=min(placed.start, now), finish=now, units_left=left)
    return None


def _units_left(placed: Placement, worked: _Worked, told: Told) -> dict[str, int]:
    """Units still to do of each resource, with what a slip adds."""
    planned: dict[str, int] = defaultdict(int)
    for load in placed.loads:
        planned[load.resource] += load.amount
    done: dict[str, int] = defaultdict(int)
    for (step, _, name), units in worked.items():
        if step == placed.activity:
            done[name] += units
    left = {name: max(0, units - done[name]) for name, units in planned.items()}
    if placed.activity in told.left:
        whole = sum(planned.values()) or 1
        asked = told.left[placed.activity] * UNITS_PER_HOUR
        left = {name: ceil(asked * units / whole - 1e-9) for name, units in planned.items()}
    weeks = told.slipped.get(placed.activity, 0)
    if weeks:
        periods = max(1, len({load.period for load in placed.loads}))
        left = {name: max(0, left[name] + ceil(weeks * units / periods)) for name, units in planned.items()}
    return left


def _soon_from(problem: PlanningProblem, now: int) -> PlanningProblem:
    """Steps that were to come soon are to come as soon from now on."""
    activities = tuple(
        one if one.deadline is None else replace(one, deadline=one.deadline + now)
        for one in problem.activities
    )
    return replace(problem, activities=activities)


def with_weeks(problem: PlanningProblem, weeks: Sequence[Week], *, start: int) -> PlanningProblem:
    """The hours of these weeks from period `start` on, the last one standing for all that follow."""
    units = {OWN: [one.own_units for one in weeks], WORK: [one.work_units for one in weeks]}
    return replace(
        problem,
        resources=tuple(
            replace(one, capacity=(*one.capacity[:start], *units[one.id][: problem.periods - start]))
            if one.id in units
            else one
            for one in problem.resources
        ),
    )


def join_past(today: Today, before: Solution, after: Solution) -> Solution:
    """The whole plan again: what was worked, then what is planned from today on."""
    was = {one.activity: one for one in before.placements}
    now = {one.activity: one for one in after.placements}
    dropped = {one.step for one in today.standings if one.state == "dropped"}
    finished = {one.step: one for one in today.standings if one.state == "finished"}
    joined = []
    for step in dict.fromkeys((*was, *now)):
        if step in finished:
            joined.append(_as_worked(was[step], finished[step], today.worked))
        elif step in now and step not in dropped:
            joined.append(_continued(was.get(step), now[step], today))
    return replace(
        solution_of(today.rest, joined, method=after.method),
        cost=after.cost,
    )


def _as_worked(placed: Placement, standing: Standing, worked: _Worked) -> Placement:
    loads = _past_loads(placed.activity, worked)
    last = max((one.period + 1 for one in loads), default=standing.finish)
    start = min(placed.start, standing.start)
    return replace(placed, start=start, finish=max(standing.finish, last, start + 1), loads=loads)


def _continued(was: Placement | None, now: Placement, today: Today) -> Placement:
    past = _past_loads(now.activity, today.worked)
    if now.activity in today.steady:
        past = tuple(one for one in past if one.period < today.now)
    amounts: dict[tuple[int, str], int] = defaultdict(int)
    for load in (*past, *now.loads):
        amounts[load.period, load.resource] += load.amount
    loads = tuple(
        Load(period=period, resource=resource, amount=amount)
        for (period, resource), amount in sorted(amounts.items())
    )
    is_begun = was is not None and now.activity in today.started
    start = min(was.start, now.start) if was is not None and is_begun else now.start
    return replace(now, start=start, loads=loads)


def _past_loads(step: ActivityId, worked: _Worked) -> tuple[Load, ...]:
    return tuple(
        Load(period=period, resource=resource, amount=amount)
        for (one, period, resource), amount in sorted(worked.items())
        if one == step and amount
    )
