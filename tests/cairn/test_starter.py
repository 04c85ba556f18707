"""The starter catalogue keeps every rule of docs/adding-a-role.md."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import pytest

from cairn.catalogue import Catalogue, Option, OptionMode, load_catalogue
from cairn.units import CredentialId, SkillId
from cairn.words import form, word_list

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PACE_TOLERANCE = 0.35
_MOST_HOURS_A_WEEK = 60
_DEGREE_LADDER = ("high-school-diploma", "associate-degree", "bachelor-degree", "master-degree", "doctorate")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def _modes(catalogue: Catalogue) -> Iterator[tuple[Option, OptionMode]]:
    for option in catalogue.options.values():
        for mode in option.modes:
            yield option, mode


def _reachable(
    options: Iterable[Option], catalogue: Catalogue
) -> tuple[dict[SkillId, float], set[CredentialId]]:
    """What somebody without any skill can reach by taking options one after another."""
    levels: dict[SkillId, float] = defaultdict(float)
    held: set[CredentialId] = set()
    waiting, before = list(options), None
    while before != (before := (sum(levels.values()), len(held))):
        for option in waiting:
            can_enter = all(levels[need.skill] >= need.level for need in option.needs)
            if not can_enter or not held.issuperset(option.needs_credentials):
                continue
            for lift in option.teaches:
                if levels[lift.skill] >= lift.start:
                    levels[lift.skill] = max(levels[lift.skill], lift.end)
            held |= catalogue.included_credentials(frozenset(option.grants))
    return levels, held


def test_the_chain_of_options_respects_what_an_option_needs(catalogue: Catalogue) -> None:
    exam = catalogue.options["pmp-exam"]
    assert _reachable([exam], catalogue) == ({"project-management": 0}, set())
    levels, held = _reachable(catalogue.options.values(), catalogue)
    assert levels["project-management"] == 4
    assert "pmp" in held


def test_every_skill_that_is_named_stands_in_the_catalogue(catalogue: Catalogue) -> None:
    named = chain(
        (one.skill for role in catalogue.roles.values() for one in role.requirements),
        (one.skill for option in catalogue.options.values() for one in (*option.teaches, *option.needs)),
        (one.skill for skill in catalogue.skills.values() for one in skill.shows),
        (one.skill for credential in catalogue.credentials.values() for one in credential.shows),
    )
    assert sorted(set(named) - set(catalogue.skills)) == []


def test_every_credential_that_is_named_stands_in_the_catalogue(catalogue: Catalogue) -> None:
    named = chain(
        (one for role in catalogue.roles.values() for asked in role.credentials for one in asked.any_of),
        (one for option in catalogue.options.values() for one in (*option.grants, *option.needs_credentials)),
        (one for credential in catalogue.credentials.values() for one in credential.includes),
    )
    assert sorted(set(named) - set(catalogue.credentials)) == []


def test_every_neighbour_stands_in_the_catalogue(catalogue: Catalogue) -> None:
    named = {one for role in catalogue.roles.values() for one in (*role.up, *role.sideways)}
    assert sorted(named - set(catalogue.roles)) == []


def test_every_role_has_a_neighbour_and_is_not_its_own(catalogue: Catalogue) -> None:
    led_to = {one for role in catalogue.roles.values() for one in (*role.up, *role.sideways)}
    for role in catalogue.roles.values():
        neighbours = (*role.up, *role.sideways)
        assert neighbours or role.id in led_to, f"{role.id} stands alone"
        assert role.id not in neighbours
        assert len(set(neighbours)) == len(neighbours), role.id


def test_a_step_up_never_leads_down(catalogue: Catalogue) -> None:
    steps = [(role, catalogue.roles[one]) for role in catalogue.roles.values() for one in role.up]
    assert [f"{low.id} → {high.id}" for low, high in steps if high.seniority < low.seniority] == []


def test_ids_are_lower_case_words_with_hyphens(catalogue: Catalogue) -> None:
    ids = chain(catalogue.roles, catalogue.skills, catalogue.credentials, catalogue.options)
    assert [one for one in ids if not _ID.fullmatch(one)] == []


def test_a_role_asks_for_eight_to_sixteen_skills_each_once(catalogue: Catalogue) -> None:
    for role in catalogue.roles.values():
        asked = [one.skill for one in role.requirements]
        assert 8 <= len(asked) <= 16, f"{role.id} asks for {len(asked)}"
        assert len(set(asked)) == len(asked), role.id


def test_levels_importance_and_seniority_run_from_one_to_five(catalogue: Catalogue) -> None:
    for role in catalogue.roles.values():
        assert 1 <= role.seniority <= 5, role.id
        for one in role.requirements:
            assert 1 <= one.level <= 5, f"{role.id}: {one.skill}"
            assert 1 <= one.importance <= 5, f"{role.id}: {one.skill}"


def test_an_option_lifts_a_skill_and_never_above_five(catalogue: Catalogue) -> None:
    for option in catalogue.options.values():
        assert option.teaches or option.grants, f"{option.id} gives nothing"
        for lift in option.teaches:
            assert 0 <= lift.start < lift.end <= 5, f"{option.id}: {lift.skill}"
        for need in option.needs:
            assert 0 < need.level <= 5, f"{option.id}: {need.skill}"


def test_every_essential_skill_can_be_reached_from_nothing(catalogue: Catalogue) -> None:
    levels, _ = _reachable(catalogue.options.values(), catalogue)
    short = [
        f"{role.id}: {one.skill} {one.level:g}, reachable {levels[one.skill]:g}"
        for role in catalogue.roles.values()
        for one in role.requirements
        if one.is_essential and levels[one.skill] < one.level
    ]
    assert short == []


def test_every_essential_credential_can_be_obtained_from_nothing(catalogue: Catalogue) -> None:
    _, held = _reachable(catalogue.options.values(), catalogue)
    missing = [
        f"{role.id}: {' or '.join(asked.any_of)}"
        for role in catalogue.roles.values()
        for asked in role.credentials
        if asked.is_essential and held.isdisjoint(asked.any_of)
    ]
    assert missing == []


def test_every_option_can_be_entered_by_somebody(catalogue: Catalogue) -> None:
    levels, held = _reachable(catalogue.options.values(), catalogue)
    shut = [
        option.id
        for option in catalogue.options.values()
        if any(levels[need.skill] < need.level for need in option.needs)
        or not held.issuperset(option.needs_credentials)
        or any(levels[lift.skill] < lift.start for lift in option.teaches)
    ]
    assert shut == []


def test_what_nobody_is_hired_without_can_be_learnt_in_two_kinds_of_way(catalogue: Catalogue) -> None:
    """Save what the law lets nobody learn outside a degree, as attending births."""
    kinds: dict[SkillId, set[str]] = defaultdict(set)
    for option in catalogue.options.values():
        for lift in option.teaches:
            kinds[lift.skill].add(option.kind)
    asked = {
        one.skill
        for role in catalogue.roles.values()
        for one in role.requirements
        if one.is_essential and one.importance == 5
    }
    assert sorted(skill for skill in asked if len(kinds[skill]) < 2 and kinds[skill] != {"degree"}) == []


def test_hours_and_cost_are_ordered_and_hours_positive(catalogue: Catalogue) -> None:
    for option, mode in _modes(catalogue):
        where = f"{option.id}, {mode.id}"
        assert mode.hours.low is not None, where
        assert mode.hours.high is not None, where
        assert 0 < mode.hours.low <= mode.hours.value <= mode.hours.high, where
        assert 0 <= mode.cost_low <= mode.cost.amount <= mode.cost_high, where


def test_a_fixed_pace_agrees_with_its_hours(catalogue: Catalogue) -> None:
    for option, mode in _modes(catalogue):
        if mode.pattern == "fixed_pace":
            by_pace = mode.weeks * mode.hours_per_week
            assert by_pace > 0, option.id
            assert abs(mode.hours.value / by_pace - 1) <= _PACE_TOLERANCE, f"{option.id}, {mode.id}"


def test_an_intensive_mode_fits_into_its_weeks(catalogue: Catalogue) -> None:
    for option, mode in _modes(catalogue):
        if mode.pattern == "intensive":
            assert mode.weeks > 0, option.id
            assert mode.hours.value <= mode.weeks * _MOST_HOURS_A_WEEK, f"{option.id}, {mode.id}"


def test_mode_ids_differ_within_an_option(catalogue: Catalogue) -> None:
    for option in catalogue.options.values():
        ids = [mode.id for mode in option.modes]
        assert ids, option.id
        assert len(set(ids)) == len(ids), option.id


def test_an_option_names_fields_that_roles_have(catalogue: Catalogue) -> None:
    fields = {role.field for role in catalogue.roles.values()}
    named = {(option.id, one) for option in catalogue.options.values() for one in option.fields}
    assert sorted(pair for pair in named if pair[1] not in fields) == []


def test_an_option_says_what_it_proves_and_how_it_begins_and_ends(catalogue: Catalogue) -> None:
    for option in catalogue.options.values():
        assert all((option.title, option.proves, option.first_step, option.done_when)), option.id


def test_a_name_belongs_to_one_skill_only(catalogue: Catalogue) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for skill in catalogue.skills.values():
        for name in (skill.label, *skill.aliases):
            owners[" ".join(map(form, word_list(name)))].add(skill.id)
    assert "" not in owners
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


def test_a_name_belongs_to_one_role_only(catalogue: Catalogue) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for role in catalogue.roles.values():
        for name in (role.title, *role.aliases):
            owners[" ".join(map(form, word_list(name)))].add(role.id)
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


def test_the_ladder_of_degrees_holds_together(catalogue: Catalogue) -> None:
    for low, high in pairwise(_DEGREE_LADDER):
        assert CredentialId(low) in catalogue.included_credentials(frozenset({CredentialId(high)}))
    for one in catalogue.credentials.values():
        if one.kind == "degree" and one.id != "high-school-diploma":
            included = catalogue.included_credentials(frozenset({one.id}))
            assert "high-school-diploma" in included, f"{one.id} stands outside the ladder"


def test_a_degree_in_one_subject_is_offered_in_its_own_fields_only(catalogue: Catalogue) -> None:
    # Else the cheapest subject would be proposed to everybody who needs a degree of any kind.
    anywhere = {*_DEGREE_LADDER, "bachelor-business", "master-business"}
    for option in catalogue.options.values():
        subjects = [name for name in option.grants if name not in anywhere]
        degrees = catalogue.included_credentials(frozenset(subjects)) & set(_DEGREE_LADDER[2:])
        assert option.fields or not degrees, f"{option.id} gives {degrees} in any field"


def test_no_credential_includes_itself(catalogue: Catalogue) -> None:
    for one in catalogue.credentials.values():
        below = catalogue.included_credentials(frozenset(one.includes))
        assert one.id not in below, one.id


def test_pay_names_its_source_and_its_ends_are_ordered(catalogue: Catalogue) -> None:
    for role in catalogue.roles.values():
        for pay in role.pay:
            assert pay.source.name, role.id
            assert 2020 <= pay.year <= 2030, role.id
            low = pay.low.amount if pay.low else pay.median.amount
            high = pay.high.amount if pay.high else pay.median.amount
            assert 0 < low <= pay.median.amount <= high, role.id


def test_codes_have_their_publishers_form(catalogue: Catalogue) -> None:
    for role in catalogue.roles.values():
        assert re.fullmatch(r"(\d\d-\d{4}\.\d\d)?", role.codes.onet), role.id
        assert re.fullmatch(r"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?", role.codes.esco), role.id
        assert re.fullmatch(r"(\d{4})?", role.codes.isco), role.id


def test_the_catalogue_is_large_enough_to_be_useful(catalogue: Catalogue) -> None:
    assert len(catalogue.roles) >= 24
    assert len({role.field for role in catalogue.roles.values()}) >= 12
    assert len(catalogue.skills) >= 150
    assert len(catalogue.options) >= 100


def test_what_is_only_pleasant_to_have_is_not_essential(catalogue: Catalogue) -> None:
    """Importance 1 and 2 are learnt in the job: a plan spends no hours on them."""
    essential = [
        f"{role.id}: {one.skill}"
        for role in catalogue.roles.values()
        for one in role.requirements
        if one.is_essential and one.importance <= 2
    ]
    assert essential == []


def test_a_credential_of_one_country_is_never_the_only_one_but_the_law_of_that_country(
    catalogue: Catalogue,
) -> None:
    """Where a role takes any of several, somebody from anywhere finds one that counts."""
    shut = [
        role.id
        for role in catalogue.roles.values()
        for asked in role.credentials
        if asked.is_essential
        and len(asked.any_of) > 1
        and all(catalogue.credentials[one].country not in {"", "*"} for one in asked.any_of)
    ]
    assert shut == []
