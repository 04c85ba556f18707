"""A person's record as tables of plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Every row of a record, by table; a row is plain JSON values."""

    made_on: date
    tables: Mapping[str, tuple[Row, ...]]

    def __post_init__(self) -> None:
        for name in self.tables:
            if not (name.isascii() and name.replace("_", "").isalnum() and name == name.lower()):
                msg = f"Archive.tables: {name!r} is not a table's name in small letters"
                raise ValueError(msg)
