"""Ways to close a gap, worked by hand on three options; and curricula as tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cairn.assumptions import load_assumptions
from cairn.catalogue import Catalogue, Option, OptionMode, Skill, Teaching, load_catalogue
from cairn.catalogue.curriculum import read_curriculum
from cairn.catalogue.values import OptionKind, Shown
from cairn.catalogue.ways import best_of_two_kinds, find_ways, kinds_of
from cairn.provenance import Estimate, Source, derivation_json, replay
from cairn.units import Money, OptionId, SkillId

A, B = SkillId("a"), SkillId("b")
SOURCE = Source(kind="catalogue", name="a test")


def option(
    name: str, kind: OptionKind, hours: float, cost: int, *teaches: tuple[SkillId, float, float]
) -> Option:
    mode = OptionMode(
        id="m",
        pattern="self_paced",
        hours=Estimate(value=hours, low=hours, high=hours, source=SOURCE),
        weeks=0,
        hours_per_week=0,
        cost=Money(amount=Decimal(cost), currency="USD"),
        cost_low=Decimal(0),
        cost_high=Decimal(cost),
        at_work=False,
    )
    return Option(
        id=OptionId(name),
        title=name,
        kind=kind,
        teaches=tuple(Teaching(skill=one, start=start, end=end) for one, start, end in teaches),
        modes=(mode,),
        proves="",
        first_step="",
        done_when="",
        needs=(Shown(skill=B, level=2),) if name == "project" else (),
        source=SOURCE,
    )


@pytest.fixture
def catalogue() -> Catalogue:
    """course: a 0→3 in 50 h for 250 USD; project: a 2→3 in 20 h; degree: both 0→4 in 1,000 h."""
    options = [
        option("course", "course", 50, 250, (A, 0, 3)),
        option("project", "project", 20, 0, (A, 2, 3)),
        option("degree", "degree", 1000, 0, (A, 0, 4), (B, 0, 4)),
        option("elsewhere", "course", 1, 0, (SkillId("c"), 0, 5)),
    ]
    skills = {one: Skill(id=one, label=one.upper(), kind="hard") for one in (A, B)}
    return Catalogue(options={one.id: one for one in options}, skills=skills)


def test_ways_are_ranked_by_levels_for_hours_and_money(catalogue: Catalogue) -> None:
    """From 1 to 3, an hour worth 25 USD: project 1 level/20 h, course 2/(50 + 10), degree 2/1000."""
    ways = find_ways({A: (1, 3)}, catalogue=catalogue, assumptions=load_assumptions())
    assert [one.option.id for one in ways] == ["project", "course", "degree"]
    assert [round(one.bargain.value, 3) for one in ways] == [5.0, 3.333, 0.2]
    assert [one.coverage.value for one in ways] == [0.5, 1.0, 1.0]
    assert [one.reaches for one in ways] == [False, True, True]
    assert ways[0].first == ("B at 2", "A at 2")
    assert len(kinds_of(ways)) == 3


def test_programmes_are_compared_by_the_share_of_all_gaps(catalogue: Catalogue) -> None:
    """Gaps 3 and 1: the degree covers all 4 levels, the course 3 of them, the project 1."""
    ways = find_ways({A: (0, 3), B: (1, 2)}, catalogue=catalogue, assumptions=load_assumptions())
    assert {one.option.id: one.coverage.value for one in ways} == {
        "degree": 1.0,
        "course": 0.75,
        "project": 0.25,
    }


def test_a_short_list_still_shows_two_kinds(catalogue: Catalogue) -> None:
    """The two best are courses; the degree takes the place of the second."""
    options = {
        one.id: one for one in (option("quick", "course", 40, 0, (A, 0, 3)), *catalogue.options.values())
    }
    ways = find_ways(
        {A: (0, 3)}, catalogue=replace(catalogue, options=options), assumptions=load_assumptions()
    )
    courses = tuple(one for one in ways if one.option.kind != "project")
    assert [one.option.id for one in best_of_two_kinds(courses, 2)] == ["quick", "degree"]
    assert [one.option.id for one in best_of_two_kinds(courses, 1)] == ["quick"]
    assert [one.option.id for one in best_of_two_kinds(ways, 3)] == [one.option.id for one in ways[:3]]


def test_every_number_of_a_way_replays(catalogue: Catalogue) -> None:
    for way in find_ways({A: (1, 3)}, catalogue=catalogue, assumptions=load_assumptions()):
        for number in (way.gained, way.coverage, way.per_hour, way.bargain):
            assert replay(derivation_json(number)) == pytest.approx(number.value)


def test_an_employers_budget_pays_what_it_covers(catalogue: Catalogue) -> None:
    budgets = [("Works", 250.0)]
    ways = find_ways({A: (1, 3)}, catalogue=catalogue, assumptions=load_assumptions(), budgets=budgets)
    assert {one.option.id: one.employer for one in ways} == {"project": "", "course": "Works", "degree": ""}


def test_what_is_held_already_has_no_way(catalogue: Catalogue) -> None:
    assert find_ways({A: (5, 5)}, catalogue=catalogue, assumptions=load_assumptions()) == ()


def test_most_starter_skills_that_roles_need_have_two_kinds_of_way() -> None:
    catalogue = load_catalogue()
    assumptions = load_assumptions()
    asked = {
        one.skill: one.level
        for role in catalogue.roles.values()
        for one in role.requirements
        if one.is_essential and one.level >= 3
    }
    kinds = [
        len(kinds_of(find_ways({skill: (0, level)}, catalogue=catalogue, assumptions=assumptions)))
        for skill, level in list(asked.items())[::10]
    ]
    assert sum(one >= 2 for one in kinds) / len(kinds) >= 0.9


CURRICULUM = """
# Crafts
## First
Courses | Duration | Effort | Prerequisites
:-- | :--: | :--: | :--:
[Knots](https://example.org) | 4 weeks | 5 hours/week | none
Sails | 10-12 weeks | 6–10 hours/week | Knots
Stars | 12 weeks | - | -

Name | Age
-- | --
Tom | 3
"""


def test_a_curriculum_gives_hours_and_what_comes_before() -> None:
    courses, problems = read_curriculum(CURRICULUM)
    knots, sails = courses
    assert (knots.title, knots.part, knots.hours, knots.before) == ("Knots", "First", (20, 20, 20), "")
    assert (sails.hours, sails.before) == ((60, 90, 120), "Knots")
    assert ["Stars" in one.message for one in problems] == [True]


@pytest.mark.parametrize("text", ["", "|", "Courses | Duration | Effort\n| | | |\n", "# x\n- y"])
def test_what_is_no_curriculum_has_no_courses(text: str) -> None:
    assert read_curriculum(text)[0] == ()
