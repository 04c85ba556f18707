"""ESCO ranked for any sentence or title: built once at install, opened in an instant.

A skill is scored by what it shares with a query in four ways: runs of
characters and stemmed words over all its names together, the one of its names
that the query covers best, and word vectors compared over windows of the query.
How widely a skill serves is a mild prior. A title is scored likewise, name by
name. `docs/method/finding.md` says how each part was chosen and measured.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.catalogue.esco import EscoEntry, EscoRelease
from cairn.errors import UnreadableFile
from cairn.match.encoder import SentenceModel, stretches
from cairn.match.everyday import short_forms
from cairn.match.matrices import TermMatrix
from cairn.match.mentions import SkillFinder
from cairn.match.names import bare_name
from cairn.match.terms import all_stems, content, grams, with_pairs
from cairn.match.values import Corrections, RoleMatch, SkillMatch, phrase_key
from cairn.match.vectors import WordVectors, unit
from cairn.units import RoleId, SkillId
from cairn.words import fold, stem, word_list

Scores = NDArray[np.floating[Any]]

FORMAT = 2
_REUSE = {"transversal": 3.0, "cross-sector": 2.0, "sector-specific": 1.4}
_WINDOWS = (1, 2, 3, 4, 6, 8)
_LONGEST_WORDS = 120
# Found on validation sentences: moving any of them by half changes less than a point.
_LETTERS, _NAME, _NEAR = 0.4, 0.2, 0.7
_USES, _REUSED, _NAMED = 0.006, 0.09, 0.05
_MEANT_PART, _MEANT_WHOLE, _MEANT_TITLE = 3.5, 1.0, 2.3
_STRETCHES, _SHORT, _MOST_MEANT, _BYTE = (4, 8), 45, 60, 127
_LEAST_NEAR = 0.3
_VOTE, _VOTE_POWER, _VOTERS = 3.0, 3, 30
_LONGEST_TITLE, _LONGEST_QUERY = 400, 2000
_MOST = 2.9


@dataclass(frozen=True, slots=True)
class Side:
    """The entries of one kind (skills or occupations) with all they are found by.

    `firsts[i]` is the place of entry `i`'s label among `names`; its aliases follow.
    `prior` is what an entry is worth before any query. `meanings` are what the
    optional sentence model makes of the labels, −127 to 127; no rows without it.
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
    meanings: NDArray[np.int8]

    @classmethod
    def of(
        cls,
        entries: Sequence[EscoEntry],
        vectors: WordVectors,
        model: SentenceModel | None,
        *,
        are_skills: bool,
    ) -> "Side":
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
            prior=_prior(entries, own_names, are_skills=are_skills),
            meanings=_meanings([names[0] for names in own_names], model),
        )

    def save(self, folder: Path, name: str) -> None:
        """Write everything as files that start with `name`."""
        (folder / f"{name}.ids.txt").write_text("\n".join(self.ids), encoding="utf-8")
        (folder / f"{name}.names.txt").write_text("\n".join(self.names), encoding="utf-8")
        for part in ("grams", "words", "by_name"):
            getattr(self, part).save(folder, f"{name}.{part}")
        for part in ("firsts", "name_totals", "vectors", "prior", "meanings"):
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
            for part in ("firsts", "name_totals", "vectors", "prior", "meanings")
        }
        return cls(ids=ids, names=names, **matrices, **arrays)

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


@dataclass(frozen=True, slots=True)
class ConfirmedTitles:
    """Titles a person (or a team) has said the occupation of; near ones vote for it."""

    places: NDArray[np.int64]
    grams: TermMatrix

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, RoleId]], index: "EscoIndex") -> "ConfirmedTitles":
        """From (title, occupation id) pairs; ids the release does not hold are passed over."""
        known = {one: place for place, one in enumerate(index.occupations.ids)}
        kept = [(title, known[role]) for title, role in pairs if role in known]
        return cls(
            places=np.array([place for _, place in kept], dtype=np.int64),
            grams=TermMatrix.of((grams(all_stems(title)) for title, _ in kept), is_normal=True),
        )

    def votes(self, letters: Sequence[str], occupations: int) -> Scores:
        """For each occupation, how alike its confirmed titles are to a title, 0–1."""
        votes = np.zeros(occupations)
        if len(self.places):
            alike = self.grams.cosines(letters) ** _VOTE_POWER
            near = np.argsort(-alike)[:_VOTERS]
            np.add.at(votes, self.places[near], alike[near])
            votes /= max(1.0, float(alike[near].sum()))
        return votes


