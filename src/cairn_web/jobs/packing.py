"""A finished plan as it is kept: what the pages show, and the basis for what comes after."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cairn.assumptions import Assumptions
from cairn.plan.priorities import Aim, GoalId, tasks_of
from cairn.plan.values import Step
from cairn.report import PlanReport
from cairn_web.wire import to_json

Json = dict[str, Any]
Segment = tuple[int, float, float]
_IMPORTANCE = 3.0  # any: shares do not depend on it


def pack_plan(
    report: PlanReport,
    assumptions: Assumptions,
    *,
    began: date | None = None,
    hours: Sequence[Segment] = (),
) -> Json:
    """Document, record, calendar, options and summary of a plan, and its basis.

    `began` is the day from which its weeks are counted, `hours` the hours a week and at
    work from which week on; by default those of its terms.
    """
    from cairn.report import build_report, render_calendar, report_json

    document = build_report(report)
    terms = report.plan.terms
    usual = (0, terms.hours_per_week.value, terms.hours_at_work.value)
    return {
        "document": to_json(document),
        "record": report_json(report, document),
        "calendar": render_calendar(report),
        "options": _options(report),
        "summary": _summary(report, document.title, assumptions),
        "skill_kinds": {one.requirement.skill: one.skill_kind for one in report.plan.gap.skills},
        "impacts": _impacts(report),
        "basis": {
            "report": to_json(report),
            "began": (began or terms.today).isoformat(),
            "hours": [list(one) for one in hours or (usual,)],
        },
    }


def _impacts(report: PlanReport) -> Mapping[str, float]:
    """What each step gives the goal, as a share of all that the plan gives it."""
    aim = Aim(id=GoalId("plan"), title=report.goal.statement, importance=_IMPORTANCE)
    found = tasks_of(report.plan, aim, ends={}, hours_left={})
    return {one.id: round(one.impacts[aim.id], 6) for one in found}


def _options(report: PlanReport) -> list[Json]:
    chosen = {one.id for one in report.plan.steps}
    return [_option(one, is_chosen=one.id in chosen) for one in report.plan.candidates]


def _option(step: Step, *, is_chosen: bool) -> Json:
    option = step.option
    return {
        "id": option.id,
        "step": step.id,
        "title": option.title,
        "kind": option.kind,
        "origin": step.origin,
        "provider": option.provider,
        "hours": step.hours.value,
        "cost": step.cost.value,
        "proves": option.proves,
        "grants": list(option.grants),
        "lifts": [[one.skill, one.end] for one in step.lifts if one.is_asked],
        "is_chosen": is_chosen,
    }


def _summary(report: PlanReport, title: str, assumptions: Assumptions) -> Json:
    """What a list of plans and a comparison of two show."""
    return {
        "title": title,
        "role": report.role.title,
        "fits": report.fits,
        "finish": report.timeline.finish.isoformat(),
        "p80": report.timeline.forecast.p80.isoformat(),
        "hours": round(report.plan.hours.value),
        "cost": round(report.plan.cost.value),
        "currency": report.plan.terms.currency,
        "steps": len(report.plan.steps),
        "hours_per_week": report.plan.terms.hours_per_week.value,
        "default_hours": assumptions.number("plan.default_hours_per_week"),
    }
