"""The person's own entries: roles, skills, ways to learn, employers, and what they watch.

Everything lies as TOML files under `own/` in the data folder, in the form of the
starter catalogue, so that it can be read, edited and carried away by hand; nothing
of it depends on a release that may be removed. `[[same]]` says that two entries are
one; the words of the one that goes are kept as names of the other.
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from cairn.catalogue.starter_layer import read_tables
from cairn.catalogue.values import Catalogue, Option, Requirement, Role, Skill, Teaching
from cairn.errors import BadInput, CannotWrite
from cairn.provenance import Source
from cairn.units import RoleId, SkillId

LAYER = "own"
_MOST_BYTES = 5_000_000
_TABLES = ("skill", "credential", "role", "option")
_PLACES = ("employer", "industry", "company")
_SOURCE = Source(kind="entered", name="your own entry")
Id = TypeVar("Id", RoleId, SkillId)
Entry = TypeVar("Entry", Role, Skill)
Names = tuple[str, ...]
WatchedKind = Literal["role", "skill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An employer, industry or company the person keeps, with a note.

    `budget_usd_per_year` is what an employer pays for training, 0 where not known.
    """

    id: str
    kind: str
    name: str
    note: str = ""
    budget_usd_per_year: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A role or skill that was starred, by id, with the person's note."""

    id: str
    note: str = ""
    kind: WatchedKind = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All own entries. `same` maps an id that goes to the one that stays."""

    catalogue: Catalogue
    organisations: tuple[Organisation, ...] = ()
    watched: tuple[Watched, ...] = ()
    same: tuple[tuple[str, str], ...] = ()


def own_folder(home: Path) -> Path:
    """Where own entries lie."""
    return home / "own"


def read_own(home: Path) -> Own:
    """Every own entry under `home`; nothing where there is none.

    Raises:
        BadInput: a file is not in the documented form; names the file and entry.
    """
    files = sorted(own_folder(home).glob("*.toml"))
    if not files:
        return Own(catalogue=Catalogue(), watched=_read_watched(home))
    tables = {one.name: _parsed(one) for one in files}
    catalogue = _entries(tables)
    same = tuple(
        (str(row["id"]), str(row["as"])) for _, row in _rows(tables, "same") if {"id", "as"} <= set(row)
    )
    return Own(
        catalogue=catalogue,
        organisations=tuple(
            _organisation(name, kind, row) for kind in _PLACES for name, row in _rows(tables, kind)
        ),
        watched=_read_watched(home),
        same=same,
    )


def join_own(starter: Catalogue, own: Own) -> Catalogue:
    """The catalogue with the person's entries, which win over the starter's of the same id."""
    going = dict(own.same)
    skills = {**starter.skills, **own.catalogue.skills}
    roles = {**starter.roles, **own.catalogue.roles}
    options = {**starter.options, **own.catalogue.options}
    for gone, kept in own.same:
        skills = _merged(skills, SkillId(gone), SkillId(kept), _skill_names)
        roles = _merged(roles, RoleId(gone), RoleId(kept), _role_names)
    if going:
        roles = {id_: _role_with(one, going) for id_, one in roles.items()}
        options = {id_: _option_with(one, going) for id_, one in options.items()}
    return replace(
        starter,
        roles=roles,
        skills=skills,
        options=options,
        credentials={**starter.credentials, **own.catalogue.credentials},
    )


def find_duplicates(catalogue: Catalogue, own: Own) -> tuple[tuple[str, str], ...]:
    """Pairs (own id, other id) of skills or roles that go by the same name, for the person to judge."""
    from cairn.catalogue.skill_names import name_key

    settled = {gone for gone, _ in own.same}
    found: list[tuple[str, str]] = []
    skills = [(one.id, one.layer, _skill_names(one)) for one in catalogue.skills.values()]
    roles = [(one.id, one.layer, _role_names(one)) for one in catalogue.roles.values()]
    for table in (skills, roles):
        by_name = {
            name_key(name): id_ for id_, layer, names in reversed(table) if layer != LAYER for name in names
        }
        for id_, layer, names in table:
            if layer == LAYER and id_ not in settled:
                found += [(id_, by_name[key]) for key in map(name_key, names) if key in by_name][:1]
    return tuple(found)


def watch(home: Path, id_: str, note: str = "", *, kind: WatchedKind = "role") -> None:
    """Star an entry, or change its note; one that is starred keeps its place in the list.

    Raises:
        CannotWrite: the folder cannot be written to.
    """
    kept = {(one.id, one.kind): one for one in _read_watched(home)}
    kept[id_, kind] = Watched(id=id_, note=note, kind=kind)
    _write_watched(home, tuple(kept.values()))


def unwatch(home: Path, id_: str, *, kind: WatchedKind = "role") -> bool:
    """Take a star away; whether there was one."""
    before = _read_watched(home)
    kept = [one for one in before if (one.id, one.kind) != (id_, kind)]
    if len(kept) < len(before):
        _write_watched(home, kept)
    return len(kept) < len(before)


# ------------------------------------------------------------------ reading


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            msg = f"{path} is larger than five megabytes; that is no list of entries."
            raise BadInput(msg)
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path} cannot be read as TOML ({error}); mend or move it."
        raise BadInput(msg) from error


def _entries(tables: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    known = {
        name: {
            kind: [dict(row) for _, row in _rows({name: table}, kind)] for kind in _TABLES if kind in table
        }
        for name, table in tables.items()
    }
    try:
        read = read_tables(known)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = str(error).removeprefix("starter catalogue, ")
        msg = f"An own entry is not in the documented form ({said}); see docs/adding-a-role.md."
        raise BadInput(msg) from error
    return replace(
        read,
        roles={id_: _own_role(one) for id_, one in read.roles.items()},
        skills={id_: replace(one, layer=LAYER) for id_, one in read.skills.items()},
        options={id_: replace(one, layer=LAYER, source=_SOURCE) for id_, one in read.options.items()},
    )


def _own_role(role: Role) -> Role:
    return replace(
        role,
        layer=LAYER,
        requirements=tuple(
            replace(one, source=replace(_SOURCE, detail=one.source.detail)) for one in role.requirements
        ),
        credentials=tuple(replace(one, source=_SOURCE) for one in role.credentials),
    )


def _rows(tables: Mapping[str, Mapping[str, Any]], kind: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for name, table in tables.items():
        rows = table.get(kind, ())
        for row in rows if isinstance(rows, list | tuple) else (rows,):
            if not isinstance(row, Mapping):
                msg = f"{name}: write each {kind} as a table of its own, [[{kind}]]."
                raise BadInput(msg)
            yield name, row


def _organisation(file: str, kind: str, row: Mapping[str, Any]) -> Organisation:
    try:
        return Organisation(
            id=str(row.get("id") or row["name"]),
            kind=kind,
            name=str(row["name"]),
            note=str(row.get("note", "")),
            budget_usd_per_year=float(row.get("budget_usd_per_year", 0)),
        )
    except (KeyError, ValueError, TypeError) as error:
        msg = f"{file}: an {kind} needs a name ({error})."
        raise BadInput(msg) from error


# ------------------------------------------------------------------ merging


def _skill_names(skill: Skill) -> Names:
    return skill.label, *skill.aliases


def _role_names(role: Role) -> Names:
    return role.title, *role.aliases


def _merged(
    table: Mapping[Id, Entry], gone: Id, kept: Id, names_of: Callable[[Entry], Names]
) -> dict[Id, Entry]:
    """Without `gone`, whose names become names of `kept`; unchanged where either is not there."""
    if gone not in table or kept not in table or gone == kept:
        return dict(table)
    label, *aliases = names_of(table[kept])
    names = dict.fromkeys((*aliases, *names_of(table[gone])))
    changed = replace(table[kept], aliases=tuple(one for one in names if one != label))
    return {id_: changed if id_ == kept else one for id_, one in table.items() if id_ != gone}


def _role_with(role: Role, going: Mapping[str, str]) -> Role:
    if not any(one.skill in going for one in role.requirements):
        return role
    best: dict[SkillId, Requirement] = {}
    for one in role.requirements:
        skill = SkillId(going.get(one.skill, one.skill))
        known = best.get(skill)
        if known is None or one.level > known.level:
            best[skill] = replace(one, skill=skill)
    return replace(role, requirements=tuple(best.values()))


def _option_with(option: Option, going: Mapping[str, str]) -> Option:
    if not any(one.skill in going for one in option.teaches):
        return option
    teaches: Sequence[Teaching] = [
        replace(one, skill=SkillId(going.get(one.skill, one.skill))) for one in option.teaches
    ]
    return replace(option, teaches=tuple(teaches))


# ------------------------------------------------------------------ the watch-list


def _watch_file(home: Path) -> Path:
    return own_folder(home) / "watched.json"


def _read_watched(home: Path) -> tuple[Watched, ...]:
    path = _watch_file(home)
    if not path.is_file():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Watched(
                id=str(row["id"]),
                note=str(row.get("note", "")),
                kind="skill" if row.get("kind") == "skill" else "role",
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{path} cannot be read ({error}); mend or move it."
        raise BadInput(msg) from error


def _write_watched(home: Path, watched: Sequence[Watched]) -> None:
    path = _watch_file(home)
    rows = [{"id": one.id, "note": one.note, "kind": one.kind} for one in watched]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, indent=1)
        Path(name).replace(path)
    except OSError as error:
        msg = f"The watch-list {path} could not be written ({error.strerror}); it is as it was."
        raise CannotWrite(msg) from error
