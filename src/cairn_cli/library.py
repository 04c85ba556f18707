"""The library: every role there is, with the employers, companies and industries a person keeps."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from cairn.catalogue import load_catalogue
from cairn.catalogue.own import Organisation, read_own
from cairn.catalogue.store import Store
from cairn.match import RoleFinder, match_roles
from cairn.match.installed import match_installed_roles
from cairn.match.names import NameIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One find: a role of some layer, or an organisation; `note` is the person's own."""

    id: str
    label: str
    kind: str
    layer: str
    score: float
    is_starred: bool
    note: str


def search_library(home: Path, words: str, *, top: int) -> tuple[Entry, ...]:
    """What goes by words like these, best first; of equal ones the starter's come first."""
    own, catalogue = read_own(home), load_catalogue(home)
    stars = {one.id: one.note for one in own.watched if one.kind == "role"}
    finds: list[tuple[str, str, str, float]] = [
        (one.role, one.label, catalogue.roles[one.role].layer, one.score)
        for one in match_roles(words, RoleFinder.of(catalogue), top=top)
    ]
    finds += _installed(home, words, top)
    roles = [
        Entry(
            id=id_,
            label=label,
            kind="role",
            layer=layer,
            score=score,
            is_starred=id_ in stars,
            note=stars.get(id_, ""),
        )
        for id_, label, layer, score in finds
    ]
    places = _organisations(own.organisations, words, top)
    return tuple(sorted((*places, *roles), key=lambda one: -round(one.score, 2))[:top])


def _installed(home: Path, words: str, top: int) -> list[tuple[str, str, str, float]]:
    """The same of every installed release; each narrowed to itself, so that none crowds out another."""
    store = Store.open(home)
    if store is None:
        return []
    with contextlib.closing(store):
        return [
            (one.role, one.label, release.label, one.score)
            for release in store.leading
            if "occupation" in release.counts
            for one in match_installed_roles(words, store, top=top, releases=(release.name,))
        ]


def _organisations(kept: tuple[Organisation, ...], words: str, top: int) -> list[Entry]:
    known = {one.id: one for one in kept}
    found = NameIndex.of([(one.id, one.name) for one in kept]).search(words, top=top) if kept else ()
    return [
        Entry(
            id=one.id,
            label=known[one.id].name,
            kind=known[one.id].kind,
            layer="own",
            score=one.score,
            is_starred=False,
            note=known[one.id].note,
        )
        for one in found
    ]
