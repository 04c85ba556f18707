import math
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cairn.assumptions import Assumptions, load_assumptions
from cairn.plan.calendar import lay_weeks
from cairn.plan.problem import Activity, ActivityId, Mode, PlanningProblem, Precedence, Resource, Solution
from cairn.plan.values import Terms
from cairn.provenance import Source, leaf
from cairn.schedule import Limits, solve
from cairn.schedule.date_plan import find_links
from cairn.schedule.forecast import advise_deadline, forecast_plan, simulate
from cairn.schedule.simulate import lay_course, run_futures
from cairn.schedule.timeline import Forecast
from cairn.track.pace import FinishedWork, Pace, learn_pace

TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=date(2026, 11, 29),
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("at work", 2, source=TYPED),
    budget=None,
    deadline=None,
)
WEEKS = lay_weeks(TERMS, 400)
Z90 = NormalDist().inv_cdf(0.9)
EXACT = Limits(seconds=20, workers=1, seed=1)


def a_mode(hours: float, low: float, high: float, *, resource: str = "own") -> Mode:
    return Mode(
        id="m",
        duration=1,
        work={resource: round(hours * 4)},
        costs={},
        can_pause=True,
        work_low=low,
        work_high=high,
    )


def chain(*modes: Mode, lag: int = 0, is_chain: bool = True) -> tuple[PlanningProblem, Solution]:
    """Steps one behind the other, or side by side; solved and so proved."""
    names = [ActivityId(f"step-{number}") for number in range(len(modes))]
    problem = PlanningProblem(
        periods=len(WEEKS),
        resources=(
            Resource(id="own", label="own", capacity=tuple(week.own_units for week in WEEKS)),
            Resource(id="work", label="work", capacity=tuple(week.work_units for week in WEEKS)),
        ),
        budgets=(),
        activities=tuple(
            Activity(id=name, label=name, modes=(mode,), is_required=True)
            for name, mode in zip(names, modes, strict=True)
        ),
        precedences=tuple(
            Precedence(before=one, after=other, lag=lag) for one, other in pairwise(names) if is_chain
        ),
    )
    solution = solve(problem, limits=EXACT)
    assert isinstance(solution, Solution)
    return problem, solution


def forecast_of(case: tuple[PlanningProblem, Solution], pace: Pace | None = None) -> Forecast:
    problem, solution = case
    return forecast_plan(problem, solution, WEEKS, find_links(problem, solution), pace=pace)


def quantiles(case: tuple[PlanningProblem, Solution], person_share: float, seed: int = 0) -> list[float]:
    """P50 and P80 in weeks, with the persons' share of the spread set by hand."""
    problem, solution = case
    pace = replace(learn_pace((), load_assumptions()), person_share=person_share)
    drawn = simulate(problem, solution, find_links(problem, solution), pace=pace, runs=2000, seed=seed)
    ends = sorted(drawn.whole)
    return [float(ends[999]), float(ends[1599])]


def sum_quantile(modes: list[Mode], share: float, person_share: float) -> float:
    """The quantile of the sum of the hours by convolution, given the person and then over persons."""
    cells, most = 2000, 4 * sum(mode.work["own"] for mode in modes) / 4
    grid = np.linspace(0, most, cells)
    nodes, weights = np.polynomial.hermite_e.hermegauss(15 if person_share else 1)
    whole = np.zeros(cells)
    for node, weight in zip(nodes, weights / weights.sum(), strict=True):
        spectrum = np.ones(cells + 1, dtype=complex)
        for mode in modes:
            below = [cdf(mode, hours, float(node), person_share) for hours in grid + most / cells / 2]
            spectrum *= np.fft.rfft(np.diff(np.array(below), prepend=0.0), 2 * cells)
        whole += weight * np.fft.irfft(spectrum)[:cells]
    return float(grid[np.searchsorted(np.cumsum(whole), share)])


def cdf(mode: Mode, hours: float, node: float, person_share: float) -> float:
    size = math.log(max(hours, 1e-9) * 4 / mode.work["own"])
    deviate = Z90 * size / (math.log(mode.work_high) if size > 0 else -math.log(mode.work_low))
    return NormalDist().cdf((deviate - math.sqrt(person_share) * node) / math.sqrt(1 - person_share))


# ------------------------------------------------------------------ known distributions


