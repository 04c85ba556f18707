"""What a search knows so far, and how it takes in what it finds."""

from dataclasses import dataclass, field, replace
from time import perf_counter

from cairn.plan.choosing.choose import WEIGHT_SCALE, Aim, Selection, Task
from cairn.plan.choosing.cover import Covering
from cairn.plan.choosing.index import NumberedProblem
from cairn.plan.choosing.model import Limits
from cairn.schedule.place import (
    Layout,
    cost_of,
    finish_of,
    missing_goals,
    units_of,
)

AIMS: tuple[Aim, ...] = ("finish", "cost", "units")


@dataclass(slots=True)
class Found:
    """What is known so far: the best layout and, for each aim, its proved bound."""

    layout: Layout | None = None
    bounds: dict[Aim, int] = field(default_factory=dict)
    is_infeasible: bool = False
    steps: list[str] = field(default_factory=list)

    def is_proved(self, aim: Aim, problem: NumberedProblem) -> bool:
        """Whether the layout's value of the aim is its proved bound."""
        return self.layout is not None and self.bounds.get(aim, -1) >= value_of(problem, self.layout, aim)


@dataclass(slots=True)
class Search:
    """One search with its clock; `fixed` are the aims settled so far."""

    problem: NumberedProblem
    covering: Covering
    limits: Limits
    order: tuple[Aim, ...] = AIMS
    may_drop: bool = False
    is_first_enough: bool = False
    found: Found = field(default_factory=Found)
    fixed: dict[Aim, int] = field(default_factory=dict)
    began: float = field(default_factory=perf_counter)

    def left(self, share: float = 1.0) -> Limits:
        """The limits with what is left of the time, or a share of it."""
        rest = self.limits.seconds - (perf_counter() - self.began)
        return replace(self.limits, seconds=max(0.0, rest * share))

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return perf_counter() - self.began >= self.limits.seconds


def value_of(problem: NumberedProblem, layout: Layout, aim: Aim) -> int:
    """The layout's value of an aim."""
    selection = selection_of(layout)
    if aim == "finish":
        return finish_of(layout)
    if aim == "unmet":
        missing = missing_goals(problem, selection)
        return sum(max(1, round(problem.needs[one].weight * WEIGHT_SCALE)) for one in missing)
    return cost_of(selection) if aim == "cost" else units_of(selection)


def selection_of(layout: Layout) -> Selection:
    """The modes of a layout."""
    return {number: block.mode for number, block in layout.items()}


def task_for(state: Search, aim: Aim, excluded: tuple[tuple[Selection, int], ...] = ()) -> Task:
    """The question for an aim: better than what there is, with it as a hint."""
    layout = state.found.layout or {}
    at_most = dict(state.fixed)
    if aim == "finish" and layout:
        at_most["finish"] = finish_of(layout) - 1
    return Task(
        aim=aim,
        at_most=at_most,
        may_drop=state.may_drop,
        excluded=excluded,
        landmarks=state.covering.landmarks_for(at_most.get("finish", state.problem.horizon)),
        hint={number: (block.mode, block.start, block.finish) for number, block in layout.items()},
    )


def raise_bound(state: Search, aim: Aim, bound: int) -> None:
    """Take a proved bound, if it is news."""
    state.found.bounds[aim] = max(state.found.bounds.get(aim, 0), bound)


def note_infeasible(state: Search, aim: Aim) -> None:
    """Nothing better is left: the best there is is best, or there is no schedule at all."""
    if state.found.layout is None:
        state.found.is_infeasible = not state.fixed
    else:
        raise_bound(state, aim, value_of(state.problem, state.found.layout, aim))


def keep(state: Search, layout: Layout) -> None:
    """Take the layout if it is better in the order of the aims."""

    def rank(one: Layout) -> tuple[int, ...]:
        return tuple(value_of(state.problem, one, aim) for aim in state.order)

    if state.found.layout is None or rank(layout) < rank(state.found.layout):
        state.found.layout = layout
