"""Postings from files: text, web page, PDF or DOCX, or a target file that `cairn ad` wrote."""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

from cairn.ads import AdTarget, SavedAd, is_target, join_targets, target_of_json
from cairn.catalogue import Catalogue
from cairn.errors import UnreadableFile
from cairn_cli.answers_file import read_small_text

_MOST_MEGABYTES = 5
_TARGET_STARTS = (b"{",)


def load_target(paths: Sequence[Path], *, catalogue: Catalogue, today: date) -> AdTarget:
    """All files as one target, in their order; the same posting counts once.

    Raises:
        UnreadableFile: a file is missing, damaged, locked or too large.
        BadInput: a target file is not in the form Cairn writes.
    """
    targets = [_load_one(path, catalogue=catalogue, today=today) for path in paths]
    joined = reduce(join_targets, targets)
    return replace(joined, ads=_with_own_names(joined.ads))


def _load_one(path: Path, *, catalogue: Catalogue, today: date) -> AdTarget:
    head = _head(path)
    if head.startswith(_TARGET_STARTS):
        document: dict[str, Any] = {}
        with contextlib.suppress(ValueError, RecursionError):
            document = json.loads(read_small_text(path, "target file", megabytes=_MOST_MEGABYTES))
        if is_target(document):
            return target_of_json(document, catalogue=catalogue)
    return AdTarget(ads=(SavedAd(name=path.stem, text=_posting_text(path, head, today)),))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    except OSError as error:
        msg = f"The posting {path} cannot be read ({error.strerror}); check the name and the folder."
        raise UnreadableFile(msg) from error


def _posting_text(path: Path, head: bytes, today: date) -> str:
    """Plain text as it stands; everything else is read by the watched child process."""
    is_packed = head.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")) or b"%pdf-" in head
    is_page = head.startswith(b"<") or b"<html" in head or b"<!doctype" in head
    if not is_packed and not is_page:
        return read_small_text(path, "posting")
    from cairn.reading import read_resume

    lines = read_resume(path, today=today).text.splitlines()
    # A line of such a file is a whole one already: small letters at its start are an item's.
    return "\n".join(f"- {line}" if line[:1].islower() else line for line in lines)


def _with_own_names(ads: Sequence[SavedAd]) -> tuple[SavedAd, ...]:
    """No two postings of one name, so that each can be told and taken out."""
    taken: set[str] = set()
    out = []
    for one in ads:
        name, number = one.name, 2
        while name in taken:
            name, number = f"{one.name} ({number})", number + 1
        taken.add(name)
        out.append(SavedAd(name=name, text=one.text))
    return tuple(out)
