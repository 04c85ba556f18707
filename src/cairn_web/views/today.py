"""Today: the next small step of each goal, what is due, and what was done in one tap."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from cairn.errors import BadInput, CairnError
from cairn.plan.priorities import Ranked, SmallStep
from cairn.provenance import Derivation
from cairn.report.page_numbers import source_text, value_text
from cairn.report.phrases import day_text
from cairn_web import clock
from cairn_web.forms.over_time import LogForm
from cairn_web.models import Goal, LogKind, Person, Task
from cairn_web.services import ordering, recording
from cairn_web.services.ordering import MINUTES, Order
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.access import owned, person_of
from cairn_web.views.sessions import SessionLine, this_week

_SOON_DAYS = 14
_SHOWN_STEPS = 8
_SHOWN_DUE = 12
_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """The next small step of a goal; without a task the goal is stuck, and `words` say why."""

    goal: str
    goal_pk: str
    task: str
    words: str
    title: str
    minutes: int
    hours: str
    reason: str
    is_whole: bool
    can_put_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something with a date in the days ahead."""

    pk: int
    title: str
    when: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """Everything that Today shows; `away_until` is told instead of what is due while one is away."""

    day: str
    title: str
    stones: int
    first: StepLine | None
    others: tuple[StepLine, ...]
    more: int
    minutes: int
    choices: tuple[int, ...]
    week: tuple[SessionLine, ...]
    week_title: str
    due: tuple[DueLine, ...]
    more_due: int
    review_due: str
    away_until: str
    is_kept: bool


def page_of(person: Person) -> TodayPage | None:
    """Today's data; None where there is no plan yet."""
    run = latest_plan(person)
    if run is None:
        return None
    now, plan = clock.today(), kept_plan(run)
    record = recording.read_record(person, run)
    order = ordering.put_in_order(person, run, record)
    steps = [_step_line(one, order) for one in order.steps[:_SHOWN_STEPS]]
    away = person.away.filter(first__lte=now, last__gte=now).order_by("-last").first()
    due = [] if away else _due_lines(record, now)
    review = recording.review_due(person, run)
    week, week_title = this_week(person, plan, now)
    return TodayPage(
        day=f"{now:%A}, {now.day} {now:%B %Y}",
        title=run.summary["title"],
        stones=sum(one.is_milestone and one.done_on is not None for one in record.tasks),
        first=steps[0] if steps else None,
        others=tuple(steps[1:]),
        more=max(len(order.steps) - _SHOWN_STEPS, 0),
        minutes=person.step_minutes,
        choices=MINUTES,
        week=week,
        week_title=week_title,
        due=tuple(due[:_SHOWN_DUE]),
        more_due=max(len(due) - _SHOWN_DUE, 0),
        review_due=day_text(review) if review <= now and not away else "",
        away_until=day_text(away.last) if away else "",
        is_kept=any(one.step for one in record.tasks),
    )


def _step_line(step: Any, order: Order) -> StepLine:  # noqa: ANN401 - a small step or a stuck goal
    goal = order.goals[step.goal]
    if not isinstance(step, SmallStep):
        return StepLine(
            goal=goal.statement,
            goal_pk=step.goal,
            task="",
            words=step.reason,
            title="",
            minutes=0,
            hours="",
            reason="",
            is_whole=False,
            can_put_off=False,
        )
    ranked = next(one for one in order.ranked if one.task.id == step.task)
    title, is_whole = ranked.task.title, ranked.task.hours * 60 <= step.minutes
    is_sitting = not is_whole and not ranked.task.first_step
    return StepLine(
        goal=goal.statement,
        goal_pk=step.goal,
        task=step.task,
        words=title if is_sitting else step.action,
        title="" if is_whole or is_sitting else title,
        minutes=step.minutes,
        hours=f"{step.minutes / 60:.4f}",
        reason=ranked.reason,
        is_whole=is_whole,
        can_put_off=ranked.task.due is not None,
    )


def _due_lines(record: recording.Record, now: date) -> list[DueLine]:
    """Open tasks that are late or due within two weeks, the earliest first."""
    return [
        DueLine(pk=one.pk, title=one.title, when=day_text(one.due), is_late=one.due < now)
        for one in record.tasks
        if one.due is not None
        and one.due <= now + timedelta(days=_SOON_DAYS)
        and record.stands(one).standing in {"open", "started"}
    ]


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The next small steps, and what is due soon."""
    page = page_of(person_of(request))
    if page is None:
        return redirect("/begin/")
    return render(request, "cairn_web/today.html", {"page": page})


# ------------------------------------------------------------------ in order, and why


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


@cache
def _weights(chosen: int) -> SafeString:
    """The weights 1 to 5 as options; they can stand in five ways only."""
    told = ((n, " selected" if int(n) == chosen else "", n) for n in map(str, range(1, 6)))
    return format_html_join("", '<option value="{}"{}>{}</option>', told)


_QUADRANTS = (
    ("do first", "important and near"),
    ("plan it", "important, with time"),
    ("do it quickly or hand it on", "near, but of little weight"),
    ("leave it", "neither"),
)
_SHOWN_LINES = 20


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of a derivation, so many steps below the number it explains."""

    depth: int
    name: str
    words: str
    formula: str
    source: str


def tell_terms(derivation: Derivation, *, name: str = "", depth: int = 0) -> tuple[Term, ...]:
    """A number with everything it was computed from, outermost first."""
    lines = [
        Term(
            depth=depth,
            name=name,
            words=f"{derivation.label}: {value_text(derivation)}",
            formula=derivation.formula,
            source=source_text(derivation.source) if derivation.source else "",
        )
    ]
    for key, given in derivation.inputs:
        for one in (given,) if isinstance(given, Derivation) else given:
            lines += tell_terms(one, name=key, depth=depth + 1)
    return tuple(lines)


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


# ------------------------------------------------------------------ writing down


@require_POST
def set_minutes(request: HttpRequest) -> HttpResponse:
    """Say how long a next small step may take."""
    said = request.POST.get("minutes", "")
    ordering.set_minutes(person=person_of(request), minutes=int(said) if said.isdecimal() else 0)
    return redirect("/today/")


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
