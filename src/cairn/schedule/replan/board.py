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
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

from cairn.plan.problem import Activity, ActivityId, Mode, Placement, PlanningProblem
from cairn.schedule.replan.laying import lay_pausing, lay_steady

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

    `is_proof` says that no other layout of the same movers would have fitted; `window`
    are the periods that were tried.
    """

    culprits: tuple[ActivityId, ...]
    is_proof: bool
    window: tuple[int, int] = (0, _NEVER)


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
        return self._gaps[link]

    @cached_property
    def _gaps(self) -> Mapping[Link, int]:
        return {link: self._gap(link) for link in self.links}

    def _gap(self, link: Link) -> int:
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

    @cached_property
    def _left_by_all(self) -> Mapping[str, tuple[int, ...]]:
        """Units that are left (below 0: lacking) in each period if everybody stays."""
        left = {one.id: list(one.capacity) for one in self.problem.resources}
        for step in self._stayable:
            for load in self.old[step].loads:
                left[load.resource][load.period] -= load.amount
        return {name: tuple(row) for name, row in left.items()}

    @cached_property
    def _stayable(self) -> frozenset[ActivityId]:
        return frozenset(self.modes) - self.misfits

    @cached_property
    def _broken(self) -> tuple[Link, ...]:
        """Links that the old placements do not keep."""
        return tuple(
            link
            for link in self.links
            if {link.before, link.after} <= self._stayable
            and self.old[link.after].start
            < max(self.old[link.before].finish + self.gap(link), self.old[link.before].start)
        )

    def _free(self, movers: frozenset[ActivityId]) -> dict[str, list[int]]:
        """Units the stayers leave in each period."""
        free = {name: list(row) for name, row in self._left_by_all.items()}
        for step in movers & self._stayable:
            for load in self.old[step].loads:
                free[load.resource][load.period] += load.amount
        return free

    def clash(self, movers: frozenset[ActivityId]) -> tuple[ActivityId, ...]:
        """Stayers that cannot all stay: of one overfull period, or of one broken link."""
        for name, row in self._free(movers).items():
            if min(row, default=0) < 0:
                period = next(period for period, left in enumerate(row) if left < 0)
                return tuple(
                    step
                    for step in sorted(self._stayable - movers)
                    if any(load.resource == name and load.period == period for load in self.old[step].loads)
                )
        for link in self._broken:
            if not movers & {link.before, link.after}:
                return (link.before, link.after)
        return self._overspent(movers)

    def _overspent(self, movers: frozenset[ActivityId]) -> tuple[ActivityId, ...]:
        """Stayers that cost more by some period than there is by then."""
        stayers = [step for step in self.modes if step not in movers and self.modes[step].costs]
        for budget in self.problem.budgets if stayers else ():
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
        room, due = self._room(movers), self._due(movers)
        waits = {step: len(self._movers_before(step) & movers) for step in movers}
        ready = [self._turn(step, due) for step in movers if not waits[step]]
        heapify(ready)
        while ready:
            *_, step = heappop(ready)
            placed = self._place(step, room, due[step], near=near)
            if placed is None:
                return self._stuck(step, movers, due)
            self._take(room, placed)
            for later in self._behind(step) & movers:
                waits[later] -= 1
                if not waits[later]:
                    heappush(ready, self._turn(later, due))
        return room.placed

    def _turn(self, step: ActivityId, due: Mapping[ActivityId, int]) -> tuple[int, int, ActivityId]:
        """The earliest due comes first, then the one that was first."""
        return due[step], self._old_start(step), step

    def _old_start(self, step: ActivityId) -> int:
        return self.old[step].start if step in self.old else _NEVER

    def _movers_before(self, step: ActivityId) -> set[ActivityId]:
        return {link.before for link in self.links_of.get(step, ()) if link.after == step}

    def _behind(self, step: ActivityId) -> set[ActivityId]:
        return {link.after for link in self.links_of.get(step, ()) if link.before == step}

    @cached_property
    def _last_first(self) -> Mapping[ActivityId, int]:
        """A rank by which whoever waits stands before what it waits for; empty if they wait in a circle."""
        order = TopologicalSorter({step: self._behind(step) for step in self.modes})
        try:
            return {step: rank for rank, step in enumerate(order.static_order())}
        except CycleError:
            return {}

    @property
    def has_circle(self) -> bool:
        """Whether steps wait for one another in a circle, so that no layout is possible."""
        return len(self._last_first) < len(self.modes)

    def _room(self, movers: frozenset[ActivityId]) -> _Room:
        money = {one.id: list(one.available) for one in self.problem.budgets}
        room = _Room(free=self._free(movers), money=money, placed={})
        for step in self._stayable - movers:
            self._pay(room, self.old[step])
        return room

    def _take(self, room: _Room, placed: Placement) -> None:
        room.placed[placed.activity] = placed
        for load in placed.loads:
            room.free[load.resource][load.period] -= load.amount
        self._pay(room, placed)

    def _pay(self, room: _Room, placed: Placement) -> None:
        for budget, cost in self.modes[placed.activity].costs.items():
            row = room.money[budget]
            for period in range(min(placed.start, len(row) - 1), len(row)):
                row[period] -= cost

    def _due(self, movers: frozenset[ActivityId]) -> dict[ActivityId, int]:
        """Latest finishes: own bounds, stayers behind, and movers behind with their least spans."""
        due: dict[ActivityId, int] = {}
        for step in sorted(movers, key=self._last_first.__getitem__):
            latest = self.latest(step)
            for link in self.links_of.get(step, ()):
                if link.before == step and link.after in movers:
                    end = due.get(link.after, self.horizon)
                    latest = min(latest, end - self._least_span(link.after) - self.gap(link))
                elif link.before == step:
                    latest = min(latest, self.old[link.after].start - self.gap(link))
            due[step] = latest
        return due

    def _least_span(self, step: ActivityId) -> int:
        return self._spans[step]

    @cached_property
    def _spans(self) -> Mapping[ActivityId, int]:
        return {step: self._span(mode) for step, mode in self.modes.items()}

    def _span(self, mode: Mode) -> int:
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
        found = lay_pausing(mode, room.free, start, due) if mode.can_pause else None
        if not mode.can_pause:
            found = lay_steady(mode, room.free, start, due)
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
        return Stuck(
            culprits=tuple(sorted(culprits)), is_proof=self._is_simple(movers), window=(first, due[step])
        )

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
