"""What stands in where the catalogue offers nothing: guided study, and obtaining a credential."""

from decimal import Decimal

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode, Skill, Teaching
from cairn.effort import effort_hours
from cairn.provenance import Estimate, Source
from cairn.units import CredentialId, Money, OptionId

_EFFORT = Source(kind="assumption", name="the effort model", detail="hours by kind of skill and level step")


def study_option(skill: Skill, *, start: float, end: float, assumptions: Assumptions) -> Option:
    """Guided study and practice from one level to another, hours from the effort model."""
    effort = effort_hours(assumptions, kind=skill.effort or skill.kind, start=start, end=end)
    alone = assumptions.number("effort.alone")
    hours = Estimate(
        value=round(effort.value * alone, 2),
        low=round(effort.low_value, 2),
        high=round(effort.high_value * alone, 2),
        source=_EFFORT,
    )
    return Option(
        id=OptionId(f"study:{skill.id}"),
        title=f"Guided study and practice: {skill.label}",
        kind="practice",
        teaches=(Teaching(skill=skill.id, start=0, end=end),),
        modes=(_free_mode(hours),),
        proves="notes and one worked example of your own",
        first_step=f"Pick one book or course on {skill.label} and one task to try it on",
        done_when=f"somebody who knows {skill.label} has looked at your worked example",
        source=_EFFORT,
    )


def credential_option(catalogue: Catalogue, credential: CredentialId, assumptions: Assumptions) -> Option:
    """A credential that no option grants, at the usual hours of its kind."""
    entry = catalogue.credentials[credential]
    name = f"effort.credential.{entry.kind}"
    assumed = assumptions[name]
    hours = Estimate(value=assumed.value, low=assumed.low_value, high=assumed.high_value, source=_EFFORT)
    return Option(
        id=OptionId(f"obtain:{credential}"),
        title=f"Obtain: {entry.label}",
        kind="certificate",
        teaches=(),
        modes=(_free_mode(hours),),
        proves=entry.label,
        first_step=f"Ask {entry.issuer or 'the issuing body'} what it takes and what it costs",
        done_when=f"you hold it: {entry.label}",
        grants=(credential,),
        source=_EFFORT,
    )


def _free_mode(hours: Estimate) -> OptionMode:
    return OptionMode(
        id="self_paced",
        pattern="self_paced",
        hours=hours,
        weeks=0,
        hours_per_week=0,
        cost=Money(amount=Decimal(0), currency="USD"),
        cost_low=Decimal(0),
        cost_high=Decimal(0),
        at_work=False,
    )
