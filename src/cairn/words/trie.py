"""A trie over words that finds every phrase in a text at once.

Kept flat: each beginning of a phrase is one line of text in one dictionary, which
is made several times as fast as a dictionary for each node, and is smaller.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class PhraseTrie(Generic[Payload]):
    """Phrases as sequences of word keys without blanks, each with its payloads in order of adding."""

    def __init__(self) -> None:
        self._known: dict[str, list[Payload] | None] = {}
        self.size = 0

    def add(self, keys: Iterable[str], payload: Payload) -> None:
        """Let the phrase `keys` lead to `payload`, besides what it leads to already."""
        known, line = self._known, ""
        *beginning, last = keys
        for key in beginning:
            line = f"{line}{key}"
            known.setdefault(line, None)
            line += " "
        line += last
        ended = known.get(line)
        if ended is None:
            known[line] = [payload]
        else:
            ended.append(payload)
        self.size += 1

    def scan(self, keys: Sequence[str]) -> Iterable[tuple[int, int, list[Payload]]]:
        """Every phrase in `keys` as (first, after last, payloads), shorter ones too."""
        known, total = self._known, len(keys)
        for start, ended in enumerate(map(known.get, keys)):
            if ended is not None:
                yield start, start + 1, ended
        pairs = map(" ".join, pairwise(keys))
        begun = [(start, line) for start, line in enumerate(pairs) if line in known]
        for start, first_line in begun:
            line, at = first_line, start + 2
            while True:
                ended = known[line]
                if ended is not None:
                    yield start, at, ended
                if at >= total:
                    break
                line = f"{line} {keys[at]}"
                if line not in known:
                    break
                at += 1
