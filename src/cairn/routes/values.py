"""What looking ahead gives: hops, routes, and the honest answer that there is none."""

from dataclasses import dataclass
from typing import Literal

from cairn.catalogue import CredentialRequirement, Role
from cairn.provenance import Derivation
from cairn.units import CredentialId, OptionId, SkillId

RouteKind = Literal["upward", "sideways", "new"]
HopDirection = Literal["up", "sideways", "down"]
NoRouteCode = Literal["same-role", "unknown-target", "unknown-start", "too-far"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A skill that a hop adds: from the level its holder brings to the level asked for."""

    skill: SkillId
    start: float
    end: float
    hours: Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStep:
    """A credential that a hop needs: the one that takes fewest hours, and the options that lead to it."""

    requirement: CredentialRequirement
    credential: CredentialId
    options: tuple[OptionId, ...]
    hours: Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One move into `role`.

    `share` (0–1) is how much of what the role asks carries over; `hours` what is to be
    learnt and obtained; `cost` those hours with what makes the move harder, in hours too.
    `years_short` is experience that postings usually ask beyond what is brought.
    `is_named` says that the catalogue itself calls this a step.
    """

    start: Role
    role: Role
    direction: HopDirection
    is_named: bool
    share: Derivation
    gains: tuple[Gain, ...]
    credentials: tuple[CredentialStep, ...]
    hours: Derivation
    years_short: Derivation
    cost: Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Hops one after another; what was learnt for an earlier one counts for the later ones."""

    kind: RouteKind
    hops: tuple[Hop, ...]
    hours: Derivation
    cost: Derivation

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles on the way, the first one and the last included."""
        return (self.hops[0].start, *(one.role for one in self.hops))


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteReport:
    """Routes from a role, easiest first; `target` is None where any role would do."""

    start: Role
    target: Role | None
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoute:
    """There is no way that people are likely to take; `reason` says why in a sentence.

    `straight` is the single hop as it would be, where it can be measured at all.
    """

    start: Role
    target: Role | None
    code: NoRouteCode
    reason: str
    straight: Hop | None = None
