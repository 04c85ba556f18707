"""The person's own pace: what their past estimates teach about the next ones.

Part of what makes hours uncertain is the step, part is the person, and the
person's part is the same in all their steps. Finished steps say how large it is;
with few of them the answer stays near the estimates. Formulas:
docs/method/forecast.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isfinite, log, sqrt

from cairn.assumptions import Assumptions
from cairn.provenance import Derivation, Rule, Source, leaf

Z90 = 1.2815515655446004  # the normal distribution's ninetieth percentile
LEAST_FOR_A_RATE = 5
_LEAST_SPREAD = 1e-6
USUAL_RATIO = Rule(
    name="pace.ratio",
    label="hours taken for each estimated hour",
    formula="exp(person_share * spread * sum(deviations)"
    " / (1 - person_share + len(deviations) * person_share))",
    unit="times",
)
NO_RATIO = Rule(
    name="pace.prior",
    label="hours taken for each estimated hour",
    formula="exp(0 * person_share)",
    unit="times",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedWork:
    """A finished step: hours it took beside the hours it was estimated at.

    `low` and `high` are the ends of the estimate's range; both 0 where only the
    likely hours were given.
    """

    label: str
    estimated_hours: float
    actual_hours: float
    low: float = 0.0
    high: float = 0.0

    def __post_init__(self) -> None:
        hours = (self.estimated_hours, self.actual_hours, self.low, self.high)
        if not all(map(isfinite, hours)) or min(self.estimated_hours, self.actual_hours) <= 0:
            msg = f"FinishedWork: “{self.label}” took {self.actual_hours} of {self.estimated_hours} hours"
            raise ValueError(msg)

    @property
    def ratio(self) -> float:
        """Actual for each estimated hour."""
        return self.actual_hours / self.estimated_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is known of a person's pace, as a normal deviate common to their steps.

    `person_share` is the part of the variance of (log) hours that is the person's;
    `mean` and `spread` describe their deviate: 0 and 1 while nothing is known.
    `ratio` is the likely ratio of actual to estimated hours in a usual step;
    `count` the finished steps behind it.
    """

    person_share: float
    mean: float
    spread: float
    count: int
    ratio: Derivation
    note: str


def learn_pace(finished: Sequence[FinishedWork], assumptions: Assumptions) -> Pace:
    """The pace after these finished steps, shrunk towards the estimates.

    A ratio is compared with the range of its own estimate (`pace.usual_low` and
    `pace.usual_high` where it had none): at the range's end it deviates by the
    normal's ninetieth percentile. The person's deviate starts as standard normal.
    """
    share = assumptions["pace.person_share"]
    deviations = [_deviation(one, assumptions) for one in finished]
    known = 1 - share.value + len(deviations) * share.value
    return Pace(
        person_share=share.value,
        mean=sqrt(share.value) * sum(deviations) / known,
        spread=sqrt((1 - share.value) / known),
        count=len(deviations),
        ratio=_ratio(finished, deviations, share, assumptions),
        note=_note(finished),
    )


def _deviation(work: FinishedWork, assumptions: Assumptions) -> float:
    """The log ratio in standard deviations of the estimate, on its side of it."""
    low, high = _ends(work, assumptions)
    size = log(work.ratio)
    spread = max(_LEAST_SPREAD, (-log(low) if size < 0 else log(high)) / Z90)
    return size / spread


def _ends(work: FinishedWork, assumptions: Assumptions) -> tuple[float, float]:
    has_range = 0 < work.low < work.estimated_hours < work.high
    if has_range:
        return work.low / work.estimated_hours, work.high / work.estimated_hours
    return assumptions.number("pace.usual_low"), assumptions.number("pace.usual_high")


def _ratio(
    finished: Sequence[FinishedWork], deviations: list[float], share: Derivation, assumptions: Assumptions
) -> Derivation:
    if not finished:
        return NO_RATIO(person_share=share)
    side = "pace.usual_high" if sum(deviations) >= 0 else "pace.usual_low"
    spread = leaf(
        "standard deviation of the log of the hours of a usual step",
        abs(log(assumptions.number(side))) / Z90,
        source=Source(kind="assumption", name="Cairn's assumptions", detail=side),
    )
    return USUAL_RATIO(
        person_share=share,
        spread=spread,
        deviations=[_deviation_leaf(work, size) for work, size in zip(finished, deviations, strict=True)],
    )


def _deviation_leaf(work: FinishedWork, size: float) -> Derivation:
    source = Source(
        kind="entered",
        name="your own record",
        detail=f"{work.actual_hours:g} hours where {work.estimated_hours:g} were estimated",
    )
    return leaf(f"“{work.label}”, in standard deviations of its estimate", size, source=source)


def _note(finished: Sequence[FinishedWork]) -> str:
    if not finished:
        return (
            "simulated from the ranges of the estimates; "
            "you have no finished steps yet to learn your own pace from"
        )
    count = f"{len(finished)} finished step{'s' if len(finished) > 1 else ''}"
    if len(finished) < LEAST_FOR_A_RATE:
        return f"your pace is learned from {count}, too few to name a rate, so it stays near the estimates"
    took = exp(sum(log(one.ratio) for one in finished) / len(finished))
    rate = f"{abs(took - 1):.0%} {'more' if took > 1 else 'fewer'} hours than estimated"
    said = rate if abs(took - 1) >= 0.005 else "the hours that were estimated"
    return f"your {count} took {said}, and the dates reckon with that as far as so many steps can show"
