"""Explaining a number as a tree."""

import pytest

from cairn.errors import UnknownName
from cairn.report import Document, explain


def test_a_number_opens_down_to_what_was_read_and_assumed(document: Document) -> None:
    told = explain(document, "python held")
    assert told.splitlines()[0] == "2.2: Python, held"
    assert "= start + growth * years" in told
    assert "read: your résumé" in told
    assert "level.growth" in told


def test_a_number_is_found_by_how_it_is_shown(document: Document) -> None:
    assert "Cost of the plan" in explain(document, "$640")


def test_each_level_of_the_tree_is_set_in_further(document: Document) -> None:
    lines = explain(document, "hours of the plan").splitlines()
    assert lines[0].startswith("120 h")
    assert lines[1].startswith("  120 hours")
    assert lines[3].startswith("    parts = 24 hours")


def test_many_hits_are_counted_and_not_all_printed(document: Document) -> None:
    assert "more; say more of the name" in explain(document, "hours")


@pytest.mark.parametrize("words", ["no such number", "", "pythn held"])
def test_an_unknown_name_is_refused_with_the_nearest(document: Document, words: str) -> None:
    with pytest.raises(UnknownName) as refused:
        explain(document, words)
    assert refused.value.candidates
