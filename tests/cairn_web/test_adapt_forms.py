"""The forms that a change of the plan is told in, and what of the plan they need."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.cairn_web.adapting_cases import Later, ask, keep

from cairn_web import clock
from cairn_web.jobs.standing import read_basis
from cairn_web.models import Basis, Person, Run, RunKind
from cairn_web.services import recording
from cairn_web.wire import to_json


@pytest.mark.parametrize(
    "kind", ["behind", "away", "pause", "hours", "money", "date", "longer", "later", "drop"]
)
def test_each_kind_of_change_has_its_form(browser: Any, planned: Person, kind: str) -> None:
    page = browser.get(f"/plan/change/?kind={kind}")
    assert page.status_code == 200
    assert 'name="reason"' in page.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "away", "first": "2027-01-10", "last": "2027-01-01"},
        {"kind": "away", "first": "2027-01-10"},
        {"kind": "hours"},
        {"kind": "hours", "hours_per_week": "0"},
        {"kind": "money", "budget": "-3"},
        {"kind": "money", "budget": "inf"},
        {"kind": "date"},
        {"kind": "longer", "more_hours": "3"},
        {"kind": "drop", "step": "made-up"},
        {"kind": "option", "title": "X", "hours": "3"},
        {"kind": "made-up"},
        {},
    ],
)
def test_an_invalid_form_is_refused_and_nothing_begun(
    browser: Any, work: None, planned: Person, said: dict[str, str]
) -> None:
    assert browser.post("/plan/change/", said).status_code == 422
    assert not Run.objects.filter(kind=RunKind.ADAPT).exists()


def test_from_the_form_to_the_versions(browser: Any, work: None, planned: Person, later: Later) -> None:
    later(21)
    said = {"kind": "behind", "reason": "a busy autumn"}
    waiting = browser.post("/plan/change/", said)
    shown = browser.get(waiting["Location"], follow=True)
    assert "The plan that moves least" in shown.content.decode()
    address = shown.redirect_chain[-1][0]
    done = browser.post(address, {"answer": "all"}, follow=True).content.decode()
    assert "A busy autumn" in done


def test_a_basis_is_read_back_as_it_was_written(planned_result: dict[str, Any]) -> None:
    told = planned_result["plan"]["basis"]
    assert json.loads(json.dumps(to_json(read_basis(told).report))) == told["report"]


def test_a_basis_of_another_form_says_to_make_it_anew(work: None, planned: Person, later: Later) -> None:
    basis = Basis.objects.get()
    basis.document["report"]["value"]["made_up"] = 1
    basis.save()
    found = ask(planned, {})
    assert found.state == "refused"
    assert "make it anew" in found.message


def test_a_plan_without_its_basis_says_to_make_it_anew(browser: Any, planned: Person) -> None:
    Basis.objects.all().delete()
    page = browser.post("/plan/change/", {"kind": "behind"})
    assert page.status_code == 422
    assert "make it anew" in page.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strangers_proposal_is_not_there(browser: Any, planned: Person, method: str) -> None:
    other = Person.objects.create()
    row = Run.objects.create(
        person=other, kind=RunKind.ADAPT, state="done", input_digest="x", version="1", made_at=clock.now()
    )
    assert getattr(browser, method)(f"/plan/change/{row.pk}/").status_code == 404


def test_a_healed_plan_tells_nothing_of_what_belonged_to_the_one_before(
    work: None, planned: Person, later: Later
) -> None:
    rows = keep(planned)
    recording.finish_task(person=planned, task=rows[0], day=later(3), hours=1)
    day = later(23)
    found = ask(planned, {})
    plan = found.result["plan"]
    report = read_basis(plan["basis"]).report
    assert (report.tradeoffs, report.left_out, report.what_ifs) == ((), (), ())
    assert min(one.day for one in report.timeline.sessions) >= day
    assert all(one > day for one in report.reviews)
    monday = day - timedelta(days=day.weekday())
    told = [one["start"][:10] for one in plan["record"]["schedule"]["sessions"]]
    assert min(told) >= monday.isoformat()
    assert sorted(told) == told
