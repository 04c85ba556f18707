"""Words that look like a skill and are not in the catalogue, for the person to keep."""

import re

from cairn.match.mentions import SkillFinder, find_skills
from cairn.match.values import UnknownTerm
from cairn.words import fold, stem, word_list, words_of

_HEADING = re.compile(
    r"^[ \t#*]*(?:(?:technical|core|key|professional|other|additional|soft|hard|it|computer|digital)\s+)?"
    r"(?:skills?|competenc(?:ies|es)|tools|technologies|software|expertise|proficiencies|tech\s+stack|stack"
    r"|areas\s+of\s+expertise|frameworks|programming\s+languages)(?:\s*(?:&|and)\s*\w+)?[ \t]*(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"[^,;|•·\n\t/()\[\]:]+")
_TOOL = re.compile(
    r"(?<![.!?]\s)(?<![^\s(/,])(?:[A-Z][a-z]+[A-Z0-9][\w+#]*|[A-Z]+[a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*|[A-Z][\w]+\.(?:js|io|ai|NET))(?![\w])"
)
_LIST_SIGNS = frozenset(",/(|;:)\n")
_MOST_WORDS, _MOST_LETTERS, _LONGEST_BLOCK = 4, 40, 4000
_RATING = re.compile(
    r"\s*[-–(]?\s*\b(?:basic|intermediate|advanced|expert|fluent|native|beginner|proficient|\d+\+?\s*(?:years?|yrs?))\b\)?\s*$",
    re.IGNORECASE,
)
_PLAIN = words_of(
    """
    the and or with of in for to a an my our we i is are was be have other various including such as etc
    basic intermediate advanced expert fluent native beginner
    """
)


def find_unknown_terms(text: str, finder: SkillFinder) -> tuple[UnknownTerm, ...]:
    """Items of skill lists and tool-like names that no skill of the catalogue covers."""
    covered = [(one.start, one.end) for one in find_skills(text, finder)]
    found: dict[str, UnknownTerm] = {}
    for start, end, reason in (*_listed(text), *_named(text)):
        quote = text[start:end]
        key = " ".join(map(stem, word_list(quote)))
        is_new = key and key not in found and not any(low < end and start < high for low, high in covered)
        if is_new and not finder.is_rejected(quote):
            found[key] = UnknownTerm(quote=quote, start=start, end=end, reason=reason)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _listed(text: str) -> list[tuple[int, int, str]]:
    """Short items below or beside a heading such as “Skills”."""
    out = []
    for heading in _HEADING.finditer(text):
        block_end = _block_end(text, heading.end())
        for item in _ITEM.finditer(text, heading.end(), block_end):
            start, end = _trim(text, item.start(), item.end())
            words = word_list(text[start:end])
            is_short = 0 < len(words) <= _MOST_WORDS and end - start <= _MOST_LETTERS
            if is_short and not _PLAIN.intersection(map(fold, words)) and any(map(str.isalpha, words)):
                out.append((start, end, "stands in a list of skills"))
    return out


def _block_end(text: str, start: int) -> int:
    """A list ends at an empty line once it has begun."""
    end = text.find("\n\n", start + 2)
    limit = min(len(text), start + _LONGEST_BLOCK)
    return limit if end < 0 else min(end, limit)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    rating = _RATING.search(text, start, end)
    end = rating.start() if rating and rating.start() > start else end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "+#"):
        end -= 1
    return start, end


def _named(text: str) -> list[tuple[int, int, str]]:
    """Names written as tools are: CamelCase, with digits or in capitals, in a list."""
    out = []
    for tool in _TOOL.finditer(text):
        start, end = tool.span()
        if end - start <= _MOST_LETTERS and _is_in_list(text, start, end):
            out.append((start, end, "is written like the name of a tool"))
    return out


def _is_in_list(text: str, start: int, end: int) -> bool:
    """Whether list signs stand on both sides: an employer's name has words beside it."""
    before, after = text[max(0, start - 2) : start].strip(" "), text[end : end + 2].strip(" ")
    return before[-1:] in _LIST_SIGNS and after[:1] in _LIST_SIGNS and bool(before or after)
