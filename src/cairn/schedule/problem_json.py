"""The planner's own file form: a planning problem as JSON, read and written.

The form mirrors `cairn.plan.problem`, with a number standing for a constant
calendar. docs/method/planning.md documents it.
"""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NoReturn

from cairn.errors import BadInput
from cairn.plan.problem import Activity, ActivityId, Budget, Mode, Need, PlanningProblem, Precedence, Resource
from cairn.schedule.admit import MOST_ACTIVITIES, MOST_PERIODS, admit_problem

VERSION = 1


def read_problem(text: str, name: str = "the problem") -> PlanningProblem:
    """The problem in a JSON text.

    Raises:
        BadInput: no JSON, a part missing or of another kind, or a flaw in the problem itself.
    """
    try:
        given = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        msg = f"“{name}” is not JSON that can be read: {str(error)[:120]}."
        raise BadInput(msg) from error
    problem = _problem(_table(given, "the problem"))
    admit_problem(problem)
    return problem


def _refuse_constant(word: str) -> NoReturn:
    msg = f"{word} is not a finite number"
    raise ValueError(msg)


def _problem(given: Mapping[str, Any]) -> PlanningProblem:
    version = given.get("version", VERSION)
    if version != VERSION:
        msg = f"The problem says version {version!r}; this Cairn reads version {VERSION}."
        raise BadInput(msg)
    periods = _whole(given, "periods", "the problem")
    if not 1 <= periods <= MOST_PERIODS:
        msg = f"“periods” is {periods}; give a whole number from 1 to {MOST_PERIODS:,}."
        raise BadInput(msg)
    activities = _rows(given, "activities", "the problem")
    if len(activities) > MOST_ACTIVITIES:
        msg = f"The problem has {len(activities):,} activities; at most {MOST_ACTIVITIES:,} can be scheduled."
        raise BadInput(msg)
    return PlanningProblem(
        periods=periods,
        resources=tuple(_resource(one, periods) for one in _rows(given, "resources", "the problem")),
        budgets=tuple(_budget(one, periods) for one in _rows(given, "budgets", "the problem")),
        activities=tuple(_activity(one) for one in activities),
        needs=tuple(_need(number, one) for number, one in enumerate(_rows(given, "needs", "the problem"))),
        precedences=tuple(_precedence(one) for one in _rows(given, "precedences", "the problem")),
        deadline=_optional(given, "deadline", "the problem"),
        period=_text(given, "period", "the problem", default="week"),
    )


def _resource(given: Mapping[str, Any], periods: int) -> Resource:
    name = _text(given, "id", "a resource")
    where = f"the resource “{name}”"
    return Resource(
        id=name,
        label=_text(given, "label", where, default=name),
        capacity=_calendar(given, "capacity", where, periods),
        unit=_text(given, "unit", where, default="units"),
        per_unit=max(1, _whole(given, "per_unit", where, default=1)),
    )


def _budget(given: Mapping[str, Any], periods: int) -> Budget:
    name = _text(given, "id", "a budget")
    where = f"the budget “{name}”"
    return Budget(
        id=name,
        label=_text(given, "label", where, default=name),
        available=_calendar(given, "available", where, periods),
        unit=_text(given, "unit", where, default="units"),
    )


def _activity(given: Mapping[str, Any]) -> Activity:
    name = _text(given, "id", "an activity")
    where = f"the activity “{name}”"
    modes = enumerate(_rows(given, "modes", where), 1)
    return Activity(
        id=ActivityId(name),
        label=_text(given, "label", where, default=name),
        modes=tuple(_mode(number, one, where) for number, one in modes),
        is_required=_flag(given, "is_required", where),
        release=_whole(given, "release", where, default=0),
        deadline=_optional(given, "deadline", where),
    )


def _mode(number: int, given: Mapping[str, Any], where: str) -> Mode:
    where = f"mode {number} of {where}"
    return Mode(
        id=_text(given, "id", where, default=str(number)),
        duration=_whole(given, "duration", where, default=0),
        work=_amounts(given, "work", where),
        costs=_amounts(given, "costs", where),
        can_pause=_flag(given, "can_pause", where),
        most_per_period=_whole(given, "most_per_period", where, default=0),
        work_low=_number(given, "work_low", where),
        work_high=_number(given, "work_high", where),
    )


def _need(number: int, given: Mapping[str, Any]) -> Need:
    name = _text(given, "id", "a need", default=f"need-{number + 1}")
    where = f"the need “{name}”"
    owner = given.get("activity")
    return Need(
        id=name,
        label=_text(given, "label", where, default=name),
        any_of=tuple(ActivityId(_id(one, where)) for one in _list(given, "any_of", where)),
        activity=None if owner is None else ActivityId(_id(owner, where)),
        lag=_whole(given, "lag", where, default=0),
        weight=_number(given, "weight", where),
    )


