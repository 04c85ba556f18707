"""The roadmap where a picture is too wide or cannot be drawn: a trail of steps, and Mermaid text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.report.document import RoadmapChart
from cairn.report.phrases import day_text
from cairn_web.store import KeptPlan

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStep:
    """A step as the trail shows it; `is_stone` ends in a milestone, `is_decisive` ones decide the finish."""

    title: str
    when: str
    facts: str
    is_stone: bool
    is_decisive: bool


def trail_of(plan: KeptPlan) -> tuple[TrailStep, ...]:
    """The steps in the order they begin, then the milestones that end no one step."""
    record = plan.record
    stones = {one["step"] for one in record["milestones"]}
    placed = sorted((one for one in record["plan"]["steps"] if one["first"]), key=lambda one: one["first"])
    ends = [one for one in record["milestones"] if not one["step"]]
    return (
        *(_step(one, record["terms"]["currency"], is_stone=one["id"] in stones) for one in placed),
        *(
            TrailStep(title=one["title"], when=_day(one["day"]), facts="", is_stone=True, is_decisive=True)
            for one in ends
        ),
    )


def _step(one: Json, currency: str, *, is_stone: bool) -> TrailStep:
    cost = f"{one['cost']['value']:,.0f} {currency}" if one["cost"]["value"] else "free"
    first, last = _day(one["first"]), _day(one["last"])
    return TrailStep(
        title=one["title"],
        when=first if first == last else f"{first} to {last}",
        facts=f"{one['hours']['value']:.0f} h · {cost}",
        is_stone=is_stone,
        is_decisive=not one["slack_weeks"],
    )


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))


# ------------------------------------------------------------------ Mermaid


def write_mermaid(chart: RoadmapChart, title: str) -> str:
    """The roadmap as a Mermaid Gantt chart, for pages and notes that draw such."""
    lines = ["gantt", f"    title {_plain(title)}", "    dateFormat YYYY-MM-DD"]
    numbers = {bar.label: at for at, bar in enumerate(chart.bars)}
    for at, bar in enumerate(chart.bars):
        lines.append(f"    section {_plain(bar.label)}")
        kind = "crit, " if bar.is_critical else ""
        for part, (first, last) in enumerate(bar.spans):
            lines.append(f"    {_words(bar.after, numbers, part)} :{kind}s{at}p{part}, {first}, {last}")
        if bar.stone:
            lines.append(f"    {_plain(bar.stone)} :milestone, m{at}, {bar.spans[-1][1]}, 0d")
    for at, (stone, day) in enumerate(chart.ends):
        lines += [f"    section {_plain(stone)}", f"    {_plain(stone)} :milestone, e{at}, {day}, 0d"]
    return "\n".join(lines) + "\n"


def _words(after: tuple[str, ...], numbers: dict[str, int], part: int) -> str:
    known = [_plain(one) for one in after if one in numbers]
    return f"after {' and '.join(known)}" if known and not part else "work"


def _plain(words: str) -> str:
    """Words without the signs that end a name in Mermaid."""
    return " ".join(words.replace(":", " -").replace(";", ",").replace("#", "No ").split())
