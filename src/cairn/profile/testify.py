"""From the mentions of one skill to a level with its range.

At most one witness of each kind is heard, so that ten bullets about one job do
not count as ten: the done ones are joined into years, recency and independence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Skill
from cairn.profile.values import (
    WORKING_LIFE,
    HeldCredential,
    HeldRole,
    HeldSkill,
    Support,
    Testimony,
    WitnessKind,
)
from cairn.profile.witness import (
    LIFE,
    RELATED,
    ROLE,
    Independence,
    combine,
    is_as_independent,
    level_done,
)
from cairn.provenance import Derivation, Source, leaf
from cairn.reading.values import Experience
from cairn.units import Month, SkillId

_UNKNOWN_MONTHS = 12
_RATINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("expert", re.compile(r"\b(expert|native|mother tongue|bilingual|master(?:y|ed)|c2)\b", re.IGNORECASE)),
    (
        "advanced",
        re.compile(r"\b(advanced|fluent|very good|excellent|full professional|c1)\b", re.IGNORECASE),
    ),
    ("proficient", re.compile(r"\b(proficient|strong|professional|confident|b2)\b", re.IGNORECASE)),
    (
        "intermediate",
        re.compile(r"\b(intermediate|good|conversational|working|limited working|b1)\b", re.IGNORECASE),
    ),
    (
        "basic",
        re.compile(r"\b(basics?|beginner|elementary|learning|novice|some|limited|a2)\b", re.IGNORECASE),
    ),
    ("aware", re.compile(r"\b(aware|exposure|familiar|a1)\b", re.IGNORECASE)),
)
_YEARS = re.compile(r"(\d{1,2})\+?\s*(?:years?|yrs?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that speak for a skill: done in an experience, or listed.

    `through` skills: `share` of the level counts, `via` names the skill mentioned.
    """

    kind: WitnessKind
    quote: str
    start: int
    rating: str = ""
    independence: Independence = "did"
    experience: int | None = None
    share: float = 1.0
    via: str = ""

    def through(self, label: str, share: float) -> "Mention":
        """The same words as evidence of a skill that `label` shows."""
        return replace(self, share=self.share * share, via=label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that speaks for or against a skill."""

    catalogue: Catalogue
    assumptions: Assumptions
    today: date
    experiences: tuple[Experience, ...]
    roles: tuple[HeldRole, ...]
    credentials: tuple[HeldCredential, ...]
    mentions: Mapping[SkillId, list[Mention]]
    levels: Mapping[SkillId, float]


def hold_skill(record: Record, skill: Skill) -> HeldSkill | None:
    """The level all witnesses give together; None when nobody speaks for it."""
    testimonies = _hear(record, skill)
    if not testimonies:
        return None
    pairs = [(one.level, one.spread) for one in testimonies]
    return HeldSkill(
        skill=skill.id,
        label=skill.label,
        level=replace(combine(record.assumptions, pairs), label=skill.label),
        support=_support(testimonies),
        testimonies=tuple(testimonies),
    )


def _support(testimonies: list[Testimony]) -> Support:
    kinds = {one.kind for one in testimonies}
    if kinds & {"done", "credential"}:
        return "shown"
    return "claimed" if kinds & {"listed", "rated", "answer"} else "inferred"


def _hear(record: Record, skill: Skill) -> list[Testimony]:
    """One witness of each kind.

    What was done, rated or answered is always heard. The others say “at least this
    much”, so they are heard where nothing else is, or where they say more.
    """
    mentions = record.mentions.get(skill.id, [])
    whole = [one for one in mentions if one.share == 1]
    listed = _listed(record, [one for one in whole if one.kind == "listed"])
    found = [_answer(record, skill)] if skill.id in record.levels else []
    found += _done(record, [one for one in whole if one.kind == "done"])
    found += [one for one in listed if one.kind == "rated"]
    floors = [one for one in listed if one.kind == "listed"] + _credential(record, skill.id)
    floors += _related(record, [one for one in mentions if one.share < 1]) + _role(record, skill.id)
    said = max((one.level.value for one in found), default=0.0)
    is_answered = any(one.kind == "answer" for one in found)
    found += [one for one in floors if one.level.value > said and not is_answered]
    if not found and skill.is_everyday:
        found += _life(record)
    return found


def _answer(record: Record, skill: Skill) -> Testimony:
    said = Source(kind="entered", name="your answer", detail=f"levels.{skill.id}")
    level = leaf("the level you gave", record.levels[skill.id], unit="levels", source=said)
    return Testimony(kind="answer", quote="your answer", level=level, spread=_spread(record, "answer"))


def _spread(record: Record, kind: str) -> Derivation:
    return record.assumptions[f"level.spread.{kind}"]


def _done(record: Record, mentions: list[Mention]) -> list[Testimony]:
    """The highest of the levels that each grade speaks for, over the time it was done so independently.

    Ten years of helping and one year alone are not eleven years alone.
    """
    if not mentions:
        return []
    last = max(_last_month(record, one) for one in mentions)
    graded = (_done_as(record, mentions, grade, last) for grade in {one.independence for one in mentions})
    return [max(graded, key=lambda one: (one.level.value, one.quote))]


def _done_as(record: Record, mentions: list[Mention], grade: Independence, last: int) -> Testimony:
    """What doing it at least as independently as `grade` speaks for; `last` is the last month of any use."""
    so_done = [one for one in mentions if is_as_independent(one.independence, grade)]
    best = max(so_done, key=lambda one: (one.independence == grade, _last_month(record, one)))
    level = level_done(
        record.assumptions,
        independence=grade,
        years=_months_used(record, so_done) / 12,
        years_since=max(0, _now(record) - last) / 12,
        quote=best.quote,
    )
    return Testimony(
        kind="done",
        quote=best.quote,
        level=level,
        spread=_spread(record, "done"),
        start=best.start,
        when=_month(last),
        experience=best.experience,
    )


def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)


def _now(record: Record) -> int:
    return Month.of(record.today).index()


def _span(record: Record, mention: Mention) -> tuple[int, int]:
    """First and last month of the experience a mention belongs to."""
    now = _now(record)
    if mention.experience is None:
        return now - _UNKNOWN_MONTHS, now
    one = record.experiences[mention.experience]
    last = one.end.index() if one.end and not one.is_current else now
    first = one.start.index() if one.start else last - _UNKNOWN_MONTHS
    return min(first, last), min(last, now)


def _last_month(record: Record, mention: Mention) -> int:
    return _span(record, mention)[1]


def _months_used(record: Record, mentions: list[Mention]) -> int:
    """Months in which at least one of the experiences ran."""
    months: set[int] = set()
    for first, last in {_span(record, one) for one in mentions}:
        months.update(range(first, last + 1))
    return len(months)


def _listed(record: Record, mentions: list[Mention]) -> list[Testimony]:
    """The most telling listing: one with a rating word, else any."""
    graded = [(one, rating_of(one)) for one in mentions]
    best, word = max(graded, key=lambda pair: pair[1] != "", default=(None, ""))
    if best is None:
        return []
    name = f"level.rating.{word}" if word else "level.listed"
    kind: WitnessKind = "rated" if word else "listed"
    return [
        Testimony(
            kind=kind,
            quote=f"{best.quote} ({best.rating})"
            if best.rating and best.rating not in best.quote
            else best.quote,
            level=record.assumptions[name],
            spread=_spread(record, kind),
            start=best.start,
        )
    ]


def rating_of(mention: Mention) -> str:
    """The step of the rating scale that the mention's rating word stands for, or ""."""
    years = _YEARS.search(mention.rating)
    if years:
        return "advanced" if int(years[1]) >= 5 else "proficient" if int(years[1]) >= 2 else "intermediate"
    return next((word for word, sign in _RATINGS if sign.search(mention.rating)), "")


def _credential(record: Record, skill: SkillId) -> list[Testimony]:
    """The highest level that a held credential shows."""
    shown = [
        (one.level, held)
        for held in record.credentials
        if held.credential in record.catalogue.credentials
        for one in record.catalogue.credentials[held.credential].shows
        if one.skill == skill
    ]
    if not shown:
        return []
    level, held = max(shown, key=lambda pair: pair[0])
    source = Source(kind="catalogue", name="Cairn starter catalogue", detail=held.label)
    value = leaf(f"level that “{held.label}” shows", level, unit="levels", source=source)
    quote = held.quote if not held.is_implied else held.label
    return [Testimony(kind="credential", quote=quote, level=value, spread=_spread(record, "credential"))]


def _related(record: Record, mentions: list[Mention]) -> list[Testimony]:
    """The skill mentioned, at the share of its level that carries over."""
    if not mentions:
        return []
    best = max(mentions, key=lambda one: (one.share, one.kind == "done"))
    heard = [one for one in mentions if one.share == best.share and one.via == best.via]
    direct = _done(record, [one for one in heard if one.kind == "done"]) or _listed(record, heard)
    source = Source(kind="catalogue", name="Cairn starter catalogue", detail=f"{best.via} shows this in part")
    share = leaf("share that carries over", best.share, unit="share", source=source)
    level = RELATED(share=share, level=direct[0].level, label=f"level shown by {best.via}")
    return [replace(direct[0], kind="related", level=level, spread=_spread(record, "related"))]


def _role(record: Record, skill: SkillId) -> list[Testimony]:
    """What is usual in a job held for some time; the job that asks most speaks.

    What a job does not insist on is learnt in its first years.
    """
    asked = [
        (requirement, held)
        for held in record.roles
        for requirement in record.catalogue.roles[held.role].requirements
        if requirement.skill == skill
        and (
            requirement.is_essential or held.months >= 12 * record.assumptions.number("level.role_ramp_years")
        )
    ]
    if not asked:
        return []
    requirement, held = max(asked, key=lambda pair: (pair[0].level, pair[1].months))
    read = Source(kind="read", name="your résumé", detail=held.title)
    level = ROLE(
        asked=leaf(f"what {held.title} asks", requirement.level, unit="levels", source=requirement.source),
        years=leaf(f"years as {held.title}", round(held.months / 12, 2), unit="years", source=read),
        start_share=record.assumptions["level.role_start_share"],
        ramp_years=record.assumptions["level.role_ramp_years"],
        most=record.assumptions["level.role_most"],
        growth=record.assumptions["level.role_growth"],
        growth_years=record.assumptions["level.role_growth_years"],
    )
    return [Testimony(kind="role", quote=held.title, level=level, spread=_spread(record, "role"))]


def _life(record: Record) -> list[Testimony]:
    """Everyday soft skills come with working life; nothing more specific is known."""
    months = {
        month
        for index, one in enumerate(record.experiences)
        if one.kind in {"job", "volunteering", "care"}
        for month in range(*_span(record, Mention(kind="done", quote="", start=0, experience=index)))
    }
    if not months:
        return []
    read = Source(kind="read", name="your résumé", detail="the experiences read")
    level = LIFE(
        most=record.assumptions["level.working_life"],
        years=leaf("working years", round(len(months) / 12, 2), unit="years", source=read),
        life_years=record.assumptions["level.working_life_years"],
    )
    return [Testimony(kind="role", quote=WORKING_LIFE, level=level, spread=_spread(record, "life"))]
