"""Options that could each bring what the other begins with: nothing starts by itself."""

from cairn.plan.problem import Activity, ActivityId, Budget, Mode, Need, PlanningProblem, Resource, Solution
from cairn.schedule import check_schedule, solve


def activity(identity: str, *, hours: int, cost: int = 0, at_work: bool = False, weeks: int = 1) -> Activity:
    mode = Mode(
        id="self_paced",
        duration=weeks,
        work={"work" if at_work else "own": 4 * hours},
        costs={"money": cost} if cost else {},
        can_pause=True,
    )
    return Activity(id=ActivityId(identity), label=identity, modes=(mode,))


def need(identity: str, any_of: tuple[str, ...], *, of: str | None = None) -> Need:
    return Need(
        id=identity,
        label=identity,
        any_of=tuple(map(ActivityId, any_of)),
        activity=ActivityId(of) if of else None,
    )


def test_a_chosen_circle_that_can_never_start_is_explained_and_avoided() -> None:
    # The map and the rota each need what the other, or the course, teaches first. Without
    # the course both wait for ever, and what waits for them must be told why.
    problem = PlanningProblem(
        periods=80,
        resources=(
            Resource(id="own", label="own", capacity=(0, *(20,) * 79)),
            Resource(id="work", label="work", capacity=(0, *(8,) * 79)),
        ),
        budgets=(Budget(id="money", label="money", available=(800,) * 80),),
        activities=(
            activity("course", hours=15, cost=14),
            activity("rota", hours=16, weeks=4),
            activity("shadow", hours=36, at_work=True, weeks=8),
            activity("class", hours=42, cost=232),
            activity("map", hours=22),
        ),
        needs=(
            need("freight", ("class",)),
            need("dispatch", ("shadow",)),
            need("routes", ("shadow", "map")),
            need("rota begins", ("course", "map"), of="rota"),
            need("shadow begins", ("class", "map"), of="shadow"),
            need("map begins", ("course", "rota"), of="map"),
        ),
        deadline=79,
    )
    solution = solve(problem)
    assert isinstance(solution, Solution)
    assert solution.finish == solution.bound
    assert check_schedule(problem, solution) == ()
    # Course and map take 37 hours of five a week, to week 8; then 18 weeks of shadowing.
    assert solution.finish == 9 + 18
    assert {one.activity for one in solution.placements} == {"course", "map", "class", "shadow"}
