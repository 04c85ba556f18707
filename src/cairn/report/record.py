"""The plan as plain JSON values: complete enough to import elsewhere and to plan again from.

`resume` follows the JSON Resume schema, so the file's own part about the person
can be read like any other résumé; e-mail, telephone and address stay out of it.
`terms` and `target` are the request. Every number carries its derivation.
"""

from datetime import date
from typing import Any

from cairn.errors import Problem
from cairn.gap.values import CredentialGap, SkillGap
from cairn.plan.problem import Infeasible, Solution, WayOut
from cairn.plan.values import Step, Terms
from cairn.profile.values import HeldSkill, Profile
from cairn.provenance import derivation_json
from cairn.reading.values import Education, Experience
from cairn.report.bundle import PlanReport
from cairn.report.document import Document
from cairn.report.figures import Numbers, figures_of
from cairn.report.path import befores
from cairn.review.values import Question
from cairn.units import Month

VERSION = 1


def write_record(report: PlanReport, document: Document) -> dict[str, Any]:
    """Everything a plan holds; dates as ISO text, money as a number and a currency."""
    return {
        "version": VERSION,
        "kind": "cairn plan",
        "made_on": document.made_on.isoformat(),
        "title": document.title,
        "source": report.source_name,
        "resume": _resume(report.person),
        "person": _person(report.person),
        "target": _target(report),
        "terms": _terms(report.plan.terms),
        "gap": _gap(report),
        "plan": _plan(report),
        "schedule": _schedule(report),
        "proof": _proof(report),
        "goal": _goal(report),
        "milestones": [
            {
                "day": one.day.isoformat(),
                "title": one.title,
                "criterion": one.criterion,
                "horizon": one.horizon,
                "step": one.step,
            }
            for one in report.milestones
        ],
        "questions": [_question(one) for one in report.questions],
        "what_ifs": [{"change": one.change, "effect": one.effect} for one in report.what_ifs],
        "numbers": _numbers(document),
        "credits": list(report.credits),
    }


def _numbers(document: Document) -> list[dict[str, Any]]:
    """Every distinct figure of the report, as shown and as derived, by section."""
    numbers, out, seen = Numbers(document), [], set()
    for section in document.sections:
        for figure in figures_of(section):
            key = (figure.shown, numbers.number_of(figure.derivation))
            if key not in seen:
                seen.add(key)
                derivation = derivation_json(figure.derivation)
                out.append({"section": section.id, "shown": figure.shown, "derivation": derivation})
    return out


# ------------------------------------------------------------------ the person


def _resume(person: Profile) -> dict[str, Any]:
    """The part that JSON Resume knows, from what was read."""
    jobs = [one for one in person.experiences if one.kind == "job"]
    volunteering = [one for one in person.experiences if one.kind == "volunteering"]
    projects = [one for one in person.experiences if one.kind not in {"job", "volunteering"}]
    return {
        "basics": {"name": person.contact.name, "label": person.headline},
        "work": [_experience(one, "name", "position") for one in jobs],
        "volunteer": [_experience(one, "organization", "position") for one in volunteering],
        "projects": [_experience(one, "entity", "name") for one in projects],
        "education": [_education(one) for one in person.education],
        "certificates": [{"name": one.label} for one in person.credentials.values() if not one.is_implied],
        "skills": [{"name": one.label} for one in person.skills.values() if one.support != "inferred"]
        + [{"name": one} for one in person.own_skills],
    }


def _experience(one: Experience, place: str, title: str) -> dict[str, Any]:
    words = [quote.text for quote in one.highlights]
    return {place: one.organisation, title: one.title, **_dates(one), "highlights": words}


def _education(one: Education) -> dict[str, Any]:
    return {"institution": one.institution, "area": one.area, "studyType": one.degree, **_dates(one)}


def _dates(one: Experience | Education) -> dict[str, str]:
    ends: dict[str, Month | None] = {"startDate": one.start, "endDate": one.end}
    return {name: str(month) for name, month in ends.items() if month}


def _person(person: Profile) -> dict[str, Any]:
    return {
        "name": person.contact.name,
        "headline": person.headline,
        "roles": [
            {"id": one.role, "title": one.title, "months": one.months, "is_current": one.is_current}
            for one in person.roles
        ],
        "skills": [_held_skill(one) for one in person.skills.values()],
        "credentials": [
            {"id": one.credential, "label": one.label, "quote": one.quote, "is_implied": one.is_implied}
            for one in person.credentials.values()
        ],
        "own_skills": list(person.own_skills),
        "unsure": [_problem(one) for one in person.unsure],
    }


