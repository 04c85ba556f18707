"""The ladders a person installed: their files, kept as they were, under `ladders/`."""

import os
import shutil
import tempfile
from pathlib import Path

from cairn.catalogue.ladder import Ladder
from cairn.catalogue.ladder_forms import Read, read_ladder
from cairn.errors import CairnError, CannotWrite, UnknownName

_ENDINGS = {".yaml", ".yml", ".csv", ".md", ".markdown"}


def install_ladder(home: Path, file: Path) -> Read:
    """Keep a copy of a ladder's file, once it was read; one of the same name is replaced.

    Raises:
        UnreadableFile, BadInput: it cannot be read; nothing was changed.
        CannotWrite: there is no room for it.
    """
    ladder, problems = read_ladder(file)
    folder = home / "ladders"
    place = folder / f"{ladder.id}{file.suffix.lower()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        os.close(handle)
        shutil.copyfile(file, name)
        Path(name).replace(place)
        for other in _files(home):
            if other.stem == ladder.id and other != place:
                other.unlink()
    except OSError as error:
        msg = f"The ladder could not be kept in {folder} ({error.strerror}); make room and try again."
        raise CannotWrite(msg) from error
    return ladder, problems


def list_ladders(home: Path) -> tuple[tuple[str, str], ...]:
    """(id, title) of every installed ladder; one that cannot be read any more says so."""
    found = []
    for path in _files(home):
        try:
            found.append((path.stem, read_ladder(path)[0].title))
        except CairnError as error:
            found.append((path.stem, f"cannot be read: {error}"))
    return tuple(found)


def find_ladder(home: Path, name: str) -> Ladder:
    """The ladder in a file of this name, else the installed one.

    Raises:
        UnknownName: neither is there.
        UnreadableFile, BadInput: it cannot be read.
    """
    path = Path(name)
    if path.suffix.lower() in _ENDINGS and path.is_file():
        return read_ladder(path)[0]
    for one in _files(home):
        if one.stem == name:
            return read_ladder(one)[0]
    have = tuple(one.stem for one in _files(home))
    msg = f"There is no ladder “{name}”; give its file, or install it with `cairn data install ladder FILE`."
    raise UnknownName(msg, candidates=have)


def remove_ladder(home: Path, name: str) -> None:
    """Take an installed ladder away.

    Raises:
        UnknownName: there is none of this name.
    """
    gone = [one for one in _files(home) if one.stem == name]
    if not gone:
        msg = f"No ladder “{name}” is installed; name one with --release."
        raise UnknownName(msg, candidates=tuple(one.stem for one in _files(home)))
    for one in gone:
        one.unlink()


def _files(home: Path) -> list[Path]:
    folder = home / "ladders"
    return sorted(one for one in folder.glob("*") if one.suffix in _ENDINGS) if folder.is_dir() else []
