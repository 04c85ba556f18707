"""A document in blocks, the one thing every renderer prints.

Text is a tuple of spans: plain words, or a `Figure`, a number that opens into
its derivation. A chart carries the table of the same facts, so no reader
depends on seeing it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.provenance import Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as shown, and where it comes from."""

    shown: str
    derivation: Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Words that carry the sentence."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Words to be typed as they stand."""

    text: str


Span = str | Figure | Strong | Code
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `tone` sets asides and warnings apart."""

    spans: Spans
    tone: Literal["plain", "lede", "aside", "warning"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A large number with a small label above it and, if need be, a small line under it."""

    label: str
    value: Span
    note: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The answer at a glance: a badge in words, then facts in a row."""

    badge: str
    is_good: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headed columns; `numeric` are the indexes of columns set right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list entry: what, when, and small lines under it, each a sentence or two."""

    head: Spans
    when: Span = ""
    note: Spans = ()
    more: tuple[Spans, ...] = ()
    can_tick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; ordered where the order means something."""

    items: tuple[Item, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """Held (with its range) against required, levels 0–5; `text` for what remains."""

    label: str
    held: Figure
    low: float
    high: float
    required: Figure
    text: Spans
    note: Spans = ()
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsChart:
    """Held against required, a row a skill."""

    caption: str
    rows: tuple[LevelRow, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of work on the roadmap, drawn in `spans` of days worked in.

    `is_critical` bars decide the finish; `slack_weeks` is the room of the others.
    `stone` is the milestone at its end; `after` are labels of bars it waits for.
    """

    label: str
    spans: tuple[tuple[date, date], ...]
    is_critical: bool
    slack_weeks: int
    stone: str
    detail: Spans
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapChart:
    """Bars on a time axis by horizon, with time away and the deadline.

    `ends` are milestones that stand for no one bar.
    """

    caption: str
    first: date
    last: date
    bars: tuple[Bar, ...]
    away: tuple[tuple[date, date], ...]
    deadline: date | None
    horizons: tuple[tuple[str, date], ...]
    table: Table
    ends: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPoint:
    """One week: hours planned and hours there are, own time and work time apart."""

    monday: date
    planned: float
    capacity: float
    at_work: float
    is_away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChart:
    """Hours by week against what there is."""

    caption: str
    points: tuple[LoadPoint, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section, over the blocks up to the next one."""

    text: str
    id: str


Block = Heading | Paragraph | Facts | Table | Items | LevelsChart | RoadmapChart | LoadChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part; `id` is stable, for links and tests. `is_detail` folds away.

    `short` is the title as a list of contents words it.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    is_detail: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report: `eyebrow` above the title, `stones` for the cairn ornament."""

    title: str
    eyebrow: str
    lede: Spans
    sections: tuple[Section, ...]
    credits: tuple[str, ...]
    made_on: date
    stones: int = 0
    language: str = "en"
