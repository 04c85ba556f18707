"""The whole problem, period by period: what is found and proved here is exact.

The model (`cairn.schedule.solving.exact`) is large, so it is asked last: with the finish
already bounded on both sides, or for a selection that is already made.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from cairn.plan.choosing.choose import (
    Selection,
    Task,
)
from cairn.plan.choosing.index import (
    GOAL,
    NumberedMode,
    NumberedProblem,
    cut_horizon,
    tighten,
)
from cairn.plan.choosing.model import Limits, Outcome
from cairn.schedule.place import Block, Layout
from cairn.schedule.solving.exact import Exact, Key, Steps, build_exact, terms_of
from cairn.schedule.steady.prove import prove_steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the exact model found: a layout if any, and the proved bound of the aim.

    `units` is the proved least work among the best for the aim, where that was asked
    and both were proved; otherwise -1.
    """

    outcome: Outcome
    bound: int
    units: int = -1
    layout: Layout = field(default_factory=dict)


def only(problem: NumberedProblem, selection: Selection) -> NumberedProblem:
    """The problem of doing exactly this selection."""
    activities = tuple(
        replace(one, modes=(selection[number],), is_required=True)
        if number in selection
        else replace(one, modes=(), is_required=False)
        for number, one in enumerate(problem.activities)
    )
    needs = tuple(
        need
        for need in problem.needs
        if need.owner != GOAL or any(activities[one].modes for one in need.any_of)
    )
    return tighten(replace(problem, activities=activities, needs=needs))


def among(problem: NumberedProblem, pool: Collection[int]) -> NumberedProblem:
    """The problem with only the activities of the pool to choose from."""
    activities = tuple(
        one if number in pool else replace(one, modes=()) for number, one in enumerate(problem.activities)
    )
    return tighten(replace(problem, activities=activities))


def exact_size(problem: NumberedProblem) -> int:
    """About how many variables the exact model of the problem has."""
    return sum(
        (3 if mode.can_pause else 1) * max(0, one.latest - one.earliest)
        for one in problem.activities
        for mode in one.modes
    )


def prove_exactly(
    problem: NumberedProblem, task: Task, limits: Limits, *, hint: Layout | None = None
) -> Proof:
    """The best schedule for the task's aim with the bound proved for it."""
    cut = cut_horizon(problem, min(problem.horizon, task.at_most.get("finish", problem.horizon)))
    if cut.impossible and not task.may_drop:
        return Proof(outcome="infeasible", bound=0)
    if not cut.has_pauses:
        start = {one: (block.mode, block.start, block.finish) for one, block in (hint or {}).items()}
        return _prove_steady(cut, replace(task, hint=start), limits)
    exact = build_exact(cut, task)
    scale = _scale(cut) if task.then_units else 1
    aim = [(literal, amount * scale) for literal, amount in terms_of(exact, task.aim)]
    exact.model.minimise([*aim, *(terms_of(exact, "units") if task.then_units else ())])
    _add_hint(exact, hint or {})
    answer = exact.model.solve(limits)
    if not answer.values:
        return Proof(outcome=answer.outcome, bound=max(0, answer.bound) // scale)
    return Proof(
        outcome=answer.outcome,
        bound=answer.bound // scale,
        units=answer.bound % scale if task.then_units and answer.outcome == "optimal" else -1,
        layout=_layout(exact, answer.values),
    )


def _scale(problem: NumberedProblem) -> int:
    """More than all work together, so that the aim before it counts first."""
    return 1 + sum(max(mode.units for mode in one.modes) for one in problem.activities if one.modes)


def _prove_steady(problem: NumberedProblem, task: Task, limits: Limits) -> Proof:
    """Without pauses the chooser's model is the whole problem."""
    choice = prove_steady(problem, task, limits)
    layout = {
        number: steady_block(mode, choice.windows[number][0]) for number, mode in choice.selection.items()
    }
    return Proof(outcome=choice.outcome, bound=choice.bound, layout=layout)


def steady_block(mode: NumberedMode, start: int) -> Block:
    """A block of a mode that pauses nowhere (or has no work)."""
    loads = tuple(
        (period, resource, mode.demand(resource))
        for period in range(start, start + mode.duration)
        for resource in range(len(mode.work))
        if mode.demand(resource)
    )
    return Block(mode=mode, start=start, finish=start + mode.duration, loads=loads)


def _add_hint(exact: Exact, layout: Layout) -> None:
    values: dict[int, int] = {}
    finish = max((block.finish for block in layout.values()), default=0)
    for key, chosen in exact.chosen.items():
        block = layout.get(key[0])
        here = block if block is not None and block.mode == exact.mode(key) else None
        values[chosen] = int(here is not None)
        for steps, moment in (
            (exact.started[key], here.start if here else 0),
            (exact.finished[key], here.finish if here else 0),
        ):
            for offset, literal in enumerate(steps.literals):
                values[literal] = int(here is not None and steps.first + offset >= moment)
    for (number, which, resource, period), load in exact.loads.items():
        values[load] = _load_at(layout, number, exact.mode((number, which)), resource, period)
    for period, literal in enumerate(exact.open_periods):
        values[literal] = int(period < finish)
    values.pop(exact.model.always(), None)
    if layout:
        exact.model.hint(values)


def _load_at(layout: Layout, number: int, mode: NumberedMode, resource: int, period: int) -> int:
    block = layout.get(number)
    if block is None or block.mode != mode:
        return 0
    return sum(amount for when, which, amount in block.loads if (when, which) == (period, resource))


def _layout(exact: Exact, values: tuple[int, ...]) -> dict[int, Block]:
    by_key: dict[Key, list[tuple[int, int, int]]] = {}
    for (number, which, resource, period), load in exact.loads.items():
        if values[load]:
            by_key.setdefault((number, which), []).append((period, resource, values[load]))
    layout: dict[int, Block] = {}
    for key, chosen in exact.chosen.items():
        if values[chosen]:
            mode = exact.mode(key)
            start = _first_true(exact.started[key], values)
            if mode.can_pause:
                finish = _first_true(exact.finished[key], values)
                loads = tuple(sorted(by_key.get(key, ())))
                layout[key[0]] = trimmed(Block(mode=mode, start=start, finish=finish, loads=loads))
            else:
                layout[key[0]] = steady_block(mode, start)
    return layout


def _first_true(steps: Steps, values: Mapping[int, int] | tuple[int, ...]) -> int:
    for offset, literal in enumerate(steps.literals):
        if values[literal]:
            return steps.first + offset
    return steps.first + len(steps.literals)


def trimmed(block: Block) -> Block:
    """The finish brought forward to the last work, as far as the least span allows."""
    last = max((period + 1 for period, _, _ in block.loads), default=block.start)
    return replace(block, finish=max(last, block.start + block.mode.duration))
