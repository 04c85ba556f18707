import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cairn_cli", "check", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan.json that `cairn plan` itself wrote."""
    folder = tmp_path_factory.mktemp("plan")
    call = ["plan", str(root / "examples" / "warehouse-worker.json"), "--target", "Warehouse supervisor"]
    call += ["--hours-per-week", "6", "--by", "2y", "--today", "2026-11-22", "--out", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "cairn_cli", *call], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return folder / "plan.json"


def changed(made: Path, tmp_path: Path, **terms: Any) -> Path:
    document = json.loads(made.read_text(encoding="utf-8"))
    document["terms"] |= terms
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_plan_that_fits_has_warnings_at_most(made: Path) -> None:
    done = run(str(made), "--today", "2026-11-22")
    assert done.returncode == 0, done.stderr
    assert "error:" not in done.stdout
    assert "nothing says why it matters" in done.stdout


def test_an_error_is_told_with_its_mend_and_in_the_status(made: Path, tmp_path: Path) -> None:
    broken = changed(made, tmp_path, budget={"amount": 1.0, "currency": "USD"}, deadline="2026-12-24")
    done = run(str(broken), "--today", "2026-11-22", "--json")
    assert done.returncode == 1
    findings = json.loads(done.stdout)["findings"]
    errors = {one["code"] for one in findings if one["severity"] == "error"}
    assert {"over-budget", "after-deadline"} <= errors
    assert all(one["mend"] for one in findings)


@pytest.mark.parametrize(
    "text", ["", "not JSON", "[1, 2]", '{"kind": "cairn plan", "version": 1}', "[" * 100_000]
)
def test_what_is_no_plan_is_refused_in_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    done = run(str(path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.json"))
    assert done.returncode == 2
    assert "none.json" in done.stderr
