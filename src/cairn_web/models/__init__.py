"""What is remembered of a person: dull rows, one person's apart from another's.

Every row hangs on a `Person`. Rows that people edit carry a `version`, by which a
second tab notices that it is late, and `removed_at`, by which a removal is undone.
"""

from cairn_web.models.over_time import (
    Branch,
    BranchKind,
    Change,
    LogEntry,
    LogKind,
    PlanReview,
    RejectedSuggestion,
)
from cairn_web.models.person import (
    Ambition,
    Away,
    CredentialAnswer,
    Experience,
    ExperienceKind,
    GapOrder,
    Person,
    ReadResume,
    RefusedOption,
    SkillRating,
    Stage,
)
from cairn_web.models.plan import (
    Basis,
    DoneSession,
    Goal,
    Repeats,
    Run,
    RunKind,
    RunState,
    Task,
    Verdict,
)

__all__ = [
    "Ambition",
    "Away",
    "Basis",
    "Branch",
    "BranchKind",
    "Change",
    "CredentialAnswer",
    "DoneSession",
    "Experience",
    "ExperienceKind",
    "GapOrder",
    "Goal",
    "LogEntry",
    "LogKind",
    "Person",
    "PlanReview",
    "ReadResume",
    "RefusedOption",
    "RejectedSuggestion",
    "Repeats",
    "Run",
    "RunKind",
    "RunState",
    "SkillRating",
    "Stage",
    "Task",
    "Verdict",
]
