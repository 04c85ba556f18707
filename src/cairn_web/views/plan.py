"""The plan: the answer first, then what is missing, this week, the roadmap."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from cairn.errors import CairnError
from cairn_web import clock
from cairn_web.models import Person, Run, RunKind, RunState
from cairn_web.services import planning, recording, tasks
from cairn_web.store import KeptPlan, kept_plan, latest_plan, newest_plans
from cairn_web.views.access import person_of
from cairn_web.views.sessions import SessionLine, read_ticks, this_week
from cairn_web.views.telling import (
    number_page,
    tell_gaps,
    tell_lede,
    tell_part,
    tell_roadmap,
    tell_section,
)
from cairn_web.views.trail import trail_of

_SHOWN_QUESTIONS = 3
_NONE = SafeString()
DETAILS = ("person", "strengths", "choices", "milestones", "load", "resources", "proof", "assumptions")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question with its answers."""

    key: str
    text: str
    consequence: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a whole plan has and this one lacks, and where to mend it."""

    sentence: str
    path: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the plan page shows."""

    run: Run
    title: str
    eyebrow: str
    lede: SafeString
    answer: SafeString
    conflict: SafeString
    gaps: SafeString
    roadmap: SafeString
    trail: SafeString
    week: tuple[SessionLine, ...]
    week_title: str
    questions: SafeString
    is_stale: bool
    is_taken: bool
    differences: tuple[planning.Difference, ...]
    health: tuple[Missing, ...]


def plan_or_begin(person: Person) -> tuple[Run, KeptPlan] | None:
    """The newest plan; None where there is none yet."""
    run = latest_plan(person)
    return (run, kept_plan(run)) if run else None


def page_of(person: Person, run: Run, plan: KeptPlan, before: Run | None = None) -> PlanPage:
    """The plan page's data; `before` is the plan it is compared with."""
    week, week_title = this_week(person, plan, clock.today())
    goals = list(person.goals.filter(removed_at=None).values_list("is_from_plan", "role"))
    return PlanPage(
        run=run,
        title=plan.document.title,
        eyebrow=plan.document.eyebrow,
        lede=tell_lede(plan),
        answer=tell_section(plan, "answer"),
        conflict=tell_section(plan, "conflict"),
        gaps=tell_gaps(plan),
        roadmap=tell_roadmap(plan, short_months=person.short_months, mid_months=person.mid_months),
        trail=tell_part(plan, "_trail", lambda: {"trail": trail_of(plan)}),
        week=week,
        week_title=week_title,
        questions=tell_part(plan, "_questions", lambda: _questions(plan))
        if plan.record["questions"]
        else _NONE,
        is_stale=planning.is_stale(person, run),
        is_taken=(True, run.summary["role"]) in goals,
        differences=planning.compare_plans(before, run) if before else (),
        health=find_missing(plan.record, has_goals=bool(goals)),
    )


def _questions(plan: KeptPlan) -> dict[str, Any]:
    asked = plan.record["questions"]
    return {
        "questions": [_question(one) for one in asked[:_SHOWN_QUESTIONS]],
        "more": max(len(asked) - _SHOWN_QUESTIONS, 0),
    }


def _question(one: dict[str, Any]) -> QuestionLine:
    answers = tuple((given["answer"], given["means"]) for given in one["answers"])
    return QuestionLine(key=one["key"], text=one["text"], consequence=one["consequence"], answers=answers)


def find_missing(record: dict[str, Any], *, has_goals: bool) -> tuple[Missing, ...]:
    """What a whole plan has and this one lacks, in sentences, each with the place to mend it."""
    letters = [one for one in record["goal"]["findings"] if not one["passed"]]
    said = [Missing(f"{one['sentence']} {one['hint']}".strip(), "/begin/terms/", "say it") for one in letters]
    if not record["milestones"]:
        said.append(Missing("It has no milestone."))
    if not has_goals:
        words = "No goal is kept yet: keep this plan, and its goal and steps become yours to tick off."
        said.append(Missing(words))
    if not record["terms"]["away"]:
        words = "No days away are set; a plan without a holiday is seldom kept."
        said.append(Missing(words, "/begin/terms/", "set some"))
    if record["terms"]["deadline"] is None:
        said.append(Missing("No date is set to be ready by.", "/begin/terms/", "set one"))
    return tuple(said)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The plan."""
    person = person_of(request)
    newest = newest_plans(person, most=2)
    if not newest:
        running = person.runs.filter(kind=RunKind.PLAN, state=RunState.RUNNING).order_by("-id").first()
        return redirect(f"/begin/waiting/{running.pk}/" if running else "/begin/")
    page = page_of(person, newest[0], kept_plan(newest[0]), newest[1] if newest[1:] else None)
    return render(request, "cairn_web/plan.html", {"page": page})


@require_GET
def why(request: HttpRequest, number: int) -> HttpResponse:
    """Where one number comes from."""
    found = plan_or_begin(person_of(request))
    page = number_page(found[1].numbers, number) if found else None
    if page is None:
        raise Http404
    template = "_why" if request.htmx else "why"  # type: ignore[attr-defined]
    return render(request, f"cairn_web/{template}.html", {"page": page})


@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    """The rest of the report: who was read, choices, load, resources, proof, assumptions."""
    found = plan_or_begin(person_of(request))
    if found is None:
        return redirect("/begin/")
    sections = [tell_section(found[1], name) for name in DETAILS]
    return render(request, "cairn_web/whole.html", {"sections": sections, "title": found[1].document.title})


# ------------------------------------------------------------------ changing the plan


def plan_again(request: HttpRequest, person: Person, reason: str) -> HttpResponse:
    """Begin to plan again; the page that shows how far it is."""
    try:
        run = planning.start_plan(person=person, reason=reason)
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect("/plan/")
    return redirect(f"/begin/waiting/{run.pk}/")


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Plan again with what is known now."""
    return plan_again(request, person_of(request), "made anew")


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a question where it stands, and plan again."""
    person = person_of(request)
    given = [(key[2:], str(held)) for key, held in request.POST.items() if key.startswith("q-") and held]
    for key, held in given:
        planning.answer_question(person=person, key=key, answer=held)
    if not given:
        messages.info(request, "Nothing was answered, so the plan stays as it is.")
        return redirect("/plan/#questions")
    return plan_again(request, person, f"{len(given)} question{'s' if len(given) > 1 else ''} answered")


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Keep the plan: its goal and steps become rows to tick off."""
    person = person_of(request)
    run = latest_plan(person)
    if run is None:
        raise Http404
    goal = tasks.take_plan(person=person, run=run)
    messages.success(request, "Kept. Its steps stand under the goal, to tick off and to change.")
    return redirect(f"/goals/{goal.pk}/")


@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Keep which sessions were worked."""
    shown, done = read_ticks(request.POST)
    recording.tick_sessions(person=person_of(request), shown=shown, done=done)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    back = "/today/" if request.POST.get("from") == "today" else "/plan/"
    return redirect(back)
