"""Whole plans for the baker of the toy catalogue, made by the main job on ordinary terms."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cairn.plan.values import Plan, Terms
from cairn.provenance import Derivation, Source, leaf
from cairn.report import PlanReport, build_report, report_json
from cairn.units import Money

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
MakePlan = Callable[..., PlanReport]


def hours(number: float) -> Derivation:
    return leaf("hours a week", number, unit="hours", source=TYPED)


TERMS = Terms(
    today=TODAY,
    hours_per_week=hours(6),
    hours_at_work=hours(2),
    budget=Money(amount=Decimal(2000), currency="USD"),
    deadline=date(2028, 12, 1),
)
POOR = replace(TERMS, budget=Money(amount=Decimal(300), currency="USD"))


def ids(plan: Plan) -> set[str]:
    return {str(step.id) for step in plan.steps}


def record_of(report: PlanReport) -> dict[str, Any]:
    text = json.dumps(report_json(report, build_report(report)), allow_nan=False)
    found: dict[str, Any] = json.loads(text)
    return found
