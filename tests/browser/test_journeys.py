"""Whole journeys in a real browser, each page without a violation that axe can find."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
pytestmark = pytest.mark.browser
WAIT = 120_000
ROOMS = ("today", "goals", "me", "share", "plan/gap", "plan/options", "plan/steps", "plan/whole")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser; skips where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextlib.contextmanager
def served(home: Path, *more: str) -> Iterator[str]:
    """A server of its own; gives the link to it."""
    kept = {key: held for key, held in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    environment = {**kept, "CAIRN_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "cairn_cli", "start", "--no-browser", *more]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            server.wait(timeout=20)


def find_violations(page: Any) -> list[str]:
    """What axe finds on a page, and whether it is wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    found = [
        f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}"
        for one in Axe().run(page).response["violations"]
    ]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, f"{page.url} is wider than the window"] if is_wide else found


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
        told += find_violations(page)
        page.get_by_role("button", name="Make my plan").click()
        page.wait_for_url("**/plan/")
        told += find_violations(page)
        page.get_by_role("button", name="Keep this plan").click()
        told += find_violations(page)
        told += [one for path in ROOMS for one in visit(page, f"{link.partition('/door/')[0]}/{path}/")]
        page.close()
    assert told == []


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
