# ruff: noqa: E501 - texts read better unbroken
"""Parts of a résumé told by general signs: small texts, worked by hand."""

from textwrap import dedent

from tests.cairn.reading.checks import TODAY

from cairn.reading.plain import read_markdown, read_text
from cairn.reading.segment import segment
from cairn.reading.values import Resume


def read(text: str) -> Resume:
    return segment(read_text(dedent(text).strip()), form="text", today=TODAY)


def heads(resume: Resume) -> list[tuple[str, str, str]]:
    return [(one.kind, one.title, one.organisation) for one in resume.experiences]


def test_roles_under_one_employer_take_its_name_and_a_care_break_does_not() -> None:
    resume = read("""
        Sukarno
        Jakarta, Indonesia | sukarno@example.org

        EXPERIENCE
        Acme Retail Group
        Regional Manager (2019 - present)
        - Run 14 shops
        Shop Manager (2015 - 2019)
        - Opened the Bandung shop
        Parental leave, 2014 - 2015
    """)
    assert resume.contact.name == "Sukarno"
    assert heads(resume) == [
        ("job", "Regional Manager", "Acme Retail Group"),
        ("job", "Shop Manager", "Acme Retail Group"),
        ("care", "Parental leave", ""),
    ]


def test_dates_before_a_colon_head_an_entry() -> None:
    resume = read("""
        Name: Petra Nováková
        Address: Hlavní 12, 602 00 Brno
        Phone: +420 601 555 014

        Work Experience
        09/2018 - present: Accountant at Novotex s.r.o., Brno
        Month-end closing, payroll for 40 staff
        03/2014 - 08/2018: Junior Accountant at Delta Plus, Brno
        Languages
        Czech - native
        English - B2
        Computer skills
        Excel (advanced), Pohoda
        Driving licence: B
    """)
    assert (resume.contact.name, resume.contact.location) == ("Petra Nováková", "Hlavní 12, 602 00 Brno")
    assert heads(resume) == [
        ("job", "Accountant", "Novotex s.r.o."),
        ("job", "Junior Accountant", "Delta Plus"),
    ]
    assert [(one.language, one.fluency) for one in resume.languages] == [
        ("Czech", "native"),
        ("English", "B2"),
    ]
    assert [(one.text, one.rating) for one in resume.skills] == [("Excel", "advanced"), ("Pohoda", "")]
    assert [one.kind for one in resume.certificates] == ["licence"]


def test_a_letter_without_headings_is_cut_where_its_lines_change_kind() -> None:
    resume = read("""
        Ola Sundby - Bookbinder - Bergen
        ola@example.org

        Bookbinder, Papirverket, 2020-present: repairs and editions of up to 300.
        Apprentice, Hansen Binding, 2017-2020: hand tools, leather.
        BA Fine Art, University of Bergen, 2017. Norwegian (native), English (fluent).
        Skills: sewing, gilding, teaching
    """)
    assert resume.headline == "Bookbinder"
    assert heads(resume) == [("job", "Bookbinder", "Papirverket"), ("job", "Apprentice", "Hansen Binding")]
    assert resume.experiences[0].highlights[0].text == "repairs and editions of up to 300."
    assert [(one.degree, one.area, str(one.end)) for one in resume.education] == [("BA", "Fine Art", "2017")]
    assert [one.language for one in resume.languages] == ["Norwegian", "English"]
    assert [one.text for one in resume.skills] == ["sewing", "gilding", "teaching"]


def test_names_titles_and_employers_in_other_scripts_are_read() -> None:
    resume = read("""
        山田太郎
        taro@example.org

        職歴
        2019年4月 – 現在  株式会社サンプル ソフトウェアエンジニア

        スキル
        Python, SQL
    """)
    assert resume.contact.name == "山田太郎"
    assert heads(resume) == [("job", "ソフトウェアエンジニア", "株式会社サンプル")]
    assert str(resume.experiences[0].start) == "2019-04"
    assert [one.text for one in resume.skills] == ["Python", "SQL"]


