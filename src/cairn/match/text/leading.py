"""Words that say one leads people, however many and whatever their trade.

“In charge of 12 staff”, “ran a team of 25”, “led and trained 14 soldiers”, “eight
drivers reported to me”: the ways are many, so they are recognised as a form and lead to
whatever skill of the catalogue is named as leading, managing or supervising people.
"""

from collections.abc import Iterator, Sequence

from cairn.match.text.phrases import PEOPLE, Pattern, Phrase, ends_people, is_person_word, is_soft
from cairn.words import Words, stem, stems_of

Patterns = dict[str, dict[str, list[Pattern]]]

_NAMED_BY = tuple(map(stem, ("lead", "manage", "supervise")))
_OPENERS = tuple(
    tuple(map(stem, words.split())) for words in ("charge of", "responsible for", "head of", "command of")
)
_VERBS = stems_of("lead manage supervise oversee run head direct command captain")
_FIRSTS = _VERBS | {one[0] for one in _OPENERS}
_AND, _IN, _OF, _STRONG = "and", "in", "of", stem("strong")
_REPORTED = tuple(map(stem, ("report", "to", "me")))
LEADING_CUES = _FIRSTS | {_REPORTED[0]}
_REACH = 6
_STOPS = frozenset(",.;:!?•·|()\t\n")


def leading_phrase(patterns: Patterns) -> Phrase | None:
    """The name by which a catalogue knows leading people; None when it does not."""
    for verb in _NAMED_BY:
        for pattern in patterns.get(verb, {}).get(PEOPLE, ()):
            if not pattern.rest:
                return pattern.phrase
    return None


def leading_spans(words: Words, keys: Sequence[str], marked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the words say so, as (first, after last).

    `marked` are places of words, in order, that hold at least those of `LEADING_CUES`.
    """
    for at in marked:
        if keys[at] in _FIRSTS:
            start = at + _opener_size(words, keys, at)
            end = _people_end(words, keys, start) if start > at else 0
            if end:
                yield at - (at > 0 and keys[at - 1] == _IN), end
        elif keys[at] == _REPORTED[0] and tuple(keys[at : at + 3]) == _REPORTED:
            before = range(max(0, at - _REACH), at)
            first = next((one for one in before if is_person_word(words, keys, one)), None)
            if first is not None:
                yield first, at + 3


def _opener_size(words: Words, keys: Sequence[str], at: int) -> int:
    for opener in _OPENERS:
        if tuple(keys[at : at + len(opener)]) == opener:
            return len(opener)
    if keys[at] not in _VERBS:
        return 0
    joined = at + 2 < len(keys) and keys[at + 1] == _AND and words.words[at + 2].endswith(("ed", "ing"))
    return 3 if joined else 1


def _people_end(words: Words, keys: Sequence[str], start: int) -> int:
    """After the people that follow at once, with how many they are; 0 where none follow."""
    for at in range(start, min(start + _REACH, len(keys))):
        if at > start and not _STOPS.isdisjoint(words.gaps[at]):
            return 0
        if is_person_word(words, keys, at) and ends_people(words, keys, at + 1):
            is_counted = at + 2 < len(keys) and keys[at + 1] == _OF and keys[at + 2][0].isdigit()
            return at + 3 if is_counted else at + 1
        if not (is_soft(keys[at]) or keys[at] == _STRONG):
            return 0
    return 0
