"""The plan as iCalendar (RFC 5545): sessions, milestones and the deadline.

A session is an event with a floating start and a length, so that it stays at
seven in the evening wherever the person is. Work that is split is several events.
A milestone is a task with a due date and the deadline an all-day event, never a
bar of weeks. Identifiers depend only on the person, the step and the place in
its order, so that importing a new version moves events instead of doubling them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from cairn.goals.values import Milestone
from cairn.plan.values import Step
from cairn.report.bundle import PlanReport
from cairn.report.phrases import NBSP, hours_text, money_text
from cairn.schedule.timeline import Session

_LONGEST_LINE = 75
_PRODUCT = "-//Cairn//Career planner//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What a calendar tells of a plan; `stamp` is the day the entries were made."""

    name: str
    role: str
    title: str
    statement: str
    stamp: date
    deadline: date | None
    currency: str
    steps: tuple[Step, ...]
    sessions: tuple[Session, ...]
    milestones: tuple[Milestone, ...]
    reviews: tuple[date, ...] = ()


def write_calendar(report: PlanReport) -> str:
    """The calendar of a plan report."""
    agenda = Agenda(
        name=report.person.contact.name,
        role=report.role.id,
        title=report.role.title,
        statement=report.goal.statement,
        stamp=report.plan.terms.today,
        deadline=report.plan.terms.deadline,
        currency=report.plan.terms.currency,
        steps=report.plan.steps,
        sessions=report.timeline.sessions,
        milestones=report.milestones,
        reviews=report.reviews,
    )
    return write_agenda(agenda)


def write_agenda(agenda: Agenda) -> str:
    """The whole calendar, lines folded at 75 octets and ended as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escape_text(f'{agenda.title}: plan')}")
    for entry in _entries(agenda):
        lines += entry
    lines.append("END:VCALENDAR")
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def escape_text(text: str) -> str:
    """A text value: backslash, comma, semicolon and line ends escaped, control characters dropped."""
    spaced = text.replace(NBSP, " ").replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in spaced if char in "\n\t" or (ord(char) >= 32 and ord(char) != 127))
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def fold_line(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    if len(line) <= _LONGEST_LINE and line.isascii():
        return line
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "surrogatepass"))
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])


def _entries(agenda: Agenda) -> Iterator[list[str]]:
    stamp = f"{agenda.stamp:%Y%m%d}T000000Z"
    steps = {step.id: step for step in agenda.steps}
    places: dict[str, int] = {}
    for session in sorted(agenda.sessions, key=lambda one: (one.day, one.start, one.step)):
        places[session.step] = place = places.get(session.step, 0) + 1
        uid = _uid(agenda, "session", session.step, place)
        yield _session(session, steps.get(session.step), agenda, uid=uid, stamp=stamp, is_first=place == 1)
    for place, stone in enumerate(agenda.milestones, start=1):
        key = stone.step or f"{place}"
        yield _task(
            _uid(agenda, "milestone", key, place if not stone.step else 0),
            stamp,
            stone.day,
            f"Milestone: {stone.title}",
            stone.criterion,
        )
    for place, day in enumerate(agenda.reviews, start=1):
        words = "What happened, what changed, what comes next: check the plan and plan again."
        yield _task(_uid(agenda, "review", "", place), stamp, day, "Look at the plan again", words)
    if agenda.deadline:
        yield _all_day(
            _uid(agenda, "deadline", agenda.role, 0),
            stamp,
            agenda.deadline,
            f"Deadline: {agenda.title}",
            agenda.statement,
        )


def _uid(agenda: Agenda, kind: str, key: str, place: int) -> str:
    """The same for the same person, role, step and place on any day and machine."""
    words = "\n".join([agenda.name, agenda.role, kind, key, str(place)])
    return f"{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@cairn"


def _session(
    session: Session, step: Step | None, agenda: Agenda, *, uid: str, stamp: str, is_first: bool
) -> list[str]:
    start = datetime.combine(session.day, session.start)
    hours, minutes = divmod(session.minutes, 60)
    length = f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes or not hours else ''}"
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"DURATION:{length}",
        f"SUMMARY:{escape_text(session.title)}",
        *_described(_about(step, agenda, is_first=is_first) if step else ""),
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _about(step: Step, agenda: Agenda, *, is_first: bool) -> str:
    lines = [step.why]
    if is_first and step.option.first_step:
        lines.append(f"Begin: {step.option.first_step}")
    if step.option.done_when:
        lines.append(f"Done when: {step.option.done_when}")
    if is_first:
        cost = money_text(step.cost.value, agenda.currency) if step.cost.value else "free"
        lines.append(f"In all: {hours_text(step.hours.value)}, {cost}")
    return "\n".join(line for line in lines if line)


def _described(words: str) -> list[str]:
    return [f"DESCRIPTION:{escape_text(words)}"] if words else []


def _task(uid: str, stamp: str, day: date, title: str, words: str) -> list[str]:
    return [
        "BEGIN:VTODO",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DUE;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{escape_text(title)}",
        *_described(words),
        "STATUS:NEEDS-ACTION",
        "END:VTODO",
    ]


def _all_day(uid: str, stamp: str, day: date, title: str, words: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape_text(title)}",
        *_described(words),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
