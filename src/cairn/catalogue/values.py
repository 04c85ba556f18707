"""What the world of work asks and offers, as values.

Three layers (starter, installed releases, the person's own) hold the same kinds
of entry; each names its layer and source, so that a number on a page can say
which one it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from cairn.provenance import Estimate, Source
from cairn.units import CredentialId, Money, OptionId, RoleId, SkillId

SkillKind = Literal["hard", "soft", "knowledge", "tool", "language"]
CredentialKind = Literal["degree", "licence", "certification"]
OptionKind = Literal[
    "course",
    "certificate",
    "degree",
    "workshop",
    "project",
    "on_the_job",
    "mentoring",
    "reading",
    "volunteering",
    "exam",
    "practice",
]
Pattern = Literal["self_paced", "fixed_pace", "intensive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Having one thing shows another: pandas shows some Python.

    `share` is how much of the level carries over (1.0 all of it).
    """

    skill: SkillId
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something a person can do or know, with the words it goes by.

    `is_everyday` marks what years of working life bring to most people by
    themselves, such as teamwork; `effort` names the row of the effort model;
    `fields` are those it is at home in, empty for what many fields share.
    """

    id: SkillId
    label: str
    kind: SkillKind
    aliases: tuple[str, ...] = ()
    shows: tuple[Witness, ...] = ()
    effort: str = ""
    is_everyday: bool = False
    fields: tuple[str, ...] = ()
    esco: str = ""
    onet: str = ""
    layer: str = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A role asks for a skill at a level (1–5), with an importance (1–5)."""

    skill: SkillId
    level: float
    importance: float
    is_essential: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A level a credential shows by itself, as a degree shows its subjects."""

    skill: SkillId
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A degree, licence or certification: a thing held or not, never a level.

    Holding it counts as holding every credential in `includes`. `is_everyday`
    marks what nearly everybody who works holds and many leave out: finished school.
    """

    id: CredentialId
    label: str
    kind: CredentialKind
    aliases: tuple[str, ...] = ()
    includes: tuple[CredentialId, ...] = ()
    shows: tuple[Shown, ...] = ()
    issuer: str = ""
    renewal_years: float = 0
    country: str = ""
    note: str = ""
    is_everyday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialRequirement:
    """A role asks for a credential; any one of `any_of` satisfies it."""

    any_of: tuple[CredentialId, ...]
    is_essential: bool
    note: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay a year in one country; a missing end is told as None, never as zero."""

    country: str
    year: int
    median: Money
    low: Money | None
    high: Money | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes a role goes by elsewhere; empty where none fits."""

    onet: str = ""
    esco: str = ""
    isco: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A job people hold, with what it asks and where it leads.

    `seniority` runs 1 entry, 2 practitioner, 3 senior, 4 lead or manager,
    5 director. `experience_years` is what postings usually ask, 0 for none.
    """

    id: RoleId
    title: str
    field: str
    seniority: int
    summary: str
    aliases: tuple[str, ...]
    codes: Codes
    requirements: tuple[Requirement, ...]
    credentials: tuple[CredentialRequirement, ...]
    up: tuple[RoleId, ...]
    sideways: tuple[RoleId, ...]
    pay: tuple[Pay, ...]
    experience_years: float
    layer: str = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """An option lifts a skill from at least `start` to `end`; levels never add."""

    skill: SkillId
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionMode:
    """One way to take an option.

    Attributes:
        pattern: `self_paced` may pause and takes at most `hours_per_week`
            (0: no limit); `fixed_pace` runs `weeks` weeks without a pause;
            `intensive` fills whole days for `weeks` weeks.
        hours: total hours of the person's own time, three-point.
        weeks: calendar weeks: exact for the fixed kinds, the least for
            self-paced work (waiting for an answer, a season on the job).
        cost: what the person pays in all.
        at_work: the hours fall into paid working time, not the person's own.
    """

    id: str
    pattern: Pattern
    hours: Estimate
    weeks: int
    hours_per_week: float
    cost: Money
    cost_low: Decimal
    cost_high: Decimal
    at_work: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A way to learn, prove or obtain something.

    `proves` says what one can show afterwards; `needs` are levels to have
    before it starts, `needs_credentials` credentials; `grants` are credentials
    it ends with. `fields` narrows where it makes sense; empty means anywhere.
    """

    id: OptionId
    title: str
    kind: OptionKind
    teaches: tuple[Teaching, ...]
    modes: tuple[OptionMode, ...]
    proves: str
    first_step: str
    done_when: str
    needs: tuple[Shown, ...] = ()
    needs_credentials: tuple[CredentialId, ...] = ()
    grants: tuple[CredentialId, ...] = ()
    provider: str = ""
    fields: tuple[str, ...] = ()
    source: Source
    layer: str = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every layer joined, by id. `credits` name the sources shown with the data."""

    roles: Mapping[RoleId, Role] = field(default_factory=dict)
    skills: Mapping[SkillId, Skill] = field(default_factory=dict)
    credentials: Mapping[CredentialId, Credential] = field(default_factory=dict)
    options: Mapping[OptionId, Option] = field(default_factory=dict)
    credits: tuple[str, ...] = ()

    def included_credentials(self, held: frozenset[CredentialId]) -> frozenset[CredentialId]:
        """`held` with everything those credentials include, however deep."""
        known, waiting = set(held), list(held)
        while waiting:
            entry = self.credentials.get(waiting.pop())
            new = set(entry.includes if entry else ()) - known
            known |= new
            waiting += new
        return frozenset(known)
