"""Tasks that come back: done makes the next one, and taking that back takes the next one out.

The next one is due on the next of the series' days that lies after both the day it was
due and the day it was done, so that a task left for long comes back once and not often.
"""

from calendar import monthrange
from datetime import date, timedelta

from cairn_web import clock
from cairn_web.models import Repeats, Task

_KEPT = ("person_id", "goal_id", "title", "notes", "next_step", "done_when", "hours", "repeats", "repeats_on")


def next_day(repeats: str, *, on: int, due: date, after: date) -> date:
    """The first day of the series later than `due` and `after`; `on` is its day of the month.

    A month without that day has the series on its last one.
    """
    late = max(due, after)
    if repeats == Repeats.WEEK:
        return due + timedelta(weeks=(late - due).days // 7 + 1)
    here = _day_in(late.year, late.month, on)
    if here > late:
        return here
    return _day_in(late.year + late.month // 12, late.month % 12 + 1, on)


def _day_in(year: int, month: int, on: int) -> date:
    return date(year, month, min(on, monthrange(year, month)[1]))


def day_of_series(repeats: str, due: date | None) -> int | None:
    """The day of the month that a series keeps to; None for what does not repeat by the month."""
    return due.day if due and repeats == Repeats.MONTH else None


def follow(row: Task) -> Task | None:
    """Let the next one of a series be there just when this one is done; None where there is none.

    One that was worked on or changed since stays, whatever becomes of this one.
    """
    now = Task.objects.get(pk=row.pk)
    held = Task.objects.filter(repeat_of=now).first()
    if now.done_on is None:
        if held and held.removed_at is None and _is_untouched(held):
            Task.objects.filter(pk=held.pk).update(removed_at=clock.now())
        return None
    if held is None:
        return bring_next(now, day=now.done_on)
    if held.removed_at and _is_untouched(held):
        Task.objects.filter(pk=held.pk).update(removed_at=None)
    return held


def _is_untouched(row: Task) -> bool:
    return row.version == 1 and row.done_on is None and not row.log.filter(removed_at=None).exists()


def bring_next(row: Task, *, day: date) -> Task | None:
    """The next one of a series, as if this one were done on `day`; None for what comes once."""
    if not row.repeats or row.due is None:
        return None
    due = next_day(row.repeats, on=row.repeats_on or row.due.day, due=row.due, after=day)
    start = due - (row.due - row.start) if row.start else None
    told = {name: getattr(row, name) for name in _KEPT}
    made = Task.objects.create(**told, start=start, due=due, baseline_due=due, repeat_of=row)
    made.also_for.set(row.also_for.all())
    return made
