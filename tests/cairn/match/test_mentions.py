"""Skills in running text: found where they are claimed, and only there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cairn.match.world import toy_catalogue

from cairn.catalogue import load_catalogue
from cairn.errors import BadInput
from cairn.match import Corrections, SkillFinder, find_skills, find_unknown_terms
from cairn.units import SkillId

FINDER = SkillFinder.of(toy_catalogue())


def found(text: str) -> set[str]:
    return {one.skill for one in find_skills(text, FINDER)}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Trained six colleagues in the new system", "training"),
        ("trained more than 20 seasonal workers", "training"),
        ("Led a small team of five engineers", "leading"),
        ("Supervised twelve part-time employees", "leading"),
        ("ran the weekly payroll", "payroll"),
        ("plans breaks and docks", "shifts"),
        ("Cycle-counted daily; did a cycle count each week", "stock"),
        ("Managing a large inventory", "stock"),
        ("controlled stock across two sites", "stock"),
        ("Mentors two juniors", "mentoring"),
        ("Health & safety officer", "safety"),
        ("Built reports in PowerBI", "dashboards"),
        ("fork lift license", "forklift"),
    ],
)
def test_what_resumes_write_reaches_the_skill(text: str, skill: str) -> None:
    assert skill in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Led and trained 14 soldiers",
        "Ran a team of 25 in the stores",
        "In charge of 12 staff",
        "Responsible for eight people on the night shift",
        "Head of a 9-strong team",
        "oversaw 30 employees",
        "A team of 25 developers reported to me",
        "commanded a platoon of 30",
    ],
)
def test_leading_people_is_read_in_any_words(text: str) -> None:
    assert "leading" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "ran staff meetings",
        "responsible for staff records",
        "led a staff survey",
        "managed team budgets",
        "ran 5 kilometres",
        "in charge of 12 machines",
        "Reported to the team leader",
    ],
)
def test_what_one_does_with_things_of_people_is_not_leading_them(text: str) -> None:
    assert "leading" not in found(text)


def test_a_longer_short_form_is_not_the_plural_of_a_shorter() -> None:
    finder = SkillFinder.over([(SkillId("audit"), ("ACA",)), (SkillId("controllers"), ("PLC",))])
    assert not find_skills("Trained by ACAS, the conciliation service", finder)
    assert [one.skill for one in find_skills("Programs PLCs, tests", finder)] == ["controllers"]


@pytest.mark.parametrize(
    "text",
    [
        "I have no experience with SQL, Python or dashboards.",
        "Never used Python.",
        "Unfamiliar with SQL",
        "without any knowledge of payroll processing",
        "No forklift experience needed. SQL is not required.",
    ],
)
def test_what_is_denied_is_not_claimed(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("No experience with SQL, but strong in Python.", {"python"}),
        ("Not only SQL but also Python", {"sql", "python"}),
        ("No accidents in five years of forklift driving", {"forklift"}),
    ],
)
def test_a_denial_ends_where_it_ends(text: str, skills: set[str]) -> None:
    assert found(text) == skills


@pytest.mark.parametrize(
    "text",
    [
        "Reporting to the finance director",
        "Worked with the marketing team",
        "liaised with data science and marketing managers",
        "supporting our finance department",
    ],
)
def test_other_peoples_skills_are_not_claimed(text: str) -> None:
    assert found(text) == set()


def test_ones_own_team_is_not_other_peoples() -> None:
    assert "marketing" in found("Ran marketing campaigns for two brands")


@pytest.mark.parametrize(
    "text",
    [
        "We excel at service.",
        "Go to the market and go home.",
        "The R&D team met R. Smith.",
        "They excel in a busy shop",
        "The market grew.",
    ],
)
def test_everyday_words_are_not_skills(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Skills: R, Go, Excel", {"r", "go", "spreadsheets"}),
        ("sql, excel, python", {"sql", "spreadsheets", "python"}),
        ("Services written in Go (with tests)", {"go"}),
        ("R programming", {"r"}),
        ("advanced Excel user", {"spreadsheets"}),
        ("Python (basic), SQL", {"python", "sql"}),
    ],
)
def test_the_same_words_are_skills_where_the_context_says_so(text: str, skills: set[str]) -> None:
    assert found(text) == skills


def test_programming_languages_with_signs_are_kept_apart() -> None:
    quotes = [one.quote for one in find_skills("C++, C#/.NET and JavaScript, not net income", FINDER)]
    assert quotes == ["C++", "C#", ".NET", "JavaScript"]


def test_java_is_not_found_in_javascript() -> None:
    assert found("JavaScript") == {"javascript"}


def test_the_longest_phrase_wins() -> None:
    mentions = find_skills("Python scripting", FINDER)
    assert [(one.skill, one.quote) for one in mentions] == [("python", "Python scripting")]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("SQL required. Python is a plus.", {"python"}),
        ("Nice to have: Power BI\nMust have: SQL", {"dashboards"}),
        ("Nice to have:\n- Python\n- Excel\n\nMust have:\n- SQL", {"python", "spreadsheets"}),
        ("Ideally you know some SQL. You write Python daily.", {"sql"}),
    ],
)
def test_wishes_are_marked_as_wishes(text: str, wishes: set[str]) -> None:
    assert {one.skill for one in find_skills(text, FINDER) if one.is_wish} == wishes


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Lead six teachers in two schools", "leading"),
        ("led nine soldiers", "leading"),
        ("Supervised 4 shop assistants", "leading"),
        ("trains new cooks and porters", "training"),
        ("trained a new barista", "training"),
        ("led a platoon of thirty", "leading"),
    ],
)
def test_people_of_any_trade_are_led_and_trained(text: str, skill: str) -> None:
    assert skill in found(text)


@pytest.mark.parametrize(
    "text", ["led engineering projects", "trained models", "managed employee records", "led driver updates"]
)
def test_what_only_sounds_like_people_is_not_led(text: str) -> None:
    assert not {"leading", "training"} & found(text)


def test_a_name_in_capitals_is_no_inflection_of_a_plain_word() -> None:
    finder = SkillFinder.over([(SkillId("dialing"), ("Inward dialing", "DID"))])
    assert find_skills("Every day you do calls, and did before.", finder) == ()
    assert [one.quote for one in find_skills("Telephony (DID, SIP)", finder)] == ["DID"]


@pytest.mark.parametrize("text", ["Go", "Skills: Go, tea", "Languages\nGo\nTea"])
def test_a_listed_word_counts_even_alone(text: str) -> None:
    assert found(text) == {"go"}


def test_a_single_plus_is_part_of_a_name_but_grades_are_not() -> None:
    names = [
        (SkillId("a-plus"), ("A+",)),
        (SkillId("network"), ("Network+",)),
        (SkillId("net"), ("network",)),
    ]
    finder = SkillFinder.over(names)
    assert [one.skill for one in find_skills("Certified: A+, Network+ (2021)", finder)] == [
        "a-plus",
        "network",
    ]
    assert find_skills("Grade: A+, 10+ years, a+b", finder) == ()


def test_a_rejected_phrase_stays_rejected_and_a_taught_one_is_found() -> None:
    corrections = Corrections().reject("rota", SkillId("shifts")).teach("bake-off", SkillId("leading"))
    finder = SkillFinder.of(toy_catalogue(), corrections)
    assert {one.skill for one in find_skills("Rotas and bake-offs", finder)} == {"leading"}
    assert found("Rotas and bake-offs") == {"shifts"}


def test_taking_a_rejection_back_by_teaching_works() -> None:
    corrections = Corrections().reject("rota", SkillId("shifts")).teach("rota", SkillId("shifts"))
    finder = SkillFinder.of(toy_catalogue(), corrections)
    assert {one.skill for one in find_skills("the rota", finder)} == {"shifts"}


def test_a_sure_mention_outranks_a_spread_out_one() -> None:
    (sure,) = find_skills("led a team", FINDER)
    (spread,) = find_skills("led a very keen team", FINDER)
    assert sure.confidence == 1.0
    assert 0.5 < spread.confidence < 0.9


PIECES = st.sampled_from(
    [
        "SQL",
        "Excel,",
        "led",
        "trained",
        "the team",
        "of six",
        "no experience with",
        "Go",
        ".",
        "\n",
        "R &",
        "a plus",
    ]
)


@given(st.text(max_size=300) | st.lists(PIECES).map(" ".join))
def test_every_quote_stands_where_it_says_and_none_overlap(text: str) -> None:
    mentions = find_skills(text, FINDER)
    assert all(text[one.start : one.end] == one.quote for one in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    assert all(0 < one.confidence <= 1 for one in mentions)


def test_offsets_hold_beyond_the_first_part_of_a_long_text() -> None:
    text = "nothing here. " * 20_000 + "Wrote SQL."
    (only,) = find_skills(text, FINDER)
    assert text[only.start : only.end] == "SQL"


def test_a_text_beyond_all_measure_is_refused_with_a_sentence() -> None:
    with pytest.raises(BadInput, match="one document at a time"):
        find_skills("a " * 2_600_000, FINDER)


def test_unknown_items_of_a_skills_list_are_offered_without_their_rating() -> None:
    text = "Skills: SQL, Falconry (advanced), bee-keeping, Python\n\nExperience\nShop assistant"
    assert [one.quote for one in find_unknown_terms(text, FINDER)] == ["Falconry", "bee-keeping"]


def test_a_rejected_unknown_term_is_not_offered_again() -> None:
    finder = SkillFinder.of(toy_catalogue(), Corrections().reject("Falconry", SkillId("")))
    assert find_unknown_terms("Skills: Falconry", finder) == ()


def test_the_starter_catalogue_finds_each_label_as_written() -> None:
    catalogue = load_catalogue()
    finder = SkillFinder.of(catalogue)
    missed = [
        one.label
        for one in catalogue.skills.values()
        if one.id not in {mention.skill for mention in find_skills(f"Skills: {one.label}, tea", finder)}
    ]
    assert len(missed) <= len(catalogue.skills) * 0.03, missed


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("CORE COMPETENCIES\nSQL   Falconry   Bee keeping", ["Falconry", "Bee keeping"]),
        ("Skills: Falconry ●●●○○ | Heraldry 8/10 | SQL 80%", ["Falconry", "Heraldry"]),
        ("Skills\nTrades: Falconry, Heraldry\nDegree: History, Ghent", ["Falconry", "Heraldry"]),
        ("Must have skills: SQL, Falconry", ["Falconry"]),
        ("Software\nWe build a great many things for people who love birds, and sell them.", []),
        ("Trainer, PureFit, 2015–2018", []),
    ],
)
def test_lists_of_every_shape_give_their_unknown_items(text: str, quotes: list[str]) -> None:
    assert [one.quote for one in find_unknown_terms(text, FINDER)] == quotes
