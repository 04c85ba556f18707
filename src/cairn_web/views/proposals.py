"""A proposal as a difference: nothing holds until it is taken, whole, in part, or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError
from cairn.report.phrases import day_text
from cairn_web.models import Person, Run, RunKind, RunState
from cairn_web.services import adapting
from cairn_web.services.history import Conflict
from cairn_web.views.access import owned, person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One change of the plan; `shift` says how far its end moves."""

    step: str
    title: str
    was: str
    now: str
    shift: str
    is_with_others: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroup:
    """The changes of one kind."""

    title: str
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of the plan before and after."""

    name: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """A proposal as a difference: nothing holds until it is taken."""

    pk: int
    reason: str
    facts: tuple[Fact, ...]
    groups: tuple[ItemGroup, ...]
    risk: str
    proof: str
    earlier: str
    left_open: tuple[str, ...]
    unsettled: tuple[str, ...]
    go_with: tuple[str, ...]
    has_parts: bool


_KINDS = (
    ("moved", "Moved"),
    ("added", "New in the plan"),
    ("dropped", "No longer in the plan"),
    ("touched", "Under way, goes on"),
)


def proposal_page(run: Run, settled: Run | None) -> ProposalPage:
    """The proposal's data; `settled` is an attempt to take some of it that did not go together."""
    told = run.summary["proposal"]
    base = run.base
    chosen = _chosen(told, settled)
    titles = {one["step"]: one["label"] for one in told["items"]}
    attempt = settled.summary if settled else {}
    return ProposalPage(
        pk=run.pk,
        reason=run.reason,
        facts=_facts(base.summary if base else {}, told["summary"]),
        groups=_groups(told["items"], chosen),
        risk=_risk_words(told),
        proof=_proof_words(told),
        earlier=_earlier_words(told),
        left_open=tuple(told["left_open"]),
        unsettled=tuple(attempt.get("unsettled", ())),
        go_with=tuple(titles.get(one, one) for one in attempt.get("go_with", ())),
        has_parts=len(told["items"]) > 1,
    )


def _chosen(told: Mapping[str, Any], settled: Run | None) -> set[str]:
    if settled is None:
        return {one["step"] for one in told["items"]}
    return {*settled.summary.get("steps", ()), *settled.summary.get("go_with", ())}


def _groups(items: list[dict[str, Any]], chosen: set[str]) -> tuple[ItemGroup, ...]:
    found = []
    for kind, title in _KINDS:
        lines = tuple(_line(one, chosen) for one in items if one["kind"] == kind)
        if lines:
            found.append(ItemGroup(title=title, lines=lines))
    return tuple(found)


def _line(one: Mapping[str, Any], chosen: set[str]) -> ItemLine:
    was, now = (_span(one[key]) for key in ("was", "now"))
    return ItemLine(
        step=one["step"],
        title=one["label"],
        was=was,
        now=now,
        shift=_shift(one),
        is_with_others=one["is_with_others"],
        is_chosen=one["step"] in chosen,
    )


def _span(days: list[str] | None) -> str:
    if not days:
        return ""
    first, last = (date.fromisoformat(one) for one in days)
    return f"{day_text(first)} – {day_text(last)}" if first != last else day_text(first)


def _shift(one: Mapping[str, Any]) -> str:
    if not (one["was"] and one["now"]):
        return ""
    days = (date.fromisoformat(one["now"][1]) - date.fromisoformat(one["was"][1])).days
    if not days:
        return "ends when it did; its hours move"
    return f"ends {abs(days)} day{'s' * (abs(days) > 1)} {'later' if days > 0 else 'earlier'}"


def _facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Fact, ...]:
    if not before:
        return ()
    rows = []
    for name, key in (("Finish", "finish"), ("8 times in 10 by", "p80")):
        old, new = (date.fromisoformat(one[key]) for one in (before, after))
        days = (new - old).days
        note = f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "the same"
        rows.append(Fact(name=name, before=day_text(old), after=day_text(new), note=note))
    for name, key, unit in (("Work in all", "hours", "h"), ("Cost", "cost", after["currency"])):
        more = after[key] - before[key]
        note = f"{abs(more):,} {'more' if more > 0 else 'less'}" if more else "the same"
        rows.append(
            Fact(name=name, before=f"{before[key]:,} {unit}", after=f"{after[key]:,} {unit}", note=note)
        )
    return tuple(rows)


