"""What the person adds to the role they chose: skills of their own, and ways they prefer.

They are kept with the ambition, and stay when another role takes its place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cairn.errors import BadInput
from cairn.match import is_clear, match_skills
from cairn.match.values import SkillMatch
from cairn_web.jobs.wishes import OWN
from cairn_web.models import Ambition, Person
from cairn_web.services.ambition import skill_finder
from cairn_web.services.history import note, snapshot
from cairn_web.store import wishes_of

_MOST_OWN = 20
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSkill:
    """A skill the person wants to learn though the role may not ask for it."""

    skill: str
    label: str
    level: float
    importance: float
    why: str = ""


def own_skills(person: Person) -> tuple[OwnSkill, ...]:
    """The person's own skills to learn, in the order they were added."""
    kept = Ambition.objects.filter(person=person).first()
    return tuple(OwnSkill(**one) for one in wishes_of(kept.document if kept else None).get("own", ()))


def find_skill(words: str) -> tuple[SkillMatch, ...]:
    """The catalogue's skills that words may mean: one where it is clear, else the nearest few."""
    found = match_skills(words, skill_finder(), top=4)
    return found[:1] if is_clear(found) else found


def own_id(label: str) -> str:
    """The id of a skill that no catalogue holds, from its words."""
    return OWN + re.sub(r"\W+", "-", label.casefold()).strip("-")[:100]


def add_own(*, person: Person, wish: OwnSkill) -> None:
    """Add a skill to learn, or set its level anew.

    Raises:
        BadInput: there is no ambition yet to add it to, or there are too many.
    """
    own = [one for one in own_skills(person) if one.skill != wish.skill]
    if len(own) >= _MOST_OWN:
        msg = f"There are {_MOST_OWN} skills of your own already; take one out first."
        raise BadInput(msg)
    kept = [_plain(one) for one in (*own, wish)]
    _keep(person, {"own": kept}, f"Added “{wish.label}” to what I want to learn")


def drop_own(*, person: Person, skill: str) -> int | None:
    """Take an own skill out; the number of the change undoes it."""
    own = own_skills(person)
    gone = next((one for one in own if one.skill == skill), None)
    if gone is None:
        return None
    kept = [_plain(one) for one in own if one is not gone]
    return _keep(person, {"own": kept}, f"Took “{gone.label}” out of what I want to learn")


def _plain(one: OwnSkill) -> Json:
    return {
        "skill": one.skill,
        "label": one.label,
        "level": one.level,
        "importance": one.importance,
        "why": one.why,
    }


def wanted_ways(person: Person) -> dict[str, str]:
    """The way the person prefers for a skill, by skill."""
    kept = Ambition.objects.filter(person=person).first()
    return dict(wishes_of(kept.document if kept else None).get("wanted", {}))


def prefer(*, person: Person, wanted: Mapping[str, str], sentence: str) -> None:
    """Set the ways the person prefers."""
    _keep(person, {"wanted": dict(wanted)}, sentence)


@transaction.atomic
def _keep(person: Person, changes: Json, sentence: str) -> int:
    kept = Ambition.objects.select_for_update().filter(person=person).first()
    if kept is None:
        msg = "Choose a role first; then add what else you want to learn."
        raise BadInput(msg)
    before = snapshot(kept)
    document = {key: one for key, one in {**(kept.document or {}), **changes}.items() if one}
    Ambition.objects.filter(pk=kept.pk).update(document=document or None)
    change = note(person=person, table="ambition", row=kept, sentence=sentence, before=before)
    return int(change.pk)
