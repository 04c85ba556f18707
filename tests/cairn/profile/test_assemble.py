from dataclasses import replace
from datetime import date
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue
from cairn.errors import BadInput
from cairn.profile import Answers, Finders, Profile, assemble_profile, read_answers
from cairn.profile.witness import combine, find_independence, level_done
from cairn.provenance import Source, derivation_json, leaf, replay
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume
from cairn.units import CredentialId, SkillId

TODAY = date(2026, 12, 1)


def assembled(resume: Resume, toy: Catalogue, finders: Finders, answers: Answers | None = None) -> Profile:
    return assemble_profile(
        resume,
        catalogue=toy,
        finders=finders,
        assumptions=load_assumptions(),
        today=TODAY,
        answers=answers,
    )


def test_an_unmentioned_skill_is_unknown_not_zero(baker: Profile) -> None:
    assert SkillId("cost-control") not in baker.skills
    assert SkillId("leading-people") not in baker.skills


def test_a_skill_done_for_six_years_follows_the_documented_formula(baker: Profile) -> None:
    # did: base 2.1, growth 1.3 over 3 years; December 2020 to December 2026 are 73 months.
    expected = 2.1 + 1.3 * (1 - exp(-round(73 / 12, 2) / 3))
    done = next(one for one in baker.skills[SkillId("baking")].testimonies if one.kind == "done")
    assert done.level.value == pytest.approx(expected)
    assert baker.skills[SkillId("baking")].support == "shown"


def test_evidence_of_a_skill_is_evidence_of_what_it_shows(baker: Profile) -> None:
    oven = baker.skills[SkillId("oven-work")]
    assert oven.support == "shown"
    assert "Baked bread" in oven.testimonies[0].quote


def test_a_skill_shows_every_kind_of_experience_it_came_from(baker: Profile) -> None:
    rota = baker.skills[SkillId("shift-scheduling")]
    index = rota.testimonies[0].experience
    assert index is not None
    assert baker.experiences[index].kind == "volunteering"


def test_a_rating_word_is_one_witness(baker: Profile) -> None:
    french = baker.skills[SkillId("french")]
    assert [one.kind for one in french.testimonies] == ["rated"]
    assert french.level.value == pytest.approx(1.8)
    assert french.level.low_value < 1.8 < french.level.high_value


def test_a_listed_word_without_a_skill_stays_the_persons_own(baker: Profile) -> None:
    assert baker.own_skills == ("Sourdough whispering",)


def test_an_everyday_skill_comes_with_working_life_and_is_only_inferred(baker: Profile) -> None:
    teamwork = baker.skills[SkillId("teamwork")]
    assert teamwork.support == "inferred"
    assert 2 < teamwork.level.value < 2.5


def test_a_job_held_speaks_for_what_it_usually_asks(toy: Catalogue, toy_finders: Finders) -> None:
    # Food hygiene is asked at 2; January 2015 to December 2026 are ten years beyond the first two.
    resume = read_json_resume({"work": [{"position": "Baker", "name": "X", "startDate": "2015-01"}]})
    hygiene = assembled(resume, toy, toy_finders).skills[SkillId("food-hygiene")]
    assert hygiene.support == "inferred"
    assert hygiene.testimonies[0].kind == "role"
    assert hygiene.level.value == pytest.approx(2 + 1.2 * (1 - exp(-10 / 3)))


def test_the_first_years_in_a_job_count_for_no_more_than_it_asks(
    toy: Catalogue, toy_finders: Finders
) -> None:
    resume = read_json_resume(
        {"work": [{"position": "Baker", "name": "X", "startDate": "2015-01", "endDate": "2016-12"}]}
    )
    hygiene = assembled(resume, toy, toy_finders).skills[SkillId("food-hygiene")]
    assert hygiene.level.value == pytest.approx(2.0)


def test_a_credential_is_held_with_everything_it_includes(toy: Catalogue, toy_finders: Finders) -> None:
    resume = read_json_resume(
        {"education": [{"studyType": "BSc", "area": "Chemistry", "institution": "X", "endDate": "2015"}]}
    )
    held = assembled(resume, toy, toy_finders).credentials
    assert not held[CredentialId("bachelor-degree")].is_implied
    assert held[CredentialId("school-diploma")].is_implied


def test_an_unfinished_degree_is_not_held(toy: Catalogue, toy_finders: Finders) -> None:
    resume = read_json_resume(
        {"education": [{"studyType": "BSc", "area": "Chemistry", "institution": "X", "endDate": "2028"}]}
    )
    assert CredentialId("bachelor-degree") not in assembled(resume, toy, toy_finders).credentials


def test_an_expired_certificate_is_not_held(toy: Catalogue, toy_finders: Finders) -> None:
    resume = read_json_resume({"certificates": [{"name": "Food hygiene card", "date": "2019-01"}]})
    old = replace(
        resume,
        certificates=tuple(replace(one, expires=one.granted) for one in resume.certificates),
    )
    assert CredentialId("hygiene-card") in assembled(resume, toy, toy_finders).credentials
    assert CredentialId("hygiene-card") not in assembled(old, toy, toy_finders).credentials


