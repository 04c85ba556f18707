"""Every judgement number says what it is, and its method page names it."""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

FIELDS = {"value", "unit", "low", "high", "source", "note"}


def flatten(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The assumptions of the file by dotted name, read apart from the code that uses them."""
    if "value" in table:
        yield prefix, table
        return
    for key, inner in table.items():
        yield from flatten(inner, f"{prefix}.{key}" if prefix else key)


@pytest.fixture(scope="module")
def entries(root: Path) -> dict[str, dict[str, Any]]:
    text = (root / "src" / "cairn" / "assumptions.toml").read_text(encoding="utf-8")
    return dict(flatten(tomllib.loads(text)))


def test_every_assumption_has_every_field(entries: dict[str, dict[str, Any]]) -> None:
    incomplete = {name: sorted(FIELDS - set(one)) for name, one in entries.items() if set(one) != FIELDS}
    assert incomplete == {}


def test_every_assumption_says_something_in_its_words(entries: dict[str, dict[str, Any]]) -> None:
    silent = [name for name, one in entries.items() if not (one["note"].strip() and one["source"].strip())]
    assert silent == []


def test_every_range_is_a_range(entries: dict[str, dict[str, Any]]) -> None:
    outside = [name for name, one in entries.items() if not one["low"] <= one["value"] <= one["high"]]
    assert outside == []


def test_every_assumption_is_named_on_a_method_page(entries: dict[str, dict[str, Any]], root: Path) -> None:
    """A page names one as `level.growth`, or several as `effort.*`."""
    pages = "\n".join(one.read_text(encoding="utf-8") for one in (root / "docs" / "method").glob("*.md"))
    named = set(re.findall(r"`([a-z][\w.*-]+)`", pages)) - {"*"}
    missing = [name for name in entries if not any(fnmatchcase(name, pattern) for pattern in named)]
    assert missing == []
