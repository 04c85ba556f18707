"""Jobs told in sentences (“I worked as a baker at Hill Bread from 2012 to 2016”).

Used only where a document has no entries at all; anything less plain stays summary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cairn.reading.dates import find_spans
from cairn.reading.rails import title_score
from cairn.reading.values import Experience, Quote

_TOLD = re.compile(
    r"\b(?:work(?:ed|ing)?|been|am|was|employed|serv(?:ed|ing))\b(?:\s+\w+ly)?(?:\s+as)?\s+(?:an?|the)\s+"
    r"(?P<title>[^\W\d_][\w -]{2,50}?)\s+(?:for|at|with)\s+"
    r"(?P<employer>[A-Z][\w&'’-]*(?:\s+(?:[A-Z][\w&'’-]*|of|and|&))*)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def find_told_jobs(quotes: Iterable[Quote], *, today: date) -> Iterator[Experience]:
    """The jobs that sentences name with a title and an employer."""
    for quote in quotes:
        starts = [0, *(found.end() for found in _SENTENCE.finditer(quote.text))]
        for start, stop in zip(starts, [*starts[1:], len(quote.text)], strict=True):
            found = _TOLD.search(quote.text, start, stop)
            if found and title_score(found["title"]) >= 2:
                yield _job(quote, found, stop, today)


def _job(quote: Quote, found: re.Match[str], stop: int, today: date) -> Experience:
    after = quote.text[found.end() : stop]
    span = next(iter(find_spans(after, today=today)), None)
    start, end = (span.start, span.end) if span else (None, None)
    begin = quote.place.start
    return Experience(
        kind="job",
        title=found["title"].strip(),
        organisation=found["employer"].strip(),
        start=start,
        end=end if span and span.is_range else start,
        is_current=span is not None and span.is_current,
        dates=after[span.begin : span.stop].strip() if span else "",
        place=replace(quote.place, start=begin + found.start(), end=begin + stop),
    )
