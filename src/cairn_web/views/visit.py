"""The first visit: seven steps, each of which can be skipped, left and resumed."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError
from cairn_web.forms.visit import (
    ExperienceForm,
    PostingForm,
    QuestionsForm,
    StageForm,
    TermsForm,
    UploadForm,
)
from cairn_web.models import Experience, Person, Run, RunKind, RunState
from cairn_web.services import ambition as ambitions
from cairn_web.services import people, planning, reading, runs, skills
from cairn_web.services.history import Conflict
from cairn_web.store import words_of
from cairn_web.views.access import owned, person_of

_SKILLS_A_PAGE = 24
_LONGEST_QUOTE = 110
LEVELS = (
    ("", "not sure"),
    ("0", "0 none"),
    ("1", "1 aware"),
    ("2", "2 basic"),
    ("3", "3 alone"),
    ("4", "4 advanced"),
    ("5", "5 expert"),
)
JOYS = (("", "–"), ("1", "drains me"), ("2", "rather not"), ("3", "fine"), ("4", "like it"), ("5", "love it"))
_NAMES = {
    "stage": "Where you stand",
    "resume": "Your résumé",
    "read": "What we read",
    "skills": "Your skills",
    "ambition": "Your ambition",
    "terms": "Hours and money",
    "plan": "Your plan",
}
STAGE_HINTS = {
    "student": "Projects, courses and side jobs count: name them as you would a job.",
    "first-job": "Projects, volunteering and side jobs count as much as jobs: name what came of them.",
    "promotion": "Say what you already do of the work above yours; that is where the shortest way lies.",
    "change": "Name what carries over: people you led, numbers you kept, tools you know.",
    "return": "Care and time away are experience too. Nothing needs an excuse here.",
    "senior": "Keep to the last ten years, and to what you would like to do more of.",
}


_TOO_LARGE = "This file has more than 50 MB, more than a résumé has; save it without pictures and try again."


@dataclass(frozen=True, slots=True)
class VisitStep:
    """A step as the line above the page shows it."""

    name: str
    words: str
    is_done: bool
    is_here: bool


def show(
    request: HttpRequest, step: str, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the first visit with its line of steps."""
    person = context.get("person") or person_of(request)
    done = people.steps_done(person)
    at = people.STEPS.index(step)
    line = tuple(
        VisitStep(name, _NAMES[name], name in done, name == step) for name in people.STEPS if name != "plan"
    )
    after = people.STEPS[min(at + 1, len(people.STEPS) - 1)]
    frame = {
        "steps": line,
        "skip_to": f"/begin/{after}/",
        "hint": STAGE_HINTS.get(person.stage, "") if step == "resume" else "",
    }
    return render(request, f"cairn_web/{template}.html", {**frame, **context}, status=status)


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Go on where the first visit was left."""
    return redirect(f"/begin/{people.next_step(person_of(request))}/")


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest) -> HttpResponse:
    """Where somebody stands."""
    person = person_of(request)
    form = StageForm(request.POST or None, initial={"stage": person.stage})
    if request.method == "POST" and form.is_valid():
        people.set_stage(person=person, stage=form.cleaned_data["stage"])
        return redirect("/begin/resume/")
    return show(request, "stage", "stage", {"form": form, "person": person}, status=_status(form))


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Hand over a résumé."""
    person = person_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.META.get("cairn.too_large"):
        form.fields["file"].error_messages["required"] = _TOO_LARGE
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = reading.read_file(person=person, name=file.name, chunks=file.chunks())
        except CairnError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(f"/begin/waiting/{run.pk}/")
    context = {"form": form, "person": person, "has_resume": hasattr(person, "resume")}
    return show(request, "resume", "resume", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Ten questions instead."""
    person = person_of(request)
    form = QuestionsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        document = reading.ten_answers(form.cleaned_data)
        run = reading.read_document(person=person, document=document, name="your ten answers")
        return redirect(f"/begin/waiting/{run.pk}/")
    return show(request, "resume", "questions", {"form": form, "person": person}, status=_status(form))


# ------------------------------------------------------------------ long work


_AFTER = {RunKind.READ: "/begin/read/", RunKind.POSTING: "/begin/terms/", RunKind.PLAN: "/plan/"}


@require_GET
def waiting(request: HttpRequest, run: int) -> HttpResponse:
    """How far long work is; the page asks again by itself, with or without JavaScript."""
    person = person_of(request)
    row = runs.look_at(owned(Run, person, run))
    if row.state == RunState.DONE:
        after = "/begin/skills/" if row.kind == RunKind.READ and row.reason == "mended" else _AFTER[row.kind]  # type: ignore[index]
        response = redirect(after)
        if request.htmx:  # type: ignore[attr-defined]
            response = HttpResponse(headers={"HX-Redirect": after})
        return response
    told, seconds = runs.progress_of(row)
    context = {"run": row, "told": told, "seconds": seconds, "is_running": row.state == RunState.RUNNING}
    context |= {"words": runs.WORDS[RunKind(row.kind)], "back": _BACK[RunKind(row.kind)]}
    template = "_progress" if request.htmx else "waiting"  # type: ignore[attr-defined]
    status = 200 if row.state != RunState.REFUSED or request.htmx else 422  # type: ignore[attr-defined]
    return render(request, f"cairn_web/{template}.html", context, status=status)


_BACK = {RunKind.READ: "/begin/resume/", RunKind.POSTING: "/begin/ambition/", RunKind.PLAN: "/begin/terms/"}


@require_POST
def cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stop long work."""
    person = person_of(request)
    row = owned(Run, person, run)
    runs.cancel(person=person, run=row.pk)
    messages.info(request, "Cancelled; nothing was changed.")
    return redirect(_BACK[RunKind(row.kind)])


# ------------------------------------------------------------------ confirm or mend


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """What was read, beside the words it came from."""
    person = person_of(request)
    kept = getattr(person, "resume", None)
    if kept is None:
        messages.info(request, "There is nothing to look at yet: give a résumé or answer ten questions.")
        return redirect("/begin/resume/")
    if request.method == "POST":
        if request.POST.get("mended"):
            return redirect(f"/begin/waiting/{reading.read_again(person=person).pk}/")
        reading.confirm(person=person)
        return redirect("/begin/skills/")
    words = words_of(kept)
    rows = person.experiences.filter(removed_at=None).order_by("origin", "pk")
    experiences = [(row, words.get(row.origin, "")) for row in rows]
    mended = person.changes.filter(table="experience", is_undone=False).exists()
    context = {"person": person, "kept": kept, "experiences": experiences, "is_mended": mended}
    return show(request, "read", "read", context)


@require_http_methods(["GET", "POST"])
def experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one experience."""
    person = person_of(request)
    row = owned(Experience, person, pk, removed_at=None)
    fields = ("title", "organisation", "kind", "start", "end", "is_current", "highlights")
    form = ExperienceForm(request.POST or None, initial={name: getattr(row, name) for name in fields})
    status, current = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            version = read_version(request)
            reading.save_experience(person=person, row=row, version=version, changes=form.cleaned_data)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status, current = 409, row
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("/begin/read/")
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "row": row, "current": current, "person": person, "title": f"Mend “{row.title}”"}
    return show(request, "read", "experience", context, status=status)


def read_version(request: HttpRequest) -> int:
    """The version that a form was made from."""
    told = request.POST.get("version", "")
    if not told.isdigit():
        raise Http404
    return int(told)


@require_http_methods(["GET", "POST"])
def new_experience(request: HttpRequest) -> HttpResponse:
    """Add what the reading missed."""
    person = person_of(request)
    form = ExperienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reading.add_experience(person=person, changes=form.cleaned_data)
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("/begin/read/")
    context = {"form": form, "person": person, "title": "Add an experience"}
    return show(request, "read", "experience", context, status=_status(form))


@require_POST
def remove_experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an experience out."""
    person = person_of(request)
    row = owned(Experience, person, pk, removed_at=None)
    change = reading.remove_experience(person=person, row=row)
    messages.info(request, f"Removed “{row.title}”.", extra_tags=f"undo-{change}")
    return redirect("/begin/read/")


# ------------------------------------------------------------------ skills


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """A skill found, with what was said of it."""

    id: str
    label: str
    found: str
    quote: str
    level: str
    joy: str
    is_rejected: bool


def skill_lines(person: Person, *, most: int | None = None) -> tuple[SkillLine, ...]:
    """The skills found in what was read, those with evidence first; at most so many."""
    told = person.ratings.values_list("skill", "level", "enjoyment", "is_rejected")
    said = {skill: (level, joy, is_rejected) for skill, level, joy, is_rejected in told}
    found = person.resume.found["skills"] if hasattr(person, "resume") else []
    return tuple(_skill_line(one, said.get(one["id"])) for one in found[:most])


_SUPPORT = {
    "shown": "shown in what you did",
    "claimed": "said, not yet shown",
    "inferred": "usual in your work",
}


_UNSAID: tuple[float | None, int | None, bool] = (None, None, False)


def _skill_line(one: dict[str, Any], rating: tuple[float | None, int | None, bool] | None) -> SkillLine:
    level, joy, is_rejected = rating or _UNSAID
    quote, level_range = one["quote"], f"{one['low']:.1f} to {one['high']:.1f}"
    return SkillLine(
        id=one["id"],
        label=one["label"],
        found=f"about {one['level']:.1f}, likely {level_range} · {_SUPPORT[one['support']]}",
        quote=quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1].rstrip()}…",
        level="" if level is None else f"{level:g}",
        joy="" if joy is None else str(joy),
        is_rejected=is_rejected,
    )


