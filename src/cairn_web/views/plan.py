"""The plan: the answer first, then what is missing, this week, the roadmap."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn import report
from cairn.errors import CairnError
from cairn.report.phrases import day_text
from cairn_web import clock
from cairn_web.models import Person, Run, RunKind, RunState
from cairn_web.services import history, planning, tasks
from cairn_web.store import KeptPlan, kept_plan, latest_plan
from cairn_web.views.access import person_of
from cairn_web.views.sessions import SessionLine, read_ticks, this_week
from cairn_web.views.telling import ROADMAP, number_page, tell_blocks, tell_gaps, tell_lede, tell_section

_SHOWN_QUESTIONS = 3
DETAILS = ("person", "strengths", "choices", "milestones", "load", "resources", "proof", "assumptions")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question with its answers."""

    key: str
    text: str
    consequence: str
    answers: tuple[tuple[str, str], ...]


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
    week: tuple[SessionLine, ...]
    week_title: str
    questions: tuple[QuestionLine, ...]
    more_questions: int
    is_stale: bool
    is_taken: bool
    differences: tuple[planning.Difference, ...]
    health: tuple[str, ...]


def plan_or_begin(person: Person) -> tuple[Run, KeptPlan] | None:
    """The newest plan; None where there is none yet."""
    run = latest_plan(person)
    return (run, kept_plan(run)) if run else None


def page_of(person: Person, run: Run, plan: KeptPlan) -> PlanPage:
    """The plan page's data."""
    document, record = plan.document, plan.record
    week, week_title = this_week(person, plan, clock.today())
    before = planning.plan_before(person, run)
    return PlanPage(
        run=run,
        title=document.title,
        eyebrow=document.eyebrow,
        lede=tell_lede(plan),
        answer=tell_section(plan, "answer"),
        conflict=tell_section(plan, "conflict"),
        gaps=tell_gaps(plan),
        roadmap=tell_blocks(plan, "roadmap", ROADMAP),
        week=week,
        week_title=week_title,
        questions=tuple(map(_question, record["questions"][:_SHOWN_QUESTIONS])),
        more_questions=max(len(record["questions"]) - _SHOWN_QUESTIONS, 0),
        is_stale=planning.is_stale(person, run),
        is_taken=person.goals.filter(is_from_plan=True, role=run.summary["role"], removed_at=None).exists(),
        differences=planning.compare_plans(before, run) if before else (),
        health=find_missing(person, record),
    )


def _question(one: dict[str, Any]) -> QuestionLine:
    answers = tuple((given["answer"], given["means"]) for given in one["answers"])
    return QuestionLine(key=one["key"], text=one["text"], consequence=one["consequence"], answers=answers)


def find_missing(person: Person, record: dict[str, Any]) -> tuple[str, ...]:
    """What a whole plan has and this one lacks, in sentences that say what to do."""
    letters = [one for one in record["goal"]["findings"] if not one["passed"]]
    said = [f"{one['sentence']} {one['hint']}".strip() for one in letters]
    if not record["milestones"]:
        said.append("It has no milestone.")
    if not person.goals.filter(removed_at=None).exists():
        said.append("No goal is kept yet: keep this plan, and its goal and steps become yours to tick off.")
    if not record["terms"]["away"]:
        said.append("No days away are set; a plan without a holiday is seldom kept.")
    if record["terms"]["deadline"] is None:
        said.append("No date is set to be ready by.")
    return tuple(said)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The plan."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        running = person.runs.filter(kind=RunKind.PLAN, state=RunState.RUNNING).order_by("-id").first()
        return redirect(f"/begin/waiting/{running.pk}/" if running else "/begin/")
    return render(request, "cairn_web/plan.html", {"page": page_of(person, *found)})


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


# ------------------------------------------------------------------ gap and options


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One requirement against what is held."""

    skill: str
    label: str
    kind: str
    held: str
    likely: str
    required: str
    priority: str
    hours: str
    reason: str
    is_open: bool
    is_essential: bool


KIND_WORDS = {
    "acquire": "new to you",
    "enhance": "to deepen",
    "practise": "to practise and show",
    "unknown": "not known yet",
    "none": "covered",
}


def gap_lines(person: Person, record: dict[str, Any]) -> tuple[GapLine, ...]:
    """The gaps in the person's own order where they gave one, else by priority."""
    places = {one.skill: one.position for one in person.gap_order.all()}
    lines = [_gap_line(one) for one in record["gap"]["skills"]]
    return tuple(sorted(lines, key=lambda one: (not one.is_open, places.get(one.skill, len(places) + 1))))


