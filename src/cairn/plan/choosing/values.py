"""The values of the planning problem by number."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cairn.plan.choosing.modes import Alone, NumberedMode
from cairn.plan.problem import ActivityId

GOAL = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedActivity:
    """An activity with the modes that can be part of a schedule.

    `earliest` is the first period it can start in, whatever is chosen; `latest`
    the last finish allowed.
    """

    id: ActivityId
    label: str
    modes: tuple[NumberedMode, ...]
    is_required: bool
    release: int
    latest: int
    earliest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNeed:
    """A need whose `owner` is an activity's number, or GOAL."""

    id: str
    label: str
    owner: int
    any_of: tuple[int, ...]
    lag: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedProblem:
    """The whole problem by number.

    `horizon` is the latest finish of all. `gone` are activities that no schedule
    needs or can hold; `impossible` says in words why there is no schedule at
    all, where that is already plain. With `may_drop` a goal's need may go unmet. `alone`
    remembers when each mode could be done alone.
    """

    horizon: int
    capacity: tuple[tuple[int, ...], ...]
    available: tuple[tuple[int, ...], ...]
    activities: tuple[NumberedActivity, ...]
    needs: tuple[NumberedNeed, ...]
    precedences: tuple[tuple[int, int, int], ...]
    impossible: tuple[str, ...] = ()
    may_drop: bool = False
    alone: Alone = field(default_factory=lambda: Alone(horizon=-1, capacity=()), compare=False, repr=False)

    @property
    def kept(self) -> Iterator[int]:
        """The numbers of the activities that may be part of a schedule."""
        return (number for number, activity in enumerate(self.activities) if activity.modes)

    @property
    def has_pauses(self) -> bool:
        """Whether any work may be spread freely."""
        return any(mode.can_pause and mode.units for one in self.activities for mode in one.modes)
