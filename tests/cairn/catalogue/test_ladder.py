"""Ladders in every form: levels, tracks, differences, and what is left unsaid."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.catalogue.ladder import Ladder, across, count_evidence, find_difference, find_unsaid, next_up
from cairn.catalogue.ladder_forms import parse_ladder, read_ladder
from cairn.catalogue.ladders_folder import find_ladder, install_ladder, list_ladders, remove_ladder
from cairn.errors import BadInput, CairnError, UnknownName, UnreadableFile

YAML = """
ladder: Craft
levels:
  - id: one
    title: Maker
    expects:
      - {theme: Work, text: makes small things, skill: making, level: 2}
      - {theme: Team, text: says good morning}
  - id: lead-ic
    title: Lead (craft)
    expects:
      - {theme: Work, text: makes large things, skill: making, level: 4, examples: [a bridge]}
  - id: lead-pm
    title: Lead (people)
    expects:
      - {theme: Team, text: plans the week, skill: planning, level: 3}
  - id: head
    title: Head
"""
CSV = """level,title,rank,track,theme,expectation,skill,skill_level
one,Maker,1,,Work,makes small things,making,2
one,Maker,1,,Team,says good morning,,
lead-ic,Lead (craft),2,craft,Work,makes large things,making,4
lead-pm,Lead (people),2,people,Team,plans the week,planning,3
head,Head,3,,,,,
"""
MARKDOWN = """# Craft
## Maker
### Work
- makes small things [making 2]
### Team
- says good morning
## Lead (craft)
### Work
- makes large things [making 4]
## Lead (people)
### Team
- plans the week [planning 3]
## Head
"""
FT = """
name: Engineering
levels:
  - {id: junior, name: Junior Engineer}
  - {id: senior, name: Senior Engineer}
themes:
  - {id: talk, name: Communication}
competencies:
  - {id: a, level: junior, theme: talk, summary: Listens, proficiency: Awareness}
  - {id: b, level: senior, theme: talk, summary: Explains, proficiency: Expert, examples: [a talk]}
  - {id: c, level: nowhere, theme: talk, summary: Lost}
  - {id: d, level: senior, theme: talk, summary: Writes, proficiency: Wizard}
"""


def ladder_of(text: str, kind: str) -> Ladder:
    return parse_ladder(text, kind=kind, name="craft")[0]


@pytest.mark.parametrize(("text", "kind"), [(YAML, ".yaml"), (CSV, ".csv"), (MARKDOWN, ".md")])
def test_the_three_forms_say_the_same(text: str, kind: str) -> None:
    ladder = ladder_of(text, kind)
    maker, craft, people, head = ladder.levels
    assert [one.rank for one in ladder.levels] == [1, 2, 2, 3]
    assert (craft.track, people.track) == ("craft", "people")
    assert [(one.theme, one.text, one.skill, one.level) for one in maker.expectations] == [
        ("Work", "makes small things", "making", 2),
        ("Team", "says good morning", "", 0),
    ]
    assert [one.id for one in next_up(ladder, maker)] == [craft.id, people.id]
    assert [one.id for one in next_up(ladder, craft)] == [head.id]
    assert next_up(ladder, head) == ()
    assert [one.id for one in across(ladder, craft)] == [people.id]


def test_a_difference_tells_what_is_added_raised_and_dropped() -> None:
    ladder = ladder_of(YAML, ".yaml")
    maker, craft, people, _ = ladder.levels
    (work,) = find_difference(ladder, maker, craft)
    assert [(one.skill, before) for one, before in work.raised] == [("making", 2)]
    team = next(one for one in find_difference(ladder, maker, people) if one.theme == "Team")
    assert [one.text for one in team.added] == ["plans the week"]
    assert find_difference(ladder, maker, maker) == ()


def test_what_is_left_unsaid_is_said() -> None:
    said = " ".join(find_unsaid(ladder_of(YAML, ".yaml")))
    assert "Head: nothing is expected in writing." in said
    assert "Lead (craft): nothing is said about Team." in said
    assert "Maker: 1 of 2 expectations state no level." in said
    assert "between tracks" in said
    assert "example" not in said


def test_evidence_is_counted_and_nothing_is_a_count_too() -> None:
    maker = ladder_of(YAML, ".yaml").levels[0]
    counted = count_evidence(maker, ["one-1", "one-1", "elsewhere"])
    assert [(one.expectation.id, one.count) for one in counted] == [("one-2", 0), ("one-1", 2)]


def test_the_form_of_the_financial_times_is_read() -> None:
    ladder, problems = parse_ladder(FT, kind=".yml", name="ft")
    junior, senior = ladder.levels
    assert (ladder.title, ladder.themes) == ("Engineering", ("Communication",))
    assert [one.level for one in junior.expectations] == [1]
    assert [(one.level, one.examples) for one in senior.expectations] == [(5, ("a talk",)), (0, ())]
    assert ["nowhere" in one.message or "Wizard" in one.message for one in problems] == [True, True]


def test_the_real_ladders_are_read_whole(shared: Path) -> None:
    folder = shared / "data" / "ladders" / "ft-engineering-progression"
    if not folder.is_dir():
        pytest.skip("the ladders are not among the shared material")
    found = {path.stem: read_ladder(path) for path in folder.glob("*.yml")}
    assert {name: len(one.levels) for name, (one, _) in found.items()} == {
        "engineering": 8,
        "engineering-v1": 4,
        "operations": 3,
    }
    assert all(problems == () for _, problems in found.values())
    assert sum(len(level.expectations) for level in found["engineering"][0].levels) == 72


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("levels: [", ".yaml", "is not YAML"),
        ("name: x", ".yaml", "holds no list of levels"),
        ("a: &a [1]\nlevels:\n  - *a", ".yaml", "aliases"),
        ("levels: []", ".yaml", "holds no level"),
        ("levels: [{id: a}, {id: a}]", ".yaml", "stands twice"),
        ("a,b\n1,2\n", ".csv", "lacks the column level"),
        ("words", ".md", "holds no level"),
        ("words", ".docx", "is no ladder"),
    ],
)
def test_what_is_no_ladder_is_refused_with_a_sentence(text: str, kind: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_ladder(text, kind=kind, name="x")


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="check the name"):
        read_ladder(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"levels: \xff")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_ladder(tmp_path / "bad.yaml")


@given(text=st.text(max_size=300), kind=st.sampled_from([".yaml", ".csv", ".md"]))
def test_any_text_is_a_ladder_or_a_refusal(text: str, kind: str) -> None:
    with contextlib.suppress(CairnError):
        ladder, _ = parse_ladder(text, kind=kind, name="any")
        assert ladder.levels


def test_installed_ladders_are_kept_found_replaced_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "Craft.yaml"
    file.write_text(YAML, encoding="utf-8")
    home = tmp_path / "home"
    install_ladder(home, file)
    assert list_ladders(home) == (("craft", "Craft"),)
    again = tmp_path / "Craft.csv"
    again.write_text(CSV, encoding="utf-8")
    install_ladder(home, again)
    assert len(list_ladders(home)) == 1
    assert len(find_ladder(home, "craft").levels) == 4
    with pytest.raises(UnknownName):
        find_ladder(home, "other")
    remove_ladder(home, "craft")
    assert list_ladders(home) == ()


def test_a_level_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UnknownName) as refused:
        ladder_of(YAML, ".yaml").level("boss")
    assert refused.value.candidates == ("one", "lead-ic", "lead-pm", "head")
