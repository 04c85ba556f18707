"""Which degrees, licences and certifications a résumé says the person holds.

They are looked for where credentials stand (education, certificates, the lines
beside the name), not everywhere. What the person says wins over what was read.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from cairn.catalogue.values import Catalogue
from cairn.match.credentials import CredentialFinder
from cairn.profile.values import HeldCredential
from cairn.reading.values import Education, Resume
from cairn.units import CredentialId, Month

_SAYS_HELD = re.compile(r"\b(certified|licen[cs]ed|qualified|certificate|licen[cs]e holder)\b", re.IGNORECASE)
EVERYDAY = "usual for people who have worked"
_NO_SCHOOL = re.compile(
    r"\b(?:no|without(?: a| any)?|(?:did not|didn't|never) (?:finish|complete)|left|dropped out of)"
    r" (?:\w+ ){0,2}?(?:school|diploma|GED)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(in progress|expected|ongoing|candidate|not completed|unfinished|dropped out)\b", re.IGNORECASE
)


def find_credentials(
    resume: Resume, finder: CredentialFinder, *, today: date, said: Mapping[CredentialId, bool]
) -> dict[CredentialId, HeldCredential]:
    """Held credentials with the words they come from, then what those include.

    `said` are the person's own answers and win over what was read.
    """
    read = [one for one in _named(resume, finder, today) if said.get(one.credential, True)]
    held = {one.credential: one for one in reversed(read)}
    for credential in (name for name, is_held in said.items() if is_held):
        held[credential] = _held(finder.catalogue, credential, quote="your answer")
    for credential in finder.catalogue.included_credentials(frozenset(held)) - held.keys():
        if said.get(credential, True):
            implied = _held(
                finder.catalogue, credential, quote=_including(finder.catalogue, credential, held)
            )
            held[credential] = replace(implied, is_implied=True)
    return held


def everyday_credentials(
    resume: Resume,
    finder: CredentialFinder,
    held: Collection[CredentialId],
    said: Mapping[CredentialId, bool],
) -> dict[CredentialId, HeldCredential]:
    """What nearly everybody who has worked holds, where neither résumé nor person says otherwise."""
    if not any(one.kind == "job" for one in resume.experiences) or _NO_SCHOOL.search(resume.text):
        return {}
    under_way = {
        name
        for study in resume.education
        if study.is_current or _UNFINISHED.search(f"{study.degree} {study.dates}")
        for name in finder.find(f"{study.degree} {study.area}", with_degree=True)
    }
    return {
        one.id: HeldCredential(credential=one.id, label=one.label, quote=EVERYDAY, is_implied=True)
        for one in finder.catalogue.credentials.values()
        if one.is_everyday and one.id not in held and one.id not in under_way and said.get(one.id, True)
    }


def _held(catalogue: Catalogue, credential: CredentialId, *, quote: str) -> HeldCredential:
    entry = catalogue.credentials.get(credential)
    return HeldCredential(credential=credential, label=entry.label if entry else credential, quote=quote)


def _including(catalogue: Catalogue, credential: CredentialId, held: Iterable[CredentialId]) -> str:
    owners = (one for one in held if credential in catalogue.included_credentials(frozenset({one})))
    return "included in " + ", ".join(catalogue.credentials[one].label for one in owners)


def _named(resume: Resume, finder: CredentialFinder, today: date) -> list[HeldCredential]:
    """Every credential the résumé names, in its own words."""
    found: list[HeldCredential] = []
    for education in resume.education:
        if _is_finished(education, today):
            words = f"{education.degree} {education.area}".strip()
            found += _in_words(finder, words, with_degree=True)
    for certificate in resume.certificates:
        if certificate.expires is None or certificate.expires >= Month.of(today):
            found += [
                replace(one, expires=certificate.expires)
                for one in _in_words(finder, certificate.text, with_degree=True)
            ]
    lines = [resume.contact.name, resume.headline, *(one.text for one in resume.skills)]
    lines += [
        quote.text for one in resume.experiences for quote in one.highlights if _SAYS_HELD.search(quote.text)
    ]
    return found + [held for line in lines for held in _in_words(finder, line, with_degree=False)]


def _is_finished(education: Education, today: date) -> bool:
    text = f"{education.degree} {education.dates} {' '.join(one.text for one in education.highlights)}"
    is_over = education.end is None or education.end <= Month.of(today)
    return is_over and not education.is_current and not _UNFINISHED.search(text)


def _in_words(finder: CredentialFinder, words: str, *, with_degree: bool) -> list[HeldCredential]:
    return [
        _held(finder.catalogue, name, quote=words) for name in finder.find(words, with_degree=with_degree)
    ]
