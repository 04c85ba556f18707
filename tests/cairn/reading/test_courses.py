"""Completed online courses become certificates once; what was only begun does not."""

from pathlib import Path

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold
from tests.cairn.reading.test_linkedin import TABLES, packed

from cairn.reading import add_courses, read_json_resume, read_resume
from cairn.reading.courses import read_courses
from cairn.reading.linkedin import read_zip

LEARNING = (
    "Content Title,Content Type,Content Completed At (if completed)\n"
    "Excel: Pivot Tables,Course,2021-05-03 17:33 UTC\nBegun Only,Course,\nBegun Too,Course,N/A\n"
    "EXCEL pivot tables,Course,2022-01-01 10:00 UTC\n"
)
OTHER = "Provider,Course,Completed on\nOpen School,Statistics one,Mar 2020\n"


def held(text: str) -> list[tuple[str, str, str]]:
    read = read_courses(text, today=TODAY)
    assert read is not None
    assert_places_hold(read)
    return [(one.text, one.issuer, str(one.granted)) for one in read.certificates]


def test_only_completed_courses_count_and_each_once() -> None:
    assert held(LEARNING) == [("Excel: Pivot Tables", "LinkedIn Learning", "2021-05")]


def test_other_providers_name_their_columns_otherwise() -> None:
    assert held(OTHER) == [("Statistics one", "Open School", "2020-03")]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Title,Company\nNurse,Hill\n", "Dear all,\nno.\n"])
def test_other_tables_are_no_list_of_courses(text: str) -> None:
    assert read_courses(text, today=TODAY) is None


def test_a_list_is_imported_once(tmp_path: Path) -> None:
    path = tmp_path / "courses.csv"
    path.write_text(LEARNING + "Nothing\n", encoding="utf-8")
    courses = read_resume(path, today=TODAY)
    assert courses.problems == ()
    resume = read_json_resume({"basics": {"name": "A"}, "certificates": [{"name": "First aid"}]})
    once = add_courses(resume, courses)
    assert [one.text for one in once.certificates] == ["First aid", "Excel: Pivot Tables"]
    assert add_courses(once, courses) == once
    assert_places_hold(once)
    added = once.certificates[1]
    assert once.text[added.place.start : added.place.end] == added.text
    assert once.text.splitlines()[added.place.line - 1].startswith(added.text)


def test_the_courses_of_an_export_stand_beside_its_certificates() -> None:
    read = read_zip(packed({**TABLES, "Learning.csv": LEARNING}), "x.zip", today=TODAY)
    assert [one.text for one in read.certificates] == ["Dangerous goods", "Excel: Pivot Tables"]
    assert_places_hold(read)


def test_a_list_without_a_completed_course_says_so() -> None:
    read = read_courses("Course,Completed on\nA,\n", today=TODAY)
    assert read is not None
    assert [one.code for one in read.problems] == ["no-courses"]
