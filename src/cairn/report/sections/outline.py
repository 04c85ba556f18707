"""The roadmap: a chart, its table, and the same as an outline under each horizon."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import get_args

from cairn.goals.check import MID_MONTHS, SHORT_MONTHS, horizon_of
from cairn.goals.values import Horizon
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.report.bundle import PlanReport
from cairn.report.document import (
    Bar,
    Block,
    Figure,
    Heading,
    Item,
    Items,
    Paragraph,
    RoadmapChart,
    Section,
    Spans,
    Strong,
    Table,
)
from cairn.report.figures import solved, solved_day
from cairn.report.phrases import day_text, joined, sentence, span_text, weeks_text
from cairn.report.sections.steps import HORIZON_WORDS, cost_of, hours_of, lower, steps_in_order
from cairn.schedule.timeline import DatedStep, Session
from cairn.units import add_months, monday_of


def roadmap_section(report: PlanReport) -> Section:
    """The chart, then the same as an outline under each horizon."""
    steps = steps_in_order(report)
    if not report.timeline.steps:
        return Section(
            id="roadmap",
            title="Roadmap",
            short="Roadmap",
            blocks=(Paragraph(spans=("There is nothing to place in time.",)),),
        )
    blocks: list[Block] = [_roadmap(report, steps)]
    for horizon in get_args(Horizon):
        blocks += _outline(report, [one for one in steps if _horizon_of(report, one.id) == horizon], horizon)
    return Section(id="roadmap", title="Roadmap", short="Roadmap", blocks=tuple(blocks))


def _dated(report: PlanReport) -> dict[ActivityId, DatedStep]:
    return {one.step: one for one in report.timeline.steps}


def _horizon_of(report: PlanReport, step: ActivityId) -> Horizon:
    placed = _dated(report).get(step)
    return horizon_of(placed.last, today=report.plan.terms.today) if placed else "short"


def horizon_ends(today: date) -> tuple[tuple[str, date], ...]:
    """Where the short and the mid term end; the long one ends with the calendar."""
    ends = (add_months(today, SHORT_MONTHS), add_months(today, MID_MONTHS), date.max)
    return tuple(zip(HORIZON_WORDS.values(), ends, strict=True))


def _outline(report: PlanReport, steps: Sequence[Step], horizon: Horizon) -> Iterator[Block]:
    if not steps:
        return
    last = max(_dated(report)[step.id].last for step in steps if step.id in _dated(report))
    yield Heading(text=f"{HORIZON_WORDS[horizon]}, to {day_text(last)}", id=f"roadmap-{horizon}")
    yield Items(items=tuple(_outline_item(report, step) for step in steps), is_ordered=True)


def _outline_item(report: PlanReport, step: Step) -> Item:
    placed = _dated(report).get(step.id)
    currency = report.plan.terms.currency
    resources: Spans = (hours_of(step), ", ", cost_of(step, currency), ".")
    return Item(
        head=(Strong(text=step.option.title),),
        when=_dates(report, step, placed) if placed else "",
        note=resources,
        more=tuple(_step_lines(report, step, placed)),
    )


def _dates(report: PlanReport, step: Step, placed: DatedStep) -> Figure:
    room = f"with {weeks_text(placed.slack_weeks)} to spare"
    why = f"{step.why_now}; {room}" if step.why_now else f"placed as early as the rest allows, {room}"
    shown = span_text(placed.first, placed.last)
    return solved_day(
        shown, f"Last day of “{step.option.title}”", placed.last, today=report.plan.terms.today, why=why
    )


def _step_lines(report: PlanReport, step: Step, placed: DatedStep | None) -> Iterator[Spans]:
    if step.option.done_when and all(stone.step != step.id for stone in report.milestones):
        yield (f"Done when {lower(step.option.done_when)}",)
    if step.option.proves:
        yield (f"Shows: {sentence(step.option.proves)}",)
    if placed:
        held = f"{sentence(step.why_now)} " if step.why_now else ""
        yield (held, *_slack_words(placed, report)) if held else _slack_words(placed, report)


def _slack_words(placed: DatedStep, report: PlanReport) -> Spans:
    why = f"how far “{_title(report, placed.step)}” can move before the finish does"
    if placed.slack_weeks <= 0:
        return ("Decides the finish.",)
    slack = solved(weeks_text(placed.slack_weeks), "Room to move", placed.slack_weeks, unit="weeks", why=why)
    return ("Has ", slack, " of room.")


def _title(report: PlanReport, step: ActivityId) -> str:
    return next((one.option.title for one in report.plan.steps if one.id == step), step)


def _roadmap(report: PlanReport, steps: list[Step]) -> RoadmapChart:
    timeline, terms = report.timeline, report.plan.terms
    dated = [step for step in steps if step.id in _dated(report)]
    ends = [terms.deadline] if terms.deadline else []
    last = max(
        [one.last for one in timeline.steps]
        + [end for end in ends if end <= timeline.finish + timedelta(weeks=26)]
    )
    return RoadmapChart(
        caption="When each step is worked on",
        first=monday_of(min(one.first for one in timeline.steps)),
        last=last,
        bars=tuple(_bar(report, step) for step in dated),
        away=tuple((one.first, one.last) for one in terms.away),
        deadline=terms.deadline,
        horizons=horizon_ends(terms.today),
        ends=tuple((one.title, one.day) for one in report.milestones if not one.step),
        table=_roadmap_table(report, dated),
    )


def _bar(report: PlanReport, step: Step) -> Bar:
    placed = _dated(report)[step.id]
    stone = next((one.title for one in report.milestones if one.step == step.id), "")
    return Bar(
        label=step.option.title,
        spans=worked_spans(report.timeline.sessions, placed),
        is_critical=placed.slack_weeks <= 0,
        slack_weeks=placed.slack_weeks,
        stone=stone,
        detail=(hours_of(step), ", ", cost_of(step, report.plan.terms.currency)),
        after=tuple(_title(report, one) for one in nearest_befores(report, step.id)),
    )


def worked_spans(sessions: Sequence[Session], placed: DatedStep) -> tuple[tuple[date, date], ...]:
    """Runs of weeks with a session, as days; the whole stretch where sessions say nothing."""
    mondays = sorted({monday_of(one.day) for one in sessions if one.step == placed.step})
    runs: list[tuple[date, date]] = []
    for monday in mondays:
        sunday = monday + timedelta(days=6)
        if runs and monday - runs[-1][1] <= timedelta(days=1):
            runs[-1] = (runs[-1][0], sunday)
        else:
            runs.append((monday, sunday))
    clipped = [(max(first, placed.first), min(last, placed.last)) for first, last in runs]
    return tuple(one for one in clipped if one[0] <= one[1]) or ((placed.first, placed.last),)


def befores(report: PlanReport, step: ActivityId) -> tuple[ActivityId, ...]:
    """The steps of the plan that this one waits for."""
    problem, placed = report.plan.problem, _dated(report)
    waits = [one.before for one in problem.precedences if one.after == step]
    waits += [other for need in problem.needs if need.activity == step for other in need.any_of]
    before = {
        one for one in waits if one in placed and step in placed and placed[one].last <= placed[step].last
    }
    return tuple(sorted(before - {step}))


def nearest_befores(report: PlanReport, step: ActivityId) -> tuple[ActivityId, ...]:
    """The steps that this one waits for and that none of the others waits for already."""
    direct = befores(report, step)
    further = {far for one in direct for far in _all_befores(report, one)}
    return tuple(one for one in direct if one not in further)


def _all_befores(report: PlanReport, step: ActivityId) -> set[ActivityId]:
    found: set[ActivityId] = set()
    waiting = list(befores(report, step))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += befores(report, one)
    return found


def _roadmap_table(report: PlanReport, steps: list[Step]) -> Table:
    dated = _dated(report)
    rows = tuple(
        (
            (step.option.title,),
            (day_text(dated[step.id].first),),
            (_dates_end(report, step, dated[step.id]),),
            (hours_of(step),),
            (
                weeks_text(dated[step.id].slack_weeks)
                if dated[step.id].slack_weeks > 0
                else "none: decides the finish",
            ),
            (joined([_title(report, one) for one in nearest_befores(report, step.id)]) or "–",),
        )
        for step in steps
    )
    columns = ("Step", "Begins", "Ends", "Hours", "Room", "Waits for")
    return Table(caption="The roadmap as a table", columns=columns, rows=rows, numeric=(3,))


def _dates_end(report: PlanReport, step: Step, placed: DatedStep) -> Figure:
    return Figure(shown=day_text(placed.last), derivation=_dates(report, step, placed).derivation)
