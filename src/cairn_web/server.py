"""The server for one person: made ready, bound to this machine, stopped cleanly.

What runs is written to `server.json` in the data folder, readable by its owner
alone; a second start finds it there and points to the first. A lock of the system's
makes sure that two servers never share a folder; it ends with its process.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any

from cairn.errors import BadInput, CairnError, CannotWrite, UnreadableFile
from cairn_web import embedded

FIRST_PORT = 8721
_PORTS_TRIED = 20
_THREADS = 8
_RUNNING = "server.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers: its port, and the key with which links to it are signed."""

    port: int
    key: str
    pid: int


def find_running(home: Path) -> Running | None:
    """The server that works on this folder, if it answers."""
    try:
        told = json.loads((home / _RUNNING).read_text(encoding="utf-8"))
        running = Running(port=int(told["port"]), key=str(told["key"]), pid=int(told["pid"]))
        address = f"http://127.0.0.1:{running.port}/alive"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=2) as answer:
            return running if answer.read(20) == b"cairn" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def make_home(home: Path) -> None:
    """The data folder, for its owner alone.

    Raises:
        CannotWrite: it cannot be made or written to.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = home / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        msg = f"The data folder {home} cannot be written to ({error.strerror}); name another in CAIRN_HOME."
        raise CannotWrite(msg) from error


def bind(port: int | None) -> socket.socket:
    """A socket on the loopback address, at `port` or at the first free one.

    Raises:
        BadInput: the port asked for is taken or none can be had.
    """
    ports = [port] if port else [*range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED), 0]
    for one in ports:
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", one))
        except OSError:
            taken.close()
            continue
        return taken
    msg = f"Port {port} is in use by another program; name another with --port, or leave it out."
    raise BadInput(msg)


def check_database(home: Path) -> None:
    """Refuse to work on a damaged database.

    Raises:
        UnreadableFile: with the last backup to restore.
    """
    damage = embedded.find_damage(home / embedded.NAME)
    if damage:
        kept = embedded.backups(home)
        way = f"bring back the last backup with: cairn restore {kept[0]}" if kept else "no backup was found"
        msg = f"The database {home / embedded.NAME} is damaged ({damage}); {way}"
        raise UnreadableFile(msg)


@contextlib.contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the folder for this process.

    Raises:
        CannotWrite: another process holds it.
    """
    with (home / "cairn.lock").open("a+b") as file:
        if not _take(file):
            msg = f"Another Cairn is just starting or stopping on {home}; try again in a moment."
            raise CannotWrite(msg)
        yield


def _take(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def serve(home: Path, *, port: int | None, is_sample: bool, tell: Callable[[str], None]) -> None:
    """Serve until stopped; `tell` gets the one-time link once pages are answered."""
    with locked(home):
        check_database(home)
        with contextlib.suppress(CannotWrite, OSError):  # no room for a copy is no reason not to start
            embedded.back_up_today(home)
        shutil.rmtree(home / "inbox", ignore_errors=True)  # of a server that was killed while it read
        taken = bind(port)
        running = Running(port=taken.getsockname()[1], key=secrets.token_urlsafe(40), pid=os.getpid())
        application = make_application(home, running)
        if is_sample:
            from cairn_web.services.sample import make_sample

            make_sample()
        try:
            _write_running(home, running)
            _run(application, taken, lambda: tell(link_to(running)))
        finally:
            (home / _RUNNING).unlink(missing_ok=True)
            from cairn_web.jobs import parent

            parent.stop_all()


def link_to(running: Running) -> str:
    """A fresh one-time link to a server."""
    from cairn_web.door import make_link

    return make_link(running.port, running.key)


def _write_running(home: Path, running: Running) -> None:
    told = {"port": running.port, "key": running.key, "pid": running.pid}
    beside = home / f".{_RUNNING}.new"
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    beside.replace(home / _RUNNING)


def make_application(home: Path, running: Running) -> Any:  # noqa: ANN401 - a WSGI callable
    """Django, set up for this folder, its tables brought up to date."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cairn_web.settings"
    os.environ["CAIRN_HOME"], os.environ["CAIRN_PORT"] = str(home), str(running.port)
    os.environ["CAIRN_KEY"] = running.key
    os.umask(0o077)
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return get_wsgi_application()


def _warm() -> None:
    """Load what the first pages need, so that the first one to ask does not wait for it."""
    from django.urls import get_resolver

    from cairn_web.services.ambition import world

    _ = get_resolver().url_patterns
    with contextlib.suppress(CairnError):  # a damaged own entry is told on the page that needs it
        world()


def _run(application: Any, taken: socket.socket, on_ready: Callable[[], None]) -> None:  # noqa: ANN401
    from waitress.server import create_server

    server = create_server(
        application,
        sockets=[taken],
        threads=_THREADS,
        ident="",
        max_request_body_size=60_000_000,
        clear_untrusted_proxy_headers=True,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    on_ready()
    threading.Thread(target=_warm, daemon=True).start()
    try:
        server.run()
    finally:
        server.close()
