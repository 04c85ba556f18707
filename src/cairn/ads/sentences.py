"""A posting's text → its sentences, each with what the heading above makes of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

Section = Literal["", "must", "nice", "offer"]
NICE = re.compile(
    r"\b(nice[\s-]to[\s-]haves?|pluses|(?:a|an|big|strong|definite)\s+(?:plus|bonus|asset|advantage)|bonus(?:\s+points)?"
    r"|preferr(?:ed|ably)|desirable|desired|advantage(?:ous)?|ideally|optional(?:ly)?|beneficial"
    r"|(?:would|will)\s+be\s+(?:great|nice|good|welcome|useful|helpful|an?\s+\w+)|(?:it|that|this)\s+helps?\s+if|good\s+to\s+have"
    r"|is\s+welcome|not\s+(?:required|essential|necessary)\s+but)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(require(?:d|ments?|s)?|must|you have|you bring|qualifications?|(?:what )?(?:you|we)(?:'ll)? need"
    r"|essential|your profile|minimum|skills|who you are|about you|what we(?:'re| are) looking for"
    r"|what you(?:'ll| will)? (?:do|bring)|responsibilit\w+|duties|your tasks|(?:about )?the role"
    r"|your role)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"^\W*(?:(?:what )?we(?:'ll)? offer|(?:our |your )?(?:benefits|perks|compensation)\b"
    r"|what(?:'s| is) in it for you|what you(?:'ll| will)? get\b|why (?:join|work|us)|who we are\b"
    r"|about (?:us|our|the company|the team)\b|(?:how|apply|to) (?:to )?apply\b|equal opportunit|salary\b"
    r"|our (?:story|mission|values|company)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-–*•●▪◦·»✓]|\d{1,2}[.)])\s+")
_BREAK = re.compile(r"(?<=[.;!?])\s+(?=\S)")
_GOES_ON = re.compile(r"\b(?:and|or|of|the|with|in|to|a|an|for|by|on|as)$|[,–-]$", re.IGNORECASE)
_HEADING_WORDS, _FULL_LINE, _LONGEST = 8, 55, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `line` counts from 1, `section` is what its heading says."""

    text: str
    line: int
    section: Section


@dataclass(slots=True)
class _Line:
    text: str
    number: int
    is_bullet: bool
    is_after_blank: bool


def split_ad(text: str) -> tuple[Sentence, ...]:
    """The sentences of a posting in order, headings among them."""
    section: Section = ""
    has_items = False
    out: list[Sentence] = []
    for line in _whole_lines(text):
        told = _section_of(line)
        if told is not None:
            section, has_items = told, False
        elif has_items and line.is_after_blank and not line.is_bullet:
            section, has_items = "", False  # the list is over and a paragraph begins
        has_items = has_items or line.is_bullet
        out += [
            Sentence(text=part, line=line.number, section=section)
            for whole in _BREAK.split(line.text)
            for part in wrap(whole, _LONGEST)
        ]
    return tuple(out)


def _section_of(line: _Line) -> Section | None:
    """What a heading says of the lines below it; None where the line is no heading."""
    is_short = len(line.text.split()) <= _HEADING_WORDS and not line.is_bullet and line.text[-1:] not in ".!"
    if not is_short:
        return None
    if _OFFER.search(line.text):
        return "offer"
    if NICE.search(line.text):
        return "nice"
    return "must" if _ASKS.search(line.text) else None


def is_offer(sentence: Sentence) -> bool:
    """Whether it tells of the employer and asks nothing."""
    return sentence.section == "offer" or bool(_OFFER.search(sentence.text))


def _whole_lines(text: str) -> Iterator[_Line]:
    """Lines with those put together again that were only wrapped."""
    held: _Line | None = None
    length, is_after_blank = 0, True
    for number, raw in enumerate(text.splitlines(), start=1):
        told = _BULLET.sub("", raw).strip(" \t*·")
        if not told:
            is_after_blank = True
            continue
        is_bullet = bool(_BULLET.match(raw))
        if held and not is_bullet and not is_after_blank and _is_wrapped(held.text, length, told):
            held.text = f"{held.text} {told}"
        else:
            if held:
                yield held
            held = _Line(told, number, is_bullet, is_after_blank)
        length, is_after_blank = len(raw), False
    if held:
        yield held


def _is_wrapped(above: str, length: int, told: str) -> bool:
    is_open = above[-1:] not in ".:;!?" and len(above) < _LONGEST
    return is_open and length >= _FULL_LINE and (told[:1].islower() or bool(_GOES_ON.search(above[-12:])))
