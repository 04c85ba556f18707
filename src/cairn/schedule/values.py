"""What a request to the solver and the checker's findings look like."""

from dataclasses import dataclass

from cairn.plan.choosing.model import Limits

__all__ = ["Limits", "Violation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule that a schedule breaks, where and by how much."""

    rule: str
    sentence: str
