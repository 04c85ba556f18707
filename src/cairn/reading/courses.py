"""A list of completed online courses (CSV) → certificates, each once.

LinkedIn Learning writes such a list into its export; other providers let one download
it. Only rows with a date of completion count: what was begun or saved proves nothing.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cairn.errors import Place, Problem
from cairn.reading.dates import find_spans
from cairn.reading.values import Contact, HeldCertificate, Resume

_TITLES = ("content title", "course title", "course name", "course", "title", "name")
_DATES = (
    "content completed at (if completed)",
    "completed at",
    "completed on",
    "completion date",
    "date completed",
    "completed",
)
_PROVIDERS = ("provider", "platform", "issuer", "authority", "institution")
_LEARNING = "content title"
_MOST_ROWS = 5000
_HEAD_LINES = 10


def read_courses(text: str, *, today: date) -> Resume | None:
    """The completed courses of a CSV list; None where its head names no such list."""
    rows = _rows(text)
    if rows is None:
        return None
    certificates: list[HeldCertificate] = []
    lines: list[str] = []
    start = 0
    for title, issuer, completed in rows:
        spans = find_spans(completed, today=today)
        granted = spans[0].start if spans else None
        if not title or granted is None:
            continue
        place = Place(line=len(lines) + 1, start=start, end=start + len(title))
        certificates.append(
            HeldCertificate(text=title, issuer=issuer, granted=granted, status="completed", place=place)
        )
        lines.append(f"{title}\t{issuer}\t{granted}")
        start += len(lines[-1]) + 1
    empty = Resume(format="text", contact=Contact(), text="\n".join(lines))
    problem = Problem(severity="warning", code="no-courses", message="No course in the list was completed.")
    return replace(_added(empty, certificates), problems=() if certificates else (problem,))


def add_courses(resume: Resume, courses: Resume) -> Resume:
    """The résumé with the courses it does not name yet; the same list twice changes nothing."""
    known = {_bare(one.text) for one in resume.certificates}
    new = [one for one in courses.certificates if _bare(one.text) not in known]
    if not new:
        return resume
    start, line = len(resume.text) + 1, resume.text.count("\n") + 1
    moved = [replace(one, place=_moved(one.place, start, line)) for one in new]
    return _added(replace(resume, text=f"{resume.text}\n{courses.text}"), moved)


def _moved(place: Place, start: int, line: int) -> Place:
    return Place(line=place.line + line, start=place.start + start, end=place.end + start)


def _added(resume: Resume, certificates: Sequence[HeldCertificate]) -> Resume:
    """Each course once, the first completion of it."""
    every = {_bare(one.text): one for one in reversed((*resume.certificates, *certificates))}
    return replace(resume, certificates=tuple(reversed(every.values())))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _rows(text: str) -> Iterator[tuple[str, str, str]] | None:
    """Title, provider and completion of each row under a head that names the first and last."""
    reader = csv.reader(io.StringIO(text))
    try:
        for _ in range(_HEAD_LINES):
            columns = [cell.strip().lower() for cell in next(reader)]
            title, completed = _first(_TITLES, columns), _first(_DATES, columns)
            if title and completed:
                return _read_rows(reader, columns, title, completed)
    except (csv.Error, StopIteration):
        return None
    return None


def _first(names: Sequence[str], columns: Sequence[str]) -> str:
    return next((one for one in names if one in columns), "")


def _read_rows(
    reader: Iterator[list[str]], columns: list[str], title: str, completed: str
) -> Iterator[tuple[str, str, str]]:
    provider = _first(_PROVIDERS, columns)
    usual = "LinkedIn Learning" if title == _LEARNING else ""
    try:
        for _, cells in zip(range(_MOST_ROWS), reader, strict=False):
            row: Mapping[str, str] = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            yield " ".join(row.get(title, "").split()), row.get(provider, "") or usual, row.get(completed, "")
    except csv.Error:
        return
