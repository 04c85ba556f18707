"""The plan as plain JSON values: complete enough to import elsewhere and to plan again from.

`resume` follows the JSON Resume schema, so the file's own part about the person
can be read like any other résumé; e-mail, telephone and address stay out of it.
`terms` and `target` are the request. A number stands as its value and the number
of its derivation; `derivations` holds each distinct one once, inputs first.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from cairn.gap.values import CredentialGap, SkillGap
from cairn.plan.problem import Infeasible, WayOut
from cairn.plan.values import Step, Terms
from cairn.provenance import Derivation, Source
from cairn.report.bundle import PlanReport, Tradeoff
from cairn.report.document import Document
from cairn.report.figures import Entry, Numbers, figures_of, plain
from cairn.report.renderers.record_person import Json, Number, person_json, resume_json
from cairn.report.renderers.record_schedule import forecast_json, iso, session_json, solution_json, week_json
from cairn.report.sections.outline import befores
from cairn.report.sections.steps import relied_on
from cairn.review.values import Question
from cairn.schedule.problem_json import problem_json

VERSION = 1


def write_record(report: PlanReport, document: Document) -> Json:
    """Everything a plan holds; dates as ISO text, money as a number and a currency."""
    numbers = Numbers(document)

    def number(derivation: Derivation) -> Json:
        return _number(derivation, numbers)

    return {
        "version": VERSION,
        "kind": "cairn plan",
        "made_on": document.made_on.isoformat(),
        "title": document.title,
        "source": report.source_name,
        "resume": resume_json(report.person),
        "person": person_json(report.person, number),
        "target": _target(report),
        "terms": _terms(report.plan.terms, number),
        "gap": _gap(report, number),
        "plan": _plan(report, number),
        "schedule": _schedule(report, number),
        "proof": _proof(report),
        "goal": _goal(report),
        "milestones": _milestones(report),
        "reviews": [one.isoformat() for one in report.reviews],
        "questions": [_question(one, number) for one in report.questions],
        "what_ifs": [{"change": one.change, "effect": plain(one.effect)} for one in report.what_ifs],
        "tradeoffs": [_tradeoff(one) for one in report.tradeoffs],
        "problem": problem_json(report.plan.problem),
        "numbers": _shown(document, numbers),
        "derivations": [_entry(one) for one in numbers.entries],
        "credits": list(report.credits),
    }


def _tradeoff(one: Tradeoff) -> Json:
    told = {name: plain(getattr(one, name)) for name in ("finish", "cost", "work", "reached")}
    return {"kind": one.kind, "choice": one.choice, "weeks_later": one.weeks, **told}


def printed_derivation(record: Mapping[str, Any], number: int) -> Json:
    """A derivation of a record as the tree that `cairn.provenance.replay` recomputes."""
    entry: Json = dict(record["derivations"][number])
    for end in ("low", "high"):
        if end in entry:
            entry[end] = printed_derivation(record, entry[end])
    if "inputs" in entry:
        entry["inputs"] = {name: _printed(record, given) for name, given in entry["inputs"].items()}
    return entry


def _printed(record: Mapping[str, Any], given: int | list[int]) -> Any:  # noqa: ANN401 - a tree or a list of them
    if isinstance(given, int):
        return printed_derivation(record, given)
    return [printed_derivation(record, one) for one in given]


# ------------------------------------------------------------------ numbers


def _number(derivation: Derivation, numbers: Numbers) -> Json:
    """A number at its place: value, unit, ends, and where it comes from."""
    out: Json = {"value": derivation.value, "derivation": numbers.number_of(derivation)}
    if derivation.unit:
        out["unit"] = derivation.unit
    if derivation.low and derivation.high:
        out |= {"low": derivation.low_value, "high": derivation.high_value}
    return out


def _shown(document: Document, numbers: Numbers) -> list[Json]:
    """Every distinct figure of the report, as it is shown, by section."""
    rows = {
        (section.id, figure.shown, numbers.number_of(figure.derivation)): None
        for section in document.sections
        for figure in figures_of(section)
    }
    return [{"section": section, "shown": shown, "derivation": number} for section, shown, number in rows]


def _entry(entry: Entry) -> Json:
    """One derivation; inputs and ends are the numbers of earlier ones."""
    one = entry.derivation
    out: Json = {"label": one.label, "value": one.value}
    out |= {name: told for name in ("unit", "rule", "formula", "note") if (told := getattr(one, name))}
    if entry.parts:
        out["inputs"] = {
            name: several[0] if isinstance(given, Derivation) else list(several)
            for (name, several), (_, given) in zip(entry.parts, one.inputs, strict=True)
        }
    elif one.rule:
        out["inputs"] = {}
    if one.source:
        out["source"] = _source(one.source)
    out |= {name: end for name, end in (("low", entry.low), ("high", entry.high)) if end is not None}
    return out


def _source(source: Source) -> Json:
    return {one.name: told for one in fields(source) if (told := getattr(source, one.name))}


# ------------------------------------------------------------------ the request and the gap


def _target(report: PlanReport) -> Json:
    role = report.role
    codes = {"onet": role.codes.onet, "esco": role.codes.esco, "isco": role.codes.isco}
    pay = [
        {
            "median": float(one.median.amount),
            "currency": one.median.currency,
            "country": one.country,
            "year": one.year,
        }
        for one in role.pay
    ]
    return {
        "role": role.id,
        "title": role.title,
        "field": role.field,
        "layer": role.layer,
        "codes": codes,
        "pay": pay,
    }


def _terms(terms: Terms, number: Number) -> Json:
    budget = terms.budget
    return {
        "today": terms.today.isoformat(),
        "hours_per_week": number(terms.hours_per_week),
        "hours_at_work": number(terms.hours_at_work),
        "budget": {"amount": float(budget.amount), "currency": budget.currency} if budget else None,
        "deadline": iso(terms.deadline),
        "away": [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in terms.away],
        "free": [str(one) for one in terms.free],
        "protected": [str(one) for one in terms.protected],
        "currency": terms.currency,
        "defaults": list(terms.defaults),
    }


def _gap(report: PlanReport, number: Number) -> Json:
    gap = report.plan.gap
    return {
        "match_score": number(gap.match_score),
        "skills": [_skill_gap(one, number) for one in gap.skills],
        "credentials": [_credential_gap(one) for one in gap.credentials],
        "surplus": [{"id": one.skill, "label": one.label} for one in gap.surplus],
    }


def _skill_gap(one: SkillGap, number: Number) -> Json:
    told = {name: number(getattr(one, name)) for name in ("required", "held", "size", "effort", "priority")}
    return {
        "skill": one.requirement.skill,
        "label": one.label,
        "kind": one.kind,
        "standing": one.standing,
        "importance": one.requirement.importance,
        "is_essential": one.requirement.is_essential,
        "is_checked_first": one.is_checked_first,
        "reason": one.reason,
        **told,
    }


def _credential_gap(one: CredentialGap) -> Json:
    return {
        "label": one.label,
        "any_of": list(one.requirement.any_of),
        "held": one.held,
        "is_essential": one.requirement.is_essential,
        "reason": one.reason,
    }


# ------------------------------------------------------------------ the plan and its place in time


def _plan(report: PlanReport, number: Number) -> Json:
    plan = report.plan
    return {
        "fits": report.fits,
        "is_complete": plan.is_complete,
        "unmet": list(plan.unmet),
        "hours": number(plan.hours),
        "cost": number(plan.cost),
        "steps": [_step(report, one, number) for one in plan.steps],
        "left_out": [
            {
                "step": one.step,
                "chosen": one.chosen,
                "left": one.left,
                "difference": plain(one.difference),
                "is_proved": one.is_proved,
            }
            for one in report.left_out
        ],
        "considered": [one.id for one in plan.candidates],
    }


def _step(report: PlanReport, step: Step, number: Number) -> Json:
    placed = next((one for one in report.timeline.steps if one.step == step.id), None)
    return {
        "id": step.id,
        "option": step.option.id,
        "title": step.option.title,
        "origin": step.origin,
        "kind": step.option.kind,
        "provider": step.option.provider,
        "mode": step.mode.id,
        "pattern": step.mode.pattern,
        "at_work": step.mode.at_work,
        "relies_on": list(relied_on(step)),
        "lifts": [
            {"skill": one.skill, "label": one.label, "from": one.start, "to": one.end} for one in step.lifts
        ],
        "hours": number(step.hours),
        "cost": number(step.cost),
        "first": iso(placed.first) if placed else None,
        "last": iso(placed.last) if placed else None,
        "slack_weeks": placed.slack_weeks if placed else None,
        "after": list(befores(report, step.id)),
        "first_step": step.option.first_step,
        "done_when": step.option.done_when,
        "proves": step.option.proves,
        "why": step.why,
        "instead_of": step.instead_of,
        "why_now": step.why_now,
    }


def _schedule(report: PlanReport, number: Number) -> Json:
    timeline, forecast = report.timeline, report.timeline.forecast
    return {
        "finish": timeline.finish.isoformat(),
        "finish_why": number(timeline.finish_why),
        "finish_if_checks_pass": iso(report.if_checks_pass),
        "p50": forecast.p50.isoformat(),
        "p80": forecast.p80.isoformat(),
        **forecast_json(forecast),
        "sessions": [session_json(one) for one in timeline.sessions],
        "weeks": [week_json(one) for one in timeline.weeks],
    }


def _proof(report: PlanReport) -> Json:
    out = solution_json(report.solution)
    if isinstance(report.outcome, Infeasible):
        no = report.outcome
        out["conflict"] = {"knobs": list(no.conflict.knobs), "sentence": no.conflict.sentence}
        out["ways_out"] = [_way_out(one) for one in no.ways_out]
        out["dropped"] = list(no.dropped)
    return out


def _way_out(way: WayOut) -> Json:
    return {"knob": way.knob, "sentence": way.sentence, "amount": way.amount, "unit": way.unit}


def _goal(report: PlanReport) -> Json:
    goal = report.goal
    return {
        "statement": goal.statement,
        "measure": goal.measure,
        "relevance": goal.relevance,
        "deadline": iso(goal.deadline),
        "horizon": goal.horizon,
        "findings": [
            {"letter": one.letter, "passed": one.passed, "sentence": one.sentence, "hint": one.hint}
            for one in report.findings
        ],
    }


def _question(one: Question, number: Number) -> Json:
    return {
        "key": one.key,
        "kind": one.kind,
        "text": one.text,
        "answers": [{"answer": answer, "means": means} for answer, means in one.answers],
        "effect": number(one.effect),
        "consequence": one.consequence,
    }


def _milestones(report: PlanReport) -> list[Json]:
    return [
        {
            "day": one.day.isoformat(),
            "title": one.title,
            "criterion": one.criterion,
            "horizon": one.horizon,
            "step": one.step,
        }
        for one in report.milestones
    ]
