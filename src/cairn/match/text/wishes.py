"""What a posting would like but does not ask for, and what a person hopes to learn.

A wish may go before (“Nice to have: …”, “Ideally you know …”) and then reaches to the end
of the sentence, or follow (“… is a plus”) and then reaches back to the last semicolon.
"""

import re

from cairn.words import stems_of

WISH_WORDS = stems_of(
    """
    nice plus pluses bonus asset advantage preferred preferably desirable desired advantageous ideally
    ideal beneficial optional optionally good great welcome useful helpful helps not learn train retrain
    move study improve seek become role position job career opportunity apprenticeship placement
    internship join obtain secure course coursework better lovely amazing fantastic brilliant wonderful
    awesome also
    """
)
_FIT = (
    r"(?:great|nice|good|welcome|useful|helpful|ideal|beneficial|fantastic"
    r"|an?\s+(?:\w+\s+)?(?:plus|bonus|asset|advantage))"
)
_KIND = (
    r"(?:nice[\s-]to[\s-]haves?|good[\s-]to[\s-]haves?|bonus(?:\s+points)?|desirable|desired|preferred|optional"
    r"|advantageous|pluses|plus)"
)
_BEFORE = re.compile(
    rf"\b(?:ideal(?:ly)?\s+(?:you|candidate|applicant)|ideally|preferably|(?:it|that|this)\s+(?:really\s+)?helps\s+if|if\s+you\s+(?:can\s+|have\s+)?also"
    rf"|(?:it|that|this|we)?\s*(?:would|['’]d|is|will)\s+(?:also\s+)?(?:be\s+)?{_FIT}\s+(?:to\s+have|if)"
    rf"|we(?:['’]d|\s+would)\s+(?:like|love)\s+(?:you\s+)?to|nice[\s-]to[\s-]haves?|good[\s-]to[\s-]have)\b"
    rf"|\b{_KIND}(?:\s+(?:skills?|criteria|qualifications?|experience|requirements?|if|for))*\s*(?::|\s[-–—]\s|\(|\bif\b|\bfor\b|\bincludes?\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:(?:is|are|be|as|being|considered|[,(–—-])\s*(?:an?\s+)?(?:\w+ly\s+|very\s+|big\s+|huge\s+|strong\s+|real\s+|definite\s+)?"
    r"(?:plus|bonus|asset|advantage|nice[\s-]to[\s-]have)\b"
    r"|an?\s+(?:big\s+|huge\s+|strong\s+|definite\s+|real\s+)?(?:plus|asset|advantage)\b|an?\s+(?:big\s+|huge\s+)?bonus\b"
    r"|(?:preferred|preferable|desirable|desired|advantageous|beneficial|optional)(?=\W*$|\s*[,:)\]]|\s+(?:but|not|and|though|for|to)\b)"
    r"|(?:is|are|be|also|very|most)\s+welcome\b"
    r"|(?:so\s+much|all)\s+the\s+better|nice[\s-]to[\s-]haves?|good[\s-]to[\s-]have"
    r"|(?:would|will|could)\s+(?:also\s+)?be\s+(?:very\s+|really\s+)?(?:lovely|amazing|fantastic|brilliant|wonderful|awesome|nice|great|good|useful|helpful|handy|ideal)\b"
    r"|(?:is|are)\s+(?:also\s+|very\s+)*(?:useful|helpful|handy)\b"
    r"|(?:useful|helpful|handy)(?=\W*$|\s+but)|not\s+(?:required|essential|necessary|vital)\s+but)",
    re.IGNORECASE,
)
_HOPE = re.compile(
    r"\b(?:(?:would|['’]d)\s+(?:also\s+|really\s+)?(?:like|love)\s+to\s+(?:learn|train|retrain|get|move|study|become|work|improve|try)"
    r"|(?:want|wanting|wish|hope|hoping|keen|eager|aim|aiming|plan|planning|looking|aspire|aspiring)\s+(?:also\s+)?to\s+"
    r"(?:learn|train|retrain|get\s+(?:better|into)|move|study|become|improve|break\s+into|transition)"
    r"|seek(?:s|ing)?\s+(?:an?\s+)?(?:[\w-]+\s+)?(?:role|position|job|career|opportunity|post|future)s?\s+(?:in|as)"
    r"|(?:and|to)\s+learn|(?:course|coursework|programme|program|modules?)\s+will|^\W*(?:objective\W+)?to\s+(?:join|obtain|secure))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;.!?](?=\s)|\n")
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_HOPE_END = re.compile(
    r"\b(?:but|because|since|where|as\s+I|using|skilled|experienced|proficient|fluent|already|I\s+(?:have|am|use|know|can)"
    r"|(?:and|who)\s+(?:have|has)|use\s+my|with\s+(?:my|\d+|\w+\s+years|(?:\w+\s+)?(?:experience|background|knowledge|skills?)))\b",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|looking\s+for|want(?:s|ing)?|in\s+search\s+of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:roles?|positions?|jobs?|posts?|careers?|opportunit\w+|apprenticeships?|placements?|internships?)\b",
    re.IGNORECASE,
)
_REACH, _NEAR = 240, 120


def is_wished_in(text: str, start: int, end: int) -> bool:
    """Whether the sentence around marks the words as a wish of a posting or a hope of a person."""
    before = _before(text, start, _SENTENCE)
    if _BEFORE.search(before) or is_hoped(text, start, end):
        return True
    high = min(len(text), end + _NEAR)
    stop = _CLAUSE.search(text, end, high)
    after = text[end : stop.start() if stop else high]
    sign = _AFTER.search(after)
    if sign is None:
        return False
    gap = after[: sign.start() + 1]
    return not (("(" in gap and "," in gap) or re.search(r"\b(?:required|essential|must|needed)\b", gap))


def is_hoped(text: str, start: int, end: int) -> bool:
    """Whether the person hopes to learn or do what stands from `start` to `end`."""
    before = _before(text, start, _CLAUSE)
    if _SOUGHT.search(before) and _POST.match(text, end, end + 60):
        return True
    hope = None
    for found in _HOPE.finditer(before):
        hope = found
    return hope is not None and not _HOPE_END.search(before, hope.end())


def _before(text: str, start: int, stop: re.Pattern[str]) -> str:
    before = text[max(0, start - _REACH) : start]
    cut = 0
    for found in stop.finditer(before):
        cut = found.end()
    return before[cut:]
