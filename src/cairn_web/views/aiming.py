"""The role to reach, what the plan must fit, and the start of planning."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError
from cairn_web.forms.visit import PostingForm, TermsForm
from cairn_web.models import Person
from cairn_web.services import ambition as ambitions
from cairn_web.services import people, planning, suggesting
from cairn_web.services.history import Conflict
from cairn_web.views.access import person_of, read_version
from cairn_web.views.visit import STEP_NAMES, show, status_of

_LONGEST_WORDS = 200


@require_http_methods(["GET", "POST"])
def ambition(request: HttpRequest) -> HttpResponse:
    """The role to reach."""
    person = person_of(request)
    if request.method == "POST" and {"star", "unstar"} & request.POST.keys():
        return _star(request)
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
    if request.htmx:  # type: ignore[attr-defined]
        words = request.GET.get("q", "")[:_LONGEST_WORDS]
        return render(request, "cairn_web/_roles.html", _search(words))
    context = _ways_to_a_role(request, person) | {"form": form, "person": person}
    return show(request, "ambition", "ambition", context, status=status_of(form))


def _star(request: HttpRequest) -> HttpResponse:
    """Watch a role or no longer, and stay where it was asked for."""
    if "unstar" in request.POST:
        ambitions.unstar_role(role=request.POST["unstar"])
    else:
        ambitions.star_role(role=request.POST["star"], words=request.POST.get("note"))
    place = "watched" if "note" in request.POST else "near" if "help" in request.GET else "roles"
    return redirect(f"{request.get_full_path()}#{place}")


def _search(words: str) -> dict[str, Any]:
    """The roles found, and whom the installed ones among them are owed to."""
    cards = ambitions.search_roles(words)
    credit = tuple(dict.fromkeys(one.credit for one in cards if one.credit))
    return {"words": words, "cards": cards, "credits": credit}


def _ways_to_a_role(request: HttpRequest, person: Person) -> dict[str, Any]:
    words, interests = (request.GET.get(name, "")[:_LONGEST_WORDS] for name in ("q", "interests"))
    is_asked = "help" in request.GET
    watched = ambitions.watched_roles()
    return _search(words) | {
        "interests": interests,
        "lists": _lists(suggesting.suggest_roles(suggesting.known_of(person), interests)) if is_asked else (),
        "is_asked": is_asked,
        "has_resume": hasattr(person, "resume"),
        "current": getattr(person, "ambition", None),
        "watched": watched,
        "starred": {one.id for one in watched},
    }


def _lists(found: suggesting.Suggestions) -> tuple[tuple[str, str, tuple[suggesting.Suggestion, ...]], ...]:
    """The lists that hold anything, with what each goes by."""
    lists = (
        (
            "Close to what interests you",
            "By the words you share with what they are and ask.",
            found.interesting,
        ),
        (
            "Near what you can do",
            "By how much of what they ask you show already.",
            found.near,
        ),
        (
            "More of what you enjoy",
            "By how much of them is what you said you like.",
            found.liked,
        ),
    )
    return tuple(one for one in lists if one[2])


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
        "free_times": person.free_times,
        "protected_times": person.protected_times,
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
        "free_times": said["free_times"],
        "protected_times": said["protected_times"],
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
    missing = [STEP_NAMES[one] for one in ("resume", "ambition") if one not in done]
    return show(request, "plan", "ready", {"person": person, "missing": missing})