def test_certain_hours_have_one_date_the_day_of_the_last_session() -> None:
    certain = forecast_of(chain(a_mode(60, 1, 1)))
    # Ten full weeks from the first one of Monday 30 November; sessions on Tuesday, Thursday, Saturday.
    assert certain.p50 == certain.p80 == WEEKS[10].monday + timedelta(days=5)


def test_a_finish_lies_inside_its_week_by_the_hours_used() -> None:
    # 61 hours: the sixty-first is on the Tuesday after ten full weeks.
    assert forecast_of(chain(a_mode(61, 1, 1))).p50 == WEEKS[11].monday + timedelta(days=1)


def test_one_step_has_the_percentiles_of_its_range() -> None:
    middle, sure = quantiles(chain(a_mode(60, 0.5, 2)), person_share=0.3)
    assert middle - 1 == pytest.approx(10, rel=0.02)
    assert sure - 1 == pytest.approx(10 * 2 ** (NormalDist().inv_cdf(0.8) / Z90), rel=0.02)


@pytest.mark.parametrize("person_share", [0.0, 0.3])
@pytest.mark.parametrize("length", [2, 8])
def test_a_chain_has_the_convolved_distribution(length: int, person_share: float) -> None:
    modes = [a_mode(10 + 4 * step, 0.6 + 0.03 * step, 1.3 + 0.08 * step) for step in range(length)]
    found = quantiles(chain(*modes), person_share)
    for weeks, share in zip(found, (0.5, 0.8), strict=True):
        known = 1 + sum_quantile(modes, share, person_share) / 6
        assert weeks == pytest.approx(known, rel=0.02)


def test_steps_side_by_side_end_with_the_later_one() -> None:
    # Own hours and hours at work do not compete: P(both done by w) is the product of the two.
    case = chain(a_mode(60, 0.5, 2), a_mode(20, 0.5, 2, resource="work"), is_chain=False)
    _, sure = quantiles(case, person_share=0.0)
    one = NormalDist().inv_cdf(math.sqrt(0.8))
    assert sure - 1 == pytest.approx(10 * 2 ** (one / Z90), rel=0.02)


def test_a_lag_is_waited_for() -> None:
    middle, _ = quantiles(chain(a_mode(12, 1, 1), a_mode(12, 1, 1), lag=3), person_share=0.3)
    assert middle == pytest.approx(1 + 2 + 3 + 2, abs=1e-6)


