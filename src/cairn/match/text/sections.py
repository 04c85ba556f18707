"""The parts of a document that say nothing of the person or the job: employer, benefits, referees.

An advert that names skills under “Benefits” or “About us” asks for none of them. A part
begins at a heading, or at a label with a colon (“Perks: free lunch”), and ends at the
next heading. Where a sentence in it speaks to the candidate, it counts after all.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Kind = Literal["", "about", "offer", "referees", "wish", "denied"]
_DENIED = (
    r"not\s+(?:part\s+of|responsible\s+for|included)\b[^:\n]{0,30}|excluded(?:\s+from\s+[^:\n]{0,30})?"
    r"|(?:what\s+)?you\s+(?:won['’]?t|don['’]?t|do\s+not|will\s+not)\s+(?:have|need)(?:\s+to)?"
)
_WISH = (
    r"not\s+(?:required|essential|necessary|a\s+must)\b[^:\n]{0,50}"
    r"|(?:we['’]d|we\s+would)\s+(?:be\s+\w+|love\s+it)\s+if\b[^:\n]{0,30}|"
    r"(?:it\s+)?(?:would|will)\s+(?:also\s+)?be\s+(?:great|nice|good|a\s+bonus|a\s+plus)\b[^:\n]{0,30}"
    r"|(?:nice|good|great)[\s-]to[\s-]haves?|bonus(?:es|\s+points)?|big\s+plus|plus(?:es)?|ideally\b[^:\n]{0,20}"
    r"|(?:highly\s+)?(?:desirable|desired|preferred|optional|advantageous|nice)"
    r"(?:\s+(?:skills?|criteria|qualifications?|experience|requirements?|attributes|extras?|but\s+[^:\n]{0,30}))*"
    r"|currently\s+learning|learning\s+now|(?:want|would\s+like|keen)\s+to\s+(?:learn|get\s+better\s+at|improve)"
)
_OFFER = (
    r"(?:(?:our|the|your|company|employee|staff|full|key|some\s+of\s+(?:our|the))\s+)*"
    r"(?:benefits?|perks|rewards|package|salary\s+and\s+benefits|compensation(?:\s+and\s+benefits)?)"
    r"(?:\s*(?:&|and|/)\s*(?:benefits|perks|rewards|culture|pay))?"
    r"(?:\s+(?:package|include|of\s+working\s+[^:\n]{0,20}))?"
    r"|(?:what\s+)?(?:do\s+)?we(?:['’]ll)?\s+(?:can\s+)?offer(?:\s+you)?"
    r"|what\s+you(?:['’]ll|\s+will|\s+can)?\s+(?:get|receive|gain)|what(?:['’]s|\s+is)\s+in\s+it\s+for\s+you"
    r"|in\s+(?:return|exchange)|why\s+[^:\n?]{2,40}\?|why\s+(?:join|work)\b[^:\n]{0,30}"
    r"|equal\s+(?:employment\s+)?opportunit[^:\n]{0,30}|e\.?e\.?o\.?(?:\s+statement)?"
    r"|our\s+offer|(?:our\s+|the\s+)?(?:interview|hiring|recruitment|selection|application)\s+process"
    r"|additional\s+information|cookies(?:\s+policy)?|how\s+(?:to\s+apply|we\s+hire)"
)
_ABOUT = (
    r"about\s+(?!\d|(?:me|you|myself)\b|the\s+(?:role|job|position|opportunity|candidate|work|person)\b"
    r"|this\s+(?:role|job)\b)[^:\n|.!?]{2,40}|who\s+we\s+are|our\s+(?:story|mission|values|company|firm|culture)"
    r"|company(?:\s+(?:description|overview|profile|background|information))?|client|employer"
    r"|the\s+(?:firm|company|organi[sz]ation|client|employer|school|practice|charity|trust|group|business)"
    r"|organi[sz]ational\s+setting|(?:similar|related|recommended)\s+jobs"
)
_REFEREES = r"referees|(?:professional\s+|character\s+)?references"
_HEADS: dict[Kind, str] = {
    "denied": _DENIED,
    "wish": _WISH,
    "offer": _OFFER,
    "about": _ABOUT,
    "referees": _REFEREES,
}
_HEAD = re.compile(
    r"[^\w\n(]*(?=(?-i:[A-Z]))"
    "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _HEADS.items()) + ")"
    r"(?P<ends>[ \t]*(?::|\?|!|…|-(?=\s)|–|—|\n|$)|[ \t]*(?=\|))",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_ANY_HEAD = re.compile(
    r"^[^\w\n]*(?:[^\n]{2,60}:[ \t]*$|[A-Z][^\n.,;:]{1,30}:[ \t]+(?=\S)"
    r"|[A-Z][A-Z/’'-]*(?:[ ]+(?:&[ ]+)?[A-Z/’'-]{2,})+[?!]?[ \t]*(?:\([^\n]{0,40}\))?$"
    r"|(?i:(?:key|main|your|the|job|essential|minimum|core|technical|work|professional|personal)\s+)*"
    r"(?i:requirements?|responsibilit(?:y|ies)|role|duties|tasks|skills|experience|qualifications?|criteria"
    r"|(?:person\s+)?specification|description|profile|position|post|job|career|employment|education|training"
    r"|history|projects?|what\s+(?:you|we)\b[^\n.]{0,40}|you(?:\s+(?:have|are|will|bring|need))?|who\s+you\s+are"
    r"|must[\s-]haves?|about\s+(?:you|me|the\s+(?:role|job|position))|summary|objective|tools|languages"
    r"|interests|certifications?)[:?!]?[ \t]*$)"
    r"|(?<=\n\n)[^\w\n]*[A-Z](?=[^\n]{1,50}\n[^\n])(?:[^\n.,;!?]|\.(?=\S))*\n",
    re.MULTILINE,
)
_LABEL = re.compile(r"[.!?;|]\s+(?=[A-Z][A-Za-z’' /&-]{2,40}:\s|Why\s[^.:\n]{2,40}\?)")
_LABEL_END = re.compile(r"[:?]|\s[-–—]\s")
_LONGEST_HEAD = 80
_MUCH, _MANY, _FEWEST_SIGNS = 20_000, 200, 2
_TO_CANDIDATE: dict[Kind, re.Pattern[str]] = {
    "about": re.compile(
        r"\b(?:you|your|you['’]\w+|candidates?|looking\s+for|seek(?:s|ing)?|we\s+need|required?|must|successful|hiring)\b"
        r"|\bI\b|\bmy\b",
        re.IGNORECASE,
    ),
    "offer": re.compile(
        r"\b(?:experience\s+(?:with|in|of)|must|required?|responsib\w+|candidates?|you\s+have|you['’]ll\s+(?:be|do|need)"
        r"|knowledge\s+of|proficien\w+)\b",
        re.IGNORECASE,
    ),
}
_ASKS = re.compile(
    r"\b(?:we\s+(?:need|want|require|seek)|(?:looking|searching)\s+for|seek(?:s|ing)|requirements?|required|must\s+have"
    r"|you\s+(?:have|are|bring|know|must|need)|you(?:['’]ll|\s+will)\s+(?!get|receive|enjoy|have\s+access|find|be\s+(?:paid|given))"
    r"|(?:the|ideal|successful)\s+candidate|experience\s+(?:with|in|of)|responsib(?:le|ilities)|duties)\b",
    re.IGNORECASE,
)
_OF_ADVERTS = re.compile(
    r"\b(?:you|your|you['’]\w+|we|we['’]\w+|our|us|apply|applicants?|candidates?)\b|\b(?:I|my|me)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = frozenset({"i", "my", "me"})
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_BLOCK_TAG = re.compile(r"<(/?)(\w{1,12})\b[^<>]{0,300}>")
_INLINE = frozenset({"a", "b", "strong", "em", "i", "u", "span", "font", "sup", "sub", "small", "code"})
_SIGN = "[•·●○▪▫■□◦‣➢➤➔→✓✔✅☑★☆⭐✨➕▶\ufe0f\U0001f300-\U0001faff]"
_BULLETS = re.compile(rf"(^[ \t]*{_SIGN}+)|{_SIGN}", re.MULTILINE)
_PIPES = 6


@dataclass(frozen=True, slots=True)
class Sections:
    """Where parts of a text begin and end that are not about the person or the job."""

    starts: Sequence[int]
    ends: Sequence[int]
    kinds: Sequence[Kind]

    def kind_at(self, place: int) -> Kind:
        """What the part is in which `place` stands; empty for all that counts."""
        at = bisect_right(self.starts, place) - 1
        return self.kinds[at] if at >= 0 and place < self.ends[at] else ""


NO_SECTIONS = Sections((), (), ())


def lined(text: str) -> str:
    """The same text, as long, with tags, bullets and cells of a table as new lines."""
    if "<" in text and "</" in text:
        text = _BLOCK_TAG.sub(_blank, text)
    if not text.isascii():
        text = _BULLETS.sub(lambda sign: " " * len(sign[0]) if sign[1] else "\n", text)
    if "|" in text and text.count(" | ") >= _PIPES > text.count("\n"):
        text = text.replace(" | ", "\n\n ")
    return text


def _blank(tag: re.Match[str]) -> str:
    is_inline = tag[2].lower() in _INLINE
    return (" " if is_inline else "\n") + " " * (len(tag[0]) - 1)


def find_sections(text: str) -> Sections:
    """The parts of `text` (as `lined` gives it) that begin with a heading of their own."""
    heads = [head for head in (_HEAD.match(text, place) for place in _places(text)) if head]
    if heads and not is_advert(text):
        heads = [head for head in heads if not (head["about"] or head["offer"])]
    if not heads:
        return NO_SECTIONS
    limits = [*(head.start() for head in heads[1:]), len(text)]
    return Sections(
        starts=[head.end() for head in heads],
        ends=[_end_of(text, head, limit) for head, limit in zip(heads, limits, strict=True)],
        kinds=[next(kind for kind in _HEADS if head[kind]) for head in heads],
    )


def is_advert(text: str) -> bool:
    """Whether a text speaks to its reader more than of its writer, as adverts do and résumés do not."""
    said = [one.lower() for one in islice(_OF_ADVERTS.findall(text, 0, _MUCH), _MANY)]
    of_person = sum(one in _OF_PEOPLE for one in said)
    return len(said) - of_person >= _FEWEST_SIGNS and len(said) > 2 * of_person


def _places(text: str) -> Iterator[int]:
    """Where a heading may begin: at a short line, or where a colon or question mark follows soon."""
    start, has_labels = 0, ":" in text or "?" in text or "|" in text
    for line in text.split("\n"):
        size = len(line)
        if 0 < size <= _LONGEST_HEAD:
            yield start
        elif has_labels and size:
            if _LABEL_END.search(line, 0, _LONGEST_HEAD):
                yield start
            yield from (start + one.end() for one in _LABEL.finditer(line))
        start += size + 1


def _end_of(text: str, head: re.Match[str], limit: int) -> int:
    """Beside a label the line's end or the next label; below a heading the next, or a line that asks."""
    after = head.end()
    line_end = text.find("\n", after, limit)
    line_end = limit if line_end < 0 else line_end
    if text[after - 1] != "\n" and text[after:line_end].strip(" \t.:|"):
        label = _LABEL.search(text, after, line_end)
        return label.end() if label else line_end
    following = _ANY_HEAD.search(text, after, limit)
    limit = following.start() if following else limit
    asks = None if head["referees"] or head["wish"] or head["denied"] else _ASKS.search(text, after, limit)
    return max(after, text.rfind("\n", after, asks.start()) + 1) if asks else limit


def is_told_to_candidate(text: str, place: int, kind: Kind) -> bool:
    """Whether the sentence around `place` speaks of what the person does or must know."""
    sign = _TO_CANDIDATE.get(kind)
    if sign is None:
        return False
    low = max(0, place - 240)
    for found in _SENTENCE_END.finditer(text, low, place):
        low = found.end()
    after = _SENTENCE_END.search(text, place, min(len(text), place + 240))
    return bool(sign.search(text, low, after.start() if after else min(len(text), place + 240)))
