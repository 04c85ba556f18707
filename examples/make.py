"""Make the example files from their sources: `python examples/make.py [FOLDER]`.

Each person is one YAML file in `sources`, in the keys of JSON Resume, and comes out as
PDF (each in another layout), DOCX and JSON Resume; the product analyst also as the kind
of zip that LinkedIn sends. The same sources give the same files.
"""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
import typst
import yaml

Person = Mapping[str, Any]
HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
LAYOUTS = {"product-analyst": "two-columns", "nurse": "dates-left", "warehouse-worker": "plain"}
MADE_ON = (2026, 1, 1, 0, 0, 0)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def main(folder: Path) -> None:
    """Write every example into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, layout in LAYOUTS.items():
        person = read_person(name)
        made = {".pdf": as_pdf(person, layout), ".docx": as_docx(person), ".json": as_json(person)}
        for ending, content in made.items():
            (folder / f"{name}{ending}").write_bytes(content)
    analyst = read_person("product-analyst")
    (folder / "product-analyst-linkedin.zip").write_bytes(as_linkedin(analyst))
    print(f"wrote {3 * len(LAYOUTS) + 1} files to {folder}")


def read_person(name: str) -> Person:
    """One person's source."""
    person: Person = yaml.safe_load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
    return person


def as_json(person: Person) -> bytes:
    """The person as a JSON Resume file."""
    return (json.dumps(person, ensure_ascii=False, indent=2) + "\n").encode()


def as_pdf(person: Person, layout: str) -> bytes:
    """The person as a PDF page, with the fonts that come with typst alone."""
    page: bytes = typst.compile(
        SOURCES / f"{layout}.typ",
        root=SOURCES,
        ignore_system_fonts=True,
        sys_inputs={"person": json.dumps(person)},
    )
    return page


# ------------------------------------------------------------------ DOCX


def as_docx(person: Person) -> bytes:
    """The person as a word processor's file, with its headings and bullets as styles."""
    document = docx.Document()
    basics = person["basics"]
    document.core_properties.author = basics["name"]
    document.add_heading(basics["name"], level=0)
    document.add_paragraph(" | ".join((_place(basics["location"]), basics["phone"], basics["email"])))
    if "summary" in basics:
        document.add_paragraph(basics["summary"])
    _add_entries(document, "Experience", person["work"])
    _add_entries(document, "Volunteering", person.get("volunteer", ()))
    _add_studies(document, person["education"])
    _add_lists(document, person)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_dates(written.getvalue())


def _add_entries(document: Any, heading: str, entries: Iterable[Person]) -> None:  # noqa: ANN401 - has no types
    document.add_heading(heading, level=1)
    for entry in entries:
        line = document.add_paragraph()
        line.add_run(entry["position"]).bold = True
        line.add_run(f", {entry.get('name') or entry['organization']}\t{_span(entry)}")
        for highlight in entry.get("highlights", ()):
            document.add_paragraph(highlight, style="List Bullet")


def _add_studies(document: Any, studies: Iterable[Person]) -> None:  # noqa: ANN401 - has no types
    document.add_heading("Education", level=1)
    for one in studies:
        subject = " ".join(filter(None, (one["studyType"], one.get("area"))))
        document.add_paragraph(f"{subject}, {one['institution']}, {_span(one)}")
        for highlight in one.get("highlights", ()):
            document.add_paragraph(highlight, style="List Bullet")


def _add_lists(document: Any, person: Person) -> None:  # noqa: ANN401 - has no types
    document.add_heading("Certificates", level=1)
    for one in person["certificates"]:
        issuer = f", {one['issuer']}" if "issuer" in one else ""
        document.add_paragraph(f"{one['name']}{issuer} ({_month(one['date'])})", style="List Bullet")
    document.add_heading("Skills", level=1)
    for group in person["skills"]:
        document.add_paragraph(f"{group['name']}: {', '.join(group['keywords'])}")
    document.add_heading("Languages", level=1)
    spoken = (f"{one['language']} ({one['fluency']})" for one in person["languages"])
    document.add_paragraph(", ".join(spoken))


def _place(location: Person) -> str:
    return f"{location['city']}, {location.get('region') or location['countryCode']}"


def _span(entry: Person) -> str:
    end = _month(entry["endDate"]) if "endDate" in entry else "present"
    return f"{_month(entry['startDate'])} – {end}" if "startDate" in entry else end


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _with_fixed_dates(archive: bytes) -> bytes:
    """The same zip with one date for all members, so that it can be made again bit for bit."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return _zip({name: source.read(name) for name in source.namelist()})


def _zip(members: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=MADE_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()


# ------------------------------------------------------------------ LinkedIn


def as_linkedin(person: Person) -> bytes:
    """The person as an export: one table a subject, months as `May 2022`."""
    basics = person["basics"]
    first, _, last = basics["name"].partition(" ")
    tables = {
        "Profile.csv": [
            {
                "First Name": first,
                "Last Name": last,
                "Headline": basics["label"],
                "Summary": basics["summary"],
                "Geo Location": _place(basics["location"]),
            }
        ],
        "Email Addresses.csv": [{"Email Address": basics["email"], "Confirmed": "Yes", "Primary": "Yes"}],
        "Positions.csv": [_position(one) for one in person["work"]],
        "Education.csv": [_school(one) for one in person["education"]],
        "Skills.csv": [{"Name": word} for group in person["skills"] for word in group["keywords"]],
        "Certifications.csv": [
            {"Name": one["name"], "Authority": one.get("issuer", ""), "Started On": _month(one["date"])}
            for one in person["certificates"]
        ],
        "Languages.csv": [
            {"Name": one["language"], "Proficiency": one["fluency"]} for one in person["languages"]
        ],
    }
    return _zip({name: _table(rows) for name, rows in tables.items()})


def _position(job: Person) -> dict[str, str]:
    return {
        "Company Name": job["name"],
        "Title": job["position"],
        "Description": "\n".join(f"- {line}" for line in job["highlights"]),
        "Location": job["location"],
        "Started On": _month(job["startDate"]),
        "Finished On": _month(job["endDate"]) if "endDate" in job else "",
    }


def _school(study: Person) -> dict[str, str]:
    return {
        "School Name": study["institution"],
        "Degree Name": study["studyType"],
        "Field of Study": study["area"],
        "Started On": study["startDate"].split("-")[0],
        "Finished On": study["endDate"].split("-")[0],
        "Notes": "\n".join(study.get("highlights", ())),
    }


def _table(rows: list[dict[str, str]]) -> bytes:
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, rows[0].keys())
    table.writeheader()
    table.writerows(rows)
    return written.getvalue().encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
