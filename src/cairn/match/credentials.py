"""Which degrees, licences and certifications a line names.

Names and aliases are short (“MA”, “RN”), so this is for lines where credentials
stand, not for running text. A degree that no name fits still counts as a degree
of its level.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.catalogue.values import Catalogue, Credential
from cairn.match.kept import kept
from cairn.match.text.mentions import SkillFinder, find_skills
from cairn.units import CredentialId, SkillId

Subjects = tuple[str, tuple[frozenset[str], ...]]
_DEGREES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "doctorate",
        re.compile(
            r"\b(ph\.?\s?d|doctor(?:ate|al)?|dr\.|d\.?phil|ed\.?d|dnp|m\.?d\.)(?=\W|$)", re.IGNORECASE
        ),
    ),
    (
        "master-degree",
        re.compile(
            r"\b(master'?s?|m\.?\s?sc|m\.?s\.|ms|m\.?a\.|ma|mba|m\.?eng|m\.?ed|m\.?phil|llm|magister|dipl\.?-?ing)(?=\W|$)",
            re.IGNORECASE,
        ),
    ),
    (
        "bachelor-degree",
        re.compile(
            r"\b(bachelor'?s?|b\.?\s?sc|b\.?s\.|bs|bsn|b\.?a\.|ba|b\.?eng|b\.?ed|bba|b\.?com|ll\.?b"
            r"|licence (?:en|de)|licenciatura|undergraduate degree)(?=\W|$)",
            re.IGNORECASE,
        ),
    ),
    (
        "associate-degree",
        re.compile(
            r"\b(associate(?:'?s)?(?: degree| of)?|a\.?a\.?s|foundation degree|hnd)(?=\W|$)", re.IGNORECASE
        ),
    ),
    (
        "high-school-diploma",
        re.compile(
            r"\b(high[- ]school|secondary school|a[- ]levels?|gcses?|abitur|matura|ged|baccalaur[ée]at"
            r"|liceum)(?=\W|$)",
            re.IGNORECASE,
        ),
    ),
)


_NOT_A_SUBJECT = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "in",
            "of",
            "and",
            "for",
            "with",
            "degree",
            "degrees",
            "science",
            "sciences",
            "arts",
        ),
        *("hons", "honours", "honors", "equal", "or", "s", "b", "m", "studies"),
    )
)
_BREAKS = re.compile(r"[,;/|()]")


@dataclass(frozen=True, slots=True)
class CredentialFinder:
    """Credential names and aliases, ready to be looked for."""

    finder: SkillFinder
    catalogue: Catalogue
    whole: Mapping[str, CredentialId]
    degrees: Mapping[CredentialId, Subjects]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "CredentialFinder":
        """Names are found exactly as skills are, so the skill finder does it."""
        credentials = tuple(catalogue.credentials.values())
        names = [(SkillId(one.id), (one.label, *one.aliases)) for one in credentials]
        text = "\n".join("\t".join((one.id, one.kind, *names[at][1])) for at, one in enumerate(credentials))
        whole, degrees = kept("credentials", text, lambda: _tables(credentials))
        return cls(SkillFinder.over(names, has_patterns=False), catalogue, whole, degrees)

    def find(self, words: str, *, with_degree: bool) -> tuple[CredentialId, ...]:
        """Credentials named in a line about credentials, in order.

        `with_degree` also takes a degree of any subject as a degree of its level.
        """
        if not words:
            return ()
        parts = (_bare(part) for part in (words, *_BREAKS.split(words)))
        names = [self.whole[part] for part in parts if part in self.whole]
        names += [CredentialId(one.skill) for one in find_skills(words, self.finder)]
        names += self._degrees_in(words) if with_degree else []
        degree = next((CredentialId(name) for name, sign in _DEGREES if sign.search(words)), None)
        covered = self.catalogue.included_credentials(frozenset(names))
        is_new = degree in self.catalogue.credentials and degree not in covered
        if with_degree and degree and is_new:
            names.append(degree)
        return tuple(dict.fromkeys(names))

    def _degrees_in(self, words: str) -> list[CredentialId]:
        """Degrees of a subject, however level and subject are put together (“BA (Hons) Fine Art”)."""
        level, subject = _level_and_subject(words)
        if not level:
            return []
        found = ((one, subjects) for one, (its, subjects) in self.degrees.items() if its == level)
        return [one for one, subjects in found if any(each <= subject for each in subjects)]


def _tables(credentials: Sequence[Credential]) -> tuple[dict[str, str], dict[str, Subjects]]:
    """Credentials by whole name, and the level and subjects of each degree."""
    whole = {_bare(name): str(one.id) for one in credentials for name in (one.label, *one.aliases)}
    return whole, {str(one.id): _subjects(one) for one in credentials if one.kind == "degree"}


def _level_and_subject(words: str) -> tuple[str, frozenset[str]]:
    """The level of a degree and the words of its subject; no level where it names none."""
    level = next((name for name, sign in _DEGREES if sign.search(words)), "")
    sign = dict(_DEGREES).get(level)
    rest = sign.sub(" ", words) if sign else ""
    return level, frozenset(_bare(rest).split()) - _NOT_A_SUBJECT


def _subjects(credential: Credential) -> Subjects:
    named = [_level_and_subject(name) for name in (credential.label, *credential.aliases)]
    level = named[0][0]
    return level, tuple(dict.fromkeys(subject for its, subject in named if its == level and subject))


def _bare(name: str) -> str:
    return re.sub(r"[^\w+#]+|_+", " ", name.casefold()).strip()
