"""A first choice at once: what seems cheapest, with all it relies on.

An activity's burden is its own work, money or time and the least burden of each
of its needs, computed from what needs nothing outward; relying only on what has a
burden already keeps circles out. Several mixes of work, money and time are tried,
some at random. A choice here is a start for the search, never a proof.
"""

import random
from collections.abc import Collection, Iterator, Mapping
from heapq import heappop, heappush

from cairn.plan.choosing.choose import Selection, least_span
from cairn.plan.choosing.index import GOAL, NumberedMode, NumberedNeed, NumberedProblem

_NEVER = float("inf")
_FAVOUR = 0.02


def greedy_choices(
    problem: NumberedProblem,
    *,
    tries: int = 12,
    seed: int = 0,
    first: int = 0,
    favoured: Selection | None = None,
    avoided: Collection[int] = (),
) -> Iterator[Selection]:
    """Choices that meet every need in order, best guesses first; money and time unchecked.

    What is `favoured` counts as all but free, what is `avoided` as very dear. `first`
    is the mix to begin with: the first four are fixed, then come random ones.
    """
    chance = random.Random(seed)  # noqa: S311 - variety, not secrets
    seen: set[frozenset[tuple[int, str]]] = set()
    for turn in range(first, first + tries):
        mix = _MIXES[turn] if turn < len(_MIXES) else tuple(chance.random() ** 2 for _ in range(3))
        noise = 0.0 if turn < len(_MIXES) else 0.3
        choice = _choose(problem, mix, noise, chance, favoured or {}, avoided)
        key = frozenset((number, mode.id) for number, mode in (choice or {}).items())
        if choice is not None and key not in seen:
            seen.add(key)
            yield choice


_MIXES = ((1.0, 0.02, 0.3), (1.0, 1.0, 0.1), (0.05, 0.02, 1.0), (0.02, 1.0, 0.02))


def _choose(
    problem: NumberedProblem,
    mix: tuple[float, ...],
    noise: float,
    chance: random.Random,
    favoured: Selection,
    avoided: Collection[int],
) -> dict[int, NumberedMode] | None:
    own = _own_burdens(problem, mix, noise, chance)
    own |= {one: (own[one][0] / _FAVOUR**2, own[one][1]) for one in avoided if one in own}
    own |= {one: (own[one][0] * _FAVOUR, mode) for one, mode in favoured.items() if one in own}
    by_owner: dict[int, list[NumberedNeed]] = {}
    for need in problem.needs:
        by_owner.setdefault(need.owner, []).append(need)
    total = _burdens(own, by_owner)
    chosen: dict[int, NumberedMode] = {}
    open_ = [number for number, one in enumerate(problem.activities) if one.is_required]
    asked = list(by_owner.get(GOAL, ()))
    while open_ or asked:
        if not open_:
            need = asked.pop()
            if any(one in chosen for one in need.any_of):
                continue
            way = min(need.any_of, key=lambda one: total.get(one, _NEVER), default=-1)
            if total.get(way, _NEVER) == _NEVER:
                return None
            open_.append(way)
        number = open_.pop()
        if number not in chosen:
            if number not in own:
                return None
            chosen[number] = own[number][1]
            ways = (need.any_of for need in by_owner.get(number, ()))
            open_.extend(min(any_of, key=lambda one: total.get(one, _NEVER)) for any_of in ways)
    return _without_spares(problem, chosen, by_owner)


def _own_burdens(
    problem: NumberedProblem, mix: tuple[float, ...], noise: float, chance: random.Random
) -> dict[int, tuple[float, NumberedMode]]:
    """Each activity's lightest mode under the mix of work, money and time."""
    offered = [max(1.0, sum(row) / max(1, len(row))) for row in problem.capacity]
    money = [max(1, row[-1]) for row in problem.available]
    own = {}
    for number in problem.kept:
        best: tuple[float, NumberedMode] | None = None
        for mode in problem.activities[number].modes:
            work = max((units / there for units, there in zip(mode.work, offered, strict=True)), default=0.0)
            price = sum(cost / there for cost, there in zip(mode.costs, money, strict=True)) * problem.horizon
            burden = mix[0] * work + mix[1] * price + mix[2] * least_span(mode, problem.capacity) + 0.01
            burden *= 1 + noise * chance.uniform(-1, 1)
            if best is None or burden < best[0]:
                best = (burden, mode)
        if best is not None:
            own[number] = best
    return own


def _burdens(
    own: Mapping[int, tuple[float, NumberedMode]],
    by_owner: Mapping[int, list[NumberedNeed]],
) -> dict[int, float]:
    """Burdens with everything relied on, least first, so that none relies on itself."""
    behind: dict[int, list[int]] = {}
    waiting: dict[int, int] = {}
    for number in own:
        needs = by_owner.get(number, [])
        waiting[number] = len(needs)
        for need in needs:
            for way in need.any_of:
                behind.setdefault(way, []).append(number)
    queue = [(burden, number) for number, (burden, _) in own.items() if not waiting[number]]
    queue.sort()
    total: dict[int, float] = {}
    sums = {number: burden for number, (burden, _) in own.items()}
    done_needs: set[str] = set()
    while queue:
        burden, number = heappop(queue)
        if number in total:
            continue
        total[number] = burden
        for after in behind.get(number, ()):
            for need in by_owner.get(after, ()):
                if number in need.any_of and need.id not in done_needs:
                    done_needs.add(need.id)
                    sums[after] += burden
                    waiting[after] -= 1
                    if not waiting[after] and after in own:
                        heappush(queue, (sums[after], after))
    return total


def _without_spares(
    problem: NumberedProblem, chosen: dict[int, NumberedMode], by_owner: Mapping[int, list[NumberedNeed]]
) -> dict[int, NumberedMode]:
    """Without goals' ways that other ways make up for, heaviest first.

    Only what nothing else waits for is dropped, so what remains keeps its order.
    """
    for number in sorted(chosen, key=lambda one: -chosen[one].units):
        rest = {one: mode for one, mode in chosen.items() if one != number}
        owned = any(number in need.any_of for one in rest for need in by_owner.get(one, ()))
        spare = all(
            any(one in rest for one in need.any_of)
            for need in by_owner.get(GOAL, ())
            if number in need.any_of
        )
        if spare and not owned and not problem.activities[number].is_required:
            chosen = rest
    return chosen
