# ruff: noqa: E501 - templates and tables read better unbroken
"""Résumés as plain text, Markdown and a web page."""

from tests.cairn.reading.invented import Person
from tests.cairn.reading.layout_parts import contact_line, dates_of, study_text


def plain_text(person: Person) -> bytes:
    lines = [person.name, contact_line(person), "", "EXPERIENCE", ""]
    for job in person.jobs:
        lines += [
            f"{job.title}, {job.employer}, {job.place}",
            dates_of(job),
            *(f"- {deed}" for deed in job.deeds),
            "",
        ]
    lines += ["EDUCATION", *(f"{study_text(s)}, {s.school}, {s.start}-{s.end}" for s in person.studies), ""]
    lines += [
        "SKILLS",
        ", ".join(person.skills),
        "",
        "LANGUAGES",
        *(f"{n} - {how}" for n, how in person.languages),
    ]
    return "\n".join(lines).encode()


def bare_text(person: Person) -> bytes:
    """No blank lines, no bullets, three lines a job."""
    lines = [person.name, person.email, person.phone, person.place, "Work experience"]
    for job in person.jobs:
        lines += [job.title, job.employer, f"{job.start[0]} - {job.end[0] if job.end else 'present'}"]
    lines += ["Education"]
    for study in person.studies:
        lines += [study.school, study_text(study), f"{study.start} - {study.end}"]
    lines += ["Skills", ", ".join(person.skills)]
    return "\n".join(lines).encode()


def text_company_first(person: Person) -> bytes:
    lines = [
        person.name.upper(),
        person.place,
        f"Email: {person.email}  Phone: {person.phone}",
        "",
        "Work history:",
    ]
    for job in person.jobs:
        lines += [
            "",
            f"{job.employer} ({job.place})    {job.start[0]}-{job.end[0] if job.end else 'present'}",
            job.title,
        ]
        lines += [f"  * {deed}" for deed in job.deeds]
    lines += ["", "Education:", *(f"{s.end}: {study_text(s)}, {s.school}" for s in person.studies)]
    lines += ["", "Skills:", *(f"* {skill}" for skill in person.skills)]
    return "\n".join(lines).encode("cp1252", errors="replace")


def markdown(person: Person) -> bytes:
    lines = [f"# {person.name}", "", contact_line(person), "", "## Experience", ""]
    for job in person.jobs:
        lines += [f"### {job.title} — {job.employer}", f"*{dates_of(job)}*, {job.place}", ""]
        lines += [*(f"- {deed}" for deed in job.deeds), ""]
    lines += [
        "## Education",
        *(f"- **{study_text(s)}**, {s.school} ({s.start}–{s.end})" for s in person.studies),
        "",
    ]
    lines += [
        "## Skills",
        *(f"- {skill}" for skill in person.skills),
        "",
        "## Languages",
        "English (native), German (basic)",
    ]
    return "\n".join(lines).encode()


def web_page(person: Person) -> bytes:
    from html import escape

    jobs = "".join(
        f"<div class=job><h3>{escape(job.title)}</h3><p><b>{escape(job.employer)}</b>, {job.place}"
        f"<span class=when>{dates_of(job)}</span></p><ul>{''.join(f'<li>{escape(d)}</li>' for d in job.deeds)}</ul></div>"
        for job in person.jobs
    )
    studies = "".join(
        f"<tr><td>{s.start} – {s.end}</td><td>{escape(study_text(s))}</td><td>{escape(s.school)}</td></tr>"
        for s in person.studies
    )
    skills = "".join(f"<li>{escape(skill)}</li>" for skill in person.skills)
    return (
        f"<!doctype html><html><head><title>CV</title><style>p{{}}</style></head><body><h1>{escape(person.name)}</h1>"
        f"<p>{escape(contact_line(person))}</p><h2>Experience</h2>{jobs}<h2>Education</h2><table>{studies}</table>"
        f"<h2>Skills</h2><ul>{skills}</ul><h2>Languages</h2><p>English (native), German (basic)</p></body></html>"
    ).encode()