def _gap_line(one: dict[str, Any]) -> GapLine:
    held, effort = one["held"], one["effort"]
    low, high = held.get("low", held["value"]), held.get("high", held["value"])
    is_open = one["size"]["value"] > 0
    ends = effort.get("low", effort["value"]), effort.get("high", effort["value"])
    return GapLine(
        skill=one["skill"],
        label=one["label"],
        kind=KIND_WORDS[one["kind"]],
        held=f"{held['value']:.1f}",
        likely=f"{low:.1f}–{high:.1f}",
        required=f"{one['required']['value']:.1f}",
        priority=f"{one['priority']['value']:.2f}",
        hours=f"{ends[0]:.0f}–{ends[1]:.0f} h" if is_open else "",
        reason=one["reason"],
        is_open=is_open,
        is_essential=one["is_essential"],
    )


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest) -> HttpResponse:
    """The gap matrix, in one's own order if one wants."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    lines = gap_lines(person, found[1].record)
    if request.method == "POST":
        order = [one.skill for one in lines if one.is_open]
        skill, is_up = request.POST.get("skill", ""), request.POST.get("move") == "up"
        planning.move_gap(person=person, skills=order, skill=skill, is_up=is_up)
        return redirect(f"/plan/gap/#{skill}")
    kind = request.GET.get("kind", "")
    shown = [one for one in lines if kind in {"", one.kind}]
    counts = [(words, sum(one.kind == words for one in lines)) for words in KIND_WORDS.values()]
    context = {
        "open": [one for one in shown if one.is_open],
        "covered": [one for one in shown if not one.is_open],
        "counts": [one for one in counts if one[1]],
        "kind": kind,
        "all": len(lines),
        "record": found[1].record["gap"],
        "strengths": tell_section(found[1], "strengths"),
        "score": f"{100 * found[1].record['gap']['match_score']['value']:.0f} %",
        "score_number": found[1].record["gap"]["match_score"]["derivation"],
    }
    return render(request, "cairn_web/gap.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """A way to learn."""

    id: str
    title: str
    kind: str
    facts: str
    proves: str
    why: str
    instead_of: str
    is_chosen: bool
    can_refuse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """What would close one gap: the ways chosen, then the others by hours."""

    label: str
    chosen: tuple[OptionLine, ...]
    others: tuple[OptionLine, ...]
    more: int


_SHOWN_OTHERS = 4


def option_groups(plan: KeptPlan) -> tuple[OptionGroup, ...]:
    """The ways to learn for each open gap, the chosen ones first."""
    steps = {one["option"]: one for one in plan.record["plan"]["steps"]}
    currency = plan.record["terms"]["currency"]
    groups = []
    for one in plan.record["gap"]["skills"]:
        if one["size"]["value"] <= 0:
            continue
        fit = [way for way in plan.options if any(skill == one["skill"] for skill, _ in way["lifts"])]
        lines = [_option_line(way, steps, currency) for way in sorted(fit, key=lambda way: way["hours"])]
        others = _distinct([line for line in lines if not line.is_chosen])
        groups.append(
            OptionGroup(
                label=one["label"],
                chosen=_distinct([line for line in lines if line.is_chosen]),
                others=others[:_SHOWN_OTHERS],
                more=max(len(others) - _SHOWN_OTHERS, 0),
            )
        )
    return tuple(groups)


def _distinct(lines: list[OptionLine]) -> tuple[OptionLine, ...]:
    return tuple({line.id: line for line in reversed(lines)}.values())[::-1]


def _option_line(way: dict[str, Any], steps: dict[str, Any], currency: str) -> OptionLine:
    step = steps.get(way["id"], {}) if way["is_chosen"] else {}
    cost = f"{way['cost']:,.0f} {currency}" if way["cost"] else "free"
    facts = [way["kind"].replace("_", " "), f"{way['hours']:.0f} h", cost, way["provider"]]
    return OptionLine(
        id=way["id"],
        title=way["title"],
        kind=way["kind"],
        facts=" · ".join(one for one in facts if one),
        proves=way["proves"],
        why=step.get("why", ""),
        instead_of=step.get("instead_of", ""),
        is_chosen=way["is_chosen"],
        can_refuse=way["origin"] == "option",
    )


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Ways to learn for each gap, why one was chosen, and what else there is."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    groups, refused = option_groups(found[1]), person.refused.order_by("title")
    return render(request, "cairn_web/options.html", {"groups": groups, "refused": refused})


# ------------------------------------------------------------------ changing the plan


def _replan(request: HttpRequest, person: Person, reason: str) -> HttpResponse:
    try:
        run = planning.start_plan(person=person, reason=reason)
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect("/plan/")
    return redirect(f"/begin/waiting/{run.pk}/")


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Plan again with what is known now."""
    return _replan(request, person_of(request), "made anew")


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a question where it stands, and plan again."""
    person = person_of(request)
    given = [(key[2:], held) for key, held in request.POST.items() if key.startswith("q-") and held]
    for key, held in given:
        planning.answer_question(person=person, key=key, answer=held)
    if not given:
        messages.info(request, "Nothing was answered, so the plan stays as it is.")
        return redirect("/plan/#questions")
    return _replan(request, person, f"{len(given)} question{'s' if len(given) > 1 else ''} answered")


@require_POST
def swap(request: HttpRequest) -> HttpResponse:
    """Plan without a way to learn, or with it again."""
    person = person_of(request)
    option, title = request.POST.get("option", ""), request.POST.get("title", "")
    if request.POST.get("allow"):
        planning.allow_option(person=person, option=option)
        return _replan(request, person, f"with “{title}” again")
    found = plan_or_begin(person)
    known = {one["id"]: one["title"] for one in found[1].options} if found else {}
    if option not in known:
        raise Http404
    planning.refuse_option(person=person, option=option, title=known[option])
    return _replan(request, person, f"without “{known[option]}”")


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
    tasks.tick_sessions(person=person_of(request), shown=shown, done=done)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    back = "/today/" if request.POST.get("from") == "today" else "/plan/"
    return redirect(back)


# ------------------------------------------------------------------ history


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan as the history lists it."""

    pk: int
    made: str
    title: str
    reason: str
    facts: str
    differences: tuple[planning.Difference, ...]


