from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue
from cairn.errors import BadInput
from cairn.gap import find_gaps
from cairn.plan.build import build_plan, draft_plan
from cairn.plan.priorities import (
    Aim,
    GoalId,
    Measure,
    SmallStep,
    Stuck,
    Task,
    next_steps,
    propose_split,
    rank_tasks,
    tasks_of,
)
from cairn.plan.problem import Solution
from cairn.plan.values import Terms
from cairn.profile import Profile
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.schedule import solve
from cairn.units import RoleId

TODAY = date(2026, 12, 1)
BAKERY, FRENCH = GoalId("bakery"), GoalId("french")
AIMS = (
    Aim(id=BAKERY, title="Lead a bakery", importance=5),
    Aim(id=FRENCH, title="Speak French", importance=2),
)


def task(name: str, impact: float = 0.5, *, goal: GoalId = BAKERY, **more: object) -> Task:
    given = {"id": name, "title": name.title(), "hours": 2.0, "impacts": {goal: impact}, **more}
    return Task(**given)  # type: ignore[arg-type]


def order(assumptions: Assumptions, *tasks: Task, aims: tuple[Aim, ...] = AIMS) -> list[str]:
    return [one.task.id for one in rank_tasks(tasks, aims, today=TODAY, assumptions=assumptions)]


def test_priority_is_importance_times_impact_plus_urgency(assumptions: Assumptions) -> None:
    # 5 x 0.4 and, seven of twenty-eight days left, 2 x 0.75.
    ranked = rank_tasks(
        [task("a", 0.4, due=TODAY + timedelta(days=7))], AIMS, today=TODAY, assumptions=assumptions
    )
    assert ranked[0].priority.value == pytest.approx(5 * 0.4 + 2 * 0.75)


def test_every_term_is_shown_and_replays(assumptions: Assumptions) -> None:
    both = task("a", due=TODAY, impacts={BAKERY: 0.5, FRENCH: 0.5})
    priority = rank_tasks([both], AIMS, today=TODAY, assumptions=assumptions)[0].priority
    assert replay(derivation_json(priority)) == pytest.approx(5 * 0.5 + 2 * 0.5 + 2)
    assert {name for name, _ in priority.inputs} == {"merit", "urgency_points", "urgency"}


def test_the_weight_of_a_goal_reorders_its_tasks(assumptions: Assumptions) -> None:
    tasks = task("knead"), task("verbs", goal=FRENCH)
    assert order(assumptions, *tasks) == ["knead", "verbs"]
    aims = replace(AIMS[0], importance=1), replace(AIMS[1], importance=5)
    assert order(assumptions, *tasks, aims=aims) == ["verbs", "knead"]


def test_a_nearer_date_comes_first_among_equals(assumptions: Assumptions) -> None:
    near, far = task("near", due=TODAY + timedelta(days=3)), task("far", due=TODAY + timedelta(days=20))
    assert order(assumptions, far, near) == ["near", "far"]


@pytest.mark.parametrize(
    ("impact", "days", "quadrant"),
    [
        (0.5, 3, "do first"),
        (0.5, 100, "plan it"),
        (0.01, 3, "do it quickly or hand it on"),
        (0.01, 100, "leave it"),
    ],
)
def test_the_four_quadrants(assumptions: Assumptions, impact: float, days: int, quadrant: str) -> None:
    ranked = rank_tasks(
        [task("a", impact, due=TODAY + timedelta(days=days))], AIMS, today=TODAY, assumptions=assumptions
    )
    assert ranked[0].quadrant == quadrant


_SHARES = st.dictionaries(
    st.sampled_from([BAKERY, FRENCH, GoalId("gone")]), st.floats(0, 1, allow_nan=False), max_size=3
)


@given(st.lists(st.tuples(_SHARES, st.none() | st.integers(-60, 60)), max_size=12))
def test_the_plain_points_are_those_of_the_derivation_for_every_task(
    told: list[tuple[dict[GoalId, float], int | None]],
) -> None:
    tasks = [
        task(str(at), impacts=shares, due=None if days is None else TODAY + timedelta(days=days))
        for at, (shares, days) in enumerate(told)
    ]
    ranked = rank_tasks(tasks, AIMS, today=TODAY, assumptions=load_assumptions())
    assert [one.points for one in ranked] == [one.priority.value for one in ranked]
    assert [replay(derivation_json(one.priority)) for one in ranked] == [one.points for one in ranked]


