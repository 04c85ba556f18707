"""Several postings → one target, and the person's corrections on top.

Pure: the same postings give the same target, so removing one is merging the others.
A skill's level is the median of what the postings that name it ask; its importance the
mean over all postings, one that does not name it counting nothing; it is a must where at
least half of all postings say so. Every requirement keeps its own source: the postings'
sentence, the catalogue's row, or the person.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, median

from cairn.ads.values import AdCorrections, Ask, CredentialAsk, Posting
from cairn.catalogue.values import Codes, CredentialRequirement, Requirement, Role
from cairn.errors import BadInput
from cairn.provenance import Source
from cairn.units import CredentialId, RoleId, SkillId

_LEAST, _MOST = 1.0, 5.0
_ADDED_IMPORTANCE = 4.0
_PRACTITIONER, _LONGEST_TITLE = 2, 80


def merge_ads(
    postings: Sequence[Posting],
    *,
    title: str = "",
    corrections: AdCorrections | None = None,
    beside: Role | None = None,
) -> Role:
    """The role that the postings describe together.

    `title` wins over the first posting's. `beside` is a catalogue role whose
    requirements join where no posting says anything, with their own source.

    Raises:
        BadInput: no posting, or nothing left of what they ask.
    """
    if not postings:
        msg = "A target needs at least one posting; add one."
        raise BadInput(msg)
    corrections = corrections or AdCorrections()
    requirements = _with_role(_skills(postings), beside)
    role = Role(
        id=_id(postings),
        title=" ".join((title or postings[0].title).split())[:_LONGEST_TITLE].rstrip(" ,;:–-"),
        field=beside.field if beside else "",
        seniority=beside.seniority if beside else _PRACTITIONER,
        summary=_summary(postings),
        aliases=(),
        codes=beside.codes if beside else Codes(),
        requirements=tuple(_corrected(requirements, corrections)),
        credentials=tuple(
            one
            for one in _with_role_credentials(_credentials(postings), beside)
            if not corrections.removed.issuperset(one.any_of)
        ),
        up=(),
        sideways=(),
        pay=beside.pay if beside else (),
        experience_years=_years(postings),
        layer="posting",
    )
    if not role.requirements:
        msg = (
            "These postings ask for no skill that Cairn knows, only for credentials; plan for a role by its"
            " name instead, or add a posting."
            if role.credentials
            else "Nothing is left of what these postings ask; take back a removal or add a posting."
        )
        raise BadInput(msg)
    return role


def _id(postings: Sequence[Posting]) -> RoleId:
    if len(postings) == 1:
        return postings[0].id
    every = " ".join(sorted(one.id for one in postings))
    return RoleId(f"ad:{hashlib.sha256(every.encode()).hexdigest()[:12]}")


def _summary(postings: Sequence[Posting]) -> str:
    return "A target made from a posting." if len(postings) == 1 else f"Made from {len(postings)} postings."


def _years(postings: Sequence[Posting]) -> float:
    asked = [one.experience_years for one in postings if one.experience_years]
    return float(median(asked)) if asked else 0.0


def _skills(postings: Sequence[Posting]) -> list[Requirement]:
    by_skill: dict[SkillId, list[tuple[Posting, Ask]]] = {}
    for posting in postings:
        for ask in posting.asks:
            by_skill.setdefault(ask.skill, []).append((posting, ask))
    return [_requirement(skill, found, len(postings)) for skill, found in by_skill.items()]


def _requirement(skill: SkillId, found: Sequence[tuple[Posting, Ask]], total: int) -> Requirement:
    asks = [ask for _, ask in found]
    importance = sum(one.importance for one in asks) / total
    best = max(found, key=lambda pair: (not pair[1].is_nice, pair[1].level))
    return Requirement(
        skill=skill,
        level=float(median(one.level for one in asks)),
        importance=min(_MOST, max(_LEAST, importance)),
        is_essential=2 * sum(not one.is_nice for one in asks) >= total,
        source=_source(best[1].sentence, best[0], len(found), total),
    )


def _source(sentence: str, posting: Posting, count: int, total: int) -> Source:
    if total == 1:
        return Source(kind="read", name="the posting", detail=sentence)
    detail = f"in {count} of {total} postings; {posting.name}: “{sentence}”"
    return Source(kind="read", name=f"{total} postings", detail=detail)


def _credentials(postings: Sequence[Posting]) -> list[CredentialRequirement]:
    found: dict[tuple[CredentialId, ...], list[tuple[Posting, CredentialAsk]]] = {}
    for posting in postings:
        for ask in posting.credentials:
            found.setdefault(ask.any_of, []).append((posting, ask))
    return [_credential(names, asked, len(postings)) for names, asked in found.items()]


def _credential(
    names: tuple[CredentialId, ...], asked: Sequence[tuple[Posting, CredentialAsk]], total: int
) -> CredentialRequirement:
    posting, best = min(asked, key=lambda pair: pair[1].is_nice)
    return CredentialRequirement(
        any_of=names,
        is_essential=2 * sum(not ask.is_nice for _, ask in asked) >= total,
        note=best.sentence,
        source=_source(best.sentence, posting, len(asked), total),
    )


def _with_role(requirements: list[Requirement], beside: Role | None) -> list[Requirement]:
    asked = {one.skill for one in requirements}
    return requirements + [one for one in (beside.requirements if beside else ()) if one.skill not in asked]


def _with_role_credentials(
    asked: list[CredentialRequirement], beside: Role | None
) -> list[CredentialRequirement]:
    named = {name for one in asked for name in one.any_of}
    besides = beside.credentials if beside else ()
    return asked + [one for one in besides if named.isdisjoint(one.any_of)]


def _corrected(requirements: Sequence[Requirement], corrections: AdCorrections) -> list[Requirement]:
    kept = [_mended(one, corrections) for one in requirements if one.skill not in corrections.removed]
    there = {one.skill for one in kept}
    usual = mean(one.importance for one in kept) if kept else _ADDED_IMPORTANCE
    return kept + [
        Requirement(
            skill=skill,
            level=corrections.levels.get(skill, level),
            importance=max(usual, _ADDED_IMPORTANCE) if corrections.essential.get(skill, True) else 2.0,
            is_essential=corrections.essential.get(skill, True),
            source=Source(kind="entered", name="you", detail="added by you"),
        )
        for skill, level in corrections.added.items()
        if skill not in there and skill not in corrections.removed
    ]


def _mended(one: Requirement, corrections: AdCorrections) -> Requirement:
    """A requirement as the person put it; the sentence it came from stays in the source."""
    level = corrections.levels.get(one.skill, one.level)
    is_essential = corrections.essential.get(one.skill, one.is_essential)
    if (level, is_essential) == (one.level, one.is_essential):
        return one
    importance = one.importance
    if is_essential != one.is_essential:
        importance = max(importance, _ADDED_IMPORTANCE) if is_essential else min(importance, 2.0)
    said = [f"level {level:g}"] if level != one.level else []
    said += [] if is_essential == one.is_essential else ["a must" if is_essential else "nice to have"]
    detail = f"you said {', '.join(said)}; read: {one.source.detail or one.source.name}"
    source = Source(kind="entered", name="you", detail=detail)
    return replace(one, level=level, is_essential=is_essential, importance=importance, source=source)
