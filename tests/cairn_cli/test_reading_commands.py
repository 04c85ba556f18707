"""The commands about what a person did and what a job asks, and plan with ads."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from cairn_cli.app import BAD_INPUT, run

TODAY = ("--today", "2026-11-01")
PAGE = """<!doctype html><html><head><title>x</title><script>steal()</script></head><body>
<h1>Data analyst</h1><h2>You bring</h2><ul><li>strong SQL</li><li>statistics</li><li>Excel</li></ul>
<h2>Nice to have</h2><ul><li>Python</li></ul></body></html>"""


@pytest.fixture
def examples(root: Path) -> Path:
    return root / "examples"


def document(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    return found


def refusal(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(words) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


def types(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))


# ------------------------------------------------------------------ read and compare


def test_read_adds_levels_where_asked(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["read", str(examples / "nurse.json"), "--levels", *TODAY], capsys)
    assert all(0 <= one["low"] <= one["level"] <= one["high"] <= 5 for one in found["x-skills"])
    assert any(one["evidence"] for one in found["x-skills"])
    assert "x-skills" not in document(["read", str(examples / "nurse.json"), *TODAY], capsys)


def test_read_tells_what_the_plain_form_loses(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["read", str(examples / "nurse.pdf"), "--plain", *TODAY], capsys)
    assert not [key for job in found["work"] for key in job if key.startswith("x-")]
    assert any("x-place" in one["message"] for one in found["losses"])


def test_compare_tells_both_directions(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "compare",
        str(examples / "product-analyst.json"),
        str(examples / "product-analyst-linkedin.zip"),
    ]
    found = document([*words, *TODAY], capsys)["differences"]
    coach = next(one for one in found if one["section"] == "experience")
    assert (coach["kind"], coach["new_place"]) == ("only in old", None)
    assert coach["old_place"]["line"] > 0
    assert run([*words, *TODAY]) == 0
    assert "Cycling coach" in capsys.readouterr().out


def test_compare_of_one_record_with_itself_says_so(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(examples / "nurse.json")
    assert run(["compare", path, path]) == 0
    assert "say the same" in capsys.readouterr().err


# ------------------------------------------------------------------ interview


TOLD = (
    "Ana Lopez\n\n"  # name; no job
    "Helped in the family bakery\nLopez Bakery\n2015-03\nlast year\n2014\n2018\n"
    "We lost customers\nI planned the rota and set up a spreadsheet\nWaste fell\nMy aunt\n\n"
    "y\nmaybe\nn\nSQL\nquantum plumbing\n\n\n"
)


def test_an_interview_gives_a_resume_that_plans_are_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "me.json"
    types(TOLD, monkeypatch)
    assert run(["interview", "--out", str(out), *TODAY]) == 0
    told = capsys.readouterr()
    assert "before it began" in told.err
    assert "is not a month" in told.err
    assert "y or n" in told.err
    (job,) = json.loads(out.read_text(encoding="utf-8"))["work"]
    (evidence,) = job["x-evidence"]
    assert (evidence["skills"], evidence["refused"]) == (["shift-scheduling", "sql"], ["spreadsheets"])
    assert (job["startDate"], job["endDate"], evidence["confirmedBy"]) == ("2015-03", "2018", "My aunt")
    found = document(["read", str(out), "--levels", *TODAY], capsys)
    support = {one["id"]: one["support"] for one in found["x-skills"]}
    assert (support["shift-scheduling"], support["sql"]) == ("shown", "shown")
    assert support.get("spreadsheets") != "shown"
    assert run(["gap", str(out), "--target", "Warehouse supervisor", *TODAY]) == 0
    assert "Scheduling shifts" in capsys.readouterr().out


def test_an_interview_that_ends_early_keeps_what_was_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types("Ana\nBaker\n\n\n\n\n\n\n\n\n\n\nWaiter\nCafé", monkeypatch)
    assert run(["interview", *TODAY]) == 0
    told = capsys.readouterr()
    assert [one["position"] for one in json.loads(told.out)["work"]] == ["Baker"]
    assert "kept (1)" in told.err


def test_an_interview_adds_to_a_resume_and_loses_nothing_of_it(
    examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads((examples / "nurse.json").read_text(encoding="utf-8"))
    types("", monkeypatch)
    assert run(["interview", str(examples / "nurse.json"), *TODAY]) == 0
    assert json.loads(capsys.readouterr().out) == before


@pytest.mark.parametrize("name", ["there.json", "no/such/folder/x.json"])
def test_an_interview_says_before_the_first_question_that_it_cannot_be_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.json").write_text("{}", encoding="utf-8")
    types(TOLD, monkeypatch)
    assert "--out" in refusal(["interview", "--out", str(tmp_path / name)], capsys)
    assert (tmp_path / "there.json").read_text(encoding="utf-8") == "{}"


# ------------------------------------------------------------------ ad


def test_an_ad_shows_each_requirement_with_its_sentence(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(["ad", str(examples / "ads/data-scientist.txt"), *TODAY], capsys)
    asked = {one["skill"]: one for one in found["requirements"]}
    assert (asked["sql"]["is_essential"], asked["sql"]["level"]) == (True, 3)
    assert asked["sql"]["words"] == "SQL for questions that nobody has asked before"
    assert not asked["cloud-platforms"]["is_essential"]
    assert asked["cloud-platforms"]["level"] == 2
    assert found["experience_years"] == 3
    assert run(["ad", str(examples / "ads/data-scientist.txt")]) == 0
    assert "SQL for questions" in capsys.readouterr().out


def test_a_saved_web_page_is_read_as_an_ad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "ad.html"
    page.write_text(PAGE, encoding="utf-8")
    asked = {one["skill"]: one for one in document(["ad", str(page)], capsys)["requirements"]}
    assert (asked["sql"]["level"], asked["sql"]["is_essential"]) == (4, True)
    assert not asked["python"]["is_essential"]


def test_corrections_persist_in_the_target_file(
    examples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, other = tmp_path / "target.json", tmp_path / "more.txt"
    other.write_text("Analyst\n\nYou need\n- SQL\n- Python\n- Statistics\n", encoding="utf-8")
    ad = str(examples / "ads/data-scientist.txt")
    mends = ["--level", "sql=5", "--nice", "Statistics", "--remove", "machine-learning", "--add", "spanish=2"]
    mends += ["--with-role", "data-scientist"]
    assert run(["ad", ad, *mends, "--out", str(target)]) == 0
    assert run(["ad", str(target), str(other), "--title", "My aim", "--out", str(target)]) == 0
    capsys.readouterr()
    found = document(["ad", str(target)], capsys)
    asked = {one["skill"]: one for one in found["requirements"]}
    assert (found["target"], asked["sql"]["level"], asked["sql"]["postings"]) == (
        "My aim",
        5,
        ["data-scientist", "more"],
    )
    assert not asked["statistics"]["is_essential"]
    assert "machine-learning" not in asked
    assert asked["spanish"]["source"] == "you"
    fewer = document(["ad", str(target), "--without", "data-scientist"], capsys)
    asked_by = {one["skill"]: one["source"] for one in fewer["requirements"]}
    assert {skill for skill, source in asked_by.items() if source == "the posting"} == {"python"}
    assert {skill for skill, source in asked_by.items() if source == "you"} == {
        "sql",
        "statistics",
        "spanish",
    }
    assert "machine-learning" not in asked_by
    assert any("catalogue" in source for source in asked_by.values())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--level", "sql"], "SKILL=N"),
        (["--level", "sql=much"], "0 to 5"),
        (["--level", "sql=9"], "0 to 5"),
        (["--must", "quantum plumbing"], "quantum plumbing"),
        (["--teach", "words"], "WORDS=ID"),
        (["--without", "none"], "data-scientist"),
        (["--with-role", "xyzzy"], "xyzzy"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_one_sentence(
    words: list[str], told: str, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refusal(["ad", str(examples / "ads/data-scientist.txt"), *words], capsys)


def test_a_target_file_is_written_over_nothing_else(
    examples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "notes.json"
    mine.write_text('{"mine": 1}', encoding="utf-8")
    told = refusal(["ad", str(examples / "ads/data-scientist.txt"), "--out", str(mine)], capsys)
    assert "not a target file" in told
    assert mine.read_text(encoding="utf-8") == '{"mine": 1}'


def test_plan_takes_several_ads_a_page_and_a_target_file(
    examples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, target = tmp_path / "page.html", tmp_path / "target.json"
    page.write_text(PAGE, encoding="utf-8")
    assert run(["ad", str(page), "--remove", "statistics", "--out", str(target)]) == 0
    capsys.readouterr()
    resume = str(examples / "product-analyst-linkedin.zip")
    assert run(["plan", resume, "--ad", str(target), "--json", *TODAY]) == 0
    assert json.loads(capsys.readouterr().out)["target"]["title"] == "Data analyst"
    ad = str(examples / "ads/data-scientist.txt")
    assert run(["plan", resume, "--ad", str(page), "--ad", ad, "--json", *TODAY]) in {0, 1}
    assert "in 2 of 2 postings" in capsys.readouterr().out


# ------------------------------------------------------------------ nothing to plan with


@pytest.mark.parametrize("command", ["plan", "gap"])
def test_a_page_without_work_study_or_skills_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "letter.txt"
    page.write_text("Dear all,\n\nthe weather is lovely here and the sea is warm.\n", encoding="utf-8")
    told = refusal([command, str(page), "--target", "Data scientist"], capsys)
    assert "Nothing in the document reads as work" in told
    assert len(told.strip().splitlines()) == 1
