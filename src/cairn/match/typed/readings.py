"""What a query may mean as a whole: as typed, without what is said around it, written out.

Each reading is a list of words to compare with names; the words as typed come first, and a
reading that changed something counts a little less and says what it changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from cairn.match.typed.everyday import (
    AROUND,
    ARTICLES,
    FILLER,
    NOISE,
    PERSONS,
    Meanings,
    readings_alone,
    readings_by_stem,
)
from cairn.match.typed.wordbook import WordBook
from cairn.words import fold, form, stem, word_list, words_of

_EXPANDED, _JOINED = 0.97, 0.97
_CUT = 0.865  # enough to be clear, too little for “retraining as an electrician” to be taken for one
_MOST_WORDS, _MOST_READINGS, _LONGEST_ENTRY = 24, 10, 4
_LONG = 7
_UNSURE = 0.84  # shown first, and not clear
_REMARK = re.compile(r"[(\[|–—@,;]|\s-\s")
_MOST_RETYPED, _MOST_RETYPINGS, _FEWEST_MENDED = 8, 4, 4
_PLACE, _CONTEXT = words_of("at"), words_of("at in for")
_WISHED = words_of("be become becoming as into")  # what follows the last of these is what is wished
_OR = "or"
_CHANGE = words_of("career change changing from move moving retrain retraining switch switching")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words to look for, what was changed to get at them (empty: nothing), how surely."""

    words: tuple[str, ...]
    note: str = ""
    factor: float = 1.0


def read_query(query: str, book: WordBook) -> list[Reading]:
    """The readings of what was typed, at most ten, the plain one first."""
    plain, *either = _either(tuple(word_list(query)[:_MOST_WORDS]))
    whole = [plain, *either, *_without_filler(plain), *_without_remark(query)]
    whole += [other for one in whole[:1] for other in _rewritten(one, book)]
    written_out = (other for one in whole for other in _written_out(one))
    found: dict[tuple[str, ...], Reading] = {}
    for one in (*whole, *islice(written_out, _MOST_READINGS)):
        found.setdefault(one.words, one)
    return list(found.values())[:_MOST_READINGS]


def _either(words: tuple[str, ...]) -> list[Reading]:
    """The words as typed; “nurse or teacher” is two wishes more, and as a whole unsure."""
    at = next((at for at, word in enumerate(words[1:-1], start=1) if fold(word) == _OR), 0)
    if not at:
        return [Reading(words)]
    sides = (words[:at], words[at + 1 :])
    said = [[side, *(one.words for one in _without_filler(Reading(side)))][-1] for side in sides]
    return [
        Reading(words, factor=_UNSURE),
        *(Reading(one, f"“{' '.join(one)}” alone", _JOINED) for one in said),
    ]


def _without_filler(plain: Reading) -> Iterator[Reading]:
    """Without “I want to be a”; then without “at Mercy Hospital”; then without “guy”."""
    words = plain.words
    folded = [fold(one) for one in words]
    kept = _from_content([at for at, one in enumerate(folded) if one not in FILLER], folded)
    if 0 < len(kept) < len(words):
        yield Reading(tuple(words[at] for at in kept), "without the words around it", _CUT)
    wished = _from_content([at for at in kept if at > _wish(folded)], folded)
    if 0 < len(wished) < len(kept):
        yield Reading(tuple(words[at] for at in wished), "what is wished", _CUT)
        return
    for within in (_PLACE, _CONTEXT):
        head = kept[: next((at for at, one in enumerate(kept) if folded[one] in within), len(kept))]
        if 0 < len(head) < len(kept) and not (len(head) == 1 and folded[head[0]].endswith("ing")):
            yield Reading(tuple(words[at] for at in head), "without where it is", _CUT)
    trade = [at for at in kept if folded[at] not in PERSONS]
    if 0 < len(trade) < len(kept):
        yield Reading(tuple(words[at] for at in trade), "without who does it", _CUT)


def _wish(folded: Sequence[str]) -> int:
    """The place of the word after which a wish is said; −1 where there is none."""
    places = [at for at, one in enumerate(folded) if one in _WISHED]
    if not _CHANGE.isdisjoint(folded):
        places += [at for at, one in enumerate(folded) if one == "to"]
    return max(places, default=-1)


def _without_remark(query: str) -> Iterator[Reading]:
    """What stands before a bracket, a dash or a comma: “Project manager (Agile)”; one word says little."""
    words = tuple(word_list(_REMARK.split(query, maxsplit=1)[0]))
    if words and len(words) < len(word_list(query)):
        yield Reading(words, "without the remark", _CUT if len(words) > 1 else _UNSURE)


