"""Titles of the installed releases that share words with a query.

The full-text index of the file narrows a hundred thousand titles to a few hundred in
milliseconds; ranking them is `match`'s. A word that no title holds is taken for the
nearest one that some title does.
"""

from collections.abc import Sequence

from cairn.catalogue.store import Store
from cairn.words import word_list

_MOST_TITLES = 400
_FEWEST_LETTERS = 4


def find_titles(store: Store, query: str, *, releases: Sequence[str] = ()) -> list[tuple[str, str, int]]:
    """(occupation, title, release key) of titles like `query`; an occupation's own title comes first.

    `releases` narrows to names such as `esco`; the leading release of each serves.
    """
    keys = [one.key for one in store.leading if not releases or one.name in releases]
    words = [mended for word in word_list(query)[:12] if (mended := _mend(store, word))]
    if not keys or not words:
        return []
    asked = " OR ".join(f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in words)
    marks = ", ".join("?" * len(keys))
    # rank is better the lower; more rows are taken than shown, since match ranks by its own measure
    rows = store.ask(
        f"SELECT occupation, text, release FROM name WHERE name MATCH ? AND release IN ({marks})"  # noqa: S608 - marks only
        f" ORDER BY rank LIMIT {_MOST_TITLES}",
        asked,
        *keys,
    )
    occupations = {(occupation, release): None for occupation, _, release in rows}
    own = [
        (occupation, title, release)
        for occupation, release in occupations
        if (title := _title(store, occupation, release))
    ]
    return own + [row for row in rows if row not in own]


def _title(store: Store, occupation: str, release: int) -> str:
    found = store.ask("SELECT title FROM occupation WHERE release = ? AND id = ?", release, occupation)
    return str(found[0][0]) if found else ""


def _mend(store: Store, word: str) -> str:
    """The word, or the nearest one that stands in a title; empty where none is near."""
    word = word.replace('"', "")
    found = store.ask("SELECT 1 FROM name WHERE name MATCH ? LIMIT 1", f'"{word}"*') if word else ()
    if found or len(word) < _FEWEST_LETTERS:
        return word
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    known = [
        term for (term,) in store.ask("SELECT term FROM word WHERE substr(term, 1, 1) = ?", word[0].lower())
    ]
    most = 1 if len(word) <= 5 else 2
    best = extractOne(word.lower(), known, scorer=OSA.distance, score_cutoff=most)
    return str(best[0]) if best else ""
