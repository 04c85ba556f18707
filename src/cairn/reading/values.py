"""What reading a résumé gives: drafts with the place each was found at.

Nothing here is a claim about the person yet; `profile` makes one of it, after
they confirmed or mended what was read. What was not understood is kept in
`not_understood`, with its place, never dropped. `extra` holds, as pairs of key and
JSON text, what a JSON Resume said beyond these fields, so that nothing is lost on
the way back out.
"""

from dataclasses import dataclass
from typing import Literal

from cairn.errors import Place, Problem
from cairn.units import Month

ExperienceKind = Literal["job", "study", "project", "volunteering", "hobby", "care"]
Format = Literal["pdf", "docx", "text", "markdown", "html", "json", "linkedin"]
CertificateKind = Literal["licence", "certificate", "award"]
Extra = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the source and where they stand in its text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the person can be reached; empty where the page does not say."""

    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that happened and the skills the person says it shows.

    `quote` are the words; `skills` are ids the person accepted for them, `refused`
    those they said the words do not show. `confirmed_by` is who could confirm it.
    """

    quote: Quote
    date: Month | None = None
    situation: str = ""
    action: str = ""
    result: str = ""
    confirmed_by: str = ""
    links: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """One thing the person did over a time.

    `end` is None both while it goes on (`is_current`) and when no end is known.
    `dates` are the words on the page. `highlights` are its bullets or sentences;
    `summary` is the one among them that stands as prose before the bullets.
    """

    kind: ExperienceKind
    title: str
    organisation: str = ""
    location: str = ""
    start: Month | None = None
    end: Month | None = None
    is_current: bool = False
    dates: str = ""
    highlights: tuple[Quote, ...] = ()
    summary: Quote | None = None
    evidence: tuple[Evidence, ...] = ()
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """A course of study, finished or not."""

    degree: str
    institution: str
    area: str = ""
    location: str = ""
    start: Month | None = None
    end: Month | None = None
    is_current: bool = False
    dates: str = ""
    score: str = ""
    highlights: tuple[Quote, ...] = ()
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSkill:
    """A skill from a skills section, with the word that rates it, if any.

    `rating` is a word as written (“basic”, “5 years”, “native”), `group` the
    heading it stood under (“Tools”).
    """

    text: str
    rating: str = ""
    group: str = ""
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCertificate:
    """A licence, certificate or award as the page words it.

    `status` is what the page says of its validity (“active”, “in progress”).
    """

    text: str
    kind: CertificateKind = "certificate"
    issuer: str = ""
    granted: Month | None = None
    expires: Month | None = None
    status: str = ""
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """A language with the word that says how well (“native”, “B2”)."""

    language: str
    fluency: str = ""
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Something the person wrote, as the page words it."""

    title: str
    publisher: str = ""
    authors: str = ""
    date: Month | None = None
    url: str = ""
    place: Place
    extra: Extra = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Everything that was read from one document.

    `text` is the document in reading order; every `Place.start`/`end` points
    into it.
    """

    format: Format
    contact: Contact
    text: str
    headline: str = ""
    summary: tuple[Quote, ...] = ()
    experiences: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    certificates: tuple[HeldCertificate, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    skills: tuple[ListedSkill, ...] = ()
    interests: tuple[Quote, ...] = ()
    publications: tuple[Publication, ...] = ()
    not_understood: tuple[Quote, ...] = ()
    problems: tuple[Problem, ...] = ()
    extra: Extra = ()
