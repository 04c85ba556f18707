"""The head of an entry → title, organisation and place, by evidence and by vote.

Every way to read a head is a candidate with a score from word evidence. The ways are
named by their layout (“title on the first line, organisation on the second”); a second
round adds to a layout what the other entries of the section say for it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from cairn.reading.dates import DURATION, Span
from cairn.reading.entries import Entry
from cairn.reading.lines import Line
from cairn.reading.rails import is_place, organisation_score, place_score, starts_with_verb, title_score
from cairn.reading.vocabulary import LEGAL_FORMS

_STRONG = re.compile(
    r"\s*(?:\t|\s[|¦‖]\s?|\|| [·•∙▪‣◦] | [–—―] | - |\s{3,}|\s/\s{2,}|\s::\s|"
    r"(?<=[\u3040-\u9fff\uac00-\ud7a3]) (?=[\u3040-\u9fff\uac00-\ud7a3]))\s*"
)
_AT = re.compile(
    r"\s+(?:(?i:at|@|bei|chez|w firmie|presso)|with(?=\s+(?:the\s+)?[A-Z]))\s+(?:the\s+(?=[A-Z]))?|\s*@\s+"
)
_PREPOSITION = re.compile(r"\b(?:of|for|in|on|at|to|with|from|by|the|a|an|and)\b")
_OUTER = " ,;:|·•–—-\t"
_LINK_WORD = re.compile(r"(?i)^(?:link|github|demo|code|website|repo|source|live|url|view)$")
_STYLE_BONUS = 0.8
_VOTE = 2.0
_MISSING = 1.0
_ODD = 1.0
_WEEKDAY = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|evenings?")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s+(?=[^\W\d_a-z])|\s*$)")
_KIND_LABEL = re.compile(
    r"(?i)^(?:(?:part|full)[- ]time\s*[:,–-]|"
    r"(?:(?:current|previous|last|first|present) )?(?:job|role|position)\s*:|"
    r"(?:before(?: that)?|previously|now|currently|then|earlier|also)\s*:|(?:while|when) [^:]{2,25}:|"
    r"(?:before (?:that|this)|prior to (?:that|this)|previously|currently|earlier|at present)\b,?(?=\s))\s*"
)
_OFTEN = re.compile(r"(?i)^(?:weekends?|evenings?|nights?|mornings?)\s*,\s*(?=\S)")
_MOST_UNITS = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a head without dates and places."""

    text: str
    line: int
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFields:
    """What a head says; empty where it does not.

    `rest` are stretches that name none of these, each with the number of its line.
    """

    title: str = ""
    organisation: str = ""
    location: str = ""
    rest: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    title: str
    organisation: str
    layout: tuple[object, ...]
    score: float


Score = Callable[[str], float]


def read_heads(
    entries: list[Entry], *, title: Score = title_score, organisation: Score = organisation_score
) -> list[HeadFields]:
    """The fields of every head of one section.

    `title` and `organisation` score a text as the first and the second field; education
    reads its heads with other scores.
    """
    parted = [_part(entry) for entry in entries]
    options = [
        list(_readings(units, entry, title, organisation))
        for (units, _, _), entry in zip(parted, entries, strict=True)
    ]
    votes: Counter[tuple[object, ...]] = Counter()
    for readings in options:
        if readings:
            best = max(readings, key=lambda one: one.score)
            votes[best.layout] += max(1, round(best.score))
    whole = sum(votes.values()) or 1
    out = []
    for readings, (units, location, deeds) in zip(options, parted, strict=True):
        chosen = max(
            readings,
            key=lambda one: one.score + _VOTE * votes[one.layout] / whole,
            default=_Reading("", "", (), 0),
        )
        named = (_tidy(chosen.title), _tidy(chosen.organisation))
        rest = tuple((unit.line, unit.text) for unit in units if not _is_named(unit.text, named))
        out.append(HeadFields(title=named[0], organisation=named[1], location=location, rest=(*rest, *deeds)))
    return out


def _is_named(text: str, names: tuple[str, str]) -> bool:
    return any(text in name or (name and name in text) for name in names)


def read_names(entries: list[Entry]) -> list[HeadFields]:
    """Heads that name one thing, a project say: what stands first is its name."""
    out = []
    for entry in entries:
        units, place, deeds = _part(entry)
        told = [unit for unit in units if not _LINK_WORD.match(unit.text)]
        rest = tuple((unit.line, unit.text) for unit in told[1:])
        title = _tidy(told[0].text) if told else ""
        out.append(HeadFields(title=title, location=place, rest=(*rest, *deeds)))
    return out


