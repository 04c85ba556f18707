"""What a premortem looks at, and what it finds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.errors import Severity
from cairn.goals.values import Goal

Support = Literal["shown", "claimed", "inferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFinding:
    """Something that may break the plan: how bad, why, and what mends it.

    `error`: the plan cannot hold as it stands; `warning`: it may well not.
    """

    code: str
    severity: Severity
    sentence: str
    mend: str
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStep:
    """A step as the premortem sees it.

    `is_on_a_date` says that somebody else sets when it runs; `relies_on` names whoever
    it cannot be done without.
    """

    id: str
    title: str
    hours: float
    hours_low: float
    hours_high: float
    first: date | None
    last: date | None
    after: tuple[str, ...] = ()
    is_on_a_date: bool = False
    relies_on: tuple[str, ...] = ()
    done_when: str = ""
    first_step: str = ""
    is_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSkill:
    """A skill that the role asks for and the plan takes as held.

    `is_shown_later` says that a step of the plan puts evidence for it on paper.
    """

    label: str
    importance: float
    support: Support
    is_checked_first: bool = False
    is_shown_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedWeek:
    """Hours planned and hours there are in the week from `monday`."""

    monday: date
    planned_hours: float
    capacity_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A whole plan as the premortem sees it.

    `deadline` is the person's own date (None: as early as possible), `budget` None
    means no limit. `reviews` are days on which the plan is looked at again,
    milestones among them; `sessions` and `away` are days.
    """

    goal: Goal
    made_on: date
    deadline: date | None
    budget: float | None
    cost: float
    finish: date
    sure_finish: date
    steps: tuple[CheckedStep, ...]
    weeks: tuple[CheckedWeek, ...]
    held: tuple[CheckedSkill, ...]
    unmet: tuple[str, ...] = ()
    reviews: tuple[date, ...] = ()
    sessions: tuple[tuple[str, date], ...] = ()
    away: tuple[tuple[date, date], ...] = ()
