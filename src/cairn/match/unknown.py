"""Words that look like a skill and are not in the catalogue, for the person to keep."""

import re

from cairn.match.text.mentions import SkillFinder, find_skills
from cairn.match.values import UnknownTerm
from cairn.words import fold, stem, word_list, words_of

_HEADING = re.compile(
    r"^[^\w\n]*(?:(?:technical|core|key|professional|other|additional|soft|hard|it|computer|digital|main|required|must[\s-]have"
    r"|(?:good|nice)[\s-]to[\s-]have|preferred|practical|relevant)\s+)*"
    r"(?:skills?(?:\s+required)?|competenc(?:ies|es)|tools|technologies|technology|tech|software|systems|expertise|proficiencies"
    r"|tech\s+stack|stack|areas\s+of\s+expertise|frameworks|databases|platforms|programming\s+languages|(?:good|nice)[\s-]to[\s-]have"
    r"|must[\s-]have)(?:\s*(?:&|and)\s*\w+)?[ \t]*(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(r"(?:[^,;|¦•·●○▪★☆\n\t/()\[\]: ]| (?! ))+")
_LABEL = re.compile(
    r"^[^\w\n]*(?:degrees?|education|qualifications|references?|referees|interests|hobbies|(?:work\s+)?experience|employment|career"
    r"|location|availability|name|address|e-?mail|phone|driving|licen[cs]e|nationality|domain|salary|benefits|perks|about|job\s+description"
    r"|responsibilities|duties|requirements|certifications?|languages\s+known)\b[^\n:]{0,30}(?::|$)",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR_NEXT = re.compile(r"[,)\s(]{1,3}(?:\w{3,9}\.?\s)?(?:19|20)\d\d\b")
_TOOL = re.compile(
    r"(?<![.!?]\s)(?<![^\s(/,])(?:[A-Z][a-z]+[A-Z0-9][\w+#]*|[A-Z]+[a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*|[A-Z][\w]+\.(?:js|io|ai|NET))(?![\w])"
)
_LIST_SIGNS = frozenset(",/(|;:)\n")
_MOST_WORDS, _MOST_LETTERS, _LONGEST_BLOCK = 4, 40, 4000
_RATING = re.compile(
    r"\s*[-–(]?\s*\b(?:basic|intermediate|advanced|expert|fluent|native|beginner|proficient|\d+\+?\s*(?:years?|yrs?)|\d{1,3}\s*/\s*\d{1,3})\b\)?\s*$"
    r"|\s*[-–(]?\s*\d{1,3}\s*%\)?\s*$",
    re.IGNORECASE,
)
_PLAIN = words_of(
    """
    the and or with of in for to a an my our we i is are was be have other various including such as etc only
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
    block_end = 0
    for heading in _HEADING.finditer(text):
        if heading.start() < block_end:
            continue
        start, block_end = heading.end(), _block_end(text, heading.end())
        while start < block_end:
            end = text.find("\n", start, block_end)
            end = block_end if end < 0 else end
            out += [(low, high, "stands in a list of skills") for low, high in _items(text, start, end)]
            start = end + 1
    return out


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The short items of a line; none where most are long, for then it is a sentence."""
    kept, total = [], 0
    for item in _ITEM.finditer(text, start, end):
        low, high = _trim(text, item.start(), item.end())
        words = word_list(text[low:high])
        total += bool(words)
        is_short = 0 < len(words) <= _MOST_WORDS and high - low <= _MOST_LETTERS
        is_label = text[item.end() : end].lstrip(" \t").startswith(":")
        is_named = not _PLAIN.intersection(map(fold, words)) and any(map(str.isalpha, words))
        if is_short and is_named and not is_label:
            kept.append((low, high))
    return kept if 2 * len(kept) > total or total == 1 else []


def _block_end(text: str, start: int) -> int:
    """A list ends at an empty line once it has begun, or where a label begins something else."""
    end = text.find("\n\n", start + 2)
    limit = min(len(text), start + _LONGEST_BLOCK)
    limit = limit if end < 0 else min(end, limit)
    label = _LABEL.search(text, min(start + 1, limit), limit)
    return label.start() if label else limit


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    rating = _RATING.search(text, start, end)
    end = rating.start() if rating and rating.start() > start else end
    if text[end : end + 1] == "/" and text[start:end].rstrip("0123456789").endswith(" "):
        end = start + len(text[start:end].rstrip("0123456789"))  # “Java 8/10” is a mark
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
        is_employer = _YEAR_NEXT.match(text, end)
        if end - start <= _MOST_LETTERS and not is_employer and _is_in_list(text, start, end):
            out.append((start, end, "is written like the name of a tool"))
    return out


def _is_in_list(text: str, start: int, end: int) -> bool:
    """Whether list signs stand on both sides: an employer's name has words beside it."""
    before, after = text[max(0, start - 2) : start].strip(" "), text[end : end + 2].strip(" ")
    return before[-1:] in _LIST_SIGNS and after[:1] in _LIST_SIGNS and bool(before or after)
