"""Needs and precedences of the choosing model: what is done before what starts."""

from cairn.plan.choosing.built import ChoiceModel, Event, enforced
from cairn.plan.choosing.index import GOAL, NumberedMode, NumberedNeed, shares_period
from cairn.plan.choosing.model import negated


def add_needs(built: ChoiceModel, *, may_drop: bool) -> None:
    """Each need is met: the goal's by something chosen, an activity's before it starts."""
    for index, need in enumerate(built.problem.needs):
        ways = [one for one in need.any_of if one in built.present]
        if need.owner == GOAL:
            literals = [built.present[one] for one in ways]
            if may_drop:
                built.met[index] = built.model.new_bool()
                literals.append(negated(built.met[index]))
            built.model.add_clause(literals)
        elif need.owner in built.present:
            _add_need(built, need.owner, need)


def _add_need(built: ChoiceModel, owner: int, need: NumberedNeed) -> None:
    """The owner starts after the event that the need waits for."""
    activity = built.problem.activities[owner]
    sharing = [_can_share(mode, need.lag) for mode in activity.modes]
    for shares in sorted(set(sharing)):
        event = _event(built, need, shares=shares)
        same = [built.modes[owner, which] for which, one in enumerate(sharing) if one == shares]
        for literal in [built.present[owner]] if len(same) == len(sharing) else same:
            when = enforced(built, literal)
            built.model.add_clause([event.happens], when=when)
            after = [(built.starts[owner], 1), (event.time, -1)]
            built.model.add_linear(after, low=need.lag, when=when)
            if event.rank >= 0 and owner in built.ranks:
                built.model.add_linear([(built.ranks[owner], 1), (event.rank, -1)], low=0, when=when)


def _can_share(mode: NumberedMode, lag: int) -> bool:
    return mode.can_pause and lag == 0


def _event(built: ChoiceModel, need: NumberedNeed, *, shares: bool) -> Event:
    """That one of a need's ways is done: many needs wait for the same.

    Its time is the finish of the way relied on, or, for owners that may start in
    the period in which it ends, that period.
    """
    ways = tuple(one for one in need.any_of if one in built.present)
    if (ways, shares) in built.events:
        return built.events[ways, shares]
    model, activities = built.model, built.problem.activities
    earliest = min((built.problem.activities[one].earliest for one in ways), default=0)
    event = Event(
        happens=model.new_bool(),
        time=model.new_int(earliest, built.problem.horizon),
        rank=model.new_int(0, len(activities)) if any(one in built.ranks for one in ways) else -1,
    )
    built.events[ways, shares] = event
    supports = [built.present[ways[0]]] if len(ways) == 1 else [model.new_bool() for _ in ways]
    model.add_clause(supports, when=[event.happens])
    for way, support in zip(ways, supports, strict=True):
        if len(ways) > 1:
            model.add_clause([built.present[way]], when=[support])
        _add_support(built, event, way, support, shares=shares)
    return event


def _add_support(built: ChoiceModel, event: Event, way: int, support: int, *, shares: bool) -> None:
    model, when = built.model, enforced(built, support, event.happens)
    difference = [(event.time, 1), (built.ends[way], -1)]
    modes = built.problem.activities[way].modes
    shared = [int(shares and mode.can_pause and mode.duration + mode.units > 0) for mode in modes]
    model.add_linear(difference, low=-max(shared), when=when)
    if len(set(shared)) > 1:
        for which, share in enumerate(shared):
            if not share:
                model.add_linear(difference, low=0, when=[*when, built.modes[way, which]])
    if event.rank >= 0 and way in built.ranks:
        model.add_linear([(event.rank, 1), (built.ranks[way], -1)], low=1, when=when)


def add_order(built: ChoiceModel, before: int, after: int, lag: int, when: tuple[int, ...]) -> None:
    """`before` ends, plus the lag, before `after` starts; sharing a period where both pause."""
    activities = built.problem.activities
    difference = [(built.starts[after], 1), (built.ends[before], -1)]
    literals = enforced(built, *when)
    pairs = {
        (a, b): shares_period(mode, other, lag)
        for a, mode in enumerate(activities[before].modes)
        for b, other in enumerate(activities[after].modes)
    }
    built.model.add_linear(difference, low=lag - max(pairs.values()), when=literals)
    if len(set(pairs.values())) > 1:
        for (a, b), shared in pairs.items():
            if not shared:
                both = enforced(built, *when, built.modes[before, a], built.modes[after, b])
                built.model.add_linear(difference, low=lag, when=both)
    if before in built.ranks and after in built.ranks:
        built.model.add_linear([(built.ranks[after], 1), (built.ranks[before], -1)], low=1, when=literals)
