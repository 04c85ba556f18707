"""The ESCO–O*NET crosswalk: which occupation of one is which of the other, and how surely.

The kind of match is kept with every row: an exact match may stand for the other, a
broad one may not. Matches to ISCO groups are kept apart from those to occupations.
The publisher's file has a preamble, a byte order mark and a few texts that were
encoded twice.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from cairn.catalogue.esco import concept_id
from cairn.catalogue.releases import ReadRelease
from cairn.catalogue.tables import Table, account, as_text, find_tables
from cairn.errors import Problem, UnreadableFile

_COLUMNS = ("O*NET Id", "ESCO or ISCO URI", "ESCO or ISCO Title", "Type of Match")
KINDS = {
    "exactmatch": "exact",
    "closematch": "close",
    "broadmatch": "broad",
    "narrowmatch": "narrow",
    "exactisco": "exact",
}
_TWICE = re.compile("[ÃÂâ]")


def read_crosswalk(paths: Sequence[Path]) -> ReadRelease:
    """The crosswalk in a file or folder.

    Raises:
        UnreadableFile: no file states the kind of match.
    """
    tables = find_tables(paths)
    table = next((one for one in tables.values() if one.find_header(*_COLUMNS)), None)
    if table is None:
        msg = (
            "No ESCO–O*NET crosswalk with a kind of match was found:"
            f" choose the CSV that has the columns {', '.join(_COLUMNS)}."
        )
        raise UnreadableFile(msg)
    version = _version(table)
    rows = _matches(table)
    return ReadRelease(
        name="crosswalk",
        version=version,
        rows={"match": list(rows)},
        accounts=account({table.name: table}),
        problems=tuple(_left_out(one) for one in tables.values() if one is not table),
    )


def _matches(table: Table) -> dict[tuple[str, ...], None]:
    found: dict[tuple[str, ...], None] = {}
    for code, uri, title, kind in table.rows(*_COLUMNS):
        known = KINDS.get(as_text(kind).lower().replace(" ", ""))
        if not as_text(code) or "/" not in str(uri):
            table.drop("without a code or an address")
        elif known is None:
            table.drop(f"with the unknown kind “{as_text(kind)}”")
        else:
            what = "group" if "/isco/" in uri else "occupation"
            own = concept_id(as_text(uri)).removeprefix("C") if what == "group" else concept_id(as_text(uri))
            row = (as_text(code), own, what, known, mend_encoding(as_text(title)))
            if row in found:
                table.drop("said twice")
            found[row] = None
    return found


def mend_encoding(text: str) -> str:
    """Text that was encoded twice, as it was meant; any other as it is."""
    if not _TWICE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _version(table: Table) -> str:
    for row in table.lines():
        cells = [as_text(cell) for cell in row]
        if cells and "version date" in cells[0].lower():
            return cells[1]
        if cells[: len(table.header)] == list(table.header):
            break
    return "of unknown date"


def _left_out(table: Table) -> Problem:
    message = (
        f"“{table.name}” states no kind of match, so it was left out: its pairs could be taken for equal."
    )
    return Problem(severity="info", code="crosswalk-without-kind", message=message)
