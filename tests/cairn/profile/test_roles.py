from datetime import date

import pytest

from cairn.catalogue import Catalogue
from cairn.catalogue.starter_layer import read_starter
from cairn.match import RoleFinder
from cairn.profile.roles import held_roles, match_title
from cairn.reading.json_resume import read_json_resume

TODAY = date(2026, 12, 1)
ROLES = """
[[skill]]
id = "care"
label = "Caring"
kind = "soft"
"""
ROLE = """
[[role]]
id = "{id}"
title = "{title}"
field = "any"
seniority = 2
summary = "Works."
aliases = {aliases}
requires = [{{ skill = "care", level = 2, importance = 4 }}]
"""


@pytest.fixture(scope="module")
def finder() -> RoleFinder:
    roles = (
        ("nurse", "Registered nurse", '["nurse"]'),
        ("year-head", "School department head", '["head of year"]'),
        ("teacher", "Secondary school teacher", '["teacher of geography"]'),
        ("dba", "Database administrator", '["DBA"]'),
        ("social-worker", "Social worker", "[]"),
        ("sergeant", "Non-commissioned officer", '["army sergeant"]'),
    )
    text = ROLES + "".join(ROLE.format(id=one, title=title, aliases=names) for one, title, names in roles)
    catalogue: Catalogue = read_starter([("any.toml", text)])
    return RoleFinder.of(catalogue)


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Nurse, Ward 3", ["nurse"]),
        ("Head of Year 10 and Teacher of Geography", ["year-head", "teacher"]),
        ("Senior DBA II", ["dba"]),
        ("Child Protective Services Social Worker", ["social-worker"]),
        ("DBA at Meridian Systems", ["dba"]),
    ],
)
def test_a_title_names_every_role_in_its_parts(title: str, roles: list[str], finder: RoleFinder) -> None:
    assert sorted(one.role for one in match_title(title, finder)) == sorted(roles)


@pytest.mark.parametrize("title", ["Trainee social worker", "Student nurse", "Assistant to the nurse"])
def test_somebody_on_the_way_to_a_role_does_not_hold_it(title: str, finder: RoleFinder) -> None:
    assert [one.role for one in match_title(title, finder) if one.score >= 0.96] == []


def _resume(label: str, *titles: str) -> object:
    work = [{"position": one, "name": "X", "startDate": "2020-01"} for one in titles]
    return read_json_resume({"basics": {"label": label}, "work": work})


def test_the_headline_speaks_for_a_latest_job_whose_title_names_no_role(finder: RoleFinder) -> None:
    held = held_roles(_resume("Registered nurse", "Band 6"), finder, TODAY)  # type: ignore[arg-type]
    assert [(one.role, one.is_current) for one in held] == [("nurse", True)]


@pytest.mark.parametrize("label", ["Aspiring registered nurse", "Seeking work as a registered nurse"])
def test_a_headline_that_only_hopes_is_no_job(label: str, finder: RoleFinder) -> None:
    assert held_roles(_resume(label, "Band 6"), finder, TODAY) == ()  # type: ignore[arg-type]


def test_a_headline_adds_nothing_to_a_title_that_speaks_for_itself(finder: RoleFinder) -> None:
    held = held_roles(_resume("Registered nurse", "Social worker"), finder, TODAY)  # type: ignore[arg-type]
    assert [one.role for one in held] == ["social-worker"]


def test_the_employer_completes_a_title_that_many_share(finder: RoleFinder) -> None:
    work = [{"position": "Sergeant", "name": "U.S. Army", "startDate": "2010", "endDate": "2018"}]
    held = held_roles(read_json_resume({"work": work}), finder, TODAY)
    assert [one.role for one in held] == ["sergeant"]
