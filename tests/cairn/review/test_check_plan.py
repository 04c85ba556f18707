"""A clean plan has no finding; each defect that is put into it is found, and only that one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cairn.assumptions import Assumptions
from cairn.errors import BadInput
from cairn.goals import Goal
from cairn.review.check_plan import check_plan
from cairn.review.check_record import read_plan_record
from cairn.review.check_values import CheckedSkill, CheckedStep, CheckedWeek, PlanFacts

MONDAY = date(2026, 11, 30)
TODAY = MONDAY - timedelta(days=1)


def day(weeks: float) -> date:
    return MONDAY + timedelta(days=round(7 * weeks))


def step(name: str, start: int, weeks: int, **more: Any) -> CheckedStep:
    return CheckedStep(
        **{
            "id": name,
            "title": name.title(),
            "hours": 5.0 * weeks,
            "hours_low": 4.0 * weeks,
            "hours_high": 8.0 * weeks,
            "first": day(start),
            "last": day(start + weeks) - timedelta(days=2),
            "done_when": "the test is passed",
            "first_step": "enrol",
            **more,
        }
    )


@pytest.fixture
def clean() -> PlanFacts:
    """Twenty weeks at five of six hours, one week away in the middle, ten weeks to spare."""
    steps = (
        step("read", 0, 6),
        step("practise", 6, 4, after=("read",)),
        step("class", 11, 5, is_on_a_date=True),
        step("lead", 16, 3, after=("class",), relies_on=("your employer",)),
        step("examples", 19, 1, is_evidence=True),
    )
    weeks = tuple(
        CheckedWeek(
            monday=day(week), planned_hours=0 if week == 10 else 5, capacity_hours=0 if week == 10 else 6
        )
        for week in range(20)
    )
    return PlanFacts(
        goal=Goal(
            statement="Be ready to work as head baker",
            measure="all 5 essential skills are shown",
            relevance="I want to lead a bakery of my own",
            deadline=day(32),
            horizon="short",
            role="Head baker",
        ),
        made_on=TODAY,
        deadline=day(32),
        budget=500,
        cost=450,
        finish=day(20) - timedelta(days=2),
        sure_finish=day(23),
        steps=steps,
        weeks=weeks,
        held=(
            CheckedSkill(label="Baking", importance=4, support="shown"),
            CheckedSkill(label="Costs", importance=3, support="claimed"),
            CheckedSkill(label="Rotas", importance=3, support="inferred", is_checked_first=True),
        ),
        reviews=(day(6), day(16)),
        sessions=tuple((one.id, one.first) for one in steps if one.first),
        away=((day(10), day(11) - timedelta(days=1)),),
    )


def codes(facts: PlanFacts, assumptions: Assumptions, today: date = TODAY) -> dict[str, str]:
    found = check_plan(facts, today=today, assumptions=assumptions)
    assert all(one.sentence.endswith(".") and one.mend for one in found)
    return {one.code: one.severity for one in found}


def test_a_clean_plan_has_no_finding(clean: PlanFacts, assumptions: Assumptions) -> None:
    assert codes(clean, assumptions) == {}


def with_goal(**change: Any) -> Callable[[PlanFacts], PlanFacts]:
    return lambda facts: replace(facts, goal=replace(facts.goal, **change))


def with_step(name: str, **change: Any) -> Callable[[PlanFacts], PlanFacts]:
    return lambda facts: replace(
        facts, steps=tuple(replace(one, **change) if one.id == name else one for one in facts.steps)
    )


def with_facts(**change: Any) -> Callable[[PlanFacts], PlanFacts]:
    return lambda facts: replace(facts, **change)


def all_full(facts: PlanFacts) -> PlanFacts:
    return replace(facts, weeks=tuple(replace(one, planned_hours=6, capacity_hours=6) for one in facts.weeks))


def one_week_overfull(facts: PlanFacts) -> PlanFacts:
    return replace(facts, weeks=(replace(facts.weeks[0], planned_hours=9), *facts.weeks[1:]))


def too_late_to_begin(facts: PlanFacts) -> PlanFacts:
    """The deadline is as near as the work is long, though finish and sure date claim otherwise."""
    near = day(9)
    return replace(facts, deadline=near, finish=day(8), sure_finish=day(8), reviews=(day(4),))


def everything_behind_the_class(facts: PlanFacts) -> PlanFacts:
    waiting = tuple(
        one if one.id == "class" else replace(one, after=("class",), first=day(16), last=day(20))
        for one in facts.steps
    )
    return replace(facts, steps=waiting)


def everything_at_work(facts: PlanFacts) -> PlanFacts:
    return replace(facts, steps=tuple(replace(one, relies_on=("Kim",)) for one in facts.steps))


def two_exams_in_one_week(facts: PlanFacts) -> PlanFacts:
    return with_step("lead", is_on_a_date=True, last=day(16), first=day(15.8))(facts)


def single_numbers(facts: PlanFacts) -> PlanFacts:
    return replace(
        facts, steps=tuple(replace(one, hours_low=one.hours, hours_high=one.hours) for one in facts.steps)
    )


SEEDED: tuple[tuple[str, str, Callable[[PlanFacts], PlanFacts]], ...] = (
    ("goal-unmeasurable", "error", with_goal(measure="")),
    ("goal-vague", "warning", with_goal(statement="Become better at something", role="")),
    ("goal-without-reason", "warning", with_goal(relevance="")),
    ("goal-without-date", "error", with_goal(deadline=None)),
    ("incomplete", "error", with_facts(unmet=("Master baker certificate",))),
    ("after-deadline", "error", with_facts(deadline=day(19))),
    ("deadline-unsure", "error", with_facts(deadline=day(22))),
    ("over-capacity", "error", one_week_overfull),
    ("more-work-than-time", "error", too_late_to_begin),
    ("over-budget", "error", with_facts(budget=400)),
    ("work-while-away", "error", with_facts(sessions=(("read", day(10)),))),
    ("waits-for-nothing", "error", with_step("practise", after=("gone",))),
    ("wrong-order", "error", with_step("practise", first=day(2))),
    ("hangs-on-one-date", "warning", everything_behind_the_class),
    ("hangs-on-one-person", "warning", everything_at_work),
    ("all-on-one-date", "warning", two_exams_in_one_week),
    (
        "skills-assumed",
        "warning",
        with_facts(held=(CheckedSkill(label="Rotas", importance=3, support="inferred"),)),
    ),
    ("skills-assumed", "warning", with_step("examples", is_evidence=False)),
    ("no-review", "warning", with_facts(reviews=())),
    ("no-slack", "warning", with_facts(deadline=day(23.5))),
    ("no-rest", "warning", all_full),
    ("no-ranges", "warning", single_numbers),
    ("step-unmeasurable", "warning", with_step("read", done_when=" ")),
)


@pytest.mark.parametrize(
    ("code", "severity", "seed"), SEEDED, ids=[f"{n}-{one[0]}" for n, one in enumerate(SEEDED)]
)
def test_a_seeded_defect_is_found_and_nothing_else(
    clean: PlanFacts,
    assumptions: Assumptions,
    code: str,
    severity: str,
    seed: Callable[[PlanFacts], PlanFacts],
) -> None:
    assert codes(seed(clean), assumptions) == {code: severity}


def test_all_defects_at_once_are_all_found(clean: PlanFacts, assumptions: Assumptions) -> None:
    facts = clean
    for seed in (
        with_goal(measure="", relevance=""),
        with_facts(unmet=("a licence",), budget=1, reviews=(), sessions=(("read", day(10)),)),
        with_step("read", done_when=""),
        one_week_overfull,
        everything_at_work,
    ):
        facts = seed(facts)
    assert set(codes(facts, assumptions)) == {
        "goal-unmeasurable",
        "goal-without-reason",
        "incomplete",
        "over-budget",
        "no-review",
        "work-while-away",
        "step-unmeasurable",
        "over-capacity",
        "hangs-on-one-person",
    }


def test_the_worst_come_first(clean: PlanFacts, assumptions: Assumptions) -> None:
    facts = with_facts(budget=1)(with_goal(relevance="")(clean))
    found = check_plan(facts, today=TODAY, assumptions=assumptions)
    assert [one.severity for one in found] == ["error", "warning"]


def test_an_old_plan_is_stale(clean: PlanFacts, assumptions: Assumptions) -> None:
    late = TODAY + timedelta(days=400)
    facts = with_facts(deadline=None)(with_goal(deadline=late + timedelta(days=30))(clean))
    assert codes(facts, assumptions, today=late) == {"stale": "warning"}


def test_a_plan_with_nothing_to_do_says_so(clean: PlanFacts, assumptions: Assumptions) -> None:
    empty = with_facts(steps=(), weeks=(), finish=TODAY, sure_finish=TODAY, cost=0, sessions=(), held=())(
        clean
    )
    assert codes(empty, assumptions) == {"no-steps": "warning"}


def test_a_persons_own_numbers_count(clean: PlanFacts, assumptions: Assumptions) -> None:
    strict = assumptions.override({"premortem.review_days": 30.0})
    assert codes(clean, strict) == {"no-review": "warning"}


# ------------------------------------------------------------------ the record


def record() -> dict[str, Any]:
    """The parts of a plan.json that are read, for a plan of one step."""
    return {
        "kind": "cairn plan",
        "version": 1,
        "made_on": TODAY.isoformat(),
        "target": {"title": "Head baker"},
        "terms": {
            "deadline": day(20).isoformat(),
            "budget": {"amount": 500.0, "currency": "USD"},
            "away": [],
        },
        "goal": {
            "statement": "Be ready to work as head baker",
            "measure": "all 5 essential skills are shown",
            "relevance": "because",
            "deadline": day(20).isoformat(),
        },
        "plan": {
            "cost": {"value": 100.0},
            "unmet": [],
            "steps": [
                {
                    "id": "lead",
                    "title": "Lead",
                    "hours": {"value": 10.0, "low": 8.0, "high": 15.0},
                    "first": day(0).isoformat(),
                    "last": day(2).isoformat(),
                    "after": [],
                    "pattern": "self_paced",
                    "at_work": True,
                    "done_when": "done",
                    "first_step": "ask",
                    "origin": "option",
                }
            ],
        },
        "schedule": {
            "finish": day(2).isoformat(),
            "p80": day(3).isoformat(),
            "weeks": [{"monday": day(0).isoformat(), "planned_hours": 5.0, "capacity_hours": 6.0}],
            "sessions": [{"step": "lead", "start": f"{day(0).isoformat()}T19:00"}],
        },
        "milestones": [{"day": day(2).isoformat()}],
        "person": {"skills": [{"id": "baking", "support": "shown"}]},
        "gap": {
            "skills": [
                {
                    "skill": "baking",
                    "label": "Baking",
                    "importance": 4,
                    "is_essential": True,
                    "standing": "matched",
                    "is_checked_first": False,
                },
                {
                    "skill": "rotas",
                    "label": "Rotas",
                    "importance": 4,
                    "is_essential": True,
                    "standing": "matched",
                    "is_checked_first": False,
                },
            ]
        },
    }


def test_a_record_is_read_whole() -> None:
    facts = read_plan_record(json.loads(json.dumps(record())))
    assert facts.steps[0].relies_on == ("your employer",)
    assert (facts.budget, facts.cost, facts.sure_finish) == (500, 100, day(3))
    assert [(one.label, one.support) for one in facts.held] == [("Baking", "shown"), ("Rotas", "unknown")]


def test_what_is_found_in_a_record(assumptions: Assumptions) -> None:
    assert codes(read_plan_record(record()), assumptions) == {
        "hangs-on-one-person": "warning",
        "skills-assumed": "warning",
    }


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _: [], "not a plan"),
        (lambda one: {**one, "kind": "other"}, "not a plan"),
        (lambda one: {**one, "version": 99}, "version 99"),
        (lambda one: {name: part for name, part in one.items() if name != "plan"}, "damaged"),
        (lambda one: {**one, "made_on": "soon"}, "damaged"),
        (lambda one: {**one, "schedule": []}, "damaged"),
        (lambda one: {**one, "plan": {**one["plan"], "cost": {"value": float("nan")}}}, "damaged"),
    ],
)
def test_what_is_no_record_is_refused_with_what_to_do(
    damage: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        read_plan_record(damage(record()))
