"""The commands that show the catalogue: assumptions, role, near, match."""

import json
import subprocess
import sys
from typing import Any

import pytest

from cairn.assumptions import load_assumptions
from cairn.catalogue import load_catalogue
from cairn.provenance import replay
from cairn_cli.app import BAD_INPUT, HONEST_NO, run
from cairn_cli.output import VERSION, as_table


def document(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a command prints with --json."""
    assert run([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["version"] == VERSION
    return found


def test_a_table_is_as_wide_as_its_cells() -> None:
    table = as_table([("a", "1"), ("longer", "22")], headings=("x", "y"))
    assert table.splitlines() == ["x       y", "a       1", "longer  22"]


def test_assumptions_lists_every_number_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    listed = document(["assumptions"], capsys)["assumptions"]
    assert [one["name"] for one in listed] == list(load_assumptions().by_name)
    assert {"value", "low", "high", "unit", "source", "note"} <= set(listed[0])


def test_a_word_narrows_the_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    listed = document(["assumptions", "EFFORT."], capsys)["assumptions"]
    assert listed
    assert all("effort." in one["name"] or "effort." in one["note"].lower() for one in listed)


def test_a_word_that_no_assumption_holds_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assumptions", "no-such-word"]) == 0
    assert "no-such-word" in capsys.readouterr().err


def test_a_role_shows_its_requirements_with_sources(capsys: pytest.CaptureFixture[str]) -> None:
    role = document(["role", "warehouse supervisor"], capsys)["role"]
    entry = load_catalogue().roles[role["id"]]
    assert [one["skill"] for one in role["requirements"]] == [one.skill for one in entry.requirements]
    assert all(one["source"]["name"] for one in role["requirements"])
    assert role["pay"][0]["year"] >= 2020


def test_a_role_is_told_for_people_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["role", "warehouse supervisor"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Warehouse supervisor (logistics)")
    assert "5 of 5" in told
    assert "Credentials" in told


def test_a_role_is_also_found_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(["role", "warehouse-supervisor"], capsys)["role"]["id"] == "warehouse-supervisor"


def test_an_unclear_role_lists_candidates_and_guesses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["role", "manager"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) >= 2


def test_near_gives_shares_that_replay(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["near", "warehouse associate", "--top", "4"], capsys)
    assert found["from"] == "warehouse-associate"
    shares = [replay(one["nearness"]) for one in found["roles"]]
    assert len(shares) == 4
    assert shares == sorted(shares, reverse=True)


def test_near_names_what_is_missing_most(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["near", "warehouse associate", "--top", "3"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "Nearest to Warehouse associate"
    assert len(rows) == 8
    assert rows[-1].startswith("Source: Cairn starter catalogue")


@pytest.mark.parametrize(
    ("kind", "query", "wanted"), [("roles", "nurses", "nurse"), ("skills", "sql", "sql")]
)
def test_match_answers_each_line_as_it_comes(kind: str, query: str, wanted: str) -> None:
    """The second question is asked after the first answer was read, so nothing waits for the end."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "cairn_cli", "match", kind, "--top", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        for asked in (query, "", query):
            process.stdin.write(f"{asked}\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["query"] == asked
            assert len(answer["matches"]) <= 2
        assert wanted in answer["matches"][0]["id"]
        assert set(answer["matches"][0]) == {"id", "label", "score"}
        process.stdin.close()
    assert process.returncode == 0


# ------------------------------------------------------------------ routes


def test_routes_show_what_each_move_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "--from", "kitchen assistant", "--to", "head chef"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("From Kitchen assistant to Head chef")
    assert "1. Cook → Sous chef → Head chef" in told
    assert "learn: " in told
    assert "obtain: " in told
    assert "experience asked: 3 years" in told
    assert "Source: Cairn starter catalogue" in told


def test_routes_as_json_replay(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "--from", "cook", "--top", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["to"] is None
    assert {one["kind"] for one in found["routes"]} == {"upward", "sideways", "new"}
    for one in found["routes"]:
        assert replay(one["hours"]) == pytest.approx(one["hours"]["value"])
        assert one["hops"][0]["from"] == "cook"
        assert sum(gain["hours"] for hop in one["hops"] for gain in hop["gains"]) > 0


def test_no_route_is_an_honest_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["routes", "--from", "cook", "--to", "cook"]) == HONEST_NO
    assert "where you start" in capsys.readouterr().out
    assert run(["routes", "--from", "cook", "--to", "cook", "--json"]) == HONEST_NO
    assert json.loads(capsys.readouterr().out)["no_route"]["code"] == "same-role"
    assert run(["routes", "--from", "xqzzy"]) == BAD_INPUT
