"""What else there was: for each step the nearest thing left, and why it was not taken.

Where time allows, the plan is solved again without the step, so the difference in
weeks and money is proved; else the nearest rival is told by its hours and cost. Every
difference is a number that opens into the two it was taken from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter, thread_time

from cairn.plan.choosing.model import Limits
from cairn.plan.problem import ActivityId, PlanningProblem, Solution
from cairn.plan.values import UNITS_PER_HOUR, Plan, Step
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.report.bundle import LeftOut, WhatIf
from cairn.report.document import Figure, Spans
from cairn.report.figures import solved_day
from cairn.report.phrases import count_text, day_text, hours_text, joined, money_text, weeks_text
from cairn.schedule.why import Alternative, nearest_alternative

MORE = Rule(name="left.more", label="what the other takes more", formula="other - chosen")
LATER = Rule(name="left.later", label="weeks later", formula="then - now", unit="weeks")
EARLIER = Rule(name="whatif.earlier", label="weeks earlier", formula="now - then", unit="weeks")
_MOST_LEFT_OUT = 6
_MOST_TITLES = 3
_WALL_SHARE = 4.0  # of the computing time asked for: what a busy machine may stretch it to
_LEAST_SECONDS = 0.02


@dataclass(slots=True)
class Allowance:
    """Computing time for comparisons: its own share of the processor, and not for ever."""

    seconds: float
    began: float = field(default_factory=thread_time)
    began_wall: float = field(default_factory=perf_counter)

    @property
    def is_over(self) -> bool:
        """Whether nothing more should be begun."""
        return self.left < _LEAST_SECONDS

    @property
    def left(self) -> float:
        """Seconds that may still be used."""
        used = max(thread_time() - self.began, (perf_counter() - self.began_wall) / _WALL_SHARE)
        return self.seconds - used

    def limits(self) -> Limits:
        """The solver's limits for one more comparison."""
        return Limits(seconds=max(_LEAST_SECONDS, self.left) * _WALL_SHARE)

    def part(self, share: float) -> "Allowance":
        """An allowance of a share of what is left, from now on."""
        return Allowance(seconds=self.left * share)


# ------------------------------------------------------------------ the nearest thing left


def left_for_steps(plan: Plan, solution: Solution, allowance: Allowance) -> tuple[LeftOut, ...]:
    """For every step the nearest thing left, proved while there is time.

    First come the steps whose rival looks better by hours and cost, then the largest.
    Only a proved finish is compared with another, so a plan that is not proved earliest
    has its rivals told by hours and cost.
    """
    rivals = {step.id: rival for step, rival in _rivals(plan)}
    found = []
    for step in sorted(
        plan.steps, key=lambda one: (not _looks_better(rivals.get(one.id), one), -one.hours.value)
    ):
        if step.origin in {"check", "show"}:
            continue
        told = None
        if solution.status == "optimal" and plan.is_complete and not allowance.is_over:
            told = _proved(plan, solution, step, allowance.limits())
        if told is None and step.id in rivals:
            told = _guessed(step, rivals[step.id], plan)
        found += [told] if told else []
    return tuple(found)


def _looks_better(rival: Step | None, step: Step) -> bool:
    """Whether a reader would ask why the rival was not taken."""
    return rival is not None and rival.hours.value <= step.hours.value and rival.cost.value <= step.cost.value


def instead_words(left: LeftOut) -> Spans:
    """The nearest thing left and its difference, or why there is none, as a sentence."""
    if not left.left:
        return ("No other way: ", *left.difference, ".")
    head = "Next best, " if left.is_proved else "Next best by hours and cost alone, "
    return (head, *left.difference, f": {left.left}.")


def _proved(plan: Plan, solution: Solution, step: Step, limits: Limits) -> LeftOut | None:
    other = nearest_alternative(plan.problem, solution, step.id, limits=limits)
    if other.solution is None:
        return _nothing_else(plan, step) if other.is_proved else None
    if other.solution.status != "optimal":
        return None
    titles = {one.id: one.option.title for one in plan.candidates}
    left = _a_few([titles.get(one, one) for one in other.joined]) or "nothing in its place"
    return LeftOut(
        chosen=step.option.title,
        left=left,
        difference=_changed(other, solution, plan, step),
        step=step.id,
        is_proved=True,
    )


def _a_few(titles: list[str]) -> str:
    """The titles, or the first of them and how many more."""
    rest = len(titles) - _MOST_TITLES
    if rest <= 1:
        return joined(titles)
    return joined([*titles[:_MOST_TITLES], f"{count_text(rest, 'more', 'more')}"])


def _nothing_else(plan: Plan, step: Step) -> LeftOut:
    """Why there is no plan without the step: nothing listed leads there, or nothing fits."""
    lost = _out_of_reach(plan.problem, step.id)
    if lost:
        words = f"nothing else here leads to {joined([f'“{one}”' for one in lost[:2]])}"
    elif plan.terms.deadline or plan.terms.budget:
        words = "without it nothing fits your hours, money and date"
    else:
        words = "without it nothing fits"
    return LeftOut(chosen=step.option.title, left="", difference=(words,), step=step.id, is_proved=True)


