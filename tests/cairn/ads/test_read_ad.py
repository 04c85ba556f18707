import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.ads import read_ad, read_posting
from cairn.catalogue import Catalogue, Role
from cairn.errors import BadInput
from cairn.profile import Finders

AD = """Head baker wanted

What you bring
- At least 5 years of bread baking
- You supervised others before
- Basic knowledge of the cash register

Nice to have
- Pastries
- A bachelor's degree
"""


@pytest.fixture
def role(toy: Catalogue, toy_finders: Finders) -> Role:
    found, _ = read_ad(AD, catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials)
    return found


def test_the_first_line_is_the_title(role: Role) -> None:
    assert role.title == "Head baker wanted"
    assert role.layer == "posting"


def test_each_requirement_keeps_the_sentence_that_asks_for_it(role: Role) -> None:
    asked = {one.skill: one for one in role.requirements}
    assert asked["baking"].source.detail == "At least 5 years of bread baking"
    assert asked["baking"].level == 4
    assert asked["till"].level == 2


def test_nice_to_have_is_not_essential(role: Role) -> None:
    asked = {one.skill: one for one in role.requirements}
    assert asked["leading-people"].is_essential
    assert not asked["pastry"].is_essential
    assert asked["pastry"].importance < asked["leading-people"].importance
    assert [(one.any_of, one.is_essential) for one in role.credentials] == [(("bachelor-degree",), False)]


def test_years_are_told_but_are_no_skill(role: Role) -> None:
    assert role.experience_years == 5


def test_a_posting_without_any_skill_is_refused(toy: Catalogue, toy_finders: Finders) -> None:
    with pytest.raises(BadInput, match="names no skill"):
        read_ad(
            "We are hiring!", catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials
        )


def test_a_posting_with_few_skills_says_which(toy: Catalogue, toy_finders: Finders) -> None:
    _, problems = read_ad(
        "You must know pastries",
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    assert "Making pastry" in problems[0].message


# ------------------------------------------------------------------ sentences, cues and years


def asked_in(text: str, toy: Catalogue, finders: Finders) -> dict[str, tuple[float, bool]]:
    """Level and whether it is a must, by skill."""
    role, _ = read_ad(text, catalogue=toy, skills=finders.skills, credentials=finders.credentials)
    return {one.skill: (one.level, one.is_essential) for one in role.requirements}


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Deep knowledge of bread baking", 4),
        ("A strong understanding of bread baking", 4),
        ("An understanding of bread baking", 2),
        ("Bread baking (basic)", 2),
        ("Bread baking, advanced", 4),
        ("Bread baking, advanced pastries", 3),
        ("Bread baking at an advanced level", 4),
        ("Excellent pastries; some bread baking", 2),
        ("Some pastries, and excellent bread baking", 4),
        ("Six years of bread baking", 4),
        ("2 years of bread baking", 3),
        ("Bread baking", 3),
    ],
)
def test_the_cue_nearest_to_the_skill_gives_its_level(
    sentence: str, level: float, toy: Catalogue, toy_finders: Finders
) -> None:
    assert asked_in(f"Baker\n\n- {sentence}\n", toy, toy_finders)["baking"][0] == level


def test_what_the_employer_offers_asks_nothing(toy: Catalogue, toy_finders: Finders) -> None:
    text = (
        "Baker\n\nYou bring\n- Bread baking\n\nWhat we offer\n- Courses in making pastry\n\n"
        "About us\nLeading people well is our pride.\n"
    )
    assert asked_in(text, toy, toy_finders).keys() == {"baking"}


def test_a_nice_list_ends_where_a_paragraph_begins(toy: Catalogue, toy_finders: Finders) -> None:
    text = (
        "Baker\n\nNice to have\n- Pastries\n- Cash register\n\n"
        "Every day begins with bread baking at four in the morning.\n"
    )
    asked = asked_in(text, toy, toy_finders)
    assert not asked["pastry"][1]
    assert asked["baking"][1]