def _risk_words(told: Mapping[str, Any]) -> str:
    """What the change does to the finish, and to the room before the date."""
    weeks, slack = told["later"], told["slack"]
    said = "The work ends in the week it did."
    if weeks:
        said = f"The work ends {_weeks(abs(weeks))} {'later' if weeks > 0 else 'earlier'}."
    if slack is None:
        return said
    return f"{said} {_weeks(slack)} stay free before the date." if slack else f"{said} No week stays free."


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"


def _proof_words(told: Mapping[str, Any]) -> str:
    if not told["items"]:
        return "Nothing has to move."
    if told["bound"] >= told["weight"]:
        return "It is proved that no plan with these steps moves less."
    return "No plan that moves less was found in the time given; it is not proved that there is none."


def _earlier_words(told: Mapping[str, Any]) -> str:
    """What moving more would buy at most."""
    weeks = told["finish"] - told["earliest"]
    if told["earliest"] <= 0 or weeks <= 0:
        return ""
    return f"A plan made anew, with everything free to move, could end at most {_weeks(weeks)} earlier."


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a proposal, or answer it."""
    person = person_of(request)
    row = owned(Run, person, pk, kind=RunKind.ADAPT, state=RunState.DONE)
    if row.verdict:
        return redirect("/plan/versions/" if row.verdict == "taken" else "/plan/change/")
    told = row.summary["proposal"]
    if "no" in told:
        return render(request, "cairn_web/no_way.html", _no_context(row, told), status=200)
    if request.method == "POST":
        return _answer(request, person, row)
    settled = person.runs.filter(kind=RunKind.SETTLE, state=RunState.DONE, summary__proposal=row.pk)
    attempt = settled.order_by("-id").first() if "mend" in request.GET else None
    context = {"page": proposal_page(row, attempt)}
    return render(request, "cairn_web/proposal.html", context)


def _no_context(row: Run, told: Mapping[str, Any]) -> dict[str, Any]:
    no = told["no"]
    end = no.get("would_end")
    return {
        "row": row,
        "sentence": no["sentence"],
        "ways": no["ways_out"][:8],
        "would_end": day_text(date.fromisoformat(end)) if end else "",
    }


def _answer(request: HttpRequest, person: Person, row: Run) -> HttpResponse:
    if request.POST.get("answer") == "leave":
        adapting.decline_proposal(person=person, proposal=row)
        messages.info(request, "The plan stays just as it was.")
        return redirect("/plan/change/")
    steps = None if request.POST.get("answer") == "all" else request.POST.getlist("step")
    try:
        done = adapting.take_proposal(person=person, proposal=row, steps=steps)
    except Conflict:
        raise
    except CairnError as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"/plan/change/{row.pk}/")
    if done.run is not None:
        return redirect(f"/begin/waiting/{done.run.pk}/")
    messages.success(request, "Taken. The plan before it stays in the versions, and you can go back to it.")
    return redirect("/plan/versions/")


@require_GET
def settled(request: HttpRequest, pk: int) -> HttpResponse:
    """Where taking some of a proposal led: to the new plan, or back with what would mend it."""
    person = person_of(request)
    row = owned(Run, person, pk, kind=RunKind.SETTLE, state=RunState.DONE)
    if "made" in row.summary:
        messages.success(request, "Taken as you chose. The plan before it stays in the versions.")
        return redirect("/plan/versions/")
    return redirect(f"/plan/change/{row.summary['proposal']}/?mend=1")


@require_POST
def let_the_date_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the same again, with the date free to move."""
    person = person_of(request)
    row = owned(Run, person, pk, kind=RunKind.ADAPT)
    changes = {**row.summary.get("changes", {}), "deadline_moves": True}
    changes.pop("deadline", None)
    made = adapting.start_adapting(person=person, changes=changes, reason=row.reason)
    return redirect(f"/begin/waiting/{made.pk}/")
