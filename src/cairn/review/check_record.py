"""From the JSON record of a plan to what the premortem looks at."""

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from cairn.errors import BadInput
from cairn.goals import Goal, horizon_of
from cairn.review.check_values import (
    CheckedSkill,
    CheckedStep,
    CheckedWeek,
    PlanFacts,
    Support,
)

VERSION = 1
_HELD = {"matched", "exceeded"}
_SUPPORTS: dict[str, Support] = {"shown": "shown", "claimed": "claimed", "inferred": "inferred"}

Json = Mapping[str, Any]


def read_plan_record(record: object) -> PlanFacts:
    """The facts of a plan from the record that `cairn plan` writes (plan.json).

    Raises:
        BadInput: it is not such a record, or a value in it has another form.
    """
    if not isinstance(record, Mapping) or record.get("kind") != "cairn plan":
        msg = "This is not a plan; give the plan.json that “cairn plan … --out DIR” writes."
        raise BadInput(msg)
    if record.get("version") != VERSION:
        msg = f"This plan has version {record.get('version')!r}; this Cairn reads {VERSION}. Make it anew."
        raise BadInput(msg)
    try:
        return _facts(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"This plan.json is damaged ({type(error).__name__}: {error}); make it anew with “cairn plan”."
        raise BadInput(msg) from error


def _facts(record: Json) -> PlanFacts:
    plan, schedule, terms = record["plan"], record["schedule"], record["terms"]
    made_on = date.fromisoformat(record["made_on"])
    budget = terms["budget"]
    return PlanFacts(
        goal=_goal(record["goal"], record["target"], made_on),
        made_on=made_on,
        deadline=_day(terms["deadline"]),
        budget=_finite(budget["amount"]) if budget else None,
        cost=_finite(plan["cost"]["value"]),
        finish=date.fromisoformat(schedule["finish"]),
        sure_finish=date.fromisoformat(schedule["p80"]),
        steps=tuple(_step(one) for one in plan["steps"]),
        weeks=tuple(_week(one) for one in schedule["weeks"]),
        held=tuple(_held(record)),
        unmet=tuple(str(one) for one in plan["unmet"]),
        reviews=tuple(map(date.fromisoformat, _review_days(record))),
        sessions=tuple((one["step"], date.fromisoformat(one["start"][:10])) for one in schedule["sessions"]),
        away=tuple(
            (date.fromisoformat(one["first"]), date.fromisoformat(one["last"])) for one in terms["away"]
        ),
    )


def _review_days(record: Json) -> list[str]:
    """Days on which somebody looks at the plan: its reviews and its milestones."""
    return [*record.get("reviews", ()), *(one["day"] for one in record["milestones"])]


def _goal(goal: Json, target: Json, made_on: date) -> Goal:
    deadline = _day(goal["deadline"])
    return Goal(
        statement=str(goal["statement"]),
        measure=str(goal["measure"]),
        relevance=str(goal["relevance"]),
        deadline=deadline,
        horizon=horizon_of(deadline or made_on, today=made_on),
        role=str(target["title"]),
    )


def _step(one: Json) -> CheckedStep:
    hours = one["hours"]
    likely = _finite(hours["value"])
    return CheckedStep(
        id=str(one["id"]),
        title=str(one["title"]),
        hours=likely,
        hours_low=_finite(hours.get("low", likely)),
        hours_high=_finite(hours.get("high", likely)),
        first=_day(one["first"]),
        last=_day(one["last"]),
        after=tuple(str(before) for before in one["after"]),
        is_on_a_date=one["pattern"] in {"fixed_pace", "intensive"},
        relies_on=_relied_on(one),
        done_when=str(one["done_when"]),
        first_step=str(one["first_step"]),
        is_evidence=one["origin"] == "show",
    )


def _relied_on(one: Json) -> tuple[str, ...]:
    """Who a step cannot be done without; older records say only whether it is done at work."""
    named = one.get("relies_on")
    if named is None:
        return ("your employer",) if one["at_work"] else ()
    return tuple(str(who) for who in named)


def _week(one: Json) -> CheckedWeek:
    return CheckedWeek(
        monday=date.fromisoformat(one["monday"]),
        planned_hours=_finite(one["planned_hours"]),
        capacity_hours=_finite(one["capacity_hours"]),
    )


def _held(record: Json) -> list[CheckedSkill]:
    """Essential skills that the plan takes as held, with what supports each."""
    shows = any(one["origin"] == "show" for one in record["plan"]["steps"])
    supports = {one["id"]: _SUPPORTS.get(one["support"], "unknown") for one in record["person"]["skills"]}
    return [
        CheckedSkill(
            label=str(one["label"]),
            importance=_finite(one["importance"]),
            support=supports.get(one["skill"], "unknown"),
            is_checked_first=bool(one["is_checked_first"]),
            is_shown_later=shows and one["kind"] == "practise",
        )
        for one in record["gap"]["skills"]
        if one["is_essential"] and one["standing"] in _HELD
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _finite(value: float) -> float:
    number = float(value)
    if not isfinite(number):
        msg = f"{value} is no amount"
        raise ValueError(msg)
    return number
