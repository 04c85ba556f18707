"""Figures: making them, finding them in a document, and writing each one once.

Equal derivations are one entry. An entry's computed inputs stand inside it where
nothing else uses them and are referred to by number where something does, so the
whole of a report's reasoning is printed without repeating itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from cairn.provenance import Derivation, LeafKind, Rule, Source, leaf
from cairn.report.document import Code, Document, Figure, Strong

SUM_OF_PARTS = Rule(name="sum", label="Sum", formula="sum(parts)")


def counted(shown: str, label: str, count: float, *, of: str) -> Figure:
    """A number that was counted off a list; `of` says which."""
    return Figure(shown=shown, derivation=leaf(label, count, source=_source("counted", "counted", of)))


def solved_day(shown: str, label: str, day: date, *, today: date, why: str) -> Figure:
    """A date the schedule gave, as days from `today`, with what holds it there."""
    source = _source("solved", "the schedule", why)
    value = (day - today).days
    return Figure(shown=shown, derivation=leaf(label, value, source=source, unit=f"days after {today}"))


def entered(shown: str, label: str, value: float, *, unit: str = "", detail: str = "") -> Figure:
    """A number the person gave with the request."""
    source = _source("entered", "your terms", detail)
    return Figure(shown=shown, derivation=leaf(label, value, source=source, unit=unit))


def solved(shown: str, label: str, value: float, *, unit: str, why: str) -> Figure:
    """A number the schedule or a search over schedules gave."""
    source = _source("solved", "the schedule", why)
    return Figure(shown=shown, derivation=leaf(label, value, source=source, unit=unit))


def _source(kind: LeafKind, name: str, detail: str) -> Source:
    return Source(kind=kind, name=name, detail=detail)


def plain(spans: Any) -> str:  # noqa: ANN401 - one span or a row of them
    """The words of a span or of several, figures as shown."""
    match spans:
        case str():
            return spans
        case Figure(shown=shown):
            return shown
        case Strong(text=text) | Code(text=text):
            return text
        case _:
            return "".join(map(plain, spans))


def figures_of(part: Any) -> Iterator[Figure]:  # noqa: ANN401 - any value of a document
    """Every figure of a document or of a part of it, in reading order."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from figures_of(inner)
    elif is_dataclass(part) and not isinstance(part, Strong | Code):
        for name in _field_names(type(part)):
            yield from figures_of(getattr(part, name))


_NAMES: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields that can hold a figure (a cache: it is asked for every block)."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(
            one.name for one in fields(kind) if one.type not in {str, bool, int, float, date}
        )
    return _NAMES[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One distinct derivation: `parts` are its inputs as numbers of entries.

    An input name may stand for several. `uses` counts the places that need it.
    """

    number: int
    derivation: Derivation
    parts: tuple[tuple[str, tuple[int, ...]], ...]
    low: int | None
    high: int | None


class Numbers:
    """All distinct derivations of a document, each with a number, inputs before what rests on them.

    `roots` are the ones a figure opens; `is_own` tells which entries are written
    on their own: roots, and whatever two entries share.
    """

    def __init__(self, document: Document) -> None:
        self.entries: list[Entry] = []
        self._by_identity: dict[int, tuple[int, Derivation]] = {}  # holding it keeps its identity its own
        self._by_content: dict[tuple[object, ...], int] = {}
        self._uses: Counter[int] = Counter()
        self.roots = {self.number_of(figure.derivation): None for figure in figures_of(document)}
        self._place = {number: place for place, number in enumerate(self._written(), start=1)}
        self._home = {self.entries[number].derivation.source: place for number, place in self._place.items()}

    def number_of(self, derivation: Derivation) -> int:
        """The entry of a derivation, made if it is new."""
        known = self._by_identity.get(id(derivation))
        if known is not None:
            return known[0]
        parts = tuple(
            (name, tuple(map(self.number_of, (given,) if isinstance(given, Derivation) else given)))
            for name, given in derivation.inputs
        )
        low, high = (self.number_of(end) if end else None for end in (derivation.low, derivation.high))
        number = self._intern(derivation, parts, low, high)
        self._by_identity[id(derivation)] = (number, derivation)
        return number

    def _intern(
        self,
        derivation: Derivation,
        parts: tuple[tuple[str, tuple[int, ...]], ...],
        low: int | None,
        high: int | None,
    ) -> int:
        words = (derivation.label, derivation.value, derivation.unit, derivation.formula, derivation.note)
        key = (*words, derivation.source, parts, low, high)
        if key in self._by_content:
            return self._by_content[key]
        number = len(self.entries)
        self._by_content[key] = number
        self.entries.append(Entry(number=number, derivation=derivation, parts=parts, low=low, high=high))
        self._uses.update({one for _, several in parts for one in several})
        return number

    def is_own(self, number: int) -> bool:
        """Whether an entry is written by itself instead of inside the one that uses it."""
        return number in self._place

    def place_of(self, number: int) -> int:
        """The printed number of an entry that is written by itself, from 1."""
        return self._place[number]

    def home_of(self, number: int) -> int | None:
        """The printed number to read on at: its own, or for a leaf one of the very same source.

        None where the entry stands inside the one that uses it.
        """
        source = self.entries[number].derivation.source
        return self._place.get(number) or (self._home.get(source) if source else None)

    def own_entries(self) -> Iterator[Entry]:
        """The entries written by themselves, in printed order."""
        return (self.entries[number] for number in self._place)

    def _written(self) -> Iterator[int]:
        """Roots in reading order, then what several entries share, nearest first."""
        yield from self.roots
        waiting, seen = list(self.roots), set(self.roots)
        for number in waiting:
            for one in self._below(number):
                if one in seen:
                    continue
                seen.add(one)
                waiting.append(one)
                if self._uses[one] > 1 and self.entries[one].parts:
                    yield one

    def _below(self, number: int) -> Iterator[int]:
        entry = self.entries[number]
        for _, several in entry.parts:
            yield from several
        yield from (end for end in (entry.low, entry.high) if end is not None)
