"""Read: a résumé in any usual form → drafts of experiences, with places and problems.

A file from outside is never opened in this process: a child of ours reads it, watched
for time and memory. The forms meet in one value, `Line`; from there on one segmenter
serves them all.
"""

from cairn.reading.json_resume import read_json_resume, to_json_resume
from cairn.reading.process import Limits, Reading, read_linkedin_export, read_resume, start_reading
from cairn.reading.values import (
    Contact,
    Education,
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
    "Education",
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
    "read_json_resume",
    "read_linkedin_export",
    "read_resume",
    "start_reading",
    "to_json_resume",
]
