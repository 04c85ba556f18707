"""The starter catalogue: TOML files in the package that a person can edit.

Every file under `starter/` may hold any of the tables `skill`, `credential`,
`role` and `option`; `docs/adding-a-role.md` describes the form. A wrong file is
our bug, so it raises with the file and entry named.

Parsing TOML takes most of the time a start has, so the parsed tables are kept
beside the files, as Python keeps its byte code: fresh as long as no file's size
or time of change differs, and never needed.
"""

import contextlib
import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from cairn.catalogue.values import (
    Catalogue,
    Codes,
    Credential,
    CredentialRequirement,
    Option,
    OptionMode,
    Pay,
    Requirement,
    Role,
    Shown,
    Skill,
    Teaching,
    Witness,
)
from cairn.provenance import Estimate, Source
from cairn.units import CredentialId, Money, OptionId, RoleId, SkillId

Row = Mapping[str, Any]
_LICENCE = "Apache-2.0"
_WHOLE, _PART = 1.0, 0.6


@cache
def load_starter() -> Catalogue:
    """The starter catalogue as it ships, read once a process."""
    return _catalogue(_kept_tables(Path(__file__).parent / "starter"))


def read_starter(files: Iterable[tuple[str, str]]) -> Catalogue:
    """A catalogue from (file name, TOML text) pairs.

    Raises:
        ValueError: an entry is not in the documented form, or an id stands twice.
    """
    return read_tables({name: tomllib.loads(text) for name, text in files})


