"""What is missing: each requirement against what is held, in one's own order if one wants."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from cairn.errors import CairnError
from cairn.report.document import Figure, LevelRow
from cairn.report.renderers.charts import level_scale
from cairn_web.forms.planning import OwnSkillForm
from cairn_web.models import Person
from cairn_web.services import planning, wishes
from cairn_web.store import KeptPlan
from cairn_web.views.access import person_of
from cairn_web.views.plan import plan_again, plan_or_begin
from cairn_web.views.telling import tell_part, tell_section

Json = dict[str, Any]
KIND_WORDS = {
    "acquire": "new to you",
    "enhance": "to deepen",
    "practise": "to practise and show",
    "unknown": "not known yet",
    "none": "covered",
}
TYPE_WORDS = {
    "hard": "skills and tools",
    "tool": "skills and tools",
    "language": "skills and tools",
    "knowledge": "knowledge",
    "soft": "soft skills",
}
_OTHER = "skills and tools"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it is shown, and where it opens."""

    shown: str
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One requirement against what is held."""

    skill: str
    label: str
    kind: str
    type: str
    scale: SafeString
    held: Number
    likely: str
    required: Number
    priority: Number
    hours: Number | None
    reason: str
    is_open: bool
    is_essential: bool
    is_own: bool


def gap_lines(person: Person, plan: KeptPlan) -> tuple[GapLine, ...]:
    """The gaps in the person's own order where they gave one, else by priority."""
    places = {one.skill: one.position for one in person.gap_order.all()}
    own = {one.skill for one in wishes.own_skills(person)}
    lines = [_gap_line(one, plan, is_own=one["skill"] in own) for one in plan.record["gap"]["skills"]]
    return tuple(sorted(lines, key=lambda one: (not one.is_open, places.get(one.skill, len(places) + 1))))


def _gap_line(one: Json, plan: KeptPlan, *, is_own: bool) -> GapLine:
    held, effort = one["held"], one["effort"]
    low, high = held.get("low", held["value"]), held.get("high", held["value"])
    ends = effort.get("low", effort["value"]), effort.get("high", effort["value"])
    is_open = one["size"]["value"] > 0
    return GapLine(
        skill=one["skill"],
        label=one["label"],
        kind=KIND_WORDS[one["kind"]],
        type=TYPE_WORDS.get(plan.skill_kinds.get(one["skill"], ""), _OTHER),
        scale=_scale(one, plan),
        held=_number(held, f"{held['value']:.1f}"),
        likely=f"{low:.1f}–{high:.1f}",
        required=_number(one["required"], f"{one['required']['value']:.1f}"),
        priority=_number(one["priority"], f"{one['priority']['value']:.1f}"),
        hours=_number(effort, f"{ends[0]:.0f}–{ends[1]:.0f} h") if is_open else None,
        reason=one["reason"],
        is_open=is_open,
        is_essential=one["is_essential"],
        is_own=is_own,
    )


def _number(told: Json, shown: str) -> Number:
    return Number(shown=shown, target=told["derivation"])


def _scale(one: Json, plan: KeptPlan) -> SafeString:
    """The picture of a gap, drawn once a plan."""
    key = f"scale:{one['skill']}"
    if key not in plan.fragments:
        held, required = (
            Figure(shown="", derivation=plan.numbers.entries[one[name]["derivation"]].derivation)
            for name in ("held", "required")
        )
        row = LevelRow(
            label=one["label"],
            held=held,
            low=one["held"].get("low", one["held"]["value"]),
            high=one["held"].get("high", one["held"]["value"]),
            required=required,
            text=(),
            is_unknown=one["kind"] == "unknown",
        )
        plan.fragments[key] = level_scale(row)
    return mark_safe(plan.fragments[key])  # noqa: S308 - the drawer escapes every word


# ------------------------------------------------------------------ views by kind and by type


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One view of the gaps, with how many it shows; the counts of a row add up to its first."""

    words: str
    count: int
    query: str
    is_here: bool


def choices_of(lines: tuple[GapLine, ...], *, name: str, chosen: str, other: str) -> tuple[Choice, ...]:
    """The views by kind or by type, among the gaps that the other choice leaves."""
    beside = "type" if name == "kind" else "kind"
    kept = [one for one in lines if other in {"", getattr(one, beside)}]
    words = dict.fromkeys((KIND_WORDS if name == "kind" else TYPE_WORDS).values())
    counts = {one: sum(getattr(line, name) == one for line in kept) for one in words}
    rest = f"&{beside}={other}" if other else ""
    first = Choice(words="all", count=len(kept), query=f"?{rest.lstrip('&')}", is_here=not chosen)
    return (
        first,
        *(
            Choice(words=one, count=count, query=f"?{name}={one}{rest}", is_here=one == chosen)
            for one, count in counts.items()
            if count or one == chosen
        ),
    )


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest) -> HttpResponse:
    """The gap matrix, in one's own order if one wants."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    if request.method == "POST":
        order = [one.skill for one in gap_lines(person, found[1]) if one.is_open]
        is_up = "up" in request.POST
        skill = request.POST.get("up" if is_up else "down", "")
        planning.move_gap(person=person, skills=order, skill=skill, is_up=is_up)
        return redirect(f"/plan/gap/#{skill}")
    return _show(request, person, found[1], OwnSkillForm())


def _show(
    request: HttpRequest, person: Person, plan: KeptPlan, form: OwnSkillForm, *, status: int = 200
) -> HttpResponse:
    lines = gap_lines(person, plan)
    kind, kind_type = request.GET.get("kind", ""), request.GET.get("type", "")
    shown = [one for one in lines if kind in {"", one.kind} and kind_type in {"", one.type}]
    score = plan.record["gap"]["match_score"]
    seen = tuple((one.skill, one.is_own) for one in shown)
    context = {
        "table": tell_part(plan, "_gaps", lambda: {"lines": shown}, seen=seen) if shown else "",
        "rows": (
            ("Kinds", choices_of(lines, name="kind", chosen=kind, other=kind_type)),
            ("Types of skill", choices_of(lines, name="type", chosen=kind_type, other=kind)),
        ),
        "strengths": tell_section(plan, "strengths"),
        "score": _number(score, f"{100 * score['value']:.0f} %"),
        "own": wishes.own_skills(person),
        "form": form,
        "own_form": render_to_string("cairn_web/_own.html", {"form": form})
        if form.is_bound
        else tell_part(plan, "_own", lambda: {"form": form}),
        "role": plan.record["target"]["title"],
    }
    return render(request, "cairn_web/gap.html", context, status=status)


# ------------------------------------------------------------------ gaps of one's own


@require_POST
def add_own(request: HttpRequest) -> HttpResponse:
    """Add a skill that the role may not ask for, and plan with it."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    form = OwnSkillForm(request.POST)
    if form.is_valid():
        try:
            wishes.add_own(person=person, wish=form.wish())
        except CairnError as refusal:
            form.add_error("words", str(refusal))
        else:
            return plan_again(request, person, f"“{form.wish().label}” added")
    return _show(request, person, found[1], form, status=422)


@require_POST
def drop_own(request: HttpRequest) -> HttpResponse:
    """Take a skill of one's own out again, and plan without it."""
    person = person_of(request)
    change = wishes.drop_own(person=person, skill=request.POST.get("skill", ""))
    if change is None:
        messages.info(request, "This skill was taken out already.")
        return redirect("/plan/gap/")
    return plan_again(request, person, "a skill of my own taken out")
