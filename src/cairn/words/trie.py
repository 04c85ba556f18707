"""A trie over words that finds the longest phrase at each place."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")
_END = ""  # no word is empty, so the empty key holds what ends here


class PhraseTrie(Generic[Payload]):
    """Phrases as sequences of word keys, each with its payloads in order of adding."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self.size = 0

    def add(self, keys: Iterable[str], payload: Payload) -> None:
        """Let the phrase `keys` lead to `payload`, besides what it leads to already."""
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault(_END, []).append(payload)
        self.size += 1

    def scan(self, keys: Sequence[str]) -> Iterable[tuple[int, int, list[Payload]]]:
        """Every phrase in `keys` as (first, after last, payloads), shorter ones too."""
        root, total = self._root, len(keys)
        nodes = zip(map(root.get, keys), [*keys[1:], _END], strict=True)
        begun = [  # most words begin no phrase that goes on, and this sees it without a loop of ours
            (start, node)
            for start, (node, following) in enumerate(nodes)
            if node is not None and (following in node or _END in node)
        ]
        for start, node in begun:
            at = start + 1
            while True:
                ended = node.get(_END)
                if ended is not None:
                    yield start, at, ended
                if at >= total:
                    break
                node = node.get(keys[at])  # noqa: PLW2901 - one step down
                if node is None:
                    break
                at += 1
