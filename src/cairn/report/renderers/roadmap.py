"""The roadmap as one picture: bars in time, stones at their ends, what waits for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from cairn.report.document import Bar, RoadmapChart
from cairn.report.figures import plain
from cairn.report.phrases import MONTHS, day_text, span_text
from cairn.report.renderers.charts import short, shortened, text_width, ticks_between

_WIDTH = 960
_TOP = 46
_ROW = 42
_BAR = 14
_STONE = 5.5
_BOLD = 1.12
_LEAST_LEFT = 210
_TICK_ROOM = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Days to positions between the label column and the right edge."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def roadmap_svg(chart: RoadmapChart, *, width: int = _WIDTH, id_prefix: str = "roadmap") -> str:
    """Bars on a time axis, stones at their ends, lines from what must come first."""
    axis = _Axis(
        first=chart.first, last=chart.last, left=max(width / 4, _LEAST_LEFT), right=width - 2 * _STONE
    )
    bottom = _TOP + _ROW * (len(chart.bars) + len(chart.ends))
    parts = [
        *_away(chart, axis, bottom),
        *_ticks(chart, axis, bottom),
        *_horizons(chart, axis),
        *_links(chart, axis),
        *(_bar(bar, axis, _TOP + _ROW * row) for row, bar in enumerate(chart.bars)),
        *(_end(one, axis, _TOP + _ROW * row) for row, one in enumerate(chart.ends, start=len(chart.bars))),
        *_deadline(chart, axis, bottom),
    ]
    title, words = escape(chart.caption), escape(roadmap_words(chart))
    return (
        f'<svg class="roadmap" viewBox="0 0 {width} {bottom + 30}" role="img" '
        f'aria-labelledby="{id_prefix}-t {id_prefix}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{id_prefix}-t">{title}</title>'
        f'<desc id="{id_prefix}-d">{words}</desc>{"".join(parts)}</svg>'
    )


def roadmap_words(chart: RoadmapChart) -> str:
    """What the roadmap shows, in words; the table beside it says it row by row."""
    count = len(chart.bars)
    critical = sum(bar.is_critical for bar in chart.bars)
    steps = "step" if count == 1 else "steps"
    decide = "decides" if critical == 1 else "decide"
    return (
        f"{count} {steps} from {day_text(chart.first)} to {day_text(chart.last)}; "
        f"{critical} of them {decide} the finish. The same stands in the table."
    )


def _away(chart: RoadmapChart, axis: _Axis, bottom: float) -> Iterator[str]:
    for first, last in chart.away:
        if last < chart.first or first > chart.last:
            continue
        start = axis.at(first)
        width = max(axis.at(last) - start, 2)
        yield (
            f'<rect class="c-away" x="{short(start)}" y="{_TOP - 8}" width="{short(width)}" '
            f'height="{short(bottom - _TOP + 8)}"><title>Away {escape(span_text(first, last))}</title></rect>'
        )
        yield (
            f'<text class="c-small" x="{short(start + width / 2)}" y="{short(bottom + 16)}" '
            'text-anchor="middle">away</text>'
        )


def _ticks(chart: RoadmapChart, axis: _Axis, bottom: float) -> Iterator[str]:
    last_year = 0
    most = max(int((axis.right - axis.left) / _TICK_ROOM), 1)
    for day in ticks_between(chart.first, chart.last, most):
        name = MONTHS[day.month - 1][:3]
        label = name if day.year == last_year else f"{name} {day.year}"
        label = label if day.day == 1 else day_text(day)
        last_year = day.year
        where = short(axis.at(day))
        yield f'<line class="c-line" x1="{where}" x2="{where}" y1="{_TOP - 8}" y2="{short(bottom)}"/>'
        anchor = ' text-anchor="end"' if axis.at(day) + text_width(label) > axis.right + 2 * _STONE else ""
        yield f'<text class="c-small" x="{where}" y="{_TOP - 14}"{anchor}>{label}</text>'


def _horizons(chart: RoadmapChart, axis: _Axis) -> Iterator[str]:
    start = chart.first
    for name, end in chart.horizons:
        if start >= chart.last:
            return
        left, right = axis.at(start), axis.at(end)
        if text_width(name, 11) < right - left:
            yield f'<text class="c-horizon" x="{short(left)}" y="12">{escape(name)}</text>'
        if end < chart.last:
            yield f'<line class="c-edge" x1="{short(right)}" x2="{short(right)}" y1="2" y2="{_TOP - 8}"/>'
        start = end


def _links(chart: RoadmapChart, axis: _Axis) -> Iterator[str]:
    """A line from the end of each bar to the start of the ones that wait for it."""
    rows = {bar.label: row for row, bar in enumerate(chart.bars)}
    for row, bar in enumerate(chart.bars):
        for label in bar.after:
            before = rows.get(label)
            if before is None or before == row:
                continue
            from_x = axis.at(chart.bars[before].spans[-1][1]) + (
                _STONE + 3 if chart.bars[before].stone else 0
            )
            yield _link(from_x, _middle(before), axis.at(bar.spans[0][0]), _middle(row))


def _link(from_x: float, from_y: float, to_x: float, to_y: float) -> str:
    turn = 12 if to_y > from_y else -12
    bend = (
        f"V{short(to_y)}H{short(to_x)}"
        if to_x > from_x + 4
        else f"V{short(to_y - turn)}H{short(to_x - 6)}V{short(to_y)}H{short(to_x)}"
    )
    return f'<path class="c-link" d="M{short(from_x)} {short(from_y)}{bend}"/>'


def _middle(row: int) -> float:
    return _TOP + _ROW * row + 6 + _BAR / 2


def _bar(bar: Bar, axis: _Axis, top: float) -> str:
    middle = top + 6 + _BAR / 2
    kind = "c-bar" if bar.is_critical else "c-bar c-soft"
    room = "decides the finish" if bar.is_critical else f"{bar.slack_weeks} weeks of room"
    hint = f"{bar.label}: {'; '.join(span_text(*one) for one in bar.spans)}; {plain(bar.detail)}; {room}"
    runs = "".join(_run(first, last, axis, top + 6, kind) for first, last in bar.spans)
    return (
        f"<g><title>{escape(hint)}</title>{_label(bar.label, axis.left - 14, middle)}"
        f"{runs}{_stone(bar, axis, middle)}</g>"
    )


def _label(label: str, width: float, middle: float) -> str:
    """The name of a step on one line, or on two where it is long."""
    lines = _two_lines(label, width)
    top = middle + 4 - 7.5 * (len(lines) - 1)
    return "".join(
        f'<text class="c-label" x="0" y="{short(top + 15 * at)}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _two_lines(text: str, width: float) -> list[str]:
    """The words on two lines at most; labels are bold, so they run wider than plain words."""
    room = width / _BOLD
    if text_width(text) <= room:
        return [text]
    words = text.split(" ")
    fits = [at for at in range(1, len(words)) if text_width(" ".join(words[:at])) <= room]
    if not fits:
        return [shortened(text, room)]
    return [" ".join(words[: fits[-1]]), shortened(" ".join(words[fits[-1] :]), room)]


def _run(first: date, last: date, axis: _Axis, top: float, kind: str) -> str:
    start = axis.at(first)
    width = max(axis.at(last) - start, 4)
    radius = short(min(_BAR / 2, width / 2))
    return (
        f'<rect class="{kind}" x="{short(start)}" y="{short(top)}" width="{short(width)}" '
        f'height="{_BAR}" rx="{radius}"/>'
    )


def _stone(bar: Bar, axis: _Axis, middle: float) -> str:
    """The milestone at the end of a bar, with its words where they are not the bar's own."""
    if not bar.stone:
        return ""
    centre = min(axis.at(bar.spans[-1][1]) + _STONE + 3, axis.right + _STONE)
    words = "" if bar.stone == bar.label else bar.stone
    return _circle("c-stone", centre, middle) + _beside(words, centre, middle, axis)


