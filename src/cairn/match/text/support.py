"""When a short or everyday word may be taken for a skill of the same spelling.

“Excel”, “Go”, “R”, “Teams” are skills in a list or after “using”, and plain
English elsewhere. Capitals, lists and the words next to it decide.
"""

import re
from functools import lru_cache

from cairn.match.text.context import is_listed
from cairn.match.text.phrases import DERIVED, PLAIN, Phrase, is_deed
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
_SEPARATOR = re.compile(r"[,;/|¦•·●]")
_SHORT = 3
_JOINED, _TURNED = 0.97, 0.9
_TONGUES = words_of(
    "english french german spanish italian chinese japanese russian polish portuguese dutch arabic greek"
)
_OF_TONGUES = words_of(
    "literature literary heritage law history cuisine restaurant market breakfast premier national"
)


def confidence_of(phrase: Phrase, words: Words, first: int, after: int, text: str) -> float:
    """How sure it is that words `first` up to `after` mean the phrase; 0 is no."""
    if after - first == 1:
        if phrase.text == words.words[first] and phrase.rank != PLAIN and phrase.text.islower():
            return 1.0
        wanted = _words_of(phrase.text)
        return _JOINED if len(wanted) > 1 else _one_word(phrase, wanted[0], words, first, text)
    found = words.words[first:after]
    if phrase.rank == DERIVED:
        return _TURNED if is_deed(found[-1].lower()) else 0.0
    return 1.0 if " ".join(found) == phrase.text else _many_words(_words_of(phrase.text), found)


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
    if phrase.text.isupper() and phrase.text.endswith("S") and found.endswith("s") and found[:-1].isupper():
        return 0.0  # several GPs are no GPS
    if phrase.rank == PLAIN:
        return _listed_alone(words, at) if form(found) == form(wanted) else 0.0
    if form(found) != form(wanted):
        return _other_inflection(phrase.text, found, wanted, words, at)
    if written != wanted and (wanted.endswith("ics") or (phrase.text.isupper() and found.isupper())):
        return 0.0  # “electronic” is not electronics; several of a short form have a small s, not “ACAS”
    if written in _TONGUES and at + 1 < len(words.words) and fold(words.words[at + 1]) in _OF_TONGUES:
        return 0.0
    if _needs_support(phrase.text, written, wanted):
        return _supported(phrase.text, words, at, text)
    return 1.0 if written == wanted else 0.97


def _needs_support(name: str, written: str, wanted: str) -> bool:
    is_capital = name[:1].isupper() or name.isupper()
    return is_capital and (
        len(wanted) <= _SHORT or wanted in EVERYDAY or written in EVERYDAY or _is_short_form(name)
    )


def _is_short_form(name: str) -> bool:
    """“PLC”, “LEDs”."""
    return name.isupper() or (name.endswith("s") and len(name) > 1 and name[:-1].isupper())


def _listed_alone(words: Words, at: int) -> float:
    """Whether a plain word stands between the signs of a list, no label before a colon."""
    before, after = words.gaps[at], words.gaps[at + 1]
    if ":" in after or not _SEPARATOR.search(before + after):
        return 0.0
    word_before = words.words[at - 1] if at else ""
    word_after = words.words[at + 1] if at + 1 < len(words.words) else ""
    return 0.8 if is_listed(before, word_before, after, word_after) else 0.0


def _other_inflection(name: str, found: str, wanted: str, words: Words, at: int) -> float:
    """“Mentors two juniors” is mentoring, “mentors” and “the market” are not."""
    written = fold(found)
    if stem(found) != stem(wanted) or (name[:1].isupper() and _is_short_form(name)):
        return 0.0
    if written.endswith("ed") or (written.endswith("ing") and wanted.endswith("ed")):
        return 0.88
    if wanted + "e" == written or written + "e" == wanted:
        return 0.0  # “improve” is not improv, nor “plane” plan
    before = (words.words[at - 1] if at else "") + words.gaps[at]
    if not _VERB_PLACE.search(before):
        return 0.0
    is_numbered = at + 1 < len(words.words) and words.words[at + 1][0].isdigit()
    return 0.0 if is_numbered and not written.endswith("ing") else 0.85  # “Level 3” is not levelling


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
        or (found == "IT" and word_before.isupper() and word_after.isupper())
        or (len(found) == 1 and after.startswith(".") and (word_after and "\n" not in after))
        or (found.endswith("+") and _GRADE.search(text[max(0, start - 20) : start]))
    ):
        return 0.0
    listed = is_listed(before, word_before, after, word_after)
    cued = bool(_CUE.search(text[max(0, start - 40) : start]) or _CUE_AFTER.match(rest))
    same_case = found[:1].isupper() and (not _is_short_form(name) or found.rstrip("s").isupper())
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
