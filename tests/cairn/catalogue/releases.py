"""Tiny releases of our own invention, laid out as the publishers lay out theirs."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.cairn.match import releases as esco

CODER, NURSE, KEEPER = "15-1252.00", "29-1141.00", "45-2093.00"
OCCUPATIONS = [
    (CODER, "Software Developers", "They write programs."),
    (NURSE, "Registered Nurses", "They care for patients."),
    (KEEPER, "Beekeepers and Animal Keepers", "They keep bees."),
]
ZONES = [(CODER, "4", "08/2024", "Analyst"), (NURSE, "3", "08/2024", "Analyst")]
RATING = (
    "O*NET-SOC Code",
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Recommend Suppress",
    "Not Relevant",
)
# Nurses are rated, software developers are not: missing is not zero.
SKILLS = [
    (NURSE, "2.A.1.b", "Active Listening", "IM", "4.50", "N", "n/a"),
    (NURSE, "2.A.1.b", "Active Listening", "LV", "4.20", "N", "N"),
    (NURSE, "2.B.3.e", "Programming", "IM", "1.20", "N", "n/a"),
    (NURSE, "2.B.3.e", "Programming", "LV", "0.50", "N", "Y"),
    (NURSE, "2.B.2.i", "Complex Problem Solving", "IM", "3.10", "N", "n/a"),
    (NURSE, "2.B.2.i", "Complex Problem Solving", "LV", "3.50", "N", "N"),
]
TECHNOLOGY = [
    (CODER, "Python", "43232408", "Development software", "Y", "Y"),
    (CODER, 'The "Old" Editor', "43232402", "Development software", "N", "N"),
]
TITLES = [
    (CODER, "Programmer", "n/a", "08"),
    (KEEPER, "Apiarist", "n/a", "01"),
    (KEEPER, "Apiarist", "n/a", "02"),
]
TASKS = [(NURSE, "1", "Care for the ill.", "Core", "9", "08/2024", "Incumbent")]
EDUCATION = [
    (NURSE, "2.D.1", "Required Level of Education", "RL", "5", "20.0"),
    (NURSE, "2.D.1", "Required Level of Education", "RL", "6", "80.0"),
]
# The mean of the answers, and for one element the share of each answer behind it.
CONTEXT = [
    (NURSE, "4.C.3.d.1", "Time Pressure", "CX", "n/a", "3.70"),
    (NURSE, "4.C.1.a.4", "Contact With Others", "CX", "n/a", "4.90"),
    (NURSE, "4.C.1.a.4", "Contact With Others", "CXP", "1", "0.00"),
    (NURSE, "4.C.1.a.4", "Contact With Others", "CXP", "5", "100.00"),
]
TABLES: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
    "Occupation Data": (("O*NET-SOC Code", "Title", "Description"), OCCUPATIONS),
    "Job Zones": (("O*NET-SOC Code", "Job Zone", "Date", "Domain Source"), ZONES),
    "Skills": (RATING, SKILLS),
    "Technology Skills": (
        ("O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
        TECHNOLOGY,
    ),
    "Alternate Titles": (("O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"), TITLES),
    "Task Statements": (
        ("O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"),
        TASKS,
    ),
    "Work Context": (
        ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Category", "Data Value"),
        CONTEXT,
    ),
    "Education, Training, and Experience": (
        ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Category", "Data Value"),
        EDUCATION,
    ),
}


def write_onet(folder: Path, *, version: str = "29.3", **changed: str) -> Path:
    """A zip of the text edition; `changed` replaces a table's text by its name, blanks as `_`."""
    path = folder / f"db_{version.replace('.', '_')}_text.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("db/Read Me.txt", f"O*NET {version} Database\nA test\n")
        for name, (header, rows) in TABLES.items():
            text = changed.pop(name.replace(" ", "_"), None)
            archive.writestr(f"db/{name}.txt", text if text is not None else tabbed(header, rows))
        for name, text in changed.items():
            archive.writestr(f"db/{name.replace('_', ' ')}.txt", text)
    return path


def tabbed(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Tab-separated text as the publisher writes it."""
    return "\n".join("\t".join(row) for row in (header, *rows)) + "\n"


def write_crosswalk(folder: Path) -> Path:
    """The crosswalk with preamble, byte order mark, a text encoded twice, and a group."""
    path = folder / "crosswalk.csv"
    rows = [
        (NURSE, "n", f"{esco.PREFIX}/occupation/{esco.NURSE}", "nurse", "exactMatch"),
        (CODER, "d", f"{esco.PREFIX}/occupation/{esco.CODER}", "software developer", "closeMatch"),
        (KEEPER, "b", f"{esco.PREFIX}/occupation/{esco.BAKER}", "dance rÃ©pÃ©titeur", "broadMatch"),
        (CODER, "d", f"{esco.PREFIX}/isco/C2512", "Software developers", "exactISCO"),
        (CODER, "d", f"{esco.PREFIX}/isco/C2513", "Web developers", "someMatch"),
    ]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([("Mapping project name", "A test"), ("Mapping project version date", "Sep-22"), ()])
    writer.writerow(("O*NET Id", "O*NET Title", "ESCO or ISCO URI", "ESCO or ISCO Title", "Type of Match"))
    writer.writerows(rows)
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    return path


PROJECTIONS = (
    '"Occupation Title","Occupation Code","Employment 2024","Employment 2034",'
    '"Employment Change, 2024-2034","Employment Percent Change, 2024-2034",'
    '"Occupational Openings, 2024-2034 Annual Average","Median Annual Wage 2024",'
    '"Typical Entry-Level Education","Work Experience in a Related Occupation",'
    '"Typical on-the-job Training"\n'
    '"Registered nurses    * Staff Nurse* Ward Nurse","=""29-1141""","3,282.0","3,448.9","166.1","4.9",'
    '"189.1","93,600","Bachelor\'s degree","None","None"\n'
    '"Software developers","=""15-1252""","1,700.0","1,960.0","260","15.8","115.2","N/A",'
    '"Bachelor\'s degree","None","None"\n'
)


def write_projections(folder: Path) -> Path:
    """Employment projections with codes as formulas, thousands with commas and an N/A."""
    path = folder / "projections.csv"
    path.write_text(PROJECTIONS, encoding="utf-8")
    return path


WAGE_COLUMNS = [f"{kind}_{one}" for kind in "AH" for one in ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")]


def write_wages(folder: Path, name: str = "national_M2024_dl.csv") -> Path:
    """Wages with a top-coded end, a suppressed one and an occupation paid by the hour only."""
    path = folder / name
    header = ["AREA_TYPE", "I_GROUP", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "HOURLY", *WAGE_COLUMNS]
    place = ["1", "cross-industry"]
    rows = [
        [
            *place,
            "29-1141",
            "Registered Nurses",
            "detailed",
            "3,000",
            "",
            "66030",
            "*",
            "93600",
            "1",
            "#",
            *"12345",
        ],
        [*place, "27-2011", "Actors", "detailed", "**", "TRUE", *["*"] * 5, "10.5", "15", "23.3", "40", "#"],
        [*place, "15-1250", "Software and Web", "broad", "10", "", *"98765", *"12345"],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    # The year stands on a second sheet of the real file; here in the name alone.
    return path
