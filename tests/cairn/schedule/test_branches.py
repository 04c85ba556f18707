from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.values import Pay
from cairn.errors import BadInput
from cairn.plan.values import Terms
from cairn.profile import Profile
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.schedule import Limits
from cairn.schedule.branches import (
    Branch,
    Inputs,
    compare_branches,
    discard_branch,
    make_branch,
    merge_branch,
    study_inputs,
)
from cairn.schedule.versions import start_history
from cairn.units import Money, RoleId

TODAY = date(2026, 12, 1)
TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=TODAY,
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("hours", 2, source=TYPED),
    budget=None,
    deadline=None,
)
LIMITS = Limits(seconds=20, workers=1, seed=1)


def pay(amount: int, currency: str = "USD") -> Pay:
    money = Money(amount=Decimal(amount), currency=currency)
    return Pay(country="US", year=2024, median=money, low=None, high=None, source=TYPED)


@pytest.fixture
def stay(toy: Catalogue) -> Inputs:
    role = replace(toy.roles[RoleId("head-baker")], pay=(pay(52_000),))
    earned = leaf("what you earn a year", 40_000, unit="USD", source=TYPED)
    return Inputs(name="stay and rise", kind="stay", role=role, terms=TERMS, pay_now=earned)


def branch(inputs: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions) -> Branch:
    return make_branch(inputs, baker, catalogue=toy, assumptions=assumptions, limits=LIMITS)


def lines(first: Branch, second: Branch) -> dict[str, tuple[str, str, str]]:
    return {one.what: (one.first, one.second, one.difference) for one in compare_branches(first, second)}


def test_studying_full_time_ends_earlier_and_gives_up_pay(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    slow = branch(stay, baker, toy, assumptions)
    fast = branch(study_inputs(stay, assumptions), baker, toy, assumptions)
    told = lines(slow, fast)
    assert told["finish"][2].endswith("days earlier")
    assert told["hours a week"][:2] == ("6 hours", "35 hours")
    assert fast.given_up is not None
    assert fast.given_up.value == pytest.approx(40_000 * fast.solution.finish / 52)
    assert replay(derivation_json(fast.given_up)) == pytest.approx(fast.given_up.value)
    assert slow.given_up is not None
    assert slow.given_up.value == 0
    assert "lead-at-work" not in {step.id for step in fast.plan.steps}


def test_another_role_has_other_gaps_and_pay(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    chef = replace(toy.roles[RoleId("pastry-chef")], pay=(pay(60_000),))
    told = lines(
        branch(stay, baker, toy, assumptions),
        branch(replace(stay, name="move", kind="move", role=chef), baker, toy, assumptions),
    )
    assert told["usual pay a year at the end"] == (
        "52,000 USD (US, 2024)",
        "60,000 USD (US, 2024)",
        "8,000 more a year",
    )
    assert told["gaps to close"][0] != told["gaps to close"][1]


def test_unknown_pay_stays_unknown_and_currencies_are_not_mixed(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    first = branch(stay, baker, toy, assumptions)
    nobody_said = replace(first, pay=None, given_up=None)
    assert lines(first, nobody_said)["usual pay a year at the end"][1:] == ("unknown", "unknown")
    assert lines(first, nobody_said)["pay given up on the way"][1:] == ("unknown", "unknown")
    abroad = replace(first, pay=pay(50_000, "EUR"))
    assert lines(first, abroad)["usual pay a year at the end"][2] == "unknown"


def test_a_branch_that_cannot_be_says_what_it_leaves_open(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    poor = replace(stay.terms, budget=Money(amount=Decimal(300), currency="USD"))
    found = branch(replace(stay, name="poor", terms=poor), baker, toy, assumptions)
    assert not found.fits
    assert "Master baker certificate" in found.open_gaps


def test_merging_adds_a_version_and_discarding_leaves_the_main_plan_intact(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    main = branch(stay, baker, toy, assumptions)
    other = branch(study_inputs(stay, assumptions), baker, toy, assumptions)
    history = start_history(main.problem, main.solution, main.steps, made_on=TODAY)
    merged = merge_branch(history, other, made_on=TODAY, reason="got a place")
    assert merged.versions[0] == history.versions[0]
    assert merged.current.solution == other.solution
    left = discard_branch((main, other), other.inputs.name)
    assert left == (main,)
    assert history.current.solution == main.solution


def test_refusals_say_what_to_do(
    stay: Inputs, baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    main = branch(stay, baker, toy, assumptions)
    history = start_history(main.problem, main.solution, main.steps, made_on=TODAY)
    with pytest.raises(BadInput, match="no step"):
        merge_branch(history, replace(main, steps=()), made_on=TODAY, reason="x")
    with pytest.raises(BadInput, match="no branch"):
        discard_branch((main,), "gone")
    with pytest.raises(ValueError, match="share_given_up"):
        replace(stay, share_given_up=2)