def _precedence(given: Mapping[str, Any]) -> Precedence:
    return Precedence(
        before=ActivityId(_text(given, "before", "a precedence")),
        after=ActivityId(_text(given, "after", "a precedence")),
        lag=_whole(given, "lag", "a precedence", default=0),
    )


# ------------------------------------------------------------------ parts of JSON


def _table(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        msg = f"Where {where} should stand there is no table of names and values."
        raise BadInput(msg)
    return given


def _list(given: Mapping[str, Any], key: str, where: str) -> Sequence[Any]:
    value = given.get(key, [])
    if not isinstance(value, list):
        msg = f"“{key}” of {where} is not a list."
        raise BadInput(msg)
    return value


def _rows(given: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    return [_table(one, f"an entry of “{key}”") for one in _list(given, key, where)]


def _id(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        msg = f"An id in {where} is {str(value)[:40]!r}; give a word or a whole number."
        raise BadInput(msg)
    return str(value)


def _text(given: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = given.get(key, default)
    if value is None:
        msg = f"“{key}” is missing in {where}."
        raise BadInput(msg)
    return _id(value, where)


def _flag(given: Mapping[str, Any], key: str, where: str) -> bool:
    value = given.get(key, False)
    if not isinstance(value, bool):
        msg = f"“{key}” of {where} is {str(value)[:40]!r}; give true or false."
        raise BadInput(msg)
    return value


def _as_whole(value: object, what: str) -> int:
    if isinstance(value, float) and isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**12:
        msg = f"{what} is {str(value)[:40]!r}; give a whole number."
        raise BadInput(msg)
    return value


def _whole(given: Mapping[str, Any], key: str, where: str, default: int | None = None) -> int:
    if key not in given and default is None:
        msg = f"“{key}” is missing in {where}."
        raise BadInput(msg)
    return _as_whole(given.get(key, default), f"“{key}” of {where}")


def _optional(given: Mapping[str, Any], key: str, where: str) -> int | None:
    return None if given.get(key) is None else _as_whole(given[key], f"“{key}” of {where}")


def _number(given: Mapping[str, Any], key: str, where: str) -> float:
    value = given.get(key, 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        msg = f"“{key}” of {where} is {str(value)[:40]!r}; give a finite number from 0 on."
        raise BadInput(msg)
    return float(value)


def _amounts(given: Mapping[str, Any], key: str, where: str) -> dict[str, int]:
    table = _table(given.get(key, {}), f"“{key}” of {where}")
    return {name: _as_whole(value, f"“{name}” in “{key}” of {where}") for name, value in table.items()}


def _calendar(given: Mapping[str, Any], key: str, where: str, periods: int) -> tuple[int, ...]:
    """A number for every period, or a list with one for each."""
    value = given.get(key)
    if isinstance(value, list):
        return tuple(_as_whole(one, f"“{key}” of {where}") for one in value)
    return (_whole(given, key, where),) * periods


# ------------------------------------------------------------------ writing


def problem_json(problem: PlanningProblem) -> dict[str, Any]:
    """The problem as JSON values; `read_problem` reads them back to an equal problem."""
    return {
        "version": VERSION,
        "period": problem.period,
        "periods": problem.periods,
        "deadline": problem.deadline,
        "resources": [
            {
                "id": one.id,
                "label": one.label,
                "unit": one.unit,
                "per_unit": one.per_unit,
                "capacity": _constant(one.capacity),
            }
            for one in problem.resources
        ],
        "budgets": [
            {"id": one.id, "label": one.label, "unit": one.unit, "available": _constant(one.available)}
            for one in problem.budgets
        ],
        "activities": [_activity_json(one) for one in problem.activities],
        "needs": [
            {
                "id": one.id,
                "label": one.label,
                "any_of": list(one.any_of),
                "activity": one.activity,
                "lag": one.lag,
                "weight": one.weight,
            }
            for one in problem.needs
        ],
        "precedences": [
            {"before": one.before, "after": one.after, "lag": one.lag} for one in problem.precedences
        ],
    }


def _activity_json(activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        "label": activity.label,
        "is_required": activity.is_required,
        "release": activity.release,
        "deadline": activity.deadline,
        "modes": [
            {
                "id": one.id,
                "duration": one.duration,
                "work": dict(one.work),
                "costs": dict(one.costs),
                "can_pause": one.can_pause,
                "most_per_period": one.most_per_period,
                "work_low": one.work_low,
                "work_high": one.work_high,
            }
            for one in activity.modes
        ],
    }


def _constant(amounts: tuple[int, ...]) -> int | list[int]:
    return amounts[0] if len(set(amounts)) == 1 else list(amounts)
