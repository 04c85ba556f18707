"""The files of a plan: written whole or not at all, and only over our own.

A folder is ours when it is empty or holds a `plan.json` that Cairn wrote. Every
file is first written beside its place and then moved onto it.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cairn.errors import CannotWrite, Problem
from cairn.report import (
    Document,
    PlanReport,
    render_calendar,
    render_html,
    render_markdown,
    render_pdf,
    report_json,
)

NAMES = ("report.html", "report.pdf", "plan.md", "plan.ics", "plan.json")
MAKER = "cairn plan"


def claim_folder(folder: Path) -> None:
    """Make sure that the files can be written there before any work is done.

    Nothing is made yet: a request that is refused later leaves no folder behind.

    Raises:
        CannotWrite: the folder holds something else, or cannot be written to.
    """
    try:
        if folder.exists() and any(folder.iterdir()) and not _is_ours(folder):
            msg = f"{folder} holds files that are not a plan of Cairn's; name another folder with --out."
            raise CannotWrite(msg)
        with tempfile.TemporaryFile(dir=_nearest_there(folder)):
            pass
    except OSError as error:
        msg = f"{folder} cannot be written to ({error.strerror}); name another folder with --out."
        raise CannotWrite(msg) from error


def _nearest_there(folder: Path) -> Path:
    return next((one for one in (folder, *folder.parents) if one.exists()), Path())


def _is_ours(folder: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        record = json.loads((folder / "plan.json").read_bytes())
        return isinstance(record, dict) and record.get("made_by") == MAKER
    return False


def write_plan(folder: Path, report: PlanReport, document: Document) -> tuple[Problem, ...]:
    """Write all five files; the problems are what a format could not show.

    Raises:
        CannotWrite: the disk is full or the folder went away; the old files stay.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        sheets = beside.submit(render_pdf, document)  # typst works outside Python's lock
        record = {"made_by": MAKER, **report_json(report, document)}
        contents: dict[str, bytes] = {
            "report.html": render_html(document).encode(),
            "plan.md": render_markdown(document).encode(),
            "plan.ics": render_calendar(report).encode(),
            "plan.json": (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode(),
        }
        contents["report.pdf"], problems = sheets.result()
    replace_all(folder, contents)
    return problems


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write all of the contents or, where that fails, none of them.

    Raises:
        CannotWrite: the disk is full or the folder went away; the old files stay.
    """
    with contextlib.ExitStack() as cleaning:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = {
                name: _write_beside(folder / name, content, cleaning) for name, content in contents.items()
            }
            _move_all(folder, written, cleaning)
        except OSError as error:
            why = f"The plan could not be written to {folder} ({error.strerror})"
            msg = f"{why}, and nothing there was changed; make room or name another folder with --out."
            raise CannotWrite(msg) from error


def _write_beside(path: Path, content: bytes, cleaning: contextlib.ExitStack) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    cleaning.callback(beside.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    beside.chmod(0o600)
    return beside


def _move_all(folder: Path, written: Mapping[str, Path], cleaning: contextlib.ExitStack) -> None:
    """Move every file onto its place; where one cannot be moved, the earlier ones come back."""
    with contextlib.ExitStack() as undoing:
        for name, beside in written.items():
            path = folder / name
            if path.exists():
                earlier = _write_beside(path, path.read_bytes(), cleaning)
                undoing.callback(earlier.replace, path)
            else:
                undoing.callback(path.unlink, missing_ok=True)
            beside.replace(path)
        undoing.pop_all()
