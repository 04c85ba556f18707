"""What stands around every page: the rooms, the help, the stones of the cairn."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from cairn_web.models import Person
from cairn_web.views.help import HELP
from cairn_web.views.ornament import draw_cairn
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


_FIRST_ROOMS = (("First visit", "/begin/"), ("Me", "/me/"), ("Share", "/share/"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page."""
    path, person = request.path, request.META.get("cairn.person")
    is_first_visit = person is not None and not getattr(person, "has_plan", False)
    return {
        "rooms": rooms_at(path, _FIRST_ROOMS if is_first_visit else _ROOMS),
        "brand": _brand(person),
        "style_mark": style_mark(),
        "help": HELP.get(page_of(path), ()),
    }


def rooms_at(path: str, rooms: tuple[tuple[str, str], ...]) -> tuple[Room, ...]:
    """The rooms of the menu, the one that `path` lies in marked."""
    here = next((link for _, link in rooms if path.startswith(link)), "")
    return tuple(Room(name, link, link == here) for name, link in rooms)


def _brand(person: Person | None) -> SafeString:
    """The cairn with a stone for each milestone that the person has reached."""
    if person is None:  # a page that is about nobody, or could not ask
        return draw_cairn(reached=0, ahead=0)
    told = person.tasks.filter(is_milestone=True, removed_at=None).values_list("done_on", flat=True)
    done = [day is not None for day in told]
    return draw_cairn(reached=sum(done), ahead=len(done) - sum(done))


def page_of(path: str) -> str:
    """The part of a path that help is written for: “plan/gap” of “/plan/gap/”."""
    parts = [part for part in path.split("/") if part]
    words = [part for part in parts if not part.isdigit()]
    is_one = len(words) == 1 and len(parts) > 1  # one goal, one task
    return "/".join([*words, "edit"] if is_one else words)
