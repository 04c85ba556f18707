"""The rules that tests themselves are under: what CI may skip, and which steps run."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SKIPPING = """
import pytest

def test_needs_material(shared):
    assert shared

def test_cannot_here():
    pytest.skip("not here")
"""
ALLOWED = """
import pytest

@pytest.mark.allowed_skip("only on Windows")
def test_elsewhere():
    pytest.skip("not here")
"""
MODULE = 'import pytest\npytest.skip("no module", allow_module_level=True)\n'


def run_pytest(
    folder: Path, root: Path, content: str, **surroundings: str
) -> subprocess.CompletedProcess[str]:
    """Run a test file in an empty folder under the repository's conftest."""
    shutil.copy(root / "tests" / "conftest.py", folder)
    (folder / "test_it.py").write_text(content, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = allowed_skip(reason): x\n", encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "PYTEST_ADDOPTS"}}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)],
        cwd=folder,
        env={**kept, "CAIRN_SHARED": str(folder / "nowhere"), **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("content", [SKIPPING, MODULE])
def test_a_skip_passes_on_a_laptop_and_fails_in_ci(content: str, root: Path, tmp_path: Path) -> None:
    assert run_pytest(tmp_path, root, content).returncode in {0, 5}
    in_ci = run_pytest(tmp_path, root, content, CI="true")
    assert in_ci.returncode in {1, 2}
    assert "which CI does not allow" in in_ci.stdout


def test_an_allowed_skip_passes_in_ci(root: Path, tmp_path: Path) -> None:
    assert run_pytest(tmp_path, root, ALLOWED, CI="true").returncode == 0


@pytest.fixture(scope="module")
def script(root: Path) -> dict[str, Any]:
    """The names of script/test, which has no ending to import it by."""
    return runpy.run_path(str(root / "script" / "test"))


def test_every_step_has_commands_and_every_tool_is_installed(script: dict[str, Any]) -> None:
    for step in (*script["ALL_STEPS"], "docs"):
        for command in script["commands"](step, sys.executable, []):
            tool = command[command.index("-m") + 1] if "-m" in command else command[0]
            assert shutil.which(tool) or subprocess.run([sys.executable, "-m", tool, "--version"], check=True)


def test_what_follows_goes_to_pytest_and_is_not_counted(script: dict[str, Any]) -> None:
    (_, whole), (_, some) = (script["commands"]("tests", "py", passed) for passed in ([], ["-k", "word"]))
    assert whole == ["py", "-m", "coverage", "run", "-m", "pytest"]
    assert some == ["py", "-m", "pytest", "-k", "word"]


def test_a_failed_step_makes_the_whole_fail(
    script: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = script["Outcome"]
    assert script["summarise"]([outcome("lint", passed=True, seconds=1)], "") == 0
    both = [outcome("lint", passed=False, seconds=1), outcome("tests", passed=True, seconds=1)]
    assert script["summarise"](both, "SKIPPED: the browser tests") == 1
    told = capsys.readouterr().out
    assert "lint      FAILED" in told
    assert "SKIPPED: the browser tests" in told
