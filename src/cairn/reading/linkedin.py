"""A LinkedIn data export, zip or folder → the résumé, by way of JSON Resume.

Nothing is unpacked to disk, so paths inside the zip do no harm. Columns stand in any
order, preamble lines and empty rows are passed over, other files left alone.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cairn.errors import BadInput, Problem, UnreadableFile
from cairn.reading.courses import add_courses, read_courses
from cairn.reading.dates import find_spans
from cairn.reading.json_resume import read_json_resume
from cairn.reading.lists import part_rating
from cairn.reading.plain import decode_text
from cairn.reading.values import Resume

Row = Mapping[str, str]
MAX_TABLE_BYTES = 20_000_000
MAX_ROWS = 5000
_COLUMNS = {
    "profile": ("first name", "last name", "headline", "summary"),
    "positions": ("company name", "title", "started on"),
    "education": ("school name", "degree name"),
    "skills": ("name",),
    "languages": ("name", "proficiency"),
    "certifications": ("name", "authority"),
    "projects": ("title", "description", "started on"),
    "email addresses": ("email address",),
    "phonenumbers": ("number",),
    "volunteering": ("company name", "role"),
    "honors": ("title", "issued on"),
    "courses": ("name", "number"),
    "learning": ("content title", "content completed at (if completed)"),
    "publications": ("name", "publisher"),
}
_TELLING = {"profile", "positions", "education", "skills"}


def _table_name(path: str) -> str:
    """`Complete_Export/Email Addresses.csv` → `email addresses`."""
    base = re.split(r"[/\\]", path)[-1].lower()
    return (
        re.sub(r"[_\s]+", " ", base.removesuffix(".csv"))
        if base.endswith(".csv") and "__macosx" not in path.lower()
        else ""
    )


def is_export(names: Iterable[str]) -> bool:
    """Whether the names of an archive's members are those of an export."""
    return any(_table_name(name) in _TELLING for name in names)


def read_zip(data: bytes, name: str, *, today: date) -> Resume:
    """An export as the zip LinkedIn sends.

    Raises:
        UnreadableFile: the archive is damaged.
    """
    tables: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                table = _table_name(entry.filename)
                if table in _COLUMNS and table not in tables:
                    with archive.open(entry) as member:
                        tables[table] = member.read(MAX_TABLE_BYTES)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        msg = f"“{name}” is a damaged or locked archive; download the export again."
        raise UnreadableFile(msg) from error
    return _read(tables, name, today)


def read_folder(path: Path, *, today: date) -> Resume:
    """An export that was unpacked into a folder.

    Raises:
        BadInput: the folder holds none of the export's tables.
    """
    tables: dict[str, bytes] = {}
    for file in sorted(path.glob("**/*.csv"))[:500]:
        table = _table_name(file.name)
        if table in _COLUMNS and table not in tables:
            with file.open("rb") as opened:
                tables[table] = opened.read(MAX_TABLE_BYTES)
    if not tables.keys() & _TELLING:
        msg = f"“{path}” is a folder without a LinkedIn export in it; give the résumé file itself."
        raise BadInput(msg)
    return _read(tables, path.name, today)


# ------------------------------------------------------------------ tables


def _read(tables: Mapping[str, bytes], name: str, today: date) -> Resume:
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    learnt: Resume | None = None
    for table, data in tables.items():
        try:
            text, told = decode_text(data, name)
        except UnreadableFile:
            problems.append(_told(table, "is not text and was left out"))
            continue
        if table == "learning":
            learnt = read_courses(text, today=today)
            continue
        rows[table], more = _rows(text, table) if text.strip() else ([], [])
        problems += [*told, *more]
    resume = read_json_resume(_document(rows, today))
    resume = add_courses(resume, learnt) if learnt else resume
    return replace(resume, format="linkedin", extra=(), problems=(*problems, *resume.problems))


def _rows(text: str, table: str) -> tuple[list[Row], list[Problem]]:
    """The filled rows under the line that names the columns."""
    csv.field_size_limit(1_000_000)
    wanted = _COLUMNS[table]
    columns: list[str] = []
    rows: list[Row] = []
    try:
        for cells in csv.reader(io.StringIO(text)):
            if not columns:
                names = [cell.strip().lower() for cell in cells]
                columns = names if sum(name in names for name in wanted) * 2 > len(wanted) else []
            elif any(cell.strip() for cell in cells):
                rows.append({name: cell.strip() for name, cell in zip(columns, cells, strict=False)})
            if len(rows) >= MAX_ROWS:
                return rows, [_told(table, f"has more than {MAX_ROWS} rows; the first were read")]
    except csv.Error as error:
        return rows, [_told(table, f"is damaged after {len(rows)} rows ({error})")]
    return rows, [] if columns else [_told(table, "has none of the columns LinkedIn writes and was left out")]


