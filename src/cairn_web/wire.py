"""Values of `cairn` as JSON and back, each derivation once.

A document shares derivations between many figures; written out as trees it would
be a hundred times as large. So they stand in a table, inputs first, and a value
refers to them by number. Decoding builds only the value classes listed here.
"""

import importlib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from cairn.provenance import Derivation
from cairn.units import Month

_MODULES = (
    "cairn.errors",
    "cairn.units",
    "cairn.provenance",
    "cairn.catalogue.values",
    "cairn.reading.values",
    "cairn.report.document",
)
# What only the long work of a child and the pages over time ask for; loaded when a value needs it.
_FURTHER_MODULES = (
    "cairn.goals.values",
    "cairn.gap.values",
    "cairn.profile.values",
    "cairn.plan.week_times",
    "cairn.plan.problem",
    "cairn.plan.values",
    "cairn.schedule.timeline",
    "cairn.review.values",
    "cairn.report.bundle",
)


def to_json(value: object) -> dict[str, Any]:
    """The value with its table of derivations."""
    writer = _Writer()
    held = writer.write(value)
    return {"derivations": writer.table, "value": held}


def from_json(held: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever value was written
    """The value that `to_json` wrote.

    Raises:
        ValueError: it names a class that no value has, or lacks a field.
    """
    try:
        return _Reader(held["derivations"]).read(held["value"])
    except (KeyError, TypeError, IndexError) as error:
        msg = f"wire: not a value of ours ({error})"
        raise ValueError(msg) from error


@cache
def _classes(modules: tuple[str, ...]) -> Mapping[str, type]:
    found: dict[str, type] = {}
    for name in modules:
        module = importlib.import_module(name)
        found |= {
            one.__name__: one
            for one in vars(module).values()
            if isinstance(one, type) and is_dataclass(one) and one.__module__ == name
        }
    return found


def _class_of(name: str) -> type | None:
    near = _classes(_MODULES).get(name)
    return near or _classes(_FURTHER_MODULES).get(name)


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in fields(kind))


class _Writer:
    def __init__(self) -> None:
        self.table: list[Any] = []
        self._numbers: dict[int, tuple[int, Derivation]] = {}

    def write(self, value: Any) -> Any:  # noqa: ANN401, PLR0911 - any part of a value, a line each
        match value:
            case None | bool() | int() | float() | str():
                return value
            case tuple():
                return [self.write(one) for one in value]
            case Derivation():
                return {"#": self._number(value)}
            case date():
                return {"day": value.isoformat()}
            case time():
                return {"time": value.isoformat()}
            case Decimal():
                return {"decimal": str(value)}
            case Month():
                return {"month": [value.year, value.month]}
            case frozenset():
                return {"set": sorted(map(self.write, value))}
            case Mapping():
                return {"map": [[key, self.write(held)] for key, held in value.items()]}
            case _:
                return self._fields(value)

    def _fields(self, value: Any) -> dict[str, Any]:  # noqa: ANN401 - one of our values
        name = type(value).__name__
        kind = _class_of(name)
        if kind is None or kind is not type(value):
            msg = f"wire: {name} is not a value that is kept"
            raise ValueError(msg)
        out: dict[str, Any] = {"is": name}
        for field, default in _defaults(kind):  # type: ignore[arg-type]  # a class is hashable
            held = getattr(value, field)
            if default is MISSING or held != default:
                out[field] = self.write(held)
        return out

    def _number(self, one: Derivation) -> int:
        known = self._numbers.get(id(one))
        if known is None:
            held = self._fields(one)  # its inputs come first
            known = (len(self.table), one)
            self.table.append(held)
            self._numbers[id(one)] = known
        return known[0]


class _Reader:
    def __init__(self, table: list[Any]) -> None:
        self._made: list[Derivation] = []
        for held in table:
            self._made.append(self.read(held))

    def read(self, held: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(held, list):
            return tuple(map(self.read, held))
        if not isinstance(held, dict):
            return held
        if "is" in held:
            kind = _class_of(held["is"])
            if kind is None:
                raise KeyError(held["is"])
            return kind(**{name: self.read(one) for name, one in held.items() if name != "is"})
        ((tag, one),) = held.items()
        return self._tagged(tag, one)

    def _tagged(self, tag: str, one: Any) -> Any:  # noqa: ANN401 - any JSON value
        match tag:
            case "#":
                return self._made[one]
            case "day":
                return date.fromisoformat(one)
            case "time":
                return time.fromisoformat(one)
            case "decimal":
                return Decimal(one)
            case "month":
                return Month(*one)
            case "set":
                return frozenset(map(self.read, one))
            case "map":
                return {key: self.read(inner) for key, inner in one}
        msg = f"wire: unknown mark {tag!r}"
        raise ValueError(msg)
