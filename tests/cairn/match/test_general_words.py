"""Words that are general in a large catalogue, names turned round and short forms."""

from collections.abc import Sequence

import pytest

from cairn.match import SkillFinder, find_skills
from cairn.units import SkillId


def finder_of(*skills: Sequence[str], filler: int = 0) -> SkillFinder:
    """A finder of skills named by their labels, beside `filler` skills of a release."""
    more = [(f"analyse data of kind {number}",) for number in range(filler)]
    return SkillFinder.over([(SkillId(names[0]), tuple(names)) for names in (*skills, *more)])


def found(text: str, finder: SkillFinder) -> list[str]:
    return [one.skill for one in find_skills(text, finder)]


def test_a_general_word_of_a_large_catalogue_names_no_skill() -> None:
    large = finder_of(["statistics", "data"], filler=3000)
    assert found("Moved data; statistics, data, tea", large) == ["statistics"]
    assert found("Moved data", finder_of(["statistics", "data"])) == ["statistics"]


def test_a_plain_word_counts_only_in_a_list_and_never_as_a_label() -> None:
    finder = finder_of(["history"])
    assert found("Teaches art, history and French", finder) == ["history"]
    assert found("Work history:\nA long history of service", finder) == []
    assert found("YOUR TASKS\nPlan and write letters", finder_of(["plan"])) == []


def test_a_plain_word_for_something_else_is_left_out() -> None:
    assert (
        found("Reported to the board; light, board, tea", finder_of(["scaffolding components", "board"]))
        == []
    )


@pytest.mark.parametrize("text", ["dynamic team", "electronic record", "Logistic Corps"])
def test_an_adjective_is_not_the_field_of_its_name(text: str) -> None:
    finder = finder_of(["mechanics", "dynamics"], ["electronics"], ["logistics"])
    assert found(text, finder) == []
    assert found("dynamics, electronics, logistics", finder) == ["mechanics", "electronics", "logistics"]


def test_several_of_a_short_form_are_no_plain_word() -> None:
    finder = finder_of(["optoelectronics", "LEDs"])
    assert found("Led the audit. I have led projects.", finder) == []
    assert found("lamps, LEDs, lasers", finder) == ["optoelectronics"]


def test_several_gps_are_no_gps_and_a_shouted_it_is_no_it() -> None:
    finder = finder_of(["navigation", "GPS"], ["computing", "IT"])
    assert found("Works with GPs, nurses. WHAT'S IN IT FOR YOU?", finder) == []
    assert found("GPS, IT", finder) == ["navigation", "computing"]


def test_verb_and_object_are_found_turned_round() -> None:
    finder = finder_of(["plan lessons"], ["manage budgets"])
    assert found("Lesson planning and budget management", finder) == ["plan lessons", "manage budgets"]
    assert found("Printed the lesson plans", finder) == []


def test_a_usual_short_form_stands_for_its_name() -> None:
    finder = finder_of(["search engine optimisation"])
    assert found("Led content, SEO and events", finder) == ["search engine optimisation"]
    assert found("seoul", finder) == []


@pytest.mark.parametrize(
    "text", ["Level 3 Personal Trainer", "to improve processes", "BA English Literature"]
)
def test_words_of_the_same_stem_are_not_always_the_skill(text: str) -> None:
    assert found(text, finder_of(["levelling"], ["improv"], ["English"])) == []


@pytest.mark.parametrize("text", ["Join a growing team", "our leading teams"])
def test_an_adjective_is_no_deed(text: str) -> None:
    assert found(text, finder_of(["growing teams"], ["leading teams"])) == []


def test_the_same_word_at_the_head_of_a_line_is_one() -> None:
    assert found("Leading teams\nGrowing teams", finder_of(["growing teams"], ["leading teams"])) == [
        "leading teams",
        "growing teams",
    ]
