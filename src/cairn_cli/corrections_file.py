"""Where corrections are kept: `corrections.json` in the data folder, or a file of the person's."""

import contextlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from cairn.errors import BadInput, CannotWrite, UnknownName
from cairn.match import Corrections, read_corrections, write_corrections
from cairn.match.library import corrections_file
from cairn.match.library import load_corrections as kept_corrections
from cairn.units import RoleId, SkillId
from cairn_cli.answers_file import read_small_text
from cairn_cli.home import home_folder

_Id = TypeVar("_Id", bound=str)

CorrectionsFile = Annotated[
    Path | None,
    typer.Option(
        "--corrections", metavar="FILE", help="Your corrections (default: kept in the data folder)."
    ),
]


def load_corrections(path: Path | None) -> Corrections:
    """The person's corrections; none where nothing was corrected yet.

    Raises:
        UnreadableFile, BadInput: the file is damaged, or a named one is not there.
    """
    if path is None:
        return kept_corrections(home_folder())
    return read_corrections(read_small_text(path, "corrections file", megabytes=5))


def save_corrections(path: Path | None, corrections: Corrections) -> Path:
    """Write the corrections, whole or not at all; where they lie.

    Raises:
        CannotWrite: there is no room, or the folder is not writable.
    """
    place = path or corrections_file(home_folder())
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(write_corrections(corrections))
            beside.replace(place)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink()
    except OSError as error:
        msg = f"The corrections could not be written to {place} ({error.strerror}); the old ones stay."
        raise CannotWrite(msg) from error
    return place


def start_corrections(path: Path | None) -> Corrections:
    """What is there to add to: a named file that is not there yet starts empty."""
    return Corrections() if path is not None and not path.exists() else load_corrections(path)


def correct_skills(
    old: Corrections, taught: Sequence[str], rejected: Sequence[str], labels: Mapping[SkillId, str]
) -> Corrections:
    """The corrections with what was typed as PHRASE=ID; a rejected PHRASE alone names no skill at all.

    Raises:
        BadInput: there is no phrase or no id.
        UnknownName: no skill has that id or label.
    """
    for typed in rejected:
        phrase, skill = _parted(typed, needs_id=False)
        old = old.reject(phrase, _known(skill, labels) if skill else SkillId(""))
    for typed in taught:
        phrase, skill = _parted(typed, needs_id=True)
        old = old.teach(phrase, _known(skill, labels))
    return old


def confirm_titles(old: Corrections, typed: Sequence[str], labels: Mapping[RoleId, str]) -> Corrections:
    """The corrections with titles typed as TITLE=ID.

    Raises:
        BadInput, UnknownName: as `correct_skills`.
    """
    for one in typed:
        title, role = _parted(one, needs_id=True)
        old = old.confirm(title, _known(role, labels))
    return old


def _parted(typed: str, *, needs_id: bool) -> tuple[str, str]:
    words, sign, own = (part.strip() for part in typed.rpartition("="))
    if not sign and not needs_id:
        words, own = own, ""
    if not words or (needs_id and not own):
        msg = f"“{typed}” is not of the form WORDS=ID, as in “reefer checks=cold-chain”."
        raise BadInput(msg)
    return words, own


def _known(typed: str, labels: Mapping[_Id, str]) -> _Id:
    """The id that was typed as itself or as its label."""
    for own, label in labels.items():
        if typed == own or typed.casefold() == label.casefold():
            return own
    from rapidfuzz.process import extract

    near = tuple(f"{labels[own]} ({own})" for _, _, own in extract(typed, dict(labels), limit=5))
    msg = f"The catalogue has no “{typed}”; the nearest are:"
    raise UnknownName(msg, candidates=near)
