"""What if: other ways beside the plan, compared, and merged or discarded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import BadInput, CairnError
from cairn.schedule.branches import Comparison
from cairn_web.forms.over_time import BranchForm
from cairn_web.models import Branch, BranchKind, Person, Run, RunState
from cairn_web.services import ambition, branching, runs
from cairn_web.services.history import Conflict
from cairn_web.store import latest_plan
from cairn_web.views.access import owned, person_of, read_version
from cairn_web.views.progress import with_days

_SAME = ("hours_per_week", "hours_at_work", "budget", "is_without_budget", "deadline", "is_without_deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchLine:
    """Another way as the list shows it."""

    pk: int
    name: str
    kind: str
    inputs: str
    state: str
    is_ready: bool


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every other way that was thought of."""
    person = person_of(request)
    run = latest_plan(person)
    if run is None:
        return redirect("/begin/")
    rows = person.branches.filter(removed_at=None).select_related("run").defer("run__result").order_by("-pk")
    return render(request, "cairn_web/branches.html", {"lines": [_line(one) for one in rows], "plan": run})


def _line(row: Branch) -> BranchLine:
    if row.run is None:
        state, is_ready = "not planned yet", False
    else:
        state = RunState(runs.look_at(row.run).state)
        is_ready = state == RunState.DONE
        state = _ready_words(row.run) if is_ready else row.run.message or "under way"
    return BranchLine(
        pk=row.pk,
        name=row.name,
        kind=BranchKind(row.kind).label,
        inputs=inputs_of(row) or "the same inputs as the plan",
        state=state,
        is_ready=is_ready,
    )


def _ready_words(run: Run) -> str:
    told = run.summary
    return f"ends {with_days(told['finish'])}, {told['hours']:,} h, {told['cost']:,} {told['currency']}"


def inputs_of(row: Branch) -> str:
    """What is other than in the plan, in words."""
    told = [row.role_title] if row.role_title else []
    told += [f"{row.hours_per_week:g} h a week"] if row.hours_per_week is not None else []
    told += [f"{row.hours_at_work:g} h a week at work"] if row.hours_at_work is not None else []
    told += ["no limit on money"] if row.is_without_budget else []
    told += [f"{row.budget:,.0f} to spend"] if row.budget is not None and not row.is_without_budget else []
    told += ["no date"] if row.is_without_deadline else []
    told += (
        [f"ready by {with_days(str(row.deadline))}"] if row.deadline and not row.is_without_deadline else []
    )
    return " · ".join(told)


# ------------------------------------------------------------------ its inputs


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: said[name] for name in ("name", "kind", "pay_now", *_SAME)}
    told["share_given_up"] = (said["percent_given_up"] or 0) / 100
    return {**told, "role": _role_of(said["role_words"])}


def _role_of(words: str) -> str:
    """The role that words mean best.

    Raises:
        BadInput: the catalogue knows none like it.
    """
    if not words.strip():
        return ""
    found = ambition.search_roles(words, top=1)
    if not found:
        msg = f"No role is like “{words}”; name it by its everyday title."
        raise BadInput(msg)
    return found[0].id


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Copy the plan with other inputs, and have it planned."""
    person = person_of(request)
    if latest_plan(person) is None:
        return redirect("/begin/")
    form = BranchForm(request.POST or None, initial={"kind": BranchKind.MOVE})
    if request.method == "POST" and form.is_valid():
        try:
            row = branching.add_branch(person=person, fields=_fields(form.cleaned_data))
            run = branching.start_branch(person=person, row=row)
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"/begin/waiting/{run.pk}/")
    return render(request, "cairn_web/branch_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the inputs of another way, and have it planned anew."""
    person = person_of(request)
    row = owned(Branch, person, pk, removed_at=None)
    initial = {name: getattr(row, name) for name in ("name", "kind", "pay_now", *_SAME)}
    initial |= {"role_words": row.role_title, "percent_given_up": round(100 * row.share_given_up) or None}
    form = BranchForm(request.POST or None, initial=initial)
    status, current = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            fields = _fields(form.cleaned_data)
            branching.save_branch(person=person, row=row, version=read_version(request), fields=fields)
            row.refresh_from_db()
            run = branching.start_branch(person=person, row=row)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status, current = 409, f"{row.name}: {inputs_of(row) or 'the same inputs as the plan'}"
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"/begin/waiting/{run.pk}/")
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "row": row, "current": current}
    return render(request, "cairn_web/branch_form.html", context, status=status)


# ------------------------------------------------------------------ side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPage:
    """The plan and another way, line by line."""

    pk: int
    name: str
    kind: str
    inputs: str
    rows: tuple[Comparison, ...]
    open_gaps: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    is_stale: bool
    fits: bool
    seen: int


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Another way beside the plan."""
    person = person_of(request)
    row = owned(Branch, person, pk, removed_at=None)
    plan = latest_plan(person)
    if plan is None or row.run is None or runs.look_at(row.run).state != RunState.DONE:
        return redirect("/plan/branches/")
    return render(request, "cairn_web/branch.html", {"page": _page(person, row, plan)})


def _page(person: Person, row: Branch, plan: Run) -> BranchPage:
    report = branching.report_of(row.run) if row.run else None
    return BranchPage(
        pk=row.pk,
        name=row.name,
        kind=BranchKind(row.kind).label,
        inputs=inputs_of(row) or "the same inputs as the plan",
        rows=tuple(map(_with_days, branching.compare_with_plan(row, plan))),
        open_gaps=report.plan.unmet if report else (),
        steps=tuple((step.option.title, f"{step.hours.value:.0f} h") for step in report.plan.steps)
        if report
        else (),
        is_stale=branching.is_stale(person, row),
        fits=bool(report and report.fits),
        seen=plan.pk,
    )


def _with_days(one: Comparison) -> Comparison:
    return replace(one, first=with_days(one.first), second=with_days(one.second))


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan another way, or plan it anew."""
    person = person_of(request)
    row = owned(Branch, person, pk, removed_at=None)
    run = branching.start_branch(person=person, row=row)
    return redirect(f"/begin/waiting/{run.pk}/")


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make another way the plan."""
    person = person_of(request)
    row = owned(Branch, person, pk, removed_at=None)
    said = request.POST.get("seen", "")
    branching.merge_branch(person=person, row=row, seen=int(said) if said.isdecimal() else 0)
    messages.success(request, f"“{row.name}” is your plan now; the one before stays in the versions.")
    return redirect("/plan/versions/")


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another way out of sight."""
    person = person_of(request)
    row = owned(Branch, person, pk, removed_at=None)
    change = branching.discard_branch(person=person, row=row)
    messages.info(request, f"Discarded “{row.name}”.", extra_tags=f"undo-{change}")
    return redirect("/plan/branches/")
