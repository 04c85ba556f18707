"""Résumés as Word documents: with tabs, a table, two columns."""

from io import BytesIO
from typing import Any

from tests.cairn.reading.invented import Person
from tests.cairn.reading.layout_parts import contact_line, dates_of, study_text


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_tabs(person: Person) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(person.name, 0)
    document.add_paragraph(contact_line(person))
    document.add_heading("Experience", 1)
    for job in person.jobs:
        head = document.add_paragraph()
        head.add_run(job.title).bold = True
        head.add_run(f"\t{dates_of(job)}")
        document.add_paragraph(f"{job.employer}, {job.place}")
        for deed in job.deeds:
            document.add_paragraph(deed, style="List Bullet")
    document.add_heading("Education", 1)
    for study in person.studies:
        document.add_paragraph(f"{study_text(study)}, {study.school}\t{study.start} – {study.end}")
    document.add_heading("Skills", 1)
    document.add_paragraph(", ".join(person.skills))
    return _saved(document)


def word_table(person: Person) -> bytes:
    """Dates in the left cells of a table, everything else in the right ones; contact in the page header."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = contact_line(person)
    document.add_paragraph(person.name, style="Title")
    bold = document.add_paragraph().add_run("WORK EXPERIENCE")
    bold.bold = True
    table = document.add_table(rows=0, cols=2)
    for job in person.jobs:
        left, right = table.add_row().cells
        left.text = dates_of(job)
        right.paragraphs[0].add_run(job.title).bold = True
        right.add_paragraph(f"{job.employer}, {job.place}")
        for deed in job.deeds:
            right.add_paragraph(deed, style="List Bullet")
    document.add_paragraph().add_run("EDUCATION").bold = True
    table = document.add_table(rows=0, cols=2)
    for study in person.studies:
        left, right = table.add_row().cells
        left.text = f"{study.start} – {study.end}"
        right.text = f"{study_text(study)}, {study.school}"
    document.add_paragraph().add_run("SKILLS").bold = True
    for skill in person.skills:
        document.add_paragraph(skill, style="List Bullet")
    return _saved(document)


def word_two_columns(person: Person) -> bytes:
    """A table of one row with two cells is a sidebar and a main column."""
    import docx

    document = docx.Document()
    document.add_heading(person.name, 0)
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "CONTACT"
    for text in (person.email, person.phone, person.place, "SKILLS", *person.skills):
        left.add_paragraph(text)
    right.text = "EXPERIENCE"
    for job in person.jobs:
        right.add_paragraph(f"{job.title}, {job.employer}")
        right.add_paragraph(dates_of(job))
        for deed in job.deeds:
            right.add_paragraph(deed, style="List Bullet")
    right.add_paragraph("EDUCATION")
    for study in person.studies:
        right.add_paragraph(f"{study_text(study)}, {study.school}, {study.end}")
    return _saved(document)
