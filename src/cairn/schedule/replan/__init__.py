"""A change of a standing plan: the plan that moves least, proposed, then accepted whole or in part.

A change of the world is first told as a change of the problem (`changes`; `days`, where
it is told of a day). `heal` then asks who must move (`movers`), trying each answer on a
board of steps that stay and steps that move (`board`, `laying`).
"""

from cairn.schedule.replan.healing import accept, compare_plans, heal, solution_of
from cairn.schedule.replan.values import Accepted, Difference, Healing, Item, ItemKind, Standing

__all__ = [
    "Accepted",
    "Difference",
    "Healing",
    "Item",
    "ItemKind",
    "Standing",
    "accept",
    "compare_plans",
    "heal",
    "solution_of",
]
