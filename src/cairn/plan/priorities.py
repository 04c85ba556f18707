"""What to do first, and the next small step: with every term of the answer shown.

A task matters as far as it moves goals that matter; it presses as its date comes
near. Both stand in one derivation, so that “why is this first?” has an answer in
numbers. Method: docs/method/priorities.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from math import ceil
from typing import Literal, NewType

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.problem import ActivityId
from cairn.plan.values import Plan, Step
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.units import SkillId

GoalId = NewType("GoalId", str)
Quadrant = Literal["do first", "plan it", "do it quickly or hand it on", "leave it"]
URGENCY = Rule(
    name="priority.urgency",
    label="urgency",
    formula="max(0, min(1, (window_days - days_left) / window_days))",
    unit="share",
)
MERIT = Rule(
    name="priority.merit",
    label="importance times impact, over the goals it serves",
    formula="dot(importance, impact)",
    unit="points",
)
PRIORITY = Rule(
    name="priority",
    label="priority",
    formula="merit + urgency_points * urgency",
    unit="points",
)
_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A goal that tasks serve; `importance` is 1 to 5, as the person weighs it."""

    id: GoalId
    title: str
    importance: float
    is_active: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.importance <= 5:
            msg = f"Aim.importance: {self.title} weighs {self.importance}, not 0 to 5"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A piece of work: hours left, what it gives each goal (share 0–1), when it is due.

    `after` are tasks to be done before it; `first_step` is how to begin.
    """

    id: str
    title: str
    hours: float
    impacts: Mapping[GoalId, float]
    due: date | None = None
    after: tuple[str, ...] = ()
    first_step: str = ""
    done_when: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A task with its priority, the quadrant it lies in, and why in a sentence."""

    task: Task
    priority: Derivation
    quadrant: Quadrant
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallStep:
    """The next thing to do for a goal, in at most the minutes asked for."""

    goal: GoalId
    task: str
    action: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A goal that nothing can be done for now, and what would free it."""

    goal: GoalId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a task that is too large to be done in one go."""

    title: str
    hours: float
    done_when: str


# ------------------------------------------------------------------ what comes first


def rank_tasks(
    tasks: Sequence[Task], aims: Sequence[Aim], *, today: date, assumptions: Assumptions
) -> tuple[Ranked, ...]:
    """Open tasks, the highest priority first; ties by date, then by name.

    Raises:
        BadInput: tasks wait for one another in a circle.
    """
    _refuse_circles(tasks)
    by_id = {one.id: one for one in aims if one.is_active}
    ranked = [_rank(task, by_id, today=today, assumptions=assumptions) for task in tasks if not task.is_done]
    return tuple(sorted(ranked, key=lambda one: (-one.priority.value, one.task.due or date.max, one.task.id)))


def _refuse_circles(tasks: Sequence[Task]) -> None:
    try:
        TopologicalSorter({one.id: one.after for one in tasks}).prepare()
    except CycleError as error:
        around = " → ".join(f"“{one}”" for one in error.args[1])
        msg = f"These tasks wait for one another in a circle: {around}; take one of the waits out."
        raise BadInput(msg) from None


def _rank(task: Task, aims: Mapping[GoalId, Aim], *, today: date, assumptions: Assumptions) -> Ranked:
    merit = _merit(task, aims)
    urgency = _urgency(task, today, assumptions)
    priority = PRIORITY(
        label=f"priority of “{task.title}”",
        merit=merit,
        urgency_points=assumptions["priority.urgency_points"],
        urgency=urgency,
    )
    is_important = merit.value >= assumptions.number("priority.important_points")
    is_urgent = urgency.value >= assumptions.number("priority.urgent_share")
    return Ranked(
        task=task,
        priority=priority,
        quadrant=_quadrant(is_important=is_important, is_urgent=is_urgent),
        reason=_reason(task, aims, today),
    )


def _quadrant(*, is_important: bool, is_urgent: bool) -> Quadrant:
    if is_important:
        return "do first" if is_urgent else "plan it"
    return "do it quickly or hand it on" if is_urgent else "leave it"


def _merit(task: Task, aims: Mapping[GoalId, Aim]) -> Derivation:
    served = [aims[goal] for goal in task.impacts if goal in aims]
    weights = Source(kind="entered", name="the weight of your goal")
    effects = Source(kind="counted", name="what the task gives the goal")
    return MERIT(
        importance=[
            leaf(f"importance of “{one.title}”", one.importance, source=weights, unit="points")
            for one in served
        ],
        impact=[
            leaf(f"share of “{one.title}” it brings", task.impacts[one.id], source=effects, unit="share")
            for one in served
        ],
    )


def _urgency(task: Task, today: date, assumptions: Assumptions) -> Derivation:
    window = assumptions["priority.window_days"]
    source = Source(kind="counted", name="the calendar", detail=f"from {today.isoformat()}")
    days = window.value if task.due is None else float((task.due - today).days)
    label = "days left (none is due: as far as urgency looks)" if task.due is None else "days left"
    return URGENCY(window_days=window, days_left=leaf(label, days, source=source, unit="days"))


