"""What to do first, and the next small step: with every term of the answer shown.

A task matters as far as it moves goals that matter; it presses as its date comes
near. Both stand in one derivation, so that “why is this first?” has an answer in
numbers. Method: docs/method/priorities.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from math import ceil
from typing import Literal, NewType

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.plan.problem import ActivityId
from cairn.plan.values import Plan, Step
from cairn.provenance import Derivation, Rule, Source, evaluate, leaf
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
class Measure:
    """What tasks are ranked by: the active goals, the day and the assumptions.

    `points_of` and `derive` evaluate the same formulas on the same numbers; the second
    keeps every term, and so is left for the tasks that are shown.
    """

    aims: Mapping[GoalId, Aim]
    today: date
    assumptions: Assumptions

    def merit_of(self, task: Task) -> float:
        """What the task brings, over the active goals it serves, in points."""
        served = [(aim.importance, task.impacts[aim.id]) for aim in self.served_by(task)]
        return _merit_points(tuple(served))

    def urgency_of(self, task: Task) -> float:
        """How near its date is (share 0–1)."""
        window = self.assumptions.number("priority.window_days")
        return _urgency_share(window, _days_left(task, self.today, window))

    def points_of(self, task: Task) -> float:
        """The priority of a task as a bare number."""
        weight = self.assumptions.number("priority.urgency_points")
        return _priority_points(self.merit_of(task), weight, self.urgency_of(task))

    def derive(self, task: Task) -> Derivation:
        """The priority of a task with every term."""
        return PRIORITY(
            label=f"priority of “{task.title}”",
            merit=_merit(task, self.served_by(task)),
            urgency_points=self.assumptions["priority.urgency_points"],
            urgency=_urgency(task, self.today, self.assumptions),
        )

    def served_by(self, task: Task) -> list[Aim]:
        """The active goals that the task serves, in its own order."""
        return [self.aims[goal] for goal in task.impacts if goal in self.aims]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A task with its priority in points, the quadrant it lies in, and what it was ranked by."""

    task: Task
    points: float
    quadrant: Quadrant
    measure: Measure

    @property
    def priority(self) -> Derivation:
        """The points with every term, worked out when somebody asks."""
        return self.measure.derive(self.task)

    @property
    def reason(self) -> str:
        """Why it stands where it stands, in a sentence."""
        return _reason(self.task, self.measure.served_by(self.task), self.measure.today)


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
    active = {one.id: one for one in aims if one.is_active}
    measure = Measure(aims=active, today=today, assumptions=assumptions)
    ranked = [_rank(task, measure) for task in tasks if not task.is_done]
    return tuple(sorted(ranked, key=lambda one: (-one.points, one.task.due or date.max, one.task.id)))


def _refuse_circles(tasks: Sequence[Task]) -> None:
    try:
        TopologicalSorter({one.id: one.after for one in tasks}).prepare()
    except CycleError as error:
        around = " → ".join(f"“{one}”" for one in error.args[1])
        msg = f"These tasks wait for one another in a circle: {around}; take one of the waits out."
        raise BadInput(msg) from None


def _rank(task: Task, measure: Measure) -> Ranked:
    limits = measure.assumptions
    is_important = measure.merit_of(task) >= limits.number("priority.important_points")
    is_urgent = measure.urgency_of(task) >= limits.number("priority.urgent_share")
    return Ranked(
        task=task,
        points=measure.points_of(task),
        quadrant=_quadrant(is_important=is_important, is_urgent=is_urgent),
        measure=measure,
    )


# The formulas of the rules on bare numbers. Many tasks share a day or a weight, and the
# order is asked for again and again, so what was computed once is kept.


@lru_cache(maxsize=4096)
def _merit_points(served: tuple[tuple[float, float], ...]) -> float:
    importance, impact = [weight for weight, _ in served], [share for _, share in served]
    return evaluate(MERIT.formula, {"importance": importance, "impact": impact})


@lru_cache(maxsize=4096)
def _urgency_share(window_days: float, days_left: float) -> float:
    return evaluate(URGENCY.formula, {"window_days": window_days, "days_left": days_left})


@lru_cache(maxsize=4096)
def _priority_points(merit: float, urgency_points: float, urgency: float) -> float:
    given = {"merit": merit, "urgency_points": urgency_points, "urgency": urgency}
    return evaluate(PRIORITY.formula, given)


def _days_left(task: Task, today: date, window: float) -> float:
    """Days until it is due; for a task without a date, as far as urgency looks."""
    return window if task.due is None else float((task.due - today).days)


def _quadrant(*, is_important: bool, is_urgent: bool) -> Quadrant:
    if is_important:
        return "do first" if is_urgent else "plan it"
    return "do it quickly or hand it on" if is_urgent else "leave it"


def _merit(task: Task, served: Sequence[Aim]) -> Derivation:
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
    days = _days_left(task, today, window.value)
    label = "days left (none is due: as far as urgency looks)" if task.due is None else "days left"
    return URGENCY(window_days=window, days_left=leaf(label, days, source=source, unit="days"))


def _reason(task: Task, aims: Sequence[Aim], today: date) -> str:
    served = sorted(((task.impacts[one.id] * one.importance, one.title) for one in aims), reverse=True)
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
    serving: dict[GoalId, list[Task]] = {}
    for one in ranked:
        for goal, share in one.task.impacts.items():
            if share > 0:
                serving.setdefault(goal, []).append(one.task)
    return tuple(
        _next_for(aim, serving.get(aim.id, []), open_ids, most_minutes) for aim in aims if aim.is_active
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
