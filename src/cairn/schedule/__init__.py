"""Placing a plan in time: solved, proved, checked, and explained."""

from cairn.schedule.check import check_schedule
from cairn.schedule.infeasible import explain_infeasible
from cairn.schedule.problem_json import problem_json, read_problem
from cairn.schedule.psplib import read_psplib
from cairn.schedule.solve import solve
from cairn.schedule.tradeoffs import TradeOffs, trade_offs
from cairn.schedule.values import Limits, Violation
from cairn.schedule.why import Alternative, Hold, nearest_alternative, why_here

__all__ = [
    "Alternative",
    "Hold",
    "Limits",
    "TradeOffs",
    "Violation",
    "check_schedule",
    "explain_infeasible",
    "nearest_alternative",
    "problem_json",
    "read_problem",
    "read_psplib",
    "solve",
    "trade_offs",
    "why_here",
]
