"""Whose record a request is about; what is not theirs is not there."""

from typing import TypeVar

from django.db import models
from django.http import Http404, HttpRequest

from cairn_web.models import Person
from cairn_web.services.people import the_person

T = TypeVar("T", bound=models.Model)


def person_of(request: HttpRequest) -> Person:
    """The person whose record this is; on one's own machine there is one."""
    person = the_person()
    request.META["cairn.person"] = person  # for what stands around the page
    return person


def owned(model: type[T], person: Person, pk: int, **more: object) -> T:
    """A row of this person's.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    found = model._default_manager.filter(person=person, pk=pk, **more).first()  # noqa: SLF001
    if found is None:
        raise Http404
    return found


def read_version(request: HttpRequest) -> int:
    """The version that a form was made from."""
    told = request.POST.get("version", "")
    if not told.isdigit():
        raise Http404
    return int(told)