@require_GET
def past(request: HttpRequest) -> HttpResponse:
    """Every plan with its reason, and every change."""
    person = person_of(request)
    plans = planning.plans_of(person)
    lines = [
        PlanLine(
            pk=run.pk,
            made=f"{day_text(run.made_at.date())}, {run.made_at:%H:%M} UTC",
            title=run.summary["title"],
            reason=run.reason or "first plan",
            facts=f"{run.summary['hours']:,} h · {run.summary['cost']:,} {run.summary['currency']}",
            differences=planning.compare_plans(plans[at + 1], run) if at + 1 < len(plans) else (),
        )
        for at, run in enumerate(plans)
    ]
    changes = person.changes.order_by("-id")[:60]
    return render(request, "cairn_web/history.html", {"plans": lines, "changes": changes})


@require_POST
def undo(request: HttpRequest, change: int) -> HttpResponse:
    """Take a change back."""
    told = history.undo(person=person_of(request), change=change)
    messages.success(request, told)
    back = request.POST.get("back", "/plan/history/")
    return redirect(back if back.startswith("/") and not back.startswith("//") else "/")


# ------------------------------------------------------------------ carrying away


_KINDS = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "plan.md": "text/markdown; charset=utf-8",
    "plan.ics": "text/calendar; charset=utf-8",
    "plan.json": "application/json",
}


@require_GET
def download(request: HttpRequest, name: str) -> HttpResponse:
    """One of the five files of a plan."""
    found = plan_or_begin(person_of(request))
    if found is None or name not in _KINDS:
        raise Http404
    response = HttpResponse(_file(found[1], name), content_type=_KINDS[name])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(plan: KeptPlan, name: str) -> bytes | str:
    match name:
        case "report.html":
            return report.render_html(plan.document)
        case "report.pdf":
            return report.render_pdf(plan.document)[0]
        case "plan.md":
            return report.render_markdown(plan.document)
        case "plan.ics":
            return plan.calendar
    told = json.dumps({"made_by": "cairn plan", **plan.record}, ensure_ascii=False, indent=1)
    return told + "\n"


@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    """The steps as outline: from each, the chain up to the ambition."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    record = found[1].record
    titles = {one["id"]: one["title"] for one in record["plan"]["steps"]}
    lines = [_outline(one, titles, record) for one in record["plan"]["steps"]]
    context = {
        "lines": sorted(lines, key=lambda one: one["first"]),
        "goal": record["goal"]["statement"],
        "role": record["target"]["title"],
        "relevance": record["goal"]["relevance"],
    }
    return render(request, "cairn_web/steps.html", context)


def _outline(one: dict[str, Any], titles: dict[str, str], record: dict[str, Any]) -> dict[str, Any]:
    first, last = (day_text(date.fromisoformat(one[key])) if one[key] else "" for key in ("first", "last"))
    cost = f"{one['cost']['value']:,.0f} {record['terms']['currency']}" if one["cost"]["value"] else "free"
    return {
        "first": one["first"] or "",
        "title": one["title"],
        "dates": f"{first} to {last}",
        "resources": " · ".join(
            word for word in (f"{one['hours']['value']:.0f} h", cost, one["provider"]) if word
        ),
        "after": [titles.get(name, name) for name in one["after"]],
        "gaps": [lift["label"] for lift in one["lifts"]],
        "why": one["why"],
        "first_step": one["first_step"],
        "done_when": one["done_when"],
        "slack": one["slack_weeks"],
    }
