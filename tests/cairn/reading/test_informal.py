"""Résumés as people type them: without headings, with several facts on a line."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold

from cairn.reading.plain import read_text
from cairn.reading.segment import segment
from cairn.reading.values import Resume

_PEOPLE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("informal.toml").read_text(encoding="utf-8")
)


def _rows(person: dict[str, Any], key: str, count: int) -> list[tuple[str, ...]]:
    rows = [tuple(cell.strip() for cell in row.split("|")) for row in person.get(key, [])]
    assert all(len(row) == count for row in rows), f"{key}: {rows}"
    return rows


@pytest.fixture(params=_PEOPLE, ids=str)
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Resume]:
    person = _PEOPLE[request.param]
    return person, segment(read_text(person["text"].strip()), form="text", today=TODAY)


def test_the_person_is_named_without_letters_and_placed(case: tuple[dict[str, Any], Resume]) -> None:
    person, read = case
    assert read.contact.name == person["name"]
    if "location" in person:
        assert read.contact.location == person["location"]


def test_every_experience_has_its_kind_title_employer_and_dates(case: tuple[dict[str, Any], Resume]) -> None:
    person, read = case
    found = [
        (e.kind, e.title, e.organisation, str(e.start or ""), "now" if e.is_current else str(e.end or ""))
        for e in read.experiences
    ]
    assert found == _rows(person, "experiences", 5)


def test_every_course_of_study_is_read_and_none_invented(case: tuple[dict[str, Any], Resume]) -> None:
    person, read = case
    found = [(e.degree, e.area, e.institution, str(e.end or "")) for e in read.education]
    assert found == _rows(person, "studies", 4)


def test_certificates_are_held_and_not_jobs_or_schools(case: tuple[dict[str, Any], Resume]) -> None:
    person, read = case
    assert [(one.text, str(one.granted or "")) for one in read.certificates] == _rows(
        person, "certificates", 2
    )


def test_languages_and_bare_skill_lines_are_read(case: tuple[dict[str, Any], Resume]) -> None:
    person, read = case
    assert [(one.language, one.fluency) for one in read.languages] == _rows(person, "languages", 2)
    assert [one.text for one in read.skills] == person.get("skills", [])


def test_what_is_told_stays_with_its_experience_and_nothing_is_lost(
    case: tuple[dict[str, Any], Resume],
) -> None:
    person, read = case
    told = [quote.text for one in read.experiences for quote in one.highlights]
    assert [one for one in person.get("highlights", []) if one not in told] == []
    assert [quote.text for quote in read.not_understood] == person.get("not_understood", [])


def test_every_place_points_at_its_words(case: tuple[dict[str, Any], Resume]) -> None:
    assert_places_hold(case[1])
