"""Small claims about a stretch of text: is it a heading, a date, a place, a title, an employer?

Evidence by general words and forms only; the segmenter weighs it over a whole section.
"""

import re
from datetime import date
from functools import lru_cache

from cairn.reading import vocabulary as v
from cairn.reading.dates import DURATION, find_spans

_FAR = date(2100, 1, 1)
_CJK_TITLE = re.compile(
    "(?:エンジニア|マネージャー|デザイナー|営業|担当|部長|課長|教師|医師|看護師|工程师|经理|助理|教师|护士|会计|실장|과장|개발자)"
)
_CJK_ORGANISATION = re.compile(
    "株式会社|有限会社|商事|公司|大学|学院|学校|病院|医院|银行|銀行|주식회사|대학교|병원"
)
_TITLE_ENDING = re.compile(
    r"\w{2}(?:ologist|meister|schlosser|schreiner|ographer|iatrist|ician|maker|binder|keeper|worker|wright|manager|führer|leiter|entwickler|berater)"
    r"(?:in)?$"
)
_ORG_ENDING = re.compile(r"(?:bank|werke?|klinik|schule|hochschule|verlag|haus)$")
_HEAD_CUTS = re.compile(r"\b(?:of|for|in|on|at|to|der|des|de|für|im|am|w)\b|[,/&|–—·•:;]|\s-\s")
_MAX_HEADING_WORDS = 6
_PLACE = re.compile(r"[^\W\d_][\w.'’\- ]{0,40}")
_POSTCODE = re.compile(
    r"\b(?:\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)\b"
)
_STREET = re.compile(
    r"\d+\s+[\w.'’ ]{2,40}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr"
    r"|boulevard|blvd|way|place|court|ct|square|close|terrace)\b"
    r"|\b[\w.'’-]{2,30}(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|gatan|vej)\s*\d|\b(?:rue|avenue|calle|ul\.|via|rua)\s+\w",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """Case-folded, spaced-out letters joined, outer marks gone, `&` as and."""
    text = text.strip(" \t:;.,|·•-–—_*#&/\\<>[](){}").casefold()
    if re.fullmatch(r"(?:\w ){2,}\w", text):
        text = text.replace(" ", "")
    elif re.fullmatch(r"(?:\w )+\w(?: {2,}(?:\w )*\w)+", text):
        text = re.sub(r" (?=\w\b)", "", text)
    text = re.sub(r"\s*(?:&|\+|/)\s*", " and ", text).replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"^\d+[.)]?\s+", "", text))


@lru_cache(maxsize=4096)
def heading_kind(text: str) -> v.SectionKind | None:
    """The section a heading announces when its words say so; style is not asked."""
    words = normal(text)
    if not words or len(words) > 60 or "\t" in text:
        return None
    if words in v.HEADINGS:
        return v.HEADINGS[words]
    parts = words.split()
    if len(parts) > _MAX_HEADING_WORDS or re.search(r"\d|[.;!?]", words):
        return None
    known = {part for part in parts if part not in v.SMALL_WORDS}
    if known & v.DEGREES - {"certificate", "major", "minor", "foundation"} or title_score(words) >= 2:
        return None
    if parts[-1] in v.HEADING_NOUNS and (len(parts) <= 4 or known & v.HEADING_TURNS.keys()):
        turned = next((v.HEADING_TURNS[part] for part in parts[:-1] if part in v.HEADING_TURNS), None)
        return turned or v.HEADING_NOUNS[parts[-1]]
    halves = re.split(r" and | und | et | y | i |, ", words)
    kinds = [v.HEADINGS.get(half) for half in halves]
    return kinds[0] if len(kinds) > 1 and all(kinds) else None


def is_heading(text: str) -> bool:
    """Whether a text alone reads as the heading of a section."""
    return heading_kind(text) is not None


def is_date_text(text: str) -> bool:
    """Whether a text is nothing but dates and durations."""
    spans = find_spans(text, today=_FAR)
    rest = text
    for span in reversed(spans):
        rest = rest[: span.begin] + " " + rest[span.stop :]
    rest = DURATION.sub(" ", rest)
    has_date = bool(spans) or rest != text
    return has_date and not re.sub(r"\b(?:full|part)[- ]time\b|[\W_]", "", rest, flags=re.IGNORECASE)


def place_score(text: str) -> float:
    """How much a text looks like a place: 3 sure (a region or country in it), 1 a bare city."""
    bare = text.strip(" ,;|·•()-–—\t").casefold()
    if not bare or len(bare) > 60:
        return 0
    if bare in v.CITIES or bare in v.COUNTRIES or bare in v.REGIONS:
        return 2
    parts = [part.strip() for part in re.split(r"[,/]|\s[-–—]\s", bare) if part.strip()]
    without_code = [re.sub(_POSTCODE, "", part.upper()).strip().casefold() for part in parts]
    last = without_code[-1] if without_code else ""
    if any(max(organisation_score(part), title_score(part)) >= 2 for part in parts[:-1]):
        return 0
    if len(parts) == 3 and not (parts[0] in v.CITIES or parts[1] in v.REGIONS or parts[1] in v.US_STATES):
        return 0
    if 1 < len(parts) <= 3 and all(re.fullmatch(_PLACE, part) for part in without_code if part):
        if last in v.US_STATES or last in v.COUNTRIES or last in v.REGIONS:
            return 3
        if without_code[0] in v.CITIES:
            return 2
    words = bare.split()
    if (
        len(words) > 1
        and words[-1] in v.US_STATES
        and text.rsplit(maxsplit=1)[-1].isupper()
        and " ".join(words[:-1]) in v.CITIES
    ):
        return 2
    return 0


