"""The installed catalogue: one SQLite file under the person's folder, never changed in place.

Installing copies the file, adds the release to the copy and moves the copy onto the
old one, so that a killed or failed install leaves the old one working. There is no
write-ahead log and no second file. Reading opens it read-only in a few milliseconds
however large the releases are; rows are fetched when somebody asks for them.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cairn.catalogue.releases import ReadRelease, Release, version_key
from cairn.errors import CannotWrite, Problem, UnknownName, UnreadableFile

FORMAT = 1
NAME = "catalogue.sqlite"
_UNFINISHED = ".unfinished-"
_SCHEMA = {
    "occupation": ("id TEXT, title TEXT, description TEXT, isco TEXT", "id"),
    "skill": ("id TEXT, label TEXT, kind TEXT, description TEXT, reuse TEXT, aliases TEXT", "id"),
    "title": ("occupation TEXT, text TEXT", "occupation, text"),
    "link": ("occupation TEXT, skill TEXT, essential INTEGER", "occupation, skill"),
    "skill_link": ("skill TEXT, other TEXT, essential INTEGER", "skill, other"),
    "rating": (
        "occupation TEXT, element TEXT, scale TEXT, category INTEGER, value REAL, mark TEXT",
        "occupation, element, scale, category",
    ),
    "technology": (
        'occupation TEXT, example TEXT, "group" TEXT, kind TEXT, hot INTEGER, demand INTEGER',
        'occupation, kind, example, "group"',
    ),
    "task": ("occupation TEXT, id TEXT, text TEXT, kind TEXT", "occupation, id"),
    "related": ("occupation TEXT, other TEXT, tier TEXT, rank REAL", "occupation, other"),
    "fact": ("occupation TEXT, kind TEXT, number REAL, text TEXT", "occupation, kind"),
    "pay": ("occupation TEXT, statistic TEXT, amount REAL, mark TEXT", "occupation, statistic"),
    "match": (
        "occupation TEXT, other TEXT, what TEXT, kind TEXT, title TEXT",
        "occupation, other, kind",
    ),
}


@dataclass(frozen=True, slots=True)
class Store:
    """An open catalogue file; asks are plain SQL in the module that needs them."""

    connection: sqlite3.Connection
    releases: tuple[Release, ...]

    @classmethod
    def open(cls, home: Path) -> "Store | None":
        """The installed catalogue of this folder, or None where nothing is installed.

        Raises:
            UnreadableFile: it is damaged or another version of Cairn made it.
        """
        path = catalogue_file(home)
        if not path.is_file():
            return None
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
        try:
            return cls(connection, _read_releases(connection))
        except (sqlite3.DatabaseError, ValueError) as error:
            connection.close()
            msg = f"The installed catalogue {path} is damaged or of another version: delete and reinstall it."
            raise UnreadableFile(msg) from error

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return self.connection.execute(question, values).fetchall()

    def has_table(self, name: str) -> bool:
        """Whether the file has a table: one that an earlier version made may lack the newest."""
        return bool(self.ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name))

    def newest(self, name: str) -> Release | None:
        """The release of a name that leads: the highest version that is installed."""
        found = [one for one in self.releases if one.name == name]
        return max(found, key=lambda one: version_key(one.version), default=None)

    @property
    def leading(self) -> tuple[Release, ...]:
        """The newest release of every name, which is what roles are joined from."""
        names = dict.fromkeys(one.name for one in self.releases)
        return tuple(found for name in names if (found := self.newest(name)))

    def close(self) -> None:
        self.connection.close()


def catalogue_file(home: Path) -> Path:
    """Where the installed catalogue of a data folder lies."""
    return home / "catalogue" / NAME


def install(
    home: Path,
    releases: Sequence[ReadRelease],
    *,
    checksum: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Release, ...]:
    """Add releases, or replace those of the same name and version; all of them or none.

    Raises:
        CannotWrite: no room, no right to write, or another install is at work.
    """

    def write(connection: sqlite3.Connection) -> None:
        for one in releases:
            progress(f"{one.publisher.title} {one.version}")
            _forget(connection, one.name, one.version)
            _write(connection, one, checksum)

    _change(home, write)
    wanted = {(one.name, one.version) for one in releases}
    return tuple(one for one in list_releases(home) if (one.name, one.version) in wanted)


def remove(home: Path, name: str, version: str = "") -> tuple[Release, ...]:
    """Take releases out: a name (`onet`), a family (`bls`), or one version of it.

    Raises:
        UnknownName: no such release is installed.
        CannotWrite: as in `install`.
    """
    family = (name, f"{name}-")
    gone = tuple(
        one
        for one in list_releases(home)
        if (one.name == family[0] or one.name.startswith(family[1])) and version in {"", one.version}
    )
    if not gone:
        have = tuple(f"{one.name} {one.version}" for one in list_releases(home))
        msg = f"No release “{f'{name} {version}'.strip()}” is installed" + (":" if have else ".")
        raise UnknownName(msg, candidates=have)

    def write(connection: sqlite3.Connection) -> None:
        for one in gone:
            _forget(connection, one.name, one.version)
        connection.commit()
        connection.execute("VACUUM")

    _change(home, write)
    return gone


def list_releases(home: Path) -> tuple[Release, ...]:
    """The installed releases; none where nothing is installed."""
    store = Store.open(home)
    if store is None:
        return ()
    with contextlib.closing(store):
        return store.releases


# ------------------------------------------------------------------ writing


def _change(home: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    """Let `write` change a copy, then put the copy in place of the old file."""
    path = catalogue_file(home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            for left in path.parent.glob(f"{_UNFINISHED}*"):
                left.unlink(missing_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
            os.close(handle)
            _write_copy(path, Path(name), write)
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        msg = f"The catalogue in {path.parent} could not be written ({reason}); the old one is as it was."
        raise CannotWrite(msg) from error


def _write_copy(path: Path, copy: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    try:
        if path.is_file():
            shutil.copyfile(path, copy)
        with contextlib.closing(_open_to_write(copy)) as connection:
            write(connection)
            connection.commit()
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        copy.replace(path)
    finally:
        copy.unlink(missing_ok=True)


def _open_to_write(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        is_ours = connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT
    except sqlite3.DatabaseError:
        is_ours = False
    if not is_ours:  # new, damaged, or from another version: begin afresh
        connection.close()
        path.write_bytes(b"")
        connection = sqlite3.connect(path)
    # The file is a copy that nobody else sees, so a half-written one is thrown away anyhow.
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    if not is_ours:
        _make_tables(connection)
    _make_missing(connection)
    return connection


def _make_missing(connection: sqlite3.Connection) -> None:
    """Tables that an earlier version did not have yet; a file without them still opens."""
    for table, (columns, key) in _SCHEMA.items():
        connection.execute(
            f'CREATE TABLE IF NOT EXISTS "{table}"'
            f" (release INTEGER, {columns}, PRIMARY KEY (release, {key})) WITHOUT ROWID"
        )


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE release (key INTEGER PRIMARY KEY, name TEXT, version TEXT, title TEXT, licence TEXT,"
        " credit TEXT, note TEXT, checksum TEXT, counts TEXT, accounts TEXT, problems TEXT)"
    )
    _make_missing(connection)
    connection.execute(
        "CREATE VIRTUAL TABLE name USING fts5(text, occupation UNINDEXED, release UNINDEXED,"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(name, row)")
    connection.execute('CREATE INDEX match_other ON "match" (release, other)')
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _write(connection: sqlite3.Connection, one: ReadRelease, checksum: str) -> None:
    publisher = one.publisher
    key = connection.execute(
        "INSERT INTO release (name, version, title, licence, credit, note, checksum, accounts, problems)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.name,
            one.version,
            publisher.title,
            publisher.licence,
            publisher.credit,
            one.note,
            checksum,
            json.dumps(one.accounts),
            json.dumps([[flaw.severity, flaw.code, flaw.message] for flaw in one.problems]),
        ),
    ).lastrowid
    counts = {}
    for table, rows in one.rows.items():
        marks = ", ".join("?" * (_SCHEMA[table][0].count(",") + 2))
        connection.executemany(
            f'INSERT OR REPLACE INTO "{table}" VALUES ({marks})',  # noqa: S608 - names of our own schema
            ((key, *row) for row in rows),
        )
        counts[table] = _count(connection, table, key)
    if "occupation" in counts:
        _write_names(connection, key)
    connection.execute("UPDATE release SET counts = ? WHERE key = ?", (json.dumps(counts), key))


def _count(connection: sqlite3.Connection, table: str, key: int | None) -> int:
    question = f'SELECT count(*) FROM "{table}" WHERE release = ?'  # noqa: S608 - a name of our own schema
    return int(connection.execute(question, (key,)).fetchone()[0])


def _write_names(connection: sqlite3.Connection, key: int | None) -> None:
    connection.execute(
        "INSERT INTO name (text, occupation, release)"
        " SELECT title, id, release FROM occupation WHERE release = ?",
        (key,),
    )
    connection.execute(
        "INSERT INTO name (text, occupation, release)"
        " SELECT text, occupation, release FROM title WHERE release = ?",
        (key,),
    )


def _forget(connection: sqlite3.Connection, name: str, version: str) -> None:
    keys = connection.execute("SELECT key FROM release WHERE (name, version) = (?, ?)", (name, version))
    for (key,) in keys.fetchall():
        for table in (*_SCHEMA, "name"):
            connection.execute(f'DELETE FROM "{table}" WHERE release = ?', (key,))  # noqa: S608 - as above
        connection.execute("DELETE FROM release WHERE key = ?", (key,))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One install at a time; a lock that ends with its process, on every platform."""
    lock = sqlite3.connect(folder / ".install-lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" not in str(error):
            raise
        msg = "Another install is at work in this folder; wait until it is done."
        raise CannotWrite(msg) from error
    try:
        yield
    finally:
        lock.close()


# ------------------------------------------------------------------ reading


def _read_releases(connection: sqlite3.Connection) -> tuple[Release, ...]:
    if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
        msg = "another format"
        raise ValueError(msg)
    rows = connection.execute(
        "SELECT key, name, version, title, licence, credit, note, checksum, counts, accounts, problems"
        " FROM release ORDER BY key"
    )
    return tuple(
        Release(
            key=key,
            name=name,
            version=version,
            title=title,
            licence=licence,
            credit=credit,
            note=note,
            checksum=checksum,
            counts=json.loads(counts),
            accounts=tuple((table, read, gone, why) for table, read, gone, why in json.loads(accounts)),
            problems=tuple(
                Problem(severity=severity, code=code, message=message)
                for severity, code, message in json.loads(problems)
            ),
        )
        for key, name, version, title, licence, credit, note, checksum, counts, accounts, problems in rows
    )


def _quoted(path: Path) -> str:
    return path.resolve().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
