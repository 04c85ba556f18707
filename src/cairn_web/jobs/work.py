"""What a child process works out: plain JSON in, plain JSON out, no database.

`tell` is called with a sentence wherever a person would like to know how far it is.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.values import Role
from cairn.errors import UnknownName
from cairn.plan.values import Step
from cairn.profile import Answers, Finders, Profile, assemble_profile, read_answers
from cairn.reading import Resume, read_json_resume, read_resume
from cairn.report import PlanReport
from cairn.units import RoleId
from cairn_web.jobs.terms import terms_of
from cairn_web.wire import from_json, to_json

Json = dict[str, Any]
Tell = Callable[[str], None]


def do_work(kind: str, request: Mapping[str, Any], tell: Tell) -> Json:
    """The result of one piece of work: `read`, `posting` or `plan`."""
    works = {"read": read, "posting": read_posting, "plan": plan}
    return works[kind](request, tell)


# ------------------------------------------------------------------ reading


def read(request: Mapping[str, Any], tell: Tell) -> Json:
    """A résumé from a file, a JSON Resume document or a kept value, and what it shows."""
    today = date.fromisoformat(request["today"])
    tell("Reading your words")
    resume = _resume(request, today)
    tell("Finding your skills in them")
    catalogue = load_catalogue()
    profile = assemble_profile(
        resume,
        catalogue=catalogue,
        finders=Finders.of(catalogue),
        assumptions=load_assumptions(),
        today=today,
        answers=_answers(request, catalogue),
    )
    return {"resume": to_json(resume), "found": _found(profile)}


def _resume(request: Mapping[str, Any], today: date) -> Resume:
    if "path" in request:
        return read_resume(Path(request["path"]), today=today)
    if "document" in request:
        return read_json_resume(request["document"])
    kept: Resume = from_json(request["resume"])
    return kept


def _answers(request: Mapping[str, Any], catalogue: Catalogue) -> Answers:
    return read_answers(json.dumps(request.get("answers") or {}), catalogue=catalogue)


def _found(profile: Profile) -> Json:
    order = {"shown": 0, "claimed": 1, "inferred": 2}
    held = sorted(profile.skills.values(), key=lambda one: (order[one.support], -one.level.value, one.label))
    return {
        "skills": [
            {
                "id": one.skill,
                "label": one.label,
                "level": round(one.level.value, 2),
                "low": round(one.level.low_value, 2),
                "high": round(one.level.high_value, 2),
                "support": one.support,
                "quote": next((told.quote for told in one.testimonies if told.quote), ""),
            }
            for one in held
        ],
        "credentials": [
            {"id": one.credential, "label": one.label, "quote": one.quote}
            for one in profile.credentials.values()
        ],
        "roles": [
            {"id": one.role, "title": one.title, "months": one.months, "is_current": one.is_current}
            for one in profile.roles
        ],
        "own_skills": list(profile.own_skills),
        "unsure": [one.message for one in profile.unsure],
    }


def read_posting(request: Mapping[str, Any], tell: Tell) -> Json:
    """The role that a posting describes, and what was unsure."""
    from cairn.ads import read_ad

    tell("Reading the posting")
    catalogue = load_catalogue()
    finders = Finders.of(catalogue)
    role, problems = read_ad(
        request["text"],
        catalogue=catalogue,
        skills=finders.skills,
        credentials=finders.credentials,
        title=request.get("title", ""),
    )
    asks = [catalogue.skills[one.skill].label for one in role.requirements]
    told = [one.message for one in problems]
    return {"id": role.id, "title": role.title, "role": to_json(role), "asks": asks, "unsure": told}


# ------------------------------------------------------------------ planning


def plan(request: Mapping[str, Any], tell: Tell) -> Json:
    """The whole plan: the report's document, its record, its calendar and every way to learn considered."""
    from cairn.report import build_report, render_calendar, report_json
    from cairn.report.compose import Request, Setting, plan_career

    tell("Loading what roles ask and how skills are learnt")
    catalogue = load_catalogue()
    answers = _answers(request, catalogue)
    assumptions = load_assumptions().override(answers.assumptions)
    role = _role(request, catalogue)
    resume: Resume = from_json(request["resume"])
    tell("Comparing, choosing and placing each step, and proving the result")
    report = plan_career(
        resume,
        Request(
            role=role,
            terms=terms_of(request["terms"], resume, assumptions),
            answers=answers,
            relevance=request.get("relevance", ""),
            source_name=request.get("source", ""),
        ),
        Setting(
            catalogue=_without(catalogue, request.get("refused", ())),
            finders=Finders.of(catalogue),
            assumptions=assumptions,
        ),
    )
    tell("Writing it down with the reason for every number")
    document = build_report(report)
    return {
        "document": to_json(document),
        "record": report_json(report, document),
        "calendar": render_calendar(report),
        "options": _options(report),
        "summary": _summary(report, document.title, assumptions),
    }


def _role(request: Mapping[str, Any], catalogue: Catalogue) -> Role:
    if request.get("role_document"):
        made: Role = from_json(request["role_document"])
        return made
    role = catalogue.roles.get(RoleId(request["role"]))
    if role is None:
        msg = f"The catalogue no longer holds the role “{request['title']}”; choose your ambition again."
        raise UnknownName(msg)
    return role


def _without(catalogue: Catalogue, refused: tuple[str, ...]) -> Catalogue:
    """The catalogue without the ways to learn that the person does not want."""
    if not refused:
        return catalogue
    kept = {key: one for key, one in catalogue.options.items() if key not in set(refused)}
    return replace(catalogue, options=kept)


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
