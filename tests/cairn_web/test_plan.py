"""The plan page and its parts tell what the plan says, and change it only on request."""

import json
import re
from typing import Any

import pytest

from cairn_web.models import Person, RunKind
from cairn_web.services import planning
from cairn_web.services.people import the_person
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.plan import page_of
from cairn_web.views.telling import number_page

PAGES = (
    "/plan/",
    "/plan/gap/",
    "/plan/options/",
    "/plan/steps/",
    "/plan/whole/",
    "/plan/history/",
    "/today/",
)


@pytest.mark.parametrize("path", PAGES)
def test_without_a_plan_every_part_leads_to_where_one_is_made(browser: Any, path: str) -> None:
    page = browser.get(path)
    assert page.status_code == 302 if path != "/plan/history/" else page.status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_plan_is_lean_and_holds_no_inline_style_or_script(
    browser: Any, planned: Person, path: str
) -> None:
    page = browser.get(path)
    html = page.content.decode()
    assert page.status_code == 200
    assert len(page.content) < 40_000
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


def test_the_answer_stands_before_everything_else(browser: Any, planned: Person) -> None:
    html = browser.get("/plan/").content.decode()
    at = [html.index(mark) for mark in ("<h1>Data analyst", 'id="answer"', 'id="gaps-t"', 'id="roadmap"')]
    assert at == sorted(at)


def test_every_number_on_the_page_opens_into_its_derivation(browser: Any, planned: Person) -> None:
    html = browser.get("/plan/").content.decode()
    links = sorted(set(re.findall(r"/plan/why/\d+/", html)))
    assert len(links) > 10
    for link in links:
        page = browser.get(link)
        assert page.status_code == 200
        assert (
            "<code>=" in page.content.decode() or "·" in page.content.decode() or ":" in page.content.decode()
        )


def test_a_number_that_is_none_is_not_found(browser: Any, planned: Person) -> None:
    assert browser.get("/plan/why/999999/").status_code == 404


def test_a_derived_number_shows_its_rule_and_its_inputs(planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    plan = kept_plan(run)
    number = plan.record["plan"]["hours"]["derivation"]
    derivation = plan.numbers.entries[number].derivation
    page = number_page(plan.numbers, number)
    assert page is not None
    assert page.formula == derivation.formula
    assert page.inputs


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("report.html", b"<!doctype html>"),
        ("report.pdf", b"%PDF-"),
        ("plan.md", b"# "),
        ("plan.ics", b"BEGIN:VCALENDAR"),
        ("plan.json", b"{"),
    ],
)
def test_each_file_of_the_plan_can_be_taken_away(
    browser: Any, planned: Person, name: str, begins: bytes
) -> None:
    page = browser.get(f"/plan/files/{name}")
    assert page.content.startswith(begins)
    assert name in page["Content-Disposition"]


def test_a_file_of_another_name_is_not_found(browser: Any, planned: Person) -> None:
    assert browser.get("/plan/files/..%2Fcairn.sqlite3").status_code == 404


@pytest.mark.usefixtures("work")
def test_a_plan_is_stale_once_what_it_rests_on_changed(browser: Any, planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    assert not page_of(planned, run, kept_plan(run)).is_stale
    browser.post(
        "/begin/terms/", {"version": planned.version, "hours_per_week": "9", "relevance": "x", "away": ""}
    )
    assert page_of(the_person(), run, kept_plan(run)).is_stale


@pytest.mark.usefixtures("work")
def test_an_answer_where_the_question_stands_makes_the_plan_anew(browser: Any, planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    question = kept_plan(run).record["questions"][0]
    answer = question["answers"][-1]["answer"]
    page = browser.post("/plan/answer/", {f"q-{question['key']}": answer}, follow=True)
    assert page.redirect_chain[-1][0] == "/plan/"
    assert planned.runs.filter(kind=RunKind.PLAN).count() == 2
    newest = latest_plan(planned)
    assert newest is not None
    assert question["key"] not in [one["key"] for one in kept_plan(newest).record["questions"]]
    assert "1 question answered" in page.content.decode()


@pytest.mark.parametrize("said", [{"q-levels.made-up": "3"}, {}])
def test_an_answer_nobody_asked_for_changes_nothing(
    browser: Any, planned: Person, said: dict[str, str]
) -> None:
    page = browser.post("/plan/answer/", said)
    assert page.status_code in {302, 422}
    assert not planned.ratings.exists()
    assert planned.runs.count() == 1


def test_two_plans_are_compared_fact_by_fact(planned: Person) -> None:
    run = latest_plan(planned)
    assert run is not None
    later = latest_plan(planned)
    assert later is not None
    later.summary = {**run.summary, "finish": "2030-01-01", "hours": run.summary["hours"] + 10}
    rows = {one.name: one for one in planning.compare_plans(run, later)}
    assert rows["Finish"].note.endswith("later")
    assert rows["Work"].note == "10 h more"
    assert rows["Cost"].note == "the same"


@pytest.mark.usefixtures("work")
def test_a_plan_of_the_command_line_is_looked_into_and_then_taken(
    browser: Any, planned_result: dict[str, Any]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = json.dumps({"made_by": "cairn plan", **planned_result["plan"]["record"]}).encode()
    first = browser.post("/share/plan/", {"file": SimpleUploadedFile("plan.json", content)})
    assert "6 hours a week" in first.content.decode()
    assert not the_person().has_terms
    said = {"file": SimpleUploadedFile("plan.json", content), "sure": "1"}
    assert browser.post("/share/plan/", said, follow=True).redirect_chain[-1][0] == "/begin/read/"
    person = the_person()
    assert person.ambition.role == "data-analyst"
    assert person.hours_per_week == 6
    assert str(person.away.get()) == "2027-07-05 to 2027-07-18"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"kind": "cairn plan", "version": 99}', b"\xff\xfe"]
)
def test_what_is_no_plan_file_is_refused(browser: Any, content: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = browser.post("/share/plan/", {"file": SimpleUploadedFile("plan.json", content or b" ")})
    assert page.status_code == 422
