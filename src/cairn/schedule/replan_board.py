"""Steps that stay, steps that move: whether the movers fit between the others.

A board holds the plan that was, under rules that may have changed. Given who moves,
everybody else is nailed to their old loads; movers are laid into what is left, the
earliest due first, each as early as it can. For movers that may pause, without a
cap, on one and the same resource, this finds a layout whenever there is one
(docs/method/replanning.md); for others a failure is no proof.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cairn.plan.problem import Activity, ActivityId, Load, Mode, Placement, PlanningProblem

_NEVER = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`before` ends, plus `lag`, before `after` starts."""

    before: ActivityId
    after: ActivityId
    lag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Why movers do not fit: `culprits` are stayers of whom one at least must move too.

    `is_proof` says that no other layout of the same movers would have fitted.
    """

    culprits: tuple[ActivityId, ...]
    is_proof: bool


@dataclass(slots=True)
class _Room:
    """What the stayers leave, and the movers laid so far."""

    free: dict[str, list[int]]
    money: dict[str, list[int]]
    placed: dict[ActivityId, Placement]


@dataclass(frozen=True)
class Board:
    """A problem with the old placements of the steps that are to be present."""

    problem: PlanningProblem
    old: Mapping[ActivityId, Placement]
    modes: Mapping[ActivityId, Mode]
    links: tuple[Link, ...]

    @cached_property
    def horizon(self) -> int:
        """The latest finish of all."""
        limit = self.problem.periods
        return limit if self.problem.deadline is None else min(limit, self.problem.deadline)

    @cached_property
    def activities(self) -> Mapping[ActivityId, Activity]:
        """The problem's activities by id."""
        return {one.id: one for one in self.problem.activities}

    @cached_property
    def links_of(self) -> Mapping[ActivityId, tuple[Link, ...]]:
        """Every link a step is part of."""
        found: dict[ActivityId, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.before].append(link)
            found[link.after].append(link)
        return {step: tuple(links) for step, links in found.items()}

    def gap(self, link: Link) -> int:
        """Periods from the finish of the one to the start of the other, at least (-1: may share one)."""
        first, second = self.modes[link.before], self.modes[link.after]
        names = [{name for name, units in mode.work.items() if units} for mode in (first, second)]
        is_one = names[0] == names[1] and len(names[0]) == 1
        return -1 if link.lag == 0 and is_one and first.can_pause and second.can_pause else link.lag

    def latest(self, step: ActivityId) -> int:
        """The latest finish the rules allow the step by itself."""
        deadline = self.activities[step].deadline
        return self.horizon if deadline is None else min(self.horizon, deadline)

    # -------------------------------------------------------------- stayers

    @cached_property
    def misfits(self) -> frozenset[ActivityId]:
        """Steps that cannot stay whatever the others do: new, or out of their own bounds."""
        return frozenset(step for step in self.modes if not self._may_stay(step))

    def _may_stay(self, step: ActivityId) -> bool:
        placed, mode = self.old.get(step), self.modes[step]
        if placed is None or placed.mode != mode.id:
            return False
        worked: dict[str, int] = defaultdict(int)
        for load in placed.loads:
            worked[load.resource] += load.amount
            if load.amount > self._capacity[load.resource][load.period]:
                return False
        is_same_work = all(worked[name] == mode.work.get(name, 0) for name in {*worked, *mode.work})
        in_bounds = self.activities[step].release <= placed.start and placed.finish <= self.latest(step)
        return is_same_work and in_bounds

    @cached_property
    def _capacity(self) -> Mapping[str, tuple[int, ...]]:
        return {one.id: one.capacity for one in self.problem.resources}

    def clash(self, movers: frozenset[ActivityId]) -> tuple[ActivityId, ...]:
        """Stayers that cannot all stay: of one overfull period, or of one broken link."""
        load: dict[tuple[str, int], list[ActivityId]] = defaultdict(list)
        total: dict[tuple[str, int], int] = defaultdict(int)
        for step in self.modes:
            if step not in movers:
                for one in self.old[step].loads:
                    load[one.resource, one.period].append(step)
                    total[one.resource, one.period] += one.amount
        for (resource, period), amount in sorted(total.items()):
            if amount > self._capacity[resource][period]:
                return tuple(dict.fromkeys(load[resource, period]))
        for link in self.links:
            if not movers & {link.before, link.after}:
                least = max(self.old[link.before].finish + self.gap(link), self.old[link.before].start)
                if self.old[link.after].start < least:
                    return (link.before, link.after)
        return self._overspent(movers)

    def _overspent(self, movers: frozenset[ActivityId]) -> tuple[ActivityId, ...]:
        """Stayers that cost more by some period than there is by then."""
        stayers = [step for step in self.modes if step not in movers]
        for budget in self.problem.budgets:
            for period, there in enumerate(budget.available):
                paid = [one for one in stayers if self.old[one].start <= period]
                if sum(self.modes[one].costs.get(budget.id, 0) for one in paid) > there:
                    return tuple(one for one in paid if self.modes[one].costs.get(budget.id))
        return ()

    # -------------------------------------------------------------- movers

    def lay(
        self, movers: frozenset[ActivityId], *, near: bool = False
    ) -> dict[ActivityId, Placement] | Stuck:
        """Placements of the movers around the stayers, or why there are none.

        `near` lays a step no earlier than it was, where that works.
        """
        if culprits := self.clash(movers):
            return Stuck(culprits=culprits, is_proof=True)
        room = self._room(movers)
        due = self._due(movers)
        waiting = set(movers)
        while waiting:
            ready = [one for one in waiting if not self._movers_before(one) & waiting]
            if not ready:
                return Stuck(culprits=(), is_proof=True)
            step = min(ready, key=lambda one: (due[one], self._old_start(one), one))
            placed = self._place(step, room, due[step], near=near)
            if placed is None:
                return self._stuck(step, movers, due)
            self._take(room, placed)
            waiting.remove(step)
        return room.placed

    def _old_start(self, step: ActivityId) -> int:
        return self.old[step].start if step in self.old else _NEVER

    def _movers_before(self, step: ActivityId) -> set[ActivityId]:
        return {link.before for link in self.links_of.get(step, ()) if link.after == step}

    def _room(self, movers: frozenset[ActivityId]) -> _Room:
        room = _Room(
            free={one.id: list(one.capacity) for one in self.problem.resources},
            money={one.id: list(one.available) for one in self.problem.budgets},
            placed={},
        )
        for step in self.modes:
            if step not in movers:
                self._take(room, self.old[step])
        room.placed = {}
        return room

    def _take(self, room: _Room, placed: Placement) -> None:
        room.placed[placed.activity] = placed
        for load in placed.loads:
            room.free[load.resource][load.period] -= load.amount
        for budget, cost in self.modes[placed.activity].costs.items():
            row = room.money[budget]
            for period in range(min(placed.start, len(row) - 1), len(row)):
                row[period] -= cost

    def _due(self, movers: frozenset[ActivityId]) -> dict[ActivityId, int]:
        """Latest finishes: own bounds, stayers behind, and movers behind with their least spans."""
        due: dict[ActivityId, int] = {}
        for _ in range(len(movers) + 1):
            changed = False
            for step in movers:
                latest = self.latest(step)
                for link in self.links_of.get(step, ()):
                    if link.before == step and link.after in movers:
                        end = due.get(link.after, self.horizon)
                        latest = min(latest, end - self._least_span(link.after) - self.gap(link))
                    elif link.before == step:
                        latest = min(latest, self.old[link.after].start - self.gap(link))
                if due.get(step) != latest:
                    due[step], changed = latest, True
            if not changed:
                break
        return due

    def _least_span(self, step: ActivityId) -> int:
        mode = self.modes[step]
        spans = [mode.duration]
        for name, units in mode.work.items():
            most = max(self._capacity[name], default=0)
            most = min(most, mode.most_per_period) if mode.most_per_period else most
            spans += [-(-units // most)] if units and most and mode.can_pause else []
        return max(spans)

    def _place(self, step: ActivityId, room: _Room, due: int, *, near: bool) -> Placement | None:
        start = self._ready(step, room)
        if near and step in self.old and self.old[step].start > start:
            later = self._lay_one(step, room, self.old[step].start, due)
            if later is not None:
                return later
        return self._lay_one(step, room, start, due)

    def _ready(self, step: ActivityId, room: _Room) -> int:
        start = self.activities[step].release
        for link in self.links_of.get(step, ()):
            if link.after == step:
                before = room.placed.get(link.before) or self.old[link.before]
                start = max(start, before.finish + self.gap(link), before.start)
        return start

    def _lay_one(self, step: ActivityId, room: _Room, start: int, due: int) -> Placement | None:
        mode = self.modes[step]
        start = self._affordable(mode, room, start)
        found = _lay_pausing(mode, room.free, start, due) if mode.can_pause else None
        if not mode.can_pause:
            found = _lay_steady(mode, room.free, start, due)
        if found is None:
            return None
        first, finish, loads = found
        return Placement(activity=step, mode=mode.id, start=first, finish=finish, loads=loads)

    def _affordable(self, mode: Mode, room: _Room, start: int) -> int:
        for budget, cost in mode.costs.items():
            short = [period for period, there in enumerate(room.money[budget]) if there < cost]
            if cost and short and short[-1] >= start:
                start = short[-1] + 1 if short[-1] + 1 < len(room.money[budget]) else _NEVER
        return start

    def left_over(
        self, movers: frozenset[ActivityId]
    ) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]]]:
        """Units and money that the stayers leave."""
        room = self._room(movers)
        return room.free, room.money

    def window(self, step: ActivityId, movers: frozenset[ActivityId]) -> tuple[int, int]:
        """Earliest start and latest finish that the rules and the stayers leave a mover."""
        latest = self.latest(step)
        for link in self.links_of.get(step, ()):
            if link.before == step and link.after not in movers:
                latest = min(latest, self.old[link.after].start - self.gap(link))
        return self._earliest(step, movers), latest

    # -------------------------------------------------------------- why not

    def _stuck(self, step: ActivityId, movers: frozenset[ActivityId], due: Mapping[ActivityId, int]) -> Stuck:
        """Stayers in the way of the step or of a mover that competes with it."""
        core = self._competing(step, movers)
        names = {name for one in core for name, units in self.modes[one].work.items() if units}
        first = min(self._earliest(one, movers) for one in core)
        last = max(due[one] for one in core)
        linked = {one for mover in core for link in self.links_of.get(mover, ()) for one in _ends(link)}
        loaded = {
            other
            for other in self.modes
            if other not in movers
            and any(load.resource in names and first <= load.period < last for load in self.old[other].loads)
        }
        paying = {other for other in self.modes if self.modes[other].costs and self._money_varies}
        culprits = (linked | loaded | paying) - movers
        return Stuck(culprits=tuple(sorted(culprits)), is_proof=self._is_simple(movers))

    def _competing(self, step: ActivityId, movers: frozenset[ActivityId]) -> set[ActivityId]:
        """The movers that the step's place may depend on: same resources or linked, through others too."""
        core, open_ = {step}, [step]
        while open_:
            one = open_.pop()
            names = set(self.modes[one].work)
            near = {other for other in movers if names & set(self.modes[other].work)}
            near |= {end for link in self.links_of.get(one, ()) for end in _ends(link)} & movers
            open_ += near - core
            core |= near
        return core

    def _earliest(self, step: ActivityId, movers: frozenset[ActivityId]) -> int:
        starts = [
            self.old[link.before].finish + self.gap(link)
            for link in self.links_of.get(step, ())
            if link.after == step and link.before not in movers
        ]
        return max([self.activities[step].release, *starts])

    @cached_property
    def _money_varies(self) -> bool:
        return any(len(set(one.available)) > 1 for one in self.problem.budgets)

    def _is_simple(self, movers: frozenset[ActivityId]) -> bool:
        """Whether laying the earliest due first finds a layout whenever there is one."""
        resources = set()
        for step in movers:
            mode = self.modes[step]
            resources |= {name for name, units in mode.work.items() if units}
            if not mode.can_pause or mode.most_per_period or mode.duration > 1:
                return False
            if len(self.activities[step].modes) > 1:
                return False
        inner = [link for link in self.links if {link.before, link.after} <= movers]
        return len(resources) <= 1 and not self._money_varies and all(self.gap(one) == -1 for one in inner)


