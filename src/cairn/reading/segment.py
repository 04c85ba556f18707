"""Lines of any reader → the résumé: sections, then each section by its kind."""

from dataclasses import dataclass, field, replace
from datetime import date

from cairn.errors import Problem
from cairn.reading.contact import read_contact
from cairn.reading.education import read_education
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
from cairn.reading.prose import find_plain_jobs, find_told_jobs
from cairn.reading.rails import is_sentence, title_score
from cairn.reading.sections import Section, find_sections
from cairn.reading.sorting import sort_sections
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
    "hobby": "hobby",
}


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
    sections = sort_sections(find_sections(lines), today=today)
    header = [line for section in sections if section.kind in {"header", "contact"} for line in section.lines]
    found = read_contact(header, lines, links=page.links, today=today)
    _read_rest(found.rest, draft)
    for section in _joined(sections):
        _READERS.get(section.kind, _read_other)(section, draft)
    draft.certificates += _unsaid(found.credentials, draft)
    draft.experiences += _told_besides(draft)
    if not (draft.experiences or draft.education):
        draft.experiences += find_plain_jobs(quote_lines(list(lines)), today=today)
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


def _told_besides(draft: _Draft) -> list[Experience]:
    """What the summary tells of jobs; beside stated ones only what is dated and not among them."""
    told = list(find_told_jobs(draft.summary, today=draft.today))
    if not draft.experiences:
        return told
    known = {one.title.casefold() for one in draft.experiences}
    return [one for one in told if one.start and one.title.casefold() not in known]


def _unsaid(letters: list[Line], draft: _Draft) -> list[HeldCertificate]:
    """The letters after the name that no certificate told of already repeats."""
    told = {word.strip("(),.") for one in draft.certificates for word in one.text.split()}
    new = [line for line in letters if line.text not in told]
    return read_certificates(new, "certificate", today=draft.today)


def _joined(sections: list[Section]) -> list[Section]:
    """Parts of one section that an inline heading or a column had parted, together again."""
    return [section for section in sections if section.kind not in {"header", "contact"}]


def _with_doubts(resume: Resume) -> Resume:

    doubts = []
    if not (resume.experiences or resume.education or resume.skills or resume.certificates):
        message = "Nothing in the document reads as work, study or skills; give a résumé that names some."
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
        count = len(resume.not_understood)
        message = (
            "One passage was not understood; it is listed."
            if count == 1
            else f"{count} passages were not understood; they are listed."
        )
        doubts.append(Problem(severity="info", code="not-understood", message=message))
    return replace(resume, problems=(*resume.problems, *doubts))


# ------------------------------------------------------------------ each kind


def _read_rest(lines: list[Line], draft: _Draft) -> None:
    for line in lines:
        (draft.summary if is_sentence(line.text) and len(line.text.split()) > 5 else draft.unread).extend(
            quote_lines([line])
        )


def _read_experience(section: Section, draft: _Draft) -> None:
    kind = _EXPERIENCES[section.kind]
    read, loose = read_experiences(section.lines, kind, today=draft.today, leads=section.leads)
    if section.title == "volunteer":
        read = [_labelled_volunteer(one) for one in read]
    above = draft.experiences[-1] if draft.experiences else None
    draft.experiences += [_dated_like(above, one) for one in read] if section.leads and above else read
    draft.unread += quote_lines(loose)


def _labelled_volunteer(one: Experience) -> Experience:
    """`Volunteer: Harbour Shelter, …` has its title in the label; a lone name is the organisation."""
    if one.title and (one.organisation or title_score(one.title) >= 2):
        return one
    return replace(one, title="Volunteer", organisation=one.organisation or one.title)


def _dated_like(above: Experience, one: Experience) -> Experience:
    """What follows on the line of an experience without dates of its own shares its dates."""
    if one.dates or one.place.line != above.place.line or not above.dates:
        return one
    return replace(one, start=above.start, end=above.end, is_current=above.is_current, dates=above.dates)


def _read_education(section: Section, draft: _Draft) -> None:
    read, loose = read_education(section.lines, today=draft.today, leads=section.leads)
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
    "hobby": _read_experience,
    "education": _read_education,
    "skills": _read_skills,
    "languages": _read_languages,
    "certificates": _read_certificates,
    "awards": _read_awards,
    "summary": _read_summary,
    "interests": _read_interests,
    "publications": _read_publications,
}
