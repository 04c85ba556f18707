"""Skills with level and enjoyment, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from cairn_web.models import Person, ReadResume
from cairn_web.services import skills
from cairn_web.views.access import person_of
from cairn_web.views.visit import show

_SKILLS_A_PAGE = 24
_LONGEST_QUOTE = 110
LEVELS = (
    ("", "not sure"),
    ("0", "0 none"),
    ("1", "1 aware"),
    ("2", "2 basic"),
    ("3", "3 alone"),
    ("4", "4 advanced"),
    ("5", "5 expert"),
)
JOYS = (("", "–"), ("1", "drains me"), ("2", "rather not"), ("3", "fine"), ("4", "like it"), ("5", "love it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """A skill found, with what was said of it."""

    id: str
    label: str
    found: str
    quote: str
    level: str
    joy: str
    is_rejected: bool


def found_skills(person: Person) -> list[dict[str, Any]]:
    """The skills found in what was read, as they are kept."""
    kept = kept_reading(person)
    return list(kept["skills"]) if kept else []


def kept_reading(person: Person) -> dict[str, Any] | None:
    """What was made of the résumé, without the résumé itself; None where there is none yet."""
    return ReadResume.objects.filter(person=person).values_list("found", flat=True).first()


def lines_of(person: Person, found: Iterable[dict[str, Any]]) -> tuple[SkillLine, ...]:
    """Skills that were found, with what the person said of each."""
    shown = list(found)
    told = person.ratings.filter(skill__in=[one["id"] for one in shown])
    said = {
        skill: (level, joy, is_rejected)
        for skill, level, joy, is_rejected in told.values_list("skill", "level", "enjoyment", "is_rejected")
    }
    return tuple(_skill_line(one, said.get(one["id"])) for one in shown)


_SUPPORT = {
    "shown": "shown in what you did",
    "claimed": "said, not yet shown",
    "inferred": "usual in your work",
}


_UNSAID: tuple[float | None, int | None, bool] = (None, None, False)


def _skill_line(one: dict[str, Any], rating: tuple[float | None, int | None, bool] | None) -> SkillLine:
    level, joy, is_rejected = rating or _UNSAID
    quote, level_range = one["quote"], f"{one['low']:.1f} to {one['high']:.1f}"
    return SkillLine(
        id=one["id"],
        label=one["label"],
        found=f"about {one['level']:.1f}, likely {level_range} · {_SUPPORT[one['support']]}",
        quote=quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1].rstrip()}…",
        level="" if level is None else f"{level:g}",
        joy="" if joy is None else str(joy),
        is_rejected=is_rejected,
    )


@cache
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select; there are only a few different ones, and a page has many."""
    marked = [(value, " selected" if value == chosen else "", words) for value, words in choices]
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Skills with level and enjoyment, a page at a time."""
    person = person_of(request)
    page = Paginator(found_skills(person), _SKILLS_A_PAGE).get_page(request.GET.get("page"))
    is_uniform = False
    if request.method == "POST":
        ratings = [_rating(request, one) for one in lines_of(person, page)]
        is_uniform = skills.rate_skills(person=person, ratings=ratings) and "sure" not in request.POST
        if not is_uniform:
            after = (
                f"/begin/skills/?page={page.next_page_number()}" if page.has_next() else "/begin/ambition/"
            )
            return redirect(after)
    lines = lines_of(person, page)
    rows = [(one, _options(LEVELS, one.level), _options(JOYS, one.joy)) for one in lines]
    context = {"page": page, "rows": rows, "person": person, "is_uniform": is_uniform}
    return show(request, "skills", "skills", context, status=422 if is_uniform else 200)


def _rating(request: HttpRequest, line: SkillLine) -> skills.Rating:
    level, joy = request.POST.get(f"level-{line.id}", ""), request.POST.get(f"joy-{line.id}", "")
    return skills.Rating(
        skill=line.id,
        label=line.label,
        level=float(level) if level in {"0", "1", "2", "3", "4", "5"} else None,
        enjoyment=int(joy) if joy in {"1", "2", "3", "4", "5"} else None,
        is_rejected=f"not-{line.id}" in request.POST,
    )
