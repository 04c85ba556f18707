"""What an upgrade changed, for roles by their codes and for single skills."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.cairn.catalogue import releases
from tests.cairn.match import releases as esco

from cairn.catalogue.bls import read_bls
from cairn.catalogue.changes import Followed, describe_changes
from cairn.catalogue.esco_rows import read_esco_release
from cairn.catalogue.onet import read_onet
from cairn.catalogue.store import install
from cairn.catalogue.values import Codes, Skill
from cairn.units import SkillId

HEADER, TECHNOLOGIES = releases.TABLES["Technology Skills"]


def skill(own: str, label: str, *aliases: str, layer: str = "starter", code: str = "") -> Skill:
    return Skill(id=SkillId(own), label=label, kind="hard", aliases=aliases, layer=layer, esco=code)


def upgrade(home: Path, files: Path, **changed: str) -> None:
    """O*NET 29.3 and a 30.0 with some tables replaced."""
    install(home, [read_onet([releases.write_onet(files)])])
    install(home, [read_onet([releases.write_onet(files, version="30.0", **changed)])])


def technologies(uses: int, demand: int, hot: str = "N", name: str = "Python") -> list[Sequence[str]]:
    """A technology that so many occupations use and so many postings ask for."""
    codes = [f"11-{at:04d}.00" for at in range(uses)]
    return [(code, name, "1", "g", hot, "Y" if at < demand else "N") for at, code in enumerate(codes)]


@pytest.fixture
def many() -> str:
    """The occupations that `technologies` speaks of."""
    rows = [(f"11-{at:04d}.00", f"Manager {at}", "Manages.") for at in range(20)]
    header, known = releases.TABLES["Occupation Data"]
    return releases.tabbed(header, [*known, *rows])


def told(home: Path, *skills: Skill, roles: Sequence[Followed] = ()) -> list[str]:
    return list(describe_changes(home, "onet", "29.3", "30.0", roles=roles, skills=skills)[1:])


def test_demand_for_a_technology_is_told_by_its_names(tmp_path: Path, many: str) -> None:
    files = tmp_path / "files"
    files.mkdir()
    old = releases.write_onet(
        files, Occupation_Data=many, Technology_Skills=releases.tabbed(HEADER, technologies(12, 4))
    )
    install(tmp_path, [read_onet([old])])
    new = releases.write_onet(
        files,
        version="30.0",
        Occupation_Data=many,
        Technology_Skills=releases.tabbed(HEADER, technologies(13, 9, "Y")),
    )
    install(tmp_path, [read_onet([new])])
    (line,) = told(tmp_path, skill("python", "Programming in Python", "Python"))
    asked = "occupations whose postings often ask for it: 9, before 4"
    assert line == f"Your skill Programming in Python: now called hot; {asked}."
    assert told(tmp_path, skill("x", "Gardening")) == []


def test_one_occupation_more_or_less_is_no_news(tmp_path: Path) -> None:
    rows = [*TECHNOLOGIES, (releases.NURSE, "Python", "1", "g", "Y", "Y")]
    upgrade(tmp_path, tmp_path, Technology_Skills=releases.tabbed(HEADER, rows))
    assert told(tmp_path, skill("python", "Python")) == ["1 of your skills is as before."]


def test_a_rating_that_moved_a_name_that_changed_and_an_entry_that_went(tmp_path: Path) -> None:
    header, rows = releases.TABLES["Skills"]
    changed = [
        (*row[:2], "Listening Actively", row[3], "3.0" if row[3] == "IM" else row[4], *row[5:])
        for row in rows
        if row[1] == "2.A.1.b"
    ]
    upgrade(tmp_path, tmp_path, Skills=releases.tabbed(header, changed))
    by_id = skill("2.A.1.b", "Active Listening", layer="O*NET 29.3")
    renamed = "now called “Listening Actively”, before “Active Listening”"
    assert told(tmp_path, by_id) == [
        f"Your skill Active Listening: {renamed}; mean importance: 3.00, before 4.50."
    ]
    assert told(tmp_path, skill("programming", "Programming")) == [
        "Your skill Programming: not in O*NET 30.0; O*NET 29.3 still holds it."
    ]


def test_a_copy_without_any_skill_does_not_say_that_one_is_new(tmp_path: Path) -> None:
    header, rows = releases.TABLES["Skills"]
    bare = releases.write_onet(tmp_path, Skills=releases.tabbed(header, []))
    install(tmp_path, [read_onet([bare])])
    whole = releases.write_onet(tmp_path, version="30.0", Skills=releases.tabbed(header, rows))
    install(tmp_path, [read_onet([whole])])
    assert told(tmp_path, skill("programming", "Programming")) == []


def test_esco_skills_are_followed_by_their_own_id(tmp_path: Path) -> None:
    release, _ = read_esco_release(esco.write_release(tmp_path))
    older = {"skill": release.rows["skill"], "occupation": release.rows["occupation"], "link": []}
    known = next(iter(release.rows["skill"]))
    install(tmp_path, [type(release)(name="esco", version="1.0", rows=older)])
    newer = dict(release.rows) | {"skill": [row for row in release.rows["skill"] if row != known]}
    install(tmp_path, [type(release)(name="esco", version="1.2", rows=newer)])
    lines = describe_changes(
        tmp_path, "esco", "1.0", "1.2", skills=[skill("mine", "Whatever", code=str(known[0]))]
    )
    assert lines[1] == "Your skill Whatever: not in ESCO 1.2; ESCO 1.0 still holds it."


def test_a_starter_role_is_followed_through_its_codes_to_its_pay(tmp_path: Path) -> None:
    (old,) = read_bls([releases.write_wages(tmp_path)])
    path = releases.write_wages(tmp_path, "national_M2025_dl.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("93600", "95100"), encoding="utf-8")
    install(tmp_path, [old])
    install(tmp_path, read_bls([path]))
    nurse = Followed(title="Nurse", codes=Codes(onet=releases.NURSE))
    lines = describe_changes(tmp_path, "bls-wages", "OEWS May 2024", "OEWS May 2025", roles=[nurse])
    assert lines == (
        "From BLS OEWS May 2024 to BLS OEWS May 2025: 0 occupations added, 0 gone.",
        "Your role Nurse (29-1141): the middle wage a year went from 93,600 to 95,100 USD.",
    )


def test_what_postings_began_to_ask_of_a_role_is_told(tmp_path: Path) -> None:
    rows = [(releases.CODER, "Python", "1", "g", "Y", "N"), (releases.CODER, "Rust", "1", "g", "N", "Y")]
    upgrade(tmp_path, tmp_path, Technology_Skills=releases.tabbed(HEADER, rows))
    coder = Followed(title="Coder", codes=Codes(onet=releases.CODER))
    assert told(tmp_path, roles=[coder]) == [
        f"Your role Coder ({releases.CODER}): Rust is now in demand; Python is no longer in demand."
    ]


def test_a_role_that_went_says_which_release_holds_it(tmp_path: Path) -> None:
    header, rows = releases.TABLES["Occupation Data"]
    upgrade(tmp_path, tmp_path, Occupation_Data=releases.tabbed(header, rows[:2]))
    keeper = Followed(title="Keeper", codes=Codes(onet=releases.KEEPER))
    assert told(tmp_path, roles=[keeper]) == [
        f"Your role Keeper ({releases.KEEPER}) is not in O*NET 30.0; O*NET 29.3 holds it."
    ]
