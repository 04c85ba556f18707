"""Informal text: what kind of fact a stretch of a line tells, and where a line tells several.

People paste résumés without headings, with three facts on a line and the next fact after a
full stop or a semicolon. Each stretch is judged by the evidence in it (dates, degree and
certificate words, title heads, schools, languages); what tells nothing plain belongs to the
fact before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise

from cairn.reading import vocabulary as v
from cairn.reading.contact import EMAIL
from cairn.reading.dates import Span, find_spans
from cairn.reading.education import degree_score, institution_score
from cairn.reading.lines import Line
from cairn.reading.lists import credential_score, is_bare_list, is_credential_list, is_language_list
from cairn.reading.rails import (
    is_date_text,
    is_place,
    is_sentence,
    normal,
    organisation_score,
    starts_with_verb,
    title_score,
)
from cairn.reading.sections import tail

_FAR = date(2100, 1, 1)
_CUT = re.compile(r"(?<=[^\s(])(?:\.\s+(?=[^\W_])|\s*;\s+|\s+[|/]\s+)")
_ABBREVIATED = re.compile(
    r"(?i)\b(?:dr|st|mr|mrs|ms|prof|inc|ltd|co|corp|no|sp|bros|jr|sr|dept|univ|approx|[a-z])$"
)
_HEAD_END = re.compile(r":\s|;\s|(?<=[^\W\d_]{3})\.\s")
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w '’&/-]{2,40}?)\s*:\s+(?=\S)")
_STUDY = re.compile(
    r"(?i)(?:associate|bachelor|master|doctor)(?:['’]?s)?\s+(?:degree|of|in)\b|"
    r"as?[ -]levels?\b|foundation degree\b|(?:\d+\s+)?gcses?\b|high school diploma|diploma\b|"
    r"(?:leaving|junior) cert(?:ificate)?\b|degree in\b|phd\b|some college\b|"
    r"(?:[\w&.]+\s+){1,2}diploma (?:in|of)\b|city (?:&|and) guilds\b|"
    r"(?:[sn]vq|btec) (?:level )?[1-8]\b|"
    r"(?:first|second) state exam(?:ination)?\b|(?:erstes|zweites|1\.|2\.) staatsexamen\b"
)
_GRADED = re.compile(r"(?i)level [1-8]\b")  # “Level 3 Personal Trainer” is a certificate and no job
_SCHOOL = re.compile(r"(?i)(?:high|secondary|technical|vocational|trade|grammar) school\b")
_WORDS_BOTH = frozenset({
    "associate", "associates", "master", "masters", "foundation", "certificate", "promotion", "major",
    "minor", "doctor", "licence", "grado", "matric", "me", "be", "as", "graduate",
})  # fmt: skip
_NAMED_AFTER = re.compile(r"[^,|–—]{3,40}(?:,| at| -| –| —| \|)\s+[^\W\d_a-z]")
_COURSE = re.compile(r"(?i)\b(?:course|training|workshop|seminar|attestation|lehrgang)s?$")
_MOST_WORDS = 14
_MOST_PIECES = 40
_NEAR = 30
_MOST_CHARACTERS = 200
_MOST_CERTIFICATE_WORDS = 12
_SHORT_ABBREVIATION = 3
_REFERENCES = re.compile(
    r"(?i)references?\b.{0,30}\b(?:request|available|on demand)|referees?\b.{0,20}request"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of a line and its kind; "" for one that tells nothing plain."""

    line: Line
    kind: str


def split_facts(line: Line, *, today: date) -> list[Fact]:
    """The facts of one line, in order; text between them stays with the fact before it."""
    pieces = list(_pieces(line))
    facts: list[Fact] = []
    for at, (start, stop) in enumerate(pieces):
        if facts and not facts[0].kind:
            return [Fact(line, fact_kind(line.text, today=today))]
        labelled = _labelled(line.text[start:stop])
        kind = labelled[0] if labelled else fact_kind(line.text[start:stop], today=today, continues=at > 0)
        if facts and not (kind and facts[0].kind and _is_apart(facts[-1].kind, kind)):
            facts[-1] = replace(facts[-1], line=_cut(line, facts[-1].line.start - line.start, stop))
            continue
        begin = start + (labelled[1] if labelled and facts else 0)
        facts.append(Fact(_cut(line, begin, stop), kind if at or not labelled else ""))
    if len(facts) == 1:
        return [Fact(line, facts[0].kind)]
    return [replace(facts[0], line=replace(facts[0].line, marker=line.marker, gap=line.gap)), *facts[1:]]


def _is_apart(before: str, kind: str) -> bool:
    """A list goes on after a semicolon or tells of the job before it; other facts stand alone."""
    return kind != "skills" or before not in {"skills", "experience", "volunteering", "hobby"}


def _pieces(line: Line) -> Iterator[tuple[int, int]]:
    cuts = [
        found.span()
        for found in islice(_CUT.finditer(line.text), _MOST_PIECES)
        if not (found[0].startswith(".") and _is_abbreviated(line.text[: found.start()][-_NEAR:]))
        and line.text.count("(", 0, found.start()) <= line.text.count(")", 0, found.start())
    ]
    yield from pairwise([0, *(stop for _, stop in cuts), len(line.text)])


def _is_abbreviated(before: str) -> bool:
    """Whether a stop ends an abbreviation (`Dr.`, `M.Sc.`) and no sentence."""
    last = before.rsplit(maxsplit=1)[-1].lstrip("(")
    return bool(_ABBREVIATED.search(before)) or bool(re.search(r"[^\W\d_]\.", last))


def _cut(line: Line, start: int, stop: int) -> Line:
    piece = tail(line, start) if start else line
    return replace(piece, text=line.text[piece.start - line.start : stop].rstrip(" ;|"))


