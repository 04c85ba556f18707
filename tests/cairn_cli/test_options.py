"""`cairn options`: ways to a skill or to a role, side by side, and what was decided."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.catalogue.decisions import Decision, add_decision, read_decisions
from cairn.errors import BadInput, CannotWrite
from cairn.provenance import replay
from cairn.units import OptionId
from cairn_cli.app import BAD_INPUT, run

NURSING = ["options", "--target", "registered nurse"]
BOTH = ["--compare", "adn-programme", "--compare", "bsn-programme"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CAIRN_HOME", str(folder))
    return folder


def document(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_options_are_of_two_kinds_and_levels_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["options", "sql", "--from", "1", "--to", "3"], capsys)
    assert len(found["kinds"]) >= 2
    bargains = [one["bargain"]["value"] for one in found["options"]]
    assert bargains == sorted(bargains, reverse=True)
    assert run(["options", "sql", "--from", "3", "--to", "3"]) == BAD_INPUT
    assert run(["options", "xqzzy"]) == BAD_INPUT


def test_a_role_is_a_list_of_skills_at_its_own_levels(capsys: pytest.CaptureFixture[str]) -> None:
    found = document([*NURSING, "--kind", "degree"], capsys)
    assert len(found["skills"]) > 10
    assert {one["kind"] for one in found["options"]} == {"degree"}
    assert max(one["coverage"]["value"] for one in found["options"]) == 1
    for one in found["options"]:
        assert replay(one["coverage"]) == pytest.approx(one["coverage"]["value"])


def test_with_a_resume_only_the_gap_is_in_question(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = str(root / "examples" / "product-analyst.json")
    words = ["options", "--target", "data scientist"]
    whole, own = document(words, capsys), document([*words, "--resume", resume], capsys)
    assert set(own["skills"]) < set(whole["skills"])
    assert all(held["to"] > held["from"] for held in own["targets"].values())
    assert any(held["from"] > 0 for held in own["targets"].values())


def test_programmes_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*NURSING, *BOTH]) == 0
    told = capsys.readouterr().out
    rows = {line.split("  ")[0]: line for line in told.splitlines()}
    assert rows["covers"].count("100 %") == 2
    for row in ("hours", "weeks", "cost", "standing", "before it", "provider", "source"):
        assert row in rows
    assert "degree in nursing" in told


def test_a_decision_is_kept_with_its_reason_and_shown_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--choose", "adn-programme", "--because", "two years sooner", "--today", "2026-12-01"]
    assert run([*NURSING, *BOTH, *chosen]) == 0
    (kept,) = read_decisions(home)
    assert (kept.chosen, kept.because, kept.day) == ("adn-programme", "two years sooner", date(2026, 12, 1))
    capsys.readouterr()
    again = document([*NURSING, *BOTH], capsys)
    assert [one["because"] for one in again["decisions"]] == ["two years sooner"]
    other = document([*NURSING, "--compare", "bsn-programme", "--compare", "accelerated-bsn"], capsys)
    assert other["decisions"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["options"], "Name skills, or a role"),
        (["options", "sql", "--target", "nurse"], "Name skills, or a role"),
        ([*NURSING, "--compare", "adn-programme"], "at least two different"),
        ([*NURSING, "--compare", "adn-programme", "--compare", "adn-programme"], "at least two different"),
        ([*NURSING, "--compare", "xqzzy", "--compare", "adn-programme"], "xqzzy"),
        ([*NURSING, *BOTH, "--choose", "adn-programme"], "--because"),
        ([*NURSING, *BOTH, "--choose", "sql", "--because", "x"], "not among the programmes"),
        ([*NURSING, "--choose", "adn-programme", "--because", "x"], "--compare"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == BAD_INPUT
    assert said in capsys.readouterr().err


def test_an_employers_programme_and_budget_count_among_the_ways(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "own").mkdir(parents=True)
    (home / "own" / "work.toml").write_text(
        """
[[employer]]
name = "Northbridge"
budget_usd_per_year = 500
[[option]]
id = "northbridge-sql"
title = "SQL week of the data team"
kind = "workshop"
provider = "Northbridge"
teaches = { sql = [0, 3] }
modes = [{ pattern = "intensive", hours = [18, 20, 24], weeks = 1, at_work = true }]
proves = "A certificate of the data team"
first_step = "Ask Mia"
done_when = "The exercise is handed in"
""",
        encoding="utf-8",
    )
    found = document(["options", "sql"], capsys)
    assert found["options"][0]["id"] == "northbridge-sql"
    assert found["options"][0]["layer"] == "own"
    paid = {one["employer_pays"] for one in found["options"] if 0 < one["cost_usd"]["value"] <= 500}
    assert paid == {"Northbridge"}


def test_decisions_that_cannot_be_read_or_kept_are_said(tmp_path: Path) -> None:
    one = Decision(
        day=date(2026, 12, 1), among=(OptionId("a"), OptionId("b")), chosen=OptionId("a"), because="x"
    )
    add_decision(tmp_path, one)
    add_decision(tmp_path, one)
    assert read_decisions(tmp_path) == (one, one)
    (tmp_path / "own" / "decisions.json").write_text("[{}]", encoding="utf-8")
    with pytest.raises(BadInput, match="mend or move"):
        read_decisions(tmp_path)
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite):
        add_decision(blocked, one)
