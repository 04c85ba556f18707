"""ESCO ranked for any sentence or title: built once at install, opened in an instant.

`cairn.match.esco.ranking` orders skills by the letters and words they share with a query,
by word vectors compared over stretches of it, and by how usual it is to ask for them.
A title is scored likewise, name by name, with the skills an occupation names and how
many people it employs. The optional sentence model adds what the words mean.
`docs/method/finding.md` says how each part was chosen and measured.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cairn.catalogue.esco import EscoRelease
from cairn.errors import UnreadableFile
from cairn.match.esco.encoder import SentenceModel
from cairn.match.esco.matrices import TermMatrix
from cairn.match.esco.meanings import Meanings, Report
from cairn.match.esco.ranking import LEAST_NEAR, LIKELIEST, FirstLook, chance, likeliest, second_look
from cairn.match.esco.side import Scores, Side, asked_terms
from cairn.match.esco.terms import all_stems, content, grams, with_pairs
from cairn.match.esco.twins import sharpened
from cairn.match.esco.vectors import WordVectors
from cairn.match.text.mentions import SkillFinder
from cairn.match.typed.everyday import short_forms
from cairn.match.typed.names import bare_name
from cairn.match.typed.readings import retyped
from cairn.match.typed.wordbook import WordBook
from cairn.match.values import Corrections, RoleMatch, SkillMatch, phrase_key
from cairn.units import RoleId, SkillId
from cairn.words import fold, stem, word_list

FORMAT = 4
_LONGEST_WORDS = 120
# What the sentence model counts in the measure of the second look, and how much of it at first sight.
_STANDS_OUT, _MEANT_WHOLE, _MEANT_FIRST = 20.0, 14.0, 0.15
# The sum that is as likely right as wrong and how slowly that changes; the same with the sentence model.
_SURE, _SURE_MEANT = (11.37, 1.08), (21.5, 2.3)
_TITLE_LETTERS, _TITLE_WORDS, _TITLE_LABEL, _TITLE_NEAR, _ASKED = 0.5, 0.5, 0.3, 0.9, 0.6
# With twice as much to tell by, the prior counts twice too.
_MEANT_NAME, _MEANT_ROLE, _PRIOR_MEANT = 2.5, 2.0, 2.0
_VOTE, _VOTE_POWER, _VOTERS = 5.0, 3, 30
_LONGEST_TITLE = 400
# A query is asked in up to so many ways, itself first, until a score is enough; what another
# way finds counts a little less than what was typed.
_MOST_TEXTS, _RETYPED, _SURE_SKILL, _SURE_ROLE = 3, 0.97, 0.8, 0.6
# What nearly the best title there is comes to, so that scores run 0–1; they order and are no probabilities.
_MOST_TITLE, _MOST_TITLE_MEANT = 4.5, 4.5


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
    asked: TermMatrix
    vectors: WordVectors
    meanings: Meanings | None = None
    book: WordBook = field(default_factory=WordBook)

    @classmethod
    def of(
        cls, release: EscoRelease, texts: Iterable[str] = (), model: SentenceModel | None = None
    ) -> "EscoIndex":
        """Compute the index; `texts` (such as task statements) sharpen the word vectors.

        With the optional sentence model names are encoded too: some minutes more.
        """
        vectors = sharpened(WordVectors.train(_training_texts(release, texts)), release)
        made = cls(
            skills=Side.of(release.skills, vectors, are_skills=True),
            occupations=Side.of(release.occupations, vectors, are_skills=False),
            asked=asked_terms(release),
            vectors=vectors,
            book=WordBook.of_stems(vectors.places),
        )
        return made.with_model(model) if model else made

    def with_model(self, model: SentenceModel, report: Report | None = None) -> "EscoIndex":
        """The same index with its names encoded; `report` is told how many of how many are done."""
        meanings = Meanings.of(
            model,
            skills=self.skills.labels,
            titles=self.occupations.names,
            firsts=self.occupations.firsts,
            report=report,
        )
        return replace(self, meanings=meanings)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made when missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self.skills.save(folder, "skills")
        self.occupations.save(folder, "occupations")
        self.asked.save(folder, "occupations.asked")
        self.vectors.save(folder)
        if self.meanings:
            self.meanings.save(folder)
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
                occupations, vectors = Side.load(folder, "occupations"), WordVectors.load(folder)
                return cls(
                    skills=Side.load(folder, "skills"),
                    occupations=occupations,
                    asked=TermMatrix.load(folder, "occupations.asked", len(occupations.ids)),
                    vectors=vectors,
                    book=WordBook.of_stems(vectors.places),
                    meanings=Meanings.load(folder, model, occupations.firsts) if model else None,
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
        scores, per_name = self._best_retyped(
            lambda text: self.skill_scores(text, max(top, LIKELIEST)), query, enough=_SURE_SKILL
        )
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
        scores, per_name = self._best_retyped(
            lambda text: self.role_scores(text, confirmed), query, enough=_SURE_ROLE
        )
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

    def _best_retyped(
        self, score: Callable[[str], tuple[Scores, Scores]], query: str, *, enough: float
    ) -> tuple[Scores, Scores]:
        """The best that the query and, short of `enough`, texts it may have been meant as score."""
        scores, per_name = score(query)
        if scores.max(initial=0.0) < enough:
            for text in retyped(query, self.book)[1:_MOST_TEXTS]:
                others, names = score(text)
                scores, per_name = np.maximum(scores, _RETYPED * others), np.maximum(per_name, names)
        return scores, per_name

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

    def skill_scores(self, query: str, most: int = LIKELIEST) -> tuple[Scores, Scores]:
        """A score for the likeliest `most` skills, 0 for all others, and one for every name."""
        side, look = self.skills, FirstLook.of(query, self.skills, self.vectors)
        first, meant, sure = look.scores(side), np.zeros(len(side.ids)), _SURE
        if look.core and self.meanings:
            standing_out, whole = self.meanings.skill_scores(query)
            meant, sure = _STANDS_OUT * standing_out + _MEANT_WHOLE * whole, _SURE_MEANT
            first = np.where((first > 0) | (whole > LEAST_NEAR), first + _MEANT_FIRST * meant, 0.0)
        places = likeliest(first, most)
        scores = np.zeros(len(side.ids))
        scores[places] = chance(second_look(look, side, self.vectors, places) + meant[places], *sure)
        return scores, look.per_name

    def role_scores(self, title: str, confirmed: ConfirmedTitles | None = None) -> tuple[Scores, Scores]:
        """A score for every occupation, and one for every name."""
        side, stems = self.occupations, title_stems(title)[:_LONGEST_WORDS]
        core = content(stems)
        letters = grams(stems)
        per_name = side.by_name.cosines(letters)
        shared = (
            _TITLE_LETTERS * side.grams.cosines(letters)
            + _TITLE_WORDS * side.words.cosines(with_pairs(core))
            + side.best_of(per_name)
            + _TITLE_LABEL * per_name[side.firsts]
            + _TITLE_NEAR * (side.vectors @ self.vectors.mean(core))
            + _ASKED * self.asked.cosines(core)
        )
        prior, most = side.prior, _MOST_TITLE
        if stems and self.meanings:
            by_name, by_role = self.meanings.title_scores(title)
            shared = shared + _MEANT_NAME * side.best_of(by_name) + _MEANT_ROLE * by_role
            prior, most = _PRIOR_MEANT * prior, most + _MOST_TITLE_MEANT
        if confirmed:
            shared = shared + _VOTE * confirmed.votes(letters, len(side.ids))
        return np.where(shared > 0, (shared + prior) / most, 0.0), per_name


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
