"""What must be nowhere in the repository, and what must not be missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

BINARY = {".pdf", ".docx", ".zip", ".png", ".model"}
# Written in two parts, or this file would be the first to hold them.
FORBIDDEN = {
    "a note to oneself": r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b",
    "a folder of one machine": r"(?<![\w.:/~-])/(?:home|root|work|Users|farm|opt)/\w",
    "the address of a package index": r"py" + r"pi\.org|python" + r"hosted",
    "merge marks": r"^(?:<{7}|>{7}) ",
}
NEEDED = (
    "README.md",
    "LICENSE",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/method/README.md",
    "docs/method/glossary.md",
    "docs/decisions/template.md",
)


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    """Every file that is or would be committed."""
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(ask, cwd=root, capture_output=True, check=False) if shutil.which("git") else None
    if listed is None or listed.returncode:
        return [one for one in walk(root) if one.is_file()]
    names = listed.stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def walk(root: Path) -> list[Path]:
    """The files of a copy without git; what tools leave behind is left out."""
    left_out = {"__pycache__", "build", "dist"}
    found: list[Path] = []
    for folder, below, names in os.walk(root):
        below[:] = [
            one for one in below if not (one.startswith(".") and one != ".ci") and one not in left_out
        ]
        found += [Path(folder) / name for name in names]
    return found


def texts(files: list[Path]) -> dict[Path, str]:
    """The files that are text; any ending that is not known for binary must be UTF-8."""
    return {one: one.read_text(encoding="utf-8") for one in files if one.suffix not in BINARY}


@pytest.mark.parametrize("what", list(FORBIDDEN))
def test_no_file_holds(what: str, files: list[Path], root: Path) -> None:
    pattern = re.compile(FORBIDDEN[what], flags=re.MULTILINE)
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path, text in texts(files).items()
        if (match := pattern.search(text))
    ]
    assert found == []


def test_no_code_was_copied_in_minified_or_with_a_lock_of_addresses(files: list[Path]) -> None:
    names = [one.name for one in files]
    assert [
        one for one in names if re.search(r"\.min\.(?:js|css)$|^(?:uv|pylock|poetry)\.(?:lock|toml)$", one)
    ] == []
    code = [one for one in files if one.suffix in {".js", ".css"}]
    assert [
        one.name for one in code if max(map(len, one.read_text("utf-8").splitlines()), default=0) > 400
    ] == []


def test_no_file_is_too_large_to_read_through_the_history(files: list[Path]) -> None:
    assert [one.name for one in files if one.stat().st_size > 1_000_000] == []


@pytest.mark.parametrize("name", NEEDED)
def test_a_newcomer_finds(name: str, root: Path) -> None:
    assert (root / name).stat().st_size > 300


def test_links_between_pages_lead_somewhere(root: Path, files: list[Path]) -> None:
    broken = [
        f"{page.relative_to(root)} -> {target}"
        for page in (one for one in files if one.suffix == ".md")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_a_folder_stands_in_its_index(root: Path) -> None:
    for folder in (root / "docs" / "method", root / "docs" / "decisions"):
        index = (folder / "README.md").read_text(encoding="utf-8")
        pages = {one.name for one in folder.glob("*.md")} - {"README.md"}
        assert {one for one in pages if f"({one})" not in index} == set()


@pytest.mark.parametrize("name", ["cairn", "script/test", ".ci/run"])
def test_programs_can_be_run(name: str, root: Path) -> None:
    assert os.access(root / name, os.X_OK)
    assert (root / name).read_text(encoding="utf-8").startswith("#!/usr/bin/env ")
