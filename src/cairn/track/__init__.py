"""Record: what was done of a plan, and the pace it was done at."""

from cairn.track.pace import FinishedWork, Pace, learn_pace
from cairn.track.progress import Entry, Progress, StepProgress, fold_progress

__all__ = [
    "Entry",
    "FinishedWork",
    "Pace",
    "Progress",
    "StepProgress",
    "fold_progress",
    "learn_pace",
]