def _from_content(kept: list[int], folded: Sequence[str]) -> list[int]:
    """`kept` without what joins or only surrounds at either end."""
    around = AROUND | NOISE
    while kept and folded[kept[0]] in around:
        kept = kept[1:]
    while kept and folded[kept[-1]] in around:
        kept = kept[:-1]
    return kept


def _rewritten(plain: Reading, book: WordBook) -> Iterator[Reading]:
    """With words joined that stand apart (“fork lift”) and parted that stand together (“dataanalyst”)."""
    words = plain.words
    for at, (first, second) in enumerate(pairwise(words)):
        whole = fold(first) + fold(second)
        if len(whole) > len(first) + 1 and whole in book.surfaces:
            changed = (*words[:at], whole, *words[at + 2 :])
            yield Reading(changed, f"{first} {second} read as {whole}", _JOINED)
    for at, word in enumerate(words):
        folded = fold(word)
        if len(folded) >= _LONG and not book.knows(folded) and (parts := book.split(folded)):
            yield Reading(
                (*words[:at], *parts, *words[at + 1 :]), f"{word} read as {' '.join(parts)}", _JOINED
            )


def _written_out(one: Reading) -> Iterator[Reading]:
    """With short forms and everyday names written out, every combination of what they may mean."""
    options = list(_options(one.words))
    if all(len(meanings) == 1 for _, meanings in options):
        return
    combined: list[tuple[tuple[str, ...], str]] = [((), "")]
    for typed, meanings in options:
        combined = [
            ((*words, *meant), note if meant == typed else _joined_notes(note, typed, meant))
            for words, note in combined
            for meant in meanings
        ][:_MOST_READINGS]
    for words, note in combined:
        if note:
            told = f"{one.note}, {note}" if one.note else note
            yield Reading(words, told, one.factor * _EXPANDED)


def _joined_notes(note: str, typed: Sequence[str], meant: Sequence[str]) -> str:
    changed = f"{' '.join(typed)} read as {' '.join(meant)}"
    return f"{note}, {changed}" if note else changed


def _options(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Meanings]]:
    """The query cut into entries, the longest first, each with all it may stand for, itself too."""
    if alone := readings_alone().get(tuple(map(form, words))):
        yield words, (*alone, words)
        return
    words = tuple(word for word in words if fold(word) not in ARTICLES) or words
    stems = tuple(map(stem, words))
    at = 0
    while at < len(words):
        size = next((one for one in range(_LONGEST_ENTRY, 0, -1) if _entry(words, stems, at, one)), 0)
        typed = words[at : at + max(1, size)]
        # What is typed stands last, so that “PM” is written out before the combinations run out.
        yield typed, (*(_entry(words, stems, at, size) if size else ()), typed)
        at += max(1, size)


def _entry(words: Sequence[str], stems: tuple[str, ...], at: int, size: int) -> Meanings:
    found = readings_by_stem().get(stems[at : at + size], ()) if at + size <= len(words) else ()
    if size == 1 and found and fold(words[at]) in FILLER | NOISE and not words[at].isupper():
        return ()
    return found


def retyped(query: str, book: WordBook) -> tuple[str, ...]:
    """The texts a short query may have been meant as, itself first, for an index of its own kind.

    Words that `book` does not know are mended by slip and sound, parted or joined; then the
    readings. A long text is left as it is: it says enough by itself.
    """
    words = tuple(word_list(query)[: _MOST_RETYPED + 1])
    if not words or len(words) > _MOST_RETYPED:
        return (query,)
    found = {words: query}
    for mended in _mended(words, book):
        base = [mended, *[*_without_filler(mended)][-1:], *_rewritten(mended, book)]
        written_out = (other for one in base for other in _written_out(one))
        for reading in (*base, *written_out):
            found.setdefault(reading.words, " ".join(reading.words))
    return tuple(found.values())[:_MOST_RETYPINGS]


def _mended(words: tuple[str, ...], book: WordBook) -> Iterator[Reading]:
    """With misspelt words put right; twice where one word may be two others."""
    options = [_spellings(word, book) for word in words]
    for at in range(max(map(len, options))):
        yield Reading(tuple(one[min(at, len(one) - 1)] for one in options))


def _spellings(word: str, book: WordBook) -> tuple[str, ...]:
    folded, own = fold(word), stem(word)
    is_said = (own,) in readings_by_stem() or (form(word),) in readings_alone()
    if (
        len(folded) < _FEWEST_MENDED
        or not folded.isalpha()
        or is_said
        or book.begins(own)
        or book.split(folded)
    ):
        return (word,)
    return book.nearest(own) or (word,)
