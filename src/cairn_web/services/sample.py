"""A worked example person, so that every page is seen alive."""

import json
from datetime import timedelta
from importlib import resources

from cairn_web import clock
from cairn_web.jobs.work import read
from cairn_web.models import Away, Experience, Person, ReadResume
from cairn_web.services import ambition, planning
from cairn_web.store import latest_plan, rows_of
from cairn_web.wire import from_json

_ROLE = "data-scientist"


def make_sample() -> None:
    """Make the example person where there is none, and begin their plan where they have none."""
    person = Person.objects.first() or _make_person()
    if latest_plan(person) is None:
        planning.start_plan(person=person, reason="first plan")


def _make_person() -> Person:
    text = (resources.files("cairn_web") / "sample.json").read_text(encoding="utf-8")
    told = read({"document": json.loads(text), "today": clock.today().isoformat()}, lambda _: None)
    person = Person.objects.create(
        stage="change",
        hours_per_week=6,
        budget=1500,
        currency="USD",
        relevance="I want to build what I now only ask others for.",
        has_terms=True,
    )
    ReadResume.objects.create(
        person=person,
        file_name="sample.json",
        document=told["resume"],
        found=told["found"],
        is_confirmed=True,
    )
    Experience.objects.bulk_create(rows_of(from_json(told["resume"]), person))
    first = clock.today() + timedelta(days=210)
    Away.objects.create(person=person, first=first, last=first + timedelta(days=13))
    ambition.choose_role(person=person, role=_ROLE)
    return Person.objects.get(pk=person.pk)
