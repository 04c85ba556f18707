"""The plan over time in a real browser: do, record, change, accept, go back, and try another way."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import WAIT, find_violations, served

pytestmark = pytest.mark.browser
PAGES = (
    "today",
    "today/order",
    "plan/progress",
    "plan/change",
    "plan/change/agreed",
    "plan/versions",
    "plan/versions/against",
    "plan/branches",
    "plan/branches/new",
    "plan/premortem",
)


def open_page(chromium: Any, link: str, **more: Any) -> tuple[Any, str]:
    page = chromium.new_page(**more)
    page.set_default_timeout(WAIT)
    page.goto(link)
    base = link.partition("/door/")[0]
    page.goto(f"{base}/plan/")
    page.wait_for_url("**/plan/")
    return page, base


def record_something(page: Any, base: str) -> list[str]:
    """Do the first small step, ask why it was first, and reckon the dates."""
    page.get_by_role("button", name="Keep this plan").first.click()
    page.goto(f"{base}/today/")
    page.get_by_role("button", name=re.compile(r"^Did \d+ min|^Done")).first.click()
    page.get_by_text(re.compile("^Worked|^Did “")).first.wait_for()
    page.get_by_role("link", name="Why is this first?").click()
    page.locator("#why h2").wait_for(state="visible")
    told = find_violations(page)
    page.keyboard.press("Escape")
    page.goto(f"{base}/plan/progress/")
    page.get_by_role("button", name="Reckon the dates").click()
    page.wait_for_url("**/plan/progress/")
    page.get_by_text("As it stands").first.wait_for()
    return told + find_violations(page)


def change_and_go_back(page: Any, base: str) -> list[str]:
    """Say that the hours changed, look at the proposal, take it, and restore the plan before."""
    page.goto(f"{base}/plan/change/")
    page.get_by_role("link", name=re.compile("My hours changed")).click()
    page.get_by_label(re.compile("Hours of your own")).fill("4")
    page.get_by_label(re.compile("In your words")).fill("a new timetable")
    told = find_violations(page)
    page.get_by_role("button", name="See what it changes").click()
    page.wait_for_url(re.compile(r"/plan/change/\d+/$"))
    told += find_violations(page)
    page.get_by_role("button", name="Take all of it").click()
    page.wait_for_url("**/plan/versions/")
    assert page.get_by_text("A new timetable").count()
    page.get_by_role("button", name=re.compile("Restore")).first.click()
    page.get_by_text("It stands again").wait_for()
    return told + find_violations(page)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (375, "light")])
def test_from_a_kept_plan_through_a_change_and_back(
    chromium: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    with served(tmp_path, "--sample") as link:
        size = {"width": width, "height": 900}
        page, base = open_page(chromium, link, viewport=size, color_scheme=scheme, bypass_csp=True)
        told = record_something(page, base) + change_and_go_back(page, base)
        for path in PAGES:
            page.goto(f"{base}/{path}/")
            told += find_violations(page)
        page.close()
    assert told == []


def test_without_javascript_another_way_is_planned_and_discarded(chromium: Any, tmp_path: Path) -> None:
    with served(tmp_path, "--sample") as link:
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
        page, base = open_page(context, link)
        page.goto(f"{base}/plan/branches/new/")
        page.get_by_label("What do you call it?").fill("Slowly")
        page.get_by_label("Hours of your own a week").fill("3")
        page.get_by_role("button", name="Plan it beside mine").click()
        page.wait_for_url("**/plan/branches/")
        page.get_by_role("link", name="Slowly", exact=True).click()
        assert page.get_by_text("3 hours", exact=True).count()
        page.get_by_role("button", name="Discard it").click()
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("link", name="Slowly", exact=True).wait_for()
        context.close()