def _out_of_reach(problem: PlanningProblem, without: ActivityId) -> tuple[str, ...]:
    """Goals that no chain of the other options leads to."""
    there = {one.id for one in problem.activities} - {without}
    while True:
        dead = {
            need.activity
            for need in problem.needs
            if need.activity in there and not any(one in there for one in need.any_of)
        }
        if not dead:
            break
        there -= dead
    goals = (need for need in problem.needs if need.activity is None)
    return tuple(need.label for need in goals if not any(one in there for one in need.any_of))


def _changed(other: Alternative, now: Solution, plan: Plan, step: Step) -> Spans:
    """“1 week later, $30 more, 5 h more”, each number opening into the two plans."""
    then = other.solution or now
    parts = [_weeks_changed(now, then), *_money_changed(now, then, plan.terms.currency)]
    hours = MORE(other=_work("work without it", then), chosen=_work("work as planned", now), label="hours")
    if abs(hours.value) >= 1:
        shown = hours_text(abs(hours.value))
        parts.append((Figure(shown=shown, derivation=hours), _more_or_less(hours)))
    also = [one for one in other.left if one != step.id]
    if also:
        titles = {one.id: one.option.title for one in plan.steps}
        parts.append((f"also without {joined([f'“{titles.get(one, one)}”' for one in also])}",))
    return _in_a_row(parts)


def _weeks_changed(now: Solution, then: Solution) -> Spans:
    weeks = LATER(now=finish_leaf("finish as planned", now), then=finish_leaf("finish without it", then))
    if weeks.value == 0:
        return ("as early",)
    return (
        Figure(shown=weeks_text(abs(weeks.value)), derivation=weeks),
        " later" if weeks.value > 0 else " earlier",
    )


def _money_changed(now: Solution, then: Solution, currency: str) -> Iterator[Spans]:
    if then.cost != now.cost:
        there, here = (_cost(label, one) for label, one in (("cost without it", then), ("as planned", now)))
        cost = MORE(other=there, chosen=here, label="cost more")
        yield Figure(shown=money_text(abs(cost.value), currency), derivation=cost), _more_or_less(cost)
    elif now.cost:
        yield ("at the same cost",)


def finish_leaf(label: str, solution: Solution) -> Derivation:
    """The finish of a plan in weeks, with what is proved of it."""
    detail = "; ".join((f"proved not before week {solution.bound}", *solution.binding))
    source = Source(kind="solved", name="the schedule", detail=detail)
    return leaf(label, solution.finish, unit="weeks", source=source)


def _cost(label: str, solution: Solution) -> Derivation:
    detail = f"the chosen steps added up; that finish costs {solution.cost_bound} at the least"
    return leaf(label, solution.cost, source=Source(kind="solved", name="the schedule", detail=detail))


def _work(label: str, solution: Solution) -> Derivation:
    units = sum(load.amount for placed in solution.placements for load in placed.loads)
    source = Source(kind="solved", name="the schedule", detail="the hours of its weeks added up")
    return leaf(label, units / UNITS_PER_HOUR, unit="hours", source=source)


# ------------------------------------------------------------------ by hours and cost alone


def nearest_left(plan: Plan) -> tuple[LeftOut, ...]:
    """For the larger steps, the nearest option that would have raised the same or earned the same."""
    return tuple(_guessed(step, rival, plan) for step, rival in _rivals(plan))


def _rivals(plan: Plan) -> list[tuple[Step, Step]]:
    chosen = {step.id for step in plan.steps}
    found = []
    for step in sorted(plan.steps, key=lambda one: -one.hours.value):
        rivals = [one for one in plan.candidates if one.id not in chosen and _is_rival(one, step)]
        if rivals and step.origin == "option":
            found.append(
                (step, min(rivals, key=lambda one: (abs(one.hours.value - step.hours.value), one.id)))
            )
    return found[:_MOST_LEFT_OUT]


def _guessed(step: Step, rival: Step, plan: Plan) -> LeftOut:
    return LeftOut(
        chosen=step.option.title,
        left=rival.option.title,
        difference=_difference(rival, step, plan.terms.currency),
        step=step.id,
    )


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
    if other.mode.at_work != step.mode.at_work:
        parts.append(("in working time" if other.mode.at_work else "in your own time",))
    reached = {lift.skill for lift in other.lifts}
    missed = [lift.label for lift in step.lifts if lift.is_asked and lift.skill not in reached]
    if missed:
        parts.append((f"would not raise {joined(missed[:2], 'or')}",))
    return _in_a_row(parts) if parts else ("takes as long and costs as much",)


def _in_a_row(parts: list[Spans]) -> Spans:
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


# ------------------------------------------------------------------ other terms


def an_hour_more(now: Solution, then: Solution) -> WhatIf:
    """What one more hour a week does to the finish."""
    weeks = EARLIER(
        now=finish_leaf("finish as planned", now), then=finish_leaf("finish with an hour more", then)
    )
    effect: Spans = ("the finish stays where it is",)
    if weeks.value > 0:
        effect = (Figure(shown=weeks_text(weeks.value), derivation=weeks), " earlier")
    return WhatIf(change="one more hour a week", effect=effect)


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