def _end(stone: tuple[str, date], axis: _Axis, top: float) -> str:
    """A milestone in a row of its own: what all the bars are for."""
    title, day = stone
    middle, centre = top + 6 + _BAR / 2, axis.at(day) + _STONE + 3
    centre = min(centre, axis.right + _STONE)
    label = _label(title, axis.left - 14, middle)
    return label + _circle("c-top", centre, middle) + _beside(day_text(day), centre, middle, axis)


def _circle(kind: str, centre: float, middle: float) -> str:
    return f'<circle class="{kind}" cx="{short(centre)}" cy="{short(middle)}" r="{_STONE}"/>'


def _beside(words: str, centre: float, middle: float, axis: _Axis) -> str:
    """Words right of a stone, or under it at the edge where there is no room."""
    if not words:
        return ""
    told, edge = shortened(words, 260), axis.right + 2 * _STONE
    if centre + 10 + text_width(told) <= edge:
        place = f'x="{short(centre + 10)}" y="{short(middle + 4)}"'
    else:
        place = f'x="{short(edge)}" y="{short(middle + 20)}" text-anchor="end"'
    return f'<text class="c-words" {place}>{escape(told)}</text>'


def _deadline(chart: RoadmapChart, axis: _Axis, bottom: float) -> Iterator[str]:
    if chart.deadline is None or chart.deadline > chart.last:
        return
    at = axis.at(chart.deadline)
    where = short(at)
    words = f"deadline {day_text(chart.deadline)}"
    anchor = "end" if at > axis.right - text_width(words) / 2 else "middle"
    yield f'<line class="c-deadline" x1="{where}" x2="{where}" y1="{_TOP - 8}" y2="{short(bottom)}"/>'
    place = f'x="{where}" y="{short(bottom + 16)}" text-anchor="{anchor}"'
    yield f'<text class="c-small c-due" {place}>{words}</text>'
