"""A backup brings the record back, also when the database is damaged."""

import sqlite3
from pathlib import Path

import pytest

from cairn.errors import UnreadableFile
from cairn_web import embedded


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a database that holds one person."""
    write(tmp_path / embedded.NAME, "before")
    return tmp_path


def write(path: Path, word: str) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE IF NOT EXISTS cairn_web_person (word TEXT)")
        base.execute("DELETE FROM cairn_web_person")
        base.execute("INSERT INTO cairn_web_person VALUES (?)", [word])
    base.close()


def word_of(path: Path) -> str:
    with sqlite3.connect(path) as base:
        told = str(base.execute("SELECT word FROM cairn_web_person").fetchone()[0])
    base.close()
    return told


def test_a_restored_backup_holds_what_was_there(home: Path) -> None:
    backup = embedded.back_up_today(home)
    assert backup is not None
    write(home / embedded.NAME, "after")
    kept = embedded.restore_database(backup, home)
    assert word_of(home / embedded.NAME) == "before"
    assert kept is not None
    assert word_of(kept) == "after"


def test_a_damaged_database_is_told_and_a_backup_mends_it(home: Path) -> None:
    from cairn_web.server import check_database

    backup = embedded.back_up_today(home)
    assert backup is not None
    content = bytearray((home / embedded.NAME).read_bytes())
    content[100:] = b"\x99" * (len(content) - 100)
    (home / embedded.NAME).write_bytes(content)
    with pytest.raises(UnreadableFile, match="cairn restore"):
        check_database(home)
    embedded.restore_database(backup, home)
    check_database(home)
    assert word_of(home / embedded.NAME) == "before"


@pytest.mark.parametrize("content", [b"", b"nothing", b"SQLite format 3\x00" + b"\x00" * 500])
def test_what_is_no_backup_leaves_the_record_alone(home: Path, content: bytes) -> None:
    bad = home / "bad.sqlite3"
    bad.write_bytes(content)
    with pytest.raises(UnreadableFile):
        embedded.restore_database(bad, home)
    assert word_of(home / embedded.NAME) == "before"


def test_somebody_elses_database_is_refused(home: Path) -> None:
    with sqlite3.connect(home / "other.sqlite3") as base:
        base.execute("CREATE TABLE other (x)")
    base.close()
    with pytest.raises(UnreadableFile, match="no record of Cairn"):
        embedded.restore_database(home / "other.sqlite3", home)


def test_one_copy_a_day_is_made_and_seven_are_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    for day in range(1, 11):
        monkeypatch.setattr(embedded.clock, "today", lambda day=day: dt.date(2026, 5, day))
        first = embedded.back_up_today(home)
        assert embedded.back_up_today(home) == first
    assert [one.name for one in embedded.backups(home)] == [
        f"cairn-2026-05-{day:02d}.sqlite3" for day in range(10, 3, -1)
    ]
