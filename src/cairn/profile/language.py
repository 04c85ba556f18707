"""The language a text is written in, told by its commonest short words.

Whoever writes their résumé in a language has at least a working command of it,
named or not. Short or mixed texts tell nothing.
"""

import re
from collections import Counter

_COMMON_WORDS = {
    "English": "the and of to in for with a on at by from as an was is",
    "German": "der die das und von zu mit für auf im bei den des eine als zur",
    "French": "le la les et de du des à en pour avec dans sur un une au",
    "Spanish": "el la los las y de del en para con por un una al como su",
    "Italian": "il lo gli e di del della in per con su un una al dei nel",
    "Dutch": "de het een en van voor met op bij in aan als naar te door uit",
    "Portuguese": "o os as e de do da em para com por um uma ao dos na",
    "Polish": "i w na z do od przez dla oraz się jest po przy za ze o",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_FEWEST_WORDS = 40
_LEAST_SHARE = 0.08
_LEAST_LEAD = 1.5
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The English name of the language, or "" where the text does not tell."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter({name: sum(word in common for word in words) for name, common in _WORDS.items()})
    (first, most), (_, next_most) = counts.most_common(2)
    is_clear = most >= _LEAST_SHARE * len(words) and most >= _LEAST_LEAD * next_most
    return first if is_clear else ""
