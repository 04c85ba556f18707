"""The gap matrix: views that add up, an own order that stays, numbers that open, skills of one's own."""

import re
from dataclasses import replace
from typing import Any

import pytest

from cairn_web.models import Person
from cairn_web.services import wishes
from cairn_web.services.people import the_person
from cairn_web.store import KeptPlan, kept_plan, latest_plan
from cairn_web.views.gaps import choices_of, gap_lines


def plan_of(person: Person) -> KeptPlan:
    run = latest_plan(person)
    assert run is not None
    return kept_plan(run)


def test_the_own_order_of_gaps_stays_when_the_plan_is_made_anew(
    browser: Any, planned: Person, planned_result: dict[str, Any]
) -> None:
    order = [one.skill for one in gap_lines(planned, plan_of(planned)) if one.is_open]
    browser.post("/plan/gap/", {"up": order[1]})
    moved = [one.skill for one in gap_lines(the_person(), plan_of(planned)) if one.is_open]
    assert moved[:2] == [order[1], order[0]]
    record = planned_result["plan"]["record"]
    kept = [one for one in record["gap"]["skills"] if one["skill"] != order[2]]
    fewer = KeptPlan({**planned_result["plan"], "record": {**record, "gap": {"skills": kept}}})
    again = [one.skill for one in gap_lines(the_person(), fewer) if one.is_open]
    assert again == [one for one in moved if one != order[2]]


@pytest.mark.parametrize("name", ["kind", "type"])
def test_the_views_of_gaps_add_up_to_all_of_them(planned: Person, name: str) -> None:
    lines = gap_lines(planned, plan_of(planned))
    whole, *parts = choices_of(lines, name=name, chosen="", other="")
    assert whole.count == len(lines) == sum(one.count for one in parts)
    assert len(parts) > 1


def test_a_view_of_one_kind_counts_the_types_within_it(planned: Person) -> None:
    lines = gap_lines(planned, plan_of(planned))
    chosen = lines[0].kind
    whole, *parts = choices_of(lines, name="type", chosen="", other=chosen)
    assert whole.count == sum(one.kind == chosen for one in lines) == sum(one.count for one in parts)
    assert all(f"kind={chosen}" in one.query for one in parts)


def test_a_view_shows_just_the_gaps_it_counts(browser: Any, planned: Person) -> None:
    for _, choices in browser.get("/plan/gap/").context["rows"]:
        for one in choices:
            html = browser.get(f"/plan/gap/{one.query}").content.decode()
            assert len(re.findall(r'<tr id="', html)) == one.count


def test_every_number_of_the_matrix_opens_into_its_derivation(browser: Any, planned: Person) -> None:
    html = browser.get("/plan/gap/").content.decode()
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    links = re.findall(r'href="(/plan/why/\d+/)">([^<]+)<', table)
    lines = gap_lines(planned, plan_of(planned))
    assert len(links) == sum(4 if one.is_open else 2 for one in lines)
    for link, shown in links[:8]:
        number = re.findall(r"[\d.]+", shown)[0]
        assert number.partition(".")[0] in browser.get(link).content.decode()


@pytest.mark.usefixtures("work")
def test_a_skill_of_ones_own_is_planned_though_the_role_does_not_ask_for_it(
    browser: Any, planned: Person
) -> None:
    said = {"words": "Public speaking", "level": "3", "importance": "3", "why": "I freeze on stage"}
    page = browser.post("/plan/gap/own/", said)
    if page.status_code == 422:  # several skills are near: the first is meant
        said["meaning"] = page.context["form"].found[0].skill
        page = browser.post("/plan/gap/own/", said)
    assert page.status_code == 302
    wish = wishes.own_skills(the_person())[0]
    told = {one.skill: one for one in gap_lines(the_person(), plan_of(planned))}
    assert told[wish.skill].is_own
    assert told[wish.skill].required.shown == "3.0"
    lifted = {one["skill"] for step in plan_of(planned).record["plan"]["steps"] for one in step["lifts"]}
    assert not told[wish.skill].is_open or wish.skill in lifted
    browser.post("/plan/gap/drop/", {"skill": wish.skill})
    assert wishes.own_skills(the_person()) == ()
    assert wish.skill not in {one.skill for one in gap_lines(the_person(), plan_of(planned)) if one.is_own}


@pytest.mark.usefixtures("work")
def test_a_skill_that_no_catalogue_holds_is_planned_by_the_effort_model(
    browser: Any, planned: Person
) -> None:
    said = {"words": "Zzyzx whittling", "level": "2", "importance": "2", "why": ""}
    page = browser.post("/plan/gap/own/", said)
    if page.status_code == 422:
        said["meaning"] = wishes.own_id("Zzyzx whittling")
        page = browser.post("/plan/gap/own/", said)
    assert page.status_code == 302
    own = wishes.own_id("Zzyzx whittling")
    steps = plan_of(planned).record["plan"]["steps"]
    step = next(one for one in steps if any(lift["skill"] == own for lift in one["lifts"]))
    assert step["origin"] == "effort"
    # What was said of its level later does not stop a résumé from being read.
    key = f"levels.{own}"
    questions = {one["key"] for one in plan_of(planned).record["questions"]}
    if key in questions:
        browser.post("/plan/answer/", {f"q-{key}": "2"})
    assert (
        browser.post("/begin/read/", {"mended": "1"}, follow=True).redirect_chain[-1][0] == "/begin/skills/"
    )


def test_an_unclear_skill_is_asked_back_and_nothing_is_kept(browser: Any, planned: Person) -> None:
    page = browser.post("/plan/gap/own/", {"words": "data", "level": "2", "importance": "3"})
    assert page.status_code == 422
    assert "Which of these do you mean?" in page.content.decode()
    assert wishes.own_skills(the_person()) == ()


def test_own_skills_stay_when_another_role_is_chosen(browser: Any, planned: Person) -> None:
    wish = wishes.OwnSkill(skill="own-x", label="X", level=2, importance=3)
    wishes.add_own(person=planned, wish=wish)
    wishes.add_own(person=planned, wish=replace(wish, level=3))
    browser.post("/begin/ambition/", {"role": "data-scientist"})
    assert wishes.own_skills(the_person()) == (replace(wish, level=3),)


def test_a_skill_taken_out_comes_back(planned: Person) -> None:
    from cairn_web.services import history

    wish = wishes.OwnSkill(skill="own-x", label="X", level=2, importance=3)
    wishes.add_own(person=planned, wish=wish)
    change = wishes.drop_own(person=planned, skill="own-x")
    assert change is not None
    history.undo(person=planned, change=change)
    assert wishes.own_skills(planned) == (wish,)
    assert wishes.drop_own(person=planned, skill="own-y") is None
