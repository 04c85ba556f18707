"""`cairn plan` as a person meets it: its files, its words, its questions, its exit status."""

import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pytest

from cairn.catalogue import Catalogue
from cairn.catalogue.starter_layer import read_starter
from cairn.provenance import replay
from cairn.report.record import printed_derivation
from cairn_cli import plan_files
from cairn_cli.app import BAD_INPUT, HONEST_NO, run
from cairn_cli.plan_files import NAMES

TODAY = ("--today", "2026-12-01")
TERMS = ("--hours-per-week", "6", "--budget", "2000 USD", "--by", "24m")

BAKERY = """
[[skill]]
id = "baking"
label = "Baking bread"
kind = "hard"
aliases = ["baked bread"]

[[skill]]
id = "leading-people"
label = "Leading people"
kind = "soft"
aliases = ["supervised"]

[[skill]]
id = "cost-control"
label = "Controlling costs"
kind = "knowledge"

[[credential]]
id = "master-baker"
label = "Master baker certificate"
kind = "certification"

[[role]]
id = "baker"
title = "Baker"
field = "food"
seniority = 2
summary = "Bakes."
requires = [{ skill = "baking", level = 3, importance = 5 }]

[[role]]
id = "head-baker"
title = "Head baker"
field = "food"
seniority = 4
summary = "Leads a bakery."
requires = [
  { skill = "baking", level = 3, importance = 4 },
  { skill = "leading-people", level = 2, importance = 5 },
  { skill = "cost-control", level = 2, importance = 3 },
]
credentials = [{ any_of = ["master-baker"] }]

[[option]]
id = "lead-course"
title = "Course in leading people"
kind = "course"
teaches = { leading-people = [0, 3] }
proves = "a certificate of attendance"
first_step = "Enrol"
done_when = "the course is finished"
modes = [{ pattern = "self_paced", hours = [15, 20, 30], cost = [50, 100, 200] }]

[[option]]
id = "costing-course"
title = "Course in costing"
kind = "course"
teaches = { cost-control = [0, 2] }
proves = "a costed menu"
first_step = "Enrol"
done_when = "a menu is costed"
modes = [{ pattern = "self_paced", hours = [16, 20, 30], cost = [0, 40, 90] }]

[[option]]
id = "master-school"
title = "Master baker school"
kind = "certificate"
teaches = { cost-control = [0, 3] }
grants = ["master-baker"]
proves = "the certificate"
first_step = "Ask the chamber"
done_when = "the examination is passed"
modes = [{ pattern = "self_paced", hours = [80, 100, 140], cost = [600, 800, 1000] }]
"""

PERSON = {
    "basics": {"name": "Ada Example"},
    "work": [
        {
            "position": "Baker",
            "name": "Corner Bakery",
            "startDate": "2018-12",
            "highlights": ["Baked bread for three shops every morning"],
        }
    ],
}


@pytest.fixture(scope="module")
def bakery() -> Catalogue:
    return read_starter([("bakery.toml", BAKERY)])


