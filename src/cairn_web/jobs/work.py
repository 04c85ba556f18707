"""What a child process works out: plain JSON in, plain JSON out, no database.

`tell` is called with a sentence wherever a person would like to know how far it is.
"""

import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.values import Role
from cairn.match.library import Library, open_library, with_role_of
from cairn.profile import Answers, Finders, Profile, assemble_profile, read_answers
from cairn.reading import Resume, read_json_resume, read_resume
from cairn.units import RoleId
from cairn_web.jobs.terms import terms_of
from cairn_web.jobs.wishes import wished_catalogue, wished_role
from cairn_web.wire import from_json, to_json

Json = dict[str, Any]
Tell = Callable[[str], None]
_COMPARING_SECONDS = 1.0  # enough to prove the nearest alternative of every step; one waits for a plan anyway


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


def _library(request: Mapping[str, Any]) -> Library:
    """What the person's data folder offers: the one of the request, else the one the server serves."""
    home = request.get("home") or os.environ.get("CAIRN_HOME")
    return open_library(Path(home) if home else None)


# ------------------------------------------------------------------ reading


def read(request: Mapping[str, Any], tell: Tell) -> Json:
    """A résumé from a file, a JSON Resume document or a kept value, and what it shows."""
    today = date.fromisoformat(request["today"])
    tell("Reading your words")
    resume = _resume(request, today)
    tell("Finding your skills in them")
    library = _library(request)
    profile = assemble_profile(
        resume,
        catalogue=library.catalogue,
        finders=Finders.of(library.catalogue, library.corrections),
        assumptions=load_assumptions(),
        today=today,
        answers=_answers(request, library.catalogue),
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
    """What the person said, of what this catalogue holds.

    An answer about something of another role they thought of, or of a release that is
    gone, is kept for later and asks nothing of this plan.
    """
    said = dict(request.get("answers") or {})
    levels, held = said.get("levels", {}), said.get("credentials", {})
    rejected = said.get("reject", {}).get("skills", ())
    known = {
        "levels": {skill: level for skill, level in levels.items() if skill in catalogue.skills},
        "credentials": {name: one for name, one in held.items() if name in catalogue.credentials},
        "reject": {"skills": [skill for skill in rejected if skill in catalogue.skills]},
    }
    return read_answers(json.dumps(said | known), catalogue=catalogue)


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
    library = _library(request)
    catalogue = library.catalogue
    finders = Finders.of(catalogue, library.corrections)
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
    library = _library(request)
    known = _known_with_role(library, request)
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
            comparing_seconds=_COMPARING_SECONDS,
        ),
        Setting(catalogue=catalogue, finders=Finders.of(known, library.corrections), assumptions=assumptions),
    )
    tell("Writing it down with the reason for every number")
    return pack_plan(report, assumptions)


def try_plan(request: Mapping[str, Any], tell: Tell) -> Json:
    """A plan with a change that is not made yet, which stays beside it."""
    return {**plan(request, tell), "change": request["change"]}


def _known_with_role(library: Library, request: Mapping[str, Any]) -> Catalogue:
    """The catalogue with the role in it, joined from an installed release where it has to be."""
    if request.get("role_document"):
        return library.catalogue
    return with_role_of(library, request["role"], title=request.get("title", ""))


def _role(request: Mapping[str, Any], catalogue: Catalogue) -> Role:
    if request.get("role_document"):
        made: Role = from_json(request["role_document"])
        return made
    return catalogue.roles[RoleId(request["role"])]