def read_tables(files: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    """A catalogue from parsed files by name; raises as `read_starter` does."""
    return _catalogue(files)


def _kept_tables(folder: Path) -> Mapping[str, Any]:
    """The parsed files of a folder, from the copy kept beside them where it is fresh."""
    files = sorted(folder.glob("*.toml"))
    state = [[one.name, (stat := one.stat()).st_size, stat.st_mtime_ns] for one in files]
    copy = folder / "__pycache__" / "starter.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(copy.read_bytes())
        if kept["state"] == state:
            tables: Mapping[str, Any] = kept["tables"]
            return tables
    parsed = {one.name: tomllib.loads(one.read_text(encoding="utf-8")) for one in files}
    with contextlib.suppress(OSError):
        _keep(copy, json.dumps({"state": state, "tables": parsed}, ensure_ascii=False))
    return parsed


def _keep(copy: Path, text: str) -> None:
    """Write whole or not at all, since another process may be reading."""
    copy.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=copy.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(copy)


def _catalogue(files: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    tables: dict[str, dict[Any, Any]] = {"skill": {}, "credential": {}, "role": {}, "option": {}}
    for name, parsed in files.items():
        fields = sorted({row["field"] for row in parsed.get("role", ())})
        for kind, rows in parsed.items():
            for row in rows:
                if kind in {"option", "skill"}:
                    row.setdefault("fields", fields)
                _add(tables[kind], _READERS[kind], row, where=f"{name}, {kind} {row.get('id')}")
    return Catalogue(
        roles=tables["role"],
        skills=tables["skill"],
        credentials=tables["credential"],
        options=tables["option"],
        credits=("Cairn starter catalogue, Apache-2.0; figures from public sources named beside them",),
    )


def _add(table: dict[Any, Any], reader: Callable[[Row], Any], row: Row, *, where: str) -> None:
    try:
        entry = reader(row)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"starter catalogue, {where}: {error!r}"
        raise ValueError(msg) from error
    if entry.id in table:
        msg = f"starter catalogue, {where}: the id stands twice"
        raise ValueError(msg)
    table[entry.id] = entry


def _skill(row: Row) -> Skill:
    witnesses = [Witness(skill=SkillId(one), share=_WHOLE) for one in row.get("shows", ())]
    witnesses += [Witness(skill=SkillId(one), share=_PART) for one in row.get("shows_part", ())]
    return Skill(
        id=SkillId(row["id"]),
        label=row["label"],
        kind=row["kind"],
        aliases=tuple(row.get("aliases", ())),
        shows=tuple(witnesses),
        effort=row.get("effort", row["kind"]),
        is_everyday=row.get("everyday", False),
        fields=tuple(row.get("fields", ())),
        esco=row.get("esco", ""),
        onet=row.get("onet", ""),
    )


def _credential(row: Row) -> Credential:
    return Credential(
        id=CredentialId(row["id"]),
        label=row["label"],
        kind=row["kind"],
        aliases=tuple(row.get("aliases", ())),
        includes=tuple(map(CredentialId, row.get("includes", ()))),
        shows=_shown(row.get("shows", {})),
        issuer=row.get("issuer", ""),
        renewal_years=row.get("renewal_years", 0),
        country=row.get("country", ""),
        note=row.get("note", ""),
        is_everyday=row.get("everyday", False),
    )


def _shown(levels: Mapping[str, float]) -> tuple[Shown, ...]:
    return tuple(Shown(skill=SkillId(skill), level=level) for skill, level in levels.items())


def _role(row: Row) -> Role:
    source = Source(kind="catalogue", name="Cairn starter catalogue", detail=row["title"], licence=_LICENCE)
    return Role(
        id=RoleId(row["id"]),
        title=row["title"],
        field=row["field"],
        seniority=row["seniority"],
        summary=row["summary"],
        aliases=tuple(row.get("aliases", ())),
        codes=Codes(**row.get("codes", {})),
        requirements=tuple(_requirement(one, source) for one in row["requires"]),
        credentials=tuple(_asked(one, source) for one in row.get("credentials", ())),
        up=tuple(map(RoleId, row.get("up", ()))),
        sideways=tuple(map(RoleId, row.get("sideways", ()))),
        pay=tuple(map(_pay, row.get("pay", ()))),
        experience_years=row.get("experience_years", 0),
    )


def _requirement(row: Row, source: Source) -> Requirement:
    return Requirement(
        skill=SkillId(row["skill"]),
        level=row["level"],
        importance=row["importance"],
        is_essential=row.get("essential", True),
        source=replace(source, detail=f"{source.detail}: {row['skill']}"),
    )


def _asked(row: Row, source: Source) -> CredentialRequirement:
    return CredentialRequirement(
        any_of=tuple(map(CredentialId, row["any_of"])),
        is_essential=row.get("essential", True),
        note=row.get("note", ""),
        source=source,
    )


def _pay(row: Row) -> Pay:
    currency = row["currency"]
    low, high = (
        Money(amount=Decimal(row[end]), currency=currency) if end in row else None for end in ("low", "high")
    )
    return Pay(
        country=row["country"],
        year=row["year"],
        median=Money(amount=Decimal(row["median"]), currency=currency),
        low=low,
        high=high,
        source=Source(kind="catalogue", name=row["source"], year=row["year"]),
    )


def _option(row: Row) -> Option:
    source = Source(
        kind="catalogue",
        name="Cairn starter catalogue",
        detail=f"{row['title']} ({row.get('basis', 'our judgement')})",
        licence=_LICENCE,
        year=row.get("year", 0),
    )
    return Option(
        id=OptionId(row["id"]),
        title=row["title"],
        kind=row["kind"],
        teaches=tuple(
            Teaching(skill=SkillId(skill), start=start, end=end)
            for skill, (start, end) in row.get("teaches", {}).items()
        ),
        modes=tuple(_mode(one, source) for one in row["modes"]),
        proves=row["proves"],
        first_step=row["first_step"],
        done_when=row["done_when"],
        needs=_shown(row.get("needs", {})),
        needs_credentials=tuple(map(CredentialId, row.get("needs_credentials", ()))),
        grants=tuple(map(CredentialId, row.get("grants", ()))),
        provider=row.get("provider", ""),
        fields=tuple(row.get("fields", ())),
        source=source,
    )


def _mode(row: Row, source: Source) -> OptionMode:
    low, likely, high = row["hours"]
    cost_low, cost, cost_high = map(Decimal, row.get("cost", (0, 0, 0)))
    return OptionMode(
        id=row.get("id", row["pattern"]),
        pattern=row["pattern"],
        hours=Estimate(value=likely, low=low, high=high, source=source),
        weeks=row.get("weeks", 0),
        hours_per_week=row.get("hours_per_week", 0),
        cost=Money(amount=cost, currency=row.get("currency", "USD")),
        cost_low=cost_low,
        cost_high=cost_high,
        at_work=row.get("at_work", False),
    )


_READERS: dict[str, Callable[[Row], Any]] = {
    "skill": _skill,
    "credential": _credential,
    "role": _role,
    "option": _option,
}
