"""The calendar of a kept plan, as its record stands."""

from datetime import date

from cairn.goals.values import Milestone
from cairn.report.keeping.kept import Json, read_kept
from cairn.report.renderers.feed import Agenda, write_agenda


def calendar_of(record: Json) -> str:
    """Sessions, milestones and deadline as iCalendar text; the same identifiers as when it was made."""
    kept = read_kept(record)
    agenda = Agenda(
        name=record["person"]["name"],
        role=record["target"]["role"],
        title=kept.title,
        statement=record["goal"]["statement"],
        stamp=date.fromisoformat(record["made_on"]),
        deadline=kept.terms.deadline,
        currency=kept.terms.currency,
        steps=kept.steps,
        sessions=kept.sessions,
        milestones=tuple(
            Milestone(
                day=date.fromisoformat(one["day"]),
                title=one["title"],
                criterion=one["criterion"],
                horizon=one["horizon"],
                step=one["step"],
            )
            for one in record["milestones"]
        ),
        reviews=tuple(map(date.fromisoformat, record.get("reviews", ()))),
    )
    return write_agenda(agenda)
