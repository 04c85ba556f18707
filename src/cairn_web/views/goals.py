"""Goals letter by letter, their tasks, and the horizons they lie in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError
from cairn.goals import Finding, horizon_of
from cairn_web import clock
from cairn_web.forms.planning import GoalForm, HorizonForm, TaskForm
from cairn_web.models import Goal, Person, Task
from cairn_web.services import goals, people, tasks
from cairn_web.services.history import Conflict
from cairn_web.store import latest_plan
from cairn_web.views.access import owned, person_of, read_version

_FIELDS = ("statement", "role", "measure", "deadline", "relevance")
_TASK_FIELDS = ("title", "next_step", "done_when", "hours", "start", "due", "goal_id", "repeats", "notes")
_WORDS = {"short": "Short term", "mid": "Mid term", "long": "Long term, or without a date"}
_TASKS_A_PAGE = 100
LETTERS = {"S": "Specific", "M": "Measurable", "A": "Achievable", "R": "Relevant", "T": "Timely"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal as the list shows it."""

    pk: int
    statement: str
    deadline: str
    done: int
    tasks: int
    letters: SafeString
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The goals of one horizon."""

    words: str
    goals: tuple[GoalLine, ...]


def horizons_of(person: Person) -> tuple[Horizon, ...]:
    """Every goal in its horizon, with its letters, its progress and its next small step."""
    plan, today = latest_plan(person), clock.today()
    by_goal = _below(person)
    columns: dict[str, list[GoalLine]] = {name: [] for name in _WORDS}
    bounds = {"short_months": person.short_months, "mid_months": person.mid_months}
    for row in person.goals.filter(removed_at=None).order_by("deadline", "pk"):
        findings = goals.find_flaws(said=vars(row), person=person, plan=plan)
        name = horizon_of(row.deadline, today=today, **bounds) if row.deadline else "long"
        columns[name].append(_goal_line(row, by_goal.get(row.pk, []), findings))
    return tuple(Horizon(words=_WORDS[name], goals=tuple(lines)) for name, lines in columns.items())


def _below(person: Person) -> dict[int, list[tuple[bool, str]]]:
    """Of each goal the tasks that serve it, the next due first: whether done, and what to do next."""
    told = ("due", "pk", "done_on", "next_step", "title")
    rows = person.tasks.filter(removed_at=None)
    own = rows.exclude(goal=None).order_by("due", "pk").values_list("goal_id", *told)
    also = rows.exclude(also_for=None).values_list("also_for", *told)
    served = list(own)
    if shared := list(also):
        served = sorted([*served, *shared], key=lambda one: (one[1] is not None, one[1] or date.min, one[2]))
    found: dict[int, list[tuple[bool, str]]] = {}
    for goal, _, _, done_on, small, title in served:
        found.setdefault(goal, []).append((done_on is not None, small or title))
    return found


def _goal_line(row: Goal, below: list[tuple[bool, str]], findings: tuple[Finding, ...]) -> GoalLine:
    ahead = [words for is_done, words in below if not is_done]
    return GoalLine(
        pk=row.pk,
        statement=row.statement,
        deadline=f"{row.deadline.day} {row.deadline:%B %Y}" if row.deadline else "no date",
        done=len(below) - len(ahead),
        tasks=len(below),
        letters=_letters(tuple((one.letter, one.passed) for one in findings)),
        next_step=ahead[0] if ahead else "",
    )


@cache
def _letters(found: tuple[tuple[str, bool], ...]) -> SafeString:
    """The letters of a goal as marks; there are only 32 ways for them to stand."""
    open_ones = [letter for letter, passed in found if not passed]
    words = f"SMART, but open: {', '.join(open_ones)}" if open_ones else "SMART in all five letters"
    marks = format_html_join(
        "", '<b class="letter{}">{}</b>', ((" ok" if passed else "", letter) for letter, passed in found)
    )
    return format_html('<p class="letters" role="img" aria-label="{}">{}</p>', words, marks)


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All goals by horizon."""
    person = person_of(request)
    form = HorizonForm(request.POST or None, initial=vars(person))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            people.set_horizons(person=person, **form.cleaned_data)
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("/goals/")
    if form.errors:
        status = 422
    horizons = horizons_of(person)
    context = {"horizons": horizons, "form": form, "has_goals": any(one.goals for one in horizons)}
    return render(request, "cairn_web/goals.html", context, status=status)


