"""One step laid into what the others leave: as early as it can, between a first period and a last."""

from collections.abc import Mapping

from cairn.plan.problem import Load, Mode


def lay_pausing(
    mode: Mode, free: Mapping[str, list[int]], start: int, due: int
) -> tuple[int, int, tuple[Load, ...]] | None:
    """First period, finish and loads where the work may pause, taking all it may each period."""
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


def lay_steady(
    mode: Mode, free: Mapping[str, list[int]], start: int, due: int
) -> tuple[int, int, tuple[Load, ...]] | None:
    """First period, finish and loads where the same work is done in each of `duration` periods."""
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