def _tidy(text: str) -> str:
    text = _OFTEN.sub("", re.sub(r"\s+", " ", text.replace("\t", " ")).strip(_OUTER))
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return text.strip(_OUTER)


# ------------------------------------------------------------------ parting


def _part(entry: Entry) -> tuple[list[Unit], str, tuple[tuple[int, str], ...]]:
    """The units of a head, its place, and what it tells was done."""
    units: list[Unit] = []
    places: list[str] = []
    deeds: list[tuple[int, str]] = []
    for number, (line, spans) in enumerate(zip(entry.heads, entry.spans, strict=True)):
        for text, mark in _pieces(line, spans):
            kept, deed = split_deed(text)
            if deed:
                deeds.append((number, deed))
            kept, place = split_place(kept)
            if place:
                places.append(place)
            if kept:
                units.append(Unit(kept, number, mark))
    if not units and places:
        units.append(Unit(places.pop(0), 0))
    return units, places[0] if places else "", tuple(deeds)


def _pieces(line: Line, spans: list[Span]) -> Iterator[tuple[str, str]]:
    """The stretches of a line between dates and strong marks, each with the mark before it."""
    text = line.text
    for span in reversed(spans):
        before, after = text[: span.begin], text[span.stop :]
        closed = re.match(r"\s*[)\]]", after)
        if closed and re.search(r"[(\[]\s*$", before):
            before, after = re.sub(r"[(\[]\s*$", "", before), after[closed.end() :]
        text = f"{before}\t{after}"
    text = _KIND_LABEL.sub("", DURATION.sub("\t", text))
    text = _STOP.sub(lambda stop: stop[0] if _ends_short(text[: stop.start()]) else "\t", text)
    at, mark = 0, ""
    for found in [*_STRONG.finditer(text), None]:
        piece = text[at : found.start() if found else len(text)]
        if found and piece.count("(") > piece.count(")"):
            continue
        if re.search(r"\w", piece):
            yield _tidy(piece), mark
        if found:
            at, mark = found.end(), found[0].strip(" ") or " "


def _ends_short(before: str) -> bool:
    """Whether the stop after these words belongs to a legal form or title: `Corp.`, `Prof.`."""
    last = before.rsplit(maxsplit=1)[-1].casefold()
    return last in LEGAL_FORMS or last in {
        "prof",
        "dept",
        "univ",
        "bros",
        "sgt",
        "capt",
        "mrs",
        "inst",
        "assoc",
    }


def split_deed(text: str) -> tuple[str, str]:
    """A stretch without the part after a comma that tells what was done: `…, helps with papers`."""
    for found in re.finditer(r",\s+(?=[^\W\d_])", text):
        part = text[found.end() :]
        if part[0].islower() and _is_deed(part):
            return text[: found.start()], part
    return text, ""


def _is_deed(part: str) -> bool:
    """Whether words begin with a verb and name no title: not `sales assistant`."""
    words = part.split()
    before = _PREPOSITION.split(part)[0].split()
    is_verb = bool(re.fullmatch(r"[^\W\d_]+(?:(?<!s)s|ed|ing)", words[0])) or starts_with_verb(part)
    return len(words) > 2 and is_verb and all(title_score(word) < 2 for word in before[1:])


def split_place(text: str) -> tuple[str, str]:
    """A stretch without the place at its end, and the place."""
    if is_place(text):
        return "", text
    in_brackets = re.search(r"\(([^()]*)\)\s*$", text)
    if in_brackets and is_place(in_brackets[1]):
        return text[: in_brackets.start()].strip(_OUTER), in_brackets[1]
    parts = text.split(",")
    for count in (3, 2, 1):
        if len(parts) > count:
            place = ",".join(parts[-count:]).strip()
            score = place_score(place)
            if (
                score >= 2
                and (count == 1 or score == 3 or len(parts) > count + 1)
                and _is_real_place(parts, count)
            ):
                return ",".join(parts[:-count]).strip(_OUTER), place
    return text, ""


def _is_real_place(parts: list[str], count: int) -> bool:
    """Do not take an employer for the city of a country: “Acme Ltd, UK” is Acme Ltd in the UK."""
    first = parts[-count].strip()
    return organisation_score(first) < 2 and title_score(first) < 2


# ------------------------------------------------------------------ candidate readings


