"""Something changed: a proposal is asked for, looked at, and taken whole, in part, or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cairn.errors import BadInput
from cairn_web import clock
from cairn_web.models import (
    Away,
    Basis,
    LogEntry,
    LogKind,
    Person,
    RefusedOption,
    Run,
    RunKind,
    RunState,
    Task,
    Verdict,
)
from cairn_web.services import planning, recording, runs, tasks
from cairn_web.services.history import Conflict, change_row, note
from cairn_web.store import digest_of, inputs_of, kept_plan, latest_plan

Json = dict[str, Any]
_NO_BASIS = (
    "This plan was made by an earlier Cairn, which did not keep what healing needs; make it anew once."
)
_MOVED_ON = (
    "The plan was changed in another tab since this was proposed; nothing was taken. "
    "Ask again from the plan as it is now."
)


def basis_of(run: Run) -> Basis:
    """What a plan can be healed from.

    Raises:
        BadInput: it was made before that was kept.
    """
    found = Basis.objects.filter(run=run).first()
    if found is None:
        raise BadInput(_NO_BASIS)
    return found


def the_plan(person: Person) -> Run:
    """The plan that holds.

    Raises:
        BadInput: there is none.
    """
    run = latest_plan(person)
    if run is None:
        msg = "There is no plan yet that could change; make one first."
        raise BadInput(msg)
    return run


# ------------------------------------------------------------------ asking


def start_adapting(*, person: Person, changes: Mapping[str, Any], reason: str) -> Run:
    """Begin to look for the plan that moves least after these changes.

    Raises:
        BadInput: no reason is given, there is no plan, or a proposal is under way.
    """
    if not reason.strip():
        msg = "Say in a few words what happened; it is kept with the plan."
        raise BadInput(msg)
    run = the_plan(person)
    work = {**_work(person, run), "changes": dict(changes)}
    known = {"base": run.pk, "changes": dict(changes)}
    _forget_old(person, RunKind.ADAPT)
    return runs.begin(
        person=person,
        kind=RunKind.ADAPT,
        request=known,
        work=work,
        reason=reason.strip(),
        base=run,
        summary={"changes": dict(changes)},
    )


def start_tracking(*, person: Person) -> Run:
    """Begin to reckon where the plan leads as it stands.

    Raises:
        BadInput: there is no plan, or it is being reckoned already.
    """
    run = the_plan(person)
    work = _work(person, run)
    known = track_inputs(work, run)
    return runs.begin(person=person, kind=RunKind.TRACK, request=known, work=work, base=run)


def track_inputs(work: Mapping[str, Any], run: Run) -> Json:
    """What a forecast rests on: it is stale when any of it differs."""
    return {"base": run.pk, "entries": work["entries"], "today": work["today"]}


def _work(person: Person, run: Run) -> Json:
    record = recording.read_record(person, run)
    return {
        "basis": basis_of(run).document,
        "entries": recording.plan_entries(record, run),
        "today": clock.today().isoformat(),
        "commitments": commitments_of(record, run),
    }


def commitments_of(record: recording.Record, run: Run) -> list[str]:
    """The steps agreed with others: as the person says, else classes and work at the employer's."""
    said = {one.step: one.is_with_others for one in record.tasks if one.step}
    told = []
    for step in kept_plan(run).record["plan"]["steps"]:
        usual = step["at_work"] or step["pattern"] in {"fixed_pace", "intensive"}
        mine = said.get(step["id"])
        if usual if mine is None else mine:
            told.append(step["id"])
    return told


@transaction.atomic
def set_agreed(*, person: Person, tasks: Iterable[recording.ToDo], agreed: set[str]) -> None:
    """Say which steps are agreed with others, by their ids; those move last."""
    listed = list(tasks)
    for is_held in (True, False):
        pks = [one.pk for one in listed if (one.step in agreed) is is_held]
        Task.objects.filter(person=person, pk__in=pks).update(is_with_others=is_held)


