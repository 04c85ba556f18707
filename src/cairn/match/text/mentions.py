"""Skills found in a text, each with the words that name it.

The longest phrase wins where several overlap; a verb and its object may stand
apart. What is denied, or belongs to people one works with, is not claimed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from cairn.catalogue import Catalogue
from cairn.errors import BadInput
from cairn.match.text.context import CONTEXT_CUES, Surroundings
from cairn.match.text.leading import LEADING_CUES, leading_phrase, leading_spans
from cairn.match.text.phrases import PEOPLE, Pattern, Phrase, Phrasebook, are_people, have_people, is_soft
from cairn.match.text.support import confidence_of
from cairn.match.typed.names import NameIndex
from cairn.match.values import Corrections, SkillMention, phrase_key
from cairn.units import SkillId
from cairn.words import Words, split_words, stem, words_of

_LONGEST_TEXT, _LONGEST_PART = 5_000_000, 100_000
_REACH = 7
_MOST_HARD = 2
_SHORTEST_JOINED = 5
_APART, _APART_STEP, _DERIVED_STEP = 0.85, 0.1, 0.05
_NONE: list[Pattern] = []
_CUES = CONTEXT_CUES | LEADING_CUES
_NO_BREAK = frozenset({" ", "-", ""})
_PARTING, _ENDING = ",;:!?•·|()\t–—<>", ".;:!?•·|()\t–—<>"
_ENDS = words_of("to with for from by as on in who which that because when while where into at if per")


class _Candidate(NamedTuple):
    phrase: Phrase
    first: int
    after: int
    matched: int
    confidence: float


_first_word = attrgetter("first")


def _longest_first(one: _Candidate) -> tuple[int, float, int]:
    return -one.matched, -one.confidence, one.first


@dataclass(frozen=True, slots=True)
class SkillFinder:
    """Everything needed to find a catalogue's skills; make it once, use it often."""

    phrases: Phrasebook
    labels: dict[SkillId, str]
    names: NameIndex[SkillId]
    corrections: Corrections = field(default_factory=Corrections)
    rejected: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, catalogue: Catalogue, confirmed: Corrections | None = None) -> "SkillFinder":
        """A finder over the labels and aliases of a catalogue and what the person taught."""
        names = [(skill.id, (skill.label, *skill.aliases)) for skill in catalogue.skills.values()]
        return cls.over(names, confirmed)

    @classmethod
    def over(
        cls,
        skills: Sequence[tuple[SkillId, Sequence[str]]],
        confirmed: Corrections | None = None,
        *,
        has_patterns: bool = True,
    ) -> "SkillFinder":
        """The same from (id, names) pairs, the label the first of the names.

        Without patterns a verb and its object must stand together, as suits names of things.
        """
        corrections = confirmed or Corrections()
        book = Phrasebook.over(skills, has_patterns=has_patterns)
        labels = {skill: names[0] for skill, names in skills}
        for phrase, skill in corrections.taught:
            if skill in labels:
                book.add(skill, phrase, rank=-1)
        taught = [(skill, phrase) for phrase, skill in corrections.taught if skill in labels]
        return cls(
            phrases=book,
            labels=labels,
            names=NameIndex.of(
                [(skill, name) for skill, names in skills for name in names], confirmed=taught
            ),
            corrections=corrections,
            rejected=frozenset((phrase_key(phrase), skill) for phrase, skill in corrections.rejected),
        )

    def is_rejected(self, phrase: str, skill: str = "") -> bool:
        """Whether the person said that `phrase` does not mean `skill` (empty: any)."""
        key = phrase_key(phrase)
        return (key, skill) in self.rejected or (key, "") in self.rejected


