"""Compare: what a role asks beside what the person can show."""

from cairn.gap.find import find_gaps
from cairn.gap.values import CredentialGap, GapReport, SkillGap

__all__ = ["CredentialGap", "GapReport", "SkillGap", "find_gaps"]
