# ruff: noqa: E501 - templates and tables read better unbroken
"""Résumés as PDF, in the ways most people lay them out."""

from tests.cairn.reading.invented import Person
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


def title_first_right_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{escaped(job.title)}* #h(1fr) {dates_of(job)} \\\n_{escaped(job.employer)}_ #h(1fr) {job.place}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Work experience") + jobs + end_parts(person))


def employer_first_right_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{escaped(job.employer)}* #h(1fr) {job.place} \\\n_{escaped(job.title)}_ #h(1fr) {dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))


def one_line_heads(person: Person) -> bytes:
    jobs = "".join(
        f"*{escaped(job.title)}*, {escaped(job.employer)}, {job.place} ({dates_of(job)})\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Employment history") + jobs + end_parts(person))


def pipes(person: Person) -> bytes:
    jobs = "".join(
        f"{escaped(job.title)} | {escaped(job.employer)} | {job.place} | {dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("PROFESSIONAL EXPERIENCE") + jobs + end_parts(person))


def date_rail(person: Person) -> bytes:
    jobs = "".join(
        f"[#text(size: 9pt)[{dates_of(job)}]], [*{escaped(job.title)}* \\ {escaped(job.employer)}, {job.place}\n{bullets(job)}],\n"
        for job in person.jobs
    )
    grid = f"#grid(columns: (3.2cm, 1fr), row-gutter: 10pt, {jobs})\n"
    return typeset(PAGE + top(person) + section_head("Experience") + grid + end_parts(person))


def label_rail(person: Person) -> bytes:
    """Section headings stand in a rail to the left of their content."""
    jobs = "".join(
        f"*{escaped(job.title)}*, {escaped(job.employer)} #h(1fr) {dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{escaped(study_text(s))}*, {escaped(s.school)} #h(1fr) {s.start} – {s.end}\n\n"
        for s in person.studies
    )
    rows = (("Experience", jobs), ("Education", studies), ("Skills", escaped(", ".join(person.skills))))
    grid = "".join(f'[#text(weight: "bold")[{name}]], [{body}],\n' for name, body in rows)
    return typeset(PAGE + top(person) + f"#grid(columns: (2.6cm, 1fr), row-gutter: 14pt, {grid})\n")


def _main(person: Person) -> str:
    jobs = "".join(
        f"*{escaped(job.title)}* \\\n{escaped(job.employer)}, {job.place} \\\n{dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{escaped(study_text(s))}* \\\n{escaped(s.school)}, {s.start} – {s.end}\n\n" for s in person.studies
    )
    return section_head("Experience") + jobs + section_head("Education") + studies


def left_sidebar(person: Person) -> bytes:
    name = f"#text(size: 22pt)[{escaped(person.name)}]\n"
    grid = f"#grid(columns: (5cm, 1fr), column-gutter: 1cm, [{side_column(person)}], [{_main(person)}])\n"
    return typeset(PAGE + name + grid)


def right_sidebar(person: Person) -> bytes:
    name = f"#text(size: 22pt)[{escaped(person.name)}]\n"
    grid = f"#grid(columns: (1fr, 4.6cm), column-gutter: 0.8cm, [{name}{_main(person)}], [{side_column(person)}])\n"
    return typeset(PAGE + grid)


def dates_as_headings(person: Person) -> bytes:
    jobs = "".join(
        f"{dates_of(job)} \\\n*{escaped(job.title)}*, {escaped(job.employer)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Career history") + jobs + end_parts(person))


def small_caps_dashes(person: Person) -> bytes:
    jobs = "".join(
        f"{escaped(job.employer)} — {escaped(job.title)} #h(1fr) {dates_of(job)}\n{bullets(job)}\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))


def prose_bodies(person: Person) -> bytes:
    """No bullets: each deed a sentence of one paragraph."""
    jobs = "".join(
        f"*{escaped(job.title)}* at *{escaped(job.employer)}* #h(1fr) {dates_of(job)} \\\n{escaped('. '.join(job.deeds))}.\n\n"
        for job in person.jobs
    )
    return typeset(PAGE + top(person) + section_head("Experience") + jobs + end_parts(person))
