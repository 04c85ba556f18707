"""The plan.json of a folder: read, its steps found by the words for them, and written anew.

What was written when the plan was made (report.html, report.pdf, plan.md) is left as it
is; a changed plan is told in replanned.html and replanned.md beside it.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.errors import BadInput, UnknownName
from cairn.report.keeping.kept import Json, Kept, read_kept
from cairn_cli.answers_file import read_small_text

if TYPE_CHECKING:
    from cairn.plan.problem import ActivityId
    from cairn.report import Document

_MOST_MEGABYTES = 50


def load_kept(path: Path) -> Kept:
    """The plan in a plan.json, or in the folder that holds one.

    Raises:
        UnreadableFile: it cannot be read as text.
        BadInput: it is no plan.
    """
    return read_kept(load_record(path))


def load_record(path: Path) -> Json:
    """The record as it stands in the file."""
    place = path / "plan.json" if path.is_dir() else path
    try:
        found = json.loads(read_small_text(place, "plan", megabytes=_MOST_MEGABYTES))
    except (json.JSONDecodeError, RecursionError) as error:
        msg = f"{place.name} is not JSON: {error}. Give the plan.json that “cairn plan … --out DIR” writes."
        raise BadInput(msg) from error
    read_kept(found)
    kept: Json = found
    return kept


def find_step(words: str, kept: Kept) -> "ActivityId":
    """The step whose id this is, or the only one whose id or title holds the words.

    Raises:
        UnknownName: with the steps there are.
    """
    wanted = words.strip().casefold()
    titles = {one.id: one.option.title for one in kept.steps}
    exact = [one for one in titles if one.casefold() == wanted]
    near = [one for one, title in titles.items() if wanted in one.casefold() or wanted in title.casefold()]
    found = exact or near
    if wanted and len(found) == 1:
        return found[0]
    listed = found if wanted and found else titles
    what = "may mean several steps" if wanted and found else "is no step of this plan"
    msg = f"“{words}” {what}; write one of these ids:"
    raise UnknownName(msg, tuple(f"{one}  {titles[one]}" for one in listed))


def split_pair(text: str, option: str) -> tuple[str, str]:
    """`STEP=VALUE` in its two parts; the value is empty where there is none."""
    step, _, value = text.partition("=")
    if not step.strip():
        msg = f"{option} takes a step, as in {option} ml-course; “{text}” names none."
        raise BadInput(msg)
    return step.strip(), value.strip()


def read_amount(text: str, option: str, *, most: float) -> float:
    """A number from 0 on.

    Raises:
        BadInput: it is none, or beyond anything that can be meant.
    """
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        msg = f"{option} takes a number from 0 to {most:g} after “=”, not “{text}”."
        raise BadInput(msg)
    return number


def write_kept(place: Path, record: Json, document: "Document | None") -> Sequence[str]:
    """Write plan.json, plan.ics and, with a document, how it changed; the names written.

    Raises:
        CannotWrite: the folder is not ours or cannot be written to; nothing was changed.
    """
    from cairn.report import render_html, render_markdown
    from cairn.report.keeping.agenda import calendar_of
    from cairn_cli.plan_files import claim_folder, replace_all

    folder = place if place.is_dir() or not place.suffix else place.parent
    claim_folder(folder)
    contents = {
        "plan.json": (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode(),
        "plan.ics": calendar_of(record).encode(),
    }
    if document is not None:
        contents |= {
            "replanned.html": render_html(document).encode(),
            "replanned.md": render_markdown(document).encode(),
        }
    replace_all(folder, contents)
    return tuple(contents)
