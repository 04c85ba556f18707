"""Whole journeys in a real browser, each page without a violation that axe can find."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import WAIT, find_violations, served

pytestmark = pytest.mark.browser
PAGES = (
    "plan",
    "plan/gap",
    "plan/options",
    "plan/steps",
    "plan/whole",
    "plan/history",
    "plan/why/5",
    "goals",
    "goals/1",
    "goals/new",
    "tasks",
    "tasks/1",
    "me",
    "share",
    "share/delete",
    "begin/stage",
    "begin/resume",
    "begin/questions",
    "begin/read",
    "begin/read/1",
    "begin/read/study/0",
    "begin/skills",
    "begin/ambition/?help=1&interests=teaching",
    "begin/terms",
)


def visit(page: Any, address: str) -> list[str]:
    """What axe finds at an address."""
    page.goto(address)
    return find_violations(page)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (375, "dark")])
def test_from_a_resume_to_a_kept_plan(
    chromium: Any, tmp_path: Path, root: Path, width: int, scheme: str
) -> None:
    with served(tmp_path) as link:
        page = chromium.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page.set_default_timeout(WAIT)
        page.goto(link)
        page.get_by_label("I want to change what I do").check()
        told = find_violations(page)
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Your résumé").set_input_files(str(root / "examples" / "warehouse-worker.pdf"))
        told += find_violations(page)
        page.get_by_role("button", name="Read it").click()
        page.wait_for_url("**/begin/read/")
        told += find_violations(page)
        page.get_by_role("button", name="This is right").click()
        page.wait_for_url("**/begin/skills/")
        page.locator("select").first.select_option("3")
        told += find_violations(page)
        while "/skills/" in page.url:  # a page at a time
            page.get_by_role("button", name="Save and go on").click()
        page.get_by_label("Role", exact=True).press_sequentially("logistics")
        page.get_by_role("button", name=re.compile("Choose")).first.click()
        page.get_by_label("Hours of your own a week").fill("6")
        page.get_by_label("Protected times").fill("Sun")
        told += find_violations(page)
        page.get_by_role("button", name="Make my plan").click()
        page.wait_for_url("**/plan/")
        told += find_violations(page)
        page.get_by_role("button", name="Keep this plan").click()
        told += find_violations(page)
        page.close()
    assert told == []


@pytest.fixture(scope="module")
def sample(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """A server with the example person, whose plan is kept, and the cookies that open it."""
    with served(tmp_path_factory.mktemp("sample"), "--sample") as link:
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(link)
        page.goto(f"{link.partition('/door/')[0]}/plan/")
        page.wait_for_url("**/plan/")
        page.get_by_role("button", name="Keep this plan").click()
        page.wait_for_url("**/goals/1/")
        state = context.storage_state()
        context.close()
        yield link.partition("/door/")[0], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_no_page_has_a_violation_in_any_size_or_scheme(
    chromium: Any, sample: tuple[str, Any], width: int, scheme: str
) -> None:
    base, state = sample
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, storage_state=state
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    told = [one for path in PAGES for one in visit(page, f"{base}/{path}{'' if '?' in path else '/'}")]
    context.close()
    assert told == []


def test_another_way_is_tried_looked_at_and_left(chromium: Any, sample: tuple[str, Any]) -> None:
    base, state = sample
    context = chromium.new_context(
        viewport={"width": 375, "height": 800}, bypass_csp=True, storage_state=state
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(f"{base}/plan/options/")
    page.locator("details summary").first.click()
    page.get_by_role("button", name=re.compile("What if I took this")).first.click()
    page.wait_for_url("**/plan/try/**")
    told = find_violations(page)
    assert page.get_by_role("heading", level=1).inner_text().startswith("The plan")
    page.get_by_role("button", name="Leave it as it is").click()
    page.wait_for_url("**/plan/options/")
    assert "Left as it was" in page.content()
    context.close()
    assert told == []


def test_the_roadmap_hides_and_shows_its_layers(chromium: Any, sample: tuple[str, Any]) -> None:
    base, state = sample
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, storage_state=state)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(f"{base}/plan/")
    stone = page.locator(".roadmap .c-stone").first
    assert stone.is_visible()
    page.get_by_label("milestones").uncheck()
    assert not stone.is_visible()
    assert not page.locator(".trail").is_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.locator(".trail").is_visible()
    context.close()


def test_a_number_opens_beside_the_text_by_keyboard_and_gives_the_focus_back(
    chromium: Any, tmp_path: Path
) -> None:
    with served(tmp_path, "--sample") as link:
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(WAIT)
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        page.goto(link)
        page.goto(f"{link.partition('/door/')[0]}/plan/")
        page.wait_for_url("**/plan/")
        number = page.locator("#answer a.fig").first
        number.focus()
        page.keyboard.press("Enter")
        page.locator("#why h2").wait_for(state="visible")
        assert page.url.endswith("/plan/")
        page.keyboard.press("Escape")
        page.locator("#why").wait_for(state="hidden")
        assert number.evaluate("one => one === document.activeElement")
        context.close()
    assert refused == []


def test_without_javascript_ten_answers_lead_to_a_plan(chromium: Any, tmp_path: Path) -> None:
    with served(tmp_path) as link:
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(link)
        page.get_by_role("link", name="Skip this").click()
        page.get_by_role("link", name="Answer ten questions").click()
        page.get_by_label(re.compile("What do you do now")).fill("Nurse")
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/begin/read/")
        page.get_by_role("button", name="This is right").click()
        page.get_by_role("link", name="Skip this").click()
        page.get_by_label("Role", exact=True).fill("nurse manager")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("button", name="Choose Nurse manager").click()
        page.get_by_role("button", name="Make my plan").click()
        page.wait_for_url("**/plan/")
        page.locator("#answer a.fig").first.click()
        assert "/plan/why/" in page.url
        context.close()
