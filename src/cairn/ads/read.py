"""A job ad as a target role: what it asks, must or nice, with the sentence beside it.

Levels come from the words around a skill (“deep”, “familiar with”, “5+ years”),
importance from must or nice and from how often it is named. Both are judgements
that the person can mend.
"""

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass

from cairn.catalogue.values import (
    Catalogue,
    Codes,
    CredentialRequirement,
    Requirement,
    Role,
)
from cairn.errors import BadInput, Problem
from cairn.match import SkillFinder, find_skills
from cairn.match.credentials import CredentialFinder
from cairn.provenance import Source
from cairn.units import CredentialId, RoleId, SkillId

_NICE = re.compile(
    r"\b(nice to have|a plus|bonus|preferred|desirable|advantage|ideally|optional|would be great)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(require|must|you have|you bring|qualification|what you need|essential|your profile|minimum|skills)",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(
    r"\b(degree|licen[cs]e|certifi|registered|qualified|diploma|bachelor|master|phd|b\.?sc|m\.?sc|registration)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{1,2})\s*(?:\+|-|–|to)?\s*\d*\s*(?:or more\s*)?years?", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(deep|expert|advanced|strong|extensive|proven|excellent|in-depth|senior|lead)\b", re.IGNORECASE
)
_WEAK = re.compile(
    r"\b(basic|familiar|exposure|understanding of|awareness|some|beginner|willing)\b", re.IGNORECASE
)
_HEADING_WORDS = 8
_MUST, _NICE_IMPORTANCE = 4.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """One sentence that asks for a skill."""

    sentence: str
    is_nice: bool
    level: float


def read_ad(
    text: str, *, catalogue: Catalogue, skills: SkillFinder, credentials: CredentialFinder, title: str = ""
) -> tuple[Role, tuple[Problem, ...]]:
    """The role a posting describes; `title` wins over its first line.

    Raises:
        BadInput: the text names no skill that Cairn knows.
    """
    lines = _sections(text)
    asks = _find_asks(lines, skills)
    asked_credentials = _find_credentials(lines, credentials)
    if not asks and not asked_credentials:
        msg = "This posting names no skill or credential that Cairn knows; paste its requirements as text."
        raise BadInput(msg)
    name = title or next((line for line, _ in lines), "The role in this posting")
    first_line = " ".join(name.split())[:80]
    role = Role(
        id=RoleId(f"ad:{hashlib.sha256(text.encode()).hexdigest()[:12]}"),
        title=first_line,
        field="",
        seniority=2,
        summary="A target made from a posting.",
        aliases=(),
        codes=Codes(),
        requirements=tuple(_requirement(skill, found) for skill, found in asks.items()),
        credentials=asked_credentials,
        up=(),
        sideways=(),
        pay=(),
        experience_years=_years(text),
        layer="posting",
    )
    return role, _notes(asks, catalogue)


def _sections(text: str) -> list[tuple[str, bool]]:
    """Lines with whether the heading above them calls them nice to have."""
    lines, under_nice = [], False
    for raw in text.splitlines():
        line = raw.strip(" \t•*-–·")
        if not line:
            continue
        if len(line.split()) <= _HEADING_WORDS and (_NICE.search(line) or _ASKS.search(line)):
            under_nice = bool(_NICE.search(line))
        lines += [(sentence, under_nice) for sentence in re.split(r"(?<=[.;!?])\s+", line) if sentence]
    return lines


def _find_asks(lines: list[tuple[str, bool]], finder: SkillFinder) -> dict[SkillId, list[_Ask]]:
    found: dict[SkillId, list[_Ask]] = defaultdict(list)
    for sentence, under_nice in lines:
        for one in find_skills(sentence, finder):
            is_nice = under_nice or one.is_wish or bool(_NICE.search(sentence))
            found[one.skill].append(_Ask(sentence=sentence, is_nice=is_nice, level=_level(sentence)))
    return dict(found)


def _level(sentence: str) -> float:
    years = _YEARS.search(sentence)
    if _STRONG.search(sentence) or (years and int(years[1]) >= 5):
        return 4.0
    return 2.0 if _WEAK.search(sentence) else 3.0


def _requirement(skill: SkillId, asks: list[_Ask]) -> Requirement:
    is_essential = not all(one.is_nice for one in asks)
    importance = (_MUST if is_essential else _NICE_IMPORTANCE) + (1.0 if len(asks) > 1 else 0.0)
    best = max(asks, key=lambda one: (not one.is_nice, one.level))
    return Requirement(
        skill=skill,
        level=best.level,
        importance=min(5.0, importance),
        is_essential=is_essential,
        source=Source(kind="read", name="the posting", detail=best.sentence),
    )


def _find_credentials(
    lines: list[tuple[str, bool]], finder: CredentialFinder
) -> tuple[CredentialRequirement, ...]:
    found: dict[tuple[CredentialId, ...], CredentialRequirement] = {}
    for sentence, under_nice in lines:
        names = finder.find(sentence, with_degree=True) if _CREDENTIAL.search(sentence) else ()
        if names:
            is_nice = under_nice or bool(_NICE.search(sentence))
            source = Source(kind="read", name="the posting", detail=sentence)
            found.setdefault(
                names,
                CredentialRequirement(any_of=names, is_essential=not is_nice, note=sentence, source=source),
            )
    return tuple(found.values())


def _years(text: str) -> float:
    found = [int(years) for years in _YEARS.findall(text)]
    return float(max((years for years in found if years <= 20), default=0))


def _notes(asks: dict[SkillId, list[_Ask]], catalogue: Catalogue) -> tuple[Problem, ...]:
    few = 4
    if len(asks) >= few:
        return ()
    names = ", ".join(catalogue.skills[skill].label for skill in asks)
    message = f"Only these skills were recognised in the posting, so the plan covers no others: {names}."
    return (Problem(severity="warning", code="few-skills", message=message),)
