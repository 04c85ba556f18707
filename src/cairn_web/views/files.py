"""The files of a plan, to take away."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cairn import report
from cairn.report.renderers.charts import resolved
from cairn.report.renderers.roadmap import roadmap_svg
from cairn_web.models import Person
from cairn_web.store import KeptPlan
from cairn_web.views.access import person_of
from cairn_web.views.plan import plan_or_begin
from cairn_web.views.telling import find_roadmap
from cairn_web.views.trail import write_mermaid

_KINDS = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "plan.md": "text/markdown; charset=utf-8",
    "plan.ics": "text/calendar; charset=utf-8",
    "plan.json": "application/json",
    "roadmap.svg": "image/svg+xml",
    "roadmap.mmd": "text/plain; charset=utf-8",
}


@require_GET
def download(request: HttpRequest, name: str) -> HttpResponse:
    """One of the files of a plan."""
    person = person_of(request)
    found = plan_or_begin(person)
    if found is None or name not in _KINDS:
        raise Http404
    content = _roadmap(person, found[1], name) if name.startswith("roadmap.") else _file(found[1], name)
    response = HttpResponse(content, content_type=_KINDS[name])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _roadmap(person: Person, plan: KeptPlan, name: str) -> str:
    chart = find_roadmap(plan, short_months=person.short_months, mid_months=person.mid_months)
    if chart is None:
        raise Http404
    return write_mermaid(chart, plan.document.title) if name.endswith("mmd") else resolved(roadmap_svg(chart))


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
