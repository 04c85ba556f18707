"""Roles by what is said of them: for words that name no title (“someone who designs clothes”).

A role is told by its summary, its names and, less, by what it asks. A query scores by the share
of its words, rare ones counting more, that a role's tell. Nothing is computed before the first
query that needs it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cairn.catalogue import Catalogue
from cairn.match.typed.everyday import AROUND, FILLER, NOISE, PERSONS, alike
from cairn.units import RoleId
from cairn.words import fold, stem, word_list

_ASKED, _ALIKE, _BEGUN = 0.6, 0.7, 0.6
_FEWEST_BEGUN, _MOST_ROLES = 4, 1000


@dataclass(slots=True)
class Descriptions:
    """What a catalogue says of its roles."""

    catalogue: Catalogue | None = None
    _words: dict[str, dict[RoleId, float]] = field(default_factory=dict)
    _begun: dict[str, set[str]] = field(default_factory=dict)

    def scores(self, query: str) -> dict[RoleId, float]:
        """For each role that shares a word, the share of the query its words tell, 0–1."""
        if self.catalogue is None or len(self.catalogue.roles) > _MOST_ROLES:
            return {}  # a release of thousands is searched by its names alone
        if not self._words:
            self._read(self.catalogue)
        passed = AROUND | FILLER | NOISE | PERSONS
        asked = [stem(one) for one in map(fold, word_list(query)) if one not in passed]
        weights = [self._weight(one) for one in asked]
        sums: dict[RoleId, float] = {}
        for word, weight in zip(asked, weights, strict=True):
            for role, share in self._telling(word).items():
                sums[role] = sums.get(role, 0.0) + share * weight
        return {role: one / sum(weights) for role, one in sums.items()}

    def _read(self, catalogue: Catalogue) -> None:
        asked = {own: _stems(skill.label) for own, skill in catalogue.skills.items()}
        for role in catalogue.roles.values():
            weak = {word for one in role.requirements for word in asked.get(one.skill, ())}
            strong = _stems(role.summary, role.title, *role.aliases)
            for word in weak | strong:
                self._words.setdefault(word, {})[role.id] = 1.0 if word in strong else _ASKED
        for word in self._words:
            self._begun.setdefault(word[:_FEWEST_BEGUN], set()).add(word)

    def _weight(self, word: str) -> float:
        total = len(self.catalogue.roles) if self.catalogue else 0
        return 0.3 + math.log(1 + total / (len(self._words.get(word, ())) + 3))

    def _telling(self, word: str) -> dict[RoleId, float]:
        """The roles that tell a word, a near synonym, or another word from its root."""
        told = dict(self._words.get(word, ()))
        others: Sequence[tuple[Iterable[str], float]] = (
            (alike().get(word, ()), _ALIKE),
            (self._of_root(word), _BEGUN),
        )
        for near, share in others:
            for other in near:
                for role, own in self._words.get(other, {}).items():
                    told[role] = max(told.get(role, 0.0), share * own)
        return told

    def _of_root(self, word: str) -> Iterable[str]:
        """“Design” for “designer”: one begins the other."""
        begun = self._begun.get(word[:_FEWEST_BEGUN], ())
        return (one for one in begun if one.startswith(word) or word.startswith(one))


def _stems(*texts: str) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in word_list(text))
