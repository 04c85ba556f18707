"""Experience, volunteering and project sections → experiences."""

import re
from dataclasses import replace
from datetime import date

from cairn.errors import Place
from cairn.reading.dates import DURATION
from cairn.reading.entries import Entry, find_entries
from cairn.reading.heads import HeadFields, read_heads, read_names
from cairn.reading.lines import Line, quote_lines
from cairn.reading.rails import (
    is_date_text,
    is_place,
    organisation_score,
    title_score,
)
from cairn.reading.values import Experience, ExperienceKind, Quote
from cairn.reading.vocabulary import CARE_WORDS, VOLUNTEER_WORDS
from cairn.units import Month

_TIMES = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|evenings?")
_UNPAID = re.compile(r"(?i)(?:trustee|(?:school|parent) governor|scout leader)\b")
_UNPAID_BODY = re.compile(
    r"(?i)\b(?:parent council|parent[- ]teacher|parents['’]? association|pta|residents['’]? association)\b"
)


def head_place(heads: list[Line]) -> Place:
    """The place of several lines as one."""
    first, last = heads[0], heads[-1]
    return (
        replace(first.place, end=max(line.place.end for line in heads)) if last is not first else first.place
    )


def read_experiences(
    lines: list[Line], kind: ExperienceKind, *, today: date, leads: bool = False
) -> tuple[list[Experience], list[Line]]:
    """The experiences of a section, and the lines that belong to none.

    `leads`: the first line is known to head an experience.
    """
    entries = find_entries(lines, today=today, has_one_name=kind == "project", leads=leads)
    headed = [entry for entry in entries if entry.heads]
    loose = [line for entry in entries if not entry.heads for line in entry.body]
    fields = read_names(headed) if kind == "project" else [_parted_place(one) for one in read_heads(headed)]
    return _with_employers(headed, fields, kind, today), loose


def _parted_place(field: HeadFields) -> HeadFields:
    """`Harbour Insurance, Amersfoort`: a short last part beside a plain employer is its place.

    Several words in lower case are no employer; they tell what was done.
    """
    if field.organisation[:1].islower() and len(field.organisation.split()) > 2:
        return replace(field, organisation="", rest=((0, field.organisation), *field.rest))
    name, mark, rest = field.organisation.rpartition(", ")
    if mark and (rest[:1].islower() or _TIMES.fullmatch(rest)) and name[:1].isupper():
        return replace(field, organisation=name, rest=((0, rest), *field.rest))
    if not mark or field.location or len(rest.split()) > 2 or not rest[:1].isupper():
        return field
    if organisation_score(name) < 1.2 or max(organisation_score(rest), title_score(rest)) > 0:
        return field
    return replace(field, organisation=name, location=rest)


def _with_employers(
    entries: list[Entry], fields: list[HeadFields], kind: ExperienceKind, today: date
) -> list[Experience]:
    """Roles under one employer take its name; a line that only names the employer is no role."""
    out: list[Experience] = []
    group = HeadFields()
    for at, (entry, field) in enumerate(zip(entries, fields, strict=True)):
        following = fields[at + 1] if at + 1 < len(fields) else None
        if (
            kind != "project"
            and field.organisation
            and not field.title
            and not entry.body
            and following
            and not following.organisation
        ):
            group = field
            continue
        if _takes_employer(field, kind) and group.organisation:
            field = replace(field, organisation=group.organisation, location=field.location or group.location)  # noqa: PLW2901
        elif field.organisation:
            group = field
        out.append(_experience(entry, field, kind, today))
    return out


def _said_in_head(entry: Entry, field: HeadFields) -> tuple[Quote, ...]:
    """What a head says beyond name, employer, place and dates is told of the experience."""
    quotes = []
    for number, text in field.rest:
        line = entry.heads[number]
        at = line.text.find(text)
        if at >= 0 and len(text.split()) > 1:
            quotes.append(line.quote(at, at + len(text)))
    return tuple(quotes)


def _takes_employer(field: HeadFields, kind: ExperienceKind) -> bool:
    """A title alone stands under the employer above it, but a time of caring does not."""
    return (
        kind != "project" and bool(field.title) and not field.organisation and _kind_of(field, kind) != "care"
    )


def _experience(entry: Entry, field: HeadFields, kind: ExperienceKind, today: date) -> Experience:
    span = entry.span
    start, end = (span.start, span.end) if span else (None, None)
    if span and not span.is_range:
        end = start
    body = [
        line
        for line in entry.body
        if not (is_date_text(line.text) or (is_place(line.text) and not field.location))
    ]
    location = field.location or next((line.text for line in entry.body if is_place(line.text)), "")
    highlights = (*_said_in_head(entry, field), *quote_lines(body))
    leads = body and not body[0].marker and any(line.marker for line in body[1:])
    return Experience(
        kind=_kind_of(field, kind),
        title=field.title,
        organisation=field.organisation,
        location=location,
        start=start,
        end=end,
        is_current=span is not None and (span.is_current or (end is not None and end > Month.of(today))),
        dates=dates_text(entry),
        highlights=highlights,
        summary=quote_lines(body[:1])[0] if leads else None,
        place=head_place(entry.heads),
    )


def dates_text(entry: Entry) -> str:
    """The words of an entry's dates, without the duration some pages add."""
    for line, spans in zip(entry.heads, entry.spans, strict=True):
        for span in spans:
            if span == entry.span:
                return DURATION.sub("", line.text[span.begin : span.stop]).strip(" \t()[]·,")
    return ""


def _kind_of(field: HeadFields, kind: ExperienceKind) -> ExperienceKind:
    if kind == "job" and (
        _UNPAID.match(field.title) or _UNPAID_BODY.search(f"{field.title} {field.organisation}")
    ):
        return "volunteering"
    words = f"{field.title} {field.organisation}".casefold()
    if any(phrase in words for phrase in CARE_WORDS):
        return "care"
    if kind == "job" and any(re.search(rf"\b{re.escape(phrase)}\b", words) for phrase in VOLUNTEER_WORDS[:7]):
        return "volunteering"
    return kind
