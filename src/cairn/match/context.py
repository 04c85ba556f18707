"""What the words around a mention say: denied, wished for, somebody else's, a list.

Rules of our own over the sentence a mention stands in. They read at most a few
hundred characters on each side, so a text of any size costs the same a mention.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.words import stems_of

_REACH, _AFTER = 240, 80
_CLAUSE = re.compile(
    r"[.;!?\n•·]\s|[\n•·;]|\b(?:but|however|although|though|yet|while)\b"
    r"|[,–—-]\s+(?:strong|good|excellent|extensive|experienced|skilled|fluent|proficient|expert|solid|proven|I|we|have|has)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s)|[\n•]")
_DENIED = re.compile(
    r"\b(?:no|zero|without(?:\s+any)?|lack(?:s|ed|ing)?(?:\s+of)?|little|any\s+lack\s+of)\s+(?:\w+\s+){0,3}?"
    r"(?:experience|knowledge|skills?|training|background|exposure|understanding|expertise|qualifications?)\b"
    r"|\b(?:not|never|n[o']t|don['’]?t|doesn['’]?t|didn['’]?t|haven['’]?t|hasn['’]?t|isn['’]?t|cannot|can['’]?t)\s+(?:yet\s+)?"
    r"(?:\w+\s+){0,2}?(?:used?|using|worked?|know|known|familiar|experienced|trained|learn(?:ed|t)|done|proficient"
    r"|comfortable|able|confident|qualified|have|had|require[ds]?|needed|necessary)\b"
    r"|\bunfamiliar\s+with\b|\bnew\s+to\b",
    re.IGNORECASE,
)
_DENIED_NEXT = re.compile(
    r"\b(?:no|never|without|not)\s+(?:any\s+|prior\s+|previous\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_NOT_DENIED = re.compile(r"\bnot\s+(?:only|just|least|to\s+mention)\b", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^[^.;\n]{0,40}\b(?:(?:is|are|was|were)\s+(?:not|n['’]t)|(?:isn|aren)['’]t)\s+(?:\w+\s+)?(?:needed|required|necessary|essential)\b"
    r"|^\s*:?\s*(?:none|no\b)(?=\s*(?:[.;\n]|$))",
    re.IGNORECASE,
)
_OTHERS_CUE = re.compile(
    r"\b(?:report(?:s|ed|ing)?\s+(?:in)?to|work(?:s|ed|ing)?\s+(?:\w+\s+)?(?:with|alongside|beside|for|under)|alongside"
    r"|collaborat\w+\s+(?:\w+\s+)?with|partner(?:s|ed|ing)?\s+with|liais\w+\s+(?:with|between)|support(?:s|ed|ing)?"
    r"|assist(?:s|ed|ing)?|hand(?:s|ed|ing)?\s+over\s+to|together\s+with|escalat\w+\s+to|between|on\s+behalf\s+of"
    r"|explain(?:s|ed|ing)?\s+\w+\s+to|present(?:s|ed|ing)?\s+\w+\s+to)\s+"
    r"(?:(?:the|a|an|our|its|their|other|various|several|senior|\d+)\s+)*(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"^\s*(?:(?:and|&|or|,)\s*[\w-]+\s*){0,2}(?:teams?|departments?|managers?|directors?|engineers?|staff|analysts?|officers?"
    r"|specialists?|colleagues|experts?|leads?|heads?|developers?|scientists?|functions?|groups?|consultants?|people|reps?"
    r"|executives?|professionals|partners|agenc(?:y|ies))\b",
    re.IGNORECASE,
)
_PERSON_END = re.compile(r"(?:ers?|ists?|icians?|ants?|officers?|CEO|CFO|CTO|COO|CIO|team)$", re.IGNORECASE)
_DENIAL_WORDS = stems_of(
    """
    no not never without none zero lack lacks lacking little unfamiliar new cannot don't doesn't didn't
    haven't hasn't isn't aren't wasn't weren't can't nor
    """
)
_OTHERS_WORDS = stems_of(
    """
    report work alongside beside collaborate collaboration collaborative partner partnered liaise liaison
    support assist hand together escalate between behalf explain present
    """
)
_WISH_WORDS = stems_of(
    """
    nice plus pluses bonus asset advantage preferred preferably desirable desired advantageous ideally
    beneficial optional optionally good great welcome useful helpful not
    """
)
_WISH = re.compile(
    r"\bnice[\s-]to[\s-]haves?\b|\b(?:a|an|big|huge|strong|definite|considered\s+an?)\s+(?:plus|bonus|asset|advantage)\b"
    r"|\bpluses\b|\bpreferr(?:ed|ably)\b|\bpreferred\b|\bdesirable\b|\bdesired\b|\bbonus(?:\s+points)?\b|\badvantageous\b"
    r"|\bideally\b|\bbeneficial\b|\boptional(?:ly)?\b|\bgood\s+to\s+have\b|\bwould\s+be\s+(?:great|nice|welcome|good|useful|helpful)\b"
    r"|\bis\s+welcome\b|\bhelpful\s+but\b|\bnot\s+(?:required|essential|necessary)\s+but\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[^\n]{0,80}:\s*$|^#+\s|^[A-Z][^\n.,;:]{2,60}$", re.MULTILINE)
_LIST_BEFORE = re.compile(r"[,;/|•·:(\[\n\t–—]|^$")
_LIST_AFTER = re.compile(r"[,;/|•·()\]\n\t–—.]|^$")
_AND = frozenset({"and", "or", "&", "und", "plus"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text with where its cue words stand, so that most mentions cost nothing."""

    text: str
    denials: Sequence[int]
    people: Sequence[int]
    wishes: Sequence[int]

    @classmethod
    def of(cls, text: str, stems: Sequence[str], starts: Sequence[int]) -> "Surroundings":
        """Look once for every cue word; a mention far from any needs no closer look.

        `starts` are the offsets of the words whose `stems` are given.
        """
        said = set(stems)
        lists = (
            [start for stem, start in zip(stems, starts, strict=True) if stem in cues]
            if not said.isdisjoint(cues)
            else []
            for cues in (_DENIAL_WORDS, _OTHERS_WORDS, _WISH_WORDS)
        )
        return cls(text, *lists)

    def is_denied(self, start: int, end: int) -> bool:
        """Whether the sentence says that this is missing or not asked for."""
        if not _has_between(self.denials, start - _REACH, end + _AFTER):
            return False
        before = self._clause_before(start)
        if _NOT_DENIED.search(before):
            return False
        if _DENIED.search(before) or _DENIED_NEXT.search(before[-30:]):
            return True
        return bool(_DENIED_AFTER.match(self.text[end : end + _AFTER]))

    def is_others(self, start: int, end: int) -> bool:
        """Whether the words name people the person works with, not what they can do."""
        if not _has_between(self.people, start - _REACH, start):
            return False
        if not (_PERSON_AFTER.match(self.text[end : end + 60]) or _PERSON_END.search(self.text[start:end])):
            return False
        return bool(_OTHERS_CUE.search(self._clause_before(start)))

    def is_wished(self, start: int, end: int) -> bool:
        """Whether a posting would like this but does not ask for it."""
        if not _has_between(self.wishes, start - 4 * _REACH, end + _REACH):
            return False
        low, high = self._sentence(start, end)
        return bool(_WISH.search(self.text, low, high) or _WISH.search(self._heading_above(start)))

    def _clause_before(self, start: int) -> str:
        before = self.text[max(0, start - _REACH) : start]
        cut = 0
        for found in _CLAUSE.finditer(before):
            cut = found.end()
        return before[cut:]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        low, high = max(0, start - _REACH), min(len(self.text), end + _REACH)
        for found in _SENTENCE.finditer(self.text, low, start):
            low = found.end()
        after = _SENTENCE.search(self.text, end, high)
        return low, after.start() if after else high

    def _heading_above(self, start: int) -> str:
        """The nearest heading-like line above, which speaks for the lines below it."""
        before = self.text[max(0, start - 4 * _REACH) : start]
        last = ""
        for found in _HEADING.finditer(before[: before.rfind("\n") + 1]):
            last = found.group()
        return last


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
