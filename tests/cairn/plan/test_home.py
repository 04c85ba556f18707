from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue, load_catalogue
from cairn.catalogue.values import Credential, CredentialRequirement
from cairn.gap import find_gaps
from cairn.gap.values import GapReport
from cairn.plan.candidates import find_candidates, find_position
from cairn.plan.home import at_home, home_country, known_here
from cairn.plan.values import Terms
from cairn.profile import Profile
from cairn.profile.values import HeldCredential
from cairn.provenance import Source, leaf
from cairn.units import CredentialId, Money, RoleId

TYPED = Source(kind="entered", name="test")
NAMES = tuple(map(CredentialId, ("ours", "theirs", "everywhere", "elsewhere")))


@pytest.fixture
def world(toy: Catalogue) -> Catalogue:
    countries = {"ours": "GB", "theirs": "US", "everywhere": "", "elsewhere": "*"}
    more = {
        CredentialId(name): Credential(
            id=CredentialId(name), label=name, kind="certification", country=country
        )
        for name, country in countries.items()
    }
    return replace(toy, credentials={**toy.credentials, **more})


@pytest.mark.parametrize(
    ("country", "kept"),
    [
        ("GB", ["ours", "everywhere"]),
        ("US", ["theirs", "everywhere"]),
        ("DE", ["everywhere", "elsewhere"]),
        ("", ["everywhere", "elsewhere"]),
    ],
)
def test_credentials_of_other_countries_do_not_count(country: str, kept: list[str], world: Catalogue) -> None:
    assert known_here(NAMES, country, world) == kept


def test_where_only_others_have_one_theirs_is_kept(world: Catalogue) -> None:
    assert known_here(NAMES[1:2], "GB", world) == ["theirs"]


def asked(names: tuple[CredentialId, ...], profile: Profile, world: Catalogue, on: Assumptions) -> GapReport:
    role = world.roles[RoleId("head-baker")]
    requirement = CredentialRequirement(any_of=names, is_essential=True, note="", source=TYPED)
    return find_gaps(profile, replace(role, credentials=(requirement,)), catalogue=world, assumptions=on)


def test_a_gap_asks_for_what_counts_at_home(
    baker: Profile, world: Catalogue, assumptions: Assumptions
) -> None:
    gap = at_home(asked(NAMES, baker, world, assumptions), "GB", world)
    assert gap.credentials[0].requirement.any_of == ("ours", "everywhere")
    assert gap.credentials[0].label == "ours or everywhere"


def test_what_is_held_counts_wherever_it_is_from(
    baker: Profile, world: Catalogue, assumptions: Assumptions
) -> None:
    theirs = HeldCredential(credential=NAMES[1], label="theirs", quote="theirs")
    held = replace(baker, credentials={**baker.credentials, NAMES[1]: theirs})
    gap = at_home(asked(NAMES, held, world, assumptions), "GB", world)
    assert gap.credentials[0].held == "theirs"


@pytest.mark.parametrize(
    ("lives", "currency", "budget", "country"),
    [("DE", "GBP", 10, "DE"), ("", "GBP", None, "GB"), ("", "USD", 10, "US"), ("", "USD", None, "")],
)
def test_the_country_is_the_address_else_the_money(
    lives: str, currency: str, budget: int | None, country: str, baker: Profile
) -> None:
    terms = Terms(
        today=date(2026, 12, 1),
        hours_per_week=leaf("hours", 6, source=TYPED),
        hours_at_work=leaf("hours at work", 0, source=TYPED),
        budget=None if budget is None else Money(amount=Decimal(budget), currency=currency),
        deadline=None,
        currency=currency,
    )
    assert home_country(replace(baker, country=lives), terms) == country


@pytest.mark.parametrize(
    ("country", "offered", "left"),
    [
        ("GB", "physiotherapy-bsc-programme", "physiotherapy-programme"),
        ("US", "physiotherapy-programme", "physiotherapy-bsc-programme"),
    ],
)
def test_a_degree_is_offered_as_it_is_taken_and_paid_for_at_home(
    country: str, offered: str, left: str, baker: Profile, assumptions: Assumptions
) -> None:
    starter = load_catalogue()
    person = replace(baker, skills={}, roles=(), country=country)
    role = starter.roles[RoleId("physiotherapist")]
    gap = find_gaps(person, role, catalogue=starter, assumptions=assumptions)
    position = find_position(person, gap, catalogue=starter, assumptions=assumptions, country=country)
    found = find_candidates(gap, position, catalogue=starter, assumptions=assumptions, has_job=False)
    ids = {one.id for one in found.options}
    assert offered in ids
    assert left not in ids
