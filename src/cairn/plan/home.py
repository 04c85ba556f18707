"""Credentials count where one lives: a person in Stirling is not sent to an American board.

The country comes from the address, else from the money the person plans in. Where a role
takes any of several credentials, those of other countries are left out of what is asked,
as long as one remains. What the person already holds always counts.
"""

from collections.abc import Iterable
from dataclasses import replace

from cairn.catalogue.values import Catalogue
from cairn.gap.values import CredentialGap, GapReport
from cairn.plan.values import Terms
from cairn.profile.values import Profile
from cairn.units import CredentialId

ELSEWHERE = "*"
_BY_CURRENCY = {
    "GBP": "GB", "CAD": "CA", "AUD": "AU", "SEK": "SE", "NOK": "NO", "DKK": "DK", "PLN": "PL", "INR": "IN",
    "JPY": "JP", "NZD": "NZ", "SGD": "SG", "ZAR": "ZA", "BRL": "BR", "MXN": "MX", "CHF": "CH",
}  # fmt: skip


def home_country(profile: Profile, terms: Terms) -> str:
    """The ISO code of the person's country, or ""; dollars alone tell nothing, many plan in them.

    A budget in dollars does, since it was chosen.
    """
    in_dollars = terms.budget is not None and terms.currency == "USD"
    return profile.country or _BY_CURRENCY.get(terms.currency, "US" if in_dollars else "")


def at_home(gap: GapReport, country: str, catalogue: Catalogue) -> GapReport:
    """The gap asking only for credentials that count in `country`, where there is a choice."""
    narrowed = tuple(_narrowed(one, country, catalogue) for one in gap.credentials)
    return replace(gap, credentials=narrowed)


def _narrowed(one: CredentialGap, country: str, catalogue: Catalogue) -> CredentialGap:
    kept = tuple(known_here(one.requirement.any_of, country, catalogue))
    if one.held is not None or len(kept) == len(one.requirement.any_of):
        return one
    label = " or ".join(catalogue.credentials[name].label for name in kept)
    return replace(one, requirement=replace(one.requirement, any_of=kept), label=label)


def known_here(names: Iterable[CredentialId], country: str, catalogue: Catalogue) -> list[CredentialId]:
    """Those of `names` that hold everywhere or in `country`; all of them where none does.

    One marked “*” stands for whatever a country without an entry of its own has.
    """
    listed = list(names)
    has_own = bool(country) and any(catalogue.credentials[one].country == country for one in listed)
    counting = {"", country} if has_own else {"", country, ELSEWHERE}
    return [one for one in listed if catalogue.credentials[one].country in counting] or listed
