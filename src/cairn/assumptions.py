"""Judgement numbers, kept in one file with their range, source and note.

Code asks for an assumption by its dotted name and gets a derivation leaf, so the
number shows up wherever it was used. A person can override any of them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from cairn.errors import BadInput
from cairn.provenance import Derivation, Estimate, Source, leaf_estimate

_FIELDS = ("value", "unit", "low", "high", "source", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One judgement number; the true value is believed to lie in `low`..`high`."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    note: str
    is_overridden: bool = False


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All judgement numbers by dotted name."""

    by_name: Mapping[str, Assumption]

    def __getitem__(self, name: str) -> Derivation:
        """The assumption as a leaf with its range."""
        found = self.by_name[name]
        kind = "your own number" if found.is_overridden else "Cairn's assumptions"
        source = Source(kind="assumption", name=kind, detail=f"{name}: {found.note} ({found.source})")
        estimate = Estimate(value=found.value, low=found.low, high=found.high, source=source)
        return leaf_estimate(found.note, estimate, unit=found.unit)

    def number(self, name: str) -> float:
        """The bare value, for choices that no printed number depends on."""
        return self.by_name[name].value

    def group(self, prefix: str) -> tuple[str, ...]:
        """The names below `prefix`, in file order, without it."""
        start = f"{prefix}."
        return tuple(name[len(start) :] for name in self.by_name if name.startswith(start))

    def override(self, changes: Mapping[str, float]) -> "Assumptions":
        """The same assumptions with some values the person's own.

        Raises:
            BadInput: a name that is not an assumption, or a value that is not a number.
        """
        changed = dict(self.by_name)
        for name, value in changes.items():
            if name not in changed:
                msg = f"“{name}” is not an assumption; `cairn assumptions` lists them."
                raise BadInput(msg)
            changed[name] = _overridden(changed[name], value)
        return Assumptions(changed)


def _overridden(old: Assumption, value: float) -> Assumption:
    if isinstance(value, bool) or not isinstance(value, int | float) or not Decimal(value).is_finite():
        msg = f"The assumption {old.name} takes a number, not {value!r}."
        raise BadInput(msg)
    return Assumption(
        name=old.name,
        value=float(value),
        low=min(float(value), old.low),
        high=max(float(value), old.high),
        unit=old.unit,
        source="entered by you",
        note=old.note,
        is_overridden=True,
    )


@cache
def load_assumptions() -> Assumptions:
    """The assumptions that ship with Cairn."""
    text = (resources.files("cairn") / "assumptions.toml").read_text(encoding="utf-8")
    return Assumptions(dict(_flatten(tomllib.loads(text), "")))


def _flatten(table: Mapping[str, Any], prefix: str) -> list[tuple[str, Assumption]]:
    if "value" in table:
        given = {key: table.get(key, table["value"] if key in {"low", "high"} else "") for key in _FIELDS}
        return [(prefix, Assumption(name=prefix, **given))]
    found: list[tuple[str, Assumption]] = []
    for key, inner in table.items():
        found += _flatten(inner, f"{prefix}.{key}" if prefix else key)
    return found
