"""Other ways: the plan copied with other inputs, laid beside it, and merged or discarded."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import transaction

from cairn.assumptions import load_assumptions
from cairn.errors import BadInput
from cairn.provenance import Source, leaf
from cairn.report import PlanReport
from cairn.schedule.branches import GIVEN_UP, Comparison, Inputs, compare_branches
from cairn.schedule.branches import Branch as BranchValue
from cairn_web import clock
from cairn_web.jobs.standing import read_basis
from cairn_web.models import Basis, Branch, BranchKind, Person, Run, RunKind
from cairn_web.services import ambition, runs
from cairn_web.services.adapting import adopt_plan, basis_of
from cairn_web.services.history import Conflict, change_row, note, remove_row
from cairn_web.services.versions import return_to_terms
from cairn_web.store import digest_of, inputs_of, latest_plan, plan_request_of, resume_of, terms_told

Json = dict[str, Any]
FIELDS = (
    "name",
    "kind",
    "role",
    "hours_per_week",
    "hours_at_work",
    "budget",
    "is_without_budget",
    "deadline",
    "is_without_deadline",
    "pay_now",
    "share_given_up",
)
MOST_BRANCHES = 12


@transaction.atomic
def add_branch(*, person: Person, fields: Mapping[str, Any]) -> Branch:
    """Set up another way; nothing is planned yet, and the plan stays as it is.

    Raises:
        BadInput: there is one of that name, there are too many, or the role is not known.
    """
    kept = person.branches.filter(removed_at=None)
    if kept.filter(name=fields["name"]).exists():
        msg = f"There is another way called “{fields['name']}” already; give this one a name of its own."
        raise BadInput(msg)
    if kept.count() >= MOST_BRANCHES:
        msg = f"There are {MOST_BRANCHES} other ways already; discard one first."
        raise BadInput(msg)
    row = Branch.objects.create(person=person, made_at=clock.now(), **_filled(fields))
    note(person=person, table="branch", row=row, sentence=f"Copied the plan as “{row.name}”")
    return row


def save_branch(*, person: Person, row: Branch, version: int, fields: Mapping[str, Any]) -> None:
    """Change the inputs of another way; its plan is then to be made anew.

    Raises:
        Conflict: another tab changed it meanwhile.
    """
    sentence = f"Changed the inputs of “{row.name}”"
    change_row(
        row=row, person=person, table="branch", version=version, changes=_filled(fields), sentence=sentence
    )


def _filled(fields: Mapping[str, Any]) -> Json:
    told = {name: fields[name] for name in FIELDS}
    if told["kind"] == BranchKind.STUDY:
        study = load_assumptions().number("branch.study_hours")
        told["hours_per_week"] = told["hours_per_week"] or study
        told["hours_at_work"] = 0.0
        told["share_given_up"] = told["share_given_up"] or 1.0
    told["role_title"] = _title_of(told["role"]) if told["role"] else ""
    return told


def _title_of(role: str) -> str:
    return ambition.find_role(role).title


# ------------------------------------------------------------------ its own plan


def start_branch(*, person: Person, row: Branch) -> Run:
    """Begin to plan another way from its inputs.

    Raises:
        BadInput: there is nothing to plan from, or another way is being planned.
    """
    resume = resume_of(person)
    if resume is None or getattr(person, "ambition", None) is None:
        msg = "There is no plan yet to go another way from; make one first."
        raise BadInput(msg)
    work = plan_request_of(person, resume)
    work |= _asked_of(person, row, work)
    known = branch_inputs(person, row)
    run = runs.begin(person=person, kind=RunKind.BRANCH, request=known, work=work, reason=row.name)
    Branch.objects.filter(pk=row.pk).update(run=run)
    return run


def _asked_of(person: Person, row: Branch, work: Mapping[str, Any]) -> Json:
    terms = dict(work["terms"])
    for name in ("hours_per_week", "hours_at_work"):
        if getattr(row, name) is not None:
            terms[name] = getattr(row, name)
    if row.is_without_budget:
        terms["budget"] = None
    elif row.budget is not None:
        terms["budget"] = str(row.budget)
    if row.is_without_deadline:
        terms["deadline"] = None
    elif row.deadline is not None:
        terms["deadline"] = row.deadline.isoformat()
    asked: Json = {"terms": terms}
    if row.role and row.role != person.ambition.role:
        asked |= {"role": row.role, "title": row.role_title, "role_document": None, "own": (), "wanted": {}}
    return asked


def branch_inputs(person: Person, row: Branch) -> Json:
    """What a branch's plan rests on: it is stale when any of it differs."""
    told = {
        name: str(getattr(row, name)) for name in FIELDS if name not in {"name", "pay_now", "share_given_up"}
    }
    return {"record": inputs_of(person), "branch": told}


