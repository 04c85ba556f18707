"""Markdown: nothing a person wrote is read as markup."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cairn.report import Document, PlanReport, build_report, render_markdown
from cairn.report.renderers.markdown import words

MakeReport = Callable[..., PlanReport]


def test_the_file_starts_with_the_answer(document: Document) -> None:
    text = render_markdown(document)
    assert text.startswith("# Data scientist by")
    assert text.index("## The answer") < text.index("## What is missing") < text.index("## Milestones")


def test_the_roadmap_is_a_mermaid_chart_too(document: Document) -> None:
    text = render_markdown(document)
    chart = text[text.index("```mermaid") : text.index("```", text.index("```mermaid") + 5)]
    assert "section Short term" in chart
    assert "Machine learning certificate :crit, 2027-02-23" in chart
    assert "Statistics shown :milestone, 2027-01-16" in chart


def test_marks_in_a_name_do_not_end_a_mermaid_line(make_report: MakeReport) -> None:
    text = render_markdown(build_report(make_report(titles=["Course: a, b; c # d"])))
    assert "  Course a b c d :" in text


def test_every_row_of_a_table_has_as_many_cells_as_its_head(make_report: MakeReport) -> None:
    text = render_markdown(build_report(make_report(titles=["pipes | in | titles"])))
    for line in text.splitlines():
        if line.startswith("| ") and "Step" in line:
            head = line.count(" | ")
        if line.startswith("| pipes"):
            assert line.replace("\\|", "").count(" | ") == head


def test_a_script_is_text(make_report: MakeReport) -> None:
    text = render_markdown(build_report(make_report(name="<script>x</script> *b* [l](u)")))
    assert "<script>" not in text
    assert r"\<script\>x\</script\> \*b\* \[l\](u)" in text


@given(st.text(max_size=60))
def test_words_are_one_line_without_bare_markup(text: str) -> None:
    told = words(text)
    assert "\n" not in told
    for mark in "*<>|[]`_":
        assert told.count(mark) == told.count("\\" + mark)
