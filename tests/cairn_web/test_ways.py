"""Another way to learn on trial: what it would change is seen before anything does."""

from typing import Any

import pytest

from cairn_web.models import Person, Run, RunKind
from cairn_web.services import wishes
from cairn_web.services.people import the_person
from cairn_web.store import KeptPlan, kept_plan, latest_plan
from cairn_web.views.ways import kinds_of, option_groups

pytestmark = pytest.mark.usefixtures("work")


def plan_of(person: Person) -> KeptPlan:
    run = latest_plan(person)
    assert run is not None
    return kept_plan(run)


def chosen_in(plan: KeptPlan) -> set[str]:
    return {one["option"] for one in plan.record["plan"]["steps"]}


def swappable(plan: KeptPlan) -> tuple[str, str]:
    """A skill with another way that reaches just as far as what was chosen, and that way."""
    for group in option_groups(plan, {}):
        for one in group.others:
            if group.chosen and one.can_refuse:
                return group.skill, one.id
    pytest.fail("the plan of the fixture has no gap with a second way")


def test_every_open_gap_lists_the_ways_to_close_it(planned: Person) -> None:
    plan = plan_of(planned)
    open_gaps = [one["label"] for one in plan.record["gap"]["skills"] if one["size"]["value"] > 0]
    groups = option_groups(plan, {})
    assert [one.label for one in groups] == open_gaps
    assert any(one.is_chosen for group in groups for one in group.chosen)


def test_other_ways_stand_by_what_they_close_an_hour(planned: Person) -> None:
    plan = plan_of(planned)
    gaps = {one["skill"]: one for one in plan.record["gap"]["skills"] if one["size"]["value"] > 0}
    ways = {one["id"]: one for one in plan.options}

    def closed_an_hour(option: str) -> float:
        way = ways[option]
        gains = [
            min(end, gaps[skill]["required"]["value"]) - gaps[skill]["held"]["value"]
            for skill, end in way["lifts"]
            if skill in gaps
        ]
        return float(sum(gain for gain in gains if gain > 0)) / max(way["hours"], 1)

    for group in option_groups(plan, {}):
        worth = [closed_an_hour(one.id) for one in group.others]
        assert worth == sorted(worth, reverse=True)


def test_a_filter_by_kind_lists_just_that_kind_and_the_counts_add_up(browser: Any, planned: Person) -> None:
    plan = plan_of(planned)
    kinds = kinds_of(plan)
    others = {one["id"] for one in plan.options if not one["is_chosen"]}
    assert sum(count for _, _, count in kinds) == len(others)
    kind = kinds[0][0]
    page = browser.get(f"/plan/options/?kind={kind}")
    shown = [one for group in page.context["groups"] for one in group.others]
    told = sum(len(group.others) + group.more for group in page.context["groups"])
    assert told == sum(len(group.others) for group in option_groups(plan, {}, kind))
    assert shown
    assert {one.kind for one in shown} == {kind}


def test_one_gap_alone_lists_every_way_to_close_it(browser: Any, planned: Person) -> None:
    groups = option_groups(plan_of(planned), {})
    largest = max(groups, key=lambda one: len(one.others))
    assert len(largest.others) > 5
    page = browser.get(f"/plan/options/?gap={largest.skill}")
    assert page.context["groups"] == (largest,)
    assert len(browser.get("/plan/options/?gap=made-up").context["groups"]) == len(groups)


def test_taking_another_way_shows_what_changes_and_changes_nothing_yet(browser: Any, planned: Person) -> None:
    skill, option = swappable(plan_of(planned))
    before = chosen_in(plan_of(planned))
    page = browser.post("/plan/try/", {"take": f"{skill} {option}"}, follow=True)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Not yet taken" in html
    assert "Finish" in html
    assert chosen_in(plan_of(planned)) == before
    assert wishes.wanted_ways(the_person()) == {}


def test_a_way_taken_is_in_the_plan_and_stays_when_it_is_made_anew(browser: Any, planned: Person) -> None:
    skill, option = swappable(plan_of(planned))
    browser.post("/plan/try/", {"take": f"{skill} {option}"})
    trial = Run.objects.get(kind=RunKind.TRIAL)
    tried = trial.result["summary"]
    page = browser.post(f"/plan/try/{trial.pk}/", {"take": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == "/plan/"
    newest = latest_plan(planned)
    assert newest is not None
    assert newest.summary["finish"] == tried["finish"]
    assert option in chosen_in(plan_of(planned))
    assert not page.context["page"].is_stale
    assert wishes.wanted_ways(the_person()) == {skill: option}
    browser.post("/plan/make/")
    assert option in chosen_in(plan_of(planned))
    assert not Run.objects.filter(kind=RunKind.TRIAL).exists()


def test_a_trial_left_leaves_no_trace(browser: Any, planned: Person) -> None:
    skill, option = swappable(plan_of(planned))
    browser.post("/plan/try/", {"take": f"{skill} {option}"})
    trial = Run.objects.get(kind=RunKind.TRIAL)
    assert browser.post(f"/plan/try/{trial.pk}/", {}).status_code == 302
    assert not Run.objects.filter(kind=RunKind.TRIAL).exists()
    assert planned.runs.filter(kind=RunKind.PLAN).count() == 1


def test_a_trial_whose_ground_moved_is_not_taken(browser: Any, planned: Person) -> None:
    skill, option = swappable(plan_of(planned))
    browser.post("/plan/try/", {"take": f"{skill} {option}"})
    trial = Run.objects.get(kind=RunKind.TRIAL)
    Person.objects.filter(pk=planned.pk).update(hours_per_week=11)
    page = browser.post(f"/plan/try/{trial.pk}/", {"take": "1"}, follow=True)
    assert "has changed since" in page.content.decode()
    assert wishes.wanted_ways(the_person()) == {}
    assert planned.runs.filter(kind=RunKind.PLAN).count() == 1


def test_a_way_left_out_is_not_in_the_plan_and_can_come_back(browser: Any, planned: Person) -> None:
    plan = plan_of(planned)
    option = next(one["option"] for one in plan.record["plan"]["steps"] if one["origin"] == "option")
    browser.post("/plan/try/", {"leave": option})
    browser.post(f"/plan/try/{Run.objects.get(kind=RunKind.TRIAL).pk}/", {"take": "1"})
    assert option not in chosen_in(plan_of(planned))
    assert the_person().refused.get().option == option
    browser.post("/plan/try/", {"allow": option})
    browser.post(f"/plan/try/{Run.objects.get(kind=RunKind.TRIAL).pk}/", {"take": "1"})
    assert option in chosen_in(plan_of(planned))
    assert not the_person().refused.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"take": "sql made-up"},
        {"take": "made-up"},
        {"leave": "made-up"},
        {"allow": "made-up"},
        {"burn": "made-up"},
        {},
    ],
)
def test_a_change_of_what_is_not_there_is_not_found(
    browser: Any, planned: Person, said: dict[str, str]
) -> None:
    assert browser.post("/plan/try/", said).status_code == 404


def test_a_strangers_trial_is_not_there(browser: Any, planned: Person) -> None:
    from cairn_web.services import people

    stranger = Person.objects.create()
    assert people.the_person().pk == planned.pk
    run = latest_plan(planned)
    assert run is not None
    theirs = Run.objects.create(
        person=stranger,
        kind=RunKind.TRIAL,
        state="done",
        input_digest="",
        version="",
        made_at=run.made_at,
        summary={"change": {}},
    )
    assert browser.get(f"/plan/try/{theirs.pk}/").status_code == 404
    assert browser.post(f"/plan/try/{theirs.pk}/", {"take": "1"}).status_code == 404
