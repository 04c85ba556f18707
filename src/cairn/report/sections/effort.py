"""What it takes: hours by week, then hours and money by quarter."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from cairn.plan.values import Step
from cairn.provenance import Derivation, Rule, Source, leaf
from cairn.report.bundle import PlanReport
from cairn.report.document import (
    Block,
    Figure,
    Heading,
    Item,
    Items,
    LoadChart,
    LoadPoint,
    Paragraph,
    Section,
    Spans,
    Strong,
    Table,
)
from cairn.report.figures import solved
from cairn.report.phrases import count_text, hours_text, money_text, number_text, span_text
from cairn.schedule.timeline import WeekLoad

_QUARTER_HOURS = Rule(name="quarter hours", label="Hours in the quarter", formula="sum(steps)", unit="hours")
_QUARTER_COST = Rule(name="quarter cost", label="Cost in the quarter", formula="sum(steps)")
_WEEKS_HOURS = Rule(
    name="weeks hours", label="Hours over these weeks", formula="each_week * weeks", unit="hours"
)


def load_section(report: PlanReport) -> Section:
    """Hours by week, as a chart; the table joins weeks that are alike."""
    weeks = report.timeline.weeks
    title = "Hours by week"
    if not weeks:
        nothing = Paragraph(spans=("No week has any work in it.",))
        return Section(id="load", title=title, short=title, blocks=(nothing,))
    chart = LoadChart(
        caption="Hours planned in each week, and hours there are",
        points=tuple(map(_point, weeks)),
        table=_weeks_table(weeks),
    )
    return Section(id="load", title=title, short=title, blocks=(chart,))


def _point(week: WeekLoad) -> LoadPoint:
    return LoadPoint(
        monday=week.monday,
        planned=week.planned_hours,
        capacity=week.capacity_hours,
        at_work=week.work_hours,
        is_away=week.is_away,
    )


def _alike(week: WeekLoad) -> tuple[float, float, float, bool]:
    return (week.planned_hours, week.capacity_hours, week.work_hours, week.is_away)


def _weeks_table(weeks: tuple[WeekLoad, ...]) -> Table:
    has_work = any(week.work_hours for week in weeks)
    runs = [list(run) for _, run in groupby(weeks, key=_alike)]
    columns = (
        "Weeks",
        "How many",
        "Planned a week",
        "There are",
        *(("At work",) if has_work else ()),
        "In all",
    )
    return Table(
        caption="Hours by week, alike weeks joined",
        columns=columns,
        rows=tuple(_weeks_row(run, has_work=has_work) for run in runs),
        numeric=tuple(range(1, len(columns))),
    )


def _weeks_row(run: list[WeekLoad], *, has_work: bool) -> tuple[Spans, ...]:
    first, last = run[0].monday, run[-1].monday + timedelta(days=6)
    week, days = run[0], span_text(first, last)
    each = solved(
        hours_text(week.planned_hours),
        f"Hours planned each week, {days}",
        week.planned_hours,
        unit="hours",
        why="the sessions of the week, added up",
    )
    count = leaf("Weeks", len(run), source=Source(kind="counted", name="counted", detail=f"weeks of {days}"))
    total = _WEEKS_HOURS(each_week=each.derivation, weeks=count)
    return (
        (days + (" (away)" if week.is_away else ""),),
        (number_text(len(run)),),
        (each,),
        (hours_text(week.capacity_hours),),
        *(((hours_text(week.work_hours),),) if has_work else ()),
        (Figure(shown=hours_text(total.value), derivation=total),),
    )


# ------------------------------------------------------------------ by quarter


def resources_section(report: PlanReport) -> Section:
    """Hours and money by quarter with their totals, and what else is needed."""
    blocks: list[Block] = []
    rows = _quarter_rows(report)
    if rows:
        blocks.append(
            Table(
                caption="Hours and money by quarter",
                columns=("Quarter", "Hours", "Money", "Begin in it"),
                rows=rows,
                numeric=(1, 2, 3),
            )
        )
    blocks += _needs(report)
    blocks = blocks or [Paragraph(spans=("This plan takes neither hours nor money.",))]
    return Section(id="resources", title="What it takes", short="What it takes", blocks=tuple(blocks))


def _quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def _quarter_rows(report: PlanReport) -> tuple[tuple[Spans, ...], ...]:
    hours = _hours_by_quarter(report)
    begins = _begins_by_quarter(report)
    currency = report.plan.terms.currency
    rows = [
        _quarter_row(quarter, hours.get(quarter, ()), begins.get(quarter, ()), currency)
        for quarter in sorted({*hours, *begins})
    ]
    if rows:
        total_hours = Figure(shown=hours_text(report.plan.hours.value), derivation=report.plan.hours)
        total_cost = Figure(shown=money_text(report.plan.cost.value, currency), derivation=report.plan.cost)
        begun = (_begun(len(report.plan.steps)),)
        rows.append(((Strong(text="In all"),), (total_hours,), (total_cost,), begun))
    return tuple(rows)


def _hours_by_quarter(report: PlanReport) -> dict[tuple[int, int], tuple[Derivation, ...]]:
    titles = {step.id: step.option.title for step in report.plan.steps}
    minutes: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for session in report.timeline.sessions:
        minutes[_quarter_of(session.day)][titles.get(session.step, session.title)] += session.minutes
    source = Source(
        kind="solved", name="the schedule", detail="sessions of this step in the quarter, added up"
    )
    return {
        quarter: tuple(
            leaf(title, total / 60, source=source, unit="hours") for title, total in by_step.items()
        )
        for quarter, by_step in minutes.items()
    }


def _begins_by_quarter(report: PlanReport) -> dict[tuple[int, int], tuple[Step, ...]]:
    steps = {step.id: step for step in report.plan.steps}
    begins: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for placed in sorted(report.timeline.steps, key=lambda one: one.first):
        if placed.step in steps:
            begins[_quarter_of(placed.first)].append(steps[placed.step])
    return {quarter: tuple(several) for quarter, several in begins.items()}


def _quarter_row(
    quarter: tuple[int, int], hours: tuple[Derivation, ...], begins: tuple[Step, ...], currency: str
) -> tuple[Spans, ...]:
    name = f"Q{quarter[1]}\N{NO-BREAK SPACE}{quarter[0]}"
    total = _QUARTER_HOURS(steps=hours, label=f"Hours in {name}")
    paid = _QUARTER_COST(steps=tuple(step.cost for step in begins), label=f"Cost in {name}")
    return (
        (name,),
        (Figure(shown=hours_text(total.value), derivation=total),),
        (Figure(shown=money_text(paid.value, currency), derivation=paid),),
        (_begun(len(begins)),),
    )


def _begun(steps: int) -> str:
    return count_text(steps, "step") if steps else "–"


def _needs(report: PlanReport) -> Iterator[Block]:
    """People and places the steps need besides hours and money, with what they are for."""
    needed: dict[str, list[str]] = defaultdict(list)
    for step in report.plan.steps:
        if step.mode.at_work:
            needed["Your employer's agreement, for working time"].append(step.option.title)
        if step.option.kind == "mentoring":
            needed["A mentor"].append(step.option.title)
        if step.option.provider and not step.mode.at_work:
            needed[step.option.provider].append(step.option.title)
    if needed:
        yield Heading(text="Also needed", id="resources-needs")
        items = (Item(head=(who,), note=(f"For {'; '.join(titles)}.",)) for who, titles in needed.items())
        yield Items(items=tuple(items))
