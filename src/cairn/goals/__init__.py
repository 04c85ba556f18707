"""Decide: goals with a field for each SMART letter, and their check."""

from cairn.goals.check import check_goal, horizon_of
from cairn.goals.values import Feasibility, Finding, Goal, Horizon, Milestone

__all__ = ["Feasibility", "Finding", "Goal", "Horizon", "Milestone", "check_goal", "horizon_of"]
