"""The choosing model under construction: which variable stands for what."""

from dataclasses import dataclass, field

from cairn.plan.choosing.model import Model
from cairn.plan.choosing.values import NumberedProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One of a group of activities is done: whether, when, and its rank in a circle."""

    happens: int
    time: int
    rank: int


@dataclass(slots=True)
class ChoiceModel:
    """The model with the variables by what they stand for."""

    problem: NumberedProblem
    model: Model = field(default_factory=Model)
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    modes: dict[tuple[int, int], int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    events: dict[tuple[tuple[int, ...], bool], Event] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    intervals: dict[tuple[int, int], int] = field(default_factory=dict)
    finish: int = -1
    open_periods: list[int] = field(default_factory=list)


def enforced(built: ChoiceModel, *literals: int) -> list[int]:
    """Conditions without the one that always holds."""
    return [one for one in dict.fromkeys(literals) if one != built.model.always()]
