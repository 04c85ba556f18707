"""Nearness on a toy catalogue small enough to reckon by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.starter_layer import read_starter
from cairn.provenance import derivation_json, replay
from cairn.routes import find_near_roles
from cairn.units import RoleId, SkillId

TOY = """
[[skill]]
id = "kneading"
label = "Kneading"
kind = "hard"
[[skill]]
id = "baking"
label = "Baking"
kind = "hard"
shows_part = ["kneading"]
[[skill]]
id = "leading"
label = "Leading"
kind = "soft"

[[role]]
id = "baker"
title = "Baker"
field = "food"
seniority = 2
summary = "Bakes."
up = ["head-baker"]
requires = [{ skill = "baking", level = 3, importance = 5 }]

[[role]]
id = "head-baker"
title = "Head baker"
field = "food"
seniority = 4
summary = "Leads bakers."
sideways = []
requires = [
  { skill = "baking", level = 4, importance = 3 },
  { skill = "leading", level = 3, importance = 4 },
]

[[role]]
id = "kneader"
title = "Kneader"
field = "food"
seniority = 1
summary = "Kneads."
requires = [{ skill = "kneading", level = 3, importance = 2 }]
"""


@pytest.fixture(scope="module")
def toy() -> Catalogue:
    return read_starter([("toy.toml", TOY)])


def test_what_is_shown_counts_up_to_what_is_asked(toy: Catalogue) -> None:
    # head baker: (3 * min(3, 4) + 4 * 0) / (3 * 4 + 4 * 3) = 9 / 24
    # kneader: baking 3 shows kneading at share * 3, so 2 * share * 3 / (2 * 3) = share
    share = toy.skills[SkillId("baking")].shows[0].share
    found = find_near_roles(toy.roles[RoleId("baker")], toy)
    assert [(one.role.id, round(one.nearness.value, 6)) for one in found] == [
        ("kneader", share),
        ("head-baker", 0.375),
    ]


def test_the_way_down_is_nearer_than_the_way_up(toy: Catalogue) -> None:
    down = find_near_roles(toy.roles[RoleId("head-baker")], toy)
    assert next(one for one in down if one.role.id == "baker").nearness.value == 1
    assert next(one for one in down if one.role.id == "baker").missing == ()


def test_the_heaviest_missing_requirement_comes_first(toy: Catalogue) -> None:
    # leading: 4 * 3 = 12 missing; baking: 3 * 1 = 3 missing
    up = next(one for one in find_near_roles(toy.roles[RoleId("baker")], toy) if one.role.id == "head-baker")
    assert [one.skill for one in up.missing] == ["leading", "baking"]
    assert up.direction == "up"


def test_top_cuts_the_list(toy: Catalogue) -> None:
    assert len(find_near_roles(toy.roles[RoleId("baker")], toy, top=1)) == 1


@given(st.data())
@settings(deadline=None)
def test_every_nearness_in_the_starter_is_a_share_that_replays(data: st.DataObject) -> None:
    catalogue = load_catalogue()
    role = data.draw(st.sampled_from(sorted(catalogue.roles)))
    for one in find_near_roles(catalogue.roles[role], catalogue, top=3):
        assert 0 <= one.nearness.value <= 1 + 1e-9
        assert replay(derivation_json(one.nearness)) == pytest.approx(one.nearness.value)
        assert one.role.id != role
