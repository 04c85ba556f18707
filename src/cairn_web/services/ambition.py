"""The role to reach: found by words, made from a posting, or picked among near ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cairn.catalogue import Catalogue, Role
from cairn.catalogue.own import own_folder, unwatch, watch
from cairn.errors import BadInput, UnknownName
from cairn.match import RoleFinder, SkillFinder
from cairn.match.library import (
    FoundRole,
    Library,
    Star,
    corrections_file,
    list_stars,
    open_installed,
    open_library,
    search_beside,
    search_kept,
    with_role_of,
)
from cairn.units import RoleId
from cairn_web.models import Ambition, Person, Run, RunKind
from cairn_web.services import runs
from cairn_web.services.history import note, snapshot
from cairn_web.store import wishes_of

_MOST_BESIDE = 6
_MOST_SHOWN = 10
_LIKE_ENOUGH = 0.5  # an installed title less like the words than this only lengthens the list
_LONGEST_NOTE = 500
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """A role as a list of choices shows it.

    `origin` and `credit` are of an installed release, `is_rated` whether anybody has said
    what the role asks.
    """

    id: str
    title: str
    field: str
    summary: str
    origin: str = ""
    credit: str = ""
    is_rated: bool = True
    is_starred: bool = False


# ------------------------------------------------------------------ what there is


def library() -> Library:
    """Every role there is: loaded when first needed, and again when a file of the person's has changed."""
    home = Path(settings.HOME)
    stamp = _stamp(home)
    return replace(_opened(home if stamp else None, stamp), home=home)


def _stamp(home: Path) -> _Stamp:
    files = (*sorted(own_folder(home).glob("*.toml")), corrections_file(home))
    told = [(one, one.stat()) for one in files if one.is_file()]
    return tuple((one.name, fact.st_mtime_ns, fact.st_size) for one, fact in told)


@lru_cache(maxsize=2)
def _opened(home: Path | None, stamp: _Stamp) -> Library:  # noqa: ARG001 - the stamp tells old from new
    return open_library(home)


@lru_cache(maxsize=2)
def _skill_finder(home: Path | None, stamp: _Stamp) -> SkillFinder:
    opened = _opened(home, stamp)
    return SkillFinder.of(opened.catalogue, opened.corrections)


def world() -> tuple[Catalogue, RoleFinder]:
    """The catalogue with own entries, and its index of titles."""
    opened = library()
    return opened.catalogue, opened.roles


def skill_finder() -> SkillFinder:
    """The index of the catalogue's skills, loaded when first needed."""
    home = Path(settings.HOME)
    stamp = _stamp(home)
    return _skill_finder(home if stamp else None, stamp)


def find_role(role: str) -> Role:
    """The role of this id: the starter's, an own entry, or one of an installed release.

    Raises:
        UnknownName: there is none.
    """
    try:
        return with_role_of(library(), role).roles[RoleId(role)]
    except UnknownName as unknown:
        msg = f"The catalogue holds no role “{role}”; search for it by its everyday title."
        raise UnknownName(msg) from unknown


# ------------------------------------------------------------------ search


def search_roles(words: str, *, top: int = 8) -> tuple[RoleCard, ...]:
    """The roles that words may mean, best first; of equal ones the starter's before installed ones."""
    if not words.strip():
        return ()
    opened = library()
    kept = search_kept(opened, words, top=top)
    beside = [
        one for one in search_beside(opened, words, kept, top=_MOST_BESIDE) if one.score >= _LIKE_ENOUGH
    ]
    stars = {one.id for one in list_stars(opened)}
    joined = _joined(opened, beside)
    order = sorted((*kept, *beside), key=lambda one: -round(one.score, 2))[:_MOST_SHOWN]
    return tuple(
        replace(_card(joined.get(one.id) or opened.catalogue.roles[one.id], one), is_starred=one.id in stars)
        for one in order
    )


def _joined(opened: Library, found: list[FoundRole]) -> Mapping[str, Role]:
    """The installed roles as the catalogue would hold them."""
    if not found:
        return {}
    from cairn.catalogue.join import join_role
    from cairn.catalogue.skill_names import SkillNames

    names = SkillNames(opened.catalogue)
    with open_installed(opened) as store:
        if store is None:
            return {}
        return {one.id: join_role(store, one.id, opened.catalogue, names=names).role for one in found}


def _card(role: Role, found: FoundRole) -> RoleCard:
    return RoleCard(
        id=role.id,
        title=role.title,
        field=role.field,
        summary=role.summary,
        origin=_origin(found.layer),
        credit=found.credit,
        is_rated=bool(role.requirements),
    )


def _origin(layer: str) -> str:
    return {"starter": "", "own": "your own entry"}.get(layer, layer)


# ------------------------------------------------------------------ roles to watch


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRole:
    """A starred role as it is listed; one that nothing holds any more cannot be chosen."""

    id: str
    title: str
    note: str
    origin: str
    is_held: bool


def watched_roles() -> tuple[WatchedRole, ...]:
    """The roles the person watches, in the order they were starred."""
    return tuple(map(_watched, list_stars(library())))


def _watched(star: Star) -> WatchedRole:
    return WatchedRole(
        id=star.id,
        title=star.title,
        note=star.note,
        origin=_origin(star.layer) if star.layer else "removed since",
        is_held=bool(star.layer),
    )


def star_role(*, role: str, words: str | None = None) -> None:
    """Watch a role, with a note in the person's words; without any the note it has stays.

    Raises:
        UnknownName: there is no such role, and it is not watched yet.
        CannotWrite: the data folder cannot be written to.
    """
    notes = {one.id: one.note for one in list_stars(library())}
    if RoleId(role) not in notes:
        find_role(role)
    kept = notes.get(RoleId(role), "") if words is None else words.strip()[:_LONGEST_NOTE]
    watch(Path(settings.HOME), role, kept)


def unstar_role(*, role: str) -> None:
    """Watch a role no longer; its note goes with the star."""
    unwatch(Path(settings.HOME), role)


# ------------------------------------------------------------------ the ambition


@transaction.atomic
def choose_role(*, person: Person, role: str) -> None:
    """Set a catalogue role as the ambition.

    Raises:
        UnknownName: the catalogue does not hold it, nor an installed release.
        BadInput: nobody has said what it asks.
    """
    found = find_role(role)
    if not found.requirements:
        msg = (
            f"What {found.title} asks for is not known: {found.layer} has not rated it."
            " Choose a nearer role, or paste a posting for it."
        )
        raise BadInput(msg)
    old = Ambition.objects.filter(person=person).first()
    if old and old.role == found.id:
        return
    kept, _ = Ambition.objects.update_or_create(
        person=person,
        defaults={
            "role": found.id,
            "title": found.title,
            "posting": "",
            "document": wishes_of(old.document if old else None) or None,
        },
    )
    before = snapshot(old) if old else None
    note(person=person, table="ambition", row=kept, sentence=f"Set out for {found.title}", before=before)


def read_posting(*, person: Person, text: str, title: str) -> Run:
    """Begin to make a target of a posting.

    Raises:
        BadInput: it is too short or too long to be one.
    """
    if not 40 <= len(text) <= 100_000:
        msg = "Paste the whole posting as text, 40 to 100,000 characters long."
        raise BadInput(msg)
    work = {"text": text, "title": title}
    return runs.begin(
        person=person, kind=RunKind.POSTING, request=work, work=work, reason=title, message=text
    )
