"""What stands around the pages: help on every screen, rooms that lead somewhere, stones that grow."""

import re
from datetime import date
from typing import Any

import pytest

from cairn_web.models import Person, Task
from cairn_web.views.frame import page_of
from cairn_web.views.help import HELP
from cairn_web.views.ornament import draw_cairn

SCREENS = (
    "/begin/stage/",
    "/begin/resume/",
    "/begin/questions/",
    "/begin/read/",
    "/begin/read/add/",
    "/begin/read/study/add/",
    "/begin/read/study/0/",
    "/begin/read/certificate/add/",
    "/begin/skills/",
    "/begin/ambition/",
    "/begin/terms/",
    "/begin/plan/",
    "/plan/",
    "/plan/why/0/",
    "/plan/whole/",
    "/plan/gap/",
    "/plan/options/",
    "/plan/steps/",
    "/plan/history/",
    "/goals/",
    "/goals/new/",
    "/tasks/",
    "/tasks/new/",
    "/today/",
    "/me/",
    "/share/",
    "/share/delete/",
)


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_says_why_it_is_there(browser: Any, planned: Person, path: str) -> None:
    page = browser.get(path)
    assert page.status_code == 200
    assert page.context["help"] == HELP[page_of(path)]
    assert "Why this page, and how" in page.content.decode()


def test_the_screen_of_one_row_has_help_too(browser: Any, planned: Person) -> None:
    browser.post("/plan/take/")
    for path in (f"/goals/{planned.goals.get().pk}/", f"/tasks/{Task.objects.first().pk}/"):  # type: ignore[union-attr]
        assert "Why this page, and how" in browser.get(path).content.decode()


def test_before_the_first_plan_the_menu_names_only_what_is_there(browser: Any) -> None:
    rooms = [one.name for one in browser.get("/begin/stage/").context["rooms"]]
    assert rooms[0] == "First visit"
    assert "Plan" not in rooms


def test_with_a_plan_every_room_opens(browser: Any, planned: Person) -> None:
    rooms = browser.get("/plan/").context["rooms"]
    assert [one.name for one in rooms if one.is_here] == ["Plan"]
    assert all(browser.get(one.path).status_code == 200 for one in rooms)


# ------------------------------------------------------------------ the cairn


def stones(svg: str) -> tuple[int, int]:
    """How many stones are set, and how many are only outlined."""
    return len(re.findall(r'class="c-(?:top|pile)"', svg)), svg.count('class="c-ahead"')


def test_the_cairn_has_a_stone_for_setting_out_and_one_for_each_milestone() -> None:
    assert stones(draw_cairn(reached=0, ahead=3)) == (1, 3)
    assert stones(draw_cairn(reached=2, ahead=3)) == (3, 3)
    assert stones(draw_cairn(reached=5, ahead=0)) == (6, 0)


def test_a_tall_cairn_keeps_room_for_what_is_ahead() -> None:
    set_ones, outlined = stones(draw_cairn(reached=30, ahead=2))
    assert set_ones + outlined == 9
    assert outlined == 2


def test_the_cairn_on_the_page_grows_when_a_milestone_is_ticked(browser: Any, planned: Person) -> None:
    browser.post("/plan/take/")
    before = stones(browser.get("/me/").context["brand"])
    stone = planned.tasks.filter(is_milestone=True).first()
    assert stone is not None
    Task.objects.filter(pk=stone.pk).update(done_on=date(2026, 12, 1))
    after = stones(browser.get("/me/").context["brand"])
    assert after == (before[0] + 1, before[1] - 1)
