"""Three depths of a word's normal form: folded, form and stem.

`fold` drops case and accents, `form` besides plural endings and British
spelling, `stem` besides verb endings. The stem is light on purpose: it joins
“planned”, “plans” and “planning” but keeps “manager” and “management” apart
from “managing”. Our own, because a full Snowball stemmer in Python takes longer
to stem the starter catalogue than the whole finder may take to start.
"""

import unicodedata
from functools import lru_cache

from cairn.words.spelling import american

_LONGEST_WORD = 40
_CACHE = 65536
_VOWELS = frozenset("aeiouy")
_DOUBLED = frozenset("bcdfgklmnprstvz")
_IRREGULAR = {
    "analyses": "analysis",
    "menus": "menu",
    "bought": "buy",
    "built": "build",
    "children": "child",
    "crises": "crisis",
    "dealt": "deal",
    "did": "do",
    "diagnoses": "diagnosis",
    "drove": "drive",
    "driven": "drive",
    "fed": "feed",
    "gave": "give",
    "given": "give",
    "grew": "grow",
    "grown": "grow",
    "held": "hold",
    "hypotheses": "hypothesis",
    "kept": "keep",
    "laid": "lay",
    "led": "lead",
    "made": "make",
    "men": "man",
    "oversaw": "oversee",
    "overseen": "oversee",
    "paid": "pay",
    "ran": "run",
    "sent": "send",
    "shot": "shoot",
    "sold": "sell",
    "sought": "seek",
    "spoke": "speak",
    "spoken": "speak",
    "taught": "teach",
    "theses": "thesis",
    "took": "take",
    "taken": "take",
    "undertook": "undertake",
    "women": "woman",
    "won": "win",
    "written": "write",
    "wrote": "write",
}


def fold(word: str) -> str:
    """`word` without case, accents and a possessive ending; “&” is “and”."""
    if word.isascii():
        if word.isalnum():
            return word.lower()
        folded = word.lower()
    else:
        plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
        folded = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    if folded == "&":
        return "and"
    if "'" in folded:
        return folded.removesuffix("'s").replace("'", "")
    return folded.replace("-", "") if "-" in folded else folded


@lru_cache(maxsize=_CACHE)
def form(word: str) -> str:
    """The folded word in the singular and in one spelling."""
    folded = fold(word)
    if len(folded) > _LONGEST_WORD:
        return folded
    return american(_singular(_IRREGULAR.get(folded, folded) if folded[-1:] in "ns" else folded))


def _singular(word: str) -> str:
    if word[-1:] != "s" or len(word) <= 3 or word.endswith(("ss", "us", "is")) or word == "news":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


class _Stems(dict[str, str]):
    """Stems by word, each made when first asked for; a full one is emptied.

    A text asks for the stem of every word, and a plain dictionary answers in half the time of
    a cache that keeps what was asked for last.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHE:
            self.clear()
        whole = form(word)
        made = self[word] = bare(_IRREGULAR.get(whole, whole))
        return made


stem = _Stems().__getitem__
"""The form of a word without verb endings, a final e and doubled consonants."""


def bare(word: str) -> str:
    """`word`, a form, without -ing, -ed, a final e and a doubled last consonant."""
    if len(word) <= 3 or len(word) > _LONGEST_WORD or not word.isalpha():
        return word
    rest = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    if len(rest) >= 3 and not _VOWELS.isdisjoint(rest):
        word = rest
    last = word[-1]
    if last == "e" and word[-2] != "e":
        word = word[:-1]
        last = word[-1]
    if last == "y" and len(word) > 3:
        return word[:-1] + "i"
    return word[:-1] if last == word[-2] and last in _DOUBLED else word


def stems_of(text: str) -> frozenset[str]:
    """The stems of a set of words written as one text, as word lists in code are."""
    return frozenset(map(stem, text.split()))
