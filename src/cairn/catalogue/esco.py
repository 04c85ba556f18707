"""The ESCO release as its publisher packs it: two zips of CSV files.

Gives compact entries for occupations and skills (id: the UUID that ends the
concept URI, labels, description, ISCO group) and the links between them. Reads
by what the headers say, any language edition and either zip order; alternative
labels stand one a line inside a quoted field.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cairn.errors import Problem, UnreadableFile

_MOST_BYTES = 400_000_000
_FIELD_BYTES = 10_000_000
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/)[^/]+$")
_OCCUPATIONS = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
_SKILLS = ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "description")
_LINKS = ("occupationUri", "relationType", "skillUri")
_SKILL_LINKS = ("originalSkillUri", "relationType", "relatedSkillUri")

LinkKind = Literal["essential", "optional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoEntry:
    """One concept. `isco` is empty for skills, `kind` for occupations.

    `uses` counts the occupations that name a skill, or the skills that an
    occupation names; `reuse` is how widely a skill serves, from “transversal”
    to “occupation-specific”.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    description: str
    isco: str = ""
    kind: str = ""
    reuse: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoLink:
    """An occupation needs a skill."""

    occupation: str
    skill: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoSkillLink:
    """A skill rests on another, most often on a field of knowledge."""

    skill: str
    other: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoRelease:
    """Everything of the release that Cairn uses; `left_out` counts links to unknown concepts."""

    occupations: tuple[EscoEntry, ...]
    skills: tuple[EscoEntry, ...]
    links: tuple[EscoLink, ...]
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    skill_links: tuple[EscoSkillLink, ...] = ()
    skill_links_read: int = 0


def read_esco(files: Sequence[Path]) -> EscoRelease:
    """The release in `files`: the classification zip and, for links, the relations zip.

    Links to a concept the classification does not hold are left out and counted
    in a problem (release 1.1.1 has one such occupation).

    Raises:
        UnreadableFile: a file is no zip, is damaged or far too large, or none
            of them holds the occupations and the skills.
    """
    tables: dict[str, list[Mapping[str, str]]] = {}
    cut: Counter[str] = Counter()
    for path in files:
        tables |= _tables_in(path, cut)
    if "occupations" not in tables or "skills" not in tables:
        msg = "No ESCO classification found: choose the zip that holds occupations_….csv and skills_….csv."
        raise UnreadableFile(msg)
    links, problems, left_out = _links(tables)
    per_skill = Counter(link.skill for link in links)
    per_occupation = Counter(link.occupation for link in links)
    return EscoRelease(
        occupations=tuple(_entry(row, per_occupation) for row in tables["occupations"]),
        skills=tuple(_entry(row, per_skill) for row in tables["skills"]),
        links=links,
        problems=(*problems, *_cut_rows(cut)),
        left_out=left_out,
        skill_links=tuple(dict.fromkeys(_skill_links(tables))),
        skill_links_read=len(tables.get("skill_links", ())),
    )


def _tables_in(path: Path, cut: Counter[str]) -> dict[str, list[Mapping[str, str]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
                msg = f"“{path.name}” unpacks to far more than an ESCO release; it was not read."
                raise UnreadableFile(msg)
            return {table: list(rows) for table, rows in _known_tables(archive, cut)}
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, csv.Error, EOFError) as error:
        msg = f"“{path.name}” cannot be read as an ESCO zip ({error}); download it again."
        raise UnreadableFile(msg) from error


def _known_tables(
    archive: zipfile.ZipFile, cut: Counter[str]
) -> Iterator[tuple[str, list[Mapping[str, str]]]]:
    wanted = {
        "occupations_": ("occupations", _OCCUPATIONS),
        "skills_": ("skills", _SKILLS),
        "occupationSkillRelations": ("links", _LINKS),
        "skillSkillRelations": ("skill_links", _SKILL_LINKS),
    }
    for member in archive.namelist():
        name = member.rsplit("/", 1)[-1]
        for start, (table, columns) in wanted.items():
            if name.startswith(start) and name.endswith(".csv"):
                yield table, _rows(archive, member, columns, cut)


def _rows(
    archive: zipfile.ZipFile, member: str, columns: tuple[str, ...], cut: Counter[str]
) -> list[Mapping[str, str]]:
    """The named columns of a table; rows that end too early are left out and counted in `cut`."""
    csv.field_size_limit(_FIELD_BYTES)
    with archive.open(member) as raw:
        reader = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        header = next(reader, [])
        missing = [one for one in columns if one not in header]
        if missing:
            msg = f"“{member}” lacks the column {missing[0]}; it is not a release this version knows."
            raise UnreadableFile(msg)
        places = [header.index(one) for one in columns]
        longest = max(places)
        found: list[Mapping[str, str]] = []
        for row in reader:
            if len(row) > longest:
                found.append({column: row[place] for column, place in zip(columns, places, strict=True)})
            elif row:
                cut[member] += 1
        return found


def concept_id(uri: str) -> str:
    """The publisher's own identifier at the end of a concept URI."""
    found = _UUID.search(uri)
    return found.group() if found else uri


def _entry(row: Mapping[str, str], uses: Counter[str]) -> EscoEntry:
    own = concept_id(row["conceptUri"])
    label = row["preferredLabel"].strip()
    aliases = dict.fromkeys(one.strip() for one in row["altLabels"].splitlines())
    return EscoEntry(
        id=own,
        label=label,
        aliases=tuple(one for one in aliases if one and one != label),
        description=" ".join(row["description"].split()),
        isco=row.get("iscoGroup", "").removeprefix("C"),
        kind=row.get("skillType", ""),
        reuse=row.get("reuseLevel", ""),
        uses=uses[own],
    )


def _links(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
) -> tuple[tuple[EscoLink, ...], tuple[Problem, ...], int]:
    known = {concept_id(row["conceptUri"]) for table in ("occupations", "skills") for row in tables[table]}
    links, unknown, left_out = [], set[str](), 0
    for row in tables.get("links", ()):
        occupation, skill = concept_id(row["occupationUri"]), concept_id(row["skillUri"])
        missing = {occupation, skill} - known
        if missing:
            unknown |= missing
            left_out += 1
        else:
            kind: LinkKind = "essential" if row["relationType"] == "essential" else "optional"
            links.append(EscoLink(occupation=occupation, skill=skill, kind=kind))
    return tuple(links), tuple(_unknown_concepts(unknown, left_out)), left_out


def _skill_links(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[EscoSkillLink]:
    known = {concept_id(row["conceptUri"]) for row in tables["skills"]}
    for row in tables.get("skill_links", ()):
        skill, other = concept_id(row["originalSkillUri"]), concept_id(row["relatedSkillUri"])
        if {skill, other} <= known and skill != other:
            kind: LinkKind = "essential" if row["relationType"] == "essential" else "optional"
            yield EscoSkillLink(skill=skill, other=other, kind=kind)


def _cut_rows(cut: Counter[str]) -> Iterator[Problem]:
    for member, count in cut.items():
        message = f"{count} rows of “{member}” end too early and were left out; download the release again."
        yield Problem(severity="warning", code="esco-cut-rows", message=message)


def _unknown_concepts(unknown: set[str], left_out: int) -> Iterator[Problem]:
    if unknown:
        concepts = f"{len(unknown)} linked concepts are not in the classification"
        message = f"{concepts}; their {left_out} links were left out."
        yield Problem(severity="info", code="esco-unknown-concept", message=message)
