"""A step in words and figures, the same wherever it is told."""

from datetime import date

from cairn.goals.values import Horizon
from cairn.plan.values import Step
from cairn.report.bundle import PlanReport
from cairn.report.document import Figure, Spans
from cairn.report.phrases import hours_text, joined, money_text, number_text

HORIZON_WORDS: dict[Horizon, str] = {"short": "Short term", "mid": "Mid term", "long": "Long term"}
_PATTERN_WORDS = {
    "self_paced": "at your own pace",
    "fixed_pace": "at a weekly pace",
    "intensive": "full days",
}


def steps_in_order(report: PlanReport) -> list[Step]:
    """The steps of the plan in the order they begin."""
    first = {one.step: one.first for one in report.timeline.steps}
    return sorted(report.plan.steps, key=lambda step: (first.get(step.id, date.max), step.option.title))


def hours_of(step: Step) -> Figure:
    """The step's likely hours."""
    return Figure(shown=hours_text(step.hours.value), derivation=step.hours)


def cost_of(step: Step, currency: str) -> Figure:
    """What the person pays for the step."""
    shown = money_text(step.cost.value, currency) if step.cost.value else "free"
    return Figure(shown=shown, derivation=step.cost)


def mode_words(step: Step) -> str:
    """How and with whom it is done: “at a weekly pace, open university, in working time”."""
    words = [
        _PATTERN_WORDS[step.mode.pattern],
        step.option.provider,
        "in working time" if step.mode.at_work else "",
    ]
    return ", ".join(word for word in words if word)


def relied_on(step: Step) -> tuple[str, ...]:
    """Who the step cannot be done without, in words."""
    employer = ("your employer",) if step.mode.at_work else ()
    return employer + (("a mentor",) if step.option.kind == "mentoring" else ())


def lift_words(step: Step) -> Spans:
    """What it raises that its reason has not named yet, as a sentence."""
    lifts = [one for one in step.lifts if one.is_asked] or list(step.lifts)
    untold = [f"{one.label} to {number_text(one.end)}" for one in lifts if one.label not in step.why]
    return (f"Raises {joined(untold)}. ",) if untold else ()


def lower(words: str) -> str:
    """The words as the end of a sentence: a small first letter unless it is a name or acronym."""
    is_name = words[1:2].isupper() or not words[:1].isupper() or words[:2] == "I "
    kept = words if is_name else words[:1].lower() + words[1:]
    return f"{kept.rstrip('.')}." if kept else ""
