"""Waiting for long work: how far it is, where it leads, and the way to stop it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cairn_web.models import Run, RunKind, RunState
from cairn_web.services import runs
from cairn_web.views.access import owned, person_of


@dataclass(frozen=True, slots=True)
class Way:
    """Where long work of a kind leads, and where one goes back to; `{run}` is its number."""

    after: str
    back: str


WAYS: dict[str, Way] = {
    RunKind.READ: Way("/begin/read/", "/begin/resume/"),
    RunKind.POSTING: Way("/begin/terms/", "/begin/ambition/"),
    RunKind.PLAN: Way("/plan/", "/begin/terms/"),
    RunKind.TRIAL: Way("/plan/try/{run}/", "/plan/options/"),
    RunKind.ADAPT: Way("/plan/change/{run}/", "/plan/change/"),
    RunKind.SETTLE: Way("/plan/change/settled/{run}/", "/plan/change/"),
    RunKind.TRACK: Way("/plan/progress/", "/plan/progress/"),
    RunKind.BRANCH: Way("/plan/branches/", "/plan/branches/"),
}


@require_GET
def waiting(request: HttpRequest, run: int) -> HttpResponse:
    """How far long work is; the page asks again by itself, with or without JavaScript."""
    person = person_of(request)
    row = runs.look_at(owned(Run, person, run))
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    if row.state == RunState.DONE:
        after = _after(row)
        return HttpResponse(headers={"HX-Redirect": after}) if is_part else redirect(after)
    told, seconds = runs.progress_of(row)
    context = {
        "run": row,
        "told": told,
        "seconds": seconds,
        "is_running": row.state == RunState.RUNNING,
        "is_planning": row.kind in {RunKind.PLAN, RunKind.TRIAL},
        "words": runs.WORDS[row.kind],
        "back": WAYS[row.kind].back,
    }
    status = 422 if row.state == RunState.REFUSED and not is_part else 200
    return render(request, f"cairn_web/{'_progress' if is_part else 'waiting'}.html", context, status=status)


def _after(row: Run) -> str:
    if row.kind == RunKind.READ and row.reason == "mended":
        return "/begin/skills/"
    return WAYS[row.kind].after.format(run=row.pk)


@require_POST
def cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stop long work."""
    person = person_of(request)
    row = owned(Run, person, run)
    runs.cancel(person=person, run=row.pk)
    messages.info(request, "Cancelled; nothing was changed.")
    return redirect(WAYS[row.kind].back)
