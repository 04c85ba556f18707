"""From an option to a step of the plan: what it lifts, why it is there, what it costs here."""

from dataclasses import replace

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode
from cairn.gap.values import GapReport
from cairn.plan.candidates import Position
from cairn.plan.problem import ActivityId, PlanningProblem
from cairn.plan.values import Lift, Step, Terms
from cairn.provenance import Derivation, Estimate, Rule, Source, high_end, leaf_estimate, low_end
from cairn.units import SkillId

COST = Rule(name="plan.cost", label="cost", formula="price * usd_per_price / usd_per_budget", unit="money")


def make_step(
    option: Option,
    gap: GapReport,
    position: Position,
    goals: frozenset[SkillId],
    terms: Terms,
    assumptions: Assumptions,
    *,
    catalogue: Catalogue,
) -> Step:
    """The step an option would be, in its first mode."""
    mode = option.modes[0]
    lifts = _lifts(option, gap, position, goals)
    return Step(
        id=ActivityId(option.id),
        option=option,
        mode=mode,
        origin="effort" if option.source.kind == "assumption" else "option",
        lifts=lifts,
        hours=leaf_estimate(f"hours for “{option.title}”", mode.hours, unit="hours"),
        cost=cost_of(option, mode, terms, assumptions),
        why=_why(option, lifts, gap, catalogue),
    )


def _lifts(option: Option, gap: GapReport, position: Position, goals: frozenset[SkillId]) -> tuple[Lift, ...]:
    asked = {one.requirement.skill: one for one in gap.skills}
    lifts = []
    for one in option.teaches:
        held = position.levels.get(one.skill, 0)
        can_lift = one.skill in goals or position.can_start(one.skill, one.start)
        if can_lift and one.end > held + position.least_visible:
            requirement = asked.get(one.skill)
            label = requirement.label if requirement else one.skill.replace("-", " ")
            lifts.append(
                Lift(
                    skill=one.skill,
                    label=label,
                    start=max(held, one.start),
                    end=one.end,
                    is_asked=requirement is not None,
                )
            )
    return tuple(sorted(lifts, key=lambda lift: not lift.is_asked))


def _why(option: Option, lifts: tuple[Lift, ...], gap: GapReport, catalogue: Catalogue) -> str:
    asked = [f"{lift.label} to {lift.end:g}" for lift in lifts if lift.is_asked]
    wanted = {one for credential in gap.open_credentials for one in credential.requirement.any_of}
    earned = [catalogue.credentials[one].label for one in option.grants if one in wanted]
    parts = ([f"raises {_and(asked)}"] if asked else []) + ([f"earns {_and(earned)}"] if earned else [])
    return " and ".join(parts)


def prepares(step: Step, chosen: list[Step], problem: PlanningProblem) -> str:
    """Why a step is there that the role itself does not ask for."""
    titles = {one.id: one.option.title for one in chosen}
    needing = (
        titles[need.activity]
        for need in problem.needs
        if need.activity in titles and step.id in need.any_of and need.activity is not None
    )
    after = next(needing, None)
    return f"has to come before “{after}”" if after else "prepares what follows"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def cost_of(option: Option, mode: OptionMode, terms: Terms, assumptions: Assumptions) -> Derivation:
    """The cost of a mode in the person's currency."""
    source = Source(kind="catalogue", name=mode.hours.source.name, detail=mode.hours.source.detail)
    label = f"cost of “{option.title}”"
    needs_rate = mode.cost.currency != terms.currency and mode.cost_high > 0
    price = leaf_estimate(
        f"price of “{option.title}”" if needs_rate else label,
        Estimate(
            value=float(mode.cost.amount), low=float(mode.cost_low), high=float(mode.cost_high), source=source
        ),
        unit=mode.cost.currency if needs_rate else terms.currency,
    )
    return _exchanged(price, label, terms, assumptions) if needs_rate else price


def _exchanged(price: Derivation, label: str, terms: Terms, assumptions: Assumptions) -> Derivation:
    paid, kept = (assumptions[f"money.usd_per.{currency}"] for currency in (price.unit, terms.currency))

    def exchange(one: Derivation) -> Derivation:
        cost = COST(label=label, price=one, usd_per_price=paid, usd_per_budget=kept)
        return replace(cost, unit=terms.currency)

    return replace(exchange(price), low=exchange(low_end(price)), high=exchange(high_end(price)))


def in_mode(step: Step, mode_id: str, terms: Terms, assumptions: Assumptions) -> Step:
    """The step as it would be in one of its option's modes."""
    if step.origin in {"check", "show"}:
        return step
    mode = next(one for one in step.option.modes if one.id == mode_id)
    return Step(
        id=step.id,
        option=step.option,
        mode=mode,
        origin=step.origin,
        lifts=step.lifts,
        hours=leaf_estimate(f"hours for “{step.option.title}”", mode.hours, unit="hours"),
        cost=cost_of(step.option, mode, terms, assumptions),
        why=step.why,
    )
