"""Pictures: well-formed, sized for their words, and their colours from one place."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from cairn.report import Document, PlanReport, build_report
from cairn.report.document import LevelsChart, LoadChart, RoadmapChart
from cairn.report.renderers.charts import (
    cairn_svg,
    level_scale,
    load_svg,
    resolved,
    shortened,
    text_width,
    ticks_between,
)
from cairn.report.renderers.roadmap import roadmap_svg

MakeReport = Callable[..., PlanReport]
SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own picture


def chart_of(document: Document, kind: type) -> object:
    return next(block for one in document.sections for block in one.blocks if isinstance(block, kind))


def roadmap_of(document: Document) -> RoadmapChart:
    found = chart_of(document, RoadmapChart)
    assert isinstance(found, RoadmapChart)
    return found


def test_every_picture_is_well_formed_with_and_without_its_colours(document: Document) -> None:
    levels, load = chart_of(document, LevelsChart), chart_of(document, LoadChart)
    assert isinstance(levels, LevelsChart)
    assert isinstance(load, LoadChart)
    pictures = [level_scale(row) for row in levels.rows]
    pictures += [load_svg(load), roadmap_svg(roadmap_of(document)), cairn_svg(4)]
    for one in pictures:
        parse(one)
        told = resolved(one)
        parse(told)
        assert "var(" not in told


def test_every_class_of_a_picture_has_its_colour(document: Document) -> None:
    for picture in (roadmap_svg(roadmap_of(document)), cairn_svg(3)):
        names = set(re.findall(r"c-[a-z]+", " ".join(re.findall(r'class="([^"]+)"', picture))))
        assert names
        told = resolved(picture)
        assert all(f".{name}{{" in told for name in names)


def test_the_dot_and_the_ring_stand_at_their_levels(document: Document) -> None:
    levels = chart_of(document, LevelsChart)
    assert isinstance(levels, LevelsChart)
    circles = {
        one.get("class"): one.get("cx") for one in parse(level_scale(levels.rows[0])).iter(f"{SVG}circle")
    }
    assert circles == {"c-asked": "77.6%", "c-held": "22.4%"}


def test_all_bars_and_milestones_are_in_the_roadmap(document: Document) -> None:
    chart = roadmap_of(document)
    told = "".join(parse(roadmap_svg(chart)).itertext())
    for bar in chart.bars:
        assert bar.label in told
        assert bar.stone in told


def test_bars_keep_within_the_picture_and_their_order(document: Document) -> None:
    root = parse(roadmap_svg(roadmap_of(document)))
    bars = [one for one in root.iter(f"{SVG}rect") if "c-bar" in (one.get("class") or "")]
    starts = [float(one.get("x") or 0) for one in bars]
    assert starts == sorted(starts)
    assert all(float(one.get("x") or 0) + float(one.get("width") or 0) <= 960 for one in bars)


def test_a_line_joins_what_waits_to_what_it_waits_for(document: Document) -> None:
    root = parse(roadmap_svg(roadmap_of(document)))
    assert len([one for one in root.iter(f"{SVG}path") if one.get("class") == "c-link"]) == 2


def test_a_milestone_without_a_bar_gets_a_row(document: Document) -> None:
    chart = roadmap_of(document)
    with_end = replace(chart, ends=(("Ready to apply", date(2027, 7, 17)),))
    assert "Ready to apply" in roadmap_svg(with_end)
    assert len(roadmap_svg(with_end)) > len(roadmap_svg(chart))


def test_long_labels_are_cut_in_the_picture_and_whole_in_its_words(make_report: MakeReport) -> None:
    title = "A very long title of a course that nobody would ever print whole " * 2
    chart = roadmap_of(build_report(make_report(titles=[title])))
    svg = roadmap_svg(chart)
    assert "…" in svg
    assert title.strip() in "".join(parse(svg).itertext())


def test_sixty_bars_have_sixty_rows(make_report: MakeReport) -> None:
    chart = roadmap_of(build_report(make_report(count=60)))
    root = parse(roadmap_svg(chart))
    assert len(root.findall(f"{SVG}g")) == 60


@pytest.mark.parametrize("width", [0.0, 5.0, 40.0, 400.0])
def test_a_cut_text_is_never_wider_than_asked(width: float) -> None:
    told = shortened("統計学と machine learning", width)
    assert text_width(told) <= max(width, text_width("…"))


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 12, 7), date(2026, 12, 20)), (date(2026, 1, 1), date(2036, 5, 1))]
)
def test_ticks_are_firsts_of_months_inside_the_span_and_few(first: date, last: date) -> None:
    ticks = ticks_between(first, last, 9)
    assert len(ticks) <= 9
    assert all(first <= one <= last for one in ticks)
    assert ticks == (first,) or all(one.day == 1 for one in ticks)


def test_the_cairn_grows_a_stone_a_milestone() -> None:
    assert [cairn_svg(stones).count("<ellipse") for stones in (0, 1, 4, 12, 40)] == [1, 1, 4, 12, 12]
