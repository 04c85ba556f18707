from dataclasses import replace
from datetime import date

import pytest
from tests.cairn.schedule.replan.cases import least_moves, plan_of, random_case, solved, step, with_capacity

from cairn.errors import BadInput
from cairn.plan.problem import Activity, ActivityId, Infeasible, Need, PlanningProblem, Solution
from cairn.schedule import Limits, check_schedule
from cairn.schedule.replan.board import Stuck
from cairn.schedule.replan.changes import (
    leave_rest,
    standings,
    with_budget,
    with_deadline,
    with_hours,
    with_option,
    with_release,
    with_slip,
    without_option,
    without_weeks,
)
from cairn.schedule.replan.healing import accept, compare_plans, heal, make_board, solution_of
from cairn.schedule.replan.values import Healing, Standing
from cairn.track.progress import Progress, StepProgress

LIMITS = Limits(seconds=20, workers=1, seed=1)
A, B, C, D = (ActivityId(name) for name in "abcd")


def healed(problem: PlanningProblem, before: Solution, **asked: object) -> Healing:
    healing = heal(problem, before, limits=LIMITS, **asked)  # type: ignore[arg-type]
    assert isinstance(healing, Healing)
    assert check_schedule(problem, healing.solution) == ()
    return healing


def names(healing: Healing) -> dict[str, str]:
    return {one.step: one.kind for one in healing.difference.items}


@pytest.fixture
def row() -> tuple[PlanningProblem, Solution]:
    """Three steps of two weeks each, four units a week, b after a; c is free."""
    problem = plan_of(step("a", 8), step("b", 8), step("c", 8), order=(("a", "b"),))
    return problem, solved(problem)


# ------------------------------------------------------------------ least moves


def test_nothing_moves_where_nothing_changed(row: tuple[PlanningProblem, Solution]) -> None:
    healing = healed(*row)
    assert healing.difference.is_empty
    assert healing.solution.placements == row[1].placements
    assert healing.is_proved


