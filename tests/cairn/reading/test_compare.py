"""Two records of one person: each thing that only one has, and each that they say differently."""

from pathlib import Path
from typing import Any

import pytest
from tests.cairn.reading.checks import TODAY
from tests.cairn.reading.invented import invent
from tests.cairn.reading.layouts import LAYOUTS
from tests.cairn.reading.test_linkedin import TABLES, packed

from cairn.reading import Resume, compare_resumes, read_json_resume
from cairn.reading.detect import read_file
from cairn.reading.linkedin import read_zip

STORED: dict[str, Any] = {
    "basics": {"name": "Inès Moreau", "email": "ines@example.org", "phone": "+33 1 23 45 67 89"},
    "work": [
        {"position": "Planner", "name": "Transval SA", "startDate": "2020-04", "location": "Lyon"},
        {
            "position": "Clerk",
            "name": "Dock 5",
            "startDate": "2016-09",
            "endDate": "2020-02",
            "location": "Brest",
        },
        {"position": "Waiter", "name": "Chez Marc", "startDate": "2014", "endDate": "2015"},
    ],
    "education": [
        {
            "institution": "IUT Brest",
            "studyType": "DUT",
            "area": "Logistics",
            "startDate": "2014",
            "endDate": "2016",
        }
    ],
    "skills": [{"name": "Excel (advanced)"}, {"name": "SAP"}],
    "languages": [{"language": "French", "fluency": "Native or bilingual proficiency"}],
}


def stored(**changes: Any) -> Resume:
    return read_json_resume({**STORED, **changes})


@pytest.fixture
def newer() -> Resume:
    return read_zip(packed(TABLES), "export.zip", today=TODAY)


def test_what_is_missing_is_told_in_both_directions_with_its_place(newer: Resume) -> None:
    found = compare_resumes(stored(), newer)
    whole = {(one.kind, one.section, one.label) for one in found if not one.field}
    assert whole == {
        ("only in old", "experience", "Waiter, Chez Marc"),
        ("only in old", "skill", "SAP"),
        ("only in new", "skill", "Route planning"),
        ("only in new", "certificate", "Dangerous goods"),
    }
    waiter = next(one for one in found if one.label == "Waiter, Chez Marc")
    assert waiter.old_place is not None
    assert waiter.new_place is None
    assert ("only in old", "contact", "phone") in {(one.kind, one.section, one.label) for one in found}


def test_dates_that_differ_are_told_and_coarser_ones_are_not(newer: Resume) -> None:
    # Planner: 2020-04 against Mar 2020 differs; Clerk: 2016-09 against 2016 is only coarser.
    found = [one for one in compare_resumes(stored(), newer) if one.field == "start"]
    assert [(one.label, one.old, one.new) for one in found] == [
        ("Planner, Transval SA", "2020-04", "2020-03")
    ]
    assert found[0].old_place is not None
    assert found[0].new_place is not None


def test_a_job_that_has_ended_since_differs_in_its_end() -> None:
    ended = [{**STORED["work"][0], "endDate": "2026-05"}, *STORED["work"][1:]]
    (found,) = compare_resumes(stored(), stored(work=ended))
    assert (found.field, found.old, found.new) == ("end", "present", "2026-05")


def test_two_times_at_one_employer_are_told_apart_by_their_dates() -> None:
    first = {"position": "Nurse", "name": "Hill Hospital", "startDate": "2010", "endDate": "2012"}
    second = {"position": "Nurse", "name": "Hill Hospital", "startDate": "2018", "endDate": "2020"}
    assert compare_resumes(stored(work=[first, second]), stored(work=[second, first])) == ()
    (found,) = compare_resumes(stored(work=[first, second]), stored(work=[second]))
    assert (found.kind, found.label) == ("only in old", "Nurse, Hill Hospital")
    assert found.old_place == stored(work=[first, second]).experiences[0].place


def test_the_other_way_round_says_the_reverse(newer: Resume) -> None:
    turned = {"only in old": "only in new", "only in new": "only in old", "differs": "differs"}
    there = {(turned[one.kind], one.section, one.field) for one in compare_resumes(stored(), newer)}
    back = {(one.kind, one.section, one.field) for one in compare_resumes(newer, stored())}
    assert there == back


@pytest.mark.parametrize("layout", ["pipes", "word_table", "markdown"])
def test_a_resume_does_not_differ_from_itself(layout: str, tmp_path: Path) -> None:
    ending, made = LAYOUTS[layout]
    path = tmp_path / f"resume{ending}"
    path.write_bytes(made(invent(3)))
    read = read_file(path, today=TODAY)
    assert compare_resumes(read, read) == ()


def test_long_lists_are_paired_by_name_in_good_time() -> None:
    words = [{"name": f"Skill number {at}"} for at in range(3000)]
    found = compare_resumes(stored(skills=words), stored(skills=[*reversed(words), {"name": "One more"}]))
    assert [(one.kind, one.label) for one in found] == [("only in new", "One more")]
