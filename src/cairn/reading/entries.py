"""A section's lines → entries: which lines head an entry and which tell of it.

Dates anchor the heads. How many lines stand before and after the date is learnt from the
section's first entry, whose beginning is never in doubt.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from cairn.reading.dates import Span, find_spans
from cairn.reading.lines import Line
from cairn.reading.rails import (
    is_date_text,
    is_place,
    is_sentence,
    organisation_score,
    starts_with_verb,
    title_score,
)
from cairn.reading.sections import head, tail

_MAX_HEAD_LINES = 3
_MAX_HEAD_WORDS = 16
_GAP = 0.3
_TOLD_CUT = re.compile(r":\s+(?=\S)|;\s+(?=\S)|(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])")


@dataclass(slots=True)
class Entry:
    """The lines that head an entry, its dates, and the lines that tell of it."""

    heads: list[Line]
    body: list[Line] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)

    @property
    def span(self) -> Span | None:
        """The entry's dates: a span before a lone date."""
        found = [span for spans in self.spans for span in spans]
        return next((span for span in found if span.is_range), found[0] if found else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A line with what was seen in it: its dates, whether it anchors or may head."""

    line: Line
    spans: tuple[Span, ...]
    anchors: bool
    may_head: bool


def find_entries(
    lines: list[Line], *, today: date, has_one_name: bool = False, leads: bool = False
) -> list[Entry]:
    """The entries of a section of dated or undated entries, in order.

    `has_one_name`: a head names one thing (a project, a paper), not two. `leads`: the first
    line is known to head an entry, even in lower case.
    """
    has_bulleted_heads = _has_bulleted_heads(lines, today)
    reads = [_read(line, today, allow_marker=has_bulleted_heads) for line in lines]
    if leads and reads:
        reads[0] = replace(reads[0], anchors=bool(reads[0].spans), may_head=True)
    anchors = [at for at, read in enumerate(reads) if read.anchors]
    starts = _starts(reads, anchors) if anchors else _undated_starts(reads)
    entries = [
        _entry(reads[start:stop], today, has_one_name=has_one_name)
        for start, stop in pairwise([*starts, len(reads)])
    ]
    loose = reads[: starts[0]] if starts else reads
    return [*([Entry([], [read.line for read in loose])] if loose else []), *entries]


def _has_bulleted_heads(lines: list[Line], today: date) -> bool:
    marked = [line for line in lines if line.marker]
    dated = [line for line in marked if any(span.is_range for span in find_spans(line.text, today=today))]
    return len(dated) > 0.6 * len(marked) and len(marked) > 0.5 * len(lines)


def _read(line: Line, today: date, *, allow_marker: bool) -> _Read:
    spans = tuple(find_spans(line.text, today=today))
    is_marked = bool(line.marker) and not allow_marker
    anchors = bool(spans) and not is_marked and _is_anchor(line, spans)
    return _Read(line, spans, anchors, anchors or (not is_marked and may_head(line)))


def may_head(line: Line) -> bool:
    """Whether a line without dates could belong to the head of an entry."""
    text = line.text
    if is_sentence(text) or (text[:1].islower() and not line.bold):
        return False
    if not text[:1].isalnum() and text[:1] not in "“\"'(":
        return False
    return len(text.split()) <= _MAX_HEAD_WORDS - 2


def _is_anchor(line: Line, spans: tuple[Span, ...]) -> bool:
    """Dates at the end or beginning of a short line, in a cell of their own, or before a colon."""
    text = line.text
    first, last = spans[0], spans[-1]
    before = text[: first.begin].strip()
    after = text[first.stop :].strip(" )]\t")
    own_cell = any(is_date_text(cell) for cell in text.split("\t")) and "\t" in text
    if text[:1].islower() and not is_date_text(text) and not own_cell:
        return False
    if len(before.split()) > _MAX_HEAD_WORDS or (
        starts_with_verb(text) and len(text.split()) > 5 and not first.is_range
    ):
        return False
    if before.endswith((" in", " by", " of", " for", " the", " since")) and "\t" not in text:
        return False
    at_end = not text[last.stop :].strip(" .)]\t")
    at_start = not before
    if any(span.is_range for span in spans):
        is_prose = is_sentence(before) and len(before.split()) > 7
        return not is_prose and (
            own_cell or at_end or at_start or after[:1] in ":,;.|·–—-(" or _is_tail(text, first, after)
        )
    return (
        own_cell
        or (at_start and len(after.split()) <= 10)
        or (at_end and not is_sentence(before) and _stands_apart(before))
    )


def _is_tail(text: str, span: Span, after: str) -> bool:
    """A span in brackets, or one followed by a place or a sentence of its own."""
    in_brackets = text[: span.begin].rstrip().endswith(("(", "[")) and text[span.stop :].lstrip().startswith(
        (")", "]")
    )
    return in_brackets or is_place(after) or after[:1].isupper()


def _stands_apart(before: str) -> bool:
    if before.count("(") > before.count(")") and not before.endswith("("):
        return False
    return (
        before.endswith((",", "|", "·", "–", "—", "-", "(", "•", ":", "\t", "[")) or len(before.split()) <= 8
    )


# ------------------------------------------------------------------ where entries begin


def _starts(reads: list[_Read], anchors: list[int]) -> list[int]:
    starts: list[int] = []
    usual = _before_first(reads, anchors[0])
    previous = -1
    for anchor in anchors:
        count = usual if previous < 0 else _before(reads, previous, anchor, usual)
        starts.append(anchor - count)
        previous = anchor
    return starts


def _before_first(reads: list[_Read], anchor: int) -> int:
    count = 0
    while count < min(anchor, _MAX_HEAD_LINES) and reads[anchor - count - 1].may_head:
        count += 1
        if (
            reads[anchor - count].line.gap > _GAP
            and count > 1
            and not _is_informative(reads[anchor - count - 1].line)
        ):
            break
    return count


def _before(reads: list[_Read], previous: int, anchor: int, usual: int) -> int:
    """How many lines before this anchor belong to its head."""
    room = reads[previous + 1 : anchor]
    count = 0
    while count < min(len(room), _MAX_HEAD_LINES) and room[len(room) - count - 1].may_head:
        count += 1
    if count == 0:
        return 0
    has_body = count < len(room)
    gaps = [at for at in range(1, count + 1) if reads[anchor - at].line.gap > _GAP]
    own_gap = reads[anchor].line.gap > _GAP
    if gaps:
        return gaps[-1] if usual >= gaps[-1] or has_body else gaps[0]
    if own_gap and not has_body:
        return 0
    if has_body and all(_is_informative(reads[anchor - at].line) for at in range(1, count + 1)):
        return count if _has_marks(room) else min(count, max(usual, 1) if usual else 0)
    return min(count, usual)


def _has_marks(room: list[_Read]) -> bool:
    return any(read.line.marker for read in room)


def _is_informative(line: Line) -> bool:
    return (
        line.bold
        or line.italic
        or title_score(line.text) >= 2
        or organisation_score(line.text) >= 1
        or is_place(line.text)
        or len(line.text.split()) <= 6
    )


def _undated_starts(reads: list[_Read]) -> list[int]:
    """Without any dates: a head is a line that may head, after the body of the one before."""
    starts: list[int] = []
    looks = {read.line.look for read in reads if read.line.marker}
    for at, read in enumerate(reads):
        above = reads[at - 1] if at else None
        is_new = above is None or not above.may_head or read.line.gap > _GAP
        differs = read.line.bold or read.line.look not in looks or title_score(read.line.text) >= 2
        if read.may_head and is_new and differs:
            starts.append(at)
    return starts


# ------------------------------------------------------------------ one entry


def _entry(reads: list[_Read], today: date, *, has_one_name: bool) -> Entry:
    """Part the lines from a head's first line up to the next entry into head and body."""
    anchor = next((at for at, read in enumerate(reads) if read.anchors), None)
    stop = 1 + (anchor if anchor is not None else 0)
    if anchor is None:
        while (
            stop < min(len(reads), _MAX_HEAD_LINES) and reads[stop].may_head and not reads[stop].line.marker
        ):
            stop += 1
    heads = [read.line for read in reads[:stop]]
    while stop < min(len(reads), _MAX_HEAD_LINES + 1) and (
        _belongs_to_head(heads, reads[stop], today, has_one_name=has_one_name)
        or (not has_one_name and _stands_before_bullets(heads, reads, stop, today))
    ):
        heads.append(reads[stop].line)
        stop += 1
    rest = [read.line for read in reads[stop:]]
    heads, said = _without_tail(heads, today)
    entry = Entry(heads, [*said, *rest])
    entry.spans = [find_spans(line.text, today=today) for line in heads]
    return entry


def _belongs_to_head(heads: list[Line], read: _Read, today: date, *, has_one_name: bool) -> bool:
    """Whether the line after the dates still names the title, employer or place."""
    words = [_without_spans(line, today) for line in heads]
    told = [text for text in words if text and not is_place(text)]
    text = read.line.text
    if is_place(text) and not read.line.marker:
        return True
    if not told:
        return not starts_with_verb(text) and len(text.split()) <= _MAX_HEAD_WORDS
    if has_one_name or read.line.marker or not read.may_head or len(told) > 1:
        return False
    if (
        title_score(told[0]) >= 2
        and organisation_score(told[0]) >= 2
        and any(mark in told[0] for mark in ",|·–—\t")
    ):
        return False
    has_both = any(
        mark in told[0].strip(" ,|·") for mark in (", ", " | ", " · ", " – ", " — ", " at ", "\t", " @ ")
    )
    evidence = max(title_score(text), organisation_score(text)) >= 1.2 or read.line.italic or read.line.bold
    if has_both:
        return _names_the_other(told[0], text) or (heads[-1].bold and read.line.italic)
    return evidence or (len(text.split()) <= 7 and not starts_with_verb(text))


def _stands_before_bullets(heads: list[Line], reads: list[_Read], at: int, today: date) -> bool:
    """A short line between a dated line of one doubtful name and the bullets names the other."""
    read, following = reads[at], reads[at + 1] if at + 1 < len(reads) else None
    names = [text for line in heads if (text := _without_spans(line, today))]
    if read.line.marker or not read.may_head or not following or len(names) != 1:
        return False
    if following.may_head and not following.line.marker:
        return False
    told = names[0]
    is_whole = title_score(told) >= 2 and organisation_score(told) < 2 and not re.search(r"[|·•–—]", told)
    return (
        is_whole
        and told.count(",") == 1
        and len(read.line.text.split()) <= 8
        and not starts_with_verb(read.line.text)
    )


def _names_the_other(told: str, text: str) -> bool:
    """Whether `text` plainly names the field that `told` does not hold."""
    is_title = title_score(told) < 2 <= title_score(text)
    return is_title or (organisation_score(told) < 1.2 and organisation_score(text) >= 2 > title_score(text))


def _without_spans(line: Line, today: date) -> str:
    text = line.text
    for span in reversed(find_spans(text, today=today)):
        text = text[: span.begin] + " " + text[span.stop :]
    return text.strip(" ,;:|·•()[]–—-\t")


def _told_after(text: str) -> int:
    """Where what is told begins in the words behind leading dates: `Baker, Hill Bread: rolls`."""
    bare = text.lstrip(" :,–—-|·\t")
    found = _TOLD_CUT.search(bare)
    named = bare[: found.start()] if found else ""
    if not found or is_sentence(named) or max(title_score(named), organisation_score(named)) < 1.2:
        return 0
    return len(text) - len(bare) + found.end()


def _without_tail(heads: list[Line], today: date) -> tuple[list[Line], list[Line]]:
    """Cut what is told after the dates of the last dated line off the head."""
    for at, line in enumerate(heads):
        spans = find_spans(line.text, today=today)
        if not spans:
            continue
        stop = spans[-1].stop
        after = line.text[stop:].lstrip(" )]")
        offset = stopped = len(line.text) - len(after)
        if not line.text[: spans[0].begin].strip():
            told = _told_after(after)
            if told:
                cut = len(line.text) - len(after) + told
                return [*heads[:at], head(line, cut), *heads[at + 1 :]], [tail(line, cut)]
            if not is_sentence(after):
                return heads, []
        aside = re.match(r"\([^()]{1,30}\)\s*(?=[:;.])", after)
        if aside:
            offset, stopped, after = offset + aside.end(), stopped + aside.end(), after[aside.end() :]
        if after.startswith((":", ";", ".", "—", "–", "-")):
            offset += 1
            after = after[1:]
            stopped = offset if line.text[offset - 1] not in ";." else stopped
            is_told = line.text[offset - 1] in ":;." or len(after.split()) > 7
        else:
            is_told = (
                is_sentence(after)
                or (after.rstrip().endswith(".") and len(after.split()) > 2)
                or starts_with_verb(after)
            )
        if is_told and after.strip():
            return [*heads[:at], head(line, stopped), *heads[at + 1 :]], [tail(line, offset)]
    return heads, []