@pytest.fixture
def ada(tmp_path: Path, bakery: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ada's résumé, in a world of two roles."""
    monkeypatch.setattr("cairn.catalogue.load_catalogue", lambda *_: bakery)
    path = tmp_path / "ada.json"
    path.write_text(json.dumps(PERSON), encoding="utf-8")
    return path


def plan(resume: Path, *words: str, target: str = "Head baker") -> int:
    """The status of `cairn plan`, on ordinary terms unless `words` say others."""
    given = [*(("--target", target) if target else ()), *TODAY]
    for name, value in zip(TERMS[::2], TERMS[1::2], strict=True):
        given += [] if name in words else [name, value]
    return run(["plan", str(resume), *given, *words])


def record(capsys: pytest.CaptureFixture[str], resume: Path, *words: str, status: int = 0) -> dict[str, Any]:
    """What `--json` prints."""
    capsys.readouterr()
    assert plan(resume, "--json", *words) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def titles(found: dict[str, Any]) -> set[str]:
    return {step["title"] for step in found["plan"]["steps"]}


# ------------------------------------------------------------------ what it tells


def test_the_plan_is_told_on_stdout_and_nothing_else_is(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada) == 0
    told = capsys.readouterr()
    for words in ("Ada Example", "Head baker", "Course in leading people", "Master baker school"):
        assert words in told.out
    assert told.err == ""
    assert "\x1b" not in told.out


def test_json_is_the_whole_record_and_its_numbers_replay(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = record(capsys, ada)
    assert found["version"] == 1
    assert found["made_on"] == "2026-12-01"
    assert found["source"] == "ada.json"
    assert titles(found) == {"Course in leading people", "Master baker school"} | {
        title for title in titles(found) if title.startswith("Find out")
    }
    for number, entry in enumerate(found["derivations"]):
        assert replay(printed_derivation(found, number)) == pytest.approx(entry["value"])


def test_an_honest_no_has_its_own_status_and_is_told_whole(
    ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    assert plan(ada, "--budget", "300 USD", "--out", str(out)) == HONEST_NO
    told = capsys.readouterr()
    assert "Master baker certificate" in told.out
    assert "Raises Leading people to 2" in told.out  # the best part of the plan all the same
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["plan"]["fits"] is False


def test_explain_opens_a_number_down_to_its_sources(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(ada, "--explain", "cost of the plan") == 0
    told = capsys.readouterr().out
    assert "$900" in told
    assert "bakery" in told.lower() or "catalogue" in told.lower()


def test_explain_names_the_nearest_where_no_number_is_called_so(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada, "--explain", "the coast of it") == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "nearest" in told.err.lower()


def test_what_was_not_said_is_assumed_and_told(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(ada), "--target", "Head baker", *TODAY]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for words in ("5 hours a week", "no limit on money", "no date"):
        assert words in told


def test_why_becomes_the_relevance_of_the_goal(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada, "--why", "I want my own bakery")
    assert found["goal"]["relevance"] == "I want my own bakery"


def test_today_fixes_the_clock(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada)
    assert min(one["start"] for one in found["schedule"]["sessions"]) > "2026-12-02"
    assert found == record(capsys, ada)


def test_nothing_is_planned_in_protected_time_nor_outside_the_times_named(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = ("--times", "Mon,Thu 18:00-20:30; Sun 9-12", "--protect", "Thu 19-24; Mon-Fri 9-12")
    begun = {
        datetime.fromisoformat(one["start"]) for one in record(capsys, ada, *times)["schedule"]["sessions"]
    }
    assert {one.weekday() for one in begun} - {2, 4} == {0, 3, 6}
    assert not [one for one in begun if one.weekday() == 3 and one.hour >= 19]
    assert not [one for one in begun if one.weekday() < 5 and 9 <= one.hour < 12]


def test_completed_courses_count_for_the_person(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "courses.csv"
    path.write_text("Title,Provider,Completed\nControlling costs,Mill School,2026-05-01\n", encoding="utf-8")
    before, after = record(capsys, ada), record(capsys, ada, "--courses", str(path))
    assert "“Controlling costs”" not in json.dumps(before["gap"], ensure_ascii=False)
    assert "“Controlling costs”" in json.dumps(after["gap"], ensure_ascii=False)


def test_days_away_stay_free(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = ("--away", "2026-12-07..2026-12-20", "--away", "2027-01-05")
    days = {one["start"][:10] for one in record(capsys, ada, *away)["schedule"]["sessions"]}
    assert not [day for day in days if "2026-12-07" <= day <= "2026-12-20"]
    assert "2027-01-05" not in days
    assert "2027-01-05" in {one["start"][:10] for one in record(capsys, ada)["schedule"]["sessions"]}


def test_hours_at_work_are_the_person_s_to_say(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada, "--hours-at-work", "0")
    assert found["terms"]["hours_at_work"]["value"] == 0


def test_a_role_may_be_named_by_its_id(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(ada, target="head-baker") == 0
    assert "Head baker" in capsys.readouterr().out


# ------------------------------------------------------------------ answers and postings


def test_answers_change_the_plan(ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(
        '[levels]\nleading-people = 4\n[credentials]\nmaster-baker = true\n[contact]\nname = "Ada Lang"\n',
        encoding="utf-8",
    )
    found = record(capsys, ada, "--answers", str(answers))
    assert not {"Course in leading people", "Master baker school"} <= titles(found)
    assert found["resume"]["basics"]["name"] == "Ada Lang"
    before = record(capsys, ada)
    assert found["plan"]["hours"]["value"] < before["plan"]["hours"]["value"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[levels", "neither TOML nor JSON"),
        ("[levels]\nbakeing = 2\n", "bakeing"),
        ("[levels]\nbaking = 9\n", "0 to 5"),
        ("[levels]\nbaking = nan\n", "0 to 5"),
        ("[hopes]\nbaking = 2\n", "hopes"),
        ("[credentials]\nmaster-baker = 1\n", "true or false"),
        ('[[experience]]\nmatch = "Astronaut"\nremove = true\n', "Astronaut"),
        ('[[experience]]\nmatch = "Baker"\nstart = "last year"\n', "last year"),
        ('[assumptions]\n"no.such" = 1\n', "no.such"),
        ('[assumptions]\n"effort.check_hours" = nan\n', "effort.check_hours"),
        ('[assumptions]\n"effort.check_hours" = "many"\n', "effort.check_hours"),
        ("levels = 3\n", "levels"),
    ],
)
def test_answers_that_cannot_be_meant_are_one_sentence(
    ada: Path, text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(text, encoding="utf-8")
    assert refusal(capsys, ada, "--answers", str(answers)).count(words) >= 1


def test_a_posting_can_be_the_target(ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text(
        "Bakery team lead\n\nYou must have\n- Leading people\n- A master baker certificate\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert plan(ada, "--ad", str(ad), "--json", target="") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["target"]["title"] == "Bakery team lead"
    assert "Course in leading people" in titles(found)
    assert plan(ada, "--ad", str(ad), "--json", target="Lead baker") == 0
    assert json.loads(capsys.readouterr().out)["target"]["title"] == "Lead baker"


# ------------------------------------------------------------------ its files


def test_all_five_files_are_written_and_for_their_owner_only(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "plan"
    assert plan(ada, "--out", str(out)) == 0
    assert {one.name for one in out.iterdir()} == set(NAMES)
    assert str(out) in capsys.readouterr().err
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "<html" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "plan.md").read_text(encoding="utf-8").startswith("#")
    assert (out / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    if os.name == "posix":
        assert {one.stat().st_mode & 0o077 for one in out.iterdir()} == {0}


def test_it_can_be_run_again_over_its_own_output(ada: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert plan(ada, "--out", str(out)) == 0
    first = {name: (out / name).read_bytes() for name in NAMES}
    assert plan(ada, "--out", str(out)) == 0
    assert {one.name for one in out.iterdir()} == set(NAMES)
    assert (out / "plan.json").read_bytes() == first["plan.json"]
    assert (out / "plan.ics").read_bytes() == first["plan.ics"]
    assert plan(ada, "--out", str(out), "--hours-per-week", "3") == 0
    assert (out / "plan.json").read_bytes() != first["plan.json"]


def test_an_empty_folder_is_taken(ada: Path, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert plan(ada, "--out", str(tmp_path / "plan")) == 0


# ------------------------------------------------------------------ what it refuses


def refusal(capsys: pytest.CaptureFixture[str], resume: Path, *words: str, target: str = "Head baker") -> str:
    """The one sentence that a refused request gets."""
    capsys.readouterr()
    assert plan(resume, *words, target=target) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    lines = told.err.strip().splitlines()
    assert len(lines) == 1, told.err
    assert lines[0].endswith((".", "?", "”")), told.err
    return lines[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--hours-per-week", "-3"), "more than 0"),
        (("--hours-per-week", "0"), "more than 0"),
        (("--hours-per-week", "200"), "at most 70"),
        (("--hours-per-week", "nan"), "--hours-per-week"),
        (("--hours-per-week", "inf"), "--hours-per-week"),
        (("--hours-at-work", "-1"), "0 to 40"),
        (("--hours-at-work", "nan"), "--hours-at-work"),
        (("--by", "2020-01-01"), "later date"),
        (("--by", "2026-12-01"), "later date"),
        (("--by", "0m"), "later date"),
        (("--by", "90y"), "nearer date"),
        (("--by", "next spring"), "2028-03-12"),
        (("--by", "12/03/2028"), "2028-03-12"),
        (("--by", "2028-02-30"), "2028-03-12"),
        (("--budget", "a lot"), "1500 USD"),
        (("--budget", "1500"), "1500 USD"),
        (("--budget", "-5 USD"), "1500 USD"),
        (("--budget", "nan USD"), "1500 USD"),
        (("--budget", "5 XYZ"), "XYZ"),
        (("--away", "July"), "2027-07-05"),
        (("--away", "2027-07-18..2027-07-05"), "before"),
        (("--away", "2027-07-05.."), "2027-07-05"),
        (("--protect", "Blursday"), "Tue 19:00-21:00"),
        (("--times", "Mon 18-19", "--hours-per-week", "4"), "room for 1 of 4 hours"),
        (("--away", "..2027-07-05"), "2027-07-05"),
        (("--today", "tomorrow"), "--today"),
        (("--answers", "no-such.toml"), "no-such.toml"),
        (("--ad", "no-such.txt"), "no-such.txt"),
    ],
)
def test_terms_nobody_can_mean_are_one_sentence(
    ada: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    assert told in refusal(capsys, ada, *words, "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("words", [("--hours-per-week", "many"), ("--no-such-option",), ("--by",)])
def test_options_that_are_no_options_leave_with_2(
    ada: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada, *words) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err


def test_without_a_role_it_says_how_to_name_one(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--target" in refusal(capsys, ada, target="")


def test_a_role_it_does_not_know_points_to_a_posting(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--ad" in refusal(capsys, ada, target="Quantum plumber")


@pytest.mark.parametrize(
    ("word", "title"),
    [("manager", "Operations manager"), ("teacher", "Secondary school teacher"), ("Chef", "Sous chef")],
)
def test_a_role_that_is_not_clear_lists_those_it_may_be(
    word: str, title: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = root / "examples" / "nurse.json"
    assert run(["plan", str(resume), "--target", word, *TODAY]) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    listed = [line.strip() for line in told.err.splitlines() if line.startswith("  ")]
    assert 2 <= len(listed) <= 5
    assert title in listed


def _not_a_resume(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text("the sea is wide\nand so are we\n", encoding="utf-8")
    return path


def _huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    return path


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(tmp_path: Path) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def _bomb(tmp_path: Path) -> Path:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 160_000_000)
    return path


_PDF_HEAD = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>\nendobj\n"
_LOCK = (
    b"4 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"41" * 32
    + b"> /U <"
    + b"42" * 32
    + b"> >>\nendobj\n"
)
_SCANNED = _PDF_HEAD + _PAGES + _PAGE + b"trailer\n<< /Size 4 /Root 1 0 R >>\n%%EOF\n"
_LOCKED = (
    _PDF_HEAD
    + _PAGES
    + _PAGE
    + _LOCK
    + b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\n%%EOF\n"
)

FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda tmp_path: tmp_path / "missing.pdf", "no file"),
    "a folder of nothing": (lambda tmp_path: tmp_path, "LinkedIn"),
    "empty": (_bytes("empty.pdf", b""), "empty"),
    "200 MB": (_huge, "200 MB"),
    "encrypted": (_bytes("locked.pdf", _LOCKED), "password"),
    "scanned": (_bytes("scan.pdf", _SCANNED), "no text"),
    "damaged docx": (_bytes("torn.docx", b"PK\x03\x04" + b"\0" * 400), "torn.docx"),
    "zip bomb": (_bomb, "unpacks"),
    "picture named pdf": (_bytes("photo.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 90), "picture"),
    "not text": (_bytes("noise.txt", bytes(range(256)) * 40), "not text"),
    "no resume": (_not_a_resume, "résumé"),
    "json of something else": (_bytes("other.json", b'{"a": 1}'), "JSON Resume"),
}


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("kind", FILES)
def test_a_file_it_cannot_plan_from_is_one_sentence_and_writes_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = FILES[kind]
    folder = tmp_path / "input"
    folder.mkdir()
    out = tmp_path / "plan"
    assert words in refusal(capsys, make(folder), "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("kind", ["empty", "no resume", "damaged docx"])
def test_a_refused_request_leaves_the_earlier_plan_as_it_was(
    kind: str, ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    before = _made(ada, out)
    refusal(capsys, FILES[kind][0](tmp_path), "--out", str(out))
    assert _contents(out) == before


def _made(resume: Path, out: Path) -> dict[str, bytes]:
    assert plan(resume, "--out", str(out)) == 0
    return _contents(out)


def _contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


# ------------------------------------------------------------------ where it will not write


def test_a_folder_with_something_else_in_it_is_left_alone(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "plan.json").write_text('{"my": "own"}', encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(folder))
    assert _contents(folder) == {"plan.json": b'{"my": "own"}'}


def test_a_plan_json_that_is_no_object_is_not_ours(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "plan.json").write_text("[1]", encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(folder))


def test_a_file_where_the_folder_should_be_is_refused(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan").write_text("mine", encoding="utf-8")
    assert "--out" in refusal(capsys, ada, "--out", str(tmp_path / "plan"))
    assert (tmp_path / "plan").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_to_is_refused_before_any_work(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere, so the refusal of the system is played.
    def refuse(**_: object) -> IO[bytes]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(plan_files.tempfile, "TemporaryFile", refuse)
    told = refusal(capsys, ada, "--out", str(tmp_path / "plan"))
    assert "Permission denied" in told
    assert "--out" in told


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_full_disk_leaves_the_earlier_plan_and_nothing_half_written(
    after: int,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "plan"
    before = _made(ada, out)
    written = iter(range(99))
    real = os.fdopen

    def fill(handle: int, mode: str) -> IO[Any]:
        if next(written) < after:
            return real(handle, mode)
        os.close(handle)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(plan_files.os, "fdopen", fill)
    told = refusal(capsys, ada, "--out", str(out), "--hours-per-week", "3")
    assert "No space left" in told
    assert _contents(out) == before


@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_move_that_fails_half_way_brings_the_earlier_plan_back(
    after: int,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "plan"
    before = _made(ada, out)
    real, moved = Path.replace, []

    def move(self: Path, target: Path) -> Path:
        if target.name in NAMES and self.name.startswith(f".{target.name}.") and len(moved) == after:
            moved.append(target)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        moved.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", move)
    refusal(capsys, ada, "--out", str(out), "--hours-per-week", "3")
    monkeypatch.undo()
    assert _contents(out) == before


def test_a_first_plan_that_cannot_be_moved_leaves_an_empty_folder(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan"
    real = Path.replace

    def move(self: Path, target: Path) -> Path:
        if target.name == "plan.ics":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", move)
    refusal(capsys, ada, "--out", str(out))
    assert list(out.iterdir()) == []


# ------------------------------------------------------------------ flaws that are told and borne


@pytest.mark.usefixtures("ada")
def test_a_wrong_ending_and_an_old_encoding_are_told_and_the_plan_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Zoë Brontë\n\nExperience\nBaker, Café Noir, Jan 2018 - present\n- Baked bread for three shops\n"
    odd = tmp_path / "zoe.pdf"
    odd.write_bytes(text.encode("cp1252"))
    capsys.readouterr()
    assert plan(odd) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Zoë Brontë" in told
    assert "ending" in told or "named" in told
    assert "UTF-8" in told or "encoding" in told or "characters" in told


@pytest.mark.parametrize("option", ["--answers", "--ad"])
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"caf\xe9 = 1", "UTF-8"), (b" " * 1_100_000, "larger than 1 MB"), (b"", "")],
)
def test_small_files_are_looked_at_before_they_are_believed(
    option: str,
    content: bytes,
    words: str,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(content)
    if option == "--answers" and not content:
        assert plan(ada, option, str(path)) == 0  # nothing was said, which is allowed
        return
    assert words in refusal(capsys, ada, option, str(path))


def test_a_posting_that_asks_nothing_we_know_says_what_to_do(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("Come and be happy with us!\n", encoding="utf-8")
    assert "paste" in refusal(capsys, ada, "--ad", str(ad))


# ------------------------------------------------------------------ as a process, and at a terminal


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
