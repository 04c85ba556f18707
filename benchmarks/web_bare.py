"""A Django page that only reads rows and sends kilobytes: the yardstick of `web.py`."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

_PAGE = "<!doctype html><title>Bare</title><ul>{% for row in rows %}<li>{{ row.title }}{% endfor %}</ul>"


@cache
def template() -> Any:  # noqa: ANN401 - what the engine gives
    return engines["django"].from_string(_PAGE)


def page(_request: HttpRequest, rows: int, size: int) -> HttpResponse:
    from cairn_web.models import Task

    told = template().render({"rows": Task.objects.order_by("pk")[:rows]})
    return HttpResponse(told + "x" * max(size - len(told), 0))


urlpatterns = [path("bare/<int:rows>/<int:size>/", page)]


def application() -> Callable[..., Any]:
    """The page under the app's settings, without any of its middleware."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "web_bare"
    return get_wsgi_application()
