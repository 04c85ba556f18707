"""What Cairn believes about a person, and why.

A belief about a skill is a level with a range, drawn from witnesses: things the
person did, said, was certified in, or usually does in the job they hold. A skill
that nothing speaks for is absent here, which means unknown and never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cairn.errors import Problem
from cairn.provenance import Derivation
from cairn.reading.values import Contact, Education, Experience
from cairn.units import CredentialId, Month, RoleId, SkillId

WitnessKind = Literal["done", "listed", "rated", "credential", "related", "role", "answer"]
Support = Literal["shown", "claimed", "inferred"]
WORKING_LIFE = "your working life"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One witness to a skill: the level it speaks for and how far it may be off.

    `level` and `spread` are derivations (levels 0–5; one standard deviation).
    `quote` are the words; `when` is the last month it speaks of; `experience`
    indexes `Profile.experiences`, or is None.
    """

    kind: WitnessKind
    quote: str
    level: Derivation
    spread: Derivation
    start: int = 0
    when: Month | None = None
    experience: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSkill:
    """A skill the person has shown, claimed, or very likely has.

    `support` tells shown (dated evidence) from claimed (only said) and inferred
    (usual for a job they hold, or shown by a neighbouring skill).
    """

    skill: SkillId
    label: str
    level: Derivation
    support: Support
    testimonies: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCredential:
    """A degree, licence or certification the person holds.

    `is_implied` marks one that another held credential includes.
    """

    credential: CredentialId
    label: str
    quote: str
    is_implied: bool = False
    expires: Month | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A catalogue role the person has worked in, and for how long."""

    role: RoleId
    title: str
    months: int
    is_current: bool
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The person as far as the record shows.

    `own_skills` are terms that no catalogue skill matches, kept as they were
    written. `country` is an ISO code, empty where no address tells. `unsure` lists
    what the reading left open.
    """

    contact: Contact
    headline: str
    experiences: tuple[Experience, ...]
    education: tuple[Education, ...]
    skills: Mapping[SkillId, HeldSkill] = field(default_factory=dict)
    credentials: Mapping[CredentialId, HeldCredential] = field(default_factory=dict)
    roles: tuple[HeldRole, ...] = ()
    own_skills: tuple[str, ...] = ()
    country: str = ""
    unsure: tuple[Problem, ...] = ()
