"""The person at this machine: where they stand, and the terms their plan must fit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from cairn.errors import BadInput
from cairn_web.models import Away, Person, Run, RunKind, RunState
from cairn_web.services.history import change_row, note

STEPS = ("stage", "resume", "read", "skills", "ambition", "terms", "plan")


def the_person() -> Person:
    """The one person of this record; made the first time somebody looks."""
    large = ("resume__document", "resume__found", "ambition__document", "ambition__posting")
    planned = Run.objects.filter(person=OuterRef("pk"), kind=RunKind.PLAN, state=RunState.DONE)
    people = (
        Person.objects.select_related("resume", "ambition").defer(*large).annotate(has_plan=Exists(planned))
    )
    found = people.order_by("pk").first()
    return found or Person.objects.create()


def steps_done(person: Person) -> frozenset[str]:
    """The steps of the first visit that something is known for."""
    resume, ambition = getattr(person, "resume", None), getattr(person, "ambition", None)
    known = {
        "stage": bool(person.stage),
        "resume": resume is not None,
        "read": bool(resume and resume.is_confirmed),
        "skills": person.ratings.exists(),
        "ambition": ambition is not None,
        "terms": person.has_terms,
    }
    return frozenset(name for name, is_known in known.items() if is_known)


def next_step(person: Person) -> str:
    """Where the first visit goes on."""
    done = steps_done(person)
    return next((one for one in STEPS if one not in done), "plan")


def set_stage(*, person: Person, stage: str) -> None:
    """Say where one stands in working life."""
    Person.objects.filter(pk=person.pk).update(stage=stage)


@transaction.atomic
def set_terms(
    *, person: Person, version: int, changes: Mapping[str, Any], away: list[tuple[date, date]]
) -> None:
    """Set hours, money, dates and days away.

    Raises:
        Conflict: another tab set them meanwhile.
    """
    changes = {**changes, "has_terms": True}
    change_row(
        row=person,
        person=person,
        table="person",
        version=version,
        changes=changes,
        sentence="Changed hours, money or dates",
    )
    person.away.all().delete()
    Away.objects.bulk_create(Away(person=person, first=first, last=last) for first, last in away)


@transaction.atomic
def set_horizons(*, person: Person, short_months: int, mid_months: int) -> None:
    """Set what short and mid term mean, in months.

    Raises:
        BadInput: mid term would end before short term.
    """
    if not 1 <= short_months < mid_months <= 600:
        msg = "Mid term must end after short term; give the months of both, as in 12 and 60."
        raise BadInput(msg)
    before = {"short_months": person.short_months, "mid_months": person.mid_months}
    Person.objects.filter(pk=person.pk).update(short_months=short_months, mid_months=mid_months)
    note(person=person, table="person", sentence="Changed the horizons", before=before, row=person)


@transaction.atomic
def delete_everything(*, person: Person) -> None:
    """Delete the person and all that hangs on them, for good."""
    Person.objects.filter(pk=person.pk).delete()
