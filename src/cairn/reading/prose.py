"""Jobs and years at home told in sentences (“I was a baker at Hill Bread from 2012 to 2016”).

Beside stated entries only what has dates of its own counts; anything less plain stays summary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cairn.errors import Place
from cairn.reading.dates import Span, find_spans
from cairn.reading.rails import is_sentence, title_score
from cairn.reading.values import Experience, Quote
from cairn.units import Month

_TOLD = re.compile(
    r"\b(?:work(?:ed|ing)?|been|am|was|employed|serv(?:ed|ing))\b(?:\s+\w+ly)?(?:\s+as)?\s+(?:(?:an?|the)\s+)?"
    r"(?P<title>[^\W\d_](?:[^\W\d]|[ -]){2,50}?)\s+(?:for|at|with|in)\s+"
    r"(?:(?:an?|the|our)\s+[\w'’ -]{3,40}?\s*\()?"
    r"(?P<employer>[A-Z][\w&'’-]*(?:\s+(?:[A-Z][\w&'’-]*|of|and|&))*)"
)
_AT_HOME = re.compile(
    r"\b(?:stayed|been|was|am)\s+(?:at\s+)?home\s+(?:with|to\s+(?:raise|look after|care for|bring up))\s+"
    r"(?P<whom>[^.,;\d]{3,40}?)(?=\s+(?:from|since|until|between|for)\b|[.,;])",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[,;:|•·–—\n]|\s-\s")
_PLAIN = re.compile(
    r"(?i:i am |i'm |i’m |am |currently |now )?(?i:an? |the )?"
    r"(?P<title>[^\W\d_][^\W\d_ /&'-]*(?:[ /&'-]+[^\W\d_]+){0,4}?)"
    r"(?:\s+(?:at|with|for|in)\s+(?P<employer>[A-Z][\w&'’-]*(?:\s+[A-Z][\w&'’-]*)*))?"
    r"(?=\s+(?:for|since|with|from|\d)\b|\s*[.]?$)"
)
_FOR_YEARS = re.compile(r"\b(\d{1,2})\+?\s*(?:years?|yrs?|jahren?|ans|años)\b", re.IGNORECASE)
_SURE_TITLE = 2
_TOLD_OF = re.compile(r"^[\s)\]]*:\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def find_told_jobs(quotes: Iterable[Quote], *, today: date) -> Iterator[Experience]:
    """The jobs that sentences name with a title and an employer, and years at home with somebody."""
    for quote in quotes:
        starts = [0, *(found.end() for found in _SENTENCE.finditer(quote.text))]
        for start, stop in zip(starts, [*starts[1:], len(quote.text)], strict=True):
            found = _TOLD.search(quote.text, start, stop)
            if found and title_score(found["title"]) >= 2:
                yield _job(quote, found, stop, today)
            elif home := _AT_HOME.search(quote.text, start, stop):
                yield _time_at_home(quote, home, stop, today)


def find_plain_jobs(quotes: Iterable[Quote], *, today: date) -> Iterator[Experience]:
    """For a résumé of a line or two: “Sam Lee, warehouse picker at Boxly for 3 years”.

    A time that is only a number of years is taken as the last ones.
    """
    for quote in quotes:
        for piece in _PIECES.split(quote.text):
            named = _PLAIN.match(piece.strip())
            if not named or title_score(named["title"]) < _SURE_TITLE or is_sentence(named["title"]):
                continue
            span = next(iter(find_spans(quote.text, today=today)), None)
            one = _dated(span, quote.text, quote.place)
            years = _FOR_YEARS.search(quote.text) if not span else None
            if years:
                one = replace(one, start=Month(today.year - int(years[1]), today.month), is_current=True)
            yield replace(one, title=named["title"].strip(), organisation=(named["employer"] or "").strip())


def _job(quote: Quote, found: re.Match[str], stop: int, today: date) -> Experience:
    after = quote.text[found.end() : stop]
    span = next(iter(find_spans(after, today=today)), None)
    told = _TOLD_OF.match(after[span.stop :]) if span else None
    body = found.end() + span.stop + told.end() if span and told else stop
    rest = quote.text[body:stop].strip()
    return replace(
        _dated(span, after, _part(quote, found.start(), stop).place),
        title=found["title"].strip(),
        organisation=found["employer"].strip(),
        highlights=(_part(quote, body, stop),) if rest else (),
    )


def _time_at_home(quote: Quote, found: re.Match[str], stop: int, today: date) -> Experience:
    after = quote.text[found.end() : stop]
    span = next(iter(find_spans(after, today=today)), None)
    whom = found["whom"].strip()
    place = _part(quote, found.start(), stop).place
    return replace(_dated(span, after, place), kind="care", title=f"At home with {whom}")


def _dated(span: Span | None, after: str, place: Place) -> Experience:
    """An experience with nothing but its dates and where it stands."""
    start, end = (span.start, span.end) if span else (None, None)
    return Experience(
        kind="job",
        title="",
        start=start,
        end=end if span and span.is_range else start,
        is_current=span is not None and span.is_current,
        dates=after[span.begin : span.stop].strip() if span else "",
        place=place,
    )


def _part(quote: Quote, start: int, stop: int) -> Quote:
    """A stretch of a quote without the space around it, placed."""
    told = quote.text[start:stop]
    start += len(told) - len(told.lstrip())
    told = told.strip()
    begin = quote.place.start + start
    return replace(quote, text=told, place=replace(quote.place, start=begin, end=begin + len(told)))
