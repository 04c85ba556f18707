"""A database of its own, a browser that is let in, and a cast: the owner and a stranger."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django
import pytest

# Settings are read once, here; other tests shall not find the folder in their environment.
_BEFORE = os.environ.get("CAIRN_HOME")
os.environ["CAIRN_HOME"] = tempfile.mkdtemp(prefix="cairn-web-")
os.environ["DJANGO_SETTINGS_MODULE"] = "cairn_web.settings"
django.setup()
del os.environ["CAIRN_HOME"]
if _BEFORE:
    os.environ["CAIRN_HOME"] = _BEFORE


@pytest.fixture(scope="session")
def _tables() -> Iterator[None]:
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    kept = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(kept, verbosity=0)


@pytest.fixture(autouse=True)
def _rolled_back(_tables: None, tmp_path: Path) -> Iterator[None]:
    """Each test in a transaction that is taken back, and in a data folder of its own."""
    from django.db import transaction
    from django.test import override_settings

    with override_settings(HOME=tmp_path), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work done at once in this process, with the JSON that a child would be given."""
    from cairn.errors import CairnError
    from cairn_web.jobs import parent
    from cairn_web.jobs.work import do_work

    def at_once(run: int, *, kind: str, request: Any, finish: parent.Finish) -> None:
        asked = json.loads(json.dumps(request))
        try:
            outcome = {"result": json.loads(json.dumps(do_work(kind, asked, lambda _: None)))}
        except CairnError as refusal:
            outcome = {"refusal": str(refusal)}
        finish(run, outcome)

    monkeypatch.setattr(parent, "start", at_once)


@pytest.fixture
def browser() -> Any:
    """A browser that came through the door."""
    return open_browser()


@pytest.fixture
def strict_browser() -> Any:
    """One that must send tokens with its forms."""
    return open_browser(enforce_csrf_checks=True)


def open_browser(**more: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1:8721", **more)
    session = client.session
    session["door"] = "open"
    session.save()
    client.cookies["cairn_8721"] = session.session_key
    return client


TEN_ANSWERS = {
    "title": "Shop assistant",
    "organisation": "Corner Books",
    "since": "2021-09",
    "work": "Ran the stock count in Excel\nTrained three new colleagues",
    "skills": "Excel, customer service, cash handling",
    "degree": "Secondary school",
    "name": "Ada Example",
}


@pytest.fixture(scope="session")
def planned_result(_tables: None) -> dict[str, Any]:
    """One plan worked out once for all tests: of the person of the ten answers."""
    from cairn_web.jobs.work import do_work
    from cairn_web.services.reading import ten_answers

    read = do_work("read", {"document": ten_answers(TEN_ANSWERS), "today": "2026-11-23"}, lambda _: None)
    request = {
        "resume": read["resume"],
        "role": "data-analyst",
        "title": "Data analyst",
        "terms": {"today": "2026-11-23", "hours_per_week": 6.0, "away": [["2027-07-05", "2027-07-18"]]},
        "relevance": "I like to find out",
        "source": "your ten answers",
    }
    plan = do_work("plan", json.loads(json.dumps(request)), lambda _: None)
    return {"read": json.loads(json.dumps(read)), "plan": json.loads(json.dumps(plan))}


@pytest.fixture
def ten_answers() -> dict[str, str]:
    return dict(TEN_ANSWERS)


@pytest.fixture
def planned(planned_result: dict[str, Any]) -> Any:
    """A person with a plan."""
    return make_planned(planned_result)


def make_planned(result: dict[str, Any]) -> Any:
    from cairn_web.models import Ambition, Experience, Person, ReadResume, RunKind, RunState
    from cairn_web.services import runs
    from cairn_web.store import inputs_of, new_run, rows_of
    from cairn_web.wire import from_json

    person = Person.objects.create(
        stage="change", hours_per_week=6, relevance="I like to find out", has_terms=True
    )
    read = result["read"]
    ReadResume.objects.create(
        person=person,
        file_name="your ten answers",
        document=read["resume"],
        found=read["found"],
        is_confirmed=True,
    )
    Experience.objects.bulk_create(rows_of(from_json(read["resume"]), person))
    Ambition.objects.create(person=person, role="data-analyst", title="Data analyst")
    person = Person.objects.get(pk=person.pk)
    run = new_run(person, RunKind.PLAN, inputs_of(person), reason="first plan")
    run.state = RunState.DONE
    runs.keep_plan(run, result["plan"])
    run.save()
    return person


@pytest.fixture
def settings_of() -> Any:
    """Settings changed for a while."""
    from django.test import override_settings

    return override_settings


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], date]:
    """Set the clock so many days after the plan of the tests began."""
    from tests.cairn_web.adapting_cases import BEGAN

    from cairn_web import clock

    def set_clock(days: int) -> date:
        day = BEGAN + timedelta(days=days)
        monkeypatch.setattr(clock, "today", lambda: day)
        return day

    set_clock(0)
    return set_clock
