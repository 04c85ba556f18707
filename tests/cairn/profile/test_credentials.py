"""What nearly everybody who works holds is taken as held, unless somebody says otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.profile import Answers, Finders, Profile, assemble_profile
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume
from cairn.units import CredentialId

TODAY = date(2026, 12, 1)
SCHOOL = CredentialId("school-diploma")
ProfileOf = Callable[..., Profile]


@pytest.fixture
def worker() -> Resume:
    """Somebody who has worked and says nothing of school."""
    return read_json_resume({"work": [{"position": "Baker", "name": "Corner Bakery", "startDate": "2020"}]})


@pytest.fixture
def profile_of(toy: Catalogue, assumptions: Assumptions) -> ProfileOf:
    school = replace(toy.credentials[SCHOOL], is_everyday=True)
    catalogue = replace(toy, credentials={**toy.credentials, SCHOOL: school})
    finders = Finders.of(catalogue)

    def make(resume: Resume, answers: Answers | None = None) -> Profile:
        return assemble_profile(
            resume,
            catalogue=catalogue,
            finders=finders,
            assumptions=assumptions,
            today=TODAY,
            answers=answers,
        )

    return make


def test_finished_school_is_taken_as_held_and_told(worker: Resume, profile_of: ProfileOf) -> None:
    profile = profile_of(worker)
    assert profile.credentials[SCHOOL].is_implied
    assert any("School diploma" in one.message for one in profile.unsure)


def test_the_person_may_say_otherwise(worker: Resume, profile_of: ProfileOf) -> None:
    answers = Answers(credentials={SCHOOL: False})
    assert SCHOOL not in profile_of(worker, answers).credentials


@pytest.mark.parametrize(
    "words", ["Left school at sixteen", "no high school diploma", "did not finish secondary school"]
)
def test_the_resume_may_say_otherwise(words: str, worker: Resume, profile_of: ProfileOf) -> None:
    said = replace(worker, text=f"{worker.text}\n{words}")
    assert SCHOOL not in profile_of(said).credentials


def test_school_under_way_is_not_finished(profile_of: ProfileOf) -> None:
    pupil = read_json_resume(
        {
            "work": [{"position": "Baker", "name": "Corner Bakery", "startDate": "2025"}],
            "education": [{"studyType": "School diploma (in progress)", "startDate": "2024"}],
        }
    )
    assert SCHOOL not in profile_of(pupil).credentials


def test_who_has_never_worked_is_not_taken_to_have_finished(profile_of: ProfileOf) -> None:
    young = read_json_resume({"basics": {"name": "Kim Young"}, "skills": [{"keywords": ["kneading"]}]})
    assert SCHOOL not in profile_of(young).credentials


def test_what_is_not_everyday_is_never_taken_as_held(worker: Resume, profile_of: ProfileOf) -> None:
    assert "bachelor-degree" not in profile_of(worker).credentials
