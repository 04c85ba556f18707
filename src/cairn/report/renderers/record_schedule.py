"""The schedule in the JSON record: the same for a plan as it is made and as it is changed."""

from datetime import date

from cairn.plan.problem import Solution
from cairn.report.renderers.record_person import Json
from cairn.schedule.timeline import Forecast, Session, WeekLoad


def iso(day: date | None) -> str | None:
    """The day as the record writes it; None where there is none."""
    return day.isoformat() if day else None


def session_json(one: Session) -> Json:
    """One sitting."""
    return {
        "step": one.step,
        "title": one.title,
        "start": f"{one.day.isoformat()}T{one.start:%H:%M}",
        "minutes": one.minutes,
        "at_work": one.at_work,
    }


def week_json(one: WeekLoad) -> Json:
    """Hours planned in a week and hours there are."""
    return {
        "monday": one.monday.isoformat(),
        "planned_hours": one.planned_hours,
        "capacity_hours": one.capacity_hours,
        "work_hours": one.work_hours,
        "is_away": one.is_away,
    }


def forecast_json(forecast: Forecast) -> Json:
    """How sure the dates are, step by step; the day of the whole is the caller's to name."""
    return {
        "runs": forecast.runs,
        "note": forecast.note,
        "by_step": [
            {"step": step, "p50": middle.isoformat(), "p80": sure.isoformat()}
            for step, middle, sure in forecast.by_step
        ],
        "decides": [{"step": step, "share": share} for step, share in forecast.decides],
        "buys_weeks": [{"step": step, "weeks": weeks} for step, weeks in forecast.buys_weeks],
    }


def solution_json(solution: Solution, *, cost: int | None = None) -> Json:
    """A solution with its bounds and placements; `cost` where it was counted anew."""
    return {
        "status": solution.status,
        "finish_weeks": solution.finish,
        "bound_weeks": solution.bound,
        "cost": solution.cost if cost is None else cost,
        "cost_bound": solution.cost_bound,
        "binding": list(solution.binding),
        "method": solution.method,
        "placements": [
            {
                "step": one.activity,
                "mode": one.mode,
                "start_week": one.start,
                "finish_week": one.finish,
                "loads": [[load.period, load.resource, load.amount] for load in one.loads],
            }
            for one in solution.placements
        ],
    }
