"""The first visit: each step keeps what was said, can be skipped, and refuses what cannot be."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn_web.models import Experience, Person, Run, RunState, SkillRating
from cairn_web.services import reading
from cairn_web.services.people import next_step, the_person

pytestmark = pytest.mark.usefixtures("work")


def test_with_ten_answers_one_gets_from_nothing_to_a_plan(browser: Any, ten_answers: dict[str, str]) -> None:
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/begin/stage/"
    browser.post("/begin/stage/", {"stage": "change"})
    sent = browser.post("/begin/questions/", ten_answers, follow=True)
    assert sent.redirect_chain[-1][0] == "/begin/read/"
    assert "Corner Books" in sent.content.decode()
    browser.post("/begin/read/", {})
    browser.post("/begin/skills/", {"level-customer-service": "4", "joy-customer-service": "5"})
    browser.post("/begin/ambition/", {"role": "data-analyst"})
    terms = {"version": the_person().version, "hours_per_week": "6", "budget": "900 USD", "away": ""}
    page = browser.post("/begin/terms/", terms, follow=True)
    assert page.redirect_chain[-1][0] == "/plan/"
    assert "Data analyst" in page.content.decode()
    assert SkillRating.objects.get(skill="customer-service").enjoyment == 5


def test_a_resume_file_is_read_and_the_file_is_not_kept(browser: Any, root: Path, tmp_path: Path) -> None:
    content = (root / "examples" / "nurse.pdf").read_bytes()
    file = SimpleUploadedFile("../../nurse.pdf", content)
    page = browser.post("/begin/resume/", {"file": file}, follow=True)
    assert page.redirect_chain[-1][0] == "/begin/read/"
    assert "nurse.pdf" in page.content.decode()
    assert [one for one in (tmp_path / "inbox").rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("content", [b"\x00" * 4000, b"%PDF-1.7 nothing more", b"PK\x03\x04cut"])
def test_a_file_that_is_no_resume_is_refused_with_what_to_do(browser: Any, content: bytes) -> None:
    page = browser.post("/begin/resume/", {"file": SimpleUploadedFile("cv.pdf", content)}, follow=True)
    assert page.status_code == 422
    assert Run.objects.get().state == RunState.REFUSED
    assert Run.objects.get().message in page.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_an_oversized_upload_is_stopped_and_nothing_is_kept(
    browser: Any, settings_of: Any, tmp_path: Path
) -> None:
    with settings_of(MAX_UPLOAD_BYTES=1000):
        page = browser.post("/begin/resume/", {"file": SimpleUploadedFile("cv.pdf", b"x" * 200_000)})
    assert page.status_code == 422
    assert "more than 50 MB" in page.content.decode()
    assert not Run.objects.exists()
    assert not (tmp_path / "inbox").exists()


def test_every_step_can_be_skipped_and_is_offered_again(browser: Any) -> None:
    for step in ("stage", "resume", "ambition", "terms", "plan"):
        assert browser.get(f"/begin/{step}/").status_code == 200
    assert next_step(the_person()) == "stage"


def test_a_plan_without_a_resume_says_what_it_needs(browser: Any) -> None:
    page = browser.post("/begin/plan/", follow=True)
    assert "A plan begins from what you have done" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("hours_per_week", "200"),
        ("hours_per_week", "nan"),
        ("hours_at_work", "-1"),
        ("budget", "much"),
        ("deadline", "1999-01-01"),
        ("away", "2027-08-01..2027-07-01"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused_beside_the_field(
    browser: Any, field: str, typed: str
) -> None:
    page = browser.post("/begin/terms/", {"version": the_person().version, field: typed})
    assert page.status_code == 422
    assert "errorlist" in page.content.decode()
    assert not the_person().has_terms


def test_uniform_ratings_are_questioned_and_kept_when_meant(browser: Any, planned: Person) -> None:
    found = [one["id"] for one in planned.resume.found["skills"]]
    assert len(found) >= 6
    said = {f"level-{one}": "4" for one in found}
    asked = browser.post("/begin/skills/", said)
    assert asked.status_code == 422
    assert "the same level" in asked.content.decode()
    assert browser.post("/begin/skills/", {**said, "sure": "1"}).status_code == 302


def test_mending_an_experience_in_two_tabs_shows_the_later_one_the_conflict(
    browser: Any, planned: Person
) -> None:
    row = planned.experiences.get()
    said = {"title": "Bookseller", "kind": "job", "version": str(row.version), "start": "2021-09"}
    assert browser.post(f"/begin/read/{row.pk}/", said).status_code == 302
    late = browser.post(f"/begin/read/{row.pk}/", {**said, "title": "Book keeper"})
    assert late.status_code == 409
    told = late.content.decode()
    assert "Book keeper" in told
    assert "Bookseller" in told
    assert Experience.objects.get(pk=row.pk).title == "Bookseller"


def test_a_removed_experience_comes_back(browser: Any, planned: Person) -> None:
    row = planned.experiences.get()
    browser.post(f"/begin/read/{row.pk}/remove/")
    assert not planned.experiences.filter(removed_at=None).exists()
    change = planned.changes.get(is_removal=True)
    browser.post(f"/plan/history/{change.pk}/undo/")
    assert planned.experiences.filter(removed_at=None).count() == 1


def test_what_belongs_to_a_stranger_is_not_there(browser: Any, planned: Person) -> None:
    stranger = Person.objects.create()
    row = Experience.objects.create(person=stranger, title="Secret agent")
    assert planned.pk < stranger.pk
    assert browser.get(f"/begin/read/{row.pk}/").status_code == 404
    assert browser.post(f"/begin/read/{row.pk}/remove/").status_code == 404


def test_a_month_that_is_none_is_refused(browser: Any, planned: Person) -> None:
    row = planned.experiences.get()
    said = {"title": "X", "kind": "job", "version": str(row.version), "start": "2021-13"}
    assert browser.post(f"/begin/read/{row.pk}/", said).status_code == 422
    said |= {"start": "2021-05", "end": "2020-01"}
    assert browser.post(f"/begin/read/{row.pk}/", said).status_code == 422


def test_ten_answers_become_a_json_resume(ten_answers: dict[str, str]) -> None:
    document = reading.ten_answers(ten_answers)
    assert document["work"][0]["highlights"] == [
        "Ran the stock count in Excel",
        "Trained three new colleagues",
    ]
    assert [one["name"] for one in document["skills"]] == ["Excel", "customer service", "cash handling"]


def test_roles_are_found_by_words_and_a_posting_becomes_the_target(browser: Any, planned: Person) -> None:
    assert "Registered nurse" in browser.get("/begin/ambition/?q=nurse").content.decode()
    text = "Data engineer\nYou must have strong SQL and Python. Nice to have: Docker."
    page = browser.post("/begin/ambition/", {"title": "Data engineer at Acme", "text": text}, follow=True)
    assert page.redirect_chain[-1][0] == "/begin/terms/"
    assert Person.objects.get(pk=planned.pk).ambition.title == "Data engineer at Acme"
    planned_again = browser.post("/begin/plan/", follow=True)
    assert "Data engineer at Acme" in planned_again.content.decode()
