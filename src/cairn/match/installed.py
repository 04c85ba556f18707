"""Roles of the installed releases by any words, ranked as the starter's are, and joined when chosen."""

import contextlib
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from cairn.catalogue.facts import find_matches, title_of
from cairn.catalogue.search import find_titles
from cairn.catalogue.store import Store
from cairn.catalogue.values import Catalogue
from cairn.errors import UnknownName
from cairn.match.typed.names import NameIndex
from cairn.match.typed.readings import retyped
from cairn.match.typed.wordbook import WordBook
from cairn.match.values import RoleMatch
from cairn.units import RoleId
from cairn.words import stem, word_list

_MOST_WORDS, _FEWEST_LETTERS = 12, 4
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def match_installed_roles(
    query: str, store: Store, *, top: int = 10, releases: Sequence[str] = ()
) -> tuple[RoleMatch, ...]:
    """The occupations a title may mean, best first; ids are the publishers' own.

    `releases` narrows to names such as `esco`.
    """
    texts = retyped(query, _spellings(store) if _is_misspelt(query, store) else WordBook())
    rows = dict.fromkeys(row for text in texts for row in find_titles(store, text, releases=releases))
    labels: dict[RoleId, str] = {}
    for occupation, title, _ in rows:
        labels.setdefault(RoleId(occupation), title)
    names = NameIndex.of([(RoleId(occupation), title) for occupation, title, _ in rows])
    return tuple(
        RoleMatch(role=one.id, label=labels[one.id], score=one.score, why=one.why)
        for one in names.search(query, top=top)
    )


def _is_misspelt(query: str, store: Store) -> bool:
    """Whether no title has, or begins with, one of the first words of a query."""
    words = [
        word for word in word_list(query)[:_MOST_WORDS] if len(word) >= _FEWEST_LETTERS and word.isalpha()
    ]
    asked = "SELECT 1 FROM name WHERE name MATCH ? LIMIT 1"
    return not all(store.ask(asked, f'"{word}"*') for word in words)


def _spellings(store: Store) -> WordBook:
    """The words of all installed titles, read once for each state of the file."""
    path = Path(store.ask("PRAGMA database_list")[0][2])
    return _book_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _book_of(path: Path, changed: int) -> WordBook:  # noqa: ARG001 - the time tells old from new
    """The book of a catalogue file, the commonest words first."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        text = "\n".join(text for (text,) in file.execute("SELECT text FROM name"))
    words = Counter(_LETTERS.findall(text.lower()))
    return WordBook.of_stems(dict.fromkeys(stem(word) for word, _ in words.most_common()))


def without_twins(store: Store, roles: Sequence[RoleId]) -> tuple[RoleId, ...]:
    """The occupations, best first, without those that the crosswalk calls exactly one of the better."""
    kept: list[RoleId] = []
    twins: set[str] = set()
    for one in roles:
        if one not in twins:
            kept.append(one)
            is_onet = "." in one
            rows = find_matches(store, onet=one if is_onet else "", esco="" if is_onet else one)
            twins |= {row.id for row in rows if row.kind == "exact"}
    return tuple(kept)


def is_installed(store: Store, role: str) -> bool:
    """Whether a leading release holds the role of this id."""
    return bool(title_of(store, role))


def with_role(catalogue: Catalogue, home: Path | None, role: str, *, title: str = "") -> Catalogue:
    """The catalogue with the role of this id in it, from an installed release where it has to be.

    `title` is what the role was called when it was chosen, for the message.

    Raises:
        UnknownName: neither the catalogue nor what is installed under `home` holds it, or no longer.
    """
    if role in catalogue.roles:
        return catalogue
    store = Store.open(home) if home else None
    if store is not None:
        from cairn.catalogue.join import extend_catalogue, join_role

        with contextlib.closing(store):
            if is_installed(store, role):
                return extend_catalogue(catalogue, join_role(store, role, catalogue))
    msg = (
        f"The catalogue holds no role “{title or role}”, or no longer: its release or own entry may have been"
        " removed. A plan made with it stays as it is; to plan again, install the release again"
        " (`cairn data list` says what there is) or choose another role."
    )
    raise UnknownName(msg)
