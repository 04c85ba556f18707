"""What the span model looks at in a sentence: words, endings, shapes, classes of words.

A feature is a short text such as `+s=team` (the stem of the next word). Those of one
word alone depend only on the word and how far it stands, so they can be summed once
for each; those of words together and of the nearest cues cannot. Training and finding
use the same functions.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from cairn.words import stem, stems_of

_TOKEN = re.compile(r"<[A-Z]+>|[^\W_]+(?:[-.'’/][^\W_]+)*(?:\+\+|[#+])?|[^\w\s,，、،]|_")
_COMMA = re.compile("[,，、،]")
_CUES = stems_of(
    """
    ability able background degree excellent experience experienced expertise familiar familiarity fluent
    good hands-on in including knowledge like must passion plus preferred proficiency proficient proven
    qualification required responsibility responsible skill solid strong such understanding use using will
    with working you
    """
)
_NEARBY = (1, 3, 7)  # a cue counts as beside, near, further or far away
_SIGNS = ("---", "--", "-", "", "+", "++", "+++")
REACH = len(_SIGNS) // 2  # words looked at on each side
SHORT = 4  # words of a line that may be a heading

# How names of skills use the word, then its classes: two wide, two middle, three narrow.
Classes = tuple[int, int, int, int, int, int, int, int]
UNKNOWN: Classes = (-1,) * 8
# Lower case, stem, shape, last three and two letters, first three, then the classes.
Token = tuple[str, str, str, str, str, str, int, int, int, int, int, int, int, int]
EDGE: Token = ("<s>", "<s>", "", "", "", "", -2, -2, -2, -2, -2, -2, -2, -2)
Cue = tuple[str, int]
Place = tuple[int, int]


def tokens_of(line: str) -> list[Place]:
    """Where the words and signs of a sentence stand.

    Commas are no words here, for most adverts the model learned from have lost theirs.
    """
    return [found.span() for found in _TOKEN.finditer(line)]


def commas_in(line: str, places: Sequence[Place]) -> set[int]:
    """The words, by number, that a comma stands right before."""
    if not _COMMA.search(line):
        return set()
    gaps = enumerate(pairwise(places), 1)
    return {at for at, (one, other) in gaps if _COMMA.search(line, one[1], other[0])}


def read_token(word: str, classes: Mapping[str, Classes]) -> Token:
    """What is known of a word by itself."""
    lower, root, shape = _shapes(word)
    return (lower, root, shape, lower[-3:], lower[-2:], lower[:3], *classes.get(root, UNKNOWN))


@lru_cache(maxsize=32768)
def _shapes(word: str) -> tuple[str, str, str]:
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "0", word)))
    return word.lower(), stem(word), re.sub(r"(.)\1+", r"\1", shape)[:6]


def features_of(line: str, places: Sequence[Place], classes: Mapping[str, Classes]) -> list[list[str]]:
    """For each word of a sentence everything the model looks at."""
    tokens = [read_token(line[low:high], classes) for low, high in places]
    joint = joint_features(tokens, commas_in(line, places))
    around = with_edges(tokens)
    for at, features in enumerate(joint):
        for place in range(2 * REACH + 1):
            features.extend(alone_features(around[at + place], place))
    return joint


def with_edges(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with as many edges on each side as the model looks far."""
    return [*[EDGE] * REACH, *tokens, *[EDGE] * REACH]


def alone_features(token: Token, place: int) -> list[str]:
    """What one word says of the word it stands beside: `place` 3 is that word itself, 0 three before."""
    low, root, shape, end3, end2, start3, use, wide, wide2, middle, middle2, *narrow = token
    sign, away = _SIGNS[place], abs(place - REACH)
    features = [f"{sign}s={root}", f"{sign}a={wide}", f"{sign}g={use}"]
    if away <= 2:
        features += [f"{sign}b={wide2}", f"{sign}c={middle}", f"{sign}d={middle2}"]
    if away <= 1:
        features += [f"{sign}h={shape}", f"{sign}3={end3}"]
        features += [f"{sign}{name}={number}" for name, number in zip("xyz", narrow, strict=True)]
    if away == 0:
        features += ["", f"w={low}", f"2={end2}", f"p={start3}"]
    return features


def joint_features(tokens: Sequence[Token], commas: set[int]) -> list[list[str]]:
    """For each word what it and those near say together; the commas as `commas_in` gives them."""
    around = with_edges(tokens)
    before, after = _cues(tokens), _cues(tokens[::-1])[::-1]
    found = [
        _together(*around[at + 1 : at + 6]) + _cued(token, before[at], after[at])
        for at, token in enumerate(tokens)
    ]
    if found:
        found[0].append("first")
        found[-1].append("last")
    for at in commas:
        _add_comma(found, tokens, at)
    if len(tokens) <= SHORT:
        for features in found:
            features.append("short")
    return found


def _add_comma(found: Sequence[list[str]], tokens: Sequence[Token], at: int) -> None:
    """Tell the words about a comma before the one at `at`."""
    old, new = tokens[at - 1], tokens[at]
    found[at - 1] += [">,", f">,a={old[7]}", f">,g={old[6]}", f">,+a={new[7]}"]
    found[at] += ["<,", f"<,a={new[7]}", f"<,g={new[6]}"]
    if at >= 2:
        found[at - 2].append(">>,")
    if at + 1 < len(found):
        found[at + 1].append("<<,")


def _together(before2: Token, before: Token, this: Token, after: Token, after2: Token) -> list[str]:
    old2, old, root, new, new2 = before2[1], before[1], this[1], after[1], after2[1]
    a2, a1, a, an, an2 = before2[7], before[7], this[7], after[7], after2[7]
    features = [
        f"-ss={old}|{root}", f"+ss={root}|{new}", f"-s2={old2}|{old}", f"+s2={new}|{new2}",
        f"-aa={a2}|{a1}", f"+aa={an}|{an2}", f"-aaa={a2}|{a1}|{a}", f"+aaa={a}|{an}|{an2}",
        f"sa={root}|{an}", f"as={a1}|{root}", f"cc={before[9]}|{this[9]}", f"+cc={this[9]}|{after[9]}",
    ]  # fmt: skip
    for name, at in (("G", 6), ("A", 7), ("B", 8)):
        one, two, three = before[at], this[at], after[at]
        features += [f"{name}={one}|{two}", f"+{name}={two}|{three}", f"{name}{name}={one}|{two}|{three}"]
    return features


def _cues(tokens: Sequence[Token]) -> list[Cue]:
    """For each word the nearest cue before it (“experience”, “with”), and how near it is."""
    found: list[Cue] = []
    last, distance = "", 0
    for token in tokens:
        found.append((last, bisect_right(_NEARBY, distance)))
        distance += 1
        if token[1] in _CUES:
            last, distance = token[1], 0
    return found


def _cued(this: Token, cue: Cue, ahead: Cue) -> list[str]:
    name, use = cue[0], this[6]
    return [
        f"cl={name}", f"cd={name}|{cue[1]}", f"cg={name}|{use}", f"ca={name}|{this[7]}",
        f"ch={name}|{this[2]}", f"rl={ahead[0]}", f"rd={ahead[0]}|{ahead[1]}", f"rg={ahead[0]}|{use}",
    ]  # fmt: skip
