"""Decisions between ways to learn, kept with their reason under `own/` in the data folder.

A decision is never overwritten: a later one on the same programmes stands beside it.
"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from cairn.catalogue.own import own_folder
from cairn.errors import BadInput, CannotWrite
from cairn.units import OptionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Which of some options was chosen, when and why."""

    day: date
    among: tuple[OptionId, ...]
    chosen: OptionId
    because: str

    def __post_init__(self) -> None:
        if self.chosen not in self.among:
            msg = f"Decision.chosen: {self.chosen} is not among {', '.join(self.among)}"
            raise ValueError(msg)


def read_decisions(home: Path) -> tuple[Decision, ...]:
    """Every decision, oldest first.

    Raises:
        BadInput: the file cannot be read.
    """
    path = _file(home)
    if not path.is_file():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Decision(
                day=date.fromisoformat(row["day"]),
                among=tuple(OptionId(str(one)) for one in row["among"]),
                chosen=OptionId(str(row["chosen"])),
                because=str(row["because"]),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} cannot be read ({error}); mend or move it."
        raise BadInput(msg) from error


def add_decision(home: Path, decision: Decision) -> None:
    """Keep one more decision.

    Raises:
        BadInput: those kept before cannot be read.
        CannotWrite: the folder cannot be written to.
    """
    path = _file(home)
    rows = [asdict(one) for one in (*read_decisions(home), decision)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, indent=1, default=str)
        Path(name).replace(path)
    except OSError as error:
        msg = f"The decision could not be kept in {path} ({error.strerror}); it is as it was."
        raise CannotWrite(msg) from error


def _file(home: Path) -> Path:
    return own_folder(home) / "decisions.json"