def test_certificates_carry_issuer_dates_expiry_and_status() -> None:
    resume = read("""
        Ada Moss

        LICENCES AND CERTIFICATIONS
        Midwife, Ontario (active, renews 2027) | BLS | NRP
        Project Management Professional, PMI, 2020, expires 2026
    """)
    first, *_, last = resume.certificates
    assert (first.text, first.kind, first.status, str(first.expires)) == (
        "Midwife, Ontario",
        "certificate",
        "active",
        "2027",
    )
    assert (last.text, last.issuer, str(last.granted), str(last.expires)) == (
        "Project Management Professional",
        "PMI",
        "2020",
        "2026",
    )
    assert len(resume.certificates) == 4


def test_skill_lists_keep_groups_and_ratings_and_part_languages_and_interests() -> None:
    resume = read("""
        Ada Moss

        SKILLS
        Programming: Python (basic), C++, R – advanced
        Languages: Spanish (native), French
        Interests: rowing, maps
        Cloud (AWS, GCP); Linux
    """)
    told = [(one.group, one.text, one.rating) for one in resume.skills]
    assert told == [
        ("Programming", "Python", "basic"),
        ("Programming", "C++", ""),
        ("Programming", "R", "advanced"),
        ("", "Cloud (AWS, GCP)", ""),
        ("", "Linux", ""),
    ]
    assert [one.language for one in resume.languages] == ["Spanish", "French"]
    assert [quote.text for quote in resume.interests] == ["rowing", "maps"]


def test_other_things_find_their_kind_or_are_listed_as_not_understood() -> None:
    resume = read("""
        Ada Moss

        EXPERIENCE
        Cashier, Corner Foods, 2016 - 2019

        OTHER
        Coach of a rowing crew, plans the season
        Polish and English
        Xyzzy plugh 12
    """)
    assert ("volunteering", "Coach of a rowing crew", "plans the season") in heads(resume) or any(
        one.kind == "volunteering" and one.title.startswith("Coach") for one in resume.experiences
    )
    assert [one.language for one in resume.languages] == ["Polish", "English"]
    assert [quote.text for quote in resume.not_understood] == ["Xyzzy plugh 12"]
    assert resume.text.split("\n")[resume.not_understood[0].place.line - 1] == "Xyzzy plugh 12"


def test_a_project_is_named_by_what_stands_first_and_loses_nothing() -> None:
    page = read_markdown(
        "# Robin\n\n## Projects\n**TramWatch** (2022) – an app that shows late trams. [repo](https://x.org)\n"
    )
    (project,) = segment(page, form="markdown", today=TODAY).experiences
    assert (project.kind, project.title, str(project.start)) == ("project", "TramWatch", "2022")
    assert "an app that shows late trams" in project.highlights[0].text


def test_an_unmentioned_end_is_not_invented() -> None:
    resume = read("""
        Ada Moss

        EXPERIENCE
        Cashier, Corner Foods, 2016
    """)
    (job,) = resume.experiences
    assert (str(job.start), str(job.end), job.is_current) == ("2016", "2016", False)


def test_dates_that_run_backwards_are_told() -> None:
    resume = read("""
        Ada Moss

        EXPERIENCE
        Cashier, Corner Foods, 2019 - 2016
    """)
    assert "dates" in {problem.code for problem in resume.problems}


def test_a_letter_in_sentences_gives_the_jobs_it_names() -> None:
    resume = read("""
        Kim Delgado
        Tucson, AZ

        I have worked as a journeyman electrician for Sun Valley Electric since 2016. Before that I was an apprentice at Baja Builders from 2012 to 2016.
    """)
    assert heads(resume) == [
        ("job", "journeyman electrician", "Sun Valley Electric"),
        ("job", "apprentice", "Baja Builders"),
    ]
    assert [(str(one.start), str(one.end), one.is_current) for one in resume.experiences] == [
        ("2016", "None", True),
        ("2012", "2016", False),
    ]
