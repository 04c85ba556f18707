"""Refusals carry what to do; flaws carry their place."""

import dataclasses

import pytest

from cairn.errors import BadInput, CairnError, CannotWrite, Place, Problem, UnknownName, UnreadableFile


@pytest.mark.parametrize("kind", [BadInput, UnknownName, UnreadableFile, CannotWrite])
def test_every_refusal_is_caught_as_one_kind(kind: type[CairnError]) -> None:
    assert issubclass(kind, CairnError)
    assert str(kind("do this")) == "do this"


def test_an_unknown_name_carries_its_candidates_in_order() -> None:
    assert UnknownName("which?", candidates=("near", "far")).candidates == ("near", "far")
    assert UnknownName("none is like it").candidates == ()


def test_a_place_names_the_page_only_where_there_are_pages() -> None:
    assert str(Place(page=2, line=14)) == "page 2, line 14"
    assert str(Place(line=14)) == "line 14"


def test_a_problem_cannot_be_changed_after_it_was_told() -> None:
    problem = Problem(severity="warning", code="dates", message="No year is given.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.message = "other"  # type: ignore[misc]
