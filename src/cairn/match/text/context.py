"""What the words around a mention say: denied, wished for, somebody else's, a list.

Rules of our own over the sentence a mention stands in. They read at most a few
hundred characters on each side, so a text of any size costs the same a mention.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.match.text.employer import EMPLOYER_WORDS, find_relatives, is_of_employer, is_perk, may_be_employer
from cairn.match.text.others import (
    OTHERS_WORDS,
    RARE_WORDS,
    is_by_others,
    is_of_people,
    is_referred,
    may_be_people,
)
from cairn.match.text.sections import Sections, find_sections, is_told_to_candidate, lined
from cairn.match.text.wishes import WISH_WORDS, is_wished_in
from cairn.words import stems_of

_REACH, _AFTER, _NEAR = 240, 80, 60
_CLAUSE = re.compile(
    r"[.;!?\n•·]\s|[\n•·;]|\b(?:but|however|although|though|yet|while)\b"
    r"|[,–—-]\s+(?:strong|good|excellent|extensive|experienced|skilled|fluent|proficient|expert|solid|proven|I|we|have|has)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|zero|without(?:\s+any)?|lack(?:s|ed|ing)?(?:\s+of)?|little|any\s+lack\s+of)\s+(?:\w+\s+){0,3}?"
    r"(?:experience|knowledge|skills?|training|background|exposure|understanding|expertise|qualifications?)\b"
    r"|\b(?:not|never|n[o']t|don['’]?t|doesn['’]?t|didn['’]?t|haven['’]?t|hasn['’]?t|isn['’]?t|cannot|can['’]?t)\s+(?:yet\s+)?"
    r"(?:\w+\s+){0,2}?(?:used?|using|worked?|know|known|familiar|experienced|trained|learn(?:ed|t)|done|proficient"
    r"|comfortable|able|confident|qualified|have|had|require[ds]?|needed|necessary)\b"
    r"|\bunfamiliar\s+with\b|\bnew\s+to\b|\bnot\s+(?:an?\s+(?:big\s+)?(?:fan\s+of|expert\s+in)|(?:\w+\s+)?(?:good|strong|great)\s+(?:at|in|with)"
    r"|part\s+of|responsible\s+for)\b|\bexclud(?:es|ed|ing)\s"
    r"|\b(?:do|did|does|will|would|can|could|have|has)(?:\s+not|n['’]?t)\s+(?:\w+\s+)?(?:(?:have|need|want|like)\s+to|do|does|did|done|give|given|gave|give"
    r"|touch|need(?!\s+(?:\w+\s+){1,3}to\b)|speak|write|cook|handle|deal|cover|include|involve|enjoy|sell|teach|ask|expect|require|be\s+(?:doing|asked|involved)|offer|read|run|drive|operate|code|program)\b"
    r"|\b(?:can['’]?t|cannot|won['’]?t)\s+(?:\w+\s+)?(?:have\s+to|need\s+to|be\s+(?:doing|asked|involved)|do|give|speak|write|cook|drive|read|code)\b"
    r"|\bnever\s+(?:\w+ed\s+(?:in|with|on)|done|did|given|touched|taught|sold|written|driven|managed|held|learn(?:ed|t)|studied)\b",
    re.IGNORECASE,
)
_DENIED_NEXT = re.compile(
    r"\b(?:no(?!\s+one\b)|never|without|not)\s+(?:any\s+|prior\s+|previous\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_NOT_DENIED = re.compile(r"(?:\bnot|n['’]t)\s+(?:only|just|least|to\s+mention)\b", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^[^.;\n]{0,40}\b(?:(?:is|are|was|were)\s+(?:not|n['’]t)|(?:isn|aren)['’]t)\s+(?:\w+\s+)?(?:needed|required|necessary|essential)\b"
    r"|^\s*:?\s*(?:none|no\b)(?=\s*(?:[.;\n]|$))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_DENIAL_WORDS = stems_of(
    """
    no not never without none zero lack lacks lacking little unfamiliar new cannot don't doesn't didn't
    haven't hasn't isn't aren't wasn't weren't can't won't wouldn't couldn't nor
    """
)
_NOISE_WORDS = stems_of("hiring recruiting recruitment growing leading existing job")
_DESCRIBING = ("growing", "leading", "existing", "Growing", "Leading")
_ARTICLE = re.compile(r"\b(?:an?|our|the|its|their|your|fast|rapidly|ever)[\s-]+$", re.IGNORECASE)
_NOISE_BEFORE = re.compile(
    r"(?:\bwe['’]?re|\b(?:we\s+are|are|is|now|currently|actively|urgently))\s+$", re.IGNORECASE
)
_NOISE_AFTER = re.compile(
    r"^\s+(?:agenc(?:y|ies)|consultan\w+|business(?:es)?|fraud|privacy|scams?|now\b|immediately)",
    re.IGNORECASE,
)
_CUE_WORDS = (_DENIAL_WORDS, OTHERS_WORDS, EMPLOYER_WORDS, WISH_WORDS, _NOISE_WORDS, RARE_WORDS)
_DENIALS, _PEOPLE, _EMPLOYERS, _WISHES = range(4)
_CUES = {
    word: tuple(kind for kind, words in enumerate(_CUE_WORDS) if word in words)
    for word in frozenset().union(*_CUE_WORDS)
}
CONTEXT_CUES = frozenset(_CUES)
_NO_SECTION = ("", "wish", "denied")
_LIST_BEFORE = re.compile(r"[,;/|¦•·●○▪★☆→✓✔:(\[\n\t–—]|^$")
_LIST_AFTER = re.compile(r"[,;/|¦•·●○▪★☆→✓✔()\]\n\t–—.]|^$")
_AND = frozenset({"and", "or", "&", "und", "plus"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text with where its cue words stand, so that most mentions cost nothing.

    `lines` is the text with tags and bullets as new lines, `sections` its parts that ask nothing.
    """

    text: str
    denials: Sequence[int]
    people: Sequence[int]
    employers: Sequence[int]
    wishes: Sequence[int]
    noises: Sequence[int]
    rares: Sequence[int]
    lines: str
    sections: Sections

    @classmethod
    def of(
        cls, text: str, stems: Sequence[str], starts: Sequence[int], marked: Sequence[int]
    ) -> "Surroundings":
        """Look once for every cue word; a mention far from any needs no closer look.

        `starts` are the offsets of the words whose `stems` are given, `marked` places of words, in
        order, that hold at least those of `CONTEXT_CUES`.
        """
        lists: tuple[list[int], ...] = ([], [], [], [], [], [])
        for at in marked:
            for kind in _CUES.get(stems[at], ()):
                if kind != _EMPLOYERS or may_be_employer(text, stems, starts, at):
                    lists[kind].append(starts[at])
        if relatives := find_relatives(text):
            lists[_EMPLOYERS].extend(relatives)
            lists[_EMPLOYERS].sort()
        lines = lined(text)
        denials, people, employers, wishes, noises, rares = lists
        return cls(text, denials, people, employers, wishes, noises, rares, lines, find_sections(lines))

    def is_denied(self, start: int, end: int) -> bool:
        """Whether the sentence says that this is missing or not asked for."""
        if self.noises and _has_between(self.noises, start, start + 1) and self._is_noise(start, end):
            return True
        if self.sections.starts and self.sections.kind_at(start) == "denied":
            return True
        if not _has_between(self.denials, start - _REACH, end + _AFTER):
            return False
        before = self._clause_before(start)
        if _NOT_DENIED.search(before):
            return False
        if _DENIED.search(before) or _DENIED_NEXT.search(before[-30:]):
            return True
        return bool(_DENIED_AFTER.match(self.text[end : end + _AFTER]))

    def is_others(self, start: int, end: int) -> bool:
        """Whether the words tell of people the person works with or of the employer, not of what is asked."""
        if self.sections.starts and self._is_in_silent_part(start):
            return True
        has_rare = self.rares and _has_between(self.rares, start - _REACH, end + _AFTER)
        if has_rare and (is_by_others(self.text, start, end) or is_referred(self._clause_before(start))):
            return True
        if _has_between(self.people, start - _REACH, start) and self._is_peoples(start, end):
            return True
        if not self.employers or not _has_between(self.employers, start - _REACH, end + _REACH):
            return False
        return self._is_employers(start, end)

    def is_wished(self, start: int, end: int) -> bool:
        """Whether a posting would like this but does not ask for it, or a person hopes for it."""
        if self.sections.starts and self.sections.kind_at(start) == "wish":
            return True
        if not _has_between(self.wishes, start - _REACH, end + _REACH):
            return False
        return is_wished_in(self.lines, start, end)

    def _is_in_silent_part(self, start: int) -> bool:
        kind = self.sections.kind_at(start)
        return kind not in _NO_SECTION and not is_told_to_candidate(self.lines, start, kind)

    def _is_peoples(self, start: int, end: int) -> bool:
        if self.text.find(" who ", max(0, start - _NEAR), start) >= 0 and self._is_employers(start, end):
            return True
        quote, after = self.text[start:end], self.text[end : end + 60]
        return may_be_people(self.text, start, end) and is_of_people(quote, self._clause_before(start), after)

    def _is_employers(self, start: int, end: int) -> bool:
        before, after = self._clause_before(start), self.text[end : end + _NEAR]
        if is_of_employer(self.text[start:end], before, after):
            return True
        rest = self.lines[end : end + _REACH]
        stop = _SENTENCE_END.search(rest)
        return is_perk(before + self.text[start:end] + (rest[: stop.start()] if stop else rest))

    def _is_noise(self, start: int, end: int) -> bool:
        """“We are hiring”, “a recruitment agency”, “a growing team”: every advert says so."""
        if self.text.startswith(_DESCRIBING, start):
            return bool(_ARTICLE.search(self.text[max(0, start - 12) : start]))
        if self.text[start:end].lower() == "job description":
            return True
        before, after = self.text[max(0, start - 30) : start], self.text[end : end + 30]
        return bool(_NOISE_BEFORE.search(before) or _NOISE_AFTER.match(after))

    def _clause_before(self, start: int) -> str:
        before = self.lines[max(0, start - _REACH) : start]
        cut = 0
        for found in _CLAUSE.finditer(before):
            cut = found.end()
        return before[cut:]


def _has_between(places: Sequence[int], low: int, high: int) -> bool:
    """Whether any of the ordered places lies from `low` to before `high`."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def is_listed(gap_before: str, word_before: str, gap_after: str, word_after: str) -> bool:
    """Whether a word stands in a list: separators (or “and”) on both sides."""
    before, after = _LIST_BEFORE.search(gap_before), _LIST_AFTER.search(gap_after)
    near_and = word_before.lower() in _AND or word_after.lower() in _AND
    if before and after:
        return bool(gap_before.strip(" .") or gap_after.strip(" ."))
    return bool((before or after) and near_and)
