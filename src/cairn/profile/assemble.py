"""From a résumé to a profile: every mention of a skill becomes a testimony.

Years are the union of the months in which a skill was used so independently; the
grade that speaks for most counts. A skill that nothing mentions still has a witness when
the person has held a job that usually asks for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Role
from cairn.errors import Place, Problem
from cairn.match import (
    Corrections,
    RoleFinder,
    RoleMatch,
    SkillFinder,
    find_skills,
    match_roles,
    match_skills,
)
from cairn.match.credentials import CredentialFinder
from cairn.profile.answers import Answers, mend_resume
from cairn.profile.credentials import EVERYDAY, everyday_credentials, find_credentials
from cairn.profile.evidence import evidence_mentions, refused_skills
from cairn.profile.language import language_of
from cairn.profile.testify import Mention, Record, hold_skill, rating_of
from cairn.profile.values import HeldCredential, HeldRole, HeldSkill, Profile
from cairn.profile.witness import find_independence
from cairn.reading.values import Experience, Resume
from cairn.units import CredentialId, Month, SkillId

_CLEAR_TITLE = 0.85
_CLEAR_SKILL = 0.95
_TITLE_BREAKS = re.compile(r"\s*(?:[,;/|()&·]|\s[-–—]\s|\band\b)\s*")
_PART_END = re.compile(r"[,;.|/\n]|\band\b")
_PAID = {"job", "volunteering", "care"}


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
    mentions, own_skills = _find_mentions(resume, finders.skills, catalogue)
    roles = _held_roles(resume.experiences, finders.roles, today)
    credentials = find_credentials(resume, finders.credentials, today=today, said=answers.credentials)
    credentials |= _licences_of_work(roles, catalogue, credentials, answers)
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
        unsure=resume.problems + _unsure(resume, roles, credentials),
    )


def _hold_skills(record: Record, answers: Answers) -> dict[SkillId, HeldSkill]:
    held = (
        hold_skill(record, skill)
        for skill in record.catalogue.skills.values()
        if skill.id not in answers.rejected
    )
    return {one.skill: one for one in held if one is not None}


# ------------------------------------------------------------------ mentions


def _find_mentions(
    resume: Resume, finder: SkillFinder, catalogue: Catalogue
) -> tuple[dict[SkillId, list[Mention]], tuple[str, ...]]:
    """Mentions by skill, and the listed words that no skill matches."""
    found: dict[SkillId, list[Mention]] = defaultdict(list)
    own: list[str] = []
    for index, experience in enumerate(resume.experiences):
        refused = refused_skills(experience)
        for text, place in _sentences(experience):
            grade = find_independence(text)
            for one in (named for named in find_skills(text, finder) if named.skill not in refused):
                start = place.start + one.start
                mention = Mention(kind="done", quote=text, independence=grade, experience=index, start=start)
                is_language = catalogue.skills[one.skill].kind == "language"
                rated = _rated_language(text, one.start, start) if is_language else None
                found[one.skill].append(rated or mention)
    for shown, mention in evidence_mentions(resume.experiences, catalogue):
        found[shown].append(mention)
    for listed in resume.skills:
        names = _listed_skills(listed.text, finder)
        if not names:
            own.append(listed.text)
        for name in names:
            found[name].append(
                Mention(kind="listed", quote=listed.text, rating=listed.rating, start=listed.place.start)
            )
    _add_claims(found, resume, finder)
    _add_own_language(found, resume, finder)
    return _with_shown(found, catalogue), tuple(dict.fromkeys(own))


def _listed_skills(text: str, finder: SkillFinder) -> set[SkillId]:
    """Skills that an entry of a skills list names: in a list, even “R” or “Go” is one."""
    names = {one.skill for one in find_skills(text, finder)}
    best = match_skills(text, finder, top=1)
    if best and best[0].score >= _CLEAR_SKILL:
        names.add(best[0].skill)
    return names


def _sentences(experience: Experience) -> Iterable[tuple[str, Place]]:
    yield experience.title, experience.place
    yield from ((one.text, one.place) for one in experience.highlights)


def _add_claims(found: dict[SkillId, list[Mention]], resume: Resume, finder: SkillFinder) -> None:
    """The summary, the studies and the languages claim skills without dating them."""
    claims = [(one.text, one.place.start) for one in resume.summary]
    claims += [(quote.text, quote.place.start) for study in resume.education for quote in study.highlights]
    claims += [(one.text, one.place.start) for one in resume.certificates]
    claims += [(resume.headline, 0)] if resume.headline else []
    for text, start in claims:
        for one in find_skills(text, finder):
            found[one.skill].append(Mention(kind="listed", quote=text, start=start + one.start))
    for spoken in resume.languages:
        for one in find_skills(spoken.language, finder):
            rating = spoken.fluency or "fluent"
            found[one.skill].append(
                Mention(
                    kind="listed",
                    quote=f"{spoken.language} ({rating})",
                    rating=rating,
                    start=spoken.place.start,
                )
            )


def _rated_language(text: str, at: int, start: int) -> Mention | None:
    """“German B1” in a sentence is a rating of German, not work done in it."""
    part = _PART_END.split(text[at:], maxsplit=1)[0]
    mention = Mention(kind="listed", quote=part, rating=part, start=start)
    return mention if rating_of(mention) else None


def _add_own_language(found: dict[SkillId, list[Mention]], resume: Resume, finder: SkillFinder) -> None:
    """Whoever writes a résumé in a language commands it, unless they rate themselves."""
    language = language_of(resume.text)
    for one in find_skills(language, finder) if language else ():
        if not any(rating_of(mention) for mention in found[one.skill]):
            quote = f"your résumé is written in {language}"
            found[one.skill].append(Mention(kind="listed", quote=quote, rating="professional", start=0))


def _with_shown(found: dict[SkillId, list[Mention]], catalogue: Catalogue) -> dict[SkillId, list[Mention]]:
    """Evidence of Tableau is evidence of data visualisation, in whole or in part."""
    out = {skill: list(mentions) for skill, mentions in found.items()}
    for skill, mentions in found.items():
        entry = catalogue.skills.get(skill)
        for witness in entry.shows if entry else ():
            quoted = [one.through(entry.label, witness.share) for one in mentions if entry]
            out.setdefault(witness.skill, []).extend(quoted)
    return out


# ------------------------------------------------------------------ roles held


def _held_roles(experiences: tuple[Experience, ...], finder: RoleFinder, today: date) -> tuple[HeldRole, ...]:
    months: dict[Role | str, HeldRole] = {}
    for experience in experiences:
        if experience.kind not in _PAID or not experience.title:
            continue
        best = _match_title(experience.title, finder)
        if best is None:
            continue
        before = months.get(best.role)
        months[best.role] = HeldRole(
            role=best.role,
            title=best.label,
            months=months_between(experience, today) + (before.months if before else 0),
            is_current=experience.is_current or bool(before and before.is_current),
            score=best.score,
        )
    return tuple(months.values())


def _match_title(title: str, finder: RoleFinder) -> RoleMatch | None:
    """The role a title clearly names, whole or in one of its parts (“Nurse, Ward 3”)."""
    parts = [title, *(part.strip() for part in _TITLE_BREAKS.split(title))]
    for part in dict.fromkeys(parts):
        matches = match_roles(part, finder, top=1) if part else ()
        if matches and matches[0].score >= _CLEAR_TITLE:
            return matches[0]
    return None


def months_between(experience: Experience, today: date) -> int:
    """Months an experience lasted, counting both ends; 12 where no start is known."""
    if experience.start is None:
        return 12
    last = today_index(today) if experience.is_current or experience.end is None else experience.end.index()
    return max(1, min(last, today_index(today)) - experience.start.index() + 1)


def today_index(today: date) -> int:
    """The month of `today` on the scale of `Month.index`."""
    return Month.of(today).index()


def _licences_of_work(
    roles: tuple[HeldRole, ...],
    catalogue: Catalogue,
    held: dict[CredentialId, HeldCredential],
    answers: Answers,
) -> dict[CredentialId, HeldCredential]:
    """Licences without which nobody could have the job the person has now."""
    implied: dict[CredentialId, HeldCredential] = {}
    for role in (one for one in roles if one.is_current):
        for asked in catalogue.roles[role.role].credentials:
            name = asked.any_of[0]
            is_new = not any(one in held for one in asked.any_of) and answers.credentials.get(name, True)
            if asked.is_essential and is_new and catalogue.credentials[name].kind == "licence":
                for one in catalogue.included_credentials(frozenset({name})) - held.keys():
                    implied[one] = HeldCredential(
                        credential=one,
                        label=catalogue.credentials[one].label,
                        quote=f"you work as {role.title}",
                        is_implied=True,
                    )
    return implied


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
