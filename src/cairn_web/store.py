"""The one bridge between rows and values.

Down: rows become the values and the plain requests that the library takes. Up: what
a child worked out is kept in its run. Results never change once they are there, so
the last few are held ready in memory.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from cairn import __version__
from cairn.errors import BadInput, Place
from cairn.reading.values import Experience as ReadExperience
from cairn.reading.values import Quote, Resume
from cairn.report.document import Document
from cairn.report.figures import Numbers
from cairn.units import Month
from cairn_web import clock
from cairn_web.models import (
    Ambition,
    Away,
    CredentialAnswer,
    Experience,
    Person,
    ReadResume,
    RefusedOption,
    Run,
    RunKind,
    RunState,
    SkillRating,
)
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
    ratings = list(person.ratings.values_list("skill", "level", "is_rejected"))
    return {
        "levels": {skill: level for skill, level, no in ratings if level is not None and not no},
        "credentials": dict(person.credentials.values_list("credential", "is_held")),
        "reject": {"skills": [skill for skill, _, no in ratings if no]},
    }


def with_earned(answers: Json, person: Person) -> Json:
    """The answers, and with them what finished steps of the plan brought, where nothing else was said."""
    run = latest_plan(person)
    done = set(person.tasks.filter(removed_at=None, done_on__isnull=False).values_list("step", flat=True))
    if run is None or not done - {""}:
        return answers
    plan = kept_plan(run)
    levels: dict[str, float] = {}
    for step in plan.record["plan"]["steps"]:
        for lift in step["lifts"] if step["id"] in done else ():
            levels[lift["skill"]] = max(lift["to"], levels.get(lift["skill"], 0))
    held = {name: True for one in plan.options if one["step"] in done for name in one["grants"]}
    return {
        **answers,
        "levels": {**levels, **answers["levels"]},
        "credentials": {**held, **answers["credentials"]},
    }


def terms_of(person: Person) -> Json:
    """The person's hours, money and dates as they were said."""
    times = {"free": person.free_times, "protected": person.protected_times}
    return {
        **{name: said for name, said in times.items() if said},
        "today": clock.today().isoformat(),
        "hours_per_week": person.hours_per_week,
        "hours_at_work": person.hours_at_work,
        "budget": str(person.budget) if person.budget is not None else None,
        "currency": person.currency,
        "deadline": person.deadline.isoformat() if person.deadline else None,
        "away": [[one.first.isoformat(), one.last.isoformat()] for one in person.away.order_by("first")],
    }


def terms_told(person: Person) -> Json:
    """What a plan was made for, as it is kept beside it, so that going back to it is exact."""
    held = Ambition.objects.filter(person=person).first()
    return {
        **terms_of(person),
        "refused": sorted(map(list, person.refused.values_list("option", "title"))),
        "ambition": {"role": held.role, "title": held.title} if held else None,
        "wishes": wishes_of(held.document if held else None),
    }


def posted_role(document: Json | None) -> Json | None:
    """The role that was made from a posting, as it was written; None for one of the catalogue."""
    if not document or "value" not in document:
        return None
    return {key: document[key] for key in ("derivations", "value")}


def wishes_of(document: Json | None) -> Json:
    """What the person adds to a role: `own` skills to learn, and the way `wanted` for a skill."""
    kept = document or {}
    return {key: kept[key] for key in ("own", "wanted") if kept.get(key)}


def plan_request_of(person: Person, resume: Resume) -> Json:
    """Everything a plan is made from, as a child takes it."""
    ambition = person.ambition
    return {
        "resume": to_json(resume),
        "answers": with_earned(answers_of(person), person),
        "role": ambition.role,
        "title": ambition.title,
        "role_document": posted_role(ambition.document),
        **wishes_of(ambition.document),
        "terms": terms_of(person),
        "refused": sorted(person.refused.values_list("option", flat=True)),
        "relevance": person.relevance,
        "source": person.resume.file_name,
    }


_ANYBODY = -1  # where the person's number goes in a statement


@cache
def _statements() -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """What a plan rests on as SQL, written once: writing it costs more than asking it."""
    told = ("origin", "kind", "title", "organisation", "start", "end", "is_current", "highlights")
    experiences = Experience.objects.filter(removed_at=None).order_by("origin", "id").values_list(*told)
    ratings = SkillRating.objects.exclude(level=None, is_rejected=False).order_by("skill")
    rows: dict[str, QuerySet[Any, Any]] = {
        "resume": ReadResume.objects.values_list("document"),
        "experiences": experiences,
        "ratings": ratings.values_list("skill", "level", "is_rejected"),
        "credentials": CredentialAnswer.objects.order_by("credential").values_list("credential", "is_held"),
        "ambition": Ambition.objects.values_list("role", "document"),
        "away": Away.objects.order_by("first").values_list("first", "last"),
        "refused": RefusedOption.objects.order_by("option").values_list("option"),
    }
    return tuple(
        (name, *asked.filter(person=_ANYBODY).query.sql_with_params()) for name, asked in rows.items()
    )


def inputs_of(person: Person) -> Json:
    """What a plan rests on, as the rows say it: enough to tell whether any of it changed, and no more."""
    found: Json = {}
    with connection.cursor() as cursor:
        for name, statement, params in _statements():
            cursor.execute(statement, [person.pk if one == _ANYBODY else one for one in params])
            found[name] = [list(row) for row in cursor.fetchall()]
    said = ("hours_per_week", "hours_at_work", "budget", "currency", "deadline", "relevance")
    times = ("free_times", "protected_times")
    return found | {name: getattr(person, name) for name in (*said, *times)}


def digest_of(inputs: Mapping[str, Any]) -> str:
    """A fingerprint of what a run was made from."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, default=str).encode()).hexdigest()


# ------------------------------------------------------------------ runs


def new_run(
    person: Person,
    kind: str,
    request: Mapping[str, Any],
    *,
    reason: str = "",
    message: str = "",
    base: Run | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Run:
    """A run under way."""
    return Run.objects.create(
        person=person,
        kind=kind,
        input_digest=digest_of(request),
        version=__version__,
        reason=reason[:300],
        message=message,
        base=base,
        summary=dict(summary or {}),
        made_at=clock.now(),
    )


def latest_plan(person: Person) -> Run | None:
    """The newest finished plan, without its large result."""
    return next(iter(newest_plans(person, most=1)), None)


def newest_plans(person: Person, *, most: int) -> list[Run]:
    """The newest finished plans, the last one first, without their large results."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE)
    return list(done.defer("result").order_by("-id")[:most])


class KeptPlan:
    """A finished plan, decoded: its document, numbers, record, calendar and options."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.document: Document = from_json(result["document"])
        self.numbers = Numbers(self.document)
        self.record: Json = result["record"]
        self.calendar: str = result["calendar"]
        self.options: list[Json] = result["options"]
        self.skill_kinds: dict[str, str] = result.get("skill_kinds", {})
        self.fragments: dict[str, str] = {}  # what was rendered once, since none of this changes


@lru_cache(maxsize=4)
def _kept(run: int, _made: str) -> KeptPlan:
    result = Run.objects.values_list("result", flat=True).get(pk=run)
    if result is None:
        msg = "This plan is so old that only its dates and sums were kept; make one anew to look into it."
        raise BadInput(msg)
    return KeptPlan(result)


def kept_plan(run: Run) -> KeptPlan:
    """The result of a finished plan."""
    return _kept(run.pk, str(run.made_at))
