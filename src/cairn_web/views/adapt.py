"""Something changed: say what, and have the plan that moves least looked for."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError
from cairn_web import clock
from cairn_web.forms.over_time import ChangeForm
from cairn_web.models import Person, Run, RunKind, RunState
from cairn_web.services import adapting, recording
from cairn_web.store import kept_plan, latest_plan
from cairn_web.views.access import person_of

# What each kind of change asks for, in order.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "behind": (),
    "away": ("first", "last"),
    "pause": ("first", "last"),
    "hours": ("hours_per_week", "hours_at_work"),
    "money": ("budget", "is_without_budget"),
    "date": ("deadline", "is_without_deadline"),
    "longer": ("step", "more_hours"),
    "later": ("step", "begins"),
    "drop": ("step", "leave_open"),
    "option": ("step", "title", "hours", "cost", "weeks", "at_work"),
}
HINTS: Mapping[str, str] = {
    "behind": "Nothing to fill in: what is left of the plan is laid from today on.",
    "away": "Nothing is planned on these days. What lay there moves, and as little else as can be.",
    "pause": "A pause moves dates and breaks nothing. Until it ends, Cairn asks nothing of you.",
    "hours": "From this week on. What was done stays done.",
    "money": "What is begun is paid; the rest has to fit what is left.",
    "date": "An earlier date may not fit; then you see what would make it.",
    "longer": "Of a step under way: hours beyond what the log says is left.",
    "later": "A course put off, an answer that is late.",
    "drop": "Another way to the same is looked for, or what it closes stays open.",
    "option": "It takes the place of a step and brings what that one would have brought.",
}
_WORDS = dict(ChangeForm.KINDS)


# ------------------------------------------------------------------ saying what changed


def _steps(person: Person, run: Run) -> list[tuple[str, str]]:
    """The steps that are not finished, by title."""
    record = recording.read_record(person, run)
    done = {one.step for one in record.tasks if record.stands(one).standing == "finished"}
    steps = kept_plan(run).record["plan"]["steps"]
    return [(one["id"], one["title"]) for one in steps if one["id"] not in done]


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Choose what has changed, fill in what it asks for, and have the plan healed."""
    person = person_of(request)
    run = latest_plan(person)
    if run is None:
        return redirect("/begin/")
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if request.method == "GET" and kind not in FIELDS:
        return render(request, "cairn_web/change.html", _choices(person, run))
    form = ChangeForm(request.POST or None, steps=_steps(person, run), initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = adapting.start_adapting(
                person=person, changes=changes_of(form.cleaned_data), reason=_reason(form.cleaned_data)
            )
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"/begin/waiting/{made.pk}/")
    if kind not in FIELDS:
        return render(request, "cairn_web/change.html", {**_choices(person, run), "form": form}, status=422)
    context = {
        "form": form,
        "kind": kind,
        "title": _WORDS[kind],
        "hint": HINTS[kind],
        "fields": [form[name] for name in (*FIELDS[kind], *_common(kind, run))],
    }
    return render(request, "cairn_web/change_one.html", context, status=422 if form.errors else 200)


def _common(kind: str, run: Run) -> tuple[str, ...]:
    has_date = kind != "date" and kept_plan(run).record["terms"]["deadline"] is not None
    return ("reason", "deadline_moves") if has_date else ("reason",)


def _choices(person: Person, run: Run) -> dict[str, Any]:
    running = person.runs.filter(kind=RunKind.ADAPT, state=RunState.RUNNING).order_by("-id").first()
    done = person.runs.filter(kind=RunKind.ADAPT, state=RunState.DONE, verdict="", base=run)
    waiting = done.defer("result").order_by("-id").first()
    if waiting is not None and "no" in waiting.summary["proposal"]:
        waiting = None
    return {
        "choices": [(key, _WORDS[key], HINTS[key]) for key in FIELDS],
        "running": running,
        "proposal": waiting,
    }


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What a link from a suggestion or a finding fills in."""
    told = {name: request.GET[name] for name in ("step", "more_hours", "deadline") if request.GET.get(name)}
    return {"kind": request.GET.get("kind", ""), "first": clock.today(), "deadline_moves": False, **told}


def _reason(said: Mapping[str, Any]) -> str:
    return said["reason"] or _WORDS[said["kind"]]


def changes_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a form says, as plain JSON for the child; see `cairn_web.jobs.changing`."""
    told: dict[str, Any] = {}
    match said["kind"]:
        case "away" | "pause":
            told["away"] = [[said["first"].isoformat(), said["last"].isoformat()]]
        case "hours":
            told |= {
                name: said[name] for name in ("hours_per_week", "hours_at_work") if said[name] is not None
            }
        case "money":
            told["budget"] = "none" if said["is_without_budget"] else str(said["budget"])
        case "date":
            told["deadline"] = "none" if said["is_without_deadline"] else said["deadline"].isoformat()
        case "longer":
            told["slips"] = [{"step": said["step"], "hours": said["more_hours"]}]
        case "later":
            told["later"] = [{"step": said["step"], "day": said["begins"].isoformat()}]
        case "drop":
            told["drops"] = [{"step": said["step"], "leave_open": bool(said["leave_open"])}]
        case "option":
            told["options"] = [_way(said)]
    if said["deadline_moves"]:
        told["deadline_moves"] = True
    return told


def _way(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"own:{slugify(said['title'])[:80] or 'way'}",
        "title": said["title"],
        "hours": said["hours"],
        "cost": str(said["cost"] or 0),
        "weeks": said["weeks"] or 0,
        "at_work": said["at_work"],
        "instead_of": said["step"],
    }


# ------------------------------------------------------------------ agreed with others


@require_http_methods(["GET", "POST"])
def agreed(request: HttpRequest) -> HttpResponse:
    """Say which steps are agreed with others: they move last."""
    person = person_of(request)
    run = latest_plan(person)
    if run is None:
        return redirect("/begin/")
    record = recording.read_record(person, run)
    mine = [one for one in record.tasks if one.step]
    if request.method == "POST":
        adapting.set_agreed(person=person, tasks=mine, agreed=set(request.POST.getlist("step")))
        messages.success(request, "Kept; what you agreed with others moves last.")
        return redirect("/plan/change/")
    held = set(adapting.commitments_of(record, run))
    lines = [(one, one.step in held) for one in mine if record.stands(one).standing in {"open", "started"}]
    return render(request, "cairn_web/agreed.html", {"lines": lines})
