"""What postings ask, and what the person put right in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cairn.match import Corrections
from cairn.units import CredentialId, RoleId, SkillId


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A skill that a posting asks for.

    `level` runs 0–5, `importance` 1–5, `years` is 0 where the sentence names none.
    `sentence` is the one that asks most; `line` is where it stands, from 1.
    """

    skill: SkillId
    level: float
    importance: float
    is_nice: bool
    years: float
    sentence: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialAsk:
    """A credential that a posting asks for; any one of `any_of` will do."""

    any_of: tuple[CredentialId, ...]
    is_nice: bool
    sentence: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One posting as it was read.

    `unknown` are words that look like skills and stand in no catalogue.
    """

    id: RoleId
    name: str
    title: str
    asks: tuple[Ask, ...]
    credentials: tuple[CredentialAsk, ...]
    experience_years: float
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdCorrections:
    """What the person put right in the requirements read; it wins over every posting.

    `levels` are 0–5, `essential` says must (True) or nice, `removed` holds ids of skills
    and credentials, `added` skills with the level no posting asks for in words.
    """

    levels: Mapping[SkillId, float] = field(default_factory=dict)
    essential: Mapping[SkillId, bool] = field(default_factory=dict)
    added: Mapping[SkillId, float] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAd:
    """A posting's words, kept so that every correction reads them anew."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdTarget:
    """Several postings with the person's corrections: what a target file holds.

    `words` mends how skills are found; an empty `title` takes the first posting's;
    `role` is a catalogue role that says what the postings leave out, or empty.
    """

    title: str = ""
    role: str = ""
    ads: tuple[SavedAd, ...] = ()
    corrections: AdCorrections = field(default_factory=AdCorrections)
    words: Corrections = field(default_factory=Corrections)
