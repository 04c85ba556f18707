"""What the person adds to a role and to the ways of reaching it, before anything is planned.

Skills of their own join what the role asks; a way they prefer is left as the only one
that brings its skill so far; ways they refuse are gone.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cairn.catalogue import Catalogue
from cairn.catalogue.values import Option, Requirement, Role, Skill
from cairn.provenance import Source
from cairn.units import OptionId, SkillId

Json = dict[str, Any]
OWN = "own-"  # skills that no catalogue holds have ids that begin so


def wished_role(role: Role, own: tuple[Mapping[str, Any], ...]) -> Role:
    """The role with the skills that the person wants besides; the higher level of both counts."""
    asked = {one.skill: one for one in role.requirements}
    for wish in own:
        skill = SkillId(wish["skill"])
        known = asked.get(skill)
        if known is None or known.level < wish["level"] or not known.is_essential:
            asked[skill] = _requirement(wish, known)
    return replace(role, requirements=tuple(asked.values()))


def _requirement(wish: Mapping[str, Any], known: Requirement | None) -> Requirement:
    importance = max(float(wish["importance"]), known.importance if known else 0.0)
    detail = wish.get("why") or "a skill of your own choice, which the role does not ask for"
    return Requirement(
        skill=SkillId(wish["skill"]),
        level=max(float(wish["level"]), known.level if known else 0.0),
        importance=importance,
        is_essential=True,
        source=Source(kind="entered", name="you", detail=detail),
    )


def wished_catalogue(
    catalogue: Catalogue,
    *,
    own: tuple[Mapping[str, Any], ...],
    wanted: Mapping[str, str],
    refused: frozenset[str],
) -> Catalogue:
    """The catalogue as the person wants it: their own skills in it, and their choice of ways."""
    made = {
        SkillId(one["skill"]): Skill(
            id=SkillId(one["skill"]), label=one["label"], kind=one.get("kind", "hard"), layer="own"
        )
        for one in own
        if one["skill"].startswith(OWN)
    }
    options = {key: one for key, one in catalogue.options.items() if key not in refused}
    for skill, option in wanted.items():
        chosen = options.get(OptionId(option))
        if chosen is not None:
            options = {key: _give_way(one, skill, chosen) for key, one in options.items()}
    return replace(catalogue, skills={**catalogue.skills, **made}, options=options)


def _give_way(option: Option, skill: str, wanted: Option) -> Option:
    """An option without the part of a skill that another is to bring.

    What leads up to where the other begins stays, and what leads on from where it ends.
    """
    brought = [one for one in wanted.teaches if one.skill == skill]
    if option.id == wanted.id or not brought:
        return option
    main = max(brought, key=lambda one: one.end)
    kept = tuple(
        replace(one, end=min(one.end, main.start)) if one.skill == skill and one.start < main.start else one
        for one in option.teaches
        if one.skill != skill or one.start < main.start or one.start >= main.end
    )
    return replace(option, teaches=kept)