def test_a_wrapped_sentence_is_read_whole(toy: Catalogue, toy_finders: Finders) -> None:
    text = (
        "Baker\n\nIn this bakery it would be quite an advantage to have learnt and\n"
        "to like making pastry. You know bread baking.\n"
    )
    asked = asked_in(text, toy, toy_finders)
    assert not asked["pastry"][1]
    assert asked["baking"][1]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("3+ years of bread baking", 3),
        ("Three years or so of bread baking", 3),
        ("5 to 7 years of bread baking", 5),
        ("We have been bread baking for 15 years", 0),
        ("Bread baking on a contract for 2 years", 0),
        ("You must be 18 years old for bread baking", 0),
        ("Bread baking for 120 years", 0),
    ],
)
def test_years_of_experience_are_those_asked_for(
    sentence: str, years: float, toy: Catalogue, toy_finders: Finders
) -> None:
    role, _ = read_ad(
        f"Baker\n\n- {sentence}\n",
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    assert role.experience_years == years


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("A bachelor's degree", [("bachelor-degree", True)]),
        ("A bachelor's degree or equivalent experience", [("bachelor-degree", False)]),
        ("No degree asked for, not even a bachelor's degree", []),
        ("A bachelor's degree is not required", []),
        (
            "A bachelor's degree and a school diploma",
            [("bachelor-degree", True), ("school-diploma", True)],
        ),
    ],
)
def test_credentials_are_asked_together_or_one_for_the_other(
    sentence: str, asked: list, toy: Catalogue, toy_finders: Finders
) -> None:
    role, _ = read_ad(
        f"Baker\n\n- Bread baking\n- {sentence}\n",
        catalogue=toy,
        skills=toy_finders.skills,
        credentials=toy_finders.credentials,
    )
    assert [(one.any_of[0], one.is_essential) for one in role.credentials] == asked


def test_a_long_first_line_is_cut_at_a_comma(toy: Catalogue, toy_finders: Finders) -> None:
    text = f"Baker of bread, {'very ' * 30}early\n\n- Bread baking\n"
    role, _ = read_ad(text, catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials)
    assert role.title == "Baker of bread"


def test_what_no_catalogue_covers_is_listed(toy: Catalogue, toy_finders: Finders) -> None:
    text = "Baker\n\nYou bring\n- Bread baking\n- Experience with Kubernetes and Terraform\n"
    posting, _ = read_posting(
        text, catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials
    )
    assert any("Kubernetes" in words for words in posting.unknown)
    assert not any("baking" in words.lower() for words in posting.unknown)


_PARTS = st.sampled_from(
    [
        *(
            "You bring",
            "Nice to have",
            "What we offer",
            "-",
            "•",
            "\n",
            "\n\n",
            ". ",
            ",",
            "and",
            "or",
            "3+ years of",
        ),
        *(
            "bread baking",
            "pastries",
            "deep",
            "basic",
            "a bachelor's degree",
            "no degree",
            "山田",
            "\u202e",
            "\x00",
        ),
    ]
)


@settings(deadline=None, max_examples=60)
@given(text=st.one_of(st.text(max_size=300), st.lists(_PARTS, max_size=60).map(" ".join)))
def test_any_text_is_read_or_refused(text: str, toy: Catalogue, toy_finders: Finders) -> None:
    try:
        posting, _ = read_posting(
            text, catalogue=toy, skills=toy_finders.skills, credentials=toy_finders.credentials
        )
    except BadInput:
        return
    lines = text.splitlines()
    for one in (*posting.asks, *posting.credentials):
        assert one.sentence
        assert 1 <= one.line <= len(lines)
        assert one.sentence.split()[0] in lines[one.line - 1].split() or one.sentence in text
    assert all(1 <= one.level <= 5 and 1 <= one.importance <= 5 for one in posting.asks)
