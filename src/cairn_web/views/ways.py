"""Ways to learn: why one was chosen, what else there is, and what another would change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError
from cairn.report.phrases import day_text
from cairn_web.models import Person, Run
from cairn_web.services import planning, trying, wishes
from cairn_web.store import KeptPlan, kept_plan, latest_plan
from cairn_web.views.access import person_of
from cairn_web.views.plan import plan_or_begin

Json = dict[str, Any]
_SHOWN_OTHERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """A way to learn; `skill` is the gap it is listed under."""

    id: str
    skill: str
    title: str
    kind: str
    facts: str
    proves: str
    coverage: str
    why: str
    instead_of: str
    is_chosen: bool
    is_wanted: bool
    can_refuse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """What would close one gap: the ways chosen, then the others by what they close an hour."""

    skill: str
    label: str
    asks: str
    chosen: tuple[OptionLine, ...]
    others: tuple[OptionLine, ...]
    more: int = 0


def option_groups(plan: KeptPlan, wanted: Mapping[str, str], kind: str = "") -> tuple[OptionGroup, ...]:
    """The ways to learn for each open gap: the chosen ones, then the others by what they close an hour.

    With a `kind` only others of that kind are listed.
    """
    gaps = {one["skill"]: one for one in plan.record["gap"]["skills"] if one["size"]["value"] > 0}
    steps = {one["option"]: one for one in plan.record["plan"]["steps"]}
    groups = []
    for skill, gap in gaps.items():
        fit = [way for way in plan.options if any(lifted == skill for lifted, _ in way["lifts"])]
        ranked = sorted(fit, key=lambda way: (-_closed(way, gaps) / max(way["hours"], 1), way["cost"]))
        lines = [
            _option_line(way, skill, steps, plan, gaps, is_wanted=wanted.get(skill) == way["id"])
            for way in ranked
        ]
        others = [line for line in lines if not line.is_chosen and kind in {"", line.kind}]
        groups.append(
            OptionGroup(
                skill=skill,
                label=gap["label"],
                asks=f"from {gap['held']['value']:.1f} to {gap['required']['value']:g}",
                chosen=_distinct([line for line in lines if line.is_chosen]),
                others=_distinct(others),
            )
        )
    return tuple(groups)


def _shortened(group: OptionGroup) -> OptionGroup:
    """A gap with the best of its other ways; all of them stand on its own page."""
    shown, more = group.others[:_SHOWN_OTHERS], len(group.others) - _SHOWN_OTHERS
    return replace(group, others=shown, more=max(more, 0))


def _closed(way: Json, gaps: Mapping[str, Json]) -> float:
    """How many levels of the open gaps a way would close, all of them together."""
    gains = (
        min(end, gaps[skill]["required"]["value"]) - gaps[skill]["held"]["value"]
        for skill, end in way["lifts"]
        if skill in gaps
    )
    return float(sum(gain for gain in gains if gain > 0))


def kinds_of(plan: KeptPlan) -> tuple[tuple[str, str, int], ...]:
    """The kinds of ways there are besides what was chosen, in words, with how many."""
    found = Counter({one["id"]: one["kind"] for one in plan.options if not one["is_chosen"]}.values())
    return tuple((kind, kind.replace("_", " "), count) for kind, count in sorted(found.items()))


def _distinct(lines: list[OptionLine]) -> tuple[OptionLine, ...]:
    return tuple({line.id: line for line in reversed(lines)}.values())[::-1]


def _option_line(
    way: Json,
    skill: str,
    steps: Mapping[str, Json],
    plan: KeptPlan,
    gaps: Mapping[str, Json],
    *,
    is_wanted: bool,
) -> OptionLine:
    step = steps.get(way["id"], {}) if way["is_chosen"] else {}
    cost = f"{way['cost']:,.0f} {plan.record['terms']['currency']}" if way["cost"] else "free"
    end = max((end for lifted, end in way["lifts"] if lifted == skill), default=0)
    facts = [way["kind"].replace("_", " "), f"{way['hours']:.0f} h", cost, f"to {end:g}", way["provider"]]
    return OptionLine(
        id=way["id"],
        skill=skill,
        title=way["title"],
        kind=way["kind"],
        facts=" · ".join(one for one in facts if one),
        proves=way["proves"],
        coverage=f"closes {_closed(way, gaps):.1f} levels of your gaps",
        why=step.get("why", ""),
        instead_of=step.get("instead_of", ""),
        is_chosen=way["is_chosen"],
        is_wanted=is_wanted,
        can_refuse=way["origin"] == "option",
    )


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Ways to learn for each gap, why one was chosen, and what else there is."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None:
        return redirect("/begin/")
    kinds, kind, skill = kinds_of(found[1]), request.GET.get("kind", ""), request.GET.get("gap", "")
    groups = option_groups(found[1], wishes.wanted_ways(person), kind)
    one_gap = tuple(one for one in groups if one.skill == skill)
    context = {
        "groups": one_gap or tuple(map(_shortened, groups)),
        "is_one_gap": bool(one_gap),
        "refused": person.refused.order_by("title"),
        "kinds": kinds,
        "kind": kind,
        "all": sum(count for _, _, count in kinds),
    }
    return render(request, "cairn_web/options.html", context)


# ------------------------------------------------------------------ another one on trial


@require_POST
def begin_trial(request: HttpRequest) -> HttpResponse:
    """Work out what another way to learn would change; nothing is changed yet."""
    person = person_of(request)
    change = _change_of(request, person)
    try:
        run = trying.start_trial(person=person, change=change)
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect("/plan/options/")
    return redirect(f"/begin/waiting/{run.pk}/")


def _change_of(request: HttpRequest, person: Person) -> dict[str, str]:
    """The change that a button asks for, of options the plan or the person knows."""
    kind = next((one for one in trying.KINDS if request.POST.get(one)), "")
    if not kind:
        raise Http404
    skill, _, option = request.POST[kind].rpartition(" ")
    refused = dict(person.refused.values_list("option", "title"))
    found = plan_or_begin(person)
    known = {one["id"]: one for one in found[1].options} if found else {}
    if option not in (refused if kind == "allow" else known):
        raise Http404
    if kind == "allow":
        return {"kind": kind, "option": option, "title": refused[option]}
    change = {"kind": kind, "option": option, "title": str(known[option]["title"])}
    if kind == "leave":
        return change
    if skill not in {lift for lift, _ in known[option]["lifts"]}:
        raise Http404
    return change | {"skill": skill, "instead": _instead(known, skill, option)}


def _instead(known: Mapping[str, Json], skill: str, option: str) -> str:
    """The title of what now brings a skill, where it is one thing."""
    now = [
        one["title"]
        for one in known.values()
        if one["is_chosen"] and one["id"] != option and any(lift == skill for lift, _ in one["lifts"])
    ]
    return str(now[0]) if len(now) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """Two plans side by side: what is, and what a change would make of it."""

    title: str
    verdict: str
    is_good: bool
    differences: tuple[planning.Difference, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]
    is_missed: bool


def trial_page(plan: Run, trial: Run) -> TrialPage:
    """What would change, in words and dates."""
    now, then = kept_plan(plan).record, kept_plan(trial).record
    before = {one["id"]: one for one in now["plan"]["steps"]}
    after = {one["id"]: one for one in then["plan"]["steps"]}
    change = trial.summary["change"]
    chosen = {one["option"] for one in then["plan"]["steps"]}
    fits = bool(trial.summary["fits"])
    return TrialPage(
        title=trying.words_of(change),
        verdict="It still fits" if fits else "It does not fit your hours, money and dates",
        is_good=fits,
        differences=planning.compare_plans(plan, trial),
        added=tuple(one["title"] for key, one in after.items() if key not in before),
        gone=tuple(one["title"] for key, one in before.items() if key not in after),
        moved=tuple(
            (one["title"], _day(before[key]), _day(one))
            for key, one in after.items()
            if key in before and before[key]["last"] != one["last"]
        ),
        is_missed=change["kind"] == "take" and change["option"] not in chosen,
    )


def _day(step: Json) -> str:
    return day_text(date.fromisoformat(step["last"])) if step["last"] else "no date"


@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, run: int) -> HttpResponse:
    """What a change would do, to take or to leave."""
    person = person_of(request)
    plan, tried = latest_plan(person), trying.trial_of(person, run)
    if plan is None or tried is None:
        raise Http404
    if request.method == "GET":
        return render(request, "cairn_web/trial.html", {"page": trial_page(plan, tried), "run": tried})
    if "take" not in request.POST:
        trying.drop_trial(person=person, run=tried)
        messages.info(request, "Left as it was.")
        return redirect("/plan/options/")
    try:
        trying.take_trial(person=person, run=tried)
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect("/plan/options/")
    messages.success(request, "Taken. The plan before stays in the history.")
    return redirect("/plan/")
