"""An education section → courses of study, in whatever order degree and school stand."""

import re
from datetime import date

from cairn.reading.entries import Entry, find_entries
from cairn.reading.experience import dates_text, head_place
from cairn.reading.heads import HeadFields, read_heads
from cairn.reading.lines import Line, quote_lines
from cairn.reading.rails import organisation_score
from cairn.reading.values import Education
from cairn.reading.vocabulary import DEGREES, FIELDS, INSTITUTIONS
from cairn.units import Month

_SCORE = re.compile(
    r"\b(?:(?:overall |cumulative |final |weighted )?c?gpa|grade|note|abschlussnote|"
    r"average|mention|score|classification|result)\b"
    r"\s*(?:average)?[\s:=]*\(?(?P<told>\d[\d.,/ ]*\d|\d)|\((?P<class>2:1|2:2|2\.1|2\.2|1st|first|"
    r"upper second|third|"
    r"first[- ]class[\w ]*|distinction|merit|pass|(?:summa |magna )?cum laude|[\w ]*honou?rs)\)|"
    r"\b(?P<words>(?:summa |magna )?cum laude|first[- ]class honou?rs|"
    r"upper second[- ]class(?: honou?rs)?|with distinction)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"(?i)\b(?:no|without(?: a)?) (?:degree|diploma)\b")
_TALK = re.compile(r"(?i)^some college\b(?=\W*\w)|\b(?:no|without(?: a)?) degree\b")
_LEADING = re.compile(r"^(?P<degree>[\w.'’]+)\s+(?=\S)")
_IN = re.compile(
    r"\s+(?:in|en|im|w zakresie|of(?= (?:computer|business|mechanical|electrical)))\s+"
    r"|,\s*|\s*[:–—]\s+|\s+-\s+",
    re.IGNORECASE,
)
_LONG_DEGREE = re.compile(
    r"^(?:(?:bachelor|master|doctor|associate)(?:['’]?s)?(?: degree| diploma)?"
    r"(?: of (?:applied |fine )?(?:science|arts|engineering|laws?|"
    r"education|philosophy|business administration|technology|commerce|medicine|"
    r"nursing|music|public health|social work|architecture|"
    r"fine arts|applied science))?|(?:high|secondary) school(?: diploma)?"
    r"|as?[ -]levels?|gcses?"
    r"|(?:leaving|junior) cert(?:ificate)?|diploma|certificate|minor|major|double major)\b",
    re.IGNORECASE,
)


def degree_score(text: str) -> float:
    """Evidence that a text names a degree or a field of study."""
    words = [word.strip(",;:()").casefold() for word in text.split()]
    if not words:
        return 0
    if _UNFINISHED.search(text):
        return 0
    known = [word in DEGREES or word.rstrip(".") in DEGREES for word in words]
    score = 3.0 if known[0] else 1.8 if any(known) else 0.0
    if re.search(r"(?i)high school diploma|secondary school|school leaving", text):
        score = max(score, 2.5)
    if not score and any(word in FIELDS for word in words):
        score = 0.8
    return score


def institution_score(text: str) -> float:
    """Evidence that a text names a school."""
    words = [word.strip(",;:().").casefold() for word in text.split()]
    if re.search(r"(?i)high school diploma|\bdiploma\b", text):
        return 0
    if any(word in INSTITUTIONS for word in words):
        return 3
    if re.search(
        r"(?i)\b(?:technology|training|technical|career|learning|education) (?:center|centre)\b", text
    ):
        return 3
    if any(
        re.search(r"(?:universität|hochschule|schule|gymnasium|college|universiteit)$", word)
        for word in words
    ):
        return 3
    return 0.4 * organisation_score(text)


def read_education(
    lines: list[Line], *, today: date, leads: bool = False
) -> tuple[list[Education], list[Line]]:
    """The courses of study in a section, and the lines that name none.

    `leads`: the first line is known to name one.
    """
    entries = find_entries(lines, today=today, leads=leads)
    headed = [entry for entry in _merged(entries) if entry.heads]
    loose = [line for entry in entries if not entry.heads for line in entry.body]
    fields = read_heads(headed, title=degree_score, organisation=institution_score)
    return [_education(entry, field, today) for entry, field in zip(headed, fields, strict=True)], loose


def _merged(entries: list[Entry]) -> list[Entry]:
    """An undated line that names what the entry before it lacks belongs to that entry."""
    out: list[Entry] = []
    for entry in entries:
        above = out[-1] if out else None
        if above and above.heads and entry.heads and not above.body and _completes(above, entry):
            above.heads += entry.heads
            above.spans += entry.spans
            above.body += entry.body
        else:
            out.append(entry)
    return out


def _completes(above: Entry, entry: Entry) -> bool:
    if above.span and entry.span:
        return False
    texts = [" ".join(line.text for line in one.heads) for one in (above, entry)]
    lacks_school = (
        institution_score(texts[0]) < 2 <= institution_score(texts[1]) and degree_score(texts[1]) < 2
    )
    lacks_degree = degree_score(texts[0]) < 1 <= degree_score(texts[1]) and institution_score(texts[1]) < 2
    return lacks_school or lacks_degree


def _education(entry: Entry, field: HeadFields, today: date) -> Education:
    text = " ".join(line.text for line in [*entry.heads, *entry.body])
    found = _SCORE.search(text)
    institution, aside = _institution(_without_talk(field.organisation))
    degree, area = split_degree(_SCORE.sub("", field.title))
    if aside and not area:
        more_degree, area = split_degree(aside) if degree_score(aside) >= 1.8 else ("", aside)
        degree = degree or more_degree
    span = entry.span
    start, end = (span.start, span.end) if span else (None, None)
    if span and not span.is_range:
        start, end = None, span.start
    is_current = span is not None and (span.is_current or span.is_expected or _is_ahead(end, today))
    return Education(
        degree=degree,
        area=area,
        institution=institution,
        location=field.location,
        start=start,
        end=end,
        is_current=is_current,
        dates=dates_text(entry),
        score=next((told.strip() for told in found.groups() if told), "") if found else "",
        highlights=quote_lines(entry.body),
        place=head_place(entry.heads),
    )


def _is_ahead(end: Month | None, today: date) -> bool:
    return end is not None and end > Month.of(today)


def _without_talk(text: str) -> str:
    """`some college (Hill College, no degree)` names Hill College."""
    if not _TALK.search(text):
        return text
    return re.sub(r"(?:,\s*)+$", "", _TALK.sub("", text).strip(" ()")).strip(" ,()")


def _institution(text: str) -> tuple[str, str]:
    """The school, and what stood beside it: a degree before it, a field after it."""
    leading = _LEADING.match(text)
    if leading and leading["degree"].casefold() in DEGREES and institution_score(text[leading.end() :]) >= 2:
        rest, aside = _institution(text[leading.end() :])
        return rest, aside or leading["degree"]
    parts = [part.strip() for part in text.split(",")]
    schools = [at for at, part in enumerate(parts) if institution_score(part) >= 2]
    if len(parts) > 1 and schools:
        asides = [at for at, part in enumerate(parts) if at not in schools and (degree_score(part) > 0)]
        if asides:
            return ", ".join(part for at, part in enumerate(parts) if at not in asides), ", ".join(
                parts[at] for at in asides
            )
    return text, ""


def split_degree(text: str) -> tuple[str, str]:
    """`BSc Economics` → the degree and its field."""
    text = text.strip(" ,;:–—-()")
    long = _LONG_DEGREE.match(text)
    if long:
        return long[0], re.sub(r"^(?:\s*(?:in|of|,|:|-|–|—)\s*)+", " ", text[long.end() :]).strip(" ,")
    mark = _IN.search(text)
    if mark and degree_score(text[: mark.start()]) >= 1.8:
        return text[: mark.start()].strip(), text[mark.end() :].strip()
    words = text.split()
    count = 0
    while count < len(words) and (
        words[count].strip("(),").casefold() in DEGREES
        or words[count].casefold() in {"(hons)", "hons", "(honours)", "&", "and"}
    ):
        count += 1
    if 0 < count < len(words):
        return " ".join(words[:count]), " ".join(words[count:])
    return (text, "") if degree_score(text) >= 1.8 or not text else ("", text)
