"""The one bridge between rows and values.

Down: rows become the values and the plain requests that the library takes. Up: what
a child worked out is kept in its run. Results never change once they are there, so
the last few are held ready in memory.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from cairn import __version__
from cairn.errors import Place
from cairn.reading.values import Experience as ReadExperience
from cairn.reading.values import Quote, Resume
from cairn.report.document import Document
from cairn.report.figures import Numbers
from cairn.units import Month
from cairn_web import clock
from cairn_web.models import Experience, Person, ReadResume, Run, RunKind, RunState
from cairn_web.wire import from_json, to_json

Json = dict[str, Any]


# ------------------------------------------------------------------ the person


def resume_of(person: Person) -> Resume | None:
    """The résumé as it was read and then mended; None where there is none yet."""
    kept = ReadResume.objects.filter(person=person).first()
    if kept is None:
        return None
    read: Resume = from_json(kept.document)
    rows = person.experiences.filter(removed_at=None).order_by("origin", "id")
    return replace(read, experiences=tuple(_experience(row, read) for row in rows))


def _experience(row: Experience, read: Resume) -> ReadExperience:
    was = read.experiences[row.origin] if 0 <= row.origin < len(read.experiences) else None
    told = [line.strip() for line in row.highlights.splitlines() if line.strip()]
    known = {quote.text: quote for quote in was.highlights} if was else {}
    place = was.place if was else Place()
    changed: Json = {
        "kind": row.kind,
        "title": row.title,
        "organisation": row.organisation,
        "start": Month.parse(row.start) if row.start else None,
        "end": Month.parse(row.end) if row.end and not row.is_current else None,
        "is_current": row.is_current,
        "highlights": tuple(known.get(line) or Quote(text=line, place=place) for line in told),
    }
    return replace(was, **changed) if was else ReadExperience(place=place, **changed)


def rows_of(read: Resume, person: Person) -> list[Experience]:
    """The experiences of a résumé as rows, not yet saved."""
    return [
        Experience(
            person=person,
            origin=at,
            kind=one.kind,
            title=one.title[:300] or "Untitled",
            organisation=one.organisation[:300],
            start=str(one.start or ""),
            end=str(one.end or ""),
            is_current=one.is_current,
            highlights="\n".join(quote.text for quote in one.highlights),
        )
        for at, one in enumerate(read.experiences)
    ]


def words_of(kept: ReadResume) -> dict[int, str]:
    """The words that each experience was read from, by its place."""
    read: Resume = from_json(kept.document)
    found = {}
    for at, one in enumerate(read.experiences):
        ends = [quote.place.end for quote in one.highlights] + [one.place.end]
        found[at] = read.text[one.place.start : max(ends)].strip() or one.dates
    return found


def answers_of(person: Person) -> Json:
    """What the person said themselves, in the form of an answers file."""
    ratings = list(person.ratings.all())
    held = {one.credential: one.is_held for one in person.credentials.all()}
    return {
        "levels": {one.skill: one.level for one in ratings if one.level is not None and not one.is_rejected},
        "credentials": held,
        "reject": {"skills": [one.skill for one in ratings if one.is_rejected]},
    }


def terms_of(person: Person) -> Json:
    """The person's hours, money and dates as they were said."""
    return {
        "today": clock.today().isoformat(),
        "hours_per_week": person.hours_per_week,
        "hours_at_work": person.hours_at_work,
        "budget": str(person.budget) if person.budget is not None else None,
        "currency": person.currency,
        "deadline": person.deadline.isoformat() if person.deadline else None,
        "away": [[one.first.isoformat(), one.last.isoformat()] for one in person.away.order_by("first")],
    }


def plan_request_of(person: Person, resume: Resume) -> Json:
    """Everything a plan is made from, as a child takes it."""
    ambition = person.ambition
    return {
        "resume": to_json(resume),
        "answers": answers_of(person),
        "role": ambition.role,
        "title": ambition.title,
        "role_document": ambition.document,
        "terms": terms_of(person),
        "refused": sorted(person.refused.values_list("option", flat=True)),
        "relevance": person.relevance,
        "source": person.resume.file_name,
    }


def inputs_of(person: Person) -> Json:
    """What a plan rests on, as the rows say it: enough to tell whether any of it changed, and no more."""
    read = ReadResume.objects.filter(person=person).annotate(text=Cast("document", TextField()))
    rows = person.experiences.filter(removed_at=None).order_by("origin", "id")
    told = ("origin", "kind", "title", "organisation", "start", "end", "is_current", "highlights")
    return {
        "resume": list(read.values_list("text", flat=True)),
        "experiences": list(rows.values_list(*told)),
        "answers": answers_of(person),
        "role": person.ambition.role,
        "terms": {**terms_of(person), "today": ""},
        "refused": sorted(person.refused.values_list("option", flat=True)),
        "relevance": person.relevance,
    }


def digest_of(inputs: Mapping[str, Any]) -> str:
    """A fingerprint of what a run was made from."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


# ------------------------------------------------------------------ runs


def new_run(
    person: Person, kind: RunKind, request: Mapping[str, Any], *, reason: str = "", message: str = ""
) -> Run:
    """A run under way."""
    return Run.objects.create(
        person=person,
        kind=kind,
        input_digest=digest_of(request),
        version=__version__,
        reason=reason[:300],
        message=message,
        made_at=clock.now(),
    )


def latest_plan(person: Person) -> Run | None:
    """The newest finished plan, without its large result."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE)
    return done.defer("result").order_by("-id").first()


class KeptPlan:
    """A finished plan, decoded: its document, numbers, record, calendar and options."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.document: Document = from_json(result["document"])
        self.numbers = Numbers(self.document)
        self.record: Json = result["record"]
        self.calendar: str = result["calendar"]
        self.options: list[Json] = result["options"]
        self.fragments: dict[str, str] = {}  # what was rendered once, since none of this changes


@lru_cache(maxsize=4)
def _kept(run: int, _made: str) -> KeptPlan:
    return KeptPlan(Run.objects.values_list("result", flat=True).get(pk=run))


def kept_plan(run: Run) -> KeptPlan:
    """The result of a finished plan."""
    return _kept(run.pk, str(run.made_at))