def _labelled(text: str) -> tuple[str, int] | None:
    """The kind a label such as `Languages:` gives the words after it, and where they begin."""
    found = _LABEL.match(text)
    kind = v.HEADINGS.get(normal(found["label"])) if found else None
    return (str(kind), found.end()) if found and kind else None


# ------------------------------------------------------------------ the kind of one stretch


def fact_kind(text: str, *, today: date, continues: bool = False) -> str:
    """The section a stretch would stand in, by its own evidence; "" when nothing is plain.

    `continues`: it follows another fact on its line, and so may begin in lower case.
    """
    text = text.strip(" ;|")
    if not text or EMAIL.search(text):
        return "contact" if text else ""
    if _REFERENCES.match(text):
        return "references"
    if is_language_list(text):
        return "languages"
    spans = find_spans(text, today=today)
    told = _told(text, spans)
    if not told or len(told) > _MOST_CHARACTERS or is_date_text(text) or is_place(text):
        return ""
    return (
        _study_kind(text, told, spans)
        or _job_kind(told, spans, continues=continues)
        or _certificate_kind(text, told)
        or _community_kind(text)
        or ("skills" if is_bare_list(text) else "")
    )


def _told(text: str, spans: list[Span]) -> str:
    """The words that would head an entry: before the dates, or after leading ones up to a stop."""
    if not spans:
        return _HEAD_END.split(text)[0]
    before = text[: spans[0].begin].strip(" ,;:|·•()[]–—-\t")
    if before:
        return before
    return _HEAD_END.split(text[spans[0].stop :].strip(" ,;:|·•()[]–—-\t"))[0]


def names_degree(text: str) -> bool:
    """Whether a text begins with a degree and not with a title that shares its word."""
    if _STUDY.match(text):
        return True
    first = text.split(maxsplit=1)[0].strip(",;:()").rstrip(".") if text.split() else ""
    bare = first.replace(".", "")
    if first.casefold() not in v.DEGREES or first.casefold() in _WORDS_BOTH:
        return first.casefold() in {"me", "be", "as"} and first.isupper() and degree_score(text) >= 3
    return len(bare) > _SHORT_ABBREVIATION or sum(map(str.isupper, bare)) > 1


def _study_kind(text: str, told: str, spans: list[Span]) -> str:
    if is_sentence(told.rstrip(".")) or len(told.split()) > _MOST_WORDS:
        return ""
    parts = re.split(r"[,|–—:]|\s-\s", told)
    first = parts[0]
    if names_degree(told):
        return "education"
    has_school = max(institution_score(part) for part in (text[:_MOST_CHARACTERS], told, *parts)) >= 2
    if re.match(r"(?i)(?:certificate|cert\.)\s+(?:in|of)\b", told):
        return "education" if has_school else "certificates"
    if title_score(first) >= 2 or credential_score(first) >= 2 or not has_school:
        return ""
    if max(title_score(part) for part in parts) >= 2 or _is_post_at_school(first, spans):
        return ""
    is_short = len(told.split()) <= 8 and not starts_with_verb(told)
    is_plain = bool(spans) or degree_score(told) >= 1.8 or bool(_SCHOOL.match(told))
    return "education" if is_short and told[:1].isupper() and is_plain else ""


def _is_post_at_school(first: str, spans: list[Span]) -> bool:
    """A span of dates beside something that is neither school nor subject: a post held there."""
    is_study = institution_score(first) >= 2 or degree_score(first) > 0 or first.rstrip().endswith("ing")
    return any(span.is_range for span in spans) and not is_study


def _job_kind(told: str, spans: list[Span], *, continues: bool) -> str:
    words = len(told.split())
    if not spans or words > _MOST_WORDS or is_sentence(told) or starts_with_verb(told):
        return ""
    if _GRADED.match(told):
        return ""
    is_title = title_score(told) >= 2
    has_both = bool(re.search(r"\S(?:,| at| -| –| —| \||\t)\s\S", told))
    leads = continues or has_both or spans[0].begin == 0
    names_employer = has_both and bool(_NAMED_AFTER.match(told))
    if told[:1].islower() and not (is_title and leads) and not names_employer:
        return ""
    if not any(span.is_range for span in spans):
        has_employer = "," in told or " at " in told or organisation_score(told) >= 2
        return "experience" if is_title and has_employer and not _is_held(told) else ""
    if _has_phrase(told, v.CARE_WORDS):
        return "experience"
    return "experience" if is_title or organisation_score(told) >= 2 or (words > 1 and has_both) else ""


def _is_held(told: str) -> bool:
    return credential_score(told) >= 2 and organisation_score(told) < 2


def _certificate_kind(text: str, told: str) -> str:
    if len(text.split()) > _MOST_CERTIFICATE_WORDS or starts_with_verb(told) or is_sentence(told):
        return ""
    if is_bare_list(text) and not is_credential_list(text):
        return ""
    is_course = bool(_COURSE.search(told)) and told != text and told[:1].isupper()
    return "certificates" if is_course or credential_score(told) >= 2 else ""


def _community_kind(text: str) -> str:
    if len(text.split()) > 2 * _MOST_WORDS:
        return ""
    first = re.split(r"[,;:.]", text)[0]
    if _has_phrase(first, v.LEISURE_WORDS) and _has_phrase(first, v.LEISURE_ROLES):
        return "hobby"
    is_role = title_score(first) >= 2 or _starts_with(first, ("volunteer", "volunteering", "volunteered"))
    return "volunteering" if is_role and _has_phrase(first, v.VOLUNTEER_WORDS) else ""


def _starts_with(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(_any_of(phrases).match(text.casefold()))


def _has_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    return bool(_any_of(phrases).search(text.casefold()))


@lru_cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")
