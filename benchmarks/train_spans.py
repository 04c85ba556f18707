"""Train the span model that ships with Cairn: `train_spans.py BENCH DATA OUT`.

BENCH holds `skillspan/train.json` and `sayfullina/sayfullina_train.conll`, DATA the
releases of ESCO and O*NET (`esco-1.1.1`, `onet-29.0-text`): word vectors trained on
them are grouped into classes of words, and how names of skills use a word is counted.
OUT is the file to write (src/cairn/match/spans.model). Only the train parts are read.
Takes about three minutes on two cores.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matching import task_texts
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from cairn.catalogue.esco import EscoRelease, read_esco
from cairn.match.esco import EscoIndex
from cairn.match.names import bare_name
from cairn.match.spans import KINDS, Classes, SpanModel, features_of, pack, tokens_of, unpack
from cairn.match.vectors import unit
from cairn.words import stem, word_list

Floats = NDArray[np.floating[Any]]
LABELS = 3
KEPT, FEWEST, SMOOTH, ROUNDS = 40_000, 2, 2.0, 90
WIDE, NARROW, CLASS_WORDS = 64, 400, 7_000
NARROWER, OTHER, MORE_WORDS = 1_200, 150, 14_000
LITTLE, OFTEN, SMALL = 0.05, 0.3, 5


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


def word_classes(release: EscoRelease, texts: Sequence[str]) -> dict[str, Classes]:
    """By stem: four groupings of words with alike vectors, and third how names of skills use it."""
    vectors = EscoIndex.of(release, texts).vectors
    words = list(vectors.places)[:MORE_WORDS]
    rows = vectors.vectors[: len(words)].astype(np.float32)
    centres, narrow = _groups(rows[:CLASS_WORDS], NARROW, seed=1)
    wide = _groups(centres, WIDE, seed=2)[1]
    narrower, other = _groups(rows, NARROWER, seed=3)[1], _groups(rows, OTHER, seed=4)[1]
    uses = word_uses(release, texts)
    missing = [-1] * (len(words) - len(narrow))
    firsts = [*map(int, wide[narrow]), *missing]
    seconds = [*map(int, narrow), *missing]
    return {
        word: (firsts[at], seconds[at], uses.get(word, -1), int(narrower[at]), int(other[at]))
        for at, word in enumerate(words)
    }


def word_uses(release: EscoRelease, texts: Sequence[str]) -> dict[str, int]:
    """How often a word begins a name of a skill, stands further on in one, and names knowledge.

    Three digits, each 0 never, 1 seldom, 2 at times, 3 often, beside its use in plain sentences.
    """
    first, inner, known = Counter[str](), Counter[str](), Counter[str]()
    plain = Counter(map(stem, (word for text in texts for word in word_list(text))))
    for one in release.skills:
        plain.update(map(stem, word_list(one.description)))
        for name in (bare_name(one.label), *one.aliases):
            stems = [stem(word) for word in word_list(name)]
            if one.kind == "knowledge":
                known.update(set(stems))
            else:
                first.update(stems[:1])
                inner.update(set(stems[1:]))

    def digit(count: int, word: str) -> int:
        share = count / (plain[word] + SMALL)
        return 0 if not count else 1 if share < LITTLE else 2 if share < OFTEN else 3

    return {
        word: 100 * digit(first[word], word) + 10 * digit(inner[word], word) + digit(known[word], word)
        for word in {*first, *inner, *known}
    }


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


def main(bench: Path, data: Path, out: Path) -> None:
    """Train, keep the weights that matter, train again on those, and write."""
    release = read_esco(sorted((data / "esco-1.1.1").glob("*.zip")))
    classes = word_classes(release, task_texts(data))
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
