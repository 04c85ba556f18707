"""What the person put right, as a small file that stays with their record.

JSON, so that other programs can write it too::

    {"version": 1,
     "taught": [{"phrase": "reefer checks", "skill": "temperature-control"}],
     "rejected": [{"phrase": "Spring", "skill": "spring-framework"}],
     "confirmed": [{"title": "Bench lead", "role": "laboratory-manager"}]}

A rejection without a skill says that the phrase names none. Ids of several
catalogues may stand together; a finder uses those that its catalogue holds.
"""

import json
from typing import Any

from cairn.errors import BadInput
from cairn.match.values import Corrections
from cairn.units import RoleId, SkillId

VERSION = 1
_MOST, _LONGEST = 20_000, 400
_FIELDS = {"taught": ("phrase", "skill"), "rejected": ("phrase", "skill"), "confirmed": ("title", "role")}


def read_corrections(text: str) -> Corrections:
    """Parse the file; an empty one holds no corrections.

    Raises:
        BadInput: it is not JSON of this form, or of a newer version.
    """
    if not text.strip():
        return Corrections()
    found = _parse(text)
    if found.get("version") != VERSION:
        msg = f"The corrections are of version {found.get('version')!r}; this Cairn reads version {VERSION}."
        raise BadInput(msg)
    pairs = {name: _pairs(found.get(name, []), name) for name in _FIELDS}
    return Corrections(
        taught=tuple((words, SkillId(own)) for words, own in pairs["taught"]),
        rejected=tuple((words, SkillId(own)) for words, own in pairs["rejected"]),
        confirmed=tuple((words, RoleId(own)) for words, own in pairs["confirmed"]),
    )


def write_corrections(corrections: Corrections) -> str:
    """The text of the file; reading it gives the same corrections."""
    lists = {
        name: [dict(zip(_FIELDS[name], pair, strict=True)) for pair in getattr(corrections, name)]
        for name in _FIELDS
    }
    return json.dumps({"version": VERSION, **lists}, ensure_ascii=False, indent=1) + "\n"


def _parse(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = "The corrections are not JSON; mend the file or move it away to start anew."
        raise BadInput(msg) from error
    if not isinstance(found, dict):
        msg = "The corrections are not an object with “taught”, “rejected” and “confirmed”; mend the file."
        raise BadInput(msg)
    return found


def _pairs(rows: object, name: str) -> list[tuple[str, str]]:
    if not isinstance(rows, list) or len(rows) > _MOST:
        msg = f"“{name}” in the corrections is no list of at most {_MOST:,} entries; mend the file."
        raise BadInput(msg)
    return [_pair(row, name, number) for number, row in enumerate(rows, 1)]


def _pair(row: object, name: str, number: int) -> tuple[str, str]:
    words_field, id_field = _FIELDS[name]
    found = row if isinstance(row, dict) else {}
    words, own = found.get(words_field), found.get(id_field, "" if name == "rejected" else None)
    has_words = isinstance(words, str) and 0 < len(words.strip()) <= _LONGEST
    if not has_words or not isinstance(words, str) or not isinstance(own, str):
        msg = f"Entry {number} of “{name}” in the corrections needs a text “{words_field}” and “{id_field}”."
        raise BadInput(msg)
    return words, own
