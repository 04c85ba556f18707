"""Everything required, nothing pauses: laid by bits, bred, and proved."""

import random
import threading

import pytest
from tests.cairn.schedule.planning_cases import LIMITS, course, goal, need, problem

from cairn.plan.choosing.choose import Task, choose_options
from cairn.plan.choosing.index import NumberedProblem, number_problem
from cairn.plan.choosing.model import Limits, Model
from cairn.plan.problem import Activity, ActivityId, Mode, PlanningProblem, Precedence
from cairn.schedule import solve
from cairn.schedule.check import check_schedule
from cairn.schedule.place import place_selection, waits_of
from cairn.schedule.solve import solve_or_none
from cairn.schedule.steady import required
from cairn.schedule.steady.generations import _by_rank, breed, is_breedable, open_nursery, take_in
from cairn.schedule.steady.lanes import Lanes, lay
from cairn.schedule.steady.prove import energy_bound
from cairn.schedule.steady.required import prove_required
from cairn.schedule.steady.running import Running

TWO_WORKERS = Limits(seconds=20.0, workers=2)


def random_required(chance: random.Random, *, modes: int = 1, is_even: bool = True) -> PlanningProblem:
    """Up to nine steady jobs on two resources, with lags, a budget, and maybe uneven hours."""
    count, periods = chance.randint(2, 9), 60
    activities = []
    for number in range(count):
        ways = []
        for which in range(modes):
            duration = chance.randint(1, 4)
            ways.append(
                Mode(
                    id=str(which),
                    duration=duration,
                    work={"own": duration * chance.randint(0, 3)},
                    costs={"money": chance.randint(0, 4)},
                )
            )
        activities.append(
            Activity(id=ActivityId(f"a{number}"), label=f"job {number}", modes=tuple(ways), is_required=True)
        )
    rules = tuple(
        Precedence(before=activities[a].id, after=activities[b].id, lag=chance.choice((0, 0, 2)))
        for a, b in {tuple(sorted(chance.sample(range(count), 2))) for _ in range(count // 2)}
    )
    hours = 4 if is_even else tuple(chance.choice((0, 3, 4, 4)) for _ in range(periods))
    money = count * 2 if modes > 1 else count * 4
    return problem(*activities, precedences=rules, periods=periods, hours=hours, money=money)


@pytest.mark.parametrize("seed", range(40))
def test_bits_lay_as_lists_do(seed: int) -> None:
    """The same order gives the same ends as the placing that goes period by period."""
    chance = random.Random(seed)
    numbered = number_problem(random_required(chance, is_even=seed % 2 == 0))
    nursery = open_nursery(numbered, seed=seed)
    order = _by_rank(nursery, [chance.random() for _ in numbered.activities])
    selection = {number: numbered.activities[number].modes[0] for number in order}
    priority = {number: float(place) for place, number in enumerate(order)}
    slow = place_selection(numbered, selection, priority, waits_of(numbered, selection))
    assert slow is not None
    ends = lay(
        order,
        [some[0] for some in nursery.prints],
        nursery.before,
        [one.earliest for one in numbered.activities],
        taken=nursery.lanes.at_first(),
        width=nursery.lanes.width,
    )
    assert ends == [slow[number].finish for number in range(len(ends))]


def test_mirrored_periods_are_those_before_the_finish_backwards() -> None:
    """With 1, 3, 1 hours and work of 2, only the second period has room from either side."""
    numbered = number_problem(
        problem(course("a", 2, duration=1, can_pause=False, is_required=True), periods=3, hours=(1, 3, 1))
    )
    lanes = Lanes.of(numbered)
    mode = lanes.print_of(numbered.activities[0].modes[0])
    for taken in (lanes.at_first(), lanes.mirrored(3)):
        assert lay([0], [mode], [[]], [0], taken=taken, width=lanes.width) == [2]
    assert lay([0], [mode], [[]], [0], taken=lanes.mirrored(2), width=lanes.width) == [1]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("modes", [1, 3])
def test_what_is_bred_passes_the_checker(seed: int, modes: int) -> None:
    given = random_required(random.Random(seed), modes=modes, is_even=seed % 2 == 0)
    found = solve_or_none(given, limits=LIMITS, aims=("finish",))
    if found is not None:
        assert not check_schedule(given, found)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("modes", [1, 3])
def test_alone_and_side_by_side_prove_what_the_exact_choice_proves(seed: int, modes: int) -> None:
    """One worker, two workers, and the interval model asked directly."""
    numbered = number_problem(random_required(random.Random(seed), modes=modes, is_even=seed % 3 > 0))
    assert is_breedable(numbered)
    oracle = _oracle(numbered)
    for limits in (LIMITS, TWO_WORKERS):
        verdict = prove_required(numbered, limits, energy_bound(numbered))
        finish = None if verdict.best is None else verdict.best.finish
        assert (finish, verdict.is_refused) == (oracle, oracle is None)
        assert oracle is None or verdict.floor == oracle


def _oracle(numbered: NumberedProblem) -> int | None:
    """What the chooser's interval model proves by itself."""
    choice = choose_options(numbered, Task(aim="finish"), LIMITS)
    assert choice.outcome in {"optimal", "infeasible"}
    return choice.value if choice.selection else None


def test_generations_find_the_best_of_a_small_case_by_themselves() -> None:
    """With three hours a week: c (1 h in each of 2 weeks) beside a and then b (2 h), then d (3 h)."""
    numbered = number_problem(
        problem(
            *(
                course(name, work, duration=weeks, can_pause=False, is_required=True)
                for name, work, weeks in (("a", 2, 1), ("b", 2, 1), ("c", 2, 2), ("d", 3, 1))
            ),
            hours=3,
        )
    )
    nursery = open_nursery(numbered, seed=1)
    breed(nursery, goal=3, is_over=lambda: False, most=500)
    assert nursery.best is not None
    assert nursery.best.finish == 3


def test_a_tight_budget_is_kept_by_every_member() -> None:
    """Ten jobs, quick for 3 or slow for 1, and money for exactly five quick ones."""
    quick = Mode(id="quick", duration=1, work={"own": 1}, costs={"money": 3})
    slow = Mode(id="slow", duration=3, work={"own": 3}, costs={"money": 1})
    jobs = [
        Activity(id=ActivityId(str(one)), label=str(one), modes=(quick, slow), is_required=True)
        for one in range(10)
    ]
    numbered = number_problem(problem(*jobs, periods=40, hours=1, money=20))
    nursery = open_nursery(numbered, seed=3)
    breed(nursery, goal=20, is_over=lambda: False, most=400)
    assert nursery.best is not None
    assert nursery.best.finish == 5 * 1 + 5 * 3
    for grown in nursery.grown:
        spent = sum(numbered.activities[one].modes[which].price for one, which in enumerate(grown.modes))
        assert spent <= 20


def test_a_schedule_from_elsewhere_joins_as_the_best() -> None:
    numbered = number_problem(random_required(random.Random(5)))
    nursery = open_nursery(numbered, seed=0)
    breed(nursery, goal=0, is_over=lambda: False, most=3)
    assert nursery.best is not None
    ends = [end - 1 for end in nursery.best.ends]
    take_in(nursery, ends, nursery.best.modes)
    assert nursery.best.ends == tuple(ends)


@pytest.mark.parametrize(
    ("case", "is_one"),
    [
        (problem(course("a", 2, duration=1, can_pause=False, is_required=True)), True),
        (problem(course("a", 2, duration=1, can_pause=False), needs=(goal("g", "a"),)), True),
        (problem(course("a", 2, is_required=True)), False),
        (
            problem(
                course("a", 2, duration=1, can_pause=False),
                course("b", 2, duration=1, can_pause=False),
                needs=(goal("g", "a", "b"),),
            ),
            False,
        ),
        (
            problem(
                course("a", 2, duration=1, can_pause=False, cost=1, is_required=True),
                money=(0, 0, 0, 0, 0, 0, 0, 0, 0, 5),
            ),
            False,
        ),
        (
            problem(
                course("a", 2, duration=1, can_pause=False, is_required=True),
                course("b", 2, duration=1, can_pause=False, is_required=True),
                needs=(need("a", "b"), need("b", "a")),
            ),
            False,
        ),
    ],
)
def test_only_orders_and_modes_are_bred(case: PlanningProblem, *, is_one: bool) -> None:
    """Not: pauses, choices, money that comes later, two that need each other."""
    assert is_breedable(number_problem(case)) is is_one


def test_a_need_with_one_way_is_a_precedence() -> None:
    """B needs a, two weeks after: 1 + 2 + 1."""
    numbered = number_problem(
        problem(
            course("a", 1, duration=1, can_pause=False, is_required=True),
            course("b", 1, duration=1, can_pause=False, is_required=True),
            needs=(need("b", "a", lag=2),),
        )
    )
    verdict = prove_required(numbered, LIMITS, 0)
    assert verdict.best is not None
    assert (verdict.best.finish, verdict.floor) == (4, 4)


def test_deadlines_hold_for_what_is_bred() -> None:
    """Both take two weeks of all there is; b has to be done by week 2, so a comes second."""
    given = problem(
        course("a", 4, duration=2, can_pause=False, is_required=True),
        course("b", 4, duration=2, can_pause=False, is_required=True, deadline=2),
    )
    found = solve(given, limits=TWO_WORKERS)
    assert {one.activity: one.finish for one in found.placements} == {"a": 4, "b": 2}  # type: ignore[union-attr]


@pytest.mark.parametrize("small", [0, 40])
def test_stale_generations_hand_over_to_the_solver(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without patience for generations the rest is the solver's, and the answer is the same."""
    monkeypatch.setattr(required, "_FIRST", 1)
    monkeypatch.setattr(required, "_SMALL", small)
    monkeypatch.setattr(required, "_STALE_WITH_MODES", -1.0)
    monkeypatch.setattr(required, "_STALE_GROWS", 0.0)
    numbered = number_problem(random_required(random.Random(11), modes=3))
    verdict = prove_required(numbered, TWO_WORKERS, 0)
    assert verdict.best is not None
    assert verdict.best.finish == verdict.floor == _oracle(numbered)


def test_a_search_ends_with_its_time_and_leaves_no_thread() -> None:
    """A problem far too large to prove: the answer comes within the limit and a moment."""
    chance = random.Random(1)
    jobs = [
        course(f"a{one}", 4 * chance.randint(1, 9), duration=4, can_pause=False, is_required=True)
        for one in range(150)
    ]
    given = problem(*jobs, periods=600, hours=10)
    found = solve_or_none(given, limits=Limits(seconds=1.0, workers=2), aims=("finish",))
    assert found is not None
    assert found.status in {"feasible", "optimal"}
    assert not [one for one in threading.enumerate() if one.name == "solver"]


def test_a_question_that_is_called_off_has_an_honest_answer() -> None:
    """Pigeons in too few holes: 13 into 12, called off at once."""
    model = Model()
    sits = [[model.new_bool() for _ in range(12)] for _ in range(13)]
    for row in sits:
        model.add_clause(row)
    for hole in range(12):
        model.add_linear([(row[hole], 1) for row in sits], high=1)
    running = Running(model, Limits(seconds=60.0, workers=1), "symmetry_level:0 linearization_level:0 ")
    answer = running.call_off()
    assert running.is_done
    assert answer.outcome in {"unknown", "infeasible"}
    assert not answer.values


def test_an_error_in_the_thread_is_raised_where_the_answer_is_read() -> None:
    """A variable between 3 and 2 is no model."""
    model = Model()
    model.new_int(3, 2)
    with pytest.raises(ValueError, match="invalid domain"):
        Running(model, Limits(seconds=1.0, workers=1), "").wait()
