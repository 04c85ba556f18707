"""Why an activity stands where it stands, and the nearest thing that was left.

Everything here is read off the problem and the schedule, or proved by solving the
problem with one change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cairn.plan.choosing.model import Limits
from cairn.plan.problem import ActivityId, Mode, Placement, PlanningProblem, Solution
from cairn.schedule.solve import solve_or_none

HoldKind = Literal["release", "need", "precedence", "resource", "pace", "budget", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One constraint that keeps an activity from starting or ending earlier.

    `id` is what it waits for or what is used up; `periods` are those in which it is
    (`resource` only).
    """

    kind: HoldKind
    id: str
    sentence: str
    periods: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """The best plan without an activity, and what it would change.

    `solution` is None when nothing fits without it (`is_proved`) or none was found.
    """

    activity: ActivityId
    solution: Solution | None
    later: int
    dearer: int
    joined: tuple[ActivityId, ...]
    left: tuple[ActivityId, ...]
    is_proved: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    problem: PlanningProblem
    placements: Mapping[ActivityId, Placement]
    labels: Mapping[ActivityId, str]
    used: Mapping[tuple[str, int], int]

    def mode(self, placement: Placement) -> Mode:
        activity = next(one for one in self.problem.activities if one.id == placement.activity)
        return next(one for one in activity.modes if one.id == placement.mode)


def _view(problem: PlanningProblem, solution: Solution) -> _View:
    used: dict[tuple[str, int], int] = {}
    for placement in solution.placements:
        for load in placement.loads:
            used[load.resource, load.period] = used.get((load.resource, load.period), 0) + load.amount
    return _View(
        problem=problem,
        placements={one.activity: one for one in solution.placements},
        labels={one.id: one.label for one in problem.activities},
        used=used,
    )


def why_here(problem: PlanningProblem, solution: Solution, activity: ActivityId) -> tuple[Hold, ...]:
    """The constraints that hold a placed activity in its periods, the first ones to blame first."""
    view = _view(problem, solution)
    placement = view.placements[activity]
    holds = (
        *_held_by_release(view, placement),
        *_held_by_order(view, placement),
        *_held_by_money(view, placement),
        *_held_by_capacity(view, placement),
        *_held_by_pace(view, placement),
    )
    if holds:
        return tuple(dict.fromkeys(holds))
    free = Hold(kind="nothing", id="", sentence="Nothing holds it here: it could stand earlier or elsewhere.")
    return (free,)


def _held_by_release(view: _View, placement: Placement) -> Iterator[Hold]:
    release = next(one.release for one in view.problem.activities if one.id == placement.activity)
    period = view.problem.period
    if placement.start == release and release > 0:
        yield Hold(kind="release", id="", sentence=f"It cannot start before {period} {release + 1}.")
    elif placement.start == 0:
        yield Hold(kind="release", id="", sentence=f"It starts in the first {period}.")


def _held_by_order(view: _View, placement: Placement) -> Iterator[Hold]:
    for need in view.problem.needs:
        if need.activity == placement.activity:
            ends = {
                one: _free_from(view, view.placements[one], placement, need.lag)
                for one in need.any_of
                if one in view.placements
            }
            first = min(ends, key=lambda one: ends[one])
            if placement.start in {ends[first], view.placements[first].finish + need.lag}:
                sentence = f"It waits for “{need.label}”, which “{view.labels[first]}” gives."
                yield Hold(kind="need", id=first, sentence=sentence)
    for rule in view.problem.precedences:
        before = view.placements.get(rule.before)
        if rule.after != placement.activity or before is None:
            continue
        if placement.start in {_free_from(view, before, placement, rule.lag), before.finish + rule.lag}:
            sentence = f"It follows “{view.labels[rule.before]}”."
            yield Hold(kind="precedence", id=rule.before, sentence=sentence)


def _free_from(view: _View, before: Placement, after: Placement, lag: int) -> int:
    if lag == 0 and view.mode(before).can_pause and view.mode(after).can_pause:
        return max(before.finish - 1, before.start)
    return before.finish + lag


def _held_by_money(view: _View, placement: Placement) -> Iterator[Hold]:
    """Started one period earlier it would overspend."""
    earlier = placement.start - 1
    for budget in view.problem.budgets:
        cost = view.mode(placement).costs.get(budget.id, 0)
        if cost and earlier >= 0:
            spent = sum(
                view.mode(one).costs.get(budget.id, 0)
                for one in view.placements.values()
                if one.start <= earlier
            )
            if spent + cost > budget.available[earlier]:
                when = f"{view.problem.period} {placement.start + 1}"
                sentence = f"The money for it ({budget.label}) is there only from {when} on."
                yield Hold(kind="budget", id=budget.id, sentence=sentence)


