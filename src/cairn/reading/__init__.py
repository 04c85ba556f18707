"""Read: a résumé in any usual form → drafts of experiences, with places and problems.

A file from outside is never opened in this process: a child of ours reads it, watched
for time and memory. The forms meet in one value, `Line`; from there on one segmenter
serves them all.
"""

from cairn.reading.compare import Difference, compare_resumes
from cairn.reading.courses import add_courses
from cairn.reading.json_resume import read_json_resume, to_json_resume
from cairn.reading.losses import find_losses, plain_json_resume
from cairn.reading.process import Limits, Reading, read_linkedin_export, read_resume, start_reading
from cairn.reading.values import (
    Contact,
    Education,
    Evidence,
    Experience,
    ExperienceKind,
    HeldCertificate,
    ListedSkill,
    Publication,
    Quote,
    Resume,
    SpokenLanguage,
)

__all__ = [
    "Contact",
    "Difference",
    "Education",
    "Evidence",
    "Experience",
    "ExperienceKind",
    "HeldCertificate",
    "Limits",
    "ListedSkill",
    "Publication",
    "Quote",
    "Reading",
    "Resume",
    "SpokenLanguage",
    "add_courses",
    "compare_resumes",
    "find_losses",
    "plain_json_resume",
    "read_json_resume",
    "read_linkedin_export",
    "read_resume",
    "start_reading",
    "to_json_resume",
]