@given(st.lists(st.tuples(st.integers(4, 60), st.booleans(), st.integers(0, 3)), min_size=1, max_size=6))
@hypothesis_settings(max_examples=25, deadline=None)
def test_with_the_very_hours_of_the_plan_nothing_ends_later_than_planned(
    given_steps: list[tuple[int, bool, int]],
) -> None:
    modes = []
    for units, is_steady, cap in given_steps:
        weeks = -(-units // 6)
        steady = Mode(id="m", duration=weeks, work={"own": 6 * weeks}, costs={})
        free = Mode(
            id="m", duration=cap, work={"own": units}, costs={}, can_pause=True, most_per_period=4 * cap
        )
        modes.append(steady if is_steady else free)
    problem, solution = chain(*modes, is_chain=False)
    course = lay_course(problem, solution, find_links(problem, solution))
    ends = dict(zip(course.ids, run_futures(course, np.ones((len(modes), 1)))[:, 0], strict=True))
    assert all(ends[placed.activity] <= placed.finish for placed in solution.placements)


# ------------------------------------------------------------------ the forecast as told


def test_a_wider_range_never_brings_the_sure_date_forward() -> None:
    sure = [forecast_of(chain(a_mode(60, 0.5, high))).p80 for high in (1.2, 1.6, 3)]
    assert sure == sorted(sure)
    assert len(set(sure)) == 3


def test_the_same_seed_gives_the_same_dates_and_another_nearly_the_same() -> None:
    case = chain(a_mode(60, 0.5, 2), a_mode(30, 0.5, 2))
    assert forecast_of(case) == forecast_of(case)
    assert quantiles(case, 0.3, seed=1) != quantiles(case, 0.3, seed=2)
    assert quantiles(case, 0.3, seed=1) == pytest.approx(quantiles(case, 0.3, seed=2), rel=0.02)


def test_every_step_of_a_full_chain_decides_and_the_larger_buys_more() -> None:
    told = forecast_of(chain(a_mode(60, 0.8, 1.3), a_mode(24, 0.8, 1.3)))
    assert dict(told.decides) == {"step-0": 1.0, "step-1": 1.0}
    buys = dict(told.buys_weeks)
    # A tenth of some 60 hours at six a week is a week, of 24 hours less than half of one.
    assert buys[ActivityId("step-0")] == pytest.approx(1.0, abs=0.25)
    assert buys[ActivityId("step-1")] == pytest.approx(0.4, abs=0.15)


def test_a_step_with_much_to_spare_decides_nothing() -> None:
    told = forecast_of(chain(a_mode(120, 0.8, 1.3), a_mode(4, 0.8, 1.3, resource="work"), is_chain=False))
    assert dict(told.decides) == {"step-0": 1.0, "step-1": 0.0}
    assert dict(told.buys_weeks)[ActivityId("step-1")] == 0.0


def test_the_spread_runs_from_early_to_late_through_both_dates() -> None:
    told = forecast_of(chain(a_mode(60, 0.5, 2)))
    days = [day for _, day in told.spread]
    assert days == sorted(days)
    assert dict(told.spread)[0.5] == told.p50
    assert dict(told.spread)[0.8] == told.p80


def test_a_deadline_is_told_inside_or_outside_the_range() -> None:
    told = forecast_of(chain(a_mode(60, 0.5, 2)))
    assert "at least 8 of 10" in advise_deadline(told, told.p80)
    assert "5 to 8 of 10" in advise_deadline(told, told.p50)
    assert told.p80.isoformat() in advise_deadline(told, told.p50)
    assert "fewer than 1 of 20" in advise_deadline(told, TERMS.today)


def test_a_plan_that_may_outlast_the_calendar_says_so() -> None:
    problem, solution = chain(a_mode(300, 0.5, 2))
    short = replace(
        problem,
        periods=60,
        resources=tuple(replace(one, capacity=one.capacity[:60]) for one in problem.resources),
    )
    told = forecast_plan(short, solution, WEEKS[:60], find_links(problem, solution))
    assert "longer than 60 weeks" in told.note
    assert told.p80 == WEEKS[59].monday + timedelta(days=6)


def test_a_plan_without_steps_is_done_today() -> None:
    problem, solution = chain()
    told = forecast_of((problem, solution))
    assert told.by_step == told.decides == ()
    assert told.p50 == told.p80


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/cairn/schedule'); import test_forecast as t;"
        "before = set(sys.modules); case = t.chain(t.a_mode(60, .5, 2));"
        "t.forecast_of(case); print(sorted({'numpy.ma', 'scipy', 'pandas'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------ one's own pace


def finished(ratio: float, count: int) -> list[FinishedWork]:
    return [
        FinishedWork(label=f"step {one}", estimated_hours=10, actual_hours=10 * ratio) for one in range(count)
    ]


def test_it_says_that_the_persons_own_pace_is_not_known_yet() -> None:
    assert "no finished steps" in forecast_of(chain(a_mode(60, 0.5, 2))).note


def test_slow_past_steps_move_both_dates_back(assumptions: Assumptions) -> None:
    case = chain(a_mode(60, 0.6, 1.7), a_mode(60, 0.6, 1.7))
    paces = [learn_pace(finished(1.5, count), assumptions) for count in (0, 2, 10)]
    told = [forecast_of(case, pace) for pace in paces]
    assert told[0].p50 < told[1].p50 < told[2].p50
    assert told[0].p80 < told[2].p80


def test_knowing_the_pace_narrows_the_range(assumptions: Assumptions) -> None:
    case = chain(*(a_mode(40, 0.6, 1.7) for _ in range(4)))
    wide, narrow = (forecast_of(case, learn_pace(finished(1.0, count), assumptions)) for count in (0, 20))
    assert narrow.p80 - narrow.p50 < wide.p80 - wide.p50


def test_certain_hours_stay_certain_at_any_pace(assumptions: Assumptions) -> None:
    told = forecast_of(chain(a_mode(60, 1, 1)), learn_pace(finished(1.5, 10), assumptions))
    assert told.p50 == told.p80 == WEEKS[10].monday + timedelta(days=5)
