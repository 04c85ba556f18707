"""The parent's side: start a child, listen to it, stop it when asked or when it takes too long.

Children are known by the number of their run and live no longer than this process:
when the server ends, `stop_all` ends them, and a run that nobody works on is told so.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_SECONDS = 300.0
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from cairn_web.jobs.child import main; sys.exit(main())"
)
_BROKEN = "The work stopped before it was finished; nothing was changed. Start it again."
_TOO_LONG = "This took longer than five minutes and was given up; nothing was changed. Ask for less at once."

Finish = Callable[[int, Mapping[str, Any]], None]


@dataclass(slots=True)
class Job:
    """A child at work; `told` is the last thing it said of its progress."""

    child: "subprocess.Popen[str]"
    begun: float = field(default_factory=time.monotonic)
    told: str = "Starting"
    is_cancelled: bool = False

    @property
    def seconds(self) -> float:
        """How long it has been working."""
        return time.monotonic() - self.begun


_JOBS: dict[int, Job] = {}
_LOCK = threading.Lock()


def start(run: int, *, kind: str, request: Mapping[str, Any], finish: Finish) -> None:
    """Begin the work of a run; `finish` gets its outcome, from a thread of this process."""
    paths = [str(Path(__file__).parents[2]), *(one for one in sys.path if one)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and a constant program
        [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, json.dumps(paths)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    job = Job(child=child)
    with _LOCK:
        _JOBS[run] = job
    line = json.dumps({"kind": kind, "request": request})
    threading.Thread(target=_listen, args=(run, job, line, finish), daemon=True).start()


def job_of(run: int) -> Job | None:
    """The job of a run while this process works on it."""
    return _JOBS.get(run)


def cancel(run: int) -> bool:
    """Stop the work of a run; False when nobody works on it."""
    job = _JOBS.get(run)
    if job is None:
        return False
    job.is_cancelled = True
    job.child.kill()
    return True


def stop_all() -> None:
    """End every child, as the server does when it leaves."""
    for run in list(_JOBS):
        cancel(run)


def _listen(run: int, job: Job, line: str, finish: Finish) -> None:
    watch = threading.Timer(MOST_SECONDS, job.child.kill)
    watch.daemon = True
    watch.start()
    outcome: Mapping[str, Any] = {}
    try:
        outcome = _talk(job, line)
    finally:
        watch.cancel()
        job.child.wait()
        try:
            finish(run, outcome or _failure(job))
        finally:
            with _LOCK:
                _JOBS.pop(run, None)


def _talk(job: Job, line: str) -> Mapping[str, Any]:
    stdin, stdout = job.child.stdin, job.child.stdout
    if stdin is None or stdout is None:
        return {}
    with stdout:
        try:
            stdin.write(line + "\n")
            stdin.close()
        except OSError:
            return {}
        for told in stdout:
            try:
                said = json.loads(told)
            except ValueError:
                return {}
            if "progress" not in said:
                return dict(said)
            job.told = said["progress"]
    return {}


def _failure(job: Job) -> Mapping[str, Any]:
    if job.is_cancelled:
        return {"cancelled": True}
    return {"refusal": _TOO_LONG if job.seconds >= MOST_SECONDS else _BROKEN}
