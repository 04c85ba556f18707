"""Roles for somebody who knows of none: near to what they can do, what they enjoy, what interests them.

The three stay separate questions, each with its own list and its own reason, because no
formula knows how much of one somebody would give for another.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cairn.catalogue import Catalogue, Role
from cairn.words import stem, word_list
from cairn_web.models import Person
from cairn_web.services.ambition import world

_LIKED, _DISLIKED = 4, 2
_TOP = 5
_TOLD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing a role asks, beside what is held of it."""

    label: str
    held: float
    asked: float
    importance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A role with the reasons to look at it.

    `share` (0–1) is how much of what it asks is held, by importance and level; `parts`
    are what it was reckoned from.
    """

    id: str
    title: str
    field: str
    summary: str
    share: float
    carried: tuple[str, ...]
    missing: tuple[str, ...]
    liked: tuple[str, ...]
    asks: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Three lists, none naming a role of an earlier one."""

    interesting: tuple[Suggestion, ...]
    near: tuple[Suggestion, ...]
    liked: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a person: levels and enjoyment by skill, credentials and roles held."""

    levels: Mapping[str, float]
    joys: Mapping[str, int]
    credentials: frozenset[str]
    roles: frozenset[str]


def known_of(person: Person) -> Known:
    """What a person's record says of them; what they said themselves counts before what was read."""
    found: dict[str, Any] = person.resume.found if hasattr(person, "resume") else {}
    levels = {one["id"]: float(one["level"]) for one in found.get("skills", ())}
    joys = {}
    for one in person.ratings.all():
        if one.is_rejected:
            levels.pop(one.skill, None)
        elif one.level is not None:
            levels[one.skill] = one.level
        if one.enjoyment and not one.is_rejected:
            joys[one.skill] = one.enjoyment
    said = {one.credential: one.is_held for one in person.credentials.all()}
    read = {one["id"] for one in found.get("credentials", ())}
    held = {name for name in read | set(said) if said.get(name, True)}
    return Known(
        levels=levels,
        joys=joys,
        credentials=frozenset(held),
        roles=frozenset(one["id"] for one in found.get("roles", ())),
    )


def suggest_roles(known: Known, interests: str, *, catalogue: Catalogue | None = None) -> Suggestions:
    """Roles worth a look, at most five a list, the ones held already left out."""
    world_of = catalogue or world()[0]
    roles = [one for one in world_of.roles.values() if one.requirements and one.id not in known.roles]
    told = {one.id: _suggestion(one, known, world_of) for one in roles}
    order = sorted(told.values(), key=lambda one: (-one.share, one.title))
    words = _interest_scores(interests, roles, world_of)
    joys: dict[str, float] = {one.id: _enjoyed_share(one, known.joys) for one in roles}
    interesting = _best(order, words)
    used = {one.id for one in interesting}
    near = tuple(one for one in order if one.share > 0 and one.id not in used)[:_TOP]
    used |= {one.id for one in near}
    liked = _best([one for one in order if one.id not in used], joys)
    return Suggestions(interesting=interesting, near=near, liked=liked)


def _best(order: list[Suggestion], scores: Mapping[str, float]) -> tuple[Suggestion, ...]:
    """Those with the highest score, the nearer first among equals."""
    scored = [one for one in order if scores.get(one.id, 0) > 0]
    return tuple(sorted(scored, key=lambda one: -scores[one.id]))[:_TOP]


def _suggestion(role: Role, known: Known, catalogue: Catalogue) -> Suggestion:
    parts = tuple(
        Part(
            label=catalogue.skills[one.skill].label,
            held=known.levels.get(one.skill, 0.0),
            asked=one.level,
            importance=one.importance,
        )
        for one in role.requirements
    )
    heavy = sorted(parts, key=lambda one: -one.importance)
    liked = [
        catalogue.skills[one.skill].label
        for one in role.requirements
        if known.joys.get(one.skill, 0) >= _LIKED
    ]
    return Suggestion(
        id=role.id,
        title=role.title,
        field=role.field,
        summary=role.summary,
        share=share_of(parts),
        carried=tuple(one.label for one in heavy if one.held >= one.asked / 2 and one.held)[:_TOLD],
        missing=tuple(one.label for one in heavy if one.held < one.asked / 2)[:_TOLD],
        liked=tuple(liked[:_TOLD]),
        asks=_credentials(role, known, catalogue),
        parts=tuple(heavy),
    )


def share_of(parts: tuple[Part, ...]) -> float:
    """Σ importance x min(held, asked) / Σ importance x asked."""
    asked = sum(one.importance * one.asked for one in parts)
    return sum(one.importance * min(one.held, one.asked) for one in parts) / asked if asked else 0.0


def _credentials(role: Role, known: Known, catalogue: Catalogue) -> tuple[str, ...]:
    held = catalogue.included_credentials(
        frozenset(one for one in catalogue.credentials if one in known.credentials)
    )
    everyday = {one.id for one in catalogue.credentials.values() if one.is_everyday}
    return tuple(
        " or ".join(catalogue.credentials[name].label for name in one.any_of)
        for one in role.credentials
        if one.is_essential and not set(one.any_of) & (held | everyday)
    )


def _enjoyed_share(role: Role, joys: Mapping[str, int]) -> float:
    """How much of a role is what somebody likes doing, less what they do not, by importance."""
    weight = sum(one.importance for one in role.requirements)
    liked = sum(one.importance for one in role.requirements if joys.get(one.skill, 0) >= _LIKED)
    disliked = sum(one.importance for one in role.requirements if 0 < joys.get(one.skill, 3) <= _DISLIKED)
    return (liked - disliked) / weight if weight else 0.0


# ------------------------------------------------------------------ interests in words


def _interest_scores(interests: str, roles: list[Role], catalogue: Catalogue) -> Mapping[str, float]:
    """How rare the words are that a role shares with what somebody says interests them."""
    asked = _stems(interests)
    if not asked:
        return {}
    texts = {one.id: _role_stems(one, catalogue) for one in roles}
    spread = {word: sum(word in text for text in texts.values()) for word in asked}
    worth = {word: math.log(1 + len(texts) / count) for word, count in spread.items() if count}
    return {role: sum(worth.get(word, 0.0) for word in asked & text) for role, text in texts.items()}


def _role_stems(role: Role, catalogue: Catalogue) -> frozenset[str]:
    skills = [catalogue.skills[one.skill] for one in role.requirements if one.is_essential]
    asked = [name for one in skills for name in (one.label, *one.aliases)]
    return _stems(" ".join((role.title, role.field, role.summary, *role.aliases, *asked)))


_IDLE = frozenset(
    [
        "a",
        "about",
        "am",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "for",
        "from",
        "i",
        "in",
        "is",
        "it",
        "like",
        "love",
        "me",
        "my",
        "of",
        "on",
        "or",
        "that",
        "the",
        "things",
        "to",
        "with",
        "work",
        "working",
        "want",
        "would",
        "people",
        "person",
        "job",
        "role",
        "help",
        "helping",
        "good",
        "something",
        "things",
        "new",
    ]
)


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in word_list(text.casefold()) if word not in _IDLE and len(word) > 2)
