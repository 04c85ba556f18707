"""Small SVG pictures of frozen values: a level scale, the roadmap, hours by week.

Colours are classes that the page's style sheet fills in, for light, dark and
print; `resolved` puts the light colours into the picture itself, for sheets that
know no style sheet. The scale and the weeks use percentages, so that they fill
any width without their text growing or shrinking.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from importlib import resources
from unicodedata import east_asian_width

from cairn.report.document import LevelRow, LoadChart, LoadPoint
from cairn.report.phrases import MONTHS, day_text, hours_text, number_text
from cairn.units import MAX_LEVEL, add_months

FONT_SIZE = 12.5
_LOAD_HEIGHT = 176
_LOAD_FOOT = 24
_LOAD_HEAD = 18
_LOAD_TICKS = 4  # so few that their words keep apart on a phone


# ------------------------------------------------------------------ shared


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """About how wide a text runs; full-width characters count as one em."""
    ems = sum(1.0 if east_asian_width(char) in "WF" else 0.56 for char in text)
    return ems * size


def shortened(text: str, width: float) -> str:
    """The text cut to about `width` with an ellipsis."""
    if text_width(text) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…") > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


@cache
def palette(*, dark: bool = False) -> dict[str, str]:
    """The colours of the page's style sheet by name, for one of its two schemes."""
    sheet = (resources.files("cairn.report.renderers") / "page.css").read_text(encoding="utf-8")
    block = re.findall(r":root\s*\{([^}]*)\}", sheet)[1 if dark else 0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def resolved(svg: str) -> str:
    """The picture with the light colours inside, for where no style sheet applies."""
    used = set(re.findall(r"c-[a-z]+", svg))
    style = "".join(rule for rule in _resolved_rules() if rule[1 : rule.index("{")].split(",.")[0] in used)
    head, mark, rest = svg.partition(">")
    font = "text{font-family:'Libertinus Serif',serif}" if "<text" in svg else ""
    return f"{head}{mark}<style>{font}{style}</style>{rest}"


@cache
def _resolved_rules() -> tuple[str, ...]:
    sheet = (resources.files("cairn.report.renderers") / "charts.css").read_text(encoding="utf-8")
    colours = palette()
    return tuple(re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found[1]], sheet).split())


