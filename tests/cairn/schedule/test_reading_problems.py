"""PSPLIB files and our JSON: read, written, refused."""

import csv
import json
import os
import random
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, problem, random_problem

from cairn.errors import BadInput
from cairn.plan.problem import Precedence
from cairn.schedule import problem_json, read_problem, read_psplib, solve
from cairn.schedule.solve import solve_or_none

SMALL = """****
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  1   N
****
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          1           2
   2        2          1           3
   3        1          1           4
   4        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  N 1
------------------------------
   1      1     0       0    0
   2      1     2       1    5
          2     4       1    0
   3      1     3       2    1
   4      1     0       0    0
****
RESOURCEAVAILABILITIES:
  R 1  N 1
   2    {money}
****
"""
LIKE = Path(__file__).resolve().parents[3] / "benchmarks" / "psplib_like.py"
SHARED = Path(os.environ.get("CAIRN_SHARED", Path(__file__).resolve().parents[4] / "shared"))


@pytest.mark.parametrize(("money", "finish"), [(6, 5), (5, 7), (1, 7), (0, None)])
def test_a_multi_mode_file_is_read_and_solved(money: int, finish: int | None) -> None:
    """The quick mode of job 2 takes 5 of the money and job 3 one more."""
    found = solve_or_none(
        read_psplib(SMALL.replace("{money}", str(money)), "small.mm"), limits=LIMITS, aims=("finish",)
    )
    assert (found.finish if found else None) == finish


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RESOURCEAVAILABILITIES", "NOTHING"),
        ("   2        2          1           3", "   2        2          2           3"),
        ("   2        2          1           3", "   2        2          1           9"),
        ("   3        1          1           4", "   3        1          1           2"),
        ("          2     4       1    0", "          2     4       1"),
        ("   2    {money}", "   2    nan"),
        ("- renewable", "- other"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(old: str, new: str) -> None:
    text = SMALL.replace(old, new).replace("{money}", "6")
    with pytest.raises(BadInput) as refused:
        solve(read_psplib(text, "damaged.mm"), limits=LIMITS)
    assert "\n" not in str(refused.value)


def test_published_optima_are_reached() -> None:
    """Every fortieth single-mode instance of 30 jobs that is easy enough for a test."""
    folder = SHARED / "bench" / "psplib" / "j30.sm"
    if not folder.is_dir():
        pytest.skip("the PSPLIB files are not beside the repository (set CAIRN_SHARED)")
    with (folder / "optimum.csv").open(encoding="utf-8") as rows:
        optima = {row["problem"]: int(row["optimum"]) for row in csv.DictReader(rows)}
    for name in sorted(optima)[::40]:
        found = solve_or_none(
            read_psplib((folder / name).read_text(encoding="latin-1"), name), limits=LIMITS, aims=("finish",)
        )
        assert found is not None
        assert (name, found.status, found.finish) == (name, "optimal", optima[name])


@pytest.mark.parametrize("seed", range(6))
def test_a_made_file_with_full_strength_ends_with_its_critical_path(seed: int) -> None:
    """Strength 1 offers what the earliest starts take together, so nothing has to wait for resources."""
    made = runpy.run_path(str(LIKE))
    kind = made["Kind"](complexity=1.8, factor=0.75, strength=1.0)
    given = read_psplib(made["make_file"](seed=seed, jobs=20, modes=1, kind=kind), "made.sm")
    assert len(given.precedences) == round(1.8 * 22)
    lengths = {one.id: one.modes[0].duration for one in given.activities}
    ends = dict.fromkeys(lengths, 0)
    for _ in lengths:
        for rule in given.precedences:
            ends[rule.after] = max(ends[rule.after], ends[rule.before] + lengths[rule.before])
    longest = max(ends[one] + lengths[one] for one in lengths)
    found = solve_or_none(given, limits=LIMITS, aims=("finish",))
    assert found is not None
    assert (found.status, found.finish) == ("optimal", longest)


def test_a_made_file_with_several_modes_is_a_problem_of_its_size() -> None:
    made = runpy.run_path(str(LIKE))
    kind = made["Kind"](complexity=1.8, factor=0.5, strength=0.25, spent_factor=1.0, spent_strength=0.75)
    given = read_psplib(made["make_file"](seed=1, jobs=10, modes=3, kind=kind), "made.mm")
    assert [len(one.modes) for one in given.activities] == [1, *[3] * 10, 1]
    assert (len(given.resources), len(given.budgets)) == (2, 2)
    assert all(sum(mode.costs.values()) for one in given.activities[1:-1] for mode in one.modes)


@pytest.mark.parametrize("seed", range(20))
def test_writing_and_reading_is_identity(seed: int) -> None:
    given = random_problem(random.Random(seed))
    assert read_problem(json.dumps(problem_json(given))) == given


PLAIN = problem(course("a", 2, is_required=True), course("b", 2), needs=(goal("g", "b"),))


def edited(**changes: object) -> str:
    return json.dumps(problem_json(PLAIN) | changes)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "JSON"),
        ("[1]", "table"),
        ('{"periods": 3', "JSON"),
        (edited(periods=0), "periods"),
        (edited(periods=1e400), "JSON"),
        (edited(periods=10**9), "periods"),
        (edited(version=99), "version"),
        (edited(resources=[{"id": "own", "capacity": -1}]), "capacity"),
        (edited(resources=[{"id": "own", "capacity": [1, 2]}]), "amounts"),
        (edited(resources=[]), "own"),
        (edited(needs=[{"any_of": ["nobody"]}]), "nobody"),
        (edited(needs=[{"any_of": ["b"], "weight": "heavy"}]), "weight"),
        (edited(precedences=[{"before": "a", "after": "b"}, {"before": "b", "after": "a"}]), "circle"),
        (edited(activities=[{"id": "a", "modes": []}]), "mode"),
        (edited(activities=[{"id": "a", "modes": [{}], "release": 5, "deadline": 2}]), "finish by 2"),
        (edited(activities=[{"id": "a", "modes": [{"duration": "long"}]}]), "duration"),
        (edited(activities=[{"id": "x", "modes": [{}]}] * 2), "twice|2 times"),
        (edited(activities=[{"id": str(n), "modes": [{}]} for n in range(100_000)]), "100,000"),
    ],
)
def test_bad_json_is_refused_in_one_sentence(text: str, word: str) -> None:
    with pytest.raises(BadInput, match=word) as refused:
        read_problem(text)
    assert "\n" not in str(refused.value)


def test_a_precedence_to_nowhere_is_refused_by_the_solver_itself() -> None:
    broken = replace(PLAIN, precedences=(Precedence(before="a", after="nobody"),))
    with pytest.raises(BadInput, match="nobody"):
        solve(broken, limits=LIMITS)
