"""The roadmap as an outline: from each step the chain up to the ambition."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cairn.report.phrases import day_text
from cairn_web.views.access import person_of
from cairn_web.views.plan import plan_or_begin


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
        "dates": first if first == last else f"{first} to {last}",
        "resources": " · ".join(
            word for word in (f"{one['hours']['value']:.0f} h", cost, one["provider"]) if word
        ),
        "after": [titles.get(name, name) for name in one["after"]],
        "gaps": [lift["label"] for lift in one["lifts"]],
        "why": one["why"],
        "first_step": one["first_step"],
        "done_when": one["done_when"],
        "slack": one["slack_weeks"],
        "why_now": one.get("why_now", ""),
        "instead_of": one.get("instead_of", ""),
    }
