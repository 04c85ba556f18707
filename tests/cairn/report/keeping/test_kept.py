"""A record read back, and looked through for what could go wrong.

Every check is by the independent checker or by hand, never by the code under test.
"""

import json
from typing import Any

import pytest
from tests.cairn.report.baker_plans import TODAY

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.report.keeping.kept import Kept, read_kept
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.schedule import check_schedule


def test_what_is_read_back_passes_the_checker(kept: Kept) -> None:
    assert check_schedule(kept.problem, kept.solution) == ()
    assert {one.id for one in kept.steps} == {one.activity for one in kept.solution.placements}
    minutes = sum(one.minutes for one in kept.sessions)
    assert minutes == 15 * sum(load.amount for one in kept.solution.placements for load in one.loads)


@pytest.mark.parametrize(
    "change",
    [{"kind": "else"}, {"version": 99}, {"problem": {}}, {"terms": {}}, {"proof": []}, {"plan": None}],
)
def test_what_is_no_plan_is_refused(record: Any, change: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        read_kept({**record, **change})


def test_a_record_without_its_problem_asks_for_a_new_plan(record: Any) -> None:
    old = {key: value for key, value in record.items() if key != "problem"}
    with pytest.raises(BadInput, match="make the plan anew"):
        read_kept(old)


# ------------------------------------------------------------------ the premortem


def codes(record: Any, assumptions: Assumptions, **changes: Any) -> set[str]:
    changed = json.loads(json.dumps({**record, **changes}))
    found = check_plan(read_plan_record(changed), today=TODAY, assumptions=assumptions)
    return {one.code for one in found}


def test_a_plan_as_it_is_written_has_reviews_and_hangs_on_nobody(
    record: Any, assumptions: Assumptions
) -> None:
    assert record["reviews"]
    assert not codes(record, assumptions) & {"no-review", "hangs-on-one-person", "skills-assumed", "no-slack"}


def test_what_is_put_into_the_record_is_found_by_the_premortem(record: Any, assumptions: Assumptions) -> None:
    plan = record["plan"]
    on_one = {**plan, "steps": [{**one, "relies_on": ["Miriam"]} for one in plan["steps"]]}
    assert codes(record, assumptions, plan=on_one) - codes(record, assumptions) == {"hangs-on-one-person"}
    assert "no-review" in codes(record, assumptions, reviews=[], milestones=[])
    tight = {**record["terms"], "deadline": record["schedule"]["p80"]}
    assert "no-slack" in codes(record, assumptions, terms=tight)
    unshown = {**plan, "steps": [one for one in plan["steps"] if one["origin"] != "show"]}
    gap = {
        **record["gap"],
        "skills": [{**one, "standing": "matched", "kind": "practise"} for one in record["gap"]["skills"]],
    }
    nobody = {**record["person"], "skills": []}
    assert "skills-assumed" in codes(record, assumptions, plan=unshown, gap=gap, person=nobody)
    shown = {**plan, "steps": [*unshown["steps"], {**plan["steps"][0], "origin": "show"}]}
    assert "skills-assumed" not in codes(record, assumptions, plan=shown, gap=gap, person=nobody)
