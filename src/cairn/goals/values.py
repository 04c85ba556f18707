"""A goal with a field for each SMART letter, and what a check of it finds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Letter = Literal["S", "M", "A", "R", "T"]
Horizon = Literal["short", "mid", "long"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached, how it is seen, why, and by when."""

    statement: str
    measure: str
    relevance: str
    deadline: date | None
    horizon: Horizon
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """What planning found about a goal, handed to its check.

    `hours_needed` and `hours_available` are until the deadline; `earliest` is the
    earliest date it can be reached.
    """

    fits: bool
    hours_needed: float
    hours_available: float
    earliest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One letter of a goal, passed or not, with what would mend it."""

    letter: Letter
    passed: bool
    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A stone on the way: when, what shows it is reached, and in which horizon."""

    day: date
    title: str
    criterion: str
    horizon: Horizon
    step: str = ""
