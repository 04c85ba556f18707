"""Branches of a kept plan: compared, taken over, let go."""

from dataclasses import replace
from typing import Any

import pytest
from tests.cairn.report.baker_plans import TODAY, TYPED

from cairn.assumptions import Assumptions
from cairn.errors import BadInput, UnknownName
from cairn.plan.choosing.model import Limits
from cairn.provenance import leaf
from cairn.report.keeping.branching import add_branch, compare_records, discard_branch, merge_branch
from cairn.report.keeping.history import version_record
from cairn.report.keeping.kept import Kept
from cairn.report.keeping.proposal import Proposal, propose_anew
from cairn.report.keeping.renew import renew_record
from cairn.schedule.replan.days import Told


def test_a_branch_is_compared_merged_and_discarded(record: Any, kept: Kept, assumptions: Assumptions) -> None:
    more = replace(kept.terms, hours_per_week=leaf("hours a week", 12, unit="hours", source=TYPED))
    found = propose_anew(kept, Told(today=TODAY), more, assumptions=assumptions, limits=Limits())
    assert isinstance(found, Proposal)
    branch = renew_record(found, found.healing.solution, reason="try")
    with_branch = add_branch(record, "twice the hours", branch, made_on=TODAY, reason="try")
    assert {key: value for key, value in with_branch.items() if key != "branches"} == record
    told = {
        one.what: one.difference
        for one in compare_records(record, with_branch["branches"]["twice the hours"]["record"])
    }
    assert told["finish"].endswith("earlier")
    assert told["hours a week"] == "6 more"
    merged = merge_branch(with_branch, "Twice the Hours", made_on=TODAY, reason="a year off")
    assert merged["schedule"] == branch["schedule"]
    assert merged["branches"] == {}
    assert version_record(merged, 1)["schedule"] == record["schedule"]
    assert discard_branch(with_branch, "twice the hours")["branches"] == {}
    with pytest.raises(UnknownName):
        discard_branch(with_branch, "another")


def test_a_branch_needs_a_name_and_a_plan(record: Any) -> None:
    with pytest.raises(BadInput, match="a name"):
        add_branch(record, "", record, made_on=TODAY, reason="")
    with pytest.raises(BadInput):
        add_branch(record, "x", {"kind": "else"}, made_on=TODAY, reason="")
