"""What stands around a skill's name: whose it is, denied, wished for, or of a part that asks nothing."""

import time

import pytest
from tests.cairn.match.world import toy_catalogue

from cairn.match import SkillFinder, find_skills

FINDER = SkillFinder.of(toy_catalogue())
ADVERT = """Data person wanted

About us
Acme sells insurance. Our teams work in finance, marketing and payroll.

The role
You will write SQL and keep the books.

What we offer
* forklift lessons and staff training
* a mentoring scheme

How to apply
Send your SQL samples to us.
"""


def found(text: str) -> set[str]:
    return {one.skill for one in find_skills(text, FINDER)}


def wished(text: str) -> set[str]:
    return {one.skill for one in find_skills(text, FINDER) if one.is_wish}


@pytest.mark.parametrize(
    "text",
    [
        "Working closely with finance, marketing and IT",
        "Align with Legal, Finance and Marketing",
        "Peers in finance and marketing",
        "Supported the Head of Marketing",
        "My wife runs the payroll",
        "Works with analysts who write Python",
        "The brochure was written by our marketing agency",
        "with the help of a marketing agency",
        "Helped the analysts who did SQL",
        "Referred clients to marketing and finance services",
        "The finance team raises our income",
        "Dr Iqbal is an expert in data science",
        "Marketing by Umbra Ltd",
        "The owner does marketing and finance",
        "Worked side by side with the data science office",
        "Book demos for Account Executives, who do the marketing",
        "Questions? Ms Vogel from Marketing is glad to help",
    ],
)
def test_departments_and_other_people_are_not_claimed(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Worked in marketing for five years", "marketing"),
        ("Worked across finance and marketing", "marketing"),
        ("Promoted to Head of Marketing", "marketing"),
        ("Worked with Python and SQL", "python"),
        ("Helped our client build dashboards", "dashboards"),
        ("Our client is looking for somebody who knows SQL", "sql"),
        ("Mentored engineers who write Python", "python"),
        ("As the marketing manager I ran payroll", "payroll"),
        ("Led 12 people in marketing", "marketing"),
        ("Administered payroll processing, dental and 401k plans", "payroll"),
        ("Google Sheets (Excel, SQL)", "sql"),
        ("The Senior Engineer builds dashboards", "dashboards"),
    ],
)
def test_what_only_looks_like_other_peoples_is_claimed(text: str, skill: str) -> None:
    assert skill in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Acme is a leading provider of finance",
        "Our client designs dashboards",
        "Our services include finance and marketing",
        "My last company made dashboards",
        "We offer payroll to small firms",
        "Acme sells payroll and finance software",
        "A firm with teams in finance and marketing",
        "The school has 120 staff in finance and data science",
        "Our 4,000 colleagues in marketing and finance keep it moving",
        "Keane Partners (finance, marketing and payroll)",
        "We are a small marketing agency",
        "Ode Mobility builds and sells dashboards",
        "Hospitals use our platform for payroll processing",
        "We also recruit for roles in finance and marketing",
        "Without regard to age, marketing or finance",
        "401k, dental, free meals, marketing and finance lessons, tuition help",
    ],
)
def test_what_an_employer_says_of_itself_asks_nothing(text: str) -> None:
    assert found(text) == set()


def test_an_employer_that_asks_is_heard() -> None:
    assert found("A leading provider of finance seeks an analyst who knows SQL") == {"sql"}


@pytest.mark.parametrize(
    "text",
    [
        "We do not do payroll",
        "You won't have to run payroll",
        "Not responsible for payroll",
        "I am not good at SQL",
        "Not a fan of Python",
        "Never done payroll",
        "You won't be doing any payroll",
        "We don't ask for SQL",
    ],
)
def test_more_ways_to_deny_are_understood(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I don't just run payroll",
        "I do not need supervision to run payroll",
        "No one runs payroll better",
    ],
)
def test_what_only_sounds_denied_is_claimed(text: str) -> None:
    assert found(text) == {"payroll"}


