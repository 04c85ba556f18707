"""What else there was: the nearest things left, and what a change of terms would do.

Each difference is a number that opens into the two it was taken from.
"""

from collections.abc import Iterator
from datetime import date

from cairn.plan.problem import Solution
from cairn.plan.values import Plan, Step
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.report.bundle import LeftOut, WhatIf
from cairn.report.document import Figure, Spans
from cairn.report.figures import solved_day
from cairn.report.phrases import day_text, hours_text, joined, money_text, weeks_text

MORE = Rule(name="left.more", label="what the other takes more", formula="other - chosen")
EARLIER = Rule(name="whatif.earlier", label="weeks earlier", formula="now - then", unit="weeks")
_MOST_LEFT_OUT = 6


def nearest_left(plan: Plan) -> tuple[LeftOut, ...]:
    """For the larger steps, the nearest option that would have raised the same or earned the same."""
    chosen = {step.id for step in plan.steps}
    found = []
    for step in sorted(plan.steps, key=lambda one: -one.hours.value):
        rivals = [one for one in plan.candidates if one.id not in chosen and _is_rival(one, step)]
        if rivals and step.origin == "option":
            nearest = min(rivals, key=lambda one: (abs(one.hours.value - step.hours.value), one.id))
            difference = _difference(nearest, step, plan.terms.currency)
            found.append(LeftOut(chosen=step.option.title, left=nearest.option.title, difference=difference))
    return tuple(found[:_MOST_LEFT_OUT])


def _is_rival(other: Step, step: Step) -> bool:
    """Whether it earns the same, or reaches at least half of what the step is there for."""
    if step.option.grants:
        return bool(set(other.option.grants) & set(step.option.grants))
    reached = {lift.skill: lift.end for lift in other.lifts}
    asked = [lift for lift in step.lifts if lift.is_asked]
    met = sum(reached.get(lift.skill, 0) >= lift.end for lift in asked)
    return met > 0 and 2 * met >= len(asked)


def _difference(other: Step, step: Step, currency: str) -> Spans:
    """“20 h more, $60 less, and would not raise Statistics”, each number opening."""
    parts = [*_amounts(other, step, currency)]
    reached = {lift.skill for lift in other.lifts}
    missed = [lift.label for lift in step.lifts if lift.is_asked and lift.skill not in reached]
    if missed:
        parts.append((f"would not raise {joined(missed[:2], 'or')}",))
    if not parts:
        return ("takes as long and costs as much",)
    spans: list[object] = list(parts[0])
    for part in parts[1:]:
        spans += [", ", *part]
    return tuple(one for one in spans if isinstance(one, str | Figure))


def _amounts(other: Step, step: Step, currency: str) -> Iterator[Spans]:
    hours = MORE(other=other.hours, chosen=step.hours, label="hours more")
    if abs(hours.value) >= 1:
        yield Figure(shown=hours_text(abs(hours.value)), derivation=hours), _more_or_less(hours)
    cost = MORE(other=other.cost, chosen=step.cost, label="cost more")
    if abs(cost.value) >= 1:
        yield Figure(shown=money_text(abs(cost.value), currency), derivation=cost), _more_or_less(cost)


def _more_or_less(difference: Derivation) -> str:
    return " more" if difference.value > 0 else " less"


def an_hour_more(now: Solution, then: Solution) -> WhatIf:
    """What one more hour a week does to the finish."""
    weeks = EARLIER(now=_finish("finish as planned", now), then=_finish("finish with an hour more", then))
    effect: Spans = ("the finish stays where it is",)
    if weeks.value > 0:
        effect = (Figure(shown=weeks_text(weeks.value), derivation=weeks), " earlier")
    return WhatIf(change="one more hour a week", effect=effect)


def _finish(label: str, solution: Solution) -> Derivation:
    detail = "; ".join((f"proved not before week {solution.bound}", *solution.binding))
    source = Source(kind="solved", name="the schedule", detail=detail)
    return leaf(label, solution.finish, unit="weeks", source=source)


def all_of_it(plan: Plan, finish: date) -> WhatIf:
    """What everything would take were there no limit on money and time."""
    last = solved_day(
        day_text(finish), "the last day", finish, today=plan.terms.today, why="no deadline and no budget"
    )
    effect: Spans = (
        "all of it would take ",
        Figure(shown=hours_text(plan.hours.value), derivation=plan.hours),
        " and ",
        Figure(shown=money_text(plan.cost.value, plan.terms.currency), derivation=plan.cost),
        ", until ",
        last,
    )
    return WhatIf(change="with no limit on money and time", effect=effect)
