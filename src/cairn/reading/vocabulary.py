"""The words by which parts of a résumé are told, from `vocabulary.toml`.

Lists of evidence, not of truths: no list decides alone.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal, cast

SectionKind = Literal[
    "experience",
    "education",
    "skills",
    "certificates",
    "volunteering",
    "projects",
    "languages",
    "interests",
    "summary",
    "publications",
    "awards",
    "references",
    "contact",
    "care",
    "other",
]
_TOLD: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8")
)


def _by_kind(table: str, mark: str | None) -> dict[str, SectionKind]:
    """Each word or phrase of a table with the kind it stands under."""
    return {
        said: cast("SectionKind", kind)
        for kind, text in _TOLD[table].items()
        for part in text.split(mark)
        if (said := part.strip())
    }


def _words(name: str) -> frozenset[str]:
    return frozenset(_TOLD["words"][name].casefold().split())


def _phrases(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _TOLD["phrases"][name].split(";"))


HEADINGS = _by_kind("headings", ";")
HEADING_NOUNS = _by_kind("heading_nouns", None)
HEADING_TURNS = _by_kind("heading_turns", None)

TITLE_HEADS = _words("title_heads")
TITLE_STARTS = _words("title_starts")
ORG_WORDS = _words("org_words")
ORG_STARTS = _words("org_starts")
LEGAL_FORMS = _words("legal_forms")
DEGREES = _words("degrees")
INSTITUTIONS = _words("institutions")
CREDENTIALS = _words("credentials")
FIELDS = _words("fields")
LANGUAGES = _words("languages")
FLUENCIES = _words("fluencies")
RATINGS = _words("ratings")
US_STATES = _words("us_states")
SMALL_WORDS = _words("small_words")
VERBS = _words("verbs")

CARE_WORDS = _phrases("care_words")
VOLUNTEER_WORDS = _phrases("volunteer_words")
CREDENTIAL_PHRASES = _phrases("credential_phrases")
LEISURE_WORDS = _phrases("leisure_words")
LEISURE_ROLES = _phrases("leisure_roles")
REGIONS = frozenset(_phrases("regions"))
COUNTRIES = frozenset(_phrases("countries"))
CITIES = frozenset(_phrases("cities"))
