"""What was read, to confirm or mend in place beside the words it came from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cairn.errors import CairnError
from cairn_web.forms.visit import CertificateForm, ExperienceForm, StudyForm
from cairn_web.models import Experience, Person, ReadResume
from cairn_web.services import reading, schooling
from cairn_web.services.history import Conflict
from cairn_web.store import words_of
from cairn_web.views.access import owned, person_of, read_version
from cairn_web.views.visit import show, status_of


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """What was read, beside the words it came from."""
    person = person_of(request)
    kept = getattr(person, "resume", None)
    if kept is None:
        messages.info(request, "There is nothing to look at yet: give a résumé or answer ten questions.")
        return redirect("/begin/resume/")
    if request.method == "POST":
        if request.POST.get("mended"):
            return redirect(f"/begin/waiting/{reading.read_again(person=person).pk}/")
        reading.confirm(person=person)
        return redirect("/begin/skills/")
    words = words_of(kept)
    rows = person.experiences.filter(removed_at=None).order_by("origin", "pk")
    experiences = [(row, words.get(row.origin, "")) for row in rows]
    mended = person.changes.filter(table__in=("experience", "schooling"), is_undone=False).exists()
    context = {
        "person": person,
        "kept": kept,
        "experiences": experiences,
        "is_mended": mended,
        "version": schooling.version_of(kept),
        "parts": (
            ("study", "Schooling", schooling.entries_of(kept, "study")),
            ("certificate", "Licences and certificates", schooling.entries_of(kept, "certificate")),
        ),
    }
    return show(request, "read", "read", context)


@require_http_methods(["GET", "POST"])
def experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one experience."""
    person = person_of(request)
    row = owned(Experience, person, pk, removed_at=None)
    fields = ("title", "organisation", "kind", "start", "end", "is_current", "highlights")
    form = ExperienceForm(request.POST or None, initial={name: getattr(row, name) for name in fields})
    status, current = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            version = read_version(request)
            reading.save_experience(person=person, row=row, version=version, changes=form.cleaned_data)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status, current = 409, row
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("/begin/read/")
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "row": row, "current": current, "person": person, "title": f"Mend “{row.title}”"}
    return show(request, "read", "experience", context, status=status)


@require_http_methods(["GET", "POST"])
def new_experience(request: HttpRequest) -> HttpResponse:
    """Add what the reading missed."""
    person = person_of(request)
    form = ExperienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reading.add_experience(person=person, changes=form.cleaned_data)
        except CairnError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("/begin/read/")
    context = {"form": form, "person": person, "title": "Add an experience"}
    return show(request, "read", "experience", context, status=status_of(form))


@require_POST
def remove_experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an experience out."""
    person = person_of(request)
    row = owned(Experience, person, pk, removed_at=None)
    change = reading.remove_experience(person=person, row=row)
    messages.info(request, f"Removed “{row.title}”.", extra_tags=f"undo-{change}")
    return redirect("/begin/read/")


# ------------------------------------------------------------------ schooling and certificates


_FORMS: dict[str, type[StudyForm | CertificateForm]] = {"study": StudyForm, "certificate": CertificateForm}
_WORDS = {"study": "schooling", "certificate": "a licence or certificate"}


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, part: str, at: int | None = None) -> HttpResponse:
    """Mend a course of study or a certificate, or add one."""
    person, kept = _kept(request, part)
    entries = schooling.entries_of(kept, part)  # type: ignore[arg-type]
    if at is not None and at >= len(entries):
        raise Http404
    was = entries[at] if at is not None else None
    form = _FORMS[part](request.POST or None, initial=dict(was.said) if was else {})
    status, version = status_of(form), schooling.version_of(kept)
    if request.method == "POST" and form.is_valid():
        try:
            schooling.save_entry(
                person=person,
                part=part,  # type: ignore[arg-type]
                at=at,
                version=read_version(request),
                said=form.cleaned_data,
            )
        except CairnError as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Conflict) else 422
        else:
            return redirect("/begin/read/")
    title = f"Mend “{was.title}”" if was else f"Add {_WORDS[part]}"
    context = {"form": form, "person": person, "title": title, "version": version, "was": was}
    return show(request, "read", "entry", context, status=status)


@require_POST
def remove_entry(request: HttpRequest, part: str, at: int) -> HttpResponse:
    """Take a course of study or a certificate out."""
    person, _ = _kept(request, part)
    change = schooling.remove_entry(person=person, part=part, at=at, version=read_version(request))  # type: ignore[arg-type]
    messages.info(request, "Removed.", extra_tags=f"undo-{change}")
    return redirect("/begin/read/")


def _kept(request: HttpRequest, part: str) -> tuple[Person, ReadResume]:
    person = person_of(request)
    kept = getattr(person, "resume", None)
    if kept is None or part not in _FORMS:
        raise Http404
    return person, kept
