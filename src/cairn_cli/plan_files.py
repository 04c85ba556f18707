"""The files of a plan: written whole or not at all, and only over our own.

A folder is ours when it is empty or holds a `plan.json` that Cairn wrote. Every
file is first written beside its place and then moved onto it.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
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

    Raises:
        CannotWrite: the folder holds something else, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entries = [one.name for one in folder.iterdir()]
        if entries and not _is_ours(folder):
            msg = f"{folder} holds files that are not a plan of Cairn's; name another folder with --out."
            raise CannotWrite(msg)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        msg = f"{folder} cannot be written to ({error.strerror}); name another folder with --out."
        raise CannotWrite(msg) from error


def _is_ours(folder: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return bool(json.loads((folder / "plan.json").read_bytes()).get("made_by") == MAKER)
    return False


def write_plan(folder: Path, report: PlanReport, document: Document) -> tuple[Problem, ...]:
    """Write all five files; the problems are what a format could not show.

    Raises:
        CannotWrite: the disk is full or the folder went away; the old files stay.
    """
    sheets, problems = render_pdf(document)
    record = {"made_by": MAKER, **report_json(report, document)}
    contents: dict[str, bytes] = {
        "report.html": render_html(document).encode(),
        "report.pdf": sheets,
        "plan.md": render_markdown(document).encode(),
        "plan.ics": render_calendar(report).encode(),
        "plan.json": (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    _replace_all(folder, contents)
    return problems


def _replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    written: dict[str, Path] = {}
    try:
        for name, content in contents.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            written[name] = Path(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            written[name].chmod(0o600)
        for name, path in written.items():
            path.replace(folder / name)
    except OSError as error:
        for path in written.values():
            path.unlink(missing_ok=True)
        msg = f"The plan could not be written to {folder} ({error.strerror}); nothing there was changed."
        raise CannotWrite(msg) from error