@cache
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select; there are only a few different ones, and a page has many."""
    marked = [(value, " selected" if value == chosen else "", words) for value, words in choices]
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Skills with level and enjoyment, a page at a time."""
    person = person_of(request)
    page = Paginator(skill_lines(person), _SKILLS_A_PAGE).get_page(request.GET.get("page"))
    is_uniform = False
    if request.method == "POST":
        ratings = [_rating(request, one) for one in page]
        is_uniform = skills.rate_skills(person=person, ratings=ratings) and "sure" not in request.POST
        if not is_uniform:
            after = (
                f"/begin/skills/?page={page.next_page_number()}" if page.has_next() else "/begin/ambition/"
            )
            return redirect(after)
        page = Paginator(skill_lines(person), _SKILLS_A_PAGE).get_page(page.number)
    rows = [(one, _options(LEVELS, one.level), _options(JOYS, one.joy)) for one in page]
    context = {"page": page, "rows": rows, "person": person, "is_uniform": is_uniform}
    return show(request, "skills", "skills", context, status=422 if is_uniform else 200)


def _rating(request: HttpRequest, line: SkillLine) -> skills.Rating:
    level, joy = request.POST.get(f"level-{line.id}", ""), request.POST.get(f"joy-{line.id}", "")
    return skills.Rating(
        skill=line.id,
        label=line.label,
        level=float(level) if level in {"0", "1", "2", "3", "4", "5"} else None,
        enjoyment=int(joy) if joy in {"1", "2", "3", "4", "5"} else None,
        is_rejected=f"not-{line.id}" in request.POST,
    )


