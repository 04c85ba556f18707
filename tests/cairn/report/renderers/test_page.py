"""The page: readable without eyes, mouse, script or network."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from cairn.report import Document, PlanReport, build_report, render_html
from cairn.report.figures import figures_of
from cairn.report.renderers.charts import palette

MakeReport = Callable[..., PlanReport]
VOID = {"meta", "input", "br", "line", "rect", "circle", "ellipse", "path", "link", "img"}
AWKWARD = (
    "山田 太郎",
    "عائشة الزهراء",
    "Zoë 😀 O'Brien & Søn",
    "<script>alert(1)</script>",
    'quote " and <b>bold</b>',
    "x" * 400,
)


class Page(HTMLParser):
    """A page's elements in order, and whether they nest as written."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "title"}:
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    return render_html(document)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_elements_nest(page: Page) -> None:
    assert page.open == []


def test_there_is_one_of_each_landmark_and_one_main_heading(page: Page) -> None:
    count = Counter(name for name, _ in page.elements)
    assert count["main"] == count["nav"] == count["h1"] == 1
    assert page.named("html")[0]["lang"] == "en"
    assert page.named("nav")[0]["aria-label"]


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_identifiers_are_unique_and_every_reference_has_its_place(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        references = attributes.get("aria-labelledby", "").split()
        references += [attributes[name] for name in ("popovertarget",) if name in attributes]
        references += [attributes["href"][1:]] if attributes.get("href", "").startswith("#") else []
        assert set(references) <= set(ids)


def test_every_figure_opens_into_its_derivation(page: Page, document: Document) -> None:
    assert len(page.named("button")) >= len(list(figures_of(document)))
    popovers = [one for one in page.named("div") if "popover" in one]
    assert {f"{one['id']}" for one in popovers} >= {one["popovertarget"] for one in page.named("button")}


def test_tables_have_captions_and_headed_cells(page: Page) -> None:
    count = Counter(name for name, _ in page.elements)
    assert count["table"] == count["caption"] >= 5
    assert all(one.get("scope") in {"row", "col"} for one in page.named("th"))


def test_every_picture_has_words_or_is_hidden(page: Page) -> None:
    for one in page.named("svg"):
        assert one.get("aria-hidden") == "true" or one.get("aria-label") or one.get("aria-labelledby")


def test_what_scrolls_can_be_reached_from_the_keyboard(page: Page) -> None:
    regions = [one for one in page.named("div") if one.get("class") == "scroll"]
    assert regions
    assert all(
        one.get("tabindex") == "0" and one.get("role") == "region" and one["aria-label"] for one in regions
    )


def test_inputs_have_names(page: Page) -> None:
    assert all(one["aria-label"].startswith("Done: ") for one in page.named("input"))


def test_the_page_needs_no_script_and_no_other_file(text: str, page: Page) -> None:
    assert not page.named("script")
    assert not page.named("link")
    assert not page.named("img")
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("name", AWKWARD)
def test_any_name_is_text(make_report: MakeReport, name: str) -> None:
    page = Page(render_html(build_report(make_report(name=name, titles=[name]))))
    assert page.open == []
    assert not page.named("script")
    assert name in "".join(page.words)


def test_sixty_steps_and_none(make_report: MakeReport) -> None:
    assert Page(render_html(build_report(make_report(count=60)))).open == []
    assert Page(render_html(build_report(make_report(count=0)))).open == []


def test_an_honest_no_nests_too(make_report: MakeReport) -> None:
    page = Page(render_html(build_report(make_report(is_infeasible=True, count=3))))
    assert page.open == []
    assert any(one.get("class") == "warning" for one in page.named("p"))


def test_the_page_is_lean(text: str) -> None:
    assert len(text.encode()) < 110_000


def test_an_entry_is_written_once(text: str) -> None:
    entries = re.findall(r'<div id="n\d+" class="why" popover>(.*?)</div>', text, flags=re.DOTALL)
    assert len(entries) == len(set(entries)) > 50


# ------------------------------------------------------------------ contrast


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_largest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize(
    ("ink", "least"), [("ink", 7), ("ink-2", 4.5), ("accent", 4.5), ("warn", 4.5), ("ink-3", 3)]
)
def test_words_and_marks_stand_out(dark: bool, ground: str, ink: str, least: float) -> None:
    colours = palette(dark=dark)
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "ground"), [("accent", "accent-soft"), ("warn", "warn-soft")])
def test_words_on_tinted_grounds_stand_out(dark: bool, ink: str, ground: str) -> None:
    colours = palette(dark=dark)
    assert contrast(colours[ink], colours[ground]) >= 4.5
