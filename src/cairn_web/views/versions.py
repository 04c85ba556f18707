"""Versions of the plan: what it was, what moved against the baseline, and the way back."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from cairn.report.document import Figure
from cairn.report.figures import Numbers
from cairn.report.phrases import day_text
from cairn_web.models import Goal, Person, Run
from cairn_web.services import planning, versions
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.access import owned, person_of
from cairn_web.views.telling import PlanWriter, number_page


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A plan as the list of versions shows it."""

    pk: int
    number: int
    title: str
    made: str
    reason: str
    finish: str
    slip: str
    changes: str
    is_whole: bool
    is_baseline: bool
    is_current: bool


def lines_of(person: Person) -> tuple[VersionLine, ...]:
    """Every version, the newest first, with its days against the baseline."""
    runs = versions.versions_of(person)
    whole = set(
        person.runs.filter(pk__in=[one.pk for one in runs]).exclude(result=None).values_list("pk", flat=True)
    )
    baseline = next((one for one in runs if one.is_baseline), None)
    return tuple(
        VersionLine(
            pk=run.pk,
            number=len(runs) - at,
            title=run.summary["title"],
            made=f"{day_text(run.made_at.date())}, {run.made_at:%H:%M} UTC",
            reason=run.reason or "first plan",
            finish=_day(run.summary["finish"]),
            slip=_slip(baseline, run),
            changes=_changes(runs[at + 1], run) if at + 1 < len(runs) else "",
            is_whole=run.pk in whole,
            is_baseline=run.is_baseline,
            is_current=at == 0,
        )
        for at, run in enumerate(runs)
    )


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))


def _slip(baseline: Run | None, run: Run) -> str:
    """Days against the baseline, where both aim at the same role."""
    if baseline is None or baseline.pk == run.pk or baseline.summary["role"] != run.summary["role"]:
        return ""
    told = next(one.note for one in planning.compare_plans(baseline, run) if one.name == "Finish")
    return "as the baseline does" if told == "the same" else f"{told} than the baseline"


def _changes(before: Run, run: Run) -> str:
    if before.summary["role"] != run.summary["role"]:
        return f"another role: {run.summary['role']}"
    told = [
        f"{one.name} {one.note}" for one in planning.compare_plans(before, run) if one.before != one.after
    ]
    return " · ".join(told) or "the same dates, hours and cost"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Every version, its reason, and how far it lies from the baseline."""
    person = person_of(request)
    lines = lines_of(person)
    if not lines:
        return redirect("/begin/")
    return render(request, "cairn_web/versions.html", {"lines": lines})


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """A step with its date in the baseline and now."""

    title: str
    was: str
    now: str
    slip: str
    is_later: bool
    is_done: bool


@require_GET
def against(request: HttpRequest) -> HttpResponse:
    """Step by step against the baseline: old date, new date, days slipped."""
    person = person_of(request)
    run, baseline = latest_plan(person), versions.baseline_of(person)
    if run is None or baseline is None:
        return redirect("/plan/versions/")
    slips = [_slip_line(one) for one in versions.find_slips(person, baseline, run)]
    finish = next(one for one in planning.compare_plans(baseline, run) if one.name == "Finish")
    context = {
        "lines": slips,
        "was": _day(baseline.summary["finish"]),
        "now": _day(run.summary["finish"]),
        "note": finish.note,
        "baseline": day_text(baseline.made_at.date()),
        "is_same": baseline.pk == run.pk,
    }
    return render(request, "cairn_web/against.html", context)


def _slip_line(one: versions.StepSlip) -> SlipLine:
    days = one.days
    if days is None:
        slip = "new" if one.was is None else "no longer in the plan"
    else:
        slip = f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "as planned"
    return SlipLine(
        title=one.title,
        was=day_text(one.was) if one.was else "–",
        now=day_text(one.now) if one.now else "–",
        slip=slip,
        is_later=bool(days and days > 0),
        is_done=one.done_on is not None,
    )


# ------------------------------------------------------------------ one version


def _version(request: HttpRequest, pk: int) -> tuple[Person, Run]:
    person = person_of(request)
    run = versions.version_of(person, pk)
    if run is None:
        raise Http404
    return person, run


class _PastWriter(PlanWriter):
    """The report's writer, its numbers as links into the past plan they belong to."""

    def __init__(self, numbers: Numbers, pk: int) -> None:
        super().__init__(numbers)
        self.pk = pk

    def figure(self, figure: Figure) -> str:
        target = self.numbers.number_of(figure.derivation)
        return f'<a class="fig" href="/plan/versions/{self.pk}/why/{target}/">{escape(figure.shown)}</a>'


def tell_past(run: Run) -> SafeString:
    """A past plan whole, section by section."""
    plan = kept_plan(run)
    if "past" not in plan.fragments:
        writer = _PastWriter(plan.numbers, run.pk)
        plan.fragments["past"] = "".join(writer.section(one) for one in plan.document.sections)
    return mark_safe(plan.fragments["past"])  # noqa: S308 - the writer escapes every word


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A past plan whole, as it was."""
    person, run = _version(request, pk)
    latest = latest_plan(person)
    context = {
        "run": run,
        "made": day_text(run.made_at.date()),
        "title": run.summary["title"],
        "told": tell_past(run),
        "is_current": latest is not None and latest.pk == run.pk,
        "seen": latest.pk if latest else 0,
    }
    return render(request, "cairn_web/version.html", context)


@require_GET
def why(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Where one number of a past plan comes from."""
    _, run = _version(request, pk)
    page = number_page(kept_plan(run).numbers, number)
    if page is None:
        raise Http404
    template = "_why" if request.htmx else "why"  # type: ignore[attr-defined]
    prefix = f"/plan/versions/{run.pk}/why/"
    return render(request, f"cairn_web/{template}.html", {"page": page, "prefix": prefix})


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a past plan stand again; the one that held stays in the versions."""
    person, run = _version(request, pk)
    said = request.POST.get("seen", "")
    versions.restore(person=person, run=run, seen=int(said) if said.isdecimal() else 0)
    messages.success(
        request, "It stands again, with its hours, money and dates. To undo, restore the one before it."
    )
    return redirect("/plan/versions/")


@require_POST
def baseline(request: HttpRequest, pk: int) -> HttpResponse:
    """Measure against this plan from now on."""
    person, run = _version(request, pk)
    versions.set_baseline(person=person, run=run)
    messages.success(request, "Dates are measured against this plan from now on.")
    return redirect("/plan/versions/")


# ------------------------------------------------------------------ one goal


@require_GET
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """Every edit of a goal: what it was, what it became, when and why."""
    person = person_of(request)
    row = owned(Goal, person, pk)
    return render(
        request, "cairn_web/goal_history.html", {"row": row, "edits": versions.edits_of(person, row)}
    )
