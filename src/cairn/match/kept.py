"""What takes long to compute from names alone, kept beside the code as Python keeps byte code.

A copy is fresh as long as the names, the code that reads them and the Python are the
same; it is never needed, and where it cannot be written nothing is.
"""

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_SOURCES = ("match/text/phrases.py", "match/typed/names.py", "match/credentials.py", "match/kept.py", "words")
_SMALLEST, _LARGEST = 2_000, 1_000_000


def kept(name: str, text: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` gives
    """What `make` computes from `text`, from the copy called `name` where that is fresh.

    The value is made of dictionaries, sequences, strings, numbers and frozen sets. Small and very
    large texts (an installed release) are computed each time.
    """
    if not _SMALLEST <= len(text) <= _LARGEST:
        return make()
    key = hashlib.blake2b(_state() + text.encode("utf-8", "surrogatepass"), digest_size=32).digest()
    copy = _FOLDER / "__pycache__" / f"{name}.kept"
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        data = copy.read_bytes()
        if data.startswith(key):
            return marshal.loads(data[len(key) :])  # noqa: S302 - our own copy, as trusted as byte code
    made = make()
    with contextlib.suppress(OSError):
        _keep(copy, key + marshal.dumps(made))
    return made


def _keep(copy: Path, data: bytes) -> None:
    """Write whole or not at all, since another process may be reading."""
    copy.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=copy.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(copy)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


@cache
def _state() -> bytes:
    """The Python, and the size and time of change of every file of code that takes part."""
    places = [_FOLDER.parent / one for one in _SOURCES]
    files = [file for one in places for file in (sorted(one.glob("*.py")) if one.is_dir() else [one])]
    stats = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.exists()]
    return repr((sys.version, marshal.version, stats)).encode()
