import pytest

from cairn.ads import read_ad
from cairn.catalogue import Catalogue, Role
from cairn.errors import BadInput
from cairn.profile import Finders

AD = """Head baker wanted

What you bring
- At least 5 years of bread baking
- You supervised others before
- Basic knowledge of the cash register

Nice to have
- Pastries
- A bachelor's degree
"""


@pytest.fixture
def role(toy: Catalogue, toy_finders: Finders) -> Role:
    found, _ = read_ad(AD, catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials)
    return found


def test_the_first_line_is_the_title(role: Role) -> None:
    assert role.title == "Head baker wanted"
    assert role.layer == "posting"


def test_each_requirement_keeps_the_sentence_that_asks_for_it(role: Role) -> None:
    asked = {one.skill: one for one in role.requirements}
    assert asked["baking"].source.detail == "At least 5 years of bread baking"
    assert asked["baking"].level == 4
    assert asked["till"].level == 2


def test_nice_to_have_is_not_essential(role: Role) -> None:
    asked = {one.skill: one for one in role.requirements}
    assert asked["leading-people"].is_essential
    assert not asked["pastry"].is_essential
    assert asked["pastry"].importance < asked["leading-people"].importance
    assert [(one.any_of, one.is_essential) for one in role.credentials] == [(("bachelor-degree",), False)]


def test_years_are_told_but_are_no_skill(role: Role) -> None:
    assert role.experience_years == 5


def test_a_posting_without_any_skill_is_refused(toy: Catalogue, toy_finders: Finders) -> None:
    with pytest.raises(BadInput, match="names no skill"):
        read_ad(
            "We are hiring!", catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials
        )


def test_a_posting_with_few_skills_says_which(toy: Catalogue, toy_finders: Finders) -> None:
    _, problems = read_ad(
        "You must know pastries",
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    assert "Making pastry" in problems[0].message
