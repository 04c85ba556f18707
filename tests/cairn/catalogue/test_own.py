"""Own entries: they win, they stay, and two that mean one become one with nothing lost."""

from pathlib import Path

import pytest
from tests.cairn.catalogue import releases

from cairn.catalogue import load_catalogue
from cairn.catalogue.onet import read_onet
from cairn.catalogue.own import find_duplicates, join_own, read_own, unwatch, watch
from cairn.catalogue.store import install, remove
from cairn.errors import BadInput
from cairn.units import OptionId, RoleId, SkillId

OWN = """
[[skill]]
id = "my-sql"
label = "Structured queries"
kind = "hard"
aliases = ["SQL", "our query house style"]

[[skill]]
id = "bees"
label = "Keeping bees"
kind = "hard"

[[role]]
id = "my-keeper"
title = "House keeper of bees"
field = "bees"
seniority = 1
summary = "Mine."
requires = [
  { skill = "my-sql", level = 2, importance = 3 },
  { skill = "sql", level = 3, importance = 3 },
  { skill = "bees", level = 4, importance = 5 },
]

[[option]]
id = "hive-days"
title = "Days at the hive"
kind = "workshop"
teaches = { bees = [0, 3] }
proves = "a hive that lives"
first_step = "Ring the club"
done_when = "the queen is marked"
modes = [{ pattern = "self_paced", hours = [8, 10, 12], cost = [0, 0, 0] }]

[[employer]]
name = "Honey Works"
note = "pays for days at the hive"
budget_usd_per_year = 400
"""
SAME = '\n[[same]]\nid = "my-sql"\nas = "sql"\n'


def write(home: Path, text: str) -> None:
    (home / "own").mkdir(exist_ok=True)
    (home / "own" / "mine.toml").write_text(text, encoding="utf-8")


def test_without_own_entries_the_catalogue_is_the_starter(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path) is load_catalogue()


def test_own_entries_join_and_name_themselves(tmp_path: Path) -> None:
    write(tmp_path, OWN)
    catalogue = load_catalogue(tmp_path)
    role = catalogue.roles[RoleId("my-keeper")]
    assert role.layer == "own"
    assert {one.source.kind for one in role.requirements} == {"entered"}
    assert catalogue.options[OptionId("hive-days")].layer == "own"
    (employer,) = read_own(tmp_path).organisations
    assert (employer.kind, employer.budget_usd_per_year) == ("employer", 400)


def test_two_that_mean_one_become_one_and_keep_their_words(tmp_path: Path) -> None:
    write(tmp_path, OWN)
    own = read_own(tmp_path)
    assert ("my-sql", "sql") in find_duplicates(load_catalogue(tmp_path), own)
    write(tmp_path, OWN + SAME)
    own = read_own(tmp_path)
    catalogue = join_own(load_catalogue(), own)
    assert SkillId("my-sql") not in catalogue.skills
    assert "our query house style" in catalogue.skills[SkillId("sql")].aliases
    asked = {one.skill: one.level for one in catalogue.roles[RoleId("my-keeper")].requirements}
    assert asked == {"sql": 3, "bees": 4}
    assert find_duplicates(catalogue, own) == ()


def test_nothing_own_goes_when_a_release_goes(tmp_path: Path) -> None:
    write(tmp_path, OWN)
    watch(tmp_path, releases.NURSE, "ask Tom")
    install(tmp_path, [read_onet([releases.write_onet(tmp_path)])])
    before = read_own(tmp_path)
    remove(tmp_path, "onet")
    assert read_own(tmp_path) == before


def test_a_star_keeps_its_note_changes_and_goes(tmp_path: Path) -> None:
    watch(tmp_path, "nurse", "first")
    watch(tmp_path, "baker")
    watch(tmp_path, "nurse", "second")
    assert {one.id: one.note for one in read_own(tmp_path).watched} == {"nurse": "second", "baker": ""}
    assert unwatch(tmp_path, "nurse")
    assert not unwatch(tmp_path, "nurse")
    assert [one.id for one in read_own(tmp_path).watched] == ["baker"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[skill]", "cannot be read as TOML"),
        ('[[skill]]\nid = "x"\n', "not in the documented form"),
        ("skill = 3\n", "not in the documented form|a table of its own"),
        ('[[role]]\nid = "x"\ntitle = "X"\n', "not in the documented form"),
        ('skill = ["a"]\n', "a table of its own"),
        ("[[employer]]\nnote = 'n'\n", "needs a name"),
        ("[[employer]]\nname = 'n'\nbudget_usd_per_year = 'much'\n", "needs a name|budget"),
    ],
)
def test_a_wrong_own_file_is_one_sentence_that_names_it(text: str, said: str, tmp_path: Path) -> None:
    write(tmp_path, text)
    with pytest.raises(BadInput, match=said):
        load_catalogue(tmp_path)


def test_a_damaged_watch_list_is_said_and_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    path = tmp_path / "own" / "watched.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="mend or move"):
        watch(tmp_path, "nurse")
    assert path.read_text(encoding="utf-8") == "{"
