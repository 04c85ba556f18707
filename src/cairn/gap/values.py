"""What a role asks beside what a person can show."""

from dataclasses import dataclass
from typing import Literal

from cairn.catalogue.values import CredentialRequirement, Requirement
from cairn.profile.values import HeldSkill
from cairn.provenance import Derivation
from cairn.units import CredentialId, RoleId

GapKind = Literal["acquire", "enhance", "practise", "unknown", "none"]
Standing = Literal["exceeded", "matched", "partial", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillGap:
    """One requirement and how far the person is from it.

    `held` is the level to plan from, with its range; `size` is what is missing.
    `is_checked_first` says that an hour's check comes before learning, because
    the level is not known. `effort` are the hours it would usually take.
    """

    requirement: Requirement
    label: str
    skill_kind: str
    kind: GapKind
    standing: Standing
    held_skill: HeldSkill | None
    required: Derivation
    held: Derivation
    size: Derivation
    effort: Derivation
    priority: Derivation
    reason: str
    is_checked_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialGap:
    """A credential a role asks for; `held` is the one that satisfies it, if any."""

    requirement: CredentialRequirement
    label: str
    held: CredentialId | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """Every requirement of a role against one person, most pressing first.

    `match_score` (0–1) is the importance-weighted share of the required levels
    that the person can show. `surplus` are skills the role does not ask for.
    """

    role: RoleId
    title: str
    skills: tuple[SkillGap, ...]
    credentials: tuple[CredentialGap, ...]
    match_score: Derivation
    surplus: tuple[HeldSkill, ...]

    @property
    def open_skills(self) -> tuple[SkillGap, ...]:
        """The gaps that something must be done about."""
        return tuple(gap for gap in self.skills if gap.size.value > 0)

    @property
    def open_credentials(self) -> tuple[CredentialGap, ...]:
        """The credentials asked for and not held."""
        return tuple(gap for gap in self.credentials if gap.held is None)
