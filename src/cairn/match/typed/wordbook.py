"""The words of an index of names, and what a typed word may stand for among them.

A word stands for itself, a near synonym, a longer word it begins, a word one or two slips of
the finger away, or one that sounds like it. Slips that keep the sound cost less, a wrong
first letter more: people hear a word before they spell it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from cairn.match.typed.everyday import RANKS, alike
from cairn.words import fold, stem
from cairn.words.spelling import sound

_ALIKE, _PREFIX, _ALSO_PREFIX = 0.85, 0.86, 0.6
_INFLECTED, _WIDE, _LEAST_WIDE = 0.8, 0.9, 0.75
_MOST_PREFIXED, _MOST_SLIPS, _MOST_KEPT = 40, 24, 1000
_FEWEST_LETTERS, _SHORT, _RATHER_SHORT, _LONG = 3, 5, 6, 8
_FIRST_LETTER, _OF_THREE, _SECOND, _SAME_SOUND = 0.6, 0.6, 0.4, 0.5
_HEARD, _HEARD_LONG, _NEARLY_HEARD, _SURE, _LOST, _LONG_SOUND = 0.84, 0.9, 0.74, 0.92, 0.8, 5
_SAME_TRADE, _NEAR_ENOUGH, _AS_NEAR = 0.95, 0.8, 0.02
# Letters that a word may begin with whose sound begins with the key, and letters not heard.
_WRITTEN = {"a": "aeiou", "f": "fp", "j": "jgd", "k": "kcq", "n": "nkgp", "r": "rw", "s": "scpz", "x": "sct"}
_MUTE = "hwy"
_MOST_PARTS = 4
_SEXES = ("woman", "person", "lady", "girl", "boy")


@dataclass(slots=True)
class WordBook:
    """Stems with the places of the names that hold them, and the spellings that lead to a stem."""

    postings: dict[str, list[int]] = field(default_factory=dict)
    surfaces: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    usual: float = 1.0
    _vocabulary: list[str] = field(default_factory=list)
    _spellings: list[str] = field(default_factory=list)
    _sounds: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _slipped: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def close(self, weights: dict[str, float]) -> None:
        """Take the weights of the words; nothing is added from then on."""
        self.weights = weights
        self.usual = sum(weights.values()) / max(1, len(weights)) * 0.8
        self._vocabulary = sorted(self.postings)
        self._spellings = list(self.surfaces)

    @classmethod
    def of_stems(cls, stems: Iterable[str]) -> "WordBook":
        """A book of stems alone, the commonest first, to mend spellings by."""
        book = cls()
        for one in stems:
            book.postings[one], book.surfaces[one] = [], one
        book.close(dict.fromkeys(book.postings, 1.0))
        return book

    def nearest(self, word: str) -> tuple[str, ...]:
        """The stems that the stem `word` may be a misspelling of: the nearest, and one as near."""
        near = dict(sorted(self._slips_of(word), key=lambda one: one[1]))
        ranked = sorted(near, key=lambda one: -near[one])[:2]
        return tuple(one for one in ranked if near[one] >= max(_NEAR_ENOUGH, near[ranked[0]] - _AS_NEAR))

    def begins(self, word: str) -> bool:
        """Whether a stem is, or begins with, the stem `word`."""
        at = bisect_left(self._vocabulary, word)
        return at < len(self._vocabulary) and self._vocabulary[at].startswith(word)

    def knows(self, word: str) -> bool:
        """Whether a name holds this word, in any inflection."""
        return stem(word) in self.postings

    def meanings(self, word: str, typed: str, *, is_wide: bool) -> dict[str, float]:
        """The stems that the stem `word` may stand for, with how surely.

        A word the index knows is taken as meant, unless the search `is_wide`.
        """
        found: dict[str, float] = {}
        if word in self.postings:
            found[word] = 1.0
        for other in alike().get(word, ()):
            if other in self.postings:
                found[other] = _ALIKE
        if typed.endswith(_SEXES):
            self._add_same_trade(typed, found)
        if len(word) >= _FEWEST_LETTERS:
            share = _ALSO_PREFIX if word in found else _PREFIX
            for longer in self._beginning_with(word):
                found.setdefault(longer, share * (0.85 + 0.15 * len(word) / len(longer)))
        is_known = word in found or any(one >= _INFLECTED for one in found.values())
        if (not is_known or is_wide) and len(typed) >= _FEWEST_LETTERS:
            least = _LEAST_WIDE if is_known else 0.0
            for other, likeness in self._slips_of(typed):
                if likeness >= least:
                    found[other] = max(likeness * (_WIDE if is_known else 1.0), found.get(other, 0.0))
        return found

    def mended_rank(self, word: str) -> str:
        """“Directer” as “director”: ranks are compared apart, so their slips are mended first."""
        folded = fold(word)
        if len(folded) < _SHORT or folded in RANKS or folded in self.surfaces:
            return word
        from rapidfuzz.distance import OSA

        most = 2 if len(folded) >= _LONG else 1
        return next((one for one in RANKS if OSA.distance(folded, one, score_cutoff=most) <= most), word)

    def split(self, word: str, most: int = _MOST_PARTS) -> tuple[str, ...]:
        """Two to four known words that `word`, which no name holds, is written of (“dataanalyst”).

        Of several ways the one with the fewest words, its shortest as long as can be.
        """
        best: tuple[str, ...] = ()
        for at in range(_FEWEST_LETTERS, len(word) - _FEWEST_LETTERS + 1):
            first, rest = word[:at], word[at:]
            if self.knows(first):
                others = (rest,) if self.knows(rest) else self.split(rest, most - 1) if most > 2 else ()
                if others:
                    best = max(best, (first, *others), key=_evenness)
        return best

    def _add_same_trade(self, typed: str, found: dict[str, float]) -> None:
        for ending in _SEXES:
            other = stem(f"{typed.removesuffix(ending)}man")
            if typed.endswith(ending) and other in self.postings:
                found.setdefault(other, _SAME_TRADE)

    def _beginning_with(self, word: str) -> list[str]:
        first = bisect_left(self._vocabulary, word)
        after = bisect_left(self._vocabulary, word + "\U0010ffff")
        return self._vocabulary[first:after] if after - first <= _MOST_PREFIXED else []

    def _slips_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """The slips of a word, kept for the other readings of the same query."""
        if word not in self._slipped:
            if len(self._slipped) >= _MOST_KEPT:
                self._slipped.clear()
            self._slipped[word] = tuple(self._slips(word))
        return self._slipped[word]

    def _slips(self, word: str) -> Iterable[tuple[str, float]]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 1 if len(word) <= _SHORT else 2
        near = extract(word, self._spellings, scorer=OSA.distance, score_cutoff=most, limit=_MOST_SLIPS)
        heard, surest = sound(word), 0.0
        for other, slips, _ in near:
            likeness = _likeness(word, other, slips, heard)
            surest = max(surest, likeness)
            yield self.surfaces[other], likeness
        if surest < _SURE:
            yield from self._heard(heard, is_lost=surest < _LOST)

    def _heard(self, heard: str, *, is_lost: bool) -> Iterable[tuple[str, float]]:
        """The words that sound so, or nearly so where the sound is long enough to tell."""
        if len(heard) < _FEWEST_LETTERS:
            return
        sounds = self._sounds_like(heard[0])
        for other in sounds.get(heard, ()):
            yield self.surfaces[other], _HEARD_LONG if len(heard) >= _LONG_SOUND else _HEARD
        if is_lost and len(heard) >= _LONG_SOUND:
            from rapidfuzz.distance import OSA
            from rapidfuzz.process import extract

            for near, slips, _ in extract(heard, list(sounds), scorer=OSA.distance, score_cutoff=1, limit=6):
                for other in sounds[near] if slips else ():
                    yield self.surfaces[other], _NEARLY_HEARD

    def _sounds_like(self, first: str) -> dict[str, list[str]]:
        """The spellings whose sound may begin so, by their sound; computed when first asked for."""
        if first not in self._sounds:
            letters = _WRITTEN.get(first, first) + _MUTE
            found: dict[str, list[str]] = {}
            for one in self._spellings:
                if one[0] in letters:
                    found.setdefault(sound(one), []).append(one)
            self._sounds[first] = found
        return self._sounds[first]


def _evenness(parts: tuple[str, ...]) -> tuple[int, int]:
    return (-len(parts) if parts else -_MOST_PARTS - 1, min(map(len, parts), default=0))


def _likeness(word: str, other: str, slips: int, heard: str) -> float:
    cost = float(slips)
    if sound(other) == heard:
        cost -= _SAME_SOUND
    else:
        cost += _FIRST_LETTER * (word[0] != other[0])
        cost += _OF_THREE * (len(word) <= _FEWEST_LETTERS)
        cost += _SECOND * (slips > 1) * (1 + (len(word) <= _RATHER_SHORT))
    return 0.96 - 0.5 * cost / max(_FEWEST_LETTERS, len(word) - 1)
