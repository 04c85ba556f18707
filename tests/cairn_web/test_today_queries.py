"""The pages over time ask the database a fixed number of times, and the new records go out and come in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.archive import export_archive, import_archive
from cairn_web import clock
from cairn_web.models import (
    Branch,
    BranchKind,
    DoneSession,
    Goal,
    LogEntry,
    LogKind,
    Person,
    PlanReview,
    RejectedSuggestion,
    Task,
)
from cairn_web.services import carrying

MOST_QUERIES = 25
PATHS = (
    "/today/",
    "/today/order/",
    "/plan/progress/",
    "/plan/change/",
    "/plan/change/?kind=longer",
    "/plan/versions/",
    "/plan/versions/against/",
    "/plan/branches/",
    "/plan/premortem/",
)


def fill(person: Person, times: int) -> None:
    day = clock.today()
    for at in range(times):
        goal = Goal.objects.create(person=person, statement=f"Goal {at} of {times}", deadline=day)
        rows = [Task(person=person, goal=goal, title=f"T{at}-{n}", hours=3, due=day) for n in range(4)]
        made = Task.objects.bulk_create(rows)
        made[1].after.add(made[0])
        LogEntry.objects.create(
            person=person, task=made[2], kind="log", day=day, hours=1, made_at=clock.now()
        )
        DoneSession.objects.create(person=person, step=f"s{at}-{times}", start="2026-12-01T19:00", minutes=30)
        Branch.objects.create(person=person, name=f"B{at}-{times}", made_at=clock.now())
        PlanReview.objects.create(person=person, day=day, made_at=clock.now())
        RejectedSuggestion.objects.create(
            person=person, key=f"drop:{at}-{times}", sentence="Leave it", made_at=clock.now()
        )


def count(browser: Any, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", PATHS)
def test_the_number_of_queries_does_not_grow_with_rows(browser: Any, planned: Person, path: str) -> None:
    fill(planned, 2)
    few = count(browser, path)
    fill(planned, 12)
    assert count(browser, path) == few
    assert few <= MOST_QUERIES


@pytest.mark.parametrize("path", PATHS)
def test_a_page_over_time_holds_no_inline_style_or_script(browser: Any, planned: Person, path: str) -> None:
    html = browser.get(path).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert [one for one in html.split("<script")[1:] if not one.lstrip().startswith("src=")] == []


def test_today_stays_small_however_much_there_is(browser: Any, planned: Person) -> None:
    fill(planned, 60)
    assert len(browser.get("/today/").content) < 40_000


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    log=st.lists(st.tuples(st.sampled_from(LogKind.values), days, st.floats(0, 1000), words), max_size=6),
    branches=st.lists(
        st.tuples(words, st.sampled_from(BranchKind.values), st.none() | st.floats(0.5, 70), st.floats(0, 1)),
        max_size=3,
    ),
    reviews=st.lists(st.tuples(days, words), max_size=3),
    rejected=st.sets(words.filter(bool), max_size=3),
)
def test_whatever_was_recorded_goes_out_and_comes_in_as_it_was(
    planned: Person, log: Any, branches: Any, reviews: Any, rejected: set[str]
) -> None:
    person = Person.objects.create()
    task = Task.objects.create(person=person, title="Write", due=date(2027, 1, 1) + timedelta(days=len(log)))
    run = person.runs.create(kind="plan", state="done", input_digest="x", version="1", made_at=clock.now())
    for kind, day, hours, note in log:
        LogEntry.objects.create(
            person=person, task=task, kind=kind, day=day, hours=hours, note=note, made_at=clock.now()
        )
    for name, kind, hours, share in branches:
        Branch.objects.create(
            person=person,
            name=name,
            kind=kind,
            hours_per_week=hours,
            share_given_up=share,
            run=run,
            made_at=clock.now(),
        )
    for day, note in reviews:
        PlanReview.objects.create(person=person, day=day, note=note, made_at=clock.now())
    for key in rejected:
        RejectedSuggestion.objects.create(person=person, key=key, sentence=key, made_at=clock.now())
    archive = import_archive(export_archive(carrying.export_record(person)))
    other = carrying.import_record(person=person, archive=archive)
    assert carrying.is_same(other, archive)
    assert other.log.count() == len(log)
    assert [one.run_id for one in other.branches.all()] == [other.runs.get().pk] * len(branches)
    Person.objects.filter(pk=other.pk).delete()
