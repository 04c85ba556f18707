"""The entries of a release of one kind, with everything they are found by.

Computed when the release is installed, saved as arrays, mapped from disk when asked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.catalogue.esco import EscoEntry, EscoRelease
from cairn.match.esco.adverts import ways_asked
from cairn.match.esco.matrices import TermMatrix
from cairn.match.esco.terms import all_stems, content, grams, with_pairs
from cairn.match.esco.vectors import WordVectors, unit
from cairn.match.typed.names import bare_name

Scores = NDArray[np.floating[Any]]

STANDING = ("cross-sector", "label words", "asked")
# Learned with the weights of `cairn.match.esco.ranking`, and in their measure.
STANDING_WEIGHTS = np.array([0.3, 0.62, 1.91], np.float32)
_NAMED, _WORKED, _HALF_ASKED = 0.05, 0.1, 3
_PARTS = ("firsts", "name_totals", "vectors", "prior")


@dataclass(frozen=True, slots=True)
class Side:
    """The entries of one kind (skills or occupations) with all they are found by.

    `firsts[i]` is the place of entry `i`'s label among `names`; its aliases follow.
    `prior` is what an entry is worth before any query.
    """

    ids: list[str]
    names: list[str]
    firsts: NDArray[np.int64]
    grams: TermMatrix
    words: TermMatrix
    by_name: TermMatrix
    name_totals: Scores
    vectors: Scores
    prior: Scores

    @classmethod
    def of(cls, entries: Sequence[EscoEntry], vectors: WordVectors, *, are_skills: bool) -> "Side":
        """Everything computed from the entries; about five seconds for ESCO's skills."""
        own_names = [[bare_name(one.label), *one.aliases] for one in entries]
        stems = [[all_stems(name) for name in names] for names in own_names]
        flat = [one for names in stems for one in names]
        cores = [content(one) for one in flat]
        firsts = np.cumsum([0, *(len(names) for names in own_names[:-1])])
        by_name = TermMatrix.of(cores if are_skills else map(grams, flat), is_normal=not are_skills)
        return cls(
            ids=[one.id for one in entries],
            names=[name for names in own_names for name in names],
            firsts=firsts,
            grams=TermMatrix.of(
                ([one for name in names for one in grams(name)] for names in stems), is_normal=True
            ),
            words=TermMatrix.of(
                ([one for name in names for one in with_pairs(content(name))] for names in stems),
                is_normal=True,
            ),
            by_name=by_name,
            name_totals=_row_sums(by_name).astype(np.float32),
            vectors=_entry_vectors(vectors.means(cores), firsts).astype(np.float32),
            prior=skill_standing(entries) @ STANDING_WEIGHTS
            if are_skills
            else _role_prior(entries, own_names),
        )

    def save(self, folder: Path, name: str) -> None:
        """Write everything as files that start with `name`."""
        (folder / f"{name}.ids.txt").write_text("\n".join(self.ids), encoding="utf-8")
        (folder / f"{name}.names.txt").write_text("\n".join(self.names), encoding="utf-8")
        for part in ("grams", "words", "by_name"):
            getattr(self, part).save(folder, f"{name}.{part}")
        for part in _PARTS:
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, name: str) -> "Side":
        """Everything as it was saved; large arrays are mapped, not read."""
        ids = (folder / f"{name}.ids.txt").read_text(encoding="utf-8").split("\n")
        names = (folder / f"{name}.names.txt").read_text(encoding="utf-8").split("\n")
        sizes = {"grams": len(ids), "words": len(ids), "by_name": len(names)}
        matrices: dict[str, Any] = {
            part: TermMatrix.load(folder, f"{name}.{part}", size) for part, size in sizes.items()
        }
        arrays: dict[str, Any] = {
            part: np.load(folder / f"{name}.{part}.npy", mmap_mode="r" if part == "vectors" else None)
            for part in _PARTS
        }
        return cls(ids=ids, names=names, **matrices, **arrays)

    @property
    def labels(self) -> list[str]:
        """The label of each entry."""
        return [self.names[place] for place in self.firsts]

    def names_of(self, entry: int) -> list[str]:
        """The label and aliases of entry number `entry`."""
        end = self.firsts[entry + 1] if entry + 1 < len(self.ids) else len(self.names)
        return self.names[int(self.firsts[entry]) : int(end)]

    def best_name(self, entry: int, per_name: Scores) -> str:
        """The name of an entry that scored best."""
        first, names = int(self.firsts[entry]), self.names_of(entry)
        return names[int(np.argmax(per_name[first : first + len(names)]))]

    def best_of(self, per_name: Scores) -> Scores:
        """The best score of each entry's names."""
        return np.maximum.reduceat(per_name, self.firsts)


def _row_sums(matrix: TermMatrix) -> Scores:
    sums = np.bincount(matrix.rows, weights=matrix.values.astype(np.float32), minlength=matrix.documents)
    return np.asarray(np.maximum(sums, 1e-6))


def _entry_vectors(name_vectors: Scores, firsts: NDArray[np.int64]) -> Scores:
    """The mean of an entry's names, its label counting half as much again."""
    counts = np.diff(np.append(firsts, len(name_vectors)))
    means = np.add.reduceat(name_vectors, firsts, axis=0) / counts[:, None]
    return unit(means + 0.5 * name_vectors[firsts])


def skill_standing(entries: Sequence[EscoEntry]) -> Scores:
    """What is known of each skill before any query: a row a skill, a column each of `STANDING`."""
    rows = [
        (
            one.reuse == "cross-sector",
            np.log1p(len(content(all_stems(bare_name(one.label))))),
            is_asked(ways_asked().get(one.id, 0)),
        )
        for one in entries
    ]
    return np.array(rows, np.float32)


def is_asked(ways: int) -> float:
    """How usual it is that adverts ask for a skill, 0–1, from in how many ways some did."""
    return ways / (ways + _HALF_ASKED)


def _role_prior(entries: Sequence[EscoEntry], names: Sequence[Sequence[str]]) -> Scores:
    """How many names an occupation has, and how many people its group employs for each occupation in it."""
    people, sizes = _workers(), Counter(one.isco for one in entries)
    return np.array(
        [
            _NAMED * np.log(len(own)) + _WORKED * np.log1p(2 * people.get(one.isco, 0.0) / sizes[one.isco])
            for one, own in zip(entries, names, strict=True)
        ],
        np.float32,
    )


@cache
def _workers() -> Mapping[str, float]:
    """Thousands of people employed by ISCO unit group, a file that ships with Cairn."""
    text = (resources.files("cairn.match.esco") / "workers.csv").read_text(encoding="utf-8")
    pairs = (line.split(",") for line in text.splitlines()[1:])
    return {group: float(count) for group, count in pairs}


def asked_terms(release: EscoRelease) -> TermMatrix:
    """For each occupation, the words of the skills it names."""
    words = {one.id: content(all_stems(bare_name(one.label))) for one in release.skills}
    asked: dict[str, list[str]] = {one.id: [] for one in release.occupations}
    for link in release.links:
        asked[link.occupation] += words[link.skill]
    return TermMatrix.of(asked.values(), is_normal=True)
