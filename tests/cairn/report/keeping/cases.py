"""Days and steps of a kept plan that a change is told of."""

from collections.abc import Callable
from datetime import date

from cairn.plan.problem import ActivityId
from cairn.report.keeping.kept import Kept
from cairn.report.keeping.proposal import Proposal

Propose = Callable[..., Proposal]


def longest(kept: Kept) -> ActivityId:
    """The step under way longest: what a slip of it moves is not nothing."""
    return max(kept.dates, key=lambda one: one.last - one.first).step


def middle(kept: Kept) -> date:
    """A day in the middle of the plan."""
    return kept.terms.today + (kept.finish - kept.terms.today) // 2
