"""The way there: what was chosen and left, the roadmap by horizon, and this week."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import get_args

from cairn.goals.values import Horizon, Milestone
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.provenance import Derivation
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
    Span,
    Spans,
    Strong,
    Table,
)
from cairn.report.figures import counted, solved, solved_day
from cairn.report.person import level_text
from cairn.report.phrases import (
    count_text,
    day_text,
    hours_text,
    joined,
    long_day_text,
    money_text,
    sentence,
    span_text,
    time_text,
    weeks_text,
)
from cairn.schedule.timeline import DatedStep, Session
from cairn.units import add_months, monday_of

HORIZON_WORDS: dict[Horizon, str] = {"short": "Short term", "mid": "Mid term", "long": "Long term"}
_MONTHS_IN: dict[Horizon, int] = {"short": 12, "mid": 36, "long": 12 * 50}
_PATTERN_WORDS = {
    "self_paced": "at your own pace",
    "fixed_pace": "at a weekly pace",
    "intensive": "full days",
}
_SHOWN_SESSIONS = 3


# ------------------------------------------------------------------ what was chosen


def choices_section(report: PlanReport) -> Section:
    """Every step with what it lifts, takes and costs, then the nearest things left."""
    if not report.plan.steps:
        blocks: tuple[Block, ...] = (Paragraph(spans=("Nothing has to be learnt for this role.",)),)
    else:
        currency = report.plan.terms.currency
        items = tuple(_choice(step, currency) for step in _in_order(report))
        blocks = (Items(items=items, is_ordered=True), *_left_out(report))
    title = "What was chosen, and what was left"
    return Section(id="choices", title=title, short="Chosen and left", blocks=blocks)


def _choice(step: Step, currency: str) -> Item:
    """What a step is, takes, costs and lifts, and why it was taken."""
    instead: tuple[Spans, ...] = ((f"Instead of {lower(step.instead_of)}",),) if step.instead_of else ()
    return Item(
        head=(Strong(text=step.option.title),),
        when=_hours(step),
        note=(sentence(step.why),),
        more=(("Lifts ", *_lift_words(step), ". ", _cost(step, currency), *_mode_words(step), "."), *instead),
    )


def _mode_words(step: Step) -> Spans:
    words = [_PATTERN_WORDS[step.mode.pattern]]
    if step.option.provider:
        words.append(step.option.provider)
    if step.mode.at_work:
        words.append("in working time")
    return (f", {', '.join(words)}",)


def _lift_words(step: Step) -> Spans:
    lifts = [one for one in step.lifts if one.is_asked] or list(step.lifts)
    return (joined([f"{one.label} to {level_text(one.end)}" for one in lifts]),)


def _hours(step: Step) -> Figure:
    return Figure(shown=hours_text(step.hours.value), derivation=step.hours)


def _cost(step: Step, currency: str) -> Span:
    shown = money_text(step.cost.value, currency) if step.cost.value else "free"
    return Figure(shown=shown, derivation=step.cost)


def _left_out(report: PlanReport) -> Iterator[Block]:
    if report.left_out:
        yield Heading(text="The nearest things left", id="choices-left")
        yield Items(
            items=tuple(
                Item(
                    head=(Strong(text=one.left), f", instead of {one.chosen}"),
                    note=(sentence(one.difference),),
                )
                for one in report.left_out
            )
        )


def _in_order(report: PlanReport) -> list[Step]:
    first = {one.step: one.first for one in report.timeline.steps}
    return sorted(report.plan.steps, key=lambda step: (first.get(step.id, date.max), step.option.title))


# ------------------------------------------------------------------ the roadmap


def roadmap_section(report: PlanReport) -> Section:
    """The chart, then the same as an outline under each horizon."""
    steps = _in_order(report)
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
    """The horizon of the step's own milestone, else by months from today."""
    own = next((one.horizon for one in report.milestones if one.step == step), None)
    placed = _dated(report).get(step)
    if own or placed is None:
        return own or "short"
    return next((name for name, last in _horizon_ends(report) if placed.last <= last), "long")


def _horizon_ends(report: PlanReport) -> list[tuple[Horizon, date]]:
    return [(name, add_months(report.plan.terms.today, months)) for name, months in _MONTHS_IN.items()]


def _outline(report: PlanReport, steps: Sequence[Step], horizon: Horizon) -> Iterator[Block]:
    if not steps:
        return
    last = max(_dated(report)[step.id].last for step in steps if step.id in _dated(report))
    yield Heading(text=f"{HORIZON_WORDS[horizon]}, to {day_text(last)}", id=f"roadmap-{horizon}")
    yield Items(items=tuple(_outline_item(report, step) for step in steps), is_ordered=True)


def _outline_item(report: PlanReport, step: Step) -> Item:
    placed = _dated(report).get(step.id)
    currency = report.plan.terms.currency
    resources: Spans = (_hours(step), ", ", _cost(step, currency), *_mode_words(step), ".")
    return Item(
        head=(Strong(text=step.option.title),),
        when=_dates(report, step, placed) if placed else "",
        note=resources,
        more=tuple(_step_lines(report, step, placed)),
    )


def _dates(report: PlanReport, step: Step, placed: DatedStep) -> Figure:
    why = (
        step.why_now or f"placed as early as the rest allows, with {weeks_text(placed.slack_weeks)} to spare"
    )
    shown = span_text(placed.first, placed.last)
    return solved_day(
        shown, f"Last day of “{step.option.title}”", placed.last, today=report.plan.terms.today, why=why
    )


def _step_lines(report: PlanReport, step: Step, placed: DatedStep | None) -> Iterator[Spans]:
    if step.option.done_when:
        yield (f"Done when {lower(step.option.done_when)}",)
    if step.option.proves:
        yield (f"Shows: {sentence(step.option.proves)}",)
    if placed:
        yield _slack_words(placed, report)


