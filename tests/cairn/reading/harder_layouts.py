# ruff: noqa: E501 - templates and tables read better unbroken
"""Résumés as PDF that are harder to read: exports, grids, two pages, other customs."""

from tests.cairn.reading.invented import Person, month_year
from tests.cairn.reading.layout_parts import (
    PAGE,
    bullets,
    dates_of,
    end_parts,
    escaped,
    section_head,
    side_column,
    study_text,
    top,
    typeset,
)


def profile_export(person: Person) -> bytes:
    """As a network prints a profile: sidebar, employer above title, duration in brackets."""
    side = (
        '#text(weight: "bold", size: 12pt)[Contact]\n\n'
        + escaped(person.email)
        + " \\ "
        + escaped(person.phone)
        + "\n\n"
    )
    side += (
        '#text(weight: "bold", size: 12pt)[Top Skills]\n\n'
        + " \\ ".join(map(escaped, person.skills))
        + "\n\n"
    )
    side += '#text(weight: "bold", size: 12pt)[Languages]\n\nEnglish (native) \\ German (basic)\n'
    jobs = "".join(
        f"{escaped(job.employer)} \\\n#text(size: 11pt)[{escaped(job.title)}] \\\n{month_year(job.start)} - {month_year(job.end)} "
        f"(2 years 3 months) \\\n{job.place}\n{bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"{escaped(s.school)} \\\n{escaped(s.degree)}, {escaped(s.area)} · ({s.start} - {s.end})\n\n"
        for s in person.studies
    )
    main = (
        f"#text(size: 24pt)[{escaped(person.name)}]\n\n{person.place}\n\n#text(size: 15pt)[Experience]\n\n{jobs}"
        f"#text(size: 15pt)[Education]\n\n{studies}"
    )
    return typeset(PAGE + f"#grid(columns: (5cm, 1fr), column-gutter: 0.8cm, [{side}], [{main}])\n")


def roles_under_employer(person: Person) -> bytes:
    """Every employer has a line of its own and two roles below it, the second a junior one."""
    jobs = "".join(
        f"*{escaped(job.employer)}*, {job.place}\n\n_{escaped(job.title)}_ #h(1fr) {dates_of(job)}\n{bullets(job)}\n"
        f"_Trainee_ #h(1fr) {month_year((job.start[0] - 1, job.start[1]))} – {month_year(job.start)}\n- Learnt the trade\n\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))


def title_below_dates(person: Person) -> bytes:
    jobs = "".join(
        f"{dates_of(job)} \\\n{escaped(job.title)} \\\n{escaped(job.employer)}, {job.place}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))


def numeric_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{escaped(job.title)}* · {escaped(job.employer)} · {job.place} \\\n{job.start[1]:02d}\\/{job.start[0]} – "
        f"{f'{job.end[1]:02d}/{job.end[0]}' if job.end else 'now'}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("WORK") + jobs + end_parts(person))


def unmarked_deeds(person: Person) -> bytes:
    """Deeds on lines of their own, without bullets."""
    jobs = "".join(
        f"*{escaped(job.title)}* #h(1fr) {dates_of(job)} \\\n{escaped(job.employer)}, {job.place} \\\n"
        + " \\\n".join(map(escaped, job.deeds)) + "\n\n"
        for job in person.jobs
    )  # fmt: skip
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))


def caps_without_style(person: Person) -> bytes:
    """One size, no bold: headings are only capitals; contact to the right of the name."""
    top = f"{escaped(person.name)} #h(1fr) {escaped(person.email)} \\\n{person.place} #h(1fr) {escaped(person.phone)}\n\n"
    jobs = "".join(
        f"{escaped(job.employer)}, {job.place} \\\n{escaped(job.title)}, {dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(f"{s.end} {escaped(study_text(s))}, {escaped(s.school)}\n\n" for s in person.studies)
    body = f"EXPERIENCE\n\n{jobs}EDUCATION\n\n{studies}SKILLS\n\n{escaped('; '.join(person.skills))}\n"
    return typeset(PAGE + top + body)


def skills_grid_and_groups(person: Person) -> bytes:
    """Education first, skills in a grid of three columns, titles “at” employers."""
    studies = "".join(
        f"*{escaped(s.school)}* #h(1fr) {s.start}–{s.end} \\\n{escaped(s.degree)} in {escaped(s.area)}\n\n"
        for s in person.studies
    )
    skills = (
        "#grid(columns: (1fr, 1fr, 1fr), row-gutter: 6pt, "
        + ", ".join(f"[{escaped(skill)}]" for skill in person.skills)
        + ")\n"
    )
    jobs = "".join(
        f"*{escaped(job.title)} at {escaped(job.employer)}* \\\n_{dates_of(job)}, {job.place}_\n{bullets(job)}\n"
        for job in person.jobs
    )
    body = (
        section_head("Education")
        + studies
        + section_head("Core competencies")
        + skills
        + section_head("Professional Background")
        + jobs
    )
    return typeset(PAGE + top(person) + body)


def two_pages_with_sidebar(person: Person) -> bytes:
    """A sidebar on every page; the main column runs on over the page."""
    jobs = "".join(
        f"*{escaped(job.title)}* \\\n{escaped(job.employer)} | {dates_of(job)}\n{bullets(job)}#v(4cm)\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{escaped(study_text(s))}* \\\n{escaped(s.school)} | {s.start} – {s.end}\n\n"
        for s in person.studies
    )
    main = (
        f"#text(size: 20pt)[{escaped(person.name)}]\n"
        + section_head("Experience")
        + jobs
        + section_head("Education")
        + studies
    )
    side = side_column(person)
    page = "#set page(margin: (left: 7.5cm, rest: 2cm), background: place(top + left, dx: 1.5cm, dy: 2cm, "
    return typeset(
        "#set text(size: 10pt)\n"
        + page
        + f"context if here().page() == 1 [#block(width: 5cm)[{side}]]))\n"
        + main
    )


def lebenslauf(person: Person) -> bytes:
    """A German table: dates left, German headings and month numbers."""
    rows = "".join(
        f"[{job.start[1]:02d}.{job.start[0]} – {f'{job.end[1]:02d}.{job.end[0]}' if job.end else 'heute'}], "
        f"[*{escaped(job.title)}* \\ {escaped(job.employer)}, {job.place}\n{bullets(job)}],\n"
        for job in person.jobs
    )
    schools = "".join(
        f"[{s.start} – {s.end}], [{escaped(s.school)} \\ {escaped(study_text(s))}],\n" for s in person.studies
    )
    grid = "#grid(columns: (4cm, 1fr), row-gutter: 9pt, "
    body = (
        section_head("Berufserfahrung")
        + f"{grid}{rows})\n"
        + section_head("Ausbildung")
        + f"{grid}{schools})\n"
    )
    return typeset(PAGE + top(person) + body + section_head("Kenntnisse") + escaped(", ".join(person.skills)))