def test_answers_win_over_what_was_read(baker_resume: Resume, toy: Catalogue, toy_finders: Finders) -> None:
    answers = read_answers(
        """
        [levels]
        cost-control = 3
        [credentials]
        hygiene-card = false
        [contact]
        name = "Ada Corrected"
        [[experience]]
        match = "Treasurer"
        remove = true
        [reject]
        skills = ["kneading"]
        """,
        catalogue=toy,
    )
    profile = assembled(baker_resume, toy, toy_finders, answers)
    assert profile.contact.name == "Ada Corrected"
    assert profile.skills[SkillId("cost-control")].level.value == 3
    assert CredentialId("hygiene-card") not in profile.credentials
    assert SkillId("kneading") not in profile.skills
    assert all(one.title != "Treasurer" for one in profile.experiences)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[levels]\nflying = 3", "flying"),
        ("[levels]\nbaking = 9", "0 to 5"),
        ("[levels]\nbaking = true", "0 to 5"),
        ("[credentials]\nhygiene-card = 'yes'", "true or false"),
        ("[hobbies]\nx = 1", "hobbies"),
        ("[[experience]]\ntitle = 'x'", "match"),
        ("not a file", "neither TOML nor JSON"),
        ('{"levels": [1]}', "table"),
    ],
)
def test_a_wrong_answers_file_is_refused_in_one_sentence(text: str, said: str, toy: Catalogue) -> None:
    with pytest.raises(BadInput, match=said):
        read_answers(text, catalogue=toy)


def test_mending_an_experience_that_was_not_read_is_refused(
    baker_resume: Resume, toy: Catalogue, toy_finders: Finders
) -> None:
    answers = read_answers("[[experience]]\nmatch = 'Astronaut'\nstart = '2020'", catalogue=toy)
    with pytest.raises(BadInput, match="Astronaut"):
        assembled(baker_resume, toy, toy_finders, answers)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Trained six colleagues", "taught"),
        ("Led the project", "owned"),
        ("Assisted the manager", "assisted"),
        ("Stands in for the shift lead once a week", "assisted"),
        ("Wrote reports", "did"),
    ],
)
def test_independence_is_read_from_the_verbs(sentence: str, grade: str) -> None:
    assert find_independence(sentence) == grade


def test_two_witnesses_weigh_by_the_inverse_of_their_squared_spread(assumptions: Assumptions) -> None:
    said = Source(kind="entered", name="test")

    def number(value: float) -> tuple:
        return leaf("x", value, source=said)

    # 4 with spread 0.5 weighs 4, 2 with spread 1 weighs 1: (16 + 2) / 5 = 3.6
    combined = combine(assumptions, [(number(4), number(0.5)), (number(2), number(1))])
    assert combined.value == pytest.approx(3.6)
    assert combined.high_value - combined.value == pytest.approx(1.28 / 5**0.5)


@given(
    years=st.floats(0, 40),
    more=st.floats(0, 10),
    since=st.floats(0, 30),
    grade=st.sampled_from(["assisted", "did", "owned", "taught"]),
)
def test_more_years_never_lower_a_level_and_more_idle_years_never_raise_it(
    years: float, more: float, since: float, grade: str
) -> None:
    known = load_assumptions()

    def level(done: float, idle: float) -> float:
        return level_done(known, independence=grade, years=done, years_since=idle, quote="").value

    assert level(years + more, since) >= level(years, since) - 1e-9
    assert level(years, since + more) <= level(years, since) + 1e-9
    assert 0 <= level(years, since) <= 5


def test_every_level_replays_from_its_printed_derivation(baker: Profile) -> None:
    for held in baker.skills.values():
        assert replay(derivation_json(held.level)) == pytest.approx(held.level.value)


def test_years_of_helping_and_one_year_alone_are_not_years_alone(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    def level(*work: dict[str, object]) -> float:
        profile = assemble_profile(
            read_json_resume({"work": list(work)}),
            catalogue=toy,
            finders=toy_finders,
            assumptions=assumptions,
            today=TODAY,
            answers=Answers(),
        )
        return profile.skills[SkillId("kneading")].level.value

    helped: dict[str, object] = {
        "position": "Hand",
        "startDate": "2014-12",
        "endDate": "2024-11",
        "highlights": ["Helped with kneading dough"],
    }
    alone: dict[str, object] = {
        "position": "Hand",
        "startDate": "2025-12",
        "highlights": ["Kneaded by hand"],
    }
    always: dict[str, object] = {**helped, "highlights": ["Kneaded by hand"]}
    assert level(alone) <= level(helped, alone) < level(always, alone)
    assert level(helped) <= level(helped, alone)
