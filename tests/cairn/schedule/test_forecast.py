from datetime import date, timedelta

from cairn.plan.calendar import lay_weeks
from cairn.plan.problem import (
    Activity,
    ActivityId,
    Load,
    Mode,
    Placement,
    PlanningProblem,
    Resource,
    Solution,
)
from cairn.plan.values import Terms
from cairn.provenance import Source, leaf
from cairn.schedule.date_plan import find_links
from cairn.schedule.forecast import forecast_plan
from cairn.schedule.timeline import Forecast

TYPED = Source(kind="entered", name="test")
TERMS = Terms(
    today=date(2026, 11, 29),
    hours_per_week=leaf("hours", 6, source=TYPED),
    hours_at_work=leaf("none", 0, source=TYPED),
    budget=None,
    deadline=None,
)
WEEKS = lay_weeks(TERMS, 200)


def forecast(low: float, high: float, *, hours: int = 60) -> Forecast:
    """One step of 60 hours at six a week: ten weeks from the first full one."""
    step = ActivityId("step")
    mode = Mode(
        id="m", duration=1, work={"own": hours * 4}, costs={}, can_pause=True, work_low=low, work_high=high
    )
    capacity = tuple(week.own_units for week in WEEKS)
    problem = PlanningProblem(
        periods=len(WEEKS),
        resources=(Resource(id="own", label="your hours", capacity=capacity),),
        budgets=(),
        activities=(Activity(id=step, label="step", modes=(mode,), is_required=True),),
    )
    loads = tuple(Load(period=1 + week, resource="own", amount=24) for week in range(hours // 6))
    placed = Placement(activity=step, mode="m", start=1, finish=1 + hours // 6, loads=loads)
    solution = Solution(status="optimal", placements=(placed,), finish=11, bound=11, cost=0, cost_bound=0)
    return forecast_plan(problem, solution, WEEKS, find_links(problem, solution))


def test_certain_hours_have_one_date() -> None:
    certain = forecast(1, 1)
    assert certain.p50 == certain.p80 == WEEKS[10].monday + timedelta(days=6)


def test_the_tenth_and_ninetieth_percentile_lie_at_the_ends_of_the_range() -> None:
    # Nine in ten take at most twice the hours; eight in ten less than that, half at most the likely ones.
    wide = forecast(0.5, 2)
    assert wide.p50 == WEEKS[10].monday + timedelta(days=6)
    # P80 is 60 h x 2 ** (0.8416 / 1.2816) = 94.6 h, in the sixteenth full week.
    assert abs((wide.p80 - (WEEKS[16].monday + timedelta(days=6))).days) <= 7


def test_a_wider_range_never_brings_the_sure_date_forward() -> None:
    assert forecast(0.5, 1.2).p80 <= forecast(0.5, 1.6).p80 <= forecast(0.5, 3).p80


def test_the_same_seed_gives_the_same_dates() -> None:
    assert forecast(0.5, 2) == forecast(0.5, 2)


def test_it_says_that_the_persons_own_pace_is_not_known_yet() -> None:
    assert "no finished steps" in forecast(0.5, 2).note
