# ruff: noqa: E501 - templates and tables read better unbroken
"""Ways people lay a résumé out: an invented person → the file's bytes.

Each layout is a function of a person; `LAYOUTS` names them with their endings.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.cairn.reading.invented import Job, Person, Study, month_year

Layout = Callable[[Person], bytes]


def dates_of(job: Job) -> str:
    return f"{month_year(job.start)} – {month_year(job.end)}"


def _esc(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\#$*_`<>@[]~'\"/-" else mark for mark in text)


def _typst(source: str) -> bytes:
    import typst

    return typst.compile(source.encode())


_PAGE = "#set page(margin: 2cm)\n#set text(size: 10pt)\n#set par(justify: false)\n"


def _bullets(job: Job) -> str:
    return "".join(f"- {_esc(deed)}\n" for deed in job.deeds)


def _study_text(study: Study) -> str:
    return f"{study.degree} {study.area}"


def _contact(person: Person) -> str:
    return f"{person.email} | {person.phone} | {person.place}"


# ------------------------------------------------------------------ PDF


def _section(title: str) -> str:
    return f'#v(6pt)\n#text(size: 13pt, weight: "bold")[{title}]\n\n'


def _end_parts(person: Person) -> str:
    studies = "".join(
        f"*{_esc(_study_text(s))}*, {_esc(s.school)} #h(1fr) {s.start} – {s.end}\n\n" for s in person.studies
    )
    languages = ", ".join(f"{name} ({how})" for name, how in person.languages)
    return (
        _section("Education") + studies + _section("Skills") + _esc(", ".join(person.skills)) + "\n"
        + _section("Languages") + languages + "\n"
    )  # fmt: skip


def _top(person: Person) -> str:
    return f"#align(center)[#text(size: 22pt)[{_esc(person.name)}] \\ {_esc(_contact(person))}]\n"


def title_first_right_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{_esc(job.title)}* #h(1fr) {dates_of(job)} \\\n_{_esc(job.employer)}_ #h(1fr) {job.place}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Work experience") + jobs + _end_parts(person))


def employer_first_right_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{_esc(job.employer)}* #h(1fr) {job.place} \\\n_{_esc(job.title)}_ #h(1fr) {dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


def one_line_heads(person: Person) -> bytes:
    jobs = "".join(
        f"*{_esc(job.title)}*, {_esc(job.employer)}, {job.place} ({dates_of(job)})\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Employment history") + jobs + _end_parts(person))


def pipes(person: Person) -> bytes:
    jobs = "".join(
        f"{_esc(job.title)} | {_esc(job.employer)} | {job.place} | {dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("PROFESSIONAL EXPERIENCE") + jobs + _end_parts(person))


def date_rail(person: Person) -> bytes:
    jobs = "".join(
        f"[#text(size: 9pt)[{dates_of(job)}]], [*{_esc(job.title)}* \\ {_esc(job.employer)}, {job.place}\n{_bullets(job)}],\n"
        for job in person.jobs
    )
    grid = f"#grid(columns: (3.2cm, 1fr), row-gutter: 10pt, {jobs})\n"
    return _typst(_PAGE + _top(person) + _section("Experience") + grid + _end_parts(person))


def label_rail(person: Person) -> bytes:
    """Section headings stand in a rail to the left of their content."""
    jobs = "".join(
        f"*{_esc(job.title)}*, {_esc(job.employer)} #h(1fr) {dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{_esc(_study_text(s))}*, {_esc(s.school)} #h(1fr) {s.start} – {s.end}\n\n" for s in person.studies
    )
    rows = (("Experience", jobs), ("Education", studies), ("Skills", _esc(", ".join(person.skills))))
    grid = "".join(f'[#text(weight: "bold")[{name}]], [{body}],\n' for name, body in rows)
    return _typst(_PAGE + _top(person) + f"#grid(columns: (2.6cm, 1fr), row-gutter: 14pt, {grid})\n")


def _side(person: Person) -> str:
    skills = " \\\n".join(_esc(skill) for skill in person.skills)
    languages = " \\\n".join(f"{name} ({how})" for name, how in person.languages)
    contact = " \\\n".join(map(_esc, (person.email, person.phone, person.place)))
    return (
        _section("Contact")
        + contact
        + "\n"
        + _section("Skills")
        + skills
        + "\n"
        + _section("Languages")
        + languages
        + "\n"
    )


def _main(person: Person) -> str:
    jobs = "".join(
        f"*{_esc(job.title)}* \\\n{_esc(job.employer)}, {job.place} \\\n{dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{_esc(_study_text(s))}* \\\n{_esc(s.school)}, {s.start} – {s.end}\n\n" for s in person.studies
    )
    return _section("Experience") + jobs + _section("Education") + studies


def left_sidebar(person: Person) -> bytes:
    name = f"#text(size: 22pt)[{_esc(person.name)}]\n"
    grid = f"#grid(columns: (5cm, 1fr), column-gutter: 1cm, [{_side(person)}], [{_main(person)}])\n"
    return _typst(_PAGE + name + grid)


def right_sidebar(person: Person) -> bytes:
    name = f"#text(size: 22pt)[{_esc(person.name)}]\n"
    grid = f"#grid(columns: (1fr, 4.6cm), column-gutter: 0.8cm, [{name}{_main(person)}], [{_side(person)}])\n"
    return _typst(_PAGE + grid)


def dates_as_headings(person: Person) -> bytes:
    jobs = "".join(
        f"{dates_of(job)} \\\n*{_esc(job.title)}*, {_esc(job.employer)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Career history") + jobs + _end_parts(person))


def small_caps_dashes(person: Person) -> bytes:
    jobs = "".join(
        f"{_esc(job.employer)} — {_esc(job.title)} #h(1fr) {dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


def prose_bodies(person: Person) -> bytes:
    """No bullets: each deed a sentence of one paragraph."""
    jobs = "".join(
        f"*{_esc(job.title)}* at *{_esc(job.employer)}* #h(1fr) {dates_of(job)} \\\n{_esc('. '.join(job.deeds))}.\n\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


# ------------------------------------------------------------------ harder ones


def profile_export(person: Person) -> bytes:
    """As a network prints a profile: sidebar, employer above title, duration in brackets."""
    side = (
        '#text(weight: "bold", size: 12pt)[Contact]\n\n'
        + _esc(person.email)
        + " \\ "
        + _esc(person.phone)
        + "\n\n"
    )
    side += (
        '#text(weight: "bold", size: 12pt)[Top Skills]\n\n' + " \\ ".join(map(_esc, person.skills)) + "\n\n"
    )
    side += '#text(weight: "bold", size: 12pt)[Languages]\n\nEnglish (native) \\ German (basic)\n'
    jobs = "".join(
        f"{_esc(job.employer)} \\\n#text(size: 11pt)[{_esc(job.title)}] \\\n{month_year(job.start)} - {month_year(job.end)} "
        f"(2 years 3 months) \\\n{job.place}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(
        f"{_esc(s.school)} \\\n{_esc(s.degree)}, {_esc(s.area)} · ({s.start} - {s.end})\n\n"
        for s in person.studies
    )
    main = (
        f"#text(size: 24pt)[{_esc(person.name)}]\n\n{person.place}\n\n#text(size: 15pt)[Experience]\n\n{jobs}"
        f"#text(size: 15pt)[Education]\n\n{studies}"
    )
    return _typst(_PAGE + f"#grid(columns: (5cm, 1fr), column-gutter: 0.8cm, [{side}], [{main}])\n")


def roles_under_employer(person: Person) -> bytes:
    """Every employer has a line of its own and two roles below it, the second a junior one."""
    jobs = "".join(
        f"*{_esc(job.employer)}*, {job.place}\n\n_{_esc(job.title)}_ #h(1fr) {dates_of(job)}\n{_bullets(job)}\n"
        f"_Trainee_ #h(1fr) {month_year((job.start[0] - 1, job.start[1]))} – {month_year(job.start)}\n- Learnt the trade\n\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


def title_below_dates(person: Person) -> bytes:
    jobs = "".join(
        f"{dates_of(job)} \\\n{_esc(job.title)} \\\n{_esc(job.employer)}, {job.place}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


def numeric_dates(person: Person) -> bytes:
    jobs = "".join(
        f"*{_esc(job.title)}* · {_esc(job.employer)} · {job.place} \\\n{job.start[1]:02d}\\/{job.start[0]} – "
        f"{f'{job.end[1]:02d}/{job.end[0]}' if job.end else 'now'}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    return _typst(_PAGE + _top(person) + _section("WORK") + jobs + _end_parts(person))


def unmarked_deeds(person: Person) -> bytes:
    """Deeds on lines of their own, without bullets."""
    jobs = "".join(
        f"*{_esc(job.title)}* #h(1fr) {dates_of(job)} \\\n{_esc(job.employer)}, {job.place} \\\n"
        + " \\\n".join(map(_esc, job.deeds)) + "\n\n"
        for job in person.jobs
    )  # fmt: skip
    return _typst(_PAGE + _top(person) + _section("Experience") + jobs + _end_parts(person))


def caps_without_style(person: Person) -> bytes:
    """One size, no bold: headings are only capitals; contact to the right of the name."""
    top = f"{_esc(person.name)} #h(1fr) {_esc(person.email)} \\\n{person.place} #h(1fr) {_esc(person.phone)}\n\n"
    jobs = "".join(
        f"{_esc(job.employer)}, {job.place} \\\n{_esc(job.title)}, {dates_of(job)}\n{_bullets(job)}\n"
        for job in person.jobs
    )
    studies = "".join(f"{s.end} {_esc(_study_text(s))}, {_esc(s.school)}\n\n" for s in person.studies)
    body = f"EXPERIENCE\n\n{jobs}EDUCATION\n\n{studies}SKILLS\n\n{_esc('; '.join(person.skills))}\n"
    return _typst(_PAGE + top + body)


def skills_grid_and_groups(person: Person) -> bytes:
    """Education first, skills in a grid of three columns, titles “at” employers."""
    studies = "".join(
        f"*{_esc(s.school)}* #h(1fr) {s.start}–{s.end} \\\n{_esc(s.degree)} in {_esc(s.area)}\n\n"
        for s in person.studies
    )
    skills = (
        "#grid(columns: (1fr, 1fr, 1fr), row-gutter: 6pt, "
        + ", ".join(f"[{_esc(skill)}]" for skill in person.skills)
        + ")\n"
    )
    jobs = "".join(
        f"*{_esc(job.title)} at {_esc(job.employer)}* \\\n_{dates_of(job)}, {job.place}_\n{_bullets(job)}\n"
        for job in person.jobs
    )
    body = (
        _section("Education")
        + studies
        + _section("Core competencies")
        + skills
        + _section("Professional Background")
        + jobs
    )
    return _typst(_PAGE + _top(person) + body)


def two_pages_with_sidebar(person: Person) -> bytes:
    """A sidebar on every page; the main column runs on over the page."""
    jobs = "".join(
        f"*{_esc(job.title)}* \\\n{_esc(job.employer)} | {dates_of(job)}\n{_bullets(job)}#v(4cm)\n"
        for job in person.jobs
    )
    studies = "".join(
        f"*{_esc(_study_text(s))}* \\\n{_esc(s.school)} | {s.start} – {s.end}\n\n" for s in person.studies
    )
    main = (
        f"#text(size: 20pt)[{_esc(person.name)}]\n"
        + _section("Experience")
        + jobs
        + _section("Education")
        + studies
    )
    side = _side(person)
    page = "#set page(margin: (left: 7.5cm, rest: 2cm), background: place(top + left, dx: 1.5cm, dy: 2cm, "
    return _typst(
        "#set text(size: 10pt)\n"
        + page
        + f"context if here().page() == 1 [#block(width: 5cm)[{side}]]))\n"
        + main
    )


def lebenslauf(person: Person) -> bytes:
    """A German table: dates left, German headings and month numbers."""
    rows = "".join(
        f"[{job.start[1]:02d}.{job.start[0]} – {f'{job.end[1]:02d}.{job.end[0]}' if job.end else 'heute'}], "
        f"[*{_esc(job.title)}* \\ {_esc(job.employer)}, {job.place}\n{_bullets(job)}],\n"
        for job in person.jobs
    )
    schools = "".join(
        f"[{s.start} – {s.end}], [{_esc(s.school)} \\ {_esc(_study_text(s))}],\n" for s in person.studies
    )
    grid = "#grid(columns: (4cm, 1fr), row-gutter: 9pt, "
    body = _section("Berufserfahrung") + f"{grid}{rows})\n" + _section("Ausbildung") + f"{grid}{schools})\n"
    return _typst(_PAGE + _top(person) + body + _section("Kenntnisse") + _esc(", ".join(person.skills)))


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
    lines += ["", "Education:", *(f"{s.end}: {_study_text(s)}, {s.school}" for s in person.studies)]
    lines += ["", "Skills:", *(f"* {skill}" for skill in person.skills)]
    return "\n".join(lines).encode("cp1252", errors="replace")


# ------------------------------------------------------------------ text, Markdown, HTML


def plain_text(person: Person) -> bytes:
    lines = [person.name, _contact(person), "", "EXPERIENCE", ""]
    for job in person.jobs:
        lines += [
            f"{job.title}, {job.employer}, {job.place}",
            dates_of(job),
            *(f"- {deed}" for deed in job.deeds),
            "",
        ]
    lines += ["EDUCATION", *(f"{_study_text(s)}, {s.school}, {s.start}-{s.end}" for s in person.studies), ""]
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
        lines += [study.school, _study_text(study), f"{study.start} - {study.end}"]
    lines += ["Skills", ", ".join(person.skills)]
    return "\n".join(lines).encode()


def markdown(person: Person) -> bytes:
    lines = [f"# {person.name}", "", _contact(person), "", "## Experience", ""]
    for job in person.jobs:
        lines += [f"### {job.title} — {job.employer}", f"*{dates_of(job)}*, {job.place}", ""]
        lines += [*(f"- {deed}" for deed in job.deeds), ""]
    lines += [
        "## Education",
        *(f"- **{_study_text(s)}**, {s.school} ({s.start}–{s.end})" for s in person.studies),
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
        f"<tr><td>{s.start} – {s.end}</td><td>{escape(_study_text(s))}</td><td>{escape(s.school)}</td></tr>"
        for s in person.studies
    )
    skills = "".join(f"<li>{escape(skill)}</li>" for skill in person.skills)
    return (
        f"<!doctype html><html><head><title>CV</title><style>p{{}}</style></head><body><h1>{escape(person.name)}</h1>"
        f"<p>{escape(_contact(person))}</p><h2>Experience</h2>{jobs}<h2>Education</h2><table>{studies}</table>"
        f"<h2>Skills</h2><ul>{skills}</ul><h2>Languages</h2><p>English (native), German (basic)</p></body></html>"
    ).encode()


# ------------------------------------------------------------------ DOCX


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_tabs(person: Person) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(person.name, 0)
    document.add_paragraph(_contact(person))
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
        document.add_paragraph(f"{_study_text(study)}, {study.school}\t{study.start} – {study.end}")
    document.add_heading("Skills", 1)
    document.add_paragraph(", ".join(person.skills))
    return _saved(document)


def word_table(person: Person) -> bytes:
    """Dates in the left cells of a table, everything else in the right ones; contact in the page header."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = _contact(person)
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
        right.text = f"{_study_text(study)}, {study.school}"
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
        right.add_paragraph(f"{_study_text(study)}, {study.school}, {study.end}")
    return _saved(document)


LAYOUTS: dict[str, tuple[str, Layout]] = {
    made.__name__: (ending, made)
    for ending, layouts in (
        (
            ".pdf",
            (
                title_first_right_dates,
                employer_first_right_dates,
                one_line_heads,
                pipes,
                date_rail,
                label_rail,
                left_sidebar,
                right_sidebar,
                dates_as_headings,
                small_caps_dashes,
                prose_bodies,
                profile_export,
                roles_under_employer,
                title_below_dates,
                numeric_dates,
                unmarked_deeds,
                caps_without_style,
                skills_grid_and_groups,
                two_pages_with_sidebar,
                lebenslauf,
            ),
        ),
        (".txt", (plain_text, bare_text, text_company_first)),
        (".md", (markdown,)),
        (".html", (web_page,)),
        (".docx", (word_tabs, word_table, word_two_columns)),
    )
    for made in layouts
}
