"""What language a résumé is written in, and what that and a rated language say of the person."""

from dataclasses import replace
from datetime import date

import pytest

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue
from cairn.profile import Finders, Profile, assemble_profile
from cairn.profile.language import language_of
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume

TEXTS = {
    "English": "I was responsible for the planning of the rota and the training of new staff in a shop. The "
    "team was led by a manager with the help of two assistants, and the work of the week was "
    "planned on a Friday for the next one.",
    "German": "Ich war für die Planung der Schichten und die Einarbeitung von neuen Kolleginnen zuständig. "
    "Die Leitung der Filiale lag bei einer Kollegin, mit der ich den Einkauf und die Kasse für das "
    "ganze Haus auf der Grundlage von Zahlen aus dem Vorjahr plante.",
    "French": "Je tenais la caisse et je formais les nouvelles personnes dans la boutique. La gestion de la "
    "réserve et des commandes était à ma charge, avec une collègue, pour les deux magasins du centre "
    "et la vente en ligne sur le site de la maison.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_of_some_length_tells_its_language(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_a_short_or_a_mixed_text_tells_none() -> None:
    assert language_of("Python, SQL, Excel") == ""
    assert language_of(TEXTS["German"] + TEXTS["French"] + TEXTS["English"]) == ""
    assert language_of("") == ""


@pytest.fixture
def written_in_french(baker_resume: Resume) -> Resume:
    return replace(baker_resume, text=TEXTS["French"], languages=())


def _profile(resume: Resume, toy: Catalogue, finders: Finders, assumptions: Assumptions) -> Profile:
    return assemble_profile(
        resume, catalogue=toy, finders=finders, assumptions=assumptions, today=date(2026, 12, 1)
    )


def test_whoever_writes_in_a_language_commands_it(
    written_in_french: Resume, toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    french = _profile(written_in_french, toy, toy_finders, assumptions).skills["french"]  # type: ignore[index]
    assert french.level.value >= 3
    assert french.support == "claimed"
    assert "written in French" in french.testimonies[0].quote


def test_what_the_person_says_of_the_language_goes_first(
    written_in_french: Resume,
    baker_resume: Resume,
    toy: Catalogue,
    toy_finders: Finders,
    assumptions: Assumptions,
) -> None:
    rated = replace(written_in_french, languages=baker_resume.languages)  # French, basic
    profile = _profile(rated, toy, toy_finders, assumptions)
    assert profile.skills["french"].level.value < 2.5  # type: ignore[index]


def test_a_language_rated_in_a_sentence_is_rated_and_not_done(
    toy: Catalogue, toy_finders: Finders, assumptions: Assumptions
) -> None:
    resume = read_json_resume(
        {
            "work": [
                {
                    "position": "Baker",
                    "name": "Corner Bakery",
                    "startDate": "2012",
                    "highlights": ["Polish native, French A2, driving licence"],
                }
            ]
        }
    )
    french = _profile(resume, toy, toy_finders, assumptions).skills["french"]  # type: ignore[index]
    assert {one.kind for one in french.testimonies} == {"rated"}
    assert french.level.value < 3