def is_place(text: str) -> bool:
    """Whether a text is a place: a city, a region, a country or an address."""
    return place_score(text) > 0


def is_address(text: str) -> bool:
    """Whether a text holds a street and number or a postcode beside a place."""
    if len(text.split()) > 12 or find_spans(text, today=_FAR):
        return False
    has_code = bool(_POSTCODE.search(text)) and bool(re.search(r"[^\W\d_]{3}", text))
    return bool(_STREET.search(text)) or (has_code and len(text.split()) <= 8)


def is_rail_text(text: str) -> bool:
    """Whether a text is what stands in a rail: dates, durations or a place."""
    if is_date_text(text):
        return True
    spans = find_spans(text, today=_FAR)
    rest = "".join(text[: span.begin] + " " + text[span.stop :] for span in spans[:1]) if spans else text
    return is_place(rest) or (
        bool(re.fullmatch(r"(?:[^\W\d_][\w.'’-]*[\s,]*){1,4}", rest)) and rest.count(",") == 1
    )


def _bare_words(text: str) -> list[str]:
    text = re.sub(r"\([^)]*\)?", " ", text)
    return [
        word for part in text.casefold().replace("’", "'").split() if (word := part.strip(',;:!?"“”()[]'))
    ]


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Evidence that a text is a job title: its head noun, its first word, ranks."""
    words = _bare_words(text)
    if not words:
        return 0
    heads = [
        " ".join(_bare_words(part)) for part in _HEAD_CUTS.split(re.sub(r"\([^)]*\)?", " ", text.casefold()))
    ]
    heads = [head for head in heads if head]
    score = 2.5 if _CJK_TITLE.search(text) else 0.0
    for at, head in enumerate(heads):
        parts = [part.strip(".-") for part in head.split()]
        if parts and _is_title_head(parts[-1]):
            score = max(score, 3.0 - 0.7 * min(at, 2))
        elif any(_is_title_head(part) for part in parts):
            score = max(score, 1.5 - 0.3 * min(at, 2))
    score += 0.8 if words[0].strip(".") in v.TITLE_STARTS else 0
    return score


def _is_title_head(word: str) -> bool:
    if _TITLE_ENDING.search(word):
        return True
    if word in v.TITLE_HEADS or (word.removesuffix("s") in v.TITLE_HEADS and len(word) > 4):
        return True
    return any(part in v.TITLE_HEADS for part in word.split("-")[-1:]) or any(
        part in v.TITLE_HEADS for part in word.split("/")
    )


@lru_cache(maxsize=4096)
def organisation_score(text: str) -> float:
    """Evidence that a text is an employer or institution: its form, its last word."""
    words = [word.strip(",") for word in _bare_words(text)]
    if not words:
        return 0
    if (words[-1] in v.LEGAL_FORMS and len(words) > 1) or _CJK_ORGANISATION.search(text):
        return 4
    score = 0.0
    last = words[-1].strip(".")
    if last in v.ORG_WORDS or _ORG_ENDING.search(last) or (words[0] in v.ORG_STARTS and len(words) > 1):
        score = 2.5
    elif any(word in v.ORG_WORDS or word in v.LEGAL_FORMS for word in words):
        score = 1.2
    if words[0] == "the":
        score += 0.5
    if len(words) <= 2 and text.strip().isupper() and len(text.strip()) <= 6:
        score += 0.7
    return score


def starts_with_verb(text: str) -> bool:
    """Whether a text begins as bullets do: with what was done."""
    first = re.match(r"[\W_]*([\w-]+)", text)
    if not first:
        return False
    word = first[1].casefold()
    if not word.endswith("ed") and _begins_with_title(text):
        return False
    return word in v.VERBS and (len(text.split()) > 2 or word.endswith("ed"))


def _begins_with_title(text: str) -> bool:
    """`Lead Software Developer, …` names a job, `Lead a team of developers` does not."""
    words = _bare_words(_HEAD_CUTS.split(text.casefold())[0])
    return len(words) > 1 and _is_title_head(words[-1].strip(".-")) and not v.SMALL_WORDS & set(words)


def is_sentence(text: str) -> bool:
    """Whether a text reads as prose and not as the head of an entry."""
    words = text.split()
    if len(words) > 5 and re.match(r"(?i)(?:i|my|we|ich|je|mi)\b", text):
        return True
    if len(words) > 16:
        return True
    if (
        text.rstrip()[-1:] == "."
        and len(words) > 5
        and not text.rstrip().lower().endswith((" inc.", " co.", " ltd.", " corp."))
    ):
        return True
    return starts_with_verb(text) and len(words) > 3
