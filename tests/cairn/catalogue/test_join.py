"""Roles of releases joined: worked by hand on the tiny releases of `releases.py`."""

import pytest
from tests.cairn.catalogue.releases import CODER, KEEPER, NURSE
from tests.cairn.match import releases as esco

from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.facts import find_facts
from cairn.catalogue.join import extend_catalogue, join_role, whole_release
from cairn.catalogue.skill_names import SkillNames
from cairn.catalogue.store import Store
from cairn.catalogue.values import Skill
from cairn.errors import UnknownName
from cairn.match.installed import match_installed_roles
from cairn.units import RoleId, SkillId


@pytest.fixture(scope="module")
def starter() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def small() -> Catalogue:
    """One skill, whose name a release uses too."""
    listening = Skill(id=SkillId("active-listening"), label="Active listening", kind="soft")
    return Catalogue(skills={listening.id: listening})


def test_an_exact_match_brings_both_sides(store: Store, small: Catalogue) -> None:
    """O*NET: listening 4.2·5/7 = 3.00, importance 4.5; ESCO: dress wounds, essential, 3 at 4."""
    joined = join_role(store, NURSE, small)
    asked = {one.skill: one for one in joined.role.requirements}
    listening = asked[SkillId("active-listening")]
    assert (listening.level, listening.importance, listening.is_essential) == (3.0, 4.5, True)
    assert listening.source.name == "O*NET 29.3"
    wounds = asked[SkillId(esco.WOUNDS)]
    assert (wounds.level, wounds.importance, wounds.is_essential) == (3, 4, True)
    assert wounds.source.name.startswith("ESCO")
    problem_solving = asked[SkillId("2.B.2.i")]
    assert (problem_solving.level, problem_solving.is_essential) == (2.5, False)
    assert SkillId("2.B.3.e") not in asked  # importance 1.2 is below 3
    assert {one.id for one in joined.skills} == {esco.WOUNDS, "2.B.2.i"}


def test_a_close_match_lends_pay_that_says_so_and_no_requirement(store: Store, small: Catalogue) -> None:
    joined = join_role(store, esco.CODER, small)
    assert {one.skill for one in joined.role.requirements} == {esco.CODE}
    assert joined.role.codes.onet == CODER
    assert joined.facts.outlook is not None
    (pay,) = joined.role.pay
    assert "of its broader group" in pay.source.name
    assert "through the close match with Software Developers" in pay.source.name


def test_a_broad_match_lends_nothing_and_is_listed(store: Store, small: Catalogue) -> None:
    joined = join_role(store, esco.BAKER, small)
    assert joined.role.codes.onet == ""
    assert joined.role.pay == ()
    assert [(one.id, one.kind) for one in joined.facts.matches] == [(KEEPER, "broad")]
    levels = {one.skill: (one.level, one.is_essential) for one in joined.role.requirements}
    assert levels == {esco.DOUGH: (3, True), esco.OVENS: (2, False)}


def test_an_esco_skill_shows_part_of_what_it_rests_on(store: Store, small: Catalogue) -> None:
    """Tending ovens rests essentially on kneading; a link to what the release lacks is no link."""
    shown = {one.id: one.shows for one in join_role(store, esco.BAKER, small).skills}
    assert [(one.skill, one.share) for one in shown[SkillId(esco.OVENS)]] == [(esco.DOUGH, 0.6)]
    assert shown[SkillId(esco.DOUGH)] == ()
    (release,) = (one for one in store.releases if one.name == "esco")
    links = next(one for one in release.accounts if one[0] == "skill–skill links")
    assert links[1:3] == (2, 1)


def test_conditions_of_work_are_told_strongest_first(store: Store) -> None:
    facts = find_facts(store, onet=NURSE)
    assert [(one.label, one.value, one.scale) for one in facts.context] == [
        ("Contact With Others", 4.9, "CX"),
        ("Time Pressure", 3.7, "CX"),
    ]


