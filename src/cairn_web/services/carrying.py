"""The whole record out and in: every table that hangs on a person.

Rows refer to each other by their numbers; on the way in each gets a new number, and
the references follow.
"""

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.utils import DataError, IntegrityError

from cairn.archive import Archive, export_archive, import_archive
from cairn.errors import BadInput
from cairn_web import clock
from cairn_web.models import (
    Ambition,
    Away,
    Basis,
    Branch,
    Change,
    CredentialAnswer,
    DoneSession,
    Experience,
    GapOrder,
    Goal,
    LogEntry,
    Person,
    PlanReview,
    ReadResume,
    RefusedOption,
    RejectedSuggestion,
    Run,
    RunKind,
    RunState,
    SkillRating,
    Task,
)

# In the order in which rows may refer to earlier ones.
TABLES: Mapping[str, type[models.Model]] = {
    "person": Person,
    "away": Away,
    "resume": ReadResume,
    "experiences": Experience,
    "ratings": SkillRating,
    "credentials": CredentialAnswer,
    "ambition": Ambition,
    "refused_options": RefusedOption,
    "gap_order": GapOrder,
    "runs": Run,
    "bases": Basis,
    "branches": Branch,
    "goals": Goal,
    "tasks": Task,
    "log": LogEntry,
    "done_sessions": DoneSession,
    "reviews": PlanReview,
    "rejected_suggestions": RejectedSuggestion,
    "changes": Change,
}
_HISTORY = {
    "person": "person",
    "resume": "resume",
    "ambition": "ambition",
    "experience": "experiences",
    "goal": "goals",
    "task": "tasks",
    "log": "log",
    "branch": "branches",
    "review": "reviews",
}
# Fields that name another row, with its table; a row that stayed behind is named no more.
_REFERENCES = {
    "goal_id": "goals",
    "task_id": "tasks",
    "repeat_of_id": "tasks",
    "run_id": "runs",
    "base_id": "runs",
}
# Lists of other rows that a task names, with their table.
_LINKS = {"after": "tasks", "also_for": "goals"}


def export_record(person: Person) -> Archive:
    """Every row of the person's record; runs under way and plans on trial are left out."""
    tables = {name: tuple(map(_row, _rows_of(model, person))) for name, model in TABLES.items()}
    return Archive(made_on=clock.today(), tables=tables)


def _rows_of(model: type[models.Model], person: Person) -> Any:  # noqa: ANN401 - a query of any table
    if model is Person:
        return Person.objects.filter(pk=person.pk)
    rows = model._default_manager.filter(person=person).order_by("pk")  # noqa: SLF001
    if model is Run:
        return rows.exclude(state=RunState.RUNNING).exclude(kind=RunKind.TRIAL)
    if model is Basis:
        return rows.exclude(run__state=RunState.RUNNING).exclude(run__kind=RunKind.TRIAL)
    return rows.prefetch_related(*_LINKS) if model is Task else rows


def _row(row: models.Model) -> dict[str, Any]:
    told = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}  # noqa: SLF001
    told.pop("person_id", None)
    if isinstance(row, Task):
        told |= {name: sorted(one.pk for one in getattr(row, name).all()) for name in _LINKS}
    # Django's encoder cuts moments to milliseconds, after which some read back differ from the row.
    told = {name: _moment(value) for name, value in told.items()}
    plain: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return plain


def _moment(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def is_same(person: Person, archive: Archive) -> bool:
    """Whether the record holds just what the archive does, row numbers and the day apart."""
    return _content(export_record(person)) == _content(archive)


def _content(archive: Archive) -> str:
    """The rows with their numbers replaced by their places, to compare records."""
    places = {
        (name, row["id"]): at
        for name, rows in archive.tables.items()
        for at, row in enumerate(rows)
        if "id" in row
    }
    told = {
        name: [_renumbered(name, row, places) for row in rows]
        for name, rows in archive.tables.items()
        if rows
    }
    return json.dumps(told, sort_keys=True)


def _renumbered(table: str, row: Mapping[str, Any], places: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    told = {key: held for key, held in row.items() if key != "id"}
    for key, there in _REFERENCES.items():
        if told.get(key):
            told[key] = places.get((there, told[key]))
    if table == "tasks":
        for name, there in _LINKS.items():
            told[name] = sorted(places.get((there, one), -1) for one in told.get(name, ()))
    if table == "changes" and told.get("row"):
        told["row"] = places.get((_HISTORY.get(told.get("table", ""), ""), told["row"]), 0)
    return told


def import_record(*, person: Person, archive: Archive) -> Person:
    """Put an archive in the place of the record; the record before is kept as a file to bring back.

    Raises:
        BadInput: a row does not fit the table it stands in; nothing was changed.
    """
    unknown = sorted(set(archive.tables) - set(TABLES))
    if unknown or len(archive.tables.get("person", ())) != 1:
        msg = f"This archive holds what this Cairn does not know ({', '.join(unknown) or 'no person'})."
        raise BadInput(msg)
    _keep_before(person)
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).delete()
            return _create(archive)
    except (
        IntegrityError,
        DataError,
        ValidationError,
        FieldDoesNotExist,
        ValueError,
        TypeError,
        KeyError,
    ) as error:
        msg = "A row of this archive does not fit; nothing was changed. Export it anew and try again."
        raise BadInput(msg) from error


def _keep_before(person: Person) -> None:
    folder = Path(settings.HOME) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"before-import-{clock.now():%Y-%m-%d-%H%M%S}.cairn"
    target.write_bytes(export_archive(export_record(person)))
    target.chmod(0o600)


def _create(archive: Archive) -> Person:
    made: dict[tuple[str, int], int] = {}
    person = Person()
    for name, model in TABLES.items():
        for row in archive.tables.get(name, ()):
            kept = _built(name, model, row, person, made)
            kept.save(force_insert=True)
            made[name, row["id"]] = kept.pk
            if isinstance(kept, Person):
                person = kept
    for row in archive.tables.get("tasks", ()):
        task = Task.objects.get(pk=made["tasks", row["id"]])
        for link, there in _LINKS.items():
            getattr(task, link).set([made[there, one] for one in row.get(link, ())])
    return person


def _built(
    name: str,
    model: type[models.Model],
    row: Mapping[str, Any],
    person: Person,
    made: Mapping[tuple[str, int], int],
) -> models.Model:
    fields = {one.attname: one for one in model._meta.concrete_fields}  # noqa: SLF001
    values = {key: fields[key].to_python(held) for key, held in row.items() if key not in {"id", *_LINKS}}
    if model is not Person:
        values["person_id"] = person.pk
    for key, there in _REFERENCES.items():
        if values.get(key):
            at = (there, values[key])
            values[key] = made.get(at) if there == "runs" and fields[key].null else made[at]
    if name == "changes" and values.get("row"):
        values["row"] = made.get((_HISTORY.get(values["table"], ""), values["row"]), 0)
    return model(**values)


def read_archive(content: bytes) -> Archive:
    """The archive in an uploaded file."""
    return import_archive(content)


def kept_before() -> list[Path]:
    """The records kept from before an import, newest first."""
    return sorted((Path(settings.HOME) / "backups").glob("before-import-*.cairn"), reverse=True)


def delete_files() -> None:
    """Remove the backups, the kept records and anything uploaded, and give the database's room back."""
    from cairn_web.embedded import forget_deleted

    home = Path(settings.HOME)
    for folder in ("backups", "inbox"):
        shutil.rmtree(home / folder, ignore_errors=True)
    forget_deleted()
