"""`cairn data`, from files and from a local server that cuts, stalls, lies and refuses."""

import contextlib
import io
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.catalogue.releases import KEEPER, NURSE
from tests.cairn.match.releases import BAKER, write_release

from cairn.catalogue.releases import PUBLISHERS
from cairn.catalogue.store import list_releases
from cairn.errors import CannotWrite, UnreadableFile
from cairn_cli.app import BAD_INPUT, run
from cairn_cli.downloads import download, publishers_addresses


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CAIRN_HOME", str(folder))
    return folder


@pytest.fixture
def onet(tmp_path: Path) -> Path:
    return releases.write_onet(tmp_path)


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


# ------------------------------------------------------------------ a server


PAGE = "".join(
    f'<a href="dl_files/database/{one}">{one}</a>'
    for one in ("db_29_3_text.zip", "db_30_1_text.zip", "db_9_0_text.zip")
).encode()


class Server(ThreadingHTTPServer):
    """Serves one file under any path, in the way a test wants; notes what was asked."""

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = content
        self.manner = "well"
        self.ranges: list[str] = []
        self.files: dict[str, bytes] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        whole = self.server.files.get(self.path, PAGE if self.path.endswith(".html") else None)
        if whole is not None:
            self._head(200, len(whole))
            self.wfile.write(whole)
            return
        content, manner = self.server.content, self.server.manner
        wanted = self.headers.get("Range", "")
        self.server.ranges.append(wanted)
        if manner == "missing":
            self.send_error(404)
        elif manner == "huge":
            self._head(200, 10**12)
        elif manner == "silent":
            self._head(200, len(content))
            self.wfile.write(content[:100])
            threading.Event().wait(2)
        elif manner == "cut":
            self._head(200, len(content))
            self.wfile.write(content[: len(content) // 2])
        elif wanted and self.headers.get("If-Range") == '"one"':
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(content):
                self.send_error(416)
                return
            self._head(206, len(content) - start)
            self.wfile.write(content[start:])
        else:
            self._head(200, len(content))
            self.wfile.write(content)

    def _head(self, status: int, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(size))
        self.send_header("ETag", '"one"')
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(onet: Path) -> Iterator[Server]:
    with contextlib.closing(_Closer(Server(onet.read_bytes()))) as running:
        yield running.server


class _Closer:
    def __init__(self, server: Server) -> None:
        self.server = server
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def test_a_release_is_fetched_from_an_address(
    server: Server, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "install", "onet", f"{server.address}/db_29_3_text.zip"]) == 0
    assert "sha256" in capsys.readouterr().err
    assert [one.version for one in list_releases(home)] == ["29.3"]


def test_without_a_file_the_newest_on_the_publishers_page_is_taken(
    server: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAIRN_ADDRESS_ONET", f"{server.address}/database.html")
    newest = [f"{server.address}/dl_files/database/db_30_1_text.zip"]
    assert publishers_addresses(PUBLISHERS["onet"]) == newest
    assert run(["data", "install", "onet"]) == 0
    assert len(list_releases(home)) == 1


def test_an_address_given_by_option_serves_as_one_given_by_place(server: Server, home: Path) -> None:
    assert run(["data", "install", "onet", "--from", f"{server.address}/db_29_3_text.zip"]) == 0
    assert [one.version for one in list_releases(home)] == ["29.3"]


def test_bls_comes_from_a_page_and_a_file_beside_it(
    server: Server, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wages, projections = releases.write_wages(tmp_path), releases.write_projections(tmp_path)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(wages, f"oesm24nat/{wages.name}")
    server.files = {
        "/oes/tables.html": b'<a href="/special-requests/oesm24nat.zip">x</a> oesm23nat.zip',
        "/special-requests/oesm24nat.zip": zipped.getvalue(),
        "/emp/occupation.csv": projections.read_bytes(),
    }
    both = f"{server.address}/oes/tables.html {server.address}/emp/occupation.csv"
    monkeypatch.setenv("CAIRN_ADDRESS_BLS", both)
    assert run(["data", "install", "bls"]) == 0
    assert {one.name for one in list_releases(home)} == {"bls-wages", "bls-projections"}


def test_the_crosswalk_comes_from_whatever_files_its_page_names(
    server: Server, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files = {
        "/crosswalk.html": b'<a href="/files/ONET%20(Occupations)_0.csv">a</a>'
        b'<a href="/files/other.csv">b</a>',
        "/files/ONET%20(Occupations)_0.csv": releases.write_crosswalk(tmp_path).read_bytes(),
    }
    monkeypatch.setenv("CAIRN_ADDRESS_CROSSWALK", f"{server.address}/crosswalk.html")
    assert run(["data", "install", "crosswalk"]) == 0
    assert [one.name for one in list_releases(home)] == ["crosswalk"]


@pytest.mark.parametrize("name", ["onet", "bls", "crosswalk"])
def test_a_publisher_that_cannot_be_reached_says_how_to_get_it_by_hand(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"CAIRN_ADDRESS_{name.upper()}", "http://127.0.0.1:9/page.html")
    assert run(["data", "install", name]) == BAD_INPUT
    told = capsys.readouterr().err.strip()
    assert "check the connection" in told
    assert f"cairn data install {name} FILE" in told
    assert len(told.splitlines()) == 1


def test_a_page_without_a_release_says_how_to_get_it_by_hand(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files = {"/database.html": b"moved"}
    monkeypatch.setenv("CAIRN_ADDRESS_ONET", f"{server.address}/database.html")
    assert run(["data", "install", "onet"]) == BAD_INPUT
    assert "names no release that can be read; take" in capsys.readouterr().err


def test_a_cut_download_goes_on_where_it_stopped(
    server: Server, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{server.address}/db_29_3_text.zip"
    server.manner = "cut"
    assert run(["data", "install", "onet", address]) == BAD_INPUT
    assert "run the same command to go on" in capsys.readouterr().err
    assert list_releases(home) == ()
    server.manner = "well"
    assert run(["data", "install", "onet", address]) == 0
    assert server.ranges[-1] == f"bytes={len(server.content) // 2}-"
    assert len(list_releases(home)) == 1


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file.zip.part").write_bytes(b"of an older file")
    (tmp_path / "file.zip.etag").write_text('"old"', encoding="utf-8")
    done = download(f"{server.address}/file.zip", tmp_path, report=lambda *_: None)
    assert done.path.read_bytes() == server.content


def test_a_part_that_was_whole_already_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file.zip.part").write_bytes(server.content)
    (tmp_path / "file.zip.etag").write_text('"one"', encoding="utf-8")
    done = download(f"{server.address}/file.zip", tmp_path, report=lambda *_: None)
    assert done.path.read_bytes() == server.content
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("file.zip")] == ["file.zip"]


@pytest.mark.parametrize(
    ("manner", "said"),
    [("missing", "404"), ("huge", "far more than any release"), ("silent", "fell silent")],
)
def test_a_server_that_misbehaves_is_one_sentence(
    manner: str, said: str, server: Server, tmp_path: Path
) -> None:
    server.manner = manner
    with pytest.raises(UnreadableFile, match=said):
        download(f"{server.address}/db.zip", tmp_path, report=lambda *_: None, stall=0.3)


def test_no_network_is_one_sentence(onet: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["data", "install", "onet", str(onet)])
    capsys.readouterr()
    assert run(["data", "install", "onet", "http://127.0.0.1:9/db.zip"]) == BAD_INPUT
    assert "check the connection" in capsys.readouterr().err
    assert len(list_releases(home)) == 1


def test_a_folder_that_cannot_be_written_is_one_sentence(server: Server, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite, match="make room"):
        download(f"{server.address}/db.zip", blocked / "below", report=lambda *_: None)
