"""The role to reach: found by words, made from a posting, or picked among near ones."""

from dataclasses import dataclass
from functools import cache

from django.db import transaction

from cairn.catalogue import Catalogue, Role, load_catalogue
from cairn.errors import BadInput, UnknownName
from cairn.match import RoleFinder, SkillFinder, match_roles
from cairn.units import RoleId
from cairn_web.models import Ambition, Person, Run, RunKind
from cairn_web.services import runs
from cairn_web.services.history import note, snapshot
from cairn_web.store import wishes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """A role as a list of choices shows it."""

    id: str
    title: str
    field: str
    summary: str


@cache
def world() -> tuple[Catalogue, RoleFinder]:
    """The catalogue with its index of titles, loaded when first needed."""
    catalogue = load_catalogue()
    return catalogue, RoleFinder.of(catalogue)


@cache
def skill_finder() -> SkillFinder:
    """The index of the catalogue's skills, loaded when first needed."""
    return SkillFinder.of(world()[0])


def search_roles(words: str, *, top: int = 8) -> tuple[RoleCard, ...]:
    """The roles that words may mean, best first."""
    catalogue, finder = world()
    found = match_roles(words, finder, top=top) if words.strip() else ()
    return tuple(_card(catalogue.roles[one.role]) for one in found)


def _card(role: Role) -> RoleCard:
    return RoleCard(id=role.id, title=role.title, field=role.field, summary=role.summary)


@transaction.atomic
def choose_role(*, person: Person, role: str) -> None:
    """Set a catalogue role as the ambition.

    Raises:
        UnknownName: the catalogue does not hold it.
    """
    catalogue, _ = world()
    found = catalogue.roles.get(RoleId(role))
    if found is None:
        msg = f"The catalogue holds no role “{role}”; search for it by its everyday title."
        raise UnknownName(msg)
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