def find_skills(text: str, finder: SkillFinder) -> tuple[SkillMention, ...]:
    """The skills that `text` claims or asks for, in order of place.

    A skill may be mentioned several times; mentions never overlap. Denied skills
    (“no experience with SQL”) and other people's (“reporting to the finance
    director”) are left out; wishes of a posting are kept and marked.

    Raises:
        BadInput: the text is longer than five million characters.
    """
    if len(text) > _LONGEST_TEXT:
        msg = "This text is longer than five million characters; give one document at a time."
        raise BadInput(msg)
    return tuple(one for start, part in _parts(text) for one in _find_in(part, start, finder))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces that end at a line or a blank, so that memory stays bounded."""
    start = 0
    while start < len(text):
        end = start + _LONGEST_PART
        if end < len(text):
            end = max(text.rfind("\n", start, end), text.rfind(" ", start, end)) + 1 or end
        yield start, text[start:end]
        start = end


def _find_in(text: str, offset: int, finder: SkillFinder) -> Iterator[SkillMention]:
    words = split_words(text)
    keys = list(map(stem, words.words))
    said = frozenset(keys)
    candidates = _together(text, words, finder, finder.phrases.trie.scan(keys, said))
    if not finder.phrases.joined.keys().isdisjoint(said):
        candidates += _together(text, words, finder, _joined(words, keys, finder))
    chosen = _without_overlaps(candidates)
    telling = (finder.phrases.patterns.keys() & said) | (said & _CUES)
    marked = [at for at, key in enumerate(keys) if key in telling]
    names_people = have_people(said)
    held = {place: one.phrase.skill for one in chosen for place in range(one.first, one.after)}
    free = [at for at in marked if at not in held]
    chosen += _apart_from(held, _apart(words, keys, free, finder, names_people=names_people))
    if names_people:
        chosen += _leading(chosen, words, keys, marked, finder)
    chosen.sort(key=_first_word)
    around = Surroundings.of(text, keys, words.starts, marked)
    for one, span in zip(chosen, _spans(chosen, words), strict=True):
        mention = _mention(around, one, span, finder)
        if mention:
            yield (
                mention._replace(start=mention.start + offset, end=mention.end + offset)
                if offset
                else mention
            )


def _together(
    text: str, words: Words, finder: SkillFinder, found: Iterable[tuple[int, int, list[Phrase]]]
) -> list[_Candidate]:
    """The phrases found at (first, after last) that mean a skill there, the surest of several."""
    candidates = []
    for first, after, phrases in found:
        if after - first > 1 and not _is_one_line(words, first, after):
            continue
        kept = phrases
        if finder.rejected:
            quote = text[words.starts[first] : words.end(after - 1)]
            kept = [one for one in phrases if not finder.is_rejected(quote, one.skill)]
        best, surest = None, 0.0
        for one in kept:
            sure = confidence_of(one, words, first, after, text)
            if sure > surest or (best is not None and sure == surest and one.rank < best.rank):
                best, surest = one, sure
        if best is not None:
            candidates.append(_Candidate(best, first, after, after - first, surest))
    return candidates


def _joined(words: Words, keys: list[str], finder: SkillFinder) -> Iterator[tuple[int, int, list[Phrase]]]:
    """Two-word names written as one (“PowerBI”, “dataentry”)."""
    joined = finder.phrases.joined
    for at, key in enumerate(keys):
        if key in joined and len(words.words[at]) > _SHORTEST_JOINED:
            yield at, at + 1, [joined[key]]


def _is_one_line(words: Words, first: int, after: int) -> bool:
    """Whether no sentence, bullet, comma or new line with a capital parts the words."""
    for at in range(first + 1, after):
        if words.gaps[at] not in _NO_BREAK and _is_break(words, at, _PARTING):
            return False
    return True


def _is_break(words: Words, at: int, signs: str) -> bool:
    gap = words.gaps[at]
    if gap in _NO_BREAK:
        return False
    if "\n" in gap and (gap.count("\n") > 1 or words.words[at][0].isupper()):
        return True
    return ". " in gap or " - " in gap or any(sign in gap for sign in signs)


def _without_overlaps(candidates: list[_Candidate]) -> list[_Candidate]:
    taken: set[int] = set()
    chosen: list[_Candidate] = []
    for one in sorted(candidates, key=_longest_first):
        places = range(one.first, one.after)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(one)
    return chosen


def _apart(
    words: Words, keys: list[str], marked: list[int], finder: SkillFinder, *, names_people: bool
) -> list[_Candidate]:
    """Names that begin with a verb at one of the places and go on farther on."""
    patterns = finder.phrases.patterns
    found: list[_Candidate] = []
    for at in marked:
        followers = patterns.get(keys[at])
        if followers and (
            not followers.keys().isdisjoint(keys[at + 1 : at + _REACH])
            or (names_people and PEOPLE in followers)
        ):
            found += _follow(words, keys, at, followers)
    return found


def _follow(
    words: Words, keys: list[str], at: int, followers: dict[str, list[Pattern]]
) -> Iterator[_Candidate]:
    hard, people = 0, followers.get(PEOPLE)
    for place in range(at + 1, min(at + _REACH, len(keys))):
        key, parts = keys[place], words.gaps[place] not in _NO_BREAK
        if (
            key in _ENDS
            or (parts and _is_break(words, place, _ENDING))
            or (hard and words.words[place].endswith("ed"))
        ):
            return
        found = followers.get(key, _NONE)
        if people and _are_people(words, keys, place):
            found = [*found, *people]
        for pattern in found:
            after = _rest_ends(words, keys, place + 1, pattern.rest)
            if after:
                confidence = _APART - _APART_STEP * hard - _DERIVED_STEP * (pattern.phrase.rank == 2)
                yield _Candidate(pattern.phrase, at, after, 2 + len(pattern.rest), confidence)
        if not is_soft(key):
            hard += 1
            if hard > _MOST_HARD:
                return


def _are_people(words: Words, keys: list[str], at: int) -> bool:
    is_last = at + 1 >= len(keys) or _is_break(words, at + 1, _PARTING)
    return are_people(keys[at], words.words[at], "" if is_last else keys[at + 1])


def _rest_ends(words: Words, keys: list[str], at: int, rest: tuple[str, ...]) -> int:
    """Where the rest of a pattern ends when it follows, soft words skipped; else 0."""
    for wanted in rest:
        while at < len(keys) and not _is_wanted(words, keys, at, wanted) and is_soft(keys[at]):
            at += 1
        if at >= len(keys) or not _is_wanted(words, keys, at, wanted):
            return 0
        at += 1
    return at


def _is_wanted(words: Words, keys: list[str], at: int, wanted: str) -> bool:
    return keys[at] == wanted or (wanted == PEOPLE and _are_people(words, keys, at))


def _apart_from(held: dict[int, SkillId], found: list[_Candidate]) -> list[_Candidate]:
    """Spread-out candidates whose verb is still free, best first, one a verb and skill.

    `held` are the skills by the places their names take; those kept join it.
    """
    kept: list[_Candidate] = []
    for one in sorted(found, key=lambda one: (-one.confidence, -one.matched, one.first)):
        verb, last, skill = one.first, one.after - 1, one.phrase.skill
        if verb in held or last in held or any(held.get(at) == skill for at in range(verb, last)):
            continue
        held[verb] = held[last] = skill
        kept.append(one)
    return kept


def _leading(
    chosen: list[_Candidate], words: Words, keys: list[str], marked: list[int], finder: SkillFinder
) -> list[_Candidate]:
    """Where people are said to be led in words of no name, unless the same was found there already."""
    phrase = leading_phrase(finder.phrases.patterns)
    if phrase is None:
        return []
    firsts = {one.first for one in chosen}
    known = {
        place for one in chosen if one.phrase.skill == phrase.skill for place in range(one.first, one.after)
    }
    return [
        _Candidate(phrase, first, after, after - first, _APART)
        for first, after in leading_spans(words, keys, marked)
        if first not in firsts and known.isdisjoint(range(first, after))
    ]


def _spans(chosen: list[_Candidate], words: Words) -> list[tuple[int, int]]:
    """Offsets a candidate; one that would run into the next ends before it."""
    spans = []
    for one, following in zip(chosen, [*chosen[1:], None], strict=False):
        after = one.after if following is None else min(one.after, max(one.first + 1, following.first))
        spans.append((words.starts[one.first], words.end(after - 1)))
    return spans


def _mention(
    around: Surroundings, one: _Candidate, span: tuple[int, int], finder: SkillFinder
) -> SkillMention | None:
    start, end = span
    quote = around.text[start:end]
    if around.is_denied(start, end) or around.is_others(start, end):
        return None
    if finder.rejected and finder.is_rejected(quote, one.phrase.skill):
        return None
    skill, sure = one.phrase.skill, round(one.confidence, 3)
    return SkillMention(skill, finder.labels[skill], quote, start, end, sure, around.is_wished(start, end))