def _held_by_capacity(view: _View, placement: Placement) -> Iterator[Hold]:
    """A resource that is used up in the period before it, or while it goes on."""
    mode = view.mode(placement)
    before, last = placement.start - 1, placement.finish - 1
    for resource in view.problem.resources:
        work = mode.work.get(resource.id, 0)
        if not work:
            continue
        asked = 1 if mode.can_pause else work // max(1, mode.duration)
        periods = range(placement.start, last) if mode.can_pause else ()
        watched = [*([before] if before >= 0 else []), *periods]
        full = [
            one for one in watched if view.used.get((resource.id, one), 0) + asked > resource.capacity[one]
        ]
        if full:
            span = f"{view.problem.period} {full[0] + 1}"
            span += f" to {full[-1] + 1}" if len(full) > 1 else ""
            sentence = f"All of “{resource.label}” is taken in {span}."
            yield Hold(kind="resource", id=resource.id, sentence=sentence, periods=tuple(full))


def _held_by_pace(view: _View, placement: Placement) -> Iterator[Hold]:
    """It takes the fewest periods that it can take, at the most that it takes in one."""
    mode = view.mode(placement)
    least = mode.duration
    if mode.can_pause and mode.most_per_period:
        least = max(least, -(-max(mode.work.values(), default=0) // mode.most_per_period))
    if least > 1 and placement.finish - placement.start == least:
        sentence = f"It takes {least} {view.problem.period}s at the least."
        yield Hold(kind="pace", id="", sentence=sentence)


def binding_constraints(problem: PlanningProblem, solution: Solution) -> tuple[str, ...]:
    """What holds the finish where it is: the chain of holds back from the last to end."""
    if not solution.placements:
        return ()
    view = _view(problem, solution)
    sentences: dict[str, None] = {}
    open_ = [max(solution.placements, key=lambda one: one.finish).activity]
    seen: set[str] = set()
    while open_:
        activity = open_.pop()
        if activity in seen:
            continue
        seen.add(activity)
        for hold in why_here(problem, solution, activity):
            if hold.kind in {"need", "precedence"}:
                sentences[f"“{view.labels[activity]}” follows “{view.labels[ActivityId(hold.id)]}”"] = None
                open_.append(ActivityId(hold.id))
            elif hold.kind == "resource":
                label = next(one.label for one in problem.resources if one.id == hold.id)
                sentences[f"{label}: used up before “{view.labels[activity]}”"] = None
            elif hold.kind == "budget":
                label = next(one.label for one in problem.budgets if one.id == hold.id)
                sentences[f"{label}: not there earlier for “{view.labels[activity]}”"] = None
    return tuple(sentences)


def nearest_alternative(
    problem: PlanningProblem, solution: Solution, activity: ActivityId, *, limits: Limits | None = None
) -> Alternative:
    """The best plan that does without this activity: the nearest thing that was left."""
    without = _without(problem, activity)
    label = next(one.label for one in problem.activities if one.id == activity)
    other = None if without is None else solve_or_none(without, limits=limits or Limits(seconds=2.0))
    if other is None or not other.placements:
        is_proved = other is None
        tail = "nothing else fits" if is_proved else "no other plan was found in the time given"
        return Alternative(
            activity=activity,
            solution=None,
            later=0,
            dearer=0,
            joined=(),
            left=(),
            is_proved=is_proved,
            sentence=f"Without “{label}”, {tail}.",
        )
    return _compared(problem, solution, activity, other)


def _compared(
    problem: PlanningProblem, solution: Solution, activity: ActivityId, other: Solution
) -> Alternative:
    labels = {one.id: one.label for one in problem.activities}
    here = {one.activity for one in solution.placements}
    there = {one.activity for one in other.placements}
    joined = tuple(one.activity for one in other.placements if one.activity not in here)
    later, dearer = other.finish - solution.finish, other.cost - solution.cost
    instead = ", ".join(f"“{labels[one]}”" for one in joined) or "nothing new"
    sentence = (
        f"Without “{labels[activity]}”: {instead}; {_difference(later, problem.period)}, {_money(dearer)}."
    )
    return Alternative(
        activity=activity,
        solution=other,
        later=later,
        dearer=dearer,
        joined=joined,
        left=tuple(one.activity for one in solution.placements if one.activity not in there),
        is_proved=other.status == "optimal",
        sentence=sentence,
    )


def _difference(later: int, period: str) -> str:
    if later == 0:
        return "the same finish"
    return f"{abs(later)} {period}{'s' if abs(later) != 1 else ''} {'later' if later > 0 else 'earlier'}"


def _money(dearer: int) -> str:
    if dearer == 0:
        return "at the same cost"
    return f"{abs(dearer):,} {'dearer' if dearer > 0 else 'cheaper'}"


def _without(problem: PlanningProblem, activity: ActivityId) -> PlanningProblem | None:
    """The problem without an activity; None where it is required."""
    from cairn.schedule.replan.changes import without_option

    if any(one.is_required for one in problem.activities if one.id == activity):
        return None
    return without_option(problem, activity)
