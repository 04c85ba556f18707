"""Everything open in its order: by what matters and what presses, why, and how to split it."""

from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from cairn.errors import BadInput
from cairn.plan.priorities import Ranked
from cairn_web.models import Task
from cairn_web.services import ordering, recording
from cairn_web.services.ordering import Order
from cairn_web.store import latest_plan
from cairn_web.views.access import owned, person_of
from cairn_web.views.derivations import tell_terms

_QUADRANTS = (
    ("do first", "important and near"),
    ("plan it", "important, with time"),
    ("do it quickly or hand it on", "near, but of little weight"),
    ("leave it", "neither"),
)
_SHOWN_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A task in its place."""

    pk: str
    title: str
    reason: str
    priority: str
    hours: str
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant:
    """One field of the Eisenhower matrix."""

    name: str
    what: str
    lines: tuple[OrderLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLine:
    """A goal with the weights to choose from."""

    pk: str
    statement: str
    weights: SafeString


@require_GET
def in_order(request: HttpRequest) -> HttpResponse:
    """Everything open, by importance and urgency, with the weight of each goal."""
    return _in_order(request)


def _in_order(request: HttpRequest, error: str = "", *, status: int = 200) -> HttpResponse:
    person = person_of(request)
    run = latest_plan(person)
    order = ordering.put_in_order(person, run, recording.read_record(person, run))
    context = {
        "quadrants": quadrants_of(order),
        "goals": [
            WeightLine(pk=pk, statement=one.statement, weights=_weights(one.importance))
            for pk, one in order.goals.items()
        ],
        "error": error,
    }
    return render(request, "cairn_web/order.html", context, status=status)


def quadrants_of(order: Order) -> tuple[Quadrant, ...]:
    """The open tasks by what matters and what presses."""
    found = []
    for name, what in _QUADRANTS:
        mine = [one for one in order.ranked if one.quadrant == name]
        shown = tuple(map(_order_line, mine[:_SHOWN_LINES]))
        found.append(Quadrant(name=name, what=what, lines=shown, more=max(len(mine) - _SHOWN_LINES, 0)))
    return tuple(found)


def _order_line(one: Ranked) -> OrderLine:
    return OrderLine(
        pk=one.task.id,
        title=one.task.title,
        reason=one.reason,
        priority=f"{one.points:.1f}",
        hours=f"{one.task.hours:.0f} h left" if one.task.hours >= 1 else "",
        flaws=_flaws(one),
    )


def _flaws(one: Ranked) -> tuple[str, ...]:
    """What would make a task easier to begin or to finish."""
    found = ["large: split it"] if ordering.split_of(one) else []
    found += [] if one.task.impacts else ["serves no goal"]
    found += [] if one.task.done_when.strip() else ["nothing says when it is done"]
    return tuple(found)


@cache
def _weights(chosen: int) -> SafeString:
    """The weights 1 to 5 as options; they can stand in five ways only."""
    told = ((n, " selected" if int(n) == chosen else "", n) for n in map(str, range(1, 6)))
    return format_html_join("", '<option value="{}"{}>{}</option>', told)


@require_POST
def weigh(request: HttpRequest) -> HttpResponse:
    """Say how much each goal weighs."""
    said = [(key[5:], str(held)) for key, held in request.POST.items() if key.startswith("goal-")]
    weights = {int(key): int(held) for key, held in said if key.isdecimal() and held.isdecimal()}
    try:
        ordering.weigh_goals(person=person_of(request), weights=weights)
    except BadInput as refusal:
        return _in_order(request, str(refusal), status=422)
    messages.success(request, "Weighed; the order follows.")
    return redirect("/today/order/")


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Put parts in the place of a task that is too large."""
    person = person_of(request)
    row = owned(Task, person, pk, removed_at=None)
    run = latest_plan(person)
    order = ordering.put_in_order(person, run, recording.read_record(person, run))
    found = next((one for one in order.ranked if one.task.id == str(pk)), None)
    parts = ordering.split_of(found) if found else ()
    ordering.split_task(person=person, row=row, parts=parts)
    messages.success(request, f"“{row.title}” is now {len(parts)} parts, one after the other.")
    return redirect(f"/goals/{row.goal_id}/" if row.goal_id else "/today/order/")


@require_GET
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a task stands where it stands: its place, the terms of its priority, how to split it."""
    person = person_of(request)
    run = latest_plan(person)
    order = ordering.put_in_order(person, run, recording.read_record(person, run))
    place, found = next(
        ((at, one) for at, one in enumerate(order.ranked, 1) if one.task.id == str(pk)), (0, None)
    )
    if found is None:
        raise Http404
    context = {
        "place": place,
        "count": len(order.ranked),
        "ranked": found,
        "terms": tell_terms(found.priority),
        "parts": ordering.split_of(found),
        "row": order.tasks[str(pk)],
    }
    template = "_terms" if request.htmx else "terms_of"  # type: ignore[attr-defined]
    return render(request, f"cairn_web/{template}.html", context)
