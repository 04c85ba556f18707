"""The report's page on a phone: nothing is wider than the screen, however long a number's label is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.report import Document, render_html
from cairn.report.document import Paragraph, Section
from cairn.report.figures import entered

pytestmark = pytest.mark.browser
LONG = "five hours a week from the first week after the summer until the exam in the spring"


def test_a_long_number_before_a_stop_wraps_and_the_stop_stays_with_it(chromium: Any, tmp_path: Path) -> None:
    words = ("You have ", entered(LONG, "Hours", 5), ". And ", entered("3 h", "More", 3), ", besides.")
    part = Section(id="part", title="Part", blocks=(Paragraph(spans=words),))
    document = Document(
        title="A plan", eyebrow="", lede=(), sections=(part,), credits=(), made_on=date(2026, 11, 2)
    )
    path = tmp_path / "page.html"
    path.write_text(render_html(document), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 375, "height": 700})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    heights = page.evaluate("[...document.querySelectorAll('.g button')].map(one => one.offsetHeight)")
    page.close()
    assert heights[0] > 1.5 * heights[1]  # the long one takes several lines, the short one a single one
