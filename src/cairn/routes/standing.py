"""What somebody brings to the next role: levels, credentials and years.

Holders of a role are taken to show what it asks and no more; what those skills show of
others counts with its share. Of several credentials of which any one would do, they
surely hold only what all of them include; finished school counts as held.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cairn.catalogue import Catalogue, CredentialRequirement, Role
from cairn.units import CredentialId, SkillId


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`held` are credentials surely held, with all they include; `claims` the sets of which one is held."""

    levels: Mapping[SkillId, float]
    held: frozenset[CredentialId]
    claims: frozenset[frozenset[CredentialId]]
    years: float = 0.0

    def satisfies(self, requirement: CredentialRequirement, catalogue: Catalogue) -> bool:
        """Whether a required credential is held, whichever of its own alternatives they took."""
        asked = frozenset(requirement.any_of)
        return bool(asked & self.held) or any(
            all(asked & catalogue.included_credentials(frozenset({one})) for one in claim)
            for claim in self.claims
        )


def stand_in(role: Role, catalogue: Catalogue, *, stay_years: float) -> Standing:
    """What holders of a role bring after some years in it, by what it asks alone."""
    levels = {one.skill: one.level for one in role.requirements}
    required = [frozenset(one.any_of) for one in role.credentials if one.is_essential]
    return Standing(
        levels=_with_witnesses(levels, catalogue),
        held=_surely_held(required, catalogue),
        claims=frozenset(one for one in required if len(one) > 1),
        years=role.experience_years + stay_years,
    )


def add_standing(
    before: Standing,
    after: Standing,
    *,
    years: float,
    obtained: frozenset[CredentialId] = frozenset(),
) -> Standing:
    """Both together: the higher level of each skill, every credential, and years in all."""
    levels = dict(before.levels)
    for skill, level in after.levels.items():
        levels[skill] = max(level, levels.get(skill, 0.0))
    return Standing(
        levels=levels,
        held=before.held | after.held | obtained,
        claims=before.claims | after.claims,
        years=years,
    )


def _with_witnesses(levels: Mapping[SkillId, float], catalogue: Catalogue) -> dict[SkillId, float]:
    shown = dict(levels)
    for skill, level in levels.items():
        for witness in catalogue.skills[skill].shows:
            shown[witness.skill] = max(shown.get(witness.skill, 0.0), witness.share * level)
    return shown


def _surely_held(required: list[frozenset[CredentialId]], catalogue: Catalogue) -> frozenset[CredentialId]:
    held = {one.id for one in catalogue.credentials.values() if one.is_everyday}
    for any_of in required:
        closures = [catalogue.included_credentials(frozenset({one})) for one in any_of]
        held |= frozenset.intersection(*closures) if closures else frozenset()
    return frozenset(held)
