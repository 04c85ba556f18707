"""A plan on the calendar: sessions, weeks, and how sure the dates are, as values."""

from dataclasses import dataclass
from datetime import date, time

from cairn.plan.problem import ActivityId
from cairn.provenance import Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Work at a floating local time: a start and a length, never a bar of weeks."""

    step: ActivityId
    title: str
    day: date
    start: time
    minutes: int
    at_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """Hours planned and hours there are in the week that begins on `monday`."""

    monday: date
    planned_hours: float
    capacity_hours: float
    work_hours: float
    work_capacity_hours: float
    is_away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStep:
    """First and last day of a step, and the weeks it could end later without moving the finish."""

    step: ActivityId
    first: date
    last: date
    slack_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Dates by simulation over three-point hours.

    `by_step` gives P50 and P80 days a step; `decides` the share of runs in which
    a step lay on the chain that set the finish, `buys_weeks` what a tenth less
    work on it would bring forward at P80. `spread` are the days by which each share
    of the runs had finished; `pace` is the person's own ratio of actual to estimated
    hours behind it, shrunk towards 1. Definitions: docs/method/forecast.md.
    """

    p50: date
    p80: date
    by_step: tuple[tuple[ActivityId, date, date], ...]
    decides: tuple[tuple[ActivityId, float], ...]
    buys_weeks: tuple[tuple[ActivityId, float], ...]
    runs: int
    note: str
    spread: tuple[tuple[float, date], ...] = ()
    pace: Derivation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The schedule in days.

    `finish` is the last day of the last session; `finish_why` names the binding
    constraints as a derivation leaf of kind `solved` (weeks from the first one).
    """

    finish: date
    steps: tuple[DatedStep, ...]
    sessions: tuple[Session, ...]
    weeks: tuple[WeekLoad, ...]
    finish_why: Derivation
    forecast: Forecast
