"""Train the span model that ships with Cairn: `train_spans.py BENCH INDEX OUT`.

BENCH holds `skillspan/train.json` and `sayfullina/sayfullina_train.conll`, INDEX
a built ESCO index (its word vectors are grouped into word classes), OUT is the
file to write (src/cairn/match/spans.model). Only the train parts are read. Takes
about three minutes on two cores.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from cairn.match.spans import KINDS, SpanModel, features_of, pack, tokens_of, unpack
from cairn.match.vectors import WordVectors, unit

Floats = NDArray[np.floating[Any]]
LABELS = 3
KEPT, FEWEST, SMOOTH, ROUNDS = 26_000, 2, 1.0, 90
WIDE, NARROW, CLASS_WORDS = 64, 400, 7_000


def read_skillspan(path: Path) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """Sentences with the character spans of each layer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        layers = {kind: row[f"tags_{kind}"] for kind in ("skill", "knowledge")}
        yield sentence_of(row["tokens"], layers)


def read_sayfullina(path: Path) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """Sentences with the character spans of soft skills."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        yield sentence_of([row[0] for row in rows], {"soft": [row[1][0] for row in rows]})


def sentence_of(
    tokens: Sequence[str], layers: dict[str, list[str]]
) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Tokens joined by spaces, and BIO tags as character spans."""
    starts = np.cumsum([0, *(len(one) + 1 for one in tokens)])
    spans: dict[str, list[tuple[int, int]]] = {}
    for kind, tags in layers.items():
        found: list[list[int]] = []
        for at, tag in enumerate(tags):
            if tag == "B" or (tag == "I" and not (at and tags[at - 1] != "O")):
                found.append([at, at + 1])
            elif tag == "I":
                found[-1][1] = at + 1
        spans[kind] = [(int(starts[a]), int(starts[b]) - 1) for a, b in found]
    return " ".join(tokens), spans


def word_classes(vectors: WordVectors) -> dict[str, tuple[int, int]]:
    """Two sizes of classes of words with alike vectors, the wide ones made of the narrow."""
    words = list(vectors.places)[:CLASS_WORDS]
    rows = vectors.vectors[: len(words)].astype(np.float32)
    centres, narrow = _groups(rows, NARROW, seed=1)
    _, wide = _groups(centres, WIDE, seed=2)
    return {word: (int(wide[place]), int(place)) for word, place in zip(words, narrow, strict=True)}