def _told(table: str, what: str) -> Problem:
    return Problem(
        severity="warning", code="linkedin-table", message=f"The table “{table}” of the export {what}."
    )


def _document(rows: Mapping[str, list[Row]], today: date) -> dict[str, Any]:
    def each(table: str, made: Callable[[Row, date], dict[str, Any]]) -> list[dict[str, Any]]:
        return [item for row in rows.get(table, []) if (item := _filled(made(row, today)))]

    return {
        "basics": _basics(rows),
        "work": each("positions", _position),
        "volunteer": each("volunteering", _volunteering),
        "education": each("education", _school),
        "certificates": each("certifications", _certificate),
        "awards": each(
            "honors", lambda row, day: {"title": row.get("title"), "date": _month(row, "issued on", day)}
        ),
        "publications": each("publications", _publication),
        "skills": each("skills", _skill),
        "languages": each(
            "languages", lambda row, _: {"language": row.get("name"), "fluency": row.get("proficiency")}
        ),
        "projects": each("projects", _project),
    }


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    return {key: held for key, held in item.items() if held}


def _month(row: Row, column: str, today: date) -> str:
    spans = find_spans(row.get(column, ""), today=today)
    return str(spans[0].start) if spans and spans[0].start else ""


def _basics(rows: Mapping[str, list[Row]]) -> dict[str, Any]:
    profile = next(iter(rows.get("profile", [])), {})
    emails = sorted(rows.get("email addresses", []), key=lambda row: row.get("primary", "").lower() != "yes")
    sites = re.findall(r"https?://[^\s,\]]+|(?<=:)[\w.-]+\.[a-z]{2,}[^\s,\]]*", profile.get("websites", ""))
    return _filled(
        {
            "name": f"{profile.get('first name', '')} {profile.get('last name', '')}".strip(),
            "label": profile.get("headline"),
            "summary": profile.get("summary"),
            "email": emails[0].get("email address") if emails else "",
            "phone": next((row["number"] for row in rows.get("phonenumbers", []) if row.get("number")), ""),
            "url": sites[0] if sites else "",
            "location": _filled({"address": profile.get("geo location") or profile.get("address")}),
        }
    )


def _told_of(row: Row) -> list[str]:
    """The description's lines, without their bullets."""
    parts = re.split(r"\n+|(?<=\S)\s+[•●▪]\s+", row.get("description", ""))
    return [text for part in parts if (text := part.strip(" \t•●▪*-–"))]


def _skill(row: Row, _: date) -> dict[str, Any]:
    name, rating = part_rating(row.get("name", ""))
    return {"name": name, "level": rating}


def _position(row: Row, today: date) -> dict[str, Any]:
    return {
        "position": row.get("title"),
        "name": row.get("company name"),
        "location": row.get("location"),
        "startDate": _month(row, "started on", today),
        "endDate": _month(row, "finished on", today),
        "highlights": _told_of(row),
    }


def _volunteering(row: Row, today: date) -> dict[str, Any]:
    return {
        "position": row.get("role"),
        "organization": row.get("company name"),
        "startDate": _month(row, "started on", today),
        "endDate": _month(row, "finished on", today),
        "highlights": _told_of(row),
    }


def _school(row: Row, today: date) -> dict[str, Any]:
    return {
        "institution": row.get("school name"),
        "studyType": row.get("degree name"),
        "area": row.get("field of study"),
        "startDate": _month(row, "started on", today) or _month(row, "start date", today),
        "endDate": _month(row, "finished on", today) or _month(row, "end date", today),
        "courses": [text for key in ("notes", "activities") if (text := row.get(key))],
    }


def _certificate(row: Row, today: date) -> dict[str, Any]:
    return {
        "name": row.get("name"),
        "issuer": row.get("authority"),
        "url": row.get("url"),
        "date": _month(row, "started on", today),
        "x-expires": _month(row, "finished on", today),
    }


def _publication(row: Row, today: date) -> dict[str, Any]:
    return {
        "name": row.get("name"),
        "publisher": row.get("publisher"),
        "url": row.get("url"),
        "releaseDate": _month(row, "published on", today),
    }


def _project(row: Row, today: date) -> dict[str, Any]:
    return {
        "name": row.get("title"),
        "description": row.get("description"),
        "url": row.get("url"),
        "startDate": _month(row, "started on", today),
        "endDate": _month(row, "finished on", today),
    }
