"""What is asked of the chooser, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cairn.plan.choosing.landmarks import Landmark
from cairn.plan.choosing.model import Outcome
from cairn.plan.choosing.modes import NumberedMode

Aim = Literal["unmet", "finish", "cost", "units"]
Selection = Mapping[int, NumberedMode]
WEIGHT_SCALE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to choose: the first aim to be least, given limits on others.

    `at_most` are limits on earlier aims; `may_drop` lets goal needs go unmet (the
    aim `unmet` is their weight, in thousandths); `excluded` are choices that are
    known not to fit, each with the finish up to which that was proved; `hint` is
    where to look first: mode, start and finish by activity. `then_units` asks the
    period-by-period model for the least work among the best as well. `landmarks` are
    known to hold for the finish they name.
    """

    aim: Aim = "finish"
    then_units: bool = False
    at_most: Mapping[Aim, int] = field(default_factory=dict)
    may_drop: bool = False
    excluded: tuple[tuple[Selection, int], ...] = ()
    hint: Mapping[int, tuple[NumberedMode, int, int]] = field(default_factory=dict)
    landmarks: tuple[Landmark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice with its rough times, and the proved bound of the aim.

    `windows` gives each chosen activity's start and finish in the model: exact
    where no work pauses, otherwise only an order.
    """

    outcome: Outcome
    bound: int
    value: int = 0
    selection: Selection = field(default_factory=dict)
    windows: Mapping[int, tuple[int, int]] = field(default_factory=dict)
