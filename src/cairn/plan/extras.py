"""Two small steps every plan may have: find out what one knows, show what one can.

A skill that nobody mentioned may well be there: an hour each finds out, before
weeks are spent. A skill that is held but unproved needs one dated example.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionKind, OptionMode
from cairn.gap.values import CredentialGap, GapReport, SkillGap
from cairn.plan.candidates import Position
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step, StepKind, Terms
from cairn.provenance import Derivation, Estimate, Rule, Source, high_end, leaf, low_end
from cairn.units import Money, OptionId, SkillId

EACH = Rule(name="plan.each", label="hours", formula="count * hours_each", unit="hours")
_CAIRN = Source(kind="assumption", name="Cairn's assumptions", detail="small steps every plan may have")


def without_needless_checks(
    gap: GapReport, options: Sequence[Option], position: Position, catalogue: Catalogue
) -> GapReport:
    """The gap without checks of what is learnt anyway.

    Where every way to a credential that has to be earned teaches a skill, finding out
    how much of it is there would save nothing.
    """
    taught: set[SkillId] = set()
    for credential in gap.open_credentials:
        ways = [one for one in options if _earns(one, credential, catalogue)]
        if ways and credential.requirement.is_essential:
            taught |= {one.requirement.skill for one in gap.skills if _all_teach(ways, one, position)}
    skills = (
        replace(one, is_checked_first=False) if one.requirement.skill in taught else one for one in gap.skills
    )
    return replace(gap, skills=tuple(skills))


def _earns(option: Option, credential: CredentialGap, catalogue: Catalogue) -> bool:
    asked = set(credential.requirement.any_of)
    return bool(asked & catalogue.included_credentials(frozenset(option.grants)))


def _all_teach(ways: Sequence[Option], gap: SkillGap, position: Position) -> bool:
    """Whether each way takes the person from where they stand to what is asked."""
    return all(
        any(
            one.skill == gap.requirement.skill
            and position.can_start(one.skill, one.start)
            and position.reaches(one.end, gap.requirement.level)
            for one in way.teaches
        )
        for way in ways
    )


def check_step(gap: GapReport, terms: Terms, assumptions: Assumptions) -> list[Step]:
    """An hour for each unmentioned skill whose learning would take long; one step or none."""
    checked = [one for one in gap.open_skills if one.is_checked_first]
    if not checked:
        return []
    return [
        _small_step(
            "find-out",
            title=f"Find out where you stand: {_labels(checked)}",
            kind="practice",
            origin="check",
            hours=_each(assumptions, "effort.check_hours", len(checked)),
            texts=(
                f"Try a practice test or a typical task in {checked[0].label} and note what you could not do",
                "each of these skills has a level with one sentence that says why",
                "a level you can defend for skills your résumé does not mention",
            ),
            why="your résumé does not mention them; what you already know shortens the plan",
            terms=terms,
        )
    ]


def show_step(gap: GapReport, terms: Terms, assumptions: Assumptions) -> list[Step]:
    """One dated example for each skill held without proof; one step or none."""
    unproved = [one for one in gap.skills if one.kind == "practise"]
    if not unproved:
        return []
    return [
        _small_step(
            "show-evidence",
            title=f"Write down one dated example each: {_labels(unproved)}",
            kind="practice",
            origin="show",
            hours=_each(assumptions, "effort.evidence_hours", len(unproved)),
            texts=(
                f"Write four lines on {unproved[0].label}: when, what you did, what came of it, who saw it",
                "each has a date, what you did, what came of it and who can confirm it",
                "evidence for skills you have and nothing shows yet",
            ),
            why="you very likely have these, but nothing dated shows it",
            terms=terms,
        )
    ]


def _labels(gaps: list[SkillGap]) -> str:
    names = [one.label for one in gaps]
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def _each(assumptions: Assumptions, name: str, count: int) -> Derivation:
    each = assumptions[name]
    number = leaf("skills", count, source=Source(kind="counted", name="your gaps"))
    return EACH(
        count=number,
        hours_each=each,
        low=EACH(count=number, hours_each=low_end(each)),
        high=EACH(count=number, hours_each=high_end(each)),
    )


def _small_step(
    identity: str,
    *,
    title: str,
    kind: OptionKind,
    origin: StepKind,
    hours: Derivation,
    texts: tuple[str, str, str],
    why: str,
    terms: Terms,
) -> Step:
    first_step, done_when, proves = texts
    estimate = Estimate(value=hours.value, low=hours.low_value, high=hours.high_value, source=_CAIRN)
    mode = OptionMode(
        id="self_paced",
        pattern="self_paced",
        hours=estimate,
        weeks=0,
        hours_per_week=0,
        cost=Money(amount=Decimal(0), currency=terms.currency),
        cost_low=Decimal(0),
        cost_high=Decimal(0),
        at_work=False,
    )
    option = Option(
        id=OptionId(identity),
        title=title,
        kind=kind,
        teaches=(),
        modes=(mode,),
        proves=proves,
        first_step=first_step,
        done_when=done_when,
        source=_CAIRN,
    )
    free = leaf("cost", 0, unit=terms.currency, source=_CAIRN)
    return Step(
        id=ActivityId(identity),
        option=option,
        mode=mode,
        origin=origin,
        lifts=(),
        hours=hours,
        cost=free,
        why=why,
    )
