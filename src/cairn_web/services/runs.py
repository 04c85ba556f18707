"""Long work: begin it, look at it, stop it, and keep what it found."""

import contextlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction

from cairn.errors import BadInput
from cairn_web.jobs import parent
from cairn_web.models import Ambition, Basis, Experience, Person, ReadResume, Run, RunKind, RunState
from cairn_web.services.history import note, snapshot
from cairn_web.store import new_run, rows_of, terms_told, wishes_of
from cairn_web.wire import from_json

KEPT_PLANS = 20
_STOPPED = "Cairn was stopped in the middle of this; nothing was changed. Start it again."
WORDS: dict[str, str] = {
    RunKind.TRIAL: "Trying it out",
    RunKind.READ: "Reading your résumé",
    RunKind.POSTING: "Reading the posting",
    RunKind.PLAN: "Planning",
    RunKind.ADAPT: "Looking for the plan that moves least",
    RunKind.SETTLE: "Taking some of the proposal",
    RunKind.TRACK: "Reckoning the dates anew",
    RunKind.BRANCH: "Planning another way",
}


def begin(
    *,
    person: Person,
    kind: str,
    request: Mapping[str, Any],
    work: Mapping[str, Any],
    reason: str = "",
    message: str = "",
    base: Run | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Run:
    """Start a child on `work`; `request` is what the run is known by, `base` the plan it is about.

    Raises:
        BadInput: such work is under way already.
    """
    with transaction.atomic():
        running = Run.objects.filter(person=person, kind=kind, state=RunState.RUNNING).first()
        if running and look_at(running).state == RunState.RUNNING:
            msg = f"{WORDS[kind]} is under way already; wait for it or cancel it first."
            raise BadInput(msg)
        run = new_run(person, kind, request, reason=reason, message=message, base=base, summary=summary)

    def keep(number: int, outcome: Mapping[str, Any]) -> None:
        if "path" in work:  # an upload is kept no longer than its reading takes
            drop_upload(Path(work["path"]))
        finish(number, outcome)

    parent.start(run.pk, kind=kind, request={"home": str(settings.HOME), **work}, finish=keep)
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
    from cairn_web.services import adapting, branching  # they begin runs themselves

    if "result" in outcome:
        run.state = RunState.DONE
        keep: dict[str, Callable[[Run, Mapping[str, Any]], None]] = {
            RunKind.READ: keep_reading,
            RunKind.POSTING: keep_posting,
            RunKind.PLAN: keep_plan,
            RunKind.TRIAL: keep_trial,
            RunKind.ADAPT: adapting.keep_proposal,
            RunKind.SETTLE: adapting.keep_settled,
            RunKind.TRACK: adapting.keep_track,
            RunKind.BRANCH: branching.keep_branch,
        }
        keep[run.kind](run, outcome["result"])
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
    old = Ambition.objects.filter(person=run.person).first()
    wishes = wishes_of(old.document if old else None)
    Ambition.objects.update_or_create(
        person=run.person,
        defaults={
            "role": result["id"],
            "title": result["title"][:300],
            "posting": run.message,
            "document": {**result["role"], **wishes},
        },
    )
    run.message = ""


def keep_plan(run: Run, result: Mapping[str, Any]) -> None:
    """A plan is kept whole with its basis; of the oldest, but the baseline, only the summary stays."""
    run.summary = {**result["summary"], "reason": run.reason, "terms": terms_told(run.person)}
    run.result = {key: one for key, one in result.items() if key not in {"basis", "impacts"}}
    keep_basis(run, result)
    _keep_baseline(run)
    done = Run.objects.filter(person=run.person, kind=RunKind.PLAN, state=RunState.DONE, is_baseline=False)
    old = list(done.exclude(pk=run.pk).order_by("-id").values_list("pk", flat=True)[KEPT_PLANS - 1 :])
    Run.objects.filter(pk__in=old).update(result=None)
    Basis.objects.filter(run__in=old).delete()


def keep_basis(run: Run, result: Mapping[str, Any]) -> None:
    """Keep what a plan can be healed, forecast and branched from."""
    if "basis" in result:
        kept = {"person": run.person, "document": result["basis"], "impacts": result["impacts"]}
        Basis.objects.update_or_create(run=run, defaults=kept)


def _keep_baseline(run: Run) -> None:
    """The first plan for a role is what later ones are measured against."""
    held = Run.objects.filter(person=run.person, is_baseline=True).exclude(pk=run.pk).first()
    if held is None or held.summary.get("role") != run.summary["role"]:
        Run.objects.filter(person=run.person, is_baseline=True).update(is_baseline=False)
        Run.objects.filter(pk=run.pk).update(is_baseline=True)
        run.is_baseline = True


def keep_trial(run: Run, result: Mapping[str, Any]) -> None:
    """A trial is kept whole, with the change it tries."""
    run.summary = {**result["summary"], "change": result["change"]}
    run.result = {key: one for key, one in result.items() if key != "change"}


def keep_as_plan(*, person: Person, inputs: Mapping[str, Any], result: Mapping[str, Any], reason: str) -> Run:
    """Keep as the plan what was worked out already."""
    run = new_run(person, RunKind.PLAN, inputs, reason=reason)
    run.state = RunState.DONE
    keep_plan(run, result)
    run.save()
    return run


def drop_upload(path: Path) -> None:
    """Remove an uploaded file with the folder made for it."""
    with contextlib.suppress(OSError):
        shutil.rmtree(path.parent)
