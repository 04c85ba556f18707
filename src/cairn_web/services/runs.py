"""Long work: begin it, look at it, stop it, and keep what it found."""

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import close_old_connections, connection, transaction

from cairn.errors import BadInput
from cairn_web.jobs import parent
from cairn_web.models import Ambition, Experience, Person, ReadResume, Run, RunKind, RunState
from cairn_web.services.history import note, snapshot
from cairn_web.store import new_run, rows_of
from cairn_web.wire import from_json

KEPT_PLANS = 20
_STOPPED = "Cairn was stopped in the middle of this; nothing was changed. Start it again."
WORDS = {
    RunKind.READ: "Reading your résumé",
    RunKind.POSTING: "Reading the posting",
    RunKind.PLAN: "Planning",
}


def begin(
    *,
    person: Person,
    kind: RunKind,
    request: Mapping[str, Any],
    work: Mapping[str, Any],
    reason: str = "",
    message: str = "",
) -> Run:
    """Start a child on `work`; `request` is what the run is known by.

    Raises:
        BadInput: such work is under way already.
    """
    with transaction.atomic():
        running = Run.objects.filter(person=person, kind=kind, state=RunState.RUNNING).first()
        if running and look_at(running).state == RunState.RUNNING:
            msg = f"{WORDS[kind]} is under way already; wait for it or cancel it first."
            raise BadInput(msg)
        run = new_run(person, kind, request, reason=reason, message=message)

    def keep(number: int, outcome: Mapping[str, Any]) -> None:
        if "path" in work:  # an upload is kept no longer than its reading takes
            drop_upload(Path(work["path"]))
        finish(number, outcome)

    parent.start(run.pk, kind=kind, request=work, finish=keep)
    return run


def look_at(run: Run) -> Run:
    """The run as it is; one that nobody works on any more is told to have stopped."""
    if run.state == RunState.RUNNING and parent.job_of(run.pk) is None:
        still = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
        still.update(state=RunState.REFUSED, message=_STOPPED)
        run.refresh_from_db(fields=["state", "message"])
    return run


def progress_of(run: Run) -> tuple[str, int]:
    """What a run is at, in words, and for how many seconds it has been working."""
    job = parent.job_of(run.pk)
    return (job.told, int(job.seconds)) if job else ("", 0)


def cancel(*, person: Person, run: int) -> None:
    """Stop a run; what it had found is dropped."""
    if Run.objects.filter(person=person, pk=run, state=RunState.RUNNING).exists():
        parent.cancel(run)


def finish(run: int, outcome: Mapping[str, Any]) -> None:
    """Keep the outcome of a run, all of it or nothing; called from the listening thread."""
    try:
        with transaction.atomic():
            row = Run.objects.select_related("person").filter(pk=run, state=RunState.RUNNING).first()
            if row is not None:  # else deleted or cancelled meanwhile
                _keep(row, outcome)
    finally:
        close_old_connections()
        if not connection.in_atomic_block:
            connection.close()


def _keep(run: Run, outcome: Mapping[str, Any]) -> None:
    if "result" in outcome:
        run.state = RunState.DONE
        keep = {RunKind.READ: keep_reading, RunKind.POSTING: keep_posting, RunKind.PLAN: keep_plan}
        keep[RunKind(run.kind)](run, outcome["result"])
    elif outcome.get("cancelled"):
        run.state = RunState.CANCELLED
        run.message = "Cancelled; nothing was changed."
    else:
        run.state, run.message = RunState.REFUSED, str(outcome.get("refusal", ""))
    run.save(update_fields=["state", "message", "result", "summary"])


def keep_reading(run: Run, result: Mapping[str, Any]) -> None:
    """A résumé that was read takes the place of the one before, which stays in the history."""
    person, old = run.person, ReadResume.objects.filter(person=run.person).first()
    if run.reason == "mended" and old:
        ReadResume.objects.filter(pk=old.pk).update(found=result["found"], is_confirmed=True)
        return
    read = from_json(result["resume"])
    if old:
        rows = [snapshot(one) for one in person.experiences.filter(removed_at=None)]
        sentence = f"Replaced {old.file_name} by {run.reason}"
        note(
            person=person, table="resume", row=old, sentence=sentence, before={**snapshot(old), "rows": rows}
        )
        person.experiences.all().delete()
        old.delete()
    ReadResume.objects.create(
        person=person, file_name=run.reason[:200], document=result["resume"], found=result["found"]
    )
    Experience.objects.bulk_create(rows_of(read, person))


def keep_posting(run: Run, result: Mapping[str, Any]) -> None:
    """The role of a posting becomes the ambition."""
    run.summary = {"asks": result["asks"], "unsure": result["unsure"]}
    Ambition.objects.update_or_create(
        person=run.person,
        defaults={
            "role": result["id"],
            "title": result["title"][:300],
            "posting": run.message,
            "document": result["role"],
        },
    )
    run.message = ""


def keep_plan(run: Run, result: Mapping[str, Any]) -> None:
    """A plan is kept whole; of the oldest only the summary stays."""
    run.summary = {**result["summary"], "reason": run.reason}
    run.result = dict(result)
    done = Run.objects.filter(person=run.person, kind=RunKind.PLAN, state=RunState.DONE)
    old = list(done.order_by("-id").values_list("pk", flat=True)[KEPT_PLANS - 1 :])
    Run.objects.filter(pk__in=old).update(result=None)


def drop_upload(path: Path) -> None:
    """Remove an uploaded file with the folder made for it."""
    with contextlib.suppress(OSError):
        shutil.rmtree(path.parent)
