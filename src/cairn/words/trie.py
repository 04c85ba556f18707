"""A trie over words that finds every phrase in a text at once.

Kept flat: each beginning of two words or more is one line of text in one dictionary,
which is made several times as fast as a dictionary for each node, and is smaller.
Most words of a text begin no phrase with the word after them, and that is all that is
asked of them.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, count
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class PhraseTrie(Generic[Payload]):
    """Phrases as sequences of word keys without blanks, each with its payloads in order of adding."""

    def __init__(self) -> None:
        self._known: dict[str, list[Payload] | None] = {}
        self._seconds: dict[str, set[str]] = {}
        self.size = 0

    @classmethod
    def of(
        cls, known: dict[str, list[Payload] | None], seconds: dict[str, set[str]]
    ) -> "PhraseTrie[Payload]":
        """The trie that has these parts."""
        made = cls()
        made._known, made._seconds = known, seconds
        made.size = sum(len(ended) for ended in known.values() if ended)
        return made

    @property
    def parts(self) -> tuple[dict[str, list[Payload] | None], dict[str, set[str]]]:
        """Payloads by line, and the second words that follow a first."""
        return self._known, self._seconds

    def add(self, keys: Sequence[str], payload: Payload) -> None:
        """Let the phrase `keys` lead to `payload`, besides what it leads to already."""
        known, line = self._known, keys[0]
        if len(keys) > 1:
            seconds = self._seconds.get(line)
            if seconds is None:
                self._seconds[line] = {keys[1]}
            else:
                seconds.add(keys[1])
            for at in range(1, len(keys) - 1):
                line = f"{line} {keys[at]}"
                known.setdefault(line, None)
            line = f"{line} {keys[-1]}"
        ended = known.get(line)
        if ended is None:
            known[line] = [payload]
        else:
            ended.append(payload)
        self.size += 1

    def scan(
        self, keys: Sequence[str], said: AbstractSet[str] | None = None
    ) -> Iterable[tuple[int, int, list[Payload]]]:
        """Every phrase in `keys` as (first, after last, payloads), shorter ones too.

        `said` is the set of `keys`, for a caller who has made it already.
        """
        known, total = self._known, len(keys)
        heard = frozenset(keys) if said is None else said
        singles = known.keys() & heard
        for start in compress(count(), map(singles.__contains__, keys)):
            ended = known[keys[start]]
            if ended is not None:
                yield start, start + 1, ended
        pairs = zip(count(), keys[1:], map(self._seconds.get, keys), strict=False)
        for start in [at for at, following, seconds in pairs if seconds and following in seconds]:
            line, at = f"{keys[start]} {keys[start + 1]}", start + 2
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
