"""A kept plan after a change was accepted: the record with a new version in it.

What the new version replaces is kept in the record's history, so that going back is
exact; what the change does not touch stays to the letter.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta

from cairn.plan.problem import ActivityId, Solution
from cairn.plan.values import Step, Terms
from cairn.report.keeping.history import keep_version
from cairn.report.keeping.kept import Json
from cairn.report.keeping.proposal import Laid, Proposal, lay_out, steps_of
from cairn.report.phrases import month_text
from cairn.report.renderers.record_schedule import forecast_json, iso, session_json, solution_json, week_json
from cairn.schedule.date_plan import load_weeks
from cairn.schedule.problem_json import problem_json
from cairn.schedule.replan.days import Told
from cairn.schedule.timeline import DatedStep


def renew_record(proposal: Proposal, solution: Solution, *, reason: str) -> Json:
    """The record with the plan as it now stands as its newest version.

    `solution` is the rest of the plan as it was accepted: the healing's own, or one
    with some of its items.
    """
    old = proposal.kept.record
    new = deepcopy(old)
    laid = lay_out(proposal, solution)
    steps = steps_of(proposal, solution)
    new["derivations"] = list(new["derivations"])
    new["plan"] = _plan_json(proposal, steps, laid, new)
    new["schedule"] = _schedule_json(proposal, laid, new)
    new["proof"] = solution_json(laid.whole, cost=round(new["plan"]["cost"]["value"]))
    new["problem"] = problem_json(proposal.problem)
    new["terms"] = _terms_json(proposal.terms, new)
    new["milestones"] = _milestones_json(new["milestones"], laid)
    new["reviews"] = _reviews(old.get("reviews", ()), laid, proposal)
    new["goal"] |= {"deadline": iso(proposal.terms.deadline)} if proposal.terms.deadline else {}
    new["made_on"] = proposal.told.today.isoformat()
    new["title"] = f"{proposal.kept.title} by {month_text(laid.finish)}"
    new["log"] = [*old.get("log", ()), *_log(proposal.told)]
    return keep_version(old, new, made_on=proposal.told.today, reason=reason)


def _log(told: Told) -> list[Json]:
    day = told.today.isoformat()
    done = [
        {"day": day, "step": step, "kind": "finish", "hours": told.hours.get(step, 0.0)}
        for step in sorted(told.done)
    ]
    left = [
        {"day": day, "step": step, "kind": "left", "hours": hours}
        for step, hours in sorted(told.left.items())
    ]
    return [
        *done,
        *left,
        *({"day": day, "step": one, "kind": "drop", "hours": 0.0} for one in sorted(told.dropped)),
    ]


def _plan_json(proposal: Proposal, steps: Sequence[Step], laid: Laid, record: Json) -> Json:
    told = {one["id"]: one for one in record["plan"]["steps"]}
    dates = {one.step: one for one in laid.dates}
    rows = [told.get(one.id) or _new_step_json(one, proposal, record) for one in steps]
    rows = [row | _dates_json(dates.get(row["id"])) | _standing(row["id"], proposal) for row in rows]
    deadline = proposal.terms.deadline
    budget = proposal.terms.budget
    cost = _total("cost of the plan", [row["cost"] for row in rows], record, proposal.terms.currency)
    in_time = deadline is None or max(laid.finish, laid.forecast.p80) <= deadline
    in_budget = budget is None or cost["value"] <= float(budget.amount)
    return {
        **record["plan"],
        "fits": in_time and in_budget and not record["plan"]["unmet"],
        "hours": _total("hours of the plan", [row["hours"] for row in rows], record, "hours"),
        "cost": cost,
        "steps": rows,
        "left_out": [one for one in record["plan"]["left_out"] if one["step"] in {row["id"] for row in rows}],
    }


def _dates_json(dated: DatedStep | None) -> Json:
    if dated is None:
        return {}
    return {
        "first": dated.first.isoformat(),
        "last": dated.last.isoformat(),
        "slack_weeks": dated.slack_weeks,
        "why_now": "",
    }


def _standing(step: ActivityId, proposal: Proposal) -> Json:
    finished, started = proposal.today.finished, proposal.today.started
    return {"standing": "finished" if step in finished else "started" if step in started else "open"}


def _total(label: str, parts: Sequence[Json], record: Json, unit: str) -> Json:
    """A sum of numbers of the record as one more derivation in it."""
    value = sum(one["value"] for one in parts)
    inputs = {"parts": [one["derivation"] for one in parts]}
    entry = {
        "label": label,
        "value": value,
        "unit": unit,
        "rule": "sum",
        "formula": "sum(parts)",
        "inputs": inputs,
    }
    return _added(record, entry)


def _added(record: Json, entry: Json) -> Json:
    record["derivations"].append(entry)
    out = {"value": entry["value"], "derivation": len(record["derivations"]) - 1}
    return out | ({"unit": entry["unit"]} if entry.get("unit") else {})


def _leaf(record: Json, label: str, value: float, unit: str, source: Json) -> Json:
    return _added(record, {"label": label, "value": value, "unit": unit, "source": source})


def _new_step_json(step: Step, proposal: Proposal, record: Json) -> Json:
    source = {"kind": "solved", "name": "the plan", "detail": "an option it took up when it changed"}
    hours = _leaf(record, step.hours.label, step.hours.value, "hours", source)
    hours |= {"low": step.hours.low_value, "high": step.hours.high_value}
    return {
        "id": step.id,
        "option": step.option.id,
        "title": step.option.title,
        "origin": step.origin,
        "kind": step.option.kind,
        "provider": "",
        "mode": step.mode.id,
        "pattern": step.mode.pattern,
        "at_work": step.mode.at_work,
        "relies_on": ["your employer"] if step.mode.at_work else [],
        "lifts": [],
        "hours": hours,
        "cost": _leaf(record, step.cost.label, step.cost.value, proposal.terms.currency, source),
        "after": [],
        "first_step": "",
        "done_when": "",
        "proves": "",
        "why": step.why,
        "instead_of": "",
        "why_now": "",
    }


def _schedule_json(proposal: Proposal, laid: Laid, record: Json) -> Json:
    forecast = laid.forecast
    source = {"kind": "solved", "name": "the schedule", "detail": "moves least from the plan before"}
    weeks = _leaf(record, "finish, in weeks from the first", laid.whole.finish, "weeks", source)
    return {
        "finish": laid.finish.isoformat(),
        "finish_why": weeks,
        "finish_if_checks_pass": None,
        "p50": max(forecast.p50, proposal.told.today).isoformat(),
        "p80": max(forecast.p80, proposal.told.today).isoformat(),
        **forecast_json(forecast),
        "sessions": [session_json(one) for one in laid.sessions],
        "weeks": _weeks_json(proposal, laid),
    }


def _weeks_json(proposal: Proposal, laid: Laid) -> list[Json]:
    """Past weeks as they were told, then the new ones; what was worked this week is no overload."""
    now = proposal.today.now
    coming = [week_json(one) for one in load_weeks(laid.whole, proposal.weeks)[now:]]
    for week in coming[:1]:
        week["capacity_hours"] = max(week["capacity_hours"], week["planned_hours"])
    return [*proposal.kept.record["schedule"]["weeks"][:now], *coming]


def _terms_json(terms: Terms, record: Json) -> Json:
    """The terms with what was changed; the first day stays, for weeks count from it."""
    old = record["terms"]
    budget = terms.budget
    return {
        **old,
        "hours_per_week": _hours(old["hours_per_week"], terms.hours_per_week.value, record),
        "hours_at_work": _hours(old["hours_at_work"], terms.hours_at_work.value, record),
        "budget": {"amount": float(budget.amount), "currency": budget.currency} if budget else None,
        "deadline": iso(terms.deadline),
        "away": [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in terms.away],
    }


def _hours(old: Json, value: float, record: Json) -> Json:
    if old["value"] == value:
        return old
    return _leaf(record, "hours a week", value, "hours", {"kind": "entered", "name": "you"})


def _milestones_json(stones: Sequence[Json], laid: Laid) -> list[Json]:
    """Stones on the new last day of their step; the last one on the finish."""
    last = {one.step: one.last for one in laid.dates}
    moved = [
        stone
        | {"day": last[ActivityId(stone["step"])].isoformat() if stone["step"] else laid.finish.isoformat()}
        for stone in stones
        if not stone["step"] or stone["step"] in last
    ]
    return sorted(moved, key=lambda stone: (stone["day"], not stone["step"]))


def _reviews(old: Sequence[str], laid: Laid, proposal: Proposal) -> list[str]:
    """Reviews at their old rhythm, from today until the new finish."""
    days = [date.fromisoformat(one) for one in old]
    first = proposal.kept.terms.today
    every = (days[0] - first).days if days else 0
    while every and days[-1] + timedelta(days=every) < laid.finish:
        days.append(days[-1] + timedelta(days=every))
    return [one.isoformat() for one in days if one < laid.finish or one <= proposal.told.today]
