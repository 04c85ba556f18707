"""ESCO's own search: made when the release is installed, loaded when it is asked for."""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.errors import CannotWrite, UnknownName
from cairn_cli.home import home_folder
from cairn_cli.output import say

if TYPE_CHECKING:
    from cairn.catalogue.esco import EscoRelease
    from cairn.match.esco import EscoIndex


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
    from cairn.match.encoder import installed_model
    from cairn.match.esco import EscoIndex

    index = EscoIndex.load(folder, installed_model())
    if index.model is not None and not index.means(index.skills):
        say("The sentence model is installed but ESCO's search was made without it: install ESCO again.")
    return index


def write_index(home: Path, release: "EscoRelease") -> None:
    """Make the search of a release and put it in place of the old one.

    Some fifteen seconds; about a minute more where the sentence model is installed.

    Raises:
        CannotWrite: there is no room for it.
    """
    from cairn.match.encoder import installed_model
    from cairn.match.esco import EscoIndex

    place = index_folder(home)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".making-search-"))
    try:
        EscoIndex.of(release, model=installed_model()).save(made)
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)
    except OSError as error:
        msg = (
            f"ESCO's search could not be written ({error.strerror or error}); make room and install it again."
        )
        raise CannotWrite(msg) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def remove_index(home: Path) -> None:
    """Take the search away with its release."""
    shutil.rmtree(index_folder(home), ignore_errors=True)
