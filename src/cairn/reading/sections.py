"""Lines → sections: where a heading stands, and of what kind each part is.

A heading is told by its words and by the style that the document's sure headings share,
so that “Training” in a list of skills does not begin a section. Parts without headings
are told by what their lines hold.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from cairn.reading.dates import find_spans
from cairn.reading.lines import Line
from cairn.reading.rails import heading_kind, is_date_text, normal, organisation_score, title_score
from cairn.reading.vocabulary import HEADINGS, SectionKind

_SURE: tuple[SectionKind, ...] = (
    "experience",
    "education",
    "skills",
    "certificates",
    "projects",
    "volunteering",
)
_INLINE = re.compile(r"([^\W\d_][\w '’&/-]{2,40}?)\s*[:：]\s+(?=\S)")
_INLINE_KINDS: tuple[SectionKind, ...] = (
    "skills", "languages", "interests", "education", "certificates", "references",
    "summary", "awards", "volunteering", "experience",
)  # fmt: skip


_GAP = 0.3
# Behind a blank line these labels begin something new even among projects, where “Tools: …” would not.
_KEEP_LABELS = frozenset({"education", "projects", "certificates"})
_PLAIN_LABELS = ("skills", "languages", "interests", "references")

# words that hardly stand alone on a line of plain text unless they head a section
_PLAIN_HEADINGS = frozenset({
    "languages", "interests", "hobbies", "references", "certifications", "certificates", "awards",
    "publications",
    "summary", "volunteering", "sprachen", "hobbys", "zertifikate", "langues", "idiomas", "języki",
})  # fmt: skip


@dataclass(slots=True)
class Section:
    """A part of the document; `kind` "header" is what stands before any heading.

    `leads`: its first line is known to begin an entry, by what it tells.
    """

    kind: SectionKind | str
    title: str = ""
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)
    leads: bool = False


def tail(line: Line, offset: int) -> Line:
    """The rest of a line from `offset` on, still placed."""
    rest = line.text[offset:]
    offset += len(rest) - len(rest.lstrip())
    return replace(
        line,
        text=line.text[offset:],
        start=line.start + offset,
        breaks=tuple(at - offset for at in line.breaks if at > offset),
        marker="",
        gap=0,
    )


def head(line: Line, offset: int) -> Line:
    """A line up to `offset`."""
    return replace(
        line, text=line.text[:offset].rstrip(), breaks=tuple(at for at in line.breaks if at < offset)
    )


def find_sections(lines: tuple[Line, ...]) -> list[Section]:
    """The document's sections in order; the first is the header."""
    signs = _heading_signs(lines)
    stated = {heading_kind(line.text) for line in lines if _is_heading(line, signs)}
    sections = [Section("header")]
    flow = lines[0].flow if lines else 0
    for at, line in enumerate(lines):
        if line.flow != flow:
            flow = line.flow
            sections.append(Section("header"))
        for piece in _label_split(line, signs, sections[-1].kind):
            _place_line(sections, piece, signs, stated, is_first=at == 0)
    return [section for section in sections if section.lines or section.heading]


def _place_line(
    sections: list[Section], line: Line, signs: "_Signs", stated: set[SectionKind | None], *, is_first: bool
) -> None:
    current = sections[-1]
    kind = heading_kind(line.text)
    if kind and _is_heading(line, signs):
        sections.append(Section(kind, normal(line.text), line))
    elif not is_first and _is_unknown_heading(line, signs):
        sections.append(Section(_kind_of_unknown(line), normal(line.text), line))
    elif inline := _inline_heading(line, current, stated):
        name, rest = inline
        sections.append(Section(name, normal(line.text.split(":")[0]), None, [rest]))
        sections.append(Section(current.kind, current.title))
    else:
        current.lines.append(line)


def _kind_of_unknown(line: Line) -> SectionKind:
    return heading_kind(line.text) or "other"


# ------------------------------------------------------------------ the style of headings


@dataclass(frozen=True, slots=True)
class _Signs:
    """The styles sure headings have, the body's style, and whether they differ."""

    headings: frozenset[tuple[str, bool]]
    body: tuple[str, bool]
    body_size: float
    is_styled: bool
    levels: frozenset[int]


def _sign(line: Line) -> tuple[str, bool]:
    letters = [mark for mark in line.text if mark.isalpha()]
    is_caps = len(letters) > 2 and any(map(str.isupper, letters)) and not any(map(str.islower, letters))
    return line.look, is_caps


