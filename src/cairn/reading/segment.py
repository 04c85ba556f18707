"""Lines of any reader → the résumé: sections, then each section by its kind."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from cairn.errors import Problem
from cairn.reading.contact import EMAIL, read_contact
from cairn.reading.dates import find_spans
from cairn.reading.education import degree_score, institution_score, read_education
from cairn.reading.experience import read_experiences
from cairn.reading.lines import Line, Page, bound_lines, place_lines, quote_lines
from cairn.reading.lists import (
    is_language_list,
    is_licence,
    read_certificates,
    read_interests,
    read_languages,
    read_publications,
    read_skills,
)
from cairn.reading.prose import find_told_jobs
from cairn.reading.rails import is_sentence, organisation_score, title_score
from cairn.reading.sections import Section, find_sections, tail
from cairn.reading.values import (
    Education,
    Experience,
    ExperienceKind,
    Format,
    HeldCertificate,
    ListedSkill,
    Publication,
    Quote,
    Resume,
    SpokenLanguage,
)

_EXPERIENCES: dict[str, ExperienceKind] = {
    "experience": "job",
    "volunteering": "volunteering",
    "projects": "project",
    "care": "care",
}
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{2}[.])\s+(?=[^\W\d_])|(?<=\d[.])\s+(?=[^\W\d_])|(?<=\)[.])\s+(?=[^\W\d_])"
)


@dataclass(slots=True)
class _Draft:
    """What was read so far."""

    today: date
    summary: list[Quote] = field(default_factory=list)
    experiences: list[Experience] = field(default_factory=list)
    education: list[Education] = field(default_factory=list)
    certificates: list[HeldCertificate] = field(default_factory=list)
    languages: list[SpokenLanguage] = field(default_factory=list)
    skills: list[ListedSkill] = field(default_factory=list)
    interests: list[Quote] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    unread: list[Quote] = field(default_factory=list)


def segment(page: Page, *, form: Format, today: date) -> Resume:
    """Everything a document's lines say, with what was not understood listed."""
    bounded, told = bound_lines(page.lines)
    lines, text = place_lines(bounded)
    draft = _Draft(today)
    sections = [part for section in find_sections(lines) for part in _implied(section, today)]
    header = [line for section in sections if section.kind in {"header", "contact"} for line in section.lines]
    found = read_contact(header, lines, links=page.links, today=today)
    _read_rest(found.rest, draft)
    for section in _joined(sections):
        _READERS.get(section.kind, _read_other)(section, draft)
    if not draft.experiences:
        draft.experiences += find_told_jobs(draft.summary, today=today)
    resume = Resume(
        format=form,
        contact=found.contact,
        text=text,
        headline=found.headline,
        summary=tuple(draft.summary),
        experiences=tuple(draft.experiences),
        education=tuple(draft.education),
        certificates=tuple(draft.certificates),
        languages=tuple(draft.languages),
        skills=tuple(draft.skills),
        interests=tuple(draft.interests),
        publications=tuple(draft.publications),
        not_understood=tuple(sorted(draft.unread, key=lambda quote: quote.place.start)),
        problems=(*page.problems, *told),
    )
    return _with_doubts(resume)


def _joined(sections: list[Section]) -> list[Section]:
    """Parts of one section that an inline heading or a column had parted, together again."""
    return [section for section in sections if section.kind not in {"header", "contact"}]


def _with_doubts(resume: Resume) -> Resume:

    doubts = []
    if not (resume.experiences or resume.education or resume.skills or resume.certificates):
        message = "Nothing in the document reads as work, study or skills; is it a résumé?"
        doubts.append(Problem(severity="error", code="nothing-read", message=message))
    for one in resume.experiences:
        if one.kind == "job" and not (one.title and one.organisation):
            lacking = "job title" if not one.title else "employer"
            message = f"No {lacking} was found for “{(one.title or one.organisation or one.dates)[:60]}”."
            doubts.append(
                Problem(
                    severity="info", code=f"no-{lacking.replace(' ', '-')}", message=message, where=one.place
                )
            )
        if one.start and one.end and one.end.index() < one.start.index() and one.end < one.start:
            message = f"“{one.dates}” ends before it begins."
            doubts.append(Problem(severity="warning", code="dates", message=message, where=one.place))
    if resume.not_understood:
        message = f"{len(resume.not_understood)} passages were not understood; they are listed."
        doubts.append(Problem(severity="info", code="not-understood", message=message))
    return replace(resume, problems=(*resume.problems, *doubts))


# ------------------------------------------------------------------ parts without headings


