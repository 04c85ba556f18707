"""The master model of choosing: a literal for each mode, and nothing of time but windows.

For a given finish it knows needs, money, that all work fits into windows before that
finish, and what has been learnt about order: landmarks and cuts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cairn.plan.choosing.choose import WEIGHT_SCALE, Aim, Selection, Task
from cairn.plan.choosing.energy import Offered, windows_of, work_inside
from cairn.plan.choosing.index import GOAL, NumberedMode, NumberedProblem
from cairn.plan.choosing.landmarks import Landmark
from cairn.plan.choosing.model import Model, negated
from cairn.plan.choosing.order import Cut, Key, Order

_MOST_WINDOWS = 24
_FEW_WINDOWS = 6


@dataclass(slots=True)
class Master:
    """`problem` is cut to the finish asked for; `order` knows the whole, so that cuts hold for any."""

    problem: NumberedProblem
    order: Order
    model: Model = field(default_factory=Model)
    modes: dict[Key, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)

    def add_cut(self, cut: Cut) -> None:
        """State a cut, where its root could be part of a plan by the finish asked for."""
        root = self.modes.get(cut.root)
        if root is not None and self.problem.activities[cut.root[0]].latest < cut.finish:
            escapes = [self.modes[key] for key in _sorted(cut.escapes) if key in self.modes]
            absent = [negated(self.modes[key]) for key in _sorted(cut.absent) if key in self.modes]
            if len(absent) == len(cut.absent):
                self.model.add_clause([negated(root), *escapes, *absent])

    def add_landmark(self, landmark: Landmark) -> None:
        """State a landmark, if it holds for the finish asked for."""
        if landmark.finish >= self.problem.horizon:
            ways = [self.modes[key] for key in landmark.sorted_ways if key in self.modes]
            dropped = [negated(self.met[landmark.goal])] if landmark.goal in self.met else []
            self.model.add_clause([*ways, *dropped])

    def selection(self, values: Sequence[int]) -> dict[int, NumberedMode]:
        """The modes that are true among the values of an answer."""
        return {number: mode for (number, mode), literal in self.modes.items() if values[literal]}


def _sorted(keys: Iterable[Key]) -> list[Key]:
    """In an order that does not change from run to run."""
    return sorted(keys, key=lambda key: (key[0], key[1].id))


def build_master(problem: NumberedProblem, order: Order, task: Task) -> Master:
    """The model of a task, without what has been learnt about order."""
    master = Master(problem=problem, order=order)
    for number in problem.kept:
        _add_activity(master, number)
    _add_needs(master, may_drop=task.may_drop)
    _add_usefulness(master)
    _add_energy(master)
    for budget in range(len(problem.available)):
        _add_budget(master, budget)
    for aim, most in task.at_most.items():
        if aim != "finish":
            master.model.add_linear(_terms(master, aim), high=most)
    for selection, finish in task.excluded:
        _exclude(master, selection, finish)
    master.model.minimise(_terms(master, "units" if task.aim == "finish" else task.aim))
    return master


def _add_activity(master: Master, number: int) -> None:
    model, activity = master.model, master.problem.activities[number]
    literals = [model.new_bool() for _ in activity.modes]
    if len(literals) == 1:
        master.present[number] = literals[0]
    else:
        master.present[number] = model.new_bool()
        model.add_linear([*((one, 1) for one in literals), (master.present[number], -1)], low=0, high=0)
    if activity.is_required:
        model.add_clause([master.present[number]])
    for mode, literal in zip(activity.modes, literals, strict=True):
        master.modes[number, mode] = literal


def _add_needs(master: Master, *, may_drop: bool) -> None:
    for index, need in enumerate(master.problem.needs):
        literals = [master.present[one] for one in need.any_of if one in master.present]
        if need.owner == GOAL and may_drop:
            master.met[index] = master.model.new_bool()
            master.model.add_clause([*literals, negated(master.met[index])])
        elif need.owner == GOAL:
            master.model.add_clause(literals)
        elif need.owner in master.present:
            master.model.add_clause([*literals, negated(master.present[need.owner])])


def _add_usefulness(master: Master) -> None:
    """What nobody asks for is left out: leaving it out never makes a plan worse."""
    users: dict[int, set[int]] = {}
    for need in master.problem.needs:
        for one in need.any_of:
            users.setdefault(one, set()).add(need.owner)
    for number, literal in master.present.items():
        asked = users.get(number, set())
        if GOAL not in asked and not master.problem.activities[number].is_required:
            master.model.add_clause(
                [negated(literal), *(master.present[one] for one in sorted(asked) if one in master.present)]
            )


def _add_energy(master: Master) -> None:
    """What must be done inside a window fits into what there is in it."""
    problem = master.problem
    offered = Offered(problem.capacity)
    windows = set(windows_of(problem, most=_FEW_WINDOWS))
    windows |= {one for one in windows_of(problem, most=_MOST_WINDOWS) if one[1] == problem.horizon}
    for window in sorted(windows):
        for resource in range(len(problem.capacity)):
            there = offered.between(resource, *window)
            work = [
                (literal, inside)
                for (number, mode), literal in master.modes.items()
                if mode.work[resource]
                and (inside := work_inside(problem.activities[number], mode, resource, window, offered))
            ]
            if sum(inside for _, inside in work) > there:
                master.model.add_linear(work, high=there)


def _add_budget(master: Master, budget: int) -> None:
    """All costs are due before the finish; what comes in later is of no use."""
    costs = [
        (literal, mode.costs[budget]) for (_, mode), literal in master.modes.items() if mode.costs[budget]
    ]
    if costs:
        master.model.add_linear(costs, high=master.problem.available[budget][-1])


def _terms(master: Master, aim: Aim) -> list[tuple[int, int]]:
    if aim == "unmet":
        needs = master.problem.needs
        return [
            (negated(met), max(1, round(needs[one].weight * WEIGHT_SCALE))) for one, met in master.met.items()
        ]
    amounts = (
        (literal, mode.price if aim == "cost" else mode.units) for (_, mode), literal in master.modes.items()
    )
    return [pair for pair in amounts if pair[1]]


def _exclude(master: Master, selection: Selection, finish: int) -> None:
    """Not this selection by this finish, unless something it could use joins it."""
    chosen = [master.modes.get((number, mode)) for number, mode in selection.items()]
    useful = {
        one for number in selection for need in master.order.needs_of.get(number, ()) for one in need.any_of
    }
    escape = [master.present[one] for one in sorted(useful - selection.keys()) if one in master.present]
    if None not in chosen and master.problem.horizon <= finish:
        master.model.add_clause([*(negated(one) for one in chosen if one is not None), *escape])
