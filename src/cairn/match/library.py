"""The library: every role there is, with what the person entered, put right and starred.

The one way from a data folder to what is searched and planned with, for the command
line and the web app alike. The starter and own entries are read at once; installed
releases stay in their file, are searched there, and a role of theirs joins when it is
chosen (`cairn.match.installed`).
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.catalogue import Catalogue, load_catalogue
from cairn.errors import UnreadableFile
from cairn.match.corrections import read_corrections
from cairn.match.roles import RoleFinder, match_roles
from cairn.match.values import Corrections, RoleMatch
from cairn.units import RoleId

if TYPE_CHECKING:
    from cairn.catalogue.store import Store

_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What one data folder offers; `home` None is the starter alone, with nothing installed.

    `catalogue` holds the starter and own entries, `roles` finds among them.
    """

    home: Path | None
    catalogue: Catalogue
    corrections: Corrections
    roles: RoleFinder


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRole:
    """A role that words may mean: `layer` says where it comes from, `credit` whom to thank for it."""

    id: RoleId
    title: str
    layer: str
    score: float
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """A role the person watches; what nothing holds any more keeps its id as title and no layer."""

    id: RoleId
    title: str
    note: str
    layer: str


def open_library(home: Path | None) -> Library:
    """Everything under `home` that roles are searched in and planned from.

    Raises:
        UnreadableFile, BadInput: an own entry or the corrections cannot be read; names the file.
    """
    catalogue, corrections = load_catalogue(home), load_corrections(home)
    return Library(
        home=home, catalogue=catalogue, corrections=corrections, roles=RoleFinder.of(catalogue, corrections)
    )


def corrections_file(home: Path) -> Path:
    """Where corrections are kept, unless the person names another file."""
    return home / "corrections.json"


def load_corrections(home: Path | None) -> Corrections:
    """The corrections kept under `home`; none where nothing was corrected yet.

    Raises:
        UnreadableFile: the file is too large or not text.
        BadInput: it is not in the documented form.
    """
    path = corrections_file(home) if home else None
    if path is None or not path.exists():
        return Corrections()
    try:
        if path.stat().st_size > _MOST_BYTES:
            msg = f"The corrections file {path} is larger than 5 MB; give the part that matters."
            raise UnreadableFile(msg)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"The corrections file {path} cannot be read ({error}); mend it or move it away."
        raise UnreadableFile(msg) from error
    return read_corrections(text)


def with_role_of(library: Library, role: str, *, title: str = "") -> Catalogue:
    """The library's catalogue with the role of this id in it.

    Raises:
        UnknownName: nothing holds it, or no longer; see `cairn.match.installed.with_role`.
    """
    from cairn.match.installed import with_role

    return with_role(library.catalogue, library.home, role, title=title)


# ------------------------------------------------------------------ search


def search_kept(library: Library, words: str, *, top: int) -> tuple[FoundRole, ...]:
    """The roles of the starter and of own entries that go by words like these, best first."""
    held = library.catalogue.roles
    found = match_roles(words, library.roles, top=top)
    return tuple(_found(one, held[one.role].layer) for one in found)


def search_installed(library: Library, words: str, *, top: int) -> tuple[FoundRole, ...]:
    """The same of every installed release; each narrowed to itself, so that none crowds out another."""
    with open_installed(library) as store:
        return _of_each(store, words, top) if store else ()


def search_beside(
    library: Library, words: str, kept: Sequence[FoundRole], *, top: int
) -> tuple[FoundRole, ...]:
    """The installed roles to show beside `kept`, best first.

    Not those that one of `kept`, as good a match, has the code of; of two that the
    crosswalk calls exactly the same only the better.
    """
    with open_installed(library) as store:
        if store is None:
            return ()
        found = sorted(_of_each(store, words, top), key=lambda one: -round(one.score, 2))
        single = set(_single(store, found))
    held = [(one.score, library.catalogue.roles[one.id].codes) for one in kept]
    return tuple(
        one
        for one in found
        if one.id in single
        and not any(one.id in {codes.onet, codes.esco} for score, codes in held if score >= one.score)
    )[:top]


def list_stars(library: Library) -> tuple[Star, ...]:
    """The roles the person watches, the newest last, with their notes."""
    if library.home is None:
        return ()
    from cairn.catalogue.own import read_own

    watched = [one for one in read_own(library.home).watched if one.kind == "role"]
    with open_installed(library) as store:
        return tuple(_star(library, store, RoleId(one.id), one.note) for one in watched)


def _star(library: Library, store: "Store | None", role: RoleId, note: str) -> Star:
    held = library.catalogue.roles.get(role)
    if held is not None:
        return Star(id=role, title=held.title, note=note, layer=held.layer)
    if store is None:
        return Star(id=role, title=role, note=note, layer="")
    for release in store.leading:
        rows = store.ask("SELECT title FROM occupation WHERE release = ? AND id = ?", release.key, role)
        if rows:
            return Star(id=role, title=_capital(rows[0][0]), note=note, layer=release.label)
    return Star(id=role, title=role, note=note, layer="")


@contextlib.contextmanager
def open_installed(library: Library) -> "Iterator[Store | None]":
    """The installed catalogue while it is needed; None where nothing is installed."""
    from cairn.catalogue.store import Store

    store = Store.open(library.home) if library.home else None
    try:
        yield store
    finally:
        if store is not None:
            store.close()


def _of_each(store: "Store", words: str, top: int) -> tuple[FoundRole, ...]:
    from cairn.match.installed import match_installed_roles

    return tuple(
        replace(_found(one, release.label), credit=release.credit)
        for release in store.leading
        if "occupation" in release.counts
        for one in match_installed_roles(words, store, top=top, releases=(release.name,))
    )


def _single(store: "Store", found: Sequence[FoundRole]) -> tuple[RoleId, ...]:
    from cairn.match.installed import without_twins

    return without_twins(store, [one.id for one in found])


def _capital(title: str) -> str:
    """ESCO writes its titles small."""
    return title[:1].upper() + title[1:]


def _found(match: RoleMatch, layer: str) -> FoundRole:
    return FoundRole(id=match.role, title=match.label, layer=layer, score=match.score)
