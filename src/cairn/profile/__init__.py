"""Know the person: experiences, credentials, and levels drawn from witnesses."""

from cairn.profile.answers import Answers, mend_resume, read_answers
from cairn.profile.assemble import Finders, assemble_profile
from cairn.profile.values import HeldCredential, HeldRole, HeldSkill, Profile, Testimony

__all__ = [
    "Answers",
    "Finders",
    "HeldCredential",
    "HeldRole",
    "HeldSkill",
    "Profile",
    "Testimony",
    "assemble_profile",
    "mend_resume",
    "read_answers",
]
