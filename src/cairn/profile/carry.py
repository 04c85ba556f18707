"""Carry away: a résumé as JSON Resume with the levels, their evidence and links beside it.

JSON Resume has a word for a skill's level and no place for why. `x-skills` holds each
level with its range and the words it rests on, `x-credentials` what is held as the
catalogue knows it. Both are results: reading the document back draws them anew from
the same words.
"""

from typing import Any

from cairn.profile.values import HeldCredential, HeldSkill, Profile, Testimony
from cairn.reading import Experience, Resume, to_json_resume

Json = dict[str, Any]


def carry_profile(resume: Resume, profile: Profile) -> Json:
    """The résumé's JSON Resume with `x-skills` and `x-credentials`; levels 0–5."""
    document = to_json_resume(resume)
    skills = sorted(profile.skills.values(), key=lambda one: (-one.level.value, one.label))
    if skills:
        document["x-skills"] = [_skill(one, profile.experiences) for one in skills]
    if profile.credentials:
        document["x-credentials"] = [_credential(one) for one in profile.credentials.values()]
    return document


def _skill(held: HeldSkill, experiences: tuple[Experience, ...]) -> Json:
    return {
        "id": held.skill,
        "label": held.label,
        "level": round(held.level.value, 2),
        "low": round(held.level.low_value, 2),
        "high": round(held.level.high_value, 2),
        "support": held.support,
        "evidence": [_testimony(one, experiences) for one in held.testimonies],
    }


def _testimony(one: Testimony, experiences: tuple[Experience, ...]) -> Json:
    out: Json = {"kind": one.kind, "quote": one.quote, "level": round(one.level.value, 2)}
    if one.when:
        out["when"] = str(one.when)
    if one.experience is not None:
        experience = experiences[one.experience]
        out["experience"] = ", ".join(part for part in (experience.title, experience.organisation) if part)
        links = [link for item in experience.evidence for link in item.links]
        out |= {"links": links} if links else {}
    return out


def _credential(held: HeldCredential) -> Json:
    out: Json = {"id": held.credential, "label": held.label, "quote": held.quote}
    return out | ({"expires": str(held.expires)} if held.expires else {})
