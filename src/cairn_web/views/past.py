"""What was: every plan with its reason, every change, and the way back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cairn.report.phrases import day_text
from cairn_web.services import history, planning
from cairn_web.views.access import person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan as the history lists it."""

    pk: int
    made: str
    title: str
    reason: str
    facts: str
    differences: tuple[planning.Difference, ...]


@require_GET
def past(request: HttpRequest) -> HttpResponse:
    """Every plan with its reason, and every change."""
    person = person_of(request)
    plans = planning.plans_of(person)
    lines = [
        PlanLine(
            pk=run.pk,
            made=f"{day_text(run.made_at.date())}, {run.made_at:%H:%M} UTC",
            title=run.summary["title"],
            reason=run.reason or "first plan",
            facts=f"{run.summary['hours']:,} h · {run.summary['cost']:,} {run.summary['currency']}",
            differences=planning.compare_plans(plans[at + 1], run) if at + 1 < len(plans) else (),
        )
        for at, run in enumerate(plans)
    ]
    changes = person.changes.order_by("-id")[:60]
    return render(request, "cairn_web/history.html", {"plans": lines, "changes": changes})


@require_POST
def undo(request: HttpRequest, change: int) -> HttpResponse:
    """Take a change back."""
    told = history.undo(person=person_of(request), change=change)
    messages.success(request, told)
    back = request.POST.get("back", "/plan/history/")
    return redirect(back if back.startswith("/") and not back.startswith("//") else "/")
