"""The sessions of one week, to tick off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cairn.report.phrases import hours_text, sentence, time_text
from cairn.units import monday_of
from cairn_web.models import Person
from cairn_web.store import KeptPlan

_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session: when, what, which small step it begins with, and whether it was worked."""

    key: str
    title: str
    when: str
    begin: str
    why: str
    is_done: bool
    day: date


def this_week(person: Person, plan: KeptPlan, today: date) -> tuple[tuple[SessionLine, ...], str]:
    """The sessions of this week, else of the next one that has any, and what to call that week."""
    sessions = sorted(plan.record["schedule"]["sessions"], key=lambda one: one["start"])
    monday = monday_of(today)
    ahead = [one for one in sessions if _day(one) >= monday]
    if not ahead:
        return (), "This week"
    first = monday_of(_day(ahead[0]))
    shown = [one for one in ahead if monday_of(_day(one)) == first][:_MOST]
    done = set(person.done_sessions.values_list("step", "start"))
    steps = {one["id"]: one for one in plan.record["plan"]["steps"]}
    told: set[str] = set()
    lines = []
    for one in shown:
        lines.append(_line(one, steps.get(one["step"], {}), done, is_first=one["step"] not in told))
        told.add(one["step"])
    near = "This week" if first == monday else "Next week" if first == monday + timedelta(days=7) else ""
    return tuple(lines), near or f"From {first.day} {first:%B %Y}"


def _day(session: Mapping[str, Any]) -> date:
    return date.fromisoformat(session["start"][:10])


def _line(
    one: Mapping[str, Any], step: Mapping[str, Any], done: set[tuple[str, str]], *, is_first: bool
) -> SessionLine:
    start = datetime.fromisoformat(one["start"])
    where = " at work" if one["at_work"] else ""
    return SessionLine(
        key=f"{one['step']}|{one['start']}",
        title=one["title"],
        when=f"{time_text(start.date(), start.time())} · {hours_text(one['minutes'] / 60)}{where}",
        begin=step.get("first_step", "") if is_first else "",
        why=sentence(step["why"]) if is_first and step.get("why") else "",
        is_done=(one["step"], one["start"]) in done,
        day=start.date(),
    )


def read_ticks(said: Any) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:  # noqa: ANN401 - a form's data
    """The sessions that a form showed, and those that it says were worked."""
    shown = [_key(one) for one in said.getlist("shown")[:50]]
    done = {_key(one) for one in said.getlist("done")[:50]}
    return shown, done


def _key(text: str) -> tuple[str, str]:
    step, _, start = text[:180].rpartition("|")
    return step, start[:16]
