"""Invented people, laid out in many ways, are read back as they are."""

from pathlib import Path

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold
from tests.cairn.reading.invented import Person, invent, iso
from tests.cairn.reading.layouts import LAYOUTS

from cairn.reading.detect import read_file
from cairn.reading.values import Resume

_SEEDS = (1, 3, 8)
_YEARS_ONLY = {"bare_text", "text_company_first"}


@pytest.fixture(scope="module", params=[(name, seed) for name in LAYOUTS for seed in _SEEDS], ids=str)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Person, Resume]:
    name, seed = request.param
    ending, layout = LAYOUTS[name]
    person = invent(seed)
    path = tmp_path_factory.mktemp(name) / f"resume{ending}"
    path.write_bytes(layout(person))
    return name, person, read_file(path, today=TODAY)


def test_contact_is_read_as_written(case: tuple[str, Person, Resume]) -> None:
    _, person, read = case
    assert read.contact.name.casefold() == person.name.casefold()
    assert (read.contact.email, read.contact.phone, read.contact.location) == (
        person.email,
        person.phone,
        person.place,
    )


def test_every_job_has_title_employer_and_dates_right(case: tuple[str, Person, Resume]) -> None:
    name, person, read = case
    cut = 4 if name in _YEARS_ONLY else 7
    true = [
        (job.title, job.employer, iso(job.start)[:cut], iso(job.end)[:cut], job.end is None)
        for job in person.jobs
    ]
    found = [
        (e.title, e.organisation, str(e.start), str(e.end or ""), e.is_current) for e in read.experiences
    ]
    if name == "roles_under_employer":
        trainees = [one for one in found if one[0] == "Trainee"]
        assert [one[1] for one in trainees] == [job.employer for job in person.jobs]
        found = [one for one in found if one[0] != "Trainee"]
    assert found == true


def test_every_course_of_study_is_right(case: tuple[str, Person, Resume]) -> None:
    _, person, read = case
    found = [(one.degree, one.area, one.institution) for one in read.education]
    assert found == [(one.degree, one.area, one.school) for one in person.studies]


def test_every_skill_is_listed_and_none_invented(case: tuple[str, Person, Resume]) -> None:
    _, person, read = case
    assert [one.text for one in read.skills] == list(person.skills) or {
        one.text for one in read.skills
    } == set(person.skills)


def test_deeds_stay_whole_though_the_page_wraps_them(case: tuple[str, Person, Resume]) -> None:
    name, person, read = case
    if name in {"bare_text", "prose_bodies"}:
        return  # the first has no deeds, the second runs them together on purpose
    told = [quote.text for one in read.experiences for quote in one.highlights]
    assert [deed for job in person.jobs for deed in job.deeds if deed not in told] == []


def test_every_place_points_at_its_words(case: tuple[str, Person, Resume]) -> None:
    assert_places_hold(case[2])


def test_the_page_number_is_that_of_the_page(tmp_path: Path) -> None:
    person = invent(3)
    path = tmp_path / "long.pdf"
    path.write_bytes(LAYOUTS["two_pages_with_sidebar"][1](person))
    read = read_file(path, today=TODAY)
    pages = [one.place.page for one in (*read.experiences, *read.education)]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}