def _implied(section: Section, today: date) -> list[Section]:
    """A part without a telling heading, cut where its lines begin to be jobs or studies."""
    if section.kind not in {"header", "summary", "other"}:
        return [section]
    out = [Section(section.kind, section.title, section.heading)]
    for at, line in enumerate(section.lines):
        for piece in _sentences(line) if section.kind == "header" and at else [line]:
            kind = _implied_kind(piece, today)
            if kind and kind != out[-1].kind:
                out.append(Section(kind))
            elif not kind and out[-1].kind in {"education", "languages"}:
                out.append(Section("header" if section.kind == "header" else "other"))
            out[-1].lines.append(piece)
    return [part for part in out if part.lines or part.heading]


def _sentences(line: Line) -> list[Line]:
    """`MSc, TU X, 2018. German (native)` says two things."""
    if not find_spans(line.text, today=date(2100, 1, 1)) or EMAIL.search(line.text):
        return [line]
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(line.text)), len(line.text)]
    pieces = []
    for start, stop in pairwise(cuts):
        piece = tail(line, start)

        pieces.append(
            replace(piece, text=line.text[start:stop].strip(), marker=line.marker if not start else "")
        )
    is_told = len(pieces) > 1 and any(
        is_language_list(piece.text) or degree_score(piece.text) >= 3 for piece in pieces
    )
    return pieces if is_told else [line]


def _implied_kind(line: Line, today: date) -> str:
    if line.marker:
        return ""
    if is_language_list(line.text):
        return "languages"
    spans = find_spans(line.text, today=today)
    before = line.text[: spans[0].begin] if spans else line.text
    words = len(before.split())
    has_degree = degree_score(line.text) >= 3 and institution_score(line.text) >= 2
    if has_degree and words <= 14 and not is_sentence(before):
        return "education"
    if is_sentence(before):
        return ""
    is_job = bool(spans) and spans[0].is_range and 1 < words <= 14 and not before[:1].islower()
    if (
        is_job
        and (title_score(before) >= 2 or organisation_score(before) >= 2)
        and not EMAIL.search(line.text)
    ):
        return "experience"
    return ""


# ------------------------------------------------------------------ each kind


def _read_rest(lines: list[Line], draft: _Draft) -> None:
    for line in lines:
        (draft.summary if is_sentence(line.text) and len(line.text.split()) > 5 else draft.unread).extend(
            quote_lines([line])
        )


def _read_experience(section: Section, draft: _Draft) -> None:
    read, loose = read_experiences(section.lines, _EXPERIENCES[section.kind], today=draft.today)
    draft.experiences += read
    draft.unread += quote_lines(loose)


def _read_education(section: Section, draft: _Draft) -> None:
    read, loose = read_education(section.lines, today=draft.today)
    draft.education += read
    draft.unread += quote_lines(loose)


def _read_skills(section: Section, draft: _Draft) -> None:
    licences = [line for line in section.lines if is_licence(line.text)]
    draft.certificates += read_certificates(licences, "licence", today=draft.today)
    skills, languages, interests = read_skills([line for line in section.lines if line not in licences])
    draft.skills += skills
    draft.languages += languages
    draft.interests += interests


def _read_languages(section: Section, draft: _Draft) -> None:
    languages, loose = read_languages(section.lines)
    draft.languages += languages
    draft.unread += quote_lines(loose)


def _read_certificates(section: Section, draft: _Draft) -> None:
    draft.certificates += read_certificates(section.lines, "certificate", today=draft.today)


def _read_awards(section: Section, draft: _Draft) -> None:
    draft.certificates += read_certificates(section.lines, "award", today=draft.today)


def _read_summary(section: Section, draft: _Draft) -> None:
    draft.summary += quote_lines(section.lines)


def _read_interests(section: Section, draft: _Draft) -> None:
    draft.interests += read_interests(section.lines)


def _read_publications(section: Section, draft: _Draft) -> None:
    read, loose = read_publications(section.lines, today=draft.today)
    draft.publications += read
    draft.unread += loose


def _read_other(section: Section, draft: _Draft) -> None:
    """A part of unknown kind, line by line: what it is when it is plain, else not understood."""
    for line in section.lines:
        if is_language_list(line.text):
            draft.languages += read_languages([line])[0]
        elif (
            title_score(line.text.split(",")[0]) >= 2
            and not is_sentence(line.text.split(",")[0])
            and section.title
            in {"other", "additional information", "additional", "miscellaneous", "sonstiges"}
        ):
            _read_experience(Section("volunteering", lines=[line]), draft)
        else:
            draft.unread += quote_lines([line])


_READERS = {
    "experience": _read_experience,
    "volunteering": _read_experience,
    "projects": _read_experience,
    "care": _read_experience,
    "education": _read_education,
    "skills": _read_skills,
    "languages": _read_languages,
    "certificates": _read_certificates,
    "awards": _read_awards,
    "summary": _read_summary,
    "interests": _read_interests,
    "publications": _read_publications,
}
