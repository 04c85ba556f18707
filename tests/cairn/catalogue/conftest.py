"""A data folder with every tiny release installed, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.match.releases import write_release

from cairn.catalogue.bls import read_bls
from cairn.catalogue.crosswalk import read_crosswalk
from cairn.catalogue.esco_rows import read_esco_release
from cairn.catalogue.onet import read_onet
from cairn.catalogue.store import Store, install


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; tests that change it take one of their own."""
    files, home = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("home")
    wages = read_bls([releases.write_wages(files)])
    projections = read_bls([releases.write_projections(files)])
    crosswalk = read_crosswalk([releases.write_crosswalk(files)])
    esco, _ = read_esco_release(write_release(files))
    onet = read_onet([releases.write_onet(files)])
    install(home, [onet, esco, crosswalk, *wages, *projections])
    return home


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """The store of that folder, open."""
    opened = Store.open(home)
    assert opened is not None
    yield opened
    opened.close()