def _ends(link: Link) -> Iterable[ActivityId]:
    return (link.before, link.after)


def _lay_pausing(
    mode: Mode, free: Mapping[str, list[int]], start: int, due: int
) -> tuple[int, int, tuple[Load, ...]] | None:
    loads: list[Load] = []
    for name, units in mode.work.items():
        left, row = units, free[name]
        for period in range(start, min(due, len(row))):
            amount = min(left, row[period], mode.most_per_period or left)
            if amount > 0:
                loads.append(Load(period=period, resource=name, amount=amount))
                left -= amount
            if not left:
                break
        if left:
            return None
    loads.sort(key=lambda load: (load.period, load.resource))
    first, last = (loads[0].period, loads[-1].period + 1) if loads else (start, start)
    first = max(start, min(first, last - mode.duration))
    finish = max(first + mode.duration, last)
    return (first, finish, tuple(loads)) if finish <= due else None


def _lay_steady(
    mode: Mode, free: Mapping[str, list[int]], start: int, due: int
) -> tuple[int, int, tuple[Load, ...]] | None:
    asked = [(name, units // mode.duration) for name, units in mode.work.items() if units]
    run, period = 0, start
    while run < mode.duration and period < due:
        run = run + 1 if all(free[name][period] >= each for name, each in asked) else 0
        period += 1
        if not run:
            start = period
    if run < mode.duration or start + mode.duration > due:
        return None
    loads = (
        Load(period=period, resource=name, amount=each)
        for period in range(start, start + mode.duration)
        for name, each in sorted(asked)
    )
    return start, start + mode.duration, tuple(loads)
