"""The terminal: within its width, in the same order, and safe."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.report import Document, PlanReport, build_report, render_terminal
from cairn.report.renderers.terminal import columns, wrap

MakeReport = Callable[..., PlanReport]
ESCAPE = "\x1b"


@pytest.mark.parametrize("width", [40, 72, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(document: Document, width: int) -> None:
    for line in render_terminal(document, width=width).splitlines():
        assert columns(line) <= width, line


@pytest.mark.parametrize("name", ["山田太郎" * 30, "x" * 300, "عائشة " * 40, "😀" * 90])
def test_nor_with_names_of_any_script(make_report: MakeReport, name: str) -> None:
    text = render_terminal(build_report(make_report(name=name, titles=[name, name])), width=80)
    assert all(columns(line) <= 80 for line in text.splitlines())


def test_colour_changes_nothing_but_the_colour(document: Document) -> None:
    coloured = render_terminal(document, width=80, colour=True)
    bare = render_terminal(document, width=80)
    assert ESCAPE not in bare
    assert ESCAPE in coloured
    assert [
        line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()
    ] == bare.splitlines()


def test_a_name_cannot_steer_the_terminal(make_report: MakeReport) -> None:
    text = render_terminal(build_report(make_report(name="\x1b[2J\x07Eve\r\nroot#", titles=["\x1b]0;x\x07"])))
    assert ESCAPE not in text
    assert "\x07" not in text
    assert "\r" not in text


def test_the_sections_come_in_the_order_of_the_document(document: Document) -> None:
    lines = render_terminal(document).splitlines()
    places = [lines.index(one.title) for one in document.sections]
    assert places == sorted(places)


def test_a_table_that_does_not_fit_becomes_a_list(document: Document) -> None:
    text = render_terminal(document, width=40)
    assert "hours" in text
    assert all(columns(line) <= 40 for line in text.splitlines())


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=120), st.integers(2, 60))
def test_wrapping_loses_no_character_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(columns(line) <= width for line in lines)
