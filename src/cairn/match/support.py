"""When a short or everyday word may be taken for a skill of the same spelling.

“Excel”, “Go”, “R”, “Teams” are skills in a list or after “using”, and plain
English elsewhere. Capitals, lists and the words next to it decide.
"""

import re
from functools import lru_cache

from cairn.match.context import is_listed
from cairn.match.phrases import Phrase
from cairn.words import Words, fold, form, stem, word_list, words_of

EVERYDAY = words_of(
    """
    access act ada amplitude ant assembly balance base basis bash box canvas cat chef chips close
    cloud compass concur confluence crystal cypress dart dash discover drive echo eclipse elastic
    element elm epic ember excel express flash flask flex flow flower focus fusion gems ghost
    gin go green hive ice impact ink insight it julia jungle keynote lean less lever light linear
    lotus lucid make maple maven max meet mercury mint monday motion next nest notion numbers
    oracle outlook pages pascal peak perl pig pivot planner play premiere prime processing prompt
    puppet quest quick r rails ranger re react reason relay retail rhino ruby rust safe sage
    salt scratch segment sharp shell sigma sketch slack slate snowflake solid spark spring sprint
    stack storm stream swift tally teams tempo terra torch unity vault view vision
    visual wave word workday zoom
    """
)
_CUE = re.compile(
    r"(?:\b(?:in|using|use|used|uses|with|via|microsoft|ms|google|advanced|basic|intermediate|know|knowledge\s+of"
    r"|experience\s+of|proficient|fluent|language|languages|software|tools?|framework|library)\s+|[(\[]\s*)$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s+(?:programming|language|scripts?|scripting|code|coding|developers?|development|packages?|macros?|spreadsheets?"
    r"|skills?|certifi\w+|software|server|database|formulas?|functions|models?|framework|services?|lang|dashboards?|reports?)\b",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(r"^\s+(?:at|in\s+(?:a|an|the|this|your|my)\b|as\b)", re.IGNORECASE)
_GRADE = re.compile(r"\b(?:grades?|graded|gpa|marks?|scored?|average|straight)\W*$", re.IGNORECASE)
_VERB_PLACE = re.compile(
    r"(?:^|[\n•·:;.!?(–—]|\s-)\s*$|\b(?:to|and|or|who|I|we|will|can|must|also|ly|then)\s+$|,\s*$|ly\s+$"
)
_SHORT = 3
_JOINED = 0.97


def confidence_of(phrase: Phrase, words: Words, first: int, after: int, text: str) -> float:
    """How sure it is that words `first` up to `after` mean the phrase; 0 is no."""
    found = words.words[first:after]
    if after - first > 1:
        return 1.0 if " ".join(found) == phrase.text else _many_words(_words_of(phrase.text), found)
    wanted = _words_of(phrase.text)
    if len(wanted) > 1:
        return _JOINED
    return _one_word(phrase, wanted[0], words, first, text)


@lru_cache(maxsize=16384)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(map(fold, word_list(name)))


def _many_words(wanted: tuple[str, ...], found: list[str]) -> float:
    written = tuple(map(fold, found))
    if written == wanted:
        return 1.0
    if tuple(map(form, found)) == tuple(map(form, wanted)):
        return 0.97
    return 0.9


def _one_word(phrase: Phrase, wanted: str, words: Words, at: int, text: str) -> float:
    found = words.words[at]
    written = fold(found)
    if form(found) != form(wanted):
        return _other_inflection(phrase.text, found, wanted, words, at)
    if written != wanted and phrase.text.isupper() and found.isupper():
        return 0.0  # several of a short form are written with a small s: “ACAS” is not “ACA”
    if _needs_support(phrase.text, written, wanted):
        return _supported(phrase.text, words, at, text)
    return 1.0 if written == wanted else 0.97


def _needs_support(name: str, written: str, wanted: str) -> bool:
    is_capital = name[:1].isupper() or name.isupper()
    return is_capital and (
        len(wanted) <= _SHORT or wanted in EVERYDAY or written in EVERYDAY or name.isupper()
    )


def _other_inflection(name: str, found: str, wanted: str, words: Words, at: int) -> float:
    """“Mentors two juniors” is mentoring, “mentors” and “the market” are not."""
    written = fold(found)
    if stem(found) != stem(wanted) or name.isupper():
        return 0.0
    if written.endswith("ed") or (written.endswith("ing") and wanted.endswith("ed")):
        return 0.88
    before = (words.words[at - 1] if at else "") + words.gaps[at]
    return 0.85 if _VERB_PLACE.search(before) else 0.0


def _supported(name: str, words: Words, at: int, text: str) -> float:
    found = words.words[at]
    start, end = words.starts[at], words.end(at)
    before, after = words.gaps[at], words.gaps[at + 1]
    word_before = words.words[at - 1] if at else ""
    word_after = words.words[at + 1] if at + 1 < len(words.words) else ""
    rest = text[end : end + 40]
    if (
        "&" in (word_before, word_after)
        or _NEVER_AFTER.match(rest)
        or (len(found) == 1 and after.startswith("."))
        or (found.endswith("+") and _GRADE.search(text[max(0, start - 20) : start]))
    ):
        return 0.0
    listed = is_listed(before, word_before, after, word_after)
    cued = bool(_CUE.search(text[max(0, start - 40) : start]) or _CUE_AFTER.match(rest))
    same_case = found[:1].isupper() and (not name.isupper() or found.rstrip("s").isupper())
    if not same_case:
        return 0.8 if listed and len(found) > 1 else 0.0
    if listed or cued or not (word_before or word_after):
        return 0.95
    if fold(found) not in EVERYDAY and len(found) >= _SHORT:
        return 0.0 if _is_shouted(word_before, word_after) else 0.9
    is_start = before.strip(" ") != "" or "\n" in before or not word_before
    if is_start or _is_shouted(word_before, word_after) or len(found) == 1:
        return 0.0
    return 0.9 if before == " " else 0.0


def _is_shouted(before: str, after: str) -> bool:
    """Whether the words around are capitals too, so that capitals say nothing."""
    return before.isupper() and after.isupper() and len(before) > 1
