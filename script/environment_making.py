"""Making an environment: the slow way, taken once.

One set-up at a time works on an environment (the system frees the lock of a killed
one). While it works a file beside the environment says so; when a later call finds
that file, the set-up before it was killed, and everything is made anew.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import environment
from environment import SetUpError
from installing import install_packages

SYSTEMS = {
    "debian": "sudo apt install python{version}-venv",
    "fedora": "sudo dnf install python{version}",
    "rhel": "sudo dnf install python{version}",
    "alpine": "sudo apk add python3 py3-pip",
    "suse": "sudo zypper install python{joined}-base",
}


def make(root: str, place: str, lists: tuple[str, ...]) -> None:
    """Make or complete the environment at `place`; waits while another call does it."""
    started = time.monotonic()
    where = Path(place)
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        with _locked(where.with_name(where.name + ".lock")) as lock:
            if not environment.is_ready(root, place, lists):
                _make_alone(Path(root), where, lists, lock)
                _tell(f"Ready after {time.monotonic() - started:.0f} s.")
    except OSError as error:
        msg = f"Cairn cannot make its environment at {place}: {error.strerror or error}. {_elsewhere()}"
        raise SetUpError(msg) from error


def _elsewhere() -> str:
    return "Make room or set CAIRN_VENV to a folder where it may."


def _make_alone(root: Path, place: Path, lists: tuple[str, ...], lock: IO[bytes]) -> None:
    making = place.with_name(place.name + ".making")
    was_killed = making.exists()
    before = environment.read_stamp(str(place))
    is_ours = was_killed or bool(before) or not place.exists()
    # A list installed earlier stays installed, or `start` and `plan` would undo each other.
    lists = tuple(dict.fromkeys([*lists, *(name for name in before if _is_list(root, name))]))
    _tell(f"Setting up Cairn in {place}; this happens once and needs a package index.")
    if is_ours:
        making.touch()
    python = environment.interpreter(str(place))
    is_moved = bool(before) and before.get("python") != os.path.realpath(python)
    if was_killed or is_moved or not _has_pip(python):
        _make_empty(place, clear=is_ours)
    install_packages(
        python,
        [environment.list_path(str(root), name) for name in lists],
        log=place / environment.LOG,
        tell=_tell,
        lock=lock.fileno(),
    )
    _add_source(python, root / "src")
    said = environment.stamp(str(root), str(place), lists)
    text = "\x1e".join(f"{name}\n{value}" for name, value in said.items())
    unfinished = place / (environment.STAMP + ".new")
    unfinished.write_text(text, encoding="utf-8", newline="")
    unfinished.replace(place / environment.STAMP)
    making.unlink(missing_ok=True)


def _has_pip(python: str) -> bool:
    asked = [python, "-I", "-c", "import pip"]
    return Path(python).exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _is_list(root: Path, name: str) -> bool:
    return Path(environment.list_path(str(root), name)).is_file()


def _make_empty(place: Path, *, clear: bool) -> None:
    """An environment with pip and nothing else."""
    try:
        import ensurepip  # noqa: F401 - Debian's Python comes without it, and finds out late
        import venv

        # Debian's venv prints advice of its own and leaves; ours is said once.
        with contextlib.redirect_stdout(io.StringIO()):
            venv.EnvBuilder(with_pip=True, clear=clear, symlinks=os.name != "nt").create(place)
    except (ImportError, SystemExit, subprocess.CalledProcessError) as error:
        raise SetUpError(missing_venv(_system())) from error


def missing_venv(system: str) -> str:
    """The sentence for a Python without venv, with the command that adds it.

    `system` are the names that the system gives itself, as in `ubuntu debian`.
    """
    major, minor = sys.version_info[:2]
    lacks = f"This Python ({sys.executable}) lacks venv, which Cairn needs to make its environment."
    for name, command in SYSTEMS.items():
        if name in system:
            words = command.removeprefix("sudo ") if _is_root() else command
            filled = words.format(version=f"{major}.{minor}", joined=f"{major}{minor}")
            return f"{lacks} Add it with\n\n    {filled}\n\nand run the same command again."
    return f"{lacks} Install Python from python.org or your system's packages, and start Cairn with that one."


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _system() -> str:
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return sys.platform
    return " ".join(re.findall(r"^ID(?:_LIKE)?=\"?([^\"\n]*)", text, flags=re.MULTILINE))


def _add_source(python: str, source: Path) -> None:
    """Let the environment import the packages in `source` as they stand."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([python, "-I", "-c", asked], capture_output=True, text=True, check=True)
    (Path(answer.stdout.strip()) / "cairn-source.pth").write_text(f"{source}\n", encoding="utf-8")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """Hold `path` as a lock among processes; the system frees it when one dies."""
    with path.open("a+b") as file:
        if not _take(file):
            _tell("Another call is setting up Cairn; waiting for it.")
            while not _take(file):
                time.sleep(0.2)
        try:
            yield file
        finally:
            _free(file)


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


def _free(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    # elsewhere closing the file frees it
