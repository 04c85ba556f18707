"""Wages (OEWS) and Employment Projections of the U.S. Bureau of Labor Statistics.

The projections are a CSV whose codes are written as Excel formulas and whose titles
carry other titles behind asterisks, or one sheet of a workbook of many; the wages an
Excel sheet in which `#` stands for a wage beyond the top and `*` for one that is not
published. Neither is a number and neither is lost.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cairn.catalogue.releases import ReadRelease
from cairn.catalogue.tables import Table, account, as_number, as_text, excel_text, find_tables, sheets_of
from cairn.errors import UnreadableFile

_SOC = re.compile(r"\d\d-\d{4}")
_STATISTICS = ("pct10", "pct25", "median", "pct75", "pct90")
_MARKS = {"#": "top-coded", "*": "suppressed", "**": "suppressed"}
# Columns of the projections by what their headers say, whatever the years and the edition.
_CODE, _TITLE = r"(occupation|matrix) code$", r"(occupation|matrix) title$"
_EMPLOYMENT = r"^employment,? \d{4}$"
_NUMBERS = {
    "employment_change_percent": r"^employment (percent change|change, percent)",
    "openings_per_year": r"^occupational openings",
    "projected_median_wage": r"^median annual wage",
}
_ASKED = {
    "entry_education": r"^typical (entry-level education|education needed for entry)",
    "work_experience": r"^work experience in a related occupation",
    "on_the_job_training": r"^typical on-the-job training",
}


def read_bls(paths: Sequence[Path]) -> tuple[ReadRelease, ...]:
    """Every BLS release among the files: wages a year, and projections.

    Raises:
        UnreadableFile: none of them is one, or a column is missing.
    """
    found: list[ReadRelease] = []
    for table in find_tables(paths).values():
        if table.has("OCC_CODE"):
            found.append(_read_wages(table))
        else:
            found += [_read_projections(one) for one in _projections_in(table)]
    if not found:
        msg = "No BLS table was found: choose national_M….xlsx of OEWS or the Employment Projections."
        raise UnreadableFile(msg)
    return tuple(found)


def _projections_in(table: Table) -> list[Table]:
    """The one table of a workbook with what is asked at entry, else any with codes and employment."""
    for wanted in (_ASKED["entry_education"], _EMPLOYMENT):
        for sheet in sheets_of(table):
            if sheet.find_header_like(_CODE, _TITLE, wanted):
                return [sheet]
    return []


def _read_wages(table: Table) -> ReadRelease:
    columns = [f"{kind}_{one.upper()}" for kind in "AH" for one in _STATISTICS]
    _must_have(table, [*columns, "OCC_TITLE", "TOT_EMP"])
    year = _wage_year(table)
    places = ("OCC_CODE", "TOT_EMP", "HOURLY", "AREA_TYPE", "I_GROUP", *columns)
    pay: dict[tuple[str, str], tuple[float | None, str]] = {}
    facts: list[tuple[object, ...]] = []
    for code, employed, hourly, area, industry, *wages in table.rows(*places):
        soc = as_text(code)
        if not _SOC.fullmatch(soc):
            table.drop("without an occupation code")
        elif as_text(area) not in {"", "1"} or industry not in {"", "cross-industry"}:
            table.drop("for one area or industry only")
        elif (soc, "a_median") in pay:
            table.drop("of a broader group with the same code")
        else:
            pay |= {(soc, name.lower()): _wage(cell) for name, cell in zip(columns, wages, strict=True)}
            facts.append(
                (soc, "employment", as_number(employed), "" if as_number(employed) else "suppressed")
            )
            facts += [(soc, "hourly_only", 1.0, "")] if str(hourly).upper() == "TRUE" else []
    rows = [(*key, amount, mark) for key, (amount, mark) in pay.items()]
    return ReadRelease(
        name="bls-wages",
        version=f"OEWS May {year}",
        rows={"pay": rows, "fact": facts},
        accounts=account({table.name: table}),
    )


def _wage(cell: object) -> tuple[float | None, str]:
    number = as_number(cell)
    return (number, "") if number is not None else (None, _MARKS.get(str(cell).strip(), "not given"))


def _wage_year(table: Table) -> str:
    found = re.search(r"May (\d{4})", excel_text(table, 1)) or re.search(r"M(\d{4})", table.name)
    if not found:
        msg = f"“{table.name}” does not say which year its wages are of; keep the publisher's file name."
        raise UnreadableFile(msg)
    return found[1]


def _read_projections(table: Table) -> ReadRelease:
    years = [one for one in table.header if re.match(_EMPLOYMENT, one, flags=re.IGNORECASE)]
    if len(years) != 2:
        msg = f"“{table.name}” names no base and target year; it is not a layout this version of Cairn knows."
        raise UnreadableFile(msg)
    numbers = {"employment_base": years[0], "employment_projected": years[1], **_columns_of(table, _NUMBERS)}
    asked = _columns_of(table, _ASKED)
    facts: list[tuple[object, ...]] = []
    titles: dict[tuple[str, str], None] = {}
    named = _columns_of(table, {"code": _CODE, "title": _TITLE})
    columns = (*named.values(), "Occupation Type", *numbers.values(), *asked.values())
    for code, title, kind, *cells in table.rows(*columns):
        found = _SOC.search(str(code))
        if not found or str(kind).strip().lower() == "summary":
            table.drop("of a broader group" if found else "without an occupation code")
            continue
        own, *aliases = (part.strip() for part in str(title).split("*"))
        titles |= dict.fromkeys((found[0], one) for one in (own, *aliases) if one)
        facts += [(found[0], name, *_projected(cell)) for name, cell in zip(numbers, cells, strict=False)]
        terms = zip(asked, cells[len(numbers) :], strict=True)
        facts += [(found[0], name, None, _term(cell)) for name, cell in terms]
    return ReadRelease(
        name="bls-projections",
        version="–".join(re.findall(r"\d{4}", " ".join(years))),
        rows={"fact": facts, "title": list(titles)},
        accounts=account({table.name: table}),
        note="employment and openings in thousands",
    )


def _term(cell: object) -> str:
    """Education, experience or training; a dash is the publisher's “none”."""
    text = as_text(cell)
    return "None" if text in {"", "—", "–", "-"} else text


def _projected(cell: object) -> tuple[float | None, str]:
    number = as_number(cell)
    if number is not None:
        return number, ""
    return None, "top-coded" if str(cell).strip().startswith(">") else "not given"


def _columns_of(table: Table, patterns: Mapping[str, str]) -> dict[str, str]:
    """The column of the header for each pattern.

    Raises:
        UnreadableFile: there is none.
    """
    found: dict[str, str] = {}
    for name, pattern in patterns.items():
        column = next((one for one in table.header if re.search(pattern, one, flags=re.IGNORECASE)), "")
        if not column:
            said = name.replace("_", " ")
            msg = f"“{table.name}” has no column for {said}; it is not a layout this version of Cairn knows."
            raise UnreadableFile(msg)
        found[name] = column
    return found


def _must_have(table: Table, columns: Sequence[str]) -> None:
    missing = next((one for one in columns if not table.has(one)), None)
    if missing:
        msg = f"“{table.name}” lacks the column {missing}; it is not a layout this version of Cairn knows."
        raise UnreadableFile(msg)
