"""Installing pinned packages with pip: progress while it works, one sentence when it fails."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from environment import SetUpError

PIP = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes")
OPTIONS = ("--progress-bar", "off", "--retries", "2")
UNREACHABLE = (
    r"NewConnectionError|Failed to establish|name resolution|getaddrinfo|Network is unreachable|timed out"
    r"|Max retries|ProxyError|SSLError|ConnectionError|from versions: none"
)
# What pip prints when something is wrong, and what to do about it; the first that fits is told.
FAILURES = {
    r"No space left on device": "The disk is full. Make a gigabyte of room and run the same command again.",
    r"DO NOT MATCH THE HASHES": (
        "A package does not match its recorded fingerprint and was not installed: it was damaged on the way"
        " or changed by the index. Run the same command again, or from another network."
    ),
    UNREACHABLE: (
        "Cairn's packages cannot be fetched: no package index answers. Connect to the internet this once,"
        " or name an index you can reach in PIP_INDEX_URL, and run the same command again."
    ),
    r"No matching distribution found for (?P<package>\S+)": (
        "The package index has no {package} for this system and Python."
        " Use a 64-bit Python from 3.11 to 3.14 and run the same command again."
    ),
}


def install_packages(
    python: str, lists: Sequence[str], *, log: Path, tell: Callable[[str], None], lock: int
) -> None:
    """Install every package of the lists; pip's own words go to `log`.

    `lock` is the open file that keeps other set-ups out. pip gets it too, so that it
    stays locked when this process is killed and pip works on.

    Raises:
        SetUpError: pip failed, told in one sentence.
    """
    total = sum(1 for _ in wanted_packages(Path(one).read_text(encoding="utf-8") for one in lists))
    if total == 0:
        return
    arguments = [python, "-I", *PIP, *OPTIONS]
    for one in lists:
        arguments += ["-r", one]
    # A machine-wide wish for --user or --target would put the packages elsewhere.
    surroundings = {key: value for key, value in os.environ.items() if key not in {"PIP_USER", "PIP_TARGET"}}
    with subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=surroundings,
        pass_fds=() if sys.platform == "win32" else (lock,),
    ) as process:
        lines = _follow(process, _Progress(total, tell))
    log.write_text("".join(lines), encoding="utf-8")
    if process.returncode:
        raise SetUpError(explain_failure(lines, log))


def wanted_packages(texts: Iterable[str]) -> set[str]:
    """The names that pinned lists ask for on this system, each once."""
    found = re.findall(r"^([\w.\-\[\]]+)==[^;\\\n]+(.*)$", "\n".join(texts), flags=re.MULTILINE)
    is_windows = sys.platform == "win32"
    return {name.lower() for name, marker in found if is_windows or "sys_platform == 'win32'" not in marker}


def explain_failure(lines: Sequence[str], log: Path) -> str:
    """One sentence on why pip failed, from what it printed."""
    printed = "".join(lines)
    for pattern, sentence in FAILURES.items():
        if found := re.search(pattern, printed):
            return sentence.format(**found.groupdict())
    errors = [line.strip() for line in lines if line.startswith("ERROR")]
    return f"Installing Cairn's packages failed ({(errors or ['pip gave no reason'])[-1]}). Details: {log}"


class _Progress:
    """What has been done of how much; redrawn in place on a terminal, told in steps elsewhere."""

    def __init__(self, total: int, tell: Callable[[str], None]) -> None:
        self.total, self.tell = total, tell
        self.started = time.monotonic()
        self.count, self.doing = 0, "asking the package index"
        self.is_terminal = sys.stderr.isatty()

    def read(self, line: str) -> None:
        """Take one line of pip's into account."""
        if found := re.match(r"(?:Collecting|Requirement already satisfied:|Processing) ([^\s=;]+)", line):
            self.count = min(self.count + 1, self.total)
            self.doing = f"fetching {Path(found[1]).name.split('-')[0]}"
            if not self.is_terminal and self.count % 10 == 0:
                self.tell(self.line())
        elif line.startswith("Installing collected packages"):
            self.doing = "unpacking and compiling"
            if not self.is_terminal:
                self.tell(self.line())

    def line(self) -> str:
        """Where it stands."""
        elapsed = time.monotonic() - self.started
        return f"  {self.count} of {self.total} packages, {elapsed:.0f} s, {self.doing}"

    def draw(self) -> None:
        """Redraw the line, on a terminal."""
        if self.is_terminal:
            sys.stderr.write(f"\r{self.line():<78.78}")
            sys.stderr.flush()

    def finish(self) -> None:
        """Leave the line behind."""
        if self.is_terminal:
            sys.stderr.write("\r" + " " * 78 + "\r")


def _follow(process: "subprocess.Popen[str]", progress: _Progress) -> list[str]:
    """Read pip to its end, redrawing meanwhile."""
    lines: list[str] = []

    def read() -> None:
        for line in process.stdout or ():
            lines.append(line)
            progress.read(line.strip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    while reader.is_alive():
        progress.draw()
        reader.join(timeout=0.2)
    process.wait()
    progress.finish()
    return lines
