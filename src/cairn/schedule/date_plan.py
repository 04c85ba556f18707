"""From periods to days: sessions in the person's own slots, and each week's load.

Work of one week is laid into that week's slots in an order that respects what
must come first, so a step may begin on Saturday when the one before it ended on
Thursday.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.plan.build import OWN, WORK
from cairn.plan.calendar import Slot, Week, slot_minutes
from cairn.plan.problem import ActivityId, Placement, PlanningProblem, Solution
from cairn.plan.values import UNITS_PER_HOUR, Plan
from cairn.provenance import Derivation, Source, leaf
from cairn.schedule.timeline import DatedStep, Session, WeekLoad

_SATURATED = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Which present activity waits for which, with the lag in weeks."""

    before: Mapping[ActivityId, tuple[tuple[ActivityId, int], ...]]

    def rank(self, activity: ActivityId) -> int:
        """How many activities must come one after another before this one."""
        return max((1 + self.rank(other) for other, _ in self.before.get(activity, ())), default=0)


def find_links(problem: PlanningProblem, solution: Solution) -> Links:
    """The waits that hold in this schedule: fixed ones, and the first option that meets each need."""
    placed = {one.activity: one for one in solution.placements}
    before: dict[ActivityId, list[tuple[ActivityId, int]]] = defaultdict(list)
    for one in problem.precedences:
        if one.before in placed and one.after in placed:
            before[one.after].append((one.before, one.lag))
    for need in problem.needs:
        if need.activity in placed:
            able = [placed[other] for other in need.any_of if other in placed]
            if able:
                first = min(able, key=lambda other: (other.finish, other.activity))
                before[need.activity].append((first.activity, need.lag))
    return Links(before={after: tuple(dict.fromkeys(found)) for after, found in before.items()})


def place_sessions(
    plan: Plan, solution: Solution, weeks: Sequence[Week], links: Links
) -> tuple[Session, ...]:
    """Every week's work laid into that week's slots, in order of day and hour."""
    titles = {step.id: step.option.title for step in plan.steps}
    loads: dict[tuple[int, str], list[tuple[Placement, int]]] = defaultdict(list)
    ordered = sorted(solution.placements, key=lambda one: (one.start, links.rank(one.activity), one.finish))
    for placed in ordered:
        for load in placed.loads:
            loads[load.period, load.resource].append((placed, load.amount))
    sessions: list[Session] = []
    for (period, resource), wanted in sorted(loads.items(), key=lambda item: item[0]):
        slots = weeks[period].own if resource == OWN else weeks[period].work
        sessions += _pour(wanted, slots, titles, at_work=resource == WORK)
    return tuple(sorted(sessions, key=lambda one: (one.day, one.start, one.step)))


def _pour(
    wanted: list[tuple[Placement, int]],
    slots: Sequence[Slot],
    titles: Mapping[ActivityId, str],
    *,
    at_work: bool,
) -> list[Session]:
    found: list[Session] = []
    waiting = [(placed.activity, amount) for placed, amount in wanted]
    for slot in slots:
        used = 0
        while waiting and used < slot.units:
            activity, amount = waiting[0]
            taken = min(amount, slot.units - used)
            start = slot.start.hour * 60 + slot.start.minute + slot_minutes(used)
            found.append(
                Session(
                    step=activity,
                    title=titles[activity],
                    day=slot.day,
                    start=slot.start.replace(hour=start // 60, minute=start % 60),
                    minutes=slot_minutes(taken),
                    at_work=at_work,
                )
            )
            used += taken
            waiting[0] = (activity, amount - taken)
            if amount == taken:
                waiting.pop(0)
    return found


def date_steps(
    solution: Solution,
    weeks: Sequence[Week],
    sessions: Sequence[Session],
    links: Links,
    problem: PlanningProblem,
) -> tuple[DatedStep, ...]:
    """First and last day of every step, and how many weeks it has to spare."""
    days: dict[ActivityId, list[date]] = defaultdict(list)
    for session in sessions:
        days[session.step].append(session.day)
    slack = _slack(solution, links, problem)
    return tuple(
        DatedStep(
            step=placed.activity,
            first=min(days[placed.activity], default=weeks[placed.start].monday),
            last=_last_day(placed, weeks, days[placed.activity]),
            slack_weeks=slack[placed.activity],
        )
        for placed in sorted(solution.placements, key=lambda one: (one.start, one.finish, one.activity))
    )


def _last_day(placed: Placement, weeks: Sequence[Week], days: list[date]) -> date:
    """The last session's day, or the end of the last week where waiting is part of the work."""
    last_week = weeks[placed.finish - 1].monday
    return max([*days, last_week + timedelta(days=6)] if not days or max(days) < last_week else days)


def _slack(solution: Solution, links: Links, problem: PlanningProblem) -> dict[ActivityId, int]:
    """Weeks each step could end later with the finish where it is.

    Counted along the waits; where a step's own resource is full from its start to
    the finish there is none, since every hour more there moves the finish.
    """
    after: dict[ActivityId, list[tuple[ActivityId, int]]] = defaultdict(list)
    for later, waits in links.before.items():
        for earlier, lag in waits:
            after[earlier].append((later, lag))
    placed = {one.activity: one for one in solution.placements}
    slack: dict[ActivityId, int] = {}
    for one in sorted(solution.placements, key=lambda other: -links.rank(other.activity)):
        room = [slack[later] + placed[later].start - one.finish - lag for later, lag in after[one.activity]]
        free = min(room, default=solution.finish - one.finish)
        slack[one.activity] = 0 if _is_saturated(one, solution, problem) else max(0, free)
    return slack


def _is_saturated(placed: Placement, solution: Solution, problem: PlanningProblem) -> bool:
    used: dict[str, int] = defaultdict(int)
    for other in solution.placements:
        for load in other.loads:
            if load.period >= placed.start:
                used[load.resource] += load.amount
    mine = {load.resource for load in placed.loads}
    return any(
        used[one.id] >= _SATURATED * sum(one.capacity[placed.start : solution.finish])
        for one in problem.resources
        if one.id in mine
    )


def load_weeks(solution: Solution, weeks: Sequence[Week]) -> tuple[WeekLoad, ...]:
    """Hours planned and hours there are, week by week up to the finish."""
    planned: dict[tuple[int, str], int] = defaultdict(int)
    for placed in solution.placements:
        for load in placed.loads:
            planned[load.period, load.resource] += load.amount
    return tuple(
        WeekLoad(
            monday=week.monday,
            planned_hours=planned[index, OWN] / UNITS_PER_HOUR,
            capacity_hours=week.own_units / UNITS_PER_HOUR,
            work_hours=planned[index, WORK] / UNITS_PER_HOUR,
            work_capacity_hours=week.work_units / UNITS_PER_HOUR,
            is_away=week.is_away,
        )
        for index, week in enumerate(weeks[: solution.finish])
    )


def finish_leaf(solution: Solution) -> Derivation:
    """The finish in weeks, as the solver proved it and with what holds it there."""
    proved = (
        "no plan finishes earlier"
        if solution.finish == solution.bound
        else f"no plan finishes before week {solution.bound}"
    )
    detail = "; ".join((proved, *solution.binding))
    return leaf(
        "finish, in weeks from the first",
        solution.finish,
        unit="weeks",
        source=Source(kind="solved", name="the schedule", detail=detail),
    )
