"""`cairn plan` as a process of its own, and with a person at the terminal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cairn_cli.bakery import TODAY, plan

from cairn_cli.app import BAD_INPUT
from cairn_cli.plan_files import NAMES


def _command(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "cairn_cli", "plan", *words]


@pytest.fixture
def nurse(root: Path) -> tuple[str, ...]:
    """A real request over the real catalogue, short to plan."""
    return (str(root / "examples" / "warehouse-worker.json"), "--target", "Warehouse supervisor", *TODAY)


def test_as_a_process_it_writes_its_files_and_keeps_the_two_streams_apart(
    nurse: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    terms = ("--hours-per-week", "4", "--by", "18m", "--out", str(out), "--json")
    done = subprocess.run(
        _command(*nurse, *terms), capture_output=True, stdin=subprocess.DEVNULL, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    written = json.loads((out / "plan.json").read_bytes())
    assert {name: value for name, value in written.items() if name != "made_by"} == found
    assert {one.name for one in out.iterdir()} == set(NAMES)
    assert b"Traceback" not in done.stderr


def test_as_a_process_a_refusal_is_a_sentence_and_a_2(tmp_path: Path) -> None:
    done = subprocess.run(
        _command("no-such.pdf", "--target", "nurse"), capture_output=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (BAD_INPUT, b"")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.allowed_skip("Windows has no pseudo-terminal")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
def test_at_a_terminal_it_asks_and_plans_again_with_the_answers(
    nurse: tuple[str, ...], tmp_path: Path
) -> None:
    told = _at_a_terminal(_command(*nurse, "--out", str(tmp_path / "plan")), "maybe\n5\n\n\n\n")
    assert "would change the plan most" in told
    assert "Please give one of" in told
    assert "Traceback" not in told
    record = json.loads((tmp_path / "plan" / "plan.json").read_bytes())
    answered = told.split("Press Enter", 1)[1].split("?", 1)[0].rsplit("\n", 1)[1].strip()
    assert answered
    assert answered not in " ".join(one["text"] for one in record["questions"])
    assert "your answer" in json.dumps(record, ensure_ascii=False)


def _at_a_terminal(command: list[str], typed: str) -> str:
    """Everything a person would see who types `typed` at a terminal."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, close_fds=True)
    os.close(follower)
    os.write(leader, typed.encode())
    seen = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux says so when the last writer has gone
            break
        if not part:
            break
        seen += part
    os.close(leader)
    assert process.wait(timeout=60) == 0, seen.decode()
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("typed", ["", "\n", "y\n4\n"])
def test_questions_may_be_left_open_or_the_input_ended(
    typed: str, ada: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cairn_cli.commands.plan._is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert plan(ada) == 0
    told = capsys.readouterr()
    assert "Do you hold this already" in told.err
    is_planned = "earns Master baker certificate" in " ".join(told.out.split())
    assert is_planned == (not typed.startswith("y"))
