"""What the person says of their skills: level, enjoyment, and what is not theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from cairn_web.models import CredentialAnswer, Person, SkillRating
from cairn_web.services.history import note

_ENOUGH_TO_JUDGE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What was said of one skill; None where nothing was."""

    skill: str
    label: str
    level: float | None
    enjoyment: int | None
    is_rejected: bool = False


@transaction.atomic
def rate_skills(*, person: Person, ratings: Iterable[Rating]) -> bool:
    """Keep the ratings; True when they look as if nobody weighed them."""
    said = [one for one in ratings if one.level is not None or one.enjoyment or one.is_rejected]
    kept = {one.skill for one in said}
    given = list(ratings)
    person.ratings.filter(skill__in=[one.skill for one in given if one.skill not in kept]).delete()
    SkillRating.objects.bulk_create(
        [
            SkillRating(
                person=person,
                skill=one.skill,
                label=one.label,
                level=one.level,
                enjoyment=one.enjoyment,
                is_rejected=one.is_rejected,
            )
            for one in said
        ],
        update_conflicts=True,
        unique_fields=["person", "skill"],
        update_fields=["label", "level", "enjoyment", "is_rejected"],
    )
    note(person=person, table="skills", sentence=f"Rated {len(said)} skills")
    return is_uniform([one.level for one in said if one.level is not None])


def is_uniform(levels: list[float]) -> bool:
    """Whether so many ratings are the same that they say little."""
    return len(levels) >= _ENOUGH_TO_JUDGE and len(set(levels)) == 1


@transaction.atomic
def answer_level(*, person: Person, skill: str, label: str, level: float) -> None:
    """Say the level of one skill."""
    SkillRating.objects.update_or_create(
        person=person, skill=skill, defaults={"label": label, "level": level, "is_rejected": False}
    )


@transaction.atomic
def answer_credential(*, person: Person, credential: str, label: str, is_held: bool) -> None:
    """Say whether one holds a credential."""
    CredentialAnswer.objects.update_or_create(
        person=person, credential=credential, defaults={"label": label, "is_held": is_held}
    )
