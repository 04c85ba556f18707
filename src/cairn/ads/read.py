"""A job ad as a target role: what it asks, must or nice, with the sentence beside it.

Levels come from the words nearest to a skill (“deep”, “familiar with”, “5+ years”),
importance from must or nice and from how often it is named. Both are judgements that
the person can mend (`AdCorrections`). What the employer offers or says of itself asks
nothing.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cairn.ads.merge import merge_ads
from cairn.ads.sentences import NICE, Sentence, is_offer, split_ad
from cairn.ads.values import Ask, CredentialAsk, Posting
from cairn.catalogue.values import Catalogue, Role
from cairn.errors import BadInput, Problem
from cairn.match import SkillFinder, SkillMention, find_skills, find_unknown_terms
from cairn.match.credentials import CredentialFinder
from cairn.units import CredentialId, RoleId, SkillId

_CREDENTIAL = re.compile(
    r"\b(degree|licen[cs]e|certifi|registered|qualified|diploma|bachelor|master|phd|b\.?sc|m\.?sc|registration)",
    re.IGNORECASE,
)
_NO_CREDENTIAL = re.compile(
    r"\bno\s+(?:\w+\s+){0,2}(?:degree|diploma|licen[cs]e|certificat\w+|qualifications?)\b"
    r"|\b(?:degree|diploma|licen[cs]e|certificat\w+|qualifications?)\s+(?:is\s+|are\s+)?(?:not|n't)\b"
    r"|\bwithout\s+(?:a|any)\s+(?:degree|diploma|licen[cs]e)",
    re.IGNORECASE,
)
_OR_EQUAL = re.compile(
    r"\bor\s+(?:an?\s+|the\s+)?(?:equivalent|equal|comparable|similar|relevant|proven|practical|work|experience|years)\b",
    re.IGNORECASE,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEARS = re.compile(
    rf"(?<![\d.,])(\d{{1,2}}|{'|'.join(_NUMBERS)})\s*(?:\+|plus|(?:-|–|to)\s*\w{{1,5}})?"
    r"\s*(?:or more\s+)?(?:years?|yrs?)\b"
    r"(?!\s+(?:old|ago|of age|in a row))",
    re.IGNORECASE,
)
_NOT_ASKED_YEARS = re.compile(
    r"\b(?:we(?:'ve|\s+have|\s+are)|our|founded|established|history|contract|fixed[- ]term|warranty"
    r"|(?:past|last|next)\s+\w+\s+years|every\s+\w+\s+years|must be \d+|aged?|over \d+ years)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(deep|expert(?:ise)?|advanced|strong(?:ly)?|extensive|proven|excellent|in-depth|thorough|solid|master(?:y|ed)?"
    r"|fluen(?:t|cy)|lead(?:s|ing)?|outstanding|exceptional|sure hand)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(basics?|familiar(?:ity)?|exposure|understanding of|awareness|aware of|some|beginner|willing(?:ness)?"
    r"|first experience|interest in|introductory|entry[- ]level|elementary)\b",
    re.IGNORECASE,
)
_SAME_PART = re.compile(r"[;:.]|,\s*(?:but|while)\b")
_AFTER = re.compile(r"^(?:\W{0,3}|\s(?:at|on|to|is)\s(?:an?\s)?)$")
_ENDS = re.compile(r"^(?:\s+(?:level|knowledge|skills?))?\s*(?:[,;.)]|$)")
_PARTS = re.compile(r"\s*;\s*|\s+and\s+", re.IGNORECASE)
_MUST, _NICE_IMPORTANCE = 4.0, 2.0
_MANY_YEARS, _LONGEST_CAREER, _LONGEST_TITLE = 5, 20, 80
_FEW = 4
_SURE, _LONGEST_SEARCHED = 0.6, 60_000


def read_ad(
    text: str, *, catalogue: Catalogue, skills: SkillFinder, credentials: CredentialFinder, title: str = ""
) -> tuple[Role, tuple[Problem, ...]]:
    """The role a posting describes; `title` wins over its first line.

    Raises:
        BadInput: the text names no skill that Cairn knows.
    """
    posting, problems = read_posting(text, catalogue=catalogue, skills=skills, credentials=credentials)
    return merge_ads([posting], title=title), problems


def read_posting(
    text: str, *, catalogue: Catalogue, skills: SkillFinder, credentials: CredentialFinder, name: str = ""
) -> tuple[Posting, tuple[Problem, ...]]:
    """What one posting asks, before any correction; `name` tells it from others.

    Raises:
        BadInput: the text names no skill that Cairn knows.
    """
    sentences = split_ad(text[:_LONGEST_SEARCHED])
    asking = [one for one in sentences if not is_offer(one)]
    asks = _find_asks(asking, skills)
    asked_credentials = _find_credentials(asking, credentials)
    if not asks and not asked_credentials:
        msg = "This posting names no skill or credential that Cairn knows; paste its requirements as text."
        raise BadInput(msg)
    first_line = sentences[0].text if sentences else ""
    title = _title(first_line)
    posting = Posting(
        id=RoleId(f"ad:{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:12]}"),
        name=name or title,
        title=title,
        asks=asks,
        credentials=asked_credentials,
        experience_years=max((_years_in(one.text) for one in asking), default=0.0),
        unknown=_find_unknown(asking, skills),
    )
    return posting, (*_too_long(text), *_notes(asks, catalogue))


def _too_long(text: str) -> tuple[Problem, ...]:
    if len(text) <= _LONGEST_SEARCHED:
        return ()
    message = (
        f"Only the first {_LONGEST_SEARCHED:,} characters of the posting were read; give one posting a file."
    )
    return (Problem(severity="warning", code="long-posting", message=message),)


def _title(first_line: str) -> str:
    """The first line, cut at a comma or bar where it is too long for a title."""
    line = " ".join(first_line.split())
    if len(line) > _LONGEST_TITLE:
        cuts = [one.start() for one in re.finditer(r"\s*[,;|(–—]|\s-\s", line[:_LONGEST_TITLE])]
        line = line[: cuts[-1]] if cuts and cuts[-1] > 0 else line[:_LONGEST_TITLE]
    return line.strip() or "The role in this posting"


# ------------------------------------------------------------------ skills


def _find_asks(sentences: Iterable[Sentence], finder: SkillFinder) -> tuple[Ask, ...]:
    found: dict[SkillId, list[Ask]] = defaultdict(list)
    for sentence in sentences:
        for one in find_skills(sentence.text, finder):
            found[one.skill].append(_ask(sentence, one))
    return tuple(_strongest(asks) for asks in found.values())


def _ask(sentence: Sentence, found: SkillMention) -> Ask:
    is_nice = sentence.section == "nice" or found.is_wish or bool(NICE.search(sentence.text))
    years = _years_in(sentence.text)
    return Ask(
        skill=found.skill,
        level=_level(sentence.text, found.start, found.end, years),
        importance=_NICE_IMPORTANCE if is_nice else _MUST,
        is_nice=is_nice,
        years=years,
        sentence=sentence.text,
        line=sentence.line,
    )


def _strongest(asks: Sequence[Ask]) -> Ask:
    """The sentence that asks most; a skill named more than once weighs more."""
    best = max(asks, key=lambda one: (not one.is_nice, one.level))
    return replace(best, importance=best.importance + (1.0 if len(asks) > 1 else 0.0))


def _level(sentence: str, start: int, end: int, years: float) -> float:
    """The cue nearest before the skill, else one right after it (“SQL, advanced”)."""
    cue = _cue_before(sentence[:start]) or _cue_after(sentence[end:])
    if cue == "strong" or (years >= _MANY_YEARS and cue != "weak"):
        return 4.0
    return 2.0 if cue == "weak" else 3.0


def _cue_before(before: str) -> str:
    part = _SAME_PART.split(before)[-1]
    strong = max((one.end() for one in _STRONG.finditer(part)), default=-1)
    weak = max(_WEAK.finditer(part), key=lambda one: one.end(), default=None)
    if weak and weak.end() > strong:
        # A “strong understanding of” is strong.
        is_graded = weak[0].lower().startswith("understanding") and 0 <= weak.start() - strong <= 2
        return "strong" if is_graded else "weak"
    return "strong" if strong >= 0 else ""


def _cue_after(after: str) -> str:
    """A cue that stands alone after the skill: “SQL (advanced)”, not “SQL, advanced Excel”."""
    for name, sign in (("strong", _STRONG), ("weak", _WEAK)):
        cue = sign.search(after[:40])
        is_alone = cue is not None and _ENDS.match(after[cue.end() :])
        if cue and is_alone and _AFTER.match(after[: cue.start()]):
            return name
    return ""


def _years_in(sentence: str) -> float:
    if _NOT_ASKED_YEARS.search(sentence):
        return 0.0
    counts = (_number(one[1]) for one in _YEARS.finditer(sentence))
    return float(max((count for count in counts if count <= _LONGEST_CAREER), default=0))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1


def _find_unknown(sentences: Iterable[Sentence], finder: SkillFinder) -> tuple[str, ...]:
    """What is asked for in words that no skill of the catalogue covers."""
    from cairn.match.spans.find import find_spans

    text = "\n".join(one.text for one in sentences)
    covered = [(one.start, one.end) for one in find_skills(text, finder)]
    found = [
        one.quote
        for one in find_spans(text)
        if one.kind != "soft"
        and one.confidence >= _SURE
        and not any(start < one.end and one.start < end for start, end in covered)
        and not finder.is_rejected(one.quote)
    ]
    return tuple(dict.fromkeys((*(one.quote for one in find_unknown_terms(text, finder)), *found)))


# ------------------------------------------------------------------ credentials


def _find_credentials(sentences: Iterable[Sentence], finder: CredentialFinder) -> tuple[CredentialAsk, ...]:
    found: dict[tuple[CredentialId, ...], CredentialAsk] = {}
    for sentence in sentences:
        if not _CREDENTIAL.search(sentence.text) or _NO_CREDENTIAL.search(sentence.text):
            continue
        is_nice = sentence.section == "nice" or bool(
            NICE.search(sentence.text) or _OR_EQUAL.search(sentence.text)
        )
        for part in _credential_parts(sentence.text):
            names = finder.find(part, with_degree=True)
            if names:
                ask = CredentialAsk(any_of=names, is_nice=is_nice, sentence=sentence.text, line=sentence.line)
                found.setdefault(names, ask)
    return tuple(found.values())


def _credential_parts(sentence: str) -> list[str]:
    """What is asked together comes apart; what is asked one or the other stays together."""
    parts = _PARTS.split(sentence)
    return [
        piece
        for part in parts
        for piece in ([part] if re.search(r"\bor\b|/", part) or "," not in part else part.split(","))
    ]


def _notes(asks: Sequence[Ask], catalogue: Catalogue) -> tuple[Problem, ...]:
    if len(asks) >= _FEW:
        return ()
    names = ", ".join(catalogue.skills[one.skill].label for one in asks) or "none"
    message = f"Only these skills were recognised in the posting, so the plan covers no others: {names}."
    return (Problem(severity="warning", code="few-skills", message=message),)
