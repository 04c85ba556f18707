"""`cairn replan`, `cairn history` and `cairn branch` on the plan.json that `cairn plan` wrote."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cairn_cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "plan"
    resume = str(root / "examples" / "product-analyst.json")
    call = ["plan", resume, "--target", "Data scientist", "--hours-per-week", "6", "--by", "3y"]
    done = run(*call, "--today", "2026-11-22", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def plan(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "plan"))


def record_of(folder: Path) -> Any:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def longest(folder: Path) -> str:
    steps = record_of(folder)["plan"]["steps"]
    return str(max(steps, key=lambda one: (one["hours"]["value"], one["id"]))["id"])


def test_a_proposal_writes_nothing(plan: Path) -> None:
    before = {one.name: one.read_bytes() for one in plan.iterdir()}
    done = run("replan", str(plan), "--today", "2027-01-20", "--slipped", f"{longest(plan)}=3")
    assert done.returncode == 0, done.stderr
    assert "later" in done.stdout
    assert "Nothing is written yet" in done.stderr
    assert {one.name: one.read_bytes() for one in plan.iterdir()} == before


def test_accepting_writes_a_version_and_going_back_is_exact(plan: Path) -> None:
    first = record_of(plan)
    call = ["replan", str(plan / "plan.json"), "--today", "2027-01-20", "--slipped", f"{longest(plan)}=3"]
    done = run(*call, "--accept", "all", "--reason", "three weeks ill")
    assert done.returncode == 0, done.stderr
    second = record_of(plan)
    assert second["schedule"]["finish"] > first["schedule"]["finish"]
    assert [one["reason"] for one in second["history"]["versions"]] == ["first plan", "three weeks ill"]
    assert {"replanned.html", "replanned.md", "report.html", "plan.ics"} <= {
        one.name for one in plan.iterdir()
    }
    told = json.loads(run("history", str(plan), "--json").stdout)
    assert told["days_slipped"] > 0
    back = run("history", str(plan), "--revert", "1", "--reason", "it went well", "--today", "2027-01-21")
    assert back.returncode == 0, back.stderr
    third = record_of(plan)
    assert {key: third[key] for key in first} == first
    assert len(third["history"]["versions"]) == 3


def test_a_changed_plan_can_be_checked_and_planned_again(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        *("replan", str(plan), "--today", "2027-01-20", "--pause", "2027-02-01..2027-02-28"),
        *("--accept", "all", "--out", str(out), "--json"),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["version"] == 1
    assert "history" not in record_of(plan)
    days = [one["start"][:10] for one in record_of(out)["schedule"]["sessions"]]
    assert not any("2027-02-01" <= day <= "2027-02-28" for day in days)
    assert run("check", str(out / "plan.json"), "--today", "2027-01-20").returncode == 0
    again = run("replan", str(out), "--today", "2027-03-03", "--json")
    assert json.loads(again.stdout)["changes"] == []


def test_a_part_that_breaks_the_rest_is_refused_with_what_goes_with_it(plan: Path) -> None:
    call = ["replan", str(plan), "--today", "2027-01-20", "--slipped", f"{longest(plan)}=6"]
    changes = json.loads(run(*call, "--json").stdout)["changes"]
    assert len(changes) > 1
    before = (plan / "plan.json").read_bytes()
    done = run(*call, "--accept", changes[0]["step"])
    assert done.returncode == 2
    assert "take also" in done.stderr
    assert (plan / "plan.json").read_bytes() == before


def test_what_does_not_fit_any_more_is_an_honest_no(plan: Path) -> None:
    done = run("replan", str(plan), "--today", "2027-01-20", "--by", "2027-03-01")
    assert done.returncode == 1
    assert "does not fit any more" in done.stdout


def test_today_reads_the_plan(made: Path) -> None:
    done = run("today", str(made), "--today", "2026-11-24", "--minutes", "10", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["sessions"]
    assert told["small_step"]["minutes"] <= 10


def test_a_branch_is_made_compared_and_merged(plan: Path) -> None:
    made = run(
        "branch", str(plan), "--today", "2027-01-20", "--name", "Fridays off", "--hours-per-week", "12"
    )
    assert made.returncode == 0, made.stderr
    assert "earlier" in made.stdout
    assert "history" not in record_of(plan)
    merged = run("branch", str(plan), "--merge", "fridays off", "--reason", "my employer agreed")
    assert merged.returncode == 0, merged.stderr
    record = record_of(plan)
    assert record["terms"]["hours_per_week"]["value"] == 12
    assert record["history"]["versions"][-1]["reason"] == "Fridays off: my employer agreed"
    assert record["branches"] == {}


def test_another_plan_can_be_a_branch(plan: Path, made: Path) -> None:
    done = run("branch", str(plan), "--name", "as it was", "--from", str(made), "--json")
    rows = {one["what"]: one["difference"] for one in json.loads(done.stdout)["branches"]["as it was"]}
    assert rows["finish"] == rows["cost"] == "the same"
    assert run("branch", str(plan), "--discard", "as it was").returncode == 0
    assert record_of(plan)["branches"] == {}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--slipped", "nothing like this=2"], "is no step of this plan"),
        (["--slipped", "find-out"], "takes a number"),
        (["--slipped", "find-out=1.5"], "whole weeks"),
        (["--done", "find-out=-3"], "takes a number"),
        (["--left", "find-out=nan"], "takes a number"),
        (["--hours-per-week", "400"], "hours a week"),
        (["--away", "soon"], "--away"),
        (["--by", "2020-01-01"], "later date"),
        (["--budget", "10 EUR"], "USD"),
        (["--today", "2020-01-01"], "lies before"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(plan: Path, arguments: list[str], words: str) -> None:
    given = arguments if "--today" in arguments else [*arguments, "--today", "2027-01-20"]
    done = run("replan", str(plan), *given)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["replan", "history", "branch", "today"])
@pytest.mark.parametrize(
    "text", ["", "[]", '{"kind": "cairn plan", "version": 1, "problem": {}}', "[" * 9999]
)
def test_what_is_no_plan_is_refused(command: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    done = run(command, str(path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