def lower(words: str) -> str:
    """The words as the end of a sentence: a small first letter unless it is a name or acronym."""
    is_name = words[1:2].isupper() or not words[:1].isupper() or words[:2] == "I "
    return (
        sentence(words)
        if not words
        else (words if is_name else words[0].lower() + words[1:]).rstrip(".") + "."
    )


def _slack_words(placed: DatedStep, report: PlanReport) -> Spans:
    why = f"how far “{_title(report, placed.step)}” can move before the finish does"
    if placed.slack_weeks <= 0:
        return ("Decides the finish: a week later here is a week later at the end.",)
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
        horizons=tuple((HORIZON_WORDS[name], end) for name, end in _horizon_ends(report)),
        table=_roadmap_table(report, dated),
    )


def _bar(report: PlanReport, step: Step) -> Bar:
    placed = _dated(report)[step.id]
    stone = next((one.title for one in report.milestones if one.step == step.id), "")
    return Bar(
        label=step.option.title,
        spans=_spans(report.timeline.sessions, placed),
        is_critical=placed.slack_weeks <= 0,
        slack_weeks=placed.slack_weeks,
        stone=stone,
        detail=(_hours(step), ", ", _cost(step, report.plan.terms.currency)),
        after=tuple(_title(report, one) for one in befores(report, step.id)),
    )


def _spans(sessions: Sequence[Session], placed: DatedStep) -> tuple[tuple[date, date], ...]:
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


def _roadmap_table(report: PlanReport, steps: list[Step]) -> Table:
    dated = _dated(report)
    rows = tuple(
        (
            (step.option.title,),
            (day_text(dated[step.id].first),),
            (_dates_end(report, step, dated[step.id]),),
            (_hours(step),),
            (
                weeks_text(dated[step.id].slack_weeks)
                if dated[step.id].slack_weeks > 0
                else "none: decides the finish",
            ),
            (joined([_title(report, one) for one in befores(report, step.id)]) or "–",),
        )
        for step in steps
    )
    columns = ("Step", "Begins", "Ends", "Hours", "Room", "Waits for")
    return Table(caption="The roadmap as a table", columns=columns, rows=rows, numeric=(3,))


def _dates_end(report: PlanReport, step: Step, placed: DatedStep) -> Figure:
    return Figure(shown=day_text(placed.last), derivation=_why_dates(report, step, placed))


def _why_dates(report: PlanReport, step: Step, placed: DatedStep) -> Derivation:
    return _dates(report, step, placed).derivation


# ------------------------------------------------------------------ this week and the milestones


def week_section(report: PlanReport) -> Section:
    """The first sessions, to tick off."""
    sessions = sorted(report.timeline.sessions, key=lambda one: (one.day, one.start))
    title = "This week"
    if not sessions:
        return Section(
            id="week", title=title, blocks=(Paragraph(spans=("There is nothing to do this week.",)),)
        )
    blocks: list[Block] = []
    if monday_of(sessions[0].day) != monday_of(report.plan.terms.today):
        title = "Your first week"
        blocks.append(
            Paragraph(spans=(f"It begins on {long_day_text(monday_of(sessions[0].day))}.",), tone="aside")
        )
    seen: set[ActivityId] = set()
    items = []
    for session in sessions[:_SHOWN_SESSIONS]:
        items.append(_session_item(report, session, is_first=session.step not in seen))
        seen.add(session.step)
    blocks.append(Items(items=tuple(items), is_ordered=True))
    return Section(id="week", title=title, short=title, blocks=tuple(blocks))


def _session_item(report: PlanReport, session: Session, *, is_first: bool) -> Item:
    step = next((one for one in report.plan.steps if one.id == session.step), None)
    hours = session.minutes / 60
    where = " at work" if session.at_work else ""
    length = solved(
        hours_text(hours),
        f"Session of “{session.title}”",
        hours,
        unit="hours",
        why="placed in the hours you have that week",
    )
    note: Spans = (length, where)
    more: list[Spans] = []
    if step and is_first and step.option.first_step:
        more.append((f"Begin: {lower(step.option.first_step)}",))
    if step:
        more.append((sentence(step.why),))
    head = (Strong(text=session.title),)
    return Item(
        head=head, when=time_text(session.day, session.start), note=note, more=tuple(more), can_tick=True
    )


def milestones_section(report: PlanReport) -> Section:
    """Every stone on the way, with what shows it is reached."""
    stones = sorted(report.milestones, key=lambda one: one.day)
    if not stones:
        blocks: tuple[Block, ...] = (Paragraph(spans=("No milestones: there is no work to mark.",)),)
    else:
        number = counted(
            count_text(len(stones), "stone"), "Milestones", len(stones), of="milestones of the plan"
        )
        note = Paragraph(spans=(number, " on the cairn, one for each thing you can show."), tone="aside")
        blocks = (note, Items(items=tuple(_stone_item(report, one) for one in stones), is_ordered=True))
    return Section(id="milestones", title="Milestones", short="Milestones", blocks=blocks)


def _stone_item(report: PlanReport, stone: Milestone) -> Item:
    shown, today = day_text(stone.day), report.plan.terms.today
    why = "the last day of the work it stands for"
    when = solved_day(shown, f"Milestone “{stone.title}”", stone.day, today=today, why=why)
    criterion: Spans = (f"Reached when {lower(stone.criterion)}",) if stone.criterion else ()
    return Item(
        head=(Strong(text=stone.title), f" · {HORIZON_WORDS[stone.horizon].lower()}"),
        when=when,
        note=criterion,
    )
