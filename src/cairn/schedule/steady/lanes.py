"""Steady work laid into periods, one activity after another, thousands of times a second.

Serial schedule generation on one long number: every period is a lane of bits, and in it
every resource has a field with the units taken and a spare bit on top. Adding what a
mode asks for to all its lanes at once sets a spare bit exactly where it is too much, so
a whole window is tried in a few operations on whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.plan.choosing.index import NumberedMode, NumberedProblem

Before = Sequence[Sequence[tuple[int, int]]]  # for each activity: (another, lag) that end before it starts


@dataclass(frozen=True, slots=True)
class Print:
    """A mode as bits: its lanes, the spare bits, what sets them if there is too little, what it takes."""

    duration: int
    mask: int
    spare: int
    test: int
    taken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The fields of a problem's resources, and what is taken from the start.

    Beyond the horizon there is as much of everything as ever, so that any order can be
    laid; what ends there is no schedule.
    """

    width: int
    offsets: tuple[int, ...]
    highest: tuple[int, ...]
    gaps: tuple[int, ...]

    @classmethod
    def of(cls, problem: NumberedProblem) -> "Lanes":
        """The lanes of a problem."""
        highest = tuple(max(row, default=0) for row in problem.capacity)
        widths = [most.bit_length() + 1 for most in highest]
        offsets = tuple(sum(widths[:one]) for one in range(len(widths)))
        fields = tuple(zip(problem.capacity, highest, offsets, strict=True))
        gaps = tuple(
            sum((most - row[period]) << at for row, most, at in fields) for period in range(problem.horizon)
        )
        return cls(
            width=max(1, sum(widths)), offsets=offsets, highest=highest, gaps=gaps if any(gaps) else ()
        )

    def print_of(self, mode: NumberedMode) -> Print:
        """The mode's bits."""
        taken = sum(mode.demand(one) << at for one, at in enumerate(self.offsets))
        spare, bias = 0, 0
        for at, most in zip(self.offsets, self.highest, strict=True):
            top = 1 << most.bit_length()
            spare |= top << at
            bias += (top - 1 - most) << at
        every = sum(1 << (period * self.width) for period in range(mode.duration))
        return Print(
            duration=mode.duration,
            mask=(1 << (mode.duration * self.width)) - 1,
            spare=spare * every,
            test=(taken + bias) * every,
            taken=taken * every,
        )

    def at_first(self) -> int:
        """What is taken before anything is laid: the periods that have less than the best."""
        return self._joined(self.gaps)

    def mirrored(self, finish: int) -> int:
        """The same with time running backwards from `finish`."""
        return self._joined(self.gaps[:finish][::-1]) << (max(0, finish - len(self.gaps)) * self.width)

    def _joined(self, gaps: Sequence[int]) -> int:
        return int("".join(f"{gap:0{self.width}b}" for gap in reversed(gaps)), 2) if gaps else 0


def lay(
    order: Sequence[int],
    prints: Sequence[Print],
    before: Before,
    floors: Sequence[int],
    *,
    taken: int,
    width: int,
) -> list[int]:
    """The ends of all activities, each put as early as it can be in this order.

    The order names every activity after those it waits for.
    """
    ends = [0] * len(prints)
    for number in order:
        start = floors[number]
        for one, lag in before[number]:
            free = ends[one] + lag
            start = max(free, start)
        what = prints[number]
        if what.taken:
            mask, spare, test = what.mask, what.spare, what.test
            while clash := ((taken >> (start * width) & mask) + test) & spare:
                start += (clash.bit_length() - 1) // width + 1
            taken += what.taken << (start * width)
        ends[number] = start + what.duration
    return ends
