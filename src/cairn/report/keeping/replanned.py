"""A change of a plan, told: what moves and what it risks, then the plan as it then stands."""

from datetime import date, timedelta

from cairn.plan.problem import ActivityId, Infeasible, Placement
from cairn.report.document import (
    Bar,
    Block,
    Document,
    Fact,
    Facts,
    Figure,
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
from cairn.report.figures import solved, solved_day
from cairn.report.keeping.history import read_history
from cairn.report.keeping.kept import Json, Kept
from cairn.report.keeping.proposal import Laid, Proposal, lay_out, steps_of
from cairn.report.phrases import (
    count_text,
    day_text,
    days_words,
    hours_text,
    joined,
    money_text,
    number_text,
    sentence,
    span_text,
    time_text,
)
from cairn.report.sections.answer import ways_out
from cairn.report.sections.outline import horizon_ends, worked_spans
from cairn.schedule.replan import Item as Changed
from cairn.schedule.timeline import DatedStep
from cairn.units import monday_of

_SHOWN_SESSIONS = 3


def tell_proposal(proposal: Proposal) -> Document:
    """The difference a change makes, the answer first."""
    laid = lay_out(proposal, proposal.healing.solution)
    sections = (_changes(proposal, laid), _granted(proposal), _next(proposal, laid), _roadmap(proposal, laid))
    return Document(
        title=f"{proposal.kept.title}: {_verdict(proposal, laid)[0]}",
        eyebrow=f"Career plan · planned again on {day_text(proposal.told.today)}",
        lede=_lede(proposal),
        sections=tuple(one for one in sections if one is not None),
        credits=(),
        made_on=proposal.told.today,
        stones=len(proposal.kept.record["milestones"]),
    )


def tell_no(no: Infeasible, kept: Kept, *, on: date) -> Document:
    """Why the rest of a plan does not fit any more, and what would be enough."""
    needs = frozenset(need.id for need in kept.problem.needs) | {f"step:{one.id}" for one in kept.steps}
    blocks: list[Block] = [
        Facts(badge="The rest does not fit any more", is_good=False, facts=()),
        Paragraph(spans=(sentence(no.conflict.sentence),), tone="warning"),
        *ways_out(no.ways_out, needs),
    ]
    return Document(
        title=f"{kept.title}: the rest does not fit any more",
        eyebrow=f"Career plan · planned again on {day_text(on)}",
        lede=("Nothing was changed.",),
        sections=(Section(id="answer", title="Why, and the ways out", short="Why", blocks=tuple(blocks)),),
        credits=(),
        made_on=on,
    )


def fits(proposal: Proposal) -> bool:
    """Whether the changed plan ends before its deadline, eight times in ten."""
    return _verdict(proposal, lay_out(proposal, proposal.healing.solution))[1]


def _verdict(proposal: Proposal, laid: Laid) -> tuple[str, bool]:
    """In a few words, and whether it is good news."""
    deadline, was = proposal.terms.deadline, proposal.kept.finish
    later = (laid.finish - was).days
    if deadline and laid.finish > deadline:
        return "it does not end in time", False
    if deadline and laid.forecast.p80 > deadline:
        return "it ends in time, but too tightly to count on", False
    moved = "it ends when it did"
    if later:
        moved = f"it ends {count_text(abs(later), 'day')} {'later' if later > 0 else 'earlier'}"
    return f"{moved}{', still in time' if deadline and later > 0 else ''}", True


def _lede(proposal: Proposal) -> Spans:
    moved, begun = proposal.healing.difference.moved, proposal.today.started
    words = f"{count_text(len(moved), 'step')} not yet begun {'changes' if len(moved) == 1 else 'change'}"
    if proposal.healing.difference.is_empty:
        words = "nothing moves"
    done = count_text(len(proposal.today.finished), "step")
    return (sentence(f"{words}; {count_text(len(begun), 'step')} under way, {done} done"),)


def _changes(proposal: Proposal, laid: Laid) -> Section:
    verdict, is_good = _verdict(proposal, laid)
    blocks: list[Block] = [
        Facts(badge=sentence(verdict)[:-1], is_good=is_good, facts=_facts(proposal, laid)),
        Paragraph(spans=(proposal.healing.difference.risk, " ", _least(proposal))),
    ]
    items = tuple(_item(one, proposal, laid) for one in proposal.healing.difference.items)
    if items:
        blocks.append(Items(items=items))
    return Section(id="answer", title="What changes", short="What changes", blocks=tuple(blocks))


def _facts(proposal: Proposal, laid: Laid) -> tuple[Fact, ...]:
    today, kept = proposal.told.today, proposal.kept
    schedule = kept.record["schedule"]
    finish = solved_day(day_text(laid.finish), "Finish", laid.finish, today=today, why=laid.whole.method)
    sure = laid.forecast.p80
    why = f"the 80th of every 100 finishes in {number_text(laid.forecast.runs)} simulated runs"
    late = solved_day(day_text(sure), "Finish, 8 times in 10", sure, today=today, why=why)
    left = sum(one.minutes for one in laid.sessions if one.day > today) / 60
    work = solved(hours_text(left), "Work left", left, unit="hours", why="the sessions from today on")
    facts = [
        Fact(label="Finish", value=finish, note=(f"was {day_text(kept.finish)}",)),
        Fact(label="8 times in 10 by", value=late, note=(f"was {day_text(_day(schedule['p80']))}",)),
        Fact(label="Work left", value=work),
    ]
    slipped = _slipped(proposal, laid)
    if slipped is not None:
        facts.append(Fact(label="Against the baseline", value=slipped))
    return tuple(facts)


def _slipped(proposal: Proposal, laid: Laid) -> Figure | None:
    """Days later than the baseline version ends."""
    history = read_history(proposal.kept.record)
    was = history.version(history.baseline).finish
    if was is None:
        return None
    days = (laid.finish - was).days
    why = f"version {history.baseline} ends on {was.isoformat()}"
    return solved(days_words(days), "Days against the baseline", days, unit="days", why=why)


def _least(proposal: Proposal) -> str:
    healing = proposal.healing
    if healing.difference.is_empty:
        return "Everything stays where it is."
    if healing.is_proved:
        return "It is proved that no plan with these steps moves fewer of them."
    return "This is the least that was found to move; whether fewer would do is not proved."


def _item(one: Changed, proposal: Proposal, laid: Laid) -> Item:
    was, now = _dates(one.step, proposal.kept.dates), _dates(one.step, laid.dates)
    verbs = {"moved": "moves", "added": "is new", "dropped": "is dropped", "touched": "goes on"}
    head: Spans = (Strong(text=one.label), f" {verbs[one.kind]}")
    told = [f"was {span_text(was.first, was.last)}"] if was else []
    told += [f"now {span_text(now.first, now.last)}"] if now else []
    return Item(head=head, when=_moved_by(one, was, now), note=(sentence(", ".join(told)),) if told else ())


def _moved_by(one: Changed, was: DatedStep | None, now: DatedStep | None) -> Span:
    if not (was and now):
        return ""
    days = (now.last - was.last).days
    why = f"from week {_week(one.before)} to week {_week(one.after)}"
    return solved(days_words(days), f"Days that “{one.label}” ends later", days, unit="days", why=why)


def _week(placed: Placement | None) -> int:
    return placed.finish if placed else 0


def _dates(step: ActivityId, dates: tuple[DatedStep, ...]) -> DatedStep | None:
    return next((one for one in dates if one.step == step), None)


def _granted(proposal: Proposal) -> Section | None:
    """What is taken as done because it was planned to be, so that it can be contradicted."""
    told, today = proposal.told, proposal.today
    titles = {one.id: one.option.title for one in proposal.kept.steps}
    done = [titles[one] for one in titles if one in today.finished and one not in told.done]
    lines = []
    if done:
        lines.append(Item(head=(f"Done as planned: {joined([f'“{one}”' for one in done])}.",)))
    for one in today.standings:
        if one.state == "started":
            left = sum(one.units_left.values()) / 4
            lines.append(
                Item(head=(f"Under way: “{titles.get(one.step, one.step)}”, {hours_text(left)} left.",))
            )
    if not lines:
        return None
    aside = "Where that is wrong, say --not-done STEP, --done STEP or --left STEP=HOURS."
    blocks: tuple[Block, ...] = (Items(items=tuple(lines)), Paragraph(spans=(aside,), tone="aside"))
    return Section(id="granted", title="What is taken as done", short="Taken as done", blocks=blocks)


def _next(proposal: Proposal, laid: Laid) -> Section | None:
    coming = [one for one in laid.sessions if one.day > proposal.told.today][:_SHOWN_SESSIONS]
    if not coming:
        return None
    items = tuple(
        Item(
            head=(Strong(text=one.title),),
            when=f"{time_text(one.day, one.start)} · {hours_text(one.minutes / 60)}",
        )
        for one in coming
    )
    return Section(id="next", title="Next", short="Next", blocks=(Items(items=items, is_ordered=True),))


# ------------------------------------------------------------------ the roadmap


def _roadmap(proposal: Proposal, laid: Laid) -> Section | None:
    if not laid.dates:
        return None
    terms, dates = proposal.terms, {one.step: one for one in laid.dates}
    steps = [one for one in steps_of(proposal, proposal.healing.solution) if one.id in dates]
    ordered = sorted(steps, key=lambda one: (dates[one.id].first, one.option.title))
    bars = tuple(
        Bar(
            label=step.option.title,
            spans=worked_spans(laid.sessions, dates[step.id]),
            is_critical=dates[step.id].slack_weeks <= 0 and step.id not in proposal.today.finished,
            slack_weeks=dates[step.id].slack_weeks,
            stone="",
            detail=(hours_text(step.hours.value), ", ", money_text(step.cost.value, terms.currency)),
        )
        for step in ordered
    )
    rows = tuple(
        (
            (step.option.title,),
            (day_text(dates[step.id].first),),
            (day_text(dates[step.id].last),),
            (_standing(step.id, proposal),),
        )
        for step in ordered
    )
    chart = RoadmapChart(
        caption="The plan from the first day on",
        first=monday_of(min(one.first for one in laid.dates)),
        last=max(
            [laid.finish, *([terms.deadline] if terms.deadline and _is_near(terms.deadline, laid) else [])]
        ),
        bars=bars,
        away=tuple((one.first, one.last) for one in terms.away),
        deadline=terms.deadline,
        horizons=horizon_ends(terms.today),
        table=Table(
            caption="The roadmap as a table", columns=("Step", "Begins", "Ends", "Stands"), rows=rows
        ),
    )
    return Section(id="roadmap", title="The plan then", short="The plan then", blocks=(chart,))


def _is_near(deadline: date, laid: Laid) -> bool:
    return deadline <= laid.finish + timedelta(weeks=26)


def _standing(step: ActivityId, proposal: Proposal) -> str:
    if step in proposal.today.finished:
        return "done"
    return "under way" if step in proposal.today.started else "to come"


def _day(text: str) -> date:
    return date.fromisoformat(text)


# ------------------------------------------------------------------ as JSON


def proposal_json(proposal: Proposal) -> Json:
    """The difference as plain values."""
    laid = lay_out(proposal, proposal.healing.solution)
    was = {one.step: one for one in proposal.kept.dates}
    now = {one.step: one for one in laid.dates}
    difference = proposal.healing.difference
    return {
        "fits": _verdict(proposal, laid)[1],
        "finish": laid.finish.isoformat(),
        "finish_before": proposal.kept.finish.isoformat(),
        "p80": laid.forecast.p80.isoformat(),
        "risk": difference.risk,
        "is_least_proved": proposal.healing.is_proved,
        "cost_change": difference.cost_change,
        "changes": [
            {
                "step": one.step,
                "kind": one.kind,
                "was": _days_json(was.get(one.step)),
                "now": _days_json(now.get(one.step)),
            }
            for one in difference.items
        ],
        "finished": sorted(proposal.today.finished),
        "started": sorted(proposal.today.started),
    }


def _days_json(dated: DatedStep | None) -> list[str] | None:
    return [dated.first.isoformat(), dated.last.isoformat()] if dated else None
