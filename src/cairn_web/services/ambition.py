"""The role to reach: found by words, made from a posting, or picked among near ones."""

from dataclasses import dataclass
from functools import cache

from django.db import transaction

from cairn.catalogue import Catalogue, Role, load_catalogue
from cairn.errors import BadInput, UnknownName
from cairn.match import RoleFinder, match_roles
from cairn.routes import find_near_roles
from cairn.units import RoleId
from cairn_web.models import Ambition, Person, Run, RunKind
from cairn_web.services import runs
from cairn_web.services.history import note, snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """A role as a list of choices shows it."""

    id: str
    title: str
    field: str
    summary: str
    note: str = ""


@cache
def _world() -> tuple[Catalogue, RoleFinder]:
    """The catalogue with its index of titles, loaded when first needed."""
    catalogue = load_catalogue()
    return catalogue, RoleFinder.of(catalogue)


def search_roles(words: str, *, top: int = 8) -> tuple[RoleCard, ...]:
    """The roles that words may mean, best first."""
    catalogue, finder = _world()
    found = match_roles(words, finder, top=top) if words.strip() else ()
    return tuple(_card(catalogue.roles[one.role]) for one in found)


def near_roles(held: list[str], *, top: int = 8) -> tuple[RoleCard, ...]:
    """Roles near to those the person has held, nearest first."""
    catalogue, _ = _world()
    cards: dict[str, RoleCard] = {}
    for one in (RoleId(name) for name in held if name in catalogue.roles):
        for near in find_near_roles(catalogue.roles[one], catalogue, top=top):
            share = f"{100 * near.nearness.value:.0f} % of what it asks carries over"
            cards.setdefault(near.role.id, _card(near.role, note=share))
    return tuple(card for key, card in cards.items() if key not in held)[:top]


def _card(role: Role, *, note: str = "") -> RoleCard:
    return RoleCard(id=role.id, title=role.title, field=role.field, summary=role.summary, note=note)


@transaction.atomic
def choose_role(*, person: Person, role: str) -> None:
    """Set a catalogue role as the ambition.

    Raises:
        UnknownName: the catalogue does not hold it.
    """
    catalogue, _ = _world()
    found = catalogue.roles.get(RoleId(role))
    if found is None:
        msg = f"The catalogue holds no role “{role}”; search for it by its everyday title."
        raise UnknownName(msg)
    old = Ambition.objects.filter(person=person).first()
    if old and old.role == found.id:
        return
    kept, _ = Ambition.objects.update_or_create(
        person=person,
        defaults={"role": found.id, "title": found.title, "posting": "", "document": None},
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