def _heading_signs(lines: tuple[Line, ...]) -> _Signs:
    weights: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        weights[_sign(line)] += len(line.text)
    body = weights.most_common(1)[0][0] if weights else ("", False)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    sure = [line for line in lines if not line.marker and _is_sure(line, body, sizes)]
    styled = [line for line in sure if _sign(line) != body]
    return _Signs(
        frozenset(_sign(line) for line in (styled or sure)),
        body,
        sizes.most_common(1)[0][0] if sizes else 0,
        len(styled) >= max(1, len(sure) // 3) and bool(styled),
        frozenset(line.level for line in sure if line.level),
    )


def _is_sure(line: Line, body: tuple[str, bool], sizes: Counter[float]) -> bool:
    """A heading by its exact words, or by its last word and a style that stands out."""
    first = line.cells[0]
    if normal(first) in HEADINGS:
        return HEADINGS[normal(first)] in _SURE
    usual = sizes.most_common(1)[0][0]
    stands_out = _sign(line) != body and (line.bold or line.size > usual + 0.9 or _sign(line)[1])
    return stands_out and heading_kind(line.text) in _SURE and len(line.text.split()) <= 4


def _is_heading(line: Line, signs: _Signs) -> bool:
    kind = heading_kind(line.text)
    if not kind or (line.marker and not line.level):
        return False
    is_exact = normal(line.text) in HEADINGS
    if is_exact and not line.look and normal(line.text) in _PLAIN_HEADINGS and "\t" not in line.text:
        return True
    if line.level and signs.levels:
        return line.level in signs.levels or is_exact
    if signs.is_styled:
        return _sign(line) in signs.headings or (is_exact and line.size > signs.body_size + 0.9)
    sign = _sign(line)
    stands_out = sign != signs.body or line.gap > 0.3 or line.text.rstrip().endswith(":") or line.level > 0
    return (is_exact and (stands_out or kind in _SURE)) or (
        stands_out and sign in signs.headings and line.gap > 0
    )


def _is_unknown_heading(line: Line, signs: _Signs) -> bool:
    """A heading of words we do not know, told by wearing the headings' style."""
    if line.level and line.level in signs.levels:
        return True
    sign = _sign(line)
    if (
        not signs.is_styled
        or sign not in signs.headings
        or sign == signs.body
        or line.marker
        or "\t" in line.text
    ):
        return False
    words = line.text.split()
    is_larger = line.size > signs.body_size + 0.9
    if (
        len(words) > 6
        or re.search(r"\d|@|[,;|]", line.text)
        or not (is_larger or (sign[1] and len(line.text) >= 8))
    ):
        return False
    return title_score(line.text) < 2 and organisation_score(line.text) < 2 and not is_date_text(line.text)


def _label_split(line: Line, signs: _Signs, current: str) -> Iterator[Line]:
    """A heading in the left rail parted from the row it stands beside."""
    first, mark, _ = line.text.partition("\t")
    if mark and not line.marker and HEADINGS.get(normal(first), current) != current:
        label = head(replace(line, look=_look_at_start(line)), len(first))
        if _is_heading(label, signs) or HEADINGS[normal(first)] in _SURE:
            yield replace(label, look=next(iter(signs.headings))[0] if signs.headings else label.look)
            yield tail(line, len(first) + 1)
            return
    yield line


def _look_at_start(line: Line) -> str:
    return line.look


def _inline_heading(
    line: Line, current: Section, stated: set[SectionKind | None]
) -> tuple[SectionKind, Line] | None:
    """`Skills: Go, Java` where the document has no heading for skills."""
    found = _INLINE.match(line.text)
    if not found or line.marker:
        return None
    kind = HEADINGS.get(normal(found[1]))
    is_apart = line.gap > _GAP and normal(found[1]).endswith(_PLAIN_LABELS)
    if current.kind == "skills" or (current.kind in _KEEP_LABELS and not is_apart):
        return None
    if kind == "experience" and not any(
        span.is_range for span in find_spans(line.text, today=date(2100, 1, 1))
    ):
        return None
    if kind not in _INLINE_KINDS or kind in stated or (current.kind == "experience" and line.indent > 0.5):
        return None
    return kind, tail(line, found.end())
