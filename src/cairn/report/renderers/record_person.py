"""The person's part of the JSON record: a JSON Resume, and what was made of it."""

from collections.abc import Callable
from typing import Any

from cairn.errors import Problem
from cairn.profile.values import HeldSkill, Profile
from cairn.provenance import Derivation
from cairn.reading.values import Education, Experience
from cairn.units import Month

Json = dict[str, Any]
Number = Callable[[Derivation], Json]


def resume_json(person: Profile) -> Json:
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


def _experience(one: Experience, place: str, title: str) -> Json:
    words = [quote.text for quote in one.highlights]
    return {place: one.organisation, title: one.title, **_dates(one), "highlights": words}


def _education(one: Education) -> Json:
    return {"institution": one.institution, "area": one.area, "studyType": one.degree, **_dates(one)}


def _dates(one: Experience | Education) -> dict[str, str]:
    ends: dict[str, Month | None] = {"startDate": one.start, "endDate": one.end}
    return {name: str(month) for name, month in ends.items() if month}


def person_json(person: Profile, number: Number) -> Json:
    """What was made of it: roles, levels with the words that speak for them, what is unsure."""
    return {
        "name": person.contact.name,
        "headline": person.headline,
        "roles": [
            {"id": one.role, "title": one.title, "months": one.months, "is_current": one.is_current}
            for one in person.roles
        ],
        "skills": [_held_skill(one, number) for one in person.skills.values()],
        "credentials": [
            {"id": one.credential, "label": one.label, "quote": one.quote, "is_implied": one.is_implied}
            for one in person.credentials.values()
        ],
        "own_skills": list(person.own_skills),
        "unsure": [_problem(one) for one in person.unsure],
    }


def _held_skill(one: HeldSkill, number: Number) -> Json:
    return {
        "id": one.skill,
        "label": one.label,
        "support": one.support,
        "level": number(one.level),
        "testimonies": [
            {"kind": told.kind, "quote": told.quote, "when": str(told.when) if told.when else None}
            for told in one.testimonies
        ],
    }


def _problem(problem: Problem) -> Json:
    where = str(problem.where) if problem.where else None
    return {"severity": problem.severity, "code": problem.code, "message": problem.message, "where": where}
