"""`cairn match` and `cairn skills`: the starter and ESCO, streams of every kind, corrections."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cairn.match.releases import BAKER, DOUGH, OVENS, write_model, write_release

from cairn.catalogue.esco import read_esco
from cairn.catalogue.releases import ReadRelease
from cairn.catalogue.store import install
from cairn.errors import CairnError
from cairn.match import Corrections
from cairn.match.esco.encoder import SentenceModel, installed_model
from cairn.match.esco.index import EscoIndex
from cairn.units import SkillId
from cairn_cli.app import BAD_INPUT
from cairn_cli.corrections_file import confirm_titles, correct_skills
from cairn_cli.esco_search import _task_texts, add_model, index_folder, load_esco
from cairn_cli.queries import LONGEST

Done = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    EscoIndex.of(read_esco(write_release(folder))).save(index_folder(folder / "home"))
    return folder / "home"


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A data folder with a small ESCO."""
    return Path(shutil.copytree(made, tmp_path / "home"))


def run(home: Path, *words: str, typed: bytes = b"") -> Done:
    return subprocess.run(
        [sys.executable, "-m", "cairn_cli", *words],
        input=typed,
        capture_output=True,
        check=False,
        env={**os.environ, "CAIRN_HOME": str(home)},
        timeout=120,
    )


def answers(done: Done) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().split("\n")[:-1]]


@pytest.mark.parametrize(
    ("kind", "query", "first"), [("skills", "kneading", DOUGH), ("roles", "bakers", BAKER)]
)
def test_esco_is_matched_with_the_publishers_ids(home: Path, kind: str, query: str, first: str) -> None:
    (answer,) = answers(run(home, "match", kind, "--catalogue", "esco", typed=query.encode()))
    assert answer["matches"][0]["id"] == first


def test_esco_skills_are_found_in_a_file(home: Path, tmp_path: Path) -> None:
    posting = tmp_path / "ad.txt"
    posting.write_text("You knead dough and tend ovens.", encoding="utf-8")
    done = run(home, "skills", str(posting), "--catalogue", "esco", "--json")
    assert [one["id"] for one in json.loads(done.stdout)["skills"]] == [DOUGH, OVENS]


@pytest.mark.parametrize("kind", ["skills", "roles"])
def test_esco_that_is_not_installed_or_old_is_refused_in_one_sentence(
    kind: str, home: Path, tmp_path: Path
) -> None:
    (index_folder(home) / "index.json").write_text('{"format": 1}', encoding="utf-8")
    for place in (home, tmp_path / "nothing"):
        done = run(place, "match", kind, "--catalogue", "esco", typed=b"baker\n")
        assert (done.returncode, done.stdout) == (BAD_INPUT, b"")
        assert b"cairn data install esco" in done.stderr
        assert done.stderr.count(b"\n") == 1


