"""Distinct derivations: found, numbered, each written once."""

from datetime import date

from cairn.provenance import Rule, Source, leaf
from cairn.report import Document
from cairn.report.document import Document as Told
from cairn.report.document import Figure, Paragraph, Section
from cairn.report.figures import Numbers, figures_of

TOTAL = Rule(name="total", label="Total", formula="sum(parts)")
SAID = Source(kind="entered", name="you")
ONE, TWO = leaf("one", 1, source=SAID), leaf("two", 2, source=SAID)
SHARED = TOTAL(parts=(ONE, TWO), label="shared")


def told(*figures: Figure) -> Told:
    section = Section(id="s", title="S", blocks=(Paragraph(spans=figures),))
    return Told(title="T", eyebrow="", lede=(), sections=(section,), credits=(), made_on=date(2026, 12, 2))


def test_inputs_are_numbered_before_what_rests_on_them(document: Document) -> None:
    for entry in Numbers(document).entries:
        for _, several in entry.parts:
            assert all(number < entry.number for number in several)


def test_equal_derivations_are_one_entry() -> None:
    again = TOTAL(parts=(leaf("one", 1, source=SAID), leaf("two", 2, source=SAID)), label="shared")
    numbers = Numbers(told(Figure(shown="3", derivation=SHARED), Figure(shown="3", derivation=again)))
    assert len(numbers.entries) == 3
    assert numbers.number_of(SHARED) == numbers.number_of(again)


def test_what_two_entries_share_is_written_by_itself_and_what_one_uses_inside_it() -> None:
    left = TOTAL(parts=(SHARED, ONE), label="left")
    right = TOTAL(parts=(SHARED, TWO), label="right")
    alone = TOTAL(parts=(left,), label="alone")
    numbers = Numbers(told(Figure(shown="a", derivation=alone), Figure(shown="r", derivation=right)))
    assert numbers.is_own(numbers.number_of(SHARED))
    assert not numbers.is_own(numbers.number_of(left))
    assert [numbers.place_of(one.number) for one in numbers.own_entries()] == [1, 2, 3]


def test_every_figure_of_a_document_is_found(document: Document) -> None:
    numbers = Numbers(document)
    assert {numbers.number_of(one.derivation) for one in figures_of(document)} == set(numbers.roots)
