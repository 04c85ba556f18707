"""Small planning problems for the tests, by hand and by dice."""

import random

from cairn.plan.problem import Activity, ActivityId, Budget, Mode, Need, PlanningProblem, Precedence, Resource
from cairn.schedule import Limits

LIMITS = Limits(seconds=60.0, workers=1, seed=0, work=20.0)


def course(
    name: str,
    work: int = 0,
    *,
    duration: int = 0,
    cost: int = 0,
    can_pause: bool = True,
    most: int = 0,
    is_required: bool = False,
    release: int = 0,
    deadline: int | None = None,
) -> Activity:
    """An activity with one mode that works `work` own hours."""
    mode = Mode(
        id="only",
        duration=duration,
        work={"own": work} if work else {},
        costs={"money": cost} if cost else {},
        can_pause=can_pause,
        most_per_period=most,
    )
    return Activity(
        id=ActivityId(name),
        label=name.upper(),
        modes=(mode,),
        is_required=is_required,
        release=release,
        deadline=deadline,
    )


def goal(name: str, *ways: str, weight: float = 1.0) -> Need:
    """A need of the goal that any of `ways` meets."""
    return Need(id=name, label=f"goal {name}", any_of=tuple(map(ActivityId, ways)), weight=weight)


def need(owner: str, *ways: str, lag: int = 0) -> Need:
    """A need of an activity."""
    return Need(
        id=f"{owner} needs {'/'.join(ways)}",
        label=f"what {owner} needs",
        any_of=tuple(map(ActivityId, ways)),
        activity=ActivityId(owner),
        lag=lag,
    )


def problem(
    *activities: Activity,
    needs: tuple[Need, ...] = (),
    precedences: tuple[Precedence, ...] = (),
    periods: int = 10,
    hours: int | tuple[int, ...] = 2,
    money: int | tuple[int, ...] = 100,
    deadline: int | None = None,
) -> PlanningProblem:
    """A problem with one resource “own” and one budget “money”."""
    return PlanningProblem(
        periods=periods,
        resources=(
            Resource(
                id="own",
                label="own hours",
                capacity=hours if isinstance(hours, tuple) else (hours,) * periods,
            ),
        ),
        budgets=(
            Budget(
                id="money", label="money", available=money if isinstance(money, tuple) else (money,) * periods
            ),
        ),
        activities=activities,
        needs=needs,
        precedences=precedences,
        deadline=deadline,
    )


def random_problem(chance: random.Random) -> PlanningProblem:
    """Up to seven activities of every kind, circles of needs among them."""
    count, periods = chance.randint(2, 7), chance.randint(4, 12)
    activities = tuple(_random_activity(chance, number, periods) for number in range(count))
    ids = [one.id for one in activities]
    goals = [
        goal(
            f"g{one}", *chance.sample(ids, chance.randint(1, min(3, count))), weight=chance.choice((1.0, 2.0))
        )
        for one in range(chance.randint(1, 3))
    ]
    needs = []
    for number in range(chance.randint(0, count + 1)):
        owner = chance.choice(ids)
        ways = tuple(one for one in chance.sample(ids, chance.randint(1, min(3, count))) if one != owner)
        if ways:
            lag = chance.choice((0, 0, 1))
            needs.append(Need(id=f"n{number}", label=f"n{number}", any_of=ways, activity=owner, lag=lag))
    rules = []
    for _ in range(chance.randint(0, 2)):
        first, second = sorted(chance.sample(range(count), 2))
        rules.append(Precedence(before=ids[first], after=ids[second], lag=chance.choice((0, 0, 1))))
    money = [chance.randint(0, 8)]
    while len(money) < periods:
        money.append(money[-1] + chance.choice((0, 0, 1, 2)))
    return problem(
        *activities,
        needs=(*goals, *needs),
        precedences=tuple(rules),
        periods=periods,
        hours=tuple(chance.choice((0, 1, 2, 3, 3)) for _ in range(periods)),
        money=tuple(money),
        deadline=chance.choice((None, None, periods - 1)),
    )


def _random_activity(chance: random.Random, number: int, periods: int) -> Activity:
    release = chance.choice((0, 0, 0, 2))
    return Activity(
        id=ActivityId(f"a{number}"),
        label=f"activity {number}",
        modes=tuple(_random_mode(chance, which) for which in range(chance.randint(1, 2))),
        is_required=chance.random() < 0.2,
        release=release,
        deadline=chance.choice((None, None, None, chance.randint(release, periods))),
    )


def _random_mode(chance: random.Random, which: int) -> Mode:
    duration, can_pause = chance.randint(0, 4), chance.random() < 0.6
    work = chance.randint(0, 6) if can_pause else duration * chance.randint(0, 3)
    return Mode(
        id=str(which),
        duration=duration,
        work={"own": work} if work else {},
        costs={"money": chance.randint(0, 4)},
        can_pause=can_pause,
        most_per_period=chance.choice((0, 0, 1, 2)) if can_pause else 0,
    )
