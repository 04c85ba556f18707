# ruff: noqa: E501 - texts read better unbroken
"""Pasted paragraphs and résumés of a line or two, worked by hand."""

from textwrap import dedent

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold

from cairn.reading.plain import read_text
from cairn.reading.segment import segment
from cairn.reading.values import Resume


def read(text: str) -> Resume:
    resume = segment(read_text(dedent(text).strip()), form="text", today=TODAY)
    assert_places_hold(resume)
    return resume


def heads(resume: Resume) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.title, one.organisation, str(one.start)) for one in resume.experiences]


def test_a_year_in_the_telling_is_no_date_of_the_job() -> None:
    resume = read("""
        Callum Reid, Glasgow, callum@example.com

        Reporter and then editor at the Clyde Courier, 2016 to now. I file three stories a day and edit four reporters. Shortlisted for an award in 2022.
    """)
    assert heads(resume) == [("job", "Reporter and then editor", "Clyde Courier", "2016")]
    assert "Shortlisted for an award in 2022." in resume.experiences[0].highlights[0].text


def test_two_heads_on_one_line_are_two_entries() -> None:
    resume = read("""
        Ana Sol
        ana@example.com

        EDUCATION
        NCTJ Diploma in Journalism, 2015. MA History, University of Glasgow, 2014.
    """)
    assert [(one.area, str(one.end)) for one in resume.education] == [
        ("Journalism", "2015"),
        ("History", "2014"),
    ]


@pytest.mark.parametrize("lead", ["Before that", "Earlier:", "Previously", "While at home:"])
def test_words_that_only_say_when_are_no_title(lead: str) -> None:
    resume = read(f"""
        Tom Hill
        tom@example.com

        EXPERIENCE
        Barista, Grindstone Coffee, 2020 - present
        {lead} waiter at The Old Anchor, 2017 - 2020
    """)
    assert heads(resume)[1] == ("job", "waiter", "The Old Anchor", "2017")


def test_jobs_and_years_at_home_are_read_from_sentences_beside_stated_ones() -> None:
    resume = read("""
        Fiona Hay
        fiona@example.com

        I stayed home with our three children from 2017 until now, and I am ready to come back. Before that I was office administrator at a surveyors' firm (Graham & Kerr, 2009 - 2017): personnel files, holiday records.

        VOLUNTEERING
        Secretary, Parent council, since 2020
    """)
    assert ("care", "At home with our three children", "", "2017") in heads(resume)
    assert ("job", "office administrator", "Graham & Kerr", "2009") in heads(resume)
    job = next(one for one in resume.experiences if one.kind == "job")
    assert [one.text for one in job.highlights] == ["personnel files, holiday records."]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Sam Lee, warehouse picker at Boxly for 3 years", ("warehouse picker", "Boxly", "2023-11")),
        ("I am a registered nurse with 10 years of experience.", ("registered nurse", "", "2016-11")),
        ("Maria Ruiz - cook, 6 years", ("cook", "", "2020-11")),
    ],
)
def test_a_resume_of_one_line_names_its_job(text: str, head: tuple[str, str, str]) -> None:
    assert [one[1:] for one in heads(read(text))] == [head]


def test_a_line_that_tells_of_no_work_stays_without() -> None:
    assert heads(read("hello, I like cats and long walks for 3 years")) == []


def test_a_label_behind_a_blank_line_ends_the_projects() -> None:
    resume = read("""
        Zara Malik
        zara@example.com

        Projects
        Listening habits - notebook on my page

        Skills: R, Python, SPSS
    """)
    assert [one.text for one in resume.skills] == ["R", "Python", "SPSS"]


def test_a_trade_and_a_town_in_one_piece_are_two_things() -> None:
    resume = read("""
        Tom Hargreaves - barista, Ambleside - tom@example.com

        Barista at Grindstone Coffee since June 2020
    """)
    assert (resume.headline, resume.contact.location) == ("barista", "Ambleside")


def test_a_degree_behind_the_name_is_held() -> None:
    resume = read("""
        Dana Cole MSc
        dana@example.com

        EXPERIENCE
        Analyst, Hill Ltd, 2018 - present
    """)
    assert resume.contact.name == "Dana Cole"
    assert [one.text for one in resume.certificates] == ["MSc"]


def test_a_graded_certificate_is_no_job() -> None:
    resume = read("""
        Kyle Morgan | Cardiff
        Personal trainer at Pure Gym since 2019
        Level 3 Personal Trainer, Level 2 Gym Instructor (2016)
    """)
    assert [one[1] for one in heads(resume)] == ["Personal trainer"]
