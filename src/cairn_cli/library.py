"""The library: every role there is, with the employers, companies and industries a person keeps."""

from dataclasses import dataclass
from pathlib import Path

from cairn.catalogue.own import Organisation, read_own
from cairn.match.library import FoundRole, open_library, search_installed, search_kept
from cairn.match.typed.names import NameIndex


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
    own, library = read_own(home), open_library(home)
    stars = {one.id: one.note for one in own.watched if one.kind == "role"}
    finds = (*search_kept(library, words, top=top), *search_installed(library, words, top=top))
    roles = [_role(one, stars) for one in finds]
    places = _organisations(own.organisations, words, top)
    return tuple(sorted((*places, *roles), key=lambda one: -round(one.score, 2))[:top])


def _role(found: FoundRole, stars: dict[str, str]) -> Entry:
    return Entry(
        id=found.id,
        label=found.title,
        kind="role",
        layer=found.layer,
        score=found.score,
        is_starred=found.id in stars,
        note=stars.get(found.id, ""),
    )


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