def test_an_unrated_occupation_shows_what_is_known_and_never_zero(store: Store, small: Catalogue) -> None:
    joined = join_role(store, CODER, small)
    assert "O*NET has not rated the skills of this occupation" in joined.facts.unknown
    assert [one.source.detail for one in joined.role.requirements] == ["Python: in demand in postings"]
    assert joined.facts.zone == 4
    assert all(one.level > 0 for one in joined.role.requirements)


def test_pay_says_top_coded_suppressed_and_hourly(store: Store) -> None:
    facts = find_facts(store, onet=NURSE)
    assert facts.wages is not None
    assert {one.statistic: (one.amount, one.mark) for one in facts.wages.wages} == {
        "pct10": (66030, ""),
        "pct25": (None, "suppressed"),
        "median": (93600, ""),
        "pct75": (1, ""),
        "pct90": (None, "top-coded"),
    }
    assert "the 90th percentile wage lies above what the publisher prints" in facts.unknown
    actors = find_facts(store, onet="27-2011.00")
    assert actors.wages is not None
    assert actors.wages.is_hourly
    assert actors.wages.amount("median") == 23.3


def test_the_broader_groups_wages_are_said_to_be_so(store: Store) -> None:
    facts = find_facts(store, onet=CODER)
    assert facts.wages is not None
    assert facts.wages.is_of_group


def test_education_is_what_enough_answers_ask_for(store: Store) -> None:
    facts = find_facts(store, onet=NURSE)
    assert facts.education == (("associate degree", 0.2), ("bachelor's degree", 0.8))
    assert facts.education_credential(0.75) == "bachelor-degree"
    assert facts.education_credential(0.9) == "associate-degree"


def test_a_starter_role_with_the_code_lends_its_licence(store: Store, starter: Catalogue) -> None:
    joined = join_role(store, NURSE, starter)
    asked = {one for requirement in joined.role.credentials for one in requirement.any_of}
    assert "rn-licence" in asked
    assert joined.role.field == "health"


def test_an_extended_catalogue_holds_the_role_and_every_skill_it_asks(
    store: Store, starter: Catalogue
) -> None:
    joined = join_role(store, NURSE, starter)
    catalogue = extend_catalogue(starter, joined)
    role = catalogue.roles[RoleId(NURSE)]
    assert all(one.skill in catalogue.skills for one in role.requirements)
    assert set(starter.roles) < set(catalogue.roles)
    assert any("USDOL/ETA" in one for one in catalogue.credits)


def test_a_whole_release_is_a_catalogue_of_its_own(store: Store, starter: Catalogue) -> None:
    catalogue = whole_release(store, "esco", starter)
    assert set(catalogue.roles) == {esco.BAKER, esco.NURSE, esco.CODER}
    assert set(catalogue.skills) == {esco.DOUGH, esco.OVENS, esco.WOUNDS, esco.CODE, esco.TEAMS}
    for role in catalogue.roles.values():
        assert all(one.skill in catalogue.skills for one in role.requirements)


def test_an_unknown_role_or_release_is_refused(store: Store, small: Catalogue) -> None:
    with pytest.raises(UnknownName, match="No installed release"):
        join_role(store, "00-0000.00", small)
    with pytest.raises(UnknownName, match="not installed"):
        whole_release(store, "onet-ratings", small)


def test_names_are_the_same_whatever_endings_order_and_brackets(small: Catalogue) -> None:
    names = SkillNames(small)
    assert names.find(["Listening, active"]) == "active-listening"
    assert names.find(["active listening (soft skill)"]) == "active-listening"
    assert names.find(["listening"]) is None


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("apiarist", KEEPER), ("apiarst", KEEPER), ("bread maker", esco.BAKER), ("programer", CODER)],
)
def test_installed_roles_are_found_by_any_title_and_with_slips(query: str, wanted: str, store: Store) -> None:
    found = match_installed_roles(query, store, top=3)
    assert wanted in {one.role for one in found}


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "NEAR(", "a OR b AND", "zzzz qqqq", "x" * 5000])
def test_any_query_is_only_words(query: str, store: Store) -> None:
    assert isinstance(match_installed_roles(query, store), tuple)
