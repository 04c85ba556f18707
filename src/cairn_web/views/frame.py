"""What stands around every page: the rooms, the help, the stones of the cairn."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from cairn.report.charts import cairn_svg
from cairn_web.views.help import HELP
from cairn_web.views.style import style_mark


@dataclass(frozen=True, slots=True)
class Room:
    """A room as the menu lists it."""

    name: str
    path: str
    is_here: bool


_ROOMS = (
    ("Today", "/today/"),
    ("Plan", "/plan/"),
    ("Goals", "/goals/"),
    ("Me", "/me/"),
    ("Share", "/share/"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page."""
    path = request.path
    here = next((one for one in _ROOMS if path.startswith(one[1])), None)
    return {
        "rooms": tuple(Room(name, link, here is not None and link == here[1]) for name, link in _ROOMS),
        "brand": mark_safe(cairn_svg(4, size=34)),  # noqa: S308 - our own drawing, a number in it
        "style_mark": style_mark(),
        "help": HELP.get(_page_of(path), ()),
    }


def _page_of(path: str) -> str:
    """The part of a path that help is written for: “plan/gap” of “/plan/gap/”."""
    return "/".join(part for part in path.split("/") if part and not part.isdigit())
