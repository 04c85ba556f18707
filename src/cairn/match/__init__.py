"""Find: catalogue entries for words of any kind, with the words that led to them.

One finder for the whole product. `find_skills` reads running text (résumés,
adverts), `match_skills` and `match_roles` read what a person types, and
`find_unknown_terms` offers what the catalogue does not hold. Two modules are
imported only where they are used, to start fast: `cairn.match.spans.find` marks what
an advert asks for, listed anywhere or not, and `cairn.match.esco.index` ranks an
installed ESCO release.
"""

from cairn.match.corrections import read_corrections, write_corrections
from cairn.match.roles import (
    RoleFinder,
    is_clear,
    match_roles,
    match_skills,
    stream_role_matches,
    stream_skill_matches,
)
from cairn.match.text.mentions import SkillFinder, find_skills
from cairn.match.unknown import find_unknown_terms
from cairn.match.values import Corrections, RoleMatch, SkillMatch, SkillMention, UnknownTerm

__all__ = [
    "Corrections",
    "RoleFinder",
    "RoleMatch",
    "SkillFinder",
    "SkillMatch",
    "SkillMention",
    "UnknownTerm",
    "find_skills",
    "find_unknown_terms",
    "is_clear",
    "match_roles",
    "match_skills",
    "read_corrections",
    "stream_role_matches",
    "stream_skill_matches",
    "write_corrections",
]
