"""The archive file: a zip with a manifest and one file of JSON lines a table.

The manifest says the version, the day, and for each table the rows and the SHA-256
of its file, so that a cut or changed archive is refused and never half read.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from cairn.archive.values import Archive, Row
from cairn.errors import BadInput, UnreadableFile

VERSION = 1
KIND = "cairn archive"
MANIFEST = "cairn.json"
MAX_BYTES = 500_000_000
_DAY = (1980, 1, 1, 0, 0, 0)  # the same record gives the same bytes


def export_archive(archive: Archive) -> bytes:
    """The archive as the bytes of its file; equal records give equal bytes."""
    contents = {name: _lines(rows) for name, rows in sorted(archive.tables.items())}
    manifest = {
        "kind": KIND,
        "version": VERSION,
        "made_on": archive.made_on.isoformat(),
        "tables": {
            name: {"rows": len(archive.tables[name]), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in contents.items()
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        _add(file, MANIFEST, json.dumps(manifest, indent=1).encode())
        for name, content in contents.items():
            _add(file, _path(name), content)
    return out.getvalue()


def import_archive(content: bytes) -> Archive:
    """The archive that a file holds, whole or not at all.

    Raises:
        UnreadableFile: damaged, cut off, or larger than any record.
        BadInput: a file of another kind, or of a version not known here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            _check_size(file)
            manifest = _manifest(file)
            tables = {name: _rows(file, name, told) for name, told in manifest["tables"].items()}
            return Archive(made_on=date.fromisoformat(manifest["made_on"]), tables=tables)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        msg = "This file is damaged or no archive of Cairn's; export it anew and try again."
        raise UnreadableFile(msg) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        msg = "This archive does not hold what it should; export it anew and try again."
        raise UnreadableFile(msg) from error


def _path(name: str) -> str:
    return f"tables/{name}.jsonl"


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    file.writestr(entry, content)


def _lines(rows: tuple[Row, ...]) -> bytes:
    told = (json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n" for row in rows)
    return "".join(told).encode("utf-8", "surrogatepass")


def _check_size(file: zipfile.ZipFile) -> None:
    if sum(one.file_size for one in file.infolist()) > MAX_BYTES:
        msg = f"This archive would unfold to more than {MAX_BYTES // 1_000_000} MB, more than any record has."
        raise UnreadableFile(msg)


def _manifest(file: zipfile.ZipFile) -> Mapping[str, Any]:
    if MANIFEST not in file.namelist():
        msg = "This zip is no archive of Cairn's; choose the file that “Export everything” gave."
        raise BadInput(msg)
    manifest: Mapping[str, Any] = json.loads(_read(file, MANIFEST))
    if manifest["kind"] != KIND or manifest["version"] != VERSION:
        msg = (
            f"This archive is of version {manifest['version']}, and this Cairn reads version {VERSION}; "
            "bring Cairn up to date."
        )
        raise BadInput(msg)
    return manifest


def _read(file: zipfile.ZipFile, name: str) -> bytes:
    """An entry, never more of it than it says it holds."""
    size = file.getinfo(name).file_size
    with file.open(name) as entry:
        return entry.read(size + 1)


def _rows(file: zipfile.ZipFile, name: str, told: Mapping[str, Any]) -> tuple[Row, ...]:
    content = _read(file, _path(name))
    # Split at line feeds alone: a JSON text may hold other line breaks.
    text = content.decode("utf-8", "surrogatepass")
    rows = tuple(json.loads(line) for line in text.split("\n") if line)
    if hashlib.sha256(content).hexdigest() != told["sha256"] or len(rows) != told["rows"]:
        msg = f"The part “{name}” of this archive was changed or cut off; export it anew and try again."
        raise UnreadableFile(msg)
    if not all(isinstance(row, dict) for row in rows):
        msg = f"The part “{name}” of this archive holds something else than rows."
        raise UnreadableFile(msg)
    return rows
