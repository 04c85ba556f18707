"""One place turns bad news into a sentence and a status, and help costs next to nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from cairn import __version__
from cairn.errors import BadInput, UnknownName
from cairn_cli import app
from cairn_cli.app import BAD_INPUT, COMMANDS, INTERRUPTED, build, explain, run

HEAVY = {
    "numpy",
    "scipy",
    "ortools",
    "pypdfium2",
    "docx",
    "typst",
    "rich",
    "icalendar",
    "babel",
    "jsonschema",
}


def cairn(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command line as another process sees it."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "cairn_cli", *words],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_no_words_at_all_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    told = capsys.readouterr().out
    assert "Usage: cairn" in told
    assert all(name in told for name in COMMANDS)


def test_help_shows_every_summary_whole(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    told = capsys.readouterr().out
    assert all(entry.summary in told for entry in COMMANDS.values())


def test_the_version_is_the_library_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"cairn {__version__}\n"


def test_help_imports_no_command_and_no_heavy_library() -> None:
    script = (
        "import sys; from cairn_cli.app import run; run(['--help']);"
        "print(sorted(name for name in sys.modules if name.startswith('cairn_cli.commands.')));"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["[]", "[]"]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_in_the_table_can_be_imported_and_has_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help"]) == 0
    assert f"Usage: cairn {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["asumptions"],
        ["role"],
        ["role", "nurse", "--no-such-option"],
        ["near", "nurse", "--top", "0"],
        ["match"],
        ["role", ""],
        ["role", "nurse", "--catalogue", "nowhere"],
    ],
)
def test_bad_input_leaves_with_2_and_no_traceback(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err


def test_a_misspelt_command_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    run(["asumptions"])
    assert "Did you mean 'assumptions'" in capsys.readouterr().err


def test_a_refusal_is_one_sentence_and_the_candidates() -> None:
    assert explain(BadInput("Do this.")) == "Do this."
    several = UnknownName("Which one:", candidates=("Nurse", "Nurse manager"))
    assert explain(several) == "Which one:\n  Nurse\n  Nurse manager"


def test_an_interrupt_leaves_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_word: str) -> typer.Typer:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "build", interrupt)
    assert run(["role", "nurse"]) == INTERRUPTED


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_words: str, _name: str) -> None:
        msg = "a bug"
        raise RuntimeError(msg)

    monkeypatch.setattr("cairn_cli.commands.role.find_role_in", break_down)
    build("role")
    with pytest.raises(RuntimeError, match="a bug"):
        run(["role", "nurse"])


@pytest.mark.allowed_skip("Windows has no such signal")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_command_that_waits_for_input_stops_at_ctrl_c() -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "cairn_cli", "match", "roles"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("nurse\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == INTERRUPTED
    assert "Traceback" not in err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "cairn_cli", "match", "roles"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"nurse\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"nurse\n" * 10)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_words_of_any_script_pass_through_whatever_the_console_is_set_to(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cairn_cli", "match", "roles"],
        input="看護師 – infirmière\n".encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert json.loads(done.stdout.decode())["query"] == "看護師 – infirmière"
