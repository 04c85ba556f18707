"""What was changed and why, and the way back."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from cairn.errors import BadInput, CairnError
from cairn_web import clock
from cairn_web.models import (
    Ambition,
    Branch,
    Change,
    Experience,
    Goal,
    LogEntry,
    Person,
    PlanReview,
    ReadResume,
    Task,
)
from cairn_web.services import repeating

_TABLES: Mapping[str, type[models.Model]] = {
    "person": Person,
    "experience": Experience,
    "goal": Goal,
    "task": Task,
    "ambition": Ambition,
    "resume": ReadResume,
    "log": LogEntry,
    "branch": Branch,
    "review": PlanReview,
}
_KEPT_BACK = {"id", "person_id", "version"}


class Conflict(CairnError):
    """Somebody, perhaps the same person in another tab, changed it meanwhile."""


def snapshot(row: models.Model) -> dict[str, Any]:
    """The fields of a row as they are now."""
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}  # noqa: SLF001


def note(
    *,
    person: Person,
    table: str,
    sentence: str,
    row: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    reason: str = "",
    is_removal: bool = False,
) -> Change:
    """Keep a line of history."""
    return Change.objects.create(
        person=person,
        table=table,
        row=row.pk if row else 0,
        sentence=sentence[:500],
        reason=reason[:500],
        before=before,
        is_removal=is_removal,
        made_at=clock.now(),
    )


@transaction.atomic
def change_row(
    *,
    row: models.Model,
    person: Person,
    table: str,
    version: int,
    changes: Mapping[str, Any],
    sentence: str,
    reason: str = "",
) -> None:
    """Change a row that is still as the person saw it, and keep how it was.

    Raises:
        Conflict: it was changed meanwhile.
    """
    before = snapshot(row)
    kept = type(row)._default_manager.filter(pk=row.pk, version=version)  # noqa: SLF001
    if not kept.update(**changes, version=version + 1):
        msg = (
            "This was changed in another tab meanwhile. Your words are still below; look at both, then save."
        )
        raise Conflict(msg)
    changed = {key: one for key, one in before.items() if key in changes and changes[key] != one}
    if changed:
        note(person=person, table=table, row=row, sentence=sentence, before=changed, reason=reason)


@transaction.atomic
def remove_row(*, row: models.Model, person: Person, table: str, sentence: str) -> Change:
    """Take a row out of sight; `undo` brings it back."""
    type(row)._default_manager.filter(pk=row.pk).update(removed_at=clock.now())  # noqa: SLF001
    return note(person=person, table=table, row=row, sentence=sentence, is_removal=True)


@transaction.atomic
def undo(*, person: Person, change: int) -> str:
    """Bring back what a change took away; the sentence says what.

    Raises:
        BadInput: there is nothing to bring back.
    """
    one = Change.objects.filter(person=person, pk=change).first()
    if one is None or one.is_undone or not (one.is_removal or one.before):
        msg = "There is nothing left to undo here."
        raise BadInput(msg)
    if one.table == "resume":
        _restore_resume(person, one.before or {})
        Change.objects.filter(pk=one.pk).update(is_undone=True)
        return f"Undone: {one.sentence}"
    if one.table == "schooling":
        _restore_schooling(person, one.before or {})
        Change.objects.filter(pk=one.pk).update(is_undone=True)
        return f"Undone: {one.sentence}"
    model = _TABLES[one.table]
    owned = {"pk": person.pk} if model is Person else {"pk": one.row, "person": person}
    if one.is_removal:
        done = model._default_manager.filter(**owned).update(removed_at=None)  # noqa: SLF001
    else:
        done = model._default_manager.filter(**owned).update(**_values(model, one.before or {}))  # noqa: SLF001
    if not done:
        msg = "What this changed is no longer there."
        raise BadInput(msg)
    if model is Task and "done_on" in (one.before or {}):
        repeating.follow(Task.objects.get(pk=one.row))
    Change.objects.filter(pk=one.pk).update(is_undone=True)
    return f"Undone: {one.sentence}"


def _values(model: type[models.Model], before: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values, read back by the fields they belong to."""
    fields = {one.attname: one for one in model._meta.concrete_fields}  # noqa: SLF001
    return {
        key: fields[key].to_python(held)
        for key, held in before.items()
        if key in fields and key not in _KEPT_BACK
    }


def _restore_resume(person: Person, before: Mapping[str, Any]) -> None:
    """The résumé and the experiences as they were before another took their place."""
    fields = {key: before[key] for key in ("file_name", "document", "found", "is_confirmed")}
    ReadResume.objects.update_or_create(person=person, defaults=fields)
    Experience.objects.filter(person=person).delete()
    Experience.objects.bulk_create(
        Experience(person=person, **_values(Experience, row)) for row in before["rows"]
    )


def _restore_schooling(person: Person, before: Mapping[str, Any]) -> None:
    """The schooling or the certificates of the résumé as they were before they were mended."""
    kept = ReadResume.objects.select_for_update().filter(person=person).first()
    if kept is None:
        msg = "The résumé that this changed is no longer there."
        raise BadInput(msg)
    kept.document["value"] |= before
    kept.save(update_fields=["document"])