def short(value: float) -> str:
    """A coordinate to a tenth, without trailing zeros."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def ticks_between(first: date, last: date, most: int) -> tuple[date, ...]:
    """Firsts of months, a whole number of months apart, at most `most`; `first` where there is none."""
    start = add_months(first.replace(day=1), 1 if first.day > 1 else 0)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    step = next((size for size in (1, 2, 3, 6, 12, 24) if months <= size * most), 60)
    return tuple(add_months(start, at) for at in range(0, months, step)) or (first,)


# ------------------------------------------------------------------ levels


def scale_words(row: LevelRow) -> str:
    """What the scale shows, in words."""
    if row.is_unknown:
        range_words = f"between {short(row.low)} and {short(row.high)}"
        return f"{row.label}: not known, {range_words}; asked {row.required.shown}"
    held = f"about {row.held.shown}, likely {short(row.low)} to {short(row.high)}"
    return f"{row.label}: {held}; asked {row.required.shown}"


def level_scale(row: LevelRow, *, width: str = "100%") -> str:
    """One line from 0 to 5: a dot for what is held, its range, a ring for what is asked."""
    held, required = _at(row.held.derivation.value), _at(row.required.derivation.value)
    low, high = _at(row.low), _at(row.high)
    kind = "c-unknown" if row.is_unknown else "c-held"
    ticks = "".join(
        f'<line class="c-tick" x1="{_pct(_at(n))}" x2="{_pct(_at(n))}" y1="8" y2="14"/>'
        for n in range(MAX_LEVEL + 1)
    )
    missing = (
        f'<line class="c-missing" x1="{_pct(held)}" x2="{_pct(required)}" y1="11" y2="11"/>'
        if required > held
        else ""
    )
    return (
        f'<svg class="scale" width="{width}" height="22" role="img" aria-label="{escape(scale_words(row))}" '
        f'xmlns="http://www.w3.org/2000/svg"><line class="c-line" x1="{_pct(_at(0))}" '
        f'x2="{_pct(_at(MAX_LEVEL))}" '
        f'y1="11" y2="11"/>{ticks}{missing}'
        f'<rect class="c-range" x="{_pct(low)}" width="{_pct(max(high - low, 0.5))}" y="6.5" height="9" '
        'rx="4.5"/>'
        f'<circle class="c-asked" cx="{_pct(required)}" cy="11" r="6"/>'
        f'<circle class="{kind}" cx="{_pct(held)}" cy="11" r="5.5"/></svg>'
    )


def _at(level: float) -> float:
    """Where a level lies across the scale, in per cent; the ends keep room for the dots."""
    return 4 + 92 * min(max(level, 0.0), MAX_LEVEL) / MAX_LEVEL


def _pct(value: float) -> str:
    return f"{short(value)}%"


# ------------------------------------------------------------------ hours by week


def load_svg(chart: LoadChart, *, width: str = "100%", id_prefix: str = "load") -> str:
    """A column a week: hours planned in front of the hours there are."""
    points = chart.points
    most = max((max(one.capacity, one.planned) + one.at_work for one in points), default=0) or 1.0
    step = 100 / max(len(points), 1)
    columns = "".join(_column(one, place * step, step, most) for place, one in enumerate(points))
    top = (
        f'<line class="c-line" x1="0" x2="100%" y1="{_LOAD_HEAD}" y2="{_LOAD_HEAD}"/>'
        f'<text class="c-small" x="0" y="{_LOAD_HEAD - 5}">{escape(hours_text(most))} a week</text>'
    )
    base = _LOAD_HEIGHT - _LOAD_FOOT
    title, words = escape(chart.caption), escape(load_words(chart))
    return (
        f'<svg class="load" width="{width}" height="{_LOAD_HEIGHT}" role="img" '
        f'aria-labelledby="{id_prefix}-t {id_prefix}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{id_prefix}-t">{title}</title><desc id="{id_prefix}-d">{words}</desc>{top}{columns}'
        f'<line class="c-base" x1="0" x2="100%" y1="{base}" y2="{base}"/>{"".join(_load_ticks(points))}</svg>'
    )


def load_words(chart: LoadChart) -> str:
    """What the columns show, in words."""
    points = chart.points
    if not points:
        return "No weeks."
    total = sum(one.planned + one.at_work for one in points)
    away = sum(one.is_away for one in points)
    rest = f", {away} of them away" if away else ""
    return (
        f"{len(points)} weeks from {day_text(points[0].monday)}{rest}; {number_text(total, 0)} hours in all. "
        "The same stands in the table."
    )


def _column(point: LoadPoint, left: float, step: float, most: float) -> str:
    base = _LOAD_HEIGHT - _LOAD_FOOT
    scale = (base - _LOAD_HEAD) / most
    at, width = _fine(left + step * 0.1), _fine(step * 0.8)
    if point.is_away:
        return (
            f'<rect class="c-away" x="{_fine(left)}%" width="{_fine(step)}%" y="{_LOAD_HEAD}" '
            f'height="{base - _LOAD_HEAD}"/>'
        )
    pieces = [
        ("c-room", max(point.capacity - point.planned, 0), point.planned),
        ("c-bar", point.planned, 0.0),
        ("c-bar c-work", point.at_work, max(point.capacity, point.planned)),
    ]
    return "".join(
        f'<rect class="{kind}" x="{at}%" width="{width}%" y="{short(base - (below + size) * scale)}" '
        f'height="{short(size * scale)}"/>'
        for kind, size, below in pieces
        if size > 0
    )


def _fine(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _load_ticks(points: Sequence[LoadPoint]) -> Iterator[str]:
    if not points:
        return
    first, last = points[0].monday, points[-1].monday
    days = max((last - first).days, 1) + 7
    for day in ticks_between(first, last, _LOAD_TICKS):
        where = 100 * max((day - first).days, 0) / days
        anchor = "end" if where > 85 else "start"
        place = f'x="{_fine(where)}%" y="{_LOAD_HEIGHT - 6}" text-anchor="{anchor}"'
        yield f'<text class="c-small" {place}>{MONTHS[day.month - 1][:3]} {day.year}</text>'


# ------------------------------------------------------------------ the cairn


def cairn_svg(stones: int, *, size: int = 64) -> str:
    """The ornament: one stone upon another, one for each milestone, the last one bright."""
    count = min(max(stones, 1), 12)
    height = 100.0 / (count + 0.5)
    parts = []
    for place in range(count):
        share = 1 - place / (count + 1)
        rx, ry = 14 + 34 * share, height * 0.56
        cx = 50 + (3 if place % 2 else -2) * (1 if place else 0)
        cy = 98 - height * (place + 0.5)
        kind = "c-top" if place == count - 1 else "c-pile"
        fade = short(1 - 0.5 * place / count)
        parts.append(
            f'<ellipse class="{kind}" cx="{short(cx)}" cy="{short(cy)}" rx="{short(rx)}" '
            f'ry="{short(ry)}" opacity="{1 if kind == "c-top" else fade}"/>'
        )
    return (
        f'<svg class="cairn" viewBox="0 0 100 100" width="{size}" height="{size}" aria-hidden="true" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
