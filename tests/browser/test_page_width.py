"""The report's page on a phone: nothing is wider than the screen, however long a number's label is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from cairn.report import Document, render_html
from cairn.report.document import Paragraph, Section
from cairn.report.figures import entered

pytestmark = pytest.mark.browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LONG = "five hours a week from the first week after the summer until the exam in the spring"


def test_a_long_number_before_a_stop_wraps_and_the_stop_stays_with_it(tmp_path: Path) -> None:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    words = ("You have ", entered(LONG, "Hours", 5), ". And ", entered("3 h", "More", 3), ", besides.")
    part = Section(id="part", title="Part", blocks=(Paragraph(spans=words),))
    document = Document(
        title="A plan", eyebrow="", lede=(), sections=(part,), credits=(), made_on=date(2026, 11, 2)
    )
    path = tmp_path / "page.html"
    path.write_text(render_html(document), encoding="utf-8")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 375, "height": 700})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        heights = page.evaluate("[...document.querySelectorAll('.g button')].map(one => one.offsetHeight)")
        browser.close()
    assert heights[0] > 1.5 * heights[1]  # the long one takes several lines, the short one a single one
