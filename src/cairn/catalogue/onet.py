"""The O*NET database, text and Excel editions, read by what the headers say.

A table is known by its columns and not by its file's name, since names and layouts
changed between releases; what an element is follows from its id in the content
model (2.A and 2.B skills, 2.C knowledge, 1.A abilities, …). The tables a career
plan stands on must be there and whole; any other that is not understood is told.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cairn.catalogue.releases import ReadRelease, Rows
from cairn.catalogue.tables import Table, account, as_number, as_text, find_tables, header_key
from cairn.errors import Problem, UnreadableFile

CODE = "O*NET-SOC Code"
_CODE_FORM = re.compile(r"\d\d-\d{4}\.\d\d")
# Without these a release says too little to plan with; their columns must be as known.
_CORE = {
    "occupation data": (CODE, "Title", "Description"),
    "job zones": (CODE, "Job Zone"),
    "skills": (CODE, "Element ID", "Scale ID", "Data Value"),
    "knowledge": (CODE, "Element ID", "Scale ID", "Data Value"),
    "abilities": (CODE, "Element ID", "Scale ID", "Data Value"),
    "work activities": (CODE, "Element ID", "Scale ID", "Data Value"),
}
_RATING = (CODE, "Element ID", "Scale ID", "Data Value")
# Scales whose values Cairn keeps; a scale that is not here is told and left out.
_SCALES = {"IM", "LV", "OI", "IH", "EX", "VH", "RL", "RW", "PT", "OJ", "CX", "CT", "WI", "DR"}
# Shares of the answers behind a mean that is kept: read past, and said so.
_SHARES = {"CXP", "CTP"}
_DOMAINS = {
    "2.A": "skill",
    "2.B": "skill",
    "2.C": "knowledge",
    "1.A": "ability",
    "4.A": "activity",
    "4.C": "context",
    "1.B.1": "interest",
    "1.B.2": "value",
    "1.B.3": "interest",
    "1.C": "style",
    "1.D": "style",
    "2.D": "education",
    "3.A": "education",
}
_NOT_USED = {
    "abilities to work activities", "abilities to work context", "basic interests to riasec", "dwa reference",
    "education, training, and experience categories", "emerging tasks", "interests illustrative activities",
    "interests illustrative occupations", "iwa reference", "job zone reference", "level scale anchors",
    "occupation level metadata", "riasec keywords", "scales reference", "skills to work activities",
    "skills to work context", "survey booklet locations", "task categories", "task ratings", "tasks to dwas",
    "unspsc reference", "work context categories", "content model reference", "read me",
}  # fmt: skip


def read_onet(paths: Sequence[Path], *, progress: Callable[[str], None] = lambda _: None) -> ReadRelease:
    """The release in a folder or zip, or the repackaged flat ratings in one file.

    Raises:
        UnreadableFile: no occupations, a core table without its columns, or damaged.
    """
    tables = find_tables(paths)
    used = {name: one for name, one in tables.items() if name not in _NOT_USED}
    flat = next((one for one in used.values() if one.has("onet_soc", "element_id", "importance")), None)
    if flat is not None:
        return _read_flat(flat)
    occupations = _occupations(used)
    reader = _Reader(frozenset(row[0] for row in occupations), progress)
    for name, table in used.items():
        if name != "occupation data":
            reader.take(table)
    rows: dict[str, Rows] = {"occupation": occupations, **reader.rows()}
    return ReadRelease(
        name="onet",
        version=_version(tables, paths),
        rows=rows,
        accounts=account(tables),
        problems=tuple(reader.problems),
        note=_read_past(tables),
    )


def _occupations(tables: Mapping[str, Table]) -> list[tuple[str, ...]]:
    for name, columns in _CORE.items():
        table = tables.get(name)
        missing = next((one for one in columns if table is not None and not table.has(one)), None)
        if table is not None and missing:
            msg = (
                f"“{table.name}” lacks the column {missing}; it is not a layout this version of Cairn knows."
            )
            raise UnreadableFile(msg)
    table = tables.get("occupation data") or next(
        (one for one in tables.values() if one.has(CODE, "Title", "Description")), None
    )
    if table is None:
        msg = "No O*NET occupations were found: choose the zip or folder that holds “Occupation Data”."
        raise UnreadableFile(msg)
    found: dict[str, tuple[str, ...]] = {}
    for code, title, description in table.rows(CODE, "Title", "Description"):
        if not _CODE_FORM.fullmatch(as_text(code)):
            table.drop("without an O*NET-SOC code")
        else:
            found[as_text(code)] = (as_text(code), as_text(title), as_text(description), "")
    if not found:
        msg = f"“{table.name}” holds no occupation; download the release again."
        raise UnreadableFile(msg)
    return list(found.values())


def _read_past(tables: Mapping[str, Table]) -> str:
    names = [one.name for name, one in tables.items() if name in _NOT_USED and name != "read me"]
    return f"read past, since no plan uses them: {', '.join(names)}" if names else ""


def _version(tables: Mapping[str, Table], paths: Sequence[Path]) -> str:
    for table in tables.values():
        if table.name.lower() == "read me":
            found = re.search(r"O\*NET\D{0,3}(\d+\.\d+)", " ".join(map(str, table.header)))
            if found:
                return found[1]
    found = re.search(r"(\d{2})[._](\d)(?!\d)", " ".join(path.name for path in paths))
    return f"{found[1]}.{found[2]}" if found else "of unknown number"


class _Reader:
    """Sorts the rows of every table to where the store keeps them."""

    def __init__(self, known: frozenset[str], progress: Callable[[str], None]) -> None:
        self.known = known
        self.progress = progress
        self.problems: list[Problem] = []
        self.elements: dict[str, tuple[str, ...]] = {}
        self.ratings: dict[tuple[str, str, str, int], tuple[float, str]] = {}
        self.titles: dict[tuple[str, str], None] = {}
        self.technologies: list[tuple[object, ...]] = []
        self.tasks: list[tuple[object, ...]] = []
        self.related: list[tuple[object, ...]] = []
        self.zones: list[tuple[object, ...]] = []

    def rows(self) -> dict[str, Rows]:
        ratings = [(*key, value, mark) for key, (value, mark) in self.ratings.items()]
        return {
            "skill": self.elements.values(),
            "rating": ratings,
            "title": list(self.titles),
            "technology": self.technologies,
            "task": self.tasks,
            "related": self.related,
            "fact": self.zones,
        }

    def take(self, table: Table) -> None:
        """Read one table by what its header holds, or say that it was not understood."""
        readers: tuple[tuple[tuple[str, ...], Callable[[Table], None]], ...] = (
            (_RATING, self._ratings),
            ((CODE, "Job Zone"), self._zones),
            ((CODE, "Alternate Title"), lambda one: self._titles(one, "Alternate Title")),
            ((CODE, "Reported Job Title"), lambda one: self._titles(one, "Reported Job Title")),
            ((CODE, "Example", "Commodity Title"), self._technologies),
            ((CODE, "Task ID", "Task", "Task Type"), self._tasks),
            ((CODE, "Related O*NET-SOC Code"), self._related),
        )
        self.progress(table.name)
        for columns, reader in readers:
            if table.has(*columns):
                reader(table)
                return
        columns_said = ", ".join(table.header[:6])
        message = f"The table “{table.name}” was not understood (columns {columns_said}); it was left out."
        self.problems.append(Problem(severity="warning", code="onet-unknown-table", message=message))

    def _code(self, cell: object, table: Table) -> str:
        code = as_text(cell)
        if code in self.known:
            return code
        table.drop("for an occupation that the release does not list")
        return ""

    def _ratings(self, table: Table) -> None:
        unknown: Counter[str] = Counter()
        columns = (*_RATING, "Category", "Element Name", "Recommend Suppress", "Not Relevant")
        for cell, element_cell, scale, value, category, label, suppress, irrelevant in table.rows(*columns):
            code, element, number = self._code(cell, table), as_text(element_cell), as_number(value)
            if not code:
                continue
            if scale in _SHARES:
                table.drop("of the answers behind a mean that is kept")
                continue
            if scale not in _SCALES or number is None:
                unknown[str(scale)] += scale not in _SCALES
                table.drop(
                    "of a scale this version does not know" if number is not None else "without a value"
                )
                continue
            if element not in self.elements:
                self.elements[element] = (element, as_text(label), _domain(element), "", "", "")
            mark = "not relevant" if irrelevant == "Y" else "unsure" if suppress == "Y" else ""
            key = (code, element, str(scale), int(as_number(category) or 0))
            if key in self.ratings:
                table.drop("said twice")
            self.ratings[key] = (number, mark)
        for scale, count in unknown.items():
            if count:
                message = (
                    f"“{table.name}” uses the scale {scale}, which is not known here: {count} rows left out."
                )
                self.problems.append(Problem(severity="warning", code="onet-unknown-scale", message=message))

    def _zones(self, table: Table) -> None:
        for cell, zone in table.rows(CODE, "Job Zone"):
            number = as_number(zone)
            if number is None:
                table.drop("without a zone")
            elif code := self._code(cell, table):
                self.zones.append((code, "job_zone", number, ""))

    def _titles(self, table: Table, column: str) -> None:
        for cell, title in table.rows(CODE, column):
            code = self._code(cell, table)
            if code and (code, as_text(title)) in self.titles:
                table.drop("already among the other titles")
            elif code and as_text(title):
                self.titles[code, as_text(title)] = None

    def _technologies(self, table: Table) -> None:
        kind = "technology" if table.has("Hot Technology") else "tool"
        columns = (CODE, "Example", "Commodity Title", "Hot Technology", "In Demand")
        for cell, example, group, hot, demand in table.rows(*columns):
            if code := self._code(cell, table):
                row = (code, as_text(example), as_text(group), kind, int(hot == "Y"), int(demand == "Y"))
                self.technologies.append(row)

    def _tasks(self, table: Table) -> None:
        for cell, task, text, kind in table.rows(CODE, "Task ID", "Task", "Task Type"):
            if code := self._code(cell, table):
                self.tasks.append((code, as_text(task), as_text(text), as_text(kind)))

    def _related(self, table: Table) -> None:
        for cell, other, tier, rank in table.rows(
            CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"
        ):
            if code := self._code(cell, table):
                self.related.append((code, as_text(other), as_text(tier), as_number(rank) or 0))


def _domain(element: str) -> str:
    return next((name for start, name in _DOMAINS.items() if element.startswith(start)), "other")


# ------------------------------------------------------------------ the repackaged ratings


def _read_flat(table: Table) -> ReadRelease:
    elements: dict[str, tuple[str, ...]] = {}
    ratings: list[tuple[object, ...]] = []
    columns = ("onet_soc", "element_id", "element_name", "importance", "level")
    for code, element, label, importance, level in table.rows(*columns):
        values = {"IM": as_number(importance), "LV": as_number(level)}
        if not _CODE_FORM.fullmatch(as_text(code)) or None in values.values():
            table.drop("without a code or a value")
            continue
        elements.setdefault(element, (element, as_text(label), _domain(element), "", "", ""))
        ratings += [(as_text(code), element, scale, 0, value, "") for scale, value in values.items()]
    if not ratings:
        msg = f"“{table.name}” holds no rating; download it again."
        raise UnreadableFile(msg)
    return ReadRelease(
        name="onet-ratings",
        version="of unknown number",
        rows={"skill": elements.values(), "rating": ratings},
        accounts=account({header_key(table.name): table}),
        note="a repackaged copy of O*NET ratings; its exact release is not known",
    )
