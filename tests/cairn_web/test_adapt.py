"""Something changed: the plan that moves least is shown first, and taken whole, in part, or not."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from tests.cairn_web.adapting_cases import BEGAN, Later, ask, items_of, keep, steps_of, the_run

from cairn.schedule.check import check_schedule
from cairn.schedule.replan.healing import COMMITMENT_WEIGHT
from cairn_web.jobs.adapting import _read as read_healing
from cairn_web.jobs.standing import read_basis
from cairn_web.models import Basis, LogEntry, Person, Run, RunKind, Verdict
from cairn_web.services import adapting, planning, recording

# ------------------------------------------------------------------ the proposal


def test_with_nothing_changed_nothing_moves(work: None, planned: Person, later: Later) -> None:
    found = ask(planned, {})
    assert items_of(found) == {}
    assert found.summary["proposal"]["later"] == 0


def test_a_pause_moves_dates_and_breaks_nothing(work: None, planned: Person, later: Later) -> None:
    first = later(7)
    found = ask(planned, {"away": [[first.isoformat(), (first + timedelta(days=13)).isoformat()]]})
    healing = read_healing(found.result["healing"])
    assert check_schedule(healing.problem, healing.solution) == ()
    for session in found.result["plan"]["record"]["schedule"]["sessions"]:
        day = date.fromisoformat(session["start"][:10])
        assert not first <= day <= first + timedelta(days=13)
    assert items_of(found)
    assert found.summary["proposal"]["bound"] >= 0


def test_nothing_changes_before_it_is_taken(work: None, planned: Person, later: Later) -> None:
    before = the_run(planned)
    later(7)
    ask(planned, {"hours_per_week": 4.0})
    assert the_run(planned).pk == before.pk
    assert Person.objects.get(pk=planned.pk).hours_per_week == 6


def test_taken_whole_it_is_that_plan_to_the_letter(work: None, planned: Person, later: Later) -> None:
    before = the_run(planned)
    keep(planned)
    later(7)
    found = ask(planned, {"hours_per_week": 4.0}, reason="a new timetable")
    proposed = json.loads(json.dumps(found.result["plan"]))
    made = adapting.take_proposal(person=planned, proposal=found).plan
    assert made is not None
    kept = Run.objects.get(pk=made.pk)
    assert {name: kept.result[name] for name in kept.result} == {
        name: one for name, one in proposed.items() if name not in {"basis", "impacts"}
    }
    assert Basis.objects.get(run=kept).document == proposed["basis"]
    assert (kept.base_id, kept.reason) == (before.pk, "a new timetable")
    person = Person.objects.get(pk=planned.pk)
    assert person.hours_per_week == 4
    assert not planning.is_stale(person, kept)
    assert Run.objects.get(pk=found.pk).verdict == Verdict.TAKEN


def test_kept_tasks_take_the_new_dates_and_their_first_stay(
    work: None, planned: Person, later: Later
) -> None:
    old = {one.step: one.due for one in keep(planned)}
    later(21)
    adapting.take_proposal(person=planned, proposal=ask(planned, {}))
    moved = {one.step: one for one in planned.tasks.filter(removed_at=None)}
    assert any(one.due != old[step] for step, one in moved.items() if step in old)
    assert all(one.baseline_due == old[step] for step, one in moved.items() if step in old)


def test_left_as_it_is_nothing_was_ever_different(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    before = the_run(planned)
    later(14)
    found = ask(planned, {})
    browser.post(f"/plan/change/{found.pk}/", {"answer": "leave"})
    assert the_run(planned).pk == before.pk
    assert Run.objects.get(pk=found.pk).verdict == Verdict.DECLINED
    again = browser.post(f"/plan/change/{found.pk}/", {"answer": "all"})
    assert again.status_code == 302
    assert the_run(planned).pk == before.pk


def test_some_items_are_taken_where_they_go_together(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    keep(planned)
    later(21)
    found = ask(planned, {})
    steps = list(items_of(found))
    assert len(steps) > 2
    browser.post(f"/plan/change/{found.pk}/", {"answer": "some", "step": steps[:1]})
    settled = Run.objects.filter(kind=RunKind.SETTLE).get()
    assert settled.summary["unsettled"]
    page = browser.get(f"/plan/change/{found.pk}/?mend=1").content.decode()
    assert "These alone do not go together" in page
    more = [*steps[:1], *settled.summary["go_with"]]
    assert len(more) > 1
    browser.post(f"/plan/change/{found.pk}/", {"answer": "some", "step": more})
    assert Run.objects.get(pk=found.pk).verdict == Verdict.TAKEN
    assert the_run(planned).base_id == found.base_id


def test_no_item_at_all_is_refused(browser: Any, work: None, planned: Person, later: Later) -> None:
    later(21)
    before = the_run(planned)
    found = ask(planned, {})
    told = browser.post(f"/plan/change/{found.pk}/", {"answer": "some"}, follow=True).content.decode()
    assert "No item was chosen" in told
    assert the_run(planned).pk == before.pk


def test_the_later_of_two_tabs_sees_that_the_plan_moved_on(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    later(21)
    found = ask(planned, {})
    made = adapting.adopt_plan(
        person=planned,
        result={
            **Run.objects.get(pk=the_run(planned).pk).result,
            "summary": the_run(planned).summary,
        },
        inputs={},
        reason="in another tab",
        base=None,
    )
    page = browser.post(f"/plan/change/{found.pk}/", {"answer": "all"})
    assert page.status_code == 409
    assert "another tab" in page.content.decode()
    assert the_run(planned).pk == made.pk


# ------------------------------------------------------------------ what was done


def test_what_is_done_stays_and_what_is_begun_goes_on(work: None, planned: Person, later: Later) -> None:
    rows = keep(planned)
    day = later(7)
    recording.finish_task(person=planned, task=rows[0], day=day, hours=1)
    recording.log_work(person=planned, task=rows[1], kind="log", day=day, hours=1.5)
    later(14)
    found = ask(planned, {"hours_per_week": 5.0})
    items = items_of(found)
    assert rows[0].step not in items
    assert items.get(rows[1].step, {"kind": "touched"})["kind"] == "touched"
    steps = {one["id"]: one for one in found.result["plan"]["record"]["plan"]["steps"]}
    assert steps[rows[0].step]["last"] == day.isoformat()
    assert steps[rows[1].step]["first"] <= day.isoformat()


def test_the_next_healing_starts_from_the_last(work: None, planned: Person, later: Later) -> None:
    later(14)
    adapting.take_proposal(person=planned, proposal=ask(planned, {"hours_per_week": 4.0}))
    person = Person.objects.get(pk=planned.pk)
    again = ask(person, {})
    assert items_of(again) == {}
    later(28)
    person = Person.objects.get(pk=planned.pk)
    moved = ask(person, {"hours_per_week": 8.0})
    kept = read_basis(Run.objects.get(pk=moved.pk).result["plan"]["basis"])
    assert [hours for _, hours, _ in kept.hours] == [6.0, 4.0, 8.0]
    healing = read_healing(moved.result["healing"])
    assert check_schedule(healing.problem, healing.solution) == ()


def test_a_step_under_way_that_takes_longer_is_logged_when_taken(
    work: None, planned: Person, later: Later
) -> None:
    rows = keep(planned)
    day = later(7)
    recording.log_work(person=planned, task=rows[2], kind="log", day=day, hours=2)
    left = recording.read_record(planned, the_run(planned)).stands(rows[2]).hours_left
    found = ask(planned, {"slips": [{"step": rows[2].step, "hours": 6}]})
    assert not LogEntry.objects.filter(kind="left").exists()
    adapting.take_proposal(person=planned, proposal=found)
    assert LogEntry.objects.get(kind="left").hours == pytest.approx(left + 6)


def test_a_step_not_begun_gets_its_hours_in_the_plan(work: None, planned: Person, later: Later) -> None:
    step = max(steps_of(the_run(planned)).values(), key=lambda one: one["first"])
    found = ask(planned, {"slips": [{"step": step["id"], "hours": 10}]})
    after = {one["id"]: one for one in found.result["plan"]["record"]["plan"]["steps"]}[step["id"]]
    assert after["hours"]["value"] == pytest.approx(step["hours"]["value"] + 10)


def test_a_later_start_is_kept(work: None, planned: Person, later: Later) -> None:
    step = min(steps_of(the_run(planned)).values(), key=lambda one: one["first"])
    day = BEGAN + timedelta(days=30)
    found = ask(planned, {"later": [{"step": step["id"], "day": day.isoformat()}]})
    after = {one["id"]: one for one in found.result["plan"]["record"]["plan"]["steps"]}[step["id"]]
    assert after["first"] >= day.isoformat()


def test_a_dropped_step_is_told_and_what_it_closes_stays_open_on_purpose(
    work: None, planned: Person, later: Later
) -> None:
    steps = steps_of(the_run(planned))
    asked = [one for one in steps.values() if one["origin"] == "option" and one["lifts"]]
    alone = max(asked, key=lambda one: one["first"])
    found = ask(planned, {"drops": [{"step": alone["id"], "leave_open": True}]})
    told = items_of(found)[alone["id"]]
    assert (told["kind"], told["now"]) == ("dropped", None)
    adapting.take_proposal(person=planned, proposal=found)
    assert planned.refused.get().option == alone["option"]


def test_an_own_way_takes_the_place_of_a_step(work: None, planned: Person, later: Later) -> None:
    step = max(steps_of(the_run(planned)).values(), key=lambda one: one["hours"]["value"])
    way = {
        "id": "own:evening-class",
        "title": "Evening class",
        "hours": 12,
        "cost": "80",
        "instead_of": step["id"],
    }
    found = ask(planned, {"options": [way]})
    items = items_of(found)
    assert items["own:evening-class"]["kind"] == "added"
    assert items[step["id"]]["kind"] == "dropped"
    assert found.result["plan"]["record"]["plan"]["unmet"] == []
    made = adapting.take_proposal(person=planned, proposal=found).plan
    assert made is not None
    assert steps_of(made)["own:evening-class"]["cost"]["value"] == 80


# ------------------------------------------------------------------ when it does not fit


def test_what_cannot_fit_is_told_with_what_would_make_it(
    browser: Any, work: None, planned: Person, later: Later
) -> None:
    found = ask(planned, {"deadline": (BEGAN + timedelta(days=40)).isoformat()})
    told = found.summary["proposal"]["no"]
    assert told["sentence"]
    assert told["would_end"] > (BEGAN + timedelta(days=40)).isoformat()
    page = browser.get(f"/plan/change/{found.pk}/").content.decode()
    assert "It does not fit" in page
    browser.post(f"/plan/change/{found.pk}/date/")
    free = Run.objects.filter(kind=RunKind.ADAPT).order_by("-id")[0]
    assert "no" not in free.summary["proposal"]


def test_a_date_that_moves_goes_to_the_sure_day(work: None, planned: Person, later: Later) -> None:
    Person.objects.filter(pk=planned.pk).update(deadline=date(2027, 8, 31))
    person = Person.objects.get(pk=planned.pk)
    adapting.take_proposal(person=person, proposal=ask(person, {"deadline": "2027-08-31"}))
    later(28)
    person = Person.objects.get(pk=planned.pk)
    found = ask(person, {"hours_per_week": 3.0, "deadline_moves": True})
    made = adapting.take_proposal(person=person, proposal=found).plan
    assert made is not None
    assert Person.objects.get(pk=planned.pk).deadline == date.fromisoformat(made.summary["p80"])


@pytest.mark.parametrize(
    "changes",
    [
        {"slips": [{"step": "no-such-step", "hours": 3}]},
        {"deadline": "2020-01-01"},
        {"hours_per_week": 200},
        {"drops": [{"step": "no-such-step"}]},
    ],
)
def test_a_change_nobody_can_mean_is_refused_with_a_sentence(
    work: None, planned: Person, later: Later, changes: dict[str, Any]
) -> None:
    found = ask(planned, changes)
    assert (found.state, bool(found.message)) == ("refused", True)


# ------------------------------------------------------------------ agreed with others


def test_what_is_agreed_with_others_moves_last(work: None, planned: Person, later: Later) -> None:
    rows = keep(planned)
    first = later(7)
    change = {"away": [[first.isoformat(), (first + timedelta(days=6)).isoformat()]]}
    moved = [one for one in items_of(ask(planned, change)).values() if one["kind"] == "moved"]
    free = [one["step"] for one in moved if one["was"][0] > (first + timedelta(days=6)).isoformat()]
    agreed = {free[-1]} if free else {rows[-1].step}
    adapting.set_agreed(person=planned, tasks=rows, agreed=agreed)
    again = ask(planned, change)
    moves_agreed = bool({step for step, one in items_of(again).items() if one["kind"] == "moved"} & agreed)
    assert (again.summary["proposal"]["weight"] >= COMMITMENT_WEIGHT) is moves_agreed
    assert [one["step"] for one in items_of(again).values() if one["is_with_others"]] == sorted(
        agreed & set(items_of(again))
    )
    told = adapting.commitments_of(recording.read_record(planned, the_run(planned)), the_run(planned))
    assert set(told) == agreed


def test_without_a_word_classes_and_work_count_as_agreed(planned: Person) -> None:
    run = the_run(planned)
    told = adapting.commitments_of(recording.read_record(planned, run), run)
    usual = {one["id"] for one in steps_of(run).values() if one["at_work"] or one["pattern"] != "self_paced"}
    assert set(told) == usual
