"""Two worlds: the bakery as a catalogue with a résumé in it, and a data folder with releases for it."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn_cli.bakery import BAKERY, PERSON
from tests.cairn_cli.release_server import Running, Server

from cairn.catalogue import Catalogue
from cairn.catalogue.starter_layer import read_starter


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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CAIRN_HOME", str(folder))
    return folder


@pytest.fixture
def onet(tmp_path: Path) -> Path:
    return releases.write_onet(tmp_path)


@pytest.fixture
def server(onet: Path) -> Iterator[Server]:
    with contextlib.closing(Running(Server(onet.read_bytes()))) as running:
        yield running.server
