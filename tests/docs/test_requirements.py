"""The pinned lists fit what we ask for, are complete, and carry no address."""

import importlib.metadata
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = ("base", "web", "dev")
Pins = dict[str, list[Requirement]]


def read_list(path: Path) -> Pins:
    """The pins of a list by name; a package may stand in several versions, apart by markers."""
    pins: Pins = {}
    for line in re.findall(r"^[A-Za-z][^\\\n]*", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        pin = Requirement(line)
        pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


@pytest.fixture(scope="module")
def pinned(root: Path) -> dict[str, Pins]:
    return {name: read_list(root / "requirements" / f"{name}.txt") for name in LISTS}


@pytest.fixture(scope="module")
def asked(root: Path) -> dict[str, list[Requirement]]:
    """What the .in files name, without their comments and constraints."""
    found = {}
    for name in LISTS:
        lines = (root / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
        found[name] = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_package_we_ask_for_is_pinned_within_its_bounds(
    name: str, asked: dict[str, list[Requirement]], pinned: dict[str, Pins]
) -> None:
    for wanted in asked[name]:
        pins = pinned[name].get(canonicalize_name(wanted.name))
        assert pins, f"{wanted.name} is not in {name}.txt; run `make requirements`"
        for pin in pins:
            version = str(pin.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), f"{pin} is outside {wanted}"


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_one_version_with_its_hashes(name: str, root: Path, pinned: dict[str, Pins]) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z])", text.strip())
    assert len(blocks) == sum(map(len, pinned[name].values()))
    for block in blocks:
        assert re.match(
            r"[\w.-]+==[\w.!+]+(?: ; .+?)? \\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\\n|$))+\Z", block
        ), block[:200]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("ending", ["in", "txt"])
def test_no_list_carries_an_address(name: str, ending: str, root: Path) -> None:
    text = (root / "requirements" / f"{name}.{ending}").read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|git\+|--\w*index|--find-links| @ ", text) == []


def test_a_package_in_two_lists_has_one_version(pinned: dict[str, Pins]) -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for pins in pinned.values():
        for name, several in pins.items():
            for pin in several:
                versions.setdefault((name, str(pin.marker or "")), set()).add(str(pin.specifier))
    assert {key: found for key, found in versions.items() if len(found) > 1} == {}


def test_the_lists_are_complete_so_that_nothing_else_is_resolved(pinned: dict[str, Pins]) -> None:
    every = {name for pins in pinned.values() for name in pins}
    missing, checked = set(), 0
    for name in every:
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        checked += 1
        missing |= {
            f"{name} needs {need}"
            for need in map(Requirement, needs)
            if (need.marker is None or need.marker.evaluate({"extra": ""}))
            and canonicalize_name(need.name) not in every
        }
    assert missing == set()
    assert checked > len(pinned["base"]) * 0.9
