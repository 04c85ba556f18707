"""One library for the command line and the web app: own entries, corrections, stars, installed releases.

The tiny releases hold nurses twice (an O*NET and an ESCO occupation that the crosswalk
calls exactly the same), a baker of ESCO's and O*NET's keepers of bees, whom nobody rated.
"""

import json
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.match.releases import BAKER, NURSE, write_release

from cairn.catalogue import load_catalogue
from cairn.catalogue.crosswalk import read_crosswalk
from cairn.catalogue.esco_rows import read_esco_release
from cairn.catalogue.onet import read_onet
from cairn.catalogue.own import watch
from cairn.catalogue.store import install, remove
from cairn.errors import BadInput, UnknownName, UnreadableFile
from cairn.match.library import (
    Library,
    corrections_file,
    list_stars,
    load_corrections,
    open_library,
    search_beside,
    search_installed,
    search_kept,
    with_role_of,
)
from cairn.units import RoleId, SkillId

KEEPER = """
[[role]]
id = "house-keeper-of-bees"
title = "House keeper of bees"
field = "bees"
seniority = 1
summary = "Keeps our bees."
requires = [{ skill = "sql", level = 3, importance = 3 }]
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with both tiny releases, the crosswalk, an own role and a confirmed title."""
    files, home = tmp_path / "files", tmp_path / "home"
    for folder in (files, home / "own"):
        folder.mkdir(parents=True)
    esco, _ = read_esco_release(write_release(files))
    onet = read_onet([releases.write_onet(files)])
    install(home, [onet, esco, read_crosswalk([releases.write_crosswalk(files)])])
    (home / "own" / "mine.toml").write_text(KEEPER, encoding="utf-8")
    confirmed = [{"title": "Grand vizier", "role": "data-analyst"}]
    corrections_file(home).write_text(json.dumps({"version": 1, "confirmed": confirmed}), encoding="utf-8")
    return open_library(home)


def test_own_roles_are_found_beside_the_starters(library: Library) -> None:
    best = search_kept(library, "house keeper of bees", top=3)[0]
    assert (best.title, best.layer) == ("House keeper of bees", "own")


def test_a_confirmed_title_finds_its_role(library: Library) -> None:
    plain = open_library(None)
    assert search_kept(library, "Grand vizier", top=1)[0].id == "data-analyst"
    assert not [one for one in search_kept(plain, "Grand vizier", top=3) if one.id == "data-analyst"]


def test_each_release_is_searched_by_itself_and_says_whom_to_thank(library: Library) -> None:
    found = search_installed(library, "registered nurse", top=5)
    assert {one.layer.split()[0] for one in found} == {"O*NET", "ESCO"}
    assert all(one.credit for one in found)


def test_of_exact_twins_one_is_shown(library: Library) -> None:
    found = search_beside(library, "registered nurse", (), top=5)
    nurses = [one for one in found if one.id in {releases.NURSE, NURSE}]
    assert len(nurses) == 1


def test_an_installed_role_that_the_starters_match_has_the_code_of_is_not_shown_again(
    library: Library,
) -> None:
    kept = search_kept(library, "Registered nurse", top=1)
    assert kept[0].score == 1  # and the starter's registered nurse has the O*NET code
    assert library.catalogue.roles[kept[0].id].codes.onet == releases.NURSE
    shown = [one.id for one in search_beside(library, "Registered nurse", kept, top=5)]
    assert releases.NURSE not in shown


def test_a_chosen_installed_role_joins_with_its_skills_and_its_credit(library: Library) -> None:
    joined = with_role_of(library, BAKER)
    role = joined.roles[RoleId(BAKER)]
    assert role.requirements
    assert {one.skill for one in role.requirements} <= set(joined.skills)
    assert set(joined.credits) > set(library.catalogue.credits)


def test_a_role_of_the_starter_changes_nothing(library: Library) -> None:
    assert with_role_of(library, "data-analyst") is library.catalogue


def test_a_role_of_a_removed_release_is_refused_by_the_title_it_had(library: Library) -> None:
    assert library.home
    assert with_role_of(library, BAKER)
    remove(library.home, "esco")
    with pytest.raises(UnknownName, match=r"“Baker”.*stays as it is.*cairn data list"):
        with_role_of(library, BAKER, title="Baker")


def test_without_a_folder_there_is_the_starter_alone() -> None:
    plain = open_library(None)
    assert plain.catalogue == load_catalogue()
    assert search_installed(plain, "nurse", top=5) == search_beside(plain, "nurse", (), top=5) == ()
    assert list_stars(plain) == ()
    with pytest.raises(UnknownName):
        with_role_of(plain, BAKER)


def test_stars_keep_their_notes_when_what_they_name_is_gone(library: Library) -> None:
    assert library.home
    for role, note in (("data-analyst", "near"), (BAKER, "early mornings"), ("sql", "")):
        watch(library.home, role, note, kind="skill" if role == "sql" else "role")
    told = [(one.title, one.note, bool(one.layer)) for one in list_stars(library)]
    assert told == [("Data analyst", "near", True), ("Baker", "early mornings", True)]
    remove(library.home, "esco")
    assert [(one.title, one.note, bool(one.layer)) for one in list_stars(library)][1] == (
        BAKER,
        "early mornings",
        False,
    )


def test_a_new_note_leaves_a_star_in_its_place(library: Library) -> None:
    assert library.home
    for role, note in (("data-analyst", "near"), (BAKER, ""), ("data-analyst", "nearer")):
        watch(library.home, role, note)
    assert [(one.id, one.note) for one in list_stars(library)] == [("data-analyst", "nearer"), (BAKER, "")]


def test_corrections_are_read_from_the_folder(tmp_path: Path) -> None:
    assert load_corrections(tmp_path).taught == load_corrections(None).taught == ()
    taught = [{"phrase": "reefer checks", "skill": "sql"}]
    corrections_file(tmp_path).write_text(json.dumps({"version": 1, "taught": taught}), encoding="utf-8")
    assert load_corrections(tmp_path).taught == (("reefer checks", SkillId("sql")),)


def test_damaged_corrections_are_refused(tmp_path: Path) -> None:
    corrections_file(tmp_path).write_text("{oops", encoding="utf-8")
    with pytest.raises(BadInput):
        load_corrections(tmp_path)
    corrections_file(tmp_path).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="mend it"):
        load_corrections(tmp_path)
    corrections_file(tmp_path).write_bytes(b" " * 5_000_001)
    with pytest.raises(UnreadableFile, match="5 MB"):
        load_corrections(tmp_path)


@pytest.mark.parametrize(
    "words", ["RN", "registred nurse", "I want to be a registered nurse", "registerednurse"]
)
def test_an_installed_role_is_found_as_the_starters_are_however_it_is_typed(
    library: Library, words: str
) -> None:
    found = search_installed(library, words, top=3)
    assert {one.id for one in found} & {NURSE, releases.NURSE}