def _readings(units: list[Unit], entry: Entry, title: Score, organisation: Score) -> Iterator[_Reading]:
    def weigh(first: str, second: str) -> float:
        return (title(first) - 0.8 * organisation(first) if first else -_MISSING) + (
            organisation(second) - title(second) - _oddness(second) if second else -_MISSING
        )

    lines: dict[int, list[Unit]] = {}
    for unit in units[:_MOST_UNITS]:
        lines.setdefault(unit.line, []).append(unit)
    yield from _across_lines(lines, weigh)
    for order, members in enumerate(lines.values()):
        shape = len(lines), order
        unused = 0.6 * (len(lines) - 1)
        yield from _across_units(members, shape, weigh, unused)
        for at, unit in enumerate(members):
            yield from _within_unit(
                unit, (*shape, at, len(members)), _style_ends(entry.heads[unit.line]), weigh, unused, title
            )
    if len(units) == 1:
        yield _Reading(units[0].text, "", ("title",), weigh(units[0].text, ""))
        yield _Reading("", units[0].text, ("organisation",), weigh("", units[0].text))


Weigh = Callable[[str, str], float]


def _oddness(name: str) -> float:
    """Names of employers seldom begin in lower case, and a day of the week is none."""
    return _ODD if name[:1].islower() or _WEEKDAY.fullmatch(name) else 0.0


def _across_lines(lines: dict[int, list[Unit]], weigh: Weigh) -> Iterator[_Reading]:
    """One field a line; a line of several stretches is one field, or its first stretch."""
    texts = [_line_text(members) for members in lines.values()]
    for first, one in enumerate(texts):
        for second, other in enumerate(texts):
            if first != second:
                yield _Reading(
                    one,
                    other,
                    ("lines", len(texts), first, second),
                    weigh(one, other) - 0.3 * (abs(first - second) - 1),
                )


def _line_text(members: list[Unit]) -> str:
    text = members[0].text
    for unit in members[1:]:
        if unit.mark in {"–", "—", "-"}:
            text += f" {unit.mark} {unit.text}"
    return text


def _across_units(
    members: list[Unit], shape: tuple[int, ...], weigh: Weigh, unused: float
) -> Iterator[_Reading]:
    for first, one in enumerate(members):
        for second, other in enumerate(members):
            if first != second:
                distance = 0.3 * (abs(first - second) - 1) + 0.1 * min(first, second) + unused
                yield _Reading(
                    one.text,
                    other.text,
                    ("units", *shape, first, second),
                    weigh(one.text, other.text) - distance,
                )


def _within_unit(
    unit: Unit, shape: tuple[int, ...], style_ends: list[str], weigh: Weigh, unused: float, title: Score
) -> Iterator[_Reading]:
    at = _AT.search(unit.text)
    if at:
        left, right = unit.text[: at.start()], unit.text[at.end() :]
        # “editor at the Clyde Courier”: behind a title, “at” leads to the employer, whatever its words
        plain = title(left) if title(left) >= 2 and right[:1].isupper() else 0.0
        yield _Reading(left, right, ("at",), max(weigh(left, right), plain) + 1.5 - unused)
    parts = _comma_parts(unit.text)[:_MOST_UNITS]
    for cut in range(1, len(parts)):
        left, right = ", ".join(parts[:cut]), ", ".join(parts[cut:])
        bonus = _STYLE_BONUS if any(end.strip(_OUTER).endswith(left) for end in style_ends) else 0.0
        bonus -= unused
        yield _Reading(
            left,
            right,
            ("comma", *shape, 0),
            weigh(left, right) + bonus - 0.3 * (cut - 1) - 0.6 * (len(parts) - cut - 1),
        )
        yield _Reading(
            right,
            left,
            ("comma", *shape, 1),
            weigh(right, left) + bonus - 0.6 * (cut - 1) - 0.3 * (len(parts) - cut - 1),
        )


def _style_ends(line: Line) -> list[str]:
    """The beginnings of a line up to each change of style."""
    return [line.text[:at] for at in line.breaks]


def _comma_parts(text: str) -> list[str]:
    """Split at commas outside brackets; a legal form stays with its name."""
    cuts, depth = [], 0
    for at, mark in enumerate(text):
        depth += (mark == "(") - (mark == ")")
        if mark == "," and depth <= 0:
            cuts.append(at)
    parts = (
        [text[start:stop].strip(_OUTER) for start, stop in pairwise([0, *cuts, len(text)])]
        if cuts
        else [text]
    )
    out: list[str] = []
    for part in parts:
        if out and part.casefold().strip(".") in {form.strip(".") for form in LEGAL_FORMS}:
            out[-1] += f", {part}"
        elif part:
            out.append(part)
    return out
