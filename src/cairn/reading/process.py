"""The parent's side: files from outside are read by a child, watched and limited.

The child gets one JSON request on its standard input and gives one JSON answer on
its standard output. It limits its own memory where the platform can (`RLIMIT_AS`);
elsewhere the parent looks every 100 ms. A child that outlives its time is stopped.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cairn.errors import BadInput, CairnError, UnreadableFile
from cairn.reading.values import Resume
from cairn.reading.wire import from_wire

if TYPE_CHECKING:
    from subprocess import Popen

MAX_FILE_BYTES = 50_000_000
_WATCH_SECONDS = 0.1
_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from cairn.reading.child import main; main()"
)
_REFUSALS: dict[str, type[CairnError]] = {"BadInput": BadInput, "UnreadableFile": UnreadableFile}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost before its reading is stopped."""

    seconds: float = 20
    memory_bytes: int = 600_000_000


class Reading:
    """A reading under way in a child process; `result` waits for it."""

    def __init__(self, path: Path, *, today: date, limits: Limits, only: str = "") -> None:
        self._name = path.name
        self._limits = limits
        self._failure: CairnError | None = None
        self._answer = b""
        self._child = _start_child(limits)
        request = {"path": str(path.resolve()), "today": today.isoformat(), "only": only}
        self._thread = threading.Thread(target=self._wait, args=(json.dumps(request).encode(),), daemon=True)
        self._thread.start()

    def result(self) -> Resume:
        """The résumé, once it is read.

        Raises:
            UnreadableFile: damaged, locked, without text, or too costly to read.
            BadInput: readable, but not a résumé in any form we know.
        """
        self._thread.join()
        if self._failure:
            raise self._failure
        return _read_answer(self._answer, self._name)

    def cancel(self) -> None:
        """Stop the child; `result` then raises."""
        self._child.kill()

    def _wait(self, request: bytes) -> None:
        try:
            self._answer = _watch(self._child, request, self._limits)
        except _OutOfTimeError:
            self._failure = UnreadableFile(
                f"“{self._name}” took longer than {self._limits.seconds:g} seconds to read and was given up; "
                "save it as a plain PDF or text file and try again."
            )
        except (_OutOfMemoryError, OSError):
            self._failure = _too_large(self._name)


class _OutOfTimeError(Exception):
    pass


class _OutOfMemoryError(Exception):
    pass


def _start_child(limits: Limits) -> "Popen[bytes]":
    import subprocess

    paths = [str(Path(__file__).parents[2]), *(entry for entry in sys.path if entry)]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and a constant program
        [sys.executable, "-I", "-c", _CHILD, json.dumps(paths), str(limits.memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _watch(child: "Popen[bytes]", request: bytes, limits: Limits) -> bytes:
    """The child's answer, or a kill when it costs too much."""
    from subprocess import TimeoutExpired

    deadline = time.monotonic() + limits.seconds
    must_look = sys.platform != "linux"
    given: bytes | None = request
    try:
        while True:
            left = deadline - time.monotonic()
            try:
                answer, _ = child.communicate(given, timeout=min(left, _WATCH_SECONDS) if must_look else left)
            except TimeoutExpired:
                given = None
                if time.monotonic() >= deadline:
                    raise _OutOfTimeError from None
                if must_look and _memory_in_use(child.pid) > limits.memory_bytes:
                    raise _OutOfMemoryError from None
            else:
                return answer
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _memory_in_use(pid: int) -> int:
    """Bytes held by a process, where `RLIMIT_AS` cannot be relied on; 0 when unknown."""
    if sys.platform == "win32":
        return _windows_memory(pid)
    import subprocess

    told = subprocess.run(  # noqa: S603 - constant program, a number as argument
        ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=False
    )
    return int(told.stdout.strip() or 0) * 1024


def _windows_memory(pid: int) -> int:
    import ctypes

    counters = (ctypes.c_size_t * 10)()
    counters[0] = ctypes.sizeof(counters)
    windll: Any = getattr(ctypes, "windll")  # noqa: B009 - absent from the stubs elsewhere
    handle = windll.kernel32.OpenProcess(0x0410, False, pid)  # noqa: FBT003 - the API's order
    done = handle and windll.psapi.GetProcessMemoryInfo(handle, counters, ctypes.sizeof(counters))
    if handle:
        windll.kernel32.CloseHandle(handle)
    return int(counters[2]) if done else 0  # two DWORDs and the peak come first


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}” needs more memory than a résumé should; save it as a plain PDF or text file and try again."
    )


def _read_answer(answer: bytes, name: str) -> Resume:
    try:
        told = json.loads(answer)
        if "refusal" in told:
            raise _REFUSALS[told["refusal"]](told["message"])
        return from_wire(Resume, told["resume"])
    except (ValueError, KeyError, TypeError) as error:
        msg = f"“{name}” could not be read: it may be damaged. Open it, save it anew and try again."
        raise UnreadableFile(msg) from error


def start_reading(path: Path, *, today: date, limits: Limits | None = None) -> Reading:
    """Begin to read a résumé and return at once; the caller can do other work meanwhile.

    Raises:
        UnreadableFile: no such file, an empty one, or one over 50 MB.
    """
    _check_file(path)
    return Reading(path, today=today, limits=limits or Limits())


def read_resume(path: Path, *, today: date, limits: Limits | None = None) -> Resume:
    """Read a résumé: PDF, DOCX, text, Markdown, HTML, JSON Resume or a LinkedIn export.

    The kind is told by the content; an ending that says otherwise is a `Problem`.
    `today` bounds two-digit years and open ends.

    Raises:
        UnreadableFile: missing, empty, over 50 MB, locked, damaged, without text.
        BadInput: readable, but not a résumé in any form we know.
    """
    return start_reading(path, today=today, limits=limits).result()


def read_linkedin_export(path: Path, *, today: date, limits: Limits | None = None) -> Resume:
    """Read a LinkedIn data export, as the zip it comes in or as an unpacked folder.

    Raises:
        UnreadableFile: missing, damaged or too large.
        BadInput: a zip or folder that holds none of the export's tables.
    """
    if not path.is_dir():
        _check_file(path)
    return Reading(path, today=today, limits=limits or Limits(), only="linkedin").result()


def _check_file(path: Path) -> None:
    try:
        size = path.stat().st_size
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError) as error:
        msg = f"There is no file “{path}” that can be opened; check the name and the folder."
        raise UnreadableFile(msg) from error
    if is_folder:
        return
    if not is_file:
        msg = f"“{path}” is not a file; give a résumé as PDF, DOCX, text, HTML or JSON."
        raise UnreadableFile(msg)
    if size == 0:
        msg = f"“{path.name}” is empty; save the résumé again and try once more."
        raise UnreadableFile(msg)
    if size > MAX_FILE_BYTES:
        msg = f"“{path.name}” has {size / 1e6:.0f} MB; a résumé may have 50 MB: save it without pictures."
        raise UnreadableFile(msg)
