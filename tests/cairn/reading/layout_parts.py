# ruff: noqa: E501 - templates and tables read better unbroken
"""What several layouts have in common: dates, a head, sections, and typesetting."""

from tests.cairn.reading.invented import Job, Person, Study, month_year


def dates_of(job: Job) -> str:
    return f"{month_year(job.start)} – {month_year(job.end)}"


def side_column(person: Person) -> str:
    skills = " \\\n".join(escaped(skill) for skill in person.skills)
    languages = " \\\n".join(f"{name} ({how})" for name, how in person.languages)
    contact = " \\\n".join(map(escaped, (person.email, person.phone, person.place)))
    return (
        section_head("Contact")
        + contact
        + "\n"
        + section_head("Skills")
        + skills
        + "\n"
        + section_head("Languages")
        + languages
        + "\n"
    )


def escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\#$*_`<>@[]~'\"/-" else mark for mark in text)


def typeset(source: str) -> bytes:
    import typst

    return typst.compile(source.encode())


PAGE = "#set page(margin: 2cm)\n#set text(size: 10pt)\n#set par(justify: false)\n"


def bullets(job: Job) -> str:
    return "".join(f"- {escaped(deed)}\n" for deed in job.deeds)


def study_text(study: Study) -> str:
    return f"{study.degree} {study.area}"


def contact_line(person: Person) -> str:
    return f"{person.email} | {person.phone} | {person.place}"


def section_head(title: str) -> str:
    return f'#v(6pt)\n#text(size: 13pt, weight: "bold")[{title}]\n\n'


def end_parts(person: Person) -> str:
    studies = "".join(
        f"*{escaped(study_text(s))}*, {escaped(s.school)} #h(1fr) {s.start} – {s.end}\n\n"
        for s in person.studies
    )
    languages = ", ".join(f"{name} ({how})" for name, how in person.languages)
    return (
        section_head("Education") + studies + section_head("Skills") + escaped(", ".join(person.skills)) + "\n"
        + section_head("Languages") + languages + "\n"
    )  # fmt: skip


def top(person: Person) -> str:
    return f"#align(center)[#text(size: 22pt)[{escaped(person.name)}] \\ {escaped(contact_line(person))}]\n"
