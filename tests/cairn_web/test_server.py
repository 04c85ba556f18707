"""The whole program: started, found again, visited, stopped, killed."""

import contextlib
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cairn_web.jobs import parent


def environment(home: Path) -> dict[str, str]:
    kept = {key: held for key, held in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "CAIRN_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}


@contextlib.contextmanager
def started(home: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and the link that it showed."""
    command = [sys.executable, "-m", "cairn_cli", "start", "--no-browser", *more]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


class Visitor:
    """A browser without JavaScript."""

    def __init__(self, link: str) -> None:
        self.base = link.partition("/door/")[0]
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.page = self.opener.open(link).read().decode()

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path) as answer:
            self.page = answer.read().decode()
            return str(answer.geturl())

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        assert token is not None
        said = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.opener.open(self.base + path, said) as answer:
            self.page = answer.read().decode()
            return str(answer.geturl())

    def wait(self, url: str, seconds: float = 120) -> str:
        until = time.monotonic() + seconds
        while "/waiting/" in url and time.monotonic() < until:
            time.sleep(0.3)
            url = self.get(urllib.parse.urlsplit(url).path)
        return url


def test_a_first_visit_through_the_real_server_ends_in_a_plan(tmp_path: Path) -> None:
    with started(tmp_path) as (server, link):
        visitor = Visitor(link)
        assert "Where do you stand?" in visitor.page
        visitor.get("/begin/questions/")
        url = visitor.post("/begin/questions/", title="Shop assistant", skills="Excel, SQL")
        assert visitor.wait(url).endswith("/begin/read/")
        visitor.get("/begin/ambition/")
        visitor.post("/begin/ambition/", role="data-analyst")
        url = visitor.post("/begin/terms/", version="1", hours_per_week="6")
        assert visitor.wait(url).endswith("/plan/")
        assert "Data analyst" in visitor.page
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=15) == 0
    assert not (tmp_path / "server.json").exists()


def test_a_second_start_points_to_the_first(tmp_path: Path) -> None:
    with started(tmp_path) as (_, link):
        again = subprocess.run(
            [sys.executable, "-m", "cairn_cli", "start", "--no-browser"],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert again.returncode == 0
        assert "running already" in again.stderr
        assert again.stdout.partition("/door/")[0] == link.partition("/door/")[0]
        assert "Where do you stand?" in Visitor(again.stdout.strip()).page


def test_it_listens_on_the_loopback_address_alone_and_keeps_its_files_to_itself(tmp_path: Path) -> None:
    with started(tmp_path / "home") as (_, link):
        assert link.startswith("http://127.0.0.1:")
        assert (tmp_path / "home" / "server.json").stat().st_mode & 0o077 == 0
        assert (tmp_path / "home" / "cairn.sqlite3").stat().st_mode & 0o077 == 0
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.build_opener().open(link.partition("/door/")[0] + "/plan/")


def test_a_server_killed_in_the_middle_of_a_plan_leaves_nothing_half_done(tmp_path: Path) -> None:
    with started(tmp_path, "--sample") as (server, link):
        Visitor(link)
        server.kill()
        server.wait()
    with started(tmp_path, "--sample") as (_, link):
        visitor = Visitor(link)
        with contextlib.suppress(urllib.error.HTTPError):
            visitor.get("/plan/")
        assert visitor.wait(visitor.get("/plan/")).endswith("/plan/")
        assert 'id="answer"' in visitor.page


def test_a_taken_port_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with started(tmp_path / "one") as (_, link):
        port = link.split(":")[2].partition("/")[0]
        told = subprocess.run(
            [sys.executable, "-m", "cairn_cli", "start", "--no-browser", "--port", port],
            env=environment(tmp_path / "two"),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert told.returncode == 2
    assert told.stderr.strip().startswith(f"Port {port} is in use")


def test_backup_and_restore_bring_a_record_back(tmp_path: Path) -> None:
    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cairn_cli", *words]
        return subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)

    with started(tmp_path) as (server, link):
        visitor = Visitor(link)
        visitor.post("/begin/stage/", stage="return")
        saved = call("backup", str(tmp_path / "mine.sqlite3"))
        assert saved.returncode == 0, saved.stderr
        visitor.get("/begin/stage/")
        visitor.post("/begin/stage/", stage="senior")
        assert "stop it" in call("restore", str(tmp_path / "mine.sqlite3")).stderr
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=15)
    assert call("restore", str(tmp_path / "mine.sqlite3")).returncode == 0
    with started(tmp_path) as (_, link):
        visitor = Visitor(link)
        visitor.get("/begin/stage/")
        assert re.search(r'value="return"[^>]* checked', visitor.page)


# ------------------------------------------------------------------ children


def outcome_of(kind: str, request: dict[str, Any], *, cancel: bool = False) -> dict[str, Any]:
    told: list[dict[str, Any]] = []
    parent.start(7, kind=kind, request=request, finish=lambda _, outcome: told.append(dict(outcome)))
    if cancel:
        assert parent.cancel(7)
    until = time.monotonic() + 60
    while not told and time.monotonic() < until:
        time.sleep(0.05)
    return told[0]


def test_a_child_that_is_cancelled_says_so_and_is_gone() -> None:
    assert outcome_of("posting", {"text": "x"}, cancel=True) == {"cancelled": True}


def test_a_refusal_comes_back_as_its_sentence() -> None:
    told = outcome_of("posting", {"text": "Nothing here names anything at all."})
    assert "names no skill" in told["refusal"]


def test_a_child_that_breaks_is_told_as_stopped() -> None:
    assert "stopped before it was finished" in outcome_of("read", {"no": "request"})["refusal"]


def test_a_record_of_a_running_server_is_plain_json(tmp_path: Path) -> None:
    with started(tmp_path):
        told = json.loads((tmp_path / "server.json").read_text())
    assert set(told) == {"port", "key", "pid"}
