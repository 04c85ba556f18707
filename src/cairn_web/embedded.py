"""What only SQLite can do: its settings, a check of the file, a copy while it is in use.

Everything else of the web app is the same on another database.
"""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

from cairn.errors import CannotWrite, UnreadableFile
from cairn_web import clock

NAME = "cairn.sqlite3"
_KEPT = 7
_HEAD = b"SQLite format 3\x00"


def prepare_connections() -> None:
    """Let every new SQLite connection write ahead and wait for the disk where it must."""
    from django.db.backends.signals import connection_created

    connection_created.connect(_prepare, dispatch_uid="cairn-embedded")


def _prepare(connection: Any, **_: object) -> None:  # noqa: ANN401 - Django's connection wrapper
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")


def find_damage(path: Path) -> str:
    """What is wrong with a database file, empty where nothing is."""
    if not path.exists():
        return ""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            told = base.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if told == "ok" else str(told)


def copy_database(source: Path, target: Path) -> None:
    """A whole and consistent copy, whoever is writing meanwhile; an earlier `target` stays until then.

    Raises:
        UnreadableFile: the source is not there or damaged.
        CannotWrite: the target cannot be written.
    """
    if not source.is_file():
        msg = f"There is no database at {source} yet; start Cairn once first."
        raise UnreadableFile(msg)
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        with (
            contextlib.closing(sqlite3.connect(source)) as from_base,
            contextlib.closing(sqlite3.connect(beside)) as to_base,
        ):
            from_base.backup(to_base)
        beside.chmod(0o600)
        beside.replace(target)
    except sqlite3.DatabaseError as error:
        beside.unlink(missing_ok=True)
        msg = f"The database {source} cannot be copied ({error}); restore a backup with `cairn restore FILE`."
        raise UnreadableFile(msg) from error
    except OSError as error:
        beside.unlink(missing_ok=True)
        msg = f"{target} cannot be written to ({error.strerror}); name another place."
        raise CannotWrite(msg) from error


def restore_database(backup: Path, home: Path) -> Path | None:
    """Put a backup in the place of the database; the one before is kept beside, its path given back.

    Raises:
        UnreadableFile: the backup is not a whole database of ours.
    """
    check_backup(backup)
    place, kept = home / NAME, None
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = home / f".{NAME}.restored"
    copy_database(backup, fresh)
    if place.exists():
        kept = home / "backups" / f"before-restore-{clock.now():%Y-%m-%d-%H%M%S}.sqlite3"
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        place.replace(kept)
        for ending in ("-wal", "-shm"):
            beside = place.with_name(NAME + ending)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + ending))
    os.replace(fresh, place)  # noqa: PTH105 - one step, the name is taken or not
    return kept


def check_backup(backup: Path) -> None:
    """Refuse what is not a whole database of Cairn's.

    Raises:
        UnreadableFile: missing, damaged, or somebody else's.
    """
    try:
        with backup.open("rb") as file:
            is_database = file.read(len(_HEAD)) == _HEAD
    except OSError as error:
        msg = f"There is no backup {backup} that can be opened; check the name and the folder."
        raise UnreadableFile(msg) from error
    damage = find_damage(backup) if is_database else "it is not a database"
    if not damage and not _is_ours(backup):
        damage = "it holds no record of Cairn's"
    if damage:
        msg = f"{backup} cannot be restored: {damage}. Choose another backup."
        raise UnreadableFile(msg)


def _is_ours(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        asked = "SELECT count(*) FROM sqlite_master WHERE name = 'cairn_web_person'"
        return bool(base.execute(asked).fetchone()[0])


def backups(home: Path) -> list[Path]:
    """The automatic backups, newest first."""
    return sorted((home / "backups").glob("cairn-*.sqlite3"), reverse=True)


def back_up_today(home: Path) -> Path | None:
    """Keep one copy a day and the last seven days that Cairn was used; None where there is nothing yet."""
    place = home / NAME
    if not place.is_file():
        return None
    target = home / "backups" / f"cairn-{clock.today().isoformat()}.sqlite3"
    if not target.exists():
        (home / "backups").mkdir(exist_ok=True, mode=0o700)
        copy_database(place, target)
    for old in backups(home)[_KEPT:]:
        old.unlink(missing_ok=True)
    return target


def forget_deleted() -> None:
    """Write the database anew, so that nothing of what was deleted stays in its file."""
    from django.db import connection

    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
