"""Handing over what one has done, as a file or as ten answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError
from cairn_web.forms.visit import QuestionsForm, UploadForm
from cairn_web.services import reading
from cairn_web.views.access import person_of
from cairn_web.views.visit import show, status_of

_TOO_LARGE = "This file has more than 50 MB, more than a résumé has; save it without pictures and try again."


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Hand over a résumé."""
    person = person_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.META.get("cairn.too_large"):
        form.fields["file"].error_messages["required"] = _TOO_LARGE
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = reading.read_file(person=person, name=file.name, chunks=file.chunks())
        except CairnError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(f"/begin/waiting/{run.pk}/")
    context = {"form": form, "person": person, "has_resume": hasattr(person, "resume")}
    return show(request, "resume", "resume", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Ten questions instead."""
    person = person_of(request)
    form = QuestionsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        document = reading.ten_answers(form.cleaned_data)
        run = reading.read_document(person=person, document=document, name="your ten answers")
        return redirect(f"/begin/waiting/{run.pk}/")
    return show(request, "resume", "questions", {"form": form, "person": person}, status=status_of(form))
