"""What a person adds to a role and to its ways, by hand on small cases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.catalogue import Catalogue, Requirement, load_catalogue
from cairn.catalogue.values import Option, Teaching
from cairn.provenance import Source
from cairn.units import OptionId, SkillId
from cairn_web.jobs.wishes import wished_catalogue, wished_role

ROLE = next(iter(load_catalogue().roles.values()))
SOURCE = Source(kind="catalogue", name="toy")


def option(name: str, *teaches: tuple[str, float, float]) -> Option:
    return Option(
        id=OptionId(name),
        title=name,
        kind="course",
        teaches=tuple(Teaching(skill=SkillId(skill), start=start, end=end) for skill, start, end in teaches),
        modes=(),
        proves="",
        first_step="",
        done_when="",
        source=SOURCE,
    )


def world(*options: Option) -> Catalogue:
    return Catalogue(options={one.id: one for one in options})


def taught(catalogue: Catalogue, name: str) -> list[tuple[str, float, float]]:
    return [(one.skill, one.start, one.end) for one in catalogue.options[OptionId(name)].teaches]


def test_a_wanted_way_is_the_only_one_that_brings_its_skill() -> None:
    # wanted brings sql from 1 to 3: rival (0 to 4) may lead up to 1 only, deeper (3 to 5) goes on,
    # beside (1 to 3) no longer brings sql but still brings python.
    before = world(
        option("wanted", ("sql", 1, 3)),
        option("rival", ("sql", 0, 4)),
        option("deeper", ("sql", 3, 5)),
        option("beside", ("sql", 1, 3), ("python", 0, 2)),
    )
    after = wished_catalogue(before, own=(), wanted={"sql": "wanted"}, refused=frozenset())
    assert taught(after, "wanted") == [("sql", 1, 3)]
    assert taught(after, "rival") == [("sql", 0, 1)]
    assert taught(after, "deeper") == [("sql", 3, 5)]
    assert taught(after, "beside") == [("python", 0, 2)]


def test_a_wanted_way_that_is_gone_changes_nothing() -> None:
    before = world(option("rival", ("sql", 0, 4)))
    after = wished_catalogue(before, own=(), wanted={"sql": "gone"}, refused=frozenset())
    assert after.options == before.options


def test_a_refused_way_is_gone() -> None:
    before = world(option("one", ("sql", 0, 4)), option("two", ("sql", 0, 4)))
    after = wished_catalogue(before, own=(), wanted={}, refused=frozenset({"one"}))
    assert set(after.options) == {"two"}


@given(
    level=st.floats(1, 5),
    asked=st.floats(1, 5),
    importance=st.floats(1, 5),
    weight=st.floats(1, 5),
    is_essential=st.booleans(),
)
def test_an_own_skill_never_asks_for_less_than_the_role_does(
    level: float, asked: float, importance: float, weight: float, *, is_essential: bool
) -> None:
    known = Requirement(
        skill=SkillId("x"), level=asked, importance=weight, is_essential=is_essential, source=SOURCE
    )
    wish = {"skill": "x", "label": "X", "level": level, "importance": importance, "why": ""}
    made = wished_role(replace(ROLE, requirements=(known,)), (wish,)).requirements
    assert len(made) == 1
    assert made[0].is_essential
    assert made[0].level == max(level, asked)
    assert made[0].importance >= weight


def test_a_skill_that_no_catalogue_holds_joins_it() -> None:
    own = ({"skill": "own-whittling", "label": "Whittling", "level": 2, "importance": 3},)
    after = wished_catalogue(Catalogue(), own=own, wanted={}, refused=frozenset())
    assert after.skills[SkillId("own-whittling")].label == "Whittling"
    with pytest.raises(KeyError):
        _ = after.skills[SkillId("own-carving")]
