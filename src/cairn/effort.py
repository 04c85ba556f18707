"""How many hours a skill usually takes to lift, by kind of skill and level step.

Used where no catalogue option states its own hours, and to weigh a gap. The
hours a step takes are assumptions; `docs/method/effort.md` compares them with
real curricula.
"""

from cairn.assumptions import Assumptions
from cairn.provenance import Derivation, Rule, Source, high_end, leaf, low_end

EFFORT = Rule(
    name="effort.hours",
    label="hours it usually takes",
    formula="dot(shares, hours)",
    unit="hours",
)
_MODEL = Source(kind="counted", name="the effort model", detail="share of a level step to climb")


def effort_hours(assumptions: Assumptions, *, kind: str, start: float, end: float) -> Derivation:
    """Hours from level `start` to `end` for a kind of skill, with its range.

    `kind` is one of the rows of `effort` in `assumptions.toml`.
    """
    steps = [(step, max(0.0, min(end, step) - max(start, step - 1))) for step in range(1, 6)]
    climbed = [(step, share) for step, share in steps if share > 0] or [(1, 0.0)]
    shares = [
        leaf(f"share of the step to level {step}", round(share, 4), source=_MODEL) for step, share in climbed
    ]
    hours = [assumptions[f"effort.{kind}.step{step}"] for step, _ in climbed]
    return EFFORT(
        shares=shares,
        hours=hours,
        low=EFFORT(shares=shares, hours=[low_end(one) for one in hours]),
        high=EFFORT(shares=shares, hours=[high_end(one) for one in hours]),
    )
