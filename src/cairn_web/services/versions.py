"""Versions of the plan: what it was measured against, what it was, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from cairn.errors import BadInput
from cairn_web.jobs.standing import read_basis
from cairn_web.models import (
    Ambition,
    Away,
    Basis,
    Change,
    Goal,
    Person,
    RefusedOption,
    Run,
    RunKind,
    RunState,
)
from cairn_web.services.adapting import adopt_plan
from cairn_web.services.history import Conflict, change_row, note, snapshot
from cairn_web.store import inputs_of, kept_plan, latest_plan
from cairn_web.wire import to_json


def versions_of(person: Person) -> list[Run]:
    """Every plan that is kept whole or in short, the newest first, without the results."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE)
    return list(done.defer("result").order_by("-id")[:100])


def version_of(person: Person, pk: int) -> Run | None:
    """One plan that is still kept whole."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE, pk=pk)
    return done.exclude(result=None).defer("result").first()


def baseline_of(person: Person) -> Run | None:
    """The plan that later ones are measured against."""
    done = Run.objects.filter(person=person, kind=RunKind.PLAN, state=RunState.DONE, is_baseline=True)
    return done.defer("result").first()


@transaction.atomic
def set_baseline(*, person: Person, run: Run) -> None:
    """Measure against another plan from now on."""
    Run.objects.filter(person=person, is_baseline=True).update(is_baseline=False)
    Run.objects.filter(pk=run.pk).update(is_baseline=True)
    note(person=person, table="plan", sentence=f"Measures against “{run.summary['title']}” from now on")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSlip:
    """A step of the baseline or of the plan: its old and its new last day."""

    title: str
    was: date | None
    now: date | None
    done_on: date | None = None

    @property
    def days(self) -> int | None:
        """Days later (negative: earlier); None where there is nothing to compare."""
        return (self.now - self.was).days if self.was and self.now else None


def find_slips(person: Person, baseline: Run, run: Run) -> tuple[StepSlip, ...]:
    """Every step of either plan with both dates.

    What was finished counts by the day it was, a kept step by the date it was moved to.
    """
    was, now = (_ends(kept_plan(one).record) for one in (baseline, run))
    kept = person.tasks.filter(removed_at=None, step__gt="").values_list("step", "due", "done_on")
    done = {step: day for step, _, day in kept if day}
    now |= {step: (now[step][0], due) for step, due, _ in kept if step in now and due}
    order = sorted({*was, *now}, key=lambda one: (now.get(one, was.get(one, ("", date.max)))[1], one))
    return tuple(
        StepSlip(
            title=(now.get(step) or was[step])[0],
            was=was[step][1] if step in was else None,
            now=done.get(step) or (now[step][1] if step in now else None),
            done_on=done.get(step),
        )
        for step in order
    )


def _ends(record: Mapping[str, Any]) -> dict[str, tuple[str, date]]:
    return {
        one["id"]: (one["title"], date.fromisoformat(one["last"]))
        for one in record["plan"]["steps"]
        if one["last"]
    }


# ------------------------------------------------------------------ edits of one goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field of a goal as it was and as it became; only `sentence` where it is about the whole."""

    sentence: str
    field: str
    was: str
    now: str
    reason: str
    made_at: datetime


_FIELD_WORDS = {
    "statement": "What",
    "measure": "Seen by",
    "relevance": "Because",
    "deadline": "By",
    "role": "Role",
    "importance": "Weight",
}


def edits_of(person: Person, goal: Goal) -> tuple[Edit, ...]:
    """Every edit of a goal, the newest first, field by field, with when and why."""
    after = {name: _words(getattr(goal, name)) for name in _FIELD_WORDS}
    found = []
    changes = person.changes.filter(table="goal", row=goal.pk).order_by("-id")
    for one in changes:
        fields = [name for name in (one.before or {}) if name in after]
        for name in fields:
            was = _words((one.before or {})[name])
            found.append(_edit(one, _FIELD_WORDS[name], was, after[name]))
            after[name] = was
        if not fields:
            found.append(_edit(one, "", "", ""))
    return tuple(found)


