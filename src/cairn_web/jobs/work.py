"""What a child process works out: plain JSON in, plain JSON out, no database.

`tell` is called with a sentence wherever a person would like to know how far it is.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.values import Role
from cairn.errors import UnknownName
from cairn.profile import Answers, Finders, Profile, assemble_profile, read_answers
from cairn.reading import Resume, read_json_resume, read_resume
from cairn.units import RoleId
from cairn_web.jobs.terms import terms_of
from cairn_web.jobs.wishes import OWN, wished_catalogue, wished_role
from cairn_web.wire import from_json, to_json

Json = dict[str, Any]
Tell = Callable[[str], None]


def do_work(kind: str, request: Mapping[str, Any], tell: Tell) -> Json:
    """The result of one piece of work, by its kind."""
    from cairn_web.jobs import adapting, tracking

    works = {
        "read": read,
        "posting": read_posting,
        "plan": plan,
        "branch": plan,
        "trial": try_plan,
        "adapt": adapting.adapt,
        "settle": adapting.settle,
        "track": tracking.track,
    }
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
    said = dict(request.get("answers") or {})
    # A skill of the person's own is known only where it is planned for.
    kept = {
        skill: level
        for skill, level in said.get("levels", {}).items()
        if skill in catalogue.skills or not skill.startswith(OWN)
    }
    return read_answers(json.dumps(said | {"levels": kept}), catalogue=catalogue)


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
    from cairn.report.compose import Request, Setting, plan_career
    from cairn_web.jobs.packing import pack_plan

    tell("Loading what roles ask and how skills are learnt")
    known = load_catalogue()
    own = tuple(request.get("own", ()))
    catalogue = wished_catalogue(
        known, own=own, wanted=request.get("wanted", {}), refused=frozenset(request.get("refused", ()))
    )
    answers = _answers(request, catalogue)
    assumptions = load_assumptions().override(answers.assumptions)
    role = wished_role(_role(request, catalogue), own)
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
        Setting(catalogue=catalogue, finders=Finders.of(known), assumptions=assumptions),
    )
    tell("Writing it down with the reason for every number")
    return pack_plan(report, assumptions)


def try_plan(request: Mapping[str, Any], tell: Tell) -> Json:
    """A plan with a change that is not made yet, which stays beside it."""
    return {**plan(request, tell), "change": request["change"]}


def _role(request: Mapping[str, Any], catalogue: Catalogue) -> Role:
    if request.get("role_document"):
        made: Role = from_json(request["role_document"])
        return made
    role = catalogue.roles.get(RoleId(request["role"]))
    if role is None:
        msg = f"The catalogue no longer holds the role “{request['title']}”; choose your ambition again."
        raise UnknownName(msg)
    return role
