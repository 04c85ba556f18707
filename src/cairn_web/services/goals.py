"""Goals with a field for each SMART letter, checked while they are written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cairn.goals import Feasibility, Finding, Goal, check_goal, horizon_of
from cairn.goals import Goal as GoalValue
from cairn_web import clock
from cairn_web.models import Goal as GoalRow
from cairn_web.models import Person, Run
from cairn_web.services.history import change_row, note, remove_row


def value_of(said: Mapping[str, Any], person: Person) -> GoalValue:
    """The goal that a form or a row says, as a value."""
    today = clock.today()
    deadline = said.get("deadline")
    bounds = {"short_months": person.short_months, "mid_months": person.mid_months}
    return Goal(
        statement=said.get("statement") or "",
        measure=said.get("measure") or "",
        relevance=said.get("relevance") or "",
        deadline=deadline,
        horizon=horizon_of(deadline, today=today, **bounds) if deadline else "long",
        role=said.get("role") or "",
    )


def find_flaws(*, said: Mapping[str, Any], person: Person, plan: Run | None) -> tuple[Finding, ...]:
    """A finding for each letter; whether it can be done comes from the plan where the goal names its role."""
    goal = value_of(said, person)
    return check_goal(goal, today=clock.today(), feasibility=_feasibility(goal, plan))


def _feasibility(goal: GoalValue, plan: Run | None) -> Feasibility | None:
    if plan is None or goal.role != plan.summary.get("role"):
        return None
    finish, p80 = (date.fromisoformat(plan.summary[key]) for key in ("finish", "p80"))
    weeks = max((goal.deadline - clock.today()).days / 7, 0) if goal.deadline else 0
    return Feasibility(
        fits=goal.deadline is None or p80 <= goal.deadline,
        hours_needed=plan.summary["hours"],
        hours_available=weeks * plan.summary["hours_per_week"],
        earliest=finish,
    )


@transaction.atomic
def add_goal(*, person: Person, fields: Mapping[str, Any]) -> GoalRow:
    """Set a goal."""
    row = GoalRow.objects.create(person=person, **fields)
    note(person=person, table="goal", row=row, sentence=f"Set the goal “{row.statement}”")
    return row


def save_goal(
    *, person: Person, row: GoalRow, version: int, fields: Mapping[str, Any], reason: str = ""
) -> None:
    """Change a goal, with the reason.

    Raises:
        Conflict: another tab changed it meanwhile.
    """
    change_row(
        row=row,
        person=person,
        table="goal",
        version=version,
        changes=fields,
        sentence=f"Changed the goal “{row.statement}”",
        reason=reason,
    )


def remove_goal(*, person: Person, row: GoalRow) -> int:
    """Take a goal out of sight; the number of the change undoes it."""
    change = remove_row(row=row, person=person, table="goal", sentence=f"Removed the goal “{row.statement}”")
    return int(change.pk)
