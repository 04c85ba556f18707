"""A curriculum as a Markdown table of courses: weeks, hours a week and what comes before.

The form: any Markdown with tables whose header names a course, a duration and an
effort (“13 weeks | 8-10 hours/week”), under headings that name its parts. Used to
check the effort model against real courses; `docs/method/effort.md` describes it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cairn.errors import Problem

_NONE = {"", "-", "none"}
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:\s*[-–—]\s*(\d+(?:\.\d+)?))?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One course; weeks and hours a week are (low, high), `before` names what to have done."""

    title: str
    part: str
    weeks: tuple[float, float]
    hours_per_week: tuple[float, float]
    before: str = ""

    @property
    def hours(self) -> tuple[float, float, float]:
        """Least, middle and most hours in all."""
        low = self.weeks[0] * self.hours_per_week[0]
        high = self.weeks[1] * self.hours_per_week[1]
        return low, (low + high) / 2, high


def read_curriculum(text: str) -> tuple[tuple[Course, ...], tuple[Problem, ...]]:
    """The courses of a curriculum, and a problem for each that states no duration or effort."""
    courses: list[Course] = []
    problems: list[Problem] = []
    for part, row in _rows(text):
        title = _LINK.sub(r"\1", row["course"]).strip(" *")
        weeks, hours = _range(row["duration"], "week"), _range(row["effort"], "hour")
        if weeks is None or hours is None:
            message = f"“{title}” states no weeks or no hours a week; it was left out."
            problems.append(Problem(severity="info", code="curriculum-without-hours", message=message))
            continue
        before = _LINK.sub(r"\1", row.get("prerequisites", "")).strip()
        said = "" if before.lower() in _NONE else before
        courses.append(Course(title=title, part=part, weeks=weeks, hours_per_week=hours, before=said))
    return tuple(courses), tuple(problems)


def _rows(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each row of a course table by column, with the heading it stands under."""
    part = ""
    columns: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            part, columns = line.lstrip("# ").strip(), []
        elif "|" not in line:
            columns = []
        else:
            cells = [one.strip() for one in line.strip().strip("|").split("|")]
            names = [
                re.sub(r"s$", "", one.lower()) if one.lower() == "courses" else one.lower() for one in cells
            ]
            if {"course", "duration", "effort"} <= set(names):
                columns = names
            elif columns and not set(line) <= set("|:- "):
                yield part, dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))


def _range(text: str, unit: str) -> tuple[float, float] | None:
    found = _RANGE.search(text) if unit in text.lower() else None
    if found is None:
        return None
    low = float(found[1])
    return low, max(low, float(found[2] or low))