def _reason(task: Task, aims: Mapping[GoalId, Aim], today: date) -> str:
    served = sorted(
        (
            (share * aims[goal].importance, aims[goal].title)
            for goal, share in task.impacts.items()
            if goal in aims
        ),
        reverse=True,
    )
    worth = f"it serves {' and '.join(f'“{title}”' for _, title in served)}" if served else "no goal needs it"
    if task.due is None:
        return f"{worth}; it has no date"
    days = (task.due - today).days
    return f"{worth}; it is {-days} days late" if days < 0 else f"{worth}; it is due in {days} days"


# ------------------------------------------------------------------ the next small step


def next_steps(
    ranked: Sequence[Ranked], aims: Sequence[Aim], *, most_minutes: int
) -> tuple[SmallStep | Stuck, ...]:
    """For each active goal one action of at most that many minutes, or what it is stuck on."""
    open_ids = {one.task.id for one in ranked}
    return tuple(
        _next_for(
            aim, [one.task for one in ranked if one.task.impacts.get(aim.id, 0) > 0], open_ids, most_minutes
        )
        for aim in aims
        if aim.is_active
    )


def _next_for(aim: Aim, tasks: Sequence[Task], open_ids: set[str], most_minutes: int) -> SmallStep | Stuck:
    if not tasks:
        return Stuck(
            goal=aim.id, reason=f"“{aim.title}” has no open task; add one, or mark the goal reached."
        )
    ready = next((one for one in tasks if not open_ids & set(one.after)), None)
    if ready is not None:
        return _small_step(aim, ready, most_minutes)
    waits = sorted({before for one in tasks for before in one.after if before in open_ids})
    return Stuck(goal=aim.id, reason=f"Everything for “{aim.title}” waits for {', '.join(waits)}.")


def _small_step(aim: Aim, task: Task, most_minutes: int) -> SmallStep:
    """The whole task where it is short enough; else how it begins, or a sitting of it."""
    minutes = ceil(task.hours * _MINUTES)
    if minutes <= most_minutes:
        return SmallStep(goal=aim.id, task=task.id, action=task.title, minutes=max(1, minutes))
    action = task.first_step or f"{task.title}: the first {most_minutes} minutes"
    return SmallStep(goal=aim.id, task=task.id, action=action, minutes=most_minutes)


# ------------------------------------------------------------------ too large


def propose_split(task: Task, assumptions: Assumptions) -> tuple[Part, ...]:
    """Parts of equal length, none above `priority.most_hours`; empty where it is short enough."""
    most = assumptions.number("priority.most_hours")
    if task.hours <= most:
        return ()
    count = ceil(task.hours / most)
    each = task.hours / count
    return tuple(
        Part(
            title=f"{task.title}, part {number} of {count}",
            hours=each,
            done_when=task.done_when
            if number == count
            else f"about {number * each:.0f} of {task.hours:.0f} hours are done and what you made is kept",
        )
        for number in range(1, count + 1)
    )


# ------------------------------------------------------------------ from a plan


def tasks_of(
    plan: Plan, goal: Aim, *, ends: Mapping[ActivityId, date], hours_left: Mapping[ActivityId, float]
) -> tuple[Task, ...]:
    """The steps of a plan as tasks of one goal.

    A step's impact is its share of what the role asks and the person lacks: levels
    raised, weighed by importance, and credentials earned. `ends` are the planned
    last days; a step absent from `hours_left` is done.
    """
    weights = {one.requirement.skill: one.requirement.importance for one in plan.gap.skills}
    gains = {step.id: _gain(step, plan, weights) for step in plan.steps}
    whole = sum(gains.values()) or 1.0
    waits = _waits(plan)
    return tuple(
        Task(
            id=step.id,
            title=step.option.title,
            hours=hours_left.get(step.id, 0.0),
            impacts={goal.id: gains[step.id] / whole},
            due=ends.get(step.id),
            after=waits.get(step.id, ()),
            first_step=step.option.first_step,
            done_when=step.option.done_when,
            is_done=step.id not in hours_left,
        )
        for step in plan.steps
    )


def _gain(step: Step, plan: Plan, weights: Mapping[SkillId, float]) -> float:
    """Importance times levels raised; a credential the role asks for counts as five levels at five."""
    levels = sum(
        weights.get(SkillId(lift.skill), 0.0) * (lift.end - lift.start)
        for lift in step.lifts
        if lift.is_asked
    )
    asked = {name for one in plan.gap.open_credentials for name in one.requirement.any_of}
    return levels + 25.0 * len(asked & set(step.option.grants)) or _PREPARING


_PREPARING = 1.0  # a step that only makes another possible still moves the goal


def _waits(plan: Plan) -> dict[ActivityId, tuple[str, ...]]:
    chosen = {step.id for step in plan.steps}
    waits: dict[ActivityId, list[str]] = {}
    for rule in plan.problem.precedences:
        if {rule.before, rule.after} <= chosen:
            waits.setdefault(rule.after, []).append(rule.before)
    for need in plan.problem.needs:
        able = [one for one in need.any_of if one in chosen]
        if need.activity in chosen and able and need.activity is not None:
            waits.setdefault(need.activity, []).append(able[0])
    return {step: tuple(dict.fromkeys(found)) for step, found in waits.items()}
