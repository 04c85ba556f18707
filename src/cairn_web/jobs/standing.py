"""Where a kept plan stands on a day: its calendar, what was done of it, what is left.

Periods keep their numbers over all versions of a plan: they are weeks counted from
the one in which its first version began. What lies before today is history.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cairn.assumptions import Assumptions, load_assumptions
from cairn.errors import BadInput
from cairn.plan.calendar import Slot, Week, lay_weeks
from cairn.plan.problem import Activity, ActivityId, PlanningProblem, Resource, Solution
from cairn.plan.values import Terms
from cairn.provenance import Source, leaf
from cairn.report import PlanReport
from cairn.schedule.replan import Standing
from cairn.schedule.replan.changes import leave_rest, standings
from cairn.track import Entry, Pace, Progress, fold_progress, learn_pace
from cairn.units import monday_of
from cairn_web.jobs.packing import Segment
from cairn_web.wire import from_json

OTHER_FORM = (
    "This plan was kept by another version of Cairn, in a form that this one does not read; "
    "make it anew once."
)
OWN, WORK, MONEY = "own", "work", "money"
_SAID = Source(kind="entered", name="you")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBasis:
    """A plan as it was kept; `hours` are (from week, hours a week, hours at work)."""

    report: PlanReport
    began: date
    hours: tuple[Segment, ...]

    @property
    def monday(self) -> date:
        """The first day of period 0."""
        return monday_of(self.began)

    def period_of(self, day: date) -> int:
        """The week that a day lies in, counted from 0."""
        return max(0, (monday_of(day) - self.monday).days // 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A plan on a day: `problem` whole, `rest` from the period `now` on, `left` what it had placed there.

    `free_from` is the first day whose hours are still to be had.
    """

    kept: KeptBasis
    report: PlanReport
    problem: PlanningProblem
    weeks: tuple[Week, ...]
    hours: tuple[Segment, ...]
    progress: Progress
    pace: Pace
    today: date
    free_from: date
    now: int
    stands: tuple[Standing, ...]
    rest: PlanningProblem
    left: Solution
    assumptions: Assumptions

    @property
    def touched(self) -> frozenset[ActivityId]:
        """The steps under way."""
        return frozenset(one.step for one in self.stands if one.state == "started")


def read_basis(told: Mapping[str, Any]) -> KeptBasis:
    """The basis that `pack_plan` wrote.

    Raises:
        BadInput: it was written by a Cairn whose values had another form.
    """
    try:
        segments = tuple((int(start), float(own), float(work)) for start, own, work in told["hours"])
        report: PlanReport = from_json(told["report"])
        return KeptBasis(report=report, began=date.fromisoformat(told["began"]), hours=segments)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(OTHER_FORM) from error


def read_entries(told: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The log as values."""
    return tuple(
        Entry(
            step=ActivityId(one["step"]),
            kind=one["kind"],
            day=date.fromisoformat(one["day"]),
            hours=float(one.get("hours", 0)),
        )
        for one in told
    )


def stand_at(
    kept: KeptBasis,
    report: PlanReport,
    problem: PlanningProblem,
    *,
    entries: Sequence[Entry],
    today: date,
    hours: Sequence[Segment] = (),
) -> Situation:
    """Where the plan stands; `report` and `problem` may carry changes, `hours` other hours."""
    assumptions = load_assumptions()
    segments = tuple(hours or kept.hours)
    progress, _ = fold_progress(report.plan.steps, entries)
    now = kept.period_of(today)
    free_from = today + timedelta(days=any(one.day == today for one in entries))
    weeks = lay_calendar(kept, report.plan.terms, segments, problem.periods, free_from=free_from)
    fitted = _later_small_steps(_with_weeks(problem, weeks, now), now)
    there = {one.id for one in fitted.activities}  # a step under way may be the one that is dropped
    stands = tuple(one for one in standings(progress, kept.report.solution, now=now) if one.step in there)
    rest, left = leave_rest(fitted, kept.report.solution, stands, now=now)
    return Situation(
        kept=kept,
        report=report,
        problem=fitted,
        weeks=weeks,
        hours=segments,
        progress=progress,
        pace=learn_pace(progress.finished, assumptions),
        today=today,
        free_from=free_from,
        now=now,
        stands=stands,
        rest=rest,
        left=left,
        assumptions=assumptions,
    )


# ------------------------------------------------------------------ the calendar


def lay_calendar(
    kept: KeptBasis, terms: Terms, segments: Sequence[Segment], periods: int, *, free_from: date
) -> tuple[Week, ...]:
    """The weeks from the plan's first one on, each with the hours that hold in it.

    Of the week of `free_from` only that day and what comes after it holds hours.
    """
    ends = [*(start for start, _, _ in segments[1:]), periods]
    weeks: list[Week] = []
    for (start, own, work), end in zip(segments, ends, strict=True):
        then = replace(
            terms,
            today=kept.began,
            hours_per_week=leaf("hours a week", own, unit="hours", source=_SAID),
            hours_at_work=leaf("hours a week at work", work, unit="hours", source=_SAID),
        )
        weeks += lay_weeks(then, end)[start:end]
    now = kept.period_of(free_from)
    if now < len(weeks):
        weeks[now] = _from_day(weeks[now], free_from)
    return tuple(weeks)


def _from_day(week: Week, day: date) -> Week:
    def ahead(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(one for one in slots if one.day >= day)

    return replace(week, own=ahead(week.own), work=ahead(week.work))


def _with_weeks(problem: PlanningProblem, weeks: Sequence[Week], now: int) -> PlanningProblem:
    """The problem with the hours of these weeks from `now` on."""

    def capacity(one: Resource) -> tuple[int, ...]:
        there = [week.work_units if one.id == WORK else week.own_units for week in weeks]
        return (*one.capacity[:now], *there[now:])

    return replace(
        problem, resources=tuple(replace(one, capacity=capacity(one)) for one in problem.resources)
    )


def _later_small_steps(problem: PlanningProblem, now: int) -> PlanningProblem:
    """Steps that were to come early get as many working weeks again, so that a late start breaks nothing."""
    working = [
        period
        for period in range(now, problem.periods)
        if all(one.capacity[period] for one in _used(problem))
    ]

    def latest(one: Activity, weeks: int) -> int:
        ahead = [period for period in working if period >= one.release]
        return max(weeks, ahead[min(weeks, len(ahead)) - 1] + 1) if ahead else problem.periods

    return replace(
        problem,
        activities=tuple(
            one if one.deadline is None else replace(one, deadline=latest(one, one.deadline))
            for one in problem.activities
        ),
    )


def _used(problem: PlanningProblem) -> tuple[Resource, ...]:
    """The resources that have hours at all."""
    return tuple(one for one in problem.resources if any(one.capacity))
