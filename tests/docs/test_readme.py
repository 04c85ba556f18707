"""The commands that the README tells a newcomer to type do what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


def commands_of_readme() -> list[str]:
    """The lines in its code blocks that call Cairn."""
    text = (HERE / "README.md").read_text(encoding="utf-8") if (HERE / "README.md").exists() else ""
    return re.findall(r"^(?: {4}|)(?:\$ )?(\./cairn .*?)(?:\s+#.*)?$", text, flags=re.MULTILINE)


def test_the_readme_names_the_two_commands(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    assert any(line.startswith("./cairn plan examples/product-analyst.pdf") for line in commands_of_readme())
    assert re.search(r"^(?: {4}|)script/test\b", text, flags=re.MULTILINE)


@pytest.mark.parametrize("line", commands_of_readme())
def test_a_command_of_the_readme_runs(line: str, root: Path, tmp_path: Path) -> None:
    words = shlex.split(line)[1:]
    out = tmp_path / "plan"
    if "--out" in words:
        words[words.index("--out") + 1] = str(out)
    done = subprocess.run(
        [sys.executable, "-m", "cairn_cli", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    if "--out" in words:
        written = {one.name for one in out.iterdir()}
        assert written >= {"report.html", "report.pdf", "plan.md", "plan.ics", "plan.json"}
