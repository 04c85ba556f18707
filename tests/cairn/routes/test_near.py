"""Nearness on a toy catalogue small enough to reckon by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.catalogue import Catalogue, load_catalogue
from cairn.provenance import derivation_json, replay
from cairn.routes import find_near_roles
from cairn.units import RoleId, SkillId


def test_what_is_shown_counts_up_to_what_is_asked(town: Catalogue) -> None:
    # kneader: baking 3 shows kneading at share * 3, so 5 * share * 3 / (5 * 3) = share
    # head baker: (4 * min(3, 4) + 4 * 0) / (4 * 4 + 4 * 3) = 12 / 28
    # clerk: (5 * 0 + 2 * min(share * 3, 2)) / (5 * 2 + 2 * 2); lawyer and mayor ask nothing of it
    share = town.skills[SkillId("baking")].shows[0].share
    found = find_near_roles(town.roles[RoleId("baker")], town)
    assert [(one.role.id, one.nearness.value) for one in found] == [
        ("kneader", pytest.approx(share)),
        ("head-baker", pytest.approx(12 / 28)),
        ("clerk", pytest.approx(2 * min(share * 3, 2) / 14)),
        ("lawyer", 0),
        ("mayor", 0),
    ]


def test_the_way_down_is_nearer_than_the_way_up(town: Catalogue) -> None:
    down = find_near_roles(town.roles[RoleId("head-baker")], town)
    assert next(one for one in down if one.role.id == "baker").nearness.value == 1
    assert next(one for one in down if one.role.id == "baker").missing == ()


def test_the_heaviest_missing_requirement_comes_first(town: Catalogue) -> None:
    # leading: 4 * 3 = 12 missing; baking: 4 * 1 = 4 missing
    up = next(
        one for one in find_near_roles(town.roles[RoleId("baker")], town) if one.role.id == "head-baker"
    )
    assert [one.skill for one in up.missing] == ["leading", "baking"]
    assert up.direction == "up"


def test_top_cuts_the_list(town: Catalogue) -> None:
    assert len(find_near_roles(town.roles[RoleId("baker")], town, top=1)) == 1


@given(st.data())
@settings(deadline=None)
def test_every_nearness_in_the_starter_is_a_share_that_replays(data: st.DataObject) -> None:
    catalogue = load_catalogue()
    role = data.draw(st.sampled_from(sorted(catalogue.roles)))
    for one in find_near_roles(catalogue.roles[role], catalogue, top=3):
        assert 0 <= one.nearness.value <= 1 + 1e-9
        assert replay(derivation_json(one.nearness)) == pytest.approx(one.nearness.value)
        assert one.role.id != role
