"""The commands that take a document: read, skills, gap; and schedule, which takes a problem."""

import json
from pathlib import Path
from typing import Any

import pytest

from cairn.provenance import replay
from cairn_cli.app import BAD_INPUT, HONEST_NO, run

TODAY = ("--today", "2026-11-01")


def document(words: list[str], capsys: pytest.CaptureFixture[str], status: int = 0) -> dict[str, Any]:
    """What a command prints with --json."""
    assert run([*words, "--json"]) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    return found


# ------------------------------------------------------------------ read


@pytest.mark.parametrize("person", ["product-analyst", "nurse", "warehouse-worker"])
@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_every_form_of_an_example_reads_as_its_source(
    person: str, kind: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = json.loads((root / "examples" / f"{person}.json").read_text(encoding="utf-8"))
    found = document(["read", str(root / "examples" / f"{person}.{kind}"), *TODAY], capsys)
    assert found["basics"]["name"] == truth["basics"]["name"]
    assert found["basics"]["email"] == truth["basics"]["email"]
    keys = ("position", "name", "startDate")
    assert [[job.get(key) for key in keys] for job in found["work"]] == [
        [job[key] for key in keys] for job in truth["work"]
    ]
    assert [one["institution"] for one in found["education"]] == [
        one["institution"] for one in truth["education"]
    ]


def test_a_linkedin_export_reads_as_its_source(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["read", str(root / "examples" / "product-analyst-linkedin.zip"), *TODAY], capsys)
    assert [job["name"] for job in found["work"]] == ["Velora Bikes", "Bloemhof Insurance"]


def test_read_without_json_is_plain_json_resume(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(root / "examples" / "nurse.json"), *TODAY]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "version" not in found
    assert "problems" not in found


@pytest.mark.parametrize("command", [["read"], ["skills"], ["gap", "--target", "Registered nurse"]])
def test_a_file_that_is_not_there_is_one_sentence(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, str(tmp_path / "nothing.pdf")]) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


def test_a_day_that_is_none_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(root / "examples" / "nurse.json"), "--today", "tomorrow"]) == BAD_INPUT
    assert "2026-03-12" in capsys.readouterr().err


# ------------------------------------------------------------------ skills


def test_skills_quotes_the_words_at_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("You write SQL every day.\n\nNice to have\n- Python\n", encoding="utf-8")
    found = document(["skills", str(ad)], capsys)
    text = ad.read_text(encoding="utf-8")
    wishes = {one["label"]: one["is_wish"] for one in found["skills"]}
    assert (wishes["SQL"], wishes["Python"]) == (False, True)
    assert found["text"] == text
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in found["skills"])
    assert all(0 < one["confidence"] <= 1 for one in found["skills"])


def test_in_a_page_that_is_no_text_places_count_in_the_text_that_was_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(["skills", str(root / "examples" / "nurse.pdf")], capsys)
    assert found["skills"]
    assert all(found["text"][one["start"] : one["end"]] == one["quote"] for one in found["skills"])


def test_skills_for_people_says_when_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "The quick brown fox jumps over the lazy dog on a sunny morning in May.\n", encoding="utf-8"
    )
    assert run(["skills", str(note)]) == 0
    assert "No skill" in capsys.readouterr().err


# ------------------------------------------------------------------ gap


def test_gap_prints_numbers_that_replay(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = str(root / "examples" / "warehouse-worker.json")
    found = document(["gap", resume, "--target", "Warehouse supervisor", *TODAY], capsys)
    assert 0 < replay(found["match"]) < 1
    for gap in found["skills"]:
        for number in ("required", "held", "gap", "effort", "priority"):
            assert replay(gap[number]) == pytest.approx(gap[number]["value"])


def test_gap_tells_people_the_share_and_the_credentials(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = str(root / "examples" / "warehouse-worker.json")
    assert run(["gap", resume, "--target", "Warehouse supervisor", *TODAY]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Warehouse supervisor: ")
    assert "has Forklift" in told


def test_an_answer_changes_the_gap(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = str(root / "examples" / "warehouse-worker.json")
    words = ["gap", resume, "--target", "Warehouse supervisor", *TODAY]
    before = document(words, capsys)
    answers = tmp_path / "answers.toml"
    answers.write_text("[levels]\nleading-people = 4\n", encoding="utf-8")
    after = document([*words, "--answers", str(answers)], capsys)
    assert replay(after["match"]) > replay(before["match"])


def test_a_broken_answers_file_is_one_sentence(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_bytes(b"\xff\xfe\x00[levels")
    resume = str(root / "examples" / "nurse.json")
    assert run(["gap", resume, "--target", "Nurse practitioner", "--answers", str(answers)]) == BAD_INPUT
    assert "Traceback" not in capsys.readouterr().err


# ------------------------------------------------------------------ schedule

ONE_JOB_TWICE = """\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  7
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       {asked}
  3      1     4       2
  4      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""


def test_two_jobs_that_cannot_share_follow_one_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 2 + 2 of 3 units: one after the other, 3 + 4 = 7
    problem = tmp_path / "two.sm"
    problem.write_text(ONE_JOB_TWICE.format(asked=2), encoding="utf-8")
    found = document(["schedule", str(problem), "--time-limit", "20"], capsys)
    assert (found["status"], found["makespan"], found["bound"]) == ("optimal", 7, 7)
    work = {one["id"]: one for one in found["activities"]}
    assert set(work["2"]) == {"id", "mode", "start", "finish"}
    assert work["2"]["finish"] <= work["3"]["start"] or work["3"]["finish"] <= work["2"]["start"]


def test_two_jobs_that_can_share_run_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # 1 + 2 of 3 units: side by side, as long as the longer one
    problem = tmp_path / "two.sm"
    problem.write_text(ONE_JOB_TWICE.format(asked=1), encoding="utf-8")
    assert document(["schedule", str(problem)], capsys)["makespan"] == 4


def test_a_job_that_asks_for_more_than_there_is_is_an_honest_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = tmp_path / "two.sm"
    problem.write_text(ONE_JOB_TWICE.format(asked=9), encoding="utf-8")
    found = document(["schedule", str(problem)], capsys, status=HONEST_NO)
    assert (found["status"], found["makespan"], found["activities"]) == ("infeasible", None, [])


@pytest.mark.parametrize("content", ["", "not a problem", "{}", "[1, 2]", "{" * 100_000, ONE_JOB_TWICE[:500]])
def test_what_is_no_problem_is_one_sentence(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(content, encoding="utf-8")
    assert run(["schedule", str(problem)]) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
