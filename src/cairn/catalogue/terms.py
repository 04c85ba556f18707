"""Education, experience and pay of an installed role, from what the releases say of it."""

from collections.abc import Iterator
from decimal import Decimal

from cairn.assumptions import load_assumptions
from cairn.catalogue.asked import source_of
from cairn.catalogue.facts import Match, RoleFacts
from cairn.catalogue.store import Store
from cairn.catalogue.values import CredentialRequirement, Pay
from cairn.provenance import Source
from cairn.units import CredentialId, Money

_ENTRY_EDUCATION = {
    "high school diploma or equivalent": "high-school-diploma",
    "some college, no degree": "high-school-diploma",
    "postsecondary nondegree award": "high-school-diploma",
    "associate's degree": "associate-degree",
    "bachelor's degree": "bachelor-degree",
    "master's degree": "master-degree",
    "doctoral or professional degree": "doctorate",
}
_BLS_YEARS = {"None": 0.0, "Less than 5 years": 2.0, "5 years or more": 5.0}
_ZONE_YEARS = (0.0, 0.0, 0.5, 1.5, 3.0, 5.0)


def answered_education(store: Store, facts: RoleFacts) -> Iterator[CredentialRequirement]:
    """The education that enough of the answers to O*NET ask for; none where nobody was asked."""
    release = store.newest("onet")
    surely = facts.education_credential(load_assumptions().number("catalogue.education_share"))
    usual = facts.education_credential(0.5)
    if release and (surely or usual):
        yield CredentialRequirement(
            any_of=(CredentialId(surely or usual),),
            is_essential=bool(surely),
            note="what most answers to O*NET's question on education ask for",
            source=source_of(release, f"required education of {facts.onet}"),
        )


def entry_education(facts: RoleFacts) -> Iterator[CredentialRequirement]:
    """BLS's typical education at entry; none where it asks for none."""
    outlook = facts.outlook
    credential = _ENTRY_EDUCATION.get(outlook.entry_education.lower(), "") if outlook else ""
    if outlook and credential:
        yield CredentialRequirement(
            any_of=(CredentialId(credential),),
            is_essential=True,
            note=f"usual at entry: {outlook.entry_education.lower()}",
            source=source_of(outlook.release, f"typical entry-level education of {facts.onet[:7]}"),
        )


def experience_years(facts: RoleFacts) -> float:
    """Years of experience asked for: BLS's, else O*NET's middle answer, else the job zone's."""
    if facts.outlook and facts.outlook.work_experience in _BLS_YEARS:
        return _BLS_YEARS[facts.outlook.work_experience]
    return facts.experience_years if facts.experience_years is not None else _ZONE_YEARS[facts.zone]


def pay_of(facts: RoleFacts, via: Match | None) -> tuple[Pay, ...]:
    """Yearly pay in the United States; none where only an hour is published or no middle is."""
    wages = facts.wages
    median = wages.amount("median") if wages and not wages.is_hourly else None
    if wages is None or median is None:
        return ()
    low, high = wages.amount("pct10"), wages.amount("pct90")
    of_whom = " of its broader group" if wages.is_of_group else ""
    through = f", through the {via.kind} match with {via.title}" if via and facts.esco else ""
    return (
        Pay(
            country="US",
            year=wages.year,
            median=_dollars(median),
            low=None if low is None else _dollars(low),
            high=None if high is None else _dollars(high),
            source=Source(
                kind="catalogue",
                name=f"{wages.release.label}{of_whom}{through}",
                detail=facts.onet[:7],
                licence=wages.release.licence,
                year=wages.year,
            ),
        ),
    )


def _dollars(amount: float) -> Money:
    return Money(amount=Decimal(str(amount)), currency="USD")
