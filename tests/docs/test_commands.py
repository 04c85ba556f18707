"""Every command stands in the guide, and every line of the guide runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cairn_cli.app import COMMANDS

GUIDE = "docs/guide/commands.md"


def calls_in(text: str) -> list[str]:
    """The indented lines that call cairn."""
    return [line.strip() for line in text.splitlines() if re.match(r" {4}(?:.*\| )?(?:\./)?cairn ", line)]


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / GUIDE).read_text(encoding="utf-8")


def test_every_command_has_a_section_and_every_section_a_command(guide: str) -> None:
    assert re.findall(r"^## cairn (\S+)", guide, flags=re.MULTILINE) == list(COMMANDS)


def test_every_command_is_called_once_in_the_guide(guide: str) -> None:
    called = [re.search(r"cairn (\S+)", line)[1] for line in calls_in(guide)]  # type: ignore[index]
    assert called == list(COMMANDS)


@pytest.mark.parametrize("name", [*COMMANDS, "match skills", "match roles"])
def test_every_option_is_told_of_in_the_guide(name: str, guide: str) -> None:
    introduction, *sections = guide.split("\n## cairn ")
    section = next(one for one in sections if one.startswith(f"{name.split(maxsplit=1)[0]}\n"))
    called = [sys.executable, "-m", "cairn_cli", *name.split(), "--help"]
    told = subprocess.run(called, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", told))
    assert "--help" in options
    assert {one for one in options if one not in introduction + section} == set()


# Those that need files of their own, a record or a browser are run by their own tests.
NEED_MORE = {
    "plan",
    "match",
    "check",
    "today",
    "replan",
    "branch",
    "history",
    "schedule",
    "start",
    "backup",
    "restore",
}


@pytest.mark.parametrize("name", [one for one in COMMANDS if one not in NEED_MORE])
def test_the_example_of_a_command_runs(name: str, guide: str, root: Path) -> None:
    line = next(one for one in calls_in(guide) if one.startswith(f"cairn {name} "))
    done = run(shlex.split(line)[1:], root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_example_of_match_runs(guide: str, root: Path) -> None:
    line = next(one for one in calls_in(guide) if "cairn match" in one)
    typed, call = line.split(" | ")
    queries = shlex.split(typed)[1].replace("\\n", "\n")
    done = run(shlex.split(call)[1:], root, typed=queries)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def run(arguments: list[str], root: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cairn_cli", *arguments],
        cwd=root,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
