"""Whatever is wrong with a release, the answer is one sentence and the old catalogue stays as it was."""

import contextlib
import errno
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.catalogue.releases import NURSE
from tests.cairn.match.releases import write_release

from cairn.catalogue import esco, tables
from cairn.catalogue.store import catalogue_file
from cairn_cli import downloads
from cairn_cli.app import BAD_INPUT, run

Make = Callable[[Path], tuple[str, Path]]


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A catalogue that must survive everything below; gives the folder for what is wrong."""
    home, files = tmp_path / "home", tmp_path / "files"
    files.mkdir()
    monkeypatch.setenv("CAIRN_HOME", str(home))
    assert run(["data", "install", "onet", str(releases.write_onet(files))]) == 0
    capsys.readouterr()
    return home


def refused(words: list[str], home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said, after seeing that it is one sentence and that nothing changed."""
    before = catalogue_file(home).read_bytes()
    assert run(["data", "install", *words]) == BAD_INPUT
    told = capsys.readouterr().err.splitlines()
    (said,) = [one for one in told if not one.startswith("Fetched ")]
    assert catalogue_file(home).read_bytes() == before
    assert not list(catalogue_file(home).parent.glob(".unfinished-*"))
    assert run(["role", NURSE]) == 0
    return said


# ------------------------------------------------------------------ files


def wrong_zip(folder: Path) -> tuple[str, Path]:
    path = folder / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cat.jpg", b"\xff\xd8")
    return "onet", path


def other_publishers_zip(folder: Path) -> tuple[str, Path]:
    """ESCO's zip given as O*NET."""
    return "onet", write_release(folder)[1]


def half_a_zip(folder: Path) -> tuple[str, Path]:
    path = releases.write_onet(folder, version="30.0")
    path.write_bytes(path.read_bytes()[:-200])
    return "onet", path


def half_an_esco_zip(folder: Path) -> tuple[str, Path]:
    path = write_release(folder)[1]
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return "esco", path


def renamed_column(folder: Path) -> tuple[str, Path]:
    header, rows = releases.TABLES["Skills"]
    named = tuple("Score" if one == "Data Value" else one for one in header)
    return "onet", releases.write_onet(folder, version="30.0", Skills=releases.tabbed(named, rows))


def renamed_esco_column(folder: Path) -> tuple[str, Path]:
    path = write_release(folder)[1]
    with zipfile.ZipFile(path) as archive:
        texts = {one: archive.read(one).decode() for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text.replace("preferredLabel", "prefLabel"))
    return "esco", path


def bad_encoding(folder: Path) -> tuple[str, Path]:
    path = releases.write_onet(folder, version="30.0")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("db/Alternate Titles.csv", b"caf\xe9")
    header, rows = releases.TABLES["Occupation Data"]
    whole = releases.tabbed(header, [*rows, ("11-1011.00", "Café Managers", "x")]).encode("latin-1")
    with zipfile.ZipFile(folder / "db_30_0.zip", "w") as archive:
        archive.writestr("db/Occupation Data.txt", whole)
    return "onet", folder / "db_30_0.zip"


def newer_layout(folder: Path) -> tuple[str, Path]:
    """Occupations under another code: nothing of it may be taken for what is known."""
    text = releases.tabbed(("SOC 2030 Code", "Name"), [("1234", "Nurses")])
    return "onet", releases.write_onet(folder, version="40.0", Occupation_Data=text)


def newer_projections(folder: Path) -> tuple[str, Path]:
    path = releases.write_projections(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("Employment 20", "Jobs 20"), encoding="utf-8")
    return "bls", path


def no_kind_of_match(folder: Path) -> tuple[str, Path]:
    path = releases.write_crosswalk(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("Type of Match", "Kind"), encoding="utf-8")
    return "crosswalk", path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (wrong_zip, "No table was found in “pictures.zip”"),
        (other_publishers_zip, "No O*NET occupations were found"),
        (half_a_zip, "download it again"),
        (half_an_esco_zip, "download it again"),
        (renamed_column, "lacks the column Data Value"),
        (renamed_esco_column, "lacks the column preferredLabel"),
        (bad_encoding, "it is not UTF-8 text"),
        (newer_layout, "not a layout this version of Cairn knows"),
        (newer_projections, "names no base and target year"),
        (no_kind_of_match, "kind of match"),
    ],
)
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    make: Make, said: str, installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, path = make(tmp_path)
    assert said in refused([name, str(path)], installed, capsys)


@pytest.mark.parametrize("name", ["onet", "esco", "bls", "crosswalk"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    name: str,
    installed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("occupations_en.csv", b"0" * 3_000_000)
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(esco, "_MOST_BYTES", 1_000_000)
    assert "unpacks to far more than" in refused([name, str(path)], installed, capsys)


def test_a_full_disk_is_one_sentence(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = releases.write_onet(tmp_path, version="30.0")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(shutil, "copyfile", fail)
        said = refused(["onet", str(path)], installed, capsys)
    assert "No space left on device" in said
    assert "the old one is as it was" in said


# ------------------------------------------------------------------ servers


class Liar(ThreadingHTTPServer):
    """Misbehaves as its path says."""

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Lies)
        self.content = content
        self.over = threading.Event()


class _Lies(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        content = self.server.content
        self.send_response(200)
        with contextlib.suppress(OSError):
            match self.path.strip("/").split("_")[0]:
                case "less":  # says less than there is: what comes is half a zip
                    self._send(len(content) // 2, content)
                case "more":
                    self._send(len(content) + 500, content)
                case "endless":
                    self._send(None, b"")
                    while not self.server.over.is_set():
                        self.wfile.write(b"0" * 65_536)
                case "silent":
                    self._send(len(content), content[:100])
                    self.server.over.wait(5)
                case "trickle":
                    self._send(len(content), b"")
                    for at in range(len(content)):
                        self.wfile.write(content[at : at + 1])
                        if self.server.over.wait(0.05):
                            break
                case "page":
                    self._send(None, b"<html>Please sign in</html>")

    def _send(self, size: int | None, content: bytes) -> None:
        if size is not None:
            self.send_header("Content-Length", str(size))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def liar(tmp_path: Path) -> Iterator[str]:
    server = Liar(releases.write_onet(tmp_path, version="30.0").read_bytes())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("less", "download it again"),
        ("more", "was cut after"),
        ("endless", "far more than any release"),
        ("silent", "fell silent"),
        ("trickle", "fell silent"),
        ("page", "cannot be read as a release"),
    ],
)
def test_a_server_that_stalls_or_lies_changes_nothing(
    manner: str,
    said: str,
    liar: str,
    installed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(downloads, "MOST_BYTES", 2_000_000)
    monkeypatch.setattr(downloads.download, "__kwdefaults__", {"stall": 0.5})
    assert said in refused(["onet", f"{liar}/{manner}_text.zip"], installed, capsys)


def test_no_network_changes_nothing(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "check the connection" in refused(["onet", "http://127.0.0.1:9/db.zip"], installed, capsys)