def _forget_old(person: Person, kind: RunKind) -> None:
    """Proposals nobody answered are gone once another is asked for."""
    old = Run.objects.filter(person=person, kind=kind, verdict="").exclude(state=RunState.RUNNING)
    old.update(result=None, verdict=Verdict.DECLINED)


# ------------------------------------------------------------------ keeping what a child found


def keep_proposal(run: Run, result: Mapping[str, Any]) -> None:
    """A proposal is kept whole, its plan too; nothing holds until it is taken."""
    run.result = dict(result)
    shown = {key: one for key, one in result.items() if key not in {"plan", "healing"}}
    if "plan" in result:
        shown["summary"] = result["plan"]["summary"]
    run.summary = {**run.summary, "proposal": shown}


def keep_track(run: Run, result: Mapping[str, Any]) -> None:
    """The newest forecast is kept, the ones before it go."""
    run.result = dict(result)
    Run.objects.filter(person=run.person, kind=RunKind.TRACK, pk__lt=run.pk).exclude(
        state=RunState.RUNNING
    ).delete()


def keep_settled(run: Run, result: Mapping[str, Any]) -> None:
    """Some of a proposal: a plan where its items go together, else what would mend them."""
    run.summary = {**run.summary, **{key: one for key, one in result.items() if key != "plan"}}
    if "plan" not in result:
        return
    proposal = Run.objects.filter(person=run.person, pk=run.summary["proposal"]).first()
    if proposal is None or proposal.verdict:
        run.state, run.message = RunState.REFUSED, _MOVED_ON
        return
    try:
        made = _adopt(run.person, proposal, result["plan"])
    except Conflict as refusal:
        run.state, run.message = RunState.REFUSED, str(refusal)
    else:
        run.summary["made"] = made.pk


