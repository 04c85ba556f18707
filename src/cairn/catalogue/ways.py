"""The ways to close a gap, ranked by levels gained for each hour and for each dollar.

One skill or several: a programme that lifts many is compared by the share of all the
gaps that it covers. Nothing is left out for being dear or long; the order says which
is the better bargain, and what must be there before it can begin is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.assumptions import Assumptions
from cairn.catalogue.values import Catalogue, Option, OptionMode
from cairn.provenance import Derivation, Rule, Source, leaf, leaf_estimate
from cairn.units import SkillId

GAINED = Rule(
    name="ways.gained",
    label="levels gained",
    formula="max(0, min(ends, wanted) - max(starts, held))",
    unit="levels",
)
TOTAL = Rule(name="ways.total", label="levels gained in all", formula="sum(parts)", unit="levels")
COVERAGE = Rule(
    name="ways.coverage", label="share of the gap it covers", formula="sum(parts) / sum(gaps)", unit="share"
)
PER_HOUR = Rule(
    name="ways.per_hour", label="levels for 100 hours", formula="100 * gained / max(1, hours)", unit="levels"
)
BARGAIN = Rule(
    name="ways.bargain",
    label="levels for 100 hours, money counted as hours",
    formula="100 * gained / max(1, hours + cost / usd_per_hour)",
    unit="levels",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One option in its best mode, with what it gains.

    `reaches` says that every wanted level is reached; `first` names what to have
    before it begins. `employer` is who would pay for it, empty where nobody is known to.
    """

    option: Option
    mode: OptionMode
    gained: Derivation
    coverage: Derivation
    hours: Derivation
    cost_usd: Derivation
    per_hour: Derivation
    bargain: Derivation
    reaches: bool
    first: tuple[str, ...] = ()
    employer: str = ""


Targets = Mapping[SkillId, tuple[float, float]]


def find_ways(
    targets: Targets,
    *,
    catalogue: Catalogue,
    assumptions: Assumptions,
    others: Iterable[Option] = (),
    budgets: Sequence[tuple[str, float]] = (),
) -> tuple[Way, ...]:
    """Every option that lifts one of the skills from its held towards its wanted level, best bargain first.

    `targets` holds (held, wanted) by skill; `others` are options beside the
    catalogue's, such as guided study; `budgets` what employers pay a year, in dollars.
    """
    found = [
        _way(option, targets, catalogue, assumptions, budgets)
        for option in (*catalogue.options.values(), *others)
        if any(one.skill in targets for one in option.teaches) and option.modes
    ]
    useful = [one for one in found if one.gained.value > 0]
    return tuple(sorted(useful, key=lambda one: (-one.bargain.value, one.option.title)))


def best_of_two_kinds(ways: Sequence[Way], top: int) -> tuple[Way, ...]:
    """The best `top`, the last of them given up for the best of another kind where all are of one."""
    best = tuple(ways[:top])
    if len(kinds_of(best)) == 1 < top:
        other = next((one for one in ways[top:] if one.option.kind != best[0].option.kind), None)
        if other is not None:
            return (*best[:-1], other)
    return best


def kinds_of(ways: Iterable[Way]) -> tuple[str, ...]:
    """The kinds of option among ways, in their order."""
    return tuple(dict.fromkeys(one.option.kind for one in ways))


def _way(
    option: Option,
    targets: Targets,
    catalogue: Catalogue,
    assumptions: Assumptions,
    budgets: Sequence[tuple[str, float]],
) -> Way:
    parts = _parts(option, targets)
    gained = TOTAL(parts=parts)
    priced = [(mode, *_measure(option, mode, assumptions)) for mode in option.modes]
    per_dollar = assumptions["catalogue.usd_per_hour"]
    rated = [
        (BARGAIN(gained=gained, hours=hours, cost=cost, usd_per_hour=per_dollar), mode, hours, cost)
        for mode, hours, cost in priced
    ]
    bargain, mode, hours, cost = max(rated, key=lambda one: one[0].value)
    gaps = _gaps(targets)
    total = sum(one.value for one in gaps)
    return Way(
        option=option,
        mode=mode,
        gained=gained,
        coverage=COVERAGE(parts=parts, gaps=gaps) if total else leaf("nothing is missing", 1, source=_ASKED),
        hours=hours,
        cost_usd=cost,
        per_hour=PER_HOUR(gained=gained, hours=hours),
        bargain=bargain,
        reaches=abs(gained.value - total) < 1e-9,
        first=_first(option, targets, catalogue),
        employer=next((name for name, budget in budgets if 0 < cost.value <= budget), ""),
    )


_ASKED = Source(kind="entered", name="you", detail="levels held and wanted")


def _gaps(targets: Targets) -> list[Derivation]:
    return [
        leaf(f"gap in {skill}", max(0.0, wanted - held), unit="levels", source=_ASKED)
        for skill, (held, wanted) in targets.items()
    ]


def _parts(option: Option, targets: Targets) -> list[Derivation]:
    best = {one.skill: one for one in sorted(option.teaches, key=lambda one: one.end)}
    return [
        GAINED(
            label=f"levels gained in {skill}",
            ends=leaf("ends at", teaching.end, unit="levels", source=option.source),
            starts=leaf("begins at", teaching.start, unit="levels", source=option.source),
            held=leaf("held", held, unit="levels", source=_ASKED),
            wanted=leaf("wanted", wanted, unit="levels", source=_ASKED),
        )
        for skill, (held, wanted) in targets.items()
        if (teaching := best.get(skill))
    ]


def _measure(option: Option, mode: OptionMode, assumptions: Assumptions) -> tuple[Derivation, Derivation]:
    """Likely hours, and likely cost in dollars at the assumed rate."""
    hours = leaf_estimate(f"hours of {option.title}", mode.hours, unit="hours")
    rate = assumptions.number(f"money.usd_per.{mode.cost.currency}")
    cost = float(mode.cost.amount) * rate
    return hours, leaf(f"cost of {option.title}", round(cost, 2), unit="USD", source=option.source)


def _first(option: Option, targets: Targets, catalogue: Catalogue) -> tuple[str, ...]:
    """What to have before: levels it needs, where it begins above what is held, credentials."""
    needs = [(one.skill, one.level) for one in option.needs]
    needs += [
        (one.skill, one.start)
        for one in option.teaches
        if one.skill in targets and one.start > targets[one.skill][0]
    ]
    said = [
        f"{catalogue.skills[skill].label if skill in catalogue.skills else skill} at {level:g}"
        for skill, level in needs
        if level > targets.get(skill, (0.0, 0.0))[0]
    ]
    said += [
        catalogue.credentials[one].label if one in catalogue.credentials else one
        for one in option.needs_credentials
    ]
    return tuple(dict.fromkeys(said))