# ------------------------------------------------------------------ ambition and terms


@require_http_methods(["GET", "POST"])
def ambition(request: HttpRequest) -> HttpResponse:
    """The role to reach."""
    person = person_of(request)
    if request.method == "POST" and "role" in request.POST:
        ambitions.choose_role(person=person, role=request.POST["role"])
        return redirect("/begin/terms/")
    is_posting = request.method == "POST"
    form = PostingForm(request.POST if is_posting else None)
    if is_posting and form.is_valid():
        try:
            run = ambitions.read_posting(person=person, **form.cleaned_data)
        except CairnError as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect(f"/begin/waiting/{run.pk}/")
    words = request.GET.get("q", "")[:200]
    context = {
        "form": form,
        "person": person,
        "words": words,
        "found": ambitions.search_roles(words),
        "near": ambitions.near_roles(held_roles(person)) if "help" in request.GET else None,
        "current": getattr(person, "ambition", None),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "cairn_web/_roles.html", {"cards": context["found"], "words": words})
    return show(request, "ambition", "ambition", context, status=_status(form))


def held_roles(person: Person) -> list[str]:
    """The catalogue roles that somebody has worked in, the present one first."""
    found = person.resume.found["roles"] if hasattr(person, "resume") else []
    return [one["id"] for one in sorted(found, key=lambda one: not one["is_current"])]


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Hours, money, dates and days away."""
    person = person_of(request)
    form = TermsForm(request.POST or None, initial=_terms_said(person))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _keep_terms(request, person, form)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return _start(request, person)
    if form.errors and status == 200:
        status = 422
    return show(request, "terms", "terms", {"form": form, "person": person}, status=status)


def _terms_said(person: Person) -> dict[str, Any]:
    away = [f"{one.first}..{one.last}" for one in person.away.order_by("first")]
    return {
        "hours_per_week": person.hours_per_week,
        "hours_at_work": person.hours_at_work,
        "budget": f"{person.budget.normalize():f} {person.currency}" if person.budget is not None else "",
        "deadline": person.deadline.isoformat() if person.deadline else "",
        "away": "\n".join(away),
        "relevance": person.relevance,
    }


def _keep_terms(request: HttpRequest, person: Person, form: TermsForm) -> None:
    said = form.cleaned_data
    changes = {
        "hours_per_week": said["hours_per_week"],
        "hours_at_work": said["hours_at_work"],
        "budget": said["budget"][0] if said["budget"] else None,
        "currency": said["budget"][1] if said["budget"] else person.currency,
        "deadline": said["deadline"],
        "relevance": said["relevance"],
    }
    people.set_terms(person=person, version=read_version(request), changes=changes, away=said["away"])


def _start(request: HttpRequest, person: Person) -> HttpResponse:
    person.refresh_from_db()
    try:
        run = planning.start_plan(person=person, reason="hours, money or dates were set")
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"/begin/{people.next_step(person)}/")
    return redirect(f"/begin/waiting/{run.pk}/")


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The last step: make the plan."""
    person = person_of(request)
    if request.method == "POST":
        return _start(request, person)
    done = people.steps_done(person)
    missing = [_NAMES[one] for one in ("resume", "ambition") if one not in done]
    return show(request, "plan", "ready", {"person": person, "missing": missing})