# ------------------------------------------------------------------ answering


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of a proposal: the new plan, or the run that works out some of it."""

    plan: Run | None = None
    run: Run | None = None


def take_proposal(*, person: Person, proposal: Run, steps: Iterable[str] | None = None) -> Answered:
    """Take a proposal whole, or only the items of these steps.

    Raises:
        BadInput: it was answered already, or no item is named.
        Conflict: the plan is no longer the one it was made for.
    """
    result = _open_result(proposal)
    told = [one["step"] for one in result["items"]]
    chosen = None if steps is None else [one for one in told if one in set(steps)]
    if chosen is None or set(chosen) == set(told):
        with transaction.atomic():
            return Answered(plan=_adopt(person, proposal, result["plan"]))
    if not chosen:
        msg = "No item was chosen; choose some, take all, or leave the plan as it is."
        raise BadInput(msg)
    base = _base_still_there(person, proposal)
    work = {
        **_work(person, base),
        "changes": proposal.summary["changes"],
        "healing": result["healing"],
        "steps": chosen,
    }
    known = {"proposal": proposal.pk, "steps": chosen}
    run = runs.begin(
        person=person,
        kind=RunKind.SETTLE,
        request=known,
        work=work,
        reason=proposal.reason,
        base=base,
        summary=known,
    )
    return Answered(run=run)


@transaction.atomic
def decline_proposal(*, person: Person, proposal: Run) -> None:
    """Leave the plan as it is; that it was asked for stays in the history."""
    Run.objects.filter(person=person, pk=proposal.pk, verdict="").update(
        verdict=Verdict.DECLINED, result=None
    )
    note(person=person, table="plan", sentence=f"Left the plan as it was: {proposal.reason}")


def _open_result(proposal: Run) -> Mapping[str, Any]:
    result = Run.objects.values_list("result", flat=True).get(pk=proposal.pk)
    if proposal.verdict or not result or "plan" not in result:
        msg = "This proposal was answered already, or another one took its place; ask again."
        raise BadInput(msg)
    kept: Mapping[str, Any] = result
    return kept


def _base_still_there(person: Person, proposal: Run) -> Run:
    latest = latest_plan(person)
    if latest is None or latest.pk != proposal.base_id:
        raise Conflict(_MOVED_ON)
    return latest


def _adopt(person: Person, proposal: Run, plan: Mapping[str, Any]) -> Run:
    base = _base_still_there(person, proposal)
    was_stale = planning.is_stale(person, base)
    changes = proposal.summary["changes"]
    make_changes(person, base, changes, plan["record"], reason=proposal.reason)
    person = Person.objects.get(pk=person.pk)
    inputs = {"stale": base.pk} if was_stale else inputs_of(person)
    made = adopt_plan(person=person, result=plan, inputs=inputs, reason=proposal.reason, base=base)
    Run.objects.filter(pk=proposal.pk).update(verdict=Verdict.TAKEN, result=None)
    return made


def adopt_plan(
    *, person: Person, result: Mapping[str, Any], inputs: Mapping[str, Any], reason: str, base: Run | None
) -> Run:
    """Make a worked-out plan the one that holds; kept tasks take its dates, their first dates stay."""
    made = runs.keep_as_plan(person=person, inputs=inputs, result=result, reason=reason)
    Run.objects.filter(pk=made.pk).update(base=base)
    made.base = base
    if person.goals.filter(is_from_plan=True, role=made.summary["role"], removed_at=None).exists():
        tasks.take_plan(person=person, run=made)
    note(person=person, table="plan", sentence=f"Changed the plan: {reason}")
    return made


# ------------------------------------------------------------------ the changes themselves


def make_changes(
    person: Person, base: Run, changes: Mapping[str, Any], record: Mapping[str, Any], *, reason: str
) -> None:
    """Keep what was said: days away, hours, money, date, ways not wanted, hours still to do."""
    fields = _terms_fields(person, changes, record)
    if fields:
        change_row(
            row=person,
            person=person,
            table="person",
            version=person.version,
            changes=fields,
            sentence="Changed hours, money or dates with the plan",
            reason=reason,
        )
    Away.objects.bulk_create(
        Away(person=person, first=date.fromisoformat(first), last=date.fromisoformat(last))
        for first, last in changes.get("away", ())
    )
    steps = {one["id"]: one for one in kept_plan(base).record["plan"]["steps"]}
    for one in changes.get("drops", ()):
        step = steps.get(one["step"])
        if step and step["origin"] == "option":
            RefusedOption.objects.get_or_create(
                person=person, option=step["option"], defaults={"title": step["title"][:300]}
            )
    _log_slips(person, base, changes)


def _terms_fields(person: Person, changes: Mapping[str, Any], record: Mapping[str, Any]) -> Json:
    fields: Json = {
        name: changes[name] for name in ("hours_per_week", "hours_at_work") if changes.get(name) is not None
    }
    if changes.get("budget"):
        fields["budget"] = None if changes["budget"] == "none" else Decimal(changes["budget"])
        fields["currency"] = record["terms"]["currency"]
    if changes.get("deadline") or changes.get("deadline_moves"):
        told = record["terms"]["deadline"]
        fields["deadline"] = date.fromisoformat(told) if told else None
    return {name: held for name, held in fields.items() if getattr(person, name) != held}


def _log_slips(person: Person, base: Run, changes: Mapping[str, Any]) -> None:
    """A step under way that takes longer: the log says what is still to do."""
    record = recording.read_record(person, base)
    for one in changes.get("slips", ()):
        for task in record.tasks:
            stands = record.stands(task)
            if task.step == one["step"] and stands.standing == "started":
                LogEntry.objects.create(
                    person=person,
                    task_id=task.pk,
                    kind=LogKind.LEFT,
                    day=clock.today(),
                    hours=max(0.25, stands.hours_left + float(one["hours"])),
                    made_at=clock.now(),
                )


# ------------------------------------------------------------------ where it stands


def newest_track(person: Person, run: Run, record: recording.Record) -> tuple[Run | None, bool]:
    """The newest forecast of this plan, and whether anything changed since."""
    found = person.runs.filter(kind=RunKind.TRACK, state=RunState.DONE, base=run).order_by("-id").first()
    if found is None:
        return None, True
    entries = recording.plan_entries(record, run)
    now = {"base": run.pk, "entries": entries, "today": clock.today().isoformat()}
    return found, digest_of(now) != found.input_digest
