"""Bad news, told once for every page: refused requests, a full disk, a damaged database."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.errors import CairnError
from cairn_web.embedded import backups
from cairn_web.services.history import Conflict

_FULL = (
    "There is no room left on the disk, so this was not saved; nothing is half done. "
    "Make room, go back in your browser and save again."
)
_DAMAGED = "The database on this machine is damaged. Stop Cairn"
_BUSY = "The database is busy with something else; nothing was saved. Go back and try again in a moment."


class RefusalMiddleware:
    """Turn a refusal into a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for bad news that is no bug; a bug goes its way."""
        if isinstance(error, CairnError):
            return refused(request, str(error), status=409 if isinstance(error, Conflict) else 422)
        if isinstance(error, DatabaseError):
            return _database_trouble(request, str(error))
        return None


def _database_trouble(request: HttpRequest, told: str) -> HttpResponse | None:
    if "full" in told or "disk I/O" in told:
        return refused(request, _FULL, status=507)
    if "malformed" in told or "not a database" in told or "corrupt" in told:
        return refused(request, _damage_words(), status=500)
    return refused(request, _BUSY, status=503) if "locked" in told else None


def _damage_words() -> str:
    """What to do about a damaged database: the last backup, by name, where there is one."""
    kept = backups(Path(settings.HOME))
    if not kept:
        return f"{_DAMAGED} and look for a copy of {settings.HOME}: no backup was found there."
    return f"{_DAMAGED} and bring back the last backup with: cairn restore {kept[0]}"


def refused(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """A page with one sentence that says what to do."""
    list(messages.get_messages(request))  # what was said before does not belong here
    request.META.pop("cairn.person", None)  # nothing more is asked of a database in trouble
    return render(request, "cairn_web/refused.html", {"message": message}, status=status)


def refuse_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """A form without its token, or with an old one."""
    message = (
        "This page was open for too long to be sent safely. Go back, load it again, and send it once more."
    )
    return render(request, "cairn_web/refused.html", {"message": message, "is_outside": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """Nothing here, or not yours."""
    message = "There is nothing here; perhaps it was removed. The menu leads to everything there is."
    return render(request, "cairn_web/refused.html", {"message": message}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug: say so plainly, without what it was about."""
    message = (
        "Cairn made a mistake; nothing was half saved. The terminal that Cairn runs in shows what went wrong."
    )
    return render(request, "cairn_web/refused.html", {"message": message, "is_outside": True}, status=500)
