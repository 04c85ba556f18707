"""What the person says themselves: levels, credentials, and mended misreadings.

An answers file is TOML or JSON::

    [levels]                     # 0-5, by skill id
    statistics = 3
    [credentials]                # true: I hold it
    bachelor-degree = true
    [contact]
    name = "Ada Example"
    [[experience]]               # found by its title, or its organisation
    match = "Product Analyst"
    start = "2022-03"
    [reject]                     # not my skill, whatever the text seemed to say
    skills = ["negotiation"]
    [assumptions]
    "plan.work_hours_per_week" = 0
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from cairn.catalogue.values import Catalogue
from cairn.errors import BadInput
from cairn.reading.values import Contact, Experience, Resume
from cairn.units import MAX_LEVEL, CredentialId, Month, SkillId

_Id = TypeVar("_Id", bound=str)
_TABLES = {"levels", "credentials", "contact", "experience", "reject", "assumptions"}
_CONTACT_FIELDS = {"name", "email", "phone", "location"}
_EXPERIENCE_FIELDS = {"match", "title", "organisation", "kind", "start", "end", "remove"}
_EXPERIENCE_KINDS = {"job", "study", "project", "volunteering", "hobby", "care"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceMend:
    """A change to the experience whose title or organisation holds `match`."""

    match: str
    changes: Mapping[str, Any]
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the person said beside their résumé."""

    levels: Mapping[SkillId, float] = field(default_factory=dict)
    credentials: Mapping[CredentialId, bool] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    experiences: tuple[ExperienceMend, ...] = ()
    rejected: frozenset[SkillId] = frozenset()
    assumptions: Mapping[str, float] = field(default_factory=dict)


def read_answers(text: str, *, catalogue: Catalogue) -> Answers:
    """Parse an answers file, TOML or JSON.

    Raises:
        BadInput: not TOML or JSON, or a key or value outside the form.
    """
    tables = _parse(text)
    for name in tables.keys() - _TABLES:
        msg = f"The answers file has “{name}”, which is none of {', '.join(sorted(_TABLES))}."
        raise BadInput(msg)
    return Answers(
        levels={
            _known(skill, catalogue.skills, "skill"): _level(skill, level)
            for skill, level in _items(tables, "levels")
        },
        credentials={
            _known(name, catalogue.credentials, "credential"): _truth(name, held)
            for name, held in _items(tables, "credentials")
        },
        contact={
            _allowed(key, _CONTACT_FIELDS): _text(key, value) for key, value in _items(tables, "contact")
        },
        experiences=tuple(map(_mend, _rows(tables, "experience"))),
        rejected=frozenset(
            _known(_text("reject", one), catalogue.skills, "skill") for one in _rejected(tables)
        ),
        assumptions=dict(_items(tables, "assumptions")),
    )


def mend_resume(resume: Resume, answers: Answers) -> Resume:
    """The résumé as the person corrected it.

    Raises:
        BadInput: a correction names an experience that was not read.
    """
    experiences = list(resume.experiences)
    for mend in answers.experiences:
        index = _find(experiences, mend.match)
        experiences[index : index + 1] = (
            [] if mend.is_removed else [replace(experiences[index], **mend.changes)]
        )
    changes: dict[str, Any] = dict(answers.contact)
    contact: Contact = replace(resume.contact, **changes)
    return replace(resume, contact=contact, experiences=tuple(experiences))


def _find(experiences: list[Experience], words: str) -> int:
    wanted = words.casefold()
    for index, one in enumerate(experiences):
        if wanted in f"{one.title} {one.organisation}".casefold():
            return index
    read = "; ".join(one.title for one in experiences) or "none"
    msg = f"The answers file mends “{words}”, but no experience with these words was read (read: {read})."
    raise BadInput(msg)


def _parse(text: str) -> dict[str, Any]:
    try:
        tables = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        msg = f"The answers file is neither TOML nor JSON ({error}); put that line right and try again."
        raise BadInput(msg) from error
    return dict(tables)


def _items(tables: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        msg = f"“{name}” in the answers file must be a table of names and values."
        raise BadInput(msg)
    return list(table.items())


def _rows(tables: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        msg = f"“{name}” in the answers file must be a list of tables, each with `match`."
        raise BadInput(msg)
    return rows


def _rejected(tables: Mapping[str, Any]) -> list[Any]:
    skills = dict(_items(tables, "reject")).get("skills", [])
    if not isinstance(skills, list):
        msg = "`reject.skills` in the answers file must be a list of skill ids."
        raise BadInput(msg)
    return skills


def _known(name: str, table: Mapping[_Id, Any], kind: str) -> _Id:
    found = next((key for key in table if key == name), None)
    if found is None:
        msg = f"The answers file names the {kind} “{name}”, which the catalogue does not hold."
        raise BadInput(msg)
    return found


def _allowed(key: str, allowed: set[str]) -> str:
    if key not in allowed:
        msg = f"The answers file has “{key}”, which is none of {', '.join(sorted(allowed))}."
        raise BadInput(msg)
    return key


def _level(name: str, level: object) -> float:
    if isinstance(level, bool) or not isinstance(level, int | float) or not 0 <= level <= MAX_LEVEL:
        msg = f"The level of “{name}” is a number from 0 to {MAX_LEVEL}, not {level!r}."
        raise BadInput(msg)
    return float(level)


def _truth(name: str, held: object) -> bool:
    if not isinstance(held, bool):
        msg = f"Whether you hold “{name}” is true or false, not {held!r}."
        raise BadInput(msg)
    return held


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        msg = f"“{name}” in the answers file must be text, not {value!r}."
        raise BadInput(msg)
    return value


def _mend(row: Mapping[str, Any]) -> ExperienceMend:
    for key in row:
        _allowed(key, _EXPERIENCE_FIELDS)
    if not row.get("match"):
        msg = "Each [[experience]] in the answers file needs `match`, words of the title that was read."
        raise BadInput(msg)
    changes: dict[str, Any] = {
        key: _text(key, row[key]) for key in ("title", "organisation", "kind") if key in row
    }
    if changes.get("kind", "job") not in _EXPERIENCE_KINDS:
        msg = f"The kind of an experience is one of {', '.join(sorted(_EXPERIENCE_KINDS))}."
        raise BadInput(msg)
    if "start" in row:
        changes["start"] = Month.parse(_text("start", row["start"]))
    if "end" in row:
        is_current = row["end"] in {"", "present"}
        changes |= {
            "is_current": is_current,
            "end": None if is_current else Month.parse(_text("end", row["end"])),
        }
    return ExperienceMend(
        match=_text("match", row["match"]), changes=changes, is_removed=row.get("remove") is True
    )
