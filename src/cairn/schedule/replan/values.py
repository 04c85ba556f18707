"""What a healed plan is: a difference to the plan that was, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cairn.plan.problem import ActivityId, Placement, PlanningProblem, Solution
from cairn.schedule.values import Violation

ItemKind = Literal["moved", "added", "dropped", "touched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change of the plan: a step before and after (None: not in the plan).

    `touched` is a step that was under way and goes on; `moved` one that nobody had
    begun. `weeks` is how far its finish moves, later being positive.
    """

    step: ActivityId
    label: str
    kind: ItemKind
    before: Placement | None
    after: Placement | None

    @property
    def weeks(self) -> int:
        """Periods by which the finish moves; 0 where there is no before or no after."""
        return self.after.finish - self.before.finish if self.before and self.after else 0

    @property
    def distance(self) -> int:
        """Periods by which start and finish move, whichever moves further."""
        if not (self.before and self.after):
            return 0
        return max(abs(self.after.start - self.before.start), abs(self.weeks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All items between two plans, and what they do to the finish and the cost.

    `slack_before` and `slack_after` are periods between finish and deadline (None:
    no deadline): what the change risks.
    """

    items: tuple[Item, ...]
    finish_before: int
    finish_after: int
    cost_change: int
    slack_before: int | None
    slack_after: int | None

    @property
    def moved(self) -> tuple[Item, ...]:
        """The steps that nobody had begun and that change their weeks."""
        return tuple(one for one in self.items if one.kind == "moved")

    @property
    def is_empty(self) -> bool:
        """Whether the plan stays as it is."""
        return not self.items

    @property
    def risk(self) -> str:
        """What the change does to the room before the deadline, in a sentence."""
        later = self.finish_after - self.finish_before
        moved = f"The plan ends {_weeks(abs(later))} {'later' if later > 0 else 'earlier'}."
        if self.slack_after is None:
            return moved if later else "The plan ends when it did."
        room = _weeks(self.slack_after) if self.slack_after else "No week"
        told = moved if later else "The plan ends when it did."
        return f"{told} {room} {'is' if self.slack_after in {0, 1} else 'are'} left before the deadline."


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Healing:
    """The plan that moves least, as a proposal: nothing is changed until it is accepted.

    `weight` is what the changes weigh, `bound` the proved least for these steps:
    equal when no plan with them moves less.
    """

    problem: PlanningProblem
    before: Solution
    solution: Solution
    difference: Difference
    weight: int
    bound: int
    seconds: float = 0.0

    @property
    def is_proved(self) -> bool:
        """Whether no valid plan with these steps moves less."""
        return self.bound >= self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A plan after some items of a proposal were taken.

    `unsettled` are the rules it breaks because the others were not; `go_with` are
    further items that together would settle them.
    """

    solution: Solution
    unsettled: tuple[Violation, ...] = ()
    go_with: tuple[ActivityId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a placed step stands when the plan is healed.

    `units_left` is what is still to do of each resource (started steps only).
    """

    step: ActivityId
    state: Literal["finished", "started", "dropped"]
    finish: int = 0
    start: int = 0
    units_left: Mapping[str, int] = field(default_factory=dict)