def _edit(one: Change, field: str, was: str, now: str) -> Edit:
    return Edit(sentence=one.sentence, field=field, was=was, now=now, reason=one.reason, made_at=one.made_at)


def _words(value: object) -> str:
    return "nothing" if value in {None, ""} else str(value)


# ------------------------------------------------------------------ the way back


@transaction.atomic
def restore(*, person: Person, run: Run, seen: int) -> Run:
    """Let a past plan stand again, to the letter, with the terms it was made for; as the newest version.

    `seen` is the plan that the page was shown for.

    Raises:
        BadInput: only its summary is kept.
        Conflict: another plan holds by now.
    """
    latest = latest_plan(person)
    if latest is None or latest.pk != seen:
        msg = "The plan was changed in another tab meanwhile; look at the versions again."
        raise Conflict(msg)
    result = Run.objects.values_list("result", flat=True).get(pk=run.pk)
    if result is None:
        msg = "Of this plan only the summary is kept; choose a newer one."
        raise BadInput(msg)
    basis = Basis.objects.filter(run=run).first()
    whole = {"summary": run.summary, **result}
    if basis is not None:
        whole |= {"basis": basis.document, "impacts": basis.impacts}
    reason = _back_words(run)
    return_to_terms(person, run.summary.get("terms"), basis, reason=reason)
    person = Person.objects.get(pk=person.pk)
    return adopt_plan(person=person, result=whole, inputs=inputs_of(person), reason=reason, base=latest)


def _back_words(run: Run) -> str:
    told = f" ({run.reason})" if run.reason else ""
    return f"back to the plan of {run.made_at.day} {run.made_at:%B %Y}{told}"[:300]


def return_to_terms(
    person: Person, terms: Mapping[str, Any] | None, basis: Basis | None, *, reason: str
) -> None:
    """Set hours, money, dates, days away, ways not wanted and the ambition as they were."""
    if not terms:
        return
    change_row(
        row=person,
        person=person,
        table="person",
        version=person.version,
        changes=_fields(terms),
        sentence="Took hours, money and dates of another plan",
        reason=reason,
    )
    person.away.all().delete()
    Away.objects.bulk_create(
        Away(person=person, first=date.fromisoformat(first), last=date.fromisoformat(last))
        for first, last in terms["away"]
    )
    person.refused.all().delete()
    RefusedOption.objects.bulk_create(
        RefusedOption(person=person, option=option, title=title) for option, title in terms["refused"]
    )
    _return_to_ambition(person, terms, basis, reason=reason)


def _fields(terms: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "hours_per_week": terms["hours_per_week"],
        "hours_at_work": terms["hours_at_work"],
        "budget": Decimal(terms["budget"]) if terms["budget"] is not None else None,
        "currency": terms["currency"],
        "deadline": date.fromisoformat(terms["deadline"]) if terms["deadline"] else None,
        "free_times": terms.get("free", ""),
        "protected_times": terms.get("protected", ""),
    }


def _return_to_ambition(
    person: Person, terms: Mapping[str, Any], basis: Basis | None, *, reason: str
) -> None:
    """The role as it was; one that came from a posting is taken from the plan itself."""
    old = Ambition.objects.filter(person=person).first()
    asked = terms.get("ambition")
    if not asked or (old and old.role == asked["role"]):
        return
    is_posted = asked["role"].startswith("ad:")
    document: dict[str, Any] = dict(terms.get("wishes", {}))
    if is_posted and basis is not None:
        document |= to_json(read_basis(basis.document).report.role)
    kept, _ = Ambition.objects.update_or_create(
        person=person,
        defaults={
            "role": asked["role"],
            "title": asked["title"],
            "posting": "",
            "document": document or None,
        },
    )
    before = snapshot(old) if old else None
    sentence = f"Set out for {kept.title}"
    note(person=person, table="ambition", row=kept, sentence=sentence, before=before, reason=reason)
