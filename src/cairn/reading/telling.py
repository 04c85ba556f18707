"""Pasted paragraphs: the head of a job and what is told of it on one line, parted.

“Reporter at the Clyde Courier, 2016 to now. I file three stories a day …” is a head and a
body. Years inside the body would else be taken for the dates of the job.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cairn.reading.dates import find_spans
from cairn.reading.lines import Line
from cairn.reading.rails import is_sentence

_FAR = date(2100, 1, 1)
_STOP_AFTER_DATES = re.compile(r"\s*[)\]]?\s*(?:[.;]|(?<=\s)[-–—])\s+(?=[^\W\d_])")
_SENTENCE_BEFORE = re.compile(r"(?<=[^\W\d_]{3})[.;]\s+(?=(?:Currently|Now|Since|Presently|At present)\b)")
_MOST_HEAD_WORDS = 14
_FEWEST_TOLD_WORDS = 4
_TOLD = "•"


def part_told(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line, with what is told behind the dates of a head on a line of its own."""
    for line in lines:
        yield from _parts(line) if not line.marker and "\t" not in line.text else (line,)


def _parts(line: Line) -> Iterator[Line]:
    before = _SENTENCE_BEFORE.search(line.text)
    if before and _is_headlike(line.text[: before.start()]) and find_spans(line.text, today=_FAR):
        yield replace(line, text=line.text[: before.start()])
        line = replace(line, text=line.text[before.end() :], gap=0)
    cut = _end_of_head(line.text)
    if not cut:
        yield line
        return
    head, rest = line.text[: cut[0]], line.text[cut[1] :]
    yield replace(line, text=head)
    if _is_headed(rest):
        yield from _parts(replace(line, text=rest, gap=0))
    else:
        yield replace(line, text=rest, gap=0, marker=_TOLD)


def _end_of_head(text: str) -> tuple[int, int] | None:
    """Where a head with dates ends and the telling begins, or None."""
    for span in find_spans(text, today=_FAR):
        if not _is_headlike(text[: span.begin]):
            return None
        stop = _STOP_AFTER_DATES.match(text, span.stop)
        if stop and len(text[stop.end() :].split()) >= _FEWEST_TOLD_WORDS:
            closed = re.match(r"\s*[)\]]", text[span.stop :])
            return span.stop + (closed.end() if closed else 0), stop.end()
    return None


def _is_headlike(text: str) -> bool:
    return 0 < len(text.split()) <= _MOST_HEAD_WORDS and not is_sentence(text)


def _is_headed(text: str) -> bool:
    """Whether a stretch is a head of its own: short, with its dates at the end of its first sentence."""
    spans = find_spans(text, today=_FAR)
    if not spans or not _is_headlike(text[: spans[0].begin]):
        return False
    return not text[spans[0].stop :].strip(" .;)]") or bool(_STOP_AFTER_DATES.match(text, spans[0].stop))
