"""Where a résumé speaks of skills: each mention with its own sentence and how independent it was.

A bullet of four sentences tells four things. Each is weighed by its own words, so
that “train new starters” does not make somebody a teacher of all the bullet names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from cairn.catalogue.values import Catalogue
from cairn.match import SkillFinder, SkillMention, find_skills, match_skills
from cairn.match.text.wishes import is_hoped
from cairn.profile.evidence import evidence_mentions, refused_skills
from cairn.profile.language import language_of
from cairn.profile.testify import Mention, rating_of
from cairn.profile.witness import find_independence
from cairn.reading.values import Experience, Resume
from cairn.units import SkillId

_CLEAR_SKILL = 0.95
_PART_END = re.compile(r"[,;.|/\n]|\band\b")
# A stop behind a word of three letters or a bracket ends a sentence; behind “e.g.” it does not.
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3}[.!?])|(?<=[)\d%”\"][.!?]))\s+(?=[^\W_a-z“\"'(£$€])|;\s+")
_FEWEST_WORDS = 3
# “cover when my team leader is off” tells of somebody else's leading
_SOMEBODY = re.compile(r"\b(?:leaders?|managers?|supervisors?|boss|heads?|chiefs?|leads?)$", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:my|our|his|her|their|the|to|under|assist\w*|support\w*|alongside)\s+(?:\w+\s+)?$", re.IGNORECASE
)
Mentions = dict[SkillId, list[Mention]]


def find_mentions(
    resume: Resume, finder: SkillFinder, catalogue: Catalogue
) -> tuple[Mentions, tuple[str, ...]]:
    """Mentions by skill, and the listed words that no skill matches."""
    found: Mentions = defaultdict(list)
    own: list[str] = []
    for index, experience in enumerate(resume.experiences):
        _add_done(found, experience, index, finder, catalogue)
    for shown, mention in evidence_mentions(resume.experiences, catalogue):
        found[shown].append(mention)
    for listed in resume.skills:
        names = _listed_skills(listed.text, finder)
        if not names:
            own.append(listed.text)
        for name in names:
            found[name].append(
                Mention(kind="listed", quote=listed.text, rating=listed.rating, start=listed.place.start)
            )
    _add_claims(found, resume, finder)
    _add_own_language(found, resume, finder)
    return _with_shown(found, catalogue), tuple(dict.fromkeys(own))


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with where it begins; crumbs stay with the one before."""
    starts = [0]
    for end in _SENTENCE_END.finditer(text):
        is_crumb = len(text[starts[-1] : end.start()].split()) < _FEWEST_WORDS
        if not is_crumb and len(text[end.end() :].split()) >= _FEWEST_WORDS:
            starts.append(end.end())
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:stop].rstrip(" ;")


def _add_done(
    found: Mentions, experience: Experience, index: int, finder: SkillFinder, catalogue: Catalogue
) -> None:
    """What the words of an experience say was done in it."""
    refused = refused_skills(experience)
    for text, begin in _sentences(experience):
        grade = find_independence(text)
        for one in find_skills(text, finder):
            if one.skill in refused or _is_of_another(text, one.start, one.end) or _is_hoped(text, one):
                continue
            start = begin + one.start
            is_language = catalogue.skills[one.skill].kind == "language"
            rated = _rated_language(text, one.start, start) if is_language else None
            done = Mention(kind="done", quote=text, independence=grade, experience=index, start=start)
            found[one.skill].append(rated or done)


def _sentences(experience: Experience) -> Iterator[tuple[str, int]]:
    yield experience.title, experience.place.start
    for one in experience.highlights:
        yield from ((text, one.place.start + at) for at, text in split_sentences(one.text))


def _is_of_another(text: str, start: int, end: int) -> bool:
    return bool(_SOMEBODY.search(text[start:end]) and _OF_ANOTHER.search(text[:start]))


def _is_hoped(text: str, found: SkillMention) -> bool:
    """Whether the person writes that they would like to learn or do this, not that they can."""
    return found.is_wish and is_hoped(text, found.start, found.end)


def _listed_skills(text: str, finder: SkillFinder) -> set[SkillId]:
    """Skills that an entry of a skills list names: in a list, even “R” or “Go” is one."""
    names = {one.skill for one in find_skills(text, finder)}
    best = match_skills(text, finder, top=1)
    if best and best[0].score >= _CLEAR_SKILL:
        names.add(best[0].skill)
    return names


def _claims(resume: Resume) -> Iterator[tuple[str, int]]:
    """The summary, the studies and the certificates claim skills without dating them."""
    studied = (one for study in resume.education for one in study.highlights)
    for quote in chain(resume.summary, studied):
        yield from ((text, quote.place.start + at) for at, text in split_sentences(quote.text))
    yield from ((one.text, one.place.start) for one in resume.certificates)
    if resume.headline:
        yield resume.headline, 0


def _add_claims(found: Mentions, resume: Resume, finder: SkillFinder) -> None:
    for text, start in _claims(resume):
        for one in find_skills(text, finder):
            if not _is_hoped(text, one):
                found[one.skill].append(Mention(kind="listed", quote=text, start=start + one.start))
    for spoken in resume.languages:
        for one in find_skills(spoken.language, finder):
            rating = spoken.fluency or "fluent"
            found[one.skill].append(
                Mention(
                    kind="listed",
                    quote=f"{spoken.language} ({rating})",
                    rating=rating,
                    start=spoken.place.start,
                )
            )


def _rated_language(text: str, at: int, start: int) -> Mention | None:
    """“German B1” in a sentence is a rating of German, not work done in it."""
    part = _PART_END.split(text[at:], maxsplit=1)[0]
    mention = Mention(kind="listed", quote=part, rating=part, start=start)
    return mention if rating_of(mention) else None


def _add_own_language(found: Mentions, resume: Resume, finder: SkillFinder) -> None:
    """Whoever writes a résumé in a language commands it, unless they rate themselves."""
    language = language_of(resume.text)
    for one in find_skills(language, finder) if language else ():
        if not any(rating_of(mention) for mention in found[one.skill]):
            quote = f"your résumé is written in {language}"
            found[one.skill].append(Mention(kind="listed", quote=quote, rating="professional", start=0))


def _with_shown(found: Mentions, catalogue: Catalogue) -> Mentions:
    """Evidence of Tableau is evidence of data visualisation, in whole or in part."""
    out = {skill: list(mentions) for skill, mentions in found.items()}
    for skill, mentions in found.items():
        entry = catalogue.skills.get(skill)
        for witness in entry.shows if entry else ():
            quoted = [one.through(entry.label, witness.share) for one in mentions if entry]
            out.setdefault(witness.skill, []).extend(quoted)
    return out
