# ruff: noqa: E501 - templates and tables read better unbroken
"""A LinkedIn export, zip or folder, with its columns in any order and other files among them."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold

from cairn.errors import BadInput, UnreadableFile
from cairn.reading import read_linkedin_export, read_resume

TABLES = {
    "Profile.csv": "Last Name,First Name,Headline,Summary,Geo Location,Websites\n"
    'Moreau,Inès,Logistics planner,"Plans, then plans again.","Lyon, France",[PERSONAL:https://ines.example.org]\n',
    "Positions.csv": "Title,Company Name,Description,Location,Started On,Finished On\n"
    'Planner,Transval,"• Cut empty runs\n• Trained four",Lyon,Mar 2020,\n,,,,,\nClerk,Dock 5,,Brest,2016,Feb 2020\n',
    "Education.csv": "School Name,Degree Name,Field of Study,Started On,Finished On\nIUT Brest,DUT,Logistics,2014,2016\n",
    "Skills.csv": "Name\nRoute planning\nExcel (advanced)\n\n",
    "Languages.csv": "Name,Proficiency\nFrench,Native or bilingual proficiency\n",
    "Certifications.csv": "Authority,Name,Started On,Finished On\nCCI,Dangerous goods,16 Jan 2021,Jan 2026\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\nold@example.org,Yes,No,\nines@example.org,Yes,Yes,\n",
    "Connections.csv": 'Notes:\n"A preamble"\n\nFirst Name,Last Name,URL\nA,B,https://example.org\n',
    "Rich_Media.csv": "Date/Time,Media Link\n2020,none\n",
    "articles/x.html": "<p>none</p>",
}


def packed(tables: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.fixture(params=["zip", "folder"])
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "zip":
        path = tmp_path / "export.zip"
        path.write_bytes(packed(TABLES))
        return path
    for name, text in TABLES.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_text(text, encoding="utf-8")
    return tmp_path / "out"


def test_an_export_is_read_whole(export: Path) -> None:
    read = read_linkedin_export(export, today=TODAY)
    assert (read.format, read.contact.name, read.contact.email) == (
        "linkedin",
        "Inès Moreau",
        "ines@example.org",
    )
    assert read.contact.links == ("https://ines.example.org",)
    jobs = [
        (one.title, one.organisation, str(one.start), str(one.end), one.is_current)
        for one in read.experiences
    ]
    assert jobs == [
        ("Planner", "Transval", "2020-03", "None", True),
        ("Clerk", "Dock 5", "2016", "2020-02", False),
    ]
    assert [quote.text for quote in read.experiences[0].highlights] == ["Cut empty runs", "Trained four"]
    assert [(one.text, one.rating) for one in read.skills] == [("Route planning", ""), ("Excel", "advanced")]
    (held,) = read.certificates
    assert (held.text, held.issuer, str(held.granted), str(held.expires)) == (
        "Dangerous goods",
        "CCI",
        "2021-01",
        "2026-01",
    )
    assert_places_hold(read)


def test_a_zip_is_told_from_a_resume_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "resume.docx"
    path.write_bytes(packed(TABLES))
    read = read_resume(path, today=TODAY)
    assert read.format == "linkedin"
    assert "wrong-ending" in {problem.code for problem in read.problems}


def test_paths_that_climb_out_of_the_zip_do_nothing(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"../../evil.csv": "x", "../Positions.csv": TABLES["Positions.csv"]}))
    assert len(read_linkedin_export(path, today=TODAY).experiences) == 2
    assert {one.name for one in tmp_path.iterdir()} == {"export.zip"}


def test_a_table_of_fifty_megabytes_is_read_in_part(tmp_path: Path) -> None:
    rows = "Planner,Transval,Lyon,Mar 2020,\n" * 1_600_000
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"Positions.csv": f"Title,Company Name,Location,Started On,Finished On\n{rows}"}))
    read = read_linkedin_export(path, today=TODAY)
    assert len(read.experiences) == 5000
    assert "linkedin-table" in {problem.code for problem in read.problems}


def test_a_table_with_other_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"Positions.csv": "a,b\n1,2\n", "Skills.csv": "Name\nWelding\n"}))
    read = read_linkedin_export(path, today=TODAY)
    assert [one.text for one in read.skills] == ["Welding"]
    assert "linkedin-table" in {problem.code for problem in read.problems}


def test_a_table_that_is_no_text_is_told_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(packed({"Positions.csv": "\x1f\x1f\x07" * 9, "Skills.csv": "Name\nWelding\n"}))
    read = read_linkedin_export(path, today=TODAY)
    assert [one.text for one in read.skills] == ["Welding"]
    assert "not text" in read.problems[0].message


def test_another_zip_or_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(packed({"a.txt": "x"}))
    with pytest.raises(BadInput, match="archive"):
        read_resume(path, today=TODAY)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="folder"):
        read_resume(tmp_path / "empty", today=TODAY)
    (tmp_path / "cut.zip").write_bytes(packed(TABLES)[:300])
    with pytest.raises((UnreadableFile, BadInput)):
        read_linkedin_export(tmp_path / "cut.zip", today=TODAY)
