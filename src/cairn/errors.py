"""The two forms of bad news that are not results: refusals and flaws.

A refusal stops the request and says what to do (`CairnError`); a flaw in the
input is a value listed beside the result (`Problem`). Bugs crash, and an honest
no (`Infeasible`, `NoRoute`) is a result with its own type.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning", "error"]


class CairnError(Exception):
    """A request refused, with one sentence that tells what to do."""


class BadInput(CairnError):
    """What was typed or handed over cannot be used as it is."""


class UnknownName(CairnError):
    """A role, skill or option was named that the catalogue does not hold.

    `candidates` are the nearest labels, best first, for the person to pick from.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class UnreadableFile(CairnError):
    """A file from outside cannot be read: missing, damaged, locked, too large."""


class CannotWrite(CairnError):
    """A place to write to is not ours or not writable; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a source something stands.

    `page` counts from 1 (0: the source has no pages), `line` from 1 within the
    text Cairn read, `start` and `end` are character offsets into that text.
    """

    page: int = 0
    line: int = 0
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        page = f"page {self.page}, " if self.page else ""
        return f"{page}line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A flaw in the input, told beside the result and never instead of it."""

    severity: Severity
    code: str
    message: str
    where: Place | None = None
