"""A text as terms to weigh: content stems, pairs of them, and runs of characters."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from cairn.words import stem, word_list, words_of

BUCKETS = 1 << 20
_GRAMS = (3, 4, 5)
_LONGEST_TEXT = 2000
_STOP = words_of(
    """a an the of for in on at to and or with by from as is are be your our their its it this that you we wil
    s hav has have they which etc other such"""
)


def all_stems(text: str) -> list[str]:
    """The stems of the words at the start of `text`, at most some hundreds."""
    return [stem(word) for word in word_list(text[:_LONGEST_TEXT])]


def content(stems: Iterable[str]) -> list[str]:
    """`stems` without the words that only join others."""
    return [one for one in stems if one not in _STOP]


def with_pairs(stems: Sequence[str]) -> list[str]:
    """The stems and each two that follow each other."""
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def grams(stems: Iterable[str]) -> list[str]:
    """Runs of three to five characters over the stems written one after another."""
    line = f" {' '.join(stems)} "
    return [line[at : at + size] for size in _GRAMS for at in range(len(line) - size + 1)]


def bucket(term: str) -> int:
    """The place of a term among 2²⁰, the same on every machine."""
    return crc32(term.encode()) & (BUCKETS - 1)
