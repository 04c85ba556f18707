"""Roles for somebody who knows of none: nearness, enjoyment and interest stay apart.

The world of these tests: a baker asks kneading (importance 5, level 4) and selling (3, 2); a
clerk asks selling (4, 4) and sums (2, 3). Somebody with kneading 4 and nothing else
holds 5 x 4 of 5 x 4 + 3 x 2 = 20 of 26 of the baker, and nothing of the clerk.
"""

from typing import Any

import pytest

from cairn.catalogue import Catalogue, Requirement, Role, Skill
from cairn.catalogue.values import Codes
from cairn.provenance import Source
from cairn.units import RoleId, SkillId
from cairn_web.models import Person, SkillRating
from cairn_web.services.suggesting import Known, known_of, share_of, suggest_roles

SOURCE = Source(kind="catalogue", name="toy")


def skill(name: str) -> Skill:
    return Skill(id=SkillId(name), label=name.capitalize(), kind="hard")


def role(name: str, summary: str, *asks: tuple[str, float, float]) -> Role:
    return Role(
        id=RoleId(name),
        title=name.capitalize(),
        field="toy",
        seniority=2,
        summary=summary,
        aliases=(),
        codes=Codes(),
        requirements=tuple(
            Requirement(
                skill=SkillId(one), importance=importance, level=level, is_essential=True, source=SOURCE
            )
            for one, importance, level in asks
        ),
        credentials=(),
        up=(),
        sideways=(),
        pay=(),
        experience_years=0,
    )


TOY = Catalogue(
    roles={
        one.id: one
        for one in (
            role("baker", "Makes bread.", ("kneading", 5, 4), ("selling", 3, 2)),
            role("clerk", "Keeps the books.", ("selling", 4, 4), ("sums", 2, 3)),
        )
    },
    skills={SkillId(name): skill(name) for name in ("kneading", "selling", "sums")},
)


def known(**more: Any) -> Known:
    return Known(**{"levels": {}, "joys": {}, "credentials": frozenset(), "roles": frozenset(), **more})


def test_the_share_is_what_the_shown_parts_give() -> None:
    near = suggest_roles(known(levels={"kneading": 4.0}), "", catalogue=TOY).near
    assert [one.title for one in near] == ["Baker"]
    assert near[0].share == pytest.approx(20 / 26)
    assert share_of(near[0].parts) == near[0].share
    assert near[0].carried == ("Kneading",)
    assert near[0].missing == ("Selling",)


def test_more_than_asked_counts_no_more_than_asked() -> None:
    near = suggest_roles(known(levels={"kneading": 5.0}), "", catalogue=TOY).near
    assert near[0].share == pytest.approx(20 / 26)


def test_what_somebody_enjoys_is_a_list_of_its_own() -> None:
    found = suggest_roles(known(joys={"sums": 5}), "", catalogue=TOY)
    assert found.near == ()
    assert [one.title for one in found.liked] == ["Clerk"]
    assert found.liked[0].liked == ("Sums",)
    drained = suggest_roles(known(joys={"sums": 5, "selling": 1}), "", catalogue=TOY)
    assert drained.liked == ()


def test_interests_find_roles_for_somebody_nothing_is_known_of() -> None:
    found = suggest_roles(known(), "I love making bread", catalogue=TOY)
    assert [one.title for one in found.interesting] == ["Baker"]
    assert found.near == found.liked == ()


def test_a_role_is_named_once_and_one_that_is_held_never() -> None:
    found = suggest_roles(known(levels={"kneading": 4.0, "sums": 3.0}), "bread", catalogue=TOY)
    assert [one.title for one in (*found.interesting, *found.near)] == ["Baker", "Clerk"]
    held = suggest_roles(known(roles=frozenset({"baker"})), "bread", catalogue=TOY)
    assert held.interesting == ()


def test_what_the_person_says_counts_before_what_was_read(planned: Person) -> None:
    before = known_of(planned)
    first, second = list(before.levels)[:2]
    SkillRating.objects.create(person=planned, skill=first, label="x", level=1, enjoyment=5)
    SkillRating.objects.create(person=planned, skill=second, label="y", is_rejected=True)
    after = known_of(planned)
    assert after.levels[first] == 1
    assert after.joys == {first: 5}
    assert second not in after.levels


def test_the_page_names_roles_with_reasons_and_one_can_be_chosen(browser: Any, planned: Person) -> None:
    html = browser.get("/begin/ambition/?help=1&interests=numbers").content.decode()
    assert "Near what you can do" in html
    assert "You bring" in html
    assert "You would learn" in html
    assert "Close to what interests you" in html


def test_without_anything_known_the_page_says_what_to_do(browser: Any) -> None:
    assert "Nothing yet to go by" in browser.get("/begin/ambition/?help=1").content.decode()