def test_the_model_is_asked_for_with_the_way_to_get_it(home: Path) -> None:
    if installed_model() is not None:
        assert run(home, "match", "model").returncode == 0
        assert b"already" in run(home, "match", "model").stderr
        return
    done = run(home, "match", "model")
    assert (done.returncode, done.stdout) == (BAD_INPUT, b"")
    assert b"./cairn match model" in done.stderr
    assert b"requirements/model.txt" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_model_added_later_is_used_from_then_on(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SentenceModel.load(write_model(tmp_path))
    monkeypatch.setattr("cairn.match.esco.encoder.installed_model", lambda: model)
    monkeypatch.setenv("CAIRN_HOME", str(home))
    told: list[tuple[int, int]] = []
    before = load_esco().match_roles("bakers")
    assert add_model(home, lambda done, total: told.append((done, total)))
    assert not add_model(home, lambda done, total: told.append((done, total)))
    assert told == [(14, 14)]  # five labels of skills and nine names of occupations
    after = load_esco()
    assert after.meanings is not None
    assert after.match_roles("bakers")[0].role == before[0].role == BAKER


def test_what_an_installed_onet_says_people_do_sharpens_the_search(tmp_path: Path) -> None:
    said = ("baker", "1", "Knead the dough at night.", "")
    rows = {"task": [said], "occupation": [("baker", "Bakers", "They bake.", "")]}
    assert _task_texts(tmp_path) == []
    install(tmp_path, [ReadRelease(name="onet", version="1", rows=rows)])
    assert _task_texts(tmp_path) == ["Knead the dough at night.", "They bake."]


STREAM = (
    b"\xef\xbb\xbfnurse\r\n\n\xff\xfe\x00\x01\x02\n"
    + "ممرضة 护士 🩺 \u202e\u2028x\n".encode()
    + b"a\rb\n"
    + b"\t \nnurse"
)


@pytest.mark.parametrize("catalogue", ["starter", "esco"])
@pytest.mark.parametrize("kind", ["skills", "roles"])
def test_every_line_has_its_answer_whatever_it_holds(home: Path, kind: str, catalogue: str) -> None:
    done = run(home, "match", kind, "--catalogue", catalogue, typed=STREAM)
    found = answers(done)
    assert len(found) == 7
    assert found[0]["query"] == found[-1]["query"] == "nurse"
    assert found[0]["matches"] == found[-1]["matches"]
    assert found[1] == {"query": "", "matches": []}
    assert done.stdout.decode().splitlines() == done.stdout.decode().split("\n")[:-1]


@pytest.mark.parametrize("catalogue", ["starter", "esco"])
def test_a_line_of_millions_of_characters_is_answered_and_said(home: Path, catalogue: str) -> None:
    typed = b"nurse " * 2_000_000 + b"\nnurse\n"
    done = run(home, "match", "roles", "--catalogue", catalogue, typed=typed)
    first, second = answers(done)
    assert len(first["query"]) == LONGEST
    assert second["query"] == "nurse"
    assert b"Line 1 is longer" in done.stderr


def test_a_reader_who_has_had_enough_is_no_error(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cairn_cli", "match", "roles"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CAIRN_HOME": str(home)},
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"nurse\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"nurse\n" * 50)
        process.stdin.close()
        told = process.stderr.read()
    assert told == b""


def test_a_bar_is_shown_only_where_somebody_watches(home: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_bytes(b"nurse\n" * 3)
    ours, theirs = pty.openpty()
    with (tmp_path / "queries.txt").open("rb") as typed:
        done = subprocess.run(
            [sys.executable, "-m", "cairn_cli", "match", "roles"],
            stdin=typed,
            stdout=subprocess.PIPE,
            stderr=theirs,
            check=True,
            env={**os.environ, "CAIRN_HOME": str(home), "TERM": "xterm"},
        )
    os.close(theirs)
    told = os.read(ours, 100_000)
    os.close(ours)
    assert b"Bytes matched" in told
    assert done.stdout.count(b"\n") == 3
    assert run(home, "match", "roles", typed=b"nurse\n").stderr == b""


# ------------------------------------------------------------------ corrections


def skills_in(home: Path, text: str, *words: str) -> list[str]:
    place = home.parent / "text.txt"
    place.write_text(text, encoding="utf-8")
    done = run(home, "skills", str(place), "--json", *words)
    assert done.returncode == 0, done.stderr.decode()
    return [one["id"] for one in json.loads(done.stdout)["skills"]]


def test_a_mistake_put_right_once_stays_right(home: Path) -> None:
    text = "Ran the SQL reports and the reefer checks."
    assert skills_in(home, text) == ["sql"]
    corrected = skills_in(home, text, "--reject", "SQL=sql", "--teach", "reefer check=Negotiation")
    assert corrected == skills_in(home, text) == ["negotiation"]
    assert skills_in(home, "Knows SQL, R and REEFER CHECKS.").count("negotiation") == 1


def test_a_correction_is_heeded_by_the_gap_of_a_resume(home: Path, root: Path) -> None:
    resume = str(root / "examples" / "product-analyst.json")
    asked = ("gap", resume, "--target", "Data scientist", "--json", "--today", "2026-11-01")
    before = run(home, *asked).stdout
    text = root / "examples" / "product-analyst.json"
    done = run(home, "skills", str(text), "--reject", "SQL", "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert run(home, *asked).stdout != before


def test_a_title_confirmed_once_comes_first(home: Path) -> None:
    for catalogue, wanted in (("starter", "registered-nurse"), ("esco", BAKER)):
        options = ("--catalogue", catalogue)
        done = run(home, "match", "roles", *options, "--confirm", f"bench wizard={wanted}")
        assert done.returncode == 0, done.stderr.decode()
        (answer,) = answers(run(home, "match", "roles", *options, typed=b"Bench wizards\n"))
        assert answer["matches"][0]["id"] == wanted


def test_a_file_of_ones_own_may_hold_them(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "mine.json"
    skills_in(home, "x", "--corrections", str(own), "--teach", "reefer checks=sql")
    assert skills_in(home, "did reefer checks", "--corrections", str(own)) == ["sql"]
    assert skills_in(home, "did reefer checks") == []
    (answer,) = answers(run(home, "match", "skills", "--corrections", str(own), typed=b"reefer checks"))
    assert answer["matches"][0]["id"] == "sql"


@pytest.mark.parametrize("typed", ["x=no-such-skill", "=sql", "="])
def test_a_correction_that_makes_no_sense_is_refused(typed: str) -> None:
    labels = {SkillId("sql"): "SQL"}
    for taught, rejected in (([typed], []), ([], [typed])):
        with pytest.raises(CairnError):
            correct_skills(Corrections(), taught, rejected, labels)
    with pytest.raises(CairnError):
        confirm_titles(Corrections(), [typed], {})


def test_a_damaged_file_is_refused_and_left_as_it_is(home: Path, tmp_path: Path) -> None:
    (home / "corrections.json").write_text("{oops", encoding="utf-8")
    (tmp_path / "t.txt").write_text("SQL", encoding="utf-8")
    done = run(home, "skills", str(tmp_path / "t.txt"), "--teach", "x=sql")
    assert done.returncode == BAD_INPUT
    assert (home / "corrections.json").read_text(encoding="utf-8") == "{oops"
