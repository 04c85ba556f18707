"""The smaller rooms: Me, Share."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.archive import export_archive
from cairn.errors import CairnError
from cairn_web.embedded import backups
from cairn_web.models import Ambition, RunKind, RunState
from cairn_web.services import carrying, people, planning
from cairn_web.store import latest_plan
from cairn_web.views.access import person_of
from cairn_web.views.rating import JOYS, LEVELS, kept_reading, lines_of

_SHOWN_SKILLS = 24
_MOST_ARCHIVE = 200_000_000


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page: today where there is a plan, else the first visit."""
    person = person_of(request)
    if latest_plan(person):
        return redirect("/today/")
    is_planning = person.runs.filter(kind=RunKind.PLAN, state=RunState.RUNNING).exists()
    return redirect("/plan/" if is_planning else "/begin/")


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What is known of the person."""
    person = person_of(request)
    levels, joys = dict(LEVELS), dict(JOYS)
    kept = kept_reading(person)
    found = lines_of(person, kept["skills"][:_SHOWN_SKILLS] if kept else ())
    lines = [(one, levels.get(one.level, ""), joys.get(one.joy, "")) for one in found]
    context = {
        "person": person,
        "lines": lines,
        "has_more_skills": len(found) == _SHOWN_SKILLS,
        "experiences": person.experiences.filter(removed_at=None).order_by("origin", "pk"),
        "resume": kept is not None,
        "ambition": Ambition.objects.filter(person=person).only("title").first(),
        "away": person.away.order_by("first"),
        "credentials": person.credentials.order_by("label"),
    }
    return render(request, "cairn_web/me.html", context)


# ------------------------------------------------------------------ share


@require_GET
def share(request: HttpRequest) -> HttpResponse:
    """Take everything away, bring it back, or delete it."""
    return _share(request, {})


def _share(request: HttpRequest, more: dict[str, object], *, status: int = 200) -> HttpResponse:
    person = person_of(request)
    context = {
        "has_plan": latest_plan(person) is not None,
        "backups": [one.name for one in backups(Path(settings.HOME))],
        "kept": [one.name for one in carrying.kept_before()],
        "home": str(settings.HOME),
        **more,
    }
    return render(request, "cairn_web/share.html", context, status=status)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The whole record as one file."""
    archive = carrying.export_record(person_of(request))
    response = HttpResponse(export_archive(archive), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="cairn-{archive.made_on.isoformat()}.cairn"'
    return response


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Look into an archive first; with `sure` put it in the place of the record."""
    person, file = person_of(request), request.FILES.get("file")
    if file is None or (file.size or 0) > _MOST_ARCHIVE:
        return _share(request, {"archive_error": "Choose an archive of Cairn's, at most 200 MB."}, status=422)
    try:
        archive = carrying.read_archive(file.read())
        if carrying.is_same(person, archive):
            messages.info(request, "This archive holds just what is here already; nothing was changed.")
            return redirect("/share/")
        if "sure" not in request.POST:
            counts = [(name.replace("_", " "), len(rows)) for name, rows in archive.tables.items() if rows]
            return _share(request, {"found": counts, "made_on": archive.made_on})
        carrying.import_record(person=person, archive=archive)
    except CairnError as refusal:
        return _share(request, {"archive_error": str(refusal)}, status=422)
    messages.success(request, "The archive is in place; what was here before is kept below.")
    return redirect("/share/")


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Undo an import: put the record from before it back."""
    named = {one.name: one for one in carrying.kept_before()}
    path = named.get(request.POST.get("name", ""))
    if path is None:
        raise Http404
    archive = carrying.read_archive(path.read_bytes())
    carrying.import_record(person=person_of(request), archive=archive)
    messages.success(request, "What was here before the import is back.")
    return redirect("/share/")


@require_POST
def bring_plan(request: HttpRequest) -> HttpResponse:
    """Look into a plan file of the command line first; with `sure` take it."""
    person, file = person_of(request), request.FILES.get("file")
    if file is None:
        return _share(
            request, {"plan_error": "Choose the plan.json that `cairn plan --out` wrote."}, status=422
        )
    try:
        found = planning.read_plan_file(file.read())
        if "sure" not in request.POST:
            return _share(request, {"plan_found": found})
        run = planning.take_plan_file(person=person, found=found)
    except CairnError as refusal:
        return _share(request, {"plan_error": str(refusal)}, status=422)
    return redirect(f"/begin/waiting/{run.pk}/")


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Delete everything, really."""
    if request.method == "GET":
        return render(request, "cairn_web/delete.html", {})
    if request.POST.get("word", "").strip().lower() != "delete":
        message = "Type the word delete to go on; nothing was deleted."
        return render(request, "cairn_web/delete.html", {"error": message}, status=422)
    people.delete_everything(person=person_of(request))
    carrying.delete_files()
    messages.info(
        request, "Everything was deleted, with its backups. What you exported yourself is still yours."
    )
    return redirect("/begin/")
