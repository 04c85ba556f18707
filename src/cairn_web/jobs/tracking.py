"""Where the plan leads as it stands: forecast with the person's own pace, on track or not, suggestions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cairn.plan.problem import ActivityId
from cairn.report import PlanReport
from cairn.review.on_track import judge_track, suggest_adjustments
from cairn.schedule.forecast import advise_deadline
from cairn.schedule.timeline import Forecast
from cairn_web.jobs.composing import forecast_rest
from cairn_web.jobs.standing import Situation, read_basis, read_entries, stand_at
from cairn_web.wire import to_json

Json = dict[str, Any]
Tell = Callable[[str], None]


def track(request: Mapping[str, Any], tell: Tell) -> Json:
    """The forecast from today on beside the one the plan was made with, and what to make of it."""
    tell("Looking at what was done")
    kept = read_basis(request["basis"])
    at = stand_at(
        kept,
        kept.report,
        kept.report.plan.problem,
        entries=read_entries(request["entries"]),
        today=date.fromisoformat(request["today"]),
    )
    tell("Trying the dates over and over")
    now = forecast_rest(at)
    deadline = kept.report.goal.deadline or kept.report.timeline.forecast.p80
    judged = judge_track(kept.report.plan, now, deadline)
    return {
        "today": at.today.isoformat(),
        "deadline": deadline.isoformat(),
        "track": judged.track,
        "sentence": judged.sentence,
        "days_late": judged.days_late,
        "cause": judged.cause,
        "before": _tell_forecast(kept.report.timeline.forecast),
        "now": _tell_forecast(now),
        "advice": advise_deadline(now, deadline),
        "note": now.note,
        "pace": {"ratio": to_json(at.pace.ratio), "count": at.pace.count, "note": at.pace.note},
        "milestones": _milestones(kept.report, at, now),
        "behind": _behind(at),
        "suggestions": _suggestions(kept.report, now, deadline),
    }


def _tell_forecast(one: Forecast) -> Json:
    return {"p50": one.p50.isoformat(), "p80": one.p80.isoformat()}


def _milestones(report: PlanReport, at: Situation, now: Forecast) -> list[Json]:
    """Each stone with its likely and its sure day, as planned and as it stands."""
    was = {step: (p50, p80) for step, p50, p80 in report.timeline.forecast.by_step}
    there = {step: (p50, p80) for step, p50, p80 in now.by_step}
    whole = (report.timeline.forecast.p50, report.timeline.forecast.p80), (now.p50, now.p80)
    rows = []
    for stone in report.milestones:
        stands = at.progress.by_step.get(ActivityId(stone.step)) if stone.step else None
        before = was.get(ActivityId(stone.step)) if stone.step else whole[0]
        after = there.get(ActivityId(stone.step)) if stone.step else whole[1]
        reached = stands.finished_on if stands else None
        rows.append(
            {
                "title": stone.title,
                "was": [one.isoformat() for one in before] if before else None,
                "now": [one.isoformat() for one in after] if after and not reached else None,
                "reached": reached.isoformat() if reached else None,
            }
        )
    return rows


def _behind(at: Situation) -> list[Json]:
    """Steps whose planned end has passed and that are not finished."""
    planned = {one.step: one.last for one in at.kept.report.timeline.steps}
    return [
        {
            "step": one.step,
            "title": one.label,
            "days": (at.today - planned[one.step]).days,
            "hours_left": round(one.hours_left, 2),
        }
        for one in at.progress.steps
        if one.standing in {"open", "started"} and one.step in planned and planned[one.step] < at.today
    ]


def _suggestions(report: PlanReport, now: Forecast, deadline: date) -> list[Json]:
    found = suggest_adjustments(report.plan, now, deadline)
    return [{"key": one.key, "kind": one.kind, "sentence": one.sentence} for one in found]
