"""What finding gives: catalogue entries with the words that led to them."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from cairn.units import RoleId, SkillId
from cairn.words import stem, word_list


class SkillMention(NamedTuple):
    """A stretch of text that names a skill.

    `start` and `end` are character offsets of `quote` in the text searched;
    `confidence` runs 0–1. `is_wish` marks “nice to have” in a posting. A named tuple, for
    long documents hold many.
    """

    skill: SkillId
    label: str
    quote: str
    start: int
    end: int
    confidence: float
    is_wish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMatch:
    """A skill that a query may mean; `why` names the label or words that met."""

    skill: SkillId
    label: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMatch:
    """A role that a title may mean; `score` runs 0–1, 1 the title itself."""

    role: RoleId
    label: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownTerm:
    """Words that look like a skill and that the catalogue does not hold.

    `reason` says why they look like one; `start` and `end` are offsets of `quote`.
    """

    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What the person put right: it stays right and teaches the next search.

    `rejected` holds phrases that do not mean a skill (an empty skill: that mean
    none at all), `taught` phrases that do, `confirmed` titles with the role the
    person said they mean.
    """

    rejected: tuple[tuple[str, SkillId], ...] = ()
    taught: tuple[tuple[str, SkillId], ...] = ()
    confirmed: tuple[tuple[str, RoleId], ...] = ()

    def reject(self, phrase: str, skill: SkillId) -> "Corrections":
        """The same, with `phrase` never read as `skill` again."""
        key = phrase_key(phrase)
        kept = tuple(one for one in self.taught if phrase_key(one[0]) != key or skill not in {one[1], ""})
        others = tuple(one for one in self.rejected if (phrase_key(one[0]), one[1]) != (key, skill))
        return replace(self, rejected=(*others, (phrase, skill)), taught=kept)

    def teach(self, phrase: str, skill: SkillId) -> "Corrections":
        """The same, with `phrase` read as `skill` from now on, whatever was said of it before."""
        key = phrase_key(phrase)
        kept = tuple(one for one in self.rejected if phrase_key(one[0]) != key or one[1] not in {skill, ""})
        others = tuple(one for one in self.taught if phrase_key(one[0]) != key)
        return replace(self, rejected=kept, taught=(*others, (phrase, skill)))

    def confirm(self, title: str, role: RoleId) -> "Corrections":
        """The same, with `title` known to mean `role`."""
        key = phrase_key(title)
        kept = tuple(one for one in self.confirmed if phrase_key(one[0]) != key)
        return replace(self, confirmed=(*kept, (title, role)))


def phrase_key(phrase: str) -> str:
    """What equal phrases have in common, whatever their inflection."""
    return " ".join(map(stem, word_list(phrase)))
