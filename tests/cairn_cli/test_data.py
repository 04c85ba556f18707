"""`cairn data` from files, and what an installed release is good for."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.catalogue.releases import KEEPER, NURSE
from tests.cairn.match.releases import BAKER, write_release

from cairn.catalogue.store import list_releases
from cairn_cli.app import BAD_INPUT, run

pytestmark = pytest.mark.usefixtures("home")


def document(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


# ------------------------------------------------------------------ files


def test_install_list_upgrade_remove(
    onet: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "install", "onet", str(onet)]) == 0
    told = capsys.readouterr().out
    assert "Installed O*NET 29.3: 3 occupation" in told
    assert "Licence: CC BY 4.0" in told
    assert "1 already among the other titles" in told
    listed = document(["data", "list"], capsys)
    assert [(one["name"], one["release"], len(one["sha256"])) for one in listed["releases"]] == [
        ("onet", "29.3", 64)
    ]
    assert run(["data", "watch", NURSE, "--note", "ask Tom"]) == 0
    assert run(["data", "install", "onet", str(releases.write_onet(tmp_path, version="30.1"))]) == 0
    said = capsys.readouterr().err
    assert "From O*NET 29.3 to O*NET 30.1" in said
    assert f"Your role Registered Nurses ({NURSE}): nothing changed." in said
    assert run(["data", "remove", "onet", "--release", "29.3"]) == 0
    assert [one.version for one in list_releases(home)] == ["30.1"]


def test_an_empty_home_lists_the_starter_and_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "list"]) == 0
    told = capsys.readouterr()
    assert "starter" in told.out
    assert "cairn data install onet" in told.err


@pytest.mark.parametrize("name", ["onet", "esco", "bls", "crosswalk"])
def test_bad_input_is_one_sentence_and_the_old_catalogue_stays(
    name: str, onet: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["data", "install", "onet", str(onet)])
    before = list_releases(home)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(onet.read_bytes()[:200])
    for bad in (broken, tmp_path / "nothing.zip", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        capsys.readouterr()
        assert run(["data", "install", name, str(bad)]) == BAD_INPUT
        told = capsys.readouterr().err.strip()
        assert len(told.splitlines()) == 1, told
    assert list_releases(home) == before


def test_an_unknown_name_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "install", "oned"]) == BAD_INPUT
    assert "onet, esco, bls, crosswalk, ladder" in capsys.readouterr().err
    assert run(["data", "remove", "onet"]) == BAD_INPUT
    assert run(["role", "nurse", "--catalogue", "esco"]) == BAD_INPUT


def test_what_has_no_address_says_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "install", "esco"]) == BAD_INPUT
    told = capsys.readouterr().err.strip()
    assert "use-esco/download" in told
    assert "CLASSIFICATION.zip RELATIONS.zip" in told
    assert len(told.splitlines()) == 1


def test_stars_of_roles_and_skills_are_followed_through_an_upgrade(
    onet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "watch", "registered-nurse"]) == 0
    assert run(["data", "watch", "python", "--skill", "--note", "for the new team"]) == 0
    capsys.readouterr()
    kinds = {(one["kind"], one["id"]) for one in document(["data", "watch"], capsys)["watched"]}
    assert kinds == {("role", "registered-nurse"), ("skill", "python")}
    run(["data", "install", "onet", str(onet)])
    header, _ = releases.TABLES["Technology Skills"]
    none = releases.write_onet(tmp_path, version="30.0", Technology_Skills=releases.tabbed(header, [
        (releases.CODER, "Rust", "1", "g", "N", "N")]))  # fmt: skip
    capsys.readouterr()
    assert run(["data", "install", "onet", str(none)]) == 0
    told = capsys.readouterr().err
    assert f"Your role Registered nurse ({NURSE}): nothing changed." in told
    assert "Your skill Python: not in O*NET 30.0; O*NET 29.3 still holds it." in told
    assert run(["data", "watch", "python", "--skill", "--remove"]) == 0
    capsys.readouterr()
    (change,) = document(["data", "changes", "onet"], capsys)["changes"]
    assert (change["from"], change["to"]) == ("29.3", "30.0")
    assert not any("skill" in line for line in change["lines"])


def test_the_role_and_skills_of_a_plan_are_followed_too(
    onet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["data", "install", "onet", str(onet)])
    run(["data", "install", "onet", str(releases.write_onet(tmp_path, version="30.0"))])
    plan = tmp_path / "plan.json"
    content = {
        "target": {"title": "Nurse", "codes": {"onet": NURSE}},
        "person": {"skills": [{"id": "sql", "label": "SQL"}]},
        "gap": {"skills": [{"skill": "python", "label": "Python"}]},
    }
    plan.write_text(json.dumps(content), encoding="utf-8")
    capsys.readouterr()
    assert run(["data", "changes", "--plan", str(plan)]) == 0
    told = capsys.readouterr().out
    assert f"Your role Nurse ({NURSE}): nothing changed." in told
    assert "1 of your skills is as before." in told  # nobody of the release speaks of SQL
    plan.write_text("{}", encoding="utf-8")
    assert run(["data", "changes", "--plan", str(plan)]) == BAD_INPUT


def test_nothing_to_compare_is_said(onet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["data", "install", "onet", str(onet)])
    assert run(["data", "changes"]) == 0
    assert "no two releases" in capsys.readouterr().err


def test_a_home_that_is_a_file_is_refused(
    onet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAIRN_HOME", str(onet))
    assert run(["data", "install", "onet", str(onet)]) == BAD_INPUT
    assert "name a folder" in capsys.readouterr().err


# ------------------------------------------------------------------ what an install is good for


def test_an_installed_role_serves_role_near_and_gap(
    onet: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["data", "install", "onet", str(onet)])
    capsys.readouterr()
    assert run(["role", "apiarist"]) == 0
    assert "Beekeepers and Animal Keepers" in capsys.readouterr().out
    role = document(["role", NURSE], capsys)["role"]
    assert role["layer"] == "O*NET 29.3"
    assert role["facts"]["education"][1] == {"label": "bachelor's degree", "share": 0.8}
    assert role["facts"]["wages"] is None
    assert document(["near", NURSE, "--top", "2"], capsys)["from"] == NURSE
    found = document(["gap", str(root / "examples" / "nurse.json"), "--target", NURSE], capsys)
    assert {one["label"] for one in found["skills"]} >= {"Active listening"}


def test_a_star_shows_beside_its_role_and_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "watch", "actuary", "--note", "ask Tom"]) == 0
    assert run(["role", "actuary"]) == 0
    assert "Starred by you: ask Tom" in capsys.readouterr().out
    assert document(["data", "watch", "actuary", "--remove"], capsys)["watched"] == []


def test_the_library_is_searched_over_every_layer_with_stars_and_notes(
    onet: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["data", "install", "onet", str(onet)])
    run(["data", "install", "esco", *map(str, write_release(tmp_path))])
    (home / "own").mkdir()
    text = '[[company]]\nname = "Baker & Daughters"\nnote = "ask about the apprenticeship"\n'
    (home / "own" / "places.toml").write_text(text, encoding="utf-8")
    run(["data", "watch", KEEPER, "--note", "one day"])
    capsys.readouterr()
    found = document(["data", "search", "beekeeper"], capsys)["entries"]
    assert [one["note"] for one in found if one["is_starred"]] == ["one day"]
    assert KEEPER in {one["id"] for one in found}
    bakers = {one["kind"]: one for one in document(["data", "search", "baker"], capsys)["entries"]}
    assert bakers["company"]["note"] == "ask about the apprenticeship"
    layers = {one["layer"] for one in document(["data", "search", "nurse"], capsys)["entries"]}
    assert layers == {"starter", "O*NET 29.3", "ESCO of unknown number"}
    assert run(["data", "search", "baker"]) == 0
    assert "Baker & Daughters" in capsys.readouterr().out
    assert run(["data", "search", "qqzzxx"]) == 0
    assert "Nothing is called" in capsys.readouterr().err


def test_own_entries_that_may_stand_twice_are_pointed_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "own").mkdir(parents=True)
    text = '[[skill]]\nid = "mine"\nlabel = "SQL"\nkind = "hard"\n'
    (home / "own" / "mine.toml").write_text(text, encoding="utf-8")
    assert run(["data", "list"]) == 0
    told = capsys.readouterr()
    assert "own entries: 1" in told.out
    assert "“mine” goes by a name of “sql”" in told.err
    (home / "own" / "mine.toml").write_text("[[skill]", encoding="utf-8")
    assert run(["role", "actuary"]) == BAD_INPUT


def test_a_role_that_nobody_rated_is_not_compared_as_if_it_asked_nothing(
    onet: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["data", "install", "onet", str(onet)])
    for words in (["near", KEEPER], ["gap", str(root / "examples" / "nurse.json"), "--target", KEEPER]):
        capsys.readouterr()
        assert run(words) == BAD_INPUT
        assert "has not rated it" in capsys.readouterr().err
    assert run(["role", KEEPER]) == 0


def test_a_release_by_itself_is_not_mixed_with_others(onet: Path, tmp_path: Path) -> None:
    run(["data", "install", "onet", str(onet)])
    run(["data", "install", "esco", *map(str, write_release(tmp_path))])
    assert run(["role", "apiarist", "--catalogue", "onet"]) == 0
    assert run(["role", "apiarist", "--catalogue", "esco"]) == BAD_INPUT


def test_esco_alone_is_searched_by_its_own_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "install", "esco", *map(str, write_release(tmp_path))]) == 0
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"bread maker\n"), encoding="utf-8"))
        assert run(["match", "roles", "--catalogue", "esco", "--top", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["matches"][0]["id"] == BAKER
    role = document(["role", "baker", "--catalogue", "esco"], capsys)["role"]
    assert role["id"] == BAKER
    assert run(["data", "remove", "esco"]) == 0
    assert run(["match", "roles", "--catalogue", "esco"]) == BAD_INPUT


def test_a_ladder_is_installed_shown_and_removed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "install", "ladder", str(root / "examples" / "ladder-support.yaml")]) == 0
    capsys.readouterr()
    found = document(["ladder", "ladder-support", "--from", "senior-agent"], capsys)
    assert found["up"] == ["expert", "people"]
    assert found["differences"][0]["themes"][0]["raised"][0]["from_level"] == 3
    assert run(["data", "remove", "ladder", "--release", "ladder-support"]) == 0
    assert run(["ladder", "ladder-support"]) == BAD_INPUT


def test_evidence_is_counted_beside_expectations(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = tmp_path / "proof.csv"
    proof.write_text("expectation,what\nagent-1,a day\nagent-1,another\n", encoding="utf-8")
    ladder = str(root / "examples" / "ladder-support.yaml")
    found = document(["ladder", ladder, "--from", "agent", "--evidence", str(proof)], capsys)
    counts = {one["expectation"]: one["count"] for one in found["evidence"]}
    assert (counts["agent-1"], counts["agent-2"]) == (2, 0)
    proof.write_text("what\nx\n", encoding="utf-8")
    assert run(["ladder", ladder, "--from", "agent", "--evidence", str(proof)]) == BAD_INPUT