def _groups(rows: Floats, count: int, *, seed: int) -> tuple[Floats, NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    centres = rows[random.choice(len(rows), count, replace=False)]
    for _ in range(15):
        nearest = np.argmax(rows @ centres.T, axis=1)
        means = [
            rows[nearest == at].mean(axis=0) if (nearest == at).any() else centres[at] for at in range(count)
        ]
        centres = unit(np.array(means, np.float32))
    return centres, np.argmax(rows @ centres.T, axis=1)


class Corpus:
    """Sentences as a sparse matrix of features, ordered for batched sums."""

    def __init__(self, sentences: Sequence[list[list[str]]], vocabulary: dict[str, int]) -> None:
        lengths = np.array([len(one) for one in sentences])
        columns = [
            [vocabulary[one] for one in word if one in vocabulary] for line in sentences for word in line
        ]
        starts = np.cumsum([0, *map(len, columns)])
        flat = np.array([one for word in columns for one in word])
        self.matrix = sparse.csr_matrix(
            (np.ones(len(flat)), flat, starts), shape=(len(columns), len(vocabulary))
        )
        offsets = np.cumsum([0, *lengths[:-1]])
        order = np.argsort(-lengths, kind="stable")
        self.steps = [offsets[order[lengths[order] > at]] + at for at in range(lengths.max())]


def labels_of(line: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """0 outside, 1 first and 2 inner word of a span, for each token of ours."""
    out = []
    for low, high in tokens_of(line):
        inside = next((one for one in spans if one[0] < high and low < one[1]), None)
        is_first = inside is not None and not any(
            inside[0] < b and a < inside[1] and b <= low for a, b in tokens_of(line)
        )
        out.append(0 if inside is None else 1 if is_first else 2)
    return out


def train_layer(corpus: Corpus, labels: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Weights by feature and by step of a chain model with labels outside, first, inner."""
    matrix, width = corpus.matrix, corpus.matrix.shape[1]
    turned, truth = matrix.T.tocsr(), np.eye(LABELS)[labels]
    seen = turned @ truth
    seen_steps = sum(
        truth[before[: len(now)]].T @ truth[now]
        for before, now in zip(corpus.steps, corpus.steps[1:], strict=False)
    )

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, steps = (
            flat[: width * LABELS].reshape(width, LABELS),
            flat[width * LABELS :].reshape(LABELS, LABELS),
        )
        gains = matrix @ weights
        total, chances, step_chances = _expected(corpus.steps, gains, steps)
        likely = (gains * truth).sum() + (steps * seen_steps).sum() - total
        slope = np.concatenate([(seen - turned @ chances).ravel(), (seen_steps - step_chances).ravel()])
        return -likely + 0.5 * SMOOTH * (flat @ flat), SMOOTH * flat - slope

    start = np.zeros(width * LABELS + LABELS * LABELS)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return best[: width * LABELS].reshape(width, LABELS), best[width * LABELS :].reshape(LABELS, LABELS)


def _expected(
    places: Sequence[NDArray[np.int64]], gains: Floats, steps: Floats
) -> tuple[float, Floats, Floats]:
    ahead = [gains[places[0]]]
    for now in places[1:]:
        ahead.append(np.logaddexp.reduce(ahead[-1][: len(now), :, None] + steps, axis=1) + gains[now])
    behind = [np.zeros((len(places[-1]), LABELS))]
    for now, after in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        rest = np.zeros((len(now), LABELS))
        rest[: len(after)] = np.logaddexp.reduce(steps + (gains[after] + behind[-1])[:, None, :], axis=2)
        behind.append(rest)
    behind.reverse()
    totals = np.logaddexp.reduce(ahead[0] + behind[0], axis=1)
    chances, step_chances = np.zeros_like(gains), np.zeros((LABELS, LABELS))
    for at, now in enumerate(places):
        chances[now] = np.exp(ahead[at] + behind[at] - totals[: len(now), None])
        if at:
            pairs = ahead[at - 1][: len(now), :, None] + steps + (gains[now] + behind[at])[:, None, :]
            step_chances += np.exp(pairs - totals[: len(now), None, None]).sum(axis=0)
    return float(totals.sum()), chances, step_chances


def main(bench: Path, index: Path, out: Path) -> None:
    """Train, keep the weights that matter, train again on those, and write."""
    classes = word_classes(WordVectors.load(index))
    parts = {
        "skillspan": list(read_skillspan(bench / "skillspan" / "train.json")),
        "sayfullina": list(read_sayfullina(bench / "sayfullina" / "sayfullina_train.conll")),
    }
    rows: dict[str, dict[str, tuple[float, float]]] = {}
    steps = []
    for kind in KINDS:
        lines = [one for one in parts["sayfullina" if kind == "soft" else "skillspan"] if one[0].strip()]
        sentences = [list(features_of([line[a:b] for a, b in tokens_of(line)], classes)) for line, _ in lines]
        labels = np.array([one for line, spans in lines for one in labels_of(line, spans[kind])])
        counts = Counter(one for line in sentences for word in line for one in word)
        kept = [one for one, count in counts.items() if count >= FEWEST]
        for most in (len(kept), KEPT // (4 if kind == "soft" else 2)):
            vocabulary = {one: at for at, one in enumerate(kept[:most])}
            weights, chain = train_layer(Corpus(sentences, vocabulary), labels)
            gains = weights[:, 1:] - weights[:, :1]
            order = np.argsort(-np.abs(gains).max(axis=1) * np.log1p([counts[one] for one in kept[:most]]))
            kept = [kept[at] for at in order]
        rows[kind] = {
            kept_name: (float(gains[at, 0]), float(gains[at, 1]))
            for kept_name, at in zip(kept, order, strict=True)
        }
        steps.append(tuple(map(float, (chain).ravel())))
        print(kind, len(rows[kind]), file=sys.stderr)
    names = sorted(set().union(*rows.values()))
    joined = {name: tuple(x for kind in KINDS for x in rows[kind].get(name, (0.0, 0.0))) for name in names}
    packed = pack(SpanModel(joined, classes, tuple(steps)))
    unpack(packed)
    out.write_bytes(packed)
    print(json.dumps({"features": len(names), "classes": len(classes), "bytes": len(packed)}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
