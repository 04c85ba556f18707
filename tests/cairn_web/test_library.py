"""The web app's catalogue is the command line's: own entries, corrections, installed roles, stars."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.match.releases import BAKER, write_release

from cairn.catalogue.esco_rows import read_esco_release
from cairn.catalogue.onet import read_onet
from cairn.catalogue.own import read_own
from cairn.catalogue.store import install, remove
from cairn.match.library import corrections_file
from cairn_web.models import Ambition, Run, RunKind, RunState
from cairn_web.services import ambition, planning
from cairn_web.store import kept_plan, latest_plan

KEEPER = """
[[role]]
id = "house-keeper-of-bees"
title = "House keeper of bees"
field = "bees"
seniority = 1
summary = "Keeps our bees."
requires = [{ skill = "sql", level = 3, importance = 3 }]
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files, home = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("filled")
    esco, _ = read_esco_release(write_release(files))
    install(home, [read_onet([releases.write_onet(files)]), esco])
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """The data folder, with both tiny releases, as the server knows it."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def own(home: Path) -> None:
    (home / "own").mkdir(exist_ok=True)
    (home / "own" / "mine.toml").write_text(KEEPER, encoding="utf-8")


def test_an_installed_role_is_found_with_where_it_comes_from_and_whom_to_thank(
    browser: Any, home: Path
) -> None:
    html = browser.get("/begin/ambition/?q=baker").content.decode()
    assert BAKER in html
    assert "ESCO" in html
    assert "This service uses the ESCO classification" in html


def test_a_role_that_nobody_rated_is_shown_and_cannot_be_chosen(browser: Any, home: Path) -> None:
    html = browser.get("/begin/ambition/?q=beekeepers").content.decode()
    assert f'name="star" value="{releases.KEEPER}"' in html
    assert f'name="role" value="{releases.KEEPER}"' not in html
    page = browser.post("/begin/ambition/", {"role": releases.KEEPER})
    assert page.status_code >= 400
    assert "has not rated it" in page.content.decode()
    assert not Ambition.objects.exists()


def test_an_own_role_written_while_the_app_runs_is_found_at_once(browser: Any, home: Path) -> None:
    assert "House keeper of bees" not in browser.get("/begin/ambition/?q=keeper+of+bees").content.decode()
    own(home)
    assert "House keeper of bees" in browser.get("/begin/ambition/?q=keeper+of+bees").content.decode()
    browser.post("/begin/ambition/", {"role": "house-keeper-of-bees"})
    assert Ambition.objects.get().title == "House keeper of bees"


def test_a_title_put_right_on_the_command_line_is_right_here(home: Path) -> None:
    confirmed = [{"title": "Grand vizier", "role": "data-analyst"}]
    corrections_file(home).write_text(json.dumps({"version": 1, "confirmed": confirmed}), encoding="utf-8")
    assert ambition.search_roles("Grand vizier")[0].id == "data-analyst"


@pytest.mark.usefixtures("work")
def test_a_plan_is_made_for_an_installed_role_and_stays_when_its_release_is_removed(
    browser: Any, home: Path, planned: Any
) -> None:
    browser.post("/begin/ambition/", {"role": BAKER})
    planned.refresh_from_db()
    planning.start_plan(person=planned)
    run = latest_plan(planned)
    assert run is not None
    plan = kept_plan(run)
    assert plan.record["target"]["role"] == BAKER
    assert any("ESCO" in one for one in plan.document.credits)
    remove(home, "esco")
    planning.start_plan(person=planned)
    refused = Run.objects.filter(kind=RunKind.PLAN).latest("pk")
    assert refused.state == RunState.REFUSED
    assert "“Baker”" in refused.message
    assert "stays as it is" in refused.message
    assert latest_plan(planned) == run
    assert "Baker" in browser.get("/plan/").content.decode()


@pytest.mark.usefixtures("work")
def test_an_answer_about_a_role_given_up_does_not_stop_the_next_plan(home: Path, planned: Any) -> None:
    planned.ratings.create(skill="11111110-bbbb-4bbb-8bbb-000000000000", label="knead dough", level=3)
    planned.credentials.create(credential="gone-card", label="A card of long ago", is_held=True)
    planning.start_plan(person=planned)
    assert Run.objects.latest("pk").state == RunState.DONE


@pytest.mark.usefixtures("work")
def test_a_plan_says_of_its_steps_what_they_were_chosen_over(planned: Any) -> None:
    planning.start_plan(person=planned)
    run = latest_plan(planned)
    assert run is not None
    steps = kept_plan(run).record["plan"]["steps"]
    assert steps
    assert any(one["instead_of"] for one in steps)
    assert all(one["why_now"] for one in steps)


def test_a_role_is_starred_noted_listed_and_let_go(browser: Any, home: Path) -> None:
    sent = browser.post("/begin/ambition/?q=baker", {"star": BAKER})
    assert sent["Location"] == "/begin/ambition/?q=baker#roles"
    browser.post("/begin/ambition/", {"star": BAKER, "note": " early <mornings> "})
    assert [(one.id, one.note) for one in read_own(home).watched] == [(BAKER, "early <mornings>")]
    html = browser.get("/begin/ambition/?q=baker").content.decode()
    assert "Roles I watch" in html
    assert "early &lt;mornings&gt;" in html
    assert f'name="unstar" value="{BAKER}"' in html
    browser.post("/begin/ambition/", {"star": BAKER})  # starred anew, the note stays
    assert read_own(home).watched[0].note == "early <mornings>"
    browser.post("/begin/ambition/", {"unstar": BAKER})
    assert "Roles I watch" not in browser.get("/begin/ambition/").content.decode()


def test_a_suggested_role_can_be_starred_and_one_comes_back_to_the_suggestions(
    browser: Any, home: Path
) -> None:
    place = "/begin/ambition/?help=1&interests=numbers"
    assert 'name="unstar"' not in browser.get(place).content.decode()
    assert browser.post(place, {"star": "data-analyst"})["Location"] == f"{place}#near"
    assert browser.get(place).content.decode().count('name="unstar" value="data-analyst"') >= 1


def test_a_role_that_is_not_there_cannot_be_starred(browser: Any, home: Path) -> None:
    assert browser.post("/begin/ambition/", {"star": "no-such-role"}).status_code >= 400
    assert read_own(home).watched == ()


def test_a_star_outlives_its_release_and_can_still_be_let_go(browser: Any, home: Path) -> None:
    browser.post("/begin/ambition/", {"star": BAKER, "note": "mornings"})
    remove(home, "esco")
    html = browser.get("/begin/ambition/").content.decode()
    assert "removed since" in html
    assert f'name="role" value="{BAKER}"' not in html
    browser.post("/begin/ambition/", {"star": BAKER, "note": "afternoons"})
    assert read_own(home).watched[0].note == "afternoons"


def test_the_steps_tell_why_then_and_instead_of_what(browser: Any, planned: Any) -> None:
    run = latest_plan(planned)
    assert run is not None
    told = kept_plan(run).record["plan"]["steps"]
    html = browser.get("/plan/steps/").content.decode()
    assert html.count("<dt>Why then</dt>") == sum(bool(one["why_now"]) for one in told) > 0
    assert html.count("<dt>Instead of</dt>") == sum(bool(one["instead_of"]) for one in told) > 0
