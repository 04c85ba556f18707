"""Who may come in: this machine's browser, through a link that works once.

A page of another site could ask a server on this machine for anything, by a form
(answered by Django's tokens and by the browser's own word where a request comes
from) or by making its own name point here (answered by the host check). The link
carries a signed moment and a word that is used up.
"""

import hmac
import secrets
import threading
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

LINK_SECONDS = 600
_SALT = "cairn.door"
_OPEN_PATHS = ("/door/", "/static/", "/alive")
_USED: set[str] = set()
_LOCK = threading.Lock()
Handler = Callable[[HttpRequest], HttpResponse]


def _signer(key: str) -> signing.TimestampSigner:
    """A signer that needs no settings, since a second start has none."""
    return signing.TimestampSigner(key=key, salt=_SALT, fallback_keys=[])


def make_link(port: int, key: str) -> str:
    """A link that opens the pages at `port` once, within ten minutes."""
    ticket = _signer(key).sign_object(secrets.token_urlsafe(12))
    return f"http://127.0.0.1:{port}/door/{ticket}"


def take_ticket(ticket: str) -> bool:
    """Whether a ticket is ours, fresh and not used before; from now on it is used."""
    try:
        word = _signer(settings.SECRET_KEY).unsign_object(ticket, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return False
    with _LOCK:
        if word in _USED:
            return False
        _USED.add(word)
    return True


class HostMiddleware:
    """Refuse a request that was sent to another name, before anything else looks at it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0]
        if host not in settings.ALLOWED_HOSTS:
            return HttpResponse("Cairn answers only at 127.0.0.1.", status=400, content_type="text/plain")
        return self.get_response(request)


class DoorMiddleware:
    """Refuse who did not come through the link, and whatever another site sends."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_foreign(request):
            return _refuse(request, "This came from another site, and Cairn takes nothing from other sites.")
        if request.path.startswith(_OPEN_PATHS):
            return self.get_response(request)
        known = request.session.get("door", "")
        if not hmac.compare_digest(str(known), "open"):
            return _refuse(
                request, "Open Cairn with the link that `cairn start` shows; start it again for a new one."
            )
        return self.get_response(request)


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site asks; following a link here is no such thing."""
    origin, host = request.META.get("HTTP_ORIGIN"), request.META.get("HTTP_HOST", "")
    if origin not in {None, f"http://{host}"}:
        return True
    site = request.META.get("HTTP_SEC_FETCH_SITE", "none")
    is_visit = request.META.get("HTTP_SEC_FETCH_MODE") == "navigate" and request.method == "GET"
    return site not in {"none", "same-origin"} and not is_visit


def _refuse(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "cairn_web/refused.html", {"message": message, "is_outside": True}, status=403)


def enter(request: HttpRequest, ticket: str) -> HttpResponse:
    """Open the door to the browser that brings a ticket."""
    if request.session.get("door") != "open":
        if not take_ticket(ticket):
            return _refuse(
                request, "This link was used before or is too old; run `cairn start` again for a new one."
            )
        request.session.cycle_key()
        request.session["door"] = "open"
        request.session.set_expiry(60 * 60 * 24 * 30)
    return HttpResponseRedirect("/")


def alive(_request: HttpRequest) -> HttpResponse:
    """Say that this is Cairn, so that a second start finds the first."""
    return HttpResponse("cairn", content_type="text/plain")
