"""Which catalogue roles a person has held, and what those alone prove.

People write titles as they please: “Head of Year 10 and Teacher of Geography”,
“Lead Pharmacy Technician”, an employer's own word beside a clear trade in the
headline. A title is read whole first, then in its parts, then without the words of
rank; only what is then clearly a role's name counts.
"""

import re
from collections.abc import Iterator
from datetime import date

from cairn.catalogue.values import Catalogue
from cairn.match import RoleFinder, RoleMatch, match_roles
from cairn.profile.answers import Answers
from cairn.profile.values import HeldCredential, HeldRole
from cairn.reading.values import Experience, Resume
from cairn.units import CredentialId, Month, RoleId

CLEAR_TITLE = 0.87
# A part of a title, or a title without its rank, has to be the name itself.
_NAMED = 0.96
_BREAKS = re.compile(r"\s*(?:[,;:/|()&·]|\s[-–—]\s|\band\b|\.\s)\s*")
_PLACED = re.compile(r"\s+(?:with|at|for|in|@)\s+", re.IGNORECASE)
_RANK = re.compile(
    r"(?:(?:acting|bilingual|casual|certified|chief|commissioned|deputy|earlier|experienced|freelance|full-time"
    r"|head|interim|junior|lead|licen[cs]ed|now|part-time|principal|professional|qualified|registered|relief"
    r"|self-employed|senior|sr|staff|temporary|then|top)\.?\s+)+",
    re.IGNORECASE,
)
_STEP = re.compile(r"\s+(?:[IVX]+|\d+|[A-D])$")
# “Trainee solicitor” is not a solicitor yet, and a “nursing student” is no nurse.
_NOT_YET = re.compile(
    r"\b(?:trainee|student|apprentice|intern|internship|assistant|aspiring|future|seeking|looking|want\w*"
    r"|to become|aide|helper|volunteer|candidate|former|ex|retired)\b",
    re.IGNORECASE,
)
PAID = frozenset({"job", "volunteering", "care"})


def held_roles(resume: Resume, finder: RoleFinder, today: date) -> tuple[HeldRole, ...]:
    """The roles that titles name; where the latest job's says nothing, the headline speaks for it."""
    months: dict[RoleId, HeldRole] = {}
    unnamed: list[Experience] = []
    for experience in resume.experiences:
        if experience.kind not in PAID or not (experience.title or experience.organisation):
            continue
        found = list(match_title(experience.title, finder)) or _beside_employer(experience, finder)
        if not found and experience.kind == "job":
            unnamed.append(experience)
        for best in found:
            _add(months, best, experience, today)
    latest = min(unnamed, key=lambda one: (not one.is_current, -_last(one, today)), default=None)
    if latest and not _NOT_YET.search(resume.headline) and not _is_told(months, latest):
        for best in match_title(resume.headline, finder):
            _add(months, best, latest, today)
    return tuple(months.values())


def _beside_employer(experience: Experience, finder: RoleFinder) -> list[RoleMatch]:
    """“Sergeant” of the U.S. Army; or a title that was read as the employer."""
    both = [experience.organisation, *_BREAKS.split(experience.title)]
    pairs = [f"{one} {other}" for one in both for other in both if one and other and one != other]
    named = [best for text in pairs if (best := _without_rank(text, finder))]
    said = [one for one in match_title(experience.organisation, finder) if one.score >= _NAMED]
    return named[:1] or said


def _is_told(months: dict[RoleId, HeldRole], latest: Experience) -> bool:
    """Whether a job at least as late already names a role."""
    return any(one.is_current for one in months.values()) and not latest.is_current


def _add(months: dict[RoleId, HeldRole], best: RoleMatch, experience: Experience, today: date) -> None:
    before = months.get(best.role)
    months[best.role] = HeldRole(
        role=best.role,
        title=best.label,
        months=months_between(experience, today) + (before.months if before else 0),
        is_current=experience.is_current or bool(before and before.is_current),
        score=best.score,
    )


def match_title(title: str, finder: RoleFinder) -> Iterator[RoleMatch]:
    """Every role a title clearly names, whole or in its parts (“Nurse, Ward 3”)."""
    seen: set[str] = set()
    parts = [part.strip() for part in _BREAKS.split(title) if part and part.strip()]
    for index, part in enumerate(dict.fromkeys([title.strip(), *parts])):
        is_short = len(part.split()) == 1
        least = _NAMED if index and (is_short or seen) else CLEAR_TITLE
        best = _best(part, finder, least) or _without_rank(part, finder)
        if best and best.role not in seen:
            seen.add(best.role)
            yield best


def _best(text: str, finder: RoleFinder, least: float) -> RoleMatch | None:
    matches = match_roles(text, finder, top=1) if text else ()
    return matches[0] if matches and matches[0].score >= least else None


def _without_rank(part: str, finder: RoleFinder) -> RoleMatch | None:
    """The role named once employer, rank and number are off: “Senior DBA II at Acme”."""
    if _NOT_YET.search(part):
        return None
    bare = _STEP.sub("", _PLACED.split(part)[0]).strip()
    words = _RANK.sub("", bare).split() if _RANK.match(bare) else bare.split()
    shorter = [text for text in (bare, " ".join(words)) if text != part]
    shorter += [" ".join(words[at:]) for at in range(1, len(words) - 1)]
    return next((best for text in shorter if (best := _best(text, finder, _NAMED))), None)


def months_between(experience: Experience, today: date) -> int:
    """Months an experience lasted, counting both ends; 12 where no start is known."""
    if experience.start is None:
        return 12
    return max(1, _last(experience, today) - experience.start.index() + 1)


def _last(experience: Experience, today: date) -> int:
    now = Month.of(today).index()
    is_open = experience.is_current or experience.end is None
    return now if is_open or experience.end is None else min(experience.end.index(), now)


def licences_of_work(
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
