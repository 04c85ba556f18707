"""From a résumé to a profile: every mention of a skill becomes a testimony.

Years are the union of the months in which a skill was used so independently; the
grade that speaks for most counts. A skill that nothing mentions still has a witness when
the person has held a job that usually asks for it.
"""

from dataclasses import dataclass
from datetime import date

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue
from cairn.errors import Problem
from cairn.match import Corrections, RoleFinder, SkillFinder
from cairn.match.credentials import CredentialFinder
from cairn.profile.answers import Answers, mend_resume
from cairn.profile.country import country_of
from cairn.profile.credentials import EVERYDAY, everyday_credentials, find_credentials
from cairn.profile.mentions import find_mentions
from cairn.profile.roles import held_roles, licences_of_work
from cairn.profile.testify import Record, hold_skill
from cairn.profile.values import HeldCredential, HeldRole, HeldSkill, Profile
from cairn.reading.values import Resume
from cairn.units import CredentialId, SkillId


@dataclass(frozen=True, slots=True, kw_only=True)
class Finders:
    """Everything that is looked for in a text, built once a catalogue."""

    skills: SkillFinder
    roles: RoleFinder
    credentials: CredentialFinder

    @classmethod
    def of(cls, catalogue: Catalogue, confirmed: Corrections | None = None) -> "Finders":
        """Index a catalogue's skills, role titles and credential names, and what the person put right."""
        return cls(
            skills=SkillFinder.of(catalogue, confirmed),
            roles=RoleFinder.of(catalogue, confirmed),
            credentials=CredentialFinder.of(catalogue),
        )


def assemble_profile(
    resume: Resume,
    *,
    catalogue: Catalogue,
    finders: Finders,
    assumptions: Assumptions,
    today: date,
    answers: Answers | None = None,
) -> Profile:
    """What the résumé and the person's answers show, with the words it rests on."""
    answers = answers or Answers()
    resume = mend_resume(resume, answers)
    mentions, own_skills = find_mentions(resume, finders.skills, catalogue)
    roles = held_roles(resume, finders.roles, today)
    credentials = find_credentials(resume, finders.credentials, today=today, said=answers.credentials)
    credentials |= licences_of_work(roles, catalogue, credentials, answers)
    credentials |= everyday_credentials(resume, finders.credentials, credentials, answers.credentials)
    record = Record(
        catalogue=catalogue,
        assumptions=assumptions,
        today=today,
        experiences=resume.experiences,
        roles=roles,
        credentials=tuple(credentials.values()),
        mentions=mentions,
        levels=answers.levels,
    )
    return Profile(
        contact=resume.contact,
        headline=resume.headline,
        experiences=resume.experiences,
        education=resume.education,
        skills=_hold_skills(record, answers),
        credentials=credentials,
        roles=roles,
        own_skills=own_skills,
        country=country_of(resume.contact),
        unsure=resume.problems + _unsure(resume, roles, credentials),
    )


def _hold_skills(record: Record, answers: Answers) -> dict[SkillId, HeldSkill]:
    held = (
        hold_skill(record, skill)
        for skill in record.catalogue.skills.values()
        if skill.id not in answers.rejected
    )
    return {one.skill: one for one in held if one is not None}


def _unsure(
    resume: Resume, roles: tuple[HeldRole, ...], credentials: dict[CredentialId, HeldCredential]
) -> tuple[Problem, ...]:
    doubts: list[Problem] = []
    if not resume.contact.name:
        doubts.append(Problem(severity="warning", code="no-name", message="No name was found on the page."))
    doubts += [
        Problem(
            severity="warning",
            code="no-dates",
            message=f"No start date was found for “{one.title}”; it counts as one year.",
            where=one.place,
        )
        for one in resume.experiences
        if one.start is None
    ]
    doubts += [
        Problem(
            severity="info", code="implied", message=f"We take it that you hold “{one.label}”: {one.quote}."
        )
        for one in credentials.values()
        if one.is_implied and (one.quote.startswith("you work") or one.quote == EVERYDAY)
    ]
    if resume.experiences and not roles:
        message = "None of the jobs read is a role Cairn knows, so only what the text says counts."
        doubts.append(Problem(severity="info", code="no-role", message=message))
    return tuple(doubts)
