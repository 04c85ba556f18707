"""The first visit: steps, each of which can be skipped, left and resumed."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cairn_web.forms.visit import StageForm
from cairn_web.services import people
from cairn_web.views.access import person_of

STEP_NAMES = {
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
        VisitStep(name, STEP_NAMES[name], name in done, name == step)
        for name in people.STEPS
        if name != "plan"
    )
    after = people.STEPS[min(at + 1, len(people.STEPS) - 1)]
    frame = {
        "steps": line,
        "place": min(at + 1, len(line)),
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
    return show(request, "stage", "stage", {"form": form, "person": person}, status=status_of(form))


def status_of(form: Form) -> int:
    """422 for a form that was sent and is wrong."""
    return 422 if form.is_bound and form.errors else 200