def test_ranking_derives_nothing_until_it_is_asked(
    assumptions: Assumptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    derive = Measure.derive
    monkeypatch.setattr(Measure, "derive", lambda self, one: asked.append(one.id) or derive(self, one))
    ranked = rank_tasks([task("a"), task("b")], AIMS, today=TODAY, assumptions=assumptions)
    assert asked == []
    assert ranked[0].priority.value == ranked[0].points
    assert asked == ["a"]


def test_a_changed_assumption_moves_the_points(assumptions: Assumptions) -> None:
    due = task("a", due=TODAY)
    changed = assumptions.override({"priority.urgency_points": 4})
    one, two = (
        rank_tasks([due], AIMS, today=TODAY, assumptions=given)[0] for given in (assumptions, changed)
    )
    assert two.points - one.points == pytest.approx(2)
    assert two.points == two.priority.value


@given(st.integers(-400, 400), st.floats(0, 1))
def test_less_time_never_lowers_a_priority(days: int, impact: float) -> None:
    def value(left: int) -> float:
        due = TODAY + timedelta(days=left)
        found = rank_tasks([task("a", impact, due=due)], AIMS, today=TODAY, assumptions=load_assumptions())
        return found[0].priority.value

    assert value(days) <= value(days - 1)


def test_what_is_done_is_not_ranked_and_a_task_without_a_goal_says_so(assumptions: Assumptions) -> None:
    ranked = rank_tasks(
        [task("done", is_done=True), task("stray", goal=GoalId("gone"))],
        AIMS,
        today=TODAY,
        assumptions=assumptions,
    )
    assert [one.task.id for one in ranked] == ["stray"]
    assert "no goal needs it" in ranked[0].reason


def test_tasks_that_wait_in_a_circle_are_refused(assumptions: Assumptions) -> None:
    circle = task("a", after=("b",)), task("b", after=("a",))
    with pytest.raises(BadInput, match="circle"):
        rank_tasks(circle, AIMS, today=TODAY, assumptions=assumptions)


# ------------------------------------------------------------------ the next small step


def steps(assumptions: Assumptions, *tasks: Task, minutes: int = 25) -> dict[GoalId, SmallStep | Stuck]:
    ranked = rank_tasks(tasks, AIMS, today=TODAY, assumptions=assumptions)
    return {one.goal: one for one in next_steps(ranked, AIMS, most_minutes=minutes)}


def test_every_active_goal_has_a_small_step_or_says_it_is_stuck(assumptions: Assumptions) -> None:
    found = steps(assumptions, task("knead", first_step="Book the oven"))
    bakery, french = found[BAKERY], found[FRENCH]
    assert isinstance(bakery, SmallStep)
    assert (bakery.action, bakery.minutes) == ("Book the oven", 25)
    assert isinstance(french, Stuck)
    assert "no open task" in french.reason


def test_a_short_task_is_done_whole(assumptions: Assumptions) -> None:
    found = steps(assumptions, task("call", hours=0.25))[BAKERY]
    assert isinstance(found, SmallStep)
    assert (found.action, found.minutes) == ("Call", 15)


def test_a_task_that_waits_gives_way_to_one_that_does_not(assumptions: Assumptions) -> None:
    later = task("exam", 1.0, after=("read",))
    found = steps(assumptions, later, task("read", 0.1))[BAKERY]
    assert isinstance(found, SmallStep)
    assert found.task == "read"
    alone = steps(assumptions, later, task("read", 0.1, goal=FRENCH))[BAKERY]
    assert isinstance(alone, Stuck)
    assert "waits for read" in alone.reason


@given(st.lists(st.floats(0.05, 60), min_size=1, max_size=5), st.integers(5, 60))
def test_no_step_takes_longer_than_asked(hours: list[float], minutes: int) -> None:
    tasks = [task(f"t{number}", hours=one) for number, one in enumerate(hours)]
    for found in steps(load_assumptions(), *tasks, minutes=minutes).values():
        assert isinstance(found, Stuck) or 1 <= found.minutes <= minutes


# ------------------------------------------------------------------ splits and plans


def test_work_over_eight_hours_proposes_a_split(assumptions: Assumptions) -> None:
    parts = propose_split(task("thesis", hours=20, done_when="handed in"), assumptions)
    assert len(parts) == 3
    assert sum(one.hours for one in parts) == pytest.approx(20)
    assert max(one.hours for one in parts) <= 8
    assert parts[-1].done_when == "handed in"
    assert propose_split(task("call", hours=8), assumptions) == ()


def test_an_importance_beyond_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Aim\.importance"):
        Aim(id=BAKERY, title="x", importance=9)


def test_the_steps_of_a_plan_are_tasks_that_share_its_goal(
    baker: Profile, toy: Catalogue, assumptions: Assumptions
) -> None:
    typed = Source(kind="entered", name="test")
    terms = Terms(
        today=TODAY,
        hours_per_week=leaf("hours", 6, source=typed),
        hours_at_work=leaf("hours", 2, source=typed),
        budget=None,
        deadline=None,
    )
    gap = find_gaps(baker, toy.roles[RoleId("head-baker")], catalogue=toy, assumptions=assumptions)
    draft = draft_plan(baker, gap, catalogue=toy, terms=terms, assumptions=assumptions)
    solution = solve(draft.problem)
    assert isinstance(solution, Solution)
    plan = build_plan(draft, solution)
    left = {step.id: step.hours.value for step in plan.steps[1:]}
    tasks = tasks_of(plan, AIMS[0], ends={}, hours_left=left)
    assert sum(one.impacts[BAKERY] for one in tasks) == pytest.approx(1)
    assert [one.is_done for one in tasks] == [True] + [False] * (len(tasks) - 1)
    licence = next(one for one in tasks if one.id == "master-school")
    assert licence.impacts[BAKERY] == max(one.impacts[BAKERY] for one in tasks)
    ranked = rank_tasks(tasks, AIMS, today=TODAY, assumptions=assumptions)
    found = next_steps(ranked, AIMS[:1], most_minutes=25)[0]
    assert isinstance(found, SmallStep)
