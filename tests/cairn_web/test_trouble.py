"""When the machine fails: a full disk, a damaged database, a clock that jumps."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn_web import clock
from cairn_web.models import Person

# A database in a file, as a person has one; SQLite itself refuses to let it grow or finds it broken.
BEGIN = """
import json, os, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(HTTP_HOST="127.0.0.1:8721", raise_request_exception=False)
session = client.session
session["door"] = "open"
session.save()
client.cookies["cairn_8721"] = session.session_key
from cairn_web.models import Change, Experience, Person
client.get("/begin/stage/")
told = {}
def limit(pages):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")
"""
FULL = """
with connection.cursor() as cursor:
    limit(cursor.execute("PRAGMA page_count").fetchone()[0])
said = {"title": "Baker", "kind": "job", "highlights": "Baked a thousand loaves. " * 700}
page = client.post("/begin/read/add/", said)
told["status"], told["html"] = page.status_code, page.content.decode()
told["rows"] = [Experience.objects.count(), Change.objects.count()]
limit(1_000_000)
told["after"] = client.post("/begin/read/add/", said).status_code
told["rows_after"] = [Experience.objects.count(), Change.objects.count()]
print(json.dumps(told))
"""
DAMAGED = """
from pathlib import Path
from django.conf import settings
from cairn_web import embedded
if BACKUP:
    embedded.back_up_today(Path(settings.HOME))
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
connection.close()
path = Path(settings.HOME) / embedded.NAME
content = bytearray(path.read_bytes())
content[4096:] = b"\\x5a" * (len(content) - 4096)
path.write_bytes(bytes(content))
page = client.get("/me/")
told["status"], told["html"] = page.status_code, page.content.decode()
print(json.dumps(told))
"""


def run(home: Path, program: str) -> dict[str, Any]:
    """What a program that works on a data folder of its own tells."""
    kept = {**os.environ, "CAIRN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "cairn_web.settings"}
    kept["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_full_disk_is_told_and_nothing_is_half_saved(tmp_path: Path) -> None:
    told = run(tmp_path, FULL)
    assert told["status"] == 507
    assert "no room left on the disk" in told["html"]
    assert told["rows"] == [0, 0]
    assert told["after"] == 302
    assert told["rows_after"] == [1, 1]


def test_a_damaged_database_is_told_with_the_last_backup(tmp_path: Path) -> None:
    told = run(tmp_path, f"BACKUP = True\n{DAMAGED}")
    backup = next((tmp_path / "backups").glob("cairn-*.sqlite3"))
    assert told["status"] == 500
    assert f"cairn restore {backup}" in told["html"]


def test_a_damaged_database_without_a_backup_is_told_too(tmp_path: Path) -> None:
    told = run(tmp_path, f"BACKUP = False\n{DAMAGED}")
    assert told["status"] == 500
    assert "no backup was found" in told["html"]


@pytest.mark.parametrize("day", [date(2019, 2, 28), date(2024, 2, 29), date(2031, 7, 1)])
@pytest.mark.parametrize("path", ["/plan/", "/plan/steps/", "/goals/", "/me/", "/begin/terms/"])
def test_a_clock_that_jumps_breaks_no_page(
    browser: Any, planned: Person, monkeypatch: pytest.MonkeyPatch, day: date, path: str
) -> None:
    browser.post("/plan/take/")
    monkeypatch.setattr(clock, "today", lambda: day)
    assert browser.get(path).status_code == 200
