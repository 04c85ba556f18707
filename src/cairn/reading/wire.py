"""Carry values over a pipe: frozen dataclasses to plain JSON values and back.

The child that read a hostile file is not trusted, so this is JSON and not pickle:
decoding can only build the types named by the field annotations.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from cairn.units import Month

T = TypeVar("T")


def to_wire(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value as dicts, lists, strings and numbers; defaults are left out."""
    if isinstance(value, Month):
        return [value.year, value.month]
    if isinstance(value, tuple):
        return [to_wire(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        out = {}
        for field in fields(value):
            held = getattr(value, field.name)
            if field.default is MISSING or held != field.default:
                out[field.name] = to_wire(held)
        return out
    return value


def from_wire(kind: type[T], wire: Any) -> T:  # noqa: ANN401 - any JSON value
    """Build a value of `kind` from what `to_wire` gave.

    Raises:
        ValueError: the data do not have the shape of `kind`.
    """
    return cast("T", _build(kind, wire))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, wire: Any) -> Any:  # noqa: ANN401 - a type form and any JSON value
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _build_tuple(arguments, wire)
    if origin is Literal and wire in arguments:
        return wire
    if origin is UnionType:
        return None if wire is None else _build(next(a for a in arguments if a is not NoneType), wire)
    if kind is Month and isinstance(wire, list):
        return Month(*(int(part) for part in wire))
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(wire, dict):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], held) for name, held in wire.items() if name in hints})
    if isinstance(kind, type) and isinstance(wire, kind):
        return wire
    msg = f"{wire!r:.60} is not a {kind}"
    raise ValueError(msg)


def _build_tuple(arguments: tuple[Any, ...], wire: Any) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(wire, list):
        msg = f"{wire!r:.60} is not a list"
        raise ValueError(msg)  # noqa: TRY004 - one kind of error for a wrong shape
    if arguments[-1] is Ellipsis:
        return tuple(_build(arguments[0], one) for one in wire)
    return tuple(_build(kind, one) for kind, one in zip(arguments, wire, strict=True))