def keep_branch(run: Run, result: Mapping[str, Any]) -> None:
    """A branch's plan is kept like a plan, beside the one that holds."""
    run.summary = dict(result["summary"])
    run.result = {key: one for key, one in result.items() if key not in {"basis", "impacts"}}
    runs.keep_basis(run, result)


def is_stale(person: Person, row: Branch) -> bool:
    """Whether the branch or the record changed since it was planned."""
    return row.run is None or digest_of(branch_inputs(person, row)) != row.run.input_digest


# ------------------------------------------------------------------ side by side


@lru_cache(maxsize=4)
def _report(basis: int, _run: int) -> PlanReport:
    return read_basis(Basis.objects.values_list("document", flat=True).get(pk=basis)).report


def report_of(run: Run) -> PlanReport:
    """The whole report of a kept plan.

    Raises:
        BadInput: it was made before that was kept.
    """
    return _report(basis_of(run).pk, run.pk)


def compare_with_plan(row: Branch, plan: Run) -> tuple[Comparison, ...]:
    """The plan and another way, line by line."""
    if row.run is None:
        return ()
    pay = row.pay_now
    first = _value(report_of(plan), name="the plan", kind="stay", pay=pay, share=0.0)
    kind, share = row.kind, row.share_given_up
    second = _value(report_of(row.run), name=row.name, kind=kind, pay=pay, share=share)
    return compare_branches(first, second)


def _value(report: PlanReport, *, name: str, kind: Any, pay: Decimal | None, share: float) -> BranchValue:  # noqa: ANN401 - one of `BranchKind`
    terms = report.plan.terms
    entered = Source(kind="entered", name="your pay now")
    pay_now = None if pay is None else leaf("pay a year now", float(pay), unit=terms.currency, source=entered)
    inputs = Inputs(
        name=name, kind=kind, role=report.role, terms=terms, pay_now=pay_now, share_given_up=share
    )
    ranked = sorted(report.role.pay, key=lambda one: (one.median.currency != terms.currency, -one.year))
    given_up = None
    if pay_now is not None:
        solved = Source(kind="solved", name="the schedule", detail="finish in weeks")
        given_up = GIVEN_UP(
            pay_per_year=pay_now,
            weeks=leaf("weeks until its end", report.solution.finish, unit="weeks", source=solved),
            share_given_up=leaf(
                "share of pay given up", share, unit="share", source=Source(kind="entered", name=name)
            ),
        )
    return BranchValue(
        inputs=inputs,
        problem=report.plan.problem,
        solution=report.solution,
        plan=report.plan,
        steps=report.timeline.steps,
        forecast=report.timeline.forecast,
        pay=ranked[0] if ranked else None,
        given_up=given_up,
        fits=report.fits,
    )


# ------------------------------------------------------------------ keeping or not


@transaction.atomic
def merge_branch(*, person: Person, row: Branch, seen: int) -> Run:
    """Make another way the plan, with its inputs; the plan before it stays in the versions.

    Raises:
        BadInput: it has no plan, or what it rests on changed since.
        Conflict: another plan holds by now.
    """
    latest = latest_plan(person)
    if latest is None or latest.pk != seen:
        msg = "The plan was changed in another tab meanwhile; look at both ways again."
        raise Conflict(msg)
    if row.run is None or is_stale(person, row):
        msg = f"“{row.name}” rests on what has changed since; plan it again first."
        raise BadInput(msg)
    run = Run.objects.get(pk=row.run.pk)
    if not run.result or not run.result["record"]["plan"]["steps"]:
        msg = f"“{row.name}” has no step to take over; discard it or change its inputs."
        raise BadInput(msg)
    basis = basis_of(run)
    reason = f"merged “{row.name}”"
    return_to_terms(person, _terms_after(person, row), basis, reason=reason)
    person = Person.objects.get(pk=person.pk)
    whole = {**run.result, "basis": basis.document, "impacts": basis.impacts}
    made = adopt_plan(person=person, result=whole, inputs=inputs_of(person), reason=reason, base=latest)
    Branch.objects.filter(pk=row.pk).update(merged_on=clock.today(), removed_at=clock.now())
    return made


def _terms_after(person: Person, row: Branch) -> Json:
    """The person's terms with the inputs of the branch."""
    asked = _asked_of(person, row, {"terms": terms_told(person)})
    told: Json = asked["terms"]
    if "role" in asked:
        told |= {"ambition": {"role": asked["role"], "title": asked["title"]}, "wishes": {}}
    return told


def discard_branch(*, person: Person, row: Branch) -> int:
    """Take another way out of sight; the number of the change undoes it."""
    change = remove_row(row=row, person=person, table="branch", sentence=f"Discarded “{row.name}”")
    return int(change.pk)
