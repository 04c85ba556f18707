"""Dates as résumés write them, to the month; nothing here invents a month.

Points (`Jan 2019`, `01/2019`, `2019-01`, `'19`, `Spring 2020`) are found first, then two
with a joining word or dash between them are a span. A season or quarter keeps only its
year. English, German, French, Spanish, Polish, Italian and Portuguese month names.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cairn.units import Month

_MONTH_NAMES = (
    "january jan januar jänner janv janvier enero ene styczeń stycznia stycz gennaio gen janeiro",
    "february feb febr februar février fevr fév févr febrero luty lutego febbraio fevereiro fev",
    "march mar mär märz mrz mars marzo marzec marca março",
    "april apr avril avr abril abr kwiecień kwietnia kwi kwiec aprile",
    "may mai mayo maj maja maggio mag maio",
    "june jun juni juin junio czerwiec czerwca czerw cze giugno giu junho",
    "july jul juli juillet juil julio lipiec lipca lip luglio lug julho",
    "august aug août aout agosto ago sierpień sierpnia sierp sie",
    "september sep sept septembre septiembre wrzesień września wrz wrzes settembre set setembro",
    "october oct oktober okt octobre octubre październik października paź pazdz ottobre ott outubro",
    "november nov novembre noviembre listopad listopada lis novembro",
    "december dec dezember dez décembre déc diciembre dic grudzień grudnia gru dicembre dezembro",
)


def _fold(word: str) -> str:
    marks = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


_MONTHS = {_fold(name): at for at, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_ANY_MONTH = "|".join(
    sorted(
        {name for names in _MONTH_NAMES for word in names.split() for name in (word, _fold(word))},
        key=len,
        reverse=True,
    )
)
_YEAR = r"(?:19|20)(?:\d\d|[Xx]{2})(?![\dXx])"
_SEASON = (
    r"spring|summers?|winters|autumn|fall|winter|early|mid|late|q[1-4]|h[12]|ws|ss|frühjahr|frühling|sommer|herbst|"
    r"printemps|été|automne|hiver|primavera|verano|otoño|invierno|wiosna|lato|jesień|zima"
)
_NOW = (
    r"present|current(?:ly)?|now|ongoing|today|to date|till date|date|heute|jetzt|laufend|"
    r"aktuell|aujourd['’]hui|"
    r"à ce jour|présent|en cours|actual(?:idad|mente)?|presente|hoy|ahora|obecnie|teraz|nadal|oggi|"
    r"attuale|atual|hoje|heden|"
    r"nu|至今|现在|現在|현재"
)
_POINT = re.compile(
    rf"""(?<![\w.,/$€£])(?<!\D\d\d\d-)(?<!\D\d\d-)(?:
      (?P<iy>{_YEAR})[-/.](?P<im>0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?![\d/-]*\d)
    | (?P<cy>\d{{4}})\s?年(?:\s?(?P<cm>\d{{1,2}})\s?月)?
    | (?:\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?)?(?P<mn>{_ANY_MONTH})\b\.?,?\s*(?:de\s+|of\s+|del\s+)?
      (?:\d{{1,2}}(?:st|nd|rd|th)?,\s*)?(?:(?P<my>{_YEAR})|['’](?P<mt>\d\d)(?!\d))
    | (?P<d1>\d{{1,2}})(?P<ds>[/.-])(?P<d2>\d{{1,2}})[/.-](?P<dy>{_YEAR})
    | (?P<nm>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<ny>{_YEAR})
    | (?P<sm>0[1-9]|1[0-2])/(?P<st>\d\d)(?![\d/])
    | (?P<sn>{_SEASON})[\s-]+(?:of\s+)?(?P<sy>{_YEAR})
    | (?P<y>{_YEAR})(?![\w%]|[.,]\d|[-‐]
      (?:\d{{3}}(?!\d)|[a-z]+\b(?<!present)(?<!now)(?<!heute)(?<!current)(?<!today)(?<!to)))
    | ['’](?P<t>\d\d)(?![\w%])
    | (?P<bm>{_ANY_MONTH})\b\.?
      (?=\s*(?:[-–—−]|to\b|bis\b|until\b|au\b|à\b|do\b|a\b)\s*(?:\d{{1,2}}\.?\s+)?(?:{_ANY_MONTH})\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_JOIN = re.compile(
    r"\s*(?:[-‐-―−~→>]+|\b(?:to|until|till|til|through|thru|bis|au|à|al|a|hasta|do|até|tot|and|und)\b)\s*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"\s*(?:[-‐-―−~→/]+|\b(?:to|until|till|bis|à|a|hasta|do|–)?)\s*(?P<open>\()?(?:{_NOW})\b(?(open)\)|)|(?<=\d)\s*[-‐-―−](?=\s*$)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|from|seit|ab|depuis|desde|od|dal|starting|started|as of)\s+$", re.IGNORECASE)
_SINCE_OPEN = re.compile(r"\b(?:since|seit|depuis|desde|od|dal)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|bis|hasta|jusqu['’]en|do)\s+$", re.IGNORECASE)
_EXPECTED = re.compile(
    r"(?:\(?\b(?:expected|anticipated|projected|graduating|graduation|graduated|completed|conferred|awarded|est\.?|voraussichtlich)\b"
    r"[\s:,]*(?:in\s+|date[\s:]*|graduation[\s:]*)*)$",
    re.IGNORECASE,
)
# the words that belong to a date stand this close before it
_NEAR = 40
_SHORT_END = re.compile(r"\s*[-‐-―−/]\s*(\d\d)(?![\d/.]|\s*(?:%|years))")
DURATION = re.compile(
    r"\s{0,3}\(?\s{0,3}[·•]?\s{0,3}\b(?:\d{1,2}\s*\+?\s*(?:years?|yrs?\.?|jahre?|ans?|años?|lat)(?:[\s,]*(?:and\s+)?\d{1,2}\s*(?:months?|mos?\.?|monate?|mois|meses))?"
    r"|\d{1,2}\s*(?:months?|mos?\.?|monate?|mois|meses))\b\s*\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Dates in a text, from `begin` to `stop`; `start` alone is a single date.

    `is_known` is false for placeholders such as 20XX.
    """

    begin: int
    stop: int
    start: Month | None
    end: Month | None
    is_current: bool = False
    is_range: bool = False
    is_known: bool = True
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    begin: int
    stop: int
    year: int | None
    month: int
    needs_year: bool = False
    is_weak: bool = False
    is_placeholder: bool = False


def find_spans(text: str, *, today: date) -> list[Span]:
    """Every date or span of dates in a text, in order."""
    return list(_find_spans(text, today))


@lru_cache(maxsize=1024)
def _find_spans(text: str, today: date) -> tuple[Span, ...]:
    if not re.search(r"\d\d|[xX]{2}", text):
        return ()
    points = [point for found in _POINT.finditer(text) if (point := _read_point(found, today))]
    spans: list[Span] = []
    at = 0
    while at < len(points):
        span, used = _span_at(text, points, at, today)
        at += used
        if span:
            spans.append(_with_words(text, span))
    return tuple(spans)


def _read_point(found: re.Match[str], today: date) -> _Point | None:
    part = found.groupdict()
    year = next((part[key] for key in ("iy", "cy", "my", "dy", "ny", "sy", "y") if part[key]), None)
    short = next((part[key] for key in ("mt", "st", "t") if part[key]), None)
    name = part["mn"] or part["bm"]
    month = _MONTHS[_fold(name)] if name else int(part["im"] or part["cm"] or part["nm"] or part["sm"] or 0)
    if part["d1"]:
        month = _month_of_day(int(part["d1"]), int(part["d2"]), part["ds"])
    placeholder = bool(year and "x" in year.lower())
    number = None if placeholder else int(year) if year else _full_year(short, today)
    if number is not None and not 1900 <= number <= today.year + 15:
        return None
    month = month if month <= 12 else 0
    weak = bool(part["t"] or part["st"])
    return _Point(found.start(), found.end(), number, month, bool(part["bm"]), weak, placeholder)


def _month_of_day(first: int, second: int, mark: str) -> int:
    """The month of a day written in figures; 0 where it could be either."""
    if mark == "." or first > 12:
        return second
    return first if second > 12 or first == second else 0


def _full_year(short: str | None, today: date) -> int | None:
    if short is None:
        return None
    year = today.year // 100 * 100 + int(short)
    return year if year <= today.year + 10 else year - 100


def _span_at(text: str, points: list[_Point], at: int, today: date) -> tuple[Span | None, int]:
    first = points[at]
    following = points[at + 1] if at + 1 < len(points) else None
    if following and _JOIN.fullmatch(text, first.stop, following.begin):
        return _range(first, following), 2
    if first.needs_year or (first.year is None and not first.is_placeholder):
        return None, 1
    opened = _OPEN.match(text, first.stop)
    if opened and opened.end() > first.stop:
        return _single(first, stop=opened.end(), is_current=True, is_range=True), 1
    if first.is_weak and not _SINCE.search(text, max(0, first.begin - _NEAR), first.begin):
        return None, 1
    short = _SHORT_END.match(text, first.stop)
    if short and first.year and not first.month:
        last = first.year // 100 * 100 + int(short[1])
        if first.year < last <= today.year + 10:
            return replace(_single(first, stop=short.end(), is_range=True), end=Month(last)), 1
    return _single(first), 1


def _month_of(point: _Point) -> Month | None:
    return Month(point.year, point.month) if point.year else None


def _range(first: _Point, last: _Point) -> Span:
    if first.needs_year:
        first = replace(first, year=last.year)
    return Span(
        begin=first.begin,
        stop=last.stop,
        start=_month_of(first),
        end=_month_of(last),
        is_range=True,
        is_known=not (first.is_placeholder or last.is_placeholder),
    )


def _single(point: _Point, *, stop: int = 0, is_current: bool = False, is_range: bool = False) -> Span:
    return Span(
        begin=point.begin,
        stop=stop or point.stop,
        start=_month_of(point),
        end=None,
        is_current=is_current,
        is_range=is_range,
        is_known=not point.is_placeholder,
    )


def _with_words(text: str, span: Span) -> Span:
    """The span widened by the words that belong to it: since, expected, a duration."""
    near = max(0, span.begin - _NEAR)
    since = _SINCE.search(text, near, span.begin)
    if since:
        is_open = bool(_SINCE_OPEN.search(text, near, span.begin)) and not span.is_range
        span = replace(
            span,
            begin=since.start(),
            is_current=span.is_current or is_open,
            is_range=span.is_range or is_open,
        )
    until = None if span.is_range else _UNTIL.search(text, near, span.begin)
    if until:
        span = replace(span, begin=until.start(), start=None, end=span.start, is_range=True)
    expected = _EXPECTED.search(text, near, span.begin)
    if expected:
        span = replace(
            span,
            begin=expected.start(),
            is_expected=expected[0]
            .lower()
            .lstrip("( ")
            .startswith(("exp", "ant", "pro", "vor", "est", "graduating")),
        )
    duration = DURATION.match(text, span.stop)
    return replace(span, stop=duration.end()) if duration else span


def without_dates(text: str, spans: list[Span]) -> Iterator[tuple[int, str]]:
    """What is left of a text between its dates, each with its offset."""
    at = 0
    for span in spans:
        yield at, text[at : span.begin]
        at = span.stop
    yield at, text[at:]
