"""`cairn plan` as a person meets it: what it tells, on what terms, and with which answers."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from tests.cairn_cli.bakery import TODAY, plan, record, refusal, titles

from cairn.provenance import replay
from cairn.report.renderers.record import printed_derivation
from cairn_cli.app import BAD_INPUT, HONEST_NO, run

# ------------------------------------------------------------------ what it tells


def test_the_plan_is_told_on_stdout_and_nothing_else_is(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada) == 0
    told = capsys.readouterr()
    for words in ("Ada Example", "Head baker", "Course in leading people", "Master baker school"):
        assert words in told.out
    assert told.err == ""
    assert "\x1b" not in told.out


def test_json_is_the_whole_record_and_its_numbers_replay(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = record(capsys, ada)
    assert found["version"] == 1
    assert found["made_on"] == "2026-12-01"
    assert found["source"] == "ada.json"
    assert titles(found) == {"Course in leading people", "Master baker school"} | {
        title for title in titles(found) if title.startswith("Find out")
    }
    for number, entry in enumerate(found["derivations"]):
        assert replay(printed_derivation(found, number)) == pytest.approx(entry["value"])


def test_an_honest_no_has_its_own_status_and_is_told_whole(
    ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "plan"
    assert plan(ada, "--budget", "300 USD", "--out", str(out)) == HONEST_NO
    told = capsys.readouterr()
    assert "Master baker certificate" in told.out
    assert "Raises Leading people to 2" in told.out  # the best part of the plan all the same
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["plan"]["fits"] is False


def test_explain_opens_a_number_down_to_its_sources(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(ada, "--explain", "cost of the plan") == 0
    told = capsys.readouterr().out
    assert "$900" in told
    assert "bakery" in told.lower() or "catalogue" in told.lower()


def test_explain_names_the_nearest_where_no_number_is_called_so(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(ada, "--explain", "the coast of it") == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "nearest" in told.err.lower()


def test_what_was_not_said_is_assumed_and_told(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(ada), "--target", "Head baker", *TODAY]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for words in ("5 hours a week", "no limit on money", "no date"):
        assert words in told


def test_why_becomes_the_relevance_of_the_goal(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada, "--why", "I want my own bakery")
    assert found["goal"]["relevance"] == "I want my own bakery"


def test_today_fixes_the_clock(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada)
    assert min(one["start"] for one in found["schedule"]["sessions"]) > "2026-12-02"
    assert found == record(capsys, ada)


def test_nothing_is_planned_in_protected_time_nor_outside_the_times_named(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = ("--times", "Mon,Thu 18:00-20:30; Sun 9-12", "--protect", "Thu 19-24; Mon-Fri 9-12")
    begun = {
        datetime.fromisoformat(one["start"]) for one in record(capsys, ada, *times)["schedule"]["sessions"]
    }
    assert {one.weekday() for one in begun} - {2, 4} == {0, 3, 6}
    assert not [one for one in begun if one.weekday() == 3 and one.hour >= 19]
    assert not [one for one in begun if one.weekday() < 5 and 9 <= one.hour < 12]


def test_completed_courses_count_for_the_person(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "courses.csv"
    path.write_text("Title,Provider,Completed\nControlling costs,Mill School,2026-05-01\n", encoding="utf-8")
    before, after = record(capsys, ada), record(capsys, ada, "--courses", str(path))
    assert "“Controlling costs”" not in json.dumps(before["gap"], ensure_ascii=False)
    assert "“Controlling costs”" in json.dumps(after["gap"], ensure_ascii=False)


def test_days_away_stay_free(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = ("--away", "2026-12-07..2026-12-20", "--away", "2027-01-05")
    days = {one["start"][:10] for one in record(capsys, ada, *away)["schedule"]["sessions"]}
    assert not [day for day in days if "2026-12-07" <= day <= "2026-12-20"]
    assert "2027-01-05" not in days
    assert "2027-01-05" in {one["start"][:10] for one in record(capsys, ada)["schedule"]["sessions"]}


def test_hours_at_work_are_the_person_s_to_say(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, ada, "--hours-at-work", "0")
    assert found["terms"]["hours_at_work"]["value"] == 0


def test_a_role_may_be_named_by_its_id(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(ada, target="head-baker") == 0
    assert "Head baker" in capsys.readouterr().out


# ------------------------------------------------------------------ answers and postings


def test_answers_change_the_plan(ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(
        '[levels]\nleading-people = 4\n[credentials]\nmaster-baker = true\n[contact]\nname = "Ada Lang"\n',
        encoding="utf-8",
    )
    found = record(capsys, ada, "--answers", str(answers))
    assert not {"Course in leading people", "Master baker school"} <= titles(found)
    assert found["resume"]["basics"]["name"] == "Ada Lang"
    before = record(capsys, ada)
    assert found["plan"]["hours"]["value"] < before["plan"]["hours"]["value"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[levels", "neither TOML nor JSON"),
        ("[levels]\nbakeing = 2\n", "bakeing"),
        ("[levels]\nbaking = 9\n", "0 to 5"),
        ("[levels]\nbaking = nan\n", "0 to 5"),
        ("[hopes]\nbaking = 2\n", "hopes"),
        ("[credentials]\nmaster-baker = 1\n", "true or false"),
        ('[[experience]]\nmatch = "Astronaut"\nremove = true\n', "Astronaut"),
        ('[[experience]]\nmatch = "Baker"\nstart = "last year"\n', "last year"),
        ('[assumptions]\n"no.such" = 1\n', "no.such"),
        ('[assumptions]\n"effort.check_hours" = nan\n', "effort.check_hours"),
        ('[assumptions]\n"effort.check_hours" = "many"\n', "effort.check_hours"),
        ("levels = 3\n", "levels"),
    ],
)
def test_answers_that_cannot_be_meant_are_one_sentence(
    ada: Path, text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(text, encoding="utf-8")
    assert refusal(capsys, ada, "--answers", str(answers)).count(words) >= 1


def test_a_posting_can_be_the_target(ada: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text(
        "Bakery team lead\n\nYou must have\n- Leading people\n- A master baker certificate\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert plan(ada, "--ad", str(ad), "--json", target="") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["target"]["title"] == "Bakery team lead"
    assert "Course in leading people" in titles(found)
    assert plan(ada, "--ad", str(ad), "--json", target="Lead baker") == 0
    assert json.loads(capsys.readouterr().out)["target"]["title"] == "Lead baker"