def _held_skill(one: HeldSkill) -> dict[str, Any]:
    return {
        "id": one.skill,
        "label": one.label,
        "support": one.support,
        "level": derivation_json(one.level),
        "testimonies": [
            {"kind": told.kind, "quote": told.quote, "when": str(told.when) if told.when else None}
            for told in one.testimonies
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    where = str(problem.where) if problem.where else None
    return {"severity": problem.severity, "code": problem.code, "message": problem.message, "where": where}


# ------------------------------------------------------------------ the request and the gap


def _target(report: PlanReport) -> dict[str, Any]:
    role = report.role
    codes = {"onet": role.codes.onet, "esco": role.codes.esco, "isco": role.codes.isco}
    return {"role": role.id, "title": role.title, "field": role.field, "layer": role.layer, "codes": codes}


def _terms(terms: Terms) -> dict[str, Any]:
    budget = terms.budget
    return {
        "today": terms.today.isoformat(),
        "hours_per_week": derivation_json(terms.hours_per_week),
        "hours_at_work": derivation_json(terms.hours_at_work),
        "budget": {"amount": float(budget.amount), "currency": budget.currency} if budget else None,
        "deadline": _iso(terms.deadline),
        "away": [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in terms.away],
        "currency": terms.currency,
        "defaults": list(terms.defaults),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _gap(report: PlanReport) -> dict[str, Any]:
    gap = report.plan.gap
    return {
        "match_score": derivation_json(gap.match_score),
        "skills": [_skill_gap(one) for one in gap.skills],
        "credentials": [_credential_gap(one) for one in gap.credentials],
        "surplus": [{"id": one.skill, "label": one.label} for one in gap.surplus],
    }


def _skill_gap(one: SkillGap) -> dict[str, Any]:
    told = {
        name: derivation_json(getattr(one, name))
        for name in ("required", "held", "size", "effort", "priority")
    }
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


def _credential_gap(one: CredentialGap) -> dict[str, Any]:
    return {
        "label": one.label,
        "any_of": list(one.requirement.any_of),
        "held": one.held,
        "is_essential": one.requirement.is_essential,
        "reason": one.reason,
    }


# ------------------------------------------------------------------ the plan and its place in time


def _plan(report: PlanReport) -> dict[str, Any]:
    plan = report.plan
    return {
        "fits": report.fits,
        "is_complete": plan.is_complete,
        "unmet": list(plan.unmet),
        "hours": derivation_json(plan.hours),
        "cost": derivation_json(plan.cost),
        "steps": [_step(report, one) for one in plan.steps],
        "left_out": [
            {"chosen": one.chosen, "left": one.left, "difference": one.difference} for one in report.left_out
        ],
        "considered": [one.id for one in plan.candidates],
    }


def _step(report: PlanReport, step: Step) -> dict[str, Any]:
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
        "lifts": [
            {"skill": one.skill, "label": one.label, "from": one.start, "to": one.end} for one in step.lifts
        ],
        "hours": derivation_json(step.hours),
        "cost": derivation_json(step.cost),
        "first": _iso(placed.first) if placed else None,
        "last": _iso(placed.last) if placed else None,
        "slack_weeks": placed.slack_weeks if placed else None,
        "after": list(befores(report, step.id)),
        "first_step": step.option.first_step,
        "done_when": step.option.done_when,
        "proves": step.option.proves,
        "why": step.why,
        "instead_of": step.instead_of,
        "why_now": step.why_now,
    }


def _schedule(report: PlanReport) -> dict[str, Any]:
    timeline, forecast = report.timeline, report.timeline.forecast
    return {
        "finish": timeline.finish.isoformat(),
        "finish_why": derivation_json(timeline.finish_why),
        "finish_if_checks_pass": _iso(report.if_checks_pass),
        "p50": forecast.p50.isoformat(),
        "p80": forecast.p80.isoformat(),
        "runs": forecast.runs,
        "note": forecast.note,
        "by_step": [
            {"step": step, "p50": p50.isoformat(), "p80": p80.isoformat()}
            for step, p50, p80 in forecast.by_step
        ],
        "sessions": [
            {
                "step": one.step,
                "title": one.title,
                "start": f"{one.day.isoformat()}T{one.start:%H:%M}",
                "minutes": one.minutes,
                "at_work": one.at_work,
            }
            for one in timeline.sessions
        ],
        "weeks": [
            {
                "monday": one.monday.isoformat(),
                "planned_hours": one.planned_hours,
                "capacity_hours": one.capacity_hours,
                "work_hours": one.work_hours,
                "is_away": one.is_away,
            }
            for one in timeline.weeks
        ],
    }


def _proof(report: PlanReport) -> dict[str, Any]:
    out = _solution(report.solution)
    if isinstance(report.outcome, Infeasible):
        no = report.outcome
        out["conflict"] = {"knobs": list(no.conflict.knobs), "sentence": no.conflict.sentence}
        out["ways_out"] = [_way_out(one) for one in no.ways_out]
        out["dropped"] = list(no.dropped)
    return out


def _solution(solution: Solution) -> dict[str, Any]:
    return {
        "status": solution.status,
        "finish_weeks": solution.finish,
        "bound_weeks": solution.bound,
        "cost": solution.cost,
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


def _way_out(way: WayOut) -> dict[str, Any]:
    return {"knob": way.knob, "sentence": way.sentence, "amount": way.amount, "unit": way.unit}


def _goal(report: PlanReport) -> dict[str, Any]:
    goal = report.goal
    return {
        "statement": goal.statement,
        "measure": goal.measure,
        "relevance": goal.relevance,
        "deadline": _iso(goal.deadline),
        "horizon": goal.horizon,
        "findings": [
            {"letter": one.letter, "passed": one.passed, "sentence": one.sentence, "hint": one.hint}
            for one in report.findings
        ],
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "text": one.text,
        "answers": [{"answer": answer, "means": means} for answer, means in one.answers],
        "effect": derivation_json(one.effect),
        "consequence": one.consequence,
    }
