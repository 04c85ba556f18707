"""Placing a plan in time: solved, proved, checked, and explained."""

from cairn.schedule.check import check_schedule
from cairn.schedule.infeasible import explain_infeasible
from cairn.schedule.psplib import read_psplib
from cairn.schedule.solve import solve
from cairn.schedule.values import Limits, Violation

__all__ = ["Limits", "Violation", "check_schedule", "explain_infeasible", "read_psplib", "solve"]