def _page(
    request: HttpRequest,
    person: Person,
    form: Form,
    row: Goal | None,
    *,
    status: int = 200,
    is_late: bool = False,
) -> HttpResponse:
    said: Mapping[str, Any] = _said(form, row)
    findings = goals.find_flaws(said=said, person=person, plan=latest_plan(person))
    below = list(tasks.tasks_of(row).defer("notes")) if row else []
    waits = _waits(below)
    context = {
        "form": form,
        "row": row,
        "current": row if is_late else None,
        "findings": [(LETTERS[one.letter], one) for one in findings],
        "tasks": [_task_line(one, row, waits.get(one.pk, ())) for one in below],
    }
    return render(request, "cairn_web/goal.html", context, status=status)


def _said(form: Form, row: Goal | None) -> Mapping[str, Any]:
    if form.is_bound:
        return form.cleaned_data if hasattr(form, "cleaned_data") else {}
    return vars(row) if row else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task under its goal; `is_shared` says that another goal is its own."""

    row: Task
    after: tuple[str, ...]
    slip: str
    is_shared: bool


def _waits(rows: Iterable[Task]) -> dict[int, tuple[str, ...]]:
    """What tasks wait for, by title."""
    links = Task.after.through.objects.filter(from_task__in=[one.pk for one in rows])
    found: dict[int, tuple[str, ...]] = {}
    for task, title in links.order_by("pk").values_list("from_task_id", "to_task__title"):
        found[task] = (*found.get(task, ()), title)
    return found


def _task_line(row: Task, goal: Goal | None, after: tuple[str, ...]) -> TaskLine:
    days = (row.due - row.baseline_due).days if row.due and row.baseline_due else 0
    slip = f"{abs(days)} days {'later' if days > 0 else 'earlier'} than first planned" if days else ""
    is_shared = goal is not None and row.goal_id != goal.pk
    return TaskLine(row=row, after=after, slip=slip, is_shared=is_shared)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a goal."""
    person = person_of(request)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in _FIELDS}
        return redirect(f"/goals/{goals.add_goal(person=person, fields=fields).pk}/")
    return _page(request, person, form, None, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: its letters, its tasks, and why it is changed."""
    person = person_of(request)
    row = owned(Goal, person, pk, removed_at=None)
    form = GoalForm(request.POST or None, initial={name: getattr(row, name) for name in _FIELDS})
    status, is_late = 200, False
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in _FIELDS}
        reason = form.cleaned_data["reason"]
        try:
            goals.save_goal(
                person=person, row=row, version=read_version(request), fields=fields, reason=reason
            )
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status, is_late = 409, True
        else:
            messages.success(request, "Saved.")
            return redirect(f"/goals/{row.pk}/")
    if form.errors and not is_late:
        status = 422
    return _page(request, person, form, row, status=status, is_late=is_late)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The findings for what is being typed; nothing is kept."""
    person = person_of(request)
    form = GoalForm(request.POST)
    form.is_valid()
    findings = goals.find_flaws(said=form.cleaned_data, person=person, plan=latest_plan(person))
    told = [(LETTERS[one.letter], one) for one in findings]
    return render(request, "cairn_web/_findings.html", {"findings": told})


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a goal out of sight."""
    person = person_of(request)
    row = owned(Goal, person, pk, removed_at=None)
    change = goals.remove_goal(person=person, row=row)
    messages.info(request, f"Removed “{row.statement}”.", extra_tags=f"undo-{change}")
    return redirect("/goals/")


# ------------------------------------------------------------------ tasks


@require_http_methods(["GET", "POST"])
def new_task(request: HttpRequest) -> HttpResponse:
    """Add something to do."""
    person = person_of(request)
    form = TaskForm(request.POST or None, person=person, initial={"goal": request.GET.get("goal", "")})
    if request.method == "POST" and form.is_valid():
        links = {name: form.cleaned_data[name] for name in ("after", "also_for")}
        row = tasks.add_task(person=person, fields=_fields(form), **links)
        return redirect(f"/goals/{row.goal_id}/" if row.goal_id else "/today/")
    context = {"form": form, "row": None}
    return render(request, "cairn_web/task.html", context, status=422 if form.errors else 200)


def _fields(form: TaskForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    goal = said.pop("goal", None)
    said["goal_id"] = goal.pk if goal else None
    return {name: said[name] for name in _TASK_FIELDS}


@require_http_methods(["GET", "POST"])
def edit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task."""
    person = person_of(request)
    row = owned(Task, person, pk, removed_at=None)
    initial = {**{name: getattr(row, name) for name in _TASK_FIELDS}, "goal": row.goal_id}
    initial |= {name: [one.pk for one in getattr(row, name).all()] for name in ("after", "also_for")}
    form = TaskForm(request.POST or None, person=person, task=row, initial=initial)
    status, is_late = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            tasks.save_task(
                person=person,
                row=row,
                version=read_version(request),
                fields=_fields(form),
                after=form.cleaned_data["after"],
                also_for=form.cleaned_data["also_for"],
                reason=form.cleaned_data["reason"],
            )
        except CairnError as refusal:
            is_late = isinstance(refusal, Conflict)
            form.add_error(None if is_late else "after", str(refusal))
            status = 409 if is_late else 422
        else:
            messages.success(request, "Saved.")
            return redirect(f"/goals/{row.goal_id}/" if row.goal_id else "/today/")
    if form.errors and not is_late:
        status = 422
    context = {"form": form, "row": row, "current": row if is_late else None}
    return render(request, "cairn_web/task.html", context, status=status)


@require_POST
def tick_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a task off, or take the tick back."""
    person = person_of(request)
    row = owned(Task, person, pk, removed_at=None)
    tasks.tick_task(person=person, row=row, is_done=row.done_on is None)
    return redirect(f"/goals/{row.goal_id}/" if row.goal_id else "/today/")


@require_POST
def remove_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out of sight."""
    person = person_of(request)
    row = owned(Task, person, pk, removed_at=None)
    change = tasks.remove_task(person=person, row=row)
    messages.info(request, f"Removed “{row.title}”.", extra_tags=f"undo-{change}")
    return redirect(f"/goals/{row.goal_id}/" if row.goal_id else "/today/")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """An open task as the list shows it, with the goals it serves."""

    pk: int
    title: str
    due: str
    goals: str


def _also_for(tasks: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The goals that tasks serve besides their own, by the number of the task."""
    links = Task.also_for.through.objects.filter(task_id__in=list(tasks), goal__removed_at=None)
    found: dict[int, tuple[str, ...]] = {}
    for task, statement in links.order_by("pk").values_list("task_id", "goal__statement"):
        found[task] = (*found.get(task, ()), statement)
    return found


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """The open tasks, the next due first, a page at a time."""
    person = person_of(request)
    rows = person.tasks.filter(removed_at=None, done_on=None).order_by("due", "pk")
    page = Paginator(rows.values_list("pk", "title", "due", "goal__statement"), _TASKS_A_PAGE).get_page(
        request.GET.get("page")
    )
    also = _also_for(pk for pk, *_ in page)
    lines = [
        OpenTask(
            pk=pk,
            title=title,
            due=f"{due.day} {due:%b %Y}" if due else "",
            goals=" · ".join(one for one in (goal, *also.get(pk, ())) if one),
        )
        for pk, title, due, goal in page
    ]
    return render(request, "cairn_web/tasks.html", {"lines": lines, "page": page})