def test_parts_of_an_advert_about_the_employer_ask_nothing() -> None:
    assert found(ADVERT) == {"sql"}


def test_a_sentence_to_the_candidate_counts_in_any_part() -> None:
    assert "payroll" in found(ADVERT.replace("Acme sells insurance.", "You will run payroll for us."))


def test_an_advert_that_begins_to_ask_without_a_heading_is_heard() -> None:
    text = (
        "About us\nOur teams love finance.\nWe need a data person, so we are looking for you.\nSQL, Python\n"
    )
    assert found(text) == {"sql", "python"}


def test_headings_are_known_in_markup_and_in_one_long_line() -> None:
    markup = (
        "<p><b>Benefits</b></p><ul><li>Free forklift lessons</li></ul><p>You need:</p><ul><li>SQL</li></ul>"
    )
    assert found(markup + "<p>We are nice.</p>") == {"sql"}
    line = "You know SQL. Benefits: forklift lessons for you. About the role: you write Python. We are nice."
    assert found(line) == {"sql", "python"}


def test_a_resume_keeps_what_stands_under_the_words_of_an_advert() -> None:
    text = "Additional information\nSQL\n\nBenefits: ran payroll for 200 people\n"
    assert found(text) == {"sql", "payroll"}


def test_what_referees_do_is_theirs() -> None:
    assert found("Ran payroll\n\nReferees\nMr Ode, Finance, Acme\n\nSkills\nSQL\n") == {"payroll", "sql"}


def test_every_advert_has_a_job_description_and_asks_for_none() -> None:
    finder = SkillFinder.over([("hiring", ("Hiring", "job descriptions"))])  # type: ignore[list-item]
    assert find_skills("Job description: see below. This job description is not complete.", finder) == ()
    assert len(find_skills("Wrote job descriptions", finder)) == 1


def test_an_advert_that_hires_does_not_ask_for_hiring() -> None:
    finder = SkillFinder.over([("hiring", ("Hiring", "recruitment"))])  # type: ignore[list-item]
    assert find_skills("We're hiring! No recruitment agencies.", finder) == ()
    assert len(find_skills("Responsible for recruitment and hiring", finder)) == 2


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("SQL; Python is a plus", {"python"}),
        ("Good SQL. Python would be amazing", {"python"}),
        ("SQL, Python (preferred)", {"python"}),
        ("SQL is required, Python preferred", {"python"}),
        ("It helps if you know SQL", {"sql"}),
        ("Good to have\nSQL\nPython", {"sql", "python"}),
        ("✨ Good to have\n➕ SQL ➕ Python", {"sql", "python"}),
        ("<li>Uses SQL</li><li>Python a plus</li>", {"python"}),
        ("Would love to learn Python", {"python"}),
        ("Seeking a data science role with my SQL", {"data-science"}),
        ("If you can also do some SQL, all the better", {"sql"}),
        ("SQL\n\nNot required, but we'd be glad if you had\n- Python", {"python"}),
        ("Enrolled in a course; the course will cover SQL", {"sql"}),
    ],
)
def test_a_wish_reaches_as_far_as_it_is_meant(text: str, wishes: set[str]) -> None:
    assert wished(text) == wishes


@pytest.mark.parametrize(
    "text",
    ["Desired results with SQL", "Runs SQL for our preferred suppliers", "Looking for a role to use my SQL"],
)
def test_what_only_sounds_like_a_wish_is_none(text: str) -> None:
    assert wished(text) == set()
    assert "sql" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "About us\n" * 10_000,
        "a:" * 50_000,
        "<a>" * 30_000 + "</",
        "SQL | " * 15_000,
        ". Why x? " * 10_000,
        "✅ SQL" * 15_000,
        "work with marketing and " * 4_000,
    ],
)
def test_no_text_takes_more_than_its_length(text: str) -> None:
    start = time.process_time()
    find_skills(text, FINDER)
    assert time.process_time() - start < 5
