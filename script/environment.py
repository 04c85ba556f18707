"""An environment with pinned packages, made once and remade when its lists change.

Both `./cairn` and `script/test` come through here on every call, so the way for an
environment that is in order reads a few small files and imports next to nothing. The
stamp in an environment is written last; it holds the lists that were installed, the
interpreter and the source folder, so a killed set-up, a changed list, an upgraded
Python and a moved folder are all noticed.
"""

import os
import sys

STAMP = "cairn-stamp.txt"
LOG = "cairn-install.log"


class SetUpError(Exception):
    """The environment cannot be made; the sentence says what to do."""


def prepare(root: str, place: str, lists: tuple[str, ...]) -> str:
    """The interpreter of the environment at `place`, with at least `lists` installed.

    `lists` name files in the `requirements` folder, without their ending.

    Raises:
        SetUpError: it cannot be made.
    """
    place = os.path.abspath(place)
    if not is_ready(root, place, lists):
        import environment_making

        environment_making.make(root, place, lists)
    return interpreter(place)


def interpreter(place: str) -> str:
    """Where an environment keeps its Python."""
    if sys.platform == "win32":
        return os.path.join(place, "Scripts", "python.exe")
    return os.path.join(place, "bin", "python")


def is_ready(root: str, place: str, lists: tuple[str, ...]) -> bool:
    """Whether every one of `lists` was installed there as it stands now."""
    installed = read_stamp(place)
    wanted = stamp(root, place, lists)
    return bool(installed) and all(installed.get(name) == text for name, text in wanted.items())


def stamp(root: str, place: str, lists: tuple[str, ...]) -> dict[str, str]:
    """What an environment in order says of itself, by name."""
    said = {"python": os.path.realpath(interpreter(place)), "source": os.path.join(root, "src")}
    for name in lists:
        with open(list_path(root, name), encoding="utf-8") as file:
            said[name] = file.read()
    return said


def list_path(root: str, name: str) -> str:
    """The file that holds one list of pinned packages."""
    return os.path.join(root, "requirements", name + ".txt")


def read_stamp(place: str) -> dict[str, str]:
    """The stamp of an environment; empty where it has none, or no interpreter."""
    try:
        with open(os.path.join(place, STAMP), encoding="utf-8") as file:
            parts = file.read().split("\x1e")
    except (OSError, UnicodeDecodeError):
        return {}
    if not os.path.exists(interpreter(place)):
        return {}
    return dict(part.split("\n", 1) for part in parts if "\n" in part)


def run(python: str, arguments: list[str]) -> int:
    """Become the program where the system can, else run it and give its exit status."""
    if sys.platform != "win32":
        os.execv(python, [python, *arguments])
    import subprocess

    with subprocess.Popen([python, *arguments]) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the program got it too, and decides
                continue
