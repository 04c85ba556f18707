"""`cairn data install` from an address: whole, cut, changed, or not to be had."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn_cli.release_server import Server

from cairn.catalogue.releases import PUBLISHERS
from cairn.catalogue.store import list_releases
from cairn.errors import CannotWrite, UnreadableFile
from cairn_cli.app import BAD_INPUT, run
from cairn_cli.downloads import download, publishers_addresses

pytestmark = pytest.mark.usefixtures("home")


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
