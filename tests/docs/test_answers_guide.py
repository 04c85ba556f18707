"""The answers file in the guide is one that Cairn takes, and it names every table there is."""

import re
from datetime import date
from pathlib import Path

import pytest

from cairn.assumptions import load_assumptions
from cairn.catalogue import load_catalogue
from cairn.profile import mend_resume, read_answers
from cairn.profile.answers import _EXPERIENCE_FIELDS, _EXPERIENCE_KINDS, _TABLES
from cairn.reading import read_resume


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "guide" / "answers.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(guide: str) -> str:
    found = re.search(r"```toml\n(.*?)```", guide, flags=re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_taken_and_mends_the_example_resume(example: str, root: Path) -> None:
    answers = read_answers(example, catalogue=load_catalogue())
    resume = read_resume(root / "examples" / "product-analyst.json", today=date(2026, 11, 1))
    mended = mend_resume(resume, answers)
    assert answers.levels
    assert answers.rejected
    assert load_assumptions().override(answers.assumptions)
    assert [one.kind for one in mended.experiences if one.title == "Cycling coach"] == ["volunteering"]


def test_the_guide_names_every_table_field_and_kind(guide: str) -> None:
    wanted = _TABLES | _EXPERIENCE_FIELDS | _EXPERIENCE_KINDS
    assert {one for one in wanted if not re.search(rf"\b{one}\b", guide)} == set()
