"""What was chosen and left, this week, and the milestones."""

from collections.abc import Iterator

from cairn.goals.values import Milestone
from cairn.plan.problem import ActivityId
from cairn.plan.values import Step
from cairn.report.bundle import LeftOut, PlanReport
from cairn.report.document import Block, Figure, Item, Items, Paragraph, Section, Spans, Strong
from cairn.report.figures import counted, solved, solved_day
from cairn.report.otherwise import instead_words
from cairn.report.phrases import (
    capitalised,
    count_text,
    day_text,
    hours_text,
    long_day_text,
    sentence,
    time_text,
)
from cairn.report.sections.steps import (
    HORIZON_WORDS,
    cost_of,
    hours_of,
    lift_words,
    lower,
    mode_words,
    steps_in_order,
)
from cairn.schedule.timeline import Session
from cairn.units import monday_of

_SHOWN_SESSIONS = 3


# ------------------------------------------------------------------ what was chosen


def choices_section(report: PlanReport) -> Section:
    """Every step with what it lifts, takes and costs, then the nearest things left."""
    if not report.plan.steps:
        blocks: tuple[Block, ...] = (Paragraph(spans=("Nothing has to be learnt for this role.",)),)
    else:
        currency = report.plan.terms.currency
        left = {one.step: one for one in report.left_out}
        items = tuple(_choice(step, currency, left.get(step.id)) for step in steps_in_order(report))
        blocks = (Items(items=items, is_ordered=True), *_how_compared(report))
    title = "What was chosen, and what was left"
    return Section(id="choices", title=title, short="Chosen and left", blocks=blocks)


def _choice(step: Step, currency: str, left: LeftOut | None) -> Item:
    """What a step is, takes, costs and lifts, and what there was instead."""
    instead: tuple[Spans, ...] = (instead_words(left),) if left else ()
    return Item(
        head=(Strong(text=step.option.title),),
        when=hours_of(step),
        note=(sentence(step.why),),
        more=((*lift_words(step), *_terms_of(step, currency)), *instead),
    )


def _terms_of(step: Step, currency: str) -> Spans:
    price: Spans = ("Free",) if not step.cost.value else ("Costs ", cost_of(step, currency))
    return (*price, f", {mode_words(step)}.")


def _how_compared(report: PlanReport) -> Iterator[Block]:
    if any(one.is_proved for one in report.left_out):
        words = "“Next best” is the best plan without that step, solved again and proved."
        yield Paragraph(spans=(words,), tone="aside")


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
    for session in _first_sessions(sessions):
        items.append(_session_item(report, session, is_first=session.step not in seen))
        seen.add(session.step)
    blocks.append(Items(items=tuple(items), is_ordered=True))
    return Section(id="week", title=title, short=title, blocks=tuple(blocks))


def _first_sessions(sessions: list[Session]) -> list[Session]:
    """Three sessions of the first week: of as many steps as there are, in order of time."""
    week = [one for one in sessions if monday_of(one.day) == monday_of(sessions[0].day)]
    first_of = {one.step: one for one in reversed(week)}
    chosen = sorted(first_of.values(), key=lambda one: (one.day, one.start))[:_SHOWN_SESSIONS]
    chosen += [one for one in sessions if one not in chosen][: _SHOWN_SESSIONS - len(chosen)]
    return sorted(chosen, key=lambda one: (one.day, one.start))


def _session_item(report: PlanReport, session: Session, *, is_first: bool) -> Item:
    step = next((one for one in report.plan.steps if one.id == session.step), None)
    lines: list[Spans] = []
    if step and is_first and step.option.first_step:
        lines.append((f"Begin: {lower(step.option.first_step)}",))
    if step:
        lines.append((sentence(step.why),))
    head = (Strong(text=session.title),)
    return Item(head=head, when=_session_time(session), more=tuple(lines), can_tick=True)


def _session_time(session: Session) -> Figure:
    hours = session.minutes / 60
    where = " at work" if session.at_work else ""
    shown = f"{time_text(session.day, session.start)} · {hours_text(hours)}{where}"
    why = "placed in the hours you have that week, after what it waits for"
    return solved(shown, f"Session of “{session.title}”", hours, unit="hours", why=why)


def milestones_section(report: PlanReport) -> Section:
    """Every stone on the way, with what shows it is reached."""
    stones = sorted(report.milestones, key=lambda one: one.day)
    if not stones:
        blocks: tuple[Block, ...] = (Paragraph(spans=("No milestones: there is no work to mark.",)),)
    else:
        number = counted(
            capitalised(count_text(len(stones), "stone")),
            "Milestones",
            len(stones),
            of="milestones of the plan",
        )
        note = Paragraph(spans=(number, " on the cairn, one for each thing you can show."), tone="aside")
        items = Items(items=tuple(_stone_item(report, one) for one in stones), is_ordered=True)
        blocks = (note, items, *_review_days(report))
    return Section(id="milestones", title="Milestones", short="Milestones", blocks=blocks)


def _review_days(report: PlanReport) -> Iterator[Block]:
    """When to look at the plan again; they stand in the calendar as well."""
    if report.reviews:
        first = day_text(report.reviews[0])
        more = f", then every quarter until {day_text(report.reviews[-1])}" if len(report.reviews) > 1 else ""
        words = f"Look at the plan again on {first}{more}: what happened, what changed."
        yield Paragraph(spans=(words,), tone="aside")


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
