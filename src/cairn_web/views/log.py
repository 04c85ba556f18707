"""Writing down what happened: to a task, in one tap or in full, and to a goal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cairn.errors import CairnError
from cairn_web import clock
from cairn_web.forms.over_time import LogForm
from cairn_web.models import Goal, LogKind, Person, Task
from cairn_web.services import recording
from cairn_web.store import latest_plan
from cairn_web.views.access import owned, person_of

_A_WEEK = 7


@require_POST
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down in one tap what happened to a task: done, worked, still to do, put off."""
    person = person_of(request)
    row = owned(Task, person, pk, removed_at=None)
    form = LogForm(request.POST, is_planned=bool(row.step))
    if not form.is_valid():
        return _log_page(request, row, form, status=422)
    try:
        change = _write(person, row, form.cleaned_data)
    except CairnError as refusal:
        form.add_error(None, str(refusal))
        return _log_page(request, row, form, status=422)
    messages.success(request, f"{change.sentence}.", extra_tags=f"undo-{change.pk}")
    back = request.POST.get("back", "")
    return redirect(back if back in {"/today/", "/plan/progress/", "/today/order/"} else "/today/")


def _write(person: Person, row: Task, said: dict[str, Any]) -> Any:  # noqa: ANN401 - a row of history
    day, hours = said["day"] or clock.today(), said["hours"] or 0.0
    match said["kind"]:
        case "finish":
            return recording.finish_task(person=person, task=row, day=day, hours=hours)
        case "later":
            return recording.put_off(person=person, task=row, days=_A_WEEK)
        case kind:
            return recording.log_work(person=person, task=row, kind=LogKind(kind), day=day, hours=hours)


@require_POST
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a goal reached, or open it again."""
    person = person_of(request)
    row = owned(Goal, person, pk, removed_at=None)
    change = recording.reach_goal(person=person, goal=row, is_reached=row.reached_on is None)
    messages.success(request, f"{change.sentence}.", extra_tags=f"undo-{change.pk}")
    return redirect("/today/" if row.reached_on is None else f"/goals/{row.pk}/")


@require_GET
def log_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that can be written down of one task."""
    row = owned(Task, person_of(request), pk, removed_at=None)
    return _log_page(request, row, _log_form(row))


def _log_form(row: Task) -> LogForm:
    return LogForm(initial={"day": clock.today(), "kind": "log"}, is_planned=bool(row.step))


def _log_page(request: HttpRequest, row: Task, form: LogForm, *, status: int = 200) -> HttpResponse:
    person = person_of(request)
    record = recording.read_record(person, latest_plan(person))
    context = {
        "row": row,
        "form": form,
        "stands": record.stands(row),
        "entries": row.log.filter(removed_at=None).order_by("-day", "-pk")[:30],
    }
    return render(request, "cairn_web/log.html", context, status=status)