def test_an_illness_moves_only_what_lay_in_it(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = row
    ill = next(one for one in before.placements if one.activity == C)
    healing = healed(without_weeks(problem, ill.start, ill.start), before)
    assert names(healing) == {"c": "moved"}
    assert healing.weight == 1
    assert healing.is_proved


def test_a_deadline_makes_more_of_them_move(row: tuple[PlanningProblem, Solution]) -> None:
    # Six weeks of work, the first one lost: with seven weeks in all, everything has to shift.
    problem, before = row
    ill = without_weeks(problem, 0, 0)
    free, tight = healed(ill, before), healed(with_deadline(ill, 7), before)
    assert free.weight <= tight.weight
    assert tight.solution.finish == 7


def test_a_slip_of_a_step_under_way_moves_one_other_at_most(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = row
    healing = healed(with_slip(problem, A, {"own": 4}), before, touched=[A])
    assert names(healing)[A] == "touched"
    assert healing.weight == least_moves_but(with_slip(problem, A, {"own": 4}), before, A)


def least_moves_but(problem: PlanningProblem, before: Solution, touched: ActivityId) -> int:
    found = least_moves(problem, before)
    assert found is not None
    return found - 1 if touched in {one.activity for one in before.placements} else found


def test_commitments_with_others_move_last() -> None:
    # One week is lost; either b or the two steps of one week each can make room for a.
    problem = plan_of(step("a", 4), step("b", 8), step("c", 4), step("d", 4), periods=12)
    before = solved(problem)
    first = min(before.placements, key=lambda one: one.start)
    ill = without_weeks(problem, first.start, first.start)
    free = healed(ill, before)
    assert set(names(free)) == {first.activity}
    held = healed(with_deadline(ill, 6), before, commitments=[first.activity])
    assert held.weight >= 1000  # it cannot stay in a week without hours


def test_a_commitment_stays_while_others_can_give_way() -> None:
    problem = plan_of(step("a", 8), step("b", 8), step("c", 8), capacity=8, periods=8)
    before = solved(problem)
    less = with_capacity(problem, (8, 4, 4, 8, 8, 8, 8, 8))
    for commitment in (A, B, C):
        healing = healed(less, before, commitments=[commitment])
        was = next(one for one in before.placements if one.activity == commitment)
        if was.start == 0:
            assert commitment not in names(healing)


@pytest.mark.parametrize("seed", range(40))
def test_moves_are_the_proved_least_on_small_plans(seed: int) -> None:
    problem, before, changed = random_case(seed)
    least = least_moves(changed, before)
    healing = heal(changed, before, limits=LIMITS)
    if least is None:
        assert isinstance(healing, Infeasible)
        return
    assert isinstance(healing, Healing)
    assert check_schedule(changed, healing.solution) == ()
    assert healing.weight == least
    assert healing.bound <= least
    assert healing.difference == compare_plans(changed, before, healing.solution)
    assert len(problem.activities) == len(healing.solution.placements)


def test_nothing_that_fits_is_an_honest_no(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = row
    outcome = heal(with_deadline(without_weeks(problem, 0, 2), 6), before, limits=LIMITS)
    assert isinstance(outcome, Infeasible)
    assert outcome.conflict.sentence


def test_an_earlier_finish_can_be_asked_for() -> None:
    problem = plan_of(step("a", 4), step("b", 4))
    late = healed(without_weeks(problem, 0, 0), solved(problem))
    more = with_hours(problem, "own", 8, start=0)
    assert healed(more, late.solution).difference.is_empty
    assert healed(more, late.solution, finish_by=1).solution.finish == 1


def test_without_pauses_a_class_moves_as_a_block() -> None:
    problem = plan_of(step("a", 6, steady=3), step("b", 4), periods=12)
    before = solved(problem)
    ill = without_weeks(problem, 1, 1)
    healing = healed(ill, before)
    moved = {one.activity: one for one in healing.solution.placements}[A]
    assert moved.finish - moved.start == 3
    assert healing.weight == least_moves(ill, before)


# ------------------------------------------------------------------ options


def wished(problem: PlanningProblem) -> PlanningProblem:
    """The same with c only there because the goal needs it."""
    return replace(
        problem,
        activities=tuple(
            replace(one, is_required=False) if one.id == C else one for one in problem.activities
        ),
        needs=(Need(id="skill", label="the skill", any_of=(C,)),),
    )


def test_a_new_option_changes_nothing_by_itself(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = wished(row[0]), row[1]
    more = with_option(problem, replace(step("d", 2), is_required=False), meets=["skill"])
    assert healed(more, before).difference.is_empty


def test_a_dropped_option_is_replaced_and_the_rest_stays(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = wished(row[0]), row[1]
    more = with_option(problem, replace(step("d", 8), is_required=False), meets=["skill"])
    healing = healed(without_option(more, C), before)
    kinds = names(healing)
    assert kinds[C] == "dropped"
    assert kinds[D] == "added"
    assert set(kinds) == {C, D}


def test_a_dropped_option_without_another_way_is_an_honest_no(
    row: tuple[PlanningProblem, Solution],
) -> None:
    problem, before = wished(row[0]), row[1]
    assert isinstance(heal(without_option(problem, C), before, limits=LIMITS), Infeasible)


def test_changes_of_what_there_is_not_are_refused(row: tuple[PlanningProblem, Solution]) -> None:
    with pytest.raises(BadInput, match="no step"):
        with_release(row[0], D, 3)
    with pytest.raises(BadInput, match="no hours"):
        with_hours(row[0], "evenings", 3, start=0)


def test_more_money_is_added_in_every_period(row: tuple[PlanningProblem, Solution]) -> None:
    assert with_budget(row[0], "money", 10).budgets == ()


# ------------------------------------------------------------------ accepting


def test_accepting_all_gives_the_very_proposal_and_none_the_very_plan(
    row: tuple[PlanningProblem, Solution],
) -> None:
    problem, before = row
    healing = healed(without_weeks(problem, 0, 0), before)
    assert accept(healing).solution == healing.solution
    none = accept(healing, [])
    assert none.solution.placements == tuple(
        sorted(before.placements, key=lambda one: (one.start, one.finish, one.activity))
    )
    assert none.unsettled


def test_accepting_by_item_says_what_has_to_come_along() -> None:
    problem = plan_of(step("a", 4), step("b", 4), step("c", 4), order=(("a", "b"), ("b", "c")), deadline=5)
    before = solved(problem)
    healing = healed(without_weeks(problem, 0, 0), before)
    assert set(names(healing)) == {A, B, C}
    part = accept(healing, [A])
    assert part.unsettled
    assert set(part.go_with) == {B, C}
    whole = accept(healing, [A, *part.go_with])
    assert whole.unsettled == ()
    assert whole.solution.placements == healing.solution.placements


def test_the_risk_is_told_in_weeks_before_the_deadline(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = with_deadline(row[0], 8), row[1]
    difference = healed(without_weeks(problem, 0, 0), before).difference
    assert difference.slack_before == 2
    assert difference.slack_after is not None
    weeks = difference.finish_after - difference.finish_before
    assert difference.risk.startswith(f"The plan ends {weeks} week{'s' if weeks > 1 else ''} later. ")


# ------------------------------------------------------------------ what is left


def test_finished_steps_are_history_and_begun_ones_go_on(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = row
    standing = [
        Standing(step=A, state="finished", finish=1),
        Standing(step=B, state="started", start=1, units_left={"own": 6}),
    ]
    rest, left = leave_rest(problem, before, standing, now=2)
    assert {one.id for one in rest.activities} == {B, C}
    assert rest.resources[0].capacity[:3] == (0, 0, 4)
    healing = healed(rest, left, touched=[B])
    begun = next(one for one in healing.solution.placements if one.activity == B)
    assert sum(load.amount for load in begun.loads) == 6
    assert begun.start >= 2


def test_what_waits_for_a_finished_step_waits_out_its_lag() -> None:
    problem = plan_of(step("a", 4), step("b", 4), order=(("a", "b"),), lag=3)
    before = solved(problem)
    rest, _ = leave_rest(problem, before, [Standing(step=A, state="finished", finish=1)], now=1)
    assert rest.activities[0].release == 4


def test_a_begun_class_goes_on_at_its_pace() -> None:
    problem = plan_of(step("a", 8, steady=4))
    standing = Standing(step=A, state="started", start=0, units_left={"own": 5})
    rest, _ = leave_rest(problem, solved(problem), [standing], now=2)
    mode = rest.activities[0].modes[0]
    assert (mode.duration, dict(mode.work)) == (3, {"own": 6})


def test_the_log_says_where_placed_steps_stand(row: tuple[PlanningProblem, Solution]) -> None:
    _, before = row
    folded = Progress(
        steps=(
            StepProgress(
                step=A,
                label="a",
                standing="finished",
                estimated_hours=2,
                hours_done=2,
                hours_left=0,
                finished_on=date(2026, 12, 1),
            ),
            StepProgress(
                step=B, label="b", standing="started", estimated_hours=2, hours_done=1, hours_left=1.5
            ),
            StepProgress(step=C, label="c", standing="open", estimated_hours=2, hours_done=0, hours_left=2),
        ),
        finished=(),
    )
    found = {one.step: one for one in standings(folded, before, now=2)}
    assert set(found) == {A, B}
    assert found[B].units_left == {"own": 6}


def test_a_step_that_should_have_begun_is_moved_on(row: tuple[PlanningProblem, Solution]) -> None:
    problem, before = row
    rest, left = leave_rest(problem, before, [], now=1)
    healing = healed(rest, left)
    first = min(before.placements, key=lambda one: one.start)
    assert names(healing)[first.activity] == "moved"


# ------------------------------------------------------------------ larger plans, odd ones


def test_many_steps_move_far_less_than_by_pushing_all_right() -> None:
    names = [f"s{number:02}" for number in range(40)]
    activities = [
        step(name, 3 + number % 7, cap=2 if number % 5 == 0 else 0) for number, name in enumerate(names)
    ]
    order = tuple((names[number - 3], name) for number, name in enumerate(names) if number % 4 == 3)
    problem = plan_of(*activities, order=order, periods=120)
    board = make_board(problem, solution_of(problem, ()), {one.id: one.modes[0] for one in activities})
    layout = board.lay(frozenset(board.modes))
    assert not isinstance(layout, Stuck)
    before = solution_of(problem, tuple(layout.values()))
    ill = with_deadline(without_weeks(problem, 20, 21), before.finish + 4)
    healing = healed(ill, before)
    pushed = make_board(ill, before, board.modes).lay(frozenset(board.modes), near=True)
    assert not isinstance(pushed, Stuck)
    assert healing.weight < sum(pushed[one] != board_old for one, board_old in layout.items()) / 2
    assert healing.bound <= healing.weight


def test_two_that_only_need_each_other_are_no_way_to_reach_the_goal() -> None:
    # c meets both needs; without it a waits for b and b for a.
    a, b, c = (replace(step(name, 4), is_required=False) for name in "abc")
    problem = replace(
        plan_of(a, b, c),
        needs=(
            Need(id="goal", label="the goal", any_of=(A,)),
            Need(id="a", label="before a", any_of=(B, C), activity=A),
            Need(id="b", label="before b", any_of=(A, C), activity=B),
        ),
    )
    every = replace(problem, needs=(), activities=tuple(map(must, (a, b, c))))
    before = solution_of(problem, solved(every).placements)
    assert isinstance(heal(without_option(problem, C), before, limits=LIMITS), Infeasible)
    assert isinstance(heal(problem, before, limits=LIMITS), Healing)


def must(activity: Activity) -> Activity:
    return replace(activity, is_required=True)
