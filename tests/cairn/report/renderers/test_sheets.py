"""The PDF: tagged, titled, and honest where a font fails."""

import re
from collections.abc import Callable

import pypdfium2
import pytest

from cairn.report import Document, PlanReport, build_report, render_pdf

MakeReport = Callable[..., PlanReport]


def words_of(pdf: bytes) -> str:
    sheets = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    finally:
        sheets.close()
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    made, problems = render_pdf(document)
    assert problems == ()
    return made


def test_the_pdf_claims_universal_access_and_has_a_title(pdf: bytes) -> None:
    assert b"pdfuaid" in pdf
    assert b"/MarkInfo" in pdf
    sheets = pypdfium2.PdfDocument(pdf)
    title = sheets.get_metadata_dict()["Title"]
    sheets.close()
    assert title.replace("\N{NO-BREAK SPACE}", " ") == "Data scientist by July 2027"


def test_everything_is_on_the_sheets(pdf: bytes, document: Document) -> None:
    told = words_of(pdf)
    for section in document.sections:
        assert section.title in told
    assert "Data scientist by July 2027" in told
    assert "Where each number comes from" in told
    assert "Closes the gap in statistics." in told


def test_the_appendix_gives_the_formula_and_its_inputs(pdf: bytes) -> None:
    told = words_of(pdf)
    assert "= sum(parts)" in told
    assert "= start + growth * years" in told


def test_the_same_report_gives_the_same_bytes(document: Document, pdf: bytes) -> None:
    assert render_pdf(document)[0] == pdf


def test_words_are_never_markup(make_report: MakeReport) -> None:
    name = '#panic("no") *not bold* $x$ @ref <label> \\ `raw`'
    made, problems = render_pdf(build_report(make_report(name=name)))
    assert problems == ()
    assert "*not bold*" in words_of(made)


def test_a_name_that_no_font_has_is_a_problem_and_still_a_pdf(make_report: MakeReport) -> None:
    made, problems = render_pdf(
        build_report(make_report(name="\N{CUNEIFORM SIGN A}\N{LINEAR B SYLLABLE B008 A}"))
    )
    assert made.startswith(b"%PDF")
    assert [one.code for one in problems] == ["pdf-untagged"]
    assert "HTML report" in problems[0].message


@pytest.mark.parametrize("change", [{"count": 0}, {"count": 60}, {"is_infeasible": True, "count": 3}])
def test_small_large_and_impossible_plans_all_fit_on_sheets(
    make_report: MakeReport, change: dict[str, int]
) -> None:
    made, problems = render_pdf(build_report(make_report(**change)))
    assert made.startswith(b"%PDF")
    assert problems == ()
