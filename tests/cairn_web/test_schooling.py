"""Schooling and certificates are mended in place, and what they count for is found anew."""

from typing import Any

import pytest

from cairn_web.models import Person, ReadResume
from cairn_web.services import history, schooling
from cairn_web.store import resume_of

pytestmark = pytest.mark.usefixtures("work")


def kept_of(person: Person) -> ReadResume:
    return ReadResume.objects.get(person=person)


def test_a_degree_added_counts_and_the_words_stay(browser: Any, planned: Person) -> None:
    said = {
        "version": schooling.version_of(kept_of(planned)),
        "degree": "Bachelor of Science",
        "area": "Statistics",
        "institution": "Open College",
        "start": "2015-09",
        "end": "2018-06",
    }
    assert browser.post("/begin/read/study/add/", said).status_code == 302
    added = schooling.entries_of(kept_of(planned), "study")[-1]
    assert (added.title, added.said["end"]) == ("Bachelor of Science, Statistics", "2018-06")
    browser.post("/begin/read/", {"mended": "1"})
    found = {one["id"] for one in kept_of(planned).found["credentials"]}
    assert "bachelor-degree" in found


def test_an_entry_is_mended_where_it_stands(browser: Any, planned: Person) -> None:
    was = schooling.entries_of(kept_of(planned), "study")[0]
    page = browser.get("/begin/read/study/0/")
    assert was.said["degree"] in page.content.decode()
    said = {"version": schooling.version_of(kept_of(planned)), "degree": "A-levels", "is_current": "on"}
    assert browser.post("/begin/read/study/0/", said).status_code == 302
    entries = schooling.entries_of(kept_of(planned), "study")
    assert entries[0].said["degree"] == "A-levels"
    resume = resume_of(planned)
    assert resume is not None
    assert resume.education[0].is_current
    assert len(resume.experiences) == 1


def test_an_entry_removed_comes_back(browser: Any, planned: Person) -> None:
    before = schooling.entries_of(kept_of(planned), "study")
    version = schooling.version_of(kept_of(planned))
    browser.post("/begin/read/study/0/remove/", {"version": version})
    assert schooling.entries_of(kept_of(planned), "study") == before[1:]
    history.undo(person=planned, change=planned.changes.latest("pk").pk)
    assert schooling.entries_of(kept_of(planned), "study") == before


def test_the_second_of_two_tabs_sees_the_conflict_and_keeps_its_words(browser: Any, planned: Person) -> None:
    said = {"version": schooling.version_of(kept_of(planned)), "text": "First aid", "kind": "certificate"}
    assert browser.post("/begin/read/certificate/add/", said).status_code == 302
    late = browser.post("/begin/read/certificate/add/", {**said, "text": "Fork-lift licence"})
    assert late.status_code == 409
    assert "Fork-lift licence" in late.content.decode()
    assert [one.title for one in schooling.entries_of(kept_of(planned), "certificate")] == ["First aid"]


@pytest.mark.parametrize(
    "said",
    [
        {"degree": ""},
        {"degree": "BA", "start": "2019-13"},
        {"degree": "BA", "start": "2019-05", "end": "2018-01"},
    ],
)
def test_schooling_that_cannot_be_meant_is_refused(
    browser: Any, planned: Person, said: dict[str, str]
) -> None:
    version = schooling.version_of(kept_of(planned))
    assert browser.post("/begin/read/study/add/", {"version": version, **said}).status_code == 422
    assert schooling.version_of(kept_of(planned)) == version


@pytest.mark.parametrize("path", ["hobby/add", "study/99", "certificate/0"])
def test_what_is_not_there_cannot_be_mended(browser: Any, planned: Person, path: str) -> None:
    assert browser.get(f"/begin/read/{path}/").status_code == 404
