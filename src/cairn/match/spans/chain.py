"""How probable each stretch of a row of words is, under a linear chain model.

Every word is outside any stretch, the first or an inner word of one that goes on,
the last of one, or one alone. A word gains a factor as first, as inner and, besides,
as last word of a stretch. Plain probabilities, scaled at each word so that their sum
is one, are several times faster in plain Python than logarithms.
"""

from collections.abc import Collection, Iterator, Sequence

Factors = tuple[float, float, float]
States = tuple[float, float, float, float, float]

# The steps a chain may take, and the order in which `Steps` gives their factors.
STEPS = ("OO", "OB", "OS", "BI", "BE", "II", "IE", "EO", "EB", "ES", "SO", "SB", "SS")
Steps = tuple[float, ...]
_LONGEST_SPAN = 14


def choose_stretches(
    words: Sequence[Factors], steps: Steps, *, least: float, breaks: Collection[int] = ()
) -> list[tuple[int, int, float]]:
    """Stretches (first word, word after the last, chance) at least so probable, in order.

    The likeliest goes first where two overlap. Taking what is probable as a whole
    stretch does better by the strict measure than the likeliest labelling of the sentence.
    """
    found = find_stretches(words, steps, least=least, breaks=breaks)
    taken: set[int] = set()
    chosen = []
    for first, after, chance in sorted(found, key=lambda one: -one[2]):
        if taken.isdisjoint(range(first, after)):
            taken.update(range(first, after))
            chosen.append((first, after, chance))
    return sorted(chosen)


def find_stretches(
    words: Sequence[Factors], steps: Steps, *, least: float, breaks: Collection[int] = ()
) -> Iterator[tuple[int, int, float]]:
    """Every stretch of at most 14 words that is at least so probable; they may overlap.

    Args:
        words: what each gains as first, inner and last word, as factors above zero.
        steps: factors in the order of `STEPS`.
        least: from 0, not included, to 1.
        breaks: words, by number, before which every stretch must have ended.
    """
    if not words:
        return
    ends = {len(words), *breaks}
    ahead, scales = _ahead(words, steps, ends)
    behind = _behind(words, steps, scales, ends)
    for first, (now, then) in enumerate(zip(ahead, behind, strict=True)):
        if now[4] * then[4] >= least:
            yield first, first + 1, min(1.0, now[4] * then[4])
        if now[1] * then[1] >= least:
            yield from _longer(words, steps, scales, behind, ends, first, now[1], least)


def _longer(
    words: Sequence[Factors],
    steps: Steps,
    scales: Sequence[float],
    behind: Sequence[States],
    ends: Collection[int],
    first: int,
    chance: float,
    least: float,
) -> Iterator[tuple[int, int, float]]:
    """Stretches of two words and more that begin at `first`, which itself has this chance."""
    on, off = steps[3], steps[4]
    for at in range(first + 1, first + _LONGEST_SPAN):
        if at in ends:
            return
        _, inner, last = words[at]
        ended = chance * off * inner * last / scales[at] * behind[at][3]
        if ended >= least:
            yield first, at + 1, min(1.0, ended)
        chance *= on * inner / scales[at]
        if chance * behind[at][2] < least:
            return
        on, off = steps[5], steps[6]


def _ahead(words: Sequence[Factors], steps: Steps, ends: Collection[int]) -> tuple[list[States], list[float]]:
    """For each word the share of each state given the words so far, and what it was scaled by."""
    oo, ob, os, bi, be, ii, ie, eo, eb, es, so, sb, ss = steps
    first, _, last = words[0]
    o, b, i, e, s = 1.0, first, 0.0, 0.0, first * last
    found: list[States] = []
    scales: list[float] = []
    for at, (first, inner, last) in enumerate(words):
        if at:
            o, b, i, e, s = (
                o * oo + e * eo + s * so,
                (o * ob + e * eb + s * sb) * first,
                (b * bi + i * ii) * inner,
                (b * be + i * ie) * inner * last,
                (o * os + e * es + s * ss) * first * last,
            )
        if at + 1 in ends:  # nothing goes on from here
            b = i = 0.0
        scale = o + b + i + e + s
        o, b, i, e, s = o / scale, b / scale, i / scale, e / scale, s / scale
        found.append((o, b, i, e, s))
        scales.append(scale)
    return found, scales


def _behind(
    words: Sequence[Factors], steps: Steps, scales: Sequence[float], ends: Collection[int]
) -> list[States]:
    """For each word and state, how well the words after it follow."""
    oo, ob, os, bi, be, ii, ie, eo, eb, es, so, sb, ss = steps
    o, b, i, e, s = 1.0, 0.0, 0.0, 1.0, 1.0
    found: list[States] = [(o, b, i, e, s)]
    for at in range(len(words) - 1, 0, -1):
        (first, inner, last), scale = words[at], scales[at]
        on = at + 1 not in ends
        b, i, e, s = b * first * on, i * inner * on, e * inner * last, s * first * last
        o, b, i, e, s = (
            (oo * o + ob * b + os * s) / scale,
            (bi * i + be * e) / scale,
            (ii * i + ie * e) / scale,
            (eo * o + eb * b + es * s) / scale,
            (so * o + sb * b + ss * s) / scale,
        )
        found.append((o, b, i, e, s))
    return found[::-1]
