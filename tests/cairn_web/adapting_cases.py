"""A change of a kept plan: asked for, and looked at item by item."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cairn_web.models import Person, Run, Task
from cairn_web.services import adapting, tasks
from cairn_web.store import latest_plan

BEGAN = date(2026, 11, 23)
Later = Callable[[int], date]


def the_run(person: Person) -> Run:
    run = latest_plan(person)
    assert run is not None
    return run


def ask(person: Person, changes: dict[str, Any], reason: str = "it happened") -> Run:
    run = adapting.start_adapting(person=person, changes=changes, reason=reason)
    return Run.objects.get(pk=run.pk)


def items_of(run: Run) -> dict[str, dict[str, Any]]:
    return {one["step"]: one for one in run.summary["proposal"]["items"]}


def steps_of(run: Run) -> dict[str, dict[str, Any]]:
    result = Run.objects.get(pk=run.pk).result
    return {one["id"]: one for one in result["record"]["plan"]["steps"]}


def keep(person: Person) -> list[Task]:
    tasks.take_plan(person=person, run=the_run(person))
    return list(person.tasks.exclude(step="").order_by("due", "pk"))
