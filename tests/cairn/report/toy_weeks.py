"""The toy plan on the calendar, one step after the other from Monday 7 December 2026."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from tests.cairn.report.toy_gap import SOLVED
from tests.cairn.report.toy_plan import START, TODAY, WEEKLY_HOURS

from cairn.plan.values import Step
from cairn.provenance import leaf
from cairn.schedule.timeline import DatedStep, Forecast, Session, Timeline, WeekLoad
from cairn.units import monday_of


def periods(weeks: Sequence[int]) -> tuple[list[list[date]], date]:
    """Each step's Mondays, one after the other, none while away."""
    monday, out = START, []
    for count in weeks:
        mondays: list[date] = []
        while len(mondays) < count:
            if not date(2027, 3, 1) <= monday <= date(2027, 3, 14):
                mondays.append(monday)
            monday += timedelta(weeks=1)
        out.append(mondays)
    return out, monday


def _sessions(steps: Sequence[Step], mondays: Sequence[Sequence[date]]) -> tuple[Session, ...]:
    return tuple(
        Session(
            step=step.id,
            title=step.option.title,
            day=monday + timedelta(days=day),
            start=time(hour),
            minutes=120,
        )
        for step, several in zip(steps, mondays, strict=True)
        for monday in several
        for day, hour in ((1, 19), (5, 10))
    )


def toy_timeline(steps: Sequence[Step], slack: Sequence[int], mondays: Sequence[Sequence[date]]) -> Timeline:
    sessions = _sessions(steps, mondays)
    finish = max((one.day for one in sessions), default=TODAY)
    used = {monday for several in mondays for monday in several}
    last = monday_of(finish)
    weeks = []
    monday = START
    while sessions and monday <= last:
        is_away = monday not in used
        hours = 0.0 if is_away else float(WEEKLY_HOURS)
        weeks.append(
            WeekLoad(
                monday=monday,
                planned_hours=hours,
                capacity_hours=hours,
                work_hours=0,
                work_capacity_hours=0,
                is_away=is_away,
            )
        )
        monday += timedelta(weeks=1)
    dated = tuple(
        DatedStep(
            step=step.id,
            first=several[0] + timedelta(days=1),
            last=several[-1] + timedelta(days=5),
            slack_weeks=room,
        )
        for step, several, room in zip(steps, mondays, slack, strict=True)
    )
    forecast = Forecast(
        p50=finish + timedelta(weeks=2),
        p80=finish + timedelta(weeks=6),
        by_step=(),
        decides=tuple((step.id, 0.5 if room else 1.0) for step, room in zip(steps, slack, strict=True)),
        buys_weeks=tuple((step.id, 0.5) for step in steps),
        runs=2000,
        note="Hours of different steps vary independently.",
    )
    why = leaf("Finish", (finish - TODAY).days, source=SOLVED, unit="days after 2 Dec 2026")
    return Timeline(
        finish=finish, steps=dated, sessions=sessions, weeks=tuple(weeks), finish_why=why, forecast=forecast
    )
