"""Pages ask the database a fixed number of times, however much there is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn_web.models import Goal, Person, SkillRating, Task

MOST_QUERIES = 25


def fill(person: Person, times: int) -> None:
    for at in range(times):
        goal = Goal.objects.create(person=person, statement=f"Goal {at}", measure="1 offer")
        rows = [Task(person=person, goal=goal, title=f"Task {at} {n}", step=f"{at}-{n}") for n in range(4)]
        made = Task.objects.bulk_create(rows)
        made[1].after.add(made[0])
        SkillRating.objects.create(person=person, skill=f"s{at}-{times}", label="S", level=2)


def count(browser: Any, path: str) -> int:
    browser.get(path)  # what is read once and kept in memory
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path",
    [
        "/plan/",
        "/plan/gap/",
        "/plan/options/",
        "/plan/steps/",
        "/plan/history/",
        "/today/",
        "/goals/",
        "/me/",
        "/tasks/",
        "/begin/read/",
        "/begin/skills/",
        "/begin/ambition/?help=1",
    ],
)
def test_the_number_of_queries_does_not_grow_with_rows(browser: Any, planned: Person, path: str) -> None:
    fill(planned, 2)
    few = count(browser, path)
    fill(planned, 20)
    assert count(browser, path) == few
    assert few <= MOST_QUERIES


def test_one_goal_with_many_tasks_asks_no_more(browser: Any, planned: Person) -> None:
    goal = Goal.objects.create(person=planned, statement="Big")
    counts: list[int] = []
    add: Callable[[int], Task] = lambda n: Task.objects.create(person=planned, goal=goal, title=f"T{n}")  # noqa: E731
    for size in (2, 30):
        for n in range(size):
            add(n)
        counts.append(count(browser, f"/goals/{goal.pk}/"))
    assert counts[0] == counts[1] <= MOST_QUERIES