@dataclass(frozen=True, slots=True)
class EscoIndex:
    """An installed release ready to be asked. Make one, ask it many times."""

    skills: Side
    occupations: Side
    vectors: WordVectors
    model: SentenceModel | None = None

    @classmethod
    def of(
        cls, release: EscoRelease, texts: Iterable[str] = (), model: SentenceModel | None = None
    ) -> "EscoIndex":
        """Compute the index; `texts` (such as task statements) sharpen the word vectors.

        With the optional sentence model, labels are encoded too: one to two
        minutes more.
        """
        vectors = WordVectors.train(_training_texts(release, texts))
        return cls(
            skills=Side.of(release.skills, vectors, model, are_skills=True),
            occupations=Side.of(release.occupations, vectors, model, are_skills=False),
            vectors=vectors,
            model=model,
        )

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made when missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self.skills.save(folder, "skills")
        self.occupations.save(folder, "occupations")
        self.vectors.save(folder)
        (folder / "index.json").write_text(json.dumps({"format": FORMAT}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, model: SentenceModel | None = None) -> "EscoIndex":
        """The index saved in `folder`; `model` serves when the index was made with it.

        Raises:
            UnreadableFile: there is none, it is damaged, or an older Cairn made it.
        """
        try:
            made = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if made["format"] == FORMAT:
                return cls(
                    skills=Side.load(folder, "skills"),
                    occupations=Side.load(folder, "occupations"),
                    vectors=WordVectors.load(folder),
                    model=model,
                )
        except (OSError, ValueError, KeyError, EOFError) as error:
            msg = "ESCO's search index is missing or damaged; install ESCO again: cairn data install esco."
            raise UnreadableFile(msg) from error
        msg = "ESCO's search index is from another version of Cairn: run cairn data install esco again."
        raise UnreadableFile(msg)

    def match_skills(
        self, query: str, *, top: int = 10, confirmed: Corrections | None = None
    ) -> tuple[SkillMatch, ...]:
        """The skills that a sentence, phrase or name asks for, best first.

        A phrase the person taught gives its skill first, one they rejected never its skill.
        """
        scores, per_name = self.skill_scores(query)
        side = self.skills
        taught = self._corrected(query, scores, confirmed) if confirmed else -1
        return tuple(
            SkillMatch(
                skill=SkillId(side.ids[place]),
                label=side.names[side.firsts[place]],
                score=_share(scores[place]),
                why="as you said" if place == taught else f"like “{side.best_name(place, per_name)}”",
            )
            for place in _best(scores, top)
        )

    def _corrected(self, query: str, scores: Scores, confirmed: Corrections) -> int:
        """Put right in `scores` what was corrected of just this query; the place of a taught skill or −1."""
        key, ids = phrase_key(query[:_LONGEST_TITLE]), self.skills.ids
        for phrase, skill in confirmed.rejected:
            if phrase_key(phrase) == key and skill in ids:
                scores[ids.index(skill)] = 0.0
        taught = [skill for phrase, skill in confirmed.taught if phrase_key(phrase) == key and skill in ids]
        if not taught:
            return -1
        place = ids.index(taught[-1])
        scores[place] = max(1.0, float(scores.max()) + 1e-6)
        return place

    def match_roles(
        self, query: str, *, top: int = 10, confirmed: ConfirmedTitles | None = None
    ) -> tuple[RoleMatch, ...]:
        """The occupations a title may mean, best first, those near confirmed titles ahead."""
        scores, per_name = self.role_scores(query, confirmed)
        side = self.occupations
        return tuple(
            RoleMatch(
                role=RoleId(side.ids[place]),
                label=side.names[side.firsts[place]],
                score=_share(scores[place]),
                why=f"like “{side.best_name(place, per_name)}”",
            )
            for place in _best(scores, top)
        )

    def skill_finder(self, confirmed: Corrections | None = None) -> SkillFinder:
        """A finder of the release's skills in running text; one to two seconds to make."""
        side = self.skills
        names = [(SkillId(own), side.names_of(place)) for place, own in enumerate(side.ids)]
        return SkillFinder.over(names, confirmed)

    def stream_skills(
        self, queries: Iterable[str], *, top: int = 10, confirmed: Corrections | None = None
    ) -> Iterator[tuple[str, tuple[SkillMatch, ...]]]:
        """Each query with its matches, one at a time."""
        return ((query, self.match_skills(query, top=top, confirmed=confirmed)) for query in queries)

    def stream_roles(
        self, queries: Iterable[str], *, top: int = 10, confirmed: ConfirmedTitles | None = None
    ) -> Iterator[tuple[str, tuple[RoleMatch, ...]]]:
        """Each title with its matches, one at a time."""
        return ((query, self.match_roles(query, top=top, confirmed=confirmed)) for query in queries)

    def skill_scores(self, query: str) -> tuple[Scores, Scores]:
        """A score for every skill, and one for every name; 0 where nothing is shared."""
        side, stems = self.skills, all_stems(query)[:_LONGEST_WORDS]
        core = content(stems)
        per_name = _coverage(side, core)
        windows = self._windows(core)
        near = (windows @ side.vectors.T).max(axis=0) if len(windows) else np.zeros(len(side.ids))
        letters = side.grams.cosines(grams(stems))
        shared = (
            side.words.cosines(with_pairs(core))
            + _LETTERS * letters
            + _NAME * side.best_of(per_name)
            + _NEAR * near
        )
        is_alike = (letters > 0) | (near > _LEAST_NEAR)
        most = _MOST
        if stems and self.means(side):
            said = query[:_LONGEST_QUERY].split()[:_MOST_MEANT]
            alike = self._meant(stretches(said, _STRETCHES if len(said) <= _SHORT else _STRETCHES[1:]), side)
            shared = shared + _MEANT_PART * alike.max(axis=0) + _MEANT_WHOLE * alike[0]
            is_alike, most = is_alike | (alike[0] > _LEAST_NEAR), _MOST + _MEANT_PART + _MEANT_WHOLE
        return np.where(is_alike, (shared + side.prior) / most, 0.0), per_name

    def means(self, side: Side) -> bool:
        """Whether the optional sentence model takes part."""
        return self.model is not None and len(side.meanings) > 0

    def _meant(self, texts: Sequence[str], side: Side) -> Scores:
        """How alike in meaning each text (a row) is to each label."""
        if self.model is None:
            return np.zeros((len(texts), len(side.ids)))
        return np.asarray(self.model.encode(texts) @ side.meanings.astype(np.float32).T) / _BYTE

    def _windows(self, core: Sequence[str]) -> Scores:
        """Unit vectors of all short stretches of the query, the whole of it last."""
        words = self.vectors.weighted(core)
        if not len(words):
            return words
        sums = np.vstack([np.zeros((1, words.shape[1])), np.cumsum(words, axis=0)])
        parts = [sums[size:] - sums[:-size] for size in _WINDOWS if size <= len(words)]
        return unit(np.vstack([*parts, sums[-1:]]).astype(np.float32))

    def role_scores(self, title: str, confirmed: ConfirmedTitles | None = None) -> tuple[Scores, Scores]:
        """A score for every occupation, and one for every name."""
        side, stems = self.occupations, title_stems(title)[:_LONGEST_WORDS]
        core = content(stems)
        letters = grams(stems)
        per_name = side.by_name.cosines(letters)
        shared = (
            0.5 * side.grams.cosines(letters)
            + 0.5 * side.words.cosines(with_pairs(core))
            + side.best_of(per_name)
            + 0.3 * per_name[side.firsts]
            + 0.6 * (side.vectors @ self.vectors.mean(core))
        )
        most = _MOST
        if stems and self.means(side):
            shared = shared + _MEANT_TITLE * self._meant([title[:_LONGEST_TITLE]], side)[0]
            most += _MEANT_TITLE
        if confirmed:
            shared = shared + _VOTE * confirmed.votes(letters, len(side.ids))
        return np.where(shared > 0, (shared + side.prior) / most, 0.0), per_name


def title_stems(title: str) -> list[str]:
    """The stems of a title, its short forms (RN, HR) written out where they mean one thing."""
    known = short_forms()
    words = word_list(title[:_LONGEST_TITLE])
    meant = [known.get(fold(word), ()) for word in words]
    return [
        stem(part)
        for word, one in zip(words, meant, strict=True)
        for part in (one[0] if len(one) == 1 else (word,))
    ]


def _best(scores: Scores, top: int) -> list[int]:
    places = np.argsort(-scores, kind="stable")[:top]
    return [int(place) for place in places if scores[place] > 0]


def _share(score: float) -> float:
    return round(float(min(1.0, max(0.0, score))), 4)


def _coverage(side: Side, core: Sequence[str]) -> Scores:
    """For each name: the share of it the query holds, squared, times the root of how much."""
    weights = dict.fromkeys(side.by_name.query_weights(dict.fromkeys(core, 1.0)), 1.0)
    held = side.by_name.sums(weights).astype(np.float32)
    return np.asarray((held / side.name_totals) ** 2 * np.sqrt(held))


def _meanings(labels: Sequence[str], model: SentenceModel | None) -> NDArray[np.int8]:
    if model is None:
        return np.zeros((0, 0), np.int8)
    return np.asarray(np.round(model.encode(labels) * _BYTE), np.int8)


def _row_sums(matrix: TermMatrix) -> Scores:
    sums = np.bincount(matrix.rows, weights=matrix.values.astype(np.float32), minlength=matrix.documents)
    return np.asarray(np.maximum(sums, 1e-6))


def _entry_vectors(name_vectors: Scores, firsts: NDArray[np.int64]) -> Scores:
    """The mean of an entry's names, its label counting half as much again."""
    counts = np.diff(np.append(firsts, len(name_vectors)))
    means = np.add.reduceat(name_vectors, firsts, axis=0) / counts[:, None]
    return unit(means + 0.5 * name_vectors[firsts])


def _prior(entries: Sequence[EscoEntry], names: Sequence[Sequence[str]], *, are_skills: bool) -> Scores:
    if are_skills:
        return np.array(
            [_USES * np.log1p(one.uses) + _REUSED * _REUSE.get(one.reuse, 0.0) for one in entries], np.float32
        )
    return np.array([_NAMED * np.log(len(own)) for own in names], np.float32)


def _training_texts(release: EscoRelease, texts: Iterable[str]) -> Iterator[list[str]]:
    """Names beside their label and descriptions, as content stems."""
    for one in (*release.skills, *release.occupations):
        label = content(all_stems(bare_name(one.label)))
        yield label
        for alias in one.aliases:
            stems = content(all_stems(alias))
            yield stems
            yield label + stems
        yield label + content(all_stems(one.description))
    for text in texts:
        yield content(all_stems(text))
