"""The roles nearest to a role, by how much of what they ask its holders already show.

Somebody in a role is taken to show what it asks, no more; what those skills show
of others counts with its share. Formula and its limits: `docs/method/near.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from cairn.catalogue import Catalogue, Requirement, Role
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.units import SkillId

Direction = Literal["up", "sideways", "elsewhere"]
COVERED = Rule(
    name="near.covered", label="part of the level shown", formula="min(shown, asked)", unit="levels"
)
CARRIED = Rule(
    name="near.carried", label="level shown through another skill", formula="share * shown", unit="levels"
)
NEARNESS = Rule(
    name="near.share",
    label="share of what the role asks that carries over",
    formula="dot(importances, covered) / dot(importances, asked)",
    unit="share",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRole:
    """A role one could move to: the share that carries over (0–1) and what is missing.

    `direction` says whether the catalogue itself names it as a step from the first role.
    `missing` are its requirements that are not fully covered, heaviest first.
    """

    role: Role
    nearness: Derivation
    direction: Direction
    missing: tuple[Requirement, ...]


def find_near_roles(role: Role, catalogue: Catalogue, *, top: int = 10) -> tuple[NearRole, ...]:
    """The roles that ask most of what `role` asks, nearest first; itself left out."""
    shown = _shown_levels(role, catalogue)
    levels = {skill: level.value for skill, level in shown.items()}
    others = [one for one in catalogue.roles.values() if one.id != role.id and one.requirements]
    nearest = sorted(others, key=lambda one: (-_share(one, levels), one.title))[:top]
    return tuple(_compare(role, other, shown) for other in nearest)


def compare_roles(role: Role, others: Iterable[Role], catalogue: Catalogue) -> tuple[NearRole, ...]:
    """`role` compared with each of some others that ask for something, in their order."""
    shown = _shown_levels(role, catalogue)
    return tuple(_compare(role, other, shown) for other in others)


def _shown_levels(role: Role, catalogue: Catalogue) -> dict[SkillId, Derivation]:
    """What holders of a role show: what it asks, and what that shows of other skills."""
    shown = {
        one.skill: leaf(f"asked by {role.title}", one.level, unit="levels", source=one.source)
        for one in role.requirements
    }
    for skill, level in tuple(shown.items()):
        for witness in catalogue.skills[skill].shows:
            source = Source(
                kind="catalogue", name="Cairn starter catalogue", detail=f"{skill} shows {witness.skill}"
            )
            carried = CARRIED(
                share=leaf("share that carries over", witness.share, source=source), shown=level
            )
            known = shown.get(witness.skill)
            if known is None or carried.value > known.value:
                shown[witness.skill] = carried
    return shown


def _share(role: Role, levels: Mapping[SkillId, float]) -> float:
    """The nearness as a bare number, for ranking; only the nearest get their derivation."""
    asked = fsum(one.importance * one.level for one in role.requirements)
    covered = (one.importance * min(levels.get(one.skill, 0.0), one.level) for one in role.requirements)
    return fsum(covered) / asked


def _compare(role: Role, other: Role, shown: Mapping[SkillId, Derivation]) -> NearRole:
    asked = [leaf("asked", one.level, unit="levels", source=one.source) for one in other.requirements]
    covered = [
        COVERED(shown=shown.get(one.skill, _nothing(role)), asked=level)
        for one, level in zip(other.requirements, asked, strict=True)
    ]
    importances = [leaf("importance", one.importance, source=one.source) for one in other.requirements]
    missing = [
        (one.importance * (one.level - part.value), one)
        for one, part in zip(other.requirements, covered, strict=True)
        if part.value < one.level
    ]
    return NearRole(
        role=other,
        nearness=NEARNESS(importances=importances, covered=covered, asked=asked),
        direction="up" if other.id in role.up else "sideways" if other.id in role.sideways else "elsewhere",
        missing=tuple(one for _, one in sorted(missing, key=lambda pair: -pair[0])),
    )


def _nothing(role: Role) -> Derivation:
    return leaf(
        f"not asked by {role.title}", 0, unit="levels", source=Source(kind="catalogue", name="catalogue")
    )
