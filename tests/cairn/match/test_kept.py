"""What is kept beside the code is the same as what would be computed, and never needed."""

from pathlib import Path

import pytest

from cairn.catalogue import load_catalogue
from cairn.match import SkillFinder, find_skills
from cairn.match import kept as kept_module
from cairn.match.credentials import CredentialFinder
from cairn.match.kept import kept

TEXT = "word " * 1000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_module, "_FOLDER", tmp_path)
    return tmp_path


def test_a_fresh_copy_is_used_and_another_text_makes_another(folder: Path) -> None:
    assert kept("it", TEXT, lambda: {"a": (1,)}) == {"a": (1,)}
    assert kept("it", TEXT, lambda: pytest.fail("computed again")) == {"a": (1,)}
    assert kept("it", TEXT + "more", lambda: 2) == 2
    assert [one.name for one in (folder / "__pycache__").iterdir()] == ["it.kept"]


def test_a_damaged_copy_is_made_again(folder: Path) -> None:
    kept("it", TEXT, lambda: [1, 2, 3])
    copy = folder / "__pycache__" / "it.kept"
    copy.write_bytes(copy.read_bytes()[:-3])
    assert kept("it", TEXT, lambda: [4]) == [4]
    assert kept("it", TEXT, lambda: pytest.fail("computed again")) == [4]


def test_where_nothing_can_be_written_everything_works(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file in the way", encoding="utf-8")
    assert [kept("it", TEXT, lambda: 7) for _ in range(2)] == [7, 7]


def test_small_things_are_not_kept(folder: Path) -> None:
    assert kept("it", "word", lambda: 7) == 7
    assert not list(folder.iterdir())


def test_the_starters_finder_is_the_same_from_its_copy(folder: Path) -> None:
    catalogue = load_catalogue()
    text = (
        "Led a team of 12, ran payroll in Excel; built PowerBI dashboards. Forklift licence, SQL and Python."
    )
    first, second = (SkillFinder.of(catalogue) for _ in range(2))
    assert (folder / "__pycache__" / "phrases.kept").exists()
    assert first.phrases.freeze() == second.phrases.freeze()
    assert first.phrases.trie.size == second.phrases.trie.size > 5000
    assert find_skills(text, first) == find_skills(text, second) != ()
    line = "BSc (Hons) Computer Science; PRINCE2 Practitioner"
    found = [CredentialFinder.of(catalogue).find(line, with_degree=True) for _ in range(2)]
    assert found[0] == found[1] != ()
