"""A target file: postings in their own words with every correction, as JSON and back.

The words and the corrections are what is kept; what the postings ask is read from them
anew each time, so a posting taken out, a level mended or a better catalogue counts at
once.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cairn.ads.merge import merge_ads
from cairn.ads.read import read_posting
from cairn.ads.values import AdCorrections, AdTarget, Posting, SavedAd
from cairn.catalogue.values import Catalogue, Role
from cairn.errors import BadInput, Problem
from cairn.match import Corrections, SkillFinder
from cairn.match.credentials import CredentialFinder
from cairn.units import MAX_LEVEL, RoleId, SkillId

Json = dict[str, Any]
MAKER = "cairn ad"
_VERSION = 1


def read_target(
    target: AdTarget,
    *,
    catalogue: Catalogue,
    skills: SkillFinder,
    credentials: CredentialFinder,
) -> tuple[Role, tuple[Posting, ...], tuple[Problem, ...]]:
    """The role a target stands for, each posting as it was read, and what was unsure.

    Raises:
        BadInput: a posting names no skill that Cairn knows, or there is none.
    """
    finder = skills
    if target.words != Corrections():
        finder = SkillFinder.of(catalogue, _join_words(skills.corrections, target.words))
    read = [
        read_posting(one.text, catalogue=catalogue, skills=finder, credentials=credentials, name=one.name)
        for one in target.ads
    ]
    postings = tuple(posting for posting, _ in read)
    role = merge_ads(
        postings, title=target.title, corrections=target.corrections, beside=_beside(target, catalogue)
    )
    return role, postings, tuple(problem for _, problems in read for problem in problems)


def _beside(target: AdTarget, catalogue: Catalogue) -> Role | None:
    if not target.role:
        return None
    found = catalogue.roles.get(RoleId(target.role))
    if found is None:
        msg = (
            f"The target leans on the role “{target.role}”, which the catalogue does not hold; name another."
        )
        raise BadInput(msg)
    return found


def join_targets(first: AdTarget, second: AdTarget) -> AdTarget:
    """Both together; the same posting counts once, and what the second says wins."""
    known = {one.text for one in first.ads}
    return AdTarget(
        title=second.title or first.title,
        role=second.role or first.role,
        ads=(*first.ads, *(one for one in second.ads if one.text not in known)),
        corrections=_join_corrections(first.corrections, second.corrections),
        words=_join_words(first.words, second.words),
    )


def _join_corrections(first: AdCorrections, second: AdCorrections) -> AdCorrections:
    """A later word takes back an earlier one: added again after it was removed, or the reverse."""
    added = {name: level for name, level in first.added.items() if name not in second.removed}
    taken_back = {*second.added, *second.levels, *second.essential}
    return AdCorrections(
        levels={**first.levels, **second.levels},
        essential={**first.essential, **second.essential},
        added={**added, **second.added},
        removed=(first.removed - taken_back) | second.removed,
    )


def _join_words(first: Corrections, second: Corrections) -> Corrections:
    said_again = {words.casefold() for words, _ in (*second.rejected, *second.taught)}
    return Corrections(
        rejected=(*(one for one in first.rejected if one[0].casefold() not in said_again), *second.rejected),
        taught=(*(one for one in first.taught if one[0].casefold() not in said_again), *second.taught),
        confirmed=(*first.confirmed, *second.confirmed),
    )


def without_ad(target: AdTarget, name: str) -> AdTarget:
    """The target without the posting of that name.

    Raises:
        BadInput: there is no such posting.
    """
    kept = tuple(one for one in target.ads if one.name != name)
    if len(kept) == len(target.ads):
        names = ", ".join(one.name for one in target.ads)
        msg = f"There is no posting “{name}” in this target; it holds {names}."
        raise BadInput(msg)
    return replace(target, ads=kept)


def target_json(target: AdTarget) -> Json:
    """The target as a document; `target_of_json` gives the same target back."""
    corrections = target.corrections
    return {
        "made_by": MAKER,
        "version": _VERSION,
        "title": target.title,
        "with_role": target.role,
        "postings": [{"name": one.name, "text": one.text} for one in target.ads],
        "corrections": {
            "levels": dict(corrections.levels),
            "essential": dict(corrections.essential),
            "added": dict(corrections.added),
            "removed": sorted(corrections.removed),
            "not": [list(pair) for pair in target.words.rejected],
            "means": [list(pair) for pair in target.words.taught],
        },
    }


def is_target(document: object) -> bool:
    """Whether a JSON document is a target file."""
    return isinstance(document, Mapping) and document.get("made_by") == MAKER


def target_of_json(document: Mapping[str, Any], *, catalogue: Catalogue) -> AdTarget:
    """A target file's content.

    Raises:
        BadInput: it does not have the form that `target_json` writes.
    """
    try:
        if document["version"] != _VERSION:
            msg = "This target file was written by another version of Cairn; make it anew with `cairn ad`."
            raise BadInput(msg)
        said = document["corrections"]
        return AdTarget(
            title=_text(document["title"]),
            role=_text(document["with_role"]),
            ads=tuple(
                SavedAd(name=_text(one["name"]), text=_text(one["text"])) for one in document["postings"]
            ),
            corrections=AdCorrections(
                levels=_levels(said["levels"], catalogue),
                essential={_skill(name, catalogue): bool(held) for name, held in said["essential"].items()},
                added=_levels(said["added"], catalogue),
                removed=frozenset(map(_text, said["removed"])),
            ),
            words=Corrections(
                rejected=tuple((_text(words), SkillId(_text(skill))) for words, skill in said["not"]),
                taught=tuple((_text(words), _skill(skill, catalogue)) for words, skill in said["means"]),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = "This target file is damaged; make it anew with `cairn ad`."
        raise BadInput(msg) from error


def _text(held: object) -> str:
    if not isinstance(held, str):
        raise TypeError
    return held


def _skill(name: object, catalogue: Catalogue) -> SkillId:
    skill = SkillId(_text(name))
    if skill not in catalogue.skills:
        msg = f"The target file names the skill “{name}”, which the catalogue does not hold; take it out."
        raise BadInput(msg)
    return skill


def _levels(table: Mapping[str, Any], catalogue: Catalogue) -> dict[SkillId, float]:
    out = {_skill(name, catalogue): float(level) for name, level in table.items()}
    for name, level in out.items():
        check_level(name, level)
    return out


def check_level(name: str, level: float) -> None:
    """Refuse what is no level.

    Raises:
        BadInput: the level lies outside 0–5.
    """
    if not 0 <= level <= MAX_LEVEL:
        msg = f"The level of “{name}” is a number from 0 to {MAX_LEVEL}, not {level:g}."
        raise BadInput(msg)
