"""The plan of the baker as it is kept, and as it stands after three weeks of illness."""

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.cairn.report.baker_plans import MakePlan, record_of
from tests.cairn.report.keeping.cases import Propose, longest, middle

from cairn.assumptions import Assumptions
from cairn.report.keeping.kept import Kept, read_kept
from cairn.report.keeping.proposal import Proposal, propose
from cairn.report.keeping.renew import renew_record
from cairn.schedule.replan.days import Told


@pytest.fixture(scope="session")
def record(make_plan: MakePlan) -> Any:
    """The record of the baker's plan, which starts on Tuesday 1 December 2026."""
    return record_of(make_plan(why="my own bakery"))


@pytest.fixture
def kept(record: Any) -> Kept:
    return read_kept(record)


@pytest.fixture(scope="session")
def try_it(assumptions: Assumptions) -> Propose:
    def run(kept: Kept, told: Told, **terms: Any) -> Proposal:
        found = propose(kept, told, replace(kept.terms, **terms), assumptions=assumptions)
        assert isinstance(found, Proposal)
        return found

    return run


@pytest.fixture(scope="session")
def slipped(record: Any, try_it: Propose) -> Any:
    kept = read_kept(record)
    proposal = try_it(kept, Told(today=middle(kept), slipped={longest(kept): 3}))
    return json.loads(json.dumps(renew_record(proposal, proposal.healing.solution, reason="three weeks ill")))
