"""A world of two roles and three ways to learn, and a baker who wants to lead."""

import json
from pathlib import Path
from typing import Any

import pytest

from cairn_cli.app import BAD_INPUT, run

TODAY = ("--today", "2026-12-01")
TERMS = ("--hours-per-week", "6", "--budget", "2000 USD", "--by", "24m")
BAKERY = """
[[skill]]
id = "baking"
label = "Baking bread"
kind = "hard"
aliases = ["baked bread"]

[[skill]]
id = "leading-people"
label = "Leading people"
kind = "soft"
aliases = ["supervised"]

[[skill]]
id = "cost-control"
label = "Controlling costs"
kind = "knowledge"

[[credential]]
id = "master-baker"
label = "Master baker certificate"
kind = "certification"

[[role]]
id = "baker"
title = "Baker"
field = "food"
seniority = 2
summary = "Bakes."
requires = [{ skill = "baking", level = 3, importance = 5 }]

[[role]]
id = "head-baker"
title = "Head baker"
field = "food"
seniority = 4
summary = "Leads a bakery."
requires = [
  { skill = "baking", level = 3, importance = 4 },
  { skill = "leading-people", level = 2, importance = 5 },
  { skill = "cost-control", level = 2, importance = 3 },
]
credentials = [{ any_of = ["master-baker"] }]

[[option]]
id = "lead-course"
title = "Course in leading people"
kind = "course"
teaches = { leading-people = [0, 3] }
proves = "a certificate of attendance"
first_step = "Enrol"
done_when = "the course is finished"
modes = [{ pattern = "self_paced", hours = [15, 20, 30], cost = [50, 100, 200] }]

[[option]]
id = "costing-course"
title = "Course in costing"
kind = "course"
teaches = { cost-control = [0, 2] }
proves = "a costed menu"
first_step = "Enrol"
done_when = "a menu is costed"
modes = [{ pattern = "self_paced", hours = [16, 20, 30], cost = [0, 40, 90] }]

[[option]]
id = "master-school"
title = "Master baker school"
kind = "certificate"
teaches = { cost-control = [0, 3] }
grants = ["master-baker"]
proves = "the certificate"
first_step = "Ask the chamber"
done_when = "the examination is passed"
modes = [{ pattern = "self_paced", hours = [80, 100, 140], cost = [600, 800, 1000] }]
"""
PERSON = {
    "basics": {"name": "Ada Example"},
    "work": [
        {
            "position": "Baker",
            "name": "Corner Bakery",
            "startDate": "2018-12",
            "highlights": ["Baked bread for three shops every morning"],
        }
    ],
}


def plan(resume: Path, *words: str, target: str = "Head baker") -> int:
    """The status of `cairn plan`, on ordinary terms unless `words` say others."""
    given = [*(("--target", target) if target else ()), *TODAY]
    for name, value in zip(TERMS[::2], TERMS[1::2], strict=True):
        given += [] if name in words else [name, value]
    return run(["plan", str(resume), *given, *words])


def record(capsys: pytest.CaptureFixture[str], resume: Path, *words: str, status: int = 0) -> dict[str, Any]:
    """What `--json` prints."""
    capsys.readouterr()
    assert plan(resume, "--json", *words) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def titles(found: dict[str, Any]) -> set[str]:
    return {step["title"] for step in found["plan"]["steps"]}


def refusal(capsys: pytest.CaptureFixture[str], resume: Path, *words: str, target: str = "Head baker") -> str:
    """The one sentence that a refused request gets."""
    capsys.readouterr()
    assert plan(resume, *words, target=target) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    lines = told.err.strip().splitlines()
    assert len(lines) == 1, told.err
    assert lines[0].endswith((".", "?", "”")), told.err
    return lines[0]


def made_plan(resume: Path, out: Path) -> dict[str, bytes]:
    assert plan(resume, "--out", str(out)) == 0
    return contents_of(out)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}
