"""Wages (OEWS) and Employment Projections of the U.S. Bureau of Labor Statistics.

The projections are a CSV whose codes are written as Excel formulas and whose titles
carry other titles behind asterisks; the wages an Excel sheet in which `#` stands
for a wage beyond the top and `*` for one that is not published. Neither is a number
and neither is lost.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cairn.catalogue.releases import ReadRelease
from cairn.catalogue.tables import Table, account, as_number, as_text, excel_text, find_tables
from cairn.errors import UnreadableFile

_SOC = re.compile(r"\d\d-\d{4}")
_STATISTICS = ("pct10", "pct25", "median", "pct75", "pct90")
_MARKS = {"#": "top-coded", "*": "suppressed", "**": "suppressed"}
# Numbers of the projections by what their headers say, whatever the years.
_PROJECTED = {
    "employment_base": r"^employment \d{4}$",
    "employment_projected": r"^employment \d{4}$",
    "employment_change_percent": r"^employment percent change",
    "openings_per_year": r"^occupational openings",
}
_ASKED = {
    "entry_education": "Typical Entry-Level Education",
    "work_experience": "Work Experience in a Related Occupation",
    "on_the_job_training": "Typical on-the-job Training",
}


def read_bls(paths: Sequence[Path]) -> tuple[ReadRelease, ...]:
    """Every BLS release among the files: wages a year, and projections.

    Raises:
        UnreadableFile: none of them is one, or a column is missing.
    """
    tables = find_tables(paths)
    found = [
        _read_wages(table) if table.has("OCC_CODE", "A_MEDIAN") else _read_projections(table)
        for table in tables.values()
        if table.has("OCC_CODE") or table.has("Occupation Code")
    ]
    if not found:
        msg = "No BLS table was found: choose national_M….xlsx of OEWS or the Employment Projections CSV."
        raise UnreadableFile(msg)
    return tuple(found)


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
    _must_have(table, ["Occupation Title", *_ASKED.values()])
    years = [one for one in table.header if re.match(r"employment \d{4}$", one, flags=re.IGNORECASE)]
    numbers = dict(_columns_of(table, years))
    wage = next((one for one in table.header if one.lower().startswith("median annual wage")), "")
    numbers["projected_median_wage"] = wage
    facts: list[tuple[object, ...]] = []
    titles: dict[tuple[str, str], None] = {}
    columns = ("Occupation Code", "Occupation Title", *numbers.values(), *_ASKED.values())
    for code, title, *cells in table.rows(*columns):
        found = _SOC.search(str(code))
        if not found:
            table.drop("without an occupation code")
            continue
        own, *aliases = (part.strip() for part in str(title).split("*"))
        titles |= dict.fromkeys((found[0], one) for one in (own, *aliases) if one)
        facts += [(found[0], name, *_projected(cell)) for name, cell in zip(numbers, cells, strict=False)]
        asked = zip(_ASKED, cells[len(numbers) :], strict=True)
        facts += [(found[0], name, None, as_text(cell) or "None") for name, cell in asked]
    return ReadRelease(
        name="bls-projections",
        version="–".join(re.findall(r"\d{4}", " ".join(years))),
        rows={"fact": facts, "title": list(titles)},
        accounts=account({table.name: table}),
        note="employment and openings in thousands",
    )


def _projected(cell: object) -> tuple[float | None, str]:
    number = as_number(cell)
    return number, "" if number is not None else "not given"


def _columns_of(table: Table, years: Sequence[str]) -> Mapping[str, str]:
    if len(years) != 2:
        msg = f"“{table.name}” names no base and target year; it is not a layout this version of Cairn knows."
        raise UnreadableFile(msg)
    names = {"employment_base": years[0], "employment_projected": years[1]}
    for name, pattern in _PROJECTED.items():
        if name not in names:
            found = next((one for one in table.header if re.match(pattern, one, flags=re.IGNORECASE)), "")
            _must_have(table, [found or pattern.strip("^")])
            names[name] = found
    return names


def _must_have(table: Table, columns: Sequence[str]) -> None:
    missing = next((one for one in columns if not table.has(one)), None)
    if missing:
        msg = f"“{table.name}” lacks the column {missing}; it is not a layout this version of Cairn knows."
        raise UnreadableFile(msg)
