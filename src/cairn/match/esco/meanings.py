"""What the optional sentence model makes of a release's names, and of a query beside them.

A sentence is compared in short stretches as well as whole. A stretch that is close to
everything says little, so what counts is how far a skill stands out from the ten
skills nearest to the same stretch. A title is compared with every name of an
occupation and with their mean.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.match.esco.encoder import SentenceModel, stretches
from cairn.match.esco.vectors import unit

Scores = NDArray[np.floating[Any]]
Report = Callable[[int, int], None]

_BYTE = 127
_STRETCH = 3
_MOST_WORDS, _LONGEST_QUERY, _LONGEST_TITLE = 60, 2000, 400
_NEAREST = 10
_AT_A_TIME = 1024
_FILES = ("skills.meanings.npy", "occupations.meanings.npy")


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector a skill label, one an occupation name and one an occupation, ready to ask."""

    model: SentenceModel
    skills: Scores
    titles: Scores
    occupations: Scores

    @classmethod
    def of(
        cls,
        model: SentenceModel,
        *,
        skills: Sequence[str],
        titles: Sequence[str],
        firsts: NDArray[np.int64],
        report: Report | None = None,
    ) -> "Meanings":
        """Encode the labels of skills and all names of occupations.

        `firsts` are the places of the occupations' labels among their names. Two to four
        minutes for ESCO on two cores; `report` is told how many of how many names are done.
        """
        found = np.zeros((len(skills) + len(titles), model.size), np.int8)
        for start in range(0, len(found), _AT_A_TIME):
            part = [*skills, *titles][start : start + _AT_A_TIME]
            found[start : start + len(part)] = np.round(model.encode(part) * _BYTE)
            if report:
                report(start + len(part), len(found))
        return cls._from_bytes(model, found[: len(skills)], found[len(skills) :], firsts)

    @classmethod
    def load(cls, folder: Path, model: SentenceModel, firsts: NDArray[np.int64]) -> "Meanings | None":
        """What was saved in `folder`; None when the search there was made without the model."""
        if not all((folder / one).exists() for one in _FILES):
            return None
        skills, titles = (np.load(folder / one) for one in _FILES)
        return cls._from_bytes(model, skills, titles, firsts)

    @classmethod
    def _from_bytes(
        cls,
        model: SentenceModel,
        skills: NDArray[np.int8],
        titles: NDArray[np.int8],
        firsts: NDArray[np.int64],
    ) -> "Meanings":
        names = titles.astype(np.float32) / _BYTE
        counts = np.diff(np.append(firsts, len(names)))
        means = np.add.reduceat(names, firsts, axis=0) / counts[:, None]
        occupations = unit(means + 0.5 * names[firsts]).astype(np.float32)
        return cls(model, skills.astype(np.float32) / _BYTE, names, occupations)

    def save(self, folder: Path) -> None:
        """Write a byte a number: nothing is lost by it."""
        for name, rows in zip(_FILES, (self.skills, self.titles), strict=True):
            np.save(folder / name, np.round(rows * _BYTE).astype(np.int8))

    def skill_scores(self, query: str) -> tuple[Scores, Scores]:
        """For each skill how far it stands out in the best stretch, and how alike it is to the whole."""
        said = query[:_LONGEST_QUERY].split()[:_MOST_WORDS]
        alike = self.model.encode(stretches(said, _STRETCH)) @ self.skills.T
        nearest = min(_NEAREST, alike.shape[1])
        usual = np.partition(alike, -nearest, axis=1)[:, -nearest:].mean(axis=1, keepdims=True)
        return (alike - usual).max(axis=0), alike[0]

    def title_scores(self, title: str) -> tuple[Scores, Scores]:
        """For each occupation name, and for each occupation, how alike it is to a title."""
        meant = self.model.encode([title[:_LONGEST_TITLE]])[0]
        return self.titles @ meant, self.occupations @ meant
